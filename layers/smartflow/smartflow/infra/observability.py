"""The logger and the metrics of every function."""

import hashlib
import logging
import traceback
import warnings

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

logger = Logger(logger_formatter=LambdaPowertoolsFormatter(utc=True, json_default=str, use_rfc3339=True))
metrics = Metrics()
# Most calls record no metric, which is no reason for a line in the log.
warnings.filterwarnings("ignore", "No application metrics to publish")
logging.getLogger("botocore").setLevel(logging.WARNING)


def cause(error: BaseException) -> dict[str, object]:
    """Return what a log may say about an error. Its message is left out: it may quote a user's text."""
    where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return {"error": type(error).__name__, "sqlstate": getattr(error, "sqlstate", None), "where": where}


def tenant_label(user_id: object) -> str:
    """Return what a log may say about a user: it distinguishes users without identifying them."""
    return hashlib.sha256(f"log:{user_id}".encode()).hexdigest()[:12]
