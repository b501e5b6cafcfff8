"""Our own number reader: what people write, in both languages, with its place and unit."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.reading.numbers import read


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("około 50-60 godzin", "50", "60", "hour"),
        ("od 2 do 3 godzin", "2", "3", "hour"),
        ("między 5 a 8 minut", "5", "8", "minute"),
        ("between 5 and 8 minutes", "5", "8", "minute"),
        ("dwie-trzy godziny", "2", "3", "hour"),
        ("1 200,50 zł", "1200.50", "1200.50", "PLN"),
        ("1\u00a0200,50 zł", "1200.50", "1200.50", "PLN"),
        ("PLN 1,200.50", "1200.50", "1200.50", "PLN"),
        ("12.500 zł", "12500", "12500", "PLN"),
        ("12 tys. zł", "12000", "12000", "PLN"),
        ("30k PLN", "30000", "30000", "PLN"),
        ("1,5 mln zł", "1500000", "1500000", "PLN"),
        ("2,5 godziny", "2.5", "2.5", "hour"),
        ("1.5h", "1.5", "1.5", "hour"),
        ("45min", "45", "45", "minute"),
        ("trzy razy", "3", "3", "times"),
        ("twice", "2", "2", "times"),
        ("dwudziestu pięciu klientów", "25", "25", None),
        ("sto dwadzieścia pięć faktur", "125", "125", None),
        ("dwa tysiące pięćset zł", "2500", "2500", "PLN"),
        ("two hundred and fifty invoices", "250", "250", None),
        ("forty-five minutes", "45", "45", "minute"),
        ("a dozen orders", "12", "12", None),
        ("pół godziny", "0.5", "0.5", "hour"),
        ("półtorej godziny", "1.5", "1.5", "hour"),
        ("an hour and a half", "1.5", "1.5", "hour"),
        ("two and a half hours", "2.5", "2.5", "hour"),
        ("dwa i pół dnia", "2.5", "2.5", "day"),
        ("kwadrans", "15", "15", "minute"),
        ("1 h 30 min", "90", "90", "minute"),
        ("godzinę i 20 minut", "80", "80", "minute"),
        ("5 procent", "5", "5", "percent"),
        ("3-5 %", "3", "5", "percent"),
        ("trzyosobowy zespół", "3", "3", "people"),
        ("full-time", "1", "1", "fte"),
    ],
)
def test_reads_a_number_with_its_unit(text: str, low: str, high: str, unit: str | None) -> None:
    (number,) = read(text)
    assert (number.low, number.high, number.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "Spotkanie 12.03.2026 o 8:00",
        "w 2024 r. było inaczej",
        "since 2019 we grew",
        "format MT940 i narzędzie n8n w modelu B2B",
        "JPK_V7M",
        "W ten sposób liczymy pola formularza",
        "kilka pól formularza",
    ],
)
def test_dates_times_of_day_and_names_are_no_numbers(text: str) -> None:
    assert read(text) == []


def test_two_numbers_beside_each_other_stay_two() -> None:
    people, minutes = read("2 people, 45 minutes each")
    assert (people.unit, minutes.unit) == ("people", "minute")


def test_working_time_has_minutes_and_calendar_time_has_none() -> None:
    (day,), (month,) = read("2 dni"), read("2 months")
    assert day.minutes == (Decimal(960), Decimal(960))
    assert month.minutes is None


@given(st.text(alphabet="0123456789 ,.-–hmin%złoda tysiąc dwaćę\u00a0\n½²٣", max_size=80))
def test_places_are_in_order_within_the_text_and_values_finite(text: str) -> None:
    numbers = read(text)
    assert all(0 <= number.start < number.end <= len(text) for number in numbers)
    assert all(first.end <= second.start for first, second in pairwise(numbers))
    assert all(number.low.is_finite() and number.low <= number.high for number in numbers)


@given(st.integers(min_value=0, max_value=10**9))
def test_any_whole_number_in_digits_is_read_as_itself(value: int) -> None:
    (number,) = read(f"mamy {value} sztuk")
    assert number.low == value
