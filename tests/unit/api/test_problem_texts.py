"""A problem is explained in the reader's language, its nouns in agreement with their numbers."""

import pytest

from smartflow.api import problem_texts
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.language.text import NBSP, Language


@pytest.mark.parametrize(
    ("code", "values", "language", "message"),
    [
        ("too_short", {"min": 3}, "pl", f"Za krótkie: co najmniej 3{NBSP}znaki."),
        ("too_short", {"min": 12}, "pl", f"Za krótkie: co najmniej 12{NBSP}znaków."),
        ("too_short", {"min": 3}, "en", f"Too short: at least 3{NBSP}characters."),
        ("too_long", {"max": 20_000}, "pl", f"Za długie: najwyżej 20{NBSP}000{NBSP}znaków."),
        ("too_long", {"max": 20_000}, "en", f"Too long: at most 20,000{NBSP}characters."),
        ("duplicate_key", {"name": "{min}"}, "en", "The field “{min}” appears twice."),
    ],
)
def test_a_fault_says_its_limit(code: str, values: dict[str, int | str], language: Language, message: str) -> None:
    status, body = problem_texts.document(invalid(Fault("/title", code, values)), language, "r-1")

    assert status == 422
    assert body["errors"] == [{"pointer": "/title", "code": code, "message": message}]


def test_a_problem_with_a_count_agrees_with_it() -> None:
    problem = Problem("too_many_processes", most=2000)

    details = [problem_texts.document(problem, language, "r-1")[1]["detail"] for language in ("pl", "en")]

    assert details == [
        f"Jeden raport może objąć najwyżej 2{NBSP}000{NBSP}procesów. Wybierz mniej procesów.",
        f"A report can cover at most 2,000{NBSP}processes. Select fewer processes.",
    ]
