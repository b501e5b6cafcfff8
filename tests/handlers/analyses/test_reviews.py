"""What a person makes of an analysis, what would leave, what is not bought again, and what may be spent."""

from collections.abc import Iterator
from typing import Any

import pytest

from smartflow.analyst import catalogue
from smartflow.infra import config
from tests.support import model_server
from tests.support.api import Client
from tests.support.model_server import ModelServer
from tests.support.work import PROCESS, ask, consent, run_worker, with_model

QUOTE = "Księgowanie jednej faktury zajmuje średnio 7 minut"


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server):
        yield server


@pytest.fixture
def analysed(user: Client) -> Any:
    """An analysis by the rules, whose suggestions were read from the description."""
    job = ask(user)
    run_worker(job["id"])
    return user.get(f"/v1/analyses/{job['id']}").body


def suggestion(analysis: Any, field: str) -> Any:
    [found] = [item for item in analysis["result"]["suggested_inputs"] if item["field"] == field]
    return found


def test_an_accepted_suggestion_fills_the_empty_field_and_is_marked(user: Client, analysed: Any) -> None:
    item = suggestion(analysed, "minutes_per_run")
    reply = user.post(f"/v1/analyses/{analysed['id']}/suggestions", {"accept": [item["id"]]})

    assert reply.status == 200
    assert suggestion(reply.body, "minutes_per_run")["status"] == "accepted"
    process = user.get(f"/v1/processes/{analysed['process_id']}").body
    assert process["minutes_per_run"] == "7"
    assert process["provenance"]["minutes_per_run"] == "suggested"
    assert process["assessment"]["inputs"]["minutes_per_run"] == {"value": "7", "provenance": "suggested"}
    assert process["stale"] is False, "the analysis already used it"


def test_a_rejected_suggestion_stays_out_and_says_so(user: Client, analysed: Any) -> None:
    item = suggestion(analysed, "runs")
    reply = user.post(f"/v1/analyses/{analysed['id']}/suggestions", {"reject": [item["id"]]})

    assert suggestion(reply.body, "runs")["status"] == "rejected"
    assert user.get(f"/v1/processes/{analysed['process_id']}").body["runs"] is None


def test_a_suggestion_never_overwrites_what_a_person_filled_in(user: Client, analysed: Any) -> None:
    address = f"/v1/processes/{analysed['process_id']}"
    user.call("PATCH", address, {"runs": 100}, headers={"If-Match": user.get(address).etag})
    reply = user.post(f"/v1/analyses/{analysed['id']}/suggestions", {"accept": [suggestion(analysed, "runs")["id"]]})

    assert reply.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [("/accept/0", "field_filled")]
    assert user.get(address).body["runs"] == "100"


def test_a_persons_edit_of_an_accepted_value_is_the_persons_again(user: Client, analysed: Any) -> None:
    user.post(f"/v1/analyses/{analysed['id']}/suggestions", {"accept": [suggestion(analysed, "runs")["id"]]})
    address = f"/v1/processes/{analysed['process_id']}"
    edited = user.call("PATCH", address, {"runs": 300}, headers={"If-Match": user.get(address).etag})

    assert edited.body["provenance"]["runs"] == "user"
    assert edited.body["stale"] is True


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"accept": ["s99"]}, "/accept/0", "unknown_suggestion"),
        ({"accept": ["s1"], "reject": ["s1"]}, "/reject/0", "duplicate"),
        ({"approve": ["s1"]}, "/approve", "unknown_field"),
    ],
)
def test_decisions_that_cannot_be_are_named(user: Client, analysed: Any, body: Any, pointer: str, code: str) -> None:
    reply = user.post(f"/v1/analyses/{analysed['id']}/suggestions", body)
    assert reply.status == 422
    assert (reply.body["errors"][0]["pointer"], reply.body["errors"][0]["code"]) == (pointer, code)


def test_an_override_stands_beside_the_computed_value_with_its_reason(user: Client, analysed: Any) -> None:
    computed = analysed["assessment"]["expected"]["net_savings_per_year"]
    wanted = {"field": "net_savings_per_year", "value": "12000.00", "reason": "Nowa umowa z dostawcą"}
    reply = user.call("PATCH", f"/v1/analyses/{analysed['id']}", {"overrides": [wanted]})

    assert reply.status == 200
    [override] = reply.body["overrides"]
    assert override | {"created_at": ""} == {**wanted, "computed": computed, "created_at": ""}
    assert reply.body["assessment"] == analysed["assessment"]
    assert reply.body["result"] == analysed["result"]


