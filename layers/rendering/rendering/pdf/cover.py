"""The cover, the table of contents and the header and footer of every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import Cover, Document, Run

from .blocks import key_figures
from .faces import Faces
from .lines import Line, break_lines, one_line
from .pages import Flow, PageLink, Picture, Rect, Section, Sheet, Stroke, baseline
from .style import (
    ACCENT,
    BOTTOM,
    HEADINGS,
    INK,
    LEAD,
    LEFT,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAPER,
    RIGHT,
    RULE,
    SMALL,
    TOP,
    WIDTH,
    TextStyle,
)

_TITLE_SIZES: Final = ((60, 32.0), (120, 25.0), (240, 19.0), (10_000, 14.0))
_EDGE: Final = TextStyle(8, 11, MUTED)
_LOGO: Final = (150.0, 48.0)
_LOGO_BAND: Final = 104.0
_PANEL: Final = 360.0


def cover(faces: Faces, document: Document, logo_size: tuple[float, float] | None) -> Flow:
    """Return the cover; what does not fit on the first page continues on the next: nothing is cut."""
    flow = Flow(faces, top=TOP, bottom=BOTTOM - 28, bare=True)
    page = document.cover
    size = next(size for length, size in _TITLE_SIZES if len(page.title) <= length)
    title_style = TextStyle(size, size * 1.2, PAPER, bold=True)
    subtitle_style = TextStyle(11, 16, PAPER)
    kind = break_lines(faces, [Run(page.kind)], 10, WIDTH, bold=True)
    title = break_lines(faces, [Run(page.title)], size, WIDTH, bold=True)
    subtitle = break_lines(faces, [Run(page.subtitle)], subtitle_style.size, WIDTH) if page.subtitle else []
    text = 25 + len(title) * title_style.leading + 10 + len(subtitle) * subtitle_style.leading
    has_logo = document.logo is not None and logo_size is not None
    top = _LOGO_BAND if has_logo else 0.0
    panel = max(_PANEL, top + (44 if has_logo else 92) + text + 44)
    flow.add(Rect(0, top, PAGE_WIDTH, panel - top, ACCENT))
    if document.logo and logo_size:
        _logo(flow, document, document.logo, logo_size)
    flow.y = panel - text - 44
    with flow.tagged("P"):
        flow.set_lines(kind, TextStyle(10, 15, bold=True), colour=PAPER)
    flow.y += 10
    with flow.tagged("H1"):
        flow.set_lines(title, title_style)
    flow.y += 10
    if subtitle:
        with flow.tagged("P"):
            flow.set_lines(subtitle, subtitle_style)
    flow.y = max(panel + 46, flow.y)
    if page.verdict:
        with flow.tagged("P"):
            flow.write([Run(page.verdict, bold=True)], LEAD)
        if page.verdict_note:
            with flow.tagged("P"):
                flow.write([Run(page.verdict_note)], SMALL)
        flow.y += 26
    key_figures(flow, page.figures)
    _edge_facts(flow, page)
    return flow


def _logo(flow: Flow, document: Document, data: bytes, size: tuple[float, float]) -> None:
    """Place the logo on the white band above the panel."""
    width, height = size
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    width, height = width * scale, height * scale
    y = (_LOGO_BAND - height) / 2
    name = clean(f"Logo: {document.author}" if document.author else "Logo").replace("\n", " ")
    with flow.tagged("Figure", alt=name) as figure:
        flow.add(Picture(LEFT, y, width, height, data))
        box = (LEFT, PAGE_HEIGHT - y - height, LEFT + width, PAGE_HEIGHT - y)
        figure.attributes = f"<</O/Layout/BBox[{' '.join(f'{edge:.2f}' for edge in box)}]>>"


def _edge_facts(flow: Flow, page: Cover) -> None:
    """Place author, date and the remark that this is an estimate, at the foot of the cover if there is room."""
    style = TextStyle(9, 14, MUTED)
    paragraphs = [
        *(break_lines(flow.faces, _fact(label, value), 9, WIDTH) for label, value in page.facts),
        break_lines(flow.faces, [Run(page.remark)], 9, WIDTH),
    ]
    height = sum(map(len, paragraphs)) * style.leading + 12
    flow.need(height)
    if flow.room > height:
        flow.y = flow.bottom - height
    flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.6))
    flow.y += 10
    for lines in paragraphs:
        with flow.tagged("P"):
            flow.set_lines(lines, style)


def _fact(label: str, value: str) -> list[Run]:
    return [Run(label + ": "), Run(value, bold=True)]


def contents(faces: Faces, title: str, depth: int, sections: Sequence[Section], top: float, bottom: float) -> Flow:
    """Return the table of contents without its page numbers: `number_contents` adds them when they are known.

    It is set with less space if that saves a page.
    """
    listed = [section for section in sections if section.level <= depth]
    wide = _contents(faces, title, listed, top, bottom, close=False)
    if len(wide.sheets) == 1:
        return wide
    close = _contents(faces, title, listed, top, bottom, close=True)
    return close if len(close.sheets) < len(wide.sheets) else wide


def _contents(faces: Faces, title: str, sections: Sequence[Section], top: float, bottom: float, *, close: bool) -> Flow:
    flow = Flow(faces, top=top, bottom=bottom)
    with flow.tagged("H2"):
        flow.write([Run(title)], HEADINGS[1])
    with flow.tagged("TOC"):
        for section in sections:
            first = section.level == 1
            style = _entry_style(section.level)
            indent = 14.0 * (section.level - 1)
            lines = break_lines(faces, [Run(section.title)], style.size, WIDTH - indent - 44, bold=first)
            flow.need(len(lines) * style.leading + 8)
            flow.skip((3 if close else 6) if first else 0)
            start = flow.y
            with flow.tagged("TOCI"), flow.tagged("Reference"), flow.tagged("Link", alt=section.title) as link:
                flow.set_lines(lines, style, x=LEFT + indent)
                flow.sheet.put(PageLink(LEFT, start, WIDTH, flow.y - start, section, link), link)
            flow.y += 0 if close else 2
    return flow


def number_contents(flow: Flow, number: dict[Sheet, int]) -> None:
    """Write the page number of each entry at the end of its first line, right after its text in the reading order."""
    for sheet in flow.sheets:
        marks, sheet.marks = sheet.marks, []
        for mark, content in marks:
            sheet.marks.append((mark, content))
            if isinstance(mark, PageLink):
                style = _entry_style(mark.target.level)
                text = [Run(str(number[mark.target.sheet]))]
                line = break_lines(flow.faces, text, style.size, 100, bold=style.bold)[0]
                sheet.set_line(
                    line, RIGHT - line.width, mark.y + baseline(style), style.size, style.colour, mark.element
                )


def _entry_style(level: int) -> TextStyle:
    return TextStyle(10.5, 15, bold=True) if level == 1 else TextStyle(9.5, 14, MUTED)


@dataclass(frozen=True, slots=True)
class Edges:
    """Header and footer. The user's own lines wrap and take room from the text; they are never cut."""

    head: list[Line]
    foot: list[Line]
    date: Line

    @property
    def top(self) -> float:
        return TOP + (len(self.head) - 1) * _EDGE.leading

    @property
    def bottom(self) -> float:
        return BOTTOM - max(0, len(self.foot) - 1) * _EDGE.leading


