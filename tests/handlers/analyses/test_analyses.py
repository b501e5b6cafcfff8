"""Analyses: accepted at once, followed to an end, stored once, and never an error in place of a result."""

import asyncio
import importlib
import json
from collections.abc import Iterator

import psycopg
import pytest

from smartflow.infra import config, db
from tests.support import model_server, postgres
from tests.support.api import CONTEXT, Client
from tests.support.model_server import ModelServer
from tests.support.work import (
    PROCESS,
    ask,
    cancel_all,
    drain_queue,
    housekeeping,
    later,
    message,
    record,
    run_worker,
    with_model,
)

MEASURED = {
    "runs": 320, "frequency": "monthly", "minutes_per_run": 7, "hourly_cost": 60, "build_cost": 4000, "monthly_licence": 100,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_under_way(cloud: None, database: postgres.Database) -> None:
    cancel_all(database)


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server):
        yield server


def test_asking_is_answered_at_once_and_sends_the_message(user: Client) -> None:
    process = user.post("/v1/processes", PROCESS).body
    reply = user.post(f"/v1/processes/{process['id']}/analyses", {"depth": "deep", "language": "en"})

    assert reply.status == 202
    assert reply.headers["Location"] == f"/v1/analyses/{reply.body['id']}"
    assert (reply.body["status"], reply.body["depth"], reply.body["language"]) == ("queued", "deep", "en")
    assert drain_queue() == [{"job_id": reply.body["id"], "version": 1}]
    assert user.get(reply.headers["Location"]).body == reply.body


def test_without_a_model_the_rules_write_an_analysis_with_figures(user: Client) -> None:
    job = ask(user)
    assert run_worker(job["id"]) == []

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert (analysis["status"], analysis["analyst"], analysis["error"]) == ("succeeded", "rules", None)
    assert analysis["version"] == 1
    assert analysis["finished_at"]
    assert analysis["assessment"]["runs_per_year"] == "3840.00"
    assert analysis["assessment"]["inputs"]["runs"] == {"value": "320", "provenance": "suggested"}
    assert {item["quote"] for item in analysis["result"]["suggested_inputs"]} <= {
        PROCESS["description"][item["start"] : item["end"]] for item in analysis["result"]["suggested_inputs"]
    }


def test_the_process_carries_the_figures_of_its_current_analysis(user: Client) -> None:
    job = ask(user)
    run_worker(job["id"])
    process = user.get(f"/v1/processes/{job['process_id']}").body
    analysis = user.get(f"/v1/analyses/{job['id']}").body

    assert process["current_analysis_id"] == job["id"]
    assert process["status"] == "analysed"
    assert process["time_savings_hours"] == analysis["assessment"]["expected"]["hours_saved_per_year"]
    assert process["cost_savings_annual"] == analysis["assessment"]["expected"]["net_savings_per_year"]
    assert process["implementation_difficulty"] == analysis["assessment"]["difficulty"]
    assert str(process["automation_potential"]) == analysis["assessment"]["potential"]
    assert not process["stale"]


def test_what_was_only_read_goes_with_the_words_it_was_read_from(user: Client) -> None:
    job = ask(user)
    address = f"/v1/processes/{job['process_id']}"
    user.call("PATCH", address, {"description": "Całkiem inny opis tego procesu."}, headers={"If-Match": '"1"'})
    run_worker(job["id"])

    assert user.get(address).body["stale"] is True
    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["stale"] is True
    assert analysis["assessment"]["runs_per_year"] is None


def test_versions_count_up_and_none_is_overwritten(user: Client) -> None:
    first = ask(user)
    run_worker(first["id"])
    before = user.get(f"/v1/analyses/{first['id']}").body
    second = user.post(f"/v1/processes/{first['process_id']}/analyses", {"depth": "expert"}).body
    run_worker(second["id"])

    items = user.get(f"/v1/processes/{first['process_id']}/analyses").body["items"]
    assert [(item["id"], item["version"], item["current"]) for item in items] == [
        (second["id"], 2, True),
        (first["id"], 1, False),
    ]
    assert user.get(f"/v1/analyses/{first['id']}").body == {**before, "current": False, "figures": None}


