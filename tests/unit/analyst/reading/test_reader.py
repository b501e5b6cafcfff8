"""What is read without asking, what is asked instead, and how much work a text may cause."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from smartflow.analyst.reading import features, quantities, roles
from smartflow.analyst.reading.reader import Fact, Question, Reading, fields_of, read
from smartflow.analyst.reading.weights import learned


def taken(title: str, text: str, currency: str = "PLN") -> dict[str, str]:
    return fields_of(read(title, text, currency).facts)


def offered(reading: Reading) -> list[dict[str, str]]:
    return [fields_of(one.facts) for question in reading.questions for one in question.candidates]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Wprowadzanie faktur",
            "FV kosztowe: 120 szt./mies., ok. 6 min na jedną. Godzina księgowej kosztuje nas 58 zł.",
            {"runs": "120", "frequency": "monthly", "minutes_per_run": "6", "hourly_cost": "58"},
        ),
        (
            "wystawianie WZ",
            "dziennie robie jakies 60 szt WZ, kazda po 4 min. pomylki jak sa to 5% i wtedy korekta ok 10 min na sztuke",
            {
                "runs": "60",
                "frequency": "daily",
                "minutes_per_run": "4",
                "error_rate_percent": "5",
                "rework_minutes": "10",
            },
        ),
        (
            "Wholesale orders",
            "We get about 40 orders a day and each order takes 5 minutes to key in.",
            {"runs": "40", "frequency": "daily", "minutes_per_run": "5"},
        ),
    ],
)
def test_plain_statements_are_taken(title: str, text: str, expected: dict[str, str]) -> None:
    assert taken(title, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Odpowiadamy w ciągu 24 godzin. Firma zatrudnia 25 osób.",
        "Czekamy 3 dni na odpowiedź klienta.",
        "We have been doing this for 10 years, with 500 customers in 20 countries. The invoice is due within 14 days.",
        "Godzina pracy magazyniera kosztuje nas 31 zł netto na rękę.",
        "Klient płaci 180 zł za godzinę, abonament kosztuje 300 zł miesięcznie.",
    ],
)
def test_waiting_deadlines_ages_net_pay_and_prices_are_not_taken(text: str) -> None:
    assert not {"minutes_per_run", "hourly_cost", "people"} & set(taken("Proces", text))


def test_two_activities_with_their_own_numbers_are_asked_about() -> None:
    text = "Umów 25 na miesiąc i aneksów 60 na miesiąc. Przygotowanie umowy 2 h, aneksu 20 min."
    reading = read("Umowy i aneksy", text, "PLN")
    assert reading.hours_per_year is None
    assert {"runs", "minutes_per_run"} & set(reading.questions[0].fields)
    assert {"25", "60"} <= {one.get("runs") for one in offered(reading)}


def test_a_text_without_numbers_is_asked_about_without_candidates() -> None:
    reading = read("Umawianie wizyt", "Klientki piszą wszędzie, każdą wiadomość trzeba przeczytać i odpisać.", "PLN")
    assert reading.facts == ()
    assert reading.questions[0].fields == ("runs", "frequency", "minutes_per_run")
    assert reading.questions[0].candidates == ()


def test_at_most_three_readings_are_offered_with_their_words() -> None:
    text = "Repairs 190 per week, 7 minutes. Rent questions 120 per week, 5 minutes. Moves 15 per week, 45 minutes."
    reading = read("Front desk", text, "GBP")
    assert 2 <= len(reading.questions[0].candidates) <= 3
    for candidate in reading.questions[0].candidates:
        for fact in candidate.facts:
            assert all(text[quote.start : quote.end] == quote.text for quote in fact.quotes)


def test_an_amount_in_another_currency_is_shown_as_what_it_is_and_not_taken() -> None:
    text = "120 invoices a month, 5 min each. An hour of the clerk costs us 30 EUR with everything on top."
    reading = read("Invoices", text, "PLN")
    assert "hourly_cost" not in fields_of(reading.facts)
    assert [(one.currency, one.field, str(one.value)) for one in reading.other_currency] == [
        ("EUR", "hourly_cost", "30")
    ]
    assert fields_of(read("Invoices", text, "EUR").facts)["hourly_cost"] == "30"


@pytest.mark.parametrize(("account", "expected"), [("CAD", "34"), ("AUD", "34"), ("EUR", None)])
def test_a_dollar_sign_is_the_dollar_of_whoever_writes(account: str, expected: str | None) -> None:
    text = "We enter 60 orders a day, 7 minutes each. An hour of my people costs us $34 with benefits and taxes."
    assert taken("Order entry", text, account).get("hourly_cost") == expected


@pytest.mark.parametrize(
    "text",
    [
        "W żniwa mamy 60 dostaw dziennie. Kwit na dostawę to 9 minut.",
        "Every other day there are 20 bookings to enter. A booking takes 10 minutes.",
        "Na zmianę mamy 25 plików, zmiany są 2. Sprawdzenie pliku trwa 5 minut.",
        "In 2023 we had 3,100 letters and in 2024 we had 3,600 letters a year. A letter takes 5 minutes.",
        "Before the merger we posted 500 letters a month. Now it is 350, two minutes a letter.",
    ],
)
def test_counts_of_a_season_a_shift_or_another_time_are_asked_about(text: str) -> None:
    reading = read("Dokumenty", text, "PLN")
    assert "runs" not in fields_of(reading.facts)
    assert "runs" in reading.questions[0].fields


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Liczenie prowadzą zawsze dwie osoby razem, obie przez cały czas.", "people", "2"),
        ("Every count is done by two people together, both of them the whole time.", "people", "2"),
        ("Te same dane wpisujemy do trzech systemów.", "systems", "3"),
        ("Systems used: 4.", "systems", "4"),
        ("Informatyk wycenił automat na 4 800 zł jednorazowo i 110 zł miesięcznie abonamentu.", "build_cost", "4800"),
        ("A software house quoted £5,500 to set it up plus £90 a month.", "build_cost", "5500"),
        ("A software house quoted £5,500 to set it up plus £90 a month.", "monthly_licence", "90"),
    ],
)
def test_plain_statements_beside_the_volume_are_taken(text: str, field: str, value: str) -> None:
    currency = "GBP" if "£" in text else "PLN"
    said = (
        "Stock counts: 12 a day, 20 minutes each. "
        if text.isascii()
        else "Spisów jest 12 dziennie, każdy po 20 minut. "
    )
    assert taken("Spisy", said + text, currency).get(field) == value


@pytest.mark.parametrize(
    "text", ["Robimy 900000 faktur dziennie, każda zajmuje 60 minut.", "Raz w roku, zajmuje to 10 minut."]
)
def test_hours_beyond_reason_are_asked_about(text: str) -> None:
    assert read("Faktury", text, "PLN").hours_per_year is None


def test_the_same_text_is_read_the_same_way() -> None:
    text = "We get 35 orders a day, 6 minutes each, 5% have mistakes that take 45 minutes to fix."
    assert read("Orders", text, "USD") == read("Orders", text, "USD")


@pytest.mark.parametrize(
    "unit", ["5 minut na 7 faktur dziennie. ", "| a | 12 | 5 min |\n", "1 000 ", "(5 min ", "każda po 2 godziny "]
)
def test_work_grows_no_faster_than_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        _work(unit * (20_000 // len(unit)), monkeypatch) <= 2.6 * _work(unit * (10_000 // len(unit)), monkeypatch) + 500
    )


def _work(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count tokens looked at, features made and records weighed."""
    counted: Counter[str] = Counter()

    def counting(module: Any, name: str) -> None:
        original = getattr(module, name)

        def counted_call(*args: Any, **more: Any) -> Any:
            made = original(*args, **more)
            counted[name] += len(made) if isinstance(made, list) else 1
            return made

        monkeypatch.setattr(module, name, counted_call)

    with monkeypatch.context():
        counting(quantities, "_at")
        counting(roles, "_beside")
        counting(features, "of_pair")
        read("Faktury", text, "PLN")
    monkeypatch.undo()
    return counted.total()


