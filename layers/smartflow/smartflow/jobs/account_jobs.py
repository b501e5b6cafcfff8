"""What is done for an account in the background: a mail that resets its password, a file with all that is held on it, a report
that is too large to wait for.

As with analyses, the row is the truth and the queue only the bell.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from smartflow.infra import aws
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.observability import logger

MAX_ATTEMPTS = 5
#: How long after the last time a bell is rung again.
PATIENCE = timedelta(seconds=45)
EXPORT_FRESH = timedelta(hours=1)
EXPORT_KEPT = timedelta(days=1)

Kind = Literal["password_reset", "export", "report"]

_CLAIM = "select * from claim_account_job(%(id)s, %(lease)s, %(max_attempts)s)"
_HELD = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'queued'"
_FINISH = f"""
update account_jobs set status = 'succeeded', finished_at = now(), lease_until = null, object_key = %(object_key)s,
    bytes = %(bytes)s where {_HELD}
"""  # noqa: S608
_RELEASE = f"update account_jobs set lease_until = null where {_HELD}"  # noqa: S608
_EXPORT_COLUMNS = "id, status, object_key, bytes, created_at"
# Of two that are asked for at once the first is made.
_ASK_EXPORT = """
insert into account_jobs (id, user_id, kind) values (%(id)s, tenant(), 'export')
on conflict (user_id) where kind = 'export' and status = 'queued' do nothing
"""
_ASK_REPORT = "insert into account_jobs (id, user_id, kind) values (%(id)s, tenant(), 'report')"
_NEWEST_EXPORT = f"""
select {_EXPORT_COLUMNS} from account_jobs
where user_id = tenant() and kind = 'export' order by created_at desc, id desc limit 1
"""  # noqa: S608


class Message(BaseModel):
    """What travels through the queue."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    job_id: UUID


class Export(BaseModel):
    """A file with all that is held on an account: under way, ready behind a link that holds until `expires_at`, or failed."""

    status: Literal["queued", "ready", "failed"]
    created_at: datetime
    bytes: int | None
    url: str | None
    expires_at: datetime | None


@dataclass(frozen=True)
class Claim:
    """One attempt at a job. What an older attempt writes changes nothing."""

    id: UUID
    user_id: UUID
    kind: Kind
    attempt: int

    @property
    def _held(self) -> dict[str, object]:
        return {"id": self.id, "attempt": self.attempt}


def ring(queue_url: str, job_id: UUID) -> None:
    """Send the message of a job. Where that cannot be done now, housekeeping does it later."""
    try:
        aws.sqs().send_message(QueueUrl=queue_url, MessageBody=Message(job_id=job_id).model_dump_json())
    except (BotoCoreError, ClientError):
        logger.warning("bell not rung", extra={"job_id": str(job_id)}, exc_info=True)


def claim(tx: Transaction, job_id: UUID, lease: timedelta) -> Pending[Claim | None]:
    """Take a job for one attempt, if it is there to be taken."""
    row = tx.row(_CLAIM, {"id": job_id, "lease": lease, "max_attempts": MAX_ATTEMPTS})
    return row.then(lambda found: Claim(id=job_id, **found) if found else None)


def finish(tx: Transaction, claimed: Claim, object_key: str | None = None, size: int | None = None) -> bool:
    """Note that the job is done, with the file that came of it; tells whether this attempt still held it."""
    return tx.run(_FINISH, {**claimed._held, "object_key": object_key, "bytes": size}).value > 0


def release(tx: Transaction, claimed: Claim) -> None:
    """Give a job back that could not be done this time; housekeeping rings again."""
    tx.run(_RELEASE, claimed._held)


def due(tx: Transaction, most: int) -> Pending[list[UUID]]:
    """End jobs without attempts left, and return those whose bell is to be rung again."""
    values = {"patience": PATIENCE, "max_attempts": MAX_ATTEMPTS, "most": most}
    rows = tx.rows("select job_id from due_account_jobs(%(patience)s, %(max_attempts)s, %(most)s)", values)
    return rows.then(lambda found: [row["job_id"] for row in found])


def ask_for_export(tx: Transaction, job_id: UUID) -> bool:
    """Ask for an export; tells whether it is a new one, since one that is under way stands."""
    return tx.run(_ASK_EXPORT, {"id": job_id}).value > 0


def ask_for_report(tx: Transaction, report_id: UUID) -> None:
    """Ask for a report whose row says what it is to be; its job has the same id."""
    tx.run(_ASK_REPORT, {"id": report_id})


def newest_export(tx: Transaction) -> Pending[DictRow | None]:
    """Return the export that was asked for last, with the key of its file."""
    return tx.row(_NEWEST_EXPORT, {})


def forget_old(tx: Transaction) -> Pending[DictRow | None]:
    """Forget what was asked for a day ago; the files of exports are marked for removal."""
    return tx.row("select forget_old_account_jobs(%(kept)s) as account_jobs", {"kept": EXPORT_KEPT})
