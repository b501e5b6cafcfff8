"""The queue and its worker, one step at a time."""

import asyncio
import importlib
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from smartflow.analyst.model import client
from smartflow.infra import aws, config
from smartflow.jobs.kinds import QUEUE, Kind
from tests.support import postgres
from tests.support.api import CONTEXT, Client
from tests.support.model_server import ModelServer

PROCESS = {
    "title": "Faktury kosztowe",
    "description": "Co miesiąc przychodzi około 320 faktur. Księgowanie jednej faktury zajmuje średnio 7 minut.",
    "language": "pl",
    "industry": "accounting",
}


def consent(user: Client) -> None:
    """Agree that texts go to the model's provider."""
    reply = user.call("PUT", "/v1/me/model-consent")
    assert reply.status == 200, reply.body


def ask(user: Client, *, process: dict[str, Any] | None = None, **wanted: Any) -> Any:
    """Describe a process and ask for an analysis of it, with consent; returns the accepted job."""
    consent(user)
    created = user.post("/v1/processes", process or PROCESS)
    assert created.status == 201, created.body
    reply = user.post(f"/v1/processes/{created.body['id']}/analyses", {"depth": "basic", **wanted})
    assert reply.status == 202, reply.body
    return reply.body


def record(body: str, message_id: str = "message-1") -> dict[str, Any]:
    """Return one record of an SQS event."""
    return {
        "messageId": message_id,
        "receiptHandle": "receipt",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:analyses",
        "awsRegion": "eu-central-1",
    }


def message(job_id: str, version: int = 1) -> str:
    """Return a message's body."""
    return json.dumps({"job_id": job_id, "version": version})


def run_worker(*job_ids: str, kind: Kind = "analysis") -> list[str]:
    """Give the worker of a kind one batch; returns the messages it could not handle."""
    return _batch(f"{QUEUE[kind]}_worker", {job_id: message(job_id) for job_id in job_ids})


def run_background_worker() -> list[str]:
    """Give the background worker what waits in its queue; returns the messages it could not handle."""
    waiting = drain_queue("background_queue_url")
    assert waiting
    return _batch("background_worker", {one["job_id"]: json.dumps(one) for one in waiting})


def later(database: postgres.Database, seconds: int) -> None:
    """Let time pass for all jobs and messages."""
    moments = {
        "jobs": ("lease_until", "not_before", "started_at"),
        "job_outbox": ("due_at", "sent_at"),
        "circuits": ("retry_at",),
    }
    for table, columns in moments.items():
        moved = ", ".join(f"{column} = {column} - interval '{seconds} seconds'" for column in columns)
        postgres.as_owner(database, table, f"update smartflow.{table} set {moved}")


def cancel_all(database: postgres.Database) -> None:
    """Let nothing that other tests have left be under way, and no message of it."""
    postgres.as_owner(database, "jobs", "update smartflow.jobs set status = 'cancelled' where finished_at is null")
    postgres.as_owner(database, "circuits", "delete from smartflow.circuits")
    for queue in ("analysis_queue_url", "background_queue_url"):
        drain_queue(queue)


def _batch(worker: str, bodies: dict[str, str]) -> list[str]:
    records = [record(body, message_id) for message_id, body in bodies.items()]
    response = importlib.import_module(worker).handler({"Records": records}, CONTEXT)
    return [failure["itemIdentifier"] for failure in response["batchItemFailures"]]


def housekeeping(task: str = "jobs") -> dict[str, int]:
    """Run housekeeping once."""
    done: dict[str, int] = importlib.import_module("housekeeping").handler({"task": task}, CONTEXT)
    return done


def drain_queue(name: str = "analysis_queue_url") -> list[dict[str, Any]]:
    """Take every message out of the queue that housekeeping knows by this setting."""
    url = getattr(config.load(importlib.import_module("housekeeping").Settings), name)
    bodies = []
    while received := aws.sqs().receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for one in received:
            bodies.append(json.loads(one["Body"]))
            aws.sqs().delete_message(QueueUrl=url, ReceiptHandle=one["ReceiptHandle"])
    return bodies


@contextmanager
def with_model(server: ModelServer, timeout: float = 5) -> Iterator[None]:
    """Let the worker write with the model behind `server`."""
    secrets = boto3.client("secretsmanager", region_name="eu-central-1")
    arn = secrets.create_secret(Name=f"model-{uuid.uuid4()}", SecretString=json.dumps({"api_key": "test-key"}))["ARN"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MODEL_SECRET_ARN", arn)
        patch.setenv("MODEL_BASE_URL", server.url)
        patch.setenv("MODEL_TIMEOUT", str(timeout))
        config.clear_cache()
        yield
        _close_connections()
    config.clear_cache()


def _close_connections() -> None:
    """The worker keeps its connection and its event loop for as long as its process lives; a test ends sooner."""
    for connection in client._connections.values():
        asyncio.get_event_loop_policy().get_event_loop().run_until_complete(connection.close())
    client._connections.clear()
