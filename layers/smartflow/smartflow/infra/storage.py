"""The bucket with reports, logos and exports, and links to its objects."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from smartflow.infra import aws, config
from smartflow.infra.observability import logger
from smartflow.infra.problems import retry_later

LINK_LIFETIME = timedelta(seconds=300)


class Settings(config.Base):
    """Environment of a function that uses the bucket."""

    reports_bucket: str


@dataclass(frozen=True)
class Link:
    """A presigned URL; it is neither stored nor logged."""

    url: str
    expires_at: datetime


def put(key: str, content: bytes, content_type: str) -> None:
    """Store an object.

    Raises
    ------
    Problem
        503 with a time to wait if the bucket does not answer.
    """
    try:
        aws.s3().put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error


def get(key: str) -> bytes:
    """Return the content of an object.

    Raises
    ------
    Problem
        503 with a time to wait if the bucket does not answer.
    """
    try:
        return aws.s3().get_object(Bucket=_bucket(), Key=key)["Body"].read()
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error


def remove(key: str) -> None:
    """Delete an object that no row names. If that fails, it is only logged: the object does no harm."""
    try:
        aws.s3().delete_object(Bucket=_bucket(), Key=key)
    except (BotoCoreError, ClientError):
        logger.warning("unused object not deleted", exc_info=True)


def link(key: str, file_name: str, content_type: str, until: datetime | None = None) -> Link:
    """Sign a link for one answer. It is valid for five minutes, but not after `until`."""
    now = datetime.now(UTC)
    lifetime = LINK_LIFETIME if until is None else max(timedelta(seconds=1), min(LINK_LIFETIME, until - now))
    disposition = "inline" if content_type == "application/pdf" else "attachment"
    url = aws.s3().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": _bucket(),
            "Key": key,
            "ResponseContentType": content_type,
            "ResponseContentDisposition": f'{disposition}; filename="{file_name}"',
        },
        ExpiresIn=int(lifetime.total_seconds()),
    )
    return Link(url, now + lifetime)


def _bucket() -> str:
    return config.load(Settings).reports_bucket
