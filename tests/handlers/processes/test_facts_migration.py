"""Accounts of the previous release: what people gave, accepted, rejected and set by hand is kept as facts, without loss."""

import json
from collections.abc import Callable
from typing import Any

from smartflow.infra import db, ids
from smartflow.processes import store as processes
from tests.handlers.jobs.test_migration import ENQUEUE, SNAPSHOT, Previous, migrate, old, previous_release
from tests.support import postgres
from tests.support.work import housekeeping

__all__ = ["migrate", "old"]

TEXT = (
    "Co miesiąc 320 faktur po 7 minut. Cztery osoby na pełny etat albo 40 godzin tygodniowo. Błędy 30 %, dwa systemy."
)
PROCESS_ROW = """
insert into business_processes (id, user_id, title, description, industry, language, status, search_text, title_key, input_hash,
    inputs, suggested, current_analysis_id, net_savings_per_year)
values (%(process_id)s, tenant(), 'Faktury', %(text)s, 'accounting', 'pl', 'analysed', '', '', 'x', %(inputs)s, %(suggested)s,
    %(analysis_id)s, 4321.00)
"""
ANALYSIS = """
insert into analyses (id, user_id, process_id, version, depth, language, analyst, prompt_version, formula_version, result,
    assessment)
values (%(analysis_id)s, tenant(), %(process_id)s, 1, 'basic', 'pl', 'rules', 'rules-1', '1.0', %(result)s, '{}')
"""
DECIDE = """
insert into analysis_suggestions (user_id, analysis_id, suggestion_id, status)
values (tenant(), %(analysis_id)s, %(suggestion_id)s, %(status)s)
"""
OVERRIDE = """
insert into analysis_overrides (user_id, analysis_id, field, computed, value, reason)
values (tenant(), %(analysis_id)s, 'net_savings_per_year', '4321.00', '5000.00', 'Umowa')
"""


def suggestion(number: int, field: str, value: str, quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {
        "id": f"s{number}", "field": field, "value": value, "quote": quote, "start": start, "end": start + len(quote),
        "given": None, "status": "suggested",
    }  # fmt: skip


def side(quote: str, **inputs: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "value": None,
        "inputs": inputs,
        "cost_per_year": None,
    }


RESULT = {
    "suggested_inputs": [
        suggestion(1, "runs", "320", "320 faktur"),
        suggestion(2, "frequency", "monthly", "Co miesiąc"),
        suggestion(3, "error_rate_percent", "30", "Błędy 30 %"),
        suggestion(4, "systems", "2", "dwa systemy"),
    ],
    "contradictions": [
        {"field": "people", "a": side("Cztery osoby", people="4"), "b": side("40 godzin tygodniowo", people="1")}
    ],
}


def analysed_process(tenant: Previous) -> dict[str, Any]:
    """Give a tenant of the previous release a process with an analysis that was reviewed."""
    analysis_id, process_id = ids.new(), ids.new()
    tenant.process_id = process_id
    about = {"process_id": process_id, "analysis_id": analysis_id}
    inputs = {"runs": "320", "hourly_cost": "60.00", "readiness": {"stability": 4}}
    tenant.run(PROCESS_ROW, **about, text=TEXT, inputs=json.dumps(inputs), suggested=["runs"])
    tenant.run(ENQUEUE, id=analysis_id, snapshot=json.dumps(SNAPSHOT))
    tenant.run("update analysis_jobs set status = 'succeeded' where id = %(id)s", id=analysis_id)
    tenant.run(ANALYSIS, **about, result=json.dumps(RESULT))
    for number, status in ((1, "accepted"), (3, "rejected")):
        tenant.run(DECIDE, **about, suggestion_id=f"s{number}", status=status)
    tenant.run(OVERRIDE, **about)
    return about


def test_what_people_gave_and_decided_is_kept_as_facts(old: postgres.Database, migrate: Callable[[], None]) -> None:
    tenant = previous_release(old.app_dsn)
    about = analysed_process(tenant)
    migrate()

    row = db.read(tenant.user_id, lambda tx: processes.read(tx, about["process_id"])).value
    assert row is not None
    known = {(item["field"], item["low"]): item for item in row["facts"]}
    assert {key: (item["origin"], item["state"]) for key, item in known.items()} == {
        ("runs", "320"): ("text", "confirmed"),
        ("hourly_cost", "60.00"): ("person", "confirmed"),
        ("readiness.stability", "4"): ("person", "confirmed"),
        ("frequency", "monthly"): ("text", "proposed"),
        ("systems", "2"): ("text", "proposed"),
        ("error_rate_percent", "30"): ("text", "rejected"),
        ("people", "4"): ("text", "proposed"),
        ("people", "1"): ("text", "proposed"),
    }
    assert known["runs", "320"]["quotes"] == [{"quote": "320 faktur", "start": 11, "end": 21}]
    assert known["people", "4"]["reading"] != known["people", "1"]["reading"]


def test_figures_are_computed_in_the_background_and_shown_before_that(
    old: postgres.Database,
    migrate: Callable[[], None],
) -> None:
    tenant = previous_release(old.app_dsn)
    about = analysed_process(tenant)
    migrate()

    row = db.read(tenant.user_id, lambda tx: processes.read(tx, about["process_id"])).value
    assert row is not None
    assert row["figures"] is None
    before = processes.from_row(row, "pl")
    assert before.runs == 320
    assert "error_rate_percent" not in {item.field for item in before.figures.overrides}
    assert [item.value for item in before.figures.overrides] == ["5000.00"]
    assert before.figures.open[0].fields == ["people"]

    assert housekeeping()["figures"] >= 1
    row = db.read(tenant.user_id, lambda tx: processes.read(tx, about["process_id"])).value
    assert row is not None
    assert row["figures"] is not None
    after = processes.from_row(row, "pl")
    assert (after.figures, after.assessment) == (before.figures, before.assessment)
    assert housekeeping()["figures"] == 0
