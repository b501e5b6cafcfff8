"""What a route declares: its method and path, the parameters and the result of its handler, and the statuses, headers and problems of
its answers. `http` compares each answer with it, and the OpenAPI document is written from it.
"""

import inspect
import re
import typing
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from smartflow.api.problem_texts import PROBLEMS

#: Headers of single answers. Those of every answer (Content-Type, Cache-Control, …) are not declared.
Header = Literal["ETag", "Location", "Referrer-Policy", "Retry-After", "Set-Cookie", "X-Robots-Tag"]
Answers = Mapping[int, tuple[Header, ...]]

#: Parameters that a handler may have in addition to those of its path.
TAKES = ("request", "query", "body", "if_match", "idempotency_key", "access_token", "refresh_token", "device_token")
#: Problems that any route may answer with.
ANY_ROUTE = frozenset({"bad_request", "internal_error", "unavailable", "wrong_entrance"})
#: Headers of every problem with this status, on every route.
BY_STATUS: Mapping[int, tuple[str, ...]] = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}

_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class IfMatch:
    """How a route honours If-Match: whether it is required, and whether the handler takes the ETag's number or its text."""

    required: bool
    number: bool


@dataclass(frozen=True)
class Route:
    """The declaration of one route. `answers` has the headers of each status, `own_problems` the codes that follow from what
    the handler does, `problems` also those that follow from its parameters.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    public: bool
    takes: frozenset[str]
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    if_match: IfMatch | None
    parameters: Mapping[str, type]
    model: object
    answers: Answers
    own_problems: frozenset[str]
    problems: frozenset[str]
    pattern: re.Pattern[str]

    @property
    def may_be_unchanged(self) -> bool:
        """Whether the route honours If-None-Match: every GET whose answer has an ETag does."""
        return self.method == "GET" and "ETag" in self.answers.get(200, ())

    def difference(self, status: int, headers: Collection[str], problem: str | None = None) -> str | None:
        """Return how an answer differs from the declaration, None if it does not. `problem` is the code of a problem."""
        declared: set[str] = {*self.answers.get(status, ())}
        if problem is None:
            known = status in self.answers
        else:
            known = problem in self.problems | ANY_ROUTE
            declared |= set(BY_STATUS.get(status, ()))
        what = f"{self.method} {self.path}: {status} {problem or ''}".rstrip()
        if not known:
            return f"{what} is not declared"
        if declared != set(headers):
            return f"{what} has the headers {sorted(headers)}, declared are {sorted(declared)}"
        return None


def describe(
    method: str, path: str, handler: Callable[..., Any], *, answers: Answers, problems: Collection[str], public: bool
) -> Route:
    """Read a handler's signature.

    Raises
    ------
    AssertionError
        If signature, path and declaration contradict each other. This happens when the function is loaded.
    """
    hints = typing.get_type_hints(handler)
    [model] = typing.get_args(hints.pop("return"))
    names = {name.lstrip("_") for name in inspect.signature(handler).parameters}
    in_path = _PARAMETER.findall(path)
    assert names - set(TAKES) == set(in_path), f"{method} {path}: parameters differ from the path"
    assert set(problems) <= set(PROBLEMS), f"{method} {path}: unknown problem"
    if_match = _if_match(hints["if_match"]) if "if_match" in names else None
    body, query = hints.get("body"), hints.get("query")
    implied = _implied(names, if_match, query, in_path=bool(in_path), public=public)
    return Route(
        method=method,
        path=path,
        handler=handler,
        public=public,
        takes=frozenset(names),
        body=body,
        query=query,
        if_match=if_match,
        parameters={name: hints[name] for name in in_path},
        model=model,
        answers=answers,
        own_problems=frozenset(problems),
        problems=frozenset(problems) | implied,
        pattern=re.compile(_PARAMETER.sub("[^/]+", path)),
    )


def _if_match(hint: object) -> IfMatch:
    kinds = set(typing.get_args(hint)) or {hint}
    assert kinds in ({int}, {int, type(None)}, {str, type(None)}), f"if_match: {hint}"
    return IfMatch(required=type(None) not in kinds, number=int in kinds)


def _implied(
    names: Collection[str], if_match: IfMatch | None, query: type[BaseModel] | None, *, in_path: bool, public: bool
) -> set[str]:
    """Return the problems that follow from a route's parameters."""
    implied: set[str] = set()
    if not public:
        implied.add("unauthorized")
    if in_path:
        implied.add("not_found")
    if "body" in names:
        implied |= {"malformed_json", "payload_too_large", "unsupported_media_type", "validation_failed"}
    if query is not None:
        implied |= {"validation_failed"} | ({"invalid_cursor"} if "cursor" in query.model_fields else set())
    if "idempotency_key" in names:
        implied |= {"validation_failed", "idempotency_key_reused"}
    if if_match is not None:
        implied |= {"stale"} | ({"precondition_required"} if if_match.required else set())
    return implied
