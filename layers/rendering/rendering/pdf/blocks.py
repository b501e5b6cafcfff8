"""How each block of a document is placed on sheets."""

from collections.abc import Iterator, Sequence
from typing import Final

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
from .structure import BULLETED, NUMBERED, Kind, spoken
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
from .table import least_height, place_table, table_height

_GAP = 18.0
_ACCENT_RULE = 11.0  # above the title of a chapter
_ROOM_AFTER = {1: 130.0, 2: 76.0, 3: 46.0, 4: 32.0}  # room below a heading of each level that must be left on its page
_KEPT_WHOLE = 1 / 3  # of a page: a block up to this height is not divided
_FIGURE_SIZES = (21.0, 18.0, 15.5, 13.0, 11.0, 9.0)
_ONE_LINE = 15.5  # a figure that would need smaller letters goes on two lines, as "from … to …" does
_CARDS = (190.0, 90.0)  # two rows of cards, and one, with labels of a line
_FACT_PADDING = 6.0
_HEADING_KINDS: Final[tuple[Kind, ...]] = ("H1", "H2", "H3", "H4", "H5")  # the first is the title on the cover


def place_all(flow: Flow, blocks: Sequence[Block]) -> Iterator[int]:
    """Place blocks one after another, and yield how many are placed before each heading and at the end.

    Headings and blocks to be kept stay on the page of what follows them.
    """
    page = flow.bottom - flow.top
    kept = False
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield index
            if block.chapter and not flow.at_top:
                flow.next_sheet()
        if _keeps(block) and not kept:
            flow.need(min(_height_kept_together(flow, blocks, index), page))
        elif isinstance(block, Facts | Note) and not kept:
            flow.need(_heights(flow, block)[1])
        kept = _keeps(block)
        place(flow, block)
    yield len(blocks)


def _keeps(block: Block) -> bool:
    match block:
        case Heading():
            return True
        case Paragraph(keep=keep) | Bullets(keep=keep) | TableBlock(keep=keep):
            return keep
        case _:
            return False


def _height_kept_together(flow: Flow, blocks: Sequence[Block], index: int) -> float:
    """Return the height that must stay on one page: kept blocks with the beginning of the one after them."""
    if index == len(blocks):
        return 0.0
    block = blocks[index]
    whole, least = _heights(flow, block)
    if not _keeps(block):
        return least
    after = _height_kept_together(flow, blocks, index + 1)
    return whole + (max(_ROOM_AFTER[block.level], after) if isinstance(block, Heading) else after)


def _heights(flow: Flow, block: Block) -> tuple[float, float]:
    """Return the height of a block, and how much of it must be on the page on which it begins."""
    match block:
        case Heading(level, text):
            style = HEADINGS[level]
            lines = len(break_lines(flow.faces, [Run(text)], style.size, WIDTH, bold=True))
            whole = style.before + lines * style.leading + style.after + (_ACCENT_RULE if level == 1 else 0.0)
            return whole, whole
        case Paragraph(runs, name):
            style = PARAGRAPHS[name]
            lines = len(break_lines(flow.faces, runs, style.size, WIDTH, bold=style.bold))
            return _of_lines(lines, style.leading, style.before + style.after)
        case Bullets(items, ordered):
            counts = [len(_item_lines(flow, item, ordered=ordered)) for item in items]
            whole = sum(counts) * BODY.leading + 3 * len(items) + 5
            return whole, _of_lines(counts[0], BODY.leading)[1] if counts else 0.0
        case TableBlock() as table:
            least = least_height(flow, table)
            return max(least, table_height(flow, table)), least
        case Facts(items):
            whole = sum(_fact_height(flow, label, value) for label, value in items) + 10
            fits = whole <= (flow.bottom - flow.top) * _KEPT_WHOLE
            return whole, whole if fits else sum(_fact_height(flow, *item) for item in items[:2])
        case KeyFigures():
            return _CARDS
        case Quote(text, source):
            lines = len(break_lines(flow.faces, [Run(text, italic=True)], BODY.size, WIDTH - 16))
            return _of_lines(lines, BODY.leading, 25.0 if source else 8.0)
        case Note(title, runs):
            lines = len(break_lines(flow.faces, [Run(title + "\n"), *runs], CELL.size, WIDTH - 30))
            return _of_lines(lines, CELL.leading, 31.0)
        case BarChart() | LineChart() | TornadoChart() | MatrixChart() | TimelineChart() as chart:
            height = charts.chart_height(flow, chart)
            return height, height
        case Contents():
            return 0.0, 0.0


def _of_lines(count: int, leading: float, around: float = 0.0) -> tuple[float, float]:
    """Return the heights of lines of text: all of them, and those that begin a paragraph."""
    return count * leading + around, min(count, 3) * leading + around


def place(flow: Flow, block: Block) -> None:
    """Place one block at the cursor."""
    match block:
        case Paragraph(runs, style):
            with flow.tagged("P", language=spoken(runs)):
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
    while flow.levels and flow.levels[-1] >= heading.level:
        flow.levels.pop()
    flow.levels.append(heading.level)
    depth = len(flow.levels)
    flow.sheet.sections.append(Section(heading.level, depth, title, flow.sheet, flow.y))
    if heading.level == 1:
        flow.add(Rect(LEFT, flow.y, 28, 3, ACCENT))
        flow.y += _ACCENT_RULE
    with flow.tagged(_HEADING_KINDS[depth]):
        flow.set_lines(lines, style)
    flow.y += style.after


