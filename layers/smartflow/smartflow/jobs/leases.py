"""Jobs as workers and housekeeping know them: claimed under a lease, ended by the attempt that still holds it.

`attempt` is the fencing token. Whatever an attempt writes after its lease went to another one, or after the job was cancelled,
raises `Superseded`, so that its transaction is rolled back.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.infra.db import Pending, Transaction
from smartflow.jobs.kinds import Kind

MAX_ATTEMPTS = 5
#: A message that brought no claim within this time is sent again; a second one does no harm.
RESEND_AFTER = timedelta(minutes=1)
#: How long what was done for an account is kept, files of exports included.
KEPT = timedelta(days=1)
_FIRST_DELAY = timedelta(seconds=15)
_LONGEST_DELAY = timedelta(minutes=15)

#: The attempt still holds the job; takes the values of `Claim.key`.
HELD = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'running'"
_END = f"""
update jobs set status = %(status)s, stage = null, lease_until = null, error = %(error)s, finished_at = now() where {HELD}
"""  # noqa: S608
_POSTPONE = f"""
with job as (
    update jobs set status = 'queued', stage = null, lease_until = null, not_before = now() + %(delay)s
    where {HELD} returning id, user_id, not_before
)
insert into job_outbox (job_id, version, user_id, due_at)
select job.id, (select coalesce(max(o.version), 0) + 1 from job_outbox o where o.job_id = job.id), job.user_id, job.not_before
from job
"""  # noqa: S608
_CANCEL = """
update jobs set status = 'cancelled', stage = null, lease_until = null, finished_at = now()
where user_id = tenant() and id = %(id)s and kind = %(kind)s and status in ('queued', 'running')
"""


@dataclass(frozen=True)
class Claim:
    """One attempt at a job."""

    id: UUID
    user_id: UUID
    kind: Kind
    attempt: int

    @property
    def is_last(self) -> bool:
        """There is no further attempt after this one."""
        return self.attempt >= MAX_ATTEMPTS

    @property
    def key(self) -> dict[str, object]:
        """What names this attempt in a statement."""
        return {"id": self.id, "attempt": self.attempt}


class Superseded(Exception):
    """The job was cancelled, or another attempt works on it now: nothing of this attempt may be written."""


class UnknownKind(Exception):
    """A message names a job that its worker does not know how to do; the job is left as it is."""


def claim(tx: Transaction, job_id: UUID, kinds: Sequence[Kind], lease: timedelta) -> Pending[Claim | None]:
    """Take a job of one of these kinds for one attempt; None where it is done, cancelled, held, not yet due or out of attempts.

    Reading the result raises `UnknownKind` where the job waits and is of another kind.
    """
    values = {"id": job_id, "kinds": list(kinds), "lease": lease, "max_attempts": MAX_ATTEMPTS}
    row = tx.row("select user_id, kind, attempt from claim_job(%(id)s, %(kinds)s, %(lease)s, %(max_attempts)s)", values)
    return row.then(lambda found: _claimed(job_id, found))


def _claimed(job_id: UUID, found: DictRow | None) -> Claim | None:
    if found is None:
        return None
    if found["attempt"] is None:
        raise UnknownKind(found["kind"])
    return Claim(id=job_id, **found)


def finish(tx: Transaction, claimed: Claim) -> None:
    """Note that the job is done.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    require(tx.run(_END, {**claimed.key, "status": "succeeded", "error": None}))


def fail(tx: Transaction, claimed: Claim, code: str) -> None:
    """End the job with a reason.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    require(tx.run(_END, {**claimed.key, "status": "failed", "error": json.dumps({"code": code})}))


def postpone(tx: Transaction, claimed: Claim, delay: timedelta) -> None:
    """Put the job back into the queue; its next message is due after the delay. `recover` ends it where no attempt is left.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    require(tx.run(_POSTPONE, {**claimed.key, "delay": delay}))


def cancel(tx: Transaction, kind: Kind, job_id: UUID) -> Pending[int]:
    """Cancel a job that has not ended; its worker finds out before the result is written."""
    return tx.run(_CANCEL, {"id": job_id, "kind": kind})


def recover(tx: Transaction) -> Pending[DictRow | None]:
    """Requeue jobs whose lease ran out, end those without attempts left, and have lost messages sent again.

    Returns how many, as `requeued`, `failed` and `resent`.
    """
    return tx.row(
        "select requeued, failed, resent from recover_jobs(%(resend_after)s, %(max_attempts)s)",
        {"resend_after": RESEND_AFTER, "max_attempts": MAX_ATTEMPTS},
    )


def delete_old(tx: Transaction) -> Pending[DictRow | None]:
    """Delete what was done for accounts a day ago; the files of exports are marked for removal. Returns how many, as `jobs`."""
    return tx.row("select delete_old_jobs(%(kept)s) as jobs", {"kept": KEPT})


def retry_delay(attempt: int, at_least: timedelta = timedelta(0)) -> timedelta:
    """Twice as long each time, within a quarter of an hour, spread so that jobs do not come back together."""
    wait: timedelta = max(_FIRST_DELAY * 2 ** (attempt - 1), at_least)
    spread: float = 1 + random.random() / 4  # noqa: S311 - spreads load, guards nothing
    return min(wait, _LONGEST_DELAY) * spread


def require(changed: Pending[int]) -> None:
    """Raise `Superseded` where a statement that needs the lease changed nothing."""
    if not changed.value:
        raise Superseded
