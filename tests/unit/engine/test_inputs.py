"""What may be said about a process: numbers as people write them, bounded, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from smartflow.engine.inputs import FIELDS, Inputs


@pytest.mark.parametrize(
    ("given", "read"),
    [(2.5, "2.5"), ("2.5", "2.5"), ("2.50", "2.5"), (18, "18"), ("+3", "3"), (Decimal("1E+2"), "100"), ("-0", "0")],
)
def test_numbers_and_plain_strings_of_digits_are_read_alike(given: object, read: str) -> None:
    assert Inputs.model_validate({"runs": given}).model_dump(mode="json")["runs"] == read


@pytest.mark.parametrize(
    "given",
    [
        True,
        False,
        "NaN",
        "Infinity",
        "-Infinity",
        float("nan"),
        float("inf"),
        Decimal("sNaN"),
        10**5000,
        "9" * 5000,
        "1_000",
        "１２",
        "1e3",
        "0x10",
        "2,5",
        "",
        [],
        {},
        -1,
        "-0.1",
        "1.23456",
        1_000_001,
    ],
    ids=lambda value: f"{type(value).__name__}-{'long' if isinstance(value, int) else str(value)[:12]}",
)
def test_what_is_not_an_ordinary_number_is_refused(given: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        Inputs.model_validate({"runs": given})
    assert refusal.value.errors(include_input=False)[0]["loc"] == ("runs",)


def test_a_json_number_of_five_thousand_digits_is_refused() -> None:
    with pytest.raises(ValidationError):
        Inputs.model_validate_json('{"runs": ' + "9" * 5000 + "}")


@pytest.mark.parametrize(
    "given",
    [
        {"error_rate_percent": 101},
        {"people": 0},
        {"working_days": 367},
        {"working_days": 0},
        {"hourly_cost": "60.005"},
        {"frequency": "hourly"},
        {"systems": 2.5},
        {"systems": True},
        {"readiness": {"stability": 6}},
        {"readiness": {"stability": 0}},
        {"readiness": {"stability": 2.5}},
        {"readiness": {"stability": True}},
        {"readiness": {"mood": 3}},
        {"user_id": "somebody"},
    ],
    ids=str,
)
def test_what_is_out_of_bounds_or_unheard_of_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Inputs.model_validate(given)


def test_null_means_unknown_as_silence_does() -> None:
    silent = Inputs()
    assert Inputs.model_validate(dict.fromkeys(Inputs.model_fields)) == silent
    assert Inputs.model_validate({"readiness": {"stability": None}}) == silent
    assert list(silent.known()) == []


def test_money_keeps_its_two_places() -> None:
    assert Inputs.model_validate({"hourly_cost": 60}).model_dump(mode="json")["hourly_cost"] == "60.00"


def test_one_field_can_be_replaced_and_the_rest_stays() -> None:
    inputs = Inputs.model_validate({"runs": 3, "readiness": {"rule_based": 4}})
    replaced = inputs.replace("readiness.stability", 2).replace("frequency", "weekly")
    assert dict(replaced.known()) == {
        "runs": 3,
        "frequency": "weekly",
        "readiness.rule_based": 4,
        "readiness.stability": 2,
    }
    with pytest.raises(ValueError, match="unknown field"):
        inputs.replace("readiness", {})
    with pytest.raises(ValidationError):
        inputs.replace("runs", -1)


def test_every_input_has_one_name() -> None:
    assert len(set(FIELDS)) == len(FIELDS) == 20
