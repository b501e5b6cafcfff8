"""Numbered SQL files, applied once each, in order.

All that is missing runs in one transaction under an advisory lock: two migrations at once wait for each other, and one that
fails leaves nothing behind. A file that was applied may not change afterwards; its checksum is kept and compared.
"""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

_FOLDER = Path(__file__).parent / "sql"
_LOCK = 0x536D617274466C6F  # "SmartFlo": any number that is ours


class ChangedMigration(Exception):
    """A file differs from what was applied under its name, or is gone."""


def apply(connection: psycopg.Connection, folder: Path = _FOLDER) -> list[str]:
    """Apply what `connection`'s database lacks and return the names, in order.

    Raises
    ------
    ChangedMigration
        When an applied file was changed or removed, or one would have to run before another that has run. What a newer
        release applied is left alone: a rollback leaves its schema under the older code.
    """
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.sql"))}
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        connection.execute("create schema if not exists smartflow")
        connection.execute(
            "create table if not exists smartflow.migrations ("
            "name text primary key, checksum text not null, applied_at timestamptz not null default now())"
        )
        rows = connection.execute("select name, checksum from smartflow.migrations order by name").fetchall()
        applied: dict[str, str] = dict(rows)
        for name, checksum in applied.items():
            if name not in files:
                # A later one is a newer release's, rolled back since: it only added, so older code runs under it.
                if name < max(files, default=""):
                    raise ChangedMigration(f"{name} was applied but is no longer here")
            elif _checksum(files[name]) != checksum:
                raise ChangedMigration(f"{name} was changed after it had been applied")
        missing = [name for name in files if name not in applied]
        if applied and missing and missing[0] < max(applied):
            raise ChangedMigration(f"{missing[0]} is numbered before {max(applied)}, which has been applied")
        for name in missing:
            connection.execute(files[name])
            connection.execute("reset search_path")
            connection.execute(
                "insert into smartflow.migrations (name, checksum) values (%s, %s)", [name, _checksum(files[name])]
            )
    return missing


def set_password(connection: psycopg.Connection, role: str, password: str) -> None:
    """Let `role` log in with `password`; the statement is masked in the server's log by its own hashing."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    with connection.transaction():
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(verifier)))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
