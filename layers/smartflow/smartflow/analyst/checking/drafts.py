"""Reading a draft from a model's answer, and listing its prose, quotations and tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel, JsonValue, ValidationError

from smartflow.analyst.schema import DRAFTS, FROM_READING, Draft, DraftFixes, DraftReading, lift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from smartflow.analyst.schema import Depth

PROSE: Final = frozenset(
    [
        "summary", "verdict", "problem", "name", "today", "why", "fit", "description", "phase", "actions",
        "first_steps", "risk", "mitigation", "expected_results", "question", "strengths", "weaknesses", "best_for",
        "measure", "how", "conservative", "expected", "optimistic",
    ]
)  # fmt: skip
_QUOTES: Final = frozenset({"quote", "quote_a", "quote_b"})
_TOOL_IDS: Final = frozenset({"tool_id", "tool_ids"})


Model = TypeVar("Model", bound=BaseModel)
#: Words before the object may hold braces of their own, as names of figures do.
_MOST_STARTS: Final = 20


class InvalidDraft(ValueError):
    """The text is not what was asked for. `reasons` say in plain English what is wrong, for the one repair call; `fields` are
    the top-level fields at fault, none where there is no JSON object at all.
    """

    def __init__(self, reasons: Sequence[str], fields: Sequence[str] = ()) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)
        self.fields = tuple(fields)


def draft_of(written: Mapping[str, JsonValue], depth: Depth) -> Draft:
    """Return the draft of `depth` that a model wrote; what its reading has answered (`FROM_READING`) is empty.

    Raises
    ------
    InvalidDraft
        Where it has another shape; `fields` are those at fault, as far as they are known.
    """
    empty: dict[str, JsonValue] = {name: [] for name in FROM_READING}
    return lift(_validated(DRAFTS[depth], {**written, **empty}))


def parse_reading(text: str) -> DraftReading:
    """Read what a model says it has read.

    Raises
    ------
    InvalidDraft
        Where the text is anything else.
    """
    return _validated(DraftReading, json_object(text))


def parse_fixes(text: str) -> dict[str, str]:
    """Return the corrected texts in a model's answer, by path.

    Raises
    ------
    InvalidDraft
        Where the text is anything else.
    """
    return {fix.path: fix.text for fix in _validated(DraftFixes, json_object(text)).fixes}


def fixed(draft: Draft, fixes: Mapping[str, str], paths: Collection[str]) -> Draft:
    """Return the draft with corrected texts at those of `paths` that have one; all else stays.

    Raises
    ------
    InvalidDraft
        Where a corrected text is too long.
    """
    plain = _plain(draft)
    for path in paths:
        if path in fixes:
            _put(plain, path.split("."), fixes[path])
    return _validated(Draft, plain)


def json_object(text: str) -> dict[str, JsonValue]:
    """Return the JSON object in a model's answer: alone, in a fence of Markdown, or after some words.

    Raises
    ------
    InvalidDraft
        Where there is none.
    """
    start = text.find("{")
    for _ in range(_MOST_STARTS):
        if start < 0:
            break
        try:
            found, _end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
            continue
        if isinstance(found, dict) and found:
            return found
        start = text.find("{", start + 1)
    raise InvalidDraft(["answer: Not a JSON object."])


def _validated(model: type[Model], plain: JsonValue) -> Model:
    try:
        # Strings that pydantic cannot encode (lone surrogates) it refuses with a ValidationError of its own.
        return model.model_validate_json(json.dumps(plain))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        reasons = [f"{'.'.join(map(str, fault['loc'])) or 'answer'}: {fault['msg']}" for fault in faults[:10]]
        fields = tuple(dict.fromkeys(str(fault["loc"][0]) for fault in faults if fault["loc"]))
        raise InvalidDraft(reasons, fields) from error


def _put(plain: JsonValue, path: Sequence[str], text: str) -> None:
    """Put a text where a path leads; paths come from the draft itself."""
    *way, last = path
    for name in way:
        plain = plain[int(name)] if isinstance(plain, list) else plain[name] if isinstance(plain, dict) else None
    if isinstance(plain, list):
        plain[int(last)] = text
    elif isinstance(plain, dict):
        plain[last] = text


def prose(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every field that readers see as prose, with its path ("steps.0.why")."""
    yield from _walk(_plain(draft), "", PROSE)


def quotes(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every quotation, with its path."""
    yield from _walk(_plain(draft), "", _QUOTES)


def tool_ids(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every tool id, with its path."""
    yield from _walk(_plain(draft), "", _TOOL_IDS)


def _plain(draft: Draft) -> JsonValue:
    plain: JsonValue = json.loads(draft.model_dump_json())
    return plain


def _walk(value: JsonValue, path: str, keys: frozenset[str], key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            # A step's verdict is a code, the draft's own is prose; a suggestion's quotation holds those of its parts.
            if not (name == "verdict" and path) and name != "parts":
                yield from _walk(item, f"{path}.{name}" if path else name, keys, name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}.{index}", keys, key)
    elif isinstance(value, str) and key in keys:
        yield path, value
