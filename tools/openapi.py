"""Writes docs/openapi.json from the routes' own signatures: `python -m tools.openapi` (and `--check` in the tests)."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "openapi.json"
FUNCTIONS = ("auth_api", "processes_api", "analyses_api", "reports_api")
_REF = "#/components/schemas/{model}"
_IF_MATCH = {("PUT", "/v1/processes/{id}"), ("PATCH", "/v1/processes/{id}"), ("DELETE", "/v1/processes/{id}")}

sys.path[:0] = [str(ROOT / "functions" / name) for name in FUNCTIONS]


def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of all functions behind the API."""
    from smartflow.api.http import Route

    routes: list[tuple[str, Route]] = [
        (name, route) for name in FUNCTIONS for route in importlib.import_module(name).api.routes
    ]
    bodies = {route.body for _, route in routes if route.body}
    answers: dict[Any, TypeAdapter[Any]] = {
        adapter: TypeAdapter(adapter)
        for adapter in dict.fromkeys(route.answer for _, route in routes)
        if adapter is not type(None)
    }
    body_schemas, definitions = models_json_schema(
        [(model, "validation") for model in sorted(bodies, key=lambda model: model.__name__)], ref_template=_REF
    )
    answer_schemas, answer_definitions = TypeAdapter.json_schemas(
        [(index, "serialization", adapter) for index, adapter in enumerate(answers.values())], ref_template=_REF
    )
    by_answer = {kind: answer_schemas[(index, "serialization")] for index, kind in enumerate(answers)}
    schemas = {**definitions.get("$defs", {}), **answer_definitions.get("$defs", {}), "ProblemDetails": _PROBLEM}
    paths: dict[str, dict[str, Any]] = {}
    for function, route in sorted(routes, key=lambda entry: (entry[1].path, entry[1].method)):
        body = body_schemas[(route.body, "validation")] if route.body else None
        answer = by_answer.get(route.answer)
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(function, route, body, answer)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SmartFlowAI",
            "version": "1",
            "description": "What a business process costs today, what automating it would save, and what to do first.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(function: str, route: Any, body: Any, answer: Any) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Success"}
    if answer is not None:
        success["content"] = {"application/json": {"schema": answer}}
    problem = {
        "description": "Problem",
        "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="ProblemDetails")}}},
    }
    operation: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "tags": [function],
        "summary": (route.handler.__doc__ or "").partition("\n")[0],
        "parameters": [*_path_parameters(route), *_query_parameters(route.query), *_header_parameters(route)],
        "responses": {str(route.status): success, "default": problem},
    }
    if function == "processes_api" and route.path == "/v1/health":
        operation["responses"]["503"] = success
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if not route.public:
        operation["security"] = [{"session": []}]
    return operation


def _path_parameters(route: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "format": "uuid"} if kind is UUID else {"type": "string"},
        }
        for name, kind in route.parameters.items()
    ]


def _query_parameters(model: type[BaseModel] | None) -> list[dict[str, Any]]:
    if model is None:
        return []
    schema = model.model_json_schema(ref_template=_REF)
    return [{"name": name, "in": "query", "schema": described} for name, described in schema["properties"].items()]


def _header_parameters(route: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"name": "Accept-Language", "in": "header", "schema": {"type": "string"}}]
    if route.method == "POST" and route.status in (201, 202) and not route.path.startswith("/v1/auth"):
        key = {"type": "string", "pattern": "^[\\x21-\\x7e]{1,200}$"}
        found.append({"name": "Idempotency-Key", "in": "header", "schema": key})
    if (route.method, route.path) in _IF_MATCH:
        found.append({"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}})
    return found


_PROBLEM = {
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


def text() -> str:
    """Return the document as it is kept."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text())
