"""What a report says: every section, every figure, who wrote it, and what is not known."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel

from smartflow.engine.assessment import Context
from smartflow.engine.inputs import FIELDS, Inputs, Readiness
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document import code_names
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.sentences import SENTENCES
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.tree import (
    BarChart,
    Document,
    Heading,
    LineChart,
    MatrixChart,
    Table,
    TimelineChart,
    TornadoChart,
    flatten,
)
from tests.unit.rendering.reading import printed, squeezed
from tests.unit.reports import samples

_TEXTS: Final = Path(__file__).parents[3] / "frontend" / "js" / "texts"

CODES = {"field", "status", "depth", "language", "level", "effort", "tool_ids", "tool_id", "inputs", "id", "verdict"}


def told(document: Document) -> str:
    return squeezed("\n".join(printed(document)))


def prose(node: object) -> Iterator[str]:
    """Yield every text of a result but its codes."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for child in node:
            yield from prose(child)
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            if name not in CODES or (name == "verdict" and "summary" in type(node).model_fields):
                yield from prose(getattr(node, name))


@pytest.mark.parametrize("language", ["pl", "en"])
def test_nothing_that_a_person_or_an_analyst_wrote_is_left_out(language: Language) -> None:
    process = samples.process(language)
    assert process.analysis is not None
    found = told(process_report(process, samples.options(language)))
    portfolio = told(portfolio_report([process, process], samples.options(language)))

    description = process.description.replace("\n- ", "\n")  # a list of its author is printed as a list
    wanted = [process.title, description, *process.tags, process.overrides[0].reason]
    told_otherwise = process.analysis.result.model_copy(update={"contradictions": []})  # as questions of the figures
    wanted += [text for text in prose(told_otherwise) if text not in ("sentences_dropped", "30")]

    assert [text for text in wanted if squeezed(text) not in found] == []
    assert [text for text in wanted if squeezed(text) not in portfolio] == []


@pytest.mark.parametrize(
    ("language", "chapters"),
    [
        (
            "pl",
            "Decyzja|Liczby|Co ustaliła analiza|Rozwiązanie|Plan|Pytania i niejasności|Źródła|"
            "Załącznik A. Obliczenia krok po kroku|Załącznik B. Dane i ich pochodzenie|"
            "Załącznik C. Zmiany wprowadzone ręcznie|Załącznik D. Opis|Jak powstał ten raport",
        ),
        (
            "en",
            "The decision|Figures|What the analysis found|The solution|The plan|Questions and open points|Sources|"
            "Appendix A. The working step by step|Appendix B. The data and where they came from|"
            "Appendix C. Changes made by hand|Appendix D. Description|How this report was made",
        ),
    ],
)
def test_a_full_report_has_its_chapters_in_order(language: Language, chapters: str) -> None:
    document = process_report(samples.process(language), samples.options(language))

    assert [heading.text for heading in document.headings() if heading.level == 1] == chapters.split("|")


def test_a_report_shows_costs_cash_sensitivity_and_plan_as_charts() -> None:
    document = process_report(samples.process(), samples.options())

    kinds = [
        type(block)
        for block in document.blocks
        if isinstance(block, BarChart | LineChart | TornadoChart | TimelineChart)
    ]

    assert kinds == [BarChart, LineChart, TornadoChart, TimelineChart]


def test_the_figures_are_those_of_the_published_vector_in_the_readers_form() -> None:
    polish = told(process_report(samples.process("pl"), samples.options("pl")))
    english = told(process_report(samples.process("en"), samples.options("en")))

    for figure in ("45684,00zł", "19577,49zł", "386,29h", "120,6%", "65,25%", "−2,4%", "7miesięcy"):
        assert figure in polish
    for figure in ("PLN45,684.00", "PLN19,577.49", "386.29h", "120.6%", "65.25%", "−2.4%", "7months"):
        assert figure in english


def test_every_step_of_the_working_is_shown() -> None:
    process = samples.process()
    document = process_report(process, samples.options())
    at = next(
        i for i, block in enumerate(document.blocks) if isinstance(block, Heading) and "Załącznik A" in block.text
    )

    tables = [block for block in document.blocks[at:] if isinstance(block, Table)][:4]

    assert sum(len(table.rows) for table in tables) == len(process.assessment.working)
    assert "216 × 211,5 ÷ 60 = 761,40\u00a0h" in [flatten(row[1]) for row in tables[0].rows]


