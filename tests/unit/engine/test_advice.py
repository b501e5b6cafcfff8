"""What is bad news is said plainly, with something that can be done by hand."""

from typing import Any, get_args

import pytest

from smartflow.engine.advice import Advice, AdviceCode, advice_text
from smartflow.engine.estimate import Inputs, estimate
from smartflow.language.text import Language

GOOD = dict.fromkeys(("rule_based", "digital_input", "structured_input", "stability", "documentation"), 4)


def advice(**changes: Any) -> dict[str, Advice]:
    """A small process that cannot carry its licence, changed as said; advice by its code."""
    usual = {
        "runs": 1,
        "frequency": "monthly",
        "minutes_per_run": 30,
        "hourly_cost": 60,
        "build_cost": 1000,
        "monthly_licence": 100,
        "readiness": GOOD,
    }
    return {said.code: said for said in estimate(Inputs.model_validate({**usual, **changes})).advice}


@pytest.mark.parametrize(("stability", "not_now"), [(1, True), (2, True), (3, False), (None, False)])
def test_an_unstable_process_is_put_in_order_first(stability: int | None, not_now: bool) -> None:
    assert ("fix_process_first" in advice(readiness={**GOOD, "stability": stability})) == not_now


def test_a_negative_net_is_said_with_an_improvement_by_hand() -> None:
    said = advice()
    # 12 × 30 min × 0.675 × 0.85 / 60 = 3.4425 h = 206.55; minus 1200 + 150
    assert said["negative_net"].values == {"net_per_year": "-1143.45"}
    assert said["improve_by_hand"].values == {"improvement": "group_runs"}
    assert "no_payback" not in said


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"readiness": {**GOOD, "documentation": 2}}, {"improvement": "write_it_down"}),
        # 12 × 0.5 × 20 min × 60 / 60
        (
            {"error_rate_percent": 50, "rework_minutes": 20},
            {"improvement": "prevent_errors", "cost_per_year": "120.00"},
        ),
        ({"exceptions_percent": 20}, {"improvement": "fewer_exceptions"}),
        # one of two: 12 × 30 min × 60 / 60
        ({"people": 2}, {"improvement": "one_person_fewer", "cost_per_year": "360.00"}),
    ],
)
def test_the_improvement_fits_what_is_known(changes: dict[str, Any], values: dict[str, str]) -> None:
    assert advice(**changes)["improve_by_hand"].values == values


def test_review_longer_than_the_savings_is_said() -> None:
    # each run saves 30 × 0.675 × 0.85 = 17.2125 min and costs 20 of review: 12 × 2.7875 / 60 = 0.5575 h lost
    assert advice(review_minutes=20)["review_outweighs_savings"].values == {"hours_per_year": "0.56"}


def test_a_payback_that_does_not_come_is_said_where_net_is_not_negative() -> None:
    said = advice(monthly_licence=0, build_cost=1300)
    assert set(said) == {"no_payback"}


def test_a_safe_case_is_said_too() -> None:
    said = advice(runs=200, build_cost=2000)
    assert set(said) == {"pays_back_conservatively"}


def test_without_a_net_only_the_process_itself_is_judged() -> None:
    assert set(advice(hourly_cost=None, readiness={**GOOD, "stability": 1})) == {"fix_process_first"}


@pytest.mark.parametrize("language", get_args(Language))
def test_every_advice_has_its_sentence_in_both_languages(language: Language) -> None:
    said = advice(readiness={**GOOD, "stability": 1}, review_minutes=20) | advice(runs=200)
    said |= advice(monthly_licence=0, build_cost=1300)
    assert set(said) == set(get_args(AdviceCode))
    for one in said.values():
        text = advice_text(one, language)
        assert text.endswith(".")
        assert "{" not in text


def test_amounts_in_advice_are_in_the_readers_format() -> None:
    said = advice(people=2)
    assert advice_text(said["improve_by_hand"], "pl").endswith("najwyżej 360,00\u00a0zł rocznie.")
    assert advice_text(said["improve_by_hand"], "en", "EUR").endswith("This can save at most EUR\u00a0360.00 a year.")
