"""Statements of one text that cannot all be true. Nothing is settled here.

Caution over zeal: a peak season, the past, a plan, elapsed time, a part of a whole or another activity contradict nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.judge import NEVER_WRONG
from smartflow.analyst.reading.quotes import Quote, of_sources
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

#: How far apart two values must lie, as a ratio, before they contradict each other.
_VOLUMES_APART: Final = 1.3
_VOLUMES_TOO_FAR: Final = 4
_WORK_APART: Final = 1.6
_STEPS_APART: Final = 1.1
#: Hours of one full-time post a year.
POST_HOURS: Final = 1850
_WISHES: Final = ("prosze", "please", "pomocy", "chcialbym", "potrzebuje", "need", "would")
_NOTHING_ELSE: Final = (
    "nic innego",
    "tylko to",
    "nothing else",
    "only this",
    "just this",
    "wylacznie",
    "all day long",
    "etatu lacznie",
    "do nothing else",
)


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
    for conflict in (*_volumes(text), *_steps(text), *_work(text, choice), *_posts(text), *_errors(text)):
        made.setdefault(conflict.field, conflict)
    return list(made.values())


def _side(text: Text, sources: tuple[int, ...], field: str, **values: float | str) -> Side:
    quotes = of_sources(text, sources, field)
    start, end = quotes[0].start, quotes[-1].end
    return Side(Quote(start, end, text.cut.text[start:end]), tuple(values.items()))


def _volumes(text: Text) -> list[Conflict]:
    """The same thing counted twice in the same kind of period, differently."""
    counts = [index for index, one in enumerate(text.found) if _is_plain_volume(text, index, one)]
    made = []
    for a, b in combinations(counts, 2):
        first, second = text.found[a], text.found[b]
        if first.per is None or second.per is None or not _same_thing(text, first, second):
            continue
        x, y = first.low * words.A_YEAR[first.per], second.low * words.A_YEAR[second.per]
        least = min(first.high * words.A_YEAR[first.per], second.high * words.A_YEAR[second.per])
        if max(x, y) / max(least, 0.01) > _VOLUMES_APART and max(x, y) / min(x, y) < _VOLUMES_TOO_FAR:
            made.append(
                Conflict(
                    "runs",
                    _side(text, (a,), "runs", runs=first.low, frequency=words.FREQUENCY[first.per]),
                    _side(text, (b,), "runs", runs=second.low, frequency=words.FREQUENCY[second.per]),
                )
            )
    return made


def _is_plain_volume(text: Text, index: int, one: Quantity) -> bool:
    """A count of runs in a period, in no season, no past, no plan and no table."""
    tokens = text.cut.tokens
    return (
        one.kind == "count" and one.per in words.A_YEAR and one.unit == "" and one.low > 1
        and text.p(index, "volume") > 0.2 and text.p(index, "volume", "other_activity_volume") > 0.5
        and text.p(index, "season_or_peak", "past", "plan_or_wish") < 0.2 and not text.cues[index] & {"season", "plan"}
        and not text.cut.lines[tokens[one.first].line].cells
        and not any(words.is_weekday(token.form) for token in tokens[max(0, one.first - 3) : one.first + 6])
    )  # fmt: skip


def _same_thing(text: Text, first: Quantity, second: Quantity) -> bool:
    """Both count the same noun, said with no word that sets one apart from the other."""
    some, others = set(first.nouns[:2]), set(second.nouns[:2])
    if not (first.named_after or second.named_after) or not some or not others:
        return False
    if first.named_after and second.named_after:
        return some <= others or others <= some
    named, label = (first, second) if first.named_after else (second, first)
    line = text.cut.lines[text.cut.tokens[label.first].line]
    return (
        bool(line.label)
        and line.label_end < label.first
        and named.nouns[0] in {words.stem(word) for word in line.label}
    )


def _steps(text: Text) -> list[Conflict]:
    """A total that its steps do not add up to."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        near = {
            concept
            for token in tokens[max(0, one.first - 5) : one.last + 3]
            if token.sentence == tokens[one.first].sentence
            for concept in words.concepts(token.form)
        }
        if one.kind != "duration" or not (
            ("total" in near or text.p(index, "minutes_total") > 0.5)
            and text.p(index, "elapsed", "deadline_or_legal", "minutes_rework", "workload") < 0.45
        ):
            continue
        steps: list[int] = []
        for before in range(index - 1, -1, -1):
            step = text.found[before]
            if (
                tokens[one.first].line - tokens[step.first].line > 6
                or tokens[one.first].sentence - tokens[step.first].sentence > 6
            ):
                break
            if step.kind == "duration" and text.p(before, "minutes_step") > 0.4:
                steps.insert(0, before)
        if len(steps) < 2:
            continue
        total = sum(text.found[step].low for step in steps)
        most = sum(text.found[step].high for step in steps)
        parts = {round(sum(text.found[step].low for step in steps[start:]), 2) for start in range(len(steps) - 1)}
        if round(one.low, 2) not in parts and (total > one.high * _STEPS_APART or most < one.low / _STEPS_APART):
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
    if (
        volume is None
        or time is None
        or choice.probability["record"] < 0.3
        or volume.how in {"work", "once"}
        or time.how in {"work", "ratio"}
    ):
        return []
    hours = volume.yearly * time.minutes / 60
    made = []
    for index, one in enumerate(text.found):
        said = _said_hours(text, index)
        if said is None or index in (*volume.sources, *time.sources):
            continue
        if max(said, hours) / max(min(said, hours), 0.1) > _WORK_APART:
            runs: dict[str, float | str] = {
                "runs": volume.runs,
                "frequency": words.FREQUENCY[volume.period],
                "minutes_per_run": time.minutes,
            }
            made.append(
                Conflict(
                    "minutes_per_run",
                    _side(text, time.sources, "minutes_per_run", **runs),
                    _side(text, (index,), "minutes_per_run", **_work_values(one.kind, said)),
                )
            )
    return made


