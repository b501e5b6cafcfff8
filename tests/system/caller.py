"""The running system as any client meets it: over HTTP."""

import json
import secrets
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from tests.support.waiting import PATIENCE

BOOKKEEPING = {
    "title": "Księgowanie faktur",
    "description": "Co miesiąc przychodzi około 320 faktur. Księgowanie jednej faktury zajmuje średnio 7 minut.",
    "language": "pl",
    "industry": "accounting",
    "hourly_cost": 60,
}


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: Message
    body: Any


@dataclass
class Caller:
    """Calls the API at `url`, with the tokens it was given last."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(20))

    def call(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str) -> Reply:
        """Send a request and read the answer, whatever its status."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Content-Type": "application/json", **self.headers, **named}
        request = urllib.request.Request(self.url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return _read(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return _read(error.code, error.headers, error.read())

    def get(self, path: str, **headers: str) -> Reply:
        return self.call("GET", path, None, raw=None, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Reply:
        return self.call("POST", path, body, raw=None, **headers)

    def register(self) -> "Caller":
        """Sign up as somebody new."""
        account = {"email": f"{secrets.token_hex(8)}@example.com", "password": self.password}
        reply = self.post("/v1/auth/register", account)
        assert reply.status == 201, reply
        self.headers = {**self.headers, "Authorization": f"Bearer {reply.body['access_token']}"}
        return self

    def consent(self) -> "Caller":
        """Agree that texts go to the model's provider."""
        reply = self.call("PUT", "/v1/me/model-consent")
        assert reply.status == 200, reply
        return self

    def ask(self, process: dict[str, Any] | None = None, **wanted: Any) -> str:
        """Describe a process and ask for an analysis; returns its address."""
        created = self.post("/v1/processes", process or BOOKKEEPING)
        assert created.status == 201, created
        reply = self.post(f"/v1/processes/{created.body['id']}/analyses", {"depth": "basic", **wanted})
        assert reply.status == 202, reply
        return reply.headers["Location"]

    def wait(self, address: str, *statuses: str) -> Any:
        """Follow an analysis until it has one of `statuses` (by default, until it has ended)."""
        wanted = statuses or ("succeeded", "failed", "cancelled")
        deadline = time.monotonic() + PATIENCE
        while True:
            analysis = self.get(address).body
            if analysis["status"] in wanted:
                return analysis
            assert time.monotonic() < deadline, f"still {analysis['status']}"
            time.sleep(0.1)


def _read(status: int, headers: Message, body: bytes) -> Reply:
    is_json = "json" in headers.get("Content-Type", "")
    return Reply(status, headers, json.loads(body) if is_json and body else body)