def test_overrides_last_when_the_process_is_analysed_again(user: Client, analysed: Any) -> None:
    wanted = {"field": "verdict", "value": "Wdrażamy w maju.", "reason": "Decyzja zarządu"}
    user.call("PATCH", f"/v1/analyses/{analysed['id']}", {"overrides": [wanted]})
    again = user.post(f"/v1/processes/{analysed['process_id']}/analyses", {"depth": "deep"}).body
    run_worker(again["id"])

    assert user.get(f"/v1/analyses/{again['id']}").body["overrides"][0]["value"] == "Wdrażamy w maju."
    process = user.get(f"/v1/processes/{analysed['process_id']}").body
    assert process["figures"]["verdict"]["set_by_hand"] == "Wdrażamy w maju."


def test_an_override_is_taken_back_with_null(user: Client, analysed: Any) -> None:
    address = f"/v1/analyses/{analysed['id']}"
    user.call("PATCH", address, {"overrides": [{"field": "ease", "value": "40", "reason": "Za łatwo"}]})
    reply = user.call("PATCH", address, {"overrides": [{"field": "ease", "value": None, "reason": "Jednak nie"}]})
    assert reply.body["overrides"] == []


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("net_savings_per_year", "dużo", "not_a_number"),
        ("net_savings_per_year", "1.234", "too_precise"),
        ("difficulty", "impossible", "not_allowed"),
        ("user_id", "1", "not_allowed"),
    ],
)
def test_an_override_has_to_be_a_value_of_its_figure(
    user: Client, analysed: Any, field: str, value: str, code: str
) -> None:
    body = {"overrides": [{"field": field, "value": value, "reason": "bo tak"}]}
    reply = user.call("PATCH", f"/v1/analyses/{analysed['id']}", body)
    assert (reply.status, reply.body["errors"][0]["code"]) == (422, code)


def test_a_review_of_a_version_that_has_moved_on_is_refused(user: Client, analysed: Any) -> None:
    address = f"/v1/analyses/{analysed['id']}"
    seen = user.get(address).etag
    body = {"overrides": [{"field": "ease", "value": "40", "reason": "Za łatwo"}]}
    assert user.call("PATCH", address, body, headers={"If-Match": seen}).status == 200
    assert user.call("PATCH", address, body, headers={"If-Match": seen}).status == 412


def test_another_user_can_neither_review_nor_compare(user: Client, client: Client, analysed: Any) -> None:
    other = client.register()
    address = f"/v1/analyses/{analysed['id']}"
    override = {"overrides": [{"field": "ease", "value": "40", "reason": "Za łatwo"}]}
    assert other.call("PATCH", address, override).status == 404
    assert other.post(f"{address}/suggestions", {"accept": ["s1"]}).status == 404
    assert other.get(f"{address}/compare/{analysed['id']}").status == 404
    assert other.post(f"/v1/processes/{analysed['process_id']}/analyses/preview", {}).status == 404


def test_two_versions_are_compared_input_by_input_and_figure_by_figure(user: Client, analysed: Any) -> None:
    address = f"/v1/processes/{analysed['process_id']}"
    change = {"runs": 400, "frequency": "monthly", "minutes_per_run": 7}
    user.call("PATCH", address, change, headers={"If-Match": user.get(address).etag})
    again = user.post(f"{address}/analyses", {"depth": "expert"}).body
    run_worker(again["id"])

    body = user.get(f"/v1/analyses/{analysed['id']}/compare/{again['id']}").body
    figures = {item["figure"]: item for item in body["figures"]}
    assert (figures["runs_per_year"]["a"], figures["runs_per_year"]["b"]) == ("3840.00", "4800.00")
    assert figures["runs_per_year"]["change"] == "960.00"
    inputs = {item["field"]: item for item in body["inputs"]}
    assert (inputs["runs"]["a_provenance"], inputs["runs"]["b_provenance"]) == ("suggested", "user")
    assert (body["a"]["version"], body["b"]["version"]) == (1, 2)


