"""Reports: making and listing them, with presigned links to their files; the logo on them; and the export of all data of an account."""

import base64
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

import sample_report
import shared_links  # noqa: F401 - adds its routes
from rendering.making import make
from report_routes import Settings, api, found
from smartflow.accounts import activity, exports, logos, sessions, users
from smartflow.accounts.exports import Export
from smartflow.accounts.logos import Logo, LogoBody, LogoPicture
from smartflow.api import idempotency
from smartflow.api.http import Answer, IdempotencyKey, Request
from smartflow.infra import config, db, ids, storage
from smartflow.infra.observability import metrics
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.jobs import leases, outbox
from smartflow.language.text import Language
from smartflow.reports import store as reports
from smartflow.reports.document.content import process_report
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.source import ReportOptions
from smartflow.reports.document.wording import Wording
from smartflow.reports.store import (
    CONTENT_TYPES,
    IN_BACKGROUND,
    MAX_PROCESSES,
    WITH_LOGO,
    Extent,
    ProcessText,
    Report,
    ReportBody,
    ReportList,
    ReportPage,
    SampleReport,
)

#: Seconds after which a client should ask again for what is made in the background.
_RETRY_AFTER = "3"


@api.route(
    "POST",
    "/v1/reports",
    answers={201: ("Location",), 202: ("Location", "Retry-After")},
    problems=("no_processes", "too_many_processes", "not_found"),
)
def create_report(request: Request, body: ReportBody, idempotency_key: IdempotencyKey | None) -> Answer[Report]:
    """Make a report of one process or of the portfolio, and return a link to it. One that is too large to wait for is answered
    with 202 and made in the background.
    """
    wanted = _wanted(body)
    account, extent = db.read(request.token, lambda tx: (users.me(tx), reports.extent(tx, wanted)))
    if account.value is None:
        raise Problem("unauthorized")
    _check(wanted, extent.value)
    language, now = body.language or request.language, datetime.now(UTC)
    queued = _queued(body, extent.value, language, now)
    key = _key(queued)
    answer = _accept(request, idempotency_key, queued, body, key)
    if answer.body.id != queued.id:
        return _earlier(request, answer)
    if not extent.value.fits_in_request or body.format in IN_BACKGROUND:
        outbox.dispatch(config.load(Settings), "report", queued.id)
        return answer
    try:
        made = _make_now(request, body, language, now, account.value, key, queued.id)
    except Problem as problem:
        if problem.code != "unavailable":
            raise
        return answer  # the job that was accepted with the row makes it, as soon as the bucket or the database answers
    return Answer(_linked(made, key), 201, {"Location": f"/v1/reports/{made.id}"})


def _make_now(
    request: Request, body: ReportBody, language: Language, now: datetime, account: DictRow, key: str, report_id: UUID
) -> Report:
    """Make a report whose row is stored, and mark it as ready. If its row is deleted meanwhile, its file is deleted too."""
    logo, material = db.read(request.token, lambda tx: (logos.read(tx), reports.material(tx, body.process_ids)))
    picture = storage.get(logo.value["object_key"]) if logo.value and body.format in WITH_LOGO else None
    try:
        done = make(body, language, now, material.value, account["full_name"], picture)
    except Problem:  # its processes were deleted meanwhile
        db.write(request.token, lambda tx: reports.delete(tx, report_id))
        raise
    shown = [row["id"] for row in material.value]

    def work(tx: db.Transaction) -> DictRow:
        if reports.ready(tx, report_id, shown, done.cover, len(done.content)):
            leases.cancel(tx, "report", report_id)
        return found(reports.read(tx, report_id).value)

    storage.put(key, done.content, CONTENT_TYPES[body.format])
    try:
        row = db.write(request.token, work, repeatable=True)
    except Problem as problem:
        if problem.code != "unavailable":  # the report or the account was deleted
            storage.remove(key)
        raise
    return Report.model_validate({**row, "url": None, "expires_at": None})


def _queued(body: ReportBody, extent: Extent, language: Language, now: datetime) -> Report:
    title = body.title.strip() or extent.title or Wording(language).text("portfolio")
    return Report(
        id=ids.new(),
        status="queued",
        scope=body.scope,
        format=body.format,
        include=body.include,
        language=language,
        title=title,
        process_count=len(extent.ids),
        processes_done=0,
        process_ids=extent.ids,
        file_name=reports.file_name(title, now, body.format),
        bytes=None,
        created_at=now,
        url=None,
        expires_at=None,
    )


