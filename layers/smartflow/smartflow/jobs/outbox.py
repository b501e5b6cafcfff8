"""The outbox: a message is written in the transaction of its job, sent afterwards, and sent again if it seems to be lost."""

from dataclasses import dataclass
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from smartflow.infra import aws, db
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.observability import logger
from smartflow.infra.problems import Problem
from smartflow.jobs.kinds import QUEUE, Kind, Queues

# The API sends the message at once; if it could not, housekeeping sends it after this time.
_MESSAGE = """
insert into job_outbox (job_id, version, user_id, due_at) values (%(id)s, 1, tenant(), now() + interval '30 seconds')
"""
_ENQUEUE = """
with job as (
    insert into jobs (id, user_id, kind) values (%(id)s, tenant(), %(kind)s) on conflict do nothing returning id, user_id
)
insert into job_outbox (job_id, version, user_id, due_at) select id, 1, user_id, now() + interval '30 seconds' from job
"""


class Message(BaseModel):
    """The body of a message in a queue. Messages of earlier releases may have no version."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    job_id: UUID
    version: int = 1


@dataclass(frozen=True)
class Due:
    """A message that should have been sent by now."""

    kind: Kind
    message: Message


def enqueue(tx: Transaction, kind: Kind, job_id: UUID) -> Pending[bool]:
    """Write a job that needs only its kind, with its message. Returns whether it was written: it is not while a job that
    excludes it has not ended.
    """
    return tx.run(_ENQUEUE, {"id": job_id, "kind": kind}).then(bool)


def add(tx: Transaction, job_id: UUID) -> None:
    """Write the first message of a job that was written in this transaction."""
    tx.run(_MESSAGE, {"id": job_id})


def dispatch(queues: Queues, kind: Kind, job_id: UUID) -> None:
    """Send the first message of a committed job. If that fails, housekeeping sends it later."""
    try:
        send(queues, Due(kind, Message(job_id=job_id)))
    except (BotoCoreError, ClientError, Problem):
        logger.warning("message not sent yet", extra={"job_id": str(job_id), "kind": kind}, exc_info=True)


def send(queues: Queues, due: Due) -> None:
    """Send a message and mark it as sent.

    Raises
    ------
    botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError
        The queue does not accept it.
    Problem
        The message was sent but could not be marked: it will be sent once more, which does no harm.
    """
    aws.sqs().send_message(QueueUrl=queues.url(due.kind), MessageBody=due.message.model_dump_json())
    db.write(None, lambda tx: mark_sent(tx, due.message), repeatable=True)


def due_messages(tx: Transaction, limit: int) -> Pending[list[Due]]:
    """Return at most `limit` messages that should have been sent by now, of the kinds that this release knows."""
    rows = tx.rows(
        "select job_id, version, kind from due_messages(%(kinds)s, %(limit)s)", {"kinds": list(QUEUE), "limit": limit}
    )
    return rows.then(lambda found: [Due(row["kind"], Message.model_validate(row)) for row in found])


def mark_sent(tx: Transaction, message: Message) -> None:
    """Record that a message was sent."""
    tx.run("select mark_sent(%(job_id)s, %(version)s)", message.model_dump())
