"""The caller's address. On AWS, requests come through CloudFront, which sends a secret and the viewer's address; on one machine they
come directly.
"""

import hmac

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from smartflow.infra import aws, config
from smartflow.infra.problems import Problem

_SECRET_SECONDS = 300


class Settings(config.Base):
    """Environment. Without a secret the API is called directly, and the event has the caller's address."""

    origin_secret_arn: str = ""


def source_ip(event: APIGatewayProxyEventV2) -> str:
    """Return the caller's address. Only CloudFront's headers are trusted.

    Raises
    ------
    Problem
        403 if the request did not come through CloudFront.
    """
    arn = config.load(Settings).origin_secret_arn
    if not arn:
        return event.request_context.http.source_ip
    secret = str(aws.secrets().get(arn, max_age=_SECRET_SECONDS))
    sent = event.headers.get("x-origin-secret", "")
    if not hmac.compare_digest(sent.encode("utf-8", "replace"), secret.encode()):
        raise Problem("wrong_entrance")
    return event.headers["x-viewer-address"]
