"""A provider that is unavailable for longer: one analysis tries it from time to time, the others wait, and none ends for it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from smartflow.infra import config
from tests.support import model_server, postgres
from tests.support.api import Client
from tests.support.model_server import ModelServer
from tests.support.work import PROCESS, ask, drain_queue, housekeeping, later, run_worker, with_model

pytestmark = pytest.mark.usefixtures("nothing_waits")


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server):
        yield server


def requested(user: Client, count: int) -> list[str]:
    return [str(ask(user, process={**PROCESS, "title": f"Proces {number}"})["id"]) for number in range(count)]


def seconds_until_retry(user: Client, job_id: str) -> float:
    """Return what a waiting analysis says about its next attempt."""
    waiting = user.get(f"/v1/analyses/{job_id}").body
    assert (waiting["status"], waiting["error"]) == ("queued", None)
    return (datetime.fromisoformat(waiting["retry_at"]) - datetime.now(UTC)).total_seconds()


def test_what_the_provider_asks_of_one_analysis_holds_for_all(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.failing(429, "rate_limit_exceeded", Retry_After="100")
    first, *others = requested(user, 4)
    run_worker(first)
    run_worker(*others)

    assert len(model.requests) == 1
    for job in (first, *others):
        assert 95 < seconds_until_retry(user, job) < 130


def test_one_analysis_tries_and_the_others_go_on_as_soon_as_it_is_answered(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    model.behaviour = model_server.failing(503)
    jobs = requested(user, 4)
    drain_queue()
    for job in jobs:
        run_worker(job)
    assert len(model.requests) == 1

    later(database, 30)
    run_worker(*jobs)
    assert len(model.requests) == 2, "a trial"
    later(database, 60)
    model.behaviour = model_server.good
    run_worker(jobs[0], jobs[1])
    assert user.get(f"/v1/analyses/{jobs[0]}").body["status"] == "succeeded"

    for waiting in jobs[2:]:
        assert seconds_until_retry(user, waiting) <= 0
    later(database, 10)
    housekeeping()
    run_worker(*jobs)
    assert {user.get(f"/v1/analyses/{job}").body["status"] for job in jobs} == {"succeeded"}


@pytest.mark.parametrize("behaviour", [model_server.failing(503), model_server.failing(500), model_server.html])
def test_an_hours_outage_ends_no_analysis_and_takes_few_calls(
    user: Client, model: ModelServer, database: postgres.Database, behaviour: model_server.Behaviour
) -> None:
    model.behaviour = behaviour
    jobs = requested(user, 2)
    for _ in range(60):
        run_worker(*jobs)
        later(database, 60)
    assert 5 < len(model.requests) < 20
    for job in jobs:
        assert seconds_until_retry(user, job) < 1200

    model.behaviour = model_server.good
    later(database, 1200)
    run_worker(*jobs)
    later(database, 10)
    run_worker(*jobs)
    for job in jobs:
        assert user.get(f"/v1/analyses/{job}").body["status"] == "succeeded"


def test_after_four_hours_the_analysis_has_failed_and_says_why(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    model.behaviour = model_server.failing(503)
    [job] = requested(user, 1)
    for _ in range(13):
        run_worker(job)
        later(database, 1200)

    analysis = user.get(f"/v1/analyses/{job}").body
    assert (analysis["status"], analysis["error"]["code"]) == ("failed", "model_unavailable")


def test_where_the_rules_may_write_they_do_after_five_minutes_and_the_reader_is_told_why(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    model.behaviour = model_server.failing(503)
    job = ask(user, fallback="rules")["id"]
    run_worker(job)
    later(database, 200)
    run_worker(job)
    assert user.get(f"/v1/analyses/{job}").body["status"] == "queued"
    later(database, 200)
    run_worker(job)

    for language, words in (("en", "did not respond"), ("pl", "nie odpowiadał")):
        analysis = user.get(f"/v1/analyses/{job}", Accept_Language=language).body
        assert (analysis["status"], analysis["analyst"]) == ("succeeded", "rules")
        assert analysis["fallback_reason"]["code"] == "model_unavailable"
        assert words in analysis["fallback_reason"]["message"]


def test_rules_that_write_for_want_of_a_budget_say_so(
    user: Client, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("USER_MONTHLY_BUDGET", "0.01")
        config.clear_cache()
        job = ask(user, fallback="rules")["id"]
    config.clear_cache()
    run_worker(job)

    assert user.get(f"/v1/analyses/{job}").body["fallback_reason"]["code"] == "budget_exhausted"


def test_what_the_model_or_the_rules_write_as_wanted_has_no_such_reason(user: Client, model: ModelServer) -> None:
    job = ask(user)["id"]
    run_worker(job)

    assert user.get(f"/v1/analyses/{job}").body["fallback_reason"] is None


def test_a_search_that_fails_opens_no_circuit(user: Client, model: ModelServer) -> None:
    model.behaviour = model_server.asked_to("search", model_server.failing(503))
    job = ask(user, depth="deep")["id"]
    run_worker(job)

    analysis = user.get(f"/v1/analyses/{job}").body
    assert (analysis["status"], analysis["analyst"]) == ("succeeded", "model")
