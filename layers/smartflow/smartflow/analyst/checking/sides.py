"""Both sides of a contradiction: where the words stand, what they set, and what the process would cost by each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from smartflow.analyst.checking.evidence import shown, values
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.judge import work_of
from smartflow.analyst.schema import Contradiction, Side
from smartflow.engine.assessment import inputs_of
from smartflow.engine.estimate import FiguresTooLarge, estimate

if TYPE_CHECKING:
    from smartflow.analyst.checking.evidence import SourceText
    from smartflow.analyst.schema import DraftContradiction, InputField
    from smartflow.engine.assessment import Assessment


_WORK: Final[tuple[InputField, ...]] = ("runs", "frequency", "minutes_per_run", "people")


def sides(
    item: DraftContradiction, description: SourceText, assessment: Assessment, *, polish: bool
) -> Contradiction | None:
    """Return the contradiction with both costs, or None when the words are not there or say the same."""
    first, second = description.locate(item.quote_a), description.locate(item.quote_b)
    if first is None or second is None or (first[0] < second[1] and second[0] < first[1]):
        return None
    a = _side(item.field, description.text, first, assessment, polish=polish)
    b = _side(item.field, description.text, second, assessment, polish=polish)
    if a.value is not None and a.inputs == b.inputs:
        return None
    return Contradiction(field=item.field, a=a, b=b)


def stated_inputs(quote: str, *, polish: bool) -> dict[InputField, str]:
    """Return the inputs that a passage amounts to: a workload is one run a period, several heads are people."""
    made: dict[InputField, str] = {}
    found = work_of(quote, polish=polish)
    for field in _WORK:
        value = found.get(field)
        normal = None if value is None else normal_value(field, shown(value))
        if normal is not None:
            made[field] = normal
    return made


def _side(field: InputField, text: str, span: tuple[int, int], assessment: Assessment, *, polish: bool) -> Side:
    quote = text[slice(*span)]
    inputs = stated_inputs(quote, polish=polish)
    if field not in inputs:
        said = values(field, quote, polish=polish)
        inputs = {field: said[0]} if said else {}
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
