"""Exports: all data of an account, and no data of another."""

import io
import json
import os
import re
import zipfile
from typing import IO, Any

import psycopg
import pytest

import archive
from smartflow.accounts import exports
from smartflow.infra import aws
from tests.handlers.infra.test_schema import TENANT_TABLES
from tests.support import postgres
from tests.support.api import Client
from tests.support.work import PROCESS, ask, drain_queue, housekeeping, later, run_background_worker, run_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")

#: Tables of a tenant whose rows say nothing of their owner that is not said elsewhere.
TECHNICAL = {
    "session_tokens",
    "password_resets",
    "idempotency_keys",
    "job_outbox",
    "job_answers",  # what a model answered, while its job is under way
    "notices",  # mails about changes that are in the activity log
    "account_deletions",  # of accounts that are no longer there
    "devices",  # which browsers have an allowance of their own; what they signed in to is in sessions
    "open_calls",  # what calls of the model are expected to cost, until they are booked
    "totp",
    "recovery_codes",
}


def export(user: Client) -> zipfile.ZipFile:
    """Ask for an export, have it made and open it."""
    assert user.get("/v1/me/export").status == 202
    assert run_background_worker() == []
    ready = user.get("/v1/me/export")
    assert (ready.status, ready.body["status"]) == (200, "ready")
    key = re.search(r"exports/[\w-]+/[\w-]+\.zip", ready.body["url"])
    assert key is not None
    data = aws.s3().get_object(Bucket="reports", Key=key[0])["Body"].read()
    assert len(data) == ready.body["bytes"]
    return zipfile.ZipFile(io.BytesIO(data))


def content(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def test_an_export_holds_what_the_account_holds(user: Client) -> None:
    job = ask(user)
    run_worker(job["id"])
    deleted = user.post("/v1/processes", {**PROCESS, "title": "W koszu"}).body["id"]
    user.call("DELETE", f"/v1/processes/{deleted}", headers={"If-Match": '"1"'})
    override = {"field": "net_savings_per_year", "value": "1000.00", "reason": "Wiemy lepiej"}
    assert user.call("PATCH", f"/v1/analyses/{job['id']}", {"overrides": [override]}).status == 200
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [job["process_id"]], "format": "txt"}).body
    share = user.post(f"/v1/reports/{report['id']}/shares", {}).body

    archive = export(user)

    account = content(archive, "account.json")
    assert (account["email"], account["full_name"]) == (user.email, "Zofia Żak")
    assert {it["title"] for it in content(archive, "processes.json")} == {"Faktury kosztowe", "W koszu"}
    [analysis] = content(archive, "analyses.json")
    assert analysis["version"]["result"]["verdict"]
    [process] = [it for it in content(archive, "processes.json") if it["title"] == "Faktury kosztowe"]
    assert [it["reason"] for it in process["overrides"]] == ["Wiemy lepiej"]
    assert "runs" in {it["field"] for it in process["facts"]}
    [told] = content(archive, "reports.json")
    assert [it["id"] for it in told["shares"]] == [share["id"]]
    [name] = [name for name in archive.namelist() if name.startswith("reports/")]
    assert "Faktury kosztowe" in archive.read(name).decode()
    actions = {it["action"] for it in content(archive, "activity.json")}
    assert {"account.registered", "process.created", "report.shared", "account.export_requested"} <= actions
    assert len(content(archive, "sessions.json")) == 1


def test_an_export_holds_no_secret(user: Client) -> None:
    report_of = user.post("/v1/processes", PROCESS).body["id"]
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [report_of], "format": "txt"}).body["id"]
    share = user.post(f"/v1/reports/{report}/shares", {}).body

    archive = export(user)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert not re.search(r"argon2|token_hash|password_hash|object_key", everything)
    for secret in (user.token, user.cookie, share["token"], user.password):
        assert secret not in everything


def test_an_export_is_its_owners_alone(user: Client, client: Client) -> None:
    stranger = client.register()
    stranger.post("/v1/processes", {**PROCESS, "title": "Cudzy proces"})

    archive = export(user)

    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Cudzy proces" not in everything
    assert stranger.email not in everything
    assert content(archive, "processes.json") == []


def test_every_table_of_a_tenant_is_in_the_export(database: postgres.Database) -> None:
    statements = " ".join([exports._ACCOUNT, *exports.LISTS.values()])
    for table in set(TENANT_TABLES) - TECHNICAL:
        assert re.search(rf"from {table}\b", statements), table


