"""A report shows the figures in force and nothing else: what counts, how sure it is, and what it depends on."""

import csv
import json
import re
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from rendering.pdf import render_pdf
from smartflow.engine.by_hand import Override
from smartflow.engine.inputs import Inputs
from smartflow.engine.portfolio import Matrix
from smartflow.engine.process_figures import ProcessFigures
from smartflow.language import formats
from smartflow.language.text import LANGUAGES, Language
from smartflow.processes.figures_view import shown
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.json_form import render_json
from smartflow.reports.document.markdown import render_markdown
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import render_csv
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import MatrixChart
from smartflow.reports.shared_page import process_pages
from smartflow.reports.store import cover
from tests.unit.rendering.reading import squeezed, text
from tests.unit.reports import samples
from tests.unit.reports.samples import by_hand, in_season, losing, read_from_text

#: What stands for money with hundredths, or for hundredths of an hour, in either language.
TOO_PRECISE = re.compile(r"\d[.,]\d\d(?:\s(?:zł|h)|\b)")


def process(figures: ProcessFigures, *overrides: Override, title: str = "Faktury") -> ReportProcess:
    return replace(samples.process(), title=title, figures=figures, overrides=overrides)


def written(one: ReportProcess, language: Language = "en") -> str:
    return render_text(process_report(one, samples.options(language))).replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_of_a_headline_are_rounded_led_by_their_range_and_say_how_sure_they_are(language: Language) -> None:
    one = process(read_from_text())
    cost, net, _ = process_report(one, samples.options(language)).cover.figures
    found = shown(one.figures, (), language)

    assert net.value == found.range_text
    assert found.headline[0].text in net.note
    assert found.confidence.text in net.note
    assert cost.value == {"pl": "ok. 120\u00a0000\u00a0zł", "en": "about PLN\u00a0120,000"}[language]


@pytest.mark.parametrize("figures", [read_from_text(), losing(), in_season(), samples.invoices()])
def test_hundredths_never_stand_in_a_headline(figures: ProcessFigures) -> None:
    one = process(figures, by_hand("cost_per_year", "45684.55"), by_hand("hours_saved_per_year", "386.29"))
    for document in (process_report(one, samples.options()), portfolio_report([one, one], samples.options())):
        page = document.cover
        said = [page.verdict, page.verdict_note, *(f"{item.value} {item.note}" for item in page.figures)]
        assert [words for words in said if TOO_PRECISE.search(words)] == []


def test_exact_values_stay_in_tables_and_working() -> None:
    found = written(process(read_from_text("18", "monthly", "211")))

    assert "759.60 h" in found
    assert "PLN 45,576.00" in found


def test_while_the_facts_are_not_confirmed_the_verdict_says_if_and_names_at_most_three() -> None:
    one = process(read_from_text())
    found = written(one)
    section = found.partition("What would settle it\n")[2].partition("Next steps")[0]

    assert process_report(one, samples.options("en")).cover.verdict == "Automate now, if the data are confirmed"
    assert "If this is right (80 a day" in found
    assert 1 <= section.count("\n- ") <= 3
    assert "80 a day × 6 min = 2,000 h a year" in section


def test_nothing_is_left_to_confirm_where_everything_was_given() -> None:
    one = process(samples.invoices())

    assert process_report(one, samples.options("en")).cover.verdict == "Automate now"
    assert "What would settle it" not in written(one)


def test_an_open_question_shows_each_reading_with_its_words_figures_and_verdict() -> None:
    one = process(in_season())
    found = written(one)

    assert "The choice is yours" in found
    for reading in shown(one.figures, (), "en").open[0].readings:
        assert reading.quotes[0].quote in found
        assert reading.words in found
        assert reading.verdict_name in found
        assert reading.net_savings_per_year is not None
        assert formats.money(reading.net_savings_per_year, "PLN", "en").replace("\u00a0", " ") in found


