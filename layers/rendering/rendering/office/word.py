"""A report as a Word document with Word's own styles, so that another template or theme restyles it in one step.

Texts are written as text runs only: nothing in them is markup or a field. Links are http(s) addresses, as in the tree.
"""

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import Final, assert_never

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from rendering.office.packages import as_property, dated
from smartflow.language.text import ByLanguage
from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import (
    BarChart,
    Block,
    Bullets,
    Column,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    KeyFigures,
    LineChart,
    MatrixChart,
    Note,
    Paragraph,
    Quote,
    Runs,
    Table,
    TimelineChart,
    TornadoChart,
    plain,
)

_TAGS: Final = ByLanguage(pl="pl-PL", en="en-GB")
_TABLE_STYLE: Final = "Light List Accent 1"
_PLAIN_TABLE_STYLE: Final = "Light Shading"
_STYLES: Final = {"body": "Normal", "lead": "Normal", "small": "Normal", "label": "Caption"}
_PAGE_WIDTH: Final = Cm(21)
_MARGIN: Final = Cm(2)
_LOGO_HEIGHT: Final = Cm(1.7)
_ACCENT: Final = RGBColor(0x0F, 0x5C, 0x5C)


def render_docx(document: Document) -> bytes:
    """Return the document as a file for Word, the same bytes for the same report. Charts are tables of their values."""
    word = docx.Document()
    word.core_properties.title = as_property(document.title)
    word.core_properties.author = as_property(document.author)
    word.core_properties.subject = as_property(document.subject)
    word.core_properties.comments = ""
    word.core_properties.language = _TAGS.of(document.language)
    _set_language(word, _TAGS.of(document.language))
    _page(word, document)
    writer = _Writer(word)
    writer.cover(document.cover, document.logo)
    for block in document.blocks:
        writer.block(block)
    out = BytesIO()
    word.save(out)
    return dated(out.getvalue(), document.created_at)


def _set_language(word: WordDocument, tag: str) -> None:
    """Say which language the text is in, for spelling and for screen readers."""
    properties = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert properties is not None, "python-docx's own template has defaults"
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)


def _page(word: WordDocument, document: Document) -> None:
    """Set A4, the user's header and footer, and the number of the page."""
    [section] = word.sections
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _PAGE_WIDTH, Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    section.header.paragraphs[0].text = clean(document.header or document.title)
    footer = section.footer.paragraphs[0]
    footer.text = clean(f"{document.footer}\t" if document.footer else "")
    _field(footer, "PAGE")


