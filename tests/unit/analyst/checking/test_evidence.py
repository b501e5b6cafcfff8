"""A quotation counts only if its words are there; a value only if the quotation shows it in a fitting unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.checking.evidence import SourceText, supports, values
from smartflow.analyst.reading.field_values import normal_value

TEXT = "Co tydzień  przepisujemy „około 50–60 godzin” miesięcznie,\n1 200 zł brutto i 150 szt. Trzy osoby."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("około 50-60 GODZIN", "około 50–60 godzin"),
        ('"około 50-60 godzin"', "około 50–60 godzin"),
        ("Co tydzień przepisujemy", "Co tydzień  przepisujemy"),
        ("miesięcznie, 1 200 zł", "miesięcznie,\n1 200 zł"),
        ("…150 szt…", "150 szt"),
        ("trzy osoby", "Trzy osoby"),
    ],
)
def test_white_space_case_and_typography_do_not_matter(quote: str, found: str) -> None:
    span = SourceText(TEXT).locate(quote)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize(
    "quote", ["200 zł", "50 szt", "trz", "1 200", "", "  ", "„”", "...", "około 70 godzin", "brutto 150"]
)
def test_words_that_are_not_there_or_cut_a_number_are_refused(quote: str) -> None:
    if quote == "1 200":
        assert SourceText(TEXT).locate(quote) is not None
    else:
        assert SourceText(TEXT).locate(quote) is None


def test_decomposed_letters_are_found_at_their_own_places() -> None:
    decomposed = "praco\u0301wka: 5 minut"
    span = SourceText(decomposed).locate("pracówka")
    assert span == (0, 9)


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_is_found_says_the_same_as_the_quotation(before: str, quote: str, after: str) -> None:
    text = f"{before} {quote} {after}"
    span = SourceText(text).locate(quote)
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        shown = "".join(char for char in text[slice(*span)].casefold() if char.isalnum())
        assert shown in "".join(char for char in text.casefold() if char.isalnum())


@pytest.mark.parametrize(
    ("field", "value", "quote"),
    [
        ("minutes_per_run", "3000", "50-60 godzin miesięcznie"),
        ("minutes_per_run", "3600", "50-60 godzin miesięcznie"),
        ("minutes_per_run", "45", "2 people, 45 minutes each"),
        ("people", "2", "2 people, 45 minutes each"),
        ("runs", "3", "trzy razy w tygodniu"),
        ("runs", "1", "w każdy piątek"),
        ("frequency", "weekly", "trzy razy w tygodniu"),
        ("frequency", "biweekly", "every other week"),
        ("error_rate_percent", "5", "one in twenty invoices is wrong"),
        ("error_rate_percent", "10", "co dziesiąta faktura ma błąd"),
        ("hourly_cost", "60", "godzina kosztuje nas 60 zł"),
        ("readiness.stability", "2", "proces często się zmienia"),
    ],
)
def test_a_value_that_its_quotation_shows_counts(field: str, value: str, quote: str) -> None:
    assert supports(field, value, quote)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "quote"),
    [
        ("error_rate_percent", "50", "50 godzin miesięcznie"),
        ("error_rate_percent", "5", "one in twenty invoices"),
        ("hourly_cost", "300", "300 PLN for the subscription"),
        ("hourly_cost", "60", "60 zł za godzinę"),
        ("minutes_per_run", "50", "50 % faktur"),
        ("minutes_per_run", "55", "50-60 minut"),
        ("runs", "45", "45 minut"),
        ("people", "120", "120 minut"),
        ("hourly_cost", "60", "60 minut"),
        ("frequency", "daily", "trzy razy w tygodniu"),
        ("systems", "4", "cztery osoby"),
    ],
)
def test_a_value_in_another_unit_does_not_count(field: str, value: str, quote: str) -> None:
    assert not supports(field, value, quote)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes_per_run", "-5"),
        ("people", "0"),
        ("systems", "2.5"),
        ("frequency", "hourly"),
        ("runs", "NaN"),
        ("runs", "1e400"),
        ("readiness.stability", "6"),
        ("error_rate_percent", "101"),
        ("minutes_per_run", "45 minutes"),
    ],
)
def test_what_a_field_cannot_hold_has_no_normal_form(field: str, value: str) -> None:
    assert normal_value(field, value) is None  # type: ignore[arg-type]


def test_values_are_listed_in_reading_order_sums_of_steps_last() -> None:
    assert values("minutes_per_run", "zwykle 30 minut, czasem godzinę i 20 minut") == ["30", "80", "110"]
