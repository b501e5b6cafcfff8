"""The running system: template.yaml on this machine, with a real Postgres, for `make run` and the system tests.

with Stack(data=folder, port=0) as stack:
    urllib.request.urlopen(f"{stack.url}/v1/health")
"""

import json
import os
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from psycopg import conninfo
from watchfiles import watch

from local import REGION, postgres, state
from local.aws import deployment as aws
from local.aws import template
from local.aws.deployment import Aws, Deployment, FunctionConfiguration, QueueMapping, Rule
from local.aws.template import Json, Object
from local.console import Console
from local.failures import StackError
from local.functions import runtime
from local.functions.poller import Poller
from local.functions.runtime import Invocation, Pool
from local.functions.schedule import Scheduler
from local.gateway.http_api import Router
from local.gateway.server import Gateway, Throttle
from local.processes.children import Children

ROOT = Path(__file__).resolve().parent.parent
CONCURRENCY = 8
_INHERITED = ("PATH", "HOME", "LANG", "DATABASE_ADMIN_URL")


class FunctionError(Exception):
    """An invoked function failed; `payload` is Lambda's description of the error."""

    def __init__(self, name: str, payload: Json) -> None:
        super().__init__(f"{name}: {json.dumps(payload, ensure_ascii=False)}")
        self.payload = payload


