"""Every minute: sends messages that are due and recovers jobs whose worker died. Every day: deletes what is no longer kept."""

import functools
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError

import deleted_accounts
from smartflow.accounts import second_factor
from smartflow.analyses import spending
from smartflow.infra import aws, config, db, deletions, encryption
from smartflow.infra.observability import logger, metrics
from smartflow.jobs import leases, outbox
from smartflow.jobs.kinds import QUEUE, Queue, Queues
from smartflow.processes import figures
from smartflow.processes import store as processes
from smartflow.processes.store import TRASH_DAYS
from sweep import sweep

_BATCH = 500
_BATCH_OF_FIGURES = 200


class Settings(Queues):
    """Environment of this function."""

    analysis_queue_url: str
    background_queue_url: str
    reports_bucket: str
    report_retention_days: int


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], _context: LambdaContext) -> dict[str, int]:
    """Run the task that the event names: `jobs` or `daily`, which are scheduled, or `resend`, after a queue has lost its messages."""
    settings = config.load(Settings)
    match event.get("task"):
        case "daily":
            done = daily(settings)
        case "resend":
            done = recover_jobs(settings, resend_after=timedelta(0))
        case _:
            done = recover_jobs(settings)
    if any(done.values()):
        logger.info("housekeeping", extra=done)
    return done


def recover_jobs(settings: Settings, resend_after: timedelta = leases.RESEND_AFTER) -> dict[str, int]:
    """Queue again or end the jobs whose worker died, send the messages that are due, and delete the objects that are marked.

    A job that still waits `resend_after` its last message gets another one.

    Raises
    ------
    ExceptionGroup
        A queue accepts no messages. Those of the other queue were sent, and everything else was done.
    """
    done = db.write(None, lambda tx: leases.recover(tx, resend_after)).value or {}
    if done.get("failed"):
        metrics.add_metric(name="JobsAbandoned", unit="Count", value=done["failed"])
    booked = db.write(None, spending.book_abandoned_calls).value
    if booked:
        metrics.add_metric(name="ModelCallsAbandoned", unit="Count", value=booked)
    sent, errors = _send_due_messages(settings)
    computed = _recompute_figures()
    removed = _remove_objects(settings.reports_bucket)
    listed = deleted_accounts.list_deleted(settings.reports_bucket)
    if errors:
        raise ExceptionGroup("messages not sent", list(errors.values()))
    return {**done, "calls_booked": booked, "sent": sent, "figures": computed, "objects": removed, "listed": listed}


def _recompute_figures() -> int:
    """Compute figures that are of older formulas or defaults, each in its owner's name; returns how many processes that were."""
    version = figures.version()
    due = db.read(None, lambda tx: processes.outdated(tx, version, _BATCH_OF_FIGURES)).value
    for user_id, process_id in due:
        db.write(user_id, lambda tx, one=process_id: processes.recompute(tx, one), repeatable=True)  # type: ignore[misc]
    return len(due)


def _send_due_messages(settings: Settings) -> tuple[int, dict[Queue, Exception]]:
    """Return how many were sent, and the error of each queue that accepts none: it is not tried again in this run."""
    sent, errors = 0, dict[Queue, Exception]()
    for due in db.read(None, lambda tx: outbox.due_messages(tx, _BATCH)).value:
        queue = QUEUE[due.kind]
        if queue in errors:
            continue
        try:
            outbox.send(settings, due)
            sent += 1
        except (BotoCoreError, ClientError) as error:
            errors[queue] = error
    return sent, errors


def daily(settings: Settings) -> dict[str, int]:
    """Delete processes that were in the trash for 30 days, and old reports, exports, tokens, keys and failed sign-ins; then compare
    the bucket with the database, and encrypt what an earlier release has stored unencrypted.
    """
    kept = {"trash": timedelta(days=TRASH_DAYS), "reports": timedelta(days=settings.report_retention_days)}
    deleted = db.write(None, lambda tx: tx.row("select * from forget_old(%(trash)s, %(reports)s)", kept)).value or {}
    deleted |= db.write(None, leases.delete_old).value or {}
    deleted["returned_accounts"] = deleted_accounts.delete_returned(settings.reports_bucket)
    compared = sweep(settings.reports_bucket)
    removed = _remove_objects(settings.reports_bucket)
    return {**deleted, **compared, "objects": removed, "encrypted": _encrypt_plain_secrets()}


def _encrypt_plain_secrets() -> int:
    """Encrypt the secrets of second factors that an earlier release has stored unencrypted; returns how many those were."""
    found = db.read(None, lambda tx: second_factor.plain_secrets(tx, _BATCH)).value
    for row in found:
        encrypted = encryption.encrypt(row["user_id"], row["secret"])
        replace = functools.partial(second_factor.replace_secret, stored=row["secret"], encrypted=encrypted)
        db.write(row["user_id"], replace, repeatable=True)
    return len(found)


def _remove_objects(bucket: str) -> int:
    """Delete the marked objects from the bucket; what cannot be deleted now is tried again in the next run."""
    removed = 0
    for key in db.read(None, lambda tx: deletions.due_deletions(tx, _BATCH)).value:
        try:
            aws.s3().delete_object(Bucket=bucket, Key=key)
        except (BotoCoreError, ClientError):
            logger.warning("object not deleted yet", exc_info=True)
            break
        db.write(None, lambda tx, key=key: deletions.confirm_deletion(tx, key), repeatable=True)  # type: ignore[misc]
        removed += 1
    return removed
