"""Render reports, keep them in the bucket, hand out links."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from smartflow import activity, aws, config, db, idempotency, ids, reports, users
from smartflow.http import Answer, Api, Request
from smartflow.observe import logger, metrics
from smartflow.pages import Page, PageQuery
from smartflow.problems import Fault, Language, Problem, invalid, retry_later
from smartflow.report.content import portfolio_report, process_report
from smartflow.report.document import Document
from smartflow.report.markdown import render_markdown
from smartflow.report.model import ReportOptions
from smartflow.report.text import render_text
from smartflow.reports import CONTENT_TYPES, Format, Report, ReportBody, ReportSummary

api = Api()

LINK_LIFETIME = timedelta(seconds=300)


class Settings(config.Base):
    """Environment of this function."""

    reports_bucket: str


@api.route("POST", "/v1/reports", status=201)
def create_report(request: Request, body: ReportBody) -> Answer[Report]:
    """Make a report of one process or of the portfolio, and return a link to it."""
    ids_wanted = _wanted(body)
    account, material = db.read(request.token, lambda tx: (users.me(tx), reports.material(tx, ids_wanted)))
    if account.value is None:
        raise Problem("unauthorized")
    rows, language = material.value, body.language or request.language
    _check_found(ids_wanted, rows)
    report_id, now = ids.new(), datetime.now(UTC)
    options = ReportOptions(
        language=language, created_at=now, title=body.title, footer=body.footer, author=account.value["full_name"]
    )
    document = _document(body, rows, language, options)
    content = _render(document, body.format)
    key = f"reports/{account.value['id']}/{report_id}.{body.format}"
    title = document.title
    made = Report(
        id=report_id,
        status="ready",
        scope=body.scope,
        format=body.format,
        language=language,
        title=title,
        process_ids=[row["id"] for row in rows],
        file_name=reports.file_name(title, now, body.format),
        bytes=len(content),
        created_at=now,
        url=None,
        expires_at=None,
    )
    # The file first: a report that is listed can be fetched. A file without a row is nobody's and is removed by age.
    _put(key, content, CONTENT_TYPES[body.format])

    def work(tx: db.Transaction) -> Answer[Report]:
        reports.insert(tx, made, body.footer, key)
        activity.record(tx, "report.created", "report", report_id, {"title": title, "scope": body.scope})
        return Answer(made, 201, {"Location": f"/v1/reports/{report_id}"})

    answer = idempotency.create(request, request.token, work)
    metrics.add_metric(name="Reports", unit="Count", value=1)
    kept = Report.model_validate(answer.body)
    if kept.id != report_id:
        _remove(key)
        key = f"reports/{account.value['id']}/{kept.id}.{kept.format}"
    return Answer(_linked(kept, key), answer.status, answer.headers)


@api.route("GET", "/v1/reports")
def list_reports(request: Request, query: PageQuery) -> Answer[Page[ReportSummary]]:
    """The reports made so far, the newest first."""
    return Answer(db.read(request.token, lambda tx: reports.page(tx, query)).value)


@api.route("GET", "/v1/reports/{id}")
def read_report(request: Request, id: UUID) -> Answer[Report]:  # noqa: A002 - the path's own name
    """One report, with a fresh link to its file."""
    row = db.read(request.token, lambda tx: reports.read(tx, id)).value
    if row is None:
        raise Problem("not_found")
    return Answer(_linked(Report.model_validate({**row, "url": None, "expires_at": None}), row["object_key"]))


@api.route("DELETE", "/v1/reports/{id}", status=204)
def delete_report(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Remove a report and its file."""

    def work(tx: db.Transaction) -> None:
        if not reports.delete(tx, id):
            raise Problem("not_found")
        activity.record(tx, "report.deleted", "report", id)

    db.write(request.token, work)
    return Answer(None, 204)


def _wanted(body: ReportBody) -> list[UUID]:
    if body.scope == "process" and len(body.process_ids) != 1:
        raise invalid(Fault("/process_ids", "exactly_one"))
    if len(set(body.process_ids)) != len(body.process_ids):
        raise invalid(Fault("/process_ids", "duplicate"))
    return body.process_ids


def _check_found(wanted: list[UUID], rows: list[dict[str, Any]]) -> None:
    found = {row["id"] for row in rows}
    missing = [index for index, process_id in enumerate(wanted) if process_id not in found]
    if missing:
        raise invalid(*(Fault(f"/process_ids/{index}", "unknown_process") for index in missing))
    if not rows:
        raise Problem("no_processes")


def _document(body: ReportBody, rows: list[dict[str, Any]], language: Language, options: ReportOptions) -> Document:
    shown = [reports.report_process(row, language) for row in rows]
    return process_report(shown[0], options) if body.scope == "process" else portfolio_report(shown, options)


def _render(document: Document, form: Format) -> bytes:
    if form == "txt":
        return render_text(document).encode()
    if form == "md":
        return render_markdown(document).encode()
    import pdf  # only here: handing out a link to an old report need not wait for the whole renderer

    return pdf.render_pdf(document)


def _put(key: str, content: bytes, content_type: str) -> None:
    try:
        aws.s3().put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error


def _remove(key: str) -> None:
    try:
        aws.s3().delete_object(Bucket=_bucket(), Key=key)
    except (BotoCoreError, ClientError):
        logger.warning("spare file left to its age", exc_info=True)


def _linked(report: Report, key: str) -> Report:
    """Sign a link for this one answer; it is neither stored nor logged."""
    disposition = "inline" if report.format == "pdf" else "attachment"
    url = aws.s3().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": _bucket(),
            "Key": key,
            "ResponseContentType": CONTENT_TYPES[report.format],
            "ResponseContentDisposition": f'{disposition}; filename="{report.file_name}"',
        },
        ExpiresIn=int(LINK_LIFETIME.total_seconds()),
    )
    return report.model_copy(update={"url": url, "expires_at": datetime.now(UTC) + LINK_LIFETIME})


def _bucket() -> str:
    return config.load(Settings).reports_bucket


handler = api.handler
