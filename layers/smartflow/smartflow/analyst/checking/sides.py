"""Both sides of a contradiction: where their words are, which inputs they state, and what the process then costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import ValidationError

from smartflow.analyst.checking.evidence import values
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.statements import Statement, statements
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


def stated_inputs(found: list[Statement]) -> dict[InputField, str]:
    """Return the inputs that statements state; of a range the lower end, so that nothing looks bigger than it is.

    A workload ("50-60 hours a month") is one run a period that takes that long; each of several persons who do it counts
    in `people`.
    """
    inputs: dict[InputField, Decimal | str] = {}
    for statement in found:
        match statement.topic:
            case "workload":
                inputs["runs"] = Decimal(1)
                inputs["frequency"] = statement.frequency or "weekly"
                inputs["minutes_per_run"] = statement.low
                inputs["people"] = statement.people
            case "volume":
                inputs.setdefault("runs", statement.low)
                inputs.setdefault("frequency", statement.frequency or "monthly")
            case _:
                inputs.setdefault(_FIELDS[statement.topic], statement.low)
    shown = {name: normal_value(name, str(value)) for name, value in inputs.items()}
    return {name: value for name, value in shown.items() if value is not None}


_FIELDS: dict[str, InputField] = {
    "duration": "minutes_per_run",
    "people": "people",
    "errors": "error_rate_percent",
    "exceptions": "exceptions_percent",
    "rework": "rework_minutes",
    "hourly_cost": "hourly_cost",
    "build_cost": "build_cost",
    "monthly_licence": "monthly_licence",
    "systems": "systems",
}


def _side(field: InputField, text: str, span: tuple[int, int], assessment: Assessment, *, language: Language) -> Side:
    quote = text[slice(*span)]
    inputs = stated_inputs(statements(quote))
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
