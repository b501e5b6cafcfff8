"""Analyses: request one (202), follow, cancel, retry and review it; the versions of a process."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from psycopg import errors
from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.accounts import activity, users
from smartflow.analyses import reviews, spending
from smartflow.analyses import store as analyses
from smartflow.analyses.comparison import AnalysisComparison, compare
from smartflow.analyses.prices import EXPECTED_COST
from smartflow.analyses.reviews import DecisionBody, ReviewBody
from smartflow.analyses.store import Analysis, AnalysisBody, AnalysisSummary
from smartflow.analyst.schema import Result
from smartflow.api import idempotency
from smartflow.api.http import Answer, Api, IdempotencyKey, Request
from smartflow.engine.facts import Origin
from smartflow.infra import config, db, ids
from smartflow.infra.observability import metrics
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Problem
from smartflow.jobs import outbox
from smartflow.jobs.kinds import Queues
from smartflow.processes import categories
from smartflow.processes import figures as stored_figures
from smartflow.processes import store as processes

api = Api()

#: Problems because of which an analysis is not accepted.
_NOT_ACCEPTED = ("analysis_active", "consent_required", "budget_exhausted")
#: Seconds after which a client should ask for a new analysis again.
_RETRY_AFTER = 1


class Settings(Queues):
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
    """Exactly what would be sent to the model's provider; nothing if the rules write the analysis.

    `instructions` are fixed; `message` has the person's text, in which identifiers of people are replaced by marks; `masked`
    counts these by kind. Both are sent with each of the two questions, the second one with what was read in the text and the
    figures that follow. `search_query` is the query of the web search (deep and expert).
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


@api.route("POST", "/v1/processes/{id}/analyses", answers={202: ("Location", "Retry-After")}, problems=_NOT_ACCEPTED)
def request_analysis(
    request: Request,
    id: UUID,  # noqa: A002 - the name in the path
    body: AnalysisBody,
    idempotency_key: IdempotencyKey | None,
) -> Answer[Analysis]:
    """Request an analysis of a process as it is now. It is made in the background; `Location` is its address."""
    return _accept(request, id, body, idempotency_key)


@api.route("GET", "/v1/processes/{id}/analyses", answers={200: ()})
def list_analyses(request: Request, id: UUID, query: PageQuery) -> Answer[Page[AnalysisSummary]]:  # noqa: A002
    """The analyses of a process, newest first."""
    process, page = db.read(request.token, lambda tx: (processes.read(tx, id), analyses.page(tx, id, query)))
    if process.value is None:
        raise Problem("not_found")
    return Answer(page.value)


@api.route("GET", "/v1/analyses/{id}", answers={200: ("ETag",)})
def read_analysis(request: Request, id: UUID) -> Answer[Analysis]:  # noqa: A002
    """One analysis: its progress, its result, or why there is none."""
    return _answer(request, db.read(request.token, lambda tx: analyses.read(tx, id)).value)


@api.route("POST", "/v1/analyses/{id}/cancel", answers={200: ("ETag",)}, problems=("analysis_finished",))
def cancel_analysis(request: Request, id: UUID) -> Answer[Analysis]:  # noqa: A002
    """Cancel an analysis that has not ended; it will have no result."""

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        if not analyses.cancel(tx, id).value:
            raise Problem("analysis_finished" if analyses.read(tx, id).value else "not_found")
        activity.record(tx, "analysis.cancelled", "analysis", id)
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route(
    "POST",
    "/v1/analyses/{id}/retry",
    answers={202: ("Location", "Retry-After")},
    problems=(*_NOT_ACCEPTED, "analysis_finished"),
)
def retry_analysis(
    request: Request,
    id: UUID,  # noqa: A002
    idempotency_key: IdempotencyKey | None,
) -> Answer[Analysis]:
    """Analyse again after an analysis failed or was cancelled, from the process as it is now; the new analysis has its own id."""
    row = db.read(request.token, lambda tx: analyses.read(tx, id)).value
    if row is None:
        raise Problem("not_found")
    if row["status"] not in ("failed", "cancelled"):
        raise Problem("analysis_finished" if row["status"] == "succeeded" else "analysis_active")
    body = AnalysisBody(depth=row["depth"], language=row["language"], fallback=row["fallback"])
    return _accept(request, row["process_id"], body, idempotency_key)


@api.route("PATCH", "/v1/analyses/{id}", answers={200: ("ETag",)}, problems=("no_result",))
def review_analysis(
    request: Request,
    id: UUID,  # noqa: A002
    body: ReviewBody,
    if_match: str | None,
) -> Answer[Analysis]:
    """Store a person's values in addition to the computed ones, each with its reason."""

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        row = _with_result(tx, id, if_match)
        reviews.override(tx, row["process_id"], stored_figures.of_row(row), body)
        processes.recompute(tx, row["process_id"])
        changed = [override.field for override in body.overrides]
        activity.record(tx, "analysis.overridden", "analysis", id, {"fields": changed})
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route("POST", "/v1/analyses/{id}/suggestions", answers={200: ("ETag",)}, problems=("no_result",))
def decide_suggestions(
    request: Request,
    id: UUID,  # noqa: A002
    body: DecisionBody,
    if_match: str | None,
) -> Answer[Analysis]:
    """Accept suggested inputs into the process's empty fields, or reject them."""
    now = datetime.now(UTC)

    def work(tx: db.Transaction) -> dict[str, Any] | None:
        row = _with_result(tx, id, if_match)
        process = processes.read(tx, row["process_id"], lock=True).value
        if process is None:
            raise Problem("not_found")
        origin: Origin = "model" if row["analyst"] == "model" else "text"
        facts = reviews.decided_facts(process, Result.model_validate(row["result"]), origin, body)
        processes.decided(tx, process, now, facts)
        reviews.decide_suggestions(tx, id, body)
        counts = {"accepted": len(body.accept), "rejected": len(body.reject)}
        activity.record(tx, "analysis.suggestions_decided", "analysis", id, counts)
        return analyses.read(tx, id).value

    return _answer(request, db.write(request.token, work))


