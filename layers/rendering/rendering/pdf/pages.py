"""Sheets of a report as lists of marks, and the cursor that fills them from top to bottom.

Everything is placed before anything is drawn, so that page numbers, "n / N" and the table of contents are known
without placeholders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from smartflow.reports.document.tree import Run, Table

from .faces import Faces
from .lines import Line, break_lines
from .structure import Content, Element, Kind
from .style import ACCENT, BOTTOM, LEFT, TOP, WIDTH, Colour, TextStyle
from .table_layout import TableLayout


class TextMark(NamedTuple):
    """A piece of text in one font; `y` is the baseline."""

    x: float
    y: float
    font: str
    size: float
    colour: Colour
    text: str


class Rect(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Stroke(NamedTuple):
    """A line through points; `dash` is the length of its dashes, 0 for none."""

    points: tuple[tuple[float, float], ...]
    colour: Colour
    width: float
    dash: float = 0.0


class Shape(NamedTuple):
    points: tuple[tuple[float, float], ...]
    colour: Colour


class Dot(NamedTuple):
    """A filled circle around (x, y), with a white rim that separates it from its neighbours."""

    x: float
    y: float
    radius: float
    colour: Colour


class WebLink(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    address: str
    element: Element


class PageLink(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    target: Section
    element: Element


class Picture(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark = TextMark | Rect | Stroke | Shape | Dot | WebLink | PageLink | Picture


@dataclass(slots=True, eq=False)
class Sheet:
    """One page. `bare` sheets have no header or footer. Each mark has the content that it belongs to; None is decoration."""

    marks: list[tuple[Mark, Content | None]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    bare: bool = False

    def put(self, mark: Mark, element: Element | None = None) -> None:
        """Place a mark that belongs to an element; marks of one element that follow one another are one content."""
        if element is None:
            self.marks.append((mark, None))
            return
        last = self.marks[-1][1] if self.marks else None
        if last is None or last.element is not element:
            last = Content(element)
            element.parts.append(last)
        self.marks.append((mark, last))

    def set_line(
        self, line: Line, x: float, baseline: float, size: float, colour: Colour, element: Element | None = None
    ) -> None:
        """Place one line of text with its links; a space at its end divides it from the next for those who hear it."""
        last = len(line.pieces) - 1
        for index, piece in enumerate(line.pieces):
            if piece.text == " ":
                continue
            ink = ACCENT if piece.link else colour
            address = web_address(piece.link) if piece.link else None
            link = element.add("Link", alt=address) if address and element else None
            text = piece.text + " " if index == last and line.goes_on else piece.text
            self.put(TextMark(x + piece.x, baseline, piece.font, size, ink, text), link or element)
            if address and link:
                self.put(WebLink(x + piece.x, baseline - size * 0.8, piece.width, size * 1.1, address, link), link)


@dataclass(slots=True, eq=False)
class Section:
    """A heading and its position; an entry of the contents and a bookmark, which is `depth` levels below the file.

    A depth is at most one more than that of the heading before; a level may be any.
    """

    level: int
    depth: int
    title: str
    sheet: Sheet
    y: float


class Flow:
    """A cursor over sheets: blocks require room, place their marks and move the cursor down."""

    def __init__(self, faces: Faces, *, top: float = TOP, bottom: float = BOTTOM, bare: bool = False) -> None:
        self.faces = faces
        self.top = top
        self.bottom = bottom
        self.sheets: list[Sheet] = []
        self.last_table: tuple[Table, TableLayout] | None = None
        self.root = self.element = Element("Document")
        self.levels: list[int] = []  # of the last heading and of those above it
        self._bare = bare
        self.next_sheet()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def room(self) -> float:
        return self.bottom - self.y

    @property
    def at_top(self) -> bool:
        return self.y <= self.top

    def next_sheet(self) -> None:
        self.sheets.append(Sheet(bare=self._bare))
        self.y = self.top

    def need(self, height: float) -> None:
        """Start a new sheet if this height does not fit on the rest of this one."""
        if height > self.room and not self.at_top:
            self.next_sheet()

    def skip(self, height: float) -> None:
        """Leave white space, except at the top of a sheet."""
        if not self.at_top:
            self.y += height

    @contextmanager
    def tagged(
        self, kind: Kind, *, alt: str = "", language: str | None = None, attributes: str = ""
    ) -> Iterator[Element]:
        """Make what is placed meanwhile a part of the current element; what is drawn beside text is decoration, but in a figure."""
        outer = self.element
        self.element = outer.add(kind, alt=alt, language=language, attributes=attributes)
        try:
            yield self.element
        finally:
            self.element = outer

    def add(self, *marks: Mark) -> None:
        element = self.element if self.element.kind == "Figure" else None
        for mark in marks:
            self.sheet.put(mark, element)

    def set_line(self, line: Line, x: float, baseline: float, size: float, colour: Colour) -> None:
        self.sheet.set_line(line, x, baseline, size, colour, self.element)

    def set_lines(
        self, lines: Sequence[Line], style: TextStyle, *, x: float = LEFT, colour: Colour | None = None
    ) -> None:
        """Place lines one below another over as many sheets as they need, never a single line alone on a sheet."""
        ink = style.colour if colour is None else colour
        placed = 0
        for count in self.portions(len(lines), style.leading):
            for line in lines[placed : placed + count]:
                self.set_line(line, x, self.y + baseline(style), style.size, ink)
                self.y += style.leading
            placed += count

    def portions(self, count: int, leading: float, *, padding: float = 0.0, tail: float = 0.0) -> Iterable[int]:
        """Yield how many of `count` lines go on each sheet, starting a new sheet between them; widows and orphans are avoided.

        Below the last line there is room for a `tail` of this height.
        """
        while count:
            fits = int((self.room - padding + 0.01) // leading)
            if fits >= count and self.room - padding + 0.01 < count * leading + tail:
                fits = count - 1
            if fits < count:
                fits = min(fits, count - 2) if count > 2 else 0
                if fits < 2 and not self.at_top:
                    self.next_sheet()
                    continue
            now = max(1, min(fits, count))
            yield now
            count -= now
            if count:
                self.next_sheet()

    def write(
        self,
        runs: Iterable[Run],
        style: TextStyle,
        *,
        x: float = LEFT,
        width: float = WIDTH,
        colour: Colour | None = None,
    ) -> None:
        """Break runs into lines and place them, with the white space of the style around them."""
        lines = break_lines(self.faces, runs, style.size, width, bold=style.bold)
        self.skip(style.before)
        self.set_lines(lines, style, x=x, colour=colour)
        self.y += style.after

    def line(
        self, text: str, x: float, baseline: float, style: TextStyle, *, align: float = 0.0, width: float = 1e6
    ) -> None:
        """Place a short text on one line: `align` 0 starts at `x`, 0.5 is centred on it, 1 ends there."""
        set_text = break_lines(self.faces, [Run(text)], style.size, width, bold=style.bold)[0]
        self.set_line(set_text, x - set_text.width * align, baseline, style.size, style.colour)


def baseline(style: TextStyle) -> float:
    """Return the distance from the top of a line to its baseline."""
    return (style.leading + style.size * 0.7) / 2


def web_address(text: str) -> str | None:
    """Return an http(s) address as plain ASCII, or None for anything else."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # such as an unclosed bracket of an IPv6 address
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return quote(text.strip(), safe="!#$%&'*+,/:;=?@_~-.")
