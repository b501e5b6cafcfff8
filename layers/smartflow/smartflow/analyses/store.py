"""Analyses as the API serves them: requesting one, following it, its versions."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from smartflow.analyses import spending
from smartflow.analyses.prices import EXPECTED_COST
from smartflow.analyses.reviews import presented, with_decisions
from smartflow.analyst.checking.filling import fill_result
from smartflow.analyst.schema import Result
from smartflow.api import problem_texts
from smartflow.engine.assessment import Assessment
from smartflow.engine.by_hand import Override
from smartflow.engine.estimate_view import ShownAssessment, shown
from smartflow.engine.process_figures import ProcessFigures
from smartflow.engine.verdict_text import verdict_sentence
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, newest_first
from smartflow.jobs import leases, outbox
from smartflow.language.text import Language, Text
from smartflow.processes import categories, figures_view
from smartflow.processes import facts as stored_facts
from smartflow.processes import figures as stored_figures
from smartflow.processes import overrides as stored_overrides
from smartflow.processes.facts import AS_JSON as FACTS
from smartflow.processes.figures_view import ShownFigures
from smartflow.processes.overrides import AS_JSON as OVERRIDES

Depth = Literal["basic", "deep", "expert"]
JobStatus = Literal["queued", "running", "succeeded", "failed", "cancelled"]
Stage = Literal["reading", "searching", "writing", "checking", "calculating"]


class AnalysisBody(BaseModel):
    """What kind of analysis is wanted. `fallback` says what happens where no language model is available: the job fails,
    or the rules write the analysis. `fresh` asks the model again even where an identical analysis is stored.
    """

    model_config = ConfigDict(extra="forbid")

    depth: Depth = "basic"
    language: Language | None = None
    fallback: Literal["none", "rules"] = "none"
    fresh: Annotated[bool, Field(strict=True)] = False


class Failure(BaseModel):
    """Why there is no result, or none of the language model: a stable code, and a sentence in the reader's language."""

    code: str
    message: str


class AnalysisSummary(BaseModel):
    """One version of a process's analysis, or a job that will become one."""

    id: UUID
    process_id: UUID
    status: JobStatus
    stage: Stage | None
    depth: Depth
    language: Language
    version: int | None
    analyst: Literal["model", "rules"] | None
    model: str | None
    prompt_version: str | None
    formula_version: str | None
    stale: bool
    current: bool
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class Analysis(AnalysisSummary):
    """A job with its result or the reason why there is none. `retry_at` is when a job that has to wait runs again.

    `figures` are those in force, on the current analysis; `overrides` are a person's values beside the computed ones.
    `reused_from` is the identical analysis whose result was used again, at no cost. `fallback_reason` says why the rules wrote the
    result although the language model was wanted.
    """

    reused_from: UUID | None
    fallback_reason: Failure | None
    result: Result | None
    assessment: ShownAssessment | None
    overrides: list[Override]
    figures: ShownFigures | None
    error: Failure | None
    usage: dict[str, JsonValue]
    retry_at: datetime | None


_SHARED = """j.id, j.process_id, j.status, j.stage, j.depth, j.language, a.version, a.analyst, a.model, a.prompt_version,
    a.formula_version,
    coalesce(case when a.id = p.current_analysis_id then p.analysed_hash end, j.input_hash) <> p.input_hash as stale,
    a.id is not null and a.id = p.current_analysis_id as current,
    j.created_at, j.started_at, j.finished_at"""
_FROM = """jobs j
    join business_processes p on p.user_id = j.user_id and p.id = j.process_id
    left join analyses a on a.user_id = j.user_id and a.id = j.id"""
_GET = f"""
select {_SHARED}, j.attempt, j.error, j.usage, j.not_before as retry_at, j.fallback, a.result, a.template, a.assessment, a.reused_from,
    a.fallback_reason,
    p.figures, p.figures_version, p.industry, p.company_size, p.budget_range, p.steps, u.currency, u.working_days,
    {FACTS} as facts, {OVERRIDES} as process_overrides,
    (select jsonb_object_agg(suggestion_id, d.status) from analysis_suggestions d
        where d.user_id = j.user_id and d.analysis_id = j.id) as decisions,
    (select coalesce(jsonb_agg(to_jsonb(o) order by o.created_at, o.field), '[]') from analysis_overrides o
        where o.user_id = j.user_id and o.analysis_id = j.id) as overrides
from {_FROM} join users u on u.id = j.user_id
where j.user_id = tenant() and j.id = %(id)s and p.deleted_at is null
"""  # noqa: S608
_LIST = f"""
select {_SHARED} from {_FROM}
where j.user_id = tenant() and j.process_id = %(process_id)s and p.deleted_at is null
    and (%(after_id)s::uuid is null or (j.created_at, j.id) < (%(after)s::timestamptz, %(after_id)s::uuid))
order by j.created_at desc, j.id desc limit %(limit)s
"""  # noqa: S608
# A text that was written when automating paid must not stand beside figures by which it does not, or the other way round.
_WRITTEN_BEFORE = Text(
    "Podsumowanie tej analizy opisywało inne liczby, dlatego go nie pokazujemy. Ponowna analiza napisze je od nowa.",
    "The summary of this analysis described other figures, so it is not shown. Analysing again writes a new one.",
)
_ENQUEUE = """
insert into jobs (id, user_id, kind, process_id, depth, language, fallback, snapshot, input_hash, reserved_micro_usd)
values (%(id)s, tenant(), 'analysis', %(process_id)s, %(depth)s, %(language)s, %(fallback)s, %(snapshot)s, %(input_hash)s,
    %(reserved)s)
"""
_ACTIVE = """
select id from jobs
where user_id = tenant() and process_id = %(process_id)s and status in ('queued', 'running')
"""


