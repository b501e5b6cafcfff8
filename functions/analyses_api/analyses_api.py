"""Ask for an analysis (202), follow it, cancel it, try again; the versions of a process."""

from typing import Any
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from psycopg import errors

from smartflow import activity, analyses, aws, categories, config, db, idempotency, ids, jobs, processes
from smartflow.analyses import Analysis, AnalysisBody, AnalysisSummary
from smartflow.http import Answer, Api, Request
from smartflow.observe import logger, metrics
from smartflow.pages import Page, PageQuery
from smartflow.problems import Problem

api = Api()


class Settings(config.Base):
    """Environment of this function."""

    analysis_queue_url: str


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


def _accept(request: Request, process_id: UUID, body: AnalysisBody) -> Answer[Analysis]:
    job_id = ids.new()

    def work(tx: db.Transaction) -> Answer[Analysis]:
        pending_process, pending_categories = processes.read(tx, process_id), categories.rows(tx)
        process = pending_process.value
        if process is None:
            raise Problem("not_found")
        category = next((row for row in pending_categories.value if row["id"] == process["category_id"]), None)
        analyses.enqueue(tx, job_id, process, category, body)
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