def test_weights_fit_the_roles_and_stay_small() -> None:
    assert learned().role_names == roles.ROLES
    assert sum(len(row) for row in learned().roles.values()) < 400_000
    for points in learned().calibration.values():
        assert [y for _, y in points] == sorted(y for _, y in points)


def stating(asked: tuple[str, ...] = (), **values: str) -> Reading:
    """A reading that states 40 runs a day of 5 minutes and further values, and asks about some fields."""
    stated = {"runs": "40", "frequency": "daily", "minutes_per_run": "5", **values}
    facts = [Fact(field, value, Decimal(1), Decimal(1), (), 0.9) for field, value in stated.items()]
    return Reading(tuple(facts), tuple(Question((field,), ()) for field in asked), (), (), ())


def test_hours_wait_for_nothing_that_cannot_change_them() -> None:
    assert stating().hours_per_year == pytest.approx(833.3, abs=0.1)
    assert stating(asked=("error_rate_percent",)).hours_per_year == pytest.approx(833.3, abs=0.1)
    assert stating(error_rate_percent="5").hours_per_year == pytest.approx(833.3, abs=0.1)


def test_hours_wait_for_how_often_something_is_done_again() -> None:
    assert stating(rework_minutes="20").hours_per_year is None
    assert stating(error_rate_percent="5", rework_minutes="20").hours_per_year == pytest.approx(1000, abs=0.1)
    assert stating(asked=("rework_minutes",), error_rate_percent="5").hours_per_year is None
    assert stating(asked=("people",)).hours_per_year is None


@pytest.mark.parametrize(
    "text",
    [
        "Mamy 40 zgłoszeń tygodniowo, po 10 minut. W tym roku 1000 zgłoszeń.",
        "According to the report there were 1,000 tickets this year; we take 40 tickets a week, 5 minutes each.",
    ],
)
def test_the_count_of_one_year_contradicts_nothing(text: str) -> None:
    assert read("Tickets", text, "EUR").contradictions == ()
