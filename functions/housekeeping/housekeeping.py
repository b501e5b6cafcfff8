"""Every minute: bells that were not rung, jobs whose worker died. Every day: what has outlived its time."""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError

from smartflow.analyses import jobs
from smartflow.infra import aws, config, db, deletions
from smartflow.infra.observability import logger, metrics
from smartflow.jobs import account_jobs
from smartflow.processes.store import TRASH_DAYS

_MOST = 500


class Settings(config.Base):
    """Environment of this function."""

    analysis_queue_url: str
    account_queue_url: str
    queue_visibility_timeout: int
    reports_bucket: str
    report_retention_days: int


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, int]:
    """Run the task that the schedule names: `jobs` or `daily`."""
    settings = config.load(Settings)
    done = daily(settings) if event.get("task") == "daily" else look_after_jobs(settings)
    if any(done.values()):
        logger.info("housekeeping", extra=done)
    return done


def look_after_jobs(settings: Settings) -> dict[str, int]:
    """Requeue and end jobs whose worker died, then send every message that is due."""
    visibility = timedelta(seconds=settings.queue_visibility_timeout)
    done = db.write(None, lambda tx: jobs.reclaim(tx, visibility)).value or {}
    sent = 0
    for message in db.read(None, lambda tx: jobs.due_bells(tx, _MOST)).value:
        aws.sqs().send_message(QueueUrl=settings.analysis_queue_url, MessageBody=message.model_dump_json())
        db.write(None, lambda tx, sent_message=message: jobs.rung(tx, sent_message), repeatable=True)  # type: ignore[misc]
        sent += 1
    for job_id in db.write(None, lambda tx: account_jobs.due(tx, _MOST)).value:
        account_jobs.ring(settings.account_queue_url, job_id)
        sent += 1
    if done.get("failed"):
        metrics.add_metric(name="AnalysesAbandoned", unit="Count", value=done["failed"])
    return {**done, "sent": sent, "objects": _remove_objects(settings.reports_bucket)}


def daily(settings: Settings) -> dict[str, int]:
    """Empty the trash after its thirty days; forget old reports, exports, tokens, keys and failed sign-ins."""
    kept = {"trash": timedelta(days=TRASH_DAYS), "reports": timedelta(days=settings.report_retention_days)}
    forgotten = db.write(None, lambda tx: tx.row("select * from forget_old(%(trash)s, %(reports)s)", kept)).value or {}
    forgotten |= db.write(None, account_jobs.forget_old).value or {}
    return {**forgotten, "objects": _remove_objects(settings.reports_bucket)}


def _remove_objects(bucket: str) -> int:
    """Remove from the bucket what the database has forgotten; what cannot be removed now is tried again next time."""
    removed = 0
    for key in db.read(None, lambda tx: deletions.due_deletions(tx, _MOST)).value:
        try:
            aws.s3().delete_object(Bucket=bucket, Key=key)
        except (BotoCoreError, ClientError):
            logger.warning("object not removed yet", exc_info=True)
            break
        db.write(None, lambda tx, gone=key: deletions.deleted(tx, gone), repeatable=True)  # type: ignore[misc]
        removed += 1
    return removed