def test_long_lists_are_exported_whole(user: Client, database: postgres.Database) -> None:
    user_id = user.get("/v1/me").body["id"]
    with psycopg.connect(database.app_dsn) as connection:
        connection.execute("select set_config('app.user_id', %s, true)", [user_id])
        connection.execute(
            "insert into activity_logs (id, user_id, action, resource_type, details) "
            "select gen_random_uuid(), tenant(), 'x', 'y', jsonb_build_object('n', n) from generate_series(1, 450) n"
        )

    entries = content(export(user), "activity.json")

    assert {it["details"].get("n") for it in entries if it["action"] == "x"} == set(range(1, 451))


def test_an_export_that_is_ready_stays_the_same_for_an_hour_and_can_be_asked_for_anew(user: Client) -> None:
    export(user)
    first = user.get("/v1/me/export").body
    assert user.get("/v1/me/export").body["created_at"] == first["created_at"]

    again = user.post("/v1/me/export")
    assert (again.status, again.body["status"], again.body["url"]) == (202, "queued", None)
    assert run_background_worker() == []
    assert user.get("/v1/me/export").body["created_at"] > first["created_at"]


def test_an_export_asked_for_twice_is_made_once(user: Client) -> None:
    first, second = user.post("/v1/me/export"), user.post("/v1/me/export")

    assert (first.status, second.status) == (202, 202)
    assert first.body["created_at"] == second.body["created_at"]
    assert int(first.headers["Retry-After"]) >= 1
    assert len(drain_queue("background_queue_url")) == 1


def test_a_worker_that_finishes_too_late_removes_its_file_and_leaves_the_newer_one(
    user: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = user.get("/v1/me").body["id"]
    user.get("/v1/me/export")
    [message] = drain_queue("background_queue_url")
    write = archive.write

    def overtaken(target: IO[bytes], *arguments: Any) -> None:
        """While the archive is written, the lease runs out and a second worker makes the export."""
        monkeypatch.setattr(archive, "write", write)
        later(database, 1000)
        assert run_worker(message["job_id"], kind="export") == []
        target.write(b"too late")

    monkeypatch.setattr(archive, "write", overtaken)
    assert run_worker(message["job_id"], kind="export") == []
    housekeeping()

    ready = user.get("/v1/me/export").body
    [key] = _kept(user_id)
    assert key in ready["url"]
    assert ready["bytes"] > len(b"too late")


def test_an_account_deleted_while_its_export_is_made_leaves_no_file(
    user: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = user.get("/v1/me").body["id"]
    user.get("/v1/me/export")
    write = archive.write

    def deleted(target: IO[bytes], *arguments: Any) -> None:
        write(target, *arguments)
        assert user.call("DELETE", "/v1/me").status == 204

    monkeypatch.setattr(archive, "write", deleted)
    assert run_background_worker() == []
    housekeeping()
    assert _kept(user_id) == []


def test_a_report_whose_file_is_gone_does_not_stop_the_export(user: Client) -> None:
    process = user.post("/v1/processes", PROCESS).body["id"]
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [process], "format": "txt"}).body
    aws.s3().delete_object(Bucket="reports", Key=f"reports/{report['id']}.txt")

    archive = export(user)

    assert [it["id"] for it in content(archive, "reports.json")] == [report["id"]]
    assert not [name for name in archive.namelist() if name.startswith("reports/")]


def test_the_file_goes_with_the_account(user: Client) -> None:
    user_id = user.get("/v1/me").body["id"]
    export(user)
    assert len(_kept(user_id)) == 1

    assert user.call("DELETE", "/v1/me").status == 204
    housekeeping()
    assert _kept(user_id) == []


def test_the_file_goes_after_a_day(user: Client, database: postgres.Database) -> None:
    user_id = user.get("/v1/me").body["id"]
    export(user)
    for hours, left in ((23, 1), (2, 0)):
        change = f"update smartflow.jobs set created_at = created_at - interval '{hours} hours'"
        postgres.as_owner(database, "jobs", change)
        housekeeping("daily")
        assert len(_kept(user_id)) == left


def _kept(user_id: str) -> list[str]:
    listed = aws.s3().list_objects_v2(Bucket=os.environ["REPORTS_BUCKET"], Prefix=f"exports/{user_id}/")
    return [one["Key"] for one in listed.get("Contents", [])]
