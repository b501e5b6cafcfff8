"""The API as a client sees it, each call going to the function that the template routes it to."""

import base64
import importlib
import json
import re
import secrets
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.support.template import routes

CONTEXT = SimpleNamespace(
    function_name="function",
    memory_limit_in_mb=512,
    invoked_function_arn="arn:aws:lambda:eu-central-1:123456789012:function:function",
    aws_request_id="00000000-0000-4000-8000-000000000000",
    get_remaining_time_in_millis=lambda: 20_000,
)


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: Any
    cookies: list[str]

    @property
    def etag(self) -> str:
        """The version of what came back."""
        return self.headers["ETag"]


@dataclass(frozen=True)
class Client:
    """Calls the API; `token` is the access token of a session, `cookie` its refresh token, `device` the token of the browser."""

    token: str = ""
    cookie: str = ""
    device: str = ""
    email: str = ""
    password: str = ""
    ip: str = field(
        default_factory=lambda: f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
    )
    language: str = "en"

    def call(
        self,
        method: str,
        address: str,
        body: Any = None,
        *,
        raw: bytes | None = None,
        headers: dict[str, str] | None = None,
        content_type: str = "application/json",
    ) -> Reply:
        """Call the API with a JSON `body` or `raw` bytes."""
        payload = raw if raw is not None else None if body is None else json.dumps(body).encode()
        event = http_event(method, address, payload, self._headers(headers or {}, payload, content_type), ip=self.ip)
        cookies = {"smartflow_refresh": self.cookie, "smartflow_device": self.device}
        event["cookies"] = [f"{name}={value}" for name, value in cookies.items() if value]
        return invoke(event)

    def get(self, address: str, **headers: str) -> Reply:
        return self.call("GET", address, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, address: str, body: Any = None, **headers: str) -> Reply:
        return self.call(
            "POST", address, body, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    def register(self, **changes: Any) -> "Client":
        """Sign up as somebody new and return them, signed in."""
        email = f"{secrets.token_hex(8)}@example.com"
        password = f"Zielony-{secrets.token_hex(6)}-rower"
        reply = self.post(
            "/v1/auth/register", {"email": email, "password": password, "full_name": "Zofia Żak", **changes}
        )
        assert reply.status == 201, reply
        return replace(self, email=email, password=password).with_session(reply)

    def with_session(self, reply: Reply) -> "Client":
        """Return this client with the tokens of a sign-in."""
        return replace(
            self,
            token=reply.body["access_token"],
            cookie=refresh_cookie(reply),
            device=cookie_of(reply, "smartflow_device") or self.device,
        )

    def _headers(self, extra: dict[str, str], payload: bytes | None, content_type: str) -> dict[str, str]:
        base = {"accept-language": self.language}
        if payload is not None:
            base["content-type"] = content_type
        if self.token:
            base["authorization"] = f"Bearer {self.token}"
        return base | {name.lower(): value for name, value in extra.items()}


def refresh_cookie(reply: Reply) -> str:
    """Return the refresh token that a reply sets."""
    return cookie_of(reply, "smartflow_refresh")


def cookie_of(reply: Reply, name: str) -> str:
    """Return the value that a reply sets for a cookie; empty if it sets none."""
    found = [cookie for cookie in reply.cookies if cookie.startswith(f"{name}=")]
    return found[0].partition("=")[2].partition(";")[0] if found else ""


def http_event(
    method: str, address: str, payload: bytes | None, headers: dict[str, str], *, ip: str = "127.0.0.1"
) -> dict[str, Any]:
    """Return an HTTP API event of payload format 2.0."""
    parts = urlsplit(address)
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    return {
        "version": "2.0",
        "routeKey": f"ANY {parts.path}",
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "headers": {"host": "smartflow.example", **headers},
        "queryStringParameters": query,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "smartflow.example",
            "http": {
                "method": method,
                "path": parts.path,
                "protocol": "HTTP/1.1",
                "sourceIp": ip,
                "userAgent": "tests",
            },
            "requestId": secrets.token_hex(8),
            "routeKey": f"ANY {parts.path}",
            "stage": "$default",
            "time": "22/Nov/2026:12:00:00 +0000",
            "timeEpoch": 1795348800000,
        },
        "body": None if payload is None else base64.b64encode(payload).decode(),
        "isBase64Encoded": payload is not None,
    }


def invoke(event: dict[str, Any]) -> Reply:
    """Send an event to the function that the template's routes name, and read the answer."""
    return reply_of(importlib.import_module(_function(event["rawPath"])).handler(event, CONTEXT))


def reply_of(response: dict[str, Any]) -> Reply:
    """Read what a function behind the API returned."""
    text = response.get("body") or ""
    if response.get("isBase64Encoded"):
        text = base64.b64decode(text).decode()
    headers = response.get("headers", {})
    body = json.loads(text) if text and "json" in headers.get("Content-Type", "") else text
    return Reply(response["statusCode"], headers, body, response.get("cookies", []))


def _function(path: str) -> str:
    matching = [function for pattern, function in routes() if re.fullmatch(pattern, path)]
    return matching[0] if matching else "public_api"
