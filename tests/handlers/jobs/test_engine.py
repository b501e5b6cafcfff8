"""The job engine, for every kind of job alike: accepted once, done once in effect, ended whatever dies in between."""

import importlib
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, get_args
from uuid import UUID

import psycopg
import pytest
from botocore.exceptions import EndpointConnectionError

import archive
import mails
from smartflow.analyst.rules import drafting
from smartflow.infra import aws, config, db
from smartflow.jobs import leases, worker
from smartflow.jobs.kinds import QUEUE, Kind, kinds_of
from smartflow.jobs.leases import Claim, Superseded
from smartflow.reports import store as reports
from tests.support import model_server, postgres
from tests.support.api import CONTEXT, Client
from tests.support.model_server import ModelServer
from tests.support.waiting import until
from tests.support.work import PROCESS, ask, drain_queue, housekeeping, later, record, run_worker, with_model

pytestmark = pytest.mark.usefixtures("nothing_waits")

KINDS: tuple[Kind, ...] = get_args(Kind)
#: More than any delay before another attempt.
LONG = 1200
Job = dict[str, Any]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Each kind of job in turn."""
    found: Kind = request.param
    return found


@pytest.fixture(autouse=True)
def _every_report_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "IN_REQUEST_PROCESSES", 0)


@pytest.fixture
def model(kind: Kind) -> Iterator[ModelServer]:
    """A language model for analyses; the other kinds need none."""
    with model_server.running() as server, with_model(server) if kind == "analysis" else nullcontext():
        yield server


@pytest.fixture
def away(kind: Kind, model: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Makes the model, the bucket or mail unavailable, and available again."""

    def unreachable() -> None:
        raise EndpointConnectionError(endpoint_url="https://aws.invalid")

    service = "ses" if kind in ("password_reset", "notice", "share_answer") else "s3"
    there = getattr(aws, service)

    def change(is_away: bool) -> None:
        if kind == "analysis":
            model.behaviour = model_server.failing(503) if is_away else model_server.good
        else:
            monkeypatch.setattr(aws, service, unreachable if is_away else there)

    return change


@pytest.fixture
def accept(kind: Kind, user: Client, database: postgres.Database) -> Callable[[], str]:
    """Has the API accept a job of the kind; returns its id."""

    def accepted() -> str:
        if kind == "analysis":
            ask(user)
        elif kind == "report":
            user.post("/v1/processes", PROCESS)
            assert user.post("/v1/reports", {"scope": "portfolio", "format": "json"}).status == 202
        elif kind == "export":
            assert user.post("/v1/me/export").status == 202
        elif kind == "share_answer":
            share_answered(user)
        elif kind == "notice":
            change = {"current_password": user.password, "new_password": "zupełnie inne hasło 7"}
            assert user.post("/v1/me/password", change).status == 204
        else:
            assert user.post("/v1/auth/password-reset", {"email": user.email}).status == 202
        owner = user.get("/v1/me").body["id"]
        statement = f"select id from smartflow.jobs where user_id = '{owner}' and kind = '{kind}'"
        [(job_id,)] = postgres.as_owner(database, "jobs", statement)
        return str(job_id)

    return accepted


def share_answered(user: Client) -> None:
    """Have somebody answer a report that the user shares; it is made first, and its job ended."""
    user.post("/v1/processes", PROCESS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reports, "IN_REQUEST_PROCESSES", 100)
        report = user.post("/v1/reports", {"scope": "portfolio", "format": "txt"}).body["id"]
    share = user.post(f"/v1/reports/{report}/shares", {}).body
    answer = {"answer": "approved", "name": "Anna Nowak"}
    assert Client().post(f"/v1/shared/{share['token']}/answers", answer).status == 204


@pytest.fixture
def job_of(database: postgres.Database) -> Callable[[str], Job]:
    """Reads the row of a job."""

    def read(job_id: str) -> Job:
        statement = f"select to_jsonb(j) from smartflow.jobs j where id = '{job_id}'"
        [(row,)] = postgres.as_owner(database, "jobs", statement)
        found: Job = row
        return found

    return read


Accept = Callable[[], str]
JobOf = Callable[[str], Job]


def claim(job_id: str, kind: Kind, lease: timedelta = worker.LEASE) -> Claim | None:
    """Take a job as a worker does, and do nothing with it."""
    return db.write(None, lambda tx: leases.claim(tx, UUID(job_id), [kind], lease)).value


