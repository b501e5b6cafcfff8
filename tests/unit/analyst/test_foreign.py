"""Texts of other languages are told apart; tables and labels of one's own language are not taken for one."""

from __future__ import annotations

import pytest

from smartflow.analyst.rules.foreign import is_foreign
from tools.train.texts import load

TABLE = """Weekly close, Springfield shop

| Step | Who | Per week | Min each |
|---|---|---|---|
| Key tickets into QuickBooks | Tina | 240 | 7 |
| Match deposits | Tina | 5 | 25 |
| Chase missing signatures | Dale | 18 | 12 |

Loaded labor $27/hr. Errors 4%, rework 15 min."""
FOREIGN = [
    "Wir erhalten etwa 200 Rechnungen im Monat per E-Mail. Die Buchhalterin tippt jede in das Programm ein, das dauert 12 Minuten.",
    "Recibimos unas 200 facturas al mes por correo. La contable las introduce a mano en el programa, cada una lleva 12 minutos.",
    "Nous recevons environ 200 factures par mois par courriel. La comptable les saisit dans le logiciel, ce qui prend 12 minutes.",
    "Riceviamo circa 200 fatture al mese via e-mail. La contabile le inserisce a mano nel programma, ci vogliono 12 minuti.",
    "Щомісяця ми отримуємо близько 200 рахунків електронною поштою, бухгалтер вносить кожен вручну, це займає дванадцять хвилин.",
]
OWN = [
    TABLE,
    "Invoices: 200/mo\nMinutes each: 12\nStaff cost: $27/hr\nError rate: 4%\nRework: 15 min\nSystems: QuickBooks, Excel, Outlook",
    "Liczba faktur: 200 / mies.\nCzas: 12 min\nKoszt godziny: 58 zł\nBłędy: 4%\nPoprawka: 15 min\nProgramy: Optima, Excel, Outlook",
    "120 faktur",
    "",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("text", OWN)
def test_tables_labels_and_few_words_are_not_another_language(text: str) -> None:
    assert not is_foreign(text)


def test_hardly_any_labelled_text_is_taken_for_another_language() -> None:
    taken = [text.id for text in load() if is_foreign(text.description)]
    assert len(taken) <= 2, taken
