"""Contradictions that are real are shown; seasons, waiting, parts and other activities are none."""

from __future__ import annotations

import pytest

from smartflow.analyst.reading.reader import read


def found(title: str, text: str) -> list[tuple[str, str, str]]:
    return [(one.field, one.a.quote.text, one.b.quote.text) for one in read(title, text, "PLN").contradictions]


@pytest.mark.parametrize(
    ("title", "text", "field", "first", "second"),
    [
        pytest.param(
            "Orders",
            "There are four people full-time on this. By the time sheets it is 40 h weekly in total (4×10 h).",
            "minutes_per_run", "four people full-time", "40 h weekly",
            id="posts against hours of the same work",
        ),
        pytest.param(
            "Faktury",
            "Mamy 120 faktur miesięcznie, 5 minut na fakturę. W systemie widać, że jest 200 faktur miesięcznie.",
            "runs", "120 faktur", "200 faktur",
            id="one thing counted twice",
        ),
        pytest.param(
            "Parking permits",
            "We handle 40 parking permits a day, 6 minutes each. The figures from the register say 6,000 permits a year.",
            "runs", "40 parking permits", "6,000 permits",
            id="memory against a record, in two periods",
        ),
        pytest.param(
            "Zlecenia serwisowe",
            "Zleceń serwisowych przyjmujemy 20 dziennie, wpisanie zlecenia trwa 7 minut. "
            "W raporcie z programu wychodzi 240 zleceń miesięcznie.",
            "runs", "20 dziennie", "240 zleceń",
            id="pamięć przeciw raportowi",
        ),
        pytest.param(
            "Meter readings",
            "We look after 9 sites and every site sends 20 meter readings a month. A reading takes 4 minutes to key in. "
            "In total we get 90 meter readings a month.",
            "runs", "20 meter readings", "90 meter readings",
            id="heads times each against a total",
        ),
        pytest.param(
            "Przyjęcie dostawy",
            "1) sprawdzenie WZ - 4 min\n2) liczenie palet - 10 min\n3) wpis PZ - 6 min\nRazem: 35 min.\nDostaw jest 9 dziennie.",
            "minutes_per_run", "Razem: 35 min", "",
            id="a total that its steps do not add up to",
        ),
        pytest.param(
            "Supplier claims",
            "One claim takes 20 minutes, of which 10 minutes to log it, 15 minutes to order the part and 12 minutes to reply. "
            "We have 30 claims a month.",
            "minutes_per_run", "20 minutes", "",
            id="parts that are more than their whole",
        ),
        pytest.param(
            "Karty gwarancyjne",
            "Kart gwarancyjnych jest 50 dziennie. Wypełnienie karty gwarancyjnej trwa 4 minuty. "
            "Kolejka rośnie, a wypełnienie karty gwarancyjnej trwa 12 minut.",
            "minutes_per_run", "4 minuty", "12 minut",
            id="dwa czasy tej samej czynności",
        ),
        pytest.param(
            "Delivery notes",
            "We have 60 delivery notes a day and one note takes 8 minutes. "
            "Altogether the delivery notes take me two hours a day, the rest of it is phone calls.",
            "minutes_per_run", "8 minutes", "two hours a day",
            id="count times minutes against hours of it all",
        ),
        pytest.param(
            "Opłaty za garaże",
            "Garaży mamy 180 i raz w roku naliczam opłatę za każdy z nich. Na jeden garaż potrzebuję 10 minut. "
            "Całe naliczanie zajmuje mi 8 godzin.",
            "minutes_per_run", "10 minut", "8 godzin",
            id="praca nad jednym przeciw pracy nad całością",
        ),
        pytest.param(
            "Zwroty towaru",
            "Zwrotów mamy 90 miesięcznie, 12 minut na zwrot. Pełny koszt magazyniera to 8 000 zł miesięcznie przy 160 godzinach, "
            "czyli 65 zł za godzinę.",
            "hourly_cost", "8 000 zł", "65 zł",
            id="miesięczny koszt podzielony przez godziny przeciw stawce",
        ),
        pytest.param(
            "Labels",
            "Labels: 48 a week, 12 min each. Rejected labels, to be printed again: 5 %, rework 10 min.\n"
            "The lab says that 14 % of the labels are rejected and printed again.",
            "error_rate_percent", "5 %", "14 %",
            id="two shares of the same errors",
        ),
        pytest.param(
            "Member records",
            "Each new member is typed into three programs, namely the register, the mailing list, the key system and the accounts. "
            "We have 12 new members a week, 9 minutes each.",
            "systems", "three programs", "the register, the mailing list, the key system and the accounts",
            id="more programs listed than counted",
        ),
        pytest.param(
            "Zaświadczenia",
            "Zaświadczeń wydajemy 40 tygodniowo. Pani Ewa twierdzi, że jedno zajmuje 5 minut, ale zmierzyłem i wyszło 13 minut.",
            "minutes_per_run", "5 minut", "13 minut",
            id="dwie osoby w jednym zdaniu",
        ),
    ],
)  # fmt: skip
def test_statements_that_cannot_both_be_true_are_shown(
    title: str, text: str, field: str, first: str, second: str
) -> None:
    said = found(title, text)

    assert [one[0] for one in said] == [field]
    assert any(first in a + b for _, a, b in said)
    assert any(second in a + b for _, a, b in said)


