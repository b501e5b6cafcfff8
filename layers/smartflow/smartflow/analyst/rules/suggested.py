"""What the reader found, as a draft's suggested inputs and contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.judge import shows
from smartflow.analyst.reading.reader import LIKELY
from smartflow.analyst.rules.pieces import phrase
from smartflow.analyst.rules.vocabulary import pattern, vocabulary
from smartflow.analyst.schema import DraftContradiction, DraftSuggestion
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.reading.reader import Fact, Reading
    from smartflow.analyst.rules.pieces import Pieces
    from smartflow.analyst.schema import InputField
    from smartflow.language.text import Language

_LONGEST = 1_000


def suggested_inputs(reading: Reading, text: str) -> list[DraftSuggestion]:
    """Return the facts of a reading, each with one passage that holds all its words."""
    return _drafted(reading.facts, text)


def readiness(text: str, pieces: Pieces, language: Language) -> list[DraftSuggestion]:
    """Return what the text says of readiness, the first for each answer, each with its sentence; it counts once accepted."""
    made: dict[InputField, DraftSuggestion] = {}
    low = flat(text)
    for judgement in vocabulary().readiness:
        match = pattern(judgement.words, language).search(low)
        if match is None or judgement.field in made:
            continue
        words = phrase(text, pieces.clause_at(match.start()), match.start())
        if words is not None:
            made[judgement.field] = DraftSuggestion(field=judgement.field, value=judgement.value, quote=words)
    return list(made.values())


def confirmed_inputs(reading: Reading, text: str) -> list[DraftSuggestion]:
    """Return the facts of a reading whose questions are answered with their likeliest reading, as a person would.

    The first question is answered whatever its probability, since the figures rest on it.
    """
    facts = {fact.field: fact for fact in reading.facts}
    for place, question in enumerate(reading.questions):
        for fact in question.candidates[0].facts if question.candidates else ():
            if place == 0 or fact.probability >= LIKELY:
                facts.setdefault(fact.field, fact)
    return _drafted(facts.values(), text)


def _drafted(facts: Iterable[Fact], text: str) -> list[DraftSuggestion]:
    made = []
    for fact in facts:
        field = cast("InputField", fact.field)
        quote = passage(fact, text)
        value = normal_value(field, fact.value)
        if value is not None and len(quote) <= _LONGEST and shows(field, value, [quote]):
            made.append(DraftSuggestion(field=field, value=value, quote=quote))
    return made


def passage(fact: Fact, text: str) -> str:
    """Return the words of a fact, from the first quotation to the last."""
    return text[min(quote.start for quote in fact.quotes) : max(quote.end for quote in fact.quotes)]


def contradictions(reading: Reading) -> list[DraftContradiction]:
    """Return the contradictions of a reading."""
    return [
        DraftContradiction(field=cast("InputField", one.field), quote_a=one.a.quote.text, quote_b=one.b.quote.text)
        for one in reading.contradictions
    ]
