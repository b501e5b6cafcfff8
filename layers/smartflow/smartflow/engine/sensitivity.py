"""What would have to be true, and what matters most: break-even values and one-at-a-time sensitivity."""

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import Final

from pydantic import BaseModel, ConfigDict

from smartflow.engine.formulas import (
    EXACT,
    POTENTIAL_CAP,
    SCENARIO_FACTORS,
    Figures,
    expected_net,
    full_months,
    rounded,
    running_cost,
    settled,
)
from smartflow.engine.inputs import Inputs, plain
from smartflow.engine.scoring import CEILING

_SWING: Final = Decimal("0.2")
_CENT: Final = Decimal("0.01")
_VARIED: Final = (
    "runs",
    "minutes_per_run",
    "people",
    "error_rate_percent",
    "rework_minutes",
    "hourly_cost",
    "working_days",
    "build_cost",
    "monthly_licence",
    "maintenance_percent",
    "review_minutes",
)
_HIGHEST: Final = {
    "error_rate_percent": Decimal(100),
    "maintenance_percent": Decimal(100),
    "working_days": Decimal(366),
}
_LARGEST: Final[dict[str, Decimal]] = {
    "minutes_per_run": Decimal(100_000),
    "runs": Decimal(1_000_000),
    "hourly_cost": Decimal(100_000),
    "potential": CEILING * 100,
}


class BreakEven(BaseModel):
    """The least values, all else as it is, with which the expected scenario still pays back within twelve months.

    Each is the smallest multiple of 0.01 that does (potential in percent, hourly cost in money); None where no value
    that could be entered does, or where too little is known (`missing` then says what under `break_even.…`).
    """

    model_config = ConfigDict(frozen=True)

    minutes_per_run: Decimal | None
    runs: Decimal | None
    hourly_cost: Decimal | None
    potential: Decimal | None


class SensitivityBar(BaseModel):
    """How the expected net moves when one input alone is a fifth lower or higher.

    `low_value` and `high_value` are the input's values, `low` and `high` the net savings a year that they give.
    `input` is a field's name, or `potential`, whose values are in percent.
    """

    model_config = ConfigDict(frozen=True)

    input: str
    low_value: Decimal
    high_value: Decimal
    low: Decimal
    high: Decimal


def break_even(result: Figures) -> BreakEven:
    """Return the break-even values, in closed form.

    The cumulated cash first falls and then rises, so paying back within a year means that it is not negative after
    twelve months: Gross × Σᵢ₌₁..₁₂ min(1, i/ramp) / 12 ≥ Run + build cost; with nothing to build, Gross ≥ Run. Gross is
    linear in each of the four values.
    """
    with localcontext(EXACT):
        return _break_even(result)


def _break_even(result: Figures) -> BreakEven:
    resolved, per_year, work, share = result.known, result.runs_per_year, result.minutes_of_work, result.potential
    gross = _gross_needed(result)
    if gross is None:
        return BreakEven(minutes_per_run=None, runs=None, hourly_cost=None, potential=None)

    factor, adoption = SCENARIO_FACTORS["expected"]
    reach = None if share is None else min(POTENTIAL_CAP, share * factor) * adoption

    runs = hourly_cost = minutes = potential = None
    if work is not None and reach is not None:
        saved_per_run = (work * reach - resolved.review_minutes) / 60
        if resolved.periods is not None and resolved.hourly_cost is not None:
            runs = _least(gross, saved_per_run * resolved.periods * resolved.hourly_cost)
        if per_year is not None:
            hourly_cost = _least(gross, saved_per_run * per_year)
    if per_year is not None and resolved.hourly_cost is not None:
        # The minutes that each run has to save, before somebody's review of the result takes some back.
        to_save = _least(60 * gross, per_year * resolved.hourly_cost)
        if to_save is not None and reach is not None:
            total = _least(to_save + resolved.review_minutes, reach)
            rework = resolved.error_rate * resolved.rework_minutes
            minutes = None if total is None else max(Decimal(0), total - rework) / resolved.people
        if to_save is not None and work is not None:
            potential = _least(100 * (to_save + resolved.review_minutes), work * factor * adoption)
        if per_year * resolved.hourly_cost == 0 and gross == 0:  # nothing is saved and nothing has to be
            minutes = None if reach is None else Decimal(0)
            potential = None if work is None else Decimal(0)
    return BreakEven(
        minutes_per_run=_within("minutes_per_run", minutes),
        runs=_within("runs", runs),
        hourly_cost=_within("hourly_cost", hourly_cost),
        potential=_within("potential", potential),
    )


def _gross_needed(result: Figures) -> Decimal | None:
    """Return the yearly gross savings that pay everything back within twelve months."""
    build, running = result.known.build_cost, running_cost(result.known)
    if build is None or running is None:
        return None
    if build == 0:
        return running
    return (running + build) * 12 / full_months(12, result.known.ramp_months)


def _least(needed: Decimal, per_unit: Decimal) -> Decimal | None:
    """Return how many units give what is needed; None when no number does, or when each takes away."""
    if per_unit > 0:
        return needed / per_unit
    return Decimal(0) if per_unit == 0 and needed == 0 else None


def _within(field: str, value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    largest = _LARGEST[field]
    up = settled(min(value, 2 * largest)).quantize(_CENT, ROUND_CEILING)
    return up if up <= largest else None


def sensitivity(inputs: Inputs, result: Figures) -> list[SensitivityBar]:
    """Return one bar per known input that moves the expected net, the widest first; empty while net is not known.

    A value stays within what may be entered: 90 % of errors and a fifth more is 100 %.
    """
    if result.potential is None or result.scenarios["expected"].net is None:
        return []
    bars = [_potential_bar(inputs, result.potential)]
    for field in _VARIED:
        value = inputs.value(field)
        if value is not None:
            bars.append(_bar(inputs, field, Decimal(value)))
    return sorted((bar for bar in bars if bar.low != bar.high), key=lambda bar: abs(bar.high - bar.low), reverse=True)


def _bar(inputs: Inputs, field: str, value: Decimal) -> SensitivityBar:
    low_value, high_value = value * (1 - _SWING), min(value * (1 + _SWING), _HIGHEST.get(field, value * 2))
    return SensitivityBar(
        input=field,
        low_value=plain(low_value),
        high_value=plain(high_value),
        low=_net(inputs.model_copy(update={field: low_value})),
        high=_net(inputs.model_copy(update={field: high_value})),
    )


def _potential_bar(inputs: Inputs, share: Decimal) -> SensitivityBar:
    low_value, high_value = share * (1 - _SWING), min(share * (1 + _SWING), CEILING)
    return SensitivityBar(
        input="potential",
        low_value=rounded(100 * low_value),
        high_value=rounded(100 * high_value),
        low=_net(inputs, low_value),
        high=_net(inputs, high_value),
    )


def _net(inputs: Inputs, share: Decimal | None = None) -> Decimal:
    net = expected_net(inputs, share)
    assert net is not None, "what gave a net before, gives one at another value"
    return rounded(net)
