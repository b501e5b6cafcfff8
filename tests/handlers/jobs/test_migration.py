"""From two engines to one: no job that was accepted is lost, and the previous release goes on working on the new schema."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import boto3
import psycopg
import pytest
from psycopg.rows import dict_row

import migrations
from smartflow.infra import config, db, ids
from tests.support import postgres
from tests.support.api import Client
from tests.support.work import PROCESS, drain_queue, housekeeping, later, run_background_worker, run_worker

pytestmark = pytest.mark.usefixtures("nothing_waits")

SNAPSHOT: dict[str, object] = {
    "title": "Faktury", "description": PROCESS["description"], "industry": "accounting", "company_size": None,
    "budget_range": None, "currency": "PLN", "working_days": 250, "inputs": {}, "suggested": [], "category": None,
    "fresh": False, "analyst": "rules",
}  # fmt: skip

USER = "insert into users (id, email, email_key, password_hash) values (tenant(), %(email)s, %(email)s, '')"
PROCESS_ROW = """
insert into business_processes (id, user_id, title, description, industry, language, status, search_text, title_key, input_hash)
values (%(process_id)s, tenant(), 'Faktury', 'Opis procesu', 'accounting', 'pl', 'idea', '', '', 'x')
"""
REPORT_ROW = """
insert into reports (id, user_id, scope, format, language, title, process_ids, status, object_key, file_name)
values (%(id)s, tenant(), 'portfolio', 'json', 'pl', 'Raport', array[%(process_id)s::uuid], 'queued', 'reports/' || %(id)s, 'r')
"""

# The statements of the previous release, as they were.
ENQUEUE = """
with job as (
    insert into analysis_jobs (id, user_id, process_id, depth, language, fallback, snapshot, input_hash)
    values (%(id)s, tenant(), %(process_id)s, %(depth)s, %(language)s, %(fallback)s, %(snapshot)s, %(input_hash)s)
    returning id, user_id
)
insert into analysis_outbox (job_id, version, user_id, due_at) select id, 1, user_id, now() + interval '30 seconds' from job
"""
ACTIVE = """
select id from analysis_jobs
where user_id = tenant() and process_id = %(process_id)s and status in ('queued', 'running')
"""
CANCEL = """
update analysis_jobs set status = 'cancelled', stage = null, lease_until = null, finished_at = now()
where user_id = tenant() and id = %(id)s and status in ('queued', 'running')
"""
UNDER_WAY = """
select (select array_agg(depth) from analysis_jobs
        where user_id = tenant() and status in ('queued', 'running')) as under_way
"""
GET = """
select j.id, j.process_id, j.status, j.stage, j.depth, j.language, a.version, j.attempt, j.error, j.usage,
    j.not_before as retry_at, j.fallback, a.result
from analysis_jobs j
    join business_processes p on p.user_id = j.user_id and p.id = j.process_id
    left join analyses a on a.user_id = j.user_id and a.id = j.id
where j.user_id = tenant() and j.id = %(id)s and p.deleted_at is null
"""
HELD = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'running'"
STAGE = f"update analysis_jobs set stage = %(stage)s, usage = %(usage)s where {HELD}"
END = f"""
update analysis_jobs set status = %(status)s, stage = null, lease_until = null, error = %(error)s, finished_at = now(),
    usage = %(usage)s where {HELD}
"""
POSTPONE = f"""
with job as (
    update analysis_jobs set status = 'queued', stage = null, lease_until = null, not_before = now() + %(delay)s,
        usage = %(usage)s where {HELD} returning id, user_id, not_before
)
insert into analysis_outbox (job_id, version, user_id, due_at)
select job.id, (select max(o.version) + 1 from analysis_outbox o where o.job_id = job.id), job.user_id, job.not_before from job
"""
STORE = """
insert into analyses (id, user_id, process_id, version, depth, language, analyst, model, prompt_version, formula_version,
    result, assessment, requested_model, reused_from, input_hash)
select %(id)s, tenant(), %(process_id)s,
    (select coalesce(max(version), 0) + 1 from analyses where user_id = tenant() and process_id = %(process_id)s),
    %(depth)s, %(language)s, 'rules', null, '1', '1.0', '{}', '{}',
    null, null, (select input_hash from analysis_jobs where user_id = tenant() and id = %(id)s)
