"""From which probability a value is taken without asking: what buys most at the promised precision.

Chosen on texts whose writers were held out. Each field has its own bound, as a click costs the same for every field but
a wrong volume costs more: the hours rest on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from smartflow.analyst.reading import fields
from smartflow.analyst.reading.choice import FAMILIES
from smartflow.analyst.reading.reader import DOUBTFUL, OF_HOURS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.reading.weights import Weights

Score = tuple[float, bool]

#: Of the values taken without asking, at least so many are to be right: of all, and of each field. More than the promised
#: 0.95 of all, as bounds that are chosen on some writers hold a little less on others.
PRECISION, PRECISION_BY_FIELD = 0.966, 0.9
#: Right values that a field needs before any of its values is taken without asking.
FEWEST: Final = 16
#: So many wrong values of a field are counted in addition to those found, as a few values may be right by chance.
MARGIN: Final = 0.5
#: At most so many of the texts may end with wrong hours.
WRONG_HOURS: Final = 0.024
#: So many values are worth as much as hours that are right without a question.
HOURS_WORTH: Final = 5.0
NEVER: Final = 1.01
#: What is less likely is asked about, whatever a few values of its field seem to prove.
LEAST: Final = 0.6
_STEPS: Final = (-0.16, -0.12, -0.08, -0.05, -0.03, 0.0, 0.03, 0.06, 0.1)


@dataclass(frozen=True)
class Outcome:
    """A text while its writer was held out: the score of each family's best choice, with whether it was right.

    `ruled_out` are families that are asked about whatever their probability; `whole` says that the best volume and time
    are those of the best record, `hours` whether the hours that follow are right (None: they are asked about anyway).
    """

    scores: dict[str, Score]
    ruled_out: frozenset[str]
    whole: bool
    hours: bool | None


@dataclass(frozen=True)
class _Table:
    """Outcomes as arrays: probability (−1 where there is no choice or it is ruled out) and whether right, by family."""

    probability: dict[str, Any]
    right: dict[str, Any]
    whole: Any
    given: Any
    hours: Any

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], weights: Weights) -> _Table:
        probability, right = {}, {}
        for family in (*FAMILIES, *fields.FIELDS):
            found = [one.scores.get(family) if family not in one.ruled_out else None for one in outcomes]
            probability[family] = np.array(
                [-1.0 if one is None else weights.calibrated(family, one[0]) for one in found]
            )
            right[family] = np.array([one is not None and one[1] for one in found])
        return cls(
            probability,
            right,
            np.array([one.whole for one in outcomes]),
            np.array([one.hours is not None for one in outcomes]),
            np.array([bool(one.hours) for one in outcomes]),
        )


def thresholds(outcomes: Sequence[Outcome], weights: Weights) -> dict[str, float]:
    """Return from which probability a value of each family is taken."""
    table = _Table.of(outcomes, weights)
    beside = {family: _pairs(table, family) for family in fields.FIELDS}
    everything = sorted(
        (pair for family in (*FAMILIES, *beside) if family != "record" for pair in _pairs(table, family)), reverse=True
    )
    common = _common(everything)
    others = {family: _best(pairs, common) for family, pairs in beside.items()}
    taken = [pair for family, pairs in beside.items() for pair in pairs if pair[0] >= others[family]]
    given = table.given.copy()
    likely = {family: table.probability[family] >= DOUBTFUL for family in OF_HOURS}
    sure = {family: table.probability[family] >= others[family] for family in OF_HOURS}
    given &= ~(likely["people"] & ~sure["people"])
    given &= ~likely["rework_minutes"] | (sure["rework_minutes"] & sure["error_rate_percent"])
    table = replace(table, given=given)
    best: tuple[float, dict[str, float]] = (
        -1.0,
        {"runs": common, "frequency": common, "minutes_per_run": common, "record": NEVER},
    )
    for shifts in product(_STEPS, repeat=3):
        bounds = dict(zip(("runs", "frequency", "minutes_per_run"), (common + shift for shift in shifts), strict=True))
        worth, record = _worth(table, bounds, taken)
        if worth > best[0]:
            best = worth, {**bounds, "record": record}
    return {family: round(min(value, NEVER), 4) for family, value in {**others, **best[1]}.items()}


def _pairs(table: _Table, family: str) -> list[Score]:
    known = zip(table.probability[family].tolist(), table.right[family].tolist(), strict=True)
    return sorted(((probability, good) for probability, good in known if probability >= 0), reverse=True)


def _worth(table: _Table, bounds: dict[str, float], others: Sequence[Score]) -> tuple[float, float]:
    """Return what these bounds buy, −1 where they break a promise, with the bound of the pair they need.

    One wrong value is counted in addition everywhere, so that few texts prove less than many.
    """
    p, good = table.probability, table.right
    runs, minutes = p["runs"] >= bounds["runs"], p["minutes_per_run"] >= bounds["minutes_per_run"]
    pair = runs & minutes & table.whole
    hours = pair & table.given
    record = _record_bound(p["record"][hours], table.hours[hours], WRONG_HOURS * len(runs) - 1)
    sure = pair & (p["record"] >= record)
    weaker = runs & minutes & ~sure
    runs = runs & ~(weaker & (p["runs"] <= p["minutes_per_run"]))
    minutes = minutes & ~(weaker & (p["runs"] > p["minutes_per_run"]))
    frequency = (p["frequency"] >= 0) & (runs | (p["frequency"] >= bounds["frequency"]))
    taken = right = 0
    for family, some in (("runs", runs), ("frequency", frequency), ("minutes_per_run", minutes)):
        count, hits = int(some.sum()), int((some & good[family]).sum())
        if hits < PRECISION_BY_FIELD * (count + 1):
            return -1.0, NEVER
        taken, right = taken + count, right + hits
    taken, right = taken + len(others), right + sum(hit for _, hit in others)
    if right < PRECISION * (taken + 1):
        return -1.0, NEVER
    return right + HOURS_WORTH * float((sure & table.given & table.hours).sum()), record


def _record_bound(probability: Any, good: Any, allowed: float) -> float:
    """Return the least probability down to which at most so many records are wrong."""
    order = np.argsort(-probability, kind="stable")
    falling = probability[order]
    ends = np.append(falling[1:] < falling[:-1], True)[: len(falling)]
    fits = np.flatnonzero(ends & (np.cumsum(~good[order]) <= allowed))
    return float(falling[fits[-1]]) if len(fits) else NEVER


def _common(pairs: Sequence[Score]) -> float:
    """Return the least probability down to which the promised share of all values was right."""
    hits, least = 0, NEVER
    for count, (probability, good) in enumerate(pairs, 1):
        hits += good
        following = pairs[count][0] if count < len(pairs) else -1.0
        if hits >= PRECISION * count and following < probability:
            least = probability
    return least


def _best(pairs: Sequence[Score], common: float) -> float:
    """Return from which probability a field's values are taken, never where there is none.

    A wrong value costs what it costs everywhere: as many right ones as the common bound says. `MARGIN` wrong values
    are counted in addition, and fewer than so many right ones prove nothing: a field with few values has to prove more.
    """
    price = common / max(1 - common, 0.01)
    hits, best, bound = 0, 0.0, NEVER
    for count, (probability, good) in enumerate(pairs, 1):
        if probability < LEAST:
            break
        hits += good
        following = pairs[count][0] if count < len(pairs) else -1.0
        gain = hits - price * (count + MARGIN - hits)
        if hits >= FEWEST and hits >= PRECISION_BY_FIELD * (count + MARGIN) and following < probability and gain > best:
            best, bound = gain, probability
    return bound
