"""From labelled texts to what the reader learns from: roles of quantities, right records, right values of fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from smartflow.analyst.reading import binding, fields, records, roles
from smartflow.analyst.reading.cut import cut
from smartflow.analyst.reading.quantities import quantities
from smartflow.analyst.reading.words import FREQUENCY
from tools.train.texts import Labelled, right, right_volume

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity

_MERGED: Final = {"volume_total_of_steps": "volume"}


@dataclass
class Example:
    """A labelled text as the reader sees it; `labels` are indices of roles, -1 where the writer gave none."""

    text: Labelled
    cut: Cut
    found: list[Quantity]
    features: list[list[str]]
    labels: list[int]


def example(text: Labelled) -> Example:
    """Read a text up to its quantities and lay its labels beside them."""
    made = cut(text.title, text.description)
    found = quantities(made)
    named = _aligned(text, found)
    # A writer who labels everything leaves nothing out: what has no label is something else. Others label what matters.
    thorough = len([one for one in named if one]) >= 0.6 * len(found)
    index = {name: position for position, name in enumerate(roles.ROLES)}
    other = index["other"]
    labels = [index.get(_MERGED.get(name, name), other) if name else (other if thorough else -1) for name in named]
    return Example(text, made, found, [roles.features(made, found, i) for i in range(len(found))], labels)


def _aligned(text: Labelled, found: list[Quantity]) -> list[str | None]:
    labels: list[str | None] = [None] * len(found)
    position = 0
    for one in text.quantities:
        role = one.get("role")
        quote = one.get("quote", "")
        at = text.description.find(quote, position) if quote else -1
        if at < 0 and quote:
            at = text.description.find(quote)
        elif quote:
            position = at + 1
        if at < 0 or not role:
            continue
        best, most = None, 0.0
        for index, quantity in enumerate(found):
            shared = min(at + len(quote), quantity.number_end) - max(at, quantity.number_start)
            if shared <= 0:
                continue
            low = one.get("low")
            close = isinstance(low, int | float) and abs(quantity.low - low) <= 0.02 * max(1.0, abs(low))
            fitness = shared + (5 if close else 0) - (3 if labels[index] else 0)
            if role == "frequency" and quantity.kind in {"period", "times"}:
                fitness += 5
            if fitness > most:
                best, most = index, fitness
        if best is not None:
            labels[best] = str(role)
    return labels


def right_record(text: Labelled, record: records.Record) -> bool:
    """Tell whether a record is what the text states: what it leaves open is rightly missing."""
    return right_volume_part(text, record.volume) and right_time_part(text, record.time)


def right_volume_part(text: Labelled, volume: records.Volume | None) -> bool:
    """Tell whether a volume is the stated one; None is right where runs or frequency are not stated."""
    stated = "runs" in text.facts and "frequency" in text.facts
    if volume is None:
        return not stated
    return stated and right_volume(text, volume.runs, FREQUENCY[volume.period])


def right_time_part(text: Labelled, time: records.Time | None) -> bool:
    """Tell whether a time is the stated one; None is right where none is stated."""
    stated = "minutes_per_run" in text.facts
    if time is None:
        return not stated
    return stated and right(text, "minutes_per_run", time.minutes)


def right_value(text: Labelled, name: str, value: fields.Value | None) -> bool:
    """Tell whether a field's value is the stated one; None is right where none is stated."""
    if value is None:
        return name not in text.facts
    return right(text, name, value.value) and fields.is_in(value, text.currency)


def bound(one: Example, probabilities: Any) -> tuple[records.Text, list[records.Record]]:
    """Return a text with soft roles, and its records."""
    soft = [dict(zip(roles.ROLES, map(float, row), strict=True)) for row in probabilities]
    text = records.prepared(one.cut, one.found, soft)
    return text, binding.records(text)
