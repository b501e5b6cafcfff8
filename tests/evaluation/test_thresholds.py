"""From which probability values are taken: as many as the promised precision allows, none that nothing proves."""

from __future__ import annotations

from smartflow.analyst.reading.weights import Weights
from tools.train.fit import calibration
from tools.train.thresholds import NEVER, Outcome, thresholds

#: Scores are probabilities already.
PLAIN = Weights((), {}, {}, {}, {}, {})


def outcomes(family: str, scores: list[tuple[float, bool]]) -> list[Outcome]:
    """Texts that state one value each, and whole records of which nothing is doubtful."""
    sure = {"runs": (0.99, True), "frequency": (0.99, True), "minutes_per_run": (0.99, True), "record": (0.99, True)}
    return [Outcome({**sure, family: one}, frozenset(), whole=True, hours=True) for one in scores]


def test_values_are_taken_down_to_where_they_were_right_often_enough() -> None:
    sure, unsure = [(0.9, True)] * 60, [(0.4, True), (0.4, False)] * 20

    bound = thresholds(outcomes("hourly_cost", sure + unsure), PLAIN)["hourly_cost"]

    assert 0.4 < bound <= 0.9


def test_a_field_with_few_right_values_is_always_asked_about() -> None:
    assert thresholds(outcomes("people", [(0.9, True)] * 10), PLAIN)["people"] == NEVER


def test_a_field_that_is_often_wrong_is_always_asked_about() -> None:
    assert thresholds(outcomes("systems", [(0.9, True), (0.9, False)] * 40), PLAIN)["systems"] == NEVER


def test_pairs_that_would_make_too_many_hours_wrong_are_asked_about() -> None:
    made = [
        Outcome(
            {"runs": (0.99, True), "frequency": (0.99, True), "minutes_per_run": (0.99, True), "record": (score, good)},
            frozenset(), whole=True, hours=good,
        )
        for score, good in [(0.9, True)] * 100 + [(0.5, True), (0.5, False)] * 50
    ]  # fmt: skip

    assert 0.5 < thresholds(made, PLAIN)["record"] <= 0.9


def test_what_is_ruled_out_proves_nothing() -> None:
    made = [
        Outcome({"hourly_cost": (0.9, True)}, frozenset({"hourly_cost"}), whole=False, hours=None) for _ in range(60)
    ]

    assert thresholds(made, PLAIN)["hourly_cost"] == NEVER


def test_a_curve_rises_and_keeps_the_order_of_high_scores() -> None:
    scores = [step / 20 for step in range(-60, 60)]
    points = calibration(scores, [score + (number % 7 - 3) / 3 > 0 for number, score in enumerate(scores)])

    said = [share for _, share in points]
    assert said == sorted(said)
    assert said[0] < 0.1 < 0.9 < said[-1] < 1
    assert said[-1] > said[-4]


def test_a_curve_of_values_that_were_all_right_promises_no_certainty() -> None:
    assert calibration([1.0, 2.0, 3.0], [True, True, True]) == ((2.0, 0.875),)
