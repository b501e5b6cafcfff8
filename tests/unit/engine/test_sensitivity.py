"""Break-even values hold at the value and fail just below it; bars show what one input alone would move."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, target
from hypothesis import strategies as st

from smartflow.engine.estimate import Inputs, estimate
from tests.unit.engine.money_oracle import complete_inputs, flows

GRID = Decimal("0.01")
LARGEST = {"minutes_per_run": 100_000, "runs": 1_000_000, "hourly_cost": 100_000, "potential": 90}


def pays_back_within_a_year(inputs: Inputs, field: str, value: Decimal) -> bool:
    if field == "potential":
        months = flows(inputs, "expected", Fraction(value) / 100).payback()
    else:
        months = flows(inputs.model_copy(update={field: value}), "expected").payback()
    return months is not None and months <= 12


@given(complete_inputs(), st.sampled_from(sorted(LARGEST)))
def test_a_break_even_value_is_the_least_that_pays_back_within_a_year(inputs: Inputs, field: str) -> None:
    value = getattr(estimate(inputs).break_even, field)
    target(0 if value is None else 1)
    if value is not None:
        assert pays_back_within_a_year(inputs, field, value)
        assert value == 0 or not pays_back_within_a_year(inputs, field, value - GRID)
    elif inputs.build_cost or inputs.monthly_licence:
        assert not pays_back_within_a_year(inputs, field, Decimal(LARGEST[field]))


def invoices(**changes: Any) -> Inputs:
    """A process whose figures are easy to compute: 0.9 × 0.85 of 60 minutes is 45.9, at 60 an hour 45.90 a run."""
    answers = dict.fromkeys(("rule_based", "digital_input", "structured_input", "stability", "documentation"), 5)
    usual = {
        "runs": 10,
        "frequency": "monthly",
        "minutes_per_run": 60,
        "hourly_cost": 60,
        "build_cost": 2000,
        "monthly_licence": 100,
        "maintenance_percent": 0,
        "ramp_months": 0,
        "readiness": answers,
    }
    return Inputs.model_validate({**usual, **changes})


def test_break_even_values_worked_by_hand() -> None:
    # Needed in a year: 2000 + 12 × 100 = 3200. Had: 120 × 45.90 = 5508.
    # minutes 3200 / (120 × 0.765) = 34.858 · runs 3200 / (12 × 45.90) = 5.8097 · hour 3200 / 91.8 = 34.858
    # potential 3200 / (120 × 60 × 0.85) = 52.288 %
    answer = estimate(invoices()).break_even
    assert answer.model_dump(mode="json") == {
        "minutes_per_run": "34.86",
        "runs": "5.81",
        "hourly_cost": "34.86",
        "potential": "52.29",
    }


def test_what_no_value_can_pay_back_has_no_break_even() -> None:
    answer = estimate(invoices(build_cost=1_000_000_000)).break_even
    assert answer.potential is None
    assert answer.hourly_cost is None


def test_review_that_takes_all_the_savings_leaves_no_number_of_runs() -> None:
    answer = estimate(invoices(review_minutes=46)).break_even
    assert answer.runs is None
    assert answer.hourly_cost is None
    assert answer.minutes_per_run is not None


def test_minutes_that_are_unknown_still_have_a_break_even() -> None:
    answer = estimate(invoices(minutes_per_run=None))
    assert answer.break_even.minutes_per_run == Decimal("34.86")
    assert answer.break_even.runs is None
    assert answer.missing["break_even.runs"] == ["minutes_per_run"]
    assert "break_even.minutes_per_run" not in answer.missing


def test_bars_worked_by_hand_stand_in_order_of_their_width() -> None:
    # Net is 5508 − 1200 = 4308. A fifth of the gross is 1101.60; the potential cannot rise over 90 %.
    bars = estimate(invoices(people=None)).sensitivity
    shown = {bar.input: (str(bar.low_value), str(bar.high_value), str(bar.low), str(bar.high)) for bar in bars}
    assert shown == {
        "runs": ("8", "12", "3206.40", "5409.60"),
        "minutes_per_run": ("48", "72", "3206.40", "5409.60"),
        "hourly_cost": ("48", "72", "3206.40", "5409.60"),
        "potential": ("72.00", "90.00", "3206.40", "4308.00"),
        "monthly_licence": ("80", "120", "4548.00", "4068.00"),
    }
    widths = [abs(bar.high - bar.low) for bar in bars]
    assert widths == sorted(widths, reverse=True)


def test_a_percentage_does_not_rise_over_a_hundred() -> None:
    bars = estimate(invoices(error_rate_percent=90, rework_minutes=10)).sensitivity
    assert next(bar.high_value for bar in bars if bar.input == "error_rate_percent") == 100


@given(complete_inputs())
def test_each_bar_shows_the_net_that_its_values_give(inputs: Inputs) -> None:
    for bar in estimate(inputs).sensitivity:
        if bar.input not in {"potential", "hourly_cost", "build_cost", "monthly_licence"}:
            low = estimate(inputs.model_copy(update={bar.input: bar.low_value}))
            assert low.expected.net_savings_per_year == bar.low


@pytest.mark.parametrize("unknown", ["hourly_cost", "build_cost", "runs"])
def test_without_a_net_there_are_no_bars(unknown: str) -> None:
    assert estimate(invoices(**{unknown: None})).sensitivity == []
