"""Nothing of a deleted account returns from a backup."""

import psycopg
import pytest
from botocore.exceptions import ClientError
from psycopg.types.json import Jsonb

from smartflow.infra import aws
from tests.support import postgres
from tests.support.api import Client
from tests.support.work import housekeeping

USER = "select to_jsonb(u) from smartflow.users u where id = '{}'"


def restore(database: postgres.Database, account: object) -> None:
    """Bring a row of an account back, as loading a backup does."""
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute("alter table smartflow.users no force row level security")
        connection.execute(
            "insert into smartflow.users select * from jsonb_populate_record(null::smartflow.users, %s)",
            [Jsonb(account)],
        )
        connection.execute("alter table smartflow.users force row level security")


def test_an_account_that_a_backup_brings_back_is_deleted_again(
    user: Client, client: Client, database: postgres.Database
) -> None:
    other = client.register()
    user_id = user.get("/v1/me").body["id"]
    [(account,)] = postgres.as_owner(database, "users", USER.format(user_id))
    assert user.call("DELETE", "/v1/me").status == 204
    assert housekeeping()["listed"] >= 1
    assert housekeeping()["listed"] == 0

    restore(database, account)
    assert postgres.as_owner(database, "users", USER.format(user_id))
    assert housekeeping("daily")["returned_accounts"] == 1

    assert postgres.as_owner(database, "users", USER.format(user_id)) == []
    assert housekeeping("daily")["returned_accounts"] == 0
    assert other.get("/v1/me").status == 200


def test_with_the_bucket_away_a_deleted_account_is_listed_later(user: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    housekeeping()
    user.call("DELETE", "/v1/me")

    class Refusing:
        """A bucket that takes nothing."""

        def put_object(self, **_: object) -> None:
            raise ClientError({"Error": {"Code": "503"}}, "PutObject")

        delete_object = put_object

    with monkeypatch.context() as patch:
        patch.setattr(aws, "s3", Refusing)
        assert housekeeping()["listed"] == 0
    assert housekeeping()["listed"] == 1
