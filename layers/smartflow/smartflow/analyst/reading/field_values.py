"""What a passage can say about an input: periods, and for each field the numbers whose unit fits it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from smartflow.analyst.reading.numbers import MONEY, Number, read
from smartflow.analyst.text import flat
from smartflow.engine.defaults import loaded_hourly_cost
from smartflow.engine.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smartflow.analyst.schema import InputField
    from smartflow.engine.inputs import Frequency
    from smartflow.language.text import Language

_DAY_NAMES: Final = (
    r"(?:poniedzial\w*|wtor\w*|srod\w*|czwart(?:ek|ki)\w*|piat(?:ek|ki)\w*|sobot\w*|niedziel\w*|"
    r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)"
)
_PERIODS: Final[tuple[tuple[Frequency, str], ...]] = (
    (
        "biweekly",
        r"co\s(?:dwa|2)\stygodnie|co\sdrugi\stydzien|na\s(?:dwa|2)\stygodnie|every\s(?:two|2)\sweeks|"
        r"every\s(?:other|second)\sweek|fortnightly|(?:a|per|each|every)\sfortnight|bi-?weekly|co\sdrug[ia]\s"
        + _DAY_NAMES,
    ),
    (
        "weekly",
        r"tygodniowo|w\s(?:kazdym\s)?tygodniu|w\sciagu\stygodnia|na\stydzien|co\stydzien|kazdego\stygodnia|"
        r"(?:a|per|each|every)\sweek|weekly|/\s?(?:tydz|tydzien|week)|"
        r"(?:co|kazd(?:y|a|ego|ej)|w\skazd(?:y|a))\s" + _DAY_NAMES + r"|(?:every|each|on)\s" + _DAY_NAMES,
    ),
    (
        "daily",
        r"codziennie|dziennie|na\sdzien|w\sciagu\sdnia|(?:w\s)?kazd(?:ego|y)\s(?:roboczy\s)?(?:dnia|dzien)(?:\sroboczego)?|"
        r"co\s?dzien(?:nie)?|co\srano|kazdego\sranka|daily|(?:a|per|each|every)\s(?:working\s|business\s|single\s)?day|"
        r"every\smorning|each\smorning|/\s?(?:dzien|day)",
    ),
    (
        "monthly",
        r"miesiecznie|w\s(?:kazdym\s)?miesiacu|na\smiesiac|co\smiesiac|kazdego\smiesiaca|w\sskali\smiesiaca|"
        r"w\sciagu\smiesiaca|(?:a|per|each|every)\s(?:calendar\s)?month|monthly|/\s?(?:mies|miesiac|month)|"
        r"(?:pod|na)\skoniec\s(?:kazdego\s)?miesiaca|po\szamknieciu\smiesiaca|at\smonth[- ]end|month-end|"
        r"at\sthe\send\sof\s(?:each|every|the)\smonth",
    ),
    (
        "quarterly",
        r"kwartalnie|co\skwartal|na\skwartal|w\s(?:kazdym\s)?kwartale|raz\sw\skwartale|"
        r"(?:a|per|each|every)\squarter(?!\sof)|quarterly",
    ),
    (
        "yearly",
        r"rocznie|w\s(?:ciagu\s)?rok(?:u)?(?!\s\d)|na\srok|co\srok(?:u)?|do\sroku|"
        r"(?:a|per|each|every)\syear|yearly|annually|per\sannum",
    ),
)
_PERIOD: Final = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PERIODS) + r")(?!\w)"
)
_NOT_THIS: Final = re.compile(
    r"(?:zeszly|zeszlym|ubiegl\w*|poprzedni\w*|ostatni\w*|przyszl\w*|last|previous|next|this)\s$"
)
_HOW_LONG: Final = re.compile(r"(?:takes?|took|about|around|roughly|nearly|almost|half)\s$")
_RATIO: Final = re.compile(
    r"(?<![\w.,])(?P<part>\d{1,3}|jedn[aeo]|jeden|dwie|dwa|trzy|piec|one|two|three|five)\s"
    r"(?:\w+\s){0,1}(?P<of>na|z|in|out\sof)\s(?:kazde\s|kazdych\s|every\s|each\s)?"
    r"(?P<whole>\d{1,4}|dziesiec|dziesieciu|dwadziescia|dwudziestu|piecdziesiat|sto|stu|ten|twenty|fifty|"
    r"(?:a\s|one\s)?hundred|czterech|czterema|pieciu|piec|cztery|trzy|trzech|five|four|three)(?![\w.,]\d)(?!\w)"
)
_EVERY_NTH: Final = re.compile(
    r"(?<!\w)(?:co|every)\s(?P<nth>trzeci|czwart|piat|szost|osm|dziesiat|pietnast|dwudziest|trzydziest|piecdziesiat|setn|"
    r"third|fourth|fifth|sixth|eighth|tenth|twentieth|hundredth)(?:y|a|e|ego|ej|ym)?(?!\w)"
)
_NTH: Final = {
    "trzeci": 3, "czwart": 4, "piat": 5, "szost": 6, "osm": 8, "dziesiat": 10, "pietnast": 15, "dwudziest": 20,
    "trzydziest": 30, "piecdziesiat": 50, "setn": 100, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8,
    "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
NEVER_WRONG: Final = re.compile(
    r"(?<!\w)(?:bezblednie|(?:praktycznie\s)?nie\sma\s(?:zadnych\s)?bled\w*|nigdy\s(?:sie\s)?nie\s(?:\w+\s)?myl\w*|zero\sbledow|"
    r"(?:there\sare\s)?(?:no|never\sany)\serrors|never\smake\s(?:a\s|any\s)?mistakes?|error-free)(?!\w)"
)
GROSS_PAY: Final = re.compile(r"(?<!\w)(?:brutto|gross|before\stax)(?!\w)")


@dataclass(frozen=True, slots=True)
class Period:
    """ "W tygodniu", "every month": a frequency in words at `text[start:end]`."""

    start: int
    end: int
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class Ratio:
    """ "1 na 20", "every tenth": a share, in percent."""

    start: int
    end: int
    percent: Decimal


def frequencies(text: str) -> list[Period]:
    """Return every period named in `text`, in order; "last week" is a date, not a frequency."""
    low = flat(text).replace("\u00a0", " ").replace("\n", " ")
    found = []
    for match in _PERIOD.finditer(low):
        before = low[max(0, match.start() - 14) : match.start()]
        # "Last week" is a date and "takes about a day" a time; "an hour and a half every day" is a period all the same.
        if _NOT_THIS.search(before) or (match.group().startswith("a ") and _HOW_LONG.search(before)):
            continue
        name = next(frequency for frequency, _ in _PERIODS if match[frequency])
        found.append(Period(match.start(), match.end(), name))
    return found


def posts(quote: str, language: Language | None) -> bool:
    """Tell whether a passage mentions full-time posts ("full-time", "2 etaty"), whose time is counted by the week."""
    return any(number.unit == "fte" for number in read(quote, language=language))


def ratios(text: str) -> list[Ratio]:
    """Return shares such as "5 na 100", "one in twenty", "co dziesiąta", in percent."""
    low = flat(text)
    found = []
    for match in _RATIO.finditer(low):
        part, whole = _first_value(match["part"]), _first_value(match["whole"].replace("a hundred", "sto"))
        if part is not None and whole and 0 < part < whole:
            found.append(Ratio(match.start(), match.end(), part * 100 / whole))
    for match in _EVERY_NTH.finditer(low):
        found.append(Ratio(match.start(), match.end(), Decimal(100) / _NTH[match["nth"]]))
    return sorted(found, key=lambda ratio: ratio.start)


def _first_value(words: str) -> Decimal | None:
    numbers = read(words, language="en")  # "ten" is a number here
    return numbers[0].low if numbers else None


def _ends(number: Number) -> tuple[Decimal, ...]:
    return (number.low,) if number.low == number.high else (number.low, number.high)


def _durations(quote: str, language: Language | None) -> Iterator[Decimal]:
    for number in read(quote, language=language):
        if number.minutes:
            low, high = number.minutes
            yield low
            if high != low:
                yield high


def _counts(quote: str, language: Language | None) -> Iterator[Decimal]:
    found = False
    for number in read(quote, language=language):
        # "Six people a month" counts runs when people are what the process handles.
        if number.unit in {None, "times"} or (number.unit == "people" and frequencies(quote)):
            found = True
            yield from _ends(number)
    if not found and (frequencies(quote) or posts(quote, language)):
        yield Decimal(1)  # "co piątek" is once a week, a full post a week's work


def _people(quote: str, language: Language | None) -> Iterator[Decimal]:
    for number in read(quote, language=language):
        if number.unit in {None, "people", "fte"}:
            yield from _ends(number)


def _systems(quote: str, language: Language | None) -> Iterator[Decimal]:
    for number in read(quote, language=language):
        if number.unit in {None, "systems"}:
            yield from _ends(number)


def _percents(quote: str, language: Language | None) -> Iterator[Decimal]:
    for number in read(quote, language=language):
        if number.unit == "percent":
            yield from _ends(number)
    yield from (ratio.percent for ratio in ratios(quote))
    if NEVER_WRONG.search(flat(quote)):
        yield Decimal(0)


def _money(quote: str, language: Language | None) -> Iterator[Decimal]:
    for number in read(quote, language=language):
        if number.unit in MONEY:
            yield from _ends(number)


def _hourly(quote: str, language: Language | None) -> Iterator[Decimal]:
    """Yield amounts as they are stated; gross monthly pay as the full cost of an hour that the engine computes from it."""
    gross = GROSS_PAY.search(flat(quote)) is not None
    for amount in _money(quote, language):
        if amount < 1000:
            yield amount
        elif gross:
            yield loaded_hourly_cost(amount)


FIELD_READERS: Final[dict[str, Callable[[str, Language | None], Iterator[Decimal]]]] = {
    "runs": _counts,
    "minutes_per_run": _durations,
    "rework_minutes": _durations,
    "people": _people,
    "systems": _systems,
    "error_rate_percent": _percents,
    "exceptions_percent": _percents,
    "hourly_cost": _hourly,
    "build_cost": _money,
    "monthly_licence": _money,
}


def normal_value(field: InputField, value: str) -> str | None:
    """Return `value` as stored for `field` ("45", "2.5", "weekly"), or None where it is not a value of that field."""
    if field == "frequency":
        candidate: object = value.strip().lower()
    else:
        try:
            number = Decimal(value.strip().replace("\u00a0", "").replace(" ", "").replace(",", "."))
        except InvalidOperation:
            return None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
            return None
        whole = number == number.to_integral_value()
        if field == "systems" or field.startswith("readiness."):
            if not whole:
                return None
            candidate = int(number)
        else:
            candidate = number.quantize(Decimal(1)) if whole else number.normalize()
    try:
        Inputs().replace(field, candidate)
    except ValidationError:
        return None
    return str(candidate)
