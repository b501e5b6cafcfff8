"""Does the jobs of the background queue: mails that reset a password, exports of all data of an account, and reports that are too large
to wait for.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError
from psycopg.rows import DictRow

import archive
import mails
from smartflow.accounts import exports, logos, notices, password_resets, users
from smartflow.accounts.exports import Reader
from smartflow.infra import aws, config, db, deletions, storage, tokens
from smartflow.infra.observability import cause, logger, metrics, tenant_label
from smartflow.infra.problems import Problem
from smartflow.jobs import leases, worker
from smartflow.jobs.kinds import Kind
from smartflow.jobs.leases import Claim, Superseded
from smartflow.reports import shares
from smartflow.reports import store as reports
from smartflow.reports.store import CONTENT_TYPES, WITH_LOGO, ReportBody

_BETWEEN_PROGRESS = 2.0  # seconds


class Settings(storage.Settings):
    """Environment of this function."""

    public_url: str
    mail_domain: str = ""


_processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do the jobs that a batch of messages names; failures are reported one by one."""
    with worker.leases_renewed():
        return dict(process_partial_response(event, _record, _processor, context))


def _record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    last = time.monotonic() + lambda_context.get_remaining_time_in_millis() / 1000 - worker.TIME_FOR_A_JOB
    claimed = worker.take(record.body, list(_HANDLERS))
    while claimed is not None:
        _do(claimed)
        # A message of the account's next job may have come while too many were under way.
        claimed = worker.take_next(list(_HANDLERS)) if time.monotonic() < last else None


def _do(claimed: Claim) -> None:
    settings = config.load(Settings)
    about = {"job_id": str(claimed.id), "kind": claimed.kind, "tenant": tenant_label(claimed.user_id)}
    with worker.working_on(claimed):
        try:
            _HANDLERS[claimed.kind](claimed, settings)
        except Superseded:
            raise
        except Exception as error:
            if _may_pass(error):
                logger.warning("job put back", extra={**about, "attempt": claimed.attempt, **cause(error)})
                delay = leases.retry_delay(claimed.attempt)
                db.write(claimed.user_id, lambda tx: leases.postpone(tx, claimed, delay))
            else:
                logger.error("job failed", extra={**about, **cause(error)})
                db.write(claimed.user_id, lambda tx: _fail(tx, claimed, "internal"))
        else:
            logger.info("job done", extra=about)


def _may_pass(error: Exception) -> bool:
    """Return whether another attempt may succeed: mail, bucket, secret or database are unavailable. Any other error would come again."""
    if isinstance(error, Problem):
        return error.code == "unavailable"
    return isinstance(error, BotoCoreError | ClientError | GetParameterError)


def _reset_password(claimed: Claim, settings: Settings) -> None:
    """Send a link; a link from an earlier attempt becomes invalid."""
    account = _account(claimed)
    token = tokens.new()
    digest = tokens.digest(token)
    assert digest is not None  # a new token is well-formed
    db.write(claimed.user_id, lambda tx: password_resets.issue(tx, digest))
    minutes = password_resets.LIFETIME // timedelta(minutes=1)
    mail = mails.password_reset(account["language"], f"{settings.public_url}/#/reset/{token}", minutes)
    mails.send(f"no-reply@{settings.mail_domain}", account["email"], mail)
    db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)
    metrics.add_metric(name="PasswordResetsSent", unit="Count", value=1)


def _notify(claimed: Claim, settings: Settings) -> None:
    """Tell the owner of a change, at the address of before."""
    account = _account(claimed)
    notice = db.read(claimed.user_id, lambda tx: notices.read(tx, claimed.id)).value
    if notice is None:
        raise Superseded  # the account was just deleted
    mail = mails.notice(account["language"], notice["what"], settings.public_url)
    mails.send(f"no-reply@{settings.mail_domain}", notice["email"], mail)
    db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)


