"""Reports: rendered, kept in the bucket, fetched through links, shared with people without an account; the logo on them; and
the file with all that is held on an account.
"""

import base64
import functools
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

import bucket
import forms
from smartflow import account_jobs, activity, config, db, idempotency, ids, logos, reports, shares, tokens, users
from smartflow.account_jobs import Export
from smartflow.http import Answer, Api, Request
from smartflow.logos import Logo, LogoBody, LogoPicture
from smartflow.observe import metrics
from smartflow.pages import Page, PageQuery
from smartflow.problems import Fault, Language, Problem, invalid
from smartflow.report.content import portfolio_report, process_report
from smartflow.report.model import Analysis, ReportOptions, ReportProcess
from smartflow.report.text import render_text
from smartflow.reports import CONTENT_TYPES, ProcessText, Report, ReportBody, ReportSummary, SampleReport
from smartflow.samples import samples
from smartflow.shares import NewShare, Share, ShareBody, SharedReport

api = Api()


@api.route("POST", "/v1/reports", status=201)
def create_report(request: Request, body: ReportBody) -> Answer[Report]:
    """Make a report of one process or of the portfolio, and return a link to it."""
    wanted = _wanted(body)
    account, logo, material = db.read(
        request.token, lambda tx: (users.me(tx), logos.read(tx), reports.material(tx, wanted))
    )
    if account.value is None:
        raise Problem("unauthorized")
    language, now = body.language or request.language, datetime.now(UTC)
    options = ReportOptions(
        language=language,
        created_at=now,
        title=body.title,
        header=body.header,
        footer=body.footer,
        author=account.value["full_name"],
        logo=bucket.get(logo.value["object_key"]) if logo.value and body.format == "pdf" else None,
        detail=body.include,
    )
    shown = _shown(wanted, material.value, language)
    document = process_report(shown[0], options) if body.scope == "process" else portfolio_report(shown, options)
    content = forms.render(body.format, document, shown, body.scope, full=body.include == "full")
    made = Report(
        id=ids.new(),
        status="ready",
        scope=body.scope,
        format=body.format,
        include=body.include,
        language=language,
        title=document.title,
        process_ids=[row["id"] for row in material.value],
        file_name=reports.file_name(document.title, now, body.format),
        bytes=len(content),
        created_at=now,
        url=None,
        expires_at=None,
    )
    # The file first: a report that is listed can be fetched. A file without a row is nobody's and is removed by age.
    key = _key(account.value, made)
    bucket.put(key, content, CONTENT_TYPES[body.format])

    def work(tx: db.Transaction) -> Answer[Report]:
        reports.insert(tx, made, body, reports.cover(document), key)
        activity.record(tx, "report.created", "report", made.id, {"title": made.title, "scope": body.scope})
        return Answer(made, 201, {"Location": f"/v1/reports/{made.id}"})

    answer = idempotency.create(request, request.token, work)
    metrics.add_metric(name="Reports", unit="Count", value=1)
    kept = Report.model_validate(answer.body)
    if kept.id != made.id:
        bucket.remove(key)
    return Answer(_linked(kept, _key(account.value, kept)), answer.status, answer.headers)


@api.route("GET", "/v1/reports")
def list_reports(request: Request, query: PageQuery) -> Answer[Page[ReportSummary]]:
    """The reports made so far, the newest first."""
    return Answer(db.read(request.token, lambda tx: reports.page(tx, query)).value)


@api.route("GET", "/v1/reports/{id}")
def read_report(request: Request, id: UUID) -> Answer[Report]:  # noqa: A002 - the path's own name
    """One report, with a fresh link to its file."""
    row = _found(db.read(request.token, lambda tx: reports.read(tx, id)).value)
    return Answer(_linked(Report.model_validate({**row, "url": None, "expires_at": None}), row["object_key"]))