def test_one_analysis_of_a_process_at_a_time(user: Client) -> None:
    job = ask(user)
    again = user.post(f"/v1/processes/{job['process_id']}/analyses", {"depth": "basic"})

    assert (again.status, again.body["code"], again.body["analysis_id"]) == (409, "analysis_active", job["id"])


def test_the_same_key_asks_once(user: Client) -> None:
    process = user.post("/v1/processes", PROCESS).body
    replies = [
        user.post(f"/v1/processes/{process['id']}/analyses", {"depth": "basic"}, Idempotency_Key="once")
        for _ in range(2)
    ]
    assert {reply.body["id"] for reply in replies} == {replies[0].body["id"]}
    assert [reply.status for reply in replies] == [202, 202]


def test_another_users_analysis_looks_like_a_missing_one(user: Client, client: Client) -> None:
    job, other = ask(user), client.register()
    for method, path in (("GET", ""), ("POST", "/cancel"), ("POST", "/retry")):
        assert other.call(method, f"/v1/analyses/{job['id']}{path}").status == 404
    assert other.get(f"/v1/processes/{job['process_id']}/analyses").status == 404
    assert other.post(f"/v1/processes/{job['process_id']}/analyses", {"depth": "basic"}).status == 404


def test_a_cancelled_job_stays_cancelled_whatever_the_worker_does(user: Client) -> None:
    job = ask(user)
    assert user.post(f"/v1/analyses/{job['id']}/cancel").body["status"] == "cancelled"
    run_worker(job["id"])

    assert user.get(f"/v1/analyses/{job['id']}").body["result"] is None
    assert user.post(f"/v1/analyses/{job['id']}/cancel").status == 409
    again = user.post(f"/v1/analyses/{job['id']}/retry")
    assert again.status == 202
    assert again.body["id"] != job["id"]


def test_deleting_a_process_cancels_its_analysis(user: Client) -> None:
    job = ask(user)
    user.call("DELETE", f"/v1/processes/{job['process_id']}", headers={"If-Match": '"1"'})
    run_worker(job["id"])
    user.post(f"/v1/processes/{job['process_id']}/restore")

    assert user.get(f"/v1/analyses/{job['id']}").body["status"] == "cancelled"


def test_the_model_is_asked_twice_with_strict_schemas_and_nothing_stored(user: Client, model: ModelServer) -> None:
    job = ask(user)
    assert run_worker(job["id"]) == []

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert (analysis["status"], analysis["analyst"], analysis["model"]) == ("succeeded", "model", "test-model-2026")
    assert [model_server.kind_of(asked) for asked in model.requests] == ["reading", "writing"]
    for asked in model.requests:
        assert asked["store"] is False
        assert 0 < asked["max_output_tokens"] <= 16_384
        assert asked["text"]["format"]["strict"] is True
    assert model.authorizations == ["Bearer test-key"] * 2
    assert analysis["usage"]["calls"] == 2
    assert (analysis["usage"]["input_tokens"], analysis["usage"]["output_tokens"]) == (2400, 1600)


def test_the_writer_is_told_the_verdict_that_readers_will_see(user: Client, model: ModelServer) -> None:
    count = "Co miesiąc przychodzi około 320 faktur"
    model.behaviour = model_server.answering(
        suggested_inputs=[
            {"field": "runs", "value": "320", "quote": count},
            {"field": "frequency", "value": "monthly", "quote": count},
            {"field": "minutes_per_run", "value": "7", "quote": "Księgowanie jednej faktury zajmuje średnio 7 minut"},
        ]
    )
    job = ask(user)
    run_worker(job["id"])

    figures = user.get(f"/v1/analyses/{job['id']}").body["figures"]
    order = model.requests[1]["input"][-1]["content"]
    assert figures["verdict"]["code"] != "not_enough_known"
    assert f"Werdykt obliczony: {figures['verdict']['code']} – " in order
    assert f"runs = 320 („{count}”)" in order