def _accept(
    request: Request, key: IdempotencyKey | None, report: Report, body: ReportBody, object_key: str
) -> Answer[Report]:
    """Store the report's row and its job, before there is a file: whatever ends this request, the job makes it then.

    Under an Idempotency-Key that was used before, the answer is that to the earlier request.
    """

    def work(tx: db.Transaction) -> Answer[Report]:
        reports.insert(tx, report, body, object_key)
        outbox.enqueue(tx, "report", report.id)
        activity.record(tx, "report.created", "report", report.id, {"title": report.title, "scope": body.scope})
        return Answer(report, 202, {"Location": f"/v1/reports/{report.id}", "Retry-After": _RETRY_AFTER})

    answer = idempotency.create(key, request.token, work)
    metrics.add_metric(name="Reports", unit="Count", value=1)
    return Answer(Report.model_validate(answer.body), answer.status, answer.headers)


def _earlier(request: Request, answer: Answer[Report]) -> Answer[Report]:
    """Answer a repeated request with the report as it is now."""
    row = found(db.read(request.token, lambda tx: reports.read(tx, answer.body.id)).value)
    report = Report.model_validate({**row, "url": None, "expires_at": None})
    if report.status != "ready":
        return Answer(report, 202, {"Location": f"/v1/reports/{report.id}", "Retry-After": _RETRY_AFTER})
    return Answer(_linked(report, row["object_key"]), 201, {"Location": f"/v1/reports/{report.id}"})


@api.route("GET", "/v1/reports", answers={200: ()})
def list_reports(request: Request, query: ReportList) -> Answer[ReportPage]:
    """One page of the reports, filtered, searched and sorted."""
    return Answer(db.read(request.token, lambda tx: reports.page(tx, query)).value)


@api.route("GET", "/v1/reports/{id}", answers={200: ()})
def read_report(request: Request, id: UUID) -> Answer[Report]:  # noqa: A002 - the name in the path
    """One report, with a new link to its file when it is ready."""
    row = found(db.read(request.token, lambda tx: reports.read(tx, id)).value)
    report = Report.model_validate({**row, "url": None, "expires_at": None})
    return Answer(_linked(report, row["object_key"]) if report.status == "ready" else report)


