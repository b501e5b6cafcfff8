"""Holds answers to docs/openapi.json: the status is described, the headers are those it names, the body fits its schema."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator

from tests.support.api import Reply
from tests.support.template import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text())
_HEADERS = set(DOCUMENT["components"]["headers"])


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    method: str
    path: str
    described: dict[str, Any]

    @property
    def name(self) -> str:
        """Its operationId, which is also the name of its handler and of its event."""
        return str(self.described["operationId"])

    @property
    def function(self) -> str:
        """The function that serves it."""
        return str(self.described["tags"][0])

    @cached_property
    def takes(self) -> set[str]:
        """The names of its parameters."""
        return {parameter["name"] for parameter in self.described["parameters"]}

    def hold(self, reply: Reply) -> Reply:
        """Return `reply`, which has to be as the document says."""
        response = _resolved(self.described["responses"][str(reply.status)])
        sent = {name for name in reply.headers if name in _HEADERS} | ({"Set-Cookie"} if reply.cookies else set())
        assert sent == set(response.get("headers", ())), f"{self.name}: {reply.status}"
        content = response.get("content", {})
        if not content:
            assert not reply.body, f"{self.name}: {reply.status}"
            return reply
        schema = {**content[reply.headers["Content-Type"]]["schema"], "components": DOCUMENT["components"]}
        Draft202012Validator(schema).validate(reply.body)
        return reply


def operations() -> dict[str, Operation]:
    """Return the operations of the document by their names."""
    found = [
        Operation(method.upper(), path, described)
        for path, methods in DOCUMENT["paths"].items()
        for method, described in methods.items()
    ]
    return {operation.name: operation for operation in found}


def _resolved(response: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in response:
        return response
    found: dict[str, Any] = DOCUMENT["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return found
