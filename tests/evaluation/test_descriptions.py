"""The labelled texts are sound: what a label quotes stands in its text, and hours follow from facts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tools.train.texts import A_YEAR, DESCRIPTIONS, same, yearly_hours

TEXTS: list[dict[str, Any]] = [
    json.loads(line)
    for path in sorted(DESCRIPTIONS.glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
    if line.strip()
]
FIELDS = {
    "runs", "frequency", "minutes_per_run", "people", "hourly_cost", "error_rate_percent", "rework_minutes",
    "exceptions_percent", "systems", "build_cost", "monthly_licence",
}  # fmt: skip


def test_ids_are_unique() -> None:
    twice = [name for name, count in Counter(text["id"] for text in TEXTS).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("part", ["quantities", "open", "contradictions"])
def test_quotations_stand_in_the_text_word_for_word(part: str) -> None:
    missing = [
        (text["id"], quote) for text in TEXTS for quote in _quotes(text, part) if quote not in text["description"]
    ]
    assert missing == []


def _quotes(text: dict[str, Any], part: str) -> list[str]:
    match part:
        case "quantities":
            return [one["quote"] for one in text.get("quantities", ())]
        case "open":
            return [one["quote"] for field in text.get("open", ()) for one in field["readings"] if one.get("quote")]
        case _:
            return [one[side] for one in text.get("contradictions", ()) for side in "ab"]


def test_facts_are_inputs_with_values_they_can_hold() -> None:
    for text in TEXTS:
        assert set(text["facts"]) <= FIELDS, text["id"]
        for field, value in text["facts"].items():
            assert value in A_YEAR if field == "frequency" else value > 0, (text["id"], field)


def test_hours_follow_from_the_facts() -> None:
    for text in TEXTS:
        hours, stated = yearly_hours(text["facts"]), text.get("hours_per_year")
        if hours is None or stated is None:
            assert hours is stated, text["id"]
        else:
            assert same(hours, stated) or abs(hours - stated) <= 1, text["id"]


def test_both_languages_and_several_countries_are_there() -> None:
    assert {text["language"] for text in TEXTS} == {"pl", "en"}
    assert {"PL", "GB", "US", "IE"} <= {text["country"] for text in TEXTS}
