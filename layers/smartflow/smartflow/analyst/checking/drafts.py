"""Reading a draft from a model's answer, and listing its prose, quotations and tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue, ValidationError

from smartflow.analyst.schema import DRAFTS, Draft, lift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


class InvalidDraft(ValueError):
    """The text is not a draft of its depth. `reasons` say in plain English what is wrong, for the one repair call."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


def parse(text: str, depth: Depth) -> Draft:
    """Read a draft of `depth` from a model's answer.

    Raises
    ------
    InvalidDraft
        Where the text is anything else: not JSON, another shape, too long, cut off.
    """
    try:
        # What pydantic cannot even encode (lone surrogates) it refuses with a ValidationError of its own.
        return lift(DRAFTS[depth].model_validate_json(text.strip()))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        reasons = [f"{'.'.join(map(str, fault['loc'])) or 'answer'}: {fault['msg']}" for fault in faults[:10]]
        raise InvalidDraft(reasons) from error


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
            # A step's verdict is a code, the draft's own is prose.
            if not (name == "verdict" and path):
                yield from _walk(item, f"{path}.{name}" if path else name, keys, name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}.{index}", keys, key)
    elif isinstance(value, str) and key in keys:
        yield path, value