def messages(kind: Kind) -> list[dict[str, Any]]:
    return drain_queue(f"{QUEUE[kind]}_queue_url")


def test_a_job_is_done_once_however_often_its_message_comes(kind: Kind, accept: Accept, job_of: JobOf) -> None:
    job_id = accept()
    assert messages(kind) == [{"job_id": job_id, "version": 1}]

    for _ in range(3):
        assert run_worker(job_id, kind=kind) == []

    done = job_of(job_id)
    assert (done["status"], done["attempt"], done["lease_until"], done["error"]) == ("succeeded", 1, None, None)
    assert done["finished_at"]
    assert housekeeping()["sent"] == 0


def test_of_workers_that_ask_at_the_same_moment_one_gets_the_job(
    kind: Kind, accept: Accept, job_of: JobOf, database: postgres.Database
) -> None:
    job_id = accept()
    together = threading.Barrier(6)

    def ask_for_it() -> int:
        with psycopg.connect(database.app_dsn) as connection:
            together.wait()
            taken = connection.execute("select claim_job(%s, %s, interval '5 minutes', 5)", [job_id, [kind]])
            return len(taken.fetchall())

    with ThreadPoolExecutor(6) as workers:
        asked = [workers.submit(ask_for_it) for _ in range(6)]
    assert sorted(one.result() for one in asked) == [0, 0, 0, 0, 0, 1]
    assert job_of(job_id)["attempt"] == 1


def test_a_message_of_the_previous_release_has_its_job_done(kind: Kind, accept: Accept, job_of: JobOf) -> None:
    job_id = accept()
    event = {"Records": [record(json.dumps({"job_id": job_id}))]}

    assert importlib.import_module(f"{QUEUE[kind]}_worker").handler(event, CONTEXT) == {"batchItemFailures": []}
    assert job_of(job_id)["status"] == "succeeded"


def test_a_job_that_is_held_is_not_taken_and_goes_on_when_its_worker_has_died(
    kind: Kind, accept: Accept, job_of: JobOf, database: postgres.Database
) -> None:
    job_id = accept()
    messages(kind)
    assert claim(job_id, kind) is not None

    assert run_worker(job_id, kind=kind) == []
    assert housekeeping()["requeued"] == 0
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("running", 1)

    later(database, 61)
    done = housekeeping()
    assert (done["requeued"], done["sent"]) == (1, 1)
    assert messages(kind) == [{"job_id": job_id, "version": 2}]
    assert run_worker(job_id, kind=kind) == []
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("succeeded", 2)


