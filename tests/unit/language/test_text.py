"""A text is there in each language, and its nouns agree with their numbers."""

import pytest
from pydantic import BaseModel, ValidationError

from smartflow.language.text import LANGUAGES, NBSP, ByLanguage, Text

RUNS = Text("Co najmniej {least:wykonanie|wykonania|wykonań}.", "At least {least:run|runs}.")


class Tool(BaseModel):
    """Data with words in each language, as JSON holds them."""

    name: Text
    aliases: ByLanguage[list[str]]


@pytest.mark.parametrize(
    ("count", "polish", "english"),
    [
        (0, "0 wykonań", "0 runs"),
        (1, "1 wykonanie", "1 run"),
        (2, "2 wykonania", "2 runs"),
        (5, "5 wykonań", "5 runs"),
        (12, "12 wykonań", "12 runs"),
        (22, "22 wykonania", "22 runs"),
        (112, "112 wykonań", "112 runs"),
        (2000, f"2{NBSP}000 wykonań", "2,000 runs"),
    ],
)
def test_nouns_agree_with_their_number(count: int, polish: str, english: str) -> None:
    for text, wanted in zip(
        (RUNS.fill("pl", least=count), RUNS.fill("en", least=count)), (polish, english), strict=True
    ):
        assert text.replace(NBSP, " ").removesuffix(".").endswith(wanted.replace(NBSP, " "))


def test_values_that_look_like_placeholders_stay_as_they_are() -> None:
    greeting = Text("Witaj, {name}", "Hello, {name}")
    assert [greeting.fill(language, name="{name:a|b} {0}") for language in LANGUAGES] == [
        "Witaj, {name:a|b} {0}",
        "Hello, {name:a|b} {0}",
    ]


def test_data_without_one_of_the_languages_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"name\.en"):
        Tool.model_validate_json('{"name": {"pl": "Arkusz"}, "aliases": {"pl": [], "en": []}}')
    with pytest.raises(ValidationError, match=r"aliases\.pl"):
        Tool.model_validate_json('{"name": {"pl": "Arkusz", "en": "Sheet"}, "aliases": {"en": []}}')

    whole = Tool.model_validate_json('{"name": {"pl": "Arkusz", "en": "Sheet"}, "aliases": {"pl": ["xls"], "en": []}}')

    assert (whole.name.of("en"), whole.aliases.of("pl")) == ("Sheet", ["xls"])
