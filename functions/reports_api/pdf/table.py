"""Tables: columns as wide as their words ask, rows that break across pages, a head repeated on each."""

from collections.abc import Iterator, Sequence

from smartflow.report.document import Column, Run, Table, flatten

from .lines import Line, break_lines, text_width
from .pages import Flow, Rect, Stroke, baseline
from .style import ACCENT_TINT, CELL, CELL_HEAD, INK, LABEL, LEFT, MUTED, RIGHT, RULE, WIDTH

_GUTTER = 14.0
_PADDING = 4.0

Cells = list[list[Line]]


def place_table(flow: Flow, table: Table) -> None:
    """Place a table: a small one whole, a large one over as many pages as it needs."""
    widths = column_widths(flow, table)
    head = _broken_head(flow, table, widths)
    head_height = _head_height(head)
    flow.need(least_height(flow, table))
    if table.title:
        flow.write([Run(table.title)], LABEL)
    _head(flow, table.columns, widths, head, head_height)
    for index, cells in enumerate(_broken_rows(flow, table, widths)):
        _row(flow, table.columns, widths, cells, head, head_height, strong=index in table.strong)
    flow.y += 12


def least_height(flow: Flow, table: Table) -> float:
    """Return the height that a table needs on the page where it starts: all of it if it is small, else its beginning."""
    widths = column_widths(flow, table)
    height = _head_height(_broken_head(flow, table, widths)) + (LABEL.leading + LABEL.before if table.title else 0.0)
    beginning = height + 3 * CELL.leading
    for cells in _broken_rows(flow, table, widths):
        height += _cells_height(cells)
        if height > (flow.bottom - flow.top) / 3:
            return beginning
    return height


def _broken_head(flow: Flow, table: Table, widths: Sequence[float]) -> Cells:
    return [
        break_lines(flow.faces, [Run(column.title)], CELL_HEAD.size, width, bold=True)
        for column, width in zip(table.columns, widths, strict=True)
    ]


def _broken_rows(flow: Flow, table: Table, widths: Sequence[float]) -> Iterator[Cells]:
    for index, row in enumerate(table.rows):
        strong = index in table.strong
        yield [
            break_lines(flow.faces, runs, CELL.size, width, bold=strong)
            for runs, width in zip(row, widths, strict=True)
        ]


def _head_height(head: Cells) -> float:
    titled = any(line.pieces for lines in head for line in lines)
    return max(map(len, head)) * CELL_HEAD.leading + 5 if titled else 0.0


def _cells_height(cells: Cells) -> float:
    return max(map(len, cells)) * CELL.leading + 2 * _PADDING


def column_widths(flow: Flow, table: Table) -> list[float]:
    """Return widths that add up to the page's: each column gets what its widest cell needs, and more or less in turn:

    what is left over goes to columns by their width; where there is too little, the widest give way first.
    """
    wanted: list[float] = []
    least: list[float] = []
    for index, column in enumerate(table.columns):
        texts = [flatten(row[index]) for row in table.rows]
        lines = [line for text in texts for line in text.split("\n")]
        words = [word for text in texts for word in text.split()]
        title = text_width(flow.faces, column.title, CELL_HEAD.size, "bold")
        title_word = max((text_width(flow.faces, w, CELL_HEAD.size, "bold") for w in column.title.split()), default=0)
        wanted.append(max([text_width(flow.faces, line, CELL.size, "bold") for line in lines] + [min(title, 120)]))
        least.append(max([text_width(flow.faces, word, CELL.size, "bold") for word in words] + [title_word]))
    room = WIDTH - _GUTTER * (len(table.columns) - 1)
    if sum(wanted) <= room:
        return [width * room / sum(wanted) for width in wanted]
    ceiling = room / len(wanted)
    floor = [min(width, ceiling) for width in least]
    level = _level(wanted, floor, room)
    return [max(low, min(width, level)) for width, low in zip(wanted, floor, strict=True)]


def _level(wanted: Sequence[float], floor: Sequence[float], room: float) -> float:
    """Return the width at which columns must be capped so that they all fit, by halving."""
    low, high = 0.0, room
    for _ in range(40):
        middle = (low + high) / 2
        used = sum(max(least, min(width, middle)) for width, least in zip(wanted, floor, strict=True))
        low, high = (low, middle) if used > room else (middle, high)
    return low


def _head(flow: Flow, columns: Sequence[Column], widths: Sequence[float], head: Cells, height: float) -> None:
    if not height:
        flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
        return
    rows = max(map(len, head))
    x = LEFT
    for column, width, lines in zip(columns, widths, head, strict=True):
        y = flow.y + (rows - len(lines)) * CELL_HEAD.leading
        for line in lines:
            indent = width - line.width if column.align == "right" else 0.0
            flow.set_line(line, x + indent, y + baseline(CELL_HEAD), CELL_HEAD.size, MUTED)
            y += CELL_HEAD.leading
        x += width + _GUTTER
    flow.y += height
    flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), INK, 0.8))


def _row(
    flow: Flow,
    columns: Sequence[Column],
    widths: Sequence[float],
    cells: Cells,
    head: Cells,
    head_height: float,
    *,
    strong: bool,
) -> None:
    """Place a row whole if a page can hold it, else as many of its lines as fit, and the rest overleaf."""
    count = max(map(len, cells))
    height = _cells_height(cells)
    if height > flow.room and (flow.room < 5 * CELL.leading or height < (flow.bottom - flow.top) / 3):
        flow.turn()
        _head(flow, columns, widths, head, head_height)
    placed = 0
    while placed < count:
        fits = max(1, int((flow.room - 2 * _PADDING + 0.01) // CELL.leading))
        portion = min(fits, count - placed)
        height = portion * CELL.leading + 2 * _PADDING
        if strong:
            flow.add(Rect(LEFT - 6, flow.y, WIDTH + 12, height, ACCENT_TINT))
        x = LEFT
        for column, width, lines in zip(columns, widths, cells, strict=True):
            y = flow.y + _PADDING
            for line in lines[placed : placed + portion]:
                indent = width - line.width if column.align == "right" else 0.0
                flow.set_line(line, x + indent, y + baseline(CELL), CELL.size, INK)
                y += CELL.leading
            x += width + _GUTTER
        flow.y += height
        flow.add(Stroke(((LEFT, flow.y), (RIGHT, flow.y)), RULE, 0.5))
        placed += portion
        if placed < count:
            flow.turn()
            _head(flow, columns, widths, head, head_height)
