"""Writes docs/openapi.json from what the routes declare: `python -m tools.openapi`. A test fails while the file differs."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from smartflow.language.text import Language

if TYPE_CHECKING:
    from smartflow.api.routes import Route

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "openapi.json"
FUNCTIONS = ("auth_api", "public_api", "processes_api", "analyses_api", "reports_api")
_LANGUAGE: Language = "en"  # the document is written in English
_REF = "#/components/schemas/{model}"

sys.path[:0] = [str(ROOT / "functions" / name) for name in FUNCTIONS]

_HEADERS = {
    "ETag": "The version of the resource, for If-Match and If-None-Match.",
    "Location": "Path of what was created or accepted.",
    "Referrer-Policy": "Always no-referrer: the address is a secret.",
    "Retry-After": "Seconds after which to ask again.",
    "Set-Cookie": "The refresh token for /v1/auth, HttpOnly; expired at once where a session ends. A browser that is new to the "
    "account also gets the token of a device.",
    "WWW-Authenticate": "Always Bearer.",
    "X-Robots-Tag": "Always noindex, nofollow.",
}
_DESCRIPTIONS = {
    200: "Done",
    201: "Created",
    202: "Accepted; done in the background",
    204: "Done; the answer has no body",
    304: "Not modified since the version in If-None-Match",
    503: "Degraded",
}
_PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": _REF.format(model="ProblemDetails")}}}
_PROBLEM_DETAILS = {
    "title": "ProblemDetails",
    "description": "RFC 9457; `code` is stable, texts follow Accept-Language.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "message")},
            },
        },
    },
}


def routes() -> list[tuple[str, "Route"]]:
    """Return every route with the name of its function."""
    return [(name, route) for name in FUNCTIONS for route in importlib.import_module(name).api.routes]


def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of all functions behind the API."""
    found = sorted(routes(), key=lambda entry: (entry[1].path, entry[1].method))
    schemas, definitions = _schemas([route for _, route in found])
    paths: dict[str, dict[str, Any]] = {}
    for function, route in found:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(function, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SmartFlowAI",
            "version": "1",
            "description": "What a business process costs today, what automating it would save, and what to do first.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "The origin of the page"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted((definitions | {"ProblemDetails": _PROBLEM_DETAILS}).items())),
            "responses": _problem_responses([route for _, route in found]),
            "headers": {
                name: {"required": True, "description": description, "schema": {"type": "string"}}
                for name, description in _HEADERS.items()
            },
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def text() -> str:
    """Return the text of the document."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def _schemas(found: list["Route"]) -> tuple[dict[Any, Any], dict[str, Any]]:
    """Return the schema of every body and answer by its model, and the definitions they refer to, each name once."""
    bodies = {route.body for route in found} - {None}
    answers = {route.model for route in found} - {type(None)}
    wanted: list[tuple[Any, Literal["validation", "serialization"], TypeAdapter[Any]]] = [
        *((model, "validation", TypeAdapter(model)) for model in sorted(bodies, key=str)),
        *((model, "serialization", TypeAdapter(model)) for model in sorted(answers, key=str)),
    ]
    by_model, shared = TypeAdapter.json_schemas(wanted, ref_template=_REF)
    return {model: schema for (model, _), schema in by_model.items()}, shared["$defs"]


def _operation(function: str, route: "Route", schemas: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "tags": [function],
        "summary": (route.handler.__doc__ or "").partition("\n")[0],
        "parameters": [*_path_parameters(route), *_query_parameters(route.query), *_header_parameters(route)],
        "responses": _responses(route, schemas.get(route.model)),
    }
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schemas[route.body]}}}
    if not route.public:
        operation["security"] = [{"session": []}]
    elif "access_token" in route.takes:
        operation["security"] = [{}, {"session": []}]
    return operation


def _responses(route: "Route", schema: Any) -> dict[str, Any]:
    from smartflow.api.problem_texts import PROBLEMS

    answers: dict[int, tuple[str, ...]] = {**route.answers, **({304: ("ETag",)} if route.may_be_unchanged else {})}
    own = {PROBLEMS[code].status for code in route.own_problems}
    responses = {}
    for status in sorted({*answers, *(PROBLEMS[code].status for code in route.problems), 503}):
        codes = _codes(route, status)
        if status not in answers:
            responses[str(status)] = {"$ref": f"#/components/responses/{'.'.join(codes)}"}
        elif status in own:
            responses[str(status)] = _problem(status, codes, answers[status])
        else:
            response: dict[str, Any] = {"description": _DESCRIPTIONS[status]}
            if answers[status]:
                response["headers"] = _headers(answers[status])
            if schema is not None and status != 304:
                response["content"] = {"application/json": {"schema": schema}}
            if codes:
                response["content"].update(_problem(status, codes)["content"])
            responses[str(status)] = response
    responses["default"] = {"$ref": "#/components/responses/Problem"}
    return responses


def _problem_responses(found: list["Route"]) -> dict[str, Any]:
    """Return the responses that are problems alone, by their codes."""
    from smartflow.api.problem_texts import PROBLEMS

    responses = {}
    for route in found:
        for status in {PROBLEMS[code].status for code in {*route.problems, "unavailable"}}:
            codes = _codes(route, status)
            responses[".".join(codes)] = _problem(status, codes)
    common = "A problem that any route may answer with. The gateway itself answers 413, 429 and 503 with another body."
    return dict(sorted(responses.items())) | {"Problem": {"description": common, "content": _PROBLEM_CONTENT}}


def _codes(route: "Route", status: int) -> list[str]:
    from smartflow.api.problem_texts import PROBLEMS

    return sorted(code for code in {*route.problems, "unavailable"} if PROBLEMS[code].status == status)


def _problem(status: int, codes: list[str], headers: tuple[str, ...] = ()) -> dict[str, Any]:
    from smartflow.api.problem_texts import PROBLEMS
    from smartflow.api.routes import BY_STATUS

    description = "; ".join(f"`{code}`: {PROBLEMS[code].title.of(_LANGUAGE)}" for code in codes)
    response: dict[str, Any] = {"description": description, "content": _PROBLEM_CONTENT}
    if names := (*headers, *BY_STATUS.get(status, ())):
        response["headers"] = _headers(names)
    return response


def _headers(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(names)}


def _path_parameters(route: "Route") -> Iterator[dict[str, Any]]:
    for name, kind in route.parameters.items():
        schema = {"type": "string", "format": "uuid"} if kind is UUID else {"type": "string"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(model: type[BaseModel] | None) -> Iterator[dict[str, Any]]:
    if model is not None:
        schema = model.model_json_schema(ref_template=_REF)
        for name, described in schema["properties"].items():
            yield {"name": name, "in": "query", "schema": described}


def _header_parameters(route: "Route") -> Iterator[dict[str, Any]]:
    from smartflow.api.http import DEVICE_COOKIE, IDEMPOTENCY_KEY, REFRESH_COOKIE

    text = {"type": "string"}
    yield {"name": "Accept-Language", "in": "header", "schema": text}
    if "idempotency_key" in route.takes:
        key = {"type": "string", "pattern": f"^{IDEMPOTENCY_KEY.pattern}$"}
        yield {"name": "Idempotency-Key", "in": "header", "schema": key}
    if route.if_match is not None:
        yield {"name": "If-Match", "in": "header", "required": route.if_match.required, "schema": text}
    if route.may_be_unchanged:
        yield {"name": "If-None-Match", "in": "header", "schema": text}
    if "refresh_token" in route.takes:
        yield {"name": REFRESH_COOKIE, "in": "cookie", "schema": text}
    if "device_token" in route.takes:
        yield {"name": DEVICE_COOKIE, "in": "cookie", "schema": text}


if __name__ == "__main__":
    TARGET.write_text(text())
