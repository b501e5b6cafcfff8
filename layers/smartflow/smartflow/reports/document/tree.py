"""The tree that every form of a report is made from: plain data in the reader's language, with no layout and no I/O.

Texts are in the reader's language and numbers already formatted; what a chart needs for its geometry is kept beside the
labels as Decimal. A text may contain "\\n" for a line break that its author made. Nothing in it is markup: renderers print
it literally.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from smartflow.language.text import Language

Tone = Literal["plain", "accent", "good", "warning", "muted"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. `link` is an http(s) address or None; `language` is set where it is not the document's."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    language: Language | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 starts a chapter, the others stay within it. `chapter` puts it on a new page."""

    level: Literal[1, 2, 3, 4]
    text: str
    chapter: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` opens a section, `small` is a note, `label` a short line above what it names.

    `keep` holds the block on the page on which the next one begins; other blocks have it too, and headings always are.
    """

    runs: Runs
    style: Literal["body", "lead", "small", "label"] = "body"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Runs, ...]
    ordered: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column; the renderer chooses its width, at least this `share` of the table's, which leaves room to write in."""

    title: str
    align: Literal["left", "right"] = "left"
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows are as long as `columns`. Rows listed in `strong` are totals."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    strong: frozenset[int] = frozenset()
    title: str = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a short label and its value."""

    items: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    label: str
    value: str
    note: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class KeyFigures:
    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; `source` says what it is from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A framed remark: a warning, a disclosure, a piece of advice."""

    title: str
    runs: Runs
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents; renderers make it from the headings down to level `depth`."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: Decimal
    value_label: str
    tone: Tone = "accent"


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars from a common zero. `caption` says in words what the picture shows: it is its text alternative."""

    title: str
    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    value: Decimal
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """One line over months. `mark` is the index of the highlighted point (payback), with its label."""

    title: str
    caption: str
    values: tuple[Decimal, ...]
    value_labels: tuple[str, ...]
    x_title: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    mark: int | None = None
    mark_label: str = ""


@dataclass(frozen=True, slots=True)
class Swing:
    """The result when one input is lower and when it is higher."""

    label: str
    low: Decimal
    high: Decimal
    low_label: str
    high_label: str


@dataclass(frozen=True, slots=True)
class TornadoChart:
    title: str
    caption: str
    base: Decimal
    base_label: str
    low_title: str
    high_title: str
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class MatrixPoint:
    number: int
    label: str
    x: Decimal
    y: Decimal
    x_label: str
    y_label: str
    quadrant: str


@dataclass(frozen=True, slots=True)
class MatrixChart:
    """Points over two axes, divided in four at `x_cut` and `y_cut`. Corners are named from the top left, row by row.

    What lies below `y_floor` belongs to the third corner, however far to the right it is. Each point is drawn in the
    corner that its `quadrant` names.
    """

    title: str
    caption: str
    x_title: str
    y_title: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    x_cut: Decimal
    y_cut: Decimal
    y_floor: Decimal
    corners: tuple[str, str, str, str]
    points: tuple[MatrixPoint, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase in weeks: it lasts at least to `end_soon` and at most to `end_late`."""

    label: str
    start: Decimal
    end_soon: Decimal
    end_late: Decimal
    length_label: str


@dataclass(frozen=True, slots=True)
class TimelineChart:
    title: str
    caption: str
    x_title: str
    x_ticks: tuple[Tick, ...]
    phases: tuple[Phase, ...]


Chart = BarChart | LineChart | TornadoChart | MatrixChart | TimelineChart
Block = Heading | Paragraph | Bullets | Table | Facts | KeyFigures | Quote | Note | Contents | Chart


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what it is about, the verdict in one sentence and the numbers that matter.

    `verdict_note` says what was computed where a person set the verdict by hand.
    """

    kind: str
    title: str
    subtitle: str
    verdict: str
    figures: tuple[KeyFigure, ...]
    facts: tuple[tuple[str, str], ...]
    remark: str
    verdict_note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `created_at` is the only time a renderer uses and `date_label` the same day in words. `header` and `footer` are the
    user's own lines, `logo` their picture (PNG or JPEG, already checked), `accent` their colour ("#rrggbb"; empty for the
    product's). `page_label` contains `{page}` and `{pages}`. `machine_written` says that a language model wrote part of the
    text; it goes into the file's metadata.
    """

    title: str
    language: Language
    created_at: datetime
    date_label: str
    page_label: str
    cover: Cover
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    header: str = ""
    footer: str = ""
    logo: bytes | None = None
    machine_written: bool = False
    accent: str = ""

    def headings(self) -> Iterator[Heading]:
        return (block for block in self.blocks if isinstance(block, Heading))


def plain(text: str) -> Runs:
    return (Run(text),)


def bold(text: str) -> Runs:
    return (Run(text, bold=True),)


def flatten(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
