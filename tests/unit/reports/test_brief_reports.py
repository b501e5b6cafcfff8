"""A brief report is as long as its verdict deserves, says nothing twice, and refers to nothing that it has not."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from rendering.pdf import render_pdf
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.description import description
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.tree import Bullets, Document, Heading, MatrixChart, Paragraph, flatten
from tests.unit.reports import samples
from tests.unit.reports.kinds import kinds
from tests.unit.reports.repetition import repeated, share

#: The most pages of each kind.
PAGES = {
    "pays": 10, "eight-phases": 10, "everything": 10, "does-not-pay": 4, "one-sentence": 4,
    "portfolio-5": 6, "portfolio-12": 6, "portfolio-100": 6,
}  # fmt: skip


@cache
def brief(language: Language) -> dict[str, Document]:
    return dict(kinds(language))


@cache
def pages(language: Language, name: str) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(render_pdf(brief(language)[name]))).pages]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_brief_report_is_short_and_repeats_little(name: str, language: Language) -> None:
    document = brief(language)[name]

    assert repeated(document) < (0.15 if name.startswith("portfolio") else 0.10)
    assert len(pages(language, name)) <= PAGES[name]


def test_the_share_counts_runs_of_six_words_that_stood_before() -> None:
    assert share(["a", "b", "c", "d", "e", "f", "g"]) == 0
    assert share(["a", "b", "c", "d", "e", "f", "a", "b", "c", "d", "e", "f"]) == pytest.approx(1 / 7)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_page_is_the_decision_with_its_next_steps(language: Language) -> None:
    for name in PAGES:
        page = pages(language, name)[1]
        assert {"pl": "Decyzja", "en": "The decision"}[language] in page, name
        assert {"pl": "Do kiedy", "en": "By when"}[language] in page, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_report_says_where_the_rest_is_and_refers_to_no_appendix_that_it_lacks(language: Language) -> None:
    document = process_report(samples.process(language), replace(samples.options(language), detail="brief"))
    found = render_text(document)

    assert not re.search(r"(załącznik\w*|appendix) [A-Z]\b", found, re.IGNORECASE)
    assert {"pl": "Raport pełny zawiera", "en": "The full report also has"}[language] in found


def test_a_brief_portfolio_names_every_process_with_the_number_of_the_matrix() -> None:
    document = brief("en")["portfolio-100"]
    chart = next(block for block in document.blocks if isinstance(block, MatrixChart))
    found = render_text(document).replace("\u00a0", " ")

    assert len(chart.points) == 100
    assert all(f"{point.number}. {point.label}" in found.replace("\n", " ") for point in chart.points)


def test_the_cover_names_what_a_person_set_by_hand() -> None:
    process = samples.process("en")
    portfolio = portfolio_report([process, replace(process, title="B", overrides=())], samples.options("en"))

    assert ("Set by hand", "net savings") in process_report(process, samples.options("en")).cover.facts
    assert ("Set by hand", process.title) in portfolio.cover.facts


def test_values_set_by_hand_have_their_units_and_texts_stand_below_the_figures() -> None:
    own = [("payback_months", "9"), ("ease", "70"), ("verdict", "Czekamy na KSeF.")]
    process = replace(
        samples.process("en"),
        overrides=tuple(samples.by_hand(field, value) for field, value in own),  # type: ignore[arg-type]
    )
    found = render_text(process_report(process, samples.options("en"))).replace("\u00a0", " ")

    section = found.partition("Changes made by hand\n")[2]
    assert "9 months" in section
    assert "70 out of 100" in section
    assert "Verdict: Czekamy na KSeF. (computed: Automate now)" in section


def test_an_analysis_by_the_rules_names_no_model_and_no_cost() -> None:
    process = samples.process("en")
    assert process.analysis is not None
    by_rules = replace(process, analysis=replace(process.analysis, analyst="rules"))
    found = render_text(process_report(by_rules, samples.options("en")))

    assert "USD" not in found
    assert "gpt" not in found
    assert found.count("without a language model") == 1


def test_markdown_of_a_description_is_shown_as_headings_lists_and_bold_words() -> None:
    blocks = list(description("# Faktury\nOpis **ważny**\n- raz\n- dwa\n1. a\n2. b\n7. nie lista\n2**3**4 __x__", 3))

    assert blocks[0] == Heading(3, "Faktury")
    assert isinstance(blocks[1], Paragraph)
    assert [(run.text, run.bold) for run in blocks[1].runs] == [("Opis ", False), ("ważny", True)]
    assert [flatten(item) for block in blocks[2:4] if isinstance(block, Bullets) for item in block.items] == [
        "raz", "dwa", "a", "b",
    ]  # fmt: skip
    assert isinstance(blocks[4], Paragraph)
    assert flatten(blocks[4].runs) == "7. nie lista\n2**3**4 __x__"


def test_an_analysts_words_in_another_language_are_marked() -> None:
    document = process_report(samples.process("pl"), samples.options("en"))

    marked = [
        run.language for block in document.blocks if isinstance(block, Paragraph) for run in block.runs if run.language
    ]
    assert set(marked) == {"pl"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_full_stop_follows_another(language: Language) -> None:
    for name in PAGES:
        assert not re.search(r"(?<!\.)\.\.(?!\.)", "\n".join(pages(language, name)))