def snapshot(process: Mapping[str, Any], category: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return everything an analysis needs, as it is now: a later edit of the process does not change it."""
    names = ("title", "description", "industry", "company_size", "budget_range", "steps", "currency", "working_days")
    taken = {name: process[name] for name in (*names, "inputs", "suggested")}
    return {**taken, "category": category and asdict(categories.name(category))}


def enqueue(
    tx: Transaction,
    job_id: UUID,
    process: Mapping[str, Any],
    category: Mapping[str, Any] | None,
    body: AnalysisBody,
    analyst: Literal["model", "rules"],
    fallback_reason: str | None = None,
) -> None:
    """Write the job with its message. `analyst` "rules" leaves the model out even where there is one, for `fallback_reason` if the
    model was wanted; otherwise the expected cost is reserved.

    The constraint `jobs_one_active_analysis` tells of an analysis that is under way.
    """
    job = {"id": job_id, "process_id": process["id"], "input_hash": process["input_hash"]}
    taken = snapshot(process, category)
    taken |= {"fresh": body.fresh, "analyst": analyst, "fallback_reason": fallback_reason}
    asked = {"depth": body.depth, "language": body.language or process["language"], "fallback": body.fallback}
    reserved = spending.micro(EXPECTED_COST[body.depth]) if analyst == "model" else 0
    tx.run(_ENQUEUE, {**job, **asked, "snapshot": json.dumps(taken), "reserved": reserved})
    outbox.add(tx, job_id)


def read(tx: Transaction, analysis_id: UUID) -> Pending[DictRow | None]:
    """Return one job with its result, if there is one."""
    return tx.row(_GET, {"id": analysis_id})


def active(tx: Transaction, process_id: UUID) -> Pending[DictRow | None]:
    """Return the id of the active analysis of a process."""
    return tx.row(_ACTIVE, {"process_id": process_id})


def cancel(tx: Transaction, analysis_id: UUID) -> Pending[int]:
    """Cancel a job that has not ended; its worker finds out before the result is written."""
    return leases.cancel(tx, "analysis", analysis_id)


def page(tx: Transaction, process_id: UUID, query: PageQuery) -> Pending[Page[AnalysisSummary]]:
    """List the analyses of a process, the newest first."""
    return newest_first(tx, _LIST, {"process_id": process_id}, query, AnalysisSummary, "analyses")


def from_row(row: DictRow, language: Language) -> Analysis:
    """Return an analysis as its owner reads it: prose in its own language, the working in the reader's language.

    The current version is shown with the figures in force; an earlier one keeps its own.
    """
    row = {**row, **_reasons(row, language)}
    if row["result"] is None:
        return Analysis.model_validate({**row, "assessment": None, "result": None, "figures": None})
    if not row["current"]:
        assessment = shown(Assessment.model_validate(row["assessment"]), language)
        return Analysis.model_validate({**row, "assessment": assessment, "figures": None})
    figures = stored_figures.of_row(row)
    overrides = stored_overrides.from_rows(row["process_overrides"])
    return Analysis.model_validate(
        {
            **row,
            "assessment": shown(figures.assessment, language),
            "result": current_result(row, figures),
            "overrides": overrides,
            "figures": figures_view.shown(figures, overrides, language),
        }
    )


def _reasons(row: DictRow, language: Language) -> dict[str, object]:
    """Return why there is no result, and why the rules wrote it, in the reader's language."""
    error, why = row["error"], row["fallback_reason"]
    return {
        "error": error and {**error, "message": problem_texts.failure(error["code"], language)},
        "fallback_reason": why and {"code": why, "message": problem_texts.fallback(why, language)},
    }


def as_shown(row: DictRow) -> DictRow:
    """Return a row with the assessment and the result that are shown now: those of the current version follow the facts."""
    if not row["current"]:
        return row
    figures = stored_figures.of_row(row)
    shown_now = {"assessment": figures.assessment, "result": current_result(row, figures)}
    return {**row, **{name: model.model_dump(mode="json") for name, model in shown_now.items()}}


def current_result(row: Mapping[str, Any], figures: ProcessFigures) -> Result:
    """Return the result of the current analysis as it may be shown now: prose filled with the figures in force, decisions in."""
    template = row["template"]
    result = Result.model_validate(template or row["result"])
    if template:
        result = fill_result(result, figures.assessment)
    if _pays(row["assessment"]) != _pays(figures.assessment.model_dump()):
        sentence = verdict_sentence(figures, result.language)
        result = result.model_copy(update={"verdict": sentence, "summary": _WRITTEN_BEFORE.of(result.language)})
    return presented(with_decisions(result, row["decisions"], stored_facts.from_rows(row["facts"])), figures)


def _pays(assessment: Mapping[str, Any]) -> bool | None:
    """Tell whether net savings are positive; None while they are unknown."""
    net = assessment["expected"]["net_savings_per_year"]
    return None if net is None else Decimal(net) >= 0


def etag(row: DictRow) -> str:
    """Return a value that changes whenever the job or a person's review of its result does."""
    review = zlib.crc32(
        json.dumps(
            [row["decisions"], row["overrides"], row["process_overrides"], row["facts"]], sort_keys=True
        ).encode()
    )
    return f"{row['status']}.{row['stage'] or ''}.{row['attempt']}.{'stale' if row['stale'] else ''}.{review:08x}"
