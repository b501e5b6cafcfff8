"""Numbers, money and dates as readers of each language write them.

Groups of three digits are always separated (1 895,00 zł, PLN 1,895.00), so that columns line up; spaces inside a
figure do not break; a negative figure has a true minus sign.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from smartflow.language.text import NBSP as NBSP
from smartflow.language.text import THOUSANDS, ByLanguage, Language, Text, plural_form

MINUS: Final = "\u2212"


@dataclass(frozen=True, slots=True)
class _Locale:
    """How one language writes figures. `months` are the names of months as they stand in a date."""

    decimal_point: str
    money: str
    currency_signs: Mapping[str, str]
    percent: str
    date: str
    months: tuple[str, ...]


_LOCALES: Final = ByLanguage(
    pl=_Locale(
        decimal_point=",",
        money=f"{{amount}}{NBSP}{{currency}}",
        currency_signs={"PLN": "zł", "EUR": "€", "GBP": "£", "USD": "$", "CZK": "Kč"},
        percent="{number}%",
        date=f"{{day}}{NBSP}{{month}}{NBSP}{{year}}",
        months=(
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
    ),
    en=_Locale(
        decimal_point=".",
        money=f"{{currency}}{NBSP}{{amount}}",
        currency_signs={},
        percent="{number}%",
        date=f"{{day}}{NBSP}{{month}}{NBSP}{{year}}",
        months=(
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
    ),
)
_MONTHS: Final = Text("{count:miesiąc|miesiące|miesięcy}", "{count:month|months}")


def number(value: Decimal | int, language: Language, places: int | None = None) -> str:
    """Return a number with so many decimals, half away from zero; without `places`, with those that it has."""
    exact = Decimal(value)
    with localcontext(prec=60, rounding=ROUND_HALF_UP):
        rounded = exact.normalize() if places is None else exact.quantize(Decimal(1).scaleb(-places))
        text = f"{abs(rounded):,f}"
    sign = MINUS if rounded < 0 else ""
    return sign + text.translate({ord(","): THOUSANDS.of(language), ord("."): _LOCALES.of(language).decimal_point})


def plain_number(value: Decimal, language: Language) -> str:
    """Return a number as a program of the language reads it: no groups of digits, an ASCII minus sign."""
    return f"{value:f}".replace(".", _LOCALES.of(language).decimal_point)


def money(value: Decimal, currency: str, language: Language) -> str:
    """Return an amount with two decimals: "45 684,00 zł" or "PLN 45,684.00"; below zero, "−45 684,00 zł" or "−PLN 45,684.00"."""
    return _amount(number(value, language, 2), currency, language)


def _amount(text: str, currency: str, language: Language) -> str:
    """Return a number with its currency; a minus sign stands before both."""
    locale = _LOCALES.of(language)
    sign = MINUS if text.startswith(MINUS) else ""
    sum_ = locale.money.format(amount=text.removeprefix(MINUS), currency=locale.currency_signs.get(currency, currency))
    return sign + sum_


def rough(value: Decimal) -> Decimal:
    """Return a value rounded to two significant digits, half away from zero: 45 684 is 46 000, 5.26 is 5.3."""
    if value == 0:
        return Decimal(0)
    with localcontext(prec=60, rounding=ROUND_HALF_UP):
        return Decimal(f"{value.quantize(Decimal(1).scaleb(value.adjusted() - 1)):f}")


def whole_money(value: Decimal, currency: str, language: Language) -> str:
    """Return an amount in whole units, as headlines show it: "45 684 zł" or "PLN 45,684"."""
    return _amount(number(value, language, 0), currency, language)


def hours(value: Decimal, language: Language, places: int | None = 2) -> str:
    """Return hours: "386,29 h" or "386.29 h"."""
    return f"{number(value, language, places)}{NBSP}h"


def minutes(value: Decimal, language: Language, places: int | None = None) -> str:
    """Return minutes: "211,5 min" or "211.5 min"."""
    return f"{number(value, language, places)}{NBSP}min"


def percent(value: Decimal, language: Language, places: int | None = None) -> str:
    """Return a percentage, given in percent: "65,25%" or "65.25%"."""
    return _LOCALES.of(language).percent.format(number=number(value, language, places))


def months(value: int, language: Language) -> str:
    """Return a number of months in words that agree with it: "1 miesiąc", "3 miesiące", "7 miesięcy"; "1 month"."""
    return _MONTHS.fill(language, count=value)


def plural(count: int, language: Language, forms: tuple[str, ...]) -> str:
    """Choose the form of a noun that agrees with a count; `forms` stand in the order of `plural_form`."""
    return forms[plural_form(count, language)]


def date(day: datetime.date, language: Language) -> str:
    """Return a date in words: "22 listopada 2026", "22 November 2026"."""
    locale = _LOCALES.of(language)
    return locale.date.format(day=day.day, month=locale.months[day.month - 1], year=day.year)