def _export(claimed: Claim, settings: Settings) -> None:
    """Write the file to the bucket and its key to the job. Each attempt writes its own file, so that a superseded attempt can
    delete it.
    """
    account = _account(claimed)
    key = f"exports/{claimed.user_id}/{claimed.id}-{claimed.attempt}.zip"
    with tempfile.TemporaryFile() as file:
        archive.write(file, _reader(claimed), settings.reports_bucket, account["language"])
        size = file.tell()
        file.seek(0)
        aws.s3().put_object(Bucket=settings.reports_bucket, Key=key, Body=file, ContentType="application/zip")
    try:
        db.write(claimed.user_id, lambda tx: exports.finish(tx, claimed, key, size), repeatable=True)
    except Superseded:
        db.write(claimed.user_id, lambda tx: exports.discard(tx, key), repeatable=True)
        raise
    metrics.add_metric(name="Exports", unit="Count", value=1)


def _report(claimed: Claim, _settings: Settings) -> None:
    """Make a report that was requested, unless it has been deleted meanwhile."""
    from rendering.making import make  # only here: mails need not wait until the code that writes PDFs is loaded

    account = _account(claimed)
    read = _reader(claimed)
    order = read(lambda tx: reports.order(tx, claimed.id))
    if order is None:
        db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)
        return
    material = read(lambda tx: reports.material(tx, order["process_ids"]))
    logo = read(logos.read)
    picture = storage.get(logo["object_key"]) if logo and order["format"] in WITH_LOGO else None
    wanted = ReportBody.model_validate({name: order[name] for name in ReportBody.model_fields})
    try:
        made = make(
            wanted, order["language"], order["created_at"], material, account["full_name"], picture, _told(claimed)
        )
    except Problem as problem:
        code = problem.code
        if code != "no_processes":
            raise
        # Its processes were deleted or changed after the report was requested.
        db.write(claimed.user_id, lambda tx: _fail(tx, claimed, code))
        return
    storage.put(order["object_key"], made.content, CONTENT_TYPES[wanted.format])
    shown = [row["id"] for row in material]

    def work(tx: db.Transaction) -> None:
        leases.finish(tx, claimed)
        if not reports.ready(tx, claimed.id, shown, made.cover, len(made.content)):
            deletions.mark_for_deletion(tx, order["object_key"])

    try:
        db.write(claimed.user_id, work, repeatable=True)
    except Superseded:
        db.write(
            claimed.user_id, lambda tx: _delete_unless_report_exists(tx, claimed, order["object_key"]), repeatable=True
        )
        raise


def _told(claimed: Claim) -> Callable[[int], None]:
    """Return a function that stores how many processes of a report are laid out, now and then."""
    last = time.monotonic()

    def tell(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _BETWEEN_PROGRESS:
            last = time.monotonic()
            db.write(claimed.user_id, lambda tx: reports.progress(tx, claimed.id, done), repeatable=True)

    return tell


def _share_answer(claimed: Claim, settings: Settings) -> None:
    """Mail what somebody answered to a shared report, unless report or link have been deleted meanwhile."""
    account = _account(claimed)
    given = _reader(claimed)(lambda tx: shares.answered(tx, claimed.id))
    if given is not None and settings.mail_domain:
        link = f"{settings.public_url}/#/reports"
        mail = mails.share_answer(
            account["language"], given["answer"], given["title"], given["name"], given["note"], link
        )
        mails.send(f"no-reply@{settings.mail_domain}", account["email"], mail)
    db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)


def _delete_unless_report_exists(tx: db.Transaction, claimed: Claim, key: str) -> None:
    """Mark the file for deletion if its report was deleted meanwhile; otherwise another attempt has written the same file."""
    if reports.read(tx, claimed.id).value is None:
        deletions.mark_for_deletion(tx, key)


def _fail(tx: db.Transaction, claimed: Claim, code: str) -> None:
    leases.fail(tx, claimed, code)
    if claimed.kind == "report":
        reports.failed(tx, claimed.id)


_HANDLERS: dict[Kind, Callable[[Claim, Settings], None]] = {
    "password_reset": _reset_password,
    "notice": _notify,
    "export": _export,
    "report": _report,
    "share_answer": _share_answer,
}


def _account(claimed: Claim) -> DictRow:
    """Return the account; if it was just deleted, its jobs were deleted with it."""
    account = db.read(claimed.user_id, users.me).value
    if account is None:
        raise Superseded
    return account


def _reader(claimed: Claim) -> Reader:
    def read(work: Any) -> Any:
        return db.read(claimed.user_id, work).value

    return read
