"""Cutting a description: words, clauses, sentences, lines, "label: value" lines and tables.

Everything is done in one pass over at most `MOST_CHARACTERS`, so that work grows linearly with the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.reading.words import listed, stem
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from smartflow.language.text import Language

MOST_CHARACTERS: Final = 20_000
_TOKEN: Final = re.compile(
    r"(?P<n>\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?:[.,]\d{1,6})?(?![.,]?\d)"
    r"|(?<![\w.,])\.\d{1,3}(?![.,]?\d))"
    r"|(?P<d>\d{1,15})|(?P<w>[^\W\d_]{1,60})|(?P<p>[^\w\s]|_)|(?P<nl>\n)"
)
_ABBREVIATIONS: Final = listed(
    "av avg np ok ul nr dr mgr wg prof os por tj tzn tzw m.in srednio sr ca approx incl vs no mr mrs ms st est "
    "ok. maks max min godz mies tyg tydz szt tys mln zl gr poz art ust pkt str wk wks hr hrs mins mth mo "
    "sek sec pon wt czw pt sob oddz zapotrz dept avg abt ca kw r rob prac ksieg farm sluzb um op zlec"
)
_LABEL_WORDS: Final = 9


@dataclass(slots=True)
class Token:
    """A word, number, mark or line end at `text[start:end]`; `form` is folded."""

    form: str
    start: int
    end: int
    kind: str  # "w" word, "n" number, "p" mark
    line: int
    sentence: int
    clause: int


@dataclass(slots=True)
class Line:
    """A line of the text: what stands before its colon, its cells, and its tokens `first:last`."""

    first: int
    last: int
    label: tuple[str, ...] = ()
    label_end: int = 0
    cells: list[tuple[int, int]] = field(default_factory=list)
    header: int | None = None  # the line that heads this one's table


@dataclass(slots=True)
class Cut:
    """A text cut into tokens and lines, with the words of its title."""

    text: str
    title: str
    tokens: list[Token]
    lines: list[Line]
    title_words: tuple[str, ...]
    language: Language
    title_nouns: frozenset[str] = frozenset()

    def cell_of(self, index: int) -> tuple[int, int] | None:
        """Return (line, column) of the table cell that holds a token, or None outside tables."""
        line = self.lines[self.tokens[index].line]
        for column, (first, last) in enumerate(line.cells):
            if first <= index < last:
                return self.tokens[index].line, column
        return None


def cut(title: str, text: str, language: Language | None = None) -> Cut:
    """Cut `text`, or its first 20,000 characters."""
    text = text[:MOST_CHARACTERS]
    low = _barred(flat(text))
    tokens: list[Token] = []
    line = sentence = clause = 0
    lines = [Line(0, 0)]
    for match in _TOKEN.finditer(low):
        kind = match.lastgroup or "p"
        if kind == "nl":
            lines[-1].last = len(tokens)
            line, sentence, clause = line + 1, sentence + 1, clause + 1
            lines.append(Line(len(tokens), len(tokens)))
            continue
        form = match.group()
        start, end = match.span()
        tokens.append(Token(form, start, end, "n" if kind == "d" else kind, line, sentence, clause))
        if kind != "p":
            continue
        if form in "!?;" or (form == "." and _ends_sentence(text, low, tokens)):
            sentence, clause = sentence + 1, clause + 1
        elif form in ",:()|•" or (
            form in "-–—" and text[max(0, start - 1) : start].isspace() and text[end : end + 1].isspace()
        ):
            clause += 1
    lines[-1].last = len(tokens)
    made = Cut(
        text, title, tokens, lines, tuple(re.findall(r"[^\W\d_]{2,}", flat(title))[:20]),
        language or language_of(f"{title}\n{text}"), _nouns_of_title(title),
    )  # fmt: skip
    _label_lines(made)
    _tables(made)
    return made


def _barred(low: str) -> str:
    """Set bars for the tabs or semicolons between the cells of a table: those of lines that have as many as a neighbour."""
    for mark, least in (("\t", 1), (";", 2)):
        if mark in low:
            lines = low.split("\n")
            counts = [0, *(line.strip().count(mark) for line in lines), 0]
            low = "\n".join(
                line.replace(mark, "|")
                if counts[at] >= least and counts[at] in {counts[at - 1], counts[at + 1]}
                else line
                for at, line in enumerate(lines, 1)
            )
    return low


def _nouns_of_title(title: str) -> frozenset[str]:
    """Stems of the title's words, those of two or three letters only if they are capitals ("WZ", "PO")."""
    found = re.findall(r"[^\W\d_]{2,}", title)[:20]
    return frozenset(stem(flat(word)) for word in found if len(word) > 3 or word.isupper())


def _ends_sentence(text: str, low: str, tokens: list[Token]) -> bool:
    """Tell a full stop that ends a sentence from those of abbreviations, numbers and list marks."""
    dot = tokens[-1]
    after = low[dot.end : dot.end + 1]
    if after and not after.isspace() and after not in '"”)':
        return False
    before = tokens[-2] if len(tokens) > 1 else None
    if before is None or before.end != dot.start:
        return True
    following = text[dot.end : dot.end + 2].strip()[:1]
    if before.form in _ABBREVIATIONS or (len(before.form) == 1 and before.kind == "w"):
        return following.isupper() and before.form not in listed("np ul nr dr ok approx mr mrs ms st")
    first_of_line = all(token.line != before.line for token in tokens[-4:-2])
    return not (before.kind == "n" and first_of_line)


def _label_lines(made: Cut) -> None:
    """Find the words before the colon of each line."""
    for line in made.lines:
        words: list[str] = []
        for index in range(line.first, min(line.last, line.first + 3 * _LABEL_WORDS)):
            token = made.tokens[index]
            if token.form == ":" and words:
                line.label, line.label_end = tuple(words), index
                break
            if token.form in ".;!?" or len(words) > _LABEL_WORDS:
                break
            if token.kind == "w":
                words.append(token.form)


def _tables(made: Cut) -> None:
    """Cells of lines with "|"; the first line of such a block that holds no number heads it."""
    header: int | None = None
    inside = False
    for number, line in enumerate(made.lines):
        marks = [index for index in range(line.first, line.last) if made.tokens[index].form == "|"]
        if not marks:
            inside, header = False, None
            continue
        edges = [line.first - 1, *marks, line.last]
        line.cells = [(left + 1, right) for left, right in pairwise(edges)]
        if not inside and not any(made.tokens[index].kind == "n" for index in range(line.first, line.last)):
            header = number
        elif header is not None:
            line.header = header
        inside = True
