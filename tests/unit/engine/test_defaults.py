"""The reference table is complete, dated, and honest, and an edit that breaks it is noticed."""

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from smartflow.engine.defaults import Reference, loaded_hourly_cost, reference


def table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("smartflow.engine").joinpath("data/reference.json").read_text("utf-8"))
    return loaded


def test_the_packaged_table_is_valid_and_read_once() -> None:
    assert reference() is reference()
    assert reference().currency == "PLN"


@pytest.mark.parametrize(
    "group",
    ["hourly_cost", "monthly_licence", "build_cost", "readiness", "employer_contributions", "exchange", "plausible"],
)
def test_every_group_says_when_and_where_from(group: str) -> None:
    entry = table()[group]
    assert entry["as_of"] >= "2026-01-01"
    assert all(len(entry["source"][language]) >= 20 for language in ("pl", "en"))
    assert entry["source"]["pl"] != entry["source"]["en"]


def test_an_industry_left_out_is_noticed() -> None:
    broken = table()
    del broken["hourly_cost"]["by_country"]["PL"]["logistics"]
    with pytest.raises(ValidationError, match="logistics"):
        Reference.model_validate(broken)


def test_a_plausible_answer_out_of_bounds_is_noticed() -> None:
    broken = table()
    broken["plausible"]["answers"]["error_rate_percent"] = ["0", "150"]
    with pytest.raises(ValidationError):
        Reference.model_validate(broken)


def test_harder_work_and_larger_budgets_never_cost_less() -> None:
    build = reference().build_cost.by_difficulty
    assert build["easy"] < build["medium"] < build["hard"]
    licence = reference().monthly_licence.by_budget_range
    assert licence["up_to_500"] < licence["500_2000"] < licence["2000_5000"] < licence["over_5000"]
    assert licence["up_to_500"] <= 500 <= licence["500_2000"] <= 2000 <= licence["2000_5000"] <= 5000


def test_the_contributions_of_2026() -> None:
    assert reference().employer_contributions.percent == Decimal("20.48")


def test_the_cost_of_an_hour_from_gross_pay() -> None:
    # 8000 × 1.2048 × 12 ÷ (250 × 8) = 57.8304
    assert loaded_hourly_cost(Decimal(8000)) == Decimal("57.83")
    # 6000 × 1.2048 × 12 ÷ (220 × 7) = 56.328…
    assert loaded_hourly_cost(Decimal(6000), Decimal(220), Decimal(7)) == Decimal("56.33")
    assert loaded_hourly_cost(Decimal(1000), contributions_percent=Decimal(0)) == Decimal("6.00")


def test_no_working_time_is_refused() -> None:
    with pytest.raises(ValueError):
        loaded_hourly_cost(Decimal(8000), working_days=Decimal(0))
