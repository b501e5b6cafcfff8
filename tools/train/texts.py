"""The labelled texts of `tests/evaluation/descriptions`: loading them, and what counts as right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

DESCRIPTIONS: Final = Path(__file__).parents[2] / "tests" / "evaluation" / "descriptions"
SEALED: Final = "sealed-"
A_YEAR: Final = {"daily": 250, "weekly": 52, "biweekly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}


@dataclass(frozen=True)
class Labelled:
    """A text with what its writer says it states; see `tests/evaluation/descriptions/README.md`."""

    id: str
    writer: str
    language: str
    currency: str
    title: str
    description: str
    quantities: tuple[dict[str, Any], ...]
    facts: dict[str, Any]
    accept: dict[str, list[Any]]
    open_fields: frozenset[str]
    contradictions: tuple[dict[str, str], ...]
    hours: float | None


def load(folder: Path = DESCRIPTIONS, *, sealed: bool = False) -> list[Labelled]:
    """Return the texts of every writer but the sealed ones; `sealed`: those of the sealed ones only."""
    return [
        one
        for path in sorted(folder.glob("*.jsonl"))
        if path.name.startswith(SEALED) == sealed
        for one in read_file(path)
    ]


def read_file(path: Path) -> list[Labelled]:
    """Return the texts of one writer."""
    return [_labelled(json.loads(line), path.stem) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _labelled(raw: dict[str, Any], writer: str) -> Labelled:
    return Labelled(
        id=raw["id"],
        writer=writer,
        language=raw["language"],
        currency=raw["currency"],
        title=raw["title"],
        description=raw["description"],
        quantities=tuple(raw.get("quantities") or ()),
        facts=raw["facts"],
        accept=raw.get("accept") or {},
        open_fields=frozenset(one["field"] for one in raw.get("open") or ()),
        contradictions=tuple(raw.get("contradictions") or ()),
        hours=raw.get("hours_per_year"),
    )


def same(first: float, second: float, share: float = 0.011) -> bool:
    """Tell whether two values are the same but for rounding."""
    return abs(first - second) <= share * max(abs(first), abs(second), 0.01)


def right(text: Labelled, field: str, value: float | str) -> bool:
    """Tell whether a value of a field is the stated one, or one that a reasonable reader may also take."""
    accepted = [text.facts[field]] if field in text.facts else []
    accepted += list(text.accept.get(field, ()))
    if isinstance(value, str):
        return value in accepted
    return any(same(value, float(one)) for one in accepted if isinstance(one, int | float))


def right_volume(text: Labelled, runs: float, frequency: str) -> bool:
    """Tell whether so many runs so often are what the text states, or the same said by another period."""
    if right(text, "runs", runs) and right(text, "frequency", frequency):
        return True
    if "runs" not in text.facts or "frequency" not in text.facts:
        return False
    return same(runs * A_YEAR[frequency], text.facts["runs"] * A_YEAR[text.facts["frequency"]])


def yearly_hours(values: dict[str, Any]) -> float | None:
    """Return the hours a year of such facts, or None while runs, frequency or minutes are missing."""
    if not {"runs", "frequency", "minutes_per_run"} <= set(values):
        return None
    rework = float(values.get("error_rate_percent", 0)) / 100 * float(values.get("rework_minutes", 0))
    minutes = float(values["minutes_per_run"]) * float(values.get("people", 1)) + rework
    return float(values["runs"]) * A_YEAR[values["frequency"]] * minutes / 60


def right_hours(text: Labelled, hours: float) -> bool:
    """Tell whether hours a year follow from the facts, or from them with accepted alternatives, within two percent."""
    if text.hours is not None and same(hours, float(text.hours), 0.02):
        return True
    needed = ("runs", "frequency", "minutes_per_run", "people", "error_rate_percent", "rework_minutes")
    choices = []
    for field in needed:
        values: list[Any] = [text.facts[field]] if field in text.facts else [None]
        values += [one for one in text.accept.get(field, ()) if one not in values]
        choices.append(values[:6])
    for chosen in product(*choices):
        stated = {field: value for field, value in zip(needed, chosen, strict=True) if value is not None}
        found = yearly_hours(stated)
        if found is not None and same(hours, found, 0.02):
            return True
    return any(same(hours, float(one), 0.02) for one in text.accept.get("hours_per_year", ()))
