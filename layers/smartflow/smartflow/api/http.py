"""HTTP for the `*_api` functions: a route is a typed signature and one call.

A handler's parameters say what it takes: `request`, identifiers from the path by name, `query` and `body` as pydantic models.
Its return type, `Answer[Model]`, says what it gives. The OpenAPI document is made from the same signatures.
"""

import base64
import binascii
import hashlib
import inspect
import re
import traceback
import typing
from collections.abc import Callable, Mapping
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
from smartflow.infra import tokens
from smartflow.infra.observability import logger, metrics
from smartflow.infra.problems import Problem, retry_later
from smartflow.language.accept import preferred
from smartflow.language.text import Language

MAX_BODY = 256 * 1024
_WORTH_COMPRESSING = 2000  # characters

Body = TypeVar("Body")
Handler = TypeVar("Handler", bound=Callable[..., "Answer[Any]"])

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Request:
    """What a handler may know of the call."""

    method: str
    path: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    source_ip: str
    language: Language
    id: str
    body_hash: bytes

    @property
    def token(self) -> tokens.TokenHash:
        """Hash of the access token; whether it belongs to a session, the database says.

        Raises
        ------
        Problem
            401 where there is none or it cannot be one.
        """
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        digest = tokens.digest(token.strip()) if scheme.lower() == "bearer" else None
        if digest is None:
            raise Problem("unauthorized", headers={"WWW-Authenticate": "Bearer"})
        return digest

    def if_match(self) -> int | None:
        """Version that the caller means to change; None where any will do or none was given."""
        given = self.headers.get("if-match", "").strip().removeprefix("W/")
        if given in ("", "*"):
            return None
        number = given.strip('"').partition(".")[0]
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise Problem("stale")
        return int(number)

    def require_if_match(self) -> int:
        """Like `if_match`, for resources that are never changed blindly.

        Raises
        ------
        Problem
            428 where no version was given.
        """
        version = self.if_match()
        if version is None:
            raise Problem("precondition_required")
        return version


@dataclass
class Answer(Generic[Body]):
    """What goes back: a model (or nothing), a status, and what belongs in headers."""

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
        """Return the headers, the ETag among them."""
        return self.headers if self.version is None else {**self.headers, "ETag": f'"{self.version}"'}


@dataclass(frozen=True)
class Route:
    """One route as its handler's signature tells it."""

    method: str
    path: str
    handler: Callable[..., Answer[Any]]
    status: int
    public: bool
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    parameters: Mapping[str, type]
    answer: object
    pattern: re.Pattern[str]


