"""Lambda on this machine: function processes with AWS's own runtime interface client, which get events over the Lambda Runtime API.

A process handles one event at a time. A `Pool` starts processes on demand up to a limit, uses them again, replaces them when
their code or credentials are out of date, and kills one that exceeds its timeout, as Lambda does.
"""

import json
import queue
import re
import subprocess
import sys
import sysconfig
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from local import REGION
from local.aws.deployment import FunctionConfiguration
from local.console import Console
from local.processes.children import Children

IDLE_SECONDS = 300.0
CREDENTIALS_SECONDS = 3000.0
_INIT_SECONDS = 10.0
_RESULT = re.compile(r"/2018-06-01/runtime/invocation/([^/]+)/(response|error)")


@dataclass(frozen=True)
class Outcome:
    """The result of an invocation; `error` is Lambda's FunctionError, None if it succeeded."""

    payload: bytes
    error: str | None = None


@dataclass
class Invocation:
    """An event for a function, and its outcome when it has ended."""

    payload: bytes
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    outcome: Future[Outcome] = field(default_factory=Future)


@dataclass(frozen=True)
class _Message:
    """What a process reports: `ready`, `response`, `error`, `init` (the start failed) or `exit`."""

    kind: str
    request_id: str = ""
    body: bytes = b""