def test_each_input_is_shown_with_where_it_came_from() -> None:
    document = process_report(samples.process(), samples.options())
    table = next(
        block for block in document.blocks if isinstance(block, Table) and block.columns[-1].title == "Pochodzenie"
    )

    rows = {flatten(row[0]): (flatten(row[1]), flatten(row[2])) for row in table.rows}

    assert len(rows) == len(FIELDS)
    assert rows["Minuty na wykonanie"] == ("210\u00a0min", "podane")
    assert rows["Minuty poprawek po błędzie"] == ("30\u00a0min", "z opisu")
    assert rows["Dni robocze w roku"] == ("250", "domyślne")


def unknown(**given: object) -> ReportProcess:
    return replace(
        samples.process(), figures=samples.figures(Inputs.model_validate(given)), analysis=None, overrides=()
    )


def test_without_an_analysis_the_report_says_so_and_gives_figures_and_description() -> None:
    document = process_report(replace(samples.process(), analysis=None), samples.options())

    assert "Ten proces nie ma jeszcze analizy opisowej" in render_text(document)
    assert [h.text for h in document.headings() if h.level == 1][:2] == ["Decyzja", "Liczby"]
    assert "Co ustaliła analiza" not in [h.text for h in document.headings()]
    assert not document.machine_written


def test_what_is_not_known_is_named_and_never_shown_as_zero() -> None:
    document = process_report(unknown(frequency="monthly", runs=18), samples.options())
    found = render_text(document)

    assert [figure.value for figure in document.cover.figures] == ["brak danych"] * 3
    assert "brakuje: minuty na wykonanie" in found
    assert re.findall(r"(?<![\d\u00a0])0,00\u00a0(zł|h)", found) == []


def test_a_report_with_no_data_at_all_is_still_a_report() -> None:
    document = process_report(unknown(), samples.options("en"))

    assert document.cover.verdict == "Not enough data"
    assert "The description does not say enough yet to compute anything." in render_text(document)
    assert "missing: runs in a period, frequency, minutes per run" in render_text(document).replace("\u00a0", " ")


def test_an_unstable_process_is_to_be_put_in_order_first() -> None:
    process = unknown(
        runs=18, frequency="monthly", minutes_per_run=210, monthly_licence=0, readiness=Readiness(stability=2)
    )

    document = process_report(process, samples.options("en"))

    assert document.cover.verdict.startswith("Fix the process first")
    assert "changes too often: fix it first" in render_text(document)


def test_in_another_language_figures_change_and_prose_stays_and_is_said_to_stay() -> None:
    process = samples.process("pl")
    document = process_report(process, samples.options("en"))
    found = render_text(document)

    assert process.analysis is not None
    assert "The analysis was written in Polish" in found
    assert process.analysis.result.summary in found
    assert document.cover.verdict == "Automate now"
    assert "PLN\u00a019,577.49" in found


def test_a_stale_analysis_is_said_to_be_stale_and_does_not_speak_on_the_cover() -> None:
    process = samples.process()
    assert process.analysis is not None
    document = process_report(replace(process, analysis=replace(process.analysis, stale=True)), samples.options())

    assert "Dane procesu zmieniły się po napisaniu analizy" in render_text(document)
    assert document.cover.verdict != process.analysis.result.verdict


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_disclosure_names_model_versions_and_date(language: Language) -> None:
    found = render_text(process_report(samples.process(language), samples.options(language))).replace("\u00a0", " ")
    estimate = {"pl": "a nie porada finansowa ani podatkowa", "en": "not financial or tax advice"}

    assert estimate[language] in found
    assert {"pl": "model językowy (gpt-4o)", "en": "language model (gpt-4o)"}[language] in found
    for said in (
        "gpt-4o",
        {"pl": "22 listopada 2026", "en": "22 November 2026"}[language],
        "0,0312 USD" if language == "pl" else "0.0312 USD",
    ):
        assert said in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_where_the_method_is_published(language: Language) -> None:
    texts = (_TEXTS / "first" / f"{language}.js").read_text()
    [title] = re.findall(r'"method\.title": "(.+)"', texts)

    for report in (
        process_report(samples.process(language), samples.options(language)),
        portfolio_report([samples.process(language)], samples.options(language)),
    ):
        assert title in render_text(report)


def test_the_readers_own_title_stands_above_the_title_of_the_process() -> None:
    document = process_report(samples.process(), samples.options(title="Materiał na zarząd"))

    assert document.title == document.cover.title == "Materiał na zarząd"
    assert samples.process().title in document.cover.subtitle


