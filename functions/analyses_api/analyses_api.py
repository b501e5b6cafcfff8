"""Ask for an analysis (202), follow it, cancel it, try again; the versions of a process."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from psycopg import errors
from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.accounts import activity, users
from smartflow.analyses import jobs, reviews, spending
from smartflow.analyses import store as analyses
from smartflow.analyses.comparison import Comparison, compare
from smartflow.analyses.reviews import DecisionBody, ReviewBody
from smartflow.analyses.store import Analysis, AnalysisBody, AnalysisSummary
from smartflow.analyst.schema import Result
from smartflow.api import idempotency
from smartflow.api.http import Answer, Api, Request
from smartflow.infra import aws, config, db, ids
from smartflow.infra.observability import logger, metrics
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Problem
from smartflow.processes import categories
from smartflow.processes import store as processes

api = Api()


class Settings(config.Base):
    """Environment of this function."""

    analysis_queue_url: str
    model_secret_arn: str = ""
    model_name: str = "gpt-4o"
    model_base_url: str = "https://api.openai.com/v1"
    model_provider: str = ""
    model_country: str = ""
    user_monthly_budget: Decimal = Decimal(5)
    service_monthly_budget: Decimal = Decimal(100)


class Preview(BaseModel):
    """Exactly what would leave for the model's provider: nothing where the rules write the analysis.

    `instructions` are ours, `message` holds the person's text with what identifies people replaced by tokens; `masked`
    counts them by kind. `search_query` is what a web search would be asked (deep and expert).
    """

    analyst: Literal["model", "rules"]
    provider: str | None
    country: str | None
    address: str | None
    model: str | None
    prompt_version: str
    instructions: str | None
    message: str | None
    masked: dict[str, int]
    search_query: str | None


@api.route("POST", "/v1/processes/{id}/analyses", status=202)
def request_analysis(request: Request, id: UUID, body: AnalysisBody) -> Answer[Analysis]:  # noqa: A002 - the path's own name
    """Ask for an analysis of a process as it is now. The answer comes at once; `Location` is where to follow it."""
    return _accept(request, id, body)


@api.route("GET", "/v1/processes/{id}/analyses")
def list_analyses(request: Request, id: UUID, query: PageQuery) -> Answer[Page[AnalysisSummary]]:  # noqa: A002
    """The analyses of a process, the newest first."""
    process, page = db.read(request.token, lambda tx: (processes.read(tx, id), analyses.page(tx, id, query)))
    if process.value is None:
        raise Problem("not_found")
    return Answer(page.value)


@api.route("GET", "/v1/analyses/{id}")
def read_analysis(request: Request, id: UUID) -> Answer[Analysis]:  # noqa: A002
    """One analysis: how far it is, its result, or why there is none."""
    return _answer(request, db.read(request.token, lambda tx: analyses.read(tx, id)).value)


@api.route("POST", "/v1/analyses/{id}/cancel")
def cancel_analysis(request: Request, id: UUID) -> Answer[Analysis]:  # noqa: A002
    """Cancel an analysis that has not ended; its result will not be written."""

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        if not analyses.cancel(tx, id).value:
            raise Problem("analysis_finished" if analyses.read(tx, id).value else "not_found")
        activity.record(tx, "analysis.cancelled", "analysis", id)
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route("POST", "/v1/analyses/{id}/retry", status=202)
def retry_analysis(request: Request, id: UUID) -> Answer[Analysis]:  # noqa: A002
    """Ask again for an analysis that failed or was cancelled, of the process as it is now: a new one with its own id."""
    row = db.read(request.token, lambda tx: analyses.read(tx, id)).value
    if row is None:
        raise Problem("not_found")
    if row["status"] not in ("failed", "cancelled"):
        raise Problem("analysis_finished" if row["status"] == "succeeded" else "analysis_active")
    body = AnalysisBody(depth=row["depth"], language=row["language"], fallback=row["fallback"])
    return _accept(request, row["process_id"], body)


@api.route("PATCH", "/v1/analyses/{id}")
def review_analysis(request: Request, id: UUID, body: ReviewBody) -> Answer[Analysis]:  # noqa: A002
    """Store a person's values beside the computed ones, each with its reason."""

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        row = _with_result(tx, id, request.headers.get("if-match"))
        reviews.override(tx, row, body)
        changed = [override.field for override in body.overrides]
        activity.record(tx, "analysis.overridden", "analysis", id, {"fields": changed})
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route("POST", "/v1/analyses/{id}/suggestions")
def decide_suggestions(request: Request, id: UUID, body: DecisionBody) -> Answer[Analysis]:  # noqa: A002
    """Take suggested inputs over into the process's empty fields, or turn them down."""
    now = datetime.now(UTC)

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        row = _with_result(tx, id, request.headers.get("if-match"))
        accepted = reviews.chosen(Result.model_validate(row["result"]), body)
        process = processes.read(tx, row["process_id"], lock=True).value
        if process is None:
            raise Problem("not_found")
        if accepted:
            changed, suggested = reviews.accepted_into(process, accepted, body)
            processes.update(tx, process, now, changed, request.language, suggested)
            if row["current"] and not process["stale"] and reviews.already_used(row["assessment"], accepted):
                reviews.keep_fresh(tx, id, process["id"])
        reviews.decide(tx, id, body)
        counts = {"accepted": len(body.accept), "rejected": len(body.reject)}
        activity.record(tx, "analysis.suggestions_decided", "analysis", id, counts)
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route("GET", "/v1/analyses/{id}/compare/{other}")
def compare_analyses(request: Request, id: UUID, other: UUID) -> Answer[Comparison]:  # noqa: A002
    """Two versions of a process's analysis side by side."""
    first, second = db.read(request.token, lambda tx: (analyses.read(tx, id), analyses.read(tx, other)))
    a, b = first.value, second.value
    if a is None or b is None:
        raise Problem("not_found")
    if a["process_id"] != b["process_id"]:
        raise Problem("different_processes")
    if a["result"] is None or b["result"] is None:
        raise Problem("no_result")
    return Answer(compare(a, b))