def test_a_comparison_shows_the_current_version_with_the_figures_in_force(user: Client, analysed: Any) -> None:
    job = user.post(f"/v1/processes/{analysed['process_id']}/analyses", {"depth": "basic"}).body
    run_worker(job["id"])
    process = user.get(f"/v1/processes/{analysed['process_id']}").body
    stated = {"decisions": [{"action": "state", "field": "hourly_cost", "value": "111"}]}
    path = f"/v1/processes/{process['id']}/facts"
    assert user.call("POST", path, stated, headers={"If-Match": f'"{process["version"]}"'}).status == 200

    body = user.get(f"/v1/analyses/{analysed['id']}/compare/{job['id']}").body
    cost = next(it for it in body["figures"] if it["figure"] == "cost_per_year")
    assert cost["a"] == analysed["assessment"]["cost_per_year"]
    assert cost["b"] == user.get(f"/v1/processes/{process['id']}").body["assessment"]["cost_per_year"] != cost["a"]


def test_analyses_of_different_processes_are_not_compared(user: Client, analysed: Any) -> None:
    other = ask(user)
    run_worker(other["id"])
    reply = user.get(f"/v1/analyses/{analysed['id']}/compare/{other['id']}")
    assert (reply.status, reply.body["code"]) == (422, "different_processes")


def test_without_a_model_nothing_leaves_and_the_preview_says_so(user: Client) -> None:
    process = user.post("/v1/processes", PROCESS).body
    body = user.post(f"/v1/processes/{process['id']}/analyses/preview", {"depth": "expert"}).body
    assert (body["analyst"], body["message"], body["provider"]) == ("rules", None, None)


def test_the_preview_is_exactly_what_the_model_gets(user: Client, model: ModelServer) -> None:
    text = f"{PROCESS['description']} Pisać do anna.nowak@firma.pl, tel. +48 601 234 567, PESEL 44051401359."
    process = user.post("/v1/processes", {**PROCESS, "description": text}).body
    address = f"/v1/processes/{process['id']}/analyses"
    preview = user.post(f"{address}/preview", {"depth": "basic"}).body
    consent(user)
    run_worker(user.post(address, {"depth": "basic"}).body["id"])

    assert len(model.requests) == 2
    for asked in model.requests:
        assert asked["instructions"] == preview["instructions"]
        assert asked["input"][0]["content"] == preview["message"]
    assert preview["masked"] == {"EMAIL": 1, "PESEL": 1, "PHONE": 1}
    sent = str(model.requests)
    assert not any(secret in sent for secret in ("anna.nowak", "601 234 567", "44051401359"))


def test_the_web_search_is_asked_from_fields_never_from_the_persons_words(user: Client, model: ModelServer) -> None:
    job = ask(
        user, process={**PROCESS, "description": f"Zygfryd liczy faktury. {PROCESS['description']}"}, depth="deep"
    )
    run_worker(job["id"])

    searches = [asked for asked in model.requests if model_server.is_search(asked)]
    assert len(searches) == 1
    assert "Zygfryd" not in str(searches[0])
    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert [source["url"] for source in analysis["result"]["sources"]] == ["https://example.com/ksef"]
    assert analysis["result"]["sources"][0]["date"]
    assert analysis["usage"]["searches"] == 1


