"""Except on one machine, the certificate of the database and the name in it are checked."""

from importlib import resources
from pathlib import Path

import certifi
import psycopg
import pytest
from psycopg import conninfo

from smartflow.infra import config, db
from tests.support import postgres


def secret(database: postgres.Database) -> db.DatabaseSecret:
    return db.DatabaseSecret.model_validate(database.secret)


def test_the_roots_are_the_public_ones_and_those_of_amazon_rds(database: postgres.Database) -> None:
    told = conninfo.conninfo_to_dict(db.conninfo(secret(database), "verify-full"))

    assert told["sslmode"] == "verify-full"
    roots = Path(str(told["sslrootcert"])).read_text()
    assert Path(certifi.where()).read_text() in roots
    assert (resources.files("smartflow.infra") / "data" / "rds-ca.pem").read_text() in roots


def test_a_server_without_a_certificate_is_not_talked_to(database: postgres.Database) -> None:
    with pytest.raises(psycopg.OperationalError, match="SSL"):
        psycopg.connect(db.conninfo(secret(database), "verify-full"))
    psycopg.connect(db.conninfo(secret(database), "disable")).close()


def test_checking_is_what_happens_where_nothing_is_said() -> None:
    assert config.Base.model_validate({"database_secret_arn": "arn"}).database_sslmode == "verify-full"
