"""From known inputs to a first answer: unknown ones filled from the reference table, each marked as a default."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from smartflow.engine.defaults import (
    BudgetRange,
    CompanySize,
    Industry,
    default_build_cost,
    default_hourly_cost,
    default_monthly_licence,
    plausible_answers,
    reference,
    typical_answer,
)
from smartflow.engine.estimate import Estimate, FiguresTooLarge, estimate
from smartflow.engine.figures import ease_of, expected_net, resolve
from smartflow.engine.formulas import difficulty
from smartflow.engine.inputs import FIELDS, FORMULA_DEFAULTS, READINESS_FIELDS, Inputs
from smartflow.engine.rounding import rounded

__all__ = [
    "Assessment",
    "BudgetRange",
    "CompanySize",
    "Context",
    "FiguresTooLarge",
    "Industry",
    "InputValue",
    "Inputs",
    "Provenance",
    "QuestionEffect",
    "assess",
    "inputs_of",
    "question_effects",
]

Provenance = Literal["user", "default", "suggested"]

#: What the reference table never fills: without these three the answer would be about another process.
ESSENTIAL: Final = ("runs", "frequency", "minutes_per_run")

_PAIRS: Final = {"error_rate_percent": "rework_minutes", "rework_minutes": "error_rate_percent"}


class Context(BaseModel):
    """What decides which defaults fit: the firm and the account, not the process."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    industry: Industry | None = None
    company_size: CompanySize | None = None
    budget_range: BudgetRange | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "PL"
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "PLN"
    working_days: Annotated[int, Field(ge=1, le=366)] = 250


class InputValue(BaseModel):
    """A value that figures were computed with, as text ("18", "60.00", "monthly"), and where it came from."""

    model_config = ConfigDict(frozen=True)

    value: str
    provenance: Provenance


class Assessment(Estimate):
    """An estimate together with everything it was computed from.

    `inputs` holds every input that has a value, by its name in `FIELDS` (readiness answers flat, as
    `readiness.stability`); what is absent there is unknown, and `missing` names the outputs that need it. `defaults_share` is
    the share of those inputs that are defaults or suggestions, in whole percent.
    """

    currency: str
    reference_version: str
    context: Context
    inputs: dict[str, InputValue]
    defaults_share: Decimal


class QuestionEffect(BaseModel):
    """How far the answer on one field could move the expected net savings a year.

    `effect` is the distance, in money, between the least and the largest net over the field's plausible answers; None
    where no amount can be named, because what the net needs is not known.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    effect: Decimal | None


def assess(
    inputs: Inputs, context: Context | None = None, provenance: Mapping[str, Provenance] | None = None
) -> Assessment:
    """Fill what is unknown, mark where each value came from, and compute the estimate.

    `provenance` gives the origin of known values by field: `user` (also of those it does not name) or `suggested`, read
    from a text. A suggested readiness answer counts like any other: pass it once it is accepted.

    Raises
    ------
    FiguresTooLarge
        When the results do not fit.
    """
    firm = context or Context()
    origins = provenance or {}
    filled = fill(inputs, firm)
    marked = {
        field: InputValue(
            value=str(value),
            provenance="default" if inputs.value(field) is None else origins.get(field, "user"),
        )
        for field, value in filled.known()
    }
    return Assessment(
        **dict(estimate(filled)),
        currency=firm.currency,
        reference_version=reference().version,
        context=firm,
        inputs=marked,
        defaults_share=_share_not_from_the_user(marked),
    )


def fill(inputs: Inputs, context: Context) -> Inputs:
    """Return the inputs with every default of the formulas, the account and the reference table."""
    given = inputs.model_dump(exclude={"readiness"}, exclude_none=True)
    answers = inputs.readiness.model_dump(exclude_none=True)
    default_answers = dict.fromkeys(
        (field.removeprefix("readiness.") for field in READINESS_FIELDS), reference().readiness.answer
    )
    complete = Inputs.model_validate(
        {**FORMULA_DEFAULTS, "working_days": context.working_days, **given, "readiness": default_answers | answers}
    )
    level = difficulty(rounded(ease_of(complete), 0))
    defaults = {
        "hourly_cost": default_hourly_cost(context.country, context.industry, context.currency),
        "monthly_licence": default_monthly_licence(context.budget_range, context.currency),
        "build_cost": default_build_cost(level, context.currency),
    }
    return Inputs.model_validate(defaults | complete.model_dump(exclude_none=True))


def _share_not_from_the_user(inputs: dict[str, InputValue]) -> Decimal:
    others = sum(value.provenance != "user" for value in inputs.values())
    return rounded(Decimal(100 * others) / len(inputs), 0)


def inputs_of(assessment: Assessment) -> Inputs:
    """Return the inputs an assessment was computed with, defaults included."""
    return _from_marked(assessment.inputs)


def _from_marked(marked: Mapping[str, InputValue]) -> Inputs:
    readiness = {field.removeprefix("readiness."): marked[field].value for field in READINESS_FIELDS if field in marked}
    others = {field: value.value for field, value in marked.items() if field not in READINESS_FIELDS}
    return Inputs.model_validate({**others, "readiness": readiness})


def question_effects(assessment: Assessment) -> list[QuestionEffect]:
    """Return the fields worth asking about, those that are unknown or defaults, those with the largest effect first.

    Each is tried with its plausible answers from the reference table, the defaults that depend on it (the build cost
    on the difficulty) following. Fields without which there is no net at all come before all others; a field whose
    answer changes nothing is left out.
    """
    given = _from_marked({field: value for field, value in assessment.inputs.items() if value.provenance != "default"})
    context = assessment.context
    blocking = _blocking(fill(given, context))
    base = given
    for field in blocking:
        base = base.replace(field, typical_answer(field, context.currency))

    effects: dict[str, Decimal] = {}
    for field in FIELDS:
        if given.value(field) is None:
            tried = _with_its_pair(base, field, context)
            nets = [
                expected_net(resolve(fill(tried.replace(field, answer), context)))
                for answer in plausible_answers(field, context.currency)
            ]
            reached = [net for net in nets if net is not None]
            effects[field] = rounded(max(reached) - min(reached)) if reached else Decimal(0)
    asked = sorted(
        (field for field, effect in effects.items() if effect != 0 or field in blocking),
        key=lambda field: (field not in blocking, -effects[field]),
    )
    return [QuestionEffect(field=field, effect=None if blocking else effects[field]) for field in asked]


def _with_its_pair(inputs: Inputs, field: str, context: Context) -> Inputs:
    """Return the inputs with the other factor filled in: errors cost nothing until their rework is known."""
    pair = _PAIRS.get(field)
    if pair is None or inputs.value(pair) is not None:
        return inputs
    return inputs.replace(pair, plausible_answers(pair, context.currency)[-1])


def _blocking(filled: Inputs) -> tuple[str, ...]:
    """Return the fields still unknown after filling, without which there is no net: essentials, money of an unknown currency."""
    return tuple(
        field for field in (*ESSENTIAL, "hourly_cost", "build_cost", "monthly_licence") if filled.value(field) is None
    )
