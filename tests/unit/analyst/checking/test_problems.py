"""A quotation beside a problem speaks of that problem, or neither is shown as proof."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.problems import shows_problem
from smartflow.analyst.checking.result import check_draft
from tests.unit.analyst.builders import empty_draft, task

SHOWN = [
    ("Te same dane są przepisywane ręcznie.", "z maila przepisujemy to do Excela"),
    ("Te same dane są przepisywane ręcznie.", "Kasia wklepuje każdą fakturę do Optimy"),
    ("The same data is retyped.", "we key every order into Sage again"),
    ("The same data is retyped.", "wpisujemy zamówienie drugi raz do magazynu"),
    ("Dane są przepisywane.", "somebody types it into QuickBooks"),
    ("Błędy wychodzą dopiero u klienta.", "5% faktur ma złą kwotę"),
    ("Mistakes are found late.", "one in ten comes back because of a typo"),
    ("Sprawy czekają na decyzję.", "kierownik podpisuje po 3 dniach, wszyscy czekają"),
    ("Approval takes long.", "the boss has to sign each of them off"),
    ("Dokumenty krążą na papierze.", "drukujemy i wpinamy do segregatora"),
    ("Ludzie szukają informacji.", "trzeba znaleźć umowę w folderze"),
    ("Only one person knows how it works.", "only Tina can do it"),
    ("Każdy robi to inaczej.", "nie ma procedury"),
    ("Poczta.", "wysyłamy to mailem do wszystkich"),
    ("Reklamacje są bolączką zespołu.", "reklamacje od klientów przychodzą codziennie"),
]
SOMETHING_ELSE = [
    ("Te same dane są przepisywane ręcznie.", "mamy 120 faktur miesięcznie"),
    ("Dane z faktur są przepisywane ręcznie.", "faktury przychodzą od dostawców"),
    ("The same data is retyped.", "we have 14 vans and a depot in Leeds"),
    ("The same data is retyped.", "w magazynie pracuje pięć osób"),
    ("Błędy wychodzą dopiero u klienta.", "faktura zajmuje 6 minut"),
    ("Mistakes are found late.", "an hour costs us £26"),
    ("Sprawy czekają na decyzję.", "godzina księgowej kosztuje 58 zł"),
    ("Approval takes long.", "data moves between four systems"),
    ("Dokumenty krążą na papierze.", "robimy to w Excelu"),
    ("Ludzie szukają informacji.", "klient płaci przelewem"),
]


@pytest.mark.parametrize(("problem", "quote"), SHOWN)
def test_a_quotation_that_speaks_of_the_problem_shows_it(problem: str, quote: str) -> None:
    assert shows_problem(problem, quote, same_language=True) == "yes"


@pytest.mark.parametrize(("problem", "quote"), SOMETHING_ELSE)
def test_a_quotation_of_something_else_does_not(problem: str, quote: str) -> None:
    assert shows_problem(problem, quote, same_language=True) == "something_else"


def test_a_problem_that_names_nothing_must_share_a_word_with_its_quotation() -> None:
    assert shows_problem("Klienci są niezadowoleni.", "mamy pięć aut", same_language=True) == "unrelated"
    assert shows_problem("Klienci są niezadowoleni.", "klienci się skarżą", same_language=True) == "yes"


def test_a_problem_with_words_of_something_else_is_not_shown() -> None:
    about = task("Przepisujemy faktury do Optimy. Mamy pięć aut na placu.")
    draft = empty_draft(
        problems=[
            {"problem": "Dane z faktur są przepisywane.", "quote": "Przepisujemy faktury do Optimy"},
            {"problem": "Dane aut są przepisywane.", "quote": "Mamy pięć aut na placu"},
            {"problem": "Brakuje gwarancji.", "quote": ""},
            {"problem": "Szef bywa zajęty.", "quote": "Mamy pięć aut na placu"},
        ]
    )
    result = check_draft(draft, about, about.assessment)
    shown = [(one.problem, one.evidence.quote if one.evidence else None) for one in result.problems]
    assert shown == [
        ("Dane z faktur są przepisywane.", "Przepisujemy faktury do Optimy"),
        ("Brakuje gwarancji.", None),
        ("Szef bywa zajęty.", None),
    ]
    assert {notice.code: notice.count for notice in result.notices}["quotes_refused"] == 2
