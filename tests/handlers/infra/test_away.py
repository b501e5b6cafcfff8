"""A database, a bucket or a queue that does not answer is told in time, with when to ask again; it is never a failure of ours."""

import importlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import psycopg
import pytest
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from smartflow.infra import aws, config, db
from tests.support import postgres
from tests.support.api import Client
from tests.support.proxy import Proxy, proxy
from tests.support.template import functions, template
from tests.support.work import ask, run_worker

PROCESS = {"title": "Faktury", "description": "Księgowanie faktur kosztowych."}


@pytest.fixture
def between(
    user: Client, server: postgres.Server, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Proxy]:
    """The functions reach the database through this proxy."""
    with proxy(server.address) as running:
        behind = json.dumps({**database.secret, "host": "127.0.0.1", "port": str(running.port)})
        secrets = boto3.client("secretsmanager", region_name="eu-central-1")
        arn = secrets.create_secret(Name=f"proxy-{uuid4()}", SecretString=behind)["ARN"]
        monkeypatch.setenv("DATABASE_SECRET_ARN", arn)
        monkeypatch.setattr(db, "PATIENCE", 0.3)
        config.clear_cache()
        db.release()
        yield running
    db.release()
    monkeypatch.undo()
    config.clear_cache()


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/processes"), ("POST", "/v1/processes")])
def test_a_frozen_database_is_told_with_when_to_ask_again(between: Proxy, user: Client, method: str, path: str) -> None:
    body = PROCESS if method == "POST" else None
    assert user.call(method, path, body).status in (200, 201)

    between.freeze()
    frozen = user.call(method, path, body)
    assert (frozen.status, frozen.body["code"]) == (503, "unavailable")
    assert int(frozen.headers["Retry-After"]) >= 1

    between.thaw()
    assert user.call(method, path, body).status in (200, 201)


@pytest.mark.parametrize("timeout", ["lock_timeout", "statement_timeout"])
def test_a_lock_that_is_not_given_in_time_is_told_like_a_lost_connection(
    user: Client, database: postgres.Database, timeout: str
) -> None:
    process = user.post("/v1/processes", PROCESS).body["id"]
    db.release()
    with psycopg.connect(database.app_dsn) as other:
        other.execute("select set_config('app.user_id', %s, true)", [user.get("/v1/me").body["id"]])
        other.execute("select from business_processes where id = %s for update", [process])
        db._connection().execute(f"set {timeout} = '200ms'".encode())
        refused = user.call("PATCH", f"/v1/processes/{process}", {"title": "Inny"}, headers={"If-Match": '"1"'})
    db.release()

    assert (refused.status, refused.body["code"]) == (503, "unavailable")
    changed = user.call("PATCH", f"/v1/processes/{process}", {"title": "Inny"}, headers={"If-Match": '"1"'})
    assert changed.status == 200


def test_a_secret_that_cannot_be_read_is_told_and_ends_no_job(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    job = ask(user)["id"]

    class Silent:
        """Secrets Manager, frozen."""

        def get(self, *_: object, **__: object) -> str:
            raise GetParameterError

    with monkeypatch.context() as patch:
        patch.setattr(aws, "secrets", Silent)
        patch.setattr(importlib.import_module("analysis_worker"), "_TIME_TO_STORE", 19.5)
        db.release()
        told = user.get("/v1/me")
        assert run_worker(job) == [job], "its message stays in the queue"
    assert (told.status, told.body["code"]) == (503, "unavailable")
    assert told.headers["Retry-After"]

    assert run_worker(job) == []
    assert user.get(f"/v1/analyses/{job}").body["status"] == "succeeded"


def test_every_call_of_aws_ends_before_the_function_does(cloud: None) -> None:
    shortest = min(
        properties.get("Timeout", template()["Globals"]["Function"]["Timeout"])
        for name, properties in functions().items()
        if name.endswith("_api")
    )
    clients: list[Any] = [aws.s3(), aws.sqs(), aws.ses(), aws.kms(), aws.secrets().client]
    for client in clients:
        settings = client.meta.config
        attempt = settings.connect_timeout + settings.read_timeout
        assert attempt * settings.retries["total_max_attempts"] < shortest, client.meta.service_model.service_name
    assert shortest > db._SOON + db._CONNECT_TIMEOUT + db.PATIENCE
