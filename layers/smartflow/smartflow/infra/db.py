"""Postgres: one connection for each thread, opened on first use, and transactions that set their tenant. A function has one thread; a
worker has another one, which renews leases.

A transaction is one pipeline: BEGIN, the session check that sets the tenant, the statements and COMMIT travel together, so a
request costs one round trip. Results are read after the block has ended; reading one inside it costs another round trip.
"""

import contextlib
import functools
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Generic, Literal, TypeVar
from uuid import UUID

import certifi
import psycopg
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from psycopg import errors, pq
from psycopg.abc import PQGen
from psycopg.rows import DictRow, dict_row
from pydantic import BaseModel, ConfigDict

from smartflow.infra import aws, config
from smartflow.infra.problems import Problem, retry_later
from smartflow.infra.tokens import TokenHash

T = TypeVar("T")
U = TypeVar("U")
Params = Mapping[str, object]

_SESSION = "select set_config('app.user_id', smartflow.open_session(%(token)s)::text, true)"
_TENANT = "select set_config('app.user_id', %(user_id)s, true)"
_RETRIES = 3
_SECRET_SECONDS = 300
_CONNECT_TIMEOUT = 5
#: Seconds without an answer after which the server counts as away: longer than its own statement timeout, shorter than any function's.
PATIENCE = 10.5
#: Only a failure that came within these seconds leaves time to try again.
_SOON = 3

Meaning = Literal["no session", "again", "slow", "lost", "input", "bug"]
#: What a SQLSTATE, or the beginning of one, means; each is listed once, and all others are errors of ours.
#: https://www.postgresql.org/docs/current/errcodes-appendix.html
_MEANINGS: Mapping[str, Meaning] = {
    "SF401": "no session",
    "40001": "again",  # serialization failure
    "40P01": "again",  # deadlock
    "55P03": "slow",  # a lock was not given in time
    "57014": "slow",  # a statement did not end in time
    "08": "lost",  # connection exceptions
    "53": "lost",  # too many connections, disk full, out of memory
    "57P": "lost",  # shutdown, crash, not ready yet
    "25P03": "lost",  # the server has ended a transaction that waited for too long
    "25006": "lost",  # after a failover the connection leads to a server that is read-only
    "22": "input",  # data exceptions
}


class DatabaseSecret(BaseModel):
    """How to connect as a role; the JSON that managed databases store in Secrets Manager."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    host: str
    port: int = 5432
    dbname: str
    username: str
    password: str


def secret(arn: str, *, fresh: bool = False) -> DatabaseSecret:
    """Read a secret, which is cached for five minutes; `fresh` bypasses the cache, after a rotation."""
    return DatabaseSecret.model_validate_json(str(aws.secrets().get(arn, max_age=_SECRET_SECONDS, force_fetch=fresh)))


def conninfo(credentials: DatabaseSecret, sslmode: str) -> str:
    """Return the connection string; poolers refuse start-up options, so settings belong to the role."""
    return psycopg.conninfo.make_conninfo(
        host=credentials.host,
        port=credentials.port,
        dbname=credentials.dbname,
        user=credentials.username,
        password=credentials.password,
        sslmode=sslmode,
        sslrootcert=_ca_bundle() if sslmode == "verify-full" else None,
        connect_timeout=_CONNECT_TIMEOUT,
        tcp_user_timeout=3000,
        keepalives_idle=10,
        application_name="smartflow",
    )


class _Connection(psycopg.Connection[DictRow]):
    """A connection that counts as lost when the server does not answer in time, because it is frozen or cut off."""

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait for the server, at most `PATIENCE` seconds."""
        try:
            return super().wait(gen, interval, timeout or PATIENCE)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:
                self.pgconn.finish()  # each further wait, to roll back, would take as long
            raise


class Pending(Generic[T]):
    """The result of a statement, which may not have arrived yet."""

    def __init__(self, cursor: psycopg.Cursor[DictRow], read: Callable[[psycopg.Cursor[DictRow]], T]) -> None:
        self._cursor = cursor
        self._read = read

    @functools.cached_property
    def value(self) -> T:
        """Wait for the result; inside the transaction's block this is a round trip."""
        return self._read(self._cursor)

    def then(self, change: Callable[[T], U]) -> "Pending[U]":
        """Return a pending result with `change` applied to the value once it has arrived."""
        return Pending(self._cursor, lambda _: change(self.value))


class Transaction:
    """The statements of one unit of work; passed to the functions of the store modules."""

    def __init__(self, connection: psycopg.Connection[DictRow], pipeline: psycopg.Pipeline) -> None:
        self._connection = connection
        self._pipeline = pipeline

    def rows(self, statement: str, params: Params) -> Pending[list[DictRow]]:
        """Run a statement and return all its rows."""
        return Pending(self._execute(statement, params), lambda cursor: cursor.fetchall())

    def row(self, statement: str, params: Params) -> Pending[DictRow | None]:
        """Run a statement and return its first row."""
        return Pending(self._execute(statement, params), lambda cursor: cursor.fetchone())

    def run(self, statement: str, params: Params) -> Pending[int]:
        """Run a statement and return the number of rows it affected."""
        return Pending(self._execute(statement, params), self._count)

    def _count(self, cursor: psycopg.Cursor[DictRow]) -> int:
        if cursor.rowcount < 0:
            # Unlike a fetch, reading the number does not wait for it.
            self._pipeline.sync()
        return cursor.rowcount

    def _execute(self, statement: str, params: Params) -> psycopg.Cursor[DictRow]:
        return self._connection.execute(statement, params)


