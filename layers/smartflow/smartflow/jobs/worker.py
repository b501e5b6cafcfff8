"""What workers share: taking the job that a message names, and leaving it when another attempt has it."""

import contextlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from smartflow.infra import db
from smartflow.infra.observability import logger
from smartflow.jobs import leases
from smartflow.jobs.kinds import Kind
from smartflow.jobs.leases import Claim, Superseded
from smartflow.jobs.outbox import Message

_LEASE_MARGIN = timedelta(seconds=30)


def take(body: str, kinds: Sequence[Kind], timeout: int) -> Claim | None:
    """Claim the job that a message names, for the worker's timeout (seconds) and a margin; None where nothing is to be done.

    Raises
    ------
    pydantic.ValidationError
        It is no message of ours.
    UnknownKind
        The job is of a kind that this worker does not do. The message stays in the queue, the job as it is.
    Problem
        The database is away.
    """
    message = Message.model_validate_json(body)
    lease = timedelta(seconds=timeout) + _LEASE_MARGIN
    claimed = db.write(None, lambda tx: leases.claim(tx, message.job_id, kinds, lease)).value
    if claimed is None:
        logger.info("nothing to do", extra={"job_id": str(message.job_id)})
    return claimed


@contextlib.contextmanager
def until_superseded(claimed: Claim) -> Iterator[None]:
    """Do the work inside; where another attempt has the job, or it was cancelled, that is no failure of the message."""
    try:
        yield
    except Superseded:
        logger.info("attempt superseded", extra={"job_id": str(claimed.id), "attempt": claimed.attempt})
