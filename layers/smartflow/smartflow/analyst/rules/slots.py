"""Sentences with slots for what a text names: `<words>`, `<documents>`, `<systems>` and `<who>`.

The user's words stand in quotation marks, unchanged, so that nothing is inflected wrongly; names from the catalogue and the
vocabulary stand as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.checking.number_lock import check
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from smartflow.analyst.checking.number_lock import AllowedSources
    from smartflow.analyst.rules.process import Passage, Process
    from smartflow.analyst.rules.vocabulary import Noun, Variants
    from smartflow.language.text import Language

Slots = dict[str, str]

_SLOT: Final = re.compile(r"<([a-z_]+)>")
_QUOTED: Final = ByLanguage(pl="„{}”", en="“{}”")
_AND: Final = ByLanguage(pl=" i ", en=" and ")
_MOST: Final = 2
_MAIL: Final = "e-mails"


def quoted(words: str, allowed: AllowedSources, language: Language) -> str | None:
    """Return words of the description in quotation marks, or None where the number lock refuses them."""
    shown = _QUOTED.of(language).format(words)
    return None if check(shown, allowed) else shown


def slots_of(passage: Passage, allowed: AllowedSources, language: Language) -> Slots:
    """Return what can be said of a passage."""
    found = {
        "words": quoted(passage.words, allowed, language),
        "documents": listed(document_names(passage.documents, language, without_mail=True)[:_MOST], language),
        "systems": listed(system_names(passage, allowed, language)[:_MOST], language),
        "who": next(filter(None, (quoted(one, allowed, language) for one in passage.people)), None),
    }
    return {name: shown for name, shown in found.items() if shown}


def document_names(documents: Iterable[Noun], language: Language, *, without_mail: bool = False) -> list[str]:
    """Return the names of documents, each once; e-mails are documents, and also the way in which others arrive."""
    names = (noun.name.of(language) for noun in documents if not (without_mail and noun.name.en == _MAIL))
    return list(dict.fromkeys(names))


def system_names(passage: Passage | Process, allowed: AllowedSources, language: Language) -> list[str]:
    """Return the names of the programs of a passage; those that the catalogue does not know in quotation marks."""
    known = [tool.name for tool in catalogue.get(passage.tools)]
    return [*known, *filter(None, (quoted(name, allowed, language) for name in passage.systems))]


def listed(names: list[str], language: Language) -> str:
    """Return names as an enumeration in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + _AND.of(language) + names[-1]


def capitalised(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return a name as it stands inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return a text as a sentence of its own."""
    return f"{capitalised(text)}."


def first_filled(
    variants: Variants, slots: Mapping[str, str], language: Language, passes: Callable[[str], bool] = bool
) -> str | None:
    """Return the first variant whose slots are all known, filled, that `passes`; None where there is none."""
    for variant in variants.of(language):
        if all(name in slots for name in _SLOT.findall(variant)):
            filled = _SLOT.sub(lambda match: slots[match[1]], variant)
            if passes(said := capitalised(filled)):
                return said
    return None
