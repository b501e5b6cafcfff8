"""A value counts only if its own words show it for its own field, whoever claims it."""

from __future__ import annotations

import pytest

from smartflow.analyst.reading.judge import shows, work_of

#: Words of a description with the one claim they support.
TRUE = [
    ("120 faktur miesięcznie", "runs", "120"),
    ("120 faktur miesięcznie", "frequency", "monthly"),
    ("każda zajmuje 6 minut", "minutes_per_run", "6"),
    ("Godzina księgowej kosztuje nas 58 zł", "hourly_cost", "58"),
    ("5% faktur ma błędy", "error_rate_percent", "5"),
    ("poprawka zajmuje 25 min", "rework_minutes", "25"),
    ("oferta na wdrożenie: 9 600 zł jednorazowo", "build_cost", "9600"),
    ("abonament 240 zł miesięcznie", "monthly_licence", "240"),
    ("między trzema systemami", "systems", "3"),
    ("robią to 2 osoby razem", "people", "2"),
]
FIELDS = sorted({field for _, field, _ in TRUE} - {"frequency"})


@pytest.mark.parametrize(("quote", "field", "value"), TRUE)
def test_true_claims_are_shown(quote: str, field: str, value: str) -> None:
    assert shows(field, value, [quote])


@pytest.mark.parametrize(("quote", "field", "value"), TRUE)
def test_a_lying_model_cannot_use_words_for_another_field(quote: str, field: str, value: str) -> None:
    minutes = {"minutes_per_run", "rework_minutes"}  # the time of a correction is a time as well
    lies = [
        other for other in FIELDS if other != field and not {other, field} <= minutes and shows(other, value, [quote])
    ]
    assert lies == []


@pytest.mark.parametrize(("quote", "field", "value"), TRUE)
def test_a_lying_model_cannot_change_the_value(quote: str, field: str, value: str) -> None:
    if field == "frequency":
        assert not shows(field, "daily", [quote])
    else:
        for lie in (float(value) * 10, float(value) + 1, float(value) / 2):
            assert not shows(field, f"{lie:g}", [quote])


@pytest.mark.parametrize(
    ("quote", "field", "value"),
    [
        ("300 PLN for the subscription", "hourly_cost", "300"),
        ("klient płaci 180 zł za godzinę", "hourly_cost", "180"),
        ("31 zł netto na rękę za godzinę", "hourly_cost", "31"),
        ("1) sprawdzenie faktury", "runs", "1"),
        ("Krok 3: wysyłka", "runs", "3"),
        ("(120 faktur miesięcznie", "runs", "120"),
        ("JPK_V7 do 25. dnia", "runs", "7"),
        ("zarządzenie nr 14/2023", "runs", "14"),
        ("", "runs", "1"),
        ("5", "minutes_per_run", "5"),
        ("5%", "error_rate_percent", "5"),
    ],
)
def test_prices_headings_list_marks_cut_brackets_and_bare_numbers_show_nothing(
    quote: str, field: str, value: str
) -> None:
    assert not shows(field, value, [quote])


def test_sums_and_products_of_several_quotations_are_computed() -> None:
    assert shows("minutes_per_run", "20", ["rejestracja 5 min", "opis 10 min", "wysyłka 5 min"])
    assert shows("runs", "765", ["85 people", "each fills in 9 forms a month"])
    assert not shows("minutes_per_run", "21", ["rejestracja 5 min", "opis 10 min", "wysyłka 5 min"])


def test_a_full_monthly_cost_shows_the_cost_of_an_hour() -> None:
    assert shows("hourly_cost", "58.33", ["etat = 9 800 zł miesięcznie pełnego kosztu"])
    assert not shows("hourly_cost", "41.67", ["zarabia 7 000 zł brutto miesięcznie"])


def test_posts_and_hours_in_a_period_are_work() -> None:
    assert work_of("cztery osoby na pełny etat") == {
        "runs": 1, "frequency": "weekly", "minutes_per_run": 2400, "people": 4,
    }  # fmt: skip
    assert work_of("30 godzin tygodniowo") == {"runs": 1, "frequency": "weekly", "minutes_per_run": 1800, "people": 1}
    assert work_of("120 faktur miesięcznie") == {"runs": 120, "frequency": "monthly"}
