"""Charts drawn as vectors, each between its title and a caption that says in words what the chart shows.

To a screen reader a chart is a figure; its alternative text holds the numbers that are drawn.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from math import sqrt
from typing import Final

from smartflow.reports.document.clean import clean
from smartflow.reports.document.plain_text import chart_lines
from smartflow.reports.document.tree import (
    BarChart,
    Chart,
    LineChart,
    MatrixChart,
    MatrixPoint,
    Run,
    Tick,
    TimelineChart,
    TornadoChart,
)

from .lines import Line, break_lines, text_width
from .pages import Dot, Flow, Rect, Shape, Stroke, baseline
from .style import (
    ACCENT,
    ACCENT_SOFT,
    ACCENT_TINT,
    CELL,
    GREY,
    INK,
    LEFT,
    MUTED,
    PAGE_HEIGHT,
    PAPER,
    RIGHT,
    RULE,
    SMALL,
    TONES,
    WIDTH,
    Colour,
    TextStyle,
)

_TITLE: Final = TextStyle(10, 14, bold=True, after=12)
_TICK: Final = TextStyle(8, 11, MUTED)
_AXIS: Final = TextStyle(8, 11, MUTED, bold=True)
_VALUE: Final = TextStyle(8.5, 12, INK, bold=True)
_BAR_HEIGHT: Final = 18.0
_ROW: Final = 30.0
#: The most points of a matrix, the radius of each, and the size of its number; without one, the list below has them all.
_DOTS: Final = ((15, 8.0, 7.0), (40, 6.5, 6.0), (120, 5.2, 4.6), (10_000, 2.5, 0.0))
_RIM: Final = 1.2  # of white around a point


def place_chart(flow: Flow, chart: Chart) -> None:
    """Place a chart with title and caption on one page."""
    title, caption = _title_and_caption(flow, chart)
    flow.need(chart_height(flow, chart))
    flow.skip(6)
    with flow.tagged("P"):
        flow.set_lines(title, _TITLE)
    flow.y += _TITLE.after
    with flow.tagged("Figure", alt=f"{clean(chart.title)}. {'; '.join(chart_lines(chart))}.") as figure:
        top = flow.y
        _draw(flow, chart)
        box = (LEFT, PAGE_HEIGHT - flow.y, RIGHT, PAGE_HEIGHT - top)
        figure.attributes = f"<</O/Layout/BBox[{' '.join(f'{edge:.2f}' for edge in box)}]>>"
    flow.y += 6
    with flow.tagged("P"):
        flow.set_lines(caption, SMALL)
    flow.y += 12


def _draw(flow: Flow, chart: Chart) -> None:
    match chart:
        case BarChart():
            _bars(flow, chart)
        case LineChart():
            _line(flow, chart)
        case TornadoChart():
            _tornado(flow, chart)
        case MatrixChart():
            _matrix(flow, chart)
        case TimelineChart():
            _timeline(flow, chart)


def chart_height(flow: Flow, chart: Chart) -> float:
    """Return the height of a chart with its title and caption."""
    title, caption = _title_and_caption(flow, chart)
    return len(title) * _TITLE.leading + _TITLE.after + len(caption) * SMALL.leading + 24 + _height(flow, chart)


def _title_and_caption(flow: Flow, chart: Chart) -> tuple[list[Line], list[Line]]:
    title = break_lines(flow.faces, [Run(chart.title)], _TITLE.size, WIDTH, bold=True)
    return title, break_lines(flow.faces, [Run(chart.caption)], SMALL.size, WIDTH)


def _height(flow: Flow, chart: Chart) -> float:
    match chart:
        case BarChart(bars=bars):
            return len(bars) * _ROW
        case LineChart():
            return 190.0
        case TornadoChart(swings=swings):
            return len(swings) * 26.0 + 34
        case MatrixChart():
            return 280.0
        case TimelineChart():
            return sum(len(lines) * CELL.leading + 14 for lines in _phase_labels(flow, chart)) + 30


class _Scale:
    """Maps values to positions on the page."""

    def __init__(self, low: Decimal, high: Decimal, start: float, end: float) -> None:
        self.low, self.span = float(low), float(high - low) or 1.0
        self.start, self.length = start, end - start

    def __call__(self, value: Decimal) -> float:
        return self.start + (float(value) - self.low) / self.span * self.length


def _bars(flow: Flow, chart: BarChart) -> None:
    labels = WIDTH * 0.32
    widest = max((text_width(flow.faces, bar.value_label, _VALUE.size, "bold") for bar in chart.bars), default=0.0)
    low = min([Decimal(0), *(bar.value for bar in chart.bars)])
    high = max([Decimal(0), *(bar.value for bar in chart.bars)])
    scale = _Scale(low, high, LEFT + labels + (widest + 8 if low else 0), RIGHT - widest - 8)
    zero = scale(Decimal(0))
    top = flow.y
    for bar in chart.bars:
        _label(flow, bar.label, LEFT, flow.y, labels - 10, _ROW)
        end = scale(bar.value)
        y = flow.y + (_ROW - _BAR_HEIGHT) / 2
        flow.add(Rect(min(zero, end), y, abs(end - zero), _BAR_HEIGHT, TONES[bar.tone]))
        middle = y + _BAR_HEIGHT / 2 + _VALUE.size * 0.35
        if end < zero:
            flow.line(bar.value_label, end - 6, middle, _VALUE, align=1.0)
        else:
            flow.line(bar.value_label, end + 6, middle, _VALUE)
        flow.y += _ROW
    flow.add(Stroke(((zero, top), (zero, flow.y)), MUTED, 0.7))


def _label(flow: Flow, text: str, x: float, y: float, width: float, height: float) -> None:
    """Place a label beside its row; one too long for the row gets smaller type."""
    style = CELL
    lines = break_lines(flow.faces, [Run(text)], style.size, width)
    if len(lines) * style.leading > height:
        style = TextStyle(7, 8.4)
        lines = break_lines(flow.faces, [Run(text)], style.size, width)
    y += (height - len(lines) * style.leading) / 2
    for line in lines:
        flow.set_line(line, x, y + baseline(style), style.size, INK)
        y += style.leading


def _line(flow: Flow, chart: LineChart) -> None:
    height = 156.0
    axis = max(text_width(flow.faces, tick.label, _TICK.size) for tick in chart.y_ticks) + 8
    left, right, top, bottom = LEFT + axis, RIGHT - 6, flow.y, flow.y + height
    across = _Scale(Decimal(0), Decimal(max(1, len(chart.values) - 1)), left, right)
    up = _Scale(chart.y_ticks[0].value, chart.y_ticks[-1].value, bottom, top)
    for tick in chart.y_ticks:
        y = up(tick.value)
        flow.add(Stroke(((left, y), (right, y)), MUTED if tick.value == 0 else RULE, 0.7 if tick.value == 0 else 0.5))
        flow.line(tick.label, left - 6, y + _TICK.size * 0.35, _TICK, align=1.0)
    for tick in chart.x_ticks:
        flow.line(tick.label, across(tick.value), bottom + 13, _TICK, align=0.5)
    flow.line(chart.x_title, right, bottom + 27, _AXIS, align=1.0)
    points = tuple((across(Decimal(month)), up(value)) for month, value in enumerate(chart.values))
    zero = up(Decimal(0))
    flow.add(*_areas(points, zero), Stroke(points, ACCENT, 1.8))
    if chart.mark is not None:
        _mark(flow, chart, points[chart.mark], zero, left, right, top)
    _end_label(flow, chart, points)
    flow.y = bottom + 34


def _areas(points: tuple[tuple[float, float], ...], zero: float) -> Iterable[Shape]:
    """Yield the areas between the line and zero: one colour for below zero, one for above."""
    for (x1, y1), (x2, y2) in pairwise(points):
        if (y1 - zero) * (y2 - zero) < 0:
            cross = x1 + (x2 - x1) * (zero - y1) / (y2 - y1)
            yield Shape(((x1, zero), (x1, y1), (cross, zero)), _side(y1, zero))
            yield Shape(((cross, zero), (x2, y2), (x2, zero)), _side(y2, zero))
        else:
            yield Shape(((x1, zero), (x1, y1), (x2, y2), (x2, zero)), _side(y1 if y1 != zero else y2, zero))


def _side(y: float, zero: float) -> Colour:
    return ACCENT_TINT if y <= zero else (241, 243, 245)


def _mark(
    flow: Flow, chart: LineChart, point: tuple[float, float], zero: float, left: float, right: float, top: float
) -> None:
    x, y = point
    flow.add(Stroke(((x, min(y, top)), (x, max(y, zero))), ACCENT, 0.7, dash=2.5))
    flow.add(Dot(x, y, 4, ACCENT))
    width = text_width(flow.faces, chart.mark_label, _VALUE.size, "bold")
    to_the_left = x - width - 8 > left and x > (left + right) / 2
    flow.line(chart.mark_label, x - 7 if to_the_left else x + 7, top + 9, _VALUE, align=1.0 if to_the_left else 0.0)


def _end_label(flow: Flow, chart: LineChart, points: tuple[tuple[float, float], ...]) -> None:
    """Write the last value above the end of the line, clear of the line that leads there."""
    x, y = points[-1]
    flow.add(Dot(x, y, 3, ACCENT))
    label = chart.value_labels[-1]
    start = x - text_width(flow.faces, label, _VALUE.size, "bold")
    highest = min(other_y for other_x, other_y in points if other_x >= start)
    flow.line(label, x + 4, highest - 8, _VALUE, align=1.0)


def _tornado(flow: Flow, chart: TornadoChart) -> None:
    labels = WIDTH * 0.32
    texts = [text for swing in chart.swings for text in (swing.low_label, swing.high_label)]
    margin = max((text_width(flow.faces, text, _TICK.size) for text in texts), default=0.0) + 6
    ends = [chart.base, *(value for swing in chart.swings for value in (swing.low, swing.high))]
    scale = _Scale(min(ends), max(ends), LEFT + labels + margin, RIGHT - margin)
    base = scale(chart.base)
    legend = flow.y + 8
    x = LEFT + labels
    for colour, text in ((GREY, chart.low_title), (ACCENT, chart.high_title)):
        flow.add(Rect(x, legend - 7, 8, 8, colour))
        flow.line(text, x + 12, legend, _TICK)
        x += text_width(flow.faces, text, _TICK.size) + 32
    flow.y += 20
    top = flow.y
    for swing in chart.swings:
        _label(flow, swing.label, LEFT, flow.y, labels - 10, 26.0)
        y = flow.y + 6
        for value, text, colour in ((swing.low, swing.low_label, GREY), (swing.high, swing.high_label, ACCENT)):
            end = scale(value)
            flow.add(Rect(min(base, end), y, abs(end - base), 14, colour))
            outward = end < base or (end == base and value is swing.low)
            flow.line(text, end - 4 if outward else end + 4, y + 10, _TICK, align=1.0 if outward else 0.0)
        flow.y += 26.0
    flow.add(Stroke(((base, top), (base, flow.y)), INK, 0.8))
    flow.line(chart.base_label, base, flow.y + 11, _VALUE, align=0.5)
    flow.y += 14


def _matrix(flow: Flow, chart: MatrixChart) -> None:
    axis = max(text_width(flow.faces, tick.label, _TICK.size) for tick in chart.y_ticks) + 8
    flow.line(chart.y_title, LEFT, flow.y + 6, _AXIS)
    left, right, top, bottom = LEFT + axis, RIGHT, flow.y + 16, flow.y + 246
    across = _Scale(chart.x_ticks[0].value, chart.x_ticks[-1].value, left, right)
    up = _Scale(chart.y_ticks[0].value, chart.y_ticks[-1].value, bottom, top)
    cut_x, cut_y, floor = across(chart.x_cut), up(chart.y_cut), up(chart.y_floor)
    flow.add(Rect(left, top, right - left, bottom - top, (248, 250, 251)))
    flow.add(Rect(cut_x, top, right - cut_x, cut_y - top, ACCENT_TINT))
    for tick in chart.y_ticks:
        flow.line(tick.label, left - 6, up(tick.value) + _TICK.size * 0.35, _TICK, align=1.0)
    for tick in chart.x_ticks:
        flow.line(tick.label, across(tick.value), bottom + 13, _TICK, align=_inside(tick, chart))
    flow.add(Stroke(((left, cut_y), (right, cut_y)), MUTED, 0.6, dash=3))
    flow.add(Stroke(((cut_x, top), (cut_x, floor)), MUTED, 0.6, dash=3))
    if floor < bottom:
        flow.add(Stroke(((left, floor), (right, floor)), MUTED, 0.6, dash=3))
    corners = (
        (left + 6, top + 12, 0.0),
        (right - 6, top + 12, 1.0),
        (left + 6, bottom - 6, 0.0),
        (right - 6, floor - 6, 1.0),
    )
    for text, (x, y, align) in zip(chart.corners, corners, strict=True):
        flow.line(text, x, y, _AXIS, align=align)
    radius, size = next((radius, size) for most, radius, size in _DOTS if len(chart.points) <= most)
    numbers = TextStyle(size, size + 2, PAPER, bold=True)
    placed: list[tuple[float, float]] = []
    for point in chart.points:
        across_from, across_to, up_from, up_to = _corner(
            point, chart, (left, cut_x, right), (top, cut_y, floor, bottom)
        )
        y = _within(up(point.y), up_from + radius, up_to - radius)
        x = _free(placed, across(point.x), y, radius, (across_from + radius, across_to - radius))
        placed.append((x, y))
        flow.add(Dot(x, y, radius, ACCENT))
        if size:
            flow.line(str(point.number), x, y + size * 0.35, numbers, align=0.5)
    flow.line(chart.x_title, right, bottom + 27, _AXIS, align=1.0)
    flow.y = bottom + 34


def _free(
    placed: Sequence[tuple[float, float]], x: float, y: float, radius: float, bounds: tuple[float, float]
) -> float:
    """Return the place nearest to `x`, within its corner, at which a point hides no other; `x` itself where there is none."""
    wanted = _within(x, *bounds)
    apart = 2 * radius + _RIM
    taken: list[tuple[float, float]] = []
    for start, end in sorted(
        _hidden(other, other_y - y, apart) for other, other_y in placed if abs(other_y - y) < apart
    ):
        if taken and start < taken[-1][1]:
            taken[-1] = (taken[-1][0], max(end, taken[-1][1]))
        else:
            taken.append((start, end))
    around = next((between for between in taken if between[0] < wanted < between[1]), None)
    free = [edge for edge in around or () if bounds[0] <= edge <= bounds[1]]
    return min(free, key=lambda edge: abs(edge - wanted), default=wanted)


def _hidden(x: float, y: float, apart: float) -> tuple[float, float]:
    """Return from where to where on a line, `y` away from a point, another one would be too near."""
    half = sqrt(apart**2 - y**2)
    return x - half, x + half


def _corner(
    point: MatrixPoint, chart: MatrixChart, columns: tuple[float, float, float], rows: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Return left, right, top and bottom of the corner that a point belongs to; a point below the floor has the whole width."""
    left, cut_x, right = columns
    top, cut_y, floor, bottom = rows
    if point.y < chart.y_floor:
        return left, right, floor, bottom
    corner = chart.corners.index(point.quadrant)
    across = (left, cut_x) if corner in (0, 2) else (cut_x, right)
    return (*across, top, cut_y) if corner in (0, 1) else (*across, cut_y, floor)


