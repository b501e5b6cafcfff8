"""Names in prose: those that may stand there with their digits, and those that nobody knows.

Known are the tools and vendors of the catalogue, whatever the description and the cited titles name, and a short list of
formats, authorities and known products. A capital letter inside a sentence in any other word is taken for a
product or a person that was made up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from smartflow.analyst.catalogue import catalogue, names_with_digits
from smartflow.analyst.reading.words import listed
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from smartflow.analyst.checking.grammar import Token

# Beginnings of words that take a capital letter and name no product: the calendar, peoples and languages, law, authorities,
# departments and forms of address. Products are in the catalogue's file, those of no tool under `product_names`.
_KNOWN: Final = listed("""
    poniedzial wtor srod czwart piat sobot niedziel monday tuesday wednesday thursday friday saturday sunday polsk
    pols poland polish english british american europ europejsk european german unii unia union kingdom states
    ministerst ministry minist finans finance urzad urzed skarbow izba krajow inspekcj glown sejm office revenue
    customs kodeks code ustaw act regulation rozporzadzen directive dyrektyw article section rule schedule annex
    clause chapter recital form part title law data protection making tax digital companies labour labor pracy
    cywiln handlow ordynacj privacy internet pan pani panu pans twoj twoja twoje twoich twoim wasz cie ciebie tobie
    mrs sales marketing purchasing procurement operations logistics accounts payable receivable warehouse support
    human resources customer client klient obslug
""")
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_CAMEL: Final = re.compile(r"[a-ząćęłńóśźż][A-ZĄĆĘŁŃÓŚŹŻ]|^[A-Z]{2,}[a-z]{4}")
# Abbreviations may be declined in Polish: "SMSami".
_ABBREVIATION: Final = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ]{2,}[a-ząćęłńóśźż]{0,3}")
_LAW: Final = frozenset({"act", "code", "regulation", "directive", "law", "treaty", "convention"})
_STOPS: Final = frozenset(".!?")
_OPENS: Final = frozenset('.!?:•-–—"„“«(…')
_SHORTEST: Final = 3
_LONGEST_ENDING: Final = 4
# Endings of declined names, without diacritics; the plural of English names.
_ENDINGS: Final = listed("a e i o u y ach ami ego ej em emu ie iego iej iem im owi om ow ych ym ze ce cie s") | {""}
#: Consonants that change before "-e": "Dorocie" of "Dorota".
_SOFTENED: Final = (("scie", "st"), ("dzie", "d"), ("cie", "t"), ("rze", "r"), ("dze", "g"), ("sze", "ch"), ("ce", "k"))
_FEW: Final = 2


def digit_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where known names with digits stand (Microsoft 365, n8n, JPK_V7M)."""
    return (match.span() for match in _names_with_digits().finditer(text))


def tool_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand that look like an address (monday.com)."""
    return (match.span() for match in _names_with_dots().finditer(text))


def stems_of(text: str) -> frozenset[str]:
    """Return the words of a text by which `unknown_names` knows them again, also without their last vowel."""
    return _stems(flat(word) for word in _NAME.findall(text))


def unknown_names(sentence: Sequence[Token], said: Collection[str]) -> list[Token]:
    """Return capitalised words inside the sentence that are neither known nor in `said` (`stems_of`)."""
    words = [token for token in sentence if token.is_word and len(token.text) >= _SHORTEST]
    capitals = [token for token in words if token.text[0].isupper() and not _ABBREVIATION.fullmatch(token.text)]
    if not capitals:
        return []
    # "Invoice Approval", "Set Up Mail Rules": the name of a phase or a step.
    most = len(capitals) == len(words) or (len(capitals) > _FEW and len(capitals) * 2 > len(words))
    is_heading = most and sentence[-1].form not in _STOPS
    opening = {index for index, token in enumerate(sentence) if index == 0 or sentence[index - 1].form in _OPENS}
    laws = _laws(sentence)
    found = []
    for index, token in enumerate(sentence):
        if not token.is_word or len(token.form.partition("'")[0]) < _SHORTEST or _ABBREVIATION.fullmatch(token.text):
            continue
        made_up = bool(_CAMEL.search(token.text))
        inside = token.text[0].isupper() and index not in opening and not is_heading
        if (made_up or inside) and index not in laws and not _is_known(token.form, said):
            found.append(token)
    return found


def _laws(sentence: Sequence[Token]) -> set[int]:
    """Return the tokens of names of laws: capitals before "Act" and the like ("Data Protection Act")."""
    laws: set[int] = set()
    for index, token in enumerate(sentence):
        if token.form in _LAW and token.text[0].isupper():
            at = index
            while (
                at >= 0
                and at not in laws
                and (sentence[at].text[0].isupper() or sentence[at].form in {"-", "and", "of", "the"})
            ):
                laws.add(at)
                at -= 1
    return laws


def _is_known(form: str, said: Collection[str]) -> bool:
    """Tell whether a word is a known name, perhaps with an ending: "Grażynie" of "Grażyna", "Excela" of "Excel"."""
    if any(form[: len(form) - cut] in _KNOWN for cut in range(_LONGEST_ENDING + 1)):
        return True
    stems = {form.removesuffix(ending) for ending in _ENDINGS if len(form) - len(ending) >= _SHORTEST}
    stems |= {form.removesuffix(end) + hard for end, hard in _SOFTENED if form.endswith(end)}
    return any(stem in said or stem in _named() for stem in stems)


def _stems(words: Iterable[str]) -> frozenset[str]:
    known = set(words)
    return frozenset(known | {word[:-1] for word in known if len(word) > _SHORTEST + 1 and word[-1] in "aeoy"})


@lru_cache
def _named() -> frozenset[str]:
    data = catalogue()
    names = [*data.product_names, *(name for tool in data.tools for name in (tool.name, tool.vendor, *tool.aliases))]
    return stems_of(" ".join(names))


@lru_cache
def _names_with_digits() -> re.Pattern[str]:
    return _any_name(names_with_digits())


@lru_cache
def _names_with_dots() -> re.Pattern[str]:
    data = catalogue()
    names = {name for tool in data.tools for name in (tool.name, tool.vendor, *tool.aliases) if "." in name}
    return _any_name(sorted(names, key=len, reverse=True))


def _any_name(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?![\w.,]*\d)(?!\w)", re.I)
