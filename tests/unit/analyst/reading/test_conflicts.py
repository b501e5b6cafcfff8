"""Contradictions that are real are shown; seasons, waiting, parts and other activities are none."""

from __future__ import annotations

import pytest

from smartflow.analyst.reading.reader import read


def found(title: str, text: str) -> list[tuple[str, str, str]]:
    return [(one.field, one.a.quote.text, one.b.quote.text) for one in read(title, text, "PLN").contradictions]


def test_posts_against_hours_of_the_same_work_contradict() -> None:
    text = "There are four people full-time on this. By the time sheets it is 40 h weekly in total (4×10 h)."
    ((field, a, b),) = found("Orders", text)
    assert field == "minutes_per_run"
    assert "four people full-time" in a
    assert "40 h weekly" in b


def test_one_thing_counted_twice_contradicts() -> None:
    text = "Mamy 120 faktur miesięcznie, 5 minut na fakturę. W systemie widać, że jest 200 faktur miesięcznie."
    ((field, a, b),) = found("Faktury", text)
    assert (field, "120 faktur" in a, "200 faktur" in b) == ("runs", True, True)


def test_a_total_that_its_steps_do_not_add_up_to_contradicts() -> None:
    text = "1) sprawdzenie WZ - 4 min\n2) liczenie palet - 10 min\n3) wpis PZ - 6 min\nRazem: 35 min.\nDostaw jest 9 dziennie."
    assert [one[0] for one in found("Przyjęcie dostawy", text)] == ["minutes_per_run"]


@pytest.mark.parametrize(
    "text",
    [
        "Mamy 120 faktur miesięcznie i 20 umów miesięcznie, po 5 minut.",
        "Mamy 120 faktur miesięcznie, w grudniu 200 faktur miesięcznie. Jedna zajmuje 5 minut.",
        "Each order takes 5-8 minutes, 40 a day. An order takes 7 minutes on average.",
        "Jedna faktura zajmuje 5 minut, płatność czeka 14 dni. Faktur jest 120 miesięcznie.",
        "Robią to 3/4 etatu, 120 faktur miesięcznie po 5 minut.",
        "Kosztuje nas 58 zł za godzinę, a klient płaci 180 zł za godzinę. 120 faktur miesięcznie po 5 minut.",
    ],
)
def test_seasons_waiting_parts_and_clients_rates_do_not_contradict(text: str) -> None:
    assert found("Faktury", text) == []