Tenant = TokenHash | UUID | None
Work = Callable[[Transaction], T]


def read(tenant: Tenant, work: Work[T]) -> T:
    """Run `work` read-only for `tenant`: the access token of a session, the id of a user, or None for no tenant.

    After a lost connection it is tried once more: repeating a read does no harm.

    Raises
    ------
    Problem
        401 if the token belongs to no session, 503 if the database does not answer.
    """
    return _run(tenant, work, begin="begin read only", repeatable=True)


def write(tenant: Tenant, work: Work[T], *, repeatable: bool = False) -> T:
    """Run `work` and commit. Like `read`, but after a lost connection it is repeated only if `repeatable`: if running it twice
    has the same effect as once (an idempotency key in the same transaction, or a statement that changes nothing the second time).
    """
    return _run(tenant, work, begin="begin", repeatable=repeatable)


def reachable() -> bool:
    """Return whether the database answers."""
    try:
        read(None, lambda tx: tx.row("select 1", {}))
    except Problem:
        return False
    return True


def _run(tenant: Tenant, work: Work[T], *, begin: str, repeatable: bool) -> T:
    attempt = 0
    started = time.monotonic()
    while True:
        attempt += 1
        try:
            return _once(tenant, work, begin)
        except errors.Error as error:
            match meaning(error):
                case "no session":
                    raise Problem("unauthorized") from None
                case "again" if attempt < _RETRIES:
                    time.sleep(0.02 * attempt)
                case "lost":
                    _discard()
                    if not repeatable or attempt > 1 or time.monotonic() - started > _SOON:
                        raise retry_later(2) from error
                case "again" | "slow":
                    raise retry_later(5) from error
                case "input":
                    raise Problem("bad_request") from error
                case "bug":
                    raise


def _once(tenant: Tenant, work: Work[T], begin: str) -> T:
    connection = _connection()
    try:
        with connection.pipeline() as pipeline:
            connection.execute(begin)
            if isinstance(tenant, UUID):
                connection.execute(_TENANT, {"user_id": str(tenant)})
            elif tenant is not None:
                connection.execute(_SESSION, {"token": tenant})
            result = work(Transaction(connection, pipeline))
            connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise
    return result


def meaning(error: errors.Error) -> Meaning:
    """Return what an error means: by its SQLSTATE, or, if the client has raised it, by its class."""
    if error.sqlstate is None:
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return "lost"
        return "input" if isinstance(error, psycopg.DataError) else "bug"
    found = (_MEANINGS[error.sqlstate[:length]] for length in (5, 3, 2) if error.sqlstate[:length] in _MEANINGS)
    return next(found, "bug")


class _Open(threading.local):
    connection: psycopg.Connection[DictRow] | None = None


_open = _Open()


def _connection() -> psycopg.Connection[DictRow]:
    connection = _open.connection
    if connection is not None and _alive(connection):
        return connection
    _discard()
    _open.connection = opened = _connect()
    return opened


def _connect() -> psycopg.Connection[DictRow]:
    settings = config.load(config.Base)
    for fresh in (False, True):
        try:
            credentials = secret(settings.database_secret_arn, fresh=fresh)
        except GetParameterError as error:
            raise retry_later(5) from error
        try:
            return _Connection.connect(
                conninfo(credentials, settings.database_sslmode),
                autocommit=True,
                prepare_threshold=None,
                row_factory=dict_row,
            )
        except psycopg.OperationalError as error:
            # The password may have been rotated since the secret was read.
            if fresh or "authentication failed" not in str(error):
                raise
    raise AssertionError("unreachable")


def _alive(connection: psycopg.Connection[DictRow]) -> bool:
    """Detect most connections that the server has closed, in microseconds and without a round trip."""
    try:
        for _ in range(2):
            connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return False
    return not connection.closed and connection.info.transaction_status == pq.TransactionStatus.IDLE


def _roll_back(connection: psycopg.Connection[DictRow]) -> None:
    try:
        connection.rollback()
    except psycopg.Error:
        connection.close()


def _discard() -> None:
    """Close the connection, if there is one; the next unit of work opens another."""
    connection, _open.connection = _open.connection, None
    if connection is not None:
        with contextlib.suppress(psycopg.Error):
            connection.close()


def release() -> None:
    """Close this thread's connection."""
    _discard()


@functools.cache
def _ca_bundle() -> str:
    """Return a file with the public roots and those of Amazon RDS, whose certificates no public root has signed."""
    own = (resources.files(__package__) / "data" / "rds-ca.pem").read_bytes()
    with tempfile.NamedTemporaryFile(prefix="smartflow-ca-", suffix=".pem", delete=False) as bundle:
        bundle.write(Path(certifi.where()).read_bytes() + own)
    return bundle.name
