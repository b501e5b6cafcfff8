"""A figure keeps its own period: words before it and behind it may not give it another."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.grammar import tokens
from smartflow.analyst.checking.periods import wrong_periods
from smartflow.analyst.checking.placeholders import PLACEHOLDERS, Period

SAID: dict[Period, tuple[str, str]] = {
    "year": ("Rocznie to {}.", "That is {} a year."),
    "month": ("{} miesięcznie.", "Every month it is {}."),
    "week": ("W tygodniu {}.", "{} per week."),
    "day": ("{} dziennie.", "Each day {}."),
    "hour": ("Na godzinę {}.", "{} an hour."),
    "run": ("{} na fakturę.", "One invoice takes {}."),
    "person": ("{} na osobę.", "{} per employee."),
    "once": ("Jednorazowo {}.", "A one-off {}."),
}


@pytest.mark.parametrize("name", [name for name, placeholder in PLACEHOLDERS.items() if placeholder.periods])
@pytest.mark.parametrize("period", SAID)
def test_a_figure_takes_its_own_periods_and_no_other(name: str, period: Period) -> None:
    for sentence in SAID[period]:
        is_right = period in PLACEHOLDERS[name].periods
        assert (wrong_periods(tokens(sentence.format(f"{{{name}}}"))) == []) == is_right


@pytest.mark.parametrize(
    "text",
    [
        "Rocznie oszczędzacie {net_annual}, a licencje to {monthly_licence} miesięcznie.",
        "Licences are {monthly_licence} a month and savings {net_annual} a year.",
        "Miesięczne zamknięcie kosztuje {cost_annual} rocznie.",
        "Sprawdzanie każdej faktury kosztuje {cost_annual} rocznie.",
        "Every month {error_rate} of the documents are wrong.",
    ],
)
def test_periods_of_other_figures_and_of_the_work_do_not_count(text: str) -> None:
    assert wrong_periods(tokens(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Co miesiąc oszczędzacie {net_annual}, a licencje to {monthly_licence} miesięcznie.",
        "Licences are {monthly_licence} a year and savings {net_annual} a year.",
        "Miesięcznie, po odjęciu kosztów, zostaje {net_annual}.",
    ],
)
def test_a_wrong_period_counts_beside_a_right_one(text: str) -> None:
    assert len(wrong_periods(tokens(text))) == 1
