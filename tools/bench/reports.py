"""PDF reports of 1, 10 and 100 pages against reportlab: the same paragraphs with bold runs, headings, a chart, page numbers."""

import importlib.metadata
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate
from reportlab.platypus import Paragraph as PlatypusParagraph

from pdf import render_pdf
from pdf.faces import FONTS
from smartflow.report.document import Bar, BarChart, Block, Cover, Document, Heading, Paragraph, Run
from tools.bench.measure import Row, Table, alternating

SIZES: Final = {1: 15, 10: 9, 100: 5}
GOAL: Final = 0.8
_SENTENCES: Final = (
    "Faktury kosztowe przychodzą pocztą i e-mailem, a pani Żaneta przepisuje je ręcznie do programu księgowego, co zajmuje "
    "sporo czasu. "
) * 3
_PARAGRAPHS: Final = 5
_BARS: Final = (5, 15, 25, 35)


def table() -> Table:
    """Measure every size."""
    rows = []
    for pages, times in SIZES.items():
        document = _document(pages)
        ours, theirs = render_pdf(document), _by_reportlab(pages)
        # The cover aside, both have as many pages: what is compared is the same work.
        assert (len(PdfReader(BytesIO(ours)).pages) - 1, len(PdfReader(BytesIO(theirs)).pages)) == (pages, pages)
        medians = alternating(lambda d=document: render_pdf(d), lambda n=pages: _by_reportlab(n), times)  # type: ignore[misc]
        rows.append(Row(f"{pages} {'page' if pages == 1 else 'pages'}", *medians, GOAL))
    about = (
        f"fpdf2 {importlib.metadata.version('fpdf2')} against Platypus of reportlab "
        f"{importlib.metadata.version('reportlab')}: the same paragraphs with bold runs, headings, a chart and page numbers "
        '"n / N", both loading the same cut fonts for each document. Ours has a cover, bookmarks and PDF/A besides.'
    )
    return Table("PDF reports", "reportlab", about, rows)


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


def _by_reportlab(pages: int) -> bytes:
    pdfmetrics.registerFont(TTFont("Regular", FONTS / "regular-latin.ttf"))
    pdfmetrics.registerFont(TTFont("Bold", FONTS / "bold-latin.ttf"))
    pdfmetrics.registerFontFamily("Regular", normal="Regular", bold="Bold", italic="Regular", boldItalic="Bold")
    body = ParagraphStyle("body", fontName="Regular", fontSize=10, leading=15, spaceAfter=7)
    head = ParagraphStyle("head", fontName="Bold", fontSize=21, leading=26, spaceAfter=13)
    story: list[Flowable] = []
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
