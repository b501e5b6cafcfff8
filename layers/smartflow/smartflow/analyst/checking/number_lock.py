"""The number lock: no numeral reaches a reader unless the engine computed it or the user's own words hold it.

Prose written by an analyst may contain, and nothing else of the kind:

1. placeholders from `placeholders.PLACEHOLDERS`, such as `{net_annual}`, which code fills in;
2. numerals inside a quotation („…”, “…”, «…», "…") that is verified, word for word, in the description. The quotation
   must hold at least one word beside the numeral, must not stick to a unit, sign or numeral outside it („50” %), and
   is checked with whole numbers only ("50" is not in "150");
3. the title of a source the web search cited, in quotation marks, letter for letter;
4. names that carry digits: those of the catalogue and its short list (Microsoft 365, n8n, KSeF 2.0, MT940 …), as
   whole words and not followed by a unit;
5. `first`, `second`, `third` and `pierwszy`, `drugi`, `trzeci` as an order; `one`, `few`, `several`, `jeden`, `kilka`
   unless a unit or a scale follows ("one hour", "kilka procent");
6. numbering of a list at the start of a line ("1. ", "2) "), which is taken off, since pages number lists themselves.

Everything else is a violation: digits of any script, fractions and circled digits, Roman numerals II to XXXIX, dates
and years, ordinals in digits and from the fourth on in words, percentages, ranges, number words in Polish and English
(and the usual ones in German and Ukrainian), `half`, `połowa`, `twice`, `dwa razy`, `double`, `tysiące`,
`kilkadziesiąt`, `dozens`, `zero`. A placeholder may not be changed by what stands around it: no unit, scale, sign,
currency, digit or other placeholder may touch it, and a yearly figure may not be called monthly.
A violation costs its sentence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.catalogue import names_with_digits
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.placeholders import PLACEHOLDER, PLACEHOLDERS
from smartflow.analyst.reading.numbers import WORDS
from smartflow.analyst.text import clean, flat, quoted_spans, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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
    """What prose may lean on: the description its quotations come from, and the titles of cited sources."""

    description: SourceText
    titles: Collection[str] = ()

    def verifies(self, quotation: str) -> bool:
        """Tell whether the words inside quotation marks are the user's, or a source's title."""
        inside = " ".join(quotation.split())
        return inside in self.titles or self.description.locate(quotation) is not None


_AMOUNT_WORDS: Final = (
    r"%|‰|€|\$|£|zl\b|zlot\w*|pln\b|eur\b|euro\b|usd\b|gbp\b|dolar\w*|dollars?\b|pounds?\b|groszy\b|"
    r"proc\b|procen\w*|percent\w*|per\s+cent\b|pct\b|promil\w*|pp\b|p\.p\.|"
    r"sek\b|sekund\w*|secs?\b|seconds\b|min\b|minut\w*|mins\b|godz\w*|h\b|hrs?\b|hours?\b|dni\w*|dnia\b|dzien\b|days?\b|"
    r"tyg\b|tygod\w*|tydz\w*|weeks?\b|mies\b|miesi\w*|months?\b|kwarta\w*|quarters?\b|lat\b|lata\b|rok\b|roku\b|years?\b|"
    r"tys\b|tysi\w*|mln\b|mld\b|milio\w*|millions?\b|miliard\w*|billions?\b|thousands?\b|hundreds?\b|setek\b|setki\b|"
    r"third\b|quarter\b|half\b|fifth\b|tenth\b|trzeci\w*|czwart[aey]\w*|piat[aey]\w*|dziesiat\w*"
)
_UNIT_WORDS: Final = (
    rf"{_AMOUNT_WORDS}|razy\b|raza\b|times\b|krotn\w*|x\b|k\b|m\b|punkt\w*|points?\b|"
    r"osob\w*|osoby\b|etat\w*|people\b|persons?\b|fte\b"
)
_UNIT_NEXT: Final = re.compile(rf"[\s\u00a0]*[-–]?\s*(?:{_UNIT_WORDS})")
_WEAK: Final = re.compile(
    r"(?<!\w)(?:one|a\s+few|few|several|a\s+couple(?:\s+of)?|jeden|jedna|jedno|jednego|jednej|jednym|kilka|kilku|kilkoma|"
    r"pare|paru|niewiele|a|an)(?:\s+(?:or\s+two|dobrych|dodatkowych|pelny|full|more|extra|business|working|whole|single))?"
    rf"\s+(?:(?:{_AMOUNT_WORDS})(?!\w))"
)
# After "a" and "an" only fractions and scales are numerals: "a month" is a period, "a third of" is not.
_A_SCALE: Final = re.compile(
    r"^an?\s+(?:third|half|fifth|tenth|hundreds?|thousands?|millions?|billions?)|^an?\s+quarter(?=\s+of)"
)
_STRONG_WORDS: Final = (
    # whole numbers from two on, as our own reader knows them, are added below
    r"zero|zera|zerow\w+|nil|"
    r"pol(?:tor\w*)?|polow(?:a|y|e|ie)|polrocz\w+|poldni\w+|polgodzin\w*|"
    r"cwierc\w*|kwadrans\w*|kilkana\w+|kilkadziesi\w+|kilkaset|kilkuset|kilkudziesi\w+|kilkunast\w+|"
    r"tysi(?:ac|ec)\w*|tys|mln|mld|milion\w*|miliard\w*|set(?:ki|ek|ka|ke|kami|kach)|dziesiat(?:ki|ek|ka|ke|kami|kach)|"
    r"tuzin\w*|"
    r"(?:dwu|dwa|trzy|cztero|piecio|szescio|siedmio|osmio|dziewiecio|dziesiecio|kilkunasto|kilkudziesiecio|stu|sto|"
    r"dwudziesto|trzydziesto|czterdziesto|piecdziesiecio|szescdziesiecio|siedemdziesiecio|osiemdziesiecio|dwunasto|"
    r"pietnasto|jedno)(?:krotn|godzinn|dniow|tygodniow|miesieczn|letni|roczn|minutow|osobow|procentow|etapow|krok|zmianow|"
    r"cyfrow|stopniow)\w*|\w{2,}procentow\w+|"
    r"podwoi\w*|podwaja\w*|podwoj\w+|zdwoj\w+|potroi\w*|potraja\w*|potroj\w+|dwojk\w*|trojk\w*|czwork\w*|"
    r"(?:czwart|piat|szost|siodm|osm|dziewiat|dziesiat|jedenast|dwunast|trzynast|czternast|pietnast|szesnast|siedemnast|"
    r"osiemnast|dziewietnast|dwudziest|trzydziest|czterdziest|piecdziesiat|szescdziesiat|siedemdziesiat|osiemdziesiat|"
    r"dziewiecdziesiat|setn|tysieczn)(?:y|a|e|ego|ej|emu|ym|ymi|ych)|"
    r"half|halves|halve[sd]?|halving|thirds|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|"
    r"doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl\w*|twice|thrice|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|several|many)-?fold|"
    r"fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|twentieth|thirtieth|"
    r"fiftieth|hundredth|thousandth|fourths|fifths|tenths|scores\sof|tens\sof|"
    r"zwei|drei|vier|funf|fuenf|sechs|sieben|acht|neun|zehn|zwolf|zwanzig|dreissig|vierzig|funfzig|hundert|tausend|halfte|"
    r"два|дві|двох|три|трьох|чотири|п.ять|шість|сім|вісім|дев.ять|десять|двадцять|тридцять|сорок|п.ятдесят|сто|"
    r"тисяч\w*|половин\w*|две|четыре|пять|шесть|семь|восемь|двадцать|тридцать|пятьдесят"
)
_COUNTING: Final = sorted(
    (word for word, value in WORDS.items() if value >= 2 and word != "ten"), key=len, reverse=True
)
_STRONG: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_COUNTING)}|{_STRONG_WORDS})(?!\w)")
# "Ten" is also Polish for "this": it counts before words that are surely English or a unit.
_TEN: Final = re.compile(
    rf"(?<!\w)ten[\s-]+(?:or\s\w+\s|to\s\w+\s)?(?:(?:{_UNIT_WORDS})(?!\w)|(?:more|fewer|of|employees|customers|clients|steps|"
    r"invoices|orders|items|e-?mails|documents|files|reports|tasks|cases|calls|requests|fold)(?!\w))"
)
_FRACTION: Final = re.compile(
    r"(?<!\w)(?:(?:a|one|every|two)[\s-]+(?:second|third|quarter(?=[\s-]+of))|quarters?(?=\s+of\s)|"
    r"(?:jedn\w+|co|czesc)\s+(?:drug|trzeci)\w*|(?:drug|trzeci)(?:a|ej)\s+czesc\w*)(?!\w)"
)
_ROMAN: Final = re.compile(r"(?<![\w.])(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?!\w)")
# Words of the trade that hold a number and claim none.
_TRADE: Final = re.compile(
    r"(?<!\w)(?:two[- ]factor|two[- ]step\sverification|two[- ]way|three[- ]way\smatch\w*|double[- ]check\w*|"
    r"double[- ]entry|dwuetapow\w+\s(?:weryfikac\w+|uwierzytelni\w+|logowani\w+)|dwuskladnikow\w+|"
    r"podwojn\w+\s(?:wprowadz|ksieg|wpisy|ewidenc|kontrol|weryfik|prac)\w*|zero[- ]trust|od\szera|"
    r"jednokrotn\w+)(?!\w)"
)
_NUMBERING: Final = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.)]|[-–—•*])[ \t]+", re.M)
_BEFORE_PLACEHOLDER: Final = re.compile(
    r"(?:[\w}%€$£+\-−–—*/^.,]|(?:pln|eur|usd|gbp|minus|razy|times)\s+|[}€$£+*/−]\s+)$"
)
_AFTER_PLACEHOLDER: Final = re.compile(r"\s*(?:[{%‰€$£+*/^×]|[-−–—]?\d)|[\w\-−]|[.,]\d")
_AFTER_UNIT: Final = re.compile(rf"\s+(?:{_UNIT_WORDS})(?!\w)")
_OTHER_PERIOD: Final = re.compile(
    r"\s+(?:miesiecznie|na\s+miesiac|w\s+miesiacu|tygodniowo|na\s+tydzien|w\s+tygodniu|dziennie|na\s+dzien|kwartalnie|"
    r"na\s+godzine|na\s+osobe|od\s+osoby|za\s+kazd\w+|na\s+kazd\w+|"
    r"(?:a|per|each|every)\s+(?:month|week|day|quarter|hour|person|employee|run|invoice|order)|monthly|weekly|daily|quarterly|"
    r"hourly)(?!\w)"
)


def check(text: str, allowed: AllowedSources, path: str = "") -> list[Violation]:
    """Return what breaks the lock in `text`, sentence by sentence."""
    return [found for start, end in sentences(text) for found in _broken(text[start:end], allowed, path)]


def drop_sentences(text: str, allowed: AllowedSources) -> tuple[str, int]:
    """Return `text` without the sentences that break the lock, and how many those were."""
    kept = [text[start:end] for start, end in sentences(text)]
    good = [sentence for sentence in kept if not _broken(sentence, allowed, "")]
    return "".join(good).strip(), len(kept) - len(good)


def fill(text: str, figures: Mapping[str, str | None]) -> tuple[str, int]:
    """Put `figures` (from `placeholders.figures`) in; a sentence that needs an unknown one goes. Returns text and count."""
    kept, dropped = [], 0
    for start, end in sentences(text):
        sentence = text[start:end]
        if any(figures.get(name) is None for name in PLACEHOLDER.findall(sentence)):
            dropped += 1
            continue
        kept.append(PLACEHOLDER.sub(lambda match: figures[match[1]] or "", sentence))
    return "".join(kept).strip(), dropped


def prepare(text: str) -> str:
    """Clean what an analyst wrote and take list numbering off, before it is checked."""
    return _NUMBERING.sub("", clean(text)).strip()


def _broken(sentence: str, allowed: AllowedSources, path: str) -> list[Violation]:
    shown = sentence.strip()

    def violation(kind: Kind, found: str) -> Violation:
        return Violation(kind, found, shown, path)

    violations = [violation("placeholder", found) for found in _bad_placeholders(sentence)]
    # What is licensed is blanked out, a letter for a letter, so that places stay the same; a word remains a word.
    rest = PLACEHOLDER.sub(lambda match: "\u25a1" * len(match.group()), sentence)
    for start, end in quoted_spans(sentence):
        if not _has_numeral(sentence[start + 1 : end - 1]):
            continue
        if _sound_quotation(sentence, start, end, allowed):
            rest = rest[:start] + "\u25a1" * (end - start) + rest[end:]
        else:
            violations.append(violation("quotation", sentence[start:end]))
    if "{" in rest or "}" in rest:
        violations.append(violation("placeholder", "{"))
    for found in _names().finditer(rest):
        if not _UNIT_NEXT.match(flat(rest), found.end()):
            rest = rest[: found.start()] + "\u25a1" * len(found.group()) + rest[found.end() :]
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
        # An opening bracket, quote or dash with a blank is ordinary punctuation.
        if known is None or around:
            bad.append(match.group())
    return bad


def _sound_quotation(sentence: str, start: int, end: int, allowed: AllowedSources) -> bool:
    inside = sentence[start + 1 : end - 1]
    if not allowed.verifies(inside) or not re.search(r"[^\W\d_]{2,}", inside):
        return False
    after = flat(sentence[end : end + 40])
    before = sentence[:start].rstrip()
    glued = _UNIT_NEXT.match(after) or re.match(r"\s*[„“«\"\d{+*/×-]", after)
    return not glued and not (before and (before[-1].isdigit() or before[-1] in '„”“«»"}+-−*/×$€£'))


def _has_numeral(text: str) -> bool:
    return bool(_numerals(text) or _number_words(text))


def _numerals(text: str) -> list[str]:
    found = [char for char in text if not char.isascii() and unicodedata.numeric(char, None) is not None]
    return found + re.findall(r"[0-9][0-9.,]*", text) + _ROMAN.findall(text)


def _number_words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text)
    low = _TRADE.sub(lambda match: " " * len(match.group()), flat(text))
    found = [
        match.group()
        for match in _STRONG.finditer(low)
        if text[match.start() : match.end()].lower() != "pól"  # fields, not a half
    ]
    found += [match.group() for match in _TEN.finditer(low)] + [match.group() for match in _FRACTION.finditer(low)]
    for match in _WEAK.finditer(low):
        article = re.match(r"an?\s", match.group())
        if not article or match.group().startswith(("a few", "a couple")) or _A_SCALE.match(match.group()):
            found.append(match.group())
    return found


@lru_cache
def _names() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names_with_digits()) + r")(?![\w.,]*\d)(?!\w)", re.I
    )
