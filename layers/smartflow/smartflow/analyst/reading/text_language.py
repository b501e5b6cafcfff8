"""The language a text is written in, told by its letters and little words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smartflow.language.text import LANGUAGES, ByLanguage

if TYPE_CHECKING:
    from smartflow.language.text import Language

_MARKS: Final = ByLanguage(
    pl=re.compile(
        r"[ąćęłńóśźż]|\b(?:i|w|na|sie|się|jest|nie|z|ze|że|do|oraz|przez|dla|od|po|jak|mies|godz|zl)\b", re.I
    ),
    en=re.compile(r"\b(?:the|and|of|is|we|for|each|every|with|are|by|from|our|per|takes?|in|it)\b", re.I),
)


def language_of(text: str, otherwise: Language = "en") -> Language:
    """Return the language `text` is written in; `otherwise` where nothing decides."""
    counted = {language: len(_MARKS.of(language).findall(text)) for language in LANGUAGES}
    most = max(counted.values())
    leading = [language for language in LANGUAGES if counted[language] == most]
    return leading[0] if len(leading) == 1 else otherwise
