"""How each block of a document is placed on sheets."""

from collections.abc import Sequence

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import (
    BarChart,
    Block,
    Bullets,
    Contents,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    LineChart,
    MatrixChart,
    Note,
    Paragraph,
    Quote,
    Run,
    Runs,
    TimelineChart,
    TornadoChart,
)
from smartflow.reports.document.tree import Table as TableBlock

from . import charts
from .lines import Line, break_lines, text_width
from .pages import Flow, Rect, Section, Stroke, baseline
from .style import (
    ACCENT,
    BODY,
    CELL,
    HEADINGS,
    INK,
    LEFT,
    MUTED,
    PARAGRAPHS,
    RIGHT,
    RULE,
    SMALL,
    TINTS,
    TONES,
    WIDTH,
    Colour,
    TextStyle,
)
from .table import least_height, place_table

_GAP = 18.0
_ACCENT_RULE = 11.0  # above the title of a chapter
_SHORT_LEAD = 4  # lines of a lead that stays with the table or heading after it
_ROOM_AFTER = {1: 130.0, 2: 76.0, 3: 46.0, 4: 32.0}  # room below a heading of each level that must be left on its page
_FIGURE_SIZES = (21.0, 18.0, 15.5, 13.0, 11.0, 9.0)


def place_all(flow: Flow, blocks: Sequence[Block]) -> None:
    """Place blocks one after another; a heading stays on the page of what follows it."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            if block.chapter and not flow.at_top:
                flow.next_sheet()
            flow.need(min(_height_kept_together(flow, blocks, index), flow.bottom - flow.top))
        place(flow, block)


def _height_kept_together(flow: Flow, blocks: Sequence[Block], index: int) -> float:
    """Return the height that must stay on one page: headings and a short lead with the start of what they introduce."""
    if index == len(blocks):
        return 0.0
    match blocks[index]:
        case Heading(level, text):
            style = HEADINGS[level]
            lines = len(break_lines(flow.faces, [Run(text)], style.size, WIDTH, bold=True))
            height = style.before + lines * style.leading + style.after + (_ACCENT_RULE if level == 1 else 0.0)
            return height + max(_ROOM_AFTER[level], _height_kept_together(flow, blocks, index + 1))
        case Paragraph(runs, name):
            style = PARAGRAPHS[name]
            lines = len(break_lines(flow.faces, runs, style.size, WIDTH, bold=style.bold))
            introduces = (
                lines <= _SHORT_LEAD and index + 1 < len(blocks) and isinstance(blocks[index + 1], TableBlock | Heading)
            )
            height = style.before + min(lines, _SHORT_LEAD) * style.leading + style.after
            return height + (_height_kept_together(flow, blocks, index + 1) if introduces else 0.0)
        case TableBlock() as table:
            return least_height(flow, table)
        case BarChart() | LineChart() | TornadoChart() | MatrixChart() | TimelineChart() as chart:
            return charts.chart_height(flow, chart)
        case _:
            return 0.0


def place(flow: Flow, block: Block) -> None:
    """Place one block at the cursor."""
    match block:
        case Paragraph(runs, style):
            flow.write(runs, PARAGRAPHS[style])
        case Heading():
            _heading(flow, block)
        case Bullets():
            _bullets(flow, block)
        case TableBlock():
            place_table(flow, block)
        case Facts(items):
            _facts(flow, items)
        case KeyFigures(items):
            key_figures(flow, items)
        case Quote():
            _quote(flow, block)
        case Note():
            _note(flow, block)
        case BarChart() | LineChart() | TornadoChart() | MatrixChart() | TimelineChart():
            charts.place_chart(flow, block)
        case Contents():
            raise ValueError("contents are placed once every page is known")


def _heading(flow: Flow, heading: Heading) -> None:
    style = HEADINGS[heading.level]
    lines = break_lines(flow.faces, [Run(heading.text)], style.size, WIDTH, bold=True)
    flow.skip(style.before)
    title = clean(heading.text).replace("\n", " ").strip()
    flow.sheet.sections.append(Section(heading.level, title, flow.sheet, flow.y))
    if heading.level == 1:
        flow.add(Rect(LEFT, flow.y, 28, 3, ACCENT))
        flow.y += _ACCENT_RULE
    flow.set_lines(lines, style)
    flow.y += style.after


def _bullets(flow: Flow, bullets: Bullets) -> None:
    indent = 20.0 if bullets.ordered else 14.0
    for number, item in enumerate(bullets.items, start=1):
        lines = break_lines(flow.faces, item, BODY.size, WIDTH - indent)
        flow.need(min(len(lines), 2) * BODY.leading)
        marker = TextStyle(BODY.size, BODY.leading, ACCENT, bold=bullets.ordered)
        flow.line(f"{number}." if bullets.ordered else "•", LEFT, flow.y + baseline(BODY), marker)
        flow.set_lines(lines, BODY, x=LEFT + indent)
        flow.y += 3
    flow.y += 5


def _facts(flow: Flow, items: Sequence[tuple[str, Runs]]) -> None:
    labels = WIDTH * 0.34
    for label, value in items:
        names = break_lines(flow.faces, [Run(label)], CELL.size, labels - 10)
        values = break_lines(flow.faces, value, CELL.size, WIDTH - labels)
        flow.need(max(len(names), min(len(values), 3)) * CELL.leading + 7)
        flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
        flow.y += 3.5
        for index, line in enumerate(names):
            flow.set_line(line, LEFT, flow.y + index * CELL.leading + baseline(CELL), CELL.size, MUTED)
        sheet, bottom = flow.sheet, flow.y + len(names) * CELL.leading
        flow.set_lines(values, CELL, x=LEFT + labels)
        if flow.sheet is sheet:
            flow.y = max(flow.y, bottom)
        flow.y += 3.5
    flow.y += 10


def key_figures(flow: Flow, items: Sequence[KeyFigure], *, columns: int = 3) -> None:
    """Place figures in rows of cards, every value in the same size."""
    width = (WIDTH - _GAP * (columns - 1)) / columns
    size = next(
        (size for size in _FIGURE_SIZES if all(text_width(flow.faces, i.value, size, "bold") <= width for i in items)),
        _FIGURE_SIZES[-1],
    )
    flow.skip(6)
    for start in range(0, len(items), columns):
        _card_row(flow, items[start : start + columns], width, size)
    flow.y += 8


def _card_row(flow: Flow, items: Sequence[KeyFigure], width: float, size: float) -> None:
    value_style = TextStyle(size, size * 1.25, bold=True)
    cards = [
        (
            item,
            break_lines(flow.faces, [Run(item.label)], SMALL.size, width),
            break_lines(flow.faces, [Run(item.value)], size, width, bold=True),
            break_lines(flow.faces, [Run(item.note)], SMALL.size, width) if item.note else [],
        )
        for item in items
    ]
    label_rows = max(len(labels) for _, labels, _, _ in cards)
    height = (
        10
        + label_rows * SMALL.leading
        + max(len(values) * value_style.leading + 2 + len(notes) * SMALL.leading for _, _, values, notes in cards)
    )
    flow.need(height + 16)
    for index, (item, labels, values, notes) in enumerate(cards):
        x = LEFT + index * (width + _GAP)
        colour = TONES[item.tone]
        flow.add(Rect(x, flow.y, width, 1.6, ACCENT if item.tone in ("plain", "muted") else colour))
        y = flow.y + 9
        y = _stack(flow, labels, x, y, SMALL, MUTED) + (label_rows - len(labels)) * SMALL.leading
        y = _stack(flow, values, x, y, value_style, INK if item.tone in ("plain", "muted") else colour) + 2
        _stack(flow, notes, x, y, SMALL, MUTED)
    flow.y += height + 16


def _stack(flow: Flow, lines: Sequence[Line], x: float, y: float, style: TextStyle, colour: Colour) -> float:
    for line in lines:
        flow.set_line(line, x, y + baseline(style), style.size, colour)
        y += style.leading
    return y


def _quote(flow: Flow, quote: Quote) -> None:
    lines = break_lines(flow.faces, [Run(quote.text, italic=True)], BODY.size, WIDTH - 16)
    _framed(flow, lines, BODY, tint=None, bar=RULE, colour=INK)
    if quote.source:
        flow.write([Run(quote.source)], SMALL, x=LEFT + 16, width=WIDTH - 16)
    flow.y += 5


def _note(flow: Flow, note: Note) -> None:
    colour = TONES[note.tone]
    title = [Run(note.title, bold=True), Run("\n")] if note.title else []
    lines = break_lines(flow.faces, [*title, *note.runs], CELL.size, WIDTH - 30)
    head = len(break_lines(flow.faces, [Run(note.title, bold=True)], CELL.size, WIDTH - 30)) if note.title else 0
    flow.skip(3)
    _framed(flow, lines, CELL, tint=TINTS[note.tone], bar=colour, colour=INK, head=head, head_colour=colour)
    flow.y += 10


def _framed(
    flow: Flow,
    lines: Sequence[Line],
    style: TextStyle,
    *,
    tint: Colour | None,
    bar: Colour,
    colour: Colour,
    head: int = 0,
    head_colour: Colour = INK,
) -> None:
    """Place lines beside a bar, on a tint if there is one; a frame that does not fit continues on the next page."""
    padding = 9.0 if tint else 1.0
    placed = 0
    for count in flow.portions(len(lines), style.leading, padding=2 * padding):
        height = count * style.leading + 2 * padding
        if tint:
            flow.add(Rect(LEFT, flow.y, WIDTH, height, tint))
        flow.add(Rect(LEFT, flow.y, 2.5, height, bar))
        flow.y += padding
        for index in range(placed, placed + count):
            ink = head_colour if index < head else colour
            flow.set_line(lines[index], LEFT + 16, flow.y + baseline(style), style.size, ink)
            flow.y += style.leading
        flow.y += padding
        placed += count
