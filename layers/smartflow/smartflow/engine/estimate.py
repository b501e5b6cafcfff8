"""An estimate: inputs in, figures and their working out. Nothing here knows where the inputs came from."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from typing import Final

from pydantic import BaseModel, ConfigDict

from smartflow.engine.advice import Advice, advise
from smartflow.engine.figures import Figures, answered, figures
from smartflow.engine.formulas import FORMULAS, Difficulty, difficulty
from smartflow.engine.inputs import FORMULA_DEFAULTS, READINESS_FIELDS, Inputs, Readiness
from smartflow.engine.rounding import EXACT, rounded
from smartflow.engine.sensitivity import BreakEven, SensitivityBar, break_even, sensitivity
from smartflow.engine.symbols import ANSWERS_NEEDED, HORIZON_MONTHS
from smartflow.engine.working import WorkingLine, explain, lines

__all__ = [
    "FORMULA_VERSION",
    "Advice",
    "BreakEven",
    "Estimate",
    "FiguresTooLarge",
    "Inputs",
    "Readiness",
    "Scenario",
    "SensitivityBar",
    "WorkingLine",
    "estimate",
    "explain",
]

FORMULA_VERSION: Final = "1.0"

_MOST_HOURS: Final = Decimal(10) ** 8  # DECIMAL(10,2)
_MOST_MONEY: Final = Decimal(10) ** 10  # DECIMAL(12,2)


class Scenario(BaseModel):
    """The figures of one scenario as shown: hours and money with two decimals, percent with one, whole months.

    None is "not known", and for the return also "nothing was invested", for the payback "not within 36 months".
    """

    model_config = ConfigDict(frozen=True)

    hours_saved_per_year: Decimal | None
    gross_savings_per_year: Decimal | None
    running_cost_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    first_year_net: Decimal | None
    first_year_roi_percent: Decimal | None
    payback_months: int | None


class Estimate(BaseModel):
    """Every figure of a process as shown, money in the account's currency, with its working.

    `potential` is in whole percent and `ease` in whole points. `missing` names, for each output that is unknown, the
    inputs it lacks; scenario figures lack the same in each scenario and are named once, break-even values as
    `break_even.runs`. `cash_flow[m]` is the money gained after m of 36 months in the expected scenario; it is empty
    while that is unknown.
    """

    model_config = ConfigDict(frozen=True)

    formula_version: str
    runs_per_year: Decimal | None
    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    potential: Decimal | None
    ease: Decimal
    difficulty: Difficulty
    conservative: Scenario
    expected: Scenario
    optimistic: Scenario
    break_even: BreakEven
    sensitivity: list[SensitivityBar]
    cash_flow: list[Decimal]
    advice: list[Advice]
    missing: dict[str, list[str]]
    working: list[WorkingLine]


class FiguresTooLarge(ValueError):
    """The results do not fit the columns that keep them; `fields` names the inputs responsible."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(f"the figures are too large: {', '.join(fields)}")
        self.fields = fields


#: The inputs that each output cannot do without. `readiness` stands for at least three answers.
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    name: FORMULAS[name].needs for name in (*Estimate.model_fields, *Scenario.model_fields) if name in FORMULAS
} | {
    f"break_even.{field}": tuple(
        needed
        for needed in FORMULAS["net_savings_per_year"].needs
        if needed != ("readiness" if field == "potential" else field)
    )
    for field in BreakEven.model_fields
}