def test_a_lease_is_short_and_renewed_for_as_long_as_the_work_takes(
    kind: Kind,
    accept: Accept,
    job_of: JobOf,
    model: ModelServer,
    database: postgres.Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job_id = accept()
    leases_seen: list[float] = []

    def left() -> float:
        statement = f"select extract(epoch from lease_until - now()) from smartflow.jobs where id = '{job_id}'"
        [(seconds,)] = postgres.as_owner(database, "jobs", statement)
        return float(seconds)

    def work_for_long() -> None:
        leases_seen.append(left())
        later(database, 59)
        until(lambda: left() > 50)

    def hold(asked: model_server.Json) -> model_server.Reply:
        work_for_long()
        return model_server.good(asked)

    def hold_aws() -> object:
        work_for_long()
        return there()

    service = "ses" if kind in ("password_reset", "notice", "share_answer") else "s3"
    there = getattr(aws, service)
    monkeypatch.setattr(aws, service, hold_aws)
    model.behaviour = hold
    monkeypatch.setattr(worker, "RENEW_EVERY", 0.1)

    assert run_worker(job_id, kind=kind) == []
    assert max(leases_seen) <= 60
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("succeeded", 1)


def test_what_a_superseded_attempt_writes_changes_nothing(kind: Kind, accept: Accept, job_of: JobOf) -> None:
    job_id = accept()
    late = claim(job_id, kind, lease=timedelta(0))
    assert late is not None
    newer = claim(job_id, kind)
    assert newer is not None
    held = job_of(job_id)

    writes: list[Callable[[db.Transaction], None]] = [
        lambda tx: leases.finish(tx, late),
        lambda tx: leases.fail(tx, late, "internal"),
        lambda tx: leases.postpone(tx, late, timedelta(0)),
    ]
    for write in writes:
        with pytest.raises(Superseded):
            db.write(late.user_id, write)
        assert job_of(job_id) == held

    db.write(newer.user_id, lambda tx: leases.finish(tx, newer))
    assert job_of(job_id)["status"] == "succeeded"


def test_a_job_whose_worker_dies_five_times_has_failed(
    kind: Kind, accept: Accept, job_of: JobOf, user: Client, database: postgres.Database
) -> None:
    job_id = accept()
    for _ in range(5):
        assert claim(job_id, kind, lease=timedelta(0)) is not None
    assert claim(job_id, kind) is None

    assert housekeeping()["failed"] == 1
    ended = job_of(job_id)
    assert (ended["status"], ended["error"]["code"]) == ("failed", "attempts_exhausted")
    assert run_worker(job_id, kind=kind) == []
    assert job_of(job_id) == ended
    if kind == "report":
        assert user.get(f"/v1/reports/{job_id}").body["status"] == "failed"
    later(database, LONG)
    assert housekeeping()["sent"] == 0


def test_a_job_that_cannot_be_done_now_waits_and_is_done_later(
    kind: Kind, accept: Accept, job_of: JobOf, away: Callable[[bool], None], database: postgres.Database
) -> None:
    job_id = accept()
    messages(kind)
    away(True)
    assert run_worker(job_id, kind=kind) == [], "acknowledged: the outbox sends another message"
    waiting = job_of(job_id)
    assert (waiting["status"], waiting["attempt"], waiting["error"]) == ("queued", 1, None)
    assert waiting["not_before"]

    assert run_worker(job_id, kind=kind) == []
    assert housekeeping()["sent"] == 0
    assert job_of(job_id) == waiting, "too early"

    away(False)
    later(database, LONG)
    assert housekeeping()["sent"] == 1
    assert messages(kind) == [{"job_id": job_id, "version": 2}]
    assert run_worker(job_id, kind=kind) == []
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("succeeded", 2)


def test_a_job_that_cannot_be_done_for_too_long_has_failed(
    kind: Kind,
    accept: Accept,
    job_of: JobOf,
    user: Client,
    away: Callable[[bool], None],
    database: postgres.Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job_id = accept()
    away(True)
    monkeypatch.setattr(importlib.import_module("analysis_worker"), "_LONGEST_OUTAGE", 4 * timedelta(seconds=LONG))
    for _ in range(5):
        assert job_of(job_id)["status"] == "queued"
        assert run_worker(job_id, kind=kind) == []
        later(database, LONG)
    away(False)
    housekeeping()

    ended = job_of(job_id)
    assert (ended["status"], ended["attempt"]) == ("failed", 5)
    assert ended["error"]["code"] in ("attempts_exhausted", "model_unavailable")
    if kind == "report":
        assert user.get(f"/v1/reports/{job_id}").body["status"] == "failed"


def test_a_message_that_brought_no_claim_is_sent_again_after_a_minute(
    kind: Kind, accept: Accept, job_of: JobOf, database: postgres.Database
) -> None:
    job_id = accept()
    messages(kind)
    later(database, 50)
    assert housekeeping()["resent"] == 0

    later(database, 11)
    done = housekeeping()
    assert (done["resent"], done["sent"]) == (1, 1)
    assert messages(kind) == [{"job_id": job_id, "version": 2}]
    assert housekeeping()["resent"] == 0


def test_messages_that_a_queue_has_lost_are_sent_again_at_once_when_asked_for(kind: Kind, accept: Accept) -> None:
    job_id = accept()
    messages(kind)

    assert housekeeping("resend")["sent"] == 1
    assert messages(kind) == [{"job_id": job_id, "version": 2}]


def test_with_the_queue_away_the_job_is_accepted_and_housekeeping_sends_its_message(
    kind: Kind, accept: Accept, job_of: JobOf, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        for name in ("ANALYSIS_QUEUE_URL", "BACKGROUND_QUEUE_URL"):
            patch.setenv(name, "https://sqs.eu-central-1.amazonaws.com/123456789012/no-such-queue")
        config.clear_cache()
        job_id = accept()
    config.clear_cache()
    assert housekeeping()["sent"] == 0, "too soon: the message may be on its way"
    later(database, 31)

    assert housekeeping()["sent"] == 1
    assert messages(kind) == [{"job_id": job_id, "version": 1}]
    assert housekeeping()["sent"] == 0
    assert run_worker(job_id, kind=kind) == []
    assert job_of(job_id)["status"] == "succeeded"


def test_a_cancelled_job_is_neither_sent_nor_done_nor_finished(
    kind: Kind, accept: Accept, job_of: JobOf, database: postgres.Database
) -> None:
    job_id = accept()
    messages(kind)
    claimed = claim(job_id, kind)
    assert claimed is not None

    assert db.write(claimed.user_id, lambda tx: leases.cancel(tx, kind, claimed.id)).value == 1

    with pytest.raises(Superseded):
        db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed))
    later(database, LONG)
    assert housekeeping()["sent"] == 0
    assert run_worker(job_id, kind=kind) == []
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("cancelled", 1)
    assert db.write(claimed.user_id, lambda tx: leases.cancel(tx, kind, claimed.id)).value == 0


def test_a_job_that_would_fail_again_ends_at_once(
    kind: Kind, accept: Accept, job_of: JobOf, user: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError

    making = importlib.import_module("rendering.making")
    places = {"analysis": (drafting, "analyse"), "report": (making, "make"), "export": (archive, "write")}
    places["share_answer"] = (mails, "share_answer")
    places["notice"] = (mails, "notice")
    job_id = accept()
    monkeypatch.setattr(*places.get(kind, (mails, "password_reset")), broken)

    assert run_worker(job_id, kind=kind) == []
    ended = job_of(job_id)
    assert (ended["status"], ended["attempt"], ended["error"]) == ("failed", 1, {"code": "internal"})
    if kind == "report":
        assert user.get(f"/v1/reports/{job_id}").body["status"] == "failed"


def test_a_message_at_a_worker_that_does_not_know_its_kind_is_not_lost(
    kind: Kind, accept: Accept, job_of: JobOf
) -> None:
    job_id = accept()
    other: Kind = "export" if kind == "analysis" else "analysis"

    assert run_worker(job_id, kind=other) == [job_id], "it stays in the queue"
    assert (job_of(job_id)["status"], job_of(job_id)["attempt"]) == ("queued", 0)
    assert run_worker(job_id, kind=kind) == []
    assert run_worker(job_id, kind=other) == [], "done by the worker that knows it"
    assert job_of(job_id)["status"] == "succeeded"


def test_the_jobs_of_a_deleted_account_go_with_it(
    kind: Kind, accept: Accept, user: Client, database: postgres.Database
) -> None:
    job_id = accept()
    claimed = claim(job_id, kind)
    assert claimed is not None

    assert user.call("DELETE", "/v1/me").status == 204

    for table, column in (("jobs", "id"), ("job_outbox", "job_id")):
        statement = f"select count(*) from smartflow.{table} where {column} = '{job_id}'"
        assert postgres.as_owner(database, table, statement) == [(0,)]
    with pytest.raises(Superseded):
        db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed))
    assert run_worker(job_id, kind=kind) == []


