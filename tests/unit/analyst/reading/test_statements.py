"""What the rules read out of a description, and what they leave alone."""

from __future__ import annotations

import pytest

from smartflow.analyst.reading.contradictions import contradictions
from smartflow.analyst.reading.statements import statements
from smartflow.analyst.reading.suggestions import suggestions


def read(text: str) -> dict[str, str]:
    return {one.field: one.value for one in suggestions("Proces", text, statements(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Przepisywanie zamówień zajmuje około 50-60 godzin miesięcznie.",
            {"runs": "1", "frequency": "monthly", "minutes_per_run": "3000"},
        ),
        (
            "2 people, 45 minutes each, 3 times a week.",
            {"runs": "3", "frequency": "weekly", "minutes_per_run": "45", "people": "2"},
        ),
        (
            "We get about 40 orders a day and each order takes 5 minutes.",
            {"runs": "40", "frequency": "daily", "minutes_per_run": "5"},
        ),
        (
            "Dostajemy miesięcznie jakieś 25 reklamacji. Na każdą trzeba poświęcić godzinę.",
            {"runs": "25", "frequency": "monthly", "minutes_per_run": "60"},
        ),
        (
            "Co kwartał przygotowujemy sprawozdanie. Dwie osoby po 8 godzin.",
            {"runs": "1", "frequency": "quarterly", "minutes_per_run": "480", "people": "2"},
        ),
        (
            "Codziennie przeglądam maile z zamówieniami, jest ich 20-30. Każde wpisuję do programu (ok. 4 min).",
            {"runs": "20", "frequency": "daily", "minutes_per_run": "4"},
        ),
        (
            "Invoices: 500/month, 3 min each, 2% errors, 15 min to fix. 55 PLN/h.",
            {
                "runs": "500",
                "frequency": "monthly",
                "minutes_per_run": "3",
                "error_rate_percent": "2",
                "rework_minutes": "15",
                "hourly_cost": "55",
            },
        ),
        (
            "We get 40 orders a day. Each complaint takes an hour. We have 5 complaints a week. An order takes 4 minutes.",
            {"runs": "40", "frequency": "daily", "minutes_per_run": "4"},
        ),
        ("Godzina pracy księgowej kosztuje nas 68 zł razem ze składkami.", {"hourly_cost": "68"}),
        ("An hour of a sales clerk costs us about 55 PLN including contributions.", {"hourly_cost": "55"}),
        ("Godzina pracy programisty kosztuje nas 200 zł. An hour of our consultant costs us 90 EUR.", {}),
        ("Godzina pracy magazyniera kosztuje nas 31 zł netto.", {}),
        ("About 20% of the orders are out of the ordinary: new customers.", {"exceptions_percent": "20"}),
        (
            "Nasza firma (12 osób) wystawia dwieście faktur w miesiącu. Jedna faktura to 10 minut.",
            {"runs": "200", "frequency": "monthly", "minutes_per_run": "10"},
        ),
        (
            "Robimy to raz na dwa tygodnie, jakieś 90 minut.",
            {"runs": "1", "frequency": "biweekly", "minutes_per_run": "90"},
        ),
        (
            "We process payroll twice a month; each run takes about a day and involves 2 people.",
            {"runs": "2", "frequency": "monthly", "minutes_per_run": "480", "people": "2"},
        ),
    ],
)
def test_volume_time_and_people_are_read(text: str, expected: dict[str, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Odpowiadamy w ciągu 24 godzin. Firma zatrudnia 25 osób.",
        "Czekamy 3 dni na odpowiedź klienta.",
        "We have been doing this for 10 years, with 500 customers in 20 countries. The invoice is due within 14 days.",
        "Dwa dni temu zmieniliśmy program.",
    ],
)
def test_deadlines_waiting_age_and_the_size_of_the_firm_are_not_measurements(text: str) -> None:
    assert read(text) == {}


def test_monthly_gross_pay_becomes_the_loaded_cost_of_an_hour() -> None:
    # 7000 × 1.2048 × 12 ÷ (250 × 8) = 50.6016
    assert read("Księgowa zarabia 7 000 zł brutto miesięcznie.") == {"hourly_cost": "50.6"}


def fields_in_contradiction(text: str) -> list[tuple[str, str, str]]:
    return [(one.field, one.quote_a, one.quote_b) for one in contradictions("Proces", text, statements(text))]


def test_posts_against_hours_contradict() -> None:
    text = "There are four people full-time on this. By the time sheets it is 40 h weekly (4×10 h)."
    assert fields_in_contradiction(text) == [("minutes_per_run", "four people full-time", "40 h weekly")]


def test_posts_against_what_the_runs_amount_to_contradict() -> None:
    # 35 × 3 min × 250 days is not nine hours a week, a half post is twenty
    text = "To 35 kart dziennie po 3 minuty. Prezes mówi, że robi to jedna osoba na pół etatu."
    assert fields_in_contradiction(text) == [
        ("minutes_per_run", "35 kart dziennie po 3 minuty", "jedna osoba na pół etatu")
    ]


def test_two_volumes_of_one_thing_contradict() -> None:
    text = "Mamy 120 faktur miesięcznie. Potem okazuje się, że jest 200 faktur miesięcznie."
    assert fields_in_contradiction(text) == [("runs", "120 faktur miesięcznie", "200 faktur miesięcznie")]


@pytest.mark.parametrize(
    "text",
    [
        "Mamy 120 faktur miesięcznie i 20 umów miesięcznie.",
        "Faktury zajmują 10 godzin tygodniowo, a raporty 2 godziny tygodniowo.",
        "Mamy 10 zamówień dziennie, czyli 50 zamówień tygodniowo.",
        "Each order takes 5-8 minutes. An order takes 7 minutes on average.",
        "Pracownik spędza na tym 4 h tygodniowo, a cały proces zajmuje łącznie 20 godzin tygodniowo.",
    ],
)
def test_different_things_and_agreeing_ranges_do_not_contradict(text: str) -> None:
    assert fields_in_contradiction(text) == []
