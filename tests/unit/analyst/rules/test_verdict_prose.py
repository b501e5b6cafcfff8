"""The rules' verdict is the engine's, explained: same sign, same firmness, and no plan where nothing pays."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.checking.result import check_draft
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.rules.verdict_prose import computed
from smartflow.analyst.schema import NO_SCENARIOS, Depth
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.verdict import VerdictCode
from smartflow.language import formats
from smartflow.language.text import LANGUAGES, Language
from tests.evaluation.cases import CASES
from tests.evaluation.measure import task_for
from tests.unit.analyst.builders import task

SILENT = (
    "Karty drogowe: dyspozytor przepisuje kilometry i godziny do Excela, a potem sprawdza je z grafikiem. Raport wysyłamy "
    "do kadr e-mailem. Błędy na kartach poprawia kierownik."
)
DAILY = {"frequency": "daily", "hourly_cost": 60}
READY = {"rule_based": 5, "digital_input": 5, "structured_input": 5, "stability": 5, "documentation": 5}
#: What a person stated, by the verdict that follows from it.
GIVEN: list[tuple[VerdictCode, dict[str, object]]] = [
    ("leave_alone", {**DAILY, "runs": 1, "minutes_per_run": 1}),
    ("improve_by_hand", {**DAILY, "runs": 1, "minutes_per_run": 1, "error_rate_percent": 20, "rework_minutes": 5}),
    ("improve_by_hand", {**DAILY, "runs": 40, "minutes_per_run": 4, "build_cost": 40_000}),
    ("fix_process_first", {**DAILY, "runs": 80, "minutes_per_run": 6, "readiness": {"stability": 1}}),
    ("in_stages", {**DAILY, "runs": 20, "minutes_per_run": 6}),
    ("automate_now", {**DAILY, "runs": 400, "minutes_per_run": 6, "readiness": READY}),
    ("not_enough_known", {}),
]
PLAN = ("tools", "variants", "roadmap", "first_steps", "risks", "expected_results", "comparison", "monitoring")
AGAINST = {"leave_alone", "improve_by_hand"}
RECOMMENDS = ("Zacznij", "Start with")
ADVISES_AGAINST = ("Opłacałaby", "It would pay", "za mało", "too little", "więcej, niż wart", "than the time saved")


def the_task(given: dict[str, object], language: Language, depth: Depth = "expert", text: str = SILENT) -> AnalysisTask:
    return task(text, language, depth, given=given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "given"), GIVEN)
def test_the_prose_agrees_with_the_computed_verdict(
    code: VerdictCode, given: dict[str, object], language: Language
) -> None:
    about = the_task(given, language)
    written = draft(about)
    assert computed(about.assessment)[0].code == code
    if code in AGAINST:
        assert not any(word in written.verdict for word in RECOMMENDS)
        assert any(word in written.verdict for word in ADVISES_AGAINST)
    else:
        assert not any(word in written.verdict for word in ADVISES_AGAINST)
    assert ("{net_annual}" in written.verdict) is (code != "not_enough_known")


@pytest.mark.parametrize("depth", ["basic", "deep", "expert"])
@pytest.mark.parametrize(("code", "given"), GIVEN)
def test_what_is_not_worth_it_has_no_plan_and_nothing_to_buy(
    code: VerdictCode, given: dict[str, object], depth: Depth
) -> None:
    written = draft(the_task(given, "pl", depth))
    planned = {name for name in PLAN if getattr(written, name)}
    if code in AGAINST:
        assert planned == set()
        assert written.scenarios == NO_SCENARIOS
        assert {step.verdict for step in written.steps} <= {"keep_human", "simplify", "eliminate"}
        assert all(not step.tool_ids for step in written.steps)
    else:
        assert {"tools", "roadmap", "first_steps"} <= planned


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_verdict_against_it_says_what_would_change_it(language: Language) -> None:
    about = the_task(GIVEN[2][1], language)
    written = draft(about)
    shown = check_draft(written, about, reassess(written, about)).verdict
    needed, net = about.assessment.break_even.minutes_per_run, about.assessment.expected.net_savings_per_year
    assert needed is not None
    assert net is not None
    assert formats.minutes(needed, language) in shown
    assert formats.money(net, "PLN", language) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_on_values_that_were_only_read_begins_with_their_words(language: Language) -> None:
    text = "Przepisujemy faktury do programu. Mamy 120 faktur miesięcznie, każda zajmuje 6 minut."
    read = draft(the_task({"hourly_cost": 60}, language, text=text)).verdict
    stated = {"runs": 120, "frequency": "monthly", "minutes_per_run": 6, "hourly_cost": 60}
    given = draft(the_task(stated, language, text=text)).verdict
    assert "120 faktur miesięcznie" in read.partition("{")[0]
    assert "120 faktur" not in given


def test_a_text_that_contradicts_itself_is_not_judged() -> None:
    [case] = [case for case in CASES if case.name == "pl_zamowienia_sprzeczne"]
    written = draft(task_for(case))
    [contradiction] = written.contradictions
    assert "{net_annual}" not in written.verdict
    assert contradiction.quote_a in written.verdict
    assert contradiction.quote_b in written.verdict