def _work_values(kind: str, hours: float) -> dict[str, float | str]:
    """Hours a year as one run a week that takes so long."""
    return {
        "runs": 1,
        "frequency": "weekly",
        "minutes_per_run": round(hours / (POST_HOURS / 40 if kind == "posts" else 52) * 60, 2),
    }


def _said_hours(text: Text, index: int) -> float | None:
    """Return the hours a year that a statement of the whole work amounts to, or None."""
    one = text.found[index]
    tokens = text.cut.tokens
    sentence = " ".join(token.form for token in tokens if token.sentence == tokens[one.first].sentence)
    alone = any(phrase in sentence for phrase in _NOTHING_ELSE)
    wished = text.p(index, "plan_or_wish", "past") > 0.15 or any(word in sentence.split() for word in _WISHES)
    if (text.cues[index] & {"season", "past", "plan", "part"} or wished) and not alone:
        return None
    if (
        one.kind == "duration"
        and one.per in words.A_YEAR
        and one.per is not None
        and one.unit in {"minute", "hour", "day"}
    ):
        return one.low * words.A_YEAR[one.per] / 60 if text.p(index, "workload") > 0.5 and not alone else None
    if one.kind == "posts" and one.low >= 1 and alone:
        before = text.found[index - 1] if index else None
        heads = (
            before.low
            if before is not None and before.unit == "people" and one.low == 1 and one.first - before.last < 3
            else 1.0
        )
        return one.low * heads * POST_HOURS
    return None


def _posts(text: Text) -> list[Conflict]:
    """ "Four people full time" against "40 hours a week" of the same work."""
    posts = [
        i
        for i, one in enumerate(text.found)
        if one.kind == "posts" and one.low >= 1 and not text.cues[i] & {"season", "past", "plan", "part"}
    ]
    works = [
        i for i, one in enumerate(text.found)
        if one.kind == "duration" and one.per in {"week", "month"}
        and (text.p(i, "workload") > 0.3 or text.p(i, "workload", "minutes_run") > 0.5)
        and not text.cues[i] & {"season", "past", "plan"}
    ]  # fmt: skip
    made = []
    for post in posts:
        one = text.found[post]
        heads = one.low
        before = text.found[post - 1] if post else None
        if before is not None and before.unit == "people" and one.low == 1 and one.first - before.last < 7:
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
                        _side(
                            text,
                            (work,),
                            "minutes_per_run",
                            runs=1,
                            frequency=words.FREQUENCY[other.per or "week"],
                            minutes_per_run=other.low,
                        ),
                    )
                )
    return made


def _errors(text: Text) -> list[Conflict]:
    """ "We never make mistakes" against a share of errors."""
    never = NEVER_WRONG.search(flat(text.cut.text))
    shares = [
        i for i, one in enumerate(text.found) if one.kind == "percent" and one.low > 0 and text.p(i, "error_rate") > 0.4
    ]
    if never is None or not shares:
        return []
    said = Side(Quote(*never.span(), text.cut.text[slice(*never.span())]), (("error_rate_percent", 0.0),))
    return [
        Conflict(
            "error_rate_percent",
            said,
            _side(text, (shares[0],), "error_rate_percent", error_rate_percent=text.found[shares[0]].low),
        )
    ]