class Api:
    """The routes of one function, and its Lambda handler."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self._resolver = APIGatewayHttpResolver()
        self._resolver.not_found(self._unknown)
        self._resolver.exception_handler(Exception)(self._failed)

    def route(self, method: str, path: str, *, status: int = 200, public: bool = False) -> Callable[[Handler], Handler]:
        """Register a handler. `status` is that of success, for the API's description; `public` needs no session."""

        def register(handler: Handler) -> Handler:
            route = _describe(method, path, handler, status, public)
            self.routes.append(route)
            self._resolver.route(_PARAMETER.sub(r"<\1>", path), method)(lambda **given: self._answer(route, given))
            return handler

        return register

    @property
    def handler(self) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
        """The Lambda handler: answers one HTTP API event of payload format 2.0."""

        @metrics.log_metrics
        @logger.inject_lambda_context(clear_state=True)
        def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
            return self._resolver.resolve(event, context)

        return handle

    def _answer(self, route: Route, given: Mapping[str, str]) -> Response[str]:
        event = self._resolver.current_event
        source_ip = cloudfront.source_ip(event)
        raw = _body(event)
        request = _request(event, raw, source_ip)
        arguments: dict[str, object] = {}
        for name, kind in route.parameters.items():
            arguments[name] = _identifier(given[name]) if kind is UUID else given[name]
        if not route.public:
            request.token  # noqa: B018 - a call without a token is refused before its input is looked at
        if route.query is not None:
            arguments["query"] = _query(route.query, event)
        if route.body is not None:
            arguments["body"] = validation.check(route.body, _json(request, raw))
        answer = route.handler(request, **arguments)
        return _response(request, answer, compress=route.public and not answer.cookies)

    def _unknown(self, _error: NotFoundError) -> Response[str]:
        event = self._resolver.current_event
        cloudfront.source_ip(event)  # whoever comes past CloudFront does not learn which routes there are either
        path = event.raw_path
        allowed = sorted({route.method for route in self.routes if route.pattern.fullmatch(path)})
        if allowed:
            method = event.http_method[:20]
            return self._problem(Problem("method_not_allowed", headers={"Allow": ", ".join(allowed)}, method=method))
        return self._problem(Problem("not_found"))

    def _failed(self, error: Exception) -> Response[str]:
        """Turn any exception into a problem; only those we did not foresee are logged as failures."""
        if isinstance(error, Problem):
            return self._problem(error)
        if isinstance(error, GetParameterError):
            logger.exception("secret cannot be read")
            return self._problem(retry_later(5))
        if isinstance(error, psycopg.Error):
            # Its message may quote what a user wrote: only what kind of error it was, and where, is written down.
            where = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
            logger.error("database refused a statement", extra={"sqlstate": error.sqlstate, "where": where})
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
            headers={**_HEADERS, "Content-Language": language, **problem.headers},
        )


def _describe(method: str, path: str, handler: Callable[..., Answer[Any]], status: int, public: bool) -> Route:
    hints = typing.get_type_hints(handler)
    answer = typing.get_args(hints.pop("return"))[0]
    names = [name for name in inspect.signature(handler).parameters if name.strip("_") != "request"]
    in_path = _PARAMETER.findall(path)
    assert set(in_path) == set(names) - {"query", "body"}, f"{method} {path}: parameters differ from the path"
    return Route(
        method=method,
        path=path,
        handler=handler,
        status=status,
        public=public,
        body=hints.get("body"),
        query=hints.get("query"),
        parameters={name: hints[name] for name in in_path},
        answer=answer,
        pattern=re.compile(_PARAMETER.sub("[^/]+", path)),
    )


def _request(event: APIGatewayProxyEventV2, raw: bytes, source_ip: str) -> Request:
    http = event.request_context.http
    return Request(
        method=http.method,
        path=event.raw_path,
        headers={name.lower(): value for name, value in event.headers.items()},
        cookies=dict(cookie.split("=", 1) for cookie in event.cookies or [] if "=" in cookie),
        source_ip=source_ip,
        language=preferred(event.headers.get("accept-language", "")),
        id=event.request_context.request_id,
        body_hash=hashlib.sha256(f"{http.method} {event.raw_path}\n".encode("utf-8", "replace") + raw).digest(),
    )


def _response(request: Request, answer: Answer[Any], *, compress: bool) -> Response[str]:
    """Return the response. Only what is nobody's own is compressed: beside a secret, its length could tell."""
    headers = {**_HEADERS, **answer.all_headers()}
    known = request.headers.get("if-none-match", "")
    if request.method == "GET" and "ETag" in headers and headers["ETag"] in known.replace("W/", ""):
        return Response(304, headers=headers)
    text = answer.text() or ""
    compress = compress and len(text) > _WORTH_COMPRESSING
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


def _json(request: Request, raw: bytes) -> object:
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise Problem("unsupported_media_type")
    return strict_json.loads(raw)


def _query(model: type[BaseModel], event: APIGatewayProxyEventV2) -> BaseModel:
    given = event.query_string_parameters or {}
    for name, value in given.items():
        strict_json.check_text(name + value, f"?{strict_json.escape(name)}")
    return validation.check(model, given, query=True)


def _identifier(text: str) -> UUID:
    """An id that cannot be one is answered as one that does not exist."""
    try:
        return UUID(text)
    except ValueError:
        raise Problem("not_found") from None
