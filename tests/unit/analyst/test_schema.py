"""The schema of a model's answers, and the parsing of them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.checking.drafts import InvalidDraft, parse
from smartflow.analyst.schema import DRAFTS, Depth, InputField, strict_schema
from smartflow.engine.inputs import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTHS: tuple[Depth, ...] = get_args(Depth)
UNSUPPORTED = {
    "oneOf",
    "allOf",
    "not",
    "patternProperties",
    "uniqueItems",
    "default",
    "prefixItems",
    "const",
    "maxLength",
}


def parts(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from parts(item)


def blank(depth: Depth) -> dict[str, object]:
    draft: dict[str, object] = {name: [] for name in DRAFTS[depth].model_fields}
    draft |= {"summary": "Opis.", "verdict": "Ocena."}
    if depth == "expert":
        draft["scenarios"] = {"conservative": "", "expected": "", "optimistic": ""}
    return draft


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_object_is_closed_and_requires_all_its_fields(depth: Depth) -> None:
    wanted = strict_schema(depth)
    assert wanted["type"] == "json_schema"
    assert wanted["strict"] is True
    objects = [part for part in parts(wanted["schema"]) if part.get("type") == "object"]
    assert objects
    for part in objects:
        properties = part["properties"]
        assert isinstance(properties, dict)
        assert part["additionalProperties"] is False
        assert part["required"] == list(properties)
    assert not [key for part in parts(wanted["schema"]) for key in part if key in UNSUPPORTED]


def test_each_depth_asks_for_more_than_the_one_before() -> None:
    basic, deep, expert = (set(DRAFTS[depth].model_fields) for depth in DEPTHS)
    assert basic < deep < expert
    assert {"steps", "variants"} <= deep - basic
    assert {"comparison", "monitoring", "scenarios"} == expert - deep


def test_every_suggestible_field_is_an_input_of_the_engine() -> None:
    assert set(get_args(InputField)) <= set(FIELDS)


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_shorter_draft_is_read_into_the_full_shape(depth: Depth) -> None:
    draft = parse(json.dumps(blank(depth)), depth)
    assert draft.summary == "Opis."
    assert draft.steps == []
    assert draft.comparison == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I am sorry, I cannot help with that.",
        "<html>Bad gateway</html>",
        '{"summary": "Opis."',
        "null",
        "[]",
        json.dumps({**blank("basic"), "extra": 1}),
        json.dumps({**blank("basic"), "summary": "x" * 4_001}),
        json.dumps({**blank("basic"), "first_steps": ["x"] * 41}),
        json.dumps({**blank("basic"), "risks": [{"risk": "x"}]}),
        json.dumps({**blank("basic"), "questions": [{"question": "x", "field": "wallet"}]}),
        json.dumps({name: value for name, value in blank("basic").items() if name != "verdict"}),
        '{"a":' * 3_000,
        '{"summary": "\\ud800"}',
    ],
)
def test_anything_else_is_one_exception_with_readable_reasons(text: str) -> None:
    with pytest.raises(InvalidDraft) as raised:
        parse(text, "basic")
    assert raised.value.reasons
    assert all(reason.strip() for reason in raised.value.reasons)


@given(st.text(max_size=200))
def test_no_other_exception_comes_out_of_any_text(text: str) -> None:
    with pytest.raises(InvalidDraft):
        parse(text, "basic")


def test_reading_stored_results_loads_no_analyst() -> None:
    code = (
        "import sys, smartflow.analyst.schema;"
        "print([name for name in sys.modules if name.startswith('smartflow.') and name not in"
        " ('smartflow.analyst', 'smartflow.analyst.schema', 'smartflow.language', 'smartflow.language.text')])"
    )
    path = ":".join(entry for entry in sys.path if entry)
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": path}
    )
    assert shown.stdout.strip() == "[]"