def _item_lines(flow: Flow, item: Runs, *, ordered: bool) -> list[Line]:
    return break_lines(flow.faces, item, BODY.size, WIDTH - _indent(ordered=ordered))


def _indent(*, ordered: bool) -> float:
    return 20.0 if ordered else 14.0


def _bullets(flow: Flow, bullets: Bullets) -> None:
    marker = TextStyle(BODY.size, BODY.leading, ACCENT, bold=bullets.ordered)
    with flow.tagged("L", attributes=NUMBERED if bullets.ordered else BULLETED):
        for number, item in enumerate(bullets.items, start=1):
            lines = _item_lines(flow, item, ordered=bullets.ordered)
            flow.need(min(len(lines), 2) * BODY.leading)
            with flow.tagged("LI", language=spoken(item)):
                with flow.tagged("Lbl"):
                    flow.line(f"{number}." if bullets.ordered else "•", LEFT, flow.y + baseline(BODY), marker)
                with flow.tagged("LBody"):
                    flow.set_lines(lines, BODY, x=LEFT + _indent(ordered=bullets.ordered))
            flow.y += 3
    flow.y += 5


_FACT_LABELS = WIDTH * 0.26


def _fact_lines(flow: Flow, label: str, value: Runs) -> tuple[list[Line], list[Line]]:
    names = break_lines(flow.faces, [Run(label)], CELL.size, _FACT_LABELS - 10)
    return names, break_lines(flow.faces, value, CELL.size, WIDTH - _FACT_LABELS)


def _fact_height(flow: Flow, label: str, value: Runs) -> float:
    return max(map(len, _fact_lines(flow, label, value))) * CELL.leading + _FACT_PADDING


def _facts(flow: Flow, items: Sequence[tuple[str, Runs]]) -> None:
    with flow.tagged("L"):
        for label, value in items:
            names, values = _fact_lines(flow, label, value)
            flow.need(max(len(names), min(len(values), 3)) * CELL.leading + _FACT_PADDING)
            flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
            flow.y += _FACT_PADDING / 2
            with flow.tagged("LI", language=spoken(value)):
                with flow.tagged("Lbl"):
                    for index, line in enumerate(names):
                        flow.set_line(line, LEFT, flow.y + index * CELL.leading + baseline(CELL), CELL.size, MUTED)
                sheet, bottom = flow.sheet, flow.y + len(names) * CELL.leading
                with flow.tagged("LBody"):
                    flow.set_lines(values, CELL, x=LEFT + _FACT_LABELS)
            if flow.sheet is sheet:
                flow.y = max(flow.y, bottom)
            flow.y += _FACT_PADDING / 2
    flow.y += 10


def key_figures(flow: Flow, items: Sequence[KeyFigure], *, columns: int = 3) -> None:
    """Place figures in rows of cards, every value in the same size."""
    width = (WIDTH - _GAP * (columns - 1)) / columns
    size = next(
        (size for size in _FIGURE_SIZES if all(_fits(flow, item.value, size, width) for item in items)),
        _FIGURE_SIZES[-1],
    )
    flow.skip(6)
    for start in range(0, len(items), columns):
        _card_row(flow, items[start : start + columns], width, size)
    flow.y += 8


def _fits(flow: Flow, value: str, size: float, width: float) -> bool:
    """Tell whether a figure fits its card: on one line in large letters, on two in smaller ones, no word divided."""
    if text_width(flow.faces, value, size, "bold") <= width:
        return True
    whole = all(text_width(flow.faces, word, size, "bold") <= width for word in value.split(" "))
    return size <= _ONE_LINE and whole and len(break_lines(flow.faces, [Run(value)], size, width, bold=True)) <= 2


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
    if lines:
        with flow.tagged("P"):
            for line in lines:
                flow.set_line(line, x, y + baseline(style), style.size, colour)
                y += style.leading
    return y


def _quote(flow: Flow, quote: Quote) -> None:
    lines = break_lines(flow.faces, [Run(quote.text, italic=True)], BODY.size, WIDTH - 16)
    source = break_lines(flow.faces, [Run(quote.source)], SMALL.size, WIDTH - 16) if quote.source else []
    with flow.tagged("BlockQuote"):
        with flow.tagged("P"):
            _framed(flow, lines, BODY, tint=None, bar=RULE, colour=INK, tail=len(source) * SMALL.leading)
        if source:
            with flow.tagged("P"):
                flow.set_lines(source, SMALL, x=LEFT + 16)
            flow.y += SMALL.after
    flow.y += 5


def _note(flow: Flow, note: Note) -> None:
    colour = TONES[note.tone]
    title = [Run(note.title, bold=True), Run("\n")] if note.title else []
    lines = break_lines(flow.faces, [*title, *note.runs], CELL.size, WIDTH - 30)
    head = len(break_lines(flow.faces, [Run(note.title, bold=True)], CELL.size, WIDTH - 30)) if note.title else 0
    flow.skip(3)
    with flow.tagged("P"):
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
    tail: float = 0.0,
) -> None:
    """Place lines beside a bar, on a tint if there is one; a frame that does not fit continues on the next page.

    `tail` is the height of what must follow the last line on its page.
    """
    padding = 9.0 if tint else 1.0
    placed = 0
    for count in flow.portions(len(lines), style.leading, padding=2 * padding, tail=tail):
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
