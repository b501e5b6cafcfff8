"""Jobs as workers and housekeeping use them: claimed under a lease, ended by the attempt that still holds the lease.

`attempt` is the fencing token. If an attempt writes after another attempt has claimed the job, or after the job was cancelled,
`Superseded` is raised, so that its transaction is rolled back.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.infra.db import Pending, Transaction
from smartflow.jobs.kinds import MOST_OF_ACCOUNT, QUEUE, Kind

MAX_ATTEMPTS = 5
#: If a job is not claimed within this time after its message was sent, the message is sent again; a second one does no harm.
RESEND_AFTER = timedelta(minutes=1)
#: How long finished jobs other than analyses are stored, with the files of exports.
RETENTION = timedelta(days=1)
_FIRST_DELAY = timedelta(seconds=15)
_LONGEST_DELAY = timedelta(minutes=15)

#: True if the attempt still holds the job; its parameters are `Claim.key`.
HELD = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'running'"
_TAKE = "select user_id, kind, attempt, is_last from take_job(%(id)s, %(kinds)s, %(lease)s, %(max_attempts)s, %(most)s)"
_TAKE_NEXT = """
select id, user_id, kind, attempt, is_last from take_next_job(%(kinds)s, %(lease)s, %(max_attempts)s, %(most)s)
"""
_END = f"""
update jobs set status = %(status)s, stage = null, lease_until = null, error = %(error)s, finished_at = now() where {HELD}
"""  # noqa: S608
_RENEW = f"update jobs set lease_until = now() + %(lease)s where {HELD}"  # noqa: S608
_POSTPONE = f"""
with job as (
    update jobs set status = 'queued', stage = null, lease_until = null, not_before = now() + %(delay)s,
        uncounted = uncounted + %(uncounted)s, waits_for = %(waits_for)s
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
    """One attempt at a job. `is_last` says whether there is no further one after it, unless it turns out not to count."""

    id: UUID
    user_id: UUID
    kind: Kind
    attempt: int
    is_last: bool

    @property
    def key(self) -> dict[str, object]:
        """The parameters of a statement that identify this attempt."""
        return {"id": self.id, "attempt": self.attempt}


class Superseded(Exception):
    """The job was cancelled, or another attempt has claimed it: this attempt may write nothing."""


class UnknownKind(Exception):
    """A message names a job of a kind that its worker cannot do; the job is left unchanged."""


def claim(tx: Transaction, job_id: UUID, kinds: Sequence[Kind], lease: timedelta) -> Pending[Claim | None]:
    """Claim a job of one of these kinds; None if it has ended, is held, is not due yet or has no attempts left, or if too many jobs of
    its account are under way.

    Reading the result raises `UnknownKind` if the job waits and is of another kind.
    """
    row = tx.row(_TAKE, {"id": job_id, **_terms(kinds, lease)})
    return row.then(lambda found: _claimed(job_id, found))


def claim_next(tx: Transaction, kinds: Sequence[Kind], lease: timedelta) -> Pending[Claim | None]:
    """Claim the job that is next: that of the account with the fewest under way which was accepted first; None if none is due."""
    row = tx.row(_TAKE_NEXT, _terms(kinds, lease))
    return row.then(lambda found: Claim(**found) if found else None)


def _terms(kinds: Sequence[Kind], lease: timedelta) -> dict[str, object]:
    most = MOST_OF_ACCOUNT[QUEUE[kinds[0]]]
    return {"kinds": list(kinds), "lease": lease, "max_attempts": MAX_ATTEMPTS, "most": most}


def _claimed(job_id: UUID, found: DictRow | None) -> Claim | None:
    if found is None:
        return None
    if found["attempt"] is None:
        raise UnknownKind(found["kind"])
    return Claim(id=job_id, **found)


def renew(tx: Transaction, claimed: Claim, lease: timedelta) -> None:
    """Let the lease last for `lease` from now, if the attempt still holds the job."""
    tx.run(_RENEW, {**claimed.key, "lease": lease})


def finish(tx: Transaction, claimed: Claim) -> None:
    """End the job as succeeded.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    require(tx.run(_END, {**claimed.key, "status": "succeeded", "error": None}))


def fail(tx: Transaction, claimed: Claim, code: str) -> None:
    """End the job as failed, with the reason `code`.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    require(tx.run(_END, {**claimed.key, "status": "failed", "error": json.dumps({"code": code})}))


def postpone(tx: Transaction, claimed: Claim, delay: timedelta, waits_for: str | None = None) -> None:
    """Queue the job again; its next message is due after the delay. `recover` ends it if no attempt is left.

    An attempt that failed because a service is unavailable (`waits_for`, a name of `circuits`) does not count, and the next one
    comes earlier if the service answers again before.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    values = {"delay": delay, "uncounted": int(waits_for is not None), "waits_for": waits_for}
    require(tx.run(_POSTPONE, {**claimed.key, **values}))


def cancel(tx: Transaction, kind: Kind, job_id: UUID) -> Pending[int]:
    """Cancel a job that has not ended; its worker finds out before the result is written."""
    return tx.run(_CANCEL, {"id": job_id, "kind": kind})


def recover(tx: Transaction, resend_after: timedelta) -> Pending[DictRow | None]:
    """Queue jobs again whose lease has expired, end those without attempts left, and let messages be sent again that have brought no
    claim for `resend_after`.

    Returns how many, as `requeued`, `failed` and `resent`.
    """
    return tx.row(
        "select requeued, failed, resent from recover_jobs(%(resend_after)s, %(max_attempts)s)",
        {"resend_after": resend_after, "max_attempts": MAX_ATTEMPTS},
    )


def delete_old(tx: Transaction) -> Pending[DictRow | None]:
    """Delete finished jobs after `RETENTION`; the files of exports are marked for deletion. Returns how many, as `jobs`."""
    return tx.row("select delete_old_jobs(%(kept)s) as jobs", {"kept": RETENTION})


def retry_delay(attempt: int, at_least: timedelta = timedelta(0)) -> timedelta:
    """Return the time to wait before the next attempt: twice as long each time, at most some 19 minutes, with a random part so that
    jobs do not all return at once.
    """
    return spread(max(_FIRST_DELAY * 2 ** min(attempt - 1, 10), at_least))


def spread(wait: timedelta) -> timedelta:
    """Return the time, at most 15 minutes of it, made up to a quarter longer at random."""
    longer: float = 1 + random.random() / 4  # noqa: S311 - no secret
    return min(wait, _LONGEST_DELAY) * longer


def require(changed: Pending[int]) -> None:
    """Raise `Superseded` if a statement that needs the lease changed nothing."""
    if not changed.value:
        raise Superseded
