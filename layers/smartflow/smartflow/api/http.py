"""HTTP for the `*_api` functions: a route is declared by the typed signature and the decorator of its handler.

A handler's parameters say what it reads: `request`, identifiers from the path by name, `query` and `body` as pydantic models, and
the headers that it honours:

- `if_match: int` is required (428 without it), `int | None` is optional. It is the number at the beginning of the ETag;
  `str | None` is the whole ETag.
- `idempotency_key: IdempotencyKey | None`, for `idempotency.create`.
- `access_token` and `refresh_token`, each `TokenHash | None`, for routes that do not require a session but can use its tokens, and
  `device_token`, of a browser that has signed in before.

A handler gets no other header. Its return type, `Answer[Model]`, is the body of its answer. In the decorator, `answers` lists the
statuses and headers, `problems` the codes. This module compares the ETag of a GET with If-None-Match.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

import psycopg
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.shared.cookies import Cookie
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel, TypeAdapter

from smartflow.api import cloudfront, problem_texts, strict_json, validation
from smartflow.api.routes import Answers, IfMatch, Route, describe
from smartflow.infra import tokens
from smartflow.infra.observability import cause, logger, metrics
from smartflow.infra.problems import Fault, Problem, invalid, retry_later
from smartflow.language.accept import preferred
from smartflow.language.text import Language

MAX_BODY = 256 * 1024
REFRESH_COOKIE = "smartflow_refresh"
DEVICE_COOKIE = "smartflow_device"
IDEMPOTENCY_KEY = re.compile(r"[\x21-\x7e]{1,200}")

Body = TypeVar("Body")
Handler = TypeVar("Handler", bound=Callable[..., "Answer[Any]"])

_COMPRESS_ABOVE = 2000  # characters
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Request:
    """What every handler gets of the request."""

    language: Language
    source_ip: str
    user_agent: str
    sent_token: tokens.TokenHash | None

    @property
    def token(self) -> tokens.TokenHash:
        """Hash of the access token. Whether it belongs to a session is checked in the database.

        Raises
        ------
        Problem
            401 if it is missing or its checksum is wrong.
        """
        if self.sent_token is None:
            raise Problem("unauthorized")
        return self.sent_token


@dataclass(frozen=True)
class IdempotencyKey:
    """The key that a caller sent with a request, and a hash of the request."""

    text: str
    request_hash: bytes


@dataclass
class Answer(Generic[Body]):
    """The answer of a handler: a model or nothing, a status, headers and cookies. `version` becomes the ETag."""

    body: Body
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cookies: list[Cookie] = field(default_factory=list)
    version: int | str | None = None

    def text(self) -> str | None:
        """Return the body as JSON."""
        if self.body is None:
            return None
        if isinstance(self.body, BaseModel):
            return self.body.model_dump_json()
        return TypeAdapter(type(self.body)).dump_json(self.body).decode()

    def all_headers(self) -> dict[str, str]:
        """Return the headers, including the ETag."""
        return self.headers if self.version is None else {**self.headers, "ETag": f'"{self.version}"'}


def log_difference(difference: str) -> None:
    """Log that an answer differs from what its route declares. The caller still gets it; in tests this function is replaced."""
    logger.error("answer differs from its declaration", extra={"difference": difference})


class Api:
    """The routes of one function, and its Lambda handler."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self._resolver = APIGatewayHttpResolver()
        self._resolver.not_found(self._unknown)
        self._resolver.exception_handler(Exception)(self._failed)

    def route(
        self, method: str, path: str, *, answers: Answers, problems: Collection[str] = (), public: bool = False
    ) -> Callable[[Handler], Handler]:
        """Register a handler.

        Parameters
        ----------
        answers
            The statuses of the handler's answers, each with all its headers. Headers of a problem are declared here too, under its
            status, unless every problem with that status has them.
        problems
            Codes of the problems that follow from what the handler does. Those that follow from its parameters are added.
        public
            Whether no session is required.
        """

        def register(handler: Handler) -> Handler:
            route = describe(method, path, handler, answers=answers, problems=problems, public=public)
            self.routes.append(route)
            self._resolver.route(_PARAMETER.sub(r"<\1>", path), method)(lambda **given: self._answer(route, given))
            return handler

        return register

    @property
    def handler(self) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
        """The Lambda handler, which answers one HTTP API event of payload format 2.0."""

        @metrics.log_metrics
        @logger.inject_lambda_context(clear_state=True)
        def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            return self._resolver.resolve(event, context)

        return handle

    def _answer(self, route: Route, given: Mapping[str, str]) -> Response[str]:
        event = self._resolver.current_event
        try:
            request = _request(event, cloudfront.source_ip(event))
            answer: Answer[Any] = route.handler(request, **_arguments(route, request, event, given))
        except Problem as problem:
            status = problem_texts.PROBLEMS[problem.code].status
            _check(route.difference(status, _problem_headers(problem), problem.code))
            raise
        headers = answer.all_headers()
        _check(route.difference(answer.status, [*headers, "Set-Cookie"] if answer.cookies else list(headers)))
        return _response(route, event, answer)

    def _unknown(self, _error: NotFoundError) -> Response[str]:
        event = self._resolver.current_event
        cloudfront.source_ip(event)  # a request past CloudFront must not learn which routes exist
        path = event.raw_path
        allowed = sorted({route.method for route in self.routes if route.pattern.fullmatch(path)})
        method = event.http_method[:20]
        # The pattern takes more characters than the resolver: with such a one in its place, an id is one that does not exist.
        if allowed and method not in allowed:
            return self._problem(Problem("method_not_allowed", headers={"Allow": ", ".join(allowed)}, method=method))
        return self._problem(Problem("not_found"))

    def _failed(self, error: Exception) -> Response[str]:
        """Turn any exception into a problem; exceptions that are not expected are logged."""
        if isinstance(error, Problem):
            return self._problem(error)
        if isinstance(error, GetParameterError):
            logger.exception("secret cannot be read")
            return self._problem(retry_later(5))
        if isinstance(error, psycopg.Error):
            logger.error("database refused a statement", extra=cause(error))
            metrics.add_metric(name="DatabaseErrors", unit="Count", value=1)
        else:
            logger.exception("request failed")
        return self._problem(Problem("internal_error"))

    def _problem(self, problem: Problem) -> Response[str]:
        event = self._resolver.current_event
        language = preferred(event.headers.get("accept-language", ""))
        status, body = problem_texts.document(problem, language, event.request_context.request_id)
        return Response(
            status,
            "application/problem+json",
            TypeAdapter(dict[str, object]).dump_json(body).decode(),
            headers={**_HEADERS, "Content-Language": language, **_problem_headers(problem)},
        )


