"""Nothing goes to a language model's provider before the account agrees, or once it no longer does."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smartflow.accounts import users
from smartflow.infra import db
from smartflow.infra.problems import Problem
from tests.support import model_server, postgres
from tests.support.api import Client
from tests.support.model_server import ModelServer
from tests.support.work import PROCESS, ask, consent, run_worker, with_model

ADDRESS = "/v1/me/model-consent"


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server):
        yield server


def ask_without_consent(user: Client, **wanted: Any) -> Any:
    process = user.post("/v1/processes", PROCESS).body
    return user.post(f"/v1/processes/{process['id']}/analyses", {"depth": "basic", **wanted})


def stored(database: postgres.Database, user_id: str) -> Any:
    """Return the stored consent of an account, None if there is no account."""
    with psycopg.connect(database.app_dsn) as connection:
        connection.execute("select set_config('app.user_id', %s, true)", (user_id,))
        statement = "select model_consent_at, model_consent_notice from smartflow.users where id = %s"
        return connection.execute(statement, (user_id,)).fetchone()


def test_consent_is_kept_with_its_time_and_recorded_and_withdrawn(user: Client, database: postgres.Database) -> None:
    me = user.get("/v1/me")
    assert me.body["model_consent_at"] is None

    given = user.call("PUT", ADDRESS)

    assert given.body["model_consent_at"] is not None
    assert given.etag != me.etag
    assert stored(database, me.body["id"])[1] == users.PRIVACY_NOTICE

    assert user.call("DELETE", ADDRESS).body["model_consent_at"] is None
    assert user.get("/v1/me").body["model_consent_at"] is None
    assert stored(database, me.body["id"]) == (None, None)
    newest = user.get("/v1/activity").body["items"][:2]
    assert [(entry["action"], entry["details"]) for entry in newest] == [
        ("account.model_consent_withdrawn", {"notice": users.PRIVACY_NOTICE}),
        ("account.model_consent_given", {"notice": users.PRIVACY_NOTICE}),
    ]


@pytest.mark.parametrize("fallback", ["none", "rules"])
def test_without_consent_the_model_cannot_be_asked_and_the_answer_says_why(
    user: Client, model: ModelServer, fallback: str
) -> None:
    process = user.post("/v1/processes", PROCESS).body
    address, key = f"/v1/processes/{process['id']}/analyses", {"Idempotency_Key": "once"}
    wanted = {"depth": "basic", "fallback": fallback}

    refused = user.post(address, wanted, **key)

    assert (refused.status, refused.body["code"]) == (403, "consent_required")
    assert user.get(address).body["items"] == []

    consent(user)
    job = user.post(address, wanted, **key)
    assert job.status == 202, "a refusal does not use up the key"
    run_worker(job.body["id"])
    assert user.get(f"/v1/analyses/{job.body['id']}").body["analyst"] == "model"
    assert len(model.requests) == 2


def test_a_retry_needs_consent_too(user: Client, model: ModelServer) -> None:
    job = ask(user)
    user.post(f"/v1/analyses/{job['id']}/cancel")
    user.call("DELETE", ADDRESS)

    assert user.post(f"/v1/analyses/{job['id']}/retry").body["code"] == "consent_required"


def test_without_a_model_nobody_is_asked_for_consent(user: Client) -> None:
    job = ask_without_consent(user)
    assert job.status == 202
    run_worker(job.body["id"])
    assert user.get(f"/v1/analyses/{job.body['id']}").body["analyst"] == "rules"


def test_consent_is_each_accounts_own(user: Client, client: Client, model: ModelServer) -> None:
    other = client.register()
    consent(user)

    assert other.get("/v1/me").body["model_consent_at"] is None
    assert ask_without_consent(other).body["code"] == "consent_required"
    other.call("DELETE", ADDRESS)
    assert user.get("/v1/me").body["model_consent_at"] is not None


@pytest.mark.parametrize(("fallback", "status", "analyst"), [("none", "failed", None), ("rules", "succeeded", "rules")])
def test_consent_withdrawn_while_waiting_sends_nothing(
    user: Client, model: ModelServer, fallback: str, status: str, analyst: str | None
) -> None:
    job = ask(user, depth="deep", fallback=fallback)
    user.call("DELETE", ADDRESS)

    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert model.requests == []
    assert (analysis["status"], analysis["analyst"]) == (status, analyst)
    assert analysis["usage"].get("calls", 0) == 0
    if status == "failed":
        assert analysis["error"]["code"] == "consent_withdrawn"


def test_consent_withdrawn_between_two_calls_stops_the_second(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    job = ask(user, depth="deep")

    def read_then_withdraw(asked: model_server.Json) -> model_server.Reply:
        # As another process would do it: the handler's own connection belongs to the worker just now.
        with psycopg.connect(database.app_dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", (me,))
            connection.execute(
                "update smartflow.users set model_consent_at = null, model_consent_notice = null where id = %s", (me,)
            )
        return model_server.good(asked)

    me = user.get("/v1/me").body["id"]
    model.behaviour = read_then_withdraw

    run_worker(job["id"])

    assert [model_server.kind_of(asked) for asked in model.requests] == ["reading"]
    assert user.get(f"/v1/analyses/{job['id']}").body["error"]["code"] == "consent_withdrawn"


def test_where_consent_cannot_be_looked_up_nothing_is_sent_and_the_job_waits(
    user: Client, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(user)

    def away(_tx: db.Transaction) -> Any:
        raise Problem("unavailable")

    monkeypatch.setattr(users, "has_model_consent", away)
    run_worker(job["id"])

    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert model.requests == []
    assert analysis["status"] == "queued"
    assert analysis["retry_at"] is not None


def test_consent_to_an_earlier_notice_counts_no_longer(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    consent(user)
    me = user.get("/v1/me").body["id"]
    with psycopg.connect(database.app_dsn) as connection:
        connection.execute("select set_config('app.user_id', %s, true)", (me,))
        connection.execute("update smartflow.users set model_consent_notice = '2020-01-01' where id = %s", (me,))

    assert user.get("/v1/me").body["model_consent_at"] is None
    assert ask_without_consent(user).body["code"] == "consent_required"


def test_consent_goes_with_the_account(user: Client, database: postgres.Database) -> None:
    consent(user)
    me = user.get("/v1/me").body["id"]
    assert stored(database, me) is not None

    user.call("DELETE", "/v1/me")

    assert stored(database, me) is None
    assert not db.read(UUID(me), users.has_model_consent).value


def test_consent_needs_a_session(client: Client) -> None:
    assert client.call("PUT", ADDRESS).status == 401
    assert client.call("DELETE", ADDRESS).status == 401