def test_a_settled_question_is_gone() -> None:
    settled = samples.figures(
        Inputs.model_validate({"runs": 40, "frequency": "monthly", "minutes_per_run": 7, "people": 1})
    )
    found = written(process(settled))

    assert "The choice is yours" not in found
    points = found.partition("Questions and open points")[2].partition("Appendix C. Description")[0]
    assert "trwa to około 3,5 godziny" not in points


def test_after_a_verdict_against_there_is_break_even_and_what_to_do_instead_but_no_plan() -> None:
    one = process(losing())
    document = process_report(one, samples.options("en"))
    found = written(one)
    headings = [heading.text for heading in document.headings()]

    assert "improvement without automation" in found
    assert headings.count("When automating would pay") == 1
    assert "Break-even" not in headings
    for title in ("The solution", "The plan", "Recommended tools", "Expected results", "This week", "Roadmap"):
        assert title not in headings
    assert "Comarch ERP Optima" not in found.partition("Sources")[0]
    assert "Recommendation" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_automating_does_not_pay_is_said_once(language: Language) -> None:
    found = written(process(losing()), language)
    again = {
        "pl": ("kosztowałaby więcej", "się nie opłaca", "Warto automatyzować"),
        "en": ("would cost more", "does not pay", "Worth automating"),
    }[language]

    assert sum(found.count(words) for words in again) == 1


def test_a_reading_that_pays_keeps_the_advice_against_automating_back() -> None:
    found = written(process(in_season()))

    assert "What to do instead" not in found
    assert "without automation" not in found


def test_a_return_from_an_assumed_investment_is_no_finding() -> None:
    one = process(read_from_text("800", "daily", "30"))
    assert one.figures.implausible
    invested = formats.whole_money(Decimal(one.assessment.inputs["build_cost"].value), "PLN", "en").replace(
        "\u00a0", " "
    )
    found = written(one)
    roi = f"{one.assessment.expected.first_year_roi_percent:,.1f}%"

    assert f"The build cost ({invested}) is an assumption and the result looks too good" in found
    assert roi not in found.partition("Appendix A. The working")[0]
    assert "The return on investment is left out" in found


