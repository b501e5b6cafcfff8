"""The one judge of evidence: do these words themselves show this value for this field?

It stands behind the reader and behind a language model alike. A quotation shows a value when it holds the number with a
unit that fits the field, and the cue that says what the number is; a value read for one field licenses no other. Sums of
times and products of counts may be shown by several numbers. Headings, list marks and cut brackets show nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import cues, words
from smartflow.analyst.reading.cut import cut
from smartflow.analyst.reading.fields import HOURS_A_MONTH
from smartflow.analyst.reading.quantities import quantities
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity
    from smartflow.language.text import Language

_MOST: Final = 12
#: Minutes of a full-time post in a week.
WEEK_OF_A_POST: Final = 2400.0
_NET: Final = ("na reke", "netto", "take home", "take-home", "after tax", "net pay")
_GROSS: Final = ("brutto", "gross", "zarabia", "earns", "salary", "wage")
_FULL: Final = (
    "koszt",
    "cost",
    "zus",
    "narzut",
    "loaded",
    "all-in",
    "all in",
    "brutto brutto",
    "on-cost",
    "burden",
    "pracodawc",
    "employer",
    "lacznie",
    "wszystkim",
    "total",
    "obciaz",
    "pochodn",
    "integral",
    "with everything",
    "w/ everything",
    "with tax",
    "w/ tax",
    "social security",
    "with ni",
    "incl. ni",
    "pension",
    "runs me",
    "runs us",
    "runs the firm",
    "ze skladk",
    "to dla ",
    "is for us",
    "for us it",
)


#: "We never make mistakes", as a statement of no errors.
NEVER_WRONG: Final = re.compile(
    r"(?<!\w)(?:bezblednie|(?:praktycznie\s)?nie\sma\s(?:zadnych\s)?bled\w{1,4}|nigdy\s(?:sie\s)?nie\s(?:\w{1,20}\s)?myl\w{1,5}|"
    r"zero\sbledow|(?:there\sare\s)?(?:no|never\sany)\serrors|never\smake\s(?:a\s|any\s)?mistakes?|error-free)(?!\w)"
)


def shows(field: str, value: str, quotes: Sequence[str], *, language: Language | None = None) -> bool:
    """Tell whether the quotations together show `value` (a plain number, or a frequency by name) for `field`."""
    return any(_same(value, one) for one in values(field, quotes, language=language))


def values(field: str, quotes: Sequence[str], *, language: Language | None = None) -> list[float | str]:
    """Return the values the quotations show for a field, in reading order."""
    parts = [_cut(quote, language) for quote in quotes if _whole(quote)]
    if not parts:
        return []
    found = [one for _, numbers in parts for one in numbers][:_MOST]
    said = {
        concept
        for made, _ in parts
        for token in made.tokens
        if token.kind == "w"
        for concept in words.concepts(token.form)
    }
    text = " ".join(flat(made.text) for made, _ in parts)
    match field:
        case "frequency":
            named = list(dict.fromkeys(words.FREQUENCY[one] for one in _periods(found)))
            return [*named, *_said_otherwise(found, text)] or (["weekly"] if _posts(found) else [])
        case "runs":
            timed = (
                bool(_periods(found))
                or said & {"volume", "each"}
                or cues.A_YEAR.search(text)
                or cues.A_MONTH.search(text)
            )
            return (_runs(found) if timed else []) + ([1.0] if _posts(found) else [])
        case "minutes_per_run":
            return _minutes(found) + ([WEEK_OF_A_POST] if _posts(found) else [])
        case "rework_minutes":
            again = said & {"rework", "error"} or cues.WRONG.search(text) or cues.MORE.search(text)
            return [*_times(found)] if again else []
        case "error_rate_percent":
            if NEVER_WRONG.search(text):
                return [0.0]
            return (
                _ends(one for one in found if one.kind == "percent")
                if (said & {"error", "rework"} or cues.WRONG.search(text))
                and (cues.ERROR.search(text) or not cues.EXCEPTION.search(text))
                else _shares(found, said, "error")
            )
        case "exceptions_percent":
            return (
                _ends(one for one in found if one.kind == "percent")
                if cues.EXCEPTION.search(text)
                or (not cues.ERROR.search(text) and (said & {"exception", "part"} or cues.UNUSUAL.search(text)))
                else []
            )
        case "people":
            some = [
                one for one in found if one.kind == "count" and (one.unit == "people" or said & {"staff", "together"})
            ]
            # "We have eleven technicians" says how many there are, not how many do it at the same time.
            at_once = cues.AT_ONCE.search(text) is not None
            return _ends([*(one for one in some if at_once or one.high <= 1), *_posts(found)])
        case "systems":
            return _ends(one for one in found if one.kind == "count" and (one.unit == "systems" or "system" in said))
        case "hourly_cost":
            return _hourly(found, said, text)
        case "build_cost":
            offered = "quote" in said or cues.OFFER.search(text)
            return _ends(one for one in found if one.kind == "money" and one.per is None) if offered else []
        case "monthly_licence":
            return _licence(found, said | {"quote"} if cues.OFFER.search(text) else said)
        case _:
            return []


@lru_cache(maxsize=256)
def _cut(quote: str, language: Language | None) -> tuple[Cut, list[Quantity]]:
    made = cut("", quote[:1000], language)
    return made, [one for one in quantities(made) if one.kind not in {"date", "name"}]


_MARK: Final = re.compile(r"(?:^|\n|[;,]\s)\s*\w{1,2}\)|[:;]-?[()]")


def _whole(quote: str) -> bool:
    """No bracket is cut; those of list marks ("a)", "2)") and smiling faces are none."""
    depth = 0
    for char in _MARK.sub(" ", quote):
        depth += (char in "([") - (char in ")]")
        if depth < 0:
            return False
    return depth == 0


def _same(value: str, one: float | str) -> bool:
    if isinstance(one, str):
        return value == one
    try:
        number = float(value)
    except ValueError:
        return False
    return abs(number - one) <= max(0.006, 0.0001 * abs(one))


def _ends(found: Iterable[Quantity]) -> list[float | str]:
    """Both ends of each number or range."""
    made: list[float | str] = []
    for one in found:
        made += [one.low] if one.low == one.high else [one.low, one.high]
    return made


def _posts(found: Sequence[Quantity]) -> list[Quantity]:
    return [one for one in found if one.kind == "posts"]


def _periods(found: Sequence[Quantity]) -> list[str]:
    made = []
    for one in found:
        unit = one.unit if one.kind == "period" else one.per
        if unit in words.A_YEAR and unit is not None:
            made.append(unit)
    return made


def _said_otherwise(found: Sequence[Quantity], text: str) -> list[float | str]:
    """Frequencies without their own word: four times a year is every quarter, last year's count is a year's."""
    made: list[float | str] = [
        _TIMES_A_YEAR[one.low]
        for one in found
        if one.kind == "times" and one.per == "year" and one.low in _TIMES_A_YEAR
    ]
    return made + ["yearly"] * bool(cues.A_YEAR.search(text)) + ["monthly"] * bool(cues.A_MONTH.search(text))


_TIMES_A_YEAR: Final = {4.0: "quarterly", 12.0: "monthly", 52.0: "weekly"}


def _runs(found: Sequence[Quantity]) -> list[float | str]:
    """Counts with what they count or their period; products of two; "every Friday" is one."""
    counts = [
        one
        for one in found
        if one.kind in {"count", "times"} and one.unit != "systems" and (one.per or one.nouns or len(found) > 1)
    ]
    periods = [one for one in found if one.kind == "period" and one.unit in words.A_YEAR]
    if not periods and not any(one.per for one in found) and len(counts) == 1 and counts[0].unit == "people":
        return []  # so many people, without a period, are nobody's runs
    made: list[float | str] = [float(one.low) for one in periods]
    made += _ends(counts)
    factors = [one.low for one in periods] + [one.times for one in counts]
    made += [one.low * factor for one in counts for factor in dict.fromkeys(factors) if factor != 1]
    made += [a.low * b.low for a, b in combinations(counts, 2)]
    made += [a.low * b.low * c.low for a, b, c in combinations(counts[:5], 3)]
    shares = [one for one in found if one.kind == "percent"]
    made += [one.low * share.low / 100 for one in counts for share in shares]
    if any(one.kind == "duration" and one.per for one in found):
        made.append(1.0)
    return made


def _times(found: Sequence[Quantity]) -> list[float | str]:
    return _ends(one for one in found if one.kind == "duration" and one.unit in words.CLOCK)


def _minutes(found: Sequence[Quantity]) -> list[float | str]:
    """Times, sums of neighbouring times, work of a period shared among its runs, and runs an hour."""
    some = [one for one in found if one.kind == "duration" and one.unit in words.CLOCK]
    made = _times(found)
    for first in range(len(some)):
        total = some[first].low
        for one in some[first + 1 :]:
            total += one.low
            made.append(round(total, 4))
    made += [round(60 / one.low, 4) for one in found if one.kind == "count" and one.per == "hour" and one.low > 0]
    for work in some:
        for one in found:
            if one.kind in {"count", "period"} and one.low > 0 and work.per in words.A_YEAR and work.per is not None:
                unit = one.unit if one.kind == "period" else one.per or work.per
                if unit in words.A_YEAR:
                    made.append(round(work.low * words.A_YEAR[work.per] / (one.low * words.A_YEAR[unit]), 4))
    return made


def _shares(found: Sequence[Quantity], said: set[str], cue: str) -> list[float | str]:
    """ "2 of the 20 come back": a share said by two counts."""
    if cue not in said:
        return []
    return [
        round(100 * a.low / b.low, 1) for a, b in pairwise(found) if a.kind == b.kind == "count" and 0 < a.low < b.low
    ]


def _hourly(found: Sequence[Quantity], said: set[str], text: str) -> list[float | str]:
    """What an hour costs the firm: not net pay, not gross pay alone, not what clients are charged, no subscription."""
    full = any(word in text for word in _FULL)
    if any(word in text for word in _NET):
        return []
    if not full and (
        "cost" not in said or any(word in text for word in _GROSS) or said & {"client", "licence", "price"}
    ):
        return []
    hourly = any(token in text for token in ("godz", "/h", "hour", "hr", " h "))
    made: list[float | str] = []
    for one in found:
        money = one.kind == "money" or (one.kind == "count" and one.per == "hour" and not one.nouns)
        if not money:
            continue
        if (
            one.per == "hour"
            or (one.per is None and hourly and one.low < 1000)
            or (one.per is None and full and one.low < 700 and "licence" not in said)
        ):
            made += _ends([one])
        elif full and (one.per == "month" or one.low >= 1500):
            made.append(round(one.low / HOURS_A_MONTH, 2))
    return made


def _licence(found: Sequence[Quantity], said: set[str]) -> list[float | str]:
    """A monthly amount of a licence or an offer, or a twelfth of a yearly one."""
    if not said & {"licence", "quote", "price", "system"}:
        return []
    bare = "licence" in said
    made = _ends(
        one
        for one in found
        if one.kind in {"money", "count"} and (one.per == "month" or (bare and one.kind == "money" and one.per is None))
    )
    return made + [round(one.low / 12, 2) for one in found if one.kind == "money" and one.per == "year"]


def work_of(quote: str, *, language: Language | None = None) -> dict[str, float | str]:
    """Return the inputs a statement of work amounts to: posts, hours in a period, or runs in a period with their time.

    Posts are a week's work of so many people, hours in a period one run that takes so long; of ranges the low end.
    """
    if not _whole(quote):
        return {}
    _, found = _cut(quote, language)
    posts = _posts(found)
    if posts:
        people = next((one.low for one in found if one.unit == "people"), 1.0)
        heads = people * posts[0].low if people > 1 and posts[0].low <= 1 else posts[0].low
        return {"runs": 1.0, "frequency": "weekly", "minutes_per_run": WEEK_OF_A_POST, "people": heads}
    volume = next(
        (one for one in found if one.kind in {"count", "times"} and one.per in words.A_YEAR and one.unit != "systems"),
        None,
    )
    time = next(
        (one for one in found if one.kind == "duration" and one.unit in words.CLOCK and one.per not in words.A_YEAR),
        None,
    )
    if volume is not None and volume.per is not None:
        made: dict[str, float | str] = {"runs": volume.low * volume.times, "frequency": words.FREQUENCY[volume.per]}
        return {**made, "minutes_per_run": time.low} if time is not None else made
    work = next(
        (one for one in found if one.kind == "duration" and one.unit in words.CLOCK and one.per in words.A_YEAR), None
    )
    each = next(
        (b for a, b in pairwise(found) if a.unit == "x" and b.kind == "duration" and b.unit in words.CLOCK), None
    )
    if each is not None:
        heads = next(one.low for one in found if one.unit == "x")
        period = next(iter(_periods(found)), "week")
        return {"runs": 1.0, "frequency": words.FREQUENCY[period], "minutes_per_run": each.low, "people": heads}
    if work is not None and work.per is not None:
        minutes = work.low * work.times
        return {"runs": 1.0, "frequency": words.FREQUENCY[work.per], "minutes_per_run": minutes, "people": 1.0}
    return {}
