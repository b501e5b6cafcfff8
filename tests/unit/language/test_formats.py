"""Figures look as Polish and English readers write them."""

import datetime
from decimal import Decimal

import pytest

from smartflow.language import formats

NBSP, MINUS = "\u00a0", "\u2212"


@pytest.mark.parametrize(
    ("value", "pl", "en"),
    [
        ("45684", f"45{NBSP}684,00{NBSP}zł", f"PLN{NBSP}45,684.00"),
        ("-1894.434", f"{MINUS}1{NBSP}894,43{NBSP}zł", f"{MINUS}PLN{NBSP}1,894.43"),
        ("0.005", f"0,01{NBSP}zł", f"PLN{NBSP}0.01"),
        ("-0.001", f"0,00{NBSP}zł", f"PLN{NBSP}0.00"),
        ("1234567890.12", f"1{NBSP}234{NBSP}567{NBSP}890,12{NBSP}zł", f"PLN{NBSP}1,234,567,890.12"),
    ],
)
def test_money(value: str, pl: str, en: str) -> None:
    assert formats.money(Decimal(value), "PLN", "pl") == pl
    assert formats.money(Decimal(value), "PLN", "en") == en


def test_money_of_other_currencies() -> None:
    assert formats.money(Decimal(5), "EUR", "pl") == f"5,00{NBSP}€"
    assert formats.money(Decimal(5), "CHF", "pl") == f"5,00{NBSP}CHF"


def test_percentages_keep_their_decimals() -> None:
    assert formats.percent(Decimal("65.25"), "pl") == "65,25%"
    assert formats.percent(Decimal("65.25"), "en") == "65.25%"
    assert formats.percent(Decimal("96"), "en", 1) == "96.0%"


def test_hours_and_minutes() -> None:
    assert formats.hours(Decimal("386.291"), "pl") == f"386,29{NBSP}h"
    assert formats.minutes(Decimal("211.50"), "en") == f"211.5{NBSP}min"


def test_numbers_without_places_are_written_out() -> None:
    assert formats.number(Decimal("1E+3"), "en") == "1,000"
    assert formats.number(Decimal("0.00000001"), "en") == "0.00000001"
    assert formats.number(18, "pl") == "18"


@pytest.mark.parametrize(
    ("count", "pl"),
    [
        (0, "miesięcy"),
        (1, "miesiąc"),
        (2, "miesiące"),
        (4, "miesiące"),
        (5, "miesięcy"),
        (12, "miesięcy"),
        (14, "miesięcy"),
        (21, "miesięcy"),
        (22, "miesiące"),
        (36, "miesięcy"),
    ],
)
def test_months_agree_with_their_number_in_polish(count: int, pl: str) -> None:
    assert formats.months(count, "pl") == f"{count}{NBSP}{pl}"


def test_months_agree_with_their_number_in_english() -> None:
    assert formats.months(1, "en") == f"1{NBSP}month"
    assert formats.months(7, "en") == f"7{NBSP}months"


def test_dates() -> None:
    day = datetime.date(2026, 11, 2)
    assert formats.date(day, "pl") == f"2{NBSP}listopada{NBSP}2026"
    assert formats.date(day, "en") == f"2{NBSP}November{NBSP}2026"