def edges(faces: Faces, document: Document) -> Edges:
    room = WIDTH - 110
    own = document.header.strip()
    head = (
        break_lines(faces, [Run(own)], _EDGE.size, room) if own else [one_line(faces, document.title, _EDGE.size, room)]
    )
    foot = break_lines(faces, [Run(document.footer.strip())], _EDGE.size, room) if document.footer.strip() else []
    return Edges(head, foot, one_line(faces, document.date_label, _EDGE.size, 110))


def draw_edges(faces: Faces, document: Document, edges: Edges, sheet: Sheet, page: int, pages: int) -> None:
    foot_top = PAGE_HEIGHT - 50 - (max(1, len(edges.foot)) - 1) * _EDGE.leading
    label = document.page_label.replace("{pages}", str(pages)).replace("{page}", str(page))
    number = break_lines(faces, [Run(label)], _EDGE.size, 110)[0]
    if not sheet.bare:
        for index, line in enumerate(edges.head):
            sheet.set_line(line, LEFT, 48 + index * _EDGE.leading, _EDGE.size, MUTED)
        sheet.set_line(edges.date, RIGHT - edges.date.width, 48, _EDGE.size, MUTED)
        rule = 56 + (len(edges.head) - 1) * _EDGE.leading
        sheet.put(Stroke(((LEFT, rule), (RIGHT, rule)), RULE, 0.5))
        sheet.set_line(number, RIGHT - number.width, foot_top + 10, _EDGE.size, INK)
    for index, line in enumerate(edges.foot):
        sheet.set_line(line, LEFT, foot_top + 10 + index * _EDGE.leading, _EDGE.size, MUTED)
