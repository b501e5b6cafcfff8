"""Break-even values, and how the expected net savings react to each input alone."""

from decimal import ROUND_CEILING, Decimal, localcontext
from typing import Final

from pydantic import BaseModel, ConfigDict

from smartflow.engine.figures import Figures, Values, computed, expected_net, resolve
from smartflow.engine.formulas import DECLARED
from smartflow.engine.inputs import Inputs, plain
from smartflow.engine.rounding import EXACT, rounded, settled
from smartflow.engine.symbols import CEILING

SWING: Final = Decimal("0.2")
_HUNDREDTH: Final = Decimal("0.01")
_STEPS_TO_GROSS: Final = DECLARED.steps_to("gross_savings_per_year")
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
    "potential": 100 * CEILING,
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
    """Return the break-even values.

    The cumulative cash flow first falls and then rises, so paying back within a year means that it is not negative after
    twelve months: the expected gross savings reach `gross_needed`. They are linear in each of the four values.
    """
    with localcontext(EXACT):
        return BreakEven.model_validate(
            {field: _within(field, _least(result, field)) for field in BreakEven.model_fields}
        )


def _least(result: Figures, field: str) -> Decimal | None:
    """Return the least value that gives the gross savings needed; None when none does, or a larger one takes away."""
    needed = result.shared["gross_needed"]
    if needed is None:
        return None
    at_zero, at_one = (
        computed({**result.scenarios["expected"], field: Decimal(value)}, _STEPS_TO_GROSS)["gross_savings_per_year"]
        for value in (0, 1)
    )
    if at_zero is None or at_one is None:
        return None
    gain = at_one - at_zero
    if gain > 0:
        return max(Decimal(0), (needed - at_zero) / gain)
    return Decimal(0) if gain == 0 and at_zero >= needed else None


def _within(field: str, value: Decimal | None) -> Decimal | None:
    """Return the value rounded up to the next hundredth; None where it is more than may be entered."""
    if value is None:
        return None
    largest = _LARGEST[field]
    up = settled(min(value, 2 * largest)).quantize(_HUNDREDTH, ROUND_CEILING)
    return up if up <= largest else None


def sensitivity(inputs: Inputs, result: Figures) -> list[SensitivityBar]:
    """Return one bar per known input that moves the expected net, the widest first; empty while net is not known.

    A value stays within what may be entered: 90 % of errors and a fifth more is 100 %.
    """
    potential = result.shared["potential"]
    if potential is None or result.scenarios["expected"]["net_savings_per_year"] is None:
        return []
    bars = [_potential_bar(inputs, potential)]
    for field in _VARIED:
        value = inputs.value(field)
        if value is not None:
            bars.append(_bar(inputs, field, Decimal(value)))
    return sorted((bar for bar in bars if bar.low != bar.high), key=lambda bar: abs(bar.high - bar.low), reverse=True)


def _bar(inputs: Inputs, field: str, value: Decimal) -> SensitivityBar:
    low_value, high_value = value * (1 - SWING), min(value * (1 + SWING), _HIGHEST.get(field, value * 2))
    return SensitivityBar(
        input=field,
        low_value=plain(low_value),
        high_value=plain(high_value),
        low=_net(resolve(inputs.model_copy(update={field: low_value}))),
        high=_net(resolve(inputs.model_copy(update={field: high_value}))),
    )


def _potential_bar(inputs: Inputs, potential: Decimal) -> SensitivityBar:
    low_value, high_value = potential * (1 - SWING), min(potential * (1 + SWING), _LARGEST["potential"])
    values = resolve(inputs)
    return SensitivityBar(
        input="potential",
        low_value=rounded(low_value),
        high_value=rounded(high_value),
        low=_net({**values, "potential": low_value}),
        high=_net({**values, "potential": high_value}),
    )


def _net(values: Values) -> Decimal:
    net = expected_net(values)
    assert net is not None, "what gave a net before, gives one at another value"
    return rounded(net)
