"""What the words around a number say that it is: of a season, of the past, a wish, another activity, what clients pay.

A quotation may be cut so that it no longer says so. Therefore the description is looked at where the number stands: the
words before it, back to the last number of the same kind, and the rest of its clause. Only certain cues count; what they
leave open is for the reader, who asks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.reading.cut import MOST_CHARACTERS, Cut, cut
from smartflow.analyst.reading.quantities import quantities
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.reading.stream import Quantity
    from smartflow.analyst.schema import InputField
    from smartflow.language.text import Language

Meaning = Literal["season", "past", "wish", "other_activity", "waiting", "correction", "of_the_firm", "price"]

_MONTH: Final = (
    r"(?:in|w|we|during|every|until|since) (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|styczn|lutym|marcu"
    r"|kwietn|maju|czerwc|lipcu|sierpn|wrzesn|pazdz|listop|grudn)\w*"
)
#: Cues over folded text (`flat`), for each thing that a number may be instead.
_CUES: Final[dict[Meaning, str]] = {
    "season": rf"season\w*|sezon\w*|peaks?|szczyt\w*|swiet\w{{1,3}}|christmas|easter|wielkano\w+|black friday|rush"
    rf"|spikes?|{_MONTH}"
    r"|latem|lato|zima|zimie|summer|winter|spring|wiosna|jesienia|wakacj\w+|ferie|on mondays|w poniedzialki|month-end"
    r"|koniec miesiaca|pod koniec (?:miesiaca|roku)",
    "past": r"used to|years? ago|months? ago|temu|previously|formerly|dawniej|kiedys|before the|przed (?:wdrozeniem"
    r"|zmiana)|back then",
    "wish": r"targets?|goals?|aim|aims|cel|celem|docelowo|plan|planuj\w+|chc\w+|chcial\w*|would like|would love"
    r"|wants? (?:to|it)|hop(?:e|es|ing)|wish\w*|zejsc do|down to (?:about |under |max )?#|liczymy na|powinn\w+|shall"
    r"|marz\w+|ideal\w*|budgeted|after automat\w+|po wdrozeniu|po automatyz\w+|obiecuj\w+|promise[sd]?",
    "other_activity": r"osobn\w+|separate\w*|(?:another|different) (?:team|department|matter)|nie dotyczy|inn(?:y|ego"
    r"|ym) (?:dzial\w*|proces\w*|zespol\w*|temat\w*)|not part of|poza tym procesem|nothing to do with|(?:other"
    r"|own) process|that's another (?:thing|matter)|ignore|pomijam\w*",
    "waiting": r"waits?|waited|czeka\w*|turnaround|lead time|response time|czas odpowiedzi|termin|deadline|within|sla",
    "correction": r"poprawk\w+|poprawienie|korekt\w+|rework\w*|fix(?:es|ing)?|corrections?|correcting|untangl\w+"
    r"|odkrec\w+|put(?:ting)? (?:it )?right",
    "of_the_firm": r"zatrudnia\w*|employs?|headcount|(?:firma|zespol|zaloga) liczy|company of|team of|staff of",
    "price": r"klien\w+|clients?|customers?|(?:we|i) charge|charged? (?:clients?|customers?)|we bill|billed|cennik\w*"
    r"|price\w*|cen[aey]|oplat[aey]|fees?|abonament\w*|subscription\w*",
}
_PATTERNS: Final = {meaning: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for meaning, words in _CUES.items()}
_EVERYWHERE: Final[tuple[Meaning, ...]] = ("past", "wish", "other_activity")
#: What a number may be instead, for each field. Offers are wishes themselves, and shares and costs have no season.
_INSTEAD: Final[dict[InputField, tuple[Meaning, ...]]] = {
    "runs": (*_EVERYWHERE, "season"),
    "minutes_per_run": (*_EVERYWHERE, "waiting", "correction"),
    "rework_minutes": (*_EVERYWHERE, "waiting"),
    "error_rate_percent": _EVERYWHERE,
    "exceptions_percent": _EVERYWHERE,
    "people": (*_EVERYWHERE, "of_the_firm"),
    "hourly_cost": (*_EVERYWHERE, "price"),
}
#: What stands before these words is over.
_SINCE: Final = re.compile(r"(?<!\w)(?:now|currently|teraz|obecnie|dziś|dzisiaj)(?!\w)", re.IGNORECASE)
#: Where what is said of a number ends, and what is said of the next one begins.
_ENDS: Final = frozenset({".", ",", ":", "|", "and", "but", "i", "a", "ale", "oraz"})
#: Numbers of one kind share a sentence out among themselves.
_ALIKE: Final = {"times": "count", "posts": "count"}


def meant_instead(
    field: InputField, value: str, description: str, span: tuple[int, int], language: Language
) -> Meaning | None:
    """Return what the numbers of `description[slice(*span)]` that show `value` are instead of what the field means.

    None where at least one of them may be meant, or where no number stands in these words.
    """
    made, found = _read(description, language)
    inside = [one for one in found if span[0] <= one.number_start and one.number_end <= span[1]]
    bearing = [one for one in inside if _bears(value, one)]
    meanings = [_meaning(field, made, found, one) for one in bearing]
    return meanings[0] if meanings and None not in meanings else None


@lru_cache(maxsize=8)
def _read(description: str, language: Language) -> tuple[Cut, list[Quantity]]:
    made = cut("", description[:MOST_CHARACTERS], language)
    return made, [one for one in quantities(made) if one.kind not in {"date", "name", "period"}]


def _bears(value: str, one: Quantity) -> bool:
    """Tell whether a number is the value itself; the parts of sums and products are not."""
    try:
        number = float(value)
    except ValueError:
        return False
    return any(abs(number - end * one.times) < max(0.006, 0.0001 * number) for end in (one.low, one.high))


def _meaning(field: InputField, made: Cut, found: Iterable[Quantity], one: Quantity) -> Meaning | None:
    around = flat(_around(made, found, one))
    return next((meaning for meaning in _INSTEAD.get(field, ()) if _PATTERNS[meaning].search(around)), None)


def _around(made: Cut, found: Iterable[Quantity], one: Quantity) -> str:
    """The words before a number in its sentence, back to the last one of its kind, "#", and those to the end of its clause."""
    tokens = made.tokens
    first, last = one.first, one.last
    behind = max((other.last for other in found if _kind(other) == _kind(one) and other.last <= one.first), default=0)
    while first > behind and tokens[first - 1].sentence == tokens[one.first].sentence:
        first -= 1
    while last < len(tokens) and tokens[last].clause == tokens[one.last - 1].clause and tokens[last].form not in _ENDS:
        last += 1
    before = _SINCE.split(made.text[tokens[first].start : one.start])[-1] if first < one.first else ""
    after = made.text[one.end : tokens[last - 1].end] if last > one.last else ""
    return f"{before}# {after}"


def _kind(one: Quantity) -> str:
    return _ALIKE.get(one.kind, one.kind)