"""
CLAIM = "select * from claim_job(%(id)s, %(lease)s, %(max_attempts)s)"
RECLAIM = "select requeued, failed, rung from reclaim_jobs(%(visibility)s, %(max_attempts)s)"
DUE_BELLS = "select job_id, version from due_bells(%(most)s)"
BELL_RUNG = "select bell_rung(%(job_id)s, %(version)s)"
EXPORTED_ANALYSES = """
select j.id, to_jsonb(j) - '{input_hash, lease_until, attempt, not_before}'::text[] as item
from analysis_jobs j where j.user_id = tenant() and j.id > %(after)s order by j.id limit %(most)s
"""
ASK_EXPORT = """
insert into account_jobs (id, user_id, kind) values (%(id)s, tenant(), 'export')
on conflict (user_id) where kind = 'export' and status = 'queued' do nothing
"""
ASK_REPORT = "insert into account_jobs (id, user_id, kind) values (%(id)s, tenant(), 'report')"
NEWEST_EXPORT = """
select id, status, object_key, bytes, created_at from account_jobs
where user_id = tenant() and kind = 'export' order by created_at desc, id desc limit 1
"""
CLAIM_ACCOUNT_JOB = "select * from claim_account_job(%(id)s, %(lease)s, %(max_attempts)s)"
HELD_ACCOUNT_JOB = "user_id = tenant() and id = %(id)s and attempt = %(attempt)s and status = 'queued'"
FINISH = f"""
update account_jobs set status = 'succeeded', finished_at = now(), lease_until = null, object_key = %(object_key)s,
    bytes = %(bytes)s where {HELD_ACCOUNT_JOB}
"""
RELEASE = f"update account_jobs set lease_until = null where {HELD_ACCOUNT_JOB}"
DUE_ACCOUNT_JOBS = "select job_id from due_account_jobs(%(patience)s, %(max_attempts)s, %(most)s)"
DELETE_OLD = "select forget_old_account_jobs(%(kept)s) as account_jobs"
REQUEST_RESET = "select request_password_reset(%(key)s, %(job_id)s, %(most)s)"
FILES_OF_ACCOUNT = """
insert into object_deletions (object_key)
select object_key from reports where user_id = tenant() union select object_key from logos where user_id = tenant()
union select object_key from account_jobs where user_id = tenant() and object_key is not null
on conflict do nothing
"""
USE_RESET = """
delete from password_resets
where user_id = tenant() and token_hash = %(token)s and used_at is null and expires_at > now()
"""

LIMITS = {"lease": timedelta(minutes=5), "max_attempts": 5, "most": 500, "patience": timedelta(seconds=45)}
LIMITS |= {"visibility": timedelta(seconds=1860)}


class Previous:
    """The previous release at work for one tenant: each call is a transaction of its own."""

    def __init__(self, dsn: str, user_id: UUID) -> None:
        self._dsn = dsn
        self.user_id = user_id
        self.process_id = ids.new()
        self.email = f"{user_id}@example.com"

    def rows(self, statement: str, **values: object) -> list[dict[str, Any]]:
        """Return the rows of a statement."""
        with psycopg.connect(self._dsn, row_factory=dict_row) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [str(self.user_id)])
            return connection.execute(statement.encode(), self._values(values)).fetchall()

    def run(self, statement: str, **values: object) -> int:
        """Return how many rows a statement touched."""
        with psycopg.connect(self._dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [str(self.user_id)])
            return connection.execute(statement.encode(), self._values(values)).rowcount

    def enqueue(self) -> UUID:
        """Accept an analysis of a process of its own."""
        job_id, self.process_id = ids.new(), ids.new()
        self.run(PROCESS_ROW)
        assert self.run(ENQUEUE, id=job_id, snapshot=json.dumps(SNAPSHOT)) == 1
        return job_id

    def ask(self, kind: str) -> UUID:
        """Accept a job of another kind."""
        job_id = ids.new()
        if kind == "export":
            assert self.run(ASK_EXPORT, id=job_id) == 1
        elif kind == "report":
            self.run(REPORT_ROW, id=job_id)
            assert self.run(ASK_REPORT, id=job_id) == 1
        else:
            self.run(REQUEST_RESET, key=self.email, job_id=job_id)
        return job_id

    def _values(self, values: dict[str, object]) -> dict[str, object]:
        asked = {
            "depth": "basic",
            "language": "pl",
            "fallback": "none",
            "input_hash": b"x",
            "usage": "{}",
            "error": None,
        }
        return {**LIMITS, **asked, "process_id": self.process_id, "email": self.email, **values}


def previous_release(dsn: str) -> Previous:
    """Return somebody who signed up with the previous release, and described a process."""
    tenant = Previous(dsn, ids.new())
    tenant.run(USER)
    tenant.run(PROCESS_ROW)
    return tenant


def status_of(database: postgres.Database, job_id: UUID) -> str:
    [(status,)] = postgres.as_owner(database, "jobs", f"select status from smartflow.jobs where id = '{job_id}'")
    return str(status)


@pytest.fixture
def previous(cloud: None, database: postgres.Database) -> Previous:
    """The previous release on the schema of this one."""
    return previous_release(database.app_dsn)


@pytest.fixture
def old(server: postgres.Server, tmp_path: Path) -> Iterator[postgres.Database]:
    """A database as the previous release left it."""
    for path in (Path(migrations.__file__).parent / "sql").glob("*.sql"):
        if path.name < "0012":
            shutil.copy(path, tmp_path)
    with postgres.database(server, migrate=False) as created:
        with psycopg.connect(created.owner_dsn) as connection:
            migrations.apply(connection, tmp_path)
            migrations.set_password(connection, "smartflow_app", server.app_password)
        yield created


@pytest.fixture
def migrate(old: postgres.Database, cloud: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Brings that database up to date, and lets the functions of this release work on it."""
    secrets = boto3.client("secretsmanager", region_name="eu-central-1")
    arn = secrets.create_secret(Name=f"old-{ids.new()}", SecretString=json.dumps(old.secret))["ARN"]

    def run() -> None:
        with psycopg.connect(old.owner_dsn) as connection:
            assert migrations.apply(connection)[0] == "0012_one_job_engine.sql"
        monkeypatch.setenv("DATABASE_SECRET_ARN", arn)
        config.clear_cache()
        db.release()

    yield run
    monkeypatch.undo()
    config.clear_cache()
    db.release()


