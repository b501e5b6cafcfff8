"""Every number of a text is found with its unit and its period; digits in names, dates and lists are left alone."""

from __future__ import annotations

import pytest

from smartflow.analyst.reading.cut import MOST_CHARACTERS, cut
from smartflow.analyst.reading.quantities import MOST_QUANTITIES, quantities


def found(text: str) -> list[tuple[str, float, float, str, str | None]]:
    made = cut("", text)
    return [(one.kind, one.low, one.high, one.unit, one.per) for one in quantities(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120 faktur miesięcznie", ("count", 120, 120, "", "month")),
        ("wystawiamy 80 szt./dzień", ("count", 80, 80, "", "day")),
        ("around 1,900 applications per annum", ("count", 1900, 1900, "", "year")),
        ("24 tys. dokumentów rocznie", ("count", 24_000, 24_000, "", "year")),
        ("sto dwadzieścia pięć zgłoszeń w tygodniu", ("count", 125, 125, "", "week")),
        ("two hundred and fifty claims a month", ("count", 250, 250, "", "month")),
        ("10-15 zamówień dziennie", ("count", 10, 15, "", "day")),
        ("between 40 and 60 requests a week", ("count", 40, 60, "", "week")),
        ("sześć, siedem ofert tygodniowo", ("count", 6, 7, "", "week")),
        ("between eighty and a hundred jobs a month", ("count", 80, 100, "", "month")),
        ("800 faktur na m-c", ("count", 800, 800, "", "month")),
        ("12 orders per night", ("count", 12, 12, "", "day")),
        ("54 people last year", ("count", 54, 54, "people", "year")),
        ("w zeszłym roku 54 osoby", ("count", 54, 54, "people", "year")),
        ("dwadzieścia kilka zgłoszeń dziennie", ("count", 21, 29, "", "day")),
    ],
)
def test_counts_keep_their_range_and_their_period(text: str, expected: tuple[object, ...]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("zajmuje kwadrans", 15),
        ("pół godziny na sztukę", 30),
        ("półtorej godziny", 90),
        ("trzy czwarte godziny", 45),
        ("godzinę i 20 minut", 80),
        ("it takes an hour and a half", 90),
        ("a quarter of an hour each", 15),
        ("1 hr 15", 75),
        ("two and a half hours", 150),
        ("45 sek. na linię", 0.75),
        ("1h10 na jedną", 70),
        ("keying takes 9'", 9),
        ("1/4 h na jedno", 15),
        ("dwa pełne dni", 960),
        ("about 45 minuets each", 45),
        ("trwa około minuty", 1),
        ("zajmuje ok. godziny", 60),
        ("a good hour", 60),
        ("couple of hours", 120),
        ("and then 2 more hours", 120),
        ("1 1/2 hours", 90),
        ("2½ hours", 150),
        ("20 min.–30 min.", 20),
    ],
)
def test_working_time_is_counted_in_minutes(text: str, minutes: float) -> None:
    assert ("duration", minutes) in [(kind, low) for kind, low, *_ in found(text)]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("one in ten comes back", 10),
        ("1 na 20 wraca", 5),
        ("co dwudzieste pismo", 5),
        ("2 of the 20 end up wrong", 10),
        ("three cases out of every hundred", 3),
        ("six in every hundred", 6),
        ("w 5 przypadkach na 100", 5),
        ("1 letter in 12 comes back", 8.3333),
        ("co drugie zlecenie wymaga telefonu", 50),
        ("every second invoice", 50),
        ("co 20 zwrot", 5),
        ("two thirds of them", 66.6667),
        ("dwie trzecie wraca", 66.6667),
        ("w jednej czwartej przypadków", 25),
        ("a tenth of them", 10),
        ("pół procenta", 0.5),
    ],
)
def test_shares_in_words_are_percent(text: str, percent: float) -> None:
    assert ("percent", percent) in [(kind, low) for kind, low, *_ in found(text)]


@pytest.mark.parametrize(
    ("text", "amount", "currency", "per"),
    [
        ("kosztuje nas 58 zł za godzinę", 58, "PLN", "hour"),
        ("burdened cost $34/h", 34, "USD", "hour"),
        ("€ 2,900 a month", 2900, "EUR", "month"),
        ("GBP 19.40 per hour", 19.4, "GBP", "hour"),
        ("3500 zł m-c", 3500, "PLN", "month"),
        ("£39 pcm", 39, "GBP", "month"),
    ],
)
def test_amounts_have_a_currency_and_what_they_are_for(text: str, amount: float, currency: str, per: str) -> None:
    assert ("money", amount, amount, currency, per) in found(text)