@api.route("GET", "/v1/analyses/{id}/compare/{other}", answers={200: ()}, problems=("different_processes", "no_result"))
def compare_analyses(request: Request, id: UUID, other: UUID) -> Answer[AnalysisComparison]:  # noqa: A002
    """Compare two versions of the analysis of a process."""
    first, second = db.read(request.token, lambda tx: (analyses.read(tx, id), analyses.read(tx, other)))
    a, b = first.value, second.value
    if a is None or b is None:
        raise Problem("not_found")
    if a["process_id"] != b["process_id"]:
        raise Problem("different_processes")
    if a["result"] is None or b["result"] is None:
        raise Problem("no_result")
    return Answer(compare(analyses.as_shown(a), analyses.as_shown(b)))


@api.route("POST", "/v1/processes/{id}/analyses/preview", answers={200: ()})
def preview_analysis(request: Request, id: UUID, body: AnalysisBody) -> Answer[Preview]:  # noqa: A002
    """Show exactly what would be sent to the model's provider; nothing is sent or stored."""
    pending = db.read(request.token, lambda tx: (processes.read(tx, id), categories.rows(tx)))
    process, category = _found(pending[0].value, pending[1].value)
    from smartflow.analyses.tasks import task_of
    from smartflow.analyst import catalogue
    from smartflow.analyst.model import masking, prompts

    settings = config.load(Settings)
    if not settings.model_secret_arn:
        return Answer(_nothing_is_sent(prompts.PROMPT_VERSION))
    task = task_of(analyses.snapshot(process, category), body.depth, body.language or process["language"])
    title = masking.mask(task.title)
    text = masking.mask(task.description, title.mapping)
    instructions, message = prompts.messages(task, title.text, text.text)
    searches = body.depth != "basic"
    named = catalogue.mentioned(task.description)
    query = prompts.search_query(task.industry, task.category, named, task.country, task.language)
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
            search_query=query if searches else None,
        )
    )


def _nothing_is_sent(prompt_version: str) -> Preview:
    unknown = dict.fromkeys(("provider", "country", "address", "model", "instructions", "message", "search_query"))
    return Preview(analyst="rules", prompt_version=prompt_version, masked={}, **unknown)


def _with_result(tx: db.Transaction, analysis_id: UUID, if_match: str | None) -> dict[str, Any]:
    row = analyses.read(tx, analysis_id).value
    if row is None:
        raise Problem("not_found")
    if row["result"] is None:
        raise Problem("no_result")
    if if_match not in (None, analyses.etag(row)):
        raise Problem("stale")
    return row


def _found(process: DictRow | None, rows: list[DictRow]) -> tuple[DictRow, DictRow | None]:
    """Return the process, which must exist, with its category."""
    if process is None:
        raise Problem("not_found")
    return process, next((row for row in rows if row["id"] == process["category_id"]), None)


def _analyst(tx: db.Transaction, body: AnalysisBody) -> tuple[Literal["model", "rules"], str | None]:
    """Decide who writes the analysis: the model, with consent; the rules, and why, if a monthly budget is used up and the user chose
    so.
    """
    settings = config.load(Settings)
    if not settings.model_secret_arn:
        return "rules", None
    expected = EXPECTED_COST[body.depth]
    if spending.fits_budgets(tx, expected, settings.user_monthly_budget, settings.service_monthly_budget).value:
        if not users.has_model_consent(tx).value:
            raise Problem("consent_required")
        return "model", None
    if body.fallback == "rules":
        return "rules", "budget_exhausted"
    raise Problem("budget_exhausted", headers={"Retry-After": str(_seconds_to_next_month())})


def _seconds_to_next_month() -> int:
    now = datetime.now(UTC)
    following = (now.replace(day=28) + timedelta(days=4)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return int((following - now).total_seconds()) + 1


def _accept(
    request: Request, process_id: UUID, body: AnalysisBody, idempotency_key: IdempotencyKey | None
) -> Answer[Analysis]:
    job_id = ids.new()

    def work(tx: db.Transaction) -> Answer[Analysis]:
        pending_process, pending_categories = processes.read(tx, process_id), categories.rows(tx)
        process, category = _found(pending_process.value, pending_categories.value)
        analyses.enqueue(tx, job_id, process, category, body, *_analyst(tx, body))
        activity.record(tx, "analysis.requested", "analysis", job_id, {"depth": body.depth, "title": process["title"]})
        answer = _answer(request, analyses.read(tx, job_id).value)
        return Answer(answer.body, 202, {"Location": f"/v1/analyses/{job_id}", "Retry-After": str(_RETRY_AFTER)})

    try:
        answer = idempotency.create(idempotency_key, request.token, work)
    except errors.UniqueViolation:
        active = db.read(request.token, lambda tx: analyses.active(tx, process_id)).value
        raise Problem("analysis_active", extra={"analysis_id": str(active["id"])} if active else {}) from None
    outbox.dispatch(config.load(Settings), "analysis", job_id)
    metrics.add_metric(name="AnalysesRequested", unit="Count", value=1)
    return answer


def _answer(request: Request, row: dict[str, Any] | None) -> Answer[Analysis]:
    if row is None:
        raise Problem("not_found")
    return Answer(analyses.from_row(row, request.language), version=analyses.etag(row))


handler = api.handler