@pytest.mark.parametrize(
    "text",
    [
        "Mamy 120 faktur miesięcznie i 20 umów miesięcznie, po 5 minut.",
        "Mamy 120 faktur miesięcznie, w grudniu 200 faktur miesięcznie. Jedna zajmuje 5 minut.",
        "Each order takes 5-8 minutes, 40 a day. An order takes 7 minutes on average.",
        "Jedna faktura zajmuje 5 minut, płatność czeka 14 dni. Faktur jest 120 miesięcznie.",
        "Robią to 3/4 etatu, 120 faktur miesięcznie po 5 minut.",
        "Kosztuje nas 58 zł za godzinę, a klient płaci 180 zł za godzinę. 120 faktur miesięcznie po 5 minut.",
        "Wpis do rejestru: 30 faktur miesięcznie po 5 minut. Umów jest 8 na miesiąc i te zostają.",
        "Hotel rooms: 30 check-ins a day, every day of the week. The report says 900 check-ins a month, 4 minutes each.",
        "An invoice takes 20 minutes, of which 5 minutes to scan it and 10 minutes to book it. 40 invoices a week.",
        "If it is simple, checking an invoice takes 4 minutes. If not, checking an invoice takes 15 minutes. 40 invoices a week.",
        "40 faktur dziennie po 6 minut, w sumie faktury zajmują mi 4 godziny dziennie.",
        "Księgowa kosztuje nas 58 zł za godzinę ze wszystkim. Kierownik kosztuje nas 90 zł za godzinę ze wszystkim. "
        "120 faktur miesięcznie po 5 minut.",
        "5 % of the invoices are wrong. Of the wrong invoices 30 % come from one supplier. 120 invoices a month, 5 minutes each.",
        "Pełny koszt to 8 000 zł miesięcznie przy 160 godzinach, czyli 50 zł za godzinę. 120 faktur miesięcznie po 5 minut.",
        "Faktury wpisujemy do trzech programów: Optimy, arkusza i portalu klienta. 120 faktur miesięcznie po 5 minut.",
        "We turn over 25 rooms a day, 30 minutes each. Across the 3 hotels it is 75 rooms a day.",
        "30 purchase orders a day, 5 minutes each. The report shows 400 purchase orders a month above the limit.",
    ],
)
def test_seasons_waiting_parts_and_clients_rates_do_not_contradict(text: str) -> None:
    assert found("Faktury", text) == []
