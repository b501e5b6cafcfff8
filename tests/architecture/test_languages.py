"""A third language is a third field: nothing outside the language room chooses by a language's code.

That mypy then names each text that lacks it is checked by `tools/third_language.py`, a step of `make lint`.
"""

import ast
from collections.abc import Iterator

import pytest

from smartflow.language.text import LANGUAGES
from tests.support.template import ROOT
from tools.third_language import calls

_ROOTS = ("layers", "functions", "local", "tools")
_ALLOWED = {
    "layers/smartflow/smartflow/language/": "the room that knows the languages",
    "layers/smartflow/smartflow/analyst/": "reading and checking hold grammar, not only words",
}


def choices(source: str) -> Iterator[int]:
    """Yield the lines that compare with, index by or list the codes of languages."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare(left=left, comparators=others):
                found = any(_is_code(part) or _are_codes(part) for part in (left, *others))
            case ast.MatchValue(value=value) | ast.Subscript(slice=value):
                found = _is_code(value) or _is_name_with_language(value) or _are_codes(value)
            case ast.Dict(keys=keys):
                found = any(key is not None and _is_code(key) for key in keys)
            case ast.Attribute(attr=name):
                found = name in LANGUAGES
            case _:
                found = _are_codes(node)
        if found and isinstance(node, ast.expr | ast.pattern):
            yield node.lineno


def _is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in LANGUAGES


def _are_codes(node: ast.AST) -> bool:
    """Return whether a tuple, list or set contains the code of each language."""
    if not isinstance(node, ast.Tuple | ast.List | ast.Set):
        return False
    return {part.value for part in node.elts if isinstance(part, ast.Constant)} >= set(LANGUAGES)


def _is_name_with_language(node: ast.AST) -> bool:
    """Return whether a text such as `f"name_{language}"` is put together."""
    return isinstance(node, ast.JoinedStr) and any(
        isinstance(part, ast.Name | ast.Attribute) and "language" in ast.unparse(part) for part in ast.walk(node)
    )


def test_nothing_outside_the_language_room_chooses_by_a_code() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for root in _ROOTS
        for path in (ROOT / root).rglob("*.py")
        for line in choices(path.read_text())
    }
    assert {place for place in found if not place.startswith(tuple(_ALLOWED))} == set()


@pytest.mark.parametrize(
    "planted",
    [
        'words = {"pl": "tak", "en": "yes"}[language]',
        'words = "tak" if language == "pl" else "yes"',
        'words = "yes" if "en" != language else "tak"',
        'known = language in ("pl", "en")',
        'match language:\n    case "pl":\n        pass',
        'for language in ["pl", "en"]:\n    pass',
        'Language = Literal["pl", "en"]',
        'name = row[f"name_{language}"]',
        'name = row[f"name_{request.language}"]',
        'name = texts["pl"]',
        "name = label.pl",
    ],
)
def test_a_choice_by_a_code_is_found(planted: str) -> None:
    assert list(choices(planted))


@pytest.mark.parametrize(
    "source",
    [
        "name = label.of(language)",
        'Text("tak", "yes")',
        'Text(pl="tak", en="yes").of(language)',
        'Sample("bookkeeping", "pl")',
        'row["name_pl"]',
    ],
)
def test_a_value_by_language_is_no_such_choice(source: str) -> None:
    assert not list(choices(source))


def test_calls_that_build_a_value_by_language_are_listed() -> None:
    source = (
        "from smartflow.language.text import ByLanguage, Language, Text as Words\n"
        'YES = Words("tak", "yes")\n'
        'MARK = ByLanguage[str](pl=";", en=",")\n'
        "stored = Words(**row)\n"
        'other = Text("tak", "yes")\n'
    )
    assert sorted(calls(source)) == [2, 3]