def work_on_what_waits() -> None:
    """Run housekeeping and both workers once."""
    housekeeping()
    run_worker(*(message["job_id"] for message in drain_queue()))
    assert run_background_worker() == []


def test_every_job_that_waited_is_done_by_the_new_engine(old: postgres.Database, migrate: Callable[[], None]) -> None:
    jobs: dict[str, UUID] = {}
    tenants = [previous_release(old.app_dsn) for _ in range(4)]
    for tenant, state in zip(tenants, ("unsent", "sent", "held", "put back"), strict=True):
        jobs |= {f"{kind} {state}": tenant.ask(kind) for kind in ("export", "report", "password_reset")}
        jobs[f"analysis {state}"] = tenant.enqueue()
    for tenant, state in zip(tenants[1:], ("sent", "held", "put back"), strict=True):
        tenant.run(BELL_RUNG, job_id=jobs[f"analysis {state}"], version=1)
        for kind in ("export", "report", "password_reset"):
            if state != "sent":
                [claimed] = tenant.rows(CLAIM_ACCOUNT_JOB, id=jobs[f"{kind} {state}"])
                assert claimed["kind"] == kind
            if state == "put back":
                assert tenant.run(RELEASE, id=jobs[f"{kind} {state}"], attempt=1) == 1
        analysis = jobs[f"analysis {state}"]
        if state != "sent":
            assert tenant.rows(CLAIM, id=analysis)
        if state == "put back":
            assert tenant.run(POSTPONE, id=analysis, attempt=1, delay=timedelta(seconds=1)) == 1

    migrate()
    later(old, 90)
    work_on_what_waits()
    assert {name: status_of(old, job_id) for name, job_id in jobs.items()} == {
        name: "running" if name.endswith("held") else "succeeded" for name in jobs
    }

    later(old, 300)
    work_on_what_waits()
    assert {status_of(old, job_id) for job_id in jobs.values()} == {"succeeded"}
    for tenant in tenants:
        [export] = tenant.rows(NEWEST_EXPORT)
        assert export["object_key"]
        assert {row["status"] for row in tenant.rows("select status from reports")} == {"ready"}