@pytest.mark.parametrize(
    ("text", "period", "times"),
    [
        ("co drugi piątek", "two_weeks", 1),
        ("every Monday and Thursday", "week", 2),
        ("VAT is filed every two months", "year", 6),
        ("codziennie rano", "day", 1),
        ("na koniec miesiąca", "month", 1),
        ("on weekdays", "day", 1),
        ("every school morning", "day", 1),
        ("bi-weekly", "two_weeks", 1),
        ("half-yearly", "year", 2),
        ("półrocznie", "year", 2),
        ("each fall", "year", 1),
    ],
)
def test_a_period_alone_says_how_often(text: str, period: str, times: float) -> None:
    assert ("period", times, times, period, None) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "pliki MT940 i JPK_V7",
        "zarządzenie nr 14/2023 z dnia 01.04.2026",
        "od 16.00 do 17.30, po 8:00",
        "1) sprawdzenie\n2) wysyłka",
        "pokój 12, tel. 601222333",
        "3.2 Current process",
    ],
)
def test_digits_in_names_dates_and_lists_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_a_label_or_a_header_gives_a_bare_number_its_unit() -> None:
    assert ("duration", 8, 8, "minute", None) in found("Czas na sztukę (min): 8")
    assert ("count", 80, 80, "", "day") in found("Liczba zamówień / dzień: 80")
    table = "Activity | no. per month | mins each\nStarter forms | 210 | 9"
    assert ("count", 210, 210, "", "month") in found(table)
    assert ("duration", 9, 9, "minute", None) in found(table)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_cells_may_stand_between_semicolons_or_tabs(mark: str) -> None:
    rows = (
        ("Activity", "number", "period", "min"),
        ("time cards", "140", "day", "2"),
        ("scrap report", "6", "week", "50"),
    )
    made = found("\n".join(map(mark.join, rows)))
    assert ("count", 140, 140, "", "day") in made
    assert ("count", 6, 6, "", "week") in made
    assert ("duration", 50, 50, "minute", None) in made


def test_a_semicolon_in_a_sentence_parts_no_cells() -> None:
    made = cut("", "Wpis trwa 4 min; potem skan; na końcu mail.\nDziennie jest ich 20.")
    assert not any(line.cells for line in made.lines)


def test_a_half_of_an_hour_is_no_share() -> None:
    assert [one[0] for one in found("it takes a quarter of an hour, or three quarters of an hour")] == [
        "duration",
        "duration",
    ]
    assert [one[0] for one in found("trzy czwarte godziny")] == ["duration"]


def test_a_time_of_day_is_not_counted() -> None:
    assert found("When: every Monday before 11") == [("period", 1, 1, "week", None)]


def test_ten_is_a_number_in_english_and_a_word_in_polish() -> None:
    assert ("count", 10) in [(kind, low) for kind, low, *_ in found("we get ten orders and the rest is for others")]
    assert found("ten dokument wraca do nas i jest sprawdzany") == []


def test_no_more_is_looked_at_than_the_longest_text_and_a_bounded_number_of_quantities() -> None:
    endless = "5 minut na 7 faktur. " * 5_000
    made = cut("", endless)
    assert len(made.text) == MOST_CHARACTERS
    assert len(quantities(made)) <= MOST_QUANTITIES


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Typing it takes eight minutes. Plus four more to send the details.", [8, 4]),
        ("A claim is 20 mins if simple, 40 if long term.", [20, 40]),
        ("Krótka to trzy minuty, długa to dziesięć.", [3, 10]),
        ("Telefon dwadzieścia minut. Potem liczę, kolejne dwadzieścia pięć.", [20, 25]),
        ("work orders, .2 hr each", [12]),
        ("It takes 5 minutes, and then 20 orders wait.", [5]),
        ("Wpis 4 min, potem 20 faktur dziennie.", [4]),
        ("Finding the entry takes 10 minutes, writing the copy 5.", [10, 5]),
        ("3 minutes on the portal and 2 more on our own spreadsheet", [3, 2]),
        ("It takes 5 minutes in room 7.", [5]),
    ],
)
def test_a_bare_number_goes_on_with_the_unit_before_it_only_where_words_say_so(text: str, minutes: list[int]) -> None:
    assert [one[1] for one in found(text) if one[0] == "duration"] == minutes


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("liczymy zawsze w parze", 2),
        ("siedzimy nad tym we trójkę", 3),
        ("both of us sit there", 2),
        ("three of us match them", 3),
        ("jest nas dwoje", 2),
        ("droga w obie strony", None),
        ("viewings across both offices", None),
    ],
)
def test_people_are_counted_where_words_count_them(text: str, people: int | None) -> None:
    assert [one[1] for one in found(text) if one[3] == "people"] == ([] if people is None else [people])


def test_three_per_hundred_is_a_share() -> None:
    assert ("percent", 3, 3, "share", None) in found("Three per hundred end up on the wrong patient.")


@pytest.mark.parametrize(
    ("text", "noun"),
    [("8 minutes a letter", "lett"), ("na jedną WZ idą 4 minuty", "wz"), ("each order takes 5 minutes", "order")],
)
def test_a_time_knows_what_it_is_said_of_each_time(text: str, noun: str) -> None:
    assert any(noun in one.each for one in quantities(cut("", text)) if one.kind == "duration")
