"""Where a text identifies somebody: contacts, numbers of people and firms, documents, vehicles, dates of birth, addresses.

What has check digits counts if they are right; what has none needs its own shape, or a word beside it that says what it
is ("passport", "sort code"). Amounts, dates, invoice numbers and ranges stay. Names of people are not looked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from stdnum.gb import vat as gb_vat
from stdnum.ie import pps
from stdnum.ie import vat as ie_vat
from stdnum.us import ssn

from smartflow.analyst.model.addresses import ADDRESSES
from smartflow.analyst.model.long_numbers import alnum, dates, digits_of, ibans, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smartflow.analyst.model.kinds import Kind, Span

#: Text that looks like a token is masked as well, so that every text comes back.
TOKEN: Final = re.compile(r"⟦[A-Z]{1,8}_\d{1,6}⟧")
#: Takes the place of what has been found; no pattern matches across it.
_TAKEN: Final = "\0"


@dataclass(frozen=True, slots=True)
class Found:
    """`text[start:end]` identifies somebody."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern and what else must hold. Its group `value` is what identifies, or all of it."""

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[str], bool] = bool


def identifiers(text: str) -> list[Found]:
    """Return what identifies somebody, in reading order, without overlaps."""
    folded, places = _folded(text)
    found: list[Found] = []
    for finder in _FINDERS:
        spans = list(finder(folded))
        found += [Found(places[start], places[end - 1] + 1, kind) for kind, start, end in spans if kind]
        folded = _without(folded, spans)
    return sorted(found, key=lambda one: one.start)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text with plain digits, spaces, dashes and letters, and where each of its characters stands.

    Full-width letters and digits of any script become plain ones; invisible characters are left out.
    """
    if text.isascii():
        return text.replace("\0", " "), list(range(len(text)))
    kept = [(index, _plain(char)) for index, char in enumerate(text) if unicodedata.category(char) != "Cf"]
    return "".join(char for _, char in kept), [index for index, _ in kept]


def _plain(char: str) -> str:
    if char.isascii():
        return char if char != "\0" else " "
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"Pd", "Zs"} or char == "−":
        return " " if category == "Zs" else "-"
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 and category in {"Lu", "Ll", "Po", "Sm", "Ps", "Pe"} else char


def _without(text: str, spans: list[Span]) -> str:
    parts, at = list[str](), 0
    for _, start, end in spans:
        parts += [text[at:start], _TAKEN * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _by(rule: _Rule) -> Callable[[str], Iterator[Span]]:
    """Return a finder of what a rule describes."""
    group = "value" if "value" in rule.pattern.groupindex else 0

    def find(text: str) -> Iterator[Span]:
        for match in rule.pattern.finditer(text):
            if rule.holds(match[group]):
                yield rule.kind, *match.span(group)

    return find


# E-mail addresses, also as people write them for people: "jan (at) firma.pl", "jan małpa firma kropka pl".
_LOCAL: Final = r"(?<!\w)\w[\w.%+'&-]{0,63}+"
_LABEL: Final = r"[^\W_][\w-]{0,62}"
_AT: Final = r"(?: {0,3}[\[({<] {0,2}(?:at|@|ma[lł]p(?:a|ka)) {0,2}[\])}>] {0,3}|\(a\)| {0,3}@ {0,3}| {1,3}(?:-at-|/at/|(?-i:AT)) {1,3})"
_AT_WORD: Final = r" {1,3}(?:at|ma[lł]p(?:a|ka)) {1,3}"
_DOT: Final = r"(?:\.| \. | {0,3}[\[({<] {0,2}(?:dot|kropka|\.) {0,2}[\])}>] {0,3}| {1,3}(?:dot|kropka) {1,3})"
_DOT_WORD: Final = r"(?: {0,3}[\[({<] {0,2}(?:dot|kropka|\.) {0,2}[\])}>] {0,3}| {1,3}(?:dot|kropka) {1,3})"
_LOCAL_WORDS: Final = rf"{_LOCAL}(?:{_DOT_WORD}\w[\w.%+'&-]{{0,63}}+){{0,3}}"
_MAIL_WORD: Final = (
    r"(?<!\w)(?:e-?mail\w{0,3}|mail\w{0,4}|adres\w{0,3}|address|napisz|pisz|pisa[ćc]|write to|contact"
    r"|kontakt\w{0,2})[ :]{1,4}(?:(?:me|us|him|her|is|to|at|na|do|pod|adres|nas)[ :]{1,3}){0,2}"
)
_TOP: Final = r"[^\W\d_]{2,24}(?!\w)"
#: Behind "dot" as a word only endings that are read aloud: "at noon dot the i" is no address.
_SPOKEN_TOP: Final = r"(?:pl|com|eu|net|org|uk|ie|us|info|biz|io|co|gov|edu|de)(?!\w)"
_MAILS: Final = (
    rf"{_LOCAL}@(?:{_LABEL}\.){{1,8}}{_TOP}",
    rf"{_LOCAL_WORDS}{_AT}(?:{_LABEL}{_DOT}){{1,6}}{_TOP}",
    rf"{_LOCAL_WORDS}{_AT_WORD}(?:{_LABEL}{_DOT_WORD}){{1,6}}{_SPOKEN_TOP}",
    rf"{_LOCAL_WORDS} {{1,3}}ma[lł]p(?:a|ka) {{1,3}}(?:{_LABEL}{_DOT}){{1,6}}{_TOP}",
    rf"(?<!\w)\w{{1,30}}+[._]\w[\w.-]{{0,60}}+ {{1,3}}at {{1,3}}(?:{_LABEL}\.){{1,6}}{_TOP}",
    rf"{_MAIL_WORD}(?P<value>\w[\w.%+'&-]{{0,63}}+ {{1,3}}at {{1,3}}(?:{_LABEL}\.){{1,6}}{_TOP})",
)

# What a word beside it says.
_SAYS: Final = (
    r"[ :.,#()=-]{0,4}(?:(?:no|nr|num|number|numer\w{0,2}|seri[aięy]|series|i|and|is|to|jest|ref|reference|id|on|of"
    r"|the)(?!\w)[ :.,#()=-]{0,4}){0,4}"
)
_DOCUMENT: Final = r"(?P<value>[A-Z]{0,3}[ -]?\d(?:[ -]?\d){5,8}[A-Z]?)(?!\w)"
_ID_WORD: Final = (
    r"(?<!\w)(?:dow[oó]d\w{0,5}(?: osobist\w{1,4})?|dow\. ?os\.?|identity card|id card|national id|driving licen[cs]e"
    r"|driver'?s licen[cs]e|praw[oa] jazdy)"
)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|sty|lut|kwi|maj|cze|lip|sie|wrz|pa[zź]|lis"
    r"|gru)[a-ząćęłńóśźż]{0,9}\.?"
)
_DATE: Final = (
    r"(?:\d{4} ?[-./ ] ?\d{1,2} ?[-./ ] ?\d{1,2}|\d{1,2} ?[-./ ] ?(?:\d{1,2}|[IVX]{1,4}) ?[-./ ] ?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{{0,2}}(?:of )?{_MONTH},?[ -]{{0,2}}(?:\d{{4}}|'?\d{{2}})"
    rf"|{_MONTH} {{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,? {{1,2}}\d{{4}})(?!\w)"
)
_BORN: Final = (
    r"(?<!\w)(?:ur\.|urodz\w{0,8}|dob|d\. ?o\. ?b\.?|dates? of birth|birth ?dates?|birthday"
    r"|born)[ :.,(=-]{0,4}(?:(?:on|is|was|dnia|w|dniu|dn\.|to|jest|the|pracownika|klienta|pacjenta|of)[ :]{1,3}){0,3}"
    r"|(?<!\w)(?:urodzi[lł]\w{0,2}|urodzon\w{1,3}|born) [^\d\n;.]{0,30}"
)
_ACCOUNT: Final = r"acc(?:(?:oun)?ts?)?\.?"
_ACCOUNTS: Final = (
    rf"(?<![\w-])\d\d[ -]\d\d[ -]\d\d[ ,;/]{{1,4}}(?:(?:{_ACCOUNT}|a/c)(?: no\.?| number)?[ :.]{{0,3}})?\d{{8}}(?!\w)",
    r"(?<!\w)(?:sort[ -]codes?|s/c)[ :.,#()=-]{0,4}(?:(?:is|no"
    r"|number)[ :]{1,3})?(?P<value>\d\d[ /-]{0,3}\d\d[ /-]{0,3}\d\d)(?!\w)",
    rf"(?<!\w)(?:(?:bank |checking |savings |current )?{_ACCOUNT}[ :]{{0,2}}(?:no\.?|nr\.?|num(?:ber)?|#)"
    rf"|a/c(?: no\.?| number)?"
    r"|(?:bank|checking|savings|current) account|(?:aba )?routing(?: (?:no\.?"
    r"|number))?)[ :.#()=-]{0,4}(?:is[ :]{1,3})?(?P<value>\d(?:[ -]?\d){5,16})(?!\w)",
    rf"(?<!\w){_ACCOUNT}[ :]{{1,2}}(?P<value>\d{{8}})(?!\w)",
)


def _has_check_digit(weights: str) -> Callable[[str], bool]:
    """Return a check of the digit in Polish documents; letters count from A = 10. Weight 9 belongs to the digit itself."""

    def holds(value: str) -> bool:
        return sum(int(char, 36) * int(weight) for char, weight in zip(alnum(value), weights, strict=True)) % 10 == 0

    return holds


#: Letters before a number that mean something else.
_NOT_DISTRICTS: Final = re.compile(
    "CHF|EUR|GBP|PLN|FVS|FVK|WZ|PZ|ISO|EAN|ERP|CRM|CSV|PDF|SKU|RAL|DIN|LTE|LED|SSD|SAP|DOC|ZUS|NIP|KRS|NR"
)


def _is_polish_plate(value: str) -> bool:
    """Without a word beside it a plate mixes letters and digits behind its district: "KR 1AB23", "WGM 1234A"."""
    return _NOT_DISTRICTS.fullmatch(value.split(" ")[0]) is None


def _is_vat(value: str) -> bool:
    number = alnum(value)
    return ie_vat.is_valid(number) if number.startswith("IE") else gb_vat.is_valid(number)


def _rule(kind: Kind, pattern: str, holds: Callable[[str], bool] = bool, *, any_case: bool = False) -> _Rule:
    return _Rule(kind, re.compile(pattern, re.IGNORECASE if any_case else 0), holds)


_NINO: Final = (
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z][ .-]{{0,2}}\d\d[ .-]{apart}\d\d[ .-]{apart}\d\d"
    r"[ .-]{{0,2}}[A-D](?!\w)"
)
_NAMED: Final = (
    _rule("TEXT", TOKEN.pattern),
    *(_rule("EMAIL", pattern, any_case=True) for pattern in _MAILS),
    _rule("BIRTH", rf"(?:{_BORN})(?P<value>{_DATE})", any_case=True),
    _rule("PASSPORT", rf"(?<!\w)(?:passports?|paszport\w{{0,4}}){_SAYS}{_DOCUMENT}", any_case=True),
    _rule("IDCARD", rf"{_ID_WORD}{_SAYS}{_DOCUMENT}", any_case=True),
    _rule(
        "IDCARD",
        rf"(?<!\w)driving licen[cs]e{_SAYS}(?P<value>[A-Z9]{{5}} ?\d{{6}} ?[A-Z9]{{2}}\d[A-Z]{{2}})(?!\w)",
        any_case=True,
    ),
    _rule(
        "SSN",
        rf"(?<!\w)(?:ssns?|social security"
        rf"|soc\. ?sec\.?){_SAYS}(?P<value>\d{{3}}[ .-]{{0,3}}\d{{2}}[ .-]{{0,3}}\d{{4}})(?!\w)",
        any_case=True,
    ),
    _rule("SSN", r"(?<![\w-])\d{3} ?- ?\d{2} ?- ?\d{4}(?![\w-])", lambda value: ssn.is_valid(digits_of(value))),
    _rule(
        "EIN",
        rf"(?<!\w)(?:f?ein|employer identification){_SAYS}(?P<value>\d{{2}}[ -]{{0,3}}\d{{7}})(?!\w)",
        any_case=True,
    ),
    _rule("NINO", _NINO.format(apart="{0,2}")),
    _rule("NINO", _NINO.format(apart="{1,2}"), any_case=True),  # "at 120000 a year" is none
    _rule(
        "NINO",
        rf"(?<!\w)(?:nino|ni"
        rf"|nat(?:ional)? ins(?:urance)?){_SAYS}(?P<value>[A-Z]{{2}}[ .-]{{0,2}}\d\d[ .-]{{0,2}}\d\d[ .-]{{0,2}}\d\d"
        r"(?:[ .-]{0,2}[A-D])?)(?!\w)",
        any_case=True,
    ),
    _rule("PPS", r"(?<![\w/-])\d{7}[ -]?[A-W][ABHWTX]?(?!\w)", pps.is_valid),
    _rule("PPS", rf"(?<!\w)ppsn?{_SAYS}(?P<value>\d{{7}} ?[A-W][ABHWTX]?)(?!\w)", any_case=True),
    _rule(
        "TAX",
        rf"(?<!\w)(?:utr|unique taxpayer|tax(?:payer)? ref\w{{0,6}}){_SAYS}(?P<value>\d(?:[ -]?\d){{9}}K?)(?!\w)",
        any_case=True,
    ),
    _rule("HEALTH", rf"(?<!\w)nhs{_SAYS}(?P<value>\d{{3}}[ -]{{0,2}}\d{{3}}[ -]{{0,2}}\d{{4}})(?!\w)", any_case=True),
    _rule("VAT", r"(?<!\w)(?:GB|XI)[ -]?\d{3}[ .-]{0,2}\d{4}[ .-]{0,2}\d{2}(?:[ .-]?\d{3})?(?!\w)", _is_vat),
    _rule("VAT", r"(?<!\w)IE ?\d[\dA-Z+*]\d{5}[A-W][A-I]?(?!\w)", _is_vat),
    _rule(
        "VAT",
        rf"(?<!\w)vat(?: reg(?:istration)?\.?)?{_SAYS}(?P<value>(?:[A-Z]{{2}} ?)?\d(?:[ .-]?\d){{8,11}})(?!\w)",
        lambda value: not value[:1].isdigit() or _is_vat(value),
        any_case=True,
    ),
    *(_rule("ACCOUNT", pattern, any_case=True) for pattern in _ACCOUNTS),
)
_PLATE_WORD: Final = (
    r"(?<!\w)(?:nr\.? rej\.?|numer\w{0,3} rej\w{0,14}|rejestrac\w{1,8}|rej\.|tablic\w{1,4}|aut[oaeiu]\w{0,3}"
    r"|samoch[oó]d\w{0,4}|pojazd\w{0,3}|ci[eę][zż]ar[oó]wk\w{1,3}|bus\w{0,3}|reg(?:istration)?(?: no\.?| number"
    r"| plate)?|number plates?|(?:licen[cs]e )?plates?|car|van|lorry|truck"
    r"|vehicle)[ :.,#()=-]{1,4}(?:(?:firmow\w{1,4}|s[lł]u[zż]bow\w{1,4}|no|nr|numer\w{0,3}|rej|number|is|to|o"
    r"|rejestracyjn\w{1,4})[ :.]{1,3}){0,4}"
)
_POLISH_PLATE: Final = r"[BCDEFGKLNOPRSTWZ][A-Z]{1,2} ?(?=[A-Z]{0,3}\d)[0-9A-Z]{4,5}"
_OTHER_PLATE: Final = (
    r"(?:[A-Z]{2} ?\d\d[ -]?[A-Z]{3}|[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z]|\d{2,3}-?[A-Z]{1,2}-?\d{1,6}"
    r"|[A-Z]{3}[ -]\d{3,4}|\d[A-Z]{3}\d{3})"
)
_IRISH_COUNTY: Final = "CE|CN|CW|C|DL|D|G|KE|KK|KY|LD|LH|LK|LM|LS|L|MH|MN|MO|OY|RN|SO|TN|TS|T|WD|WH|WW|WX|W"
_SHAPED: Final = (
    *(_Rule("ADDRESS", pattern) for pattern in ADDRESSES),
    _rule("PLATE", rf"{_PLATE_WORD}(?P<value>(?-i:{_POLISH_PLATE}|{_OTHER_PLATE}))(?!\w)", any_case=True),
    _rule(
        "PLATE",
        rf"(?<!\w)(?:nr\.? rej\.?|numer\w{{0,3}} rej\w{{0,14}}|rejestrac\w{{1,8}}|number plates?|licen[cs]e plates?"
        rf"|reg(?:istration)?)[ :.]{{1,4}}(?:no\.? |number )?(?P<value>{_POLISH_PLATE}|{_OTHER_PLATE})(?!\w)",
        any_case=True,
    ),
    _rule(
        "PLATE",
        r"(?<![\w/-])[BCDEFGKLNOPRSTWZ][A-Z]{1,2} (?:\d[A-HJ-NPR-Y]{2}\d{2}|\d{3}[A-HJ-NPR-Y]{2}|\d{4}[A-HJ-NPR-Y]"
        r"|\d{2}[A-HJ-NPR-Y]\d{2}|\d[A-HJ-NPR-Y]\d{3}|\d{2}[A-HJ-NPR-Y]{2})(?![\w/-])",
        _is_polish_plate,
    ),
    _rule("PLATE", r"(?<![\w/-])(?!FY|EU|UE)[A-HJ-PR-Y]{2}(?:0[1-9]|[1-8]\d) ?[A-HJ-PR-Z]{3}(?![\w/-])"),
    _rule("PLATE", rf"(?<![\w/-])(?:[89]\d|0\d|[12]\d[12]?)-(?:{_IRISH_COUNTY})-\d{{2,6}}(?![\w/-])"),
    _rule(
        "IDCARD",
        r"(?<![\w/-])(?!FVS|FVK|INV|ORD|ZAM|REF|SKU|DOC|NIP|KRS)[A-Z]{3} ?\d{6}(?![\w/-])",
        _has_check_digit("731973173"),
    ),
    _rule(
        "PASSPORT",
        r"(?<![\w/-])(?!FV|PO|WZ|PZ|ZK|KP|MM|RW|PW|NR|SN)[A-Z]{2} ?\d{7}(?![\w/-])",
        _has_check_digit("739173173"),
    ),
)


_FINDERS: Final = (*map(_by, _NAMED), ibans, *map(_by, _SHAPED), dates, numbers)
