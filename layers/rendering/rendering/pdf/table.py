"""Tables: column widths by content, rows that break across pages, a head repeated on each page."""

from collections.abc import Sequence
from typing import Final

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import Column, Run, Table, flatten

from .faces import Faces
from .lines import Line, break_lines
from .pages import Flow, Rect, Stroke, baseline
from .structure import COLUMN_HEAD, Element, spoken
from .style import ACCENT_TINT, CELL, CELL_HEAD, INK, LABEL, LEFT, RIGHT, RULE, WIDTH, TextStyle
from .table_layout import Cells, TableLayout

_GUTTER: Final = 14.0
_PADDING: Final = 4.0
_TITLE_WIDTH: Final = 120.0  # a longer title breaks instead of widening its column


def place_table(flow: Flow, table: Table) -> None:
    """Place a table: a small one on one page, a large one over as many pages as it needs."""
    layout = table_layout(flow, table)
    flow.need(least_height(flow, table))
    if table.title:
        with flow.tagged("P"):
            flow.write([Run(table.title)], LABEL)
    with flow.tagged("Table"):
        if layout.head_height:
            with flow.tagged("THead"), flow.tagged("TR"):
                _head(flow, table.columns, layout)
        else:
            _head(flow, table.columns, layout)
        with flow.tagged("TBody"):
            for index, cells in enumerate(layout.rows):
                _row(flow, table, layout, cells, index)
    flow.y += 12


def least_height(flow: Flow, table: Table) -> float:
    """Return the height that a table needs on the page where it starts: all of it if it is small, else its beginning."""
    layout = table_layout(flow, table)
    whole = table_height(flow, table)
    height = whole - sum(map(_cells_height, layout.rows))
    return whole if whole <= (flow.bottom - flow.top) / 3 else height + 3 * CELL.leading


def table_height(flow: Flow, table: Table) -> float:
    """Return the height of a whole table on one page."""
    layout = table_layout(flow, table)
    height = layout.head_height + (LABEL.leading + LABEL.before if table.title else 0.0)
    return height + sum(map(_cells_height, layout.rows))


def table_layout(flow: Flow, table: Table) -> TableLayout:
    """Break a table's text into lines; the last table is cached, because the heading above it needs its height first."""
    if flow.last_table is not None and flow.last_table[0] is table:
        return flow.last_table[1]
    widths = column_widths(flow.faces, table)
    head = [
        break_lines(flow.faces, [Run(column.title)], CELL_HEAD.size, width, bold=True)
        for column, width in zip(table.columns, widths, strict=True)
    ]
    rows = [
        [
            break_lines(flow.faces, runs, CELL.size, width, bold=index in table.strong)
            for runs, width in zip(row, widths, strict=True)
        ]
        for index, row in enumerate(table.rows)
    ]
    titled = any(column.title for column in table.columns)
    head_height = max(map(len, head)) * CELL_HEAD.leading + 5 if titled else 0.0
    layout = TableLayout(widths, head, head_height, rows)
    flow.last_table = (table, layout)
    return layout


def _cells_height(cells: Cells) -> float:
    return max(map(len, cells)) * CELL.leading + 2 * _PADDING


def column_widths(faces: Faces, table: Table) -> list[float]:
    """Return widths that add up to the page's.

    Each column gets what its widest line needs. Spare room is shared in proportion; if there is too little room, the widest
    columns are narrowed first, and no word is cut unless it must be.
    """
    wanted, least = [], []
    for index, column in enumerate(table.columns):
        line, word = _extent(faces, [flatten(row[index]) for row in table.rows], CELL.size)
        title, title_word = _extent(faces, [column.title], CELL_HEAD.size)
        wanted.append(max(line, min(title, _TITLE_WIDTH), column.share * WIDTH, 1.0))
        least.append(max(word, title_word))
    room = WIDTH - _GUTTER * (len(table.columns) - 1)
    if sum(wanted) <= room:
        return [width * room / sum(wanted) for width in wanted]
    ceiling = room / len(wanted)
    floor = [max(min(width, ceiling), column.share * WIDTH) for width, column in zip(least, table.columns, strict=True)]
    level = _level(wanted, floor, room)
    return [max(low, min(width, level)) for width, low in zip(wanted, floor, strict=True)]


