"""A description in pieces: its sentences and clauses, and the words of a clause that can stand within a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartflow.analyst.reading.cut import Token
    from smartflow.analyst.reading.records import Text

Span = tuple[int, int]

#: The longest passage that is shown as a step.
LONGEST: Final = 150
_LONGEST_WORDS: Final = 76
_ROOM: Final = 20  # so many characters more where a phrase ends there
_BEFORE: Final = 34  # so many characters before the word that matters
_FEWEST: Final = 24  # a phrase that was cut is not shorter
_SHORTEST: Final = 10
_EDGE: Final = " \t\u00a0-–—•*·,;:."
_MARKS: Final = frozenset('„”“«»"⟦⟧{}<>\n')  # a quotation cannot hold these
_LIST_MARK: Final = re.compile(r"[\s\u00a0–—•*·,;:.-]*(?:\d{1,2}[.)]\s+)?")
_JOINS: Final = re.compile(
    r"(?:[,;:]|\s[–—-])\s(?:(?:and|then|but|i|oraz|a|ale|potem)\s)?|\s(?:and|then|i|oraz|a|potem)\s"
)
#: Where a passage can be cut: where a clause ends, or else before words that only say where, when or with what.
_ENDS: Final = (
    re.compile(
        r"(?=[,;:]\s|\s[–—-]\s|\s(?:and|then|but|because|so|while|when|which|where|if|since|i|oraz|a|ale|bo|potem|czyli|gdzie"
        r"|ktor\w+|zeby|jak|jesli)\s)"
    ),
    re.compile(
        r"(?=\s(?:w|we|z|ze|do|na|od|po|przez|za|dla|przed|with|from|in|on|for|by|at|into|onto|per|before|after|without)\s)"
    ),
)
_BARE_NUMBER: Final = re.compile(r"(?:\s(?:to|is|takes|zajmuje|trwa))?\s\d+(?:[.,]\d+)?$")
_NEXT_SENTENCE: Final = re.compile(r"(?<=\w)\.\s+(?=[A-ZĄĆĘŁŃÓŚŹŻ])")
_LEADING: Final = re.compile(
    r"(?:(?:a|i|do|of|oraz|ale|no|wiec|potem|nastepnie|tez|to|bo|and|then|but|so|or|also|plus|which|where|that|ze|\d{1,2}[.)]),?\s+)+"
)
_TRAILING: Final = re.compile(
    r"(?:\s+(?:a|i|w|we|z|ze|do|na|o|u|po|od|za|bo|to|ze|czy|lub|oraz|przez|dla|nie|sie|ktory|ktora|ktore|gdzie|jak|ok|"
    r"and|or|the|an|of|to|in|on|at|for|from|with|by|that|which|who|it|is|are|be|we|my|our|their|her|his|then|if|as))+$"
)


class Pieces:
    """The sentences and clauses of a text, as the reader cut it; a line with a label is one clause.

    `acts` are the places of words that say what somebody does: a clause without any belongs to the one before it ("types
    the number, the dates and the amounts").
    """

    def __init__(self, read: Text, acts: list[int]) -> None:
        cut = read.cut
        self.amounts = [one.start for one in read.found if one.kind == "money"]
        self.clauses: list[Span] = []
        self.sentences: list[Span] = []
        before: Token | None = None
        for token in cut.tokens:
            label = cut.lines[token.line].label
            if before is None or token.sentence != before.sentence:
                self.sentences.append((token.start, token.end))
                self.clauses.append((token.start, token.end))
            elif token.clause != before.clause and not label and token.start - self.clauses[-1][0] >= _SHORTEST:
                self.clauses.append((token.start, token.end))
            else:
                self.clauses[-1] = (self.clauses[-1][0], token.end)
            self.sentences[-1] = (self.sentences[-1][0], token.end)
            before = token
        self.clauses = list(self._joined(sorted(acts)))

    def _joined(self, acts: list[int]) -> Iterator[Span]:
        """Yield the clauses, each with what follows it in its sentence and is too short, or says nothing that is done."""
        last: Span | None = None
        for clause in self.clauses:
            if last is not None and self.sentence_at(clause[0])[0] <= last[0]:
                dependent = _holds(acts, last) and not _holds(acts, clause) and clause[1] - last[0] <= LONGEST
                priced = self.is_about_money(clause) or self.is_about_money(last)
                if clause[1] - clause[0] < _SHORTEST or (dependent and not priced):
                    last = (last[0], clause[1])
                    continue
            if last is not None:
                yield last
            last = clause
        if last is not None:
            yield last

    def is_about_money(self, span: Span) -> bool:
        """Tell whether a passage names an amount: it speaks of prices and pay, not of a step."""
        return _holds(self.amounts, span)

    def clauses_of(self, sentence: Span) -> list[Span]:
        """Return the clauses of a sentence."""
        first, last = (bisect_left(self.clauses, at, key=lambda clause: clause[0]) for at in sentence)
        return self.clauses[first:last]

    def sentence_at(self, at: int) -> Span:
        """Return the sentence that holds a place."""
        return _span_at(self.sentences, at)

    def clause_at(self, at: int) -> Span:
        """Return the clause that holds a place."""
        return _span_at(self.clauses, at)


def _holds(places: list[int], span: Span) -> bool:
    return bisect_left(places, span[0]) < bisect_left(places, span[1])


def _span_at(spans: list[Span], at: int) -> Span:
    return spans[max(bisect_right(spans, at, key=lambda span: span[0]) - 1, 0)] if spans else (at, at)


def phrase(text: str, clause: Span, at: int) -> str | None:
    """Return the words of a clause around `at`, few enough to stand within a sentence; None where they cannot be quoted."""
    start, end = trimmed(text, clause)
    whole = end
    if end - start > _LONGEST_WORDS:
        first, last = _cut(flat(text[start:end]), at - start)
        start, end = start + first, start + last
    words = text[start:end]
    cut = _LEADING.match(flat(words))
    words = tidied(words[cut.end() :] if cut else words, whole=end == whole)
    return words if len(words) >= _SHORTEST and " " in words and is_quotable(words) else None


def _cut(low: str, at: int) -> Span:
    """Return where the phrase around `at` begins and ends in a passage that is too long, better at joints than between words."""
    joined = [match.end() for match in _JOINS.finditer(low, 0, at)]
    near = joined[-1] if joined else 0 if at < _LONGEST_WORDS - _FEWEST else low.find(" ", at - _BEFORE, at) + 1
    begins = (0, near) if at <= _BEFORE else (near,)
    for first in begins:
        if len(low) - first <= _LONGEST_WORDS + _ROOM:
            return first, len(low)
    word = max(low.find(" ", at), 0)
    for cuts in _ENDS:
        for first in begins:
            least, most = max(word, first + _FEWEST), first + _LONGEST_WORDS
            ends = [match.start() for match in cuts.finditer(low, least) if match.start() <= most]
            if ends:
                number = _BARE_NUMBER.search(low, first, ends[-1])
                return first, number.start() if number and number.start() > word else ends[-1]
    return begins[-1], max(low.rfind(" ", begins[-1], begins[-1] + _LONGEST_WORDS), word)


def tidied(words: str, *, whole: bool = False) -> str:
    """Return words on one line: of several sentences the first with a number, without small words that lead nowhere.

    A `whole` clause ends as its writer ended it ("she types it").
    """
    parts = _NEXT_SENTENCE.split(words)
    words = next((part for part in parts if any(map(str.isdigit, part))), parts[0])
    cut = None if whole else _TRAILING.search(flat(words))
    return " ".join((words[: cut.start()] if cut else words).split()).strip(_EDGE)


def is_quotable(words: str) -> bool:
    """Tell whether words can stand in quotation marks as they are."""
    return not _MARKS & set(words) and words.count("(") == words.count(")")


def trimmed(text: str, span: Span) -> Span:
    """Return a passage without list marks and without the marks and blanks at its ends."""
    start, end = span
    while end > start and text[end - 1] in _EDGE + "\n":
        end -= 1
    mark = _LIST_MARK.match(text, start, end)
    return (mark.end() if mark else start), end
