"""The figures are those of the published formulas, to the last grosz."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.engine.estimate import Estimate, FiguresTooLarge, Inputs, estimate
from smartflow.engine.rounding import rounded
from tests.unit.engine.money_oracle import (
    SCENARIOS,
    any_valid_inputs,
    balance,
    by_the_page,
    complete_inputs,
    flows,
    shown,
    usual_inputs,
)

VECTORS = json.loads((Path(__file__).parent / "money-vectors.json").read_text("utf-8"))


def shape_of(published: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Return the part of an answer that a published vector speaks of."""
    return {
        key: shape_of(value, answer[key]) if isinstance(value, dict) else answer[key]
        for key, value in published.items()
    }


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_published_vectors_come_out_literally(vector: dict[str, Any]) -> None:
    answer = estimate(Inputs.model_validate(vector["input"])).model_dump(mode="json")
    assert shape_of(vector["expect"], answer) == vector["expect"]


def test_a_process_worked_by_hand() -> None:
    # N = 2 × 250 = 500; h = 12 × 2 + 0.1 × 20 = 26; H0 = 500 × 26 / 60 = 216.666…; C0 = 216.666… × 45 = 9750
    # p = 0.9 × (0.3×4/4 + 0.2×4/4 + 0.2×3/4) / 0.7 = 0.9 × 0.65 / 0.7 = 0.835714…
    # expected Hs = 500 × 26 × 0.835714… × 0.85 / 60 = 153.910714…; gross = 6925.98214…
    # run = 12 × 50 + 0.15 × 3000 = 1050; net = 5875.98214…; a ramp of two months leaves 0.5 + 11 = 11.5 of twelve:
    # year 1 = 6925.98… × 11.5/12 − 1050 = 5587.39955…; roi = (5587.39955 − 3000) / 3000 = 86.2466 %
    # payback: month 6: −3000 + 6925.98 × 5.5/12 − 525 = −350.6; month 7: −3000 + 6925.98 × 6.5/12 − 612.5 = 139.07
    answer = estimate(
        Inputs.model_validate(
            {
                "runs": 2,
                "frequency": "daily",
                "minutes_per_run": 12,
                "people": 2,
                "error_rate_percent": 10,
                "rework_minutes": 20,
                "hourly_cost": 45,
                "build_cost": 3000,
                "monthly_licence": 50,
                "ramp_months": 2,
                "readiness": {"rule_based": 5, "digital_input": 5, "stability": 4},
            }
        )
    ).model_dump(mode="json")
    assert answer["hours_per_year"] == "216.67"
    assert answer["cost_per_year"] == "9750.00"
    assert answer["potential"] == "84"
    assert answer["ease"] == "95"
    assert answer["expected"] == {
        "hours_saved_per_year": "153.91",
        "gross_savings_per_year": "6925.98",
        "running_cost_per_year": "1050.00",
        "net_savings_per_year": "5875.98",
        "first_year_net": "5587.40",
        "first_year_roi_percent": "86.2",
        "payback_months": 7,
    }


@given(usual_inputs())
def test_every_figure_is_what_exact_fractions_and_brute_force_give(inputs: Inputs) -> None:
    expected = by_the_page(inputs)
    assert shape_of(expected, estimate(inputs).model_dump(mode="json")) == expected


@given(any_valid_inputs())
def test_any_valid_input_is_computed_or_refused_as_too_large(inputs: Inputs) -> None:
    page = by_the_page(inputs)
    hours = [page["runs_per_year"], page["hours_per_year"], *(page[name]["hours_saved_per_year"] for name in SCENARIOS)]
    money = [page["cost_per_year"]] + [
        page[name][figure]
        for name in SCENARIOS
        for figure in ("gross_savings_per_year", "running_cost_per_year", "net_savings_per_year", "first_year_net")
    ]
    fits = all(abs(Decimal(figure)) < 10**8 for figure in hours if figure is not None) and all(
        abs(Decimal(figure)) < 10**10 for figure in money if figure is not None
    )
    if fits:
        assert shape_of(page, estimate(inputs).model_dump(mode="json")) == page
    else:
        with pytest.raises(FiguresTooLarge) as refusal:
            estimate(inputs)
        assert refusal.value.fields