def test_jobs_that_had_ended_stay_as_they_were(old: postgres.Database, migrate: Callable[[], None]) -> None:
    tenant = previous_release(old.app_dsn)
    analysis, cancelled, export, report = tenant.enqueue(), tenant.enqueue(), tenant.ask("export"), tenant.ask("report")
    tenant.run(CANCEL, id=cancelled)
    for statement, job_id in ((CLAIM, analysis), (CLAIM_ACCOUNT_JOB, export)):
        assert tenant.rows(statement, id=job_id)
    assert tenant.run(END, id=analysis, attempt=1, status="succeeded") == 1
    tenant.process_id = tenant.rows("select process_id from analysis_jobs where id = %(id)s", id=analysis)[0][
        "process_id"
    ]
    assert tenant.run(STORE, id=analysis) == 1
    assert tenant.run(FINISH, id=export, attempt=1, object_key="exports/a.zip", bytes=7) == 1
    for _ in range(5):
        tenant.rows(CLAIM_ACCOUNT_JOB, id=report, lease=timedelta(0))
    tenant.rows(DUE_ACCOUNT_JOBS)
    before = tenant.rows(NEWEST_EXPORT)

    migrate()

    assert tenant.rows(NEWEST_EXPORT) == before
    assert [(row["object_key"], row["bytes"]) for row in before] == [("exports/a.zip", 7)]
    assert [row["version"] for row in tenant.rows(GET, id=analysis)] == [1]
    found = {job_id: status_of(old, job_id) for job_id in (analysis, cancelled, export, report)}
    assert found == {analysis: "succeeded", cancelled: "cancelled", export: "succeeded", report: "failed"}
    later(old, 1000)
    assert housekeeping()["sent"] == 0
    assert tenant.rows("select status from reports") == [{"status": "failed"}]


def test_the_previous_releases_analysis_goes_all_its_way_on_the_new_schema(previous: Previous) -> None:
    job_id = previous.enqueue()
    assert previous.rows(ACTIVE) == [{"id": job_id}]
    assert previous.rows(UNDER_WAY) == [{"under_way": ["basic"]}]
    with pytest.raises(psycopg.errors.UniqueViolation, match="jobs_one_active_analysis"):
        previous.run(ENQUEUE, id=ids.new(), snapshot="{}")

    [claimed] = previous.rows(CLAIM, id=job_id)
    assert (claimed["user_id"], claimed["attempt"], claimed["depth"]) == (previous.user_id, 1, "basic")
    assert (claimed["snapshot"], claimed["process_id"]) == (SNAPSHOT, previous.process_id)
    assert previous.rows(CLAIM, id=job_id) == []
    assert previous.run(STAGE, id=job_id, attempt=1, stage="writing") == 1
    assert previous.run(POSTPONE, id=job_id, attempt=1, delay=timedelta(0)) == 1
    assert previous.run(END, id=job_id, attempt=1, status="succeeded") == 0, "it holds the job no longer"
    assert {"job_id": job_id, "version": 2} in previous.rows(DUE_BELLS)
    previous.run(BELL_RUNG, job_id=job_id, version=2)
    assert job_id not in [row["job_id"] for row in previous.rows(DUE_BELLS)]

    [claimed] = previous.rows(CLAIM, id=job_id, lease=timedelta(0))
    assert [set(row) for row in previous.rows(RECLAIM)] == [{"requeued", "failed", "rung"}]
    [claimed] = previous.rows(CLAIM, id=job_id)
    assert claimed["attempt"] == 3
    assert previous.run(END, id=job_id, attempt=2, status="succeeded") == 0
    assert previous.run(END, id=job_id, attempt=3, status="succeeded") == 1
    assert previous.run(STORE, id=job_id) == 1
    [shown] = previous.rows(GET, id=job_id)
    assert (shown["status"], shown["version"], shown["stage"]) == ("succeeded", 1, None)
    assert [row["item"]["status"] for row in previous.rows(EXPORTED_ANALYSES, after=UUID(int=0))] == ["succeeded"]

    cancelled = previous.enqueue()
    assert previous.run(CANCEL, id=cancelled) == 1
    assert previous.rows(CLAIM, id=cancelled) == []