def test_words_that_are_not_there_are_refused_and_unknown_tools_too(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.answering(
        suggested_inputs=[
            {"field": "minutes_per_run", "value": "7", "quote": QUOTE},
            {"field": "people", "value": "9", "quote": "pracuje u nas dziewięć osób"},
            {"field": "runs", "value": "500", "quote": "przychodzi około 320 faktur"},
        ],
        tools=[
            {"tool_id": "ksef", "why": "Faktury.", "fit": "Pasuje."},
            {"tool_id": "magic_box", "why": "Czary.", "fit": "Tak."},
        ],
    )
    job = ask(user)
    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert [item["field"] for item in analysis["result"]["suggested_inputs"]] == ["minutes_per_run"]
    assert [tool["tool_id"] for tool in analysis["result"]["tools"]] == ["ksef"]
    assert {"quotes_refused", "values_refused", "tools_refused"} <= {
        item["code"] for item in analysis["result"]["notices"]
    }


def test_an_identical_analysis_is_not_bought_again_and_says_so(user: Client, model: ModelServer) -> None:
    first = ask(user)
    run_worker(first["id"])
    address = f"/v1/processes/{first['process_id']}/analyses"
    again = user.post(address, {"depth": "basic"}).body
    run_worker(again["id"])

    assert len(model.requests) == 2
    second = user.get(f"/v1/analyses/{again['id']}").body
    assert (second["status"], second["version"], second["reused_from"]) == ("succeeded", 2, first["id"])
    assert second["usage"]["calls"] == 0
    fresh = user.post(address, {"depth": "basic", "fresh": True}).body
    run_worker(fresh["id"])
    assert len(model.requests) == 4
    deeper = user.post(address, {"depth": "deep"}).body
    run_worker(deeper["id"])
    assert user.get(f"/v1/analyses/{deeper['id']}").body["reused_from"] is None


def test_another_accounts_analysis_is_never_reused(user: Client, client: Client, model: ModelServer) -> None:
    run_worker(ask(user)["id"])
    run_worker(ask(client.register())["id"])
    assert len(model.requests) == 4


def test_tokens_and_cost_are_kept_with_the_analysis(user: Client, model: ModelServer) -> None:
    """Twice 1,000 fresh input tokens at 2.50, 200 cached at 1.25 and 800 output at 10.00 dollars a million: 0.0215."""
    job = ask(user)
    run_worker(job["id"])
    usage = user.get(f"/v1/analyses/{job['id']}").body["usage"]
    assert (usage["input_tokens"], usage["cached_tokens"], usage["output_tokens"]) == (2400, 400, 1600)
    assert usage["cost_usd"] == "0.0215"
    assert usage["price_known"] is True


@pytest.mark.parametrize("variable", ["USER_MONTHLY_BUDGET", "SERVICE_MONTHLY_BUDGET"])
def test_beyond_the_budget_the_answer_is_clear_or_the_rules_write(
    user: Client, model: ModelServer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    run_worker(ask(user)["id"])
    monkeypatch.setenv(variable, "0.01")
    config.clear_cache()
    process = user.post("/v1/processes", PROCESS).body
    address = f"/v1/processes/{process['id']}/analyses"

    refused = user.post(address, {"depth": "basic"})
    assert (refused.status, refused.body["code"]) == (429, "budget_exhausted")
    assert 0 < int(refused.headers["Retry-After"]) <= 31 * 24 * 3600
    job = user.post(address, {"depth": "basic", "fallback": "rules"}).body
    run_worker(job["id"])
    assert user.get(f"/v1/analyses/{job['id']}").body["analyst"] == "rules"
    assert len(model.requests) == 2


def test_the_catalogue_is_searched_in_both_languages(client: Client) -> None:
    everything = client.get("/v1/tools").body
    assert len(everything["items"]) >= 60
    found = client.get("/v1/tools?search=faktury", Accept_Language="pl").body["items"]
    assert found
    assert "ksef" in [tool["id"] for tool in client.get("/v1/tools?search=ksef").body["items"]]
    assert all(tool["homepage"].startswith("https://") for tool in everything["items"])
    assert client.get("/v1/tools?industry=piracy").status == 422


def test_typical_tools_of_the_categories_are_in_the_catalogue(client: Client) -> None:
    for category in client.get("/v1/categories").body["items"]:
        assert len(catalogue.get(category["typical_tools"])) == len(category["typical_tools"]), category["slug"]


def test_samples_can_be_looked_at_without_an_account(client: Client) -> None:
    items = client.get("/v1/samples").body["items"]
    assert [item["language"] for item in items] == ["pl", "en"]
    for item in items:
        assert item["assessment"]["cost_per_year"] is not None
        assert item["result"]["verdict"]
        for quoted in item["result"]["suggested_inputs"]:
            assert item["description"][quoted["start"] : quoted["end"]] == quoted["quote"]
    assert [item["slug"] for item in client.get("/v1/samples?language=en").body["items"]] == ["orders"]


def test_a_sample_in_brief_has_the_whole_ones_figures_and_words(client: Client) -> None:
    whole = client.get("/v1/samples?language=pl").body["items"]
    brief = client.get("/v1/samples?language=pl&brief=true").body["items"]

    assert [item["slug"] for item in brief] == [item["slug"] for item in whole] == ["bookkeeping"]
    for name in ("hours_saved_per_year", "net_savings_per_year", "payback_months"):
        assert brief[0][name] == whole[0]["assessment"]["expected"][name]
    assert brief[0]["cost_per_year"] == whole[0]["assessment"]["cost_per_year"]
    assert len(brief[0]["quotes"]) >= 5
    assert all(quote in whole[0]["description"] for quote in brief[0]["quotes"])
    assert len(set(brief[0]["quotes"])) == len(brief[0]["quotes"])
