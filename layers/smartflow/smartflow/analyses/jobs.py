"""What belongs to the job of an analysis: what was asked for, how far the work has come, what it used, and its result."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.analyses import paid_answers
from smartflow.analyses.paid_answers import AS_JSON as ANSWERS
from smartflow.analyses.proposals import all_proposals, steps_of
from smartflow.analyses.store import Depth, Stage
from smartflow.analyst.checking.filling import fill_result
from smartflow.analyst.model.answers import Answer, Step
from smartflow.analyst.schema import Result
from smartflow.engine.decisions import propose, relocated
from smartflow.engine.facts import Origin
from smartflow.infra import ids
from smartflow.infra.db import Pending, Transaction
from smartflow.jobs import leases
from smartflow.jobs.leases import HELD, Claim, Superseded
from smartflow.language.text import Language
from smartflow.processes import facts as stored_facts
from smartflow.processes import store as processes

_START = f"""
update jobs set stage = 'reading' where {HELD}
returning process_id, depth, language, fallback, snapshot, usage, now() - started_at as since_start, {ANSWERS} as answers
"""  # noqa: S608
_STAGE = f"update jobs set stage = %(stage)s, usage = %(usage)s where {HELD}"  # noqa: S608
_USAGE = f"update jobs set usage = %(usage)s where {HELD}"  # noqa: S608
_STORE = """
insert into analyses (id, user_id, process_id, version, depth, language, analyst, model, prompt_version, formula_version,
    result, template, assessment, requested_model, reused_from, fallback_reason, input_hash)
select %(id)s, tenant(), %(process_id)s,
    (select coalesce(max(version), 0) + 1 from analyses where user_id = tenant() and process_id = %(process_id)s),
    %(depth)s, %(language)s, %(analyst)s, %(model)s, %(prompt_version)s, %(formula_version)s, %(result)s, %(template)s, %(assessment)s,
    %(requested_model)s, %(reused_from)s, %(fallback_reason)s, (select input_hash from jobs where user_id = tenant() and id = %(id)s)
"""
_IDENTICAL = """
select a.id, a.analyst, a.model, a.prompt_version, a.result, a.template, a.assessment
from analyses a join jobs j on j.user_id = a.user_id and j.id = %(id)s
where a.user_id = tenant() and a.analyst = 'model' and a.reused_from is null and a.input_hash = j.input_hash
    and a.depth = j.depth and a.language = j.language and a.requested_model = %(model)s
    and a.prompt_version = %(prompt_version)s and a.formula_version = %(formula_version)s
    and a.assessment ->> 'currency' = j.snapshot ->> 'currency'
    and (a.assessment -> 'context' ->> 'working_days')::integer = (j.snapshot ->> 'working_days')::integer
order by a.created_at desc limit 1
"""
_PUBLISH = """
update business_processes set current_analysis_id = %(id)s, ai_analysis = %(ai_analysis)s, analysis_depth = %(depth)s,
    status = case when status = 'idea' then 'analysed' else status end,
    analysed_hash = (select input_hash from jobs where user_id = tenant() and id = %(id)s)
where user_id = tenant() and id = %(process_id)s
"""


@dataclass(frozen=True)
class Order:
    """What was asked for, with the process as it was then, what earlier attempts have used, and the answers they were given.
    `since_start` is the time since the first attempt began.
    """

    process_id: UUID
    depth: Depth
    language: Language
    fallback: str
    snapshot: Mapping[str, Any]
    usage: Mapping[str, Any]
    since_start: timedelta
    answers: Mapping[Step, Answer]


def start(tx: Transaction, claimed: Claim, version: str) -> Pending[Order]:
    """Show that the work has begun, and return what is to be done; `version` is that of the answers which can be used again.

    Reading the result raises `Superseded` where the attempt no longer holds the job.
    """

    def order(row: DictRow | None) -> Order:
        if row is None:
            raise Superseded
        return Order(**{**row, "answers": paid_answers.from_rows(row["answers"])})

    return tx.row(_START, {**claimed.key, "version": version}).then(order)


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
    leases.require(tx.run(_STAGE, {**claimed.key, "stage": stage, "usage": json.dumps(usage)}))


def succeed(
    tx: Transaction,
    claimed: Claim,
    process_id: UUID,
    version: Mapping[str, Any],
    template: Result,
    usage: Mapping[str, Any],
) -> None:
    """Write job, analysis, what it read and the process's figures together; `version` holds further columns of `analyses`.

    What was read becomes proposed facts; the analysis is stored with the figures that are then in force.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    _use(tx, claimed, usage)
    leases.finish(tx, claimed)
    stored = processes.read(tx, process_id, lock=True).value
    if stored is None:
        raise Superseded
    origin: Origin = "model" if version["analyst"] == "model" else "text"
    description = stored["description"]
    before = stored_facts.from_rows(stored["facts"])
    steps = steps_of(template, description) or stored["steps"]
    found = all_proposals(template, stored, stored["language"], steps)
    facts = relocated(propose(before, found, origin, description, ids.new), description)
    figures = processes.refresh(tx, {**stored, "current_analysis_id": claimed.id, "steps": steps}, facts)
    result = fill_result(template, figures.assessment)
    texts = {
        "result": result.model_dump_json(),
        "template": template.model_dump_json(),
        "assessment": figures.assessment.model_dump_json(),
    }
    tx.run(_STORE, {"id": claimed.id, "process_id": process_id, **version, **texts})
    about = {"depth": version["depth"], "ai_analysis": f"{result.verdict}\n\n{result.summary}"}
    tx.run(_PUBLISH, {"id": claimed.id, "process_id": process_id, **about})


def fail(tx: Transaction, claimed: Claim, code: str, usage: Mapping[str, Any]) -> None:
    """End the job with the reason.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    _use(tx, claimed, usage)
    leases.fail(tx, claimed, code)


def postpone(
    tx: Transaction, claimed: Claim, delay: timedelta, usage: Mapping[str, Any], waits_for: str | None = None
) -> None:
    """Put the job back into the queue for later, as `leases.postpone` does.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job.
    """
    _use(tx, claimed, usage)
    leases.postpone(tx, claimed, delay, waits_for)


def _use(tx: Transaction, claimed: Claim, usage: Mapping[str, Any]) -> None:
    tx.run(_USAGE, {**claimed.key, "usage": json.dumps(usage)})
