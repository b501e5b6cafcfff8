"""Choosing among the readings of a text: what is likely, and how far it may be trusted without asking.

A learned ranking gives each record its probability among the records of its text; a curve, measured on texts of writers
the ranking was not trained on, turns that into how often such a choice was right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import fields
from smartflow.analyst.reading.weights import Weights, linear, softmax

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Mapping

    from smartflow.analyst.reading.records import Record, Text, Time, Volume

#: Families of choices that have a curve and a threshold of their own, beside the fields of `fields.FIELDS`.
FAMILIES: Final = ("runs", "frequency", "minutes_per_run", "record")

#: Hours a year outside these bounds are asked about.
LEAST_HOURS, MOST_HOURS = 20, 60_000


@dataclass(slots=True)
class Choice:
    """The likeliest volume, period and time of a text, with the score and the probability of each family."""

    records: list[Record]
    volume: Volume | None
    period: str | None
    time: Time | None
    scores: dict[str, float]
    probability: dict[str, float]


def ranked(records: list[Record], weights: Weights) -> list[Record]:
    """Give each record its probability among the records of its text; likeliest first."""
    scores = [linear(weights.records, record.features) for record in records]
    for record, score, probability in zip(records, scores, softmax(scores), strict=True):
        record.score, record.probability = score, probability
    return sorted(records, key=lambda record: -record.probability)


def volume_key(record: Record) -> tuple[float, str] | None:
    """Return what makes two volumes the same reading."""
    return None if record.volume is None else (round(record.volume.runs, 3), record.volume.period)


def time_key(record: Record) -> float | None:
    """Return what makes two times the same reading."""
    return None if record.time is None else round(record.time.minutes, 2)


def record_key(record: Record) -> tuple[tuple[float, str], float] | None:
    """Return what makes two whole records the same reading."""
    volume, time = volume_key(record), time_key(record)
    return None if volume is None or time is None else (volume, time)


def chosen(records: list[Record], weights: Weights) -> Choice:
    """Rank the records of a text and say how sure the best volume, period and time are, and both together."""
    order = ranked(records, weights)
    volumes, times = _shares(order, volume_key), _shares(order, time_key)
    periods = _shares(order, lambda record: record.volume.period if record.volume else None)
    together = _shares(order, record_key)
    best_volume, best_time, best_period = _best(volumes), _best(times), _best(periods)
    scores = {
        "runs": _logit(volumes.get(best_volume, 0.0)),
        "frequency": _logit(periods.get(best_period, 0.0)),
        "minutes_per_run": _logit(times.get(best_time, 0.0)),
        "record": _logit(together.get(_best(together), 0.0)),
    }
    return Choice(
        order,
        next((record.volume for record in order if record.volume and volume_key(record) == best_volume), None),
        best_period if isinstance(best_period, str) else None,
        next((record.time for record in order if record.time and time_key(record) == best_time), None),
        scores,
        {family: weights.calibrated(family, score) for family, score in scores.items()},
    )


def taken(
    probability: Mapping[str, float], thresholds: Mapping[str, float], ruled_out: Container[str], *, whole: bool
) -> frozenset[str]:
    """Return which of runs, frequency and minutes are taken without asking.

    Runs and minutes are taken together only if the pair is sure as well and is the likeliest record (`whole`), as the hours
    rest on both; else the weaker of them is asked about. Who takes the runs takes their period.
    """
    sure = {
        family: probability.get(family, -1.0) >= thresholds.get(family, 1.0) and family not in ruled_out
        for family in FAMILIES
    }
    made = {family for family in ("runs", "minutes_per_run") if sure[family]}
    if len(made) == 2 and not (whole and sure["record"]):
        made.remove(min(made, key=lambda family: (probability[family], family != "runs")))
    if "frequency" not in ruled_out and ("runs" in made or sure["frequency"]):
        made.add("frequency")
    return frozenset(made)


def whole(choice: Choice) -> bool:
    """Tell whether the likeliest volume and time are those of the likeliest record, with hours a year within reason."""
    if choice.volume is None or choice.time is None or not choice.records:
        return False
    hours = choice.volume.yearly * choice.time.minutes / 60
    pair = ((round(choice.volume.runs, 3), choice.volume.period), round(choice.time.minutes, 2))
    return record_key(choice.records[0]) == pair and LEAST_HOURS <= hours <= MOST_HOURS


def _shares(order: list[Record], key: Callable[[Record], Hashable]) -> dict[Hashable, float]:
    made: dict[Hashable, float] = {}
    for record in order:
        made[key(record)] = made.get(key(record), 0.0) + record.probability
    return made


def _best(shares: dict[Hashable, float]) -> Hashable:
    real = {key: share for key, share in shares.items() if key is not None}
    return max(real, key=lambda key: real[key], default=None)


def _logit(share: float) -> float:
    return math.log((share + 0.004) / (1.004 - min(share, 1.0)))


def weighed(text: Text, field: str, weights: Weights) -> list[fields.Value]:
    """Give each value that may be meant for a field its probability; the rest is that the text does not say.

    A value that is said twice ("two of us … both the whole time") is one value.
    """
    kept = fields.candidates(text, field)
    own = weights.fields.get(field, {})
    scores = [linear(own, one.features) for one in kept] + [linear(own, fields.nothing(kept))]
    likely: dict[float, fields.Value] = {}
    shares: dict[float, float] = {}
    for share, one in sorted(zip(softmax(scores), kept, strict=False), key=lambda pair: -pair[0]):
        likely.setdefault(one.value, one)
        shares[one.value] = shares.get(one.value, 0.0) + share
    for value, one in likely.items():
        one.score = _logit(shares[value])
        one.probability = weights.calibrated(field, one.score)
    return sorted(likely.values(), key=lambda one: -one.score)
