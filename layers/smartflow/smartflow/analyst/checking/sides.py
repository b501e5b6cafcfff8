"""Both sides of a contradiction: where their words are, which inputs they state, and what the process then costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from smartflow.analyst.checking.evidence import as_text, values
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.judge import work_of
from smartflow.analyst.schema import Contradiction, Side
from smartflow.engine.assessment import inputs_of
from smartflow.engine.estimate import FiguresTooLarge, estimate

if TYPE_CHECKING:
    from smartflow.analyst.checking.evidence import SourceText
    from smartflow.analyst.schema import DraftContradiction, InputField
    from smartflow.engine.assessment import Assessment
    from smartflow.language.text import Language


def sides(
    item: DraftContradiction, description: SourceText, assessment: Assessment, *, language: Language
) -> Contradiction | None:
    """Return the contradiction with both costs, or None where the words are not in the text or say the same."""
    first, second = description.locate(item.quote_a), description.locate(item.quote_b)
    if first is None or second is None or (first[0] < second[1] and second[0] < first[1]):
        return None
    a = _side(item.field, description.text, first, assessment, language=language)
    b = _side(item.field, description.text, second, assessment, language=language)
    if a.value is not None and a.inputs == b.inputs:
        return None
    return Contradiction(field=item.field, a=a, b=b)


def stated_inputs(quote: str, language: Language) -> dict[InputField, str]:
    """Return the inputs that a passage amounts to: a workload is one run a period, several heads are people."""
    work = work_of(quote, language=language)
    normal = {field: normal_value(field, as_text(work[field])) for field in _WORK if field in work}
    return {field: value for field, value in normal.items() if value is not None}


_WORK: Final[tuple[InputField, ...]] = ("runs", "frequency", "minutes_per_run", "people")


def _side(field: InputField, text: str, span: tuple[int, int], assessment: Assessment, *, language: Language) -> Side:
    quote = text[slice(*span)]
    inputs = stated_inputs(quote, language)
    if field not in inputs:
        shown = values(field, quote, language=language)
        inputs = {field: shown[0]} if shown else {}
    return Side(
        quote=quote,
        start=span[0],
        end=span[1],
        value=inputs.get(field),
        inputs=dict(inputs),
        cost_per_year=_cost(assessment, inputs) if inputs else None,
    )


def _cost(assessment: Assessment, stated: dict[InputField, str]) -> Decimal | None:
    inputs = inputs_of(assessment)
    try:
        for field, value in stated.items():
            inputs = inputs.replace(field, int(value) if field == "systems" else value)
        return estimate(inputs).cost_per_year
    except (ValidationError, FiguresTooLarge):
        return None
