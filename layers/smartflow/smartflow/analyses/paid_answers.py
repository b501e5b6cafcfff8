"""Answers of the model that were paid for: booked and kept as they come, used again by another attempt at the same job."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from smartflow.analyses import spending
from smartflow.analyst.model.answers import Answer, Citation, Step
from smartflow.analyst.task import Usage
from smartflow.infra.db import Transaction
from smartflow.jobs.leases import HELD, Claim

_USAGE = f"update jobs set usage = %(usage)s where {HELD}"  # noqa: S608
# Only while the job is open: answers go when it ends, and none may come after.
_KEEP = """
insert into job_answers (user_id, job_id, step, version, answer)
select j.user_id, j.id, %(step)s, %(version)s, %(answer)s
from jobs j where j.user_id = tenant() and j.id = %(id)s and j.status in ('queued', 'running') for share
on conflict do nothing
"""
#: The kept answers of a job by step, as a column of a statement on `jobs`; needs the parameter `version`.
AS_JSON = """(select coalesce(jsonb_object_agg(a.step, a.answer), '{}') from job_answers a
    where a.user_id = jobs.user_id and a.job_id = jobs.id and a.version = %(version)s)"""


def keep(
    tx: Transaction,
    claimed: Claim,
    call_id: UUID,
    version: str,
    step: Step,
    answer: Answer | None,
    micro_usd: int,
    usage: Mapping[str, Any],
) -> bool:
    """Book what one call of the model cost, and keep its answer, if it has one; done twice, it is booked once.

    `usage` is what the job has used by now. A job that was cancelled, deleted or taken over is booked as well. Returns whether
    the attempt still holds the job.
    """
    held = tx.run(_USAGE, {**claimed.key, "usage": json.dumps(usage)}).value == 1
    if answer is not None:
        values = {"id": claimed.id, "version": version, "step": step, "answer": json.dumps(asdict(answer))}
        tx.run(_KEEP, values)
    spending.settle(tx, call_id, micro_usd)
    return held


def from_rows(rows: Mapping[Step, str]) -> dict[Step, Answer]:
    """Return kept answers by step; their usage was booked when they came."""
    found: dict[Step, Answer] = {}
    for step, text in rows.items():
        kept = json.loads(text)
        citations = [Citation(**one) for one in kept["citations"]]
        found[step] = Answer(**{**kept, "usage": Usage(), "citations": citations})
    return found