def test_what_a_lying_model_says_it_has_read_changes_no_figure(user: Client, model: ModelServer) -> None:
    said = "Rok temu przychodziło 900 faktur miesięcznie. Docelowo chcemy zejść do 1 minuty na fakturę."
    model.behaviour = model_server.lying(
        ("runs", "900", "900 faktur miesięcznie"),
        ("minutes_per_run", "1", "1 minuty na fakturę"),
        ("hourly_cost", "320", "przychodzi około 320 faktur"),
        ("people", "12", "pracuje nad tym dwanaście osób"),
    )
    job = ask(user, process={**PROCESS, "description": f"{PROCESS['description']} {said}"})
    run_worker(job["id"])

    result = user.get(f"/v1/analyses/{job['id']}").body["result"]
    assert result["suggested_inputs"] == []
    removed = {notice["code"]: notice["count"] for notice in result["notices"]}
    assert (removed["values_refused"], removed["quotes_refused"]) == (3, 1)


def test_amounts_in_prose_come_from_the_engine_never_from_the_model(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.answering(
        summary="Dział przepisuje faktury. Oszczędzicie 250 000 zł i 95% czasu.",
        verdict="Zysk netto to {net_annual} rocznie.",
    )
    job = ask(user, process={**PROCESS, **MEASURED})
    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["status"] == "succeeded"
    assert [model_server.kind_of(asked) for asked in model.requests] == ["reading", "writing", "fixes"], "one repair"
    assert "250 000" not in json.dumps(analysis["result"], ensure_ascii=False)
    assert "95%" not in json.dumps(analysis["result"], ensure_ascii=False)
    net = analysis["assessment"]["expected"]["net_savings_per_year"]
    assert net.replace(".", ",")[-6:] in analysis["result"]["verdict"].replace("\N{NO-BREAK SPACE}", "")


@pytest.mark.parametrize(
    ("behaviour", "code", "calls"),
    [
        (model_server.failing(400, "invalid_request_error"), "model_rejected", 1),
        (model_server.failing(401, "invalid_api_key"), "model_rejected", 1),
        (model_server.failing(429, "insufficient_quota"), "model_quota", 1),
        (model_server.refusing, "model_refused", 2),
        (model_server.truncated, "model_truncated", 2),
        (lambda _asked: model_server.response('{"half": "a JSON'), "model_invalid", 2),
        (lambda _asked: model_server.response("Oto analiza: wszystko będzie dobrze."), "model_invalid", 2),
        (
            model_server.answering(
                summary="The team types the invoices by hand, and it is the same work every month.",
                verdict="It is worth automating: there are savings of {net_annual} a year for the firm.",
            ),
            "model_language",
            3,
        ),
        (model_server.asked_to("writing", model_server.refusing), "model_refused", 3),
        (model_server.asked_to("writing", model_server.truncated), "model_truncated", 3),
        (model_server.asked_to("writing", model_server.failing(400, "invalid_request_error")), "model_rejected", 2),
    ],
)
def test_what_the_model_cannot_give_is_a_failed_job_with_a_reason_never_an_analysis(
    user: Client, model: ModelServer, behaviour: model_server.Behaviour, code: str, calls: int
) -> None:
    model.behaviour = behaviour
    job = ask(user)
    assert run_worker(job["id"]) == []

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert (analysis["status"], analysis["result"], analysis["error"]["code"]) == ("failed", None, code)
    polish = user.get(f"/v1/analyses/{job['id']}", Accept_Language="pl").body["error"]["message"]
    assert polish != analysis["error"]["message"]
    assert len(model.requests) == calls
    assert user.get(f"/v1/processes/{job['process_id']}").body["ai_analysis"] is None
    assert analysis["usage"]["calls"] == calls

    model.behaviour = model_server.good
    again = user.post(f"/v1/analyses/{job['id']}/retry").body
    run_worker(again["id"])
    assert user.get(f"/v1/analyses/{again['id']}").body["status"] == "succeeded"


@pytest.mark.parametrize(
    "behaviour",
    [
        model_server.failing(429, "rate_limit_exceeded", Retry_After="7"),
        model_server.failing(503),
        model_server.html,
        model_server.hanging(20),
        model_server.dripping(0.5),
    ],
)
def test_a_model_that_is_away_is_asked_again_later_and_costs_no_receives(
    user: Client,
    model: ModelServer,
    database: postgres.Database,
    behaviour: model_server.Behaviour,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MODEL_TIMEOUT", "1.5")
    config.clear_cache()
    model.behaviour = behaviour
    job = ask(user)
    drain_queue()

    assert run_worker(job["id"]) == [], "acknowledged: the outbox sends another message"
    waiting = user.get(f"/v1/analyses/{job['id']}").body
    assert (waiting["status"], waiting["error"]) == ("queued", None)
    assert waiting["retry_at"]
    assert run_worker(job["id"]) == []
    assert len(model.requests) == 1, "too early: not asked again"

    model.behaviour = model_server.good
    later(database, 1000)
    assert housekeeping()["sent"] == 1
    assert drain_queue() == [{"job_id": job["id"], "version": 2}]
    run_worker(job["id"])
    assert user.get(f"/v1/analyses/{job['id']}").body["status"] == "succeeded"


def test_a_model_that_slips_into_another_language_is_put_right_by_one_repair(user: Client, model: ModelServer) -> None:
    english = model_server.answering(
        summary="The team types the invoices by hand, and it is the same work every month.",
        verdict="It is worth automating, and the first step is to write the exceptions down.",
    )
    model.behaviour = model_server.asked_to("writing", model_server.in_turn(english, model_server.good))
    job = ask(user)
    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["status"] == "succeeded"
    assert analysis["result"]["summary"] == "Dział przepisuje dokumenty ręcznie."
    assert "Polish" in model.requests[2]["input"][-1]["content"]


def test_who_chose_so_gets_the_rules_when_the_model_cannot(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.failing(429, "insufficient_quota")
    job = ask(user, fallback="rules")
    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert (analysis["status"], analysis["analyst"]) == ("succeeded", "rules")


def test_a_slow_message_does_not_hold_up_the_others_of_its_batch(user: Client, model: ModelServer) -> None:
    slow, quick = ask(user), ask(user, process={**PROCESS, "title": "Szybki"})

    def behave(asked: model_server.Json) -> model_server.Reply:
        text = json.dumps(asked["input"], ensure_ascii=False)
        if "Szybki" in text:
            return model_server.good(asked)
        return model_server.Reply(hang=1, body=model_server.good(asked).body)

    model.behaviour = behave
    assert run_worker(slow["id"], quick["id"]) == []
    ends = [user.get(f"/v1/analyses/{job['id']}").body["finished_at"] for job in (quick, slow)]
    assert None not in ends
    assert ends == sorted(ends), "stored when it was ready, not when the batch was"


def test_a_poisonous_message_fails_alone(user: Client) -> None:
    job = ask(user)
    records = [record("not json", "poison"), record(message(job["id"]), "good")]
    response = importlib.import_module("analysis_worker").handler({"Records": records}, CONTEXT)

    assert response == {"batchItemFailures": [{"itemIdentifier": "poison"}]}
    assert user.get(f"/v1/analyses/{job['id']}").body["status"] == "succeeded"


def test_a_worker_that_lost_its_lease_cannot_overwrite_a_newer_result(
    user: Client, model: ModelServer, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(user)

    def overtaken(asked: model_server.Json) -> model_server.Reply:
        """While the model thinks, the lease runs out and a second worker, without a model, does the job."""
        later(database, 1000)
        housekeeping()
        monkeypatch.setenv("MODEL_SECRET_ARN", "")
        config.clear_cache()
        run_worker(job["id"])
        asyncio.get_event_loop_policy().get_event_loop().close()
        db.release()
        return model_server.answering(summary="Starszy wynik.")(asked)

    model.behaviour = overtaken
    assert run_worker(job["id"]) == []

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["status"] == "succeeded"
    assert analysis["analyst"] == "rules"
    assert [item["version"] for item in user.get(f"/v1/processes/{job['process_id']}/analyses").body["items"]] == [1]


def kept(database: postgres.Database) -> list[str]:
    rows = postgres.as_owner(database, "job_answers", "select step from smartflow.job_answers order by step")
    return [row[0] for row in rows]


def spent(database: postgres.Database) -> int:
    [(total,)] = postgres.as_owner(
        database, "model_spending", "select coalesce(sum(micro_usd), 0) from smartflow.model_spending"
    )
    return int(total)


def test_a_process_that_cannot_be_read_ends_its_analysis_at_the_first_attempt(
    user: Client, database: postgres.Database
) -> None:
    job = ask(user)
    postgres.as_owner(
        database, "jobs", f"update smartflow.jobs set snapshot = snapshot - 'inputs' where id = '{job['id']}'"
    )

    assert run_worker(job["id"]) == []
    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert (analysis["status"], analysis["error"]["code"]) == ("failed", "internal")


@pytest.mark.parametrize("error", [psycopg.errors.CheckViolation, psycopg.errors.UntranslatableCharacter])
def test_a_result_that_the_database_refuses_ends_its_analysis_at_once_and_is_not_bought_again(
    user: Client, model: ModelServer, monkeypatch: pytest.MonkeyPatch, error: type[psycopg.Error]
) -> None:
    def refused(*_: object) -> None:
        raise error

    job = ask(user)
    with monkeypatch.context() as patch:
        patch.setattr(importlib.import_module("analysis_worker").jobs, "succeed", refused)
        assert run_worker(job["id"]) == []

    assert user.get(f"/v1/analyses/{job['id']}").body["error"]["code"] == "internal"
    assert len(model.requests) == 2


class Killed(BaseException):
    """The process ends here, as by `kill -9`: nothing after this line runs."""


@pytest.mark.parametrize("after", ["read", "write"])
def test_an_answer_that_was_paid_for_survives_its_worker_and_is_not_bought_again(
    user: Client, model: ModelServer, database: postgres.Database, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    worker = importlib.import_module("analysis_worker")
    keep = worker._Attempt.keep

    async def keep_and_die(self: object, step: str, *call: object) -> None:
        await keep(self, step, *call)
        if step == after:
            raise Killed

    job = ask(user)
    before = spent(database)
    with monkeypatch.context() as patch:
        patch.setattr(worker._Attempt, "keep", keep_and_die)
        with pytest.raises(Killed):
            run_worker(job["id"])
    assert after in kept(database)

    later(database, 1000)
    housekeeping()
    assert run_worker(job["id"]) == []

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["status"] == "succeeded"
    assert [model_server.kind_of(asked) for asked in model.requests] == ["reading", "writing"]
    assert (analysis["usage"]["calls"], analysis["usage"]["input_tokens"]) == (2, 2400)
    assert spent(database) - before == 2 * 10_750, "each answer is booked once"
    assert kept(database) == [], "answers go with the end of their job"


def test_what_a_cancelled_analysis_has_used_is_booked_and_nothing_more_is_bought(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    job = ask(user)
    before = spent(database)

    def cancelled(asked: model_server.Json) -> model_server.Reply:
        postgres.as_owner(database, "jobs", f"update smartflow.jobs set status = 'cancelled' where id = '{job['id']}'")
        return model_server.good(asked)

    model.behaviour = cancelled
    run_worker(job["id"])

    assert len(model.requests) == 1
    assert spent(database) - before == 10_750
    assert kept(database) == []


def test_a_search_that_was_refused_is_not_charged(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.asked_to("search", model_server.failing(400, "invalid_request_error"))
    job = ask(user, depth="deep")
    run_worker(job["id"])

    usage = user.get(f"/v1/analyses/{job['id']}").body["usage"]
    assert (usage["calls"], usage["searches"], usage["cost_usd"]) == (3, 0, "0.0215")
