"""PDF reports of 1, 10 and 100 pages against reportlab: the same paragraphs with bold runs, headings, a chart, page numbers.

The peer loads the family's files as they are published, which is how reportlab is commonly used, and, to show the
effect of cutting the fonts, our cut files.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as PlatypusParagraph

from rendering.pdf import render_pdf
from rendering.pdf.faces import FONTS
from smartflow.reports.document.tree import Bar, BarChart, Block, Cover, Document, Heading, Paragraph, Run
from tools.bench.measure import Row, Table, alternating

SIZES: Final = {1: 15, 10: 9, 100: 5}
GOAL: Final = 0.8
_SENTENCES: Final = (
    "Faktury kosztowe przychodzą pocztą i e-mailem, a pani Żaneta przepisuje je ręcznie do programu księgowego, co zajmuje "
    "sporo czasu. "
) * 3
_PARAGRAPHS: Final = 5
_COVER: Final = ("Raport", "Raport")
_BARS: Final = (5, 15, 25, 35)


class Files(NamedTuple):
    """The font files that the peer loads for each document."""

    regular: Path
    bold: Path


PUBLISHED: Final = Files(*(Path(f"/usr/share/fonts/truetype/lato/Lato-{face}.ttf") for face in ("Regular", "Bold")))
CUT: Final = Files(FONTS / "regular-latin.ttf", FONTS / "bold-latin.ttf")


def tables() -> Iterator[Table]:
    """Measure every size, against the peer with both kinds of font files."""
    if not PUBLISHED.regular.exists():
        sys.exit("The comparison needs the published fonts (Debian and Ubuntu: apt install fonts-lato).")
    versions = f"fpdf2 {version('fpdf2')} against Platypus of reportlab {version('reportlab')}"
    yield Table(
        "PDF reports",
        "reportlab",
        f'{versions}: the same cover, paragraphs with bold runs, headings, a chart and page numbers "n / N". Each document '
        "loads its fonts: ours the files cut at build time, reportlab the same family as it is published. Ours has bookmarks "
        "and is tagged, PDF/A and PDF/UA.",
        _rows(PUBLISHED, GOAL),
    )
    yield Table(
        "PDF reports, reportlab with our cut fonts",
        "reportlab",
        "The same, with the cut files on both sides: a single page is then mostly fpdf2 reading its fonts and writing the "
        "letters that were used.",
        _rows(CUT, None),
    )


def _rows(fonts: Files, goal: float | None) -> list[Row]:
    rows = []
    for pages, times in SIZES.items():
        document = _document(pages)
        ours, theirs = render_pdf(document), _by_reportlab(pages, fonts)
        # Both have the cover and as many pages: what is compared is the same work.
        assert {len(PdfReader(BytesIO(pdf)).pages) for pdf in (ours, theirs)} == {pages + 1}
        medians = alternating(lambda d=document: render_pdf(d), lambda n=pages: _by_reportlab(n, fonts), times)  # type: ignore[misc]
        rows.append(Row(f"{pages} {'page' if pages == 1 else 'pages'}", *medians, goal))
    return rows


def _document(pages: int) -> Document:
    blocks: list[Block] = []
    for page in range(1, pages + 1):
        blocks.append(Heading(1, f"Rozdział {page}", chapter=page > 1))
        blocks += [Paragraph((Run("Ważne: ", bold=True), Run(_SENTENCES)))] * _PARAGRAPHS
    blocks.append(BarChart("Wykres", "Opis", tuple(Bar(f"Pasek {n}", Decimal(n), str(n)) for n in _BARS)))
    cover = Cover("Raport", "Raport", "", "", (), (), "")
    day = datetime(2026, 11, 22, tzinfo=UTC)
    return Document("Raport", "pl", day, "22 listopada 2026", "{page} / {pages}", cover, tuple(blocks))


class _Numbered(Canvas):
    """Writes "n / N": pages are kept until their number is known, as reportlab's own recipes do."""

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self.__dict__.setdefault("_kept", []).append({k: v for k, v in self.__dict__.items() if k != "_kept"})
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        kept = self.__dict__.pop("_kept")
        for number, state in enumerate(kept, start=1):
            self.__dict__.update(state)
            self.setFont("Bold", 8)
            self.drawString(500, 30, f"{number} / {len(kept)}")
            super().showPage()
        super().save()


def _by_reportlab(pages: int, fonts: Files) -> bytes:
    pdfmetrics.registerFont(TTFont("Regular", fonts.regular))
    pdfmetrics.registerFont(TTFont("Bold", fonts.bold))
    pdfmetrics.registerFontFamily("Regular", normal="Regular", bold="Bold", italic="Regular", boldItalic="Bold")
    body = ParagraphStyle("body", fontName="Regular", fontSize=10, leading=15, spaceAfter=7)
    head = ParagraphStyle("head", fontName="Bold", fontSize=21, leading=26, spaceAfter=13)
    story: list[Flowable] = [*(PlatypusParagraph(words, head) for words in _COVER), PageBreak()]
    for page in range(1, pages + 1):
        if page > 1:
            story.append(PageBreak())
        story.append(PlatypusParagraph(f"Rozdział {page}", head))
        story += [PlatypusParagraph(f"<b>Ważne: </b>{_SENTENCES}", body) for _ in range(_PARAGRAPHS)]
    chart = Drawing(400, 100)
    for place, length in enumerate(_BARS):
        chart.add(Rect(0, place * 25, 10 * length, 18))
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, topMargin=60, bottomMargin=60).build([*story, chart], canvasmaker=_Numbered)
    return out.getvalue()
