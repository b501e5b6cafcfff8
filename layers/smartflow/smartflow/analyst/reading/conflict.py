"""What a contradiction is: two statements about a field that cannot both be true, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.quotes import Quote, of_sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartflow.analyst.reading.cut import Token
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a contradiction: its words and the values of the inputs it amounts to."""

    quote: Quote
    values: tuple[tuple[str, float | str], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements about a field that cannot both be true."""

    field: str
    a: Side
    b: Side


def side(text: Text, sources: tuple[int, ...], field: str, **values: float | str) -> Side:
    """Return what these quantities say of a field, as one quotation, with the values it amounts to."""
    quotes = of_sources(text, sources, field)
    start, end = quotes[0].start, quotes[-1].end
    return Side(Quote(start, end, text.cut.text[start:end]), tuple(values.items()))


def sentence_words(text: Text, one: Quantity, before: int = 0) -> list[str]:
    """Return the folded words of a quantity's sentence, as far as they are near, and of so many sentences before it."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    return [token.form for token in _near(text, one) if sentence - before <= token.sentence <= sentence]


def clause_concepts(text: Text, one: Quantity) -> set[str]:
    """Return what the words of a quantity's clause, and of its line's label, speak of."""
    place = text.cut.tokens[one.first]
    forms = [token.form for token in _near(text, one) if token.clause == place.clause]
    return {concept for form in (*text.cut.lines[place.line].label, *forms) for concept in words.concepts(form)}


def clause_forms(text: Text, one: Quantity) -> list[str]:
    """Return the folded words of a quantity's clause, and of the words before a colon that it stands behind."""
    inside = clauses(text, one)
    return [token.form for token in _near(text, one) if token.clause in inside]


def clauses(text: Text, one: Quantity) -> set[int]:
    """Return the clause of a quantity, with the one before the colon that it stands behind."""
    tokens = text.cut.tokens
    inside = {tokens[one.first].clause}
    for token in reversed(tokens[max(0, one.first - _AROUND) : one.first]):
        if token.form == ":":
            inside.add(token.clause)
        if token.clause not in inside:
            break
    return inside


def near_forms(text: Text, one: Quantity, before: int, behind: int) -> list[str]:
    """Return the folded words at most so many tokens before and behind a quantity, within its sentence."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    near = (*tokens[max(0, one.first - before) : one.first], *tokens[one.last : one.last + behind])
    return [token.form for token in near if token.sentence == sentence and token.kind == "w"]


def _near(text: Text, one: Quantity) -> Iterator[Token]:
    for token in text.cut.tokens[max(0, one.first - _AROUND) : one.last + _AROUND]:
        if token.kind == "w":
            yield token
