"""The strict JSON schemas that a language model's answers follow, made from the shapes of drafts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.schema import DRAFTS, FROM_READING, Depth, DraftFixes, DraftReading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pydantic import JsonValue

_MOST: Final[Mapping[Depth | Literal["read"], Mapping[str, int]]] = {
    "read": {
        "facts": 20, "parts": 6, "competing": 6, "readings": 3, "steps": 12, "contradictions": 5, "questions": 5,
    },
    "basic": {
        "problems": 5, "tools": 3, "roadmap": 3, "actions": 4, "first_steps": 5, "risks": 3, "expected_results": 3,
    },
    "deep": {
        "problems": 8, "tools": 5, "roadmap": 4, "actions": 6, "first_steps": 5, "risks": 6, "expected_results": 6,
        "steps": 12, "variants": 3, "tool_ids": 4,
    },
    "expert": {
        "problems": 10, "tools": 7, "roadmap": 5, "actions": 6, "first_steps": 7, "risks": 8, "expected_results": 8,
        "steps": 15, "variants": 3, "tool_ids": 5, "comparison": 7, "monitoring": 6,
    },
}  # fmt: skip
_SCHEMA_NOISE = frozenset({"title", "maxLength", "minLength", "maxItems", "minItems", "default"})


def _plain(schema: JsonValue, most: Mapping[str, int], *, names: bool = False) -> JsonValue:
    """Keep what strict mode accepts everywhere, with the limits of lists; lengths are validated here, in code.

    `names`: keys are field names.
    """
    if isinstance(schema, dict):
        kept = {
            key: _plain(value, most, names=key in ("properties", "$defs"))
            for key, value in schema.items()
            if names or key not in _SCHEMA_NOISE
        }
        for name, limit in most.items() if names else ():
            listed = kept.get(name)
            if isinstance(listed, dict) and listed.get("type") == "array":
                listed["maxItems"] = limit
        return kept
    if isinstance(schema, list):
        return [_plain(item, most) for item in schema]
    return schema


def _only(schema: JsonValue, names: Collection[str]) -> JsonValue:
    """Return the schema of an object with these fields alone, and the definitions that they need."""
    assert isinstance(schema, dict)
    properties, definitions = schema["properties"], schema["$defs"]
    assert isinstance(properties, dict)
    assert isinstance(definitions, dict)
    kept: dict[str, JsonValue] = {name: one for name, one in properties.items() if name in names}
    needed = _named(kept)
    while more := {name for one in needed for name in _named(definitions[one])} - needed:
        needed |= more
    used = {name: one for name, one in definitions.items() if name in needed}
    return {**schema, "properties": kept, "required": list(kept), "$defs": used}


def _named(schema: JsonValue) -> set[str]:
    """Return the definitions that a schema refers to."""
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        own = {reference.rpartition("/")[2]} if isinstance(reference, str) else set()
        return own.union(*map(_named, schema.values()))
    return set[str]().union(*map(_named, schema)) if isinstance(schema, list) else set()


def _format(name: str, schema: JsonValue) -> dict[str, JsonValue]:
    return {"type": "json_schema", "name": name, "strict": True, "schema": schema}


@lru_cache
def _draft_schema(depth: Depth) -> JsonValue:
    return _plain(DRAFTS[depth].model_json_schema(), _MOST[depth])


def written_fields(depth: Depth) -> tuple[str, ...]:
    """Return the fields of a draft that are asked for when it is written."""
    return tuple(name for name in DRAFTS[depth].model_fields if name not in FROM_READING)


def strict_schema(depth: Depth, fields: Collection[str] | None = None) -> dict[str, JsonValue]:
    """Return `text.format` for the Responses API: a strict JSON schema of the draft of this depth, or of some `fields` of it."""
    return _format(f"analysis_{depth}", _only(_draft_schema(depth), fields or written_fields(depth)))


@lru_cache
def reading_schema() -> dict[str, JsonValue]:
    """Return `text.format` of the first question: what the text says."""
    return _format("reading", _plain(DraftReading.model_json_schema(), _MOST["read"]))


@lru_cache
def fixes_schema() -> dict[str, JsonValue]:
    """Return `text.format` of the repair of single fields."""
    return _format("fixes", _plain(DraftFixes.model_json_schema(), {}))