@api.route("DELETE", "/v1/reports/{id}", status=204)
def delete_report(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Remove a report, its file and every link to it."""

    def work(tx: db.Transaction) -> None:
        if not reports.delete(tx, id):
            raise Problem("not_found")
        activity.record(tx, "report.deleted", "report", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("POST", "/v1/reports/{id}/shares", status=201)
def share_report(request: Request, id: UUID, body: ShareBody) -> Answer[NewShare]:  # noqa: A002
    """Hand out a read-only link to a report for people without an account."""
    share_id, token = ids.new(), tokens.new()
    digest = tokens.digest(token)
    assert digest is not None  # a token of ours is one
    report_kept = timedelta(days=config.load(bucket.Settings).report_retention_days)

    def work(tx: db.Transaction) -> Answer[Share]:
        row = _found(shares.insert(tx, share_id, id, digest, timedelta(days=body.days), report_kept).value)
        activity.record(tx, "report.shared", "report", id, {"share": share_id, "days": body.days})
        return Answer(Share.model_validate(row), 201)

    answer = idempotency.create(request, request.token, work)
    kept = Share.model_validate(answer.body)
    if kept.id != share_id and not db.write(request.token, lambda tx: shares.renew(tx, kept.id, digest)).value:
        raise Problem("not_found")
    return Answer(NewShare(**kept.model_dump(), token=token), answer.status)


@api.route("GET", "/v1/reports/{id}/shares")
def list_shares(request: Request, id: UUID, query: PageQuery) -> Answer[Page[Share]]:  # noqa: A002
    """The links to a report, the newest first, and how often each was used."""
    report, page = db.read(request.token, lambda tx: (reports.read(tx, id), shares.page(tx, id, query)))
    _found(report.value)
    return Answer(page.value)


@api.route("DELETE", "/v1/shares/{id}", status=204)
def delete_share(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Take a link back; it opens nothing from now on."""

    def work(tx: db.Transaction) -> None:
        if not shares.delete(tx, id):
            raise Problem("not_found")
        activity.record(tx, "share.deleted", "share", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("GET", "/v1/shared/{token}", public=True)
def read_shared(_request: Request, token: str) -> Answer[SharedReport]:
    """What a shared link shows: what the report's cover says, and a fresh link to its file."""
    digest = tokens.digest(token)
    row = _found(db.write(None, lambda tx: shares.opened(tx, digest), repeatable=True).value if digest else None)
    metrics.add_metric(name="SharedReportsOpened", unit="Count", value=1)
    link = bucket.link(row["object_key"], row["file_name"], CONTENT_TYPES[row["format"]], until=row["shared_until"])
    shared = SharedReport.model_validate({**row, "url": link.url, "expires_at": link.expires_at})
    return Answer(shared, headers={"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"})


@api.route("GET", "/v1/processes/{id}/text")
def read_process_text(request: Request, id: UUID) -> Answer[ProcessText]:  # noqa: A002
    """The text report of one process in the reader's language, to be copied; nothing is kept."""
    rows = db.read(request.token, lambda tx: reports.material(tx, [id])).value
    if not rows:
        raise Problem("not_found")
    process = reports.report_process(rows[0], request.language)
    options = ReportOptions(language=request.language, created_at=datetime.now(UTC))
    return Answer(ProcessText(text=render_text(process_report(process, options))))


@api.route("GET", "/v1/samples/{slug}/report", public=True)
def read_sample_report(_request: Request, slug: str) -> Answer[SampleReport]:
    """The report of a sample process, to look at without an account: a fresh link to its file."""
    key, file_name = _sample_report(slug)
    link = bucket.link(key, file_name, CONTENT_TYPES["pdf"])
    return Answer(SampleReport(file_name=file_name, url=link.url, expires_at=link.expires_at))


@functools.cache  # drawn once by each instance, whoever asks and however often
def _sample_report(slug: str) -> tuple[str, str]:
    from smartflow.sample_list import analysed  # only here: hardly a call needs the samples, and they need the rules

    sample = next((one for one in samples() if one.slug == slug), None)
    if sample is None:
        raise Problem("not_found")
    result, assessment = analysed(sample)
    now = datetime.now(UTC)
    process = ReportProcess(
        title=sample.title,
        description=sample.description,
        assessment=assessment,
        industry=sample.industry,
        company_size=sample.company_size,
        budget_range=sample.budget_range,
        status="analysed",
        analysis=Analysis(
            result=result,
            analyst="rules",
            model=None,
            prompt_version=None,
            formula_version=assessment.formula_version,
            language=sample.language,
            depth="expert",
            created_at=now,
        ),
    )
    document = process_report(process, ReportOptions(language=sample.language, created_at=now))
    file_name = reports.file_name(document.title, now, "pdf")
    key = f"reports/samples/{slug}.pdf"
    bucket.put(key, forms.render("pdf", document, [process], "process", full=True), CONTENT_TYPES["pdf"])
    return key, file_name


@api.route("PUT", "/v1/me/logo")
def put_logo(request: Request, body: LogoBody) -> Answer[Logo]:
    """Keep a picture as the logo on the covers of one's reports."""
    import logo  # only here: whoever reads a report need not wait for the code that reads pictures

    picture = logo.checked(body)
    account = db.read(request.token, users.me).value
    if account is None:
        raise Problem("unauthorized")
    key = f"logos/{account['id']}/{ids.new()}.{picture.extension}"
    bucket.put(key, picture.data, picture.content_type)

    def work(tx: db.Transaction) -> DictRow:
        held = _held(tx, request)
        row = logos.put(tx, held, key, picture.content_type, picture.size, len(picture.data))
        activity.record(tx, "logo.changed", "user", held["id"])
        return row

    try:
        row = db.write(request.token, work)
    except Problem:
        bucket.remove(key)
        raise
    return Answer(Logo.model_validate(row), version=row["version"])


@api.route("GET", "/v1/me/logo")
def read_logo(request: Request) -> Answer[LogoPicture]:
    """The logo as it is kept."""
    row = _found(db.read(request.token, logos.read).value)
    data = base64.b64encode(bucket.get(row["object_key"])).decode()
    return Answer(LogoPicture.model_validate({**row, "data": data}), version=row["version"])


@api.route("DELETE", "/v1/me/logo", status=204)
def delete_logo(request: Request) -> Answer[None]:
    """Do without a logo."""

    def work(tx: db.Transaction) -> None:
        held = _held(tx, request)
        _found(held if held["object_key"] else None)
        logos.delete(tx, held)
        activity.record(tx, "logo.deleted", "user", held["id"])

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("GET", "/v1/me/export")
def read_export(request: Request) -> Answer[Export]:
    """The file with all that is held on the account: 202 while it is made, then a fresh link to it. Where none was asked for
    within the hour, one is begun.
    """
    row = db.read(request.token, account_jobs.newest_export).value
    if row is None or row["created_at"] < datetime.now(UTC) - account_jobs.EXPORT_FRESH:
        return _begin_export(request)
    return _export(row)


@api.route("POST", "/v1/me/export", status=202)
def request_export(request: Request) -> Answer[Export]:
    """Ask for the file with all that is held on the account anew; one that is under way stands."""
    return _begin_export(request)


def _begin_export(request: Request) -> Answer[Export]:
    job_id = ids.new()

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        if account_jobs.ask_for_export(tx, job_id):
            activity.record(tx, "account.export_requested", "user", None)
        return account_jobs.newest_export(tx)

    row = _found(db.write(request.token, work).value)
    if row["id"] == job_id:
        account_jobs.ring(config.load(bucket.Settings).account_queue_url, job_id)
    return _export(row)


def _export(row: dict[str, Any]) -> Answer[Export]:
    export = Export(
        status="ready" if row["status"] == "succeeded" else row["status"],
        created_at=row["created_at"],
        bytes=row["bytes"],
        url=None,
        expires_at=None,
    )
    if export.status == "queued":
        return Answer(export, 202, {"Retry-After": "3"})
    if export.status == "ready":
        link = bucket.link(row["object_key"], f"smartflow-{export.created_at:%Y-%m-%d}.zip", "application/zip")
        export = export.model_copy(update={"url": link.url, "expires_at": link.expires_at})
    return Answer(export)


def _wanted(body: ReportBody) -> list[UUID]:
    if body.scope == "process" and len(body.process_ids) != 1:
        raise invalid(Fault("/process_ids", "exactly_one"))
    if len(set(body.process_ids)) != len(body.process_ids):
        raise invalid(Fault("/process_ids", "duplicate"))
    return body.process_ids


def _shown(wanted: list[UUID], rows: list[DictRow], language: Language) -> list[ReportProcess]:
    """Return the processes as the report sees them, once it is sure that they are there and go together."""
    found = {row["id"] for row in rows}
    missing = [index for index, process_id in enumerate(wanted) if process_id not in found]
    if missing:
        raise invalid(*(Fault(f"/process_ids/{index}", "unknown_process") for index in missing))
    if not rows:
        raise Problem("no_processes")
    shown = [reports.report_process(row, language) for row in rows]
    if len({process.assessment.currency for process in shown}) > 1:
        raise Problem("mixed_currencies")
    return shown


def _held(tx: db.Transaction, request: Request) -> DictRow:
    """Return the logo to be changed, where it is still the one that the caller means."""
    held = logos.hold(tx)
    if held is None:
        raise Problem("unauthorized")
    version = request.if_match()
    if version is not None and version != held["version"]:
        raise Problem("stale")
    return held


def _found(row: DictRow | None) -> dict[str, Any]:
    if row is None:
        raise Problem("not_found")
    return row


def _key(account: DictRow, report: Report) -> str:
    return f"reports/{account['id']}/{report.id}.{report.format}"


def _linked(report: Report, key: str) -> Report:
    link = bucket.link(key, report.file_name, CONTENT_TYPES[report.format])
    return report.model_copy(update={"url": link.url, "expires_at": link.expires_at})


handler = api.handler