def _check(difference: str | None) -> None:
    if difference is not None:
        log_difference(difference)


def _problem_headers(problem: Problem) -> dict[str, str]:
    """Return the headers of a problem; a 401 names the authentication scheme (RFC 9110)."""
    unauthorized = problem_texts.PROBLEMS[problem.code].status == 401
    return {**({"WWW-Authenticate": "Bearer"} if unauthorized else {}), **problem.headers}


def _request(event: APIGatewayProxyEventV2, source_ip: str) -> Request:
    scheme, _, token = event.headers.get("authorization", "").partition(" ")
    return Request(
        language=preferred(event.headers.get("accept-language", "")),
        source_ip=source_ip,
        user_agent=event.headers.get("user-agent", ""),
        sent_token=tokens.digest(token.strip()) if scheme.lower() == "bearer" else None,
    )


def _arguments(
    route: Route, request: Request, event: APIGatewayProxyEventV2, given: Mapping[str, str]
) -> dict[str, object]:
    """Read the handler's other arguments from the event, in the order in which they are checked."""
    if not route.public:
        request.token  # noqa: B018 - a request without a token is refused before its input is checked
    arguments: dict[str, object] = {
        name: _identifier(given[name]) if kind is UUID else given[name] for name, kind in route.parameters.items()
    }
    raw = _body(event) if route.body is not None else b""
    if route.query is not None:
        arguments["query"] = _query(route.query, event)
    if route.body is not None:
        arguments["body"] = validation.check(route.body, _json(event, raw))
    if route.if_match is not None:
        arguments["if_match"] = _if_match(event.headers.get("if-match", ""), route.if_match)
    if "idempotency_key" in route.takes:
        arguments["idempotency_key"] = _idempotency_key(event, raw)
    if "access_token" in route.takes:
        arguments["access_token"] = request.sent_token
    if "refresh_token" in route.takes:
        arguments["refresh_token"] = _cookie_token(event, REFRESH_COOKIE)
    if "device_token" in route.takes:
        arguments["device_token"] = _cookie_token(event, DEVICE_COOKIE)
    return arguments


