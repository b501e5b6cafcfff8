"""Jobs as worker and housekeeping know them: claimed under a lease, finished by the attempt that still holds it.

The database is the truth, the queue only the bell: a message names a job and carries nothing else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from smartflow.analyses.store import Depth, Stage
from smartflow.infra.db import Pending, Transaction
from smartflow.language.text import Language
from smartflow.processes import store as processes

MAX_ATTEMPTS = 5

_CLAIM = "select * from claim_job(%(id)s, %(lease)s, %(max_attempts)s)"
_HELD = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'running'"
_STAGE = f"update analysis_jobs set stage = %(stage)s, usage = %(usage)s where {_HELD}"  # noqa: S608
_END = f"""
update analysis_jobs set status = %(status)s, stage = null, lease_until = null, error = %(error)s, finished_at = now(),
    usage = %(usage)s where {_HELD}
"""  # noqa: S608
_STORE = """
insert into analyses (id, user_id, process_id, version, depth, language, analyst, model, prompt_version, formula_version,
    result, assessment, requested_model, reused_from, input_hash)
select %(id)s, tenant(), %(process_id)s,
    (select coalesce(max(version), 0) + 1 from analyses where user_id = tenant() and process_id = %(process_id)s),
    %(depth)s, %(language)s, %(analyst)s, %(model)s, %(prompt_version)s, %(formula_version)s, %(result)s, %(assessment)s,
    %(requested_model)s, %(reused_from)s, (select input_hash from analysis_jobs where user_id = tenant() and id = %(id)s)
"""
_IDENTICAL = """
select a.id, a.analyst, a.model, a.prompt_version, a.result, a.assessment
from analyses a join analysis_jobs j on j.user_id = a.user_id and j.id = %(id)s
where a.user_id = tenant() and a.analyst = 'model' and a.reused_from is null and a.input_hash = j.input_hash
    and a.depth = j.depth and a.language = j.language and a.requested_model = %(model)s
    and a.prompt_version = %(prompt_version)s and a.formula_version = %(formula_version)s
    and a.assessment ->> 'currency' = j.snapshot ->> 'currency'
    and (a.assessment -> 'context' ->> 'working_days')::integer = (j.snapshot ->> 'working_days')::integer
order by a.created_at desc limit 1
"""
_PUBLISH = """
update business_processes set current_analysis_id = %(id)s, ai_analysis = %(ai_analysis)s, analysis_depth = %(depth)s,
    automation_potential = %(automation_potential)s, time_savings_hours = %(time_savings_hours)s,
    cost_savings_annual = %(cost_savings_annual)s, implementation_difficulty = %(implementation_difficulty)s,
    status = case when status = 'idea' then 'analysed' else status end,
    analysed_hash = (select input_hash from analysis_jobs where user_id = tenant() and id = %(id)s)
where user_id = tenant() and id = %(process_id)s
"""
_POSTPONE = f"""
with job as (
    update analysis_jobs set status = 'queued', stage = null, lease_until = null, not_before = now() + %(delay)s,
        usage = %(usage)s where {_HELD} returning id, user_id, not_before
)
insert into analysis_outbox (job_id, version, user_id, due_at)
select job.id, (select max(o.version) + 1 from analysis_outbox o where o.job_id = job.id), job.user_id, job.not_before from job
"""  # noqa: S608


class Message(BaseModel):
    """What travels through the queue."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    job_id: UUID
    version: int


@dataclass(frozen=True)
class Claim:
    """One attempt at a job. `attempt` is the fencing token: what an older attempt writes changes nothing."""

    id: UUID
    user_id: UUID
    process_id: UUID
    attempt: int
    depth: Depth
    language: Language
    fallback: str
    snapshot: Mapping[str, Any]
    usage: Mapping[str, Any]

    @property
    def is_last(self) -> bool:
        """There is no further attempt after this one."""
        return self.attempt >= MAX_ATTEMPTS

    @property
    def _held(self) -> dict[str, object]:
        return {"id": self.id, "attempt": self.attempt}


class Superseded(Exception):
    """The job was cancelled, or somebody else works on it now: nothing of this attempt may be written."""


def claim(tx: Transaction, job_id: UUID, lease: timedelta) -> Pending[Claim | None]:
    """Take a job for one attempt, if it is there to be taken."""
    row = tx.row(_CLAIM, {"id": job_id, "lease": lease, "max_attempts": MAX_ATTEMPTS})
    return row.then(lambda found: Claim(id=job_id, **found) if found else None)


def identical(
    tx: Transaction, claimed: Claim, model: str, prompt_version: str, formula_version: str
) -> Pending[DictRow | None]:
    """Return the account's own analysis of the same inputs by the same model and prompt: it need not be bought again."""
    versions = {"prompt_version": prompt_version, "formula_version": formula_version}
    return tx.row(_IDENTICAL, {"id": claimed.id, "model": model, **versions})


def enter(tx: Transaction, claimed: Claim, stage: Stage, usage: Mapping[str, Any]) -> None:
    """Show how far the work has come, and count a call before it is made: a crash must not hide it.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    _require(tx.run(_STAGE, {**claimed._held, "stage": stage, "usage": json.dumps(usage)}))


def succeed(
    tx: Transaction, claimed: Claim, version: Mapping[str, Any], figures: Mapping[str, Any], usage: Mapping[str, Any]
) -> None:
    """Write result, job and the process's figures together; `version` holds the columns of `analyses`."""
    _end(tx, claimed, "succeeded", usage=usage)
    tx.run(_STORE, {"id": claimed.id, "process_id": claimed.process_id, **version})
    tx.run(_PUBLISH, {"id": claimed.id, "process_id": claimed.process_id, "depth": version["depth"], **figures})
    processes.adopt_figures(tx, claimed.process_id)


def fail(tx: Transaction, claimed: Claim, code: str, usage: Mapping[str, Any]) -> None:
    """End the job with the reason."""
    _end(tx, claimed, "failed", error=json.dumps({"code": code}), usage=usage)


def postpone(tx: Transaction, claimed: Claim, delay: timedelta, usage: Mapping[str, Any]) -> None:
    """Put the job back into the queue for later; the outbox will ring again when it is time."""
    _require(tx.run(_POSTPONE, {**claimed._held, "delay": delay, "usage": json.dumps(usage)}))


def reclaim(tx: Transaction, visibility: timedelta) -> Pending[DictRow | None]:
    """Requeue jobs whose lease ran out, end those without attempts left, ring again where a message seems lost."""
    return tx.row(
        "select requeued, failed, rung from reclaim_jobs(%(visibility)s, %(max_attempts)s)",
        {"visibility": visibility, "max_attempts": MAX_ATTEMPTS},
    )


def due_bells(tx: Transaction, most: int) -> Pending[list[Message]]:
    """Return the messages that should have been sent by now."""
    rows = tx.rows("select job_id, version from due_bells(%(most)s)", {"most": most})
    return rows.then(lambda found: [Message.model_validate(row) for row in found])


def rung(tx: Transaction, message: Message) -> None:
    """Note that a message was sent."""
    tx.run("select bell_rung(%(job_id)s, %(version)s)", {"job_id": message.job_id, "version": message.version})


def _end(tx: Transaction, claimed: Claim, status: str, *, error: str | None = None, usage: Mapping[str, Any]) -> None:
    _require(tx.run(_END, {**claimed._held, "status": status, "error": error, "usage": json.dumps(usage)}))


def _require(changed: Pending[int]) -> None:
    if not changed.value:
        raise Superseded