@pytest.mark.parametrize("kind", ["export", "report", "password_reset"])
def test_the_previous_releases_other_jobs_go_all_their_way_on_the_new_schema(
    previous: Previous, database: postgres.Database, kind: str
) -> None:
    job_id = previous.ask(kind)
    if kind == "export":
        assert previous.run(ASK_EXPORT, id=ids.new()) == 0, "the one under way stands"
    [claimed] = previous.rows(CLAIM_ACCOUNT_JOB, id=job_id)
    assert claimed == {"user_id": previous.user_id, "kind": kind, "attempt": 1}
    assert previous.rows(CLAIM_ACCOUNT_JOB, id=job_id) == []
    if kind == "export":
        assert previous.run(ASK_EXPORT, id=ids.new()) == 0, "the one that is being made stands too"
        assert [row["status"] for row in previous.rows(NEWEST_EXPORT)] == ["queued"]

    assert previous.run(RELEASE, id=job_id, attempt=1) == 1
    postgres.as_owner(
        database,
        "jobs",
        f"update smartflow.jobs set created_at = created_at - interval '1 minute' where id = '{job_id}'",
    )
    later(database, 60)
    assert {"job_id": job_id} in previous.rows(DUE_ACCOUNT_JOBS)
    assert previous.rows(DUE_ACCOUNT_JOBS) == [], "sent a moment ago"
    assert job_id not in [row["job_id"] for row in previous.rows(DUE_BELLS)], "no message for the analyses' queue"

    assert previous.rows(CLAIM_ACCOUNT_JOB, id=job_id)[0]["attempt"] == 2
    file = ("exports/a.zip", 7) if kind == "export" else (None, None)
    assert previous.run(FINISH, id=job_id, attempt=1, object_key=None, bytes=None) == 0
    assert previous.run(FINISH, id=job_id, attempt=2, object_key=file[0], bytes=file[1]) == 1
    assert previous.run(FINISH, id=job_id, attempt=2, object_key=file[0], bytes=file[1]) == 0
    assert status_of(database, job_id) == "succeeded"
    if kind == "export":
        [newest] = previous.rows(NEWEST_EXPORT)
        assert (newest["status"], newest["object_key"], newest["bytes"]) == ("succeeded", *file)
        assert previous.run(FILES_OF_ACCOUNT) == 1
    assert previous.rows(DELETE_OLD, kept=timedelta(0))[0]["account_jobs"] >= 1
    assert previous.rows("select id from account_jobs") == []


def test_the_previous_release_gives_a_job_up_after_five_attempts(previous: Previous) -> None:
    report = previous.ask("report")
    for _ in range(5):
        assert previous.rows(CLAIM_ACCOUNT_JOB, id=report, lease=timedelta(0))
    assert previous.rows(CLAIM_ACCOUNT_JOB, id=report) == []
    previous.rows(DUE_ACCOUNT_JOBS)

    assert previous.rows("select status from account_jobs") == [{"status": "failed"}]
    assert previous.rows("select status from reports") == [{"status": "failed"}]


def test_the_previous_release_uses_up_a_link_that_resets_a_password(previous: Previous) -> None:
    previous.run(
        "insert into password_resets (token_hash, user_id, expires_at) values ('t', tenant(), now() + interval '1 minute')"
    )
    assert [previous.run(USE_RESET, token=b"t") for _ in range(2)] == [1, 0]


def test_what_the_previous_release_accepts_meanwhile_is_done_by_this_one(
    previous: Previous, database: postgres.Database
) -> None:
    jobs = [previous.ask(kind) for kind in ("export", "report", "password_reset")] + [previous.enqueue()]
    assert housekeeping()["sent"] == 0, "too soon: the previous release has just sent its messages"
    postgres.as_owner(database, "jobs", "update smartflow.jobs set created_at = created_at - interval '61 seconds'")
    later(database, 61)

    work_on_what_waits()

    assert [status_of(database, job_id) for job_id in jobs] == ["succeeded"] * 4


def test_what_this_release_accepts_is_found_by_the_previous_one_after_a_rollback(
    user: Client, previous: Previous, database: postgres.Database
) -> None:
    assert user.post("/v1/me/export").status == 202
    [message] = drain_queue("background_queue_url")
    later(database, 60)

    due = [str(row["job_id"]) for row in previous.rows(DUE_ACCOUNT_JOBS)]
    assert due == [message["job_id"]]
    assert [row["kind"] for row in previous.rows(CLAIM_ACCOUNT_JOB, id=due[0])] == ["export"]


def test_the_previous_releases_names_show_a_tenant_own_rows_only(database: postgres.Database, cloud: None) -> None:
    first, second = previous_release(database.app_dsn), previous_release(database.app_dsn)
    analysis, export = first.enqueue(), first.ask("export")
    for view, mine in (("analysis_jobs", 1), ("analysis_outbox", 1), ("account_jobs", 1)):
        statement = f"select count(*) as rows from {view}"
        assert (first.rows(statement), second.rows(statement)) == ([{"rows": mine}], [{"rows": 0}]), view
    assert second.run(CANCEL, id=analysis) == 0
    assert second.run(RELEASE, id=export, attempt=0) == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        second.run(
            f"insert into account_jobs (id, user_id, kind) values (%(id)s, '{first.user_id}', 'report')", id=ids.new()
        )
