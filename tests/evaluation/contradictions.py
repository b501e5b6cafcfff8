"""Short made-up texts that contradict themselves, and as many that only seem to: `contradictions.jsonl`.

`fields` names the fields under which the contradiction may be shown; none where nothing contradicts. The author of the rules
wrote these texts too, so they measure less than the sealed part does; `docs/evaluation.md` has the scores before and after
the rules were changed for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from smartflow.analyst.reading.reader import read

_FILE = Path(__file__).with_name("contradictions.jsonl")


@dataclass(frozen=True)
class MadeUp:
    """A made-up text, with the fields of its contradiction."""

    language: str
    title: str
    description: str
    fields: frozenset[str]


def load() -> list[MadeUp]:
    """Return the made-up texts."""
    raw = [json.loads(line) for line in _FILE.read_text("utf-8").splitlines()]
    return [MadeUp(one["language"], one["title"], one["description"], frozenset(one["fields"])) for one in raw]


def shown(text: MadeUp) -> frozenset[str]:
    """Return the fields for which the reader shows a contradiction."""
    currency = "PLN" if text.language == "pl" else "GBP"
    return frozenset(one.field for one in read(text.title, text.description, currency).contradictions)
