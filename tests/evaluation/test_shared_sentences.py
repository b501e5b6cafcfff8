"""Analyses of different processes say different things: at most a quarter of their sentences stand in both."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.reassessment import computed
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.schema import Depth
from smartflow.language.text import LANGUAGES, Language
from tests.evaluation.shared_sentences import sample, shared, task_of
from tools.train.texts import load

TEXTS = 30


@pytest.mark.parametrize("depth", ["basic", "expert"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written_in", LANGUAGES)
def test_two_processes_share_at_most_a_quarter_of_their_sentences(
    written_in: Language, language: Language, depth: Depth
) -> None:
    measured = shared(sample(load(), written_in, TEXTS), language, depth)
    assert measured.within >= 0.98
    assert measured.median <= 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_it_is_not_one_sentence_with_other_words_put_in(language: Language) -> None:
    measured = shared(sample(load(), language, TEXTS), language, "expert", masked=True)
    assert measured.median <= 0.25


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_rules_breaks_the_lock_or_opposes_the_verdict(language: Language) -> None:
    broken = []
    for text in sample(load(), language, 40):
        task = task_of(text, language, "expert")
        drafted = draft(task)
        code = computed(drafted, task).verdict.code
        broken += [(text.id, one.kind, one.sentence) for one in violations(drafted, task, verdict=code)]

    assert broken == []
