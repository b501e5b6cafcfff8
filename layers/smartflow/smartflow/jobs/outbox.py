"""The outbox: a message is written in the transaction of its job, sent afterwards, and sent again where it seems to be lost."""

from dataclasses import dataclass
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from smartflow.infra import aws, db
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.observability import logger
from smartflow.infra.problems import Problem
from smartflow.jobs.kinds import QUEUE, Kind, Queues

# The caller sends the message at once; housekeeping does where that did not happen within this time.
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
    """What travels through the queue. Messages of earlier releases may have no version."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    job_id: UUID
    version: int = 1


@dataclass(frozen=True)
class Due:
    """A message that should have been sent by now."""

    kind: Kind
    message: Message


def enqueue(tx: Transaction, kind: Kind, job_id: UUID) -> Pending[bool]:
    """Write a job that needs nothing but its kind, with its message; tells whether it is new: a job under way that excludes
    this one stands.
    """
    return tx.run(_ENQUEUE, {"id": job_id, "kind": kind}).then(bool)


def add(tx: Transaction, job_id: UUID) -> None:
    """Write the first message of a job that was written in this transaction."""
    tx.run(_MESSAGE, {"id": job_id})


def dispatch(queues: Queues, kind: Kind, job_id: UUID) -> None:
    """Send the first message of a job that is committed. Where that cannot be done now, housekeeping does it later."""
    try:
        send(queues, Due(kind, Message(job_id=job_id)))
    except (BotoCoreError, ClientError, Problem):
        logger.warning("message not sent yet", extra={"job_id": str(job_id), "kind": kind}, exc_info=True)


def send(queues: Queues, due: Due) -> None:
    """Send a message and mark it as sent.

    Raises
    ------
    botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError
        The queue does not take it.
    Problem
        It was sent, and the database is away: it will be sent once more, which does no harm.
    """
    aws.sqs().send_message(QueueUrl=queues.url(due.kind), MessageBody=due.message.model_dump_json())
    db.write(None, lambda tx: mark_sent(tx, due.message), repeatable=True)


def due_messages(tx: Transaction, most: int) -> Pending[list[Due]]:
    """Return the messages that should have been sent by now. Kinds of another release are left to that release."""
    rows = tx.rows(
        "select job_id, version, kind from due_messages(%(kinds)s, %(most)s)", {"kinds": list(QUEUE), "most": most}
    )
    return rows.then(lambda found: [Due(row["kind"], Message.model_validate(row)) for row in found])


def mark_sent(tx: Transaction, message: Message) -> None:
    """Note that a message was sent."""
    tx.run("select mark_sent(%(job_id)s, %(version)s)", message.model_dump())