def test_what_is_too_large_names_the_inputs_responsible() -> None:
    inputs = Inputs.model_validate(
        {
            "runs": 1_000_000,
            "frequency": "daily",
            "minutes_per_run": 600,
            "people": 1,
            "systems": 4,
            "review_minutes": 1,
        }
    )
    with pytest.raises(FiguresTooLarge) as refusal:
        estimate(inputs)
    assert refusal.value.fields == ["runs", "frequency", "minutes_per_run"]


def test_the_largest_figures_that_fit_are_given_and_the_next_refused() -> None:
    hours = {"runs": 1_000_000, "frequency": "yearly"}  # 6000 minutes each are 100,000,000 hours
    assert estimate(Inputs.model_validate({**hours, "minutes_per_run": "5999.9999"})).hours_per_year == Decimal(
        "99999998.33"
    )
    with pytest.raises(FiguresTooLarge):
        estimate(Inputs.model_validate({**hours, "minutes_per_run": 6000}))
    money = {"runs": 1000, "frequency": "yearly", "minutes_per_run": 6000}  # 100,000 hours
    fits = estimate(Inputs.model_validate({**money, "hourly_cost": "99999.99"}))
    assert fits.cost_per_year == Decimal("9999999000.00")
    with pytest.raises(FiguresTooLarge):
        estimate(Inputs.model_validate({**money, "hourly_cost": 100_000}))


def test_a_payback_to_the_last_grosz_is_not_a_month_late() -> None:
    # p = 0.9 × (0.3×0 + 0.2×1 + 0.2×1) / 4 ÷ 0.7 = 0.128571…, which no decimal holds; 70 minutes × p × 0.85 are 7.65
    # exactly: 12 × 7.65 / 60 × 100 = 153 a year, 12.75 a month, and 25.50 to pay back.
    answer = estimate(
        Inputs.model_validate(
            {
                "runs": 1,
                "frequency": "monthly",
                "minutes_per_run": 70,
                "hourly_cost": 100,
                "build_cost": "25.50",
                "monthly_licence": 0,
                "maintenance_percent": 0,
                "ramp_months": 0,
                "readiness": {"rule_based": 1, "digital_input": 2, "structured_input": 2},
            }
        )
    )
    assert answer.expected.gross_savings_per_year == 153
    assert answer.expected.payback_months == 2
    assert answer.cash_flow[2] == 0


def test_ordinary_figures_of_a_large_firm_fit() -> None:
    answer = estimate(
        Inputs.model_validate({"runs": 20_000, "frequency": "daily", "minutes_per_run": 60, "hourly_cost": 200})
    )
    assert answer.hours_per_year == Decimal(5_000_000)
    assert answer.cost_per_year == Decimal(1_000_000_000)


@given(usual_inputs())
def test_what_is_not_known_is_null_and_named_and_never_zero(inputs: Inputs) -> None:
    answer = estimate(inputs)
    figures = {
        name: getattr(answer, name) for name in ("runs_per_year", "hours_per_year", "cost_per_year", "potential")
    }
    figures |= {
        name: getattr(answer.expected, name)
        for name in ("hours_saved_per_year", "gross_savings_per_year", "running_cost_per_year", "net_savings_per_year")
    }
    for name, figure in figures.items():
        assert (figure is None) == (name in answer.missing)
    for fields in answer.missing.values():
        assert fields
        assert all(inputs.value(field) is None for field in fields)


def test_nothing_known_gives_nothing_but_says_what_it_takes() -> None:
    answer = estimate(Inputs())
    assert answer.hours_per_year is None
    assert answer.expected.net_savings_per_year is None
    assert answer.cash_flow == []
    assert answer.sensitivity == []
    assert answer.missing["hours_per_year"] == ["runs", "frequency", "minutes_per_run"]
    assert answer.missing["potential"] == [
        "readiness.rule_based",
        "readiness.digital_input",
        "readiness.structured_input",
        "readiness.stability",
        "readiness.documentation",
    ]