class Stack:
    """Everything that `make run` starts.

    Parameters
    ----------
    data
        Folder for everything that is stored between runs.
    port
        Port of the page and the API; 0 chooses a free one.
    parameters
        Values for the template's parameters, instead of the defaults.
    environment
        OPENAI_API_KEY turns the language model on, OPENAI_BASE_URL and OPENAI_MODEL choose it; DATABASE_ADMIN_URL (also taken from this
        process's environment) names an external Postgres instead of the embedded one.
    template_file
        The template; functions, layers and the page (frontend/) are in the same folder.
    page
        Folder of the page, instead of frontend/.
    schedules
        Whether the template's schedules run.
    concurrency
        How many processes a function may have at once.
    host
        Address of Postgres and moto. `sam local` runs functions in containers, which do not see this machine's loopback: they
        need the address of Docker's bridge here. Page and API stay on loopback.
    echo
        Whether the log goes to the terminal too.
    """

    def __init__(
        self,
        data: Path,
        port: int = 0,
        parameters: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        *,
        template_file: Path = ROOT / "template.yaml",
        page: Path | None = None,
        schedules: bool = True,
        concurrency: int = CONCURRENCY,
        host: str = "127.0.0.1",
        echo: bool = False,
    ) -> None:
        self._data = data.resolve()
        self._port = port
        self._parameters = dict(parameters or {})
        inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        self._environment = {**inherited, **(environment or {})}
        self._template_file = template_file.resolve()
        self._root = self._template_file.parent
        self._page = page or self._root / "frontend"
        self._schedules = schedules
        self._concurrency = concurrency
        self._host = host
        self._echo = echo
        self._cleanup = ExitStack()
        self._closing = threading.Event()
        self._pools: dict[str, Pool] = {}
        self._role_clients: dict[str, tuple[float, Any]] = {}
        self._deployment: Deployment | None = None
        self._embedded: postgres.EmbeddedPostgres | None = None

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop everything; stored data remain."""
        self._closing.set()
        self._cleanup.close()

    @property
    def url(self) -> str:
        """Address of the page and the API."""
        return self._gateway.url

    @property
    def endpoint(self) -> str:
        """Address of moto's server."""
        return self._aws.endpoint

    @property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs."""
        return self._deployed.outputs

    @property
    def owner_dsn(self) -> str:
        """Connection string of the role that owns the schema."""
        return self._dsn(postgres.OWNER, self._state.owner_password)

    @property
    def app_dsn(self) -> str:
        """Connection string of the application's role."""
        return self._dsn(postgres.APP, self._state.app_password)

    @property
    def admin_dsn(self) -> str:
        """Connection string of the server's administrator."""
        return self._admin_dsn

    @property
    def model(self) -> str | None:
        """Name of the language model; None if the rules write the analyses."""
        return self._environment.get("OPENAI_MODEL", "gpt-4o") if self._environment.get("OPENAI_API_KEY") else None

    @property
    def log_folder(self) -> Path:
        """The folder of the logs."""
        return self._console.folder

    def client(self, service: str) -> Any:
        """Return a boto3 client that may do everything."""
        return self._aws.client(service)

    def mail(self) -> list[dict[str, Json]]:
        """Return the mail that was sent, oldest first."""
        return self._aws.mail()

    def invoke(self, name: str, event: Json) -> Json:
        """Invoke a function, by the name of its folder, and return its result.

        Raises
        ------
        FunctionError
            The function failed, crashed or took too long.
        KeyError
            There is no such function.
        """
        outcome = self._pools[name].submit(json.dumps(event).encode()).outcome.result()
        payload: Json = json.loads(outcome.payload)
        if outcome.error is not None:
            raise FunctionError(name, payload)
        return payload

    def pids(self, name: str) -> list[int]:
        """Return the process numbers of a function."""
        return self._pools[name].pids()

    def kill(self, name: str) -> None:
        """Kill all processes of a function (SIGKILL), and wait until they have ended."""
        self._pools[name].kill()

    def restart_database(self, *, immediately: bool = True, pause: float = 0.0) -> None:
        """Restart the embedded Postgres, as after a crash or regularly, with `pause` seconds in between.

        Raises
        ------
        StackError
            The database is an external one.
        """
        if self._embedded is None:
            raise StackError("The stack cannot restart an external database.")
        self._embedded.stop(immediately=immediately)
        time.sleep(pause)
        self._embedded.start()

    def pause_schedules(self) -> None:
        """Skip the schedules' events from now on."""
        self._scheduler.pause()

    def resume_schedules(self) -> None:
        """Send the schedules' events again."""
        self._scheduler.resume()

    def submit(self, logical_id: str, payload: bytes) -> Invocation:
        """Send an event to the function that the template calls so."""
        return self._pools[self._deployed.function(logical_id).name].submit(payload)

    def invoke_named(self, name: str, payload: bytes) -> Invocation | None:
        """Send an event to a function, by the name of its folder; None if there is none."""
        return self._pools[name].submit(payload) if name in self._pools else None

    def _start(self) -> None:
        self._cleanup.callback(state.lock(self._data).close)
        self._console = Console(self._data / "logs", echo=self._echo)
        self._gateway = Gateway(self._port, self._page, self._console)
        self._cleanup.callback(self._gateway.close)
        admin_url = self._environment.get("DATABASE_ADMIN_URL")
        before = (self._data / "state.json").exists()
        self._state = state.load(self._data, self._host, external_database=bool(admin_url))
        self._children = Children()
        self._cleanup.callback(self._children.close)
        self._aws = Aws(
            self._children, self._host, self._state.cloud_port, self._data / "s3", ROOT, self._state.key_secret
        )
        self._cleanup.callback(self._aws.stop)
        self._aws.start(self._console.cloud)
        with ThreadPoolExecutor(1) as executor:
            database = executor.submit(self._start_database, admin_url)
            self._template = template.load(self._template_file, REGION)
            self._aws.wait()
            self._deployment = self._deploy()
            database.result()
        for function in self._deployed.functions:
            self._pools[function.name] = self._pool(function)
        self._cleanup.callback(self._stop_pools)
        self._write_sam_environment()
        for logical_id in aws.custom_resource_functions(self._template):
            self._complete(self._deployed.function(logical_id).name)
        self._serve()
        if before:
            self._resend()

    def _complete(self, name: str) -> None:
        """Invoke the function behind a custom resource, the migrations, as part of starting."""
        try:
            self.invoke(name, {})
        except FunctionError as error:
            reason = error.payload.get("errorMessage") if isinstance(error.payload, dict) else error.payload
            raise StackError(
                f"The function {name} failed: {reason}. Its log is {self.log_folder / name}.log; `make clean` deletes the data."
            ) from error

    def _serve(self) -> None:
        for mapping in self._deployed.mappings:
            poller = self._poller(mapping)
            self._cleanup.callback(poller.stop)
            poller.start()
        self._scheduler = Scheduler(self._deployed.rules, self._send_scheduled)
        self._cleanup.callback(self._scheduler.stop)
        if not self._schedules:
            self._scheduler.pause()
        self._scheduler.start()
        for work in (self._watch_code, self._watch_cloud):
            threading.Thread(target=work, daemon=True).start()
        self._cleanup.callback(self._closing.set)
        of_routes = cast(dict[str, Object], self._deployed.route_throttling)
        throttles = {key: _throttle(settings) for key, settings in of_routes.items()}
        self._gateway.serve(self, Router(self._template.routes), _throttle(self._deployed.throttling), throttles)

    def _start_database(self, admin_url: str | None) -> None:
        if admin_url:
            self._admin_dsn = conninfo.make_conninfo(admin_url)
        else:
            self._embedded = postgres.EmbeddedPostgres(
                self._children,
                self._data / "postgres",
                self._console.folder / "postgres.log",
                self._host,
                self._state.database_port,
                self._state.admin_password,
            )
            self._cleanup.callback(self._embedded.stop)
            self._embedded.start()
            self._admin_dsn = self._embedded.admin_dsn
        postgres.prepare(self._admin_dsn, self._state.database, self._state.owner_password)

    def _deploy(self) -> Deployment:
        """Create the secrets and the stack in the cloud process."""
        create_secret = self._aws.create_secret
        address = self._database_address()
        defaults = {
            "DatabaseSecretArn": create_secret(
                "database", {**address, "username": postgres.APP, "password": self._state.app_password}
            ),
            "MigrationSecretArn": create_secret(
                "migration", {**address, "username": postgres.OWNER, "password": self._state.owner_password}
            ),
            "DatabaseSslMode": "disable",
            "CookieSecure": "false",
            "PublicUrl": self.url,
            "MailDomain": "smartflow.example",
            "EndpointUrl": self.endpoint,
        }
        if self.model is not None:
            defaults["ModelSecretArn"] = create_secret("model", {"api_key": self._environment["OPENAI_API_KEY"]})
            defaults["ModelName"] = self.model
            if base_url := self._environment.get("OPENAI_BASE_URL"):
                defaults["ModelBaseUrl"] = base_url
        known = {name: value for name, value in defaults.items() if name in self._template.parameters}
        return self._aws.deploy(self._template, {**known, **self._parameters})

    def _database_address(self) -> dict[str, str | int]:
        if admin_url := self._environment.get("DATABASE_ADMIN_URL"):
            given = conninfo.conninfo_to_dict(admin_url)
            host, port = str(given.get("host", "127.0.0.1")), int(given.get("port") or 5432)
        else:
            host, port = self._host, self._state.database_port
        return {"host": host, "port": port, "dbname": self._state.database}

    def _dsn(self, user: str, password: str) -> str:
        address = self._database_address()
        return postgres.dsn(user, password, str(address["host"]), int(address["port"]), str(address["dbname"]))

    def _pool(self, function: FunctionConfiguration) -> Pool:
        return Pool(
            function,
            min(function.reserved_concurrency or self._concurrency, self._concurrency),
            lambda function: self._aws.role_credentials(function.role, function.name),
            runtime.base_environment(self._root, function.folder, self.endpoint, self._environment),
            self._children,
            self._console,
        )

    def _stop_pools(self) -> None:
        for pool in self._pools.values():
            pool.close()

    @property
    def _deployed(self) -> Deployment:
        assert self._deployment is not None
        return self._deployment

    def _function_behind(self, name_or_arn: str) -> FunctionConfiguration:
        name = name_or_arn.rpartition(":")[2]
        return next(function for function in self._deployed.functions if function.physical_name == name)

    def _poller(self, mapping: QueueMapping) -> Poller:
        function = self._function_behind(mapping.function_arn)
        pool = self._pools[function.name]
        return Poller(mapping, lambda: self._role_client(pool.function, "sqs"), pool.submit, self._console)

    def _role_client(self, function: FunctionConfiguration, service: str) -> Any:
        """Return a client with a function's role; a new one is created before its credentials expire."""
        made, client = self._role_clients.get(f"{function.name}/{service}", (float("-inf"), None))
        if time.monotonic() - made > runtime.CREDENTIALS_SECONDS:
            client = self._aws.client_of(service, self._aws.role_credentials(function.role, f"{function.name}-poller"))
            self._role_clients[f"{function.name}/{service}"] = (time.monotonic(), client)
        return client

    def _send_scheduled(self, rule: Rule, event: bytes) -> None:
        self._pools[self._function_behind(rule.function_arn).name].submit(event)

    def _watch_code(self) -> None:
        """Replace the processes of functions whose code changed; a change of the template needs a restart."""
        folders = [function.folder for function in self._deployed.functions]
        layers = self._root / "layers"
        paths = [path for path in (*folders, layers, self._template_file) if path.exists()]
        for changes in watch(*paths, stop_event=self._closing, debounce=200, step=50, raise_interrupt=False):
            changed = {Path(path) for _, path in changes}
            renewed: list[str] = []
            if self._template_file in changed:
                self._console.line("stack", "WARNING", "template.yaml changed: stop and run again to deploy it")
            shared = any(path.is_relative_to(layers) for path in changed)
            for name, pool in self._pools.items():
                if shared or any(path.is_relative_to(pool.function.folder) for path in changed):
                    pool.replace()
                    renewed.append(name)
            if renewed:
                self._console.line("stack", "INFO", f"new code from the next event on: {', '.join(renewed)}")

    def _watch_cloud(self) -> None:
        """If moto's process dies, start it again and deploy into it: names stay, objects are restored, messages are lost."""
        while True:
            assert self._aws.process is not None
            self._aws.process.wait()
            if self._closing.is_set():
                return
            self._console.line("stack", "WARNING", "moto's process ended; starting it again")
            self._children.remove(self._aws.process)
            try:
                self._aws.start(self._console.cloud)
                self._aws.wait()
                self._deployment = self._deploy()
            except StackError as error:
                self._console.line("stack", "ERROR", f"{error} Stop and run again.")
                return
            self._role_clients.clear()
            for function in self._deployment.functions:
                self._pools[function.name].redeploy(function)
            self._resend()

    def _resend(self) -> None:
        """Have messages sent again for the jobs that wait: moto has lost them together with its process."""
        if "housekeeping" in self._pools:
            self._pools["housekeeping"].submit(json.dumps({"task": "resend"}).encode())

    def _write_sam_environment(self) -> None:
        """Write what `sam local` needs to reach this Postgres and this moto: a file for `--env-vars`, and credentials for the shell."""
        variables = {
            function.logical_id: {
                **function.environment,
                "AWS_ENDPOINT_URL": self.endpoint,
            }
            for function in self._deployed.functions
        }
        shell = {
            **self._aws.administrator(),
            "AWS_SESSION_TOKEN": "",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ENDPOINT_URL": self.endpoint,
        }
        exports = "".join(f"export {name}={value}\n" for name, value in shell.items())
        state.write_private(self._data / "sam.env", exports)
        state.write_private(self._data / "sam-env.json", json.dumps(variables, indent=2))


def _throttle(settings: Object) -> Throttle:
    """Return the throttle of a stage's or a route's settings."""
    limits = cast(dict[str, float | None], settings)
    rate, burst = limits.get("ThrottlingRateLimit"), limits.get("ThrottlingBurstLimit")
    return Throttle(None if rate is None else float(rate), None if burst is None else int(burst))
