"""Figures of a description before any account, and the process that keeps them."""

from typing import Any

import psycopg
import pytest
from psycopg.rows import DictRow

from smartflow.infra import db
from smartflow.infra.problems import Problem
from tests.handlers.processes.test_facts import TEXT, analysed, facts
from tests.support.api import Client

ADDRESS = "/v1/first-figures"


def first(client: Client, *decisions: dict[str, Any], text: str = TEXT, status: int = 200) -> dict[str, Any]:
    reply = client.post(ADDRESS, {"description": text, "currency": "PLN", "decisions": list(decisions)})
    assert reply.status == status, reply.body
    answer: dict[str, Any] = reply.body
    return answer


def read(answer: dict[str, Any], field: str) -> dict[str, Any]:
    [found] = [item for item in answer["items"] if item["field"] == field]
    result: dict[str, Any] = found
    return result


def test_a_visitor_gets_facts_with_their_words_and_figures(client: Client) -> None:
    answer = first(client)

    assert answer["language"] == "pl"
    runs = read(answer, "runs")
    assert (runs["low"], runs["state"], runs["origin"]) == ("320", "proposed", "text")
    [quote] = runs["quotes"]
    assert TEXT[quote["start"] : quote["end"]] == quote["quote"]
    assert answer["assessment"]["hours_per_year"] == "448.00"  # 320 × 12 × 7 ÷ 60
    assert not answer["figures"]["verdict"]["firm"]


def test_a_pasted_text_is_read_without_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise Problem("unavailable")

    monkeypatch.setattr(db, "read", away)
    monkeypatch.setattr(db, "write", away)

    assert read(first(client), "runs")["low"] == "320"


def test_of_a_pasted_text_the_database_learns_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[object] = []
    execute = db.Transaction._execute

    def note(tx: db.Transaction, statement: str, params: db.Params) -> psycopg.Cursor[DictRow]:
        sent.append((statement, params))
        return execute(tx, statement, params)

    monkeypatch.setattr(db.Transaction, "_execute", note)
    first(client)

    assert len(sent) == 1, "its turn is counted"
    assert not any(word in repr(sent) for word in TEXT.split() if len(word) > 4)


def test_decisions_of_earlier_answers_hold_and_those_on_words_that_are_gone_are_left_out(client: Client) -> None:
    errors = read(first(client), "error_rate_percent")
    reject = {"action": "reject", "id": errors["id"]}
    state = {"action": "state", "field": "minutes_per_run", "value": "14"}

    answer = first(client, reject, state)

    assert read(answer, "error_rate_percent")["state"] == "rejected"
    assert answer["assessment"]["hours_per_year"] == "896.00"
    shorter = first(client, reject, state, text=TEXT.partition(" Błędy")[0])
    assert "error_rate_percent" not in {item["field"] for item in shorter["items"]}
    assert shorter["assessment"]["hours_per_year"] == "896.00"


def test_a_decision_that_is_no_value_of_its_field_is_refused_at_its_place(client: Client) -> None:
    wrong = {"action": "state", "field": "minutes_per_run", "value": "many"}

    problem = first(client, wrong, status=422)

    assert problem["errors"][0]["pointer"] == "/decisions/0/value"


def test_a_new_account_keeps_text_facts_and_decisions_and_an_analysis_leaves_them_as_they_are(
    client: Client, user: Client
) -> None:
    seen = first(client)
    decisions = [
        {"action": "confirm", "id": read(seen, "runs")["id"]},
        {"action": "reject", "id": read(seen, "error_rate_percent")["id"]},
    ]
    decided = first(client, *decisions)

    reply = user.post(
        "/v1/processes", {"title": "Faktury kosztowe", "description": TEXT, "language": "pl", "decisions": decisions}
    )

    assert reply.status == 201, reply.body
    kept = facts(user, reply.body["id"])
    said = {(item["field"], item["low"], item["state"]) for item in decided["items"]}
    assert {(item["field"], item["low"], item["state"]) for item in kept["items"]} == said
    assert kept["figures"] | {"to_confirm": [], "open": []} == decided["figures"] | {"to_confirm": [], "open": []}
    assert {item["id"] for item in kept["items"]}.isdisjoint(item["id"] for item in decided["items"])
    analysed(user, reply.body["id"])
    after = facts(user, reply.body["id"])
    assert {(item["field"], item["low"], item["state"]) for item in after["items"]} >= said - {
        (item["field"], item["low"], item["state"]) for item in decided["items"] if item["state"] == "proposed"
    }


def test_what_a_person_states_in_the_same_request_counts_more_than_what_was_read(user: Client) -> None:
    process = {"title": "Faktury", "description": TEXT, "runs": "10", "frequency": "monthly", "decisions": []}

    kept = user.post("/v1/processes", process).body

    assert kept["runs"] == "10"
    assert kept["provenance"]["runs"] == "user"
