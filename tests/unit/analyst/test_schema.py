"""The schema of a model's answers, and the parsing of them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.checking.drafts import InvalidDraft, draft_of, fixed, json_object, parse_fixes
from smartflow.analyst.model.strict_schema import fixes_schema, reading_schema, strict_schema
from smartflow.analyst.schema import DRAFTS, FROM_READING, Depth, Draft, InputField
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


def parse(text: str, depth: Depth) -> Draft:
    return draft_of(json_object(text), depth)


def blank(depth: Depth) -> dict[str, object]:
    draft: dict[str, object] = {name: [] for name in DRAFTS[depth].model_fields}
    draft |= {"summary": "Opis.", "verdict": "Ocena."}
    if depth == "expert":
        draft["scenarios"] = {"conservative": "", "expected": "", "optimistic": ""}
    return draft


@pytest.mark.parametrize("wanted", [*map(strict_schema, DEPTHS), reading_schema(), fixes_schema()])
def test_every_object_is_closed_and_requires_all_its_fields(wanted: dict[str, object]) -> None:
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


@pytest.mark.parametrize("depth", DEPTHS)
def test_what_the_reading_answers_is_not_asked_for_again_and_every_list_has_a_limit(depth: Depth) -> None:
    wanted, *_ = parts(strict_schema(depth)["schema"])
    fields = wanted["required"]
    assert isinstance(fields, list)
    assert not set(FROM_READING) & set(fields)
    for schema in (wanted, dict[str, object](reading_schema())):
        lists = [part for part in parts(schema) if part.get("type") == "array"]
        assert lists
        assert all(1 <= int(str(part["maxItems"])) <= 20 for part in lists)


def test_a_part_of_a_draft_is_asked_for_alone() -> None:
    schema, *_ = parts(strict_schema("expert", ["risks"])["schema"])
    assert schema["required"] == ["risks"]
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert list(definitions) == ["DraftRisk"]


def test_every_suggestible_field_is_an_input_of_the_engine() -> None:
    assert set(get_args(InputField)) <= set(FIELDS)


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_shorter_draft_is_read_into_the_full_shape(depth: Depth) -> None:
    draft = parse(json.dumps(blank(depth)), depth)
    assert draft.summary == "Opis."
    assert draft.steps == []
    assert draft.comparison == []


@pytest.mark.parametrize(
    "answer",
    [
        "OBJECT",
        "```json\nOBJECT\n```",
        "```\nOBJECT\n```\n",
        "Oto analiza, z kwotą {net_annual} w tekście:\n\nOBJECT\n\nPowodzenia!",
        "\ufeff OBJECT",
    ],
)
def test_json_is_found_in_a_fence_and_after_words(answer: str) -> None:
    assert parse(answer.replace("OBJECT", json.dumps(blank("basic"), indent=1)), "basic").summary == "Opis."


def test_a_list_that_is_too_long_is_cut_and_not_asked_for_again() -> None:
    assert len(parse(json.dumps({**blank("basic"), "first_steps": ["x"] * 60}), "basic").first_steps) == 40


def test_only_the_texts_that_were_at_fault_are_replaced() -> None:
    draft = parse(json.dumps({**blank("basic"), "risks": [{"risk": "a", "mitigation": "b"}]}), "basic")
    fixes = parse_fixes('{"fixes": [{"path": "risks.0.risk", "text": "c"}, {"path": "summary", "text": "d"}]}')
    made = fixed(draft, fixes, ["risks.0.risk", "verdict"])
    assert (made.risks[0].risk, made.risks[0].mitigation, made.summary, made.verdict) == ("c", "b", "Opis.", "Ocena.")


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
        json.dumps({**blank("basic"), "risks": [{"risk": "x"}]}),
        json.dumps({**blank("basic"), "roadmap": [{"phase": "x", "effort": "XL", "actions": []}]}),
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
