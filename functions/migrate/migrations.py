"""Numbered SQL files, applied once each, in order.

All missing files run in one transaction under an advisory lock: of two runs at the same time one waits, and a run that fails changes
nothing. A file that was applied must not change afterwards; its checksum is stored and compared.
"""

import hashlib
from pathlib import Path

import psycopg
from psycopg import sql

_FOLDER = Path(__file__).parent / "sql"
_LOCK = 0x536D617274466C6F  # "SmartFlo" in ASCII: the number only has to be unique


class ChangedMigration(Exception):
    """A file was changed or removed after it had been applied."""


def apply(connection: psycopg.Connection, folder: Path = _FOLDER) -> list[str]:
    """Apply the files that the database lacks and return their names, in order.

    Raises
    ------
    ChangedMigration
        When an applied file was changed or removed, or when a missing file is numbered before an applied one. Files that a
        newer release applied are accepted: after a rollback the older code uses the newer schema.
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
                # A higher number is from a newer release that was rolled back. Migrations only add, so the older code works.
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
    """Set the password of `role`. Only its SCRAM verifier is sent, so that the server's log never contains the password."""
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    with connection.transaction():
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(verifier)))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
