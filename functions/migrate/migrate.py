"""Applies the migrations: as part of a deployment (custom resource), or when invoked by hand with `{}`."""

import json
import urllib.request

import psycopg
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import JsonValue

import migrations
from smartflow.infra import config, db

logger = Logger()


class Settings(config.Base):
    """Environment of this function."""

    migration_secret_arn: str


def handler(event: dict[str, JsonValue], _context: LambdaContext) -> dict[str, JsonValue]:
    """Apply the missing migrations. A CloudFormation event is answered at its ResponseURL, so that a failure rolls the deployment back."""
    if "ResponseURL" not in event:
        return {"applied": list(migrate())}
    try:
        applied = migrate() if event["RequestType"] != "Delete" else []
    except Exception as error:
        logger.exception("migration failed")
        _answer(event, "FAILED", reason=f"{type(error).__name__}: see the log of the migrate function")
        raise
    _answer(event, "SUCCESS")
    return {"applied": list(applied)}


def migrate() -> list[str]:
    """Run the migrations as the owner, and set the password of the application's role to that in its secret."""
    settings = config.load(Settings)
    owner, app = (db.secret(arn, fresh=True) for arn in (settings.migration_secret_arn, settings.database_secret_arn))
    with psycopg.connect(db.conninfo(owner, settings.database_sslmode), prepare_threshold=None) as connection:
        applied = migrations.apply(connection)
        migrations.set_password(connection, app.username, app.password)
    logger.info("schema is up to date", extra={"applied": applied})
    return applied


def _answer(event: dict[str, JsonValue], status: str, reason: str = "") -> None:
    body = {
        "Status": status,
        "Reason": reason,
        "PhysicalResourceId": "schema",
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
    }
    request = urllib.request.Request(  # noqa: S310 - CloudFormation's own presigned https address
        str(event["ResponseURL"]), json.dumps(body).encode(), {"Content-Type": ""}, method="PUT"
    )
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310