def _if_match(header: str, wanted: IfMatch) -> int | str | None:
    """Return the version that the caller wants to change; None for any version."""
    tag = header.strip().removeprefix("W/").strip('"')
    if tag in ("", "*"):
        if wanted.required:
            raise Problem("precondition_required")
        return None
    if not wanted.number:
        return tag
    number = tag.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Problem("stale")
    return int(number)


def _idempotency_key(event: APIGatewayProxyEventV2, raw: bytes) -> IdempotencyKey | None:
    text = event.headers.get("idempotency-key")
    if text is None:
        return None
    if not IDEMPOTENCY_KEY.fullmatch(text):
        raise invalid(Fault("Idempotency-Key", "invalid"))
    sent = f"{event.http_method} {event.raw_path}\n".encode("utf-8", "replace") + raw
    return IdempotencyKey(text, hashlib.sha256(sent).digest())


def _cookie_token(event: APIGatewayProxyEventV2, name: str) -> tokens.TokenHash | None:
    cookies = dict(cookie.split("=", 1) for cookie in event.cookies or [] if "=" in cookie)
    return tokens.digest(cookies.get(name, ""))


def _response(route: Route, event: APIGatewayProxyEventV2, answer: Answer[Any]) -> Response[str]:
    """Return the response. Only public answers are compressed: the compressed length of an answer with a secret could reveal it."""
    headers = {**_HEADERS, **answer.all_headers()}
    known, etag = event.headers.get("if-none-match", "").replace("W/", ""), headers.get("ETag")
    if route.may_be_unchanged and etag and etag in known:
        return Response(304, headers=headers)
    text = answer.text() or ""
    compress = route.public and not answer.cookies and len(text) > _COMPRESS_ABOVE
    return Response(answer.status, "application/json", text, headers=headers, cookies=answer.cookies, compress=compress)


def _body(event: APIGatewayProxyEventV2) -> bytes:
    text = event.body or ""
    if len(text) > 2 * MAX_BODY:
        raise Problem("payload_too_large", limit=str(MAX_BODY // 1024))
    try:
        raw = (
            base64.b64decode(text, validate=True) if event.is_base64_encoded else text.encode("utf-8", "surrogatepass")
        )
    except (binascii.Error, ValueError):
        raise Problem("malformed_json") from None
    if len(raw) > MAX_BODY:
        raise Problem("payload_too_large", limit=str(MAX_BODY // 1024))
    return raw


def _json(event: APIGatewayProxyEventV2, raw: bytes) -> object:
    media_type = event.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise Problem("unsupported_media_type")
    return strict_json.loads(raw)


def _query(model: type[BaseModel], event: APIGatewayProxyEventV2) -> BaseModel:
    given = event.query_string_parameters or {}
    for name, value in given.items():
        strict_json.check_text(name + value, f"?{strict_json.escape(name)}")
    return validation.check(model, given, query=True)


def _identifier(text: str) -> UUID:
    """Return the id; a malformed one is answered like one that does not exist."""
    try:
        return UUID(text)
    except ValueError:
        raise Problem("not_found") from None