def _within(value: float, least: float, most: float) -> float:
    """Return the value moved between two bounds, or their middle where there is no room between them."""
    return (least + most) / 2 if least > most else min(max(value, least), most)


def _inside(tick: Tick, chart: MatrixChart) -> float:
    """Keep the outermost labels of an axis within the chart."""
    return 0.0 if tick is chart.x_ticks[0] else 1.0 if tick is chart.x_ticks[-1] else 0.5


def _phase_labels(flow: Flow, chart: TimelineChart) -> list[list[Line]]:
    return [break_lines(flow.faces, [Run(phase.label)], CELL.size, WIDTH * 0.34 - 12) for phase in chart.phases]


def _timeline(flow: Flow, chart: TimelineChart) -> None:
    labels = WIDTH * 0.34
    after = max((text_width(flow.faces, phase.length_label, _TICK.size) for phase in chart.phases), default=0.0) + 8
    scale = _Scale(chart.x_ticks[0].value, chart.x_ticks[-1].value, LEFT + labels, RIGHT - after)
    top = flow.y
    rows = _phase_labels(flow, chart)
    bottom = top + sum(len(lines) * CELL.leading + 14 for lines in rows)
    for tick in chart.x_ticks:
        x = scale(tick.value)
        flow.add(Stroke(((x, top), (x, bottom)), RULE, 0.5))
        flow.line(tick.label, x, bottom + 13, _TICK, align=0.5)
    for phase, lines in zip(chart.phases, rows, strict=True):
        height = len(lines) * CELL.leading + 14
        for index, line in enumerate(lines):
            flow.set_line(line, LEFT, flow.y + 7 + index * CELL.leading + baseline(CELL), CELL.size, INK)
        y = flow.y + height / 2 - 6
        start, soon, late = scale(phase.start), scale(phase.end_soon), scale(phase.end_late)
        flow.add(Rect(start, y, late - start, 12, ACCENT_SOFT), Rect(start, y, soon - start, 12, ACCENT))
        flow.line(phase.length_label, late + 6, y + 9, _TICK)
        flow.y += height
    flow.line(chart.x_title, RIGHT - after, bottom + 27, _AXIS, align=1.0)
    flow.y = bottom + 30
