"""Months, Roman numerals and numbers that a legal reference or a cited title may carry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smartflow.analyst.checking.number_words import CATEGORIES
from smartflow.analyst.text import flat
from smartflow.language.text import LANGUAGES, ByLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smartflow.analyst.checking.grammar import Token

_MONTHS: Final = ByLanguage(
    pl="stycz(?:en|nia|niu|niem)|lut(?:y|ego|emu|ym)|mar(?:zec|ca|cu|cem)|kwie(?:cien|tnia|tniu|tniem)|maj(?:a|u|em)?|"
    "czerw(?:iec|ca|cu|cem)|lip(?:iec|ca|cu|cem)|sierp(?:ien|nia|niu|niem)|wrze(?:sien|snia|sniu|sniem)|"
    "pazdziernik(?:a|u|iem)?|listopad(?:a|em|zie)?|grud(?:zien|nia|niu|niem)",
    en="january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec",
)
_ANY_MONTH: Final = "|".join(_MONTHS.of(language) for language in LANGUAGES)
_MONTH: Final = re.compile(_ANY_MONTH)
# "May" and "march" are verbs, unless a capital stands inside the sentence.
_VERBS: Final = frozenset({"may", "march"})
_BEFORE_MONTH: Final = frozenset(
    {"in", "of", "by", "until", "since", "from", "come", "last", "next", "early", "late", "every"}
)

_DATE: Final = re.compile(
    rf"\d{{1,2}}\.?\s(?:{_ANY_MONTH})(?:\s\d{{4}})?(?:\sr\b\.?)?|(?:{_ANY_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d|(?<!\d)\d[\d\s.,]{0,15}\d\s?(?:zł|zl|pln|euro?|€|%)|[€$£]\s?\d[\d.,]{0,15}\d|\d{4}(?:\sr\b\.?)?"
)
_NUMBER: Final = r"\d{1,4}[a-z]{0,3}[¹²³]?(?:\(\w{1,4}\)){0,4}(?:-[a-z]{1,4})?(?![\w.,]*\d)"
_LEGAL: Final = re.compile(
    rf"\b(?:art|ust|pkt|poz|lit|par|rozdz|zał|sec|reg|ch|para)\.?\s?(?:{_NUMBER}|[a-z]\b)|(?<!\w)(?:§§?|s\.|ss\.)\s?{_NUMBER}|"
    rf"\b(?:articles?|sections?|clauses?|rules?|recitals?|schedules?|chapters?|annex|paragraphs?)\s{_NUMBER}|"
    r"\b(?:irs\s)?forms?\s(?:[a-z]{1,3}-?\d{1,4}|\d{3,4})(?:-[a-z]{1,4})?(?:(?:,|\sand|\sor)\s(?:[a-z]-?\d{1,2}|\d{3,4})(?:-[a-z]{1,4})?)*|"
    r"\bdz\.?\s?u\.?(?:\s?z\s\d{4}(?:\sr\.)?)?(?:\snr\s\d{1,3})?|\bw-[249]\b|"
    r"\b(?:rozporządz\w+|dyrektyw\w+|regulation|directive)\s(?:\([a-z]{2,4}\)\s)?(?:nr\s|no\.?\s)?\d{2,4}/\d{1,4}(?:/[a-z]{2,3})?|"
    rf"\b(?:ustaw|rozporządz)\w+\sz\s(?:dnia\s)?\d{{1,2}}\s(?:{_ANY_MONTH}|\w{{3,12}})\s\d{{4}}(?:\sr\b\.?)?|"
    r"\bact\s(?:of\s)?\d{4}\b",
    re.I,
)
_ROMAN: Final = re.compile(r"(?=[MDCLXVI]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SINGLE_ROMAN: Final = frozenset("IVX")
_POLISH_PERIODS: Final = ("kwarta", "polrocz", "miesiac")
#: Abbreviations that look like a Roman numeral.
_NOT_ROMAN: Final = frozenset({"CV", "CD", "DC", "CC", "CI", "DI", "DM", "MD", "XL", "MC", "CIV", "MIX", "LI"})


def legal_references(text: str) -> Iterator[tuple[int, int]]:
    """Yield where provisions, acts and official forms are named by their number."""
    return (match.span() for match in _LEGAL.finditer(text))


def cited_numbers(text: str, cited: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where a date, a year or an amount stands that a cited page's title states in the same words (`numbers_of`)."""
    return (match.span() for match in _DATE.finditer(flat(text)) if _same(match.group()) in cited)


def numbers_of(titles: Iterable[str]) -> frozenset[str]:
    """Return the dates, years and amounts that titles state, for `cited_numbers`."""
    return frozenset(_same(match.group()) for title in titles for match in _DATE.finditer(flat(title)))


def months(sentence: Sequence[Token], said: frozenset[str]) -> list[Token]:
    """Return months that neither the description nor a cited title names (`said`)."""
    return [
        token
        for index, token in enumerate(sentence)
        if token.form not in said and _MONTH.fullmatch(token.form) and _is_month(sentence, index)
    ]


def months_of(text: str) -> frozenset[str]:
    """Return the forms of months that a text names."""
    return frozenset(match.group() for match in re.finditer(rf"\b(?:{_ANY_MONTH})\b", flat(text)))


def roman_numerals(sentence: Sequence[Token]) -> list[Token]:
    """Return Roman numerals: two letters and more, or one beside a unit of time ("Q I", "month V")."""
    return [
        token
        for index, token in enumerate(sentence)
        if (_ROMAN.fullmatch(token.text) and token.text not in _NOT_ROMAN)
        or (token.text in _SINGLE_ROMAN and index and _is_counted(sentence, index))
    ]


def _is_month(sentence: Sequence[Token], index: int) -> bool:
    token = sentence[index]
    if token.text[0].isupper() and (index or token.form not in _VERBS):
        return True
    before = sentence[index - 1].form if index else ""
    short = len(token.form) <= 3 and token.form != "maj"
    return before in _BEFORE_MONTH if token.form in _VERBS else not short


def _is_counted(sentence: Sequence[Token], index: int) -> bool:
    """Tell whether a single letter counts something: "Q I", "month V"; "I" alone is a pronoun behind "month"."""
    before, after = sentence[index - 1].form, sentence[index + 1].form if index + 1 < len(sentence) else ""
    if sentence[index].text == "I":
        return before == "q" or after.startswith(_POLISH_PERIODS)
    return before == "q" or any("TIME" in CATEGORIES.of(form) for form in (before, after))


def _same(expression: str) -> str:
    return " ".join(expression.replace(",", "").removesuffix(".").removesuffix(" r").split())
