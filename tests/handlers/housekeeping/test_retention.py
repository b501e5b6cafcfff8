"""What outlives its time goes, and nothing else does."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.support import postgres
from tests.support.api import Client
from tests.support.reports import is_there, key_of
from tests.support.work import PROCESS, housekeeping

Age = Callable[[str, str, str], None]


@pytest.fixture
def age(database: postgres.Database, user: Client) -> Age:
    """Let time pass for a column of the user's rows."""
    user_id = user.get("/v1/me").body["id"]

    def passed(table: str, column: str, by: str) -> None:
        statement = f"update smartflow.{table} set {column} = {column} - interval '{by}' where user_id = '{user_id}'"
        postgres.as_owner(database, table, statement)

    return passed


def count(database: postgres.Database, user: Client, table: str) -> int:
    user_id = user.get("/v1/me").body["id"]
    [(found,)] = postgres.as_owner(
        database, table, f"select count(*) from smartflow.{table} where user_id = '{user_id}'"
    )
    return int(found)


def counts_before_and_after(
    age: Age, database: postgres.Database, user: Client, table: str, column: str, almost: str
) -> tuple[int, int]:
    """Return how many rows the daily task leaves an hour before their time is over, and an hour after."""
    left = []
    for by in (almost, "2 hours"):
        age(table, column, by)
        housekeeping("daily")
        left.append(count(database, user, table))
    return left[0], left[1]


def test_the_trash_keeps_a_process_for_thirty_days(user: Client, age: Age, database: postgres.Database) -> None:
    kept, thrown = (user.post("/v1/processes", PROCESS).body["id"] for _ in range(2))
    user.call("DELETE", f"/v1/processes/{thrown}", headers={"If-Match": '"1"'})
    age("business_processes", "created_at", "400 days")

    rows = counts_before_and_after(age, database, user, "business_processes", "deleted_at", "29 days 23 hours")
    assert rows == (2, 1)
    assert user.get(f"/v1/processes/{kept}").status == 200


def test_a_report_and_its_file_are_kept_for_as_long_as_configured(user: Client, age: Age) -> None:
    process = user.post("/v1/processes", PROCESS).body["id"]
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [process], "format": "txt"}).body
    key = key_of(report["url"])
    age("reports", "created_at", "89 days 23 hours")
    housekeeping("daily")
    assert user.get(f"/v1/reports/{report['id']}").status == 200
    assert is_there(key)

    age("reports", "created_at", "2 hours")
    housekeeping("daily")
    assert user.get(f"/v1/reports/{report['id']}").status == 404
    assert not is_there(key)


def test_the_answer_under_an_idempotency_key_is_kept_for_a_week(
    user: Client, age: Age, database: postgres.Database
) -> None:
    user.post("/v1/processes", PROCESS, idempotency_key=str(uuid4()))

    rows = counts_before_and_after(age, database, user, "idempotency_keys", "created_at", "6 days 23 hours")
    assert rows == (1, 0)


def test_a_session_that_holds_is_kept_and_one_long_ended_goes(
    user: Client, age: Age, database: postgres.Database
) -> None:
    other = user.with_session(Client().post("/v1/auth/login", {"email": user.email, "password": user.password}))
    assert other.post("/v1/auth/logout").status == 204

    assert counts_before_and_after(age, database, user, "sessions", "ended_at", "29 days 23 hours") == (2, 1)
    assert user.get("/v1/me").status == 200


def test_the_activity_log_lasts_as_long_as_the_account(user: Client, age: Age) -> None:
    before = user.get("/v1/activity").body["items"]
    age("activity_logs", "created_at", "5 years")
    housekeeping("daily")

    assert len(user.get("/v1/activity").body["items"]) == len(before) > 0
