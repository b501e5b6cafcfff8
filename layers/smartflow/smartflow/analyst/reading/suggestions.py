"""From what a text states to inputs: which volume is the process's own, and which time belongs to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.statements import Statement, same_noun
from smartflow.analyst.schema import DraftSuggestion
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartflow.analyst.schema import InputField

_SIMPLE: dict[str, InputField] = {
    "errors": "error_rate_percent",
    "exceptions": "exceptions_percent",
    "rework": "rework_minutes",
    "hourly_cost": "hourly_cost",
    "build_cost": "build_cost",
    "monthly_licence": "monthly_licence",
    "systems": "systems",
}


def suggestions(title: str, text: str, found: list[Statement]) -> list[DraftSuggestion]:
    """Return suggested inputs with their words; of a range the lower end, so that savings are not overstated."""
    drafted: dict[InputField, DraftSuggestion] = {}
    for field, value, statement in _stated(title, text, found):
        normal = normal_value(field, value if isinstance(value, str) else format(value, "f"))
        if normal is not None and field not in drafted:
            quote = text[statement.start : statement.end]
            drafted[field] = DraftSuggestion(field=field, value=normal, quote=quote)
    return list(drafted.values())


def _stated(title: str, text: str, found: list[Statement]) -> Iterator[tuple[InputField, Decimal | str, Statement]]:
    volume, duration = main_run(title, text, found)
    workloads = [one for one in found if one.topic == "workload"]
    if volume and duration:
        yield "runs", volume.low, volume
        yield "frequency", volume.frequency or "monthly", volume
        yield "minutes_per_run", duration.low, duration
        together = _people_of(text, duration, found)
        if together:
            yield "people", together.low, together
    elif workloads:
        # One run a period that takes as long as the work of the period.
        work = next((one for one in workloads if one.whole), workloads[0])
        yield "frequency", work.frequency or "monthly", work
        yield "minutes_per_run", work.low, work
        if work.people != 1:
            yield "people", work.people, work
        once = next((one for one in found if one.implied and one.frequency == work.frequency), None)
        yield "runs", Decimal(1), once or work
    elif volume:
        yield "runs", volume.low, volume
        yield "frequency", volume.frequency or "monthly", volume
    elif duration:
        yield "minutes_per_run", duration.low, duration
        together = _people_of(text, duration, found)
        if together:
            yield "people", together.low, together
    for statement in found:
        if statement.topic in _SIMPLE:
            yield _SIMPLE[statement.topic], statement.low, statement


def main_run(title: str, text: str, found: list[Statement]) -> tuple[Statement | None, Statement | None]:
    """Return the volume the process is about and the time of one run of it, as far as they are stated."""
    volumes = [one for one in found if one.topic == "volume"]
    durations = [one for one in found if one.topic == "duration"]
    volume = _main_volume(title, text, volumes, durations)
    return volume, _duration_for(volume, durations, volumes)


def _people_of(text: str, duration: Statement, found: list[Statement]) -> Statement | None:
    """Return how many people work on one run, as stated beside its time ("2 people, 45 minutes each") or for each run.

    A team that shares the runs does not count: two people who each take some orders do not double an order's time.
    """
    for one in found:
        if one.topic == "people":
            between = text[min(one.end, duration.end) : max(one.start, duration.start)]
            if one.whole or (len(between) <= 30 and not re.search(r"[.!?\n]", between)):
                return one
    return None


def _main_volume(title: str, text: str, volumes: list[Statement], durations: list[Statement]) -> Statement | None:
    """Return the volume the process is about: named in the title, with a time, mentioned most often, stated first."""
    words = re.findall(r"[^\W\d_]{4,}", flat(f"{title} {text}"))
    titled = re.findall(r"[^\W\d_]{4,}", flat(title))

    def weight(volume: Statement) -> tuple[bool, int, int, int]:
        noun = volume.noun
        named = any(same_noun(noun, word) for word in titled)
        timed = any(same_noun(noun, one.noun) for one in durations)
        spoken = sum(same_noun(noun, word) for word in words) if noun else 0
        return not volume.implied, 4 * named + 4 * timed, spoken, -volume.start

    return max(volumes, key=weight, default=None)


def _duration_for(volume: Statement | None, durations: list[Statement], volumes: list[Statement]) -> Statement | None:
    """Return the time of one run: that of the same thing where it is stated, else the first after the volume.

    The time of something else that is counted too ("each complaint takes an hour") is never used.
    """
    if volume is None:
        return durations[0] if durations else None
    alike = [one for one in durations if same_noun(one.noun, volume.noun)]
    if alike:
        return alike[0]
    others = [one for one in volumes if one is not volume and not same_noun(one.noun, volume.noun)]
    free = [one for one in durations if not any(same_noun(one.noun, other.noun) for other in others)]
    return min(free, key=lambda one: (one.start < volume.start, one.start), default=None)
