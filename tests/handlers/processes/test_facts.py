"""Decisions about facts: they last, they answer with the new figures at once, and every surface shows the same."""

from decimal import Decimal
from typing import Any

import pytest

from tests.support.api import Client
from tests.support.work import run_worker

TEXT = (
    "Co miesiąc przychodzi około 320 faktur. Księgowanie jednej zajmuje 7 minut. Godzina pracy księgowej kosztuje nas 60 zł. "
    "Błędy zdarzają się w 6% faktur."
)
PROCESS = {"title": "Faktury kosztowe", "description": TEXT, "industry": "accounting", "language": "pl"}


def described(user: Client, **changes: Any) -> dict[str, Any]:
    reply = user.post("/v1/processes", {**PROCESS, **changes})
    assert reply.status == 201, reply.body
    created: dict[str, Any] = reply.body
    return created


def analysed(user: Client, process_id: str, depth: str = "basic") -> dict[str, Any]:
    job = user.post(f"/v1/processes/{process_id}/analyses", {"depth": depth}).body
    assert run_worker(job["id"]) == []
    result: dict[str, Any] = user.get(f"/v1/analyses/{job['id']}").body
    assert result["status"] == "succeeded", result
    return result


def facts(user: Client, process_id: str) -> dict[str, Any]:
    answer: dict[str, Any] = user.get(f"/v1/processes/{process_id}/facts").body
    return answer


def fact(user: Client, process_id: str, field: str) -> dict[str, Any]:
    [found] = [item for item in facts(user, process_id)["items"] if item["field"] == field]
    result: dict[str, Any] = found
    return result


def decide(user: Client, process_id: str, *decisions: dict[str, Any], status: int = 200) -> dict[str, Any]:
    version = user.get(f"/v1/processes/{process_id}").body["version"]
    reply = user.call(
        "POST",
        f"/v1/processes/{process_id}/facts",
        {"decisions": list(decisions)},
        headers={"If-Match": f'"{version}"'},
    )
    assert reply.status == status, reply.body
    answer: dict[str, Any] = reply.body
    return answer


def net(body: dict[str, Any]) -> str | None:
    value: str | None = body["assessment"]["expected"]["net_savings_per_year"]
    return value


def test_a_rejected_value_does_not_come_back_when_the_text_is_read_again(user: Client) -> None:
    process = described(user)["id"]
    analysed(user, process)
    errors = fact(user, process, "error_rate_percent")
    answer = decide(user, process, {"action": "reject", "id": errors["id"], "reason": "To dotyczy zeszłego roku"})
    assert "error_rate_percent" not in {
        name for name, value in answer["assessment"]["inputs"].items() if value["provenance"] == "suggested"
    }

    again = analysed(user, process, "deep")
    assert again["assessment"]["inputs"]["error_rate_percent"]["provenance"] == "default"
    assert [item["status"] for item in again["result"]["suggested_inputs"] if item["field"] == "error_rate_percent"] in (
        [], ["rejected"],
    )  # fmt: skip
    assert fact(user, process, "error_rate_percent")["state"] == "rejected"


def test_an_answer_to_decisions_is_what_every_surface_shows(user: Client) -> None:
    process = described(user)["id"]
    analysis = analysed(user, process)
    ids = [
        item["id"]
        for item in facts(user, process)["items"]
        if item["field"] in ("runs", "frequency", "minutes_per_run")
    ]
    answer = decide(
        user,
        process,
        *({"action": "confirm", "id": one} for one in ids),
        {"action": "state", "field": "hourly_cost", "value": "80"},
    )

    one = user.get(f"/v1/processes/{process}").body
    [listed] = user.get("/v1/processes").body["items"]
    current = user.get(f"/v1/analyses/{analysis['id']}").body
    dashboard = user.get("/v1/dashboard").body
    expected = net(answer)
    assert expected is not None
    assert {net(one), listed["net_savings_per_year"], net(current), dashboard["totals"]["net"]} == {expected}
    assert one["figures"] == answer["figures"] == current["figures"]
    assert listed["verdict"] == one["figures"]["verdict"]["code"]
    # The person agreed with what the analysis used and gave one value more: its text follows the figures, nothing is stale.
    assert not one["stale"]


def test_a_figure_set_by_hand_counts_everywhere_with_the_computed_one_beside_it(user: Client) -> None:
    process = described(user)["id"]
    analysis = analysed(user, process)
    computed = net(analysis)
    override = {"field": "net_savings_per_year", "value": "12345.00", "reason": "Umowa z dostawcą"}
    assert user.call("PATCH", f"/v1/analyses/{analysis['id']}", {"overrides": [override]}).status == 200

    one = user.get(f"/v1/processes/{process}").body
    [headline] = [item for item in one["figures"]["headline"] if item["field"] == "net_savings_per_year"]
    assert (headline["value"], headline["computed"], headline["set_by_hand"]) == ("12345.00", computed, True)
    [listed] = user.get("/v1/processes").body["items"]
    assert (listed["net_savings_per_year"], listed["set_by_hand"]) == ("12345.00", ["net_savings_per_year"])
    totals = user.get("/v1/dashboard").body["totals"]
    assert totals["net"] == "12345.00"
    assert Decimal(totals["gross"]) - Decimal(totals["running_cost"]) == Decimal(totals["net"])