@api.route("POST", "/v1/processes/{id}/analyses/preview")
def preview_analysis(request: Request, id: UUID, body: AnalysisBody) -> Answer[Preview]:  # noqa: A002
    """Show exactly what would leave for the model's provider; nothing is sent or stored."""
    pending = db.read(request.token, lambda tx: (processes.read(tx, id), categories.rows(tx)))
    process, category = _found(pending[0].value, pending[1].value)
    from smartflow.analyses.tasks import task_of
    from smartflow.analyst import catalogue
    from smartflow.analyst.model import masking, prompts

    settings = config.load(Settings)
    if not settings.model_secret_arn:
        return Answer(_nothing_leaves(prompts.PROMPT_VERSION))
    task = task_of(analyses.snapshot(process, category), body.depth, body.language or process["language"])
    title = masking.mask(task.title)
    text = masking.mask(task.description, title.mapping)
    instructions, message = prompts.messages(task, title.text, text.text)
    searches = body.depth != "basic"
    named = catalogue.mentioned(task.description)
    kinds = {*title.counts, *text.counts}
    return Answer(
        Preview(
            analyst="model",
            provider=settings.model_provider or urlsplit(settings.model_base_url).hostname,
            country=settings.model_country or None,
            address=settings.model_base_url,
            model=settings.model_name,
            prompt_version=prompts.PROMPT_VERSION,
            instructions=instructions,
            message=message,
            masked={kind: title.counts.get(kind, 0) + text.counts.get(kind, 0) for kind in sorted(kinds)},
            search_query=prompts.search_query(task.industry, task.category, named, task.country) if searches else None,
        )
    )


def _nothing_leaves(prompt_version: str) -> Preview:
    unknown = dict.fromkeys(("provider", "country", "address", "model", "instructions", "message", "search_query"))
    return Preview(analyst="rules", prompt_version=prompt_version, masked={}, **unknown)


def _with_result(tx: db.Transaction, analysis_id: UUID, if_match: str | None) -> dict[str, Any]:
    row = analyses.read(tx, analysis_id).value
    if row is None:
        raise Problem("not_found")
    if row["result"] is None:
        raise Problem("no_result")
    if if_match not in (None, "*", f'"{analyses.etag(row)}"', f'W/"{analyses.etag(row)}"'):
        raise Problem("stale")
    return row


def _found(process: DictRow | None, rows: list[DictRow]) -> tuple[DictRow, DictRow | None]:
    """Return a process that is there with its category."""
    if process is None:
        raise Problem("not_found")
    return process, next((row for row in rows if row["id"] == process["category_id"]), None)


def _analyst(tx: db.Transaction, body: AnalysisBody) -> Literal["model", "rules"]:
    """Decide who is to write: beyond the month's budgets the rules, where the user chose so; the model by consent only."""
    settings = config.load(Settings)
    if not settings.model_secret_arn:
        return "rules"
    if spending.budget_left(tx, settings.user_monthly_budget, settings.service_monthly_budget).value:
        if not users.has_model_consent(tx).value:
            raise Problem("consent_required")
        return "model"
    if body.fallback == "rules":
        return "rules"
    raise Problem("budget_exhausted", headers={"Retry-After": str(_seconds_to_next_month())})


def _seconds_to_next_month() -> int:
    now = datetime.now(UTC)
    following = (now.replace(day=28) + timedelta(days=4)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return int((following - now).total_seconds()) + 1


def _accept(request: Request, process_id: UUID, body: AnalysisBody) -> Answer[Analysis]:
    job_id = ids.new()

    def work(tx: db.Transaction) -> Answer[Analysis]:
        pending_process, pending_categories = processes.read(tx, process_id), categories.rows(tx)
        process, category = _found(pending_process.value, pending_categories.value)
        analyses.enqueue(tx, job_id, process, category, body, _analyst(tx, body))
        activity.record(tx, "analysis.requested", "analysis", job_id, {"depth": body.depth, "title": process["title"]})
        answer = _answer(request, analyses.read(tx, job_id).value)
        return Answer(answer.body, 202, {"Location": f"/v1/analyses/{job_id}"})

    try:
        answer = idempotency.create(request, request.token, work)
    except errors.UniqueViolation:
        active = db.read(request.token, lambda tx: analyses.active(tx, process_id)).value
        raise Problem("analysis_active", extra={"analysis_id": str(active["id"])} if active else {}) from None
    _ring(jobs.Message(job_id=job_id, version=1))
    metrics.add_metric(name="AnalysesRequested", unit="Count", value=1)
    return answer


def _ring(message: jobs.Message) -> None:
    """Tell the worker. Where the queue cannot be reached the job is safe all the same: housekeeping rings later."""
    queue = config.load(Settings).analysis_queue_url
    try:
        aws.sqs().send_message(QueueUrl=queue, MessageBody=message.model_dump_json())
        db.write(None, lambda tx: jobs.rung(tx, message), repeatable=True)
    except (BotoCoreError, ClientError, Problem):
        logger.warning("job accepted, bell not rung", exc_info=True)


def _answer(request: Request, row: dict[str, Any] | None) -> Answer[Analysis]:
    if row is None:
        raise Problem("not_found")
    return Answer(analyses.from_row(row, request.language), version=analyses.etag(row))


handler = api.handler