def estimate(inputs: Inputs) -> Estimate:
    """Compute everything that the inputs allow; what needs an unknown input is None, never zero.

    Raises
    ------
    FiguresTooLarge
        When hours reach a hundred million or money ten thousand million a year.
    """
    result = figures(inputs)
    with localcontext(EXACT):
        _refuse_too_large(inputs, result)
        today = {name: _shown(result.shared, name) for name in _TODAY}
        ease = today["ease"]
        assert ease is not None, "ease counts what is unknown by its defaults"
        flow = result.cash_flow("expected")
        return Estimate(
            formula_version=FORMULA_VERSION,
            runs_per_year=today["runs_per_year"],
            hours_per_year=today["hours_per_year"],
            cost_per_year=today["cost_per_year"],
            potential=today["potential"],
            ease=ease,
            difficulty=difficulty(ease),
            conservative=_scenario(result.scenarios["conservative"]),
            expected=_scenario(result.scenarios["expected"]),
            optimistic=_scenario(result.scenarios["optimistic"]),
            break_even=break_even(result),
            sensitivity=sensitivity(inputs, result),
            cash_flow=[] if flow is None else [rounded(flow.balance(month)) for month in range(HORIZON_MONTHS + 1)],
            advice=advise(inputs, result),
            missing=missing(inputs),
            working=lines(inputs, result),
        )


_TODAY: Final = ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease")


def _scenario(values: Mapping[str, Decimal | None]) -> Scenario:
    return Scenario.model_validate({name: _shown(values, name) for name in Scenario.model_fields})


def _shown(values: Mapping[str, Decimal | None], name: str) -> Decimal | None:
    value = values[name]
    return None if value is None else rounded(value, FORMULAS[name].places)


def missing(inputs: Inputs) -> dict[str, list[str]]:
    """Return, for each output that cannot be computed, the unknown inputs it needs (readiness: all open answers)."""
    answers = answered(inputs.readiness)
    open_answers = [field for field in READINESS_FIELDS if field.removeprefix("readiness.") not in answers]

    def lacking(needed: str) -> list[str]:
        if needed == "readiness":
            return [] if len(answers) >= ANSWERS_NEEDED else open_answers
        return [needed] if inputs.value(needed) is None else []

    lacks = {output: [field for needed in needs for field in lacking(needed)] for output, needs in NEEDS.items()}
    return {output: fields for output, fields in lacks.items() if fields}


_WORK: Final = ("runs", "frequency", "minutes_per_run", "people", "error_rate_percent", "rework_minutes")
_REVIEW: Final = ("runs", "frequency", "review_minutes")
_UPKEEP: Final = ("build_cost", "monthly_licence", "maintenance_percent")


def _refuse_too_large(inputs: Inputs, result: Figures) -> None:
    responsible = dict.fromkeys(
        field
        for value, most, fields in _bounded(result)
        if value is not None and abs(rounded(value)) >= most
        for field in fields
        if _contributes(inputs, field)
    )
    if responsible:
        raise FiguresTooLarge(list(responsible))


def _bounded(result: Figures) -> Iterator[tuple[Decimal | None, Decimal, tuple[str, ...]]]:
    """Yield each figure that is stored, the bound it has to stay under, and the inputs that make it large."""
    yield result.shared["runs_per_year"], _MOST_HOURS, ("runs", "frequency")
    yield result.shared["hours_per_year"], _MOST_HOURS, _WORK
    yield result.shared["cost_per_year"], _MOST_MONEY, (*_WORK, "hourly_cost")
    for scenario in result.scenarios.values():
        hours = scenario["hours_saved_per_year"]
        work = _REVIEW if hours is not None and hours < 0 else _WORK
        yield hours, _MOST_HOURS, work
        yield scenario["gross_savings_per_year"], _MOST_MONEY, (*work, "hourly_cost")
        yield scenario["running_cost_per_year"], _MOST_MONEY, _UPKEEP
        yield scenario["net_savings_per_year"], _MOST_MONEY, (*work, "hourly_cost", *_UPKEEP)
        yield scenario["first_year_net"], _MOST_MONEY, (*work, "hourly_cost", *_UPKEEP)


def _contributes(inputs: Inputs, field: str) -> bool:
    """Whether a given input makes the figures larger at all: an unknown, zero or default one does not."""
    value = inputs.value(field)
    return value not in (None, 0) and value != FORMULA_DEFAULTS.get(field)