def _field(paragraph: WordParagraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


class _Writer:
    """Writes blocks of the tree one after the other.

    Elements are put in their places directly: python-docx looks for the end of the document and for a style's default at each
    paragraph, and a report of hundreds of processes would take minutes.
    """

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._end = word.element.body.sectPr
        self._body = word._body
        self._ids = {style.name: style.style_id for style in word.styles}

    def cover(self, cover: Cover, logo: bytes | None) -> None:
        """Write the cover as the document's title block."""
        if logo is not None:
            self._word.add_picture(BytesIO(logo), height=_LOGO_HEIGHT)
        self._styled(plain(cover.kind), "Subtitle")
        self._styled(plain(cover.title), "Title")
        if cover.subtitle:
            self._styled(plain(cover.subtitle), "Subtitle")
        self._styled(plain(cover.verdict), "Intense Quote")
        if cover.verdict_note:
            self._styled(plain(cover.verdict_note), "Caption")
        self.block(KeyFigures(cover.figures))
        self.block(Facts(tuple((label, plain(value)) for label, value in cover.facts)))
        self._styled(plain(cover.remark), "Caption")

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading():
                heading = self._styled(plain(block.text), f"Heading {block.level}")
                heading.paragraph_format.page_break_before = block.chapter
            case Paragraph():
                paragraph = self._styled(block.runs, _STYLES[block.style])
                if block.style == "small":
                    for run in paragraph.runs:
                        run.font.size = Pt(9)
            case Bullets():
                for item in block.items:
                    self._styled(item, "List Number" if block.ordered else "List Bullet")
            case Table():
                self._titled(block.title)
                self._table(block.columns, block.rows, strong=block.strong)
            case Facts():
                self._pairs(block.items)
            case KeyFigures():
                self._figures(block)
            case Quote():
                self._styled(plain(block.text), "Quote")
                if block.source:
                    self._styled(plain(block.source), "Caption")
            case Note():
                self._styled(plain(block.title), "Heading 4")
                self._styled(block.runs, "Normal")
            case Contents():
                self._contents(block)
            case BarChart() | LineChart() | TornadoChart() | MatrixChart() | TimelineChart():
                self._chart(block)
            case _:
                assert_never(block)

    def _styled(self, runs: Runs, style: str) -> WordParagraph:
        paragraph = self._paragraph()
        paragraph._p.style = self._ids[style]
        _write(paragraph, runs)
        return paragraph

    def _paragraph(self) -> WordParagraph:
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        return WordParagraph(element, self._body)

    def _new_table(
        self, rows: Sequence[Sequence[Runs]], columns: int, style: str = "", *, bold: Collection[tuple[int, int]] = ()
    ) -> list[list[WordParagraph]]:
        """Write a table and return the paragraphs of its cells; `bold` has rows and columns of cells."""
        element = CT_Tbl.new_tbl(len(rows), columns, Length(_PAGE_WIDTH - 2 * _MARGIN))
        if style:
            element.tblStyle_val = self._ids[style]
        element.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "0")
        self._end.addprevious(element)
        table = WordTable(element, self._body)
        paragraphs = [[WordParagraph(cell.p_lst[0], table) for cell in row.tc_lst] for row in element.tr_lst]
        for number, (row, texts) in enumerate(zip(paragraphs, rows, strict=True)):
            for column, (paragraph, runs) in enumerate(zip(row, texts, strict=True)):
                paragraph._p.style = self._ids["No Spacing"]
                _write(paragraph, runs, bold=(number, column) in bold)
        self._paragraph()
        return paragraphs

    def _titled(self, title: str) -> None:
        if title:
            paragraph = self._styled(plain(title), "Caption")
            paragraph.paragraph_format.keep_with_next = True

    def _table(self, columns: Sequence[Column], rows: Sequence[Sequence[Runs]], strong: Collection[int] = ()) -> None:
        heads = tuple(plain(column.title) for column in columns)
        bold = {(number + 1, column) for number in strong for column in range(len(columns))}
        paragraphs = self._new_table([heads, *rows], len(columns), _TABLE_STYLE, bold=bold)
        _repeat_heading(paragraphs[0][0])
        for row in paragraphs[1:]:
            for paragraph, column in zip(row, columns, strict=True):
                if column.align == "right":
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _pairs(self, items: Sequence[tuple[str, Runs]]) -> None:
        if items:
            bold = {(number, 0) for number in range(len(items))}
            self._new_table([(plain(label), runs) for label, runs in items], 2, bold=bold)

    def _figures(self, figures: KeyFigures) -> None:
        rows = [(plain(figure.label), plain(figure.value), plain(figure.note)) for figure in figures.items]
        self._new_table(rows, 3, _PLAIN_TABLE_STYLE, bold={(number, 1) for number in range(len(rows))})

    def _contents(self, contents: Contents) -> None:
        """Put a table of contents that Word fills when the document is opened or the field is updated."""
        self._styled(plain(contents.title), "TOC Heading")
        _field(self._paragraph(), f'TOC \\o "1-{contents.depth}" \\h \\z \\u')
        settings = self._word.settings.element
        update = OxmlElement("w:updateFields")
        update.set(qn("w:val"), "true")
        settings.append(update)

    def _chart(self, chart: BarChart | LineChart | TornadoChart | MatrixChart | TimelineChart) -> None:
        """Write a chart as the table of its values, with its caption."""
        self._titled(chart.title)
        self._pairs([(label, plain(value)) for label, value in values_of(chart)])
        self._styled(plain(chart.caption), "Caption")


def values_of(chart: BarChart | LineChart | TornadoChart | MatrixChart | TimelineChart) -> list[tuple[str, str]]:
    """Return what a chart shows, in words and numbers."""
    match chart:
        case BarChart():
            return [(bar.label, bar.value_label) for bar in chart.bars]
        case LineChart():
            shown = {int(tick.value): tick.label for tick in chart.x_ticks}
            return [
                (f"{chart.x_title} {label}", chart.value_labels[month])
                for month, label in shown.items()
                if month < len(chart.value_labels)
            ]
        case TornadoChart():
            return [(swing.label, f"{swing.low_label} – {swing.high_label}") for swing in chart.swings]
        case MatrixChart():
            return [(f"{it.number}. {it.label}", f"{it.x_label}; {it.y_label}") for it in chart.points]
        case TimelineChart():
            return [(phase.label, phase.length_label) for phase in chart.phases]
        case _:
            assert_never(chart)


def _repeat_heading(cell: WordParagraph) -> None:
    """Repeat the row of a cell on each page, which also tells screen readers that it is the heading."""
    row = cell._p.getparent().getparent()
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write(paragraph: WordParagraph, runs: Runs, *, bold: bool = False) -> None:
    for run in runs:
        text = clean(run.text)
        if run.link:
            _link(paragraph, text, run.link)
            continue
        written = paragraph.add_run(text)
        written.bold = (run.bold or bold) or None
        written.italic = run.italic or None


def _link(paragraph: WordParagraph, text: str, address: str) -> None:
    """Write a link: python-docx reads them but cannot write them."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = _ACCENT
    link.append(run._r)
    paragraph._p.append(link)
