"""Lies are removed and honest sentences stay: the corpora of both halves, but for what is known to come out wrong."""

from __future__ import annotations

import pytest

from tests.evaluation.number_lock import DOCUMENT, HALVES, NAMES, Half, Sentence, is_right, load, table

#: What comes out wrong today, as `docs/number-lock.md` counts it. A line is taken off once it comes out right.
KNOWN_MISSES = {
    "Marek from the office can run it.",
    "Returns come quicker than a bank transfer.",
    "The set-up fee is peanuts, under a monthly phone bill.",
    "Opłata jest śmieszna, niższa niż rachunek za telefon.",
    "To cena pizzy miesięcznie.",
    "Koszty topnieją z miesiąca na miesiąc.",
    "One man can run it.",
    "It sets you back a C-note.",
    "Zwrot macie jak w banku.",
    "The return is a sure thing.",
    "Robot na siebie nie zarobi.",
}
KINDS = sorted(
    {
        (name, half, sentence.kind)
        for name in ("lies", "honest", "verdicts")
        for half in HALVES
        for sentence in load(name, half)
    }
)


def wrong(name: str, rows: list[Sentence]) -> set[str]:
    return {sentence.text for sentence in rows if not is_right(name, sentence)}


@pytest.mark.parametrize(("name", "half", "kind"), KINDS)
def test_sentences_come_out_as_they_should(name: str, half: Half, kind: str) -> None:
    rows = [sentence for sentence in load(name, half) if sentence.kind == kind]
    assert wrong(name, rows) == {sentence.text for sentence in rows} & KNOWN_MISSES


@pytest.mark.parametrize(("name", "least"), [("lies", 0.95), ("honest", 0.98), ("verdicts", 0.95)])
@pytest.mark.parametrize("half", HALVES)
def test_each_half_keeps_its_score(name: str, half: Half, least: float) -> None:
    rows = load(name, half)
    assert 1 - len(wrong(name, rows)) / len(rows) >= least


@pytest.mark.parametrize("name", NAMES)
def test_the_published_scores_are_those_of_today(name: str) -> None:
    assert table(name) in DOCUMENT.read_text("utf-8")
