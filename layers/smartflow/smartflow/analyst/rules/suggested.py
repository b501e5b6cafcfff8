"""What the reader found, as a draft's suggested inputs and contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.judge import shows
from smartflow.analyst.schema import DraftContradiction, DraftSuggestion

if TYPE_CHECKING:
    from smartflow.analyst.reading.reader import Fact, Reading
    from smartflow.analyst.schema import InputField

_LONGEST = 1_000


def suggested_inputs(reading: Reading, text: str) -> list[DraftSuggestion]:
    """Return the facts of a reading, each with one passage that holds all its words."""
    made = []
    for fact in reading.facts:
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
