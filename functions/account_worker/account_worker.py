"""What is done for an account in the background: the mail that resets a password, the file with all that is held on it, reports
that are too large to wait for.
"""

import tempfile
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError
from psycopg.rows import DictRow

import archive
import mails
from smartflow.accounts import logos, password_resets, users
from smartflow.accounts.exports import Reader
from smartflow.infra import aws, config, db, deletions, storage, tokens
from smartflow.infra.observability import logger, metrics, tenant_label
from smartflow.infra.problems import Problem
from smartflow.jobs import account_jobs
from smartflow.jobs.account_jobs import Claim, Message
from smartflow.reports import store as reports
from smartflow.reports.store import CONTENT_TYPES, ReportBody

_LEASE_MARGIN = timedelta(seconds=30)


class Settings(storage.Settings):
    """Environment of this function."""

    account_worker_timeout: int
    public_url: str
    mail_domain: str = ""


_processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do the jobs that a batch of messages names; failures are reported one by one."""
    return dict(process_partial_response(event, _record, _processor, context))


def _record(record: SQSRecord) -> None:
    message = Message.model_validate_json(record.body)
    settings = config.load(Settings)
    lease = timedelta(seconds=settings.account_worker_timeout) + _LEASE_MARGIN
    claimed = db.write(None, lambda tx: account_jobs.claim(tx, message.job_id, lease)).value
    if claimed is None:
        logger.info("nothing to do", extra={"job_id": str(message.job_id)})
        return
    about = {"job_id": str(claimed.id), "kind": claimed.kind, "tenant": tenant_label(claimed.user_id)}
    try:
        _KINDS[claimed.kind](claimed, settings)
    except (BotoCoreError, ClientError, Problem):
        # The mail or the bucket is away just now: the job goes back, and housekeeping rings again.
        logger.warning("account job put back", extra={**about, "attempt": claimed.attempt}, exc_info=True)
        db.write(claimed.user_id, lambda tx: account_jobs.release(tx, claimed))
        return
    logger.info("account job done", extra=about)


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
    db.write(claimed.user_id, lambda tx: account_jobs.finish(tx, claimed), repeatable=True)
    metrics.add_metric(name="PasswordResetsSent", unit="Count", value=1)


def _export(claimed: Claim, settings: Settings) -> None:
    """Put the file into the bucket and name it in the job; where the job is no longer this attempt's, it goes again."""
    account = _account(claimed)
    key = f"exports/{claimed.user_id}/{claimed.id}.zip"
    with tempfile.TemporaryFile() as file:
        archive.write(file, _reader(claimed), settings.reports_bucket, account["language"])
        size = file.tell()
        file.seek(0)
        aws.s3().put_object(Bucket=settings.reports_bucket, Key=key, Body=file, ContentType="application/zip")

    def work(tx: db.Transaction) -> None:
        if not account_jobs.finish(tx, claimed, key, size):
            deletions.forget(tx, key)

    db.write(claimed.user_id, work, repeatable=True)
    metrics.add_metric(name="Exports", unit="Count", value=1)


def _report(claimed: Claim, _settings: Settings) -> None:
    """Make a report that was asked for; one that was deleted meanwhile is left."""
    from rendering.making import make  # only here: mails need not wait for the code that writes PDFs

    account = _account(claimed)
    read = _reader(claimed)
    order = read(lambda tx: reports.order(tx, claimed.id))
    if order is None:
        db.write(claimed.user_id, lambda tx: account_jobs.finish(tx, claimed), repeatable=True)
        return
    material = read(lambda tx: reports.material(tx, order["process_ids"]))
    logo = read(logos.read)
    picture = storage.get(logo["object_key"]) if logo and order["format"] == "pdf" else None
    wanted = ReportBody.model_validate({name: order[name] for name in ReportBody.model_fields})
    try:
        made = make(wanted, order["language"], order["created_at"], material, account["full_name"], picture)
    except Problem as problem:
        if problem.code not in ("no_processes", "mixed_currencies"):
            raise
        db.write(claimed.user_id, lambda tx: _give_up(tx, claimed), repeatable=True)
        return
    storage.put(order["object_key"], made.content, CONTENT_TYPES[wanted.format])
    shown = [row["id"] for row in material]

    def work(tx: db.Transaction) -> None:
        said = reports.cover(made.document)
        held = account_jobs.finish(tx, claimed)
        if held and not reports.ready(tx, claimed.id, shown, said, len(made.content)):
            deletions.forget(tx, order["object_key"])  # deleted meanwhile

    db.write(claimed.user_id, work, repeatable=True)


def _give_up(tx: db.Transaction, claimed: Claim) -> None:
    """What the report was to be about has gone or changed since it was asked for."""
    if account_jobs.finish(tx, claimed):
        reports.failed(tx, claimed.id)


_KINDS = {"password_reset": _reset_password, "export": _export, "report": _report}


def _account(claimed: Claim) -> DictRow:
    """An account that was deleted in this very moment has taken its jobs with it."""
    account = db.read(claimed.user_id, users.me).value
    if account is None:
        raise Problem("not_found")
    return account


def _reader(claimed: Claim) -> Reader:
    def read(work: Any) -> Any:
        return db.read(claimed.user_id, work).value

    return read
