"""The bucket that keeps reports, logos and exports, and the links to what is in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from smartflow.infra import aws, config
from smartflow.infra.observability import logger
from smartflow.infra.problems import retry_later

LINK_LIFETIME = timedelta(seconds=300)


class Settings(config.Base):
    """What the environment of a function with the bucket holds."""

    reports_bucket: str


@dataclass(frozen=True)
class Link:
    """A signed address; it is neither stored nor logged."""

    url: str
    expires_at: datetime


def put(key: str, content: bytes, content_type: str) -> None:
    """Keep an object; where the bucket does not answer, the caller is told to come back."""
    try:
        aws.s3().put_object(Bucket=_bucket(), Key=key, Body=content, ContentType=content_type)
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error


def get(key: str) -> bytes:
    """Return an object; where the bucket does not answer, the caller is told to come back."""
    try:
        return aws.s3().get_object(Bucket=_bucket(), Key=key)["Body"].read()
    except (BotoCoreError, ClientError) as error:
        raise retry_later(5) from error


def remove(key: str) -> None:
    """Remove an object that no row names; one that stays takes room and nothing else."""
    try:
        aws.s3().delete_object(Bucket=_bucket(), Key=key)
    except (BotoCoreError, ClientError):
        logger.warning("spare object not removed", exc_info=True)


def link(key: str, file_name: str, content_type: str, until: datetime | None = None) -> Link:
    """Sign a link for this one answer. It holds for five minutes, and never beyond `until`."""
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
