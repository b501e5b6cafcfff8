"""Contradictions are found in texts of many trades and wordings, and none where two numbers only seem to disagree."""

from __future__ import annotations

import pytest

from tests.evaluation.contradictions import load, shown


@pytest.mark.parametrize("language", ["pl", "en"])
def test_most_contradictions_are_found(language: str) -> None:
    contradictory = [text for text in load() if text.fields and text.language == language]

    assert sum(bool(shown(text) & text.fields) for text in contradictory) >= 0.75 * len(contradictory)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_seasons_parts_wishes_other_activities_and_the_past_contradict_nothing(language: str) -> None:
    texts = [text for text in load() if text.language == language]

    assert [(text.description, fields) for text in texts if (fields := shown(text) - text.fields)] == []
