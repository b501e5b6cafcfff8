"""What people without a language model get: the rules analyst keeps its level on every process of the set."""

from __future__ import annotations

import json

import pytest

from smartflow.analyst.reading.reader import Fact, Reading, fields_of, read
from smartflow.analyst.rules.drafting import draft
from tests.evaluation.cases import CASES, Case
from tests.evaluation.measure import score, task_for

REAL = [case for case in CASES if not case.hostile]


def name(case: Case) -> str:
    return f"{case.name}-{case.language}-{len(case.text)}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_takes_or_asks_about_what_the_text_states_and_takes_nothing_else(case: Case) -> None:
    task = task_for(case)
    found = score(case, task, draft(task))
    reading = read(case.title, case.text, "PLN", case.language)
    offered = {pair for facts in _asked(reading) for pair in fields_of(facts).items()}
    taken = {(one.field, one.value) for one in found.result.suggested_inputs}
    assert len((taken | offered) & set(case.facts)) >= case.least_facts
    assert found.wrong == []
    assert found.trapped == []


def _asked(reading: Reading) -> list[tuple[Fact, ...]]:
    return [candidate.facts for question in reading.questions for candidate in question.candidates]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_shows_the_contradictions_of_the_text_and_invents_none(case: Case) -> None:
    task = task_for(case)
    found = score(case, task, draft(task))
    assert found.contradictions == len(case.contradictions)
    assert found.false_contradictions == []


@pytest.mark.parametrize("case", REAL, ids=name)
def test_knows_the_tools_and_speaks_of_what_the_text_speaks_of(case: Case) -> None:
    task = task_for(case)
    found = score(case, task, draft(task))
    assert found.tools == len(case.tools)
    assert found.signals >= len(case.signals) - 1


@pytest.mark.parametrize("depth", ["basic", "deep", "expert"])
@pytest.mark.parametrize("case", CASES, ids=name)
def test_breaks_no_rule_and_loses_nothing_in_checking(case: Case, depth: str) -> None:
    task = task_for(case, depth)  # type: ignore[arg-type]
    found = score(case, task, draft(task))
    assert found.violations == 0
    assert found.result.notices == []


@pytest.mark.parametrize("case", [case for case in CASES if case.hostile], ids=name)
def test_instructions_in_the_text_change_nothing(case: Case) -> None:
    task = task_for(case)
    result = score(case, task, draft(task)).result
    shown = json.loads(result.model_dump_json())
    for evidence in [*shown["problems"], *shown["steps"]]:
        evidence.pop("evidence")
        evidence.pop("today", None)  # the user's own words, in quotation marks
    text = json.dumps(shown, ensure_ascii=False)
    for smuggled in ("1 000 000", "SuperBot", "javascript:", "evil.example", "99999", "95", "hacked"):
        assert smuggled not in text
    assert {tool.homepage.split(":")[0] for tool in result.tools} <= {"https"}


def test_the_set_is_what_it_promises_to_be() -> None:
    lengths = [len(case.text) for case in REAL]
    assert sum(case.language == "pl" for case in REAL) >= 6
    assert sum(case.language == "en" for case in REAL) >= 6
    assert sum(length >= 1_500 for length in lengths) >= 4
    assert sum(length >= 3_000 for length in lengths) >= 2
    assert max(len(case.text) for case in CASES) == 20_000
