"""A field has one name, that of the glossary, wherever people read it."""

import re

import pytest

from smartflow.analyst.checking.placeholders import PLACEHOLDERS
from smartflow.analyst.rules.advice import advice
from smartflow.engine.symbols import SYMBOLS
from smartflow.language.text import LANGUAGES, Language, Text
from smartflow.reports.document import code_names
from tests.support.template import ROOT

_ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
GLOSSARY = {
    field: Text(pl=pl, en=en) for field, pl, en in _ROW.findall((ROOT / "docs" / "glossary.md").read_text("utf-8"))
}
SHOWN_BY_PLACEHOLDER = {
    "people": "people", "error_rate_percent": "error_rate", "rework_minutes": "rework_minutes",
    "exceptions_percent": "exceptions", "systems": "systems", "hourly_cost": "hourly_cost", "build_cost": "build_cost",
    "monthly_licence": "monthly_licence",
}  # fmt: skip


def names(field: str, language: Language) -> dict[str, str]:
    """Return what each place calls a field."""
    page = (ROOT / "frontend" / "js" / "texts" / f"{language}.js").read_text("utf-8")
    label = re.search(rf'"input\.{field}": "([^"]+)"', page)
    made = {
        "the form": label[1] if label else "",
        "reports": code_names.name("field", field, language),
        "formulas": next(one.words.of(language) for one in SYMBOLS if one.name == field),
    }
    if field in SHOWN_BY_PLACEHOLDER:
        made["placeholders"] = PLACEHOLDERS[SHOWN_BY_PLACEHOLDER[field]].meaning.of(language)
    if field in advice().names:
        made["questions"] = advice().names[field].of(language)
    return made


def test_the_glossary_names_every_field_that_is_read() -> None:
    assert set(GLOSSARY) == set(advice().names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", sorted(GLOSSARY))
def test_every_place_calls_a_field_by_its_name(field: str, language: Language) -> None:
    name = GLOSSARY[field].of(language)

    others = {place: said for place, said in names(field, language).items() if name not in said.casefold()}
    assert others == {}
