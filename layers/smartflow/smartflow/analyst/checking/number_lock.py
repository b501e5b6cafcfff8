"""The number lock: no number reaches a reader unless the engine computed it or the user's own words hold it.

Prose written by an analyst may contain only these numbers:

1. placeholders from `placeholders.PLACEHOLDERS`, such as `{net_annual}`, which code fills in;
2. numerals inside a quotation („…”, “…”, «…», "…") that is verified, word for word, in the description. The quotation
   must hold at least one word beside the numeral, must not stick to a unit, sign or numeral outside it („50” %), and
   is checked with whole numbers only ("50" is not in "150");
3. the title of a source the web search cited, in quotation marks, letter for letter;
4. names with digits: those of the catalogue and its short list (Microsoft 365, n8n, KSeF 2.0, MT940 …), as
   whole words and not followed by a unit;
5. `first`, `second`, `third` and `pierwszy`, `drugi`, `trzeci` as an order; `one`, `few`, `several`, `jeden`, `kilka`
   unless a unit or a scale follows ("one hour", "kilka procent");
6. numbering of a list at the start of a line ("1. ", "2) "), which is removed, since pages number their lists.

Everything else is a violation: digits of any script, fractions and circled digits, Roman numerals II to XXXIX, dates
and years, ordinals in digits and from the fourth on in words, percentages, ranges, number words in Polish and English
(and the usual ones in German and Ukrainian), `half`, `połowa`, `twice`, `dwa razy`, `double`, `tysiące`,
`kilkadziesiąt`, `dozens`, `zero`. A placeholder may not be changed by what stands around it: no unit, scale, sign,
currency, digit or other placeholder may touch it, and a yearly figure may not be called monthly.
A sentence with a violation is removed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.catalogue import names_with_digits
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_words import FOREIGN, NUMBER_WORDS, SHARED_AMOUNTS, SHARED_COUNTED
from smartflow.analyst.checking.placeholders import PLACEHOLDER, PLACEHOLDERS
from smartflow.analyst.reading.words import NUMBER_WORDS as COUNTING_WORDS
from smartflow.analyst.text import clean, flat, quoted_spans, sentences
from smartflow.language.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from smartflow.analyst.checking.number_words import NumberWords

Kind = Literal["numeral", "number_word", "placeholder", "quotation", "evidence", "tool"]


@dataclass(frozen=True, slots=True)
class Violation:
    """`found` breaks a rule in `sentence`; `path` is the field of the draft ("steps.0.why"), empty for a bare text.

    The last two kinds are not of the lock: words that are not in the description, a tool outside the catalogue.
    """

    kind: Kind
    found: str
    sentence: str
    path: str = ""


@dataclass(frozen=True)
class AllowedSources:
    """What prose may quote: the description, and the titles of cited sources."""

    description: SourceText
    titles: Collection[str] = ()

    def verifies(self, quotation: str) -> bool:
        """Tell whether words in quotation marks are the user's or a source's title."""
        inside = " ".join(quotation.split())
        return inside in self.titles or self.description.locate(quotation) is not None


def _in_any_language(part: Callable[[NumberWords], str]) -> str:
    return "|".join(part(NUMBER_WORDS.of(language)) for language in LANGUAGES)


_AMOUNTS: Final = f"{SHARED_AMOUNTS}|{_in_any_language(lambda words: words.amounts)}"
_UNITS: Final = f"{_AMOUNTS}|{SHARED_COUNTED}|{_in_any_language(lambda words: words.counted)}"
_UNIT_NEXT: Final = re.compile(rf"[\s\u00a0]*[-–]?\s*(?:{_UNITS})")
_FEW: Final = re.compile(
    rf"(?<!\w)(?:{_in_any_language(lambda words: words.few)})(?:\s+(?:{_in_any_language(lambda words: words.full)}))?"
    rf"\s+(?:{_AMOUNTS})(?!\w)"
)
_CARDINALS: Final = sorted(
    (word for word, value in COUNTING_WORDS.items() if value >= 2 and word != "ten"), key=len, reverse=True
)
_NUMBERS: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_CARDINALS)}|{_in_any_language(lambda words: words.numbers)}|{FOREIGN})(?!\w)"
)
_PHRASES: Final = re.compile(
    rf"(?<!\w)(?:{_in_any_language(lambda words: words.phrases)})(?!\w)".replace("{units}", f"(?:{_UNITS})")
)
_TRADE: Final = re.compile(rf"(?<!\w)(?:{_in_any_language(lambda words: words.trade)})(?!\w)")
_ROMAN: Final = re.compile(r"(?<![\w.])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
_FIELDS: Final = "pól"  # "fields" in Polish, which looks like "half" without its diacritic
_ALLOWED: Final = "\u25a1"
_NUMBERING: Final = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.)]|[-–—•*])[ \t]+", re.M)
_BEFORE_PLACEHOLDER: Final = re.compile(
    r"(?:[\w}%€$£+\-−–—*/^.,]|"
    rf"(?:pln|eur|usd|gbp|minus|{_in_any_language(lambda words: words.times)})\s+|[}}€$£+*/−]\s+)$"
)
_AFTER_PLACEHOLDER: Final = re.compile(r"\s*(?:[{%‰€$£+*/^×]|[-−–—]?\d)|[\w\-−]|[.,]\d")
_AFTER_UNIT: Final = re.compile(rf"\s+(?:{_UNITS})(?!\w)")
_OTHER_PERIOD: Final = re.compile(rf"\s+(?:{_in_any_language(lambda words: words.other_period)})(?!\w)")


def check(text: str, allowed: AllowedSources, path: str = "") -> list[Violation]:
    """Return what breaks the lock in `text`, sentence by sentence."""
    return [found for start, end in sentences(text) for found in _violations(text[start:end], allowed, path)]


def drop_sentences(text: str, allowed: AllowedSources) -> tuple[str, int]:
    """Return `text` without the sentences that break the lock, and how many those were."""
    kept = [text[start:end] for start, end in sentences(text)]
    good = [sentence for sentence in kept if not _violations(sentence, allowed, "")]
    return "".join(good).strip(), len(kept) - len(good)


def prepare(text: str) -> str:
    """Clean what an analyst wrote and remove list numbering, before it is checked."""
    return _NUMBERING.sub("", clean(text)).strip()


def _violations(sentence: str, allowed: AllowedSources, path: str) -> list[Violation]:
    shown = sentence.strip()

    def violation(kind: Kind, found: str) -> Violation:
        return Violation(kind, found, shown, path)

    violations = [violation("placeholder", found) for found in _bad_placeholders(sentence)]
    # What is allowed is replaced by as many signs, so that positions stay the same.
    rest = PLACEHOLDER.sub(lambda match: _ALLOWED * len(match.group()), sentence)
    for start, end in quoted_spans(sentence):
        if not _has_number(sentence[start + 1 : end - 1]):
            continue
        if _is_allowed_quotation(sentence, start, end, allowed):
            rest = rest[:start] + _ALLOWED * (end - start) + rest[end:]
        else:
            violations.append(violation("quotation", sentence[start:end]))
    if "{" in rest or "}" in rest:
        violations.append(violation("placeholder", "{"))
    for found in _names().finditer(rest):
        if not _UNIT_NEXT.match(flat(rest), found.end()):
            rest = rest[: found.start()] + _ALLOWED * len(found.group()) + rest[found.end() :]
    violations += [violation("numeral", found) for found in _numerals(rest)]
    violations += [violation("number_word", found) for found in _number_words(rest)]
    return violations


def _bad_placeholders(sentence: str) -> list[str]:
    low, bad = flat(sentence), []
    for match in PLACEHOLDER.finditer(sentence):
        known = PLACEHOLDERS.get(match[1])
        around = (
            _BEFORE_PLACEHOLDER.search(low[max(0, match.start() - 8) : match.start()])
            or _AFTER_PLACEHOLDER.match(low, match.end())
            or _AFTER_UNIT.match(low, match.end())
            or (known and known.yearly and _OTHER_PERIOD.match(low, match.end()))
        )
        # An opening bracket, a quote, or a dash with a space is ordinary punctuation.
        if known is None or around:
            bad.append(match.group())
    return bad


def _is_allowed_quotation(sentence: str, start: int, end: int, allowed: AllowedSources) -> bool:
    inside = sentence[start + 1 : end - 1]
    if not allowed.verifies(inside) or not re.search(r"[^\W\d_]{2,}", inside):
        return False
    after = flat(sentence[end : end + 40])
    before = sentence[:start].rstrip()
    glued = _UNIT_NEXT.match(after) or re.match(r"\s*[„“«\"\d{+*/×-]", after)
    return not glued and not (before and (before[-1].isdigit() or before[-1] in '„”“«»"}+-−*/×$€£'))


def _has_number(text: str) -> bool:
    return bool(_numerals(text) or _number_words(text))


def _numerals(text: str) -> list[str]:
    found = [char for char in text if not char.isascii() and unicodedata.numeric(char, None) is not None]
    return found + re.findall(r"[0-9][0-9.,]*", text) + _ROMAN.findall(text)


def _number_words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    low = _TRADE.sub(lambda match: " " * len(match.group()), flat(text))
    numbers = [match for match in _NUMBERS.finditer(low) if text[slice(*match.span())].lower() != _FIELDS]
    return [match.group() for match in (*numbers, *_PHRASES.finditer(low), *_FEW.finditer(low))]


@lru_cache
def _names() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names_with_digits()) + r")(?![\w.,]*\d)(?!\w)", re.I
    )
