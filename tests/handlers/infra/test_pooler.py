"""Through PgBouncer in transaction mode: connections are shared, tenants are not."""

import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import boto3
import psycopg
import pytest

from smartflow.infra import config, db, tokens
from tests.support import postgres
from tests.support.api import Client
from tests.support.programs import program
from tests.support.waiting import until
from tests.support.work import PROCESS, ask, run_worker

#: Fewer than the threads that use them.
_SERVER_CONNECTIONS = 2


@pytest.fixture
def pooler(tmp_path: Path, server: postgres.Server, database: postgres.Database) -> Iterator[int]:
    """The port of a pooler in front of the server."""
    executable = program("pgbouncer", "/usr/sbin/pgbouncer")
    host, port = server.address
    listening = postgres.free_port()
    secret = database.secret
    tmp_path.chmod(0o755)
    (tmp_path / "users").write_text(f'"{secret["username"]}" "{secret["password"]}"\n')
    settings = {
        "listen_addr": "127.0.0.1", "listen_port": listening, "unix_socket_dir": "", "auth_type": "scram-sha-256",
        "auth_file": tmp_path / "users", "pool_mode": "transaction", "default_pool_size": _SERVER_CONNECTIONS,
    }  # fmt: skip
    if os.geteuid() == 0:
        settings["user"] = "nobody"
    lines = [f"{name} = {value}" for name, value in settings.items()]
    file = tmp_path / "pgbouncer.ini"
    file.write_text("\n".join(["[databases]", f"* = host={host} port={port}", "[pgbouncer]", *lines, ""]))
    with subprocess.Popen([executable, "-q", file]) as process:
        try:
            until(lambda: _answers(secret, listening))
            yield listening
        finally:
            process.terminate()


def _answers(secret: dict[str, str], port: int) -> bool:
    try:
        psycopg.connect(db.conninfo(db.DatabaseSecret.model_validate({**secret, "port": port}), "disable")).close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture
def through_pooler(
    cloud: None, pooler: int, database: postgres.Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The functions reach the database through the pooler."""
    secret = json.dumps({**database.secret, "host": "127.0.0.1", "port": str(pooler)})
    manager = boto3.client("secretsmanager", region_name="eu-central-1")
    arn = manager.create_secret(Name=f"pooler-{uuid4()}", SecretString=secret)["ARN"]
    monkeypatch.setenv("DATABASE_SECRET_ARN", arn)
    config.clear_cache()
    db.release()
    yield
    db.release()
    monkeypatch.undo()
    config.clear_cache()


@pytest.mark.usefixtures("through_pooler")
def test_tenants_stay_apart_where_they_share_connections(client: Client) -> None:
    users = [client.register() for _ in range(6)]
    ids = {user.token: UUID(user.get("/v1/me").body["id"]) for user in users}

    def use(user: Client) -> set[UUID]:
        """Write and read in turn; return whose rows were seen."""
        token, own = tokens.digest(user.token), ids[user.token]
        seen: set[UUID] = set()
        try:
            for _ in range(100):
                db.write(own, lambda tx: tx.run("update users set full_name = %(name)s", {"name": str(own)}))
                rows = db.read(token, lambda tx: tx.rows("select id, full_name from users", {})).value
                seen |= {row["id"] for row in rows} | {UUID(row["full_name"]) for row in rows}
        finally:
            db.release()
        return seen

    with ThreadPoolExecutor(len(users)) as together:
        assert list(together.map(use, users)) == [{ids[user.token]} for user in users]


@pytest.mark.usefixtures("through_pooler")
def test_a_transaction_leaves_no_tenant_behind_on_a_shared_connection(user: Client) -> None:
    own = UUID(user.get("/v1/me").body["id"])
    for _ in range(20):
        db.write(own, lambda tx: tx.run("select 1", {}))
        row = db.read(None, lambda tx: tx.row("select tenant() as tenant, count(*) as users from users", {})).value
        assert row == {"tenant": None, "users": 0}


@pytest.mark.usefixtures("through_pooler")
def test_the_main_job_works_through_a_pooler(client: Client) -> None:
    user = client.register()
    job = ask(user)
    assert run_worker(job["id"]) == []

    assert user.get(f"/v1/analyses/{job['id']}").body["status"] == "succeeded"
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [job["process_id"]], "format": "txt"})
    assert report.status == 201
    assert user.post("/v1/processes", PROCESS, Idempotency_Key=secrets.token_hex(4)).status == 201