def test_figures_alone_leave_prose_and_working_out() -> None:
    options = replace(samples.options(), detail="figures")
    found = render_text(process_report(samples.process(), options))

    assert "Co ustaliła analiza" not in found
    assert "Obliczenia krok po kroku" not in found
    assert set(re.findall(r"załącznik\w* ([A-Z])", found, re.IGNORECASE)) == {"A", "B"}, "the data and what was changed"
    assert "19\u00a0577,49\u00a0zł" in found


def portfolio() -> list[ReportProcess]:
    easy = samples.process()
    hard = replace(
        easy,
        title="Trudny",
        figures=samples.figures(
            Inputs.model_validate(
                {"runs": 5, "frequency": "daily", "minutes_per_run": 120, "systems": 6, "exceptions_percent": 40}
            )
        ),
    )
    losing = replace(unknown(runs=1, frequency="yearly", minutes_per_run=30), title="Nieopłacalny")
    return [easy, hard, losing, replace(unknown(), title="Nieznany")]


def test_a_portfolio_lists_every_process_in_its_quadrant_and_in_a_part_of_its_own() -> None:
    document = portfolio_report(portfolio(), samples.options())
    headings = [heading.text for heading in document.headings() if heading.level <= 2]

    assert [text for text in headings if re.match(r"\d\. ", text)] == [
        "1. Obsługa faktur kosztowych",
        "2. Trudny",
        "3. Nieopłacalny",
        "4. Nieznany",
    ]
    tables = {
        headings: [row[1][0].text for row in table.rows]
        for headings, table in _tables_by_heading(document)
        if headings in ("Szybkie korzyści", "Strategiczne", "Lepiej zostawić", "Jeszcze bez liczb", "Przy okazji")
    }
    assert tables["Lepiej zostawić"] == ["Nieopłacalny"]
    assert tables["Jeszcze bez liczb"] == ["Nieznany"]
    assert sorted(title for titles in tables.values() for title in titles) == sorted(p.title for p in portfolio())


def test_in_a_portfolio_what_is_the_same_for_all_is_said_once() -> None:
    process = samples.process()
    others = [replace(process, title=title, figures=samples.read_from_text(), overrides=()) for title in ("B", "C")]
    found = render_text(portfolio_report([process, *others], samples.options()))

    assert found.count("Dane i siedziba: Polska") == 1, "a fact of a tool that all of them recommend"
    assert found.count("Dni robocze w roku") == 1, "a default of all of them"
    assert found.count("Model: gpt-4o") == 1
    assert found.count("Minuty na wykonanie") >= 3, "a value of each"


def _tables_by_heading(document: Document) -> Iterator[tuple[str, Table]]:
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            yield heading, block


def test_the_matrix_shows_what_can_be_placed_by_the_numbers_of_the_list() -> None:
    document = portfolio_report(portfolio(), samples.options())
    chart = next(block for block in document.blocks if isinstance(block, MatrixChart))

    assert {point.number: point.label for point in chart.points} == {
        1: "Obsługa faktur kosztowych",
        2: "Trudny",
        3: "Nieopłacalny",
    }
    assert chart.x_cut == 60


def test_processes_in_two_currencies_are_not_added_up() -> None:
    mixed = [
        samples.process(),
        replace(samples.process(), figures=samples.figures(context=Context(currency="EUR"))),
    ]

    with pytest.raises(ValueError, match="currency"):
        portfolio_report(mixed, samples.options())


def test_every_sentence_and_name_says_the_same_in_each_language() -> None:
    texts = {
        **SENTENCES,
        **{f"{kind}.{code}": text for kind, codes in code_names.NAMES.items() for code, text in codes.items()},
    }

    for key, text in texts.items():
        written = [text.of(language) for language in LANGUAGES]
        assert all(words.strip() for words in written), key
        assert len({tuple(sorted(re.findall(r"{(\w+)", words))) for words in written}) == 1, key


def test_every_code_of_inputs_has_a_name() -> None:
    for field in FIELDS:
        for language in LANGUAGES:
            assert code_names.name("field", field, language) != field


def test_a_huge_amount_and_a_small_one_get_round_axes() -> None:
    small = unknown(runs=1, frequency="yearly", minutes_per_run=1, hourly_cost="0.01", build_cost=0, monthly_licence=0)
    large = unknown(runs=1000, frequency="daily", minutes_per_run=400, hourly_cost=900, build_cost="99999999.99")

    for process in (small, large):
        for chart in process_report(process, samples.options()).blocks:
            if isinstance(chart, LineChart):
                ticks = [tick.value for tick in chart.y_ticks]
                assert 2 <= len(ticks) <= 9
                assert ticks[0] <= min(chart.values) <= max(chart.values) <= ticks[-1]
                assert Decimal(0) in ticks
