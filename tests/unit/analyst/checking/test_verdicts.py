"""A sentence that opposes the computed verdict is never shown, whoever wrote it."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.filling import fill_result
from smartflow.analyst.checking.result import check_template
from smartflow.analyst.checking.verdicts import drop_opposing, opposing
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.schema import Draft
from smartflow.engine.verdict import AGAINST, VerdictCode
from smartflow.language.text import LANGUAGES, Language
from tests.evaluation.number_lock import HALVES, load
from tests.unit.analyst.builders import empty_draft, task

PAYS: dict[str, object] = {"runs": 1_000, "frequency": "monthly", "minutes_per_run": 30, "hourly_cost": 60}
LOSES: dict[str, object] = {
    "runs": 2, "frequency": "yearly", "minutes_per_run": 5, "hourly_cost": 30, "monthly_licence": 500,
}  # fmt: skip
RECOMMENDED: dict[Language, str] = {"pl": "Zdecydowanie warto automatyzować.", "en": "Automation clearly pays off."}
ADVISED_AGAINST: dict[Language, str] = {"pl": "Nie warto automatyzować.", "en": "Automation does not pay off."}
ASIDE: dict[Language, str] = {"pl": "Najwięcej czasu zajmuje akceptacja.", "en": "Approval takes most of the time."}


def texts(kind: str) -> list[str]:
    right = {"Robot na siebie nie zarobi."}
    return [one.text for half in HALVES for one in load("verdicts", half) if one.kind == kind and one.text not in right]


@pytest.mark.parametrize("code", sorted(AGAINST))
def test_after_a_verdict_against_no_sentence_recommends(code: VerdictCode) -> None:
    assert [text for text in texts("for") if not opposing(text, code)] == []
    assert [text for text in texts("neither") if opposing(text, code)] == []


@pytest.mark.parametrize("code", ["automate_now", "in_stages", "fix_process_first"])
def test_after_a_verdict_for_no_sentence_advises_against(code: VerdictCode) -> None:
    assert [text for text in texts("against") if not opposing(text, code)] == []
    assert [text for text in texts("neither") if opposing(text, code)] == []


@pytest.mark.parametrize("code", ["leave_alone", "improve_by_hand"])
def test_advice_against_stays_after_a_verdict_against(code: VerdictCode) -> None:
    assert [text for text in texts("against") if opposing(text, code)] == []


@pytest.mark.parametrize("code", ["automate_now", "in_stages"])
def test_a_recommendation_stays_after_a_verdict_for(code: VerdictCode) -> None:
    assert [text for text in texts("for") if opposing(text, code)] == []


def test_while_not_enough_is_known_neither_side_is_taken() -> None:
    assert all(opposing(text, "not_enough_known") for text in texts("for") + texts("against"))


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("Automate right now, it pays off.", False),
        ("It is worth automating right away.", False),
        ("Warto zautomatyzować to od razu.", False),
        ("Once the process is settled, automation pays off.", True),
        ("Automatyzujcie natychmiast.", False),
        ("Automatyzacja opłaci się, gdy proces będzie stały.", True),
    ],
)
def test_before_the_process_is_fixed_nothing_is_automated_straight_away(text: str, is_shown: bool) -> None:
    assert (opposing(text, "fix_process_first") == []) == is_shown


def test_only_the_opposing_sentence_goes() -> None:
    assert drop_opposing("Approval takes longest. Automation pays off.", "leave_alone") == (
        "Approval takes longest.",
        1,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("given", "wrong", "right"), [(PAYS, ADVISED_AGAINST, RECOMMENDED), (LOSES, RECOMMENDED, ADVISED_AGAINST)]
)
def test_prose_follows_the_figures_in_force(
    language: Language, given: dict[str, object], wrong: dict[Language, str], right: dict[Language, str]
) -> None:
    about = task(given=given, language=language)
    draft = empty_draft(summary=f"{ASIDE[language]} {wrong[language]}", verdict=right[language])
    result = fill_result(check_template(draft, about, about.assessment), about.assessment)
    assert (result.summary, result.verdict) == (ASIDE[language], right[language])
    assert [(notice.code, notice.count) for notice in result.notices] == [("sentences_dropped", 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_that_only_opposes_is_replaced_by_a_sentence_of_ours(language: Language) -> None:
    about = task(given=LOSES, language=language)
    draft = empty_draft(summary=ASIDE[language], verdict=RECOMMENDED[language])
    result = fill_result(check_template(draft, about, about.assessment), about.assessment)
    assert result.verdict
    assert opposing(result.verdict, "leave_alone") == []


def test_an_opposing_sentence_can_be_repaired() -> None:
    about = task(given=LOSES, language="en")
    draft = empty_draft(summary=ASIDE["en"], verdict=RECOMMENDED["en"])
    assert [(one.kind, one.path) for one in violations(draft, about, verdict="leave_alone")] == [("verdict", "verdict")]


def advising(said: str) -> Draft:
    """A draft that says one sentence wherever a draft advises."""
    return empty_draft(
        summary=f"Opis. {said}",
        steps=[{"name": "Wpis", "today": said, "quote": "", "verdict": "automate", "why": said, "tool_ids": []}],
        roadmap=[{"phase": "Pilot", "effort": "S", "actions": [said, "Spisz zasady."]}],
        first_steps=[said, "Zmierz czas."],
        scenarios={"conservative": said, "expected": said, "optimistic": said},
    )


AGAINST_ALL = [
    "first_steps.0", "roadmap.0.actions.0", "scenarios.conservative", "scenarios.expected", "steps.0.why", "summary",
]  # fmt: skip
#: A step may stay with people in a process worth automating, and a cautious scenario may lose.
FOR_ALL = ["first_steps.0", "roadmap.0.actions.0", "scenarios.expected", "scenarios.optimistic", "summary"]


@pytest.mark.parametrize(
    ("code", "said", "paths"),
    [
        ("leave_alone", RECOMMENDED["pl"], AGAINST_ALL),
        ("improve_by_hand", RECOMMENDED["en"], AGAINST_ALL),
        ("automate_now", ADVISED_AGAINST["pl"], FOR_ALL),
        ("in_stages", ADVISED_AGAINST["en"], FOR_ALL),
        ("automate_now", RECOMMENDED["pl"], []),
        ("leave_alone", ADVISED_AGAINST["en"], []),
    ],
)
def test_advice_opposes_wherever_it_stands(code: VerdictCode, said: str, paths: list[str]) -> None:
    found = violations(advising(said), task(given=LOSES), verdict=code)

    assert sorted(one.path for one in found if one.kind == "verdict") == paths


def test_opposing_advice_is_left_out_of_steps_plan_and_scenarios() -> None:
    about = task(given=LOSES)
    result = fill_result(check_template(advising(RECOMMENDED["pl"]), about, about.assessment), about.assessment)

    assert result.scenarios is not None
    shown = (result.summary, result.steps[0].why, result.first_steps, result.scenarios.expected)
    assert shown == ("Opis.", "", ["Zmierz czas."], "")
    assert [one.actions for one in result.roadmap] == [["Spisz zasady."]]
    assert [(notice.code, notice.count) for notice in result.notices] == [("sentences_dropped", 6)]
