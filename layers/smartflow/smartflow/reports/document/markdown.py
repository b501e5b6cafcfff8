"""A report as Markdown (CommonMark with tables). Texts of users are escaped, so that nothing in them is read as markup."""

import re
from collections.abc import Iterable, Iterator

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import (
    BarChart,
    Block,
    Bullets,
    Chart,
    Column,
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
    plain,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+\-!|~&$^=])")
_LIST_MARK = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def render_markdown(document: Document) -> str:
    """Return the report as Markdown; charts become tables, and a table of contents is left to the reader's program."""
    parts = [*_cover(document)]
    for block in document.blocks:
        parts.extend(_block(block))
    if document.footer.strip():
        parts.append(_escaped(document.footer.strip()))
    return "\n\n".join(part for part in parts if part) + "\n"


def _cover(document: Document) -> Iterator[str]:
    cover = document.cover
    yield _escaped(document.header.strip())
    yield _escaped(cover.kind)
    yield f"# {_flat(cover.title)}"
    yield _escaped(cover.subtitle)
    yield f"**{_flat(cover.verdict)}**" if cover.verdict.strip() else ""
    yield _figures(cover.figures)
    yield "\n".join(f"- {_flat(label)}: {_flat(value)}" for label, value in cover.facts)
    yield _escaped(cover.remark)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {_flat(text)}"
        case Paragraph(runs):
            yield _runs(runs)
        case Bullets(items, ordered):
            marks = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
            yield "\n".join(mark + _runs(item, indent="   ") for mark, item in zip(marks, items, strict=True))
        case Table(columns, rows, strong, title):
            yield _escaped(title)
            yield _table(
                columns, [[_cell(runs, bold=index in strong) for runs in row] for index, row in enumerate(rows)]
            )
        case Facts(items):
            yield "\n".join(f"- {_flat(label)}: {_runs(value, indent='  ')}" for label, value in items)
        case KeyFigures(items):
            yield _figures(items)
        case Quote(text, source):
            quoted = "\n".join(f"> {line}" for line in _escaped(text).split("\n"))
            yield quoted + (f"\n>\n> {_flat(source)}" if source else "")
        case Note(title, runs):
            lines = ([f"**{_flat(title)}**", ""] if title else []) + _runs(runs).split("\n")
            yield "\n".join(f"> {line}".rstrip() for line in lines)
        case Contents():
            return
        case _:
            yield f"**{_flat(block.title)}**"
            yield _chart(block)
            yield _escaped(block.caption)


def _chart(chart: Chart) -> str:
    match chart:
        case BarChart(bars=bars):
            return _rows(("", ""), [(bar.label, bar.value_label) for bar in bars])
        case LineChart(value_labels=labels, x_ticks=ticks, x_title=title):
            return _rows((title, ""), [(tick.label, labels[int(tick.value)]) for tick in ticks])
        case TornadoChart(swings=swings, low_title=low, high_title=high):
            return _rows(("", low, high), [(swing.label, swing.low_label, swing.high_label) for swing in swings])
        case MatrixChart(points=points, x_title=x_title, y_title=y_title):
            head = ("", "", x_title, y_title, "")
            return _rows(head, [(str(p.number), p.label, p.x_label, p.y_label, p.quadrant) for p in points])
        case TimelineChart(phases=phases):
            return _rows(("", ""), [(phase.label, phase.length_label) for phase in phases])


def _rows(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    columns = tuple(Column(title, "right" if index else "left") for index, title in enumerate(titles))
    return _table(columns, [[_cell(plain(cell)) for cell in row] for row in rows])


def _figures(items: Iterable[KeyFigure]) -> str:
    return "\n".join(
        f"- {_flat(item.label)}: **{_flat(item.value)}**" + (f" ({_flat(item.note)})" if item.note else "")
        for item in items
    )


def _table(columns: Iterable[Column], rows: list[list[str]]) -> str:
    titles, rules = [], []
    for column in columns:
        titles.append(_flat(column.title) or " ")
        rules.append("---:" if column.align == "right" else "---")
    lines = [titles, rules, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(runs: Iterable[Run], *, bold: bool = False) -> str:
    text = _runs([Run(run.text, run.bold or bold, run.italic, run.link) for run in runs])
    return re.sub(r"\\?\n\s*", "<br>", text) or " "


def _runs(runs: Iterable[Run], indent: str = "") -> str:
    return _lines("".join(_run(run) for run in runs)).replace("\n", "\n" + indent)


def _run(run: Run) -> str:
    text = _SPECIAL.sub(r"\\\1", clean(run.text))
    core = text.strip(" \n")
    if not core:
        return text
    before, after = text.split(core, 1)
    mark = "**" if run.bold else "*" if run.italic else ""
    styled = mark + core.replace("\n", f"{mark}\n{mark}") + mark
    if run.link and run.link.startswith(("http://", "https://")):
        address = re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", run.link)
        styled = f"[{styled}]({address})"
    return f"{before}{styled}{after}"


def _escaped(text: str) -> str:
    return _runs(plain(text))


def _lines(text: str) -> str:
    """Keep the author's line breaks, and keep lines that begin like a numbered list as plain text."""
    lines = (line.strip(" ") for line in _LIST_MARK.sub(r"\1\\\2", text).split("\n"))
    return "\\\n".join(line for line in lines if line)


def _flat(text: str) -> str:
    return " ".join(_SPECIAL.sub(r"\\\1", clean(text)).split("\n")).strip()
