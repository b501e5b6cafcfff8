"""Every minute: messages that were not sent, jobs whose worker died. Every day: what has outlived its time."""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError

from smartflow.infra import aws, config, db, deletions
from smartflow.infra.observability import logger, metrics
from smartflow.jobs import leases, outbox
from smartflow.jobs.kinds import QUEUE, Queue, Queues
from smartflow.processes.store import TRASH_DAYS

_MOST = 500


class Settings(Queues):
    """Environment of this function."""

    analysis_queue_url: str
    background_queue_url: str
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
    """Requeue and end jobs whose worker died, send every message that is due, and remove what was marked for it.

    Raises
    ------
    ExceptionGroup
        A queue takes no messages. The other one got its own, and everything else was done.
    """
    done = db.write(None, leases.recover).value or {}
    if done.get("failed"):
        metrics.add_metric(name="JobsAbandoned", unit="Count", value=done["failed"])
    sent, away = _send_due_messages(settings)
    removed = _remove_objects(settings.reports_bucket)
    if away:
        raise ExceptionGroup("messages not sent", list(away.values()))
    return {**done, "sent": sent, "objects": removed}


def _send_due_messages(settings: Settings) -> tuple[int, dict[Queue, Exception]]:
    """Return how many were sent, and why a queue takes none: it is not tried again in this run."""
    sent, away = 0, dict[Queue, Exception]()
    for due in db.read(None, lambda tx: outbox.due_messages(tx, _MOST)).value:
        queue = QUEUE[due.kind]
        if queue in away:
            continue
        try:
            outbox.send(settings, due)
            sent += 1
        except (BotoCoreError, ClientError) as error:
            away[queue] = error
    return sent, away


def daily(settings: Settings) -> dict[str, int]:
    """Empty the trash after its thirty days; forget old reports, exports, tokens, keys and failed sign-ins."""
    kept = {"trash": timedelta(days=TRASH_DAYS), "reports": timedelta(days=settings.report_retention_days)}
    forgotten = db.write(None, lambda tx: tx.row("select * from forget_old(%(trash)s, %(reports)s)", kept)).value or {}
    forgotten |= db.write(None, leases.delete_old).value or {}
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
