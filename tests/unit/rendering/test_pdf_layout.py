"""What stays together on a page, and how full pages are."""

from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import pytest

from rendering.pdf.blocks import place_all
from rendering.pdf.draw import new_pdf
from rendering.pdf.faces import Faces
from rendering.pdf.pages import Dot, Flow, Sheet, TextMark
from rendering.pdf.style import BOTTOM, TOP
from rendering.pdf.table import column_widths
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document.content import portfolio_report
from smartflow.reports.document.tree import (
    Block,
    Column,
    Facts,
    Heading,
    MatrixChart,
    Paragraph,
    Quote,
    Table,
    plain,
)
from tests.unit.rendering.test_pdf_pages import one
from tests.unit.reports import samples
from tests.unit.reports.kinds import kinds, many


def placed(*blocks: Block) -> list[Sheet]:
    with closing(Faces(new_pdf(one("pl")))) as faces:
        flow = Flow(faces)
        *_, last = place_all(flow, blocks)
        assert last == len(blocks)
        return flow.sheets


def words(sheet: Sheet) -> str:
    return " ".join(mark.text for mark, _ in sheet.marks if isinstance(mark, TextMark))


@pytest.mark.parametrize("lines", range(30, 48))
@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Heading(2, "pierwsze"), Paragraph(plain("drugie"))),
        (Heading(3, "pierwsze"), Facts((("drugie", plain("a")), ("trzecie", plain("b"))))),
        (Paragraph(plain("pierwsze"), keep=True), Quote("drugie")),
        (Paragraph(plain("pierwsze"), keep=True), Facts((("drugie", plain("a")), ("trzecie", plain("b"))))),
        (Paragraph(plain("pierwsze"), keep=True), Table((Column("drugie"),), ((plain("x"),), (plain("y"),)))),
    ],
)
def test_what_is_kept_stands_on_the_page_of_what_follows(first: Block, second: Block, lines: int) -> None:
    above = Paragraph(plain("\n".join("x" for _ in range(lines))))
    sheets = placed(above, first, second)

    assert [("pierwsze" in words(sheet)) for sheet in sheets] == [("drugie" in words(sheet)) for sheet in sheets]


@pytest.mark.parametrize("lines", range(38, 47))
def test_a_quotation_never_leaves_its_source(lines: int) -> None:
    above = Paragraph(plain("\n".join("x" for _ in range(lines))))
    sheets = placed(above, Quote("słowa " * 60, "z opisu procesu"))
    [page] = [sheet for sheet in sheets if "z opisu" in words(sheet)]

    assert "słowa" in words(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_under_a_third_full_but_the_last_of_a_chapter(language: Language) -> None:
    reports = [*kinds(language), *(one for one in kinds(language, "full") if not one[0].startswith("portfolio"))]
    for name, document in reports:
        chapters = {block.text for block in document.blocks if isinstance(block, Heading) and block.chapter}
        sheets = placed(*(block for block in document.blocks if type(block).__name__ != "Contents"))
        for sheet, after in pairwise(sheets):
            if after.sections and after.sections[0].title in chapters:
                continue
            lowest = max(mark.y for mark, _ in sheet.marks if isinstance(mark, TextMark))
            assert lowest > TOP + (BOTTOM - TOP) / 3, (name, words(sheet)[:80])


@pytest.mark.parametrize("count", [5, 12, 60, 100])
def test_no_point_of_the_matrix_hides_another(count: int) -> None:
    options = replace(samples.options("pl"), detail="brief")
    document = portfolio_report(many("pl", count), options)
    chart = next(block for block in document.blocks if isinstance(block, MatrixChart))
    [sheet] = placed(chart)
    dots = [mark for mark, _ in sheet.marks if isinstance(mark, Dot)]

    assert len(dots) == count
    for at, dot in enumerate(dots):
        for other in dots[:at]:
            assert (dot.x - other.x) ** 2 + (dot.y - other.y) ** 2 >= (dot.radius + other.radius) ** 2


def test_a_column_to_be_filled_in_has_its_share_of_the_width() -> None:
    table = Table((Column("Co"), Column("Kto", share=0.2)), ((plain("bardzo długi krok " * 20), plain("")),))
    with closing(Faces(new_pdf(one("pl")))) as faces:
        step, owner = column_widths(faces, table)

    assert owner >= 0.2 * (step + owner)
