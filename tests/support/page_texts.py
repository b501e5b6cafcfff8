"""The texts of the page, read from its modules."""

import ast
import re
from functools import cache

from smartflow.language.text import Language
from tests.support.template import ROOT

_STRING = r"\"(?:[^\"\\]|\\.)*\"(?:\s*\+\s*\"(?:[^\"\\]|\\.)*\")*"
_ENTRY = re.compile(rf"^  \"?([\w.+\-]+)\"?:\s+({_STRING}|\{{.*?\}}),$", re.MULTILINE | re.DOTALL)
_FORM = re.compile(rf"(\w+):\s+({_STRING})")


@cache
def page_texts(language: Language) -> dict[str, str | dict[str, str]]:
    """Return the page's texts by key: plain, or one form for each plural category."""
    found: dict[str, str | dict[str, str]] = {}
    for folder in ("first", "."):
        source = (ROOT / "frontend" / "js" / "texts" / folder / f"{language}.js").read_text()
        for key, value in _ENTRY.findall(source):
            found[key] = _read(value) if value.startswith('"') else {f: _read(v) for f, v in _FORM.findall(value)}
    return found


def _read(value: str) -> str:
    return str(ast.literal_eval(re.sub(r"\"\s*\+\s*\"", "", value)))
