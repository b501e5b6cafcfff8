"""What workers share: claiming the job that a message names, and stopping when the attempt is superseded."""

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
    """Claim the job that a message names, for the worker's timeout (seconds) and a margin; None if there is nothing to do.

    Raises
    ------
    pydantic.ValidationError
        The message is malformed.
    UnknownKind
        The job is of a kind that this worker cannot do. The message stays in the queue, the job is unchanged.
    Problem
        The database is unavailable.
    """
    message = Message.model_validate_json(body)
    lease = timedelta(seconds=timeout) + _LEASE_MARGIN
    claimed = db.write(None, lambda tx: leases.claim(tx, message.job_id, kinds, lease)).value
    if claimed is None:
        logger.info("nothing to do", extra={"job_id": str(message.job_id)})
    return claimed


@contextlib.contextmanager
def stop_if_superseded(claimed: Claim) -> Iterator[None]:
    """Run the block; if the attempt is superseded, end it without an error, as the message has not failed."""
    try:
        yield
    except Superseded:
        logger.info("attempt superseded", extra={"job_id": str(claimed.id), "attempt": claimed.attempt})
