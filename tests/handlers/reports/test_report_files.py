"""Files of reports: none without its row, and no row for long without its file."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

import sweep
from smartflow.infra import aws, storage
from smartflow.infra.problems import retry_later
from smartflow.reports import store as reports
from tests.support import postgres
from tests.support.api import Client, Reply
from tests.support.reports import fetched, is_there, key_of
from tests.support.work import PROCESS, housekeeping, later, run_background_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")


def report(user: Client, **headers: str) -> Reply:
    return user.post("/v1/reports", {"scope": "portfolio", "format": "txt"}, **headers)


@pytest.fixture
def described(user: Client) -> Client:
    assert user.post("/v1/processes", PROCESS).status == 201
    return user


@pytest.mark.parametrize("in_background", [False, True])
def test_a_report_uploaded_after_its_account_was_deleted_leaves_nothing(
    described: Client, monkeypatch: pytest.MonkeyPatch, in_background: bool
) -> None:
    written: list[str] = []
    put = storage.put

    def put_too_late(key: str, content: bytes, content_type: str) -> None:
        assert described.call("DELETE", "/v1/me").status == 204
        housekeeping()
        written.append(key)
        put(key, content, content_type)

    monkeypatch.setattr(storage, "put", put_too_late)
    if in_background:
        monkeypatch.setattr(reports, "IN_REQUEST_PROCESSES", 0)
        assert report(described).status == 202
        assert run_background_worker() == []
        housekeeping()
    else:
        assert report(described).status == 401

    assert [key for key in written if is_there(key)] == []
    assert len(written) == 1


def test_a_report_that_the_bucket_does_not_take_now_is_accepted_and_made_later(
    described: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unavailable(*_: object) -> None:
        raise retry_later(5)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "put", unavailable)
        accepted = report(described)
    assert (accepted.status, accepted.body["status"]) == (202, "queued")

    later(database, 31)
    housekeeping()
    assert run_background_worker() == []
    ready = described.get(accepted.headers["Location"]).body
    assert "Faktury kosztowe" in fetched(ready["url"]).decode()


def test_a_repeated_key_makes_and_uploads_nothing(described: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    key = str(uuid4())
    first = report(described, idempotency_key=key)
    work: list[Any] = []
    monkeypatch.setattr("reports_api.make", lambda *arguments: work.append(arguments))
    monkeypatch.setattr(storage, "put", lambda *arguments: work.append(arguments))

    second = report(described, idempotency_key=key)

    assert (second.status, second.body["id"], work) == (201, first.body["id"], [])


def an_hour_later(monkeypatch: pytest.MonkeyPatch, database: postgres.Database) -> None:
    monkeypatch.setattr(sweep, "_now", lambda: datetime.now(UTC) + timedelta(hours=2))
    postgres.as_owner(database, "reports", "update smartflow.reports set created_at = created_at - interval '2 hours'")


def test_files_that_no_row_names_are_removed_daily_and_all_others_stay(
    described: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = key_of(report(described).body["url"])
    lost = [f"{folder}/{uuid4()}/{uuid4()}.txt" for folder in ("reports", "logos", "exports")]
    elsewhere = f"reports/samples/{uuid4()}.pdf"
    for key in (*lost, elsewhere):
        storage.put(key, b"text", "text/plain")

    housekeeping("daily")
    assert all(map(is_there, lost))  # it may be an upload whose row is just being written

    an_hour_later(monkeypatch, database)
    assert housekeeping("daily")["swept"] >= len(lost)
    assert [key for key in lost if is_there(key)] == []
    assert is_there(kept)
    assert is_there(elsewhere)


def test_a_report_whose_file_has_gone_is_made_again(
    described: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, other = report(described).body, report(described).body
    content = fetched(made["url"])
    aws.s3().delete_object(Bucket="reports", Key=key_of(made["url"]))

    an_hour_later(monkeypatch, database)
    assert housekeeping("daily")["remade"] >= 1
    assert described.get(f"/v1/reports/{made['id']}").body["status"] == "queued"
    assert described.get(f"/v1/reports/{other['id']}").body["status"] == "ready"

    later(database, 61)
    postgres.as_owner(database, "jobs", "update smartflow.jobs set created_at = created_at - interval '2 minutes'")
    housekeeping()
    assert run_background_worker() == []
    again = described.get(f"/v1/reports/{made['id']}").body
    assert len(fetched(again["url"])) == len(content)
