"""Who is calling: CloudFront, which shows a secret and says who is on the other end, or on one machine the caller themselves."""

import hmac

from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

from smartflow.infra import config
from smartflow.infra.problems import Problem

_SECRET_SECONDS = 300


class Settings(config.Base):
    """Without a secret nothing stands in front of the API, and its gateway knows the caller."""

    origin_secret_arn: str = ""


def source_ip(event: APIGatewayProxyEventV2) -> str:
    """Return the caller's address. A header is believed from CloudFront alone.

    Raises
    ------
    Problem
        403 where the call went past CloudFront.
    """
    arn = config.load(Settings).origin_secret_arn
    if not arn:
        return event.request_context.http.source_ip
    secret = str(parameters.get_secret(arn, max_age=_SECRET_SECONDS))
    shown = event.headers.get("x-origin-secret", "")
    if not hmac.compare_digest(shown.encode("utf-8", "replace"), secret.encode()):
        raise Problem("wrong_entrance")
    return event.headers["x-viewer-address"]
