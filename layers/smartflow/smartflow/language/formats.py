"""Numbers, money and dates as readers of Polish and English write them.

Groups of three digits are always separated (1 895,00 zł, PLN 1,895.00), so that columns line up; blanks inside a
figure do not break; a negative figure has a true minus sign.
"""

import datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from smartflow.language.text import Language

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
_POLISH_SIGNS: Final = {"PLN": "zł", "EUR": "€", "GBP": "£", "USD": "$", "CZK": "Kč"}
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "pl": (
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def number(value: Decimal | int, language: Language, places: int | None = None) -> str:
    """Return a number with so many decimals, half away from zero; without `places`, with those that it has."""
    exact = Decimal(value)
    with localcontext(prec=60, rounding=ROUND_HALF_UP):
        shown = exact.normalize() if places is None else exact.quantize(Decimal(1).scaleb(-places))
        text = f"{abs(shown):,f}"
    sign = MINUS if shown < 0 else ""
    if language == "pl":
        text = text.translate({ord(","): NBSP, ord("."): ","})
    return sign + text


def money(value: Decimal, currency: str, language: Language) -> str:
    """Return an amount with two decimals: "45 684,00 zł" or "PLN 45,684.00"."""
    amount = number(value, language, 2)
    if language == "pl":
        return f"{amount}{NBSP}{_POLISH_SIGNS.get(currency, currency)}"
    return f"{currency}{NBSP}{amount}"


def hours(value: Decimal, language: Language, places: int | None = 2) -> str:
    """Return hours: "386,29 h" or "386.29 h"."""
    return f"{number(value, language, places)}{NBSP}h"


def minutes(value: Decimal, language: Language, places: int | None = None) -> str:
    """Return minutes: "211,5 min" or "211.5 min"."""
    return f"{number(value, language, places)}{NBSP}min"


def percent(value: Decimal, language: Language, places: int | None = None) -> str:
    """Return a percentage, given in percent: "65,25 %" or "65.25%"."""
    return f"{number(value, language, places)}{NBSP if language == 'pl' else ''}%"


def months(value: int, language: Language) -> str:
    """Return a number of months in words that agree with it: "1 miesiąc", "3 miesiące", "7 miesięcy"; "1 month"."""
    return f"{number(value, language)}{NBSP}{plural(value, language, _MONTH_FORMS[language])}"


_MONTH_FORMS: Final[dict[Language, tuple[str, ...]]] = {
    "pl": ("miesiąc", "miesiące", "miesięcy"),
    "en": ("month", "months"),
}


def plural(count: int, language: Language, forms: tuple[str, ...]) -> str:
    """Choose the form of a noun that agrees with a count.

    Polish has three: for 1, for numbers ending in 2 to 4 except 12 to 14, and for the rest; English has two.
    """
    if count == 1:
        return forms[0]
    if language == "pl" and not (count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)):
        return forms[2]
    return forms[1]


def date(day: datetime.date, language: Language) -> str:
    """Return a date in words: "22 listopada 2026", "22 November 2026"."""
    return f"{day.day}{NBSP}{_MONTHS[language][day.month - 1]}{NBSP}{day.year}"
