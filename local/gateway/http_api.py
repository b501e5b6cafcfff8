"""API Gateway's HTTP API without I/O: the route of a request, the event for the function (payload format 2.0), and its answer.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html; what it does not
say was verified against the service: `rawPath` is decoded, and only the types in `_TEXT_TYPES` arrive as text.
"""

import base64
import binascii
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, unquote

from local.aws.template import Json, Object, Route

_TEXT_TYPES = {"application/json", "application/javascript", "application/xml"}


@dataclass(frozen=True)
class Request:
    """An HTTP request as it was received: `path` percent-encoded, header names as sent, in order."""

    method: str
    path: str
    query: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    source_ip: str
    protocol: str = "HTTP/1.1"


@dataclass(frozen=True)
class Match:
    """The route of a request, and its path parameters, decoded."""

    route: Route
    parameters: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class BadAnswerError(Exception):
    """The function's return value is not an HTTP answer; API Gateway answers 500."""


class Router:
    """Chooses the route as API Gateway does: the most specific match first, then greedy variables, then `$default`."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Route]] = []
        self._default: Route | None = None
        for route in sorted(routes, key=_precedence):
            if route.key == "$default":
                self._default = route
            else:
                method, path = route.key.split(" ", 1)
                self._routes.append((method, _pattern(path), route))

    def match(self, method: str, path: str) -> Match | None:
        """Find the route for a request; `path` percent-encoded."""
        for wanted, pattern, route in self._routes:
            if wanted in ("ANY", method) and (found := pattern.fullmatch(path)):
                return Match(route, {name: unquote(value) for name, value in found.groupdict().items()})
        return Match(self._default, {}) if self._default else None


def event(request: Request, match: Match, now: datetime, domain: str) -> Object:
    """Build the event, payload format 2.0."""
    headers = _joined_headers(request.headers)
    cookies = [cookie.strip() for cookie in headers.pop("cookie", "").split(";") if cookie.strip()]
    path = unquote(request.path)
    body, encoded = _body(request.body, headers.get("content-type", ""))
    built: Object = {
        "version": "2.0",
        "routeKey": match.route.key,
        "rawPath": path,
        "rawQueryString": request.query,
        "headers": {
            **headers,
            "x-forwarded-for": ",".join(filter(None, [headers.get("x-forwarded-for"), request.source_ip])),
            "x-forwarded-proto": "http",
            "x-forwarded-port": domain.rpartition(":")[2] if ":" in domain else "80",
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "local",
            "domainName": domain,
            "domainPrefix": domain.partition(".")[0],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": request.protocol,
                "sourceIp": request.source_ip,
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": match.route.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S %z"),
            "timeEpoch": int(now.timestamp() * 1000),
        },
        "isBase64Encoded": encoded,
    }
    if cookies:
        built["cookies"] = list(cookies)
    if parameters := _query_parameters(request.query):
        built["queryStringParameters"] = dict(parameters)
    if match.parameters:
        built["pathParameters"] = dict(match.parameters)
    if request.body:
        built["body"] = body
    return built


def answer(payload: bytes) -> Answer:
    """Read a function's return value: response format 2.0, or a plain body if it has no `statusCode`, as API Gateway does.

    Raises
    ------
    BadAnswerError
        It is neither.
    """
    value: Json = json.loads(payload)
    if not isinstance(value, dict) or "statusCode" not in value:
        body = value if isinstance(value, str) else json.dumps(value)
        return Answer(200, (("content-type", "application/json"),), body.encode())
    status, headers, cookies = value["statusCode"], value.get("headers") or {}, value.get("cookies") or []
    if isinstance(status, str) and status.isdecimal():
        status = int(status)
    if not isinstance(status, int) or not 100 <= status <= 599:
        raise BadAnswerError(f"statusCode is {status!r}")
    if not isinstance(headers, dict) or not isinstance(cookies, list):
        raise BadAnswerError("headers must be an object, cookies a list")
    named = {name.lower(): _text(item) for name, item in headers.items()}
    named.setdefault("content-type", "text/plain;charset=UTF-8")
    return Answer(
        status,
        (*named.items(), *(("set-cookie", _text(cookie)) for cookie in cookies)),
        _answer_body(value.get("body"), encoded=value.get("isBase64Encoded") is True),
    )


def _answer_body(body: Json, *, encoded: bool) -> bytes:
    if body is None:
        return b""
    if not isinstance(body, str):
        raise BadAnswerError("body is not a string")
    if not encoded:
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise BadAnswerError("body is not base64") from error


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        text = str(value)
        if "\n" in text or "\r" in text:
            raise BadAnswerError("a header has a line break")
        return text
    raise BadAnswerError("a header is not a string")


def _precedence(route: Route) -> tuple[int, list[int], bool]:
    """Sort plain segments before variables, from the left; greedy variables last; a method before ANY."""
    method, _, path = route.key.partition(" ")
    return ("+}" in path, [segment.startswith("{") for segment in path.split("/")], method == "ANY")


def _pattern(path: str) -> re.Pattern[str]:
    pieces = []
    for segment in path.split("/"):
        if segment.startswith("{") and segment.endswith("+}"):
            pieces.append(f"(?P<{segment[1:-2]}>.+)")
        elif segment.startswith("{") and segment.endswith("}"):
            pieces.append(f"(?P<{segment[1:-1]}>[^/]+)")
        else:
            pieces.append(re.escape(segment))
    return re.compile("/".join(pieces))


def _joined_headers(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        lowered = name.lower()
        separator = "; " if lowered == "cookie" else ","
        joined[lowered] = f"{joined[lowered]}{separator}{value}" if lowered in joined else value
    return joined


def _query_parameters(query: str) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body(body: bytes, content_type: str) -> tuple[str, bool]:
    """Return the body as text, or as base64 if the content type is missing or not a text type, or the bytes are not UTF-8."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind in _TEXT_TYPES:
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(body).decode(), bool(body)
