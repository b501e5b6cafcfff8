"""Statements of one text that cannot all be true. Which one is true is for a person to decide.

Two different activities may well take different times, so statements are compared only where they count the same thing,
or where one of them is about all the work.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.statements import POST, Statement, same_noun
from smartflow.analyst.reading.suggestions import main_run
from smartflow.analyst.schema import DraftContradiction

if TYPE_CHECKING:
    from smartflow.analyst.schema import InputField

#: How far apart two ranges must lie, as a ratio, before they contradict each other.
_APART: Final = {"volume": Decimal("1.25"), "duration": Decimal("1.5"), "workload": Decimal("1.5")}
_SHARE_APART: Final = Decimal("1.25")
_FIELDS: Final[dict[str, InputField]] = {
    "volume": "runs",
    "duration": "minutes_per_run",
    "workload": "minutes_per_run",
    "errors": "error_rate_percent",
    "exceptions": "exceptions_percent",
    "hourly_cost": "hourly_cost",
}
_MOST: Final = 6
_PASSAGE: Final = 120


def contradictions(title: str, text: str, found: list[Statement], working_days: int = 250) -> list[DraftContradiction]:
    """Return the pairs of statements that contradict each other, in the order of the text, one for each topic."""
    product = _product(title, text, found)
    if product is not None:
        found = sorted([*found, product], key=lambda one: one.start)
    pairs = [(first, second) for first, second in combinations(found, 2) if _contradict(first, second, working_days)]
    drafted: dict[str, DraftContradiction] = {}
    for first, second in sorted(pairs, key=lambda pair: (not (pair[0].whole or pair[1].whole), pair[0].start)):
        field = _FIELDS[first.topic]
        if first.topic not in drafted:
            drafted[first.topic] = DraftContradiction(
                field=field, quote_a=text[first.start : first.end], quote_b=text[second.start : second.end]
            )
    return list(drafted.values())[:_MOST]


def _product(title: str, text: str, found: list[Statement]) -> Statement | None:
    """Return volume times duration as a workload of its own, when one passage says both ("35 kart dziennie po 3 minuty")."""
    volume, duration = main_run(title, text, found)
    if volume is None or duration is None or volume.implied:
        return None
    start, end = min(volume.start, duration.start), max(volume.end, duration.end)
    if end - start > _PASSAGE or "\n" in text[start:end]:
        return None
    return Statement(
        "workload",
        volume.low * duration.low,
        volume.high * duration.high,
        start,
        end,
        noun=volume.noun,
        frequency=volume.frequency,
    )


def _contradict(first: Statement, second: Statement, working_days: int) -> bool:
    if first.topic != second.topic or first.end > second.start or first.implied or second.implied:
        return False
    match first.topic:
        case "volume":
            same = same_noun(first.noun, second.noun)
            return same and _apart(first.yearly(working_days), second.yearly(working_days), _APART["volume"])
        case "duration":
            same = same_noun(first.noun, second.noun)
            return same and _apart((first.low, first.high), (second.low, second.high), _APART["duration"])
        case "workload":
            return _workloads_clash(first, second, working_days)
        case "errors" | "hourly_cost":
            return _apart((first.low, first.high), (second.low, second.high), _SHARE_APART)
        case _:
            return False


def _workloads_clash(first: Statement, second: Statement, working_days: int) -> bool:
    """All the work and a part of it clash only when the part is the larger; posts always speak of all of it."""
    if not _apart(first.yearly(working_days), second.yearly(working_days), _APART["workload"]):
        return False
    if first.whole and second.whole:
        return True
    if not (first.whole or second.whole):
        return same_noun(first.noun, second.noun)
    whole, part = (first, second) if first.whole else (second, first)
    return whole.noun == POST or part.yearly(working_days) > whole.yearly(working_days)


def _apart(first: tuple[Decimal, Decimal], second: tuple[Decimal, Decimal], ratio: Decimal) -> bool:
    low, high = sorted((first, second))
    return high[0] > low[1] * ratio
