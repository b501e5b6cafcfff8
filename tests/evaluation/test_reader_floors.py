"""The least the reader may do: on a few texts whose writers it was not trained on, and on all texts by its own weights."""

from __future__ import annotations

from functools import cache

import pytest

from smartflow.analyst.reading.reader import read
from tests.evaluation.reader_report import reading_of
from tests.evaluation.reader_scores import Tally, tally
from tools.train.crossfit import crossfit
from tools.train.texts import DESCRIPTIONS, load, read_file

#: Four writers, each held out in turn, twenty texts each: little to learn from, so that it takes seconds. `make evaluate` uses all.
WRITERS = ("en-uk-offices", "pl-clerks", "pl-small-firms", "short-mixed")


@cache
def strangers() -> Tally:
    texts = [text for writer in WRITERS for text in read_file(DESCRIPTIONS / f"{writer}.jsonl")[:20]]
    done = crossfit(texts)
    return tally((held.example.text, reading_of(done, held)) for held in done.held)


@cache
def known() -> Tally:
    texts = [text for writer in WRITERS for text in read_file(DESCRIPTIONS / f"{writer}.jsonl")[:20]]
    return tally((text, read(text.title, text.description, text.currency)) for text in texts)


def test_what_is_taken_from_texts_of_strangers_is_right() -> None:
    assert strangers().precision >= 0.93
    assert strangers().recall >= 0.53


def test_hours_of_strangers_are_right_or_asked_about() -> None:
    assert strangers().right_or_asked >= 0.98


def test_the_package_reads_what_it_was_trained_on() -> None:
    assert known().precision >= 0.98
    assert known().recall >= 0.86
    assert known().right_or_asked >= 0.96


@pytest.mark.parametrize("measured", [strangers, known])
def test_every_value_taken_is_shown_by_its_own_words(measured: object) -> None:
    assert callable(measured)
    assert measured().evidence["not"] == 0


def test_no_contradiction_is_invented() -> None:
    assert strangers().contradictions["false"] == 0
    assert known().contradictions["false"] == 0


def test_contradictions_of_the_labelled_texts_are_found() -> None:
    contradictory = [text for text in load() if text.contradictions]
    found = tally((text, read(text.title, text.description, text.currency)) for text in contradictory).contradictions
    assert found["found"] >= 0.7 * found["real"]
    assert found["false"] == 0