@api.route("DELETE", "/v1/reports/{id}", answers={204: ()})
def delete_report(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Delete a report with its file and its shares."""

    def work(tx: db.Transaction) -> None:
        if not reports.delete(tx, id):
            raise Problem("not_found")
        activity.record(tx, "report.deleted", "report", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("GET", "/v1/processes/{id}/text", answers={200: ()})
def read_process_text(request: Request, id: UUID) -> Answer[ProcessText]:  # noqa: A002
    """The text report of one process in the reader's language; nothing is stored."""
    rows = db.read(request.token, lambda tx: reports.material(tx, [id])).value
    if not rows:
        raise Problem("not_found")
    process = reports.report_process(rows[0], request.language)
    options = ReportOptions(language=request.language, created_at=datetime.now(UTC))
    return Answer(ProcessText(text=render_text(process_report(process, options))))


@api.route("GET", "/v1/samples/{slug}/report", answers={200: ()}, public=True)
def read_sample_report(_request: Request, slug: str) -> Answer[SampleReport]:
    """A new link to the report of a sample process."""
    key, file_name = sample_report.stored(slug)
    link = storage.link(key, file_name, CONTENT_TYPES["pdf"])
    return Answer(SampleReport(file_name=file_name, url=link.url, expires_at=link.expires_at))


@api.route("PUT", "/v1/me/logo", answers={200: ("ETag",)})
def put_logo(request: Request, body: LogoBody, if_match: int | None) -> Answer[Logo]:
    """Store an image as the logo on the covers of the caller's reports."""
    import logo  # only here: other routes need not wait until the code that reads images is loaded

    picture = logo.checked(body)
    account = db.read(request.token, users.me).value
    if account is None:
        raise Problem("unauthorized")
    key = f"logos/{account['id']}/{ids.new()}.{picture.extension}"
    storage.put(key, picture.data, picture.content_type)

    def work(tx: db.Transaction) -> DictRow:
        current = _locked(tx, if_match)
        row = logos.put(tx, current, key, picture.content_type, picture.size, len(picture.data))
        activity.record(tx, "logo.changed", "user", current["id"])
        return row

    try:
        row = db.write(request.token, work)
    except Problem:
        storage.remove(key)
        raise
    return Answer(Logo.model_validate(row), version=row["version"])


@api.route("GET", "/v1/me/logo", answers={200: ("ETag",)}, problems=("not_found",))
def read_logo(request: Request) -> Answer[LogoPicture]:
    """The logo as it is stored."""
    row = found(db.read(request.token, logos.read).value)
    data = base64.b64encode(storage.get(row["object_key"])).decode()
    return Answer(LogoPicture.model_validate({**row, "data": data}), version=row["version"])


@api.route("DELETE", "/v1/me/logo", answers={204: ()}, problems=("not_found",))
def delete_logo(request: Request, if_match: int | None) -> Answer[None]:
    """Delete the logo."""

    def work(tx: db.Transaction) -> None:
        current = _locked(tx, if_match)
        found(current if current["object_key"] else None)
        logos.delete(tx, current)
        activity.record(tx, "logo.deleted", "user", current["id"])

    db.write(request.token, work)
    return Answer(None, 204)


@api.route(
    "GET", "/v1/me/export", answers={200: (), 202: ("Location", "Retry-After")}, problems=("confirmation_required",)
)
def read_export(request: Request) -> Answer[Export]:
    """The export of all data of the account: 202 while it is made, then a new link to it. If none was requested within the
    last hour, a new one is begun.
    """
    row = db.read(request.token, exports.newest).value
    if row is None or row["created_at"] < datetime.now(UTC) - exports.FRESH:
        return _begin_export(request, None)
    if row["status"] == "queued":
        return _export_accepted(row)
    db.read(request.token, lambda tx: sessions.require_confirmed(tx, request.token))
    export = Export(
        status=row["status"],
        created_at=row["created_at"],
        bytes=row["bytes"],
        url=None,
        expires_at=None,
    )
    if export.status == "ready":
        link = storage.link(row["object_key"], f"smartflow-{export.created_at:%Y-%m-%d}.zip", "application/zip")
        export = export.model_copy(update={"url": link.url, "expires_at": link.expires_at})
    return Answer(export)


@api.route("POST", "/v1/me/export", answers={202: ("Location", "Retry-After")}, problems=("confirmation_required",))
def request_export(request: Request, idempotency_key: IdempotencyKey | None) -> Answer[Export]:
    """Request a new export of all data of the account. While one is being made, no other is begun."""
    return _begin_export(request, idempotency_key)


def _begin_export(request: Request, key: IdempotencyKey | None) -> Answer[Export]:
    job_id, begun = ids.new(), False

    def work(tx: db.Transaction) -> Answer[Export]:
        nonlocal begun
        sessions.require_confirmed(tx, request.token)
        begun = exports.ask(tx, job_id)
        if begun:
            activity.record(tx, "account.export_requested", "user", None)
        return _export_accepted(found(exports.newest(tx).value))

    answer = idempotency.create(key, request.token, work)
    if begun:
        outbox.dispatch(config.load(Settings), "export", job_id)
    return answer


def _export_accepted(row: dict[str, Any]) -> Answer[Export]:
    export = Export(status="queued", created_at=row["created_at"], bytes=None, url=None, expires_at=None)
    return Answer(export, 202, {"Location": "/v1/me/export", "Retry-After": _RETRY_AFTER})


def _wanted(body: ReportBody) -> list[UUID]:
    if body.scope == "process" and len(body.process_ids) != 1:
        raise invalid(Fault("/process_ids", "exactly_one"))
    if len(set(body.process_ids)) != len(body.process_ids):
        raise invalid(Fault("/process_ids", "duplicate"))
    return body.process_ids


def _check(wanted: list[UUID], extent: Extent) -> None:
    """Refuse a report that cannot be made."""
    missing = [index for index, process_id in enumerate(wanted) if process_id not in set(extent.ids)]
    if missing:
        raise invalid(*(Fault(f"/process_ids/{index}", "unknown_process") for index in missing))
    if not extent.ids:
        raise Problem("no_processes")
    if len(extent.ids) > MAX_PROCESSES:
        raise Problem("too_many_processes", most=MAX_PROCESSES)


def _locked(tx: db.Transaction, version: int | None) -> DictRow:
    """Lock and return the logo; refuse if it no longer has the version that the caller wants to change."""
    current = logos.lock(tx)
    if current is None:
        raise Problem("unauthorized")
    if version is not None and version != current["version"]:
        raise Problem("stale")
    return current


def _key(report: Report) -> str:
    """Return the key of the file; addresses that are passed on contain it, so it does not name the owner."""
    return f"reports/{report.id}.{report.format}"


def _linked(report: Report, key: str) -> Report:
    link = storage.link(key, report.file_name, CONTENT_TYPES[report.format])
    return report.model_copy(update={"url": link.url, "expires_at": link.expires_at})


handler = api.handler