def _extent(faces: Faces, texts: Sequence[str], size: float) -> tuple[float, float]:
    """Return the widths of the widest line and of the widest word, set in bold so that they hold for any face."""
    space = faces.space("bold")
    widest_line = widest_word = 0.0
    for text in texts:
        for line in clean(text).split("\n"):
            words = [faces.word(word, "bold").width for word in line.split(" ") if word]
            if words:
                widest_line = max(widest_line, sum(words) + space * (len(words) - 1))
                widest_word = max(widest_word, *words)
    # slightly more, so that rounding does not break a line in a column of its own width
    return widest_line * size / 1000 + 0.01, widest_word * size / 1000 + 0.01


def _level(wanted: Sequence[float], floor: Sequence[float], room: float) -> float:
    """Return the width at which columns must be capped so that they all fit, by bisection."""
    low, high = 0.0, room
    for _ in range(40):
        middle = (low + high) / 2
        used = sum(max(least, min(width, middle)) for width, least in zip(wanted, floor, strict=True))
        low, high = (low, middle) if used > room else (middle, high)
    return low


def _head(flow: Flow, columns: Sequence[Column], layout: TableLayout, *, again: bool = False) -> None:
    """Place the titles of the columns; where they are repeated on a further page, they are decoration."""
    if not layout.head_height:
        flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
        return
    rows = max(map(len, layout.head))
    x = LEFT
    for column, width, lines in zip(columns, layout.widths, layout.head, strict=True):
        y = flow.y + (rows - len(lines)) * CELL_HEAD.leading
        element = None if again else flow.element.add("TH", attributes=COLUMN_HEAD)
        _set_cell(flow, lines, column, x, y, width, CELL_HEAD, element)
        x += width + _GUTTER
    flow.y += layout.head_height
    flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), INK, 0.8))


def _row(flow: Flow, table: Table, layout: TableLayout, cells: Cells, index: int) -> None:
    """Place a row whole if a page can hold it, else as many of its lines as fit, and the rest on the next page."""
    columns = table.columns
    row = flow.element.add("TR")
    elements = [row.add("TD", language=spoken(runs)) for runs in table.rows[index]]
    count = max(map(len, cells))
    height = _cells_height(cells)
    if height > flow.room and (flow.room < 5 * CELL.leading or height < (flow.bottom - flow.top) / 3):
        flow.next_sheet()
        _head(flow, columns, layout, again=True)
    placed = 0
    while placed < count:
        fits = max(1, int((flow.room - 2 * _PADDING + 0.01) // CELL.leading))
        portion = min(fits, count - placed)
        height = portion * CELL.leading + 2 * _PADDING
        if index in table.strong:
            flow.add(Rect(LEFT - 6, flow.y, WIDTH + 12, height, ACCENT_TINT))
        x = LEFT
        for column, width, lines, element in zip(columns, layout.widths, cells, elements, strict=True):
            _set_cell(flow, lines[placed : placed + portion], column, x, flow.y + _PADDING, width, CELL, element)
            x += width + _GUTTER
        flow.y += height
        flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
        placed += portion
        if placed < count:
            flow.next_sheet()
            _head(flow, columns, layout, again=True)


def _set_cell(
    flow: Flow,
    lines: Sequence[Line],
    column: Column,
    x: float,
    y: float,
    width: float,
    style: TextStyle,
    element: Element | None,
) -> None:
    for line in lines:
        indent = width - line.width if column.align == "right" else 0.0
        flow.sheet.set_line(line, x + indent, y + baseline(style), style.size, style.colour, element)
        y += style.leading
