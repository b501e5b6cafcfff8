"""A real Postgres for tests: the embedded one, or any server named by DATABASE_ADMIN_URL."""

import contextlib
import os
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo

import migrations
from local import postgres
from local.processes.children import Children

_LOCK = 0x74657374  # "test": any number that is ours


def _password() -> str:
    """Return the password of a role: the same one in all processes of a parallel run, which may share a server."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_urlsafe()


@dataclass(frozen=True)
class Server:
    """A server, its administrator's connection string, and the passwords of the roles that all its databases share."""

    admin_dsn: str
    owner_password: str = field(default_factory=_password)
    app_password: str = field(default_factory=_password)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        parts = conninfo.conninfo_to_dict(self.admin_dsn)
        return str(parts["host"]), int(str(parts["port"]))


@dataclass(frozen=True)
class Database:
    """A migrated database and the two roles' connection strings."""

    owner_dsn: str
    app_dsn: str

    @property
    def secret(self) -> dict[str, str]:
        """What Secrets Manager holds of the application's role."""
        return _secret(self.app_dsn)

    @property
    def owner_secret(self) -> dict[str, str]:
        """What Secrets Manager holds of the owner."""
        return _secret(self.owner_dsn)


def _secret(dsn: str) -> dict[str, str]:
    parts = conninfo.conninfo_to_dict(dsn)
    return {
        "host": str(parts["host"]),
        "port": str(parts["port"]),
        "dbname": str(parts["dbname"]),
        "username": str(parts["user"]),
        "password": str(parts["password"]),
    }


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Start the embedded server under `folder`, or use the one that DATABASE_ADMIN_URL names."""
    if external := os.environ.get("DATABASE_ADMIN_URL"):
        yield Server(external)
        return
    children = Children()
    embedded = postgres.EmbeddedPostgres(
        children, folder / "postgres", folder / "postgres.log", "127.0.0.1", free_port(), secrets.token_urlsafe()
    )
    embedded.start()
    do_not_wait_for_the_disk(embedded.admin_dsn)
    try:
        yield Server(embedded.admin_dsn)
    finally:
        embedded.stop(immediately=True)
        children.close()


def do_not_wait_for_the_disk(admin_dsn: str) -> None:
    """Let a server of a test answer before its data are on the disk: they need not survive this machine, only its processes."""
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        admin.execute("alter system set fsync = off")
        admin.execute("select pg_reload_conf()")


@contextlib.contextmanager
def database(running: Server, *, migrate: bool = True) -> Iterator[Database]:
    """Create a database, with the schema in it, and drop it afterwards.

    Migrations change roles, which belong to the whole server, and Postgres refuses two such changes at once. So one process
    at a time migrates; a test that asks for an empty database, to migrate it, is alone with the server until it ends.
    """
    name = f"test_{secrets.token_hex(6)}"
    host, port = running.address
    owner = postgres.dsn(postgres.OWNER, running.owner_password, host, port, name)
    app = postgres.dsn(postgres.APP, running.app_password, host, port, name)
    with psycopg.connect(running.admin_dsn, autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(%s)", [_LOCK])
        postgres.prepare(running.admin_dsn, name, running.owner_password)
        try:
            if migrate:
                with psycopg.connect(owner) as connection:
                    migrations.apply(connection)
                    migrations.set_password(connection, postgres.APP, running.app_password)
                admin.execute("select pg_advisory_unlock(%s)", [_LOCK])
            yield Database(owner, app)
        finally:
            admin.execute(f'drop database if exists "{name}" with (force)'.encode())


def as_owner(database: Database, table: str, statement: str) -> list[Any]:
    """Run a statement on all tenants' rows of a table, past row-level security; returns what it returns."""
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute(f"alter table smartflow.{table} no force row level security".encode())
        cursor = connection.execute(statement.encode())
        rows = cursor.fetchall() if cursor.description else []
        connection.execute(f"alter table smartflow.{table} force row level security".encode())
        return rows
