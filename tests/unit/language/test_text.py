"""A text is there in each language, and its nouns agree with their numbers."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from pydantic import BaseModel, ValidationError

import smartflow
from smartflow.language.text import LANGUAGES, NBSP, ByLanguage, Language, Text

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


def test_a_value_with_a_full_stop_of_its_own_ends_the_sentence_too() -> None:
    known = Text("Zwrot: {time}. Plik {name}.pdf, „{title}”. Razem {count:miesiąc|miesiące|miesięcy}.", "After {time}.")
    filled = known.fill("pl", time="14 mies.", name="Nowak sp. z o.o.", title="Faktury itp.", count=5)
    assert filled == f"Zwrot: 14 mies. Plik Nowak sp. z o.o..pdf, „Faktury itp.”. Razem 5{NBSP}miesięcy."
    assert known.fill("en", time="approx.") == "After approx."
    assert known.fill("en", time="a while…") == "After a while…"
    assert known.fill("en", time="a month") == "After a month."


def texts_of_the_product() -> Iterator[tuple[str, Text]]:
    """Every text that a module of the package holds, however deep."""
    for module in pkgutil.walk_packages(smartflow.__path__, "smartflow."):
        if module.name != "smartflow.analyst.model.client":  # needs the provider's library
            yield from ((module.name, text) for text in held(vars(importlib.import_module(module.name)), set()))


def held(value: object, seen: set[int]) -> Iterator[Text]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from held(one, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from held(one, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from held(getattr(value, field.name), seen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_ends_a_sentence_twice_whatever_is_filled_in(language: Language) -> None:
    checked = 0
    for module, text in texts_of_the_product():
        names = {name.split(":")[0]: ":" in name for name in re.findall(r"\{(\w+(?::[^}]*)?)\}", text.of(language))}
        if names and "number_lock" not in module:
            checked += 1
            filled = text.fill(language, **{name: 14 if counts else "14 mies." for name, counts in names.items()})
            assert not re.search(r"(?<!\.)\.\.(?![\w.])", filled), (module, filled)
    assert checked > 100


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
