"""Words of a description are quoted as phrases: a long clause is cut where a phrase ends, and begins where one begins."""

from __future__ import annotations

import pytest

from smartflow.analyst.rules.pieces import phrase


@pytest.mark.parametrize(
    ("clause", "word", "quoted"),
    [
        ("The principal approves it", "approves", "The principal approves it"),
        (
            "The town hall receives about 4,800 declarations on the amount of the fee for the management of waste every year",
            "receives", "The town hall receives about 4,800 declarations on the amount of the fee",
        ),
        (
            "prints a ticket and then we re-key it in the accounting against the farmer's contract, since the two systems were "
            "bought twenty years apart",
            "re-key", "we re-key it in the accounting against the farmer's contract",
        ),
        (
            "Karty co tydzień technolog wpina do segregatora i przepisuje odchylenia do rejestru, to jest dla niego godzina roboty",
            "wpina", "Karty co tydzień technolog wpina do segregatora",
        ),
        (
            "przepisanie adresu ze sklepu do kuriera, etykieta, mail z numerem i odhaczenie w arkuszu to 12 minut na zamówienie",
            "odhaczenie", "odhaczenie w arkuszu to 12 minut na zamówienie",
        ),
        (
            "Pani prodziekan podpisuje, to jej zajmuje chwilę, ale czeka się na to tydzień i nikt o tym nie wie aż do końca miesiąca",
            "podpisuje", "Pani prodziekan podpisuje, to jej zajmuje chwilę",
        ),
    ],
)  # fmt: skip
def test_a_quotation_is_a_phrase(clause: str, word: str, quoted: str) -> None:
    assert phrase(clause, (0, len(clause)), clause.index(word)) == quoted
