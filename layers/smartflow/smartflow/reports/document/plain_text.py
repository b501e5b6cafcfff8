"""A report as plain text, to be copied or mailed. The same content as in every other form."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from unicodedata import east_asian_width

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import (
    BarChart,
    Block,
    Bullets,
    Chart,
    Contents,
    Document,
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
    Table,
    TimelineChart,
    TornadoChart,
)

_WIDTH = 78
_RULES = {1: "=", 2: "-", 3: "", 4: ""}


def render_text(document: Document) -> str:
    """Return the report as text with line ends "\\n"; paragraphs are left whole, so that they can be pasted anywhere."""
    parts = [*_cover(document)]
    for block in document.blocks:
        parts.extend(_block(block))
    if document.footer.strip():
        parts.append(clean(document.footer.strip()))
    return "\n\n".join(part for part in parts if part) + "\n"


def _cover(document: Document) -> Iterator[str]:
    cover = document.cover
    if document.header.strip():
        yield clean(document.header.strip())
    yield clean(cover.kind)
    yield _underlined(clean(cover.title), "=")
    yield clean(cover.subtitle)
    yield clean(cover.verdict)
    yield clean(cover.verdict_note)
    yield _figures(cover.figures)
    yield "\n".join(f"{clean(label)}: {clean(value)}" for label, value in cover.facts)
    yield clean(cover.remark)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield _underlined(_plain([Run(text)]), _RULES[level])
        case Paragraph(runs):
            yield _plain(runs)
        case Bullets(items, ordered):
            marks = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            yield "\n".join(_hanging(mark, _plain(item)) for mark, item in zip(marks, items, strict=True))
        case Table():
            yield from _table(block)
        case Facts(items):
            yield "\n".join(_hanging(f"{clean(label)}: ", _plain(value)) for label, value in items)
        case KeyFigures(items):
            yield _figures(items)
        case Quote(text, source):
            yield _hanging("> ", clean(text)) + (f"\n  ({clean(source)})" if source else "")
        case Note(title, runs):
            yield (f"{clean(title)}\n" if title else "") + _plain(runs)
        case Contents():
            return
        case _:
            yield f"{clean(block.title)}\n" + "\n".join(chart_lines(block))
            yield clean(block.caption)


def chart_lines(chart: Chart) -> Iterator[str]:
    """Yield the numbers of a chart in words, one line for each bar, point or phase."""
    match chart:
        case BarChart(bars=bars):
            yield from (f"{clean(bar.label)}: {bar.value_label}" for bar in bars)
        case LineChart(value_labels=labels, x_ticks=ticks, x_title=title):
            yield from (f"{clean(title)} {tick.label}: {labels[int(tick.value)]}" for tick in ticks)
        case TornadoChart(swings=swings, low_title=low, high_title=high):
            for swing in swings:
                yield f"{clean(swing.label)}: {low}: {swing.low_label}; {high}: {swing.high_label}"
        case MatrixChart(points=points):
            for point in points:
                yield f"{point.number}. {clean(point.label)}: {point.quadrant} ({point.x_label}; {point.y_label})"
        case TimelineChart(phases=phases):
            yield from (f"{clean(phase.label)}: {phase.length_label}" for phase in phases)


def _figures(items: Iterable[KeyFigure]) -> str:
    return "\n".join(
        f"{clean(item.label)}: {clean(item.value)}" + (f" ({clean(item.note)})" if item.note else "") for item in items
    )


def _table(table: Table) -> Iterator[str]:
    """Yield a table in columns where it fits the width of a letter, else row by row under its own titles."""
    cells = [[_plain(runs) for runs in row] for row in table.rows]
    titles = [clean(column.title) for column in table.columns]
    if table.title:
        yield clean(table.title)
    widths = [max([_wide(title), *(_wide(row[index]) for row in cells)]) for index, title in enumerate(titles)]
    if sum(widths) + 2 * (len(widths) - 1) <= _WIDTH and not any("\n" in cell for row in cells for cell in row):
        right = [column.align == "right" for column in table.columns]
        head = [_line(titles, widths, right), "-" * (sum(widths) + 2 * (len(widths) - 1))] if any(titles) else []
        yield "\n".join([*head, *(_line(row, widths, right) for row in cells)])
        return
    for row in cells:
        yield "\n".join(
            _hanging(f"{title}: " if title else "", cell).rstrip(" ")
            for title, cell, column in zip(titles, row, table.columns, strict=True)
            if cell or column.share  # a column to be filled in is shown empty
        )


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = (
        " " * (width - _wide(cell)) + cell if to_right else cell + " " * (width - _wide(cell))
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    )
    return "  ".join(padded).rstrip(" ")


def _wide(text: str) -> int:
    """Return how many columns the text takes in a fixed-width font; wide East Asian characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _hanging(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n  ")


def _underlined(text: str, rule: str) -> str:
    if not rule:
        return text
    longest = max((len(line) for line in wrap(text, _WIDTH)), default=0)
    return f"{text}\n{rule * longest}"


def _plain(runs: Iterable[Run]) -> str:
    """Join runs; an address that is not part of its text follows it in brackets."""
    shown = (f"{run.text} ({run.link})" if run.link and run.link not in run.text else run.text for run in runs)
    return clean("".join(shown)).strip(" ")
