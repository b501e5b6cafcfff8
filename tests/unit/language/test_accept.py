"""The reader's language is the one that the browser prefers."""

import pytest

from smartflow.language.accept import preferred
from smartflow.language.text import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("pl", "pl"),
        ("pl-PL,pl;q=0.9,en-US;q=0.8,en;q=0.7", "pl"),
        ("en-GB,en;q=0.9,pl;q=0.8", "en"),
        ("de,pl;q=0.5", "pl"),
        ("de-DE,fr", "en"),
        ("PL;Q=0.3, en;q=0.2", "pl"),
        ("pl;q=0", "en"),
        ("en;q=broken, pl;q=0.1", "pl"),
        ("pl;q=nan", "en"),
        ("*", "en"),
    ],
)
def test_the_language_with_the_highest_weight_is_chosen(header: str, language: Language) -> None:
    assert preferred(header) == language
