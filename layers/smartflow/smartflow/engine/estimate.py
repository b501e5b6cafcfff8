"""The money engine: inputs in, figures and their working out. Nothing here knows where the inputs came from."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Final

from pydantic import BaseModel, ConfigDict

from smartflow.engine.advice import Advice, advise
from smartflow.engine.formulas import EXACT, HORIZON_MONTHS, Figures, ScenarioFigures, figures, missing, rounded
from smartflow.engine.inputs import FORMULA_DEFAULTS, Inputs, Readiness
from smartflow.engine.scoring import Difficulty, difficulty
from smartflow.engine.sensitivity import BreakEven, SensitivityBar, break_even, sensitivity
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


def estimate(inputs: Inputs) -> Estimate:
    """Reckon everything that the inputs allow; what needs an unknown input is None, never zero.

    Raises
    ------
    FiguresTooLarge
        When hours reach a hundred million or money ten thousand million a year.
    """
    result = figures(inputs)
    with localcontext(EXACT):
        _refuse_too_large(inputs, result)
        ease = rounded(result.ease, 0)
        cash = result.scenarios["expected"].cash
        return Estimate(
            formula_version=FORMULA_VERSION,
            runs_per_year=_shown(result.runs_per_year),
            hours_per_year=_shown(result.hours_per_year),
            cost_per_year=_shown(result.cost_per_year),
            potential=None if result.potential is None else rounded(result.potential * 100, 0),
            ease=ease,
            difficulty=difficulty(ease),
            conservative=_scenario(result.scenarios["conservative"]),
            expected=_scenario(result.scenarios["expected"]),
            optimistic=_scenario(result.scenarios["optimistic"]),
            break_even=break_even(result),
            sensitivity=sensitivity(inputs, result),
            cash_flow=[] if cash is None else [rounded(cash.balance(month)) for month in range(HORIZON_MONTHS + 1)],
            advice=advise(inputs, result),
            missing=missing(inputs),
            working=lines(inputs, result),
        )


def _scenario(scenario: ScenarioFigures) -> Scenario:
    return Scenario(
        hours_saved_per_year=_shown(scenario.hours_saved),
        gross_savings_per_year=_shown(scenario.gross),
        running_cost_per_year=_shown(scenario.running),
        net_savings_per_year=_shown(scenario.net),
        first_year_net=_shown(scenario.first_year_net),
        first_year_roi_percent=_shown(scenario.roi_percent, 1),
        payback_months=None if scenario.cash is None else scenario.cash.payback(),
    )


def _shown(value: Decimal | None, places: int = 2) -> Decimal | None:
    return None if value is None else rounded(value, places)


_WORK: Final = ("runs", "frequency", "minutes_per_run", "people", "error_rate_percent", "rework_minutes")
_REVIEW: Final = ("runs", "frequency", "review_minutes")
_UPKEEP: Final = ("build_cost", "monthly_licence", "maintenance_percent")


def _refuse_too_large(inputs: Inputs, result: Figures) -> None:
    responsible = dict.fromkeys(
        field
        for value, most, fields in _bounded(result)
        if value is not None and abs(rounded(value)) >= most
        for field in fields
        if _weighs(inputs, field)
    )
    if responsible:
        raise FiguresTooLarge(list(responsible))


def _bounded(result: Figures) -> Iterator[tuple[Decimal | None, Decimal, tuple[str, ...]]]:
    """Yield each figure that is stored, the bound it has to stay under, and the inputs that make it large."""
    yield result.runs_per_year, _MOST_HOURS, ("runs", "frequency")
    yield result.hours_per_year, _MOST_HOURS, _WORK
    yield result.cost_per_year, _MOST_MONEY, (*_WORK, "hourly_cost")
    for scenario in result.scenarios.values():
        work = _REVIEW if scenario.hours_saved is not None and scenario.hours_saved < 0 else _WORK
        yield scenario.hours_saved, _MOST_HOURS, work
        yield scenario.gross, _MOST_MONEY, (*work, "hourly_cost")
        yield scenario.running, _MOST_MONEY, _UPKEEP
        yield scenario.net, _MOST_MONEY, (*work, "hourly_cost", *_UPKEEP)
        yield scenario.first_year_net, _MOST_MONEY, (*work, "hourly_cost", *_UPKEEP)


def _weighs(inputs: Inputs, field: str) -> bool:
    """Tell whether a given input adds to the figures at all: an unknown or a zero one is not to blame."""
    value = inputs.value(field)
    return value not in (None, 0) and value != FORMULA_DEFAULTS.get(field)