class FunctionProcess:
    """One execution environment."""

    def __init__(
        self, function: FunctionConfiguration, environment: Mapping[str, str], children: Children, console: Console
    ) -> None:
        self._function = function
        self._children = children
        self._console = console
        self._events: queue.SimpleQueue[tuple[Invocation, int] | None] = queue.SimpleQueue()
        self._messages: queue.SimpleQueue[_Message] = queue.SimpleQueue()
        self._ready = False
        self._api = _RuntimeApi(self._events, self._messages, function.arn)
        self.ended = threading.Event()
        self._killed = False
        self._process = children.spawn(
            [sys.executable, "-m", "awslambdaric", function.handler],
            environment={**environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._api.server_address[1]}"},
            folder=function.folder,
            output=subprocess.PIPE,
        )
        for work in (self._api.serve_forever, self._read_output, self._watch):
            threading.Thread(target=work, daemon=True).start()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def run(self, invocation: Invocation) -> Outcome:
        """Send the event and wait for the outcome; after the timeout, or if the process dies, it is Lambda's error."""
        limit = self._function.timeout
        if not self._ready:
            first = self._next_message(_INIT_SECONDS + limit)
            if first is None or first.kind != "ready":
                return self._failed(first, invocation, limit)
            self._ready = True
        self._events.put((invocation, round((time.time() + limit) * 1000)))
        deadline = time.monotonic() + limit
        while (message := self._next_message(deadline - time.monotonic())) is not None:
            if message.kind == "exit":
                break
            if message.request_id == invocation.request_id:
                return Outcome(message.body, None if message.kind == "response" else "Unhandled")
        return self._failed(message, invocation, limit)

    @property
    def alive(self) -> bool:
        """Whether it can take another event."""
        return not (self._killed or self.ended.is_set())

    def kill(self) -> None:
        """End the process at once."""
        self._killed = True
        self._process.kill()

    def _failed(self, message: _Message | None, invocation: Invocation, limit: float) -> Outcome:
        self.kill()
        if message is not None and message.kind == "init":
            return Outcome(message.body, "Unhandled")
        if message is None:
            moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
            kind, text = (
                "Sandbox.Timedout",
                f"{moment}Z {invocation.request_id} Task timed out after {limit:.2f} seconds",
            )
        else:
            kind = "Runtime.ExitError"
            text = f"RequestId: {invocation.request_id} Error: Runtime exited with error: {message.body.decode()}"
        self._console.line(self._function.name, "ERROR", text)
        return Outcome(json.dumps({"errorType": kind, "errorMessage": text}).encode(), "Unhandled")

    def _next_message(self, seconds: float) -> _Message | None:
        try:
            return self._messages.get(timeout=max(seconds, 0.0))
        except queue.Empty:
            return None

    def _watch(self) -> None:
        code = self._process.wait()
        self.ended.set()
        self._children.remove(self._process)
        self._messages.put(_Message("exit", body=(f"signal {-code}" if code < 0 else f"exit status {code}").encode()))
        self._events.put(None)
        self._api.shutdown()
        self._api.server_close()

    def _read_output(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            for line in output:
                self._console.output(self._function.name, line.decode(errors="replace").rstrip())


class _RuntimeApi(ThreadingHTTPServer):
    """Lambda's Runtime API, version 2018-06-01, for one process."""

    daemon_threads = True
    block_on_close = False

    def __init__(
        self,
        events: "queue.SimpleQueue[tuple[Invocation, int] | None]",
        messages: "queue.SimpleQueue[_Message]",
        arn: str,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _RuntimeHandler)
        self.events = events
        self.messages = messages
        self.arn = arn
        self.ready = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore the connection of a killed process, which is reported elsewhere."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _RuntimeHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # otherwise the body waits 40 ms for the client to acknowledge the headers
    server: _RuntimeApi

    def do_GET(self) -> None:
        """`…/invocation/next`: answered when there is an event."""
        if not self.server.ready:
            self.server.ready = True
            self.server.messages.put(_Message("ready"))
        event = self.server.events.get()
        if event is None:
            self.close_connection = True
            return
        invocation, deadline = event
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(invocation.payload)))
        self.send_header("Lambda-Runtime-Aws-Request-Id", invocation.request_id)
        self.send_header("Lambda-Runtime-Deadline-Ms", str(deadline))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", self.server.arn)
        self.send_header("Lambda-Runtime-Trace-Id", f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Sampled=0")
        self.end_headers()
        self.wfile.write(invocation.payload)

    def do_POST(self) -> None:
        """`…/invocation/{id}/response`, `…/error`, `…/init/error`."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        found = _RESULT.fullmatch(self.path)
        self.server.messages.put(_Message(found[2], found[1], body) if found else _Message("init", body=body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the method it replaces
        """Log nothing: the function has its own log."""


class Pool:
    """The processes of one function."""

    def __init__(
        self,
        function: FunctionConfiguration,
        limit: int,
        credentials: Callable[[FunctionConfiguration], dict[str, str]],
        environment: Mapping[str, str],
        children: Children,
        console: Console,
    ) -> None:
        self.function = function
        self._limit = limit
        self._credentials = credentials
        self._environment = environment
        self._children = children
        self._console = console
        self._changed = threading.Condition()
        self._waiting: deque[Invocation] = deque()
        self._idle = 0
        self._threads = 0
        self._processes: set[FunctionProcess] = set()
        self._generation = 0
        self._closed = False

    def submit(self, payload: bytes) -> Invocation:
        """Queue an event; the invocation has its outcome. When the limit of processes is reached, events wait."""
        invocation = Invocation(payload)
        with self._changed:
            self._waiting.append(invocation)
            if self._idle < len(self._waiting) and self._threads < self._limit:
                self._threads += 1
                threading.Thread(target=self._run_events, daemon=True).start()
            self._changed.notify()
        return invocation

    def pids(self) -> list[int]:
        """Return the ids of the processes that are running."""
        with self._changed:
            return [process.pid for process in self._processes if process.alive]

    def kill(self) -> None:
        """Kill the processes (SIGKILL) and wait until they have ended; their events fail as they would on Lambda."""
        with self._changed:
            processes = list(self._processes)
        for process in processes:
            process.kill()
            process.ended.wait()

    def replace(self) -> None:
        """Give no further event to the processes that run now."""
        with self._changed:
            self._generation += 1

    def redeploy(self, function: FunctionConfiguration) -> None:
        """Use a new configuration for new processes."""
        self.function = function
        self.replace()

    def close(self) -> None:
        """Kill all processes and fail the events that wait."""
        with self._changed:
            self._closed = True
            left, processes = list(self._waiting), list(self._processes)
            self._waiting.clear()
            self._changed.notify_all()
        for process in processes:
            process.kill()
        for invocation in left:
            invocation.outcome.set_result(Outcome(b'{"errorType": "Stopped", "errorMessage": "stopped"}', "Unhandled"))

    def _run_events(self) -> None:
        """Run in a thread that owns one process, or none yet, and gives it one event after another."""
        process: FunctionProcess | None = None
        started, generation = 0.0, -1
        while (invocation := self._next()) is not None:
            outdated = generation != self._generation or time.monotonic() - started > CREDENTIALS_SECONDS
            if process is not None and (outdated or not process.alive):
                self._end(process)
                process = None
            begun = time.monotonic()
            try:
                if process is None:
                    generation, started = self._generation, begun
                    process = self._start()
                outcome = process.run(invocation)
            except Exception as error:
                self._console.line(self.function.name, "ERROR", f"could not be started: {error}")
                text = json.dumps({"errorType": type(error).__name__, "errorMessage": str(error)})
                outcome = Outcome(text.encode(), "Unhandled")
            milliseconds = (time.monotonic() - begun) * 1000
            self._console.report(self.function.name, invocation.request_id, milliseconds, outcome.error)
            invocation.outcome.set_result(outcome)
        if process is not None:
            self._end(process)

    def _next(self) -> Invocation | None:
        """Wait for the next event; None if this thread should end."""
        with self._changed:
            self._idle += 1
            arrived = self._changed.wait_for(lambda: self._waiting or self._closed, IDLE_SECONDS)
            self._idle -= 1
            if arrived and self._waiting:
                return self._waiting.popleft()
            self._threads -= 1
            return None

    def _start(self) -> FunctionProcess:
        environment = {**self._environment, **self._own_environment(), **self._credentials(self.function)}
        with self._changed:
            process = FunctionProcess(self.function, environment, self._children, self._console)
            self._processes.add(process)
            if self._closed:
                process.kill()
        return process

    def _end(self, process: FunctionProcess) -> None:
        process.kill()
        with self._changed:
            self._processes.discard(process)

    def _own_environment(self) -> dict[str, str]:
        """Return the variables that Lambda sets, then those of the template."""
        function = self.function
        return {
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "AWS_LAMBDA_FUNCTION_NAME": function.physical_name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": function.log_format,
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.physical_name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": f"{datetime.now(UTC):%Y/%m/%d}/[$LATEST]{uuid.uuid4().hex}",
            "LAMBDA_TASK_ROOT": str(function.folder),
            "_HANDLER": function.handler,
            "TZ": ":UTC",
            **function.environment,
        }


def base_environment(root: Path, function: Path, endpoint: str, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment common to all function processes; of the developer's environment it has only three variables."""
    kept = {name: inherited[name] for name in ("PATH", "HOME", "LANG") if name in inherited}
    layers = sorted(str(layer) for layer in (root / "layers").iterdir() if layer.is_dir())
    paths = [str(function), *layers, sysconfig.get_paths()["purelib"]]
    return {**kept, "PYTHONPATH": ":".join(paths), "AWS_ENDPOINT_URL": endpoint}
