"""One account's many jobs delay another's by seconds; each is done in its turn all the same."""

import importlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from smartflow.jobs import worker
from smartflow.jobs.kinds import MOST_OF_ACCOUNT
from tests.support import model_server, postgres
from tests.support.api import CONTEXT, Client
from tests.support.model_server import ModelServer
from tests.support.work import PROCESS, ask, message, record, run_worker, with_model

pytestmark = pytest.mark.usefixtures("nothing_waits")

#: An invocation that has all its time left.
FRESH = SimpleNamespace(**{**vars(CONTEXT), "get_remaining_time_in_millis": lambda: 300_000})


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server, timeout=60):
        yield server


def many(user: Client, count: int) -> list[str]:
    return [str(ask(user, process={**PROCESS, "title": f"Proces {number}"})["id"]) for number in range(count)]


def deliver(*job_ids: str, to: str = "analysis_worker") -> None:
    """Give the worker one batch in a fresh invocation."""
    records = [record(message(job_id), job_id) for job_id in job_ids]
    assert importlib.import_module(to).handler({"Records": records}, FRESH) == {"batchItemFailures": []}


def statuses(database: postgres.Database, job_ids: list[str]) -> list[str]:
    ids = ", ".join(f"'{one}'" for one in job_ids)
    rows = postgres.as_owner(
        database, "jobs", f"select status from smartflow.jobs where id in ({ids}) order by created_at"
    )
    return [str(row[0]) for row in rows]


def test_only_so_many_jobs_of_an_account_are_under_way_at_once(
    user: Client, client: Client, database: postgres.Database
) -> None:
    most = MOST_OF_ACCOUNT["analysis"]
    jobs, other = many(user, most + 2), many(client.register(), 1)
    with psycopg.connect(database.app_dsn, autocommit=True) as connection:
        taken = [
            connection.execute("select take_job(%s, '{analysis}', '1 minute', 5, %s)", [job, most]).fetchall()
            for job in jobs
        ]
    assert [len(rows) for rows in taken] == [1] * most + [0, 0]

    assert run_worker(*jobs[-2:], *other) == []
    assert statuses(database, other) == ["succeeded"]
    assert statuses(database, jobs) == ["running"] * most + ["queued"] * 2


def test_of_those_that_wait_the_account_with_the_fewest_under_way_is_next(user: Client, client: Client) -> None:
    other = client.register()
    jobs, [its] = many(user, 3), many(other, 1)
    owner, stranger = (str(one.get("/v1/me").body["id"]) for one in (user, other))

    claims = [worker.take_next(["analysis"]) for _ in range(5)]
    assert [(str(one.id), str(one.user_id)) for one in claims if one] == [
        (jobs[0], owner), (its, stranger), (jobs[1], owner), (jobs[2], owner),
    ]  # fmt: skip
    assert claims[4] is None


def test_a_worker_goes_on_with_what_waits_without_further_messages(user: Client, database: postgres.Database) -> None:
    jobs = many(user, 4)
    deliver(jobs[0])

    assert statuses(database, jobs) == ["succeeded"] * 4


def test_a_batch_that_is_busy_takes_what_others_ask_for_meanwhile(
    user: Client, client: Client, model: ModelServer, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("analysis_worker"), "_LOOK_EVERY", 0.05)
    first, second = many(user, 2)
    other = client.register()
    came: list[str] = []
    process = other.post("/v1/processes", PROCESS).body
    other.call("PUT", "/v1/me/model-consent")

    def slow(asked: model_server.Json) -> model_server.Reply:
        """While the first analysis takes its time, another account asks, and its analysis is done before."""
        if not came:
            came.append("asked")
            statement = f"""insert into smartflow.jobs (id, user_id, kind, process_id, depth, language, snapshot, input_hash)
                select gen_random_uuid(), p.user_id, 'analysis', p.id, 'basic', 'pl',
                    (select snapshot from smartflow.jobs where id = '{first}'), p.input_hash
                from smartflow.business_processes p where p.id = '{process["id"]}'"""
            with psycopg.connect(database.owner_dsn) as connection:
                for table in ("jobs", "business_processes"):
                    connection.execute(f"alter table smartflow.{table} no force row level security".encode())
                connection.execute(statement.encode())
                for table in ("jobs", "business_processes"):
                    connection.execute(f"alter table smartflow.{table} force row level security".encode())
            return model_server.Reply(hang=1.5, body=model_server.good(asked).body)
        return model_server.good(asked)

    model.behaviour = slow
    deliver(first, second)

    finished = """select id, finished_at from smartflow.jobs where status = 'succeeded' and finished_at > now() - interval '1 minute'
        order by finished_at"""
    order = [str(row[0]) for row in postgres.as_owner(database, "jobs", finished)]
    assert len(order) >= 3
    assert order[-1] == first
    assert statuses(database, [first, second]) == ["succeeded"] * 2


def test_large_reports_of_one_account_leave_workers_for_others(
    user: Client, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from smartflow.reports import store as reports

    monkeypatch.setattr(reports, "IN_REQUEST_PROCESSES", 0)
    user.post("/v1/processes", PROCESS)
    for _ in range(4):
        assert user.post("/v1/reports", {"scope": "portfolio", "format": "json"}).status == 202
    owner = user.get("/v1/me").body["id"]
    rows = postgres.as_owner(
        database, "jobs", f"select id from smartflow.jobs where user_id = '{owner}' order by created_at"
    )
    jobs = [str(row[0]) for row in rows]
    claims = [worker.take_next(["report", "export"]) for _ in range(3)]
    assert [one is not None for one in claims] == [True, True, False]

    postgres.as_owner(database, "jobs", f"update smartflow.jobs set status = 'succeeded' where id = '{jobs[0]}'")
    deliver(jobs[2], to="background_worker")
    assert statuses(database, jobs) == ["succeeded", "running", "succeeded", "succeeded"], "and goes on with the next"


def age(database: postgres.Database, user: Client, days: int) -> None:
    user_id = user.get("/v1/me").body["id"]
    postgres.as_owner(
        database,
        "users",
        f"update smartflow.users set created_at = now() - interval '{days} days' where id = '{user_id}'",
    )


def test_new_accounts_together_use_a_quarter_of_the_services_budget(
    user: Client, client: Client, database: postgres.Database
) -> None:
    for table, cleared in {
        "service_months": "delete from smartflow.service_months",
        "model_spending": "delete from smartflow.model_spending",
        "jobs": "update smartflow.jobs set reserved_micro_usd = 0",
    }.items():
        postgres.as_owner(database, table, cleared)
    budget = 4 * 400_000

    def fits(somebody: Client) -> bool:
        with psycopg.connect(database.app_dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [somebody.get("/v1/me").body["id"]])
            found: Any = connection.execute("select fits_budgets(150000, 5000000, %s)", [budget]).fetchone()
            return bool(found[0])

    postgres.as_owner(database, "users", "update smartflow.users set created_at = now()")
    newcomer = client.register()
    assert fits(newcomer)
    job = many(user, 1)[0]
    postgres.as_owner(database, "jobs", f"update smartflow.jobs set reserved_micro_usd = 300000 where id = '{job}'")
    assert not fits(newcomer)

    age(database, newcomer, 8)
    assert fits(newcomer)
