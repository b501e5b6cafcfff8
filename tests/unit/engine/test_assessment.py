"""A first answer from little: what is unknown is filled, marked, and asked about in a sensible order."""

from decimal import Decimal

import pytest

from smartflow.engine.assessment import (
    Assessment,
    Context,
    FiguresTooLarge,
    Inputs,
    assess,
    inputs_of,
    question_effects,
)
from smartflow.engine.defaults import reference
from smartflow.engine.estimate import estimate

LITTLE = Inputs.model_validate({"runs": 20, "frequency": "weekly", "minutes_per_run": 15})


def test_a_volume_and_a_time_alone_give_a_full_first_answer() -> None:
    answer = assess(LITTLE, Context(industry="accounting", budget_range="500_2000"))
    assert answer.missing == {}
    assert answer.expected.net_savings_per_year is not None
    table = reference()
    assert Decimal(answer.inputs["hourly_cost"].value) == table.hourly_cost.by_country["PL"]["accounting"]
    assert Decimal(answer.inputs["monthly_licence"].value) == table.monthly_licence.by_budget_range["500_2000"]
    assert answer.inputs["readiness.stability"].value == str(table.readiness.answer)
    assert answer.reference_version == table.version


def test_what_is_filled_is_marked_and_what_was_given_is_not() -> None:
    answer = assess(LITTLE, provenance={"runs": "suggested", "minutes_per_run": "user"})
    origins = {field: value.provenance for field, value in answer.inputs.items()}
    assert origins["runs"] == "suggested"
    assert origins["minutes_per_run"] == "user"
    assert origins["frequency"] == "user"
    assert {origin for field, origin in origins.items() if field not in {"runs", "frequency", "minutes_per_run"}} == {
        "default"
    }
    # 20 inputs have a value, and two of them are the person's own
    assert answer.defaults_share == 90


def test_volume_frequency_and_time_are_never_made_up() -> None:
    answer = assess(Inputs())
    assert {"runs", "frequency", "minutes_per_run"}.isdisjoint(answer.inputs)
    assert answer.cost_per_year is None
    assert answer.missing["cost_per_year"] == ["runs", "frequency", "minutes_per_run"]
    assert answer.potential == 45  # 0.9 × (3 − 1) / 4
    assert answer.defaults_share == 100


def test_a_value_of_the_persons_own_is_never_overwritten() -> None:
    given = {
        "runs": "3",
        "frequency": "daily",
        "minutes_per_run": "7",
        "people": "2",
        "error_rate_percent": "1",
        "rework_minutes": "4",
        "hourly_cost": "33.00",
        "working_days": "200",
        "systems": 5,
        "exceptions_percent": "6",
        "build_cost": "1.00",
        "monthly_licence": "0.00",
        "maintenance_percent": "1",
        "ramp_months": "0",
        "review_minutes": "0.5",
        "readiness": dict.fromkeys(
            ("rule_based", "digital_input", "structured_input", "stability", "documentation"), 5
        ),
    }
    inputs = Inputs.model_validate(given)
    answer = assess(inputs, Context(industry="health", budget_range="over_5000", working_days=222))
    assert inputs_of(answer) == inputs
    assert answer.defaults_share == 0
    assert answer.expected == estimate(inputs).expected


def test_working_days_are_the_accounts() -> None:
    answer = assess(LITTLE.replace("frequency", "daily"), Context(working_days=220))
    assert answer.runs_per_year == 20 * 220
    assert answer.inputs["working_days"].provenance == "default"


@pytest.mark.parametrize(("systems", "exceptions", "level"), [(1, 0, "easy"), (4, 0, "medium"), (6, 50, "hard")])
def test_the_build_cost_follows_the_difficulty(systems: int, exceptions: int, level: str) -> None:
    answer = assess(LITTLE.replace("systems", systems).replace("exceptions_percent", exceptions))
    assert answer.difficulty == level
    by_difficulty = {str(name): cost for name, cost in reference().build_cost.by_difficulty.items()}
    assert Decimal(answer.inputs["build_cost"].value) == by_difficulty[level]


def test_defaults_are_in_the_currency_of_the_account() -> None:
    rate = reference().exchange.pln_per_unit["EUR"]
    zloty = reference().hourly_cost.by_country["PL"]["other"]
    answer = assess(LITTLE, Context(currency="EUR"))
    assert answer.currency == "EUR"
    assert abs(Decimal(answer.inputs["hourly_cost"].value) - zloty / rate) <= Decimal("0.5")


def test_a_currency_without_a_rate_leaves_money_unknown() -> None:
    answer = assess(LITTLE, Context(currency="XAF"))
    assert "hourly_cost" not in answer.inputs
    assert answer.cost_per_year is None
    assert answer.hours_per_year == 260
    asked = question_effects(answer)
    assert [one.field for one in asked[:3]] != []
    assert {one.field for one in asked[:3]} == {"hourly_cost", "build_cost", "monthly_licence"}
    assert all(one.effect is None for one in asked)


def test_a_country_outside_the_table_leaves_the_hourly_cost_unknown() -> None:
    assert "hourly_cost" not in assess(LITTLE, Context(country="SE")).inputs


def test_an_assessment_survives_being_stored() -> None:
    answer = assess(LITTLE, Context(industry="logistics"), {"runs": "suggested"})
    assert Assessment.model_validate_json(answer.model_dump_json()) == answer


def test_too_large_is_refused_here_as_well() -> None:
    with pytest.raises(FiguresTooLarge):
        assess(LITTLE.replace("runs", 1_000_000).replace("minutes_per_run", 100_000))


def test_questions_are_about_what_nobody_said_the_weightiest_first() -> None:
    asked = question_effects(assess(LITTLE, provenance={"runs": "suggested"}))
    fields = [one.field for one in asked]
    assert {"runs", "frequency", "minutes_per_run"}.isdisjoint(fields)
    effects = [one.effect for one in asked if one.effect is not None]
    assert len(effects) == len(asked)
    assert effects == sorted(effects, reverse=True)
    assert all(effect > 0 for effect in effects)


def test_an_effect_is_the_distance_between_nets_worked_by_hand() -> None:
    # A licence from 100 to 2000 a month moves the yearly net by 12 × 1900.
    low, high = (Decimal(answer) for answer in reference().plausible.answers["monthly_licence"])
    asked = {one.field: one.effect for one in question_effects(assess(LITTLE))}
    assert asked["monthly_licence"] == 12 * (high - low)


def test_what_nothing_can_be_computed_without_is_asked_first() -> None:
    asked = question_effects(assess(Inputs.model_validate({"runs": 5})))
    assert {one.field for one in asked[:2]} == {"frequency", "minutes_per_run"}
    assert all(one.effect is None for one in asked)


def test_errors_are_asked_about_although_their_rework_is_unknown_too() -> None:
    assert "error_rate_percent" in {one.field for one in question_effects(assess(LITTLE))}


def test_systems_are_asked_about_because_the_build_cost_depends_on_them() -> None:
    assert "systems" in {one.field for one in question_effects(assess(LITTLE))}
    with_offer = LITTLE.replace("build_cost", 9000)
    assert "systems" not in {one.field for one in question_effects(assess(with_offer))}
