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
_BEFORE: Final = 34  # so many characters before the word that matters
_SHORTEST: Final = 10
_EDGE: Final = " \t\u00a0-–—•*·,;:."
_MARKS: Final = frozenset('„”“«»"⟦⟧{}<>\n')  # a quotation cannot hold these
_LIST_MARK: Final = re.compile(r"[\s\u00a0–—•*·,;:.-]*(?:\d{1,2}[.)]\s+)?")
_JOINS: Final = re.compile(r"\s(?:and|then|i|oraz|a|potem)\s")
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
    if end - start > _LONGEST_WORDS:
        if at - start > _BEFORE:
            joined = [match.end() for match in _JOINS.finditer(text, at - _BEFORE, at)]
            start = joined[-1] if joined else text.find(" ", at - _BEFORE, at) + 1 or at
        if end - start > _LONGEST_WORDS:
            end = start + max(text[start : start + _LONGEST_WORDS].rfind(" "), 0)
    words = text[start:end]
    cut = _LEADING.match(flat(words))
    words = tidied(words[cut.end() :] if cut else words)
    return words if len(words) >= _SHORTEST and " " in words and is_quotable(words) else None


def tidied(words: str) -> str:
    """Return words on one line: of several sentences the first with a number, without small words that lead nowhere."""
    parts = _NEXT_SENTENCE.split(words)
    words = next((part for part in parts if any(map(str.isdigit, part))), parts[0])
    cut = _TRAILING.search(flat(words))
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