def test_a_contradiction_that_is_settled_stays_settled(user: Client) -> None:
    text = (
        "Czterech pracowników zajmuje się tym na pełny etat. Fakturowanie zajmuje 40 godzin tygodniowo. "
        "Godzina pracownika kosztuje nas 50 zł."
    )
    process = described(user, description=text)["id"]
    analysed(user, process)
    before = user.get(f"/v1/processes/{process}").body["figures"]
    assert before["open"], "two ways to read the text"
    assert not before["verdict"]["firm"]
    reading = before["open"][0]["readings"][0]

    answer = decide(user, process, {"action": "settle", "reading": reading["id"]})
    assert answer["figures"]["open"] == []
    assert answer["assessment"]["hours_per_year"] == reading["hours_per_year"]
    again = analysed(user, process, "deep")
    assert again["figures"]["open"] == []
    assert again["result"]["contradictions"] == []


def test_nobody_else_reads_or_decides_facts(user: Client, client: Client) -> None:
    process = described(user)["id"]
    stranger = Client().register()
    assert stranger.get(f"/v1/processes/{process}/facts").status == 404
    state = {"decisions": [{"action": "state", "field": "runs", "value": "1"}]}
    reply = stranger.call("POST", f"/v1/processes/{process}/facts", state, headers={"If-Match": '"1"'})
    assert reply.status == 404


@pytest.mark.parametrize(
    ("decision", "pointer", "code"),
    [
        ({"action": "state", "field": "runs", "value": "many"}, "/decisions/0/value", "invalid_value"),
        ({"action": "state", "field": "runs", "value": "1e999999999"}, "/decisions/0/value", "invalid_value"),
        ({"action": "state", "field": "wallet", "value": "1"}, "/decisions/0/field", "unknown_field"),
        ({"action": "settle", "reading": "none"}, "/decisions/0/reading", "unknown_reading"),
        ({"action": "confirm", "id": "01930000-0000-7000-8000-000000000001"}, "/decisions/0/id", "unknown_fact"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_pointed_at(
    decision: dict[str, Any], pointer: str, code: str, user: Client
) -> None:
    process = described(user)["id"]
    body = decide(user, process, decision, status=422)
    assert [(error["pointer"], error["code"]) for error in body["errors"]] == [(pointer, code)]
    assert facts(user, process)["items"] == []


def test_another_currency_asks_for_a_rate_or_for_what_was_meant(user: Client) -> None:
    process = described(user, runs=80, frequency="daily", minutes_per_run=6, hourly_cost="60")["id"]
    refused = user.call("PATCH", "/v1/me", {"currency": "EUR"})
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "/currency_rate")

    assert user.call("PATCH", "/v1/me", {"currency": "EUR", "currency_rate": "0.25"}).status == 200
    assert user.get(f"/v1/processes/{process}").body["hourly_cost"] == "15.00"
    assert user.call("PATCH", "/v1/me", {"currency": "USD", "currency_relabel": True}).status == 200
    one = user.get(f"/v1/processes/{process}").body
    assert (one["hourly_cost"], one["assessment"]["currency"]) == ("15.00", "USD")


def test_other_working_days_change_every_process_at_once(user: Client) -> None:
    process = described(user, runs=80, frequency="daily", minutes_per_run=6, hourly_cost="60")["id"]
    assert user.get(f"/v1/processes/{process}").body["assessment"]["hours_per_year"] == "2000.00"
    assert user.call("PATCH", "/v1/me", {"working_days": 200}).status == 200
    assert user.get(f"/v1/processes/{process}").body["assessment"]["hours_per_year"] == "1600.00"
    assert user.get("/v1/processes").body["items"][0]["hours_per_year"] == "1600.00"


def test_a_text_that_the_figures_no_longer_match_is_not_shown(user: Client) -> None:
    process = described(user)["id"]
    before = analysed(user, process)
    assert Decimal(net(before) or 0) > 0
    answer = decide(user, process, {"action": "state", "field": "runs", "value": "2"})
    assert Decimal(net(answer) or 0) < 0

    after = user.get(f"/v1/analyses/{before['id']}").body["result"]
    assert after["summary"] != before["result"]["summary"]
    assert after["verdict"] != before["result"]["verdict"]
    assert "kosztowałaby więcej" in after["verdict"], "the computed verdict, in the language of the analysis"
    assert (after["tools"], after["roadmap"], after["first_steps"]) == ([], [], [])