def test_a_queue_that_is_away_does_not_hold_up_the_other_and_is_no_secret(
    user: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        ask(user)
    user.post("/v1/me/export")
    drain_queue()
    [message] = drain_queue("background_queue_url")
    later(database, 61)
    with monkeypatch.context() as patch:
        patch.setenv("ANALYSIS_QUEUE_URL", "https://sqs.eu-central-1.amazonaws.com/123456789012/no-such-queue")
        config.clear_cache()
        with pytest.raises(ExceptionGroup) as raised:
            housekeeping()
        assert len(raised.value.exceptions) == 1, "a queue that is away is tried once"
        assert drain_queue("background_queue_url") == [{**message, "version": 2}]
    config.clear_cache()

    assert housekeeping()["sent"] == 2


def test_every_kind_has_a_worker_that_does_it() -> None:
    assert set(importlib.import_module("background_worker")._HANDLERS) == set(kinds_of("background"))
    assert kinds_of("analysis") == ["analysis"]


def test_pauses_between_attempts_grow_are_spread_and_end() -> None:
    for attempt, seconds in ((1, 15), (2, 30), (3, 60), (4, 120), (9, 900)):
        delays = {leases.retry_delay(attempt).total_seconds() for _ in range(50)}
        assert seconds <= min(delays) <= max(delays) <= seconds * 1.25
        assert len(delays) > 1
    asked = leases.retry_delay(1, timedelta(seconds=100)).total_seconds()
    assert 100 <= asked <= 125
