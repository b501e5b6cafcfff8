"""From known inputs to a first answer: unknown ones filled from the reference table, each marked as a default."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from smartflow.engine.defaults import (
    BudgetRange,
    CompanySize,
    Industry,
    default_build_cost,
    default_exceptions_percent,
    default_hourly_cost,
    default_monthly_licence,
    default_systems,
    plausible_answers,
    reference,
    typical_answer,
    within_budget,
)
from smartflow.engine.estimate import Estimate, FiguresTooLarge, estimate_of
from smartflow.engine.facts import ESSENTIAL
from smartflow.engine.figures import EASE_INPUTS, Figures, answered, ease_of, expected_net, figures, resolve
from smartflow.engine.formulas import difficulty, periods_per_year, potential
from smartflow.engine.inputs import FIELDS, FORMULA_DEFAULTS, READINESS_FIELDS, Inputs, Readiness
from smartflow.engine.rounding import EXACT, rounded
from smartflow.engine.symbols import CEILING, WEIGHTS

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
Budget = Literal["within", "beyond"]

#: More than any process has; what a text seems to have beyond is cut off.
MOST_STEPS: Final = 200

_PAIRS: Final = {"error_rate_percent": "rework_minutes", "rework_minutes": "error_rate_percent"}


class Context(BaseModel):
    """What decides which defaults fit: the firm, the account, and how many `steps` of the process were read from its text.

    The budget decides nothing: the assessment only says whether the licences are within it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    industry: Industry | None = None
    company_size: CompanySize | None = None
    budget_range: BudgetRange | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "PL"
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "PLN"
    working_days: Annotated[int, Field(ge=1, le=366)] = 250
    steps: Annotated[int, Field(ge=1, le=MOST_STEPS)] | None = None


class InputValue(BaseModel):
    """A value that figures were computed with, as text ("18", "60.00", "monthly"), and where it came from."""

    model_config = ConfigDict(frozen=True)

    value: str
    provenance: Provenance


class Assessment(Estimate):
    """An estimate together with everything it was computed from.

    `inputs` holds every input that has a value, by its name in `FIELDS` (readiness answers flat, as
    `readiness.stability`); what is absent there is unknown, and `missing` names the outputs that need it. `defaults_share` is
    the share of those inputs that are defaults or suggestions, in whole percent. `budget` says whether the licences a month
    are within the stated budget; null where there is none, or none to compare with.
    """

    currency: str
    reference_version: str
    context: Context
    inputs: dict[str, InputValue]
    defaults_share: Decimal
    budget: Budget | None = None


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
    filled = fill(inputs, firm)
    return assess_filled(inputs, filled, figures(filled), firm, provenance or {})


def assess_filled(
    inputs: Inputs, filled: Inputs, result: Figures, context: Context, origins: Mapping[str, Provenance]
) -> Assessment:
    """Return the assessment of inputs that were filled and computed already.

    Raises
    ------
    FiguresTooLarge
        When the results do not fit.
    """
    marked = {
        field: InputValue(
            value=str(value),
            provenance="default" if inputs.value(field) is None else origins.get(field, "user"),
        )
        for field, value in filled.known()
    }
    return Assessment(
        **dict(estimate_of(filled, result)),
        currency=context.currency,
        reference_version=reference().version,
        context=context,
        inputs=marked,
        defaults_share=_share_not_from_the_user(marked),
        budget=_budget(filled.monthly_licence, context),
    )


def _budget(monthly_licence: Decimal | None, context: Context) -> Budget | None:
    if monthly_licence is None or context.budget_range is None:
        return None
    within = within_budget(monthly_licence, context.budget_range, context.currency)
    return None if within is None else "within" if within else "beyond"


def fill(inputs: Inputs, context: Context) -> Inputs:
    """Return the inputs with every default of the formulas, the account and the reference table.

    Defaults are valid by themselves, so nothing is validated again: this runs for every value that is tried.
    """
    defaults: dict[str, object] = {
        **FORMULA_DEFAULTS,
        "working_days": Decimal(context.working_days),
        "systems": default_systems(context.steps),
        "exceptions_percent": default_exceptions_percent(),
        "hourly_cost": default_hourly_cost(context.country, context.industry, context.currency),
    }
    missing = {field: value for field, value in defaults.items() if getattr(inputs, field) is None}
    values = {**dict(inputs), **missing, "readiness": _answered(inputs.readiness)}
    if inputs.monthly_licence is None:
        values["monthly_licence"] = default_monthly_licence(values["systems"], values["people"], context.currency)
    if inputs.build_cost is None:
        level = difficulty(rounded(_ease(values), 0))
        values["build_cost"] = default_build_cost(context.steps, values["systems"], level, context.currency)
    return inputs.model_copy(update=values)


def variation(
    given: Inputs, filled: Inputs, context: Context, field: str, value: Decimal | int | str
) -> dict[str, Decimal | None]:
    """Return the numbers of `resolve(fill(given, context))` that change with another value of one field, the defaults that
    depend on it included. `filled` is `fill(given, context)`.
    """
    group, _, name = field.rpartition(".")
    readiness = filled.readiness.model_copy(update={name: value}) if group else filled.readiness
    values = {**dict(filled), "readiness": readiness} if group else {**dict(filled), field: value}
    changes: dict[str, Decimal | None] = {}
    if field != "frequency":
        changes[field] = Decimal(value)
    if group:
        with localcontext(EXACT):
            changes["potential"] = potential(answered(readiness), WEIGHTS, CEILING)
    if field in ("frequency", "working_days"):
        changes["periods"] = periods_per_year(values["frequency"], values["working_days"])
    if given.monthly_licence is None and field in ("systems", "people"):
        changes["monthly_licence"] = default_monthly_licence(values["systems"], values["people"], context.currency)
    if given.build_cost is None and field in EASE_INPUTS:
        level = difficulty(rounded(_ease(values), 0))
        changes["build_cost"] = default_build_cost(context.steps, values["systems"], level, context.currency)
    return changes


@lru_cache
def _answered(readiness: Readiness) -> Readiness:
    """Return the answers with the default in place of those that are unknown."""
    unknown = {name: reference().readiness.answer for name, answer in readiness if answer is None}
    return readiness.model_copy(update=unknown)


def _ease(values: Mapping[str, Any]) -> Decimal:
    answers = values["readiness"]
    return ease_of(
        {
            field: Decimal(getattr(answers, field.removeprefix("readiness.")) if "." in field else values[field])
            for field in EASE_INPUTS
        }
    )


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
    return tuple(  # the reference table never fills the first three: they would be about another process
        field for field in (*ESSENTIAL, "hourly_cost", "build_cost", "monthly_licence") if filled.value(field) is None
    )