def test_two_readiness_answers_are_too_few_and_three_are_enough() -> None:
    two = {"readiness": {"rule_based": 5, "stability": 5}}
    three = {"readiness": {"rule_based": 5, "stability": 5, "documentation": 5}}
    assert estimate(Inputs.model_validate(two)).potential is None
    assert estimate(Inputs.model_validate(three)).potential == 90


@given(complete_inputs(), st.decimals("0.1", 100, places=1))
def test_more_runs_never_cost_less(inputs: Inputs, more: Decimal) -> None:
    assert inputs.runs is not None
    fewer, grown = estimate(inputs), estimate(inputs.replace("runs", inputs.runs + more))
    assert fewer.cost_per_year is not None
    assert grown.cost_per_year is not None
    assert grown.cost_per_year >= fewer.cost_per_year


@given(complete_inputs())
def test_without_review_the_scenarios_stand_in_order(inputs: Inputs) -> None:
    answer = estimate(inputs.replace("review_minutes", 0))
    hours = [getattr(answer, name).hours_saved_per_year for name in ("conservative", "expected", "optimistic")]
    assert hours == sorted(hours)


@given(complete_inputs())
def test_the_cash_flow_crosses_zero_in_the_month_of_payback(inputs: Inputs) -> None:
    answer = estimate(inputs)
    assert len(answer.cash_flow) == 37
    assert inputs.build_cost is not None
    assert answer.cash_flow[0] == -inputs.build_cost
    reached = answer.expected.payback_months
    if reached:
        assert answer.cash_flow[reached] >= 0 >= answer.cash_flow[reached - 1]


def test_cash_after_each_month_of_a_simple_case() -> None:
    # 60 runs × 100 min × 0.9 × 0.85 / 60 = 76.5 h × 100 = 7650 a year, 637.50 a month; ramp 2: 318.75 in the first.
    everything = dict.fromkeys(("rule_based", "digital_input", "structured_input", "stability", "documentation"), 5)
    answer = estimate(
        Inputs.model_validate(
            {
                "runs": 5,
                "frequency": "monthly",
                "minutes_per_run": 100,
                "hourly_cost": 100,
                "build_cost": 1000,
                "monthly_licence": 0,
                "maintenance_percent": 0,
                "ramp_months": 2,
                "readiness": everything,
            }
        )
    )
    assert [str(value) for value in answer.cash_flow[:4]] == ["-1000.00", "-681.25", "-43.75", "593.75"]
    assert answer.expected.payback_months == 3


def test_nothing_to_build_pays_back_at_once_and_has_no_rate_of_return() -> None:
    inputs = changed({"build_cost": 0, "monthly_licence": 0})
    answer = estimate(inputs)
    assert answer.expected.payback_months == 0
    assert answer.expected.first_year_roi_percent is None


def changed(changes: dict[str, Any]) -> Inputs:
    return Inputs.model_validate({**VECTORS[0]["input"], **changes})


@given(st.fractions(-1000, 1000, max_denominator=720))
def test_rounding_goes_half_away_from_zero_whatever_a_division_left(value: Fraction) -> None:
    divided = Decimal(value.numerator) / Decimal(value.denominator)
    assert str(rounded(divided, 2)) == shown(Fraction(divided))
    assert str(rounded(Decimal("2.675"))) == "2.68"
    assert str(rounded(Decimal("-2.675"))) == "-2.68"
    assert str(rounded(Decimal("-0.001"))) == "0.00"


@given(usual_inputs())
def test_an_estimate_survives_being_stored(inputs: Inputs) -> None:
    answer = estimate(inputs)
    assert Estimate.model_validate_json(answer.model_dump_json()) == answer


@given(complete_inputs())
def test_the_cash_flow_ends_where_three_years_of_months_do(inputs: Inputs) -> None:
    flow = flows(inputs, "expected")
    assert flow.gross is not None
    assert flow.running is not None
    assert flow.build is not None
    end = balance(flow.build, flow.gross, flow.running, flow.ramp, 36)
    assert str(estimate(inputs).cash_flow[36]) == shown(end)
