"""What workers share: claiming the job that a message names, holding it while it is worked on, and stopping when the attempt is
superseded.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta

from smartflow.infra import db
from smartflow.infra.observability import cause, logger
from smartflow.jobs import leases
from smartflow.jobs.kinds import Kind
from smartflow.jobs.leases import Claim, Superseded
from smartflow.jobs.outbox import Message

#: A lease is short, so that another worker goes on soon after this one has died, and renewed while this one lives.
LEASE = timedelta(seconds=60)
RENEW_EVERY = 20.0  # seconds
#: Seconds that must be left of an invocation for another job to begin in it.
TIME_FOR_A_JOB = 150.0

_held: set[Claim] = set()


def take(body: str, kinds: Sequence[Kind]) -> Claim | None:
    """Claim the job that a message names; None if there is nothing to do.

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
    claimed = db.write(None, lambda tx: leases.claim(tx, message.job_id, kinds, LEASE)).value
    if claimed is None:
        logger.info("nothing to do", extra={"job_id": str(message.job_id)})
    return claimed


def take_next(kinds: Sequence[Kind]) -> Claim | None:
    """Claim the job that is next, without a message; None if none is due.

    Raises
    ------
    Problem
        The database is unavailable.
    """
    return db.write(None, lambda tx: leases.claim_next(tx, kinds, LEASE)).value


def is_working() -> bool:
    """Return whether any job is worked on in this process."""
    return bool(_held)


@contextlib.contextmanager
def working_on(claimed: Claim) -> Iterator[None]:
    """Hold the job for as long as the block runs within `leases_renewed`. If the attempt is superseded, the block ends without an
    error, as the message has not failed.
    """
    _held.add(claimed)
    try:
        yield
    except Superseded:
        logger.info("attempt superseded", extra={"job_id": str(claimed.id), "attempt": claimed.attempt})
    finally:
        _held.discard(claimed)


@contextlib.contextmanager
def leases_renewed() -> Iterator[None]:
    """Renew the leases of the jobs that are worked on in the block: in a thread with its own connection, so that neither a long
    computation nor a database that does not answer the worker keeps it from doing so.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(ended,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=1)


def _renew_until(ended: threading.Event) -> None:
    try:
        while not ended.wait(RENEW_EVERY):
            for claimed in tuple(_held):
                _renew(claimed)
    finally:
        db.release()


def _renew(claimed: Claim) -> None:
    try:
        db.write(claimed.user_id, lambda tx: leases.renew(tx, claimed, LEASE), repeatable=True)
    except Exception as error:
        # It is tried again before the lease ends. A lease that is lost costs another attempt, never a result.
        logger.warning("lease not renewed", extra={"job_id": str(claimed.id), **cause(error)})