CHANGED = process(
    samples.invoices(), by_hand("net_savings_per_year", "15000.00"), by_hand("verdict", "Czekamy na KSeF.")
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_set_by_hand_is_marked_beside_what_was_computed_in_every_form(language: Language) -> None:
    document = process_report(CHANGED, samples.options(language))
    own = {"pl": "15\u00a0000\u00a0zł", "en": "PLN\u00a015,000"}[language]
    mark = {"pl": "ustawione ręcznie; obliczono: 19\u00a0577\u00a0zł", "en": "set by hand; computed: PLN\u00a019,577"}[
        language
    ]
    name = {"pl": "obliczono: Automatyzować teraz", "en": "computed: Automate now"}[language]
    shared = cover(document, process_pages(CHANGED))
    forms = {
        "text": render_text(document),
        "markdown": re.sub(r"\\(.)", r"\1", render_markdown(document)),
        "pdf": text(render_pdf(document)),
        "cover": " ".join([shared.verdict, shared.verdict_note, *(f"{f.value} {f.note}" for f in shared.figures)]),
    }

    for form, found in forms.items():
        for words in (own, mark, name, "Czekamy na KSeF."):
            assert squeezed(words) in squeezed(found), (form, words)


def test_csv_and_json_carry_verdict_firmness_confidence_and_what_was_set_by_hand() -> None:
    head, row = csv.reader(StringIO(render_csv([CHANGED], "en").removeprefix("\ufeff")))
    named = dict(zip(head, row, strict=True))
    rough = dict(zip(head, list(csv.reader(StringIO(render_csv([process(read_from_text())], "en"))))[1], strict=True))
    data = json.loads(
        render_json(process_report(CHANGED, samples.options("en")), [CHANGED], scope="process", full=True)
    )
    figures = data["processes"][0]["figures"]

    assert named["Verdict"] == "Czekamy na KSeF."
    assert (named["Verdict is firm"], rough["Verdict is firm"]) == ("yes", "no")
    assert rough["Confidence"].startswith("mostly assumptions")
    assert "Net savings: set by hand; computed: PLN\u00a019,577.49" in named["Set by hand"]
    assert "Verdict: set by hand; computed: Automate now" in named["Set by hand"]
    assert rough["Set by hand"] == ""
    assert Decimal(named["Gross savings (expected) [PLN]"]) - Decimal(named["Running cost (expected) [PLN]"]) == 15000
    assert figures["verdict"]["code"] == "automate_now"
    assert figures["verdict"]["set_by_hand"] == "Czekamy na KSeF."
    assert figures["verdict"]["firm"] is True
    assert figures["range"] == {"low": "8846.32", "high": "28222.04"}
    assert figures["confidence"]["level"] == "mostly_confirmed"
    assert [one["field"] for one in figures["overrides"]] == ["net_savings_per_year", "verdict"]
    assert data["processes"][0]["assessment"]["expected"]["net_savings_per_year"] == "19577.49"


def placed(matrix: Matrix) -> dict[str, str]:
    return {
        item.id: quadrant
        for quadrant in ("quick_wins", "strategic", "fill_ins", "leave_alone")
        for item in getattr(matrix, quadrant)
    }


def test_in_a_portfolio_values_set_by_hand_count_in_totals_list_and_cover() -> None:
    processes = [CHANGED, process(losing(), title="Drobiazg")]
    document = portfolio_report(processes, samples.options("en"))
    found = render_text(document).replace("\u00a0", " ")
    worth = Whole(processes).portfolio.worth_doing

    assert worth.net == Decimal("15000.00")
    assert worth.gross is not None
    assert worth.running_cost is not None
    assert worth.gross - worth.running_cost == worth.net
    assert document.cover.figures[0].value == "PLN\u00a015,000"
    assert "set by hand in 1\u00a0process; computed: PLN\u00a019,577" in document.cover.figures[0].note
    assert "PLN 15,000.00\n  set by hand; computed: PLN 19,577.49" in found
    assert "Czekamy na KSeF. (set by hand; computed: Automate now)" in found


def test_payback_over_three_years_and_payback_unknown_are_two_things() -> None:
    unknown = process(samples.figures(), title="Nieznany")
    found = render_text(portfolio_report([process(losing()), unknown], samples.options("en"))).replace("\u00a0", " ")

    assert "Payback: over 36 months" in found.partition("Not assessed yet")[0]
    assert "Payback: not known" in found.partition("2. Nieznany")[2]


def test_the_matrix_names_for_each_process_the_corner_of_the_list() -> None:
    easy_but_losing = samples.figures(
        Inputs.model_validate(
            {
                "runs": 1, "frequency": "yearly", "minutes_per_run": 30, "systems": 1, "exceptions_percent": 0,
                "readiness": dict.fromkeys(
                    ("rule_based", "digital_input", "structured_input", "stability", "documentation"), 5
                ),
            }
        )
    )  # fmt: skip
    processes = [CHANGED, process(read_from_text()), process(easy_but_losing)]
    document = portfolio_report(processes, samples.options("en"))
    chart = next(block for block in document.blocks if isinstance(block, MatrixChart))
    lists = placed(Whole(Whole(processes).in_order).portfolio.matrix)

    assert lists["3"] == "leave_alone"
    names = {"quick_wins": "Quick wins", "strategic": "Strategic", "fill_ins": "Fill-ins", "leave_alone": "Leave alone"}
    assert {str(point.number): point.quadrant for point in chart.points} == {
        number: names[quadrant] for number, quadrant in lists.items()
    }
    assert all(point.y < chart.y_floor for point in chart.points if point.number == 3)
