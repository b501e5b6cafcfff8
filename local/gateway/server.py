"""The HTTP server: the page, the HTTP API with its limits, and /_local for tests and tools. It listens on loopback only."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import TimeoutError as FutureTimeoutError
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from werkzeug.datastructures import EnvironHeaders
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Response
from werkzeug.wsgi import get_input_stream

from local.aws.template import Json
from local.console import Console
from local.failures import StackError
from local.functions.runtime import Invocation
from local.gateway import http_api, static
from local.gateway.http_api import Answer, BadAnswerError, Request, Router

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY_LIMIT = 6 * 1024 * 1024
INTEGRATION_SECONDS = 30.0
_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Backend(Protocol):
    """What the gateway needs of the stack."""

    def submit(self, logical_id: str, payload: bytes) -> Invocation:
        """Send an event to the function that the template calls so."""

    def invoke_named(self, name: str, payload: bytes) -> Invocation | None:
        """Send an event to the function of this folder; None if there is none."""

    def mail(self) -> list[dict[str, Json]]:
        """Return the mail that was sent."""


class Throttle:
    """A token bucket: `rate` requests a second, `burst` at once. None: no limit."""

    def __init__(self, rate: float | None, burst: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = float(burst or 0)
        self._clock = clock
        self._tokens = self._burst
        self._refilled = clock()
        self._lock = threading.Lock()

    def admits(self) -> bool:
        """Take a token; return whether there was one."""
        if self._rate is None:
            return True
        with self._lock:
            now = self._clock()
            self._tokens = min(self._burst, self._tokens + (now - self._refilled) * self._rate)
            self._refilled = now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True


class Gateway:
    """Binds the port when it is created, answers requests after `serve`."""

    def __init__(self, port: int, page: Path, console: Console) -> None:
        self._socket = _bound(port)
        self.port = int(self._socket.getsockname()[1])
        self._page = page
        self._console = console
        self._backend: Backend | None = None
        self._router = Router([])
        self._throttles: Mapping[str, Throttle] = {}
        self._throttle = Throttle(None, None)
        self._server: BaseWSGIServer | None = None

    @property
    def url(self) -> str:
        """Address of the page and the API."""
        return f"http://127.0.0.1:{self.port}"

    def serve(
        self, backend: Backend, router: Router, throttle: Throttle, throttles: Mapping[str, Throttle] | None = None
    ) -> None:
        """Start to answer requests, in other threads. `throttles` are those of single routes, by their keys."""
        self._backend, self._router, self._throttle = backend, router, throttle
        self._throttles = throttles or {}
        self._server = make_server(
            "127.0.0.1", self.port, self, threaded=True, request_handler=_Handler, fd=self._socket.fileno()
        )
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Stop, and release the port."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self._socket.close()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun = time.monotonic()
        request = _request(environ)
        answer = self._answer(request)
        self._console.access(request.method, request.path, answer.status, (time.monotonic() - begun) * 1000)
        response = Response(answer.body, answer.status, list(answer.headers))
        if request.method == "HEAD" or answer.status in (204, 304):
            response.set_data(b"")
            if request.method == "HEAD":
                response.headers["Content-Length"] = str(len(answer.body))
        return response(environ, start_response)

    def _answer(self, request: Request) -> Answer:
        if len(request.body) > BODY_LIMIT:
            return _message(413, "Request Too Long")
        if request.path.startswith("/_local/"):
            return self._local(request)
        if request.path == "/v1" or request.path.startswith("/v1/"):
            return self._api(request)
        return static.serve(self._page, request)

    def _api(self, request: Request) -> Answer:
        assert self._backend is not None
        match = self._router.match(request.method, request.path)
        if not self._throttles.get(match.route.key if match else "", self._throttle).admits():
            return _message(429, "Too Many Requests")
        if match is None:
            return _message(404, "Not Found")
        domain = {name.lower(): value for name, value in request.headers}.get("host", "")
        event = http_api.event(request, match, datetime.now(UTC), domain)
        invocation = self._backend.submit(match.route.function, json.dumps(event).encode())
        try:
            outcome = invocation.outcome.result(timeout=INTEGRATION_SECONDS)
        except FutureTimeoutError:
            return _message(503, "Service Unavailable")
        if outcome.error is not None:
            return _message(500, "Internal Server Error")
        try:
            return http_api.answer(outcome.payload)
        except BadAnswerError as error:
            self._console.line("gateway", "ERROR", f"{match.route.function} did not return an HTTP answer: {error}")
            return _message(500, "Internal Server Error")

    def _local(self, request: Request) -> Answer:
        """Answer requests of local tools; those of other sites are refused (DNS rebinding, cross-site requests)."""
        assert self._backend is not None
        headers = {name.lower(): value for name, value in request.headers}
        if not _is_own(headers):
            return _message(403, "Forbidden")
        if request.path == "/_local/mail":
            return _json(200, list(self._backend.mail()))
        name = request.path.removeprefix("/_local/invoke/")
        if name == request.path:
            return _message(404, "Not Found")
        if request.method != "POST":
            return _message(405, "Method Not Allowed")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return _message(415, "Unsupported Media Type")
        invocation = self._backend.invoke_named(name, request.body or b"{}")
        if invocation is None:
            return _message(404, f"There is no function {name}")
        outcome = invocation.outcome.result()
        failed = (("x-amz-function-error", outcome.error),) if outcome.error else ()
        return Answer(200, (("content-type", "application/json"), *failed), outcome.payload)


class _Handler(WSGIRequestHandler):
    server_version = "local"
    disable_nagle_algorithm = True  # otherwise the body waits 40 ms for the client to acknowledge the headers

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing: the gateway writes the access log."""


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen(256)
    except OSError:
        bound.close()
        raise StackError(f"Port {port} is taken; choose another: make run PORT={port + 1}") from None
    return bound


def _request(environ: "WSGIEnvironment") -> Request:
    """Read the request; of a body over the limit only one byte more than the limit."""
    target = environ["REQUEST_URI"]
    if not target.startswith("/"):
        split = urlsplit(target)
        target = f"{split.path or '/'}?{split.query}"
    path, _, query = target.partition("?")
    body = get_input_stream(environ, safe_fallback=True).read(BODY_LIMIT + 1)
    return Request(
        method=environ["REQUEST_METHOD"],
        path=path,
        query=query,
        headers=list(EnvironHeaders(environ).items()),
        body=body,
        source_ip=environ["REMOTE_ADDR"],
        protocol=environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
    )


def _is_own(headers: dict[str, str]) -> bool:
    host = headers.get("host", "")
    origin = headers.get("origin")
    return host.rpartition(":")[0] in _LOOPBACK_NAMES and origin in (None, f"http://{host}")


def _message(status: int, text: str) -> Answer:
    return _json(status, {"message": text})


def _json(status: int, value: Json) -> Answer:
    return Answer(status, (("content-type", "application/json"),), json.dumps(value, ensure_ascii=False).encode())
