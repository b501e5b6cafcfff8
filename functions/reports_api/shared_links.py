"""Shared links: making and withdrawing them, and the page of those who have one."""

import base64
from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from report_routes import Settings, api, found
from smartflow.accounts import activity, attempts
from smartflow.api import idempotency
from smartflow.api.http import Answer, IdempotencyKey, Request
from smartflow.api.routes import Answers
from smartflow.infra import config, db, ids, storage, tokens
from smartflow.infra.observability import metrics
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Problem
from smartflow.infra.tokens import TokenHash
from smartflow.jobs import outbox
from smartflow.reports import shares
from smartflow.reports import store as reports
from smartflow.reports.shares import (
    AnswerBody,
    NewShare,
    PasscodeBody,
    Share,
    ShareBody,
    SharedLogo,
    SharedReport,
)
from smartflow.reports.store import CONTENT_TYPES


@api.route("POST", "/v1/reports/{id}/shares", answers={201: ()})
def share_report(
    request: Request,
    id: UUID,  # noqa: A002
    body: ShareBody,
    idempotency_key: IdempotencyKey | None,
) -> Answer[NewShare]:
    """Create a read-only link to a report for people without an account."""
    share_id, token = ids.new(), tokens.new()
    digest = tokens.digest(token)
    assert digest is not None  # a new token is well-formed
    report_kept = timedelta(days=config.load(Settings).report_retention_days)
    passcode = shares.passcode_hash(body.passcode) if body.passcode else None

    def work(tx: db.Transaction) -> Answer[Share]:
        row = found(shares.insert(tx, share_id, id, digest, passcode, timedelta(days=body.days), report_kept).value)
        activity.record(tx, "report.shared", "report", id, {"share": share_id, "days": body.days})
        return Answer(Share.model_validate({**row, "days": [], "answers": []}), 201)

    answer = idempotency.create(idempotency_key, request.token, work)
    kept = Share.model_validate(answer.body)
    if kept.id != share_id and not db.write(request.token, lambda tx: shares.renew(tx, kept.id, digest)).value:
        raise Problem("not_found")
    return Answer(NewShare(**kept.model_dump(), token=token), answer.status)


@api.route("GET", "/v1/reports/{id}/shares", answers={200: ()})
def list_shares(request: Request, id: UUID, query: PageQuery) -> Answer[Page[Share]]:  # noqa: A002
    """The shared links to a report, newest first, each with its views by day and the answers of those who have it."""
    report, page = db.read(request.token, lambda tx: (reports.read(tx, id), shares.page(tx, id, query)))
    found(report.value)
    return Answer(page.value)


@api.route("DELETE", "/v1/shares/{id}", answers={204: ()})
def delete_share(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Withdraw a shared link: those who have it are told so."""

    def work(tx: db.Transaction) -> None:
        if not shares.withdraw(tx, id):
            raise Problem("not_found")
        activity.record(tx, "share.deleted", "share", id)

    db.write(request.token, work)
    return Answer(None, 204)


_ENDED = {"withdrawn": "share_withdrawn", "expired": "share_expired"}
_SHARED: Answers = {200: ("Referrer-Policy", "X-Robots-Tag")}


@api.route(
    "GET",
    "/v1/shared/{token}",
    answers=_SHARED,
    problems=("passcode_required", "share_withdrawn", "share_expired"),
    public=True,
)
def read_shared(_request: Request, token: str) -> Answer[SharedReport]:
    """What a shared link shows: who shares it, the page that decides, and a new link to the file."""
    digest = tokens.digest(token)

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        if _open_share(tx, digest)["passcode_hash"]:
            raise Problem("passcode_required")
        return shares.opened(tx, _known(digest))

    return _shared(db.write(None, work, repeatable=True).value)


@api.route(
    "POST",
    "/v1/shared/{token}",
    answers=_SHARED,
    problems=("passcode_wrong", "too_many_attempts", "share_withdrawn", "share_expired"),
    public=True,
)
def open_shared(request: Request, token: str, body: PasscodeBody) -> Answer[SharedReport]:
    """What a shared link with a passcode shows."""
    digest = tokens.digest(token)
    _check_passcode(request, digest, body.passcode)
    return _shared(db.write(None, lambda tx: shares.opened(tx, _known(digest)), repeatable=True).value)


@api.route(
    "POST",
    "/v1/shared/{token}/answers",
    answers={204: ()},
    problems=("passcode_wrong", "too_many_attempts", "too_many_answers", "share_withdrawn", "share_expired"),
    public=True,
)
def answer_shared(request: Request, token: str, body: AnswerBody) -> Answer[None]:
    """Approve, decline or ask: the answer is stored for who shares the report, and mailed."""
    digest = tokens.digest(token)
    _check_passcode(request, digest, body.passcode or "")
    answer_id = ids.new()
    row = db.write(None, lambda tx: shares.answer(tx, _known(digest), answer_id, body)).value
    if row is None or row["taken"] is None:
        raise Problem("not_found")
    if not row["taken"]:
        raise Problem("too_many_answers", headers={"Retry-After": "3600"})
    outbox.dispatch(config.load(Settings), "share_answer", answer_id)
    metrics.add_metric(name="SharedReportsAnswered", unit="Count", value=1)
    return Answer(None, 204)


def _known(digest: TokenHash | None) -> TokenHash:
    if digest is None:
        raise Problem("not_found")
    return digest


def _open_share(tx: db.Transaction, digest: TokenHash | None) -> DictRow:
    """Return the link with the hash of its passcode.

    Raises
    ------
    Problem
        404 if there is no such link, 410 if it was withdrawn or has expired.
    """
    row = found(shares.find(tx, _known(digest)).value)
    if row["state"] in _ENDED:
        raise Problem(_ENDED[row["state"]])
    return row


def _check_passcode(request: Request, digest: TokenHash | None, given: str) -> None:
    """Refuse a wrong passcode; tries are counted for the link and for the address before they are looked at.

    Raises
    ------
    Problem
        403 if it is wrong, 429 after too many, 404 or 410 if the link cannot be opened.
    """
    stored = db.write(None, lambda tx: _open_share(tx, digest))["passcode_hash"]
    if stored is None:
        return
    link = _known(digest)
    wait = db.write(None, lambda tx: attempts.take_passcode(tx, link, request.source_ip)).value
    if wait:
        raise Problem("too_many_attempts", headers={"Retry-After": str(wait)}, seconds=str(wait))
    if not shares.is_passcode(given, stored):
        raise Problem("passcode_wrong")
    db.write(None, lambda tx: attempts.passcode_succeeded(tx, link, request.source_ip), repeatable=True)


def _shared(opened: DictRow | None) -> Answer[SharedReport]:
    row = found(opened)
    metrics.add_metric(name="SharedReportsOpened", unit="Count", value=1)
    link = storage.link(row["object_key"], row["file_name"], CONTENT_TYPES[row["format"]], until=row["shared_until"])
    logo = None
    if row["logo_key"] is not None:
        logo = SharedLogo(
            content_type=row["logo_type"],
            width=row["logo_width"],
            height=row["logo_height"],
            data=base64.b64encode(storage.get(row["logo_key"])).decode(),
        )
    shared = SharedReport.model_validate({**row, "logo": logo, "url": link.url, "expires_at": link.expires_at})
    return Answer(shared, headers={"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"})
