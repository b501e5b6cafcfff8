"""Does what is asked for in the background, apart from analyses: the mail that resets a password, the file with all that is held
on an account, reports that are too large to wait for.
"""

import tempfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError
from psycopg.rows import DictRow

import archive
import mails
from smartflow.accounts import exports, logos, password_resets, users
from smartflow.accounts.exports import Reader
from smartflow.infra import aws, config, db, deletions, storage, tokens
from smartflow.infra.observability import logger, metrics, tenant_label
from smartflow.infra.problems import Problem
from smartflow.jobs import leases, worker
from smartflow.jobs.kinds import Kind
from smartflow.jobs.leases import Claim, Superseded
from smartflow.reports import store as reports
from smartflow.reports.store import CONTENT_TYPES, ReportBody

# Mail, bucket or database are away, or the database had no time: it may work the next time. Anything else would fail again.
_MAY_PASS = (BotoCoreError, ClientError, Problem, psycopg.OperationalError)


class Settings(storage.Settings):
    """Environment of this function."""

    background_worker_timeout: int
    public_url: str
    mail_domain: str = ""


_processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do the jobs that a batch of messages names; failures are reported one by one."""
    return dict(process_partial_response(event, _record, _processor, context))


def _record(record: SQSRecord) -> None:
    settings = config.load(Settings)
    claimed = worker.take(record.body, list(_HANDLERS), settings.background_worker_timeout)
    if claimed is None:
        return
    about = {"job_id": str(claimed.id), "kind": claimed.kind, "tenant": tenant_label(claimed.user_id)}
    with worker.until_superseded(claimed):
        try:
            _HANDLERS[claimed.kind](claimed, settings)
        except Superseded:
            raise
        except _MAY_PASS:
            logger.warning("job put back", extra={**about, "attempt": claimed.attempt}, exc_info=True)
            delay = leases.retry_delay(claimed.attempt)
            db.write(claimed.user_id, lambda tx: leases.postpone(tx, claimed, delay))
        except Exception:
            logger.exception("job failed", extra=about)
            db.write(claimed.user_id, lambda tx: _fail(tx, claimed, "internal"))
        else:
            logger.info("job done", extra=about)


def _reset_password(claimed: Claim, settings: Settings) -> None:
    """Send a link that is good from now on; one sent by an attempt that died is void."""
    account = _account(claimed)
    token = tokens.new()
    digest = tokens.digest(token)
    assert digest is not None  # a token of ours is one
    db.write(claimed.user_id, lambda tx: password_resets.issue(tx, digest))
    minutes = password_resets.LIFETIME // timedelta(minutes=1)
    mail = mails.password_reset(account["language"], f"{settings.public_url}/#/reset/{token}", minutes)
    mails.send(f"no-reply@{settings.mail_domain}", account["email"], mail)
    db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)
    metrics.add_metric(name="PasswordResetsSent", unit="Count", value=1)


def _export(claimed: Claim, settings: Settings) -> None:
    """Put the file into the bucket and name it in the job. Each attempt has a file of its own, so that one which lost the job
    can remove what it made.
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
    """Make a report that was asked for; one whose row has gone is left."""
    from rendering.making import make  # only here: mails need not wait for the code that writes PDFs

    account = _account(claimed)
    read = _reader(claimed)
    order = read(lambda tx: reports.order(tx, claimed.id))
    if order is None:
        db.write(claimed.user_id, lambda tx: leases.finish(tx, claimed), repeatable=True)
        return
    material = read(lambda tx: reports.material(tx, order["process_ids"]))
    logo = read(logos.read)
    picture = storage.get(logo["object_key"]) if logo and order["format"] == "pdf" else None
    wanted = ReportBody.model_validate({name: order[name] for name in ReportBody.model_fields})
    try:
        made = make(wanted, order["language"], order["created_at"], material, account["full_name"], picture)
    except Problem as problem:
        code = problem.code
        if code not in ("no_processes", "mixed_currencies"):
            raise
        # What the report was to be about has gone or changed since it was asked for.
        db.write(claimed.user_id, lambda tx: _fail(tx, claimed, code))
        return
    storage.put(order["object_key"], made.content, CONTENT_TYPES[wanted.format])
    shown = [row["id"] for row in material]

    def work(tx: db.Transaction) -> None:
        leases.finish(tx, claimed)
        if not reports.ready(tx, claimed.id, shown, reports.cover(made.document), len(made.content)):
            deletions.forget(tx, order["object_key"])

    try:
        db.write(claimed.user_id, work, repeatable=True)
    except Superseded:
        db.write(claimed.user_id, lambda tx: _remove_unless_kept(tx, claimed, order["object_key"]), repeatable=True)
        raise


def _remove_unless_kept(tx: db.Transaction, claimed: Claim, key: str) -> None:
    """The file of a report that was deleted meanwhile is nobody's; otherwise another attempt has put the same file there."""
    if reports.read(tx, claimed.id).value is None:
        deletions.forget(tx, key)


def _fail(tx: db.Transaction, claimed: Claim, code: str) -> None:
    leases.fail(tx, claimed, code)
    if claimed.kind == "report":
        reports.failed(tx, claimed.id)


_HANDLERS: dict[Kind, Callable[[Claim, Settings], None]] = {
    "password_reset": _reset_password,
    "export": _export,
    "report": _report,
}


def _account(claimed: Claim) -> DictRow:
    """An account that was deleted in this very moment has taken its jobs with it."""
    account = db.read(claimed.user_id, users.me).value
    if account is None:
        raise Superseded
    return account


def _reader(claimed: Claim) -> Reader:
    def read(work: Any) -> Any:
        return db.read(claimed.user_id, work).value

    return read
