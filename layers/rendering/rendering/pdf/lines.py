"""Breaking text into lines: widths are looked up once per word.

A line never ends with a word of one letter (Polish typography: "w", "z", "i"), nor with a hyphen, which readers and
programs that extract text would take for a divided word; words are not divided at their own hyphens for the same reason. A
soft hyphen divides a word where it stands, and a word wider than the line is cut. White space collapses to one space.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import Run

from .faces import Face, Faces, Word

SOFT_HYPHEN: Final = "\u00ad"
_CUT_AFTER: Final = frozenset("/_.,;:?&=+@")
_TO_SPACE: Final = {ord("\n"): " "}


class Piece(NamedTuple):
    """A part of a line in one font, `x` points from the start of the line."""

    x: float
    font: str
    text: str
    width: float
    link: str | None


class Line(NamedTuple):
    """A line of text; `goes_on` says that another word follows on the next line."""

    pieces: tuple[Piece, ...]
    width: float
    goes_on: bool = False


class _Item(NamedTuple):
    """A part that a line cannot divide. `space` is the width of the space before it; None joins it to the one before."""

    word: Word
    space: float | None
    soft: Word | None
    link: str | None
    no_break_after: bool


def break_lines(faces: Faces, runs: Iterable[Run], size: float, width: float, *, bold: bool = False) -> list[Line]:
    """Return the lines of `runs` set at `size` points within `width` points; an empty line stays a line."""
    room = width * 1000 / size
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        if lines:
            lines[-1] = lines[-1]._replace(goes_on=True)
        items = _items(faces, paragraph, room, bold=bold)
        chosen = list(_fill(items, room))
        for line, after in zip_longest(chosen, chosen[1:]):
            lines.append(_set(line, size)._replace(goes_on=bool(after and after[0].space)))
    return lines


def text_width(faces: Faces, text: str, size: float, face: Face = "regular") -> float:
    """Return the width in points of a text on one line."""
    words = [faces.word(word, face).width for word in _words(text)]
    return (sum(words) + faces.space(face) * max(0, len(words) - 1)) * size / 1000


def one_line(faces: Faces, text: str, size: float, width: float, *, bold: bool = False) -> Line:
    """Return the text on one line, shortened with an ellipsis if it is longer than `width` points."""
    face: Face = "bold" if bold else "regular"
    text = " ".join(_words(text))
    if text_width(faces, text, size, face) > width:
        while text and text_width(faces, text + "…", size, face) > width:
            text = text[: -max(1, len(text) // 20)].rstrip()
        text += "…"
    lines = break_lines(faces, [Run(text)], size, width + size, bold=bold)
    return lines[0]


def _words(text: str) -> list[str]:
    return [word for word in clean(text).translate(_TO_SPACE).replace(SOFT_HYPHEN, "").split(" ") if word]


def _paragraphs(runs: Iterable[Run]) -> Iterator[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = clean(run.text).split("\n")
        paragraph.append(Run(first, run.bold, run.italic, run.link))
        for other in others:
            yield paragraph
            paragraph = [Run(other, run.bold, run.italic, run.link)]
    yield paragraph


def _items(faces: Faces, runs: Sequence[Run], room: float, *, bold: bool) -> list[_Item]:
    items: list[_Item] = []
    space_before = False
    for run in runs:
        face: Face = "bold" if bold or run.bold else "italic" if run.italic else "regular"
        space = faces.space(face)
        for index, text in enumerate(run.text.split(" ")):
            space_before = space_before or index > 0
            if not text:
                continue
            before = space if space_before and items else None
            space_before = False
            if SOFT_HYPHEN in text:
                items.extend(_divisible(faces, text, face, before, run.link, room))
                continue
            word = faces.word(text, face)
            if word.width > room:
                items.extend(_cut(faces, text, face, before, run.link, room))
            else:
                no_break_after = (len(text) == 1 and text.isalpha()) or text[-1] == "-"
                items.append(_Item(word, before, None, run.link, no_break_after))
    return items


def _divisible(
    faces: Faces, text: str, face: Face, space: float | None, link: str | None, room: float
) -> Iterator[_Item]:
    syllables = [syllable for syllable in text.split(SOFT_HYPHEN) if syllable]
    for index, syllable in enumerate(syllables):
        soft = faces.word(SOFT_HYPHEN, face) if index < len(syllables) - 1 else None
        *before, last = _cut(faces, syllable, face, 0.0 if index else space, link, room - (soft.width if soft else 0.0))
        yield from before
        yield last._replace(soft=soft)


def _cut(faces: Faces, text: str, face: Face, space: float | None, link: str | None, room: float) -> Iterator[_Item]:
    """Cut a word wider than the line, preferably after a punctuation mark and never after a hyphen."""
    while text:
        width, end = 0.0, 0
        while end < len(text) and (width := width + faces.word(text[end], face).width) <= room:
            end += 1
        end = max(end, 1)
        if end < len(text):
            better = next((cut for cut in range(end, end * 2 // 3, -1) if text[cut - 1] in _CUT_AFTER), end)
            while better > 1 and text[better - 1] == "-":
                better -= 1
            end = better
        yield _Item(faces.word(text[:end], face), space, None, link, False)
        text, space = text[end:], 0.0


def _fill(items: Sequence[_Item], room: float) -> Iterator[list[_Item]]:
    """Fill lines greedily; joined items stay together, unless they are wider than a line."""
    line: list[_Item] = []
    used = 0.0
    for item in items:
        wanted = (item.space or 0.0) + item.word.width + (item.soft.width if item.soft else 0.0)
        if line and used + wanted > room:
            stays = len(line) - _carried(line, item)
            yield line[:stays]
            line = line[stays:]
            used = _width(line)
            if line and used + wanted > room:
                yield line
                line, used = [], 0.0
        used += item.word.width + ((item.space or 0.0) if line else 0.0)
        line.append(item)
    yield line


def _width(line: Sequence[_Item]) -> float:
    return sum(item.word.width + (item.space or 0.0) for item in line) - ((line[0].space or 0.0) if line else 0.0)


def _carried(line: Sequence[_Item], item: _Item) -> int:
    """Return how many items at the end of the line move down with the one that does not fit; if all would, none does."""
    carried = 0
    following = item
    while carried < len(line) and (following.space is None or line[-1 - carried].no_break_after):
        following = line[-1 - carried]
        carried += 1
    return carried if carried < len(line) else 0


def _set(items: Sequence[_Item], size: float) -> Line:
    """Place the words of a line; neighbours with the same font and link become one piece, spaces included."""
    scale = size / 1000
    pieces: list[Piece] = []
    texts: list[str] = []
    font, link, start, x = "", None, 0.0, 0.0
    for index, item in enumerate(items):
        parts = item.word.parts
        if index == len(items) - 1 and item.soft:
            parts = (*parts, *item.soft.parts)
        space = item.space * scale if index and item.space else 0.0
        if item.link != link:
            if texts:
                pieces.append(Piece(start, font, "".join(texts), x - start, link))
                texts = []
            link, start = item.link, x + space
        elif space:
            texts.append(" ")
        x += space
        for part in parts:
            if part.font != font and texts:
                pieces.append(Piece(start, font, "".join(texts), x - start, link))
                texts, start = [], x
            font = part.font
            texts.append(part.text)
            x += part.width * scale
    if texts:
        pieces.append(Piece(start, font, "".join(texts), x - start, link))
    return Line(tuple(pieces), x)
