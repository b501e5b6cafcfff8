"""What is done for an account behind its back: the mail that resets a password, the file with all that is held on it."""

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
from smartflow import account_jobs, aws, config, db, objects, password_resets, tokens, users
from smartflow.account_jobs import Claim, Message
from smartflow.exports import Reader
from smartflow.observe import logger, metrics, tenant_label
from smartflow.problems import Problem

_LEASE_MARGIN = timedelta(seconds=30)


class Settings(config.Base):
    """Environment of this function."""

    account_worker_timeout: int
    reports_bucket: str
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
    """Put the file into the bucket and name it in the job; without somebody to name it, it goes again."""
    account = _account(claimed)
    key = f"exports/{claimed.user_id}/{claimed.id}.zip"
    with tempfile.TemporaryFile() as file:
        archive.write(file, _reader(claimed), settings.reports_bucket, account["language"])
        size = file.tell()
        file.seek(0)
        aws.s3().put_object(Bucket=settings.reports_bucket, Key=key, Body=file, ContentType="application/zip")

    def work(tx: db.Transaction) -> None:
        if not account_jobs.finish(tx, claimed, key, size):
            objects.forget(tx, key)

    db.write(claimed.user_id, work, repeatable=True)
    metrics.add_metric(name="Exports", unit="Count", value=1)


_KINDS = {"password_reset": _reset_password, "export": _export}


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
