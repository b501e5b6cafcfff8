"""How many steps a text says a process has."""

import pytest

from smartflow.analyst.reading.extent import steps


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The process has eight phases and touches ten systems.", 8),
        ("An eight-phase process, from the order to the invoice.", 8),
        ("Całość składa się z ośmiu etapów, od zapytania do faktury.", 8),
        ("Proces ma 12 kolejnych kroków.", 12),
        ("1. Odbiór maila\n2. Przepisanie do systemu\n3. Faktura\n", 3),
        ("1) We open the mail.\n2) We type it in.", 2),
        ("Etap 1: zapytanie. Etap 2: oferta. Etap 3: umowa. Etap 4: wdrożenie.", 4),
        ("First phase 1, then phase 2, and phase 3 last.", 3),
    ],
)
def test_steps_that_are_stated_or_listed_are_counted(text: str, count: int) -> None:
    assert steps(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "80 invoices a day, six minutes each, by two people.",
        "Wysyłamy 45 zamówień dziennie.\n15.03 zmienił się cennik.\n2. kwartał był gorszy.",
        "One step at a time.",
        "W 2025 roku przeszliśmy na nowy system.",
        "",
    ],
)
def test_other_numbers_are_no_steps(text: str) -> None:
    assert steps(text) is None
