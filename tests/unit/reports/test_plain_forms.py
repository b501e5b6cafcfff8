"""Text, Markdown and CSV say the same as the PDF, and nothing in them is taken for a command."""

import csv
from dataclasses import replace
from io import StringIO

import pytest
from markdown_it import MarkdownIt

from smartflow.language.text import Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.markdown import render_markdown
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.spreadsheet import render_csv
from smartflow.reports.document.tree import (
    Bullets,
    Column,
    Document,
    LineChart,
    MatrixChart,
    Paragraph,
    Run,
    Table,
    TimelineChart,
    TornadoChart,
    plain,
)
from tests.unit.rendering.reading import printed, squeezed
from tests.unit.rendering.test_pdf_text import HOSTILE
from tests.unit.reports import samples

PARSER = MarkdownIt("commonmark").enable("table")


def seen(markdown: str) -> str:
    """Return the words a reader of rendered Markdown sees."""
    return "\n".join(
        child.content if child.type in ("text", "code_inline") else "\n" if child.type.endswith("break") else ""
        for token in PARSER.parse(markdown)
        for child in token.children or []
    )


@pytest.mark.parametrize("language", ["pl", "en"])
def test_text_and_markdown_hold_every_text_of_the_report(language: Language) -> None:
    processes = [samples.process(language), replace(samples.process(language), title="B", analysis=None)]
    for document in (
        process_report(processes[0], samples.options(language, footer="Stopka", header="Nagłówek")),
        portfolio_report(processes, samples.options(language)),
    ):
        as_text, as_markdown = squeezed(render_text(document)), squeezed(seen(render_markdown(document)))

        wanted = [text for text in printed(document) if text not in _picture_only(document)]
        assert [text for text in wanted if squeezed(text) not in as_text] == []
        assert [text for text in wanted if squeezed(text) not in as_markdown] == []


def _picture_only(document: Document) -> set[str]:
    """Axis labels and legends, which a table of the same numbers does without."""
    labels: set[str] = set()
    for block in document.blocks:
        if isinstance(block, LineChart | MatrixChart | TimelineChart):
            labels |= {block.x_title, *(tick.label for tick in block.x_ticks)}
        if isinstance(block, LineChart | MatrixChart):
            labels |= {tick.label for tick in block.y_ticks}
        if isinstance(block, LineChart):
            labels.add(block.mark_label)
        if isinstance(block, MatrixChart):
            labels |= {block.y_title, *block.corners}
        if isinstance(block, TornadoChart):
            labels.add(block.base_label)
    return labels


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_of_hostile_text_is_only_text(words: str) -> None:
    process = replace(samples.process(), title=words, description=f"# {words}\n1. {words}\n- {words}", analysis=None)
    markdown = render_markdown(process_report(process, samples.options(title=words, footer=words)))

    kinds = {child.type for token in PARSER.parse(markdown) for child in token.children or []}
    assert kinds <= {
        "text",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "softbreak",
        "hardbreak",
        "html_inline",
    }
    html = {
        child.content
        for token in PARSER.parse(markdown)
        for child in token.children or []
        if child.type == "html_inline"
    }
    assert html <= {"<br>"}
    assert squeezed(words) in squeezed(seen(markdown))


def test_markdown_keeps_spaces_between_faces_and_links_only_to_the_web() -> None:
    runs = (
        Run("Ważne. ", bold=True),
        Run("Dalej "),
        Run("strona", link="https://a.pl/x y"),
        Run("zła", link="javascript:x"),
    )
    document = replace(process_report(samples.process(), samples.options()), blocks=(Paragraph(runs),))

    assert "**Ważne.** Dalej [strona](https://a.pl/x%20y)zła" in render_markdown(document)


def test_a_text_table_lines_its_columns_up_and_a_wide_one_is_told_row_by_row() -> None:
    narrow = Table(
        (Column("A"), Column("Kwota", "right")), ((plain("x"), plain("1,00")), (plain("yy"), plain("10,00")))
    )
    wide = Table((Column("Pytanie"), Column("Odpowiedź")), ((plain("raz " * 20), plain("dwa " * 20)),))
    document = replace(process_report(samples.process(), samples.options()), blocks=(narrow, wide))

    found = render_text(document)

    assert "A   Kwota\n---------\nx    1,00\nyy  10,00" in found
    assert "Pytanie: raz raz" in found
    assert "Odpowiedź: dwa dwa" in found


def test_lists_are_numbered_where_order_counts() -> None:
    steps = Bullets((plain("spisać"), plain("zmierzyć")), ordered=True)
    document = replace(process_report(samples.process(), samples.options()), blocks=(steps,))

    assert "1. spisać\n2. zmierzyć" in render_text(document)
    assert "1. spisać\n2. zmierzyć" in render_markdown(document)


@pytest.mark.parametrize(("language", "separator", "net"), [("pl", ";", "18000,00"), ("en", ",", "18000.00")])
def test_csv_has_numbers_as_the_readers_excel_reads_them(language: Language, separator: str, net: str) -> None:
    table = render_csv([samples.process(language)], language)
    assert table.startswith("\ufeff")

    head, row = csv.reader(StringIO(table.removeprefix("\ufeff")), delimiter=separator)
    named = dict(zip(head, row, strict=True))

    assert len(named) == len(head)
    assert named[{"pl": "Oszczędność netto (oczekiwany) [PLN]", "en": "Net savings (expected) [PLN]"}[language]] == net
    assert named[{"pl": "Okres zwrotu (ostrożny) [mies.]", "en": "Payback (conservative) [months]"}[language]] == "13"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_csv_never_holds_a_formula_of_a_user(start: str) -> None:
    table = render_csv([replace(samples.process(), title=start, category=start)], "en")

    _, row = csv.reader(StringIO(table.removeprefix("\ufeff")))

    assert row[0].startswith("'")
    assert row[1].startswith("'")


def test_csv_leaves_what_is_unknown_empty() -> None:
    table = render_csv([replace(samples.process("en"), figures=samples.figures(), overrides=())], "en")
    head, row = csv.reader(StringIO(table.removeprefix("\ufeff")))

    assert dict(zip(head, row, strict=True))["Net savings (expected) [PLN]"] == ""
