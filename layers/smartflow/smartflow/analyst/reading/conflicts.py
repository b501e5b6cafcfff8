"""Statements of one text that cannot all be true. Nothing is settled here.

Caution over zeal: a peak season, the past, a plan, elapsed time, a part of a whole or another activity contradict nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.quotes import Quote, of_sources

if TYPE_CHECKING:
    from smartflow.analyst.reading.binding import Text
    from smartflow.analyst.reading.choice import Choice

#: How far apart two values must lie, as a ratio, before they contradict each other.
_VOLUMES_APART: Final = 1.3
_WORK_APART: Final = 1.6
_STEPS_APART: Final = 1.1
#: Hours of one full-time post a year.
POST_HOURS: Final = 1850
_CALM: Final = frozenset({"season", "past", "plan", "part", "other"})
_NOTHING_ELSE: Final = ("nic innego", "tylko to", "nothing else", "only this", "just this", "wylacznie", "all day long", "caly czas")


@dataclass(frozen=True, slots=True)
class Side:
    """One statement of a contradiction: its words and the values of the inputs it amounts to."""

    quote: Quote
    values: tuple[tuple[str, float | str], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements about a field that cannot both be true."""

    field: str
    a: Side
    b: Side


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the contradictions of a text, one for each field at most."""
    made: dict[str, Conflict] = {}
    for conflict in (*_volumes(text), *_steps(text), *_work(text, choice), *_posts(text)):
        made.setdefault(conflict.field, conflict)
    return list(made.values())


def _side(text: Text, sources: tuple[int, ...], field: str, **values: float | str) -> Side:
    return Side(of_sources(text, sources, field)[0], tuple(values.items()))


def _volumes(text: Text) -> list[Conflict]:
    """The same thing counted twice in the same period, differently."""
    counts = [
        index for index, one in enumerate(text.found)
        if one.kind == "count" and one.per in words.A_YEAR and text.p(index, "volume") > 0.3
        and not text.cues[index] & _CALM and one.unit == ""
    ]  # fmt: skip
    made = []
    for a, b in combinations(counts, 2):
        first, second = text.found[a], text.found[b]
        if first.per is None or second.per is None or not first.nouns or not second.nouns:
            continue
        alike = set(first.nouns[:2]) & set(second.nouns)
        if not alike or (text.cut.lines[text.cut.tokens[first.first].line].cells):
            continue
        x, y = first.low * words.A_YEAR[first.per], second.low * words.A_YEAR[second.per]
        high = max(x, y) / max(min(first.high * words.A_YEAR[first.per], second.high * words.A_YEAR[second.per]), 0.01)
        if high > _VOLUMES_APART and max(x, y) / min(x, y) < 4:
            made.append(
                Conflict(
                    "runs",
                    _side(text, (a,), "runs", runs=first.low, frequency=words.FREQUENCY[first.per]),
                    _side(text, (b,), "runs", runs=second.low, frequency=words.FREQUENCY[second.per]),
                )
            )
    return made


def _steps(text: Text) -> list[Conflict]:
    """A total that its steps do not add up to."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        if one.kind != "duration" or text.p(index, "minutes_total") < 0.45:
            continue
        steps: list[int] = []
        for before in range(index - 1, -1, -1):
            step = text.found[before]
            if tokens[one.first].line - tokens[step.first].line > 6 or text.p(before, "minutes_total") > 0.4:
                break
            if step.kind == "duration" and text.p(before, "minutes_step") > 0.5:
                steps.insert(0, before)
        if len(steps) < 2:
            continue
        total = sum(text.found[step].low for step in steps)
        most = sum(text.found[step].high for step in steps)
        if total > one.high * _STEPS_APART or most < one.low / _STEPS_APART:
            made.append(
                Conflict(
                    "minutes_per_run",
                    _side(text, (index,), "minutes_per_run", minutes_per_run=one.low),
                    _side(text, (steps[-1],), "minutes_per_run", minutes_per_run=round(total, 4)),
                )
            )
    return made


def _work(text: Text, choice: Choice) -> list[Conflict]:
    """Runs × minutes against the hours or posts said of the whole work."""
    volume, time = choice.volume, choice.time
    if volume is None or time is None or choice.probability["record"] < 0.3 or volume.how in {"work", "once"} or time.how in {"work", "ratio"}:
        return []
    hours = volume.yearly * time.minutes / 60
    made = []
    for index, one in enumerate(text.found):
        said = _said_hours(text, index)
        if said is None or index in (*volume.sources, *time.sources):
            continue
        if max(said, hours) / max(min(said, hours), 0.1) > _WORK_APART:
            runs: dict[str, float | str] = {"runs": volume.runs, "frequency": words.FREQUENCY[volume.period], "minutes_per_run": time.minutes}
            made.append(
                Conflict("minutes_per_run", _side(text, time.sources, "minutes_per_run", **runs), _side(text, (index,), "minutes_per_run", **_work_values(one.kind, said)))
            )
    return made


def _work_values(kind: str, hours: float) -> dict[str, float | str]:
    """Hours a year as one run a week that takes so long."""
    return {"runs": 1, "frequency": "weekly", "minutes_per_run": round(hours / (POST_HOURS / 40 if kind == "posts" else 52) * 60, 2)}


def _said_hours(text: Text, index: int) -> float | None:
    one = text.found[index]
    if text.cues[index] & {"season", "past", "plan", "part"}:
        return None
    if one.kind == "duration" and one.per in words.A_YEAR and one.per is not None and one.unit in {"minute", "hour", "day"}:
        return one.low * words.A_YEAR[one.per] / 60 if text.p(index, "workload") > 0.4 else None
    if one.kind == "posts" and one.low >= 1 and text.p(index, "posts") > 0.4:
        tokens = text.cut.tokens
        sentence = " ".join(token.form for token in tokens if token.sentence == tokens[one.first].sentence)
        if any(words_ in sentence for words_ in _NOTHING_ELSE):
            heads = next((text.found[i].low for i in (index - 1,) if i >= 0 and text.found[i].unit == "people" and one.low == 1 and one.first - text.found[i].last < 3), 1.0)
            return one.low * heads * POST_HOURS
    return None


def _posts(text: Text) -> list[Conflict]:
    """ "Four people full time" against "40 hours a week" of the same work."""
    posts = [i for i, one in enumerate(text.found) if one.kind == "posts" and one.low >= 1 and not text.cues[i] & {"season", "past", "plan", "part"}]
    works = [
        i for i, one in enumerate(text.found)
        if one.kind == "duration" and one.per in {"week", "month"} and text.p(i, "workload") > 0.4 and not text.cues[i] & {"season", "past", "plan"}
    ]  # fmt: skip
    made = []
    for post in posts:
        one = text.found[post]
        heads = one.low
        before = text.found[post - 1] if post else None
        if before is not None and before.unit == "people" and one.low == 1 and one.first - before.last < 4:
            heads = before.low
        for work in works:
            other = text.found[work]
            hours = other.high * words.A_YEAR[other.per or "week"] / 60
            if heads >= 2 and heads * POST_HOURS / max(hours, 1) > _WORK_APART:
                sources = (post - 1, post) if before is not None and heads == before.low and one.low == 1 else (post,)
                made.append(
                    Conflict(
                        "minutes_per_run",
                        _side(text, sources, "people", runs=1, frequency="weekly", minutes_per_run=2400, people=heads),
                        _side(text, (work,), "minutes_per_run", runs=1, frequency=words.FREQUENCY[other.per or "week"], minutes_per_run=other.low),
                    )
                )
    return made
