"""The money for the model: reserved, opened before each call, and booked once for what the provider has used, whatever happens."""

import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import psycopg
import pytest

from smartflow.infra import config, db
from tests.support import model_server, postgres
from tests.support.api import Client
from tests.support.model_server import ModelServer
from tests.support.work import PROCESS, ask, consent, housekeeping, later, run_worker, with_model

pytestmark = pytest.mark.usefixtures("nothing_waits")

#: What the model server's usual answer costs, in millionths of a US dollar.
ANSWER = 10_750


@pytest.fixture
def model(cloud: None) -> Iterator[ModelServer]:
    with model_server.running() as server, with_model(server):
        yield server


def service(database: postgres.Database) -> int:
    """Return what is booked to the service."""
    with psycopg.connect(database.owner_dsn) as connection:
        row = connection.execute("select coalesce(sum(micro_usd), 0) from smartflow.service_months").fetchone()
    assert row
    return int(row[0])


def own(database: postgres.Database, user: Client) -> int:
    """Return what is booked to a user."""
    statement = f"""select coalesce(sum(micro_usd), 0) from smartflow.model_spending
        where user_id = '{user.get("/v1/me").body["id"]}'"""
    [(total,)] = postgres.as_owner(database, "model_spending", statement)
    return int(total)


def reserved(database: postgres.Database, job_id: str) -> int:
    [(amount,)] = postgres.as_owner(
        database, "jobs", f"select reserved_micro_usd from smartflow.jobs where id = '{job_id}'"
    )
    return int(amount)


def with_budgets(monkeypatch: pytest.MonkeyPatch, *, user: str = "5", service: Decimal | int = 100) -> None:
    monkeypatch.setenv("USER_MONTHLY_BUDGET", user)
    monkeypatch.setenv("SERVICE_MONTHLY_BUDGET", str(service))
    config.clear_cache()


class Killed(BaseException):
    """The process ends here, as by `kill -9`: nothing after this line runs."""


def test_money_is_reserved_and_turns_into_what_each_answer_cost(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    job = ask(user)
    assert reserved(database, job["id"]) == 150_000
    seen: list[int] = []

    def look(asked: model_server.Json) -> model_server.Reply:
        seen.append(reserved(database, job["id"]))
        return model_server.good(asked)

    model.behaviour = look
    before = service(database)
    run_worker(job["id"])

    assert seen == [150_000, 150_000 - ANSWER]
    assert (own(database, user), service(database) - before) == (2 * ANSWER, 2 * ANSWER)


def test_what_a_worker_was_calling_for_when_it_died_is_booked_at_its_expected_cost(
    user: Client, model: ModelServer, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(*_: object) -> None:
        raise Killed

    job = ask(user)
    worker = importlib.import_module("analysis_worker")
    with monkeypatch.context() as patch:
        patch.setattr(worker.Client, "ask", killed)
        with pytest.raises(Killed):
            run_worker(job["id"])
    user.post(f"/v1/analyses/{job['id']}/cancel")
    assert housekeeping()["calls_booked"] == 0, "its answer may still come"

    postgres.as_owner(
        database, "open_calls", "update smartflow.open_calls set made_at = made_at - interval '21 minutes'"
    )
    assert [housekeeping()["calls_booked"] for _ in range(2)] == [1, 0]
    assert own(database, user) == 50_000


def test_what_was_used_for_a_deleted_account_is_booked_to_the_service(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    run_worker(ask(user)["id"])
    job = ask(user, process={**PROCESS, "title": "Drugi"})

    def deleted(asked: model_server.Json) -> model_server.Reply:
        user_id = postgres.as_owner(database, "jobs", f"select user_id from smartflow.jobs where id = '{job['id']}'")
        postgres.as_owner(database, "users", f"delete from smartflow.users where id = '{user_id[0][0]}'")
        return model_server.good(asked)

    model.behaviour = deleted
    before = service(database)
    run_worker(job["id"])

    assert len(model.requests) == 3, "nothing more is bought"
    assert service(database) - before == ANSWER, "what the account has spent before stays booked too"


def test_what_the_provider_refuses_is_not_booked_and_keeps_nobody_from_asking_again(
    user: Client, model: ModelServer, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.behaviour = model_server.failing(503)
    before = service(database)
    jobs = [ask(user, process={**PROCESS, "title": f"Proces {number}"}, depth="deep")["id"] for number in range(4)]
    for _ in range(5):
        run_worker(*jobs)
        later(database, 1200)
    for job in jobs:
        user.post(f"/v1/analyses/{job}/cancel")

    assert (own(database, user), service(database) - before) == (0, 0)
    with_budgets(monkeypatch, user="0.30")
    ask(user, depth="deep")


@pytest.mark.parametrize("whose", ["own", "service"])
def test_what_open_analyses_have_reserved_counts_against_the_budget(
    user: Client,
    client: Client,
    model: ModelServer,
    database: postgres.Database,
    monkeypatch: pytest.MonkeyPatch,
    whose: str,
) -> None:
    budgets = {"user": "0.40"} if whose == "own" else {"service": Decimal(service(database) + 400_000) / 1_000_000}
    with_budgets(monkeypatch, **budgets)
    second = user if whose == "own" else client.register()
    postgres.as_owner(database, "users", "update smartflow.users set created_at = now() - interval '8 days'")
    first = ask(user, depth="deep")
    consent(second)
    process = second.post("/v1/processes", PROCESS).body
    address = f"/v1/processes/{process['id']}/analyses"

    assert second.post(address, {"depth": "basic"}).body["code"] == "budget_exhausted"
    assert second.post(address, {"depth": "basic", "fallback": "rules"}).status == 202, "the rules cost nothing"

    user.post(f"/v1/analyses/{first['id']}/cancel")
    third = second.post("/v1/processes", {**PROCESS, "title": "Trzeci"}).body
    assert second.post(f"/v1/processes/{third['id']}/analyses", {"depth": "deep"}).status == 202


def test_of_two_requests_at_the_same_moment_one_gets_what_is_left_of_the_budget(
    user: Client, model: ModelServer, database: postgres.Database
) -> None:
    owner = user.get("/v1/me").body["id"]
    jobs = [ask(user, process={**PROCESS, "title": f"Proces {number}"})["id"] for number in range(2)]
    postgres.as_owner(database, "jobs", "update smartflow.jobs set reserved_micro_usd = 0")

    def request(job_id: str) -> bool:
        with psycopg.connect(database.app_dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [owner])
            row = connection.execute("select fits_budgets(150000, 200000, 100000000)").fetchone()
            assert row
            connection.execute("select pg_sleep(0.2)")
            if row[0]:
                connection.execute("update jobs set reserved_micro_usd = 150000 where id = %s", [job_id])
            return bool(row[0])

    with ThreadPoolExecutor(2) as together:
        assert sorted(together.map(request, jobs)) == [False, True]
    db.release()
