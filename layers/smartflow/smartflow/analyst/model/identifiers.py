"""Where a text identifies somebody: contacts, numbers of people and firms, documents, vehicles, dates of birth, addresses.

What has check digits counts if they are right; what has none needs its own shape, or a word beside it that says what it
is ("passport", "sort code"). Amounts, dates, invoice numbers and ranges stay. Names of people are not looked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from stdnum import iban, luhn
from stdnum.gb import vat as gb_vat
from stdnum.ie import pps
from stdnum.ie import vat as ie_vat
from stdnum.pl import nip, pesel, regon
from stdnum.us import ein, ssn

from smartflow.analyst.model.addresses import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal[
    "EMAIL",
    "PHONE",
    "PESEL",
    "NIP",
    "REGON",
    "IBAN",
    "CARD",
    "ACCOUNT",
    "NINO",
    "SSN",
    "EIN",
    "PPS",
    "VAT",
    "TAX",
    "HEALTH",
    "IDCARD",
    "PASSPORT",
    "BIRTH",
    "PLATE",
    "ADDRESS",
    "TEXT",
]
#: Where something was found; of no kind, it only belongs to nothing else.
Span = tuple[Kind | None, int, int]
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
    r"(?<!\w)(?:e-?mail\w{0,3}|mail\w{0,4}|adres\w{0,3}|address|napisz|pisz|pisa[ćc]|write to|contact|kontakt\w{0,2})"
    r"[ :]{1,4}(?:(?:me|us|him|her|is|to|at|na|do|pod|adres|nas)[ :]{1,3}){0,2}"
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
    r"|the)(?!\w)"
    r"[ :.,#()=-]{0,4}){0,4}"
)
_DOCUMENT: Final = r"(?P<value>[A-Z]{0,3}[ -]?\d(?:[ -]?\d){5,8}[A-Z]?)(?!\w)"
_ID_WORD: Final = (
    r"(?<!\w)(?:dow[oó]d\w{0,5}(?: osobist\w{1,4})?|dow\. ?os\.?|identity card|id card|national id|driving licen[cs]e"
    r"|driver'?s licen[cs]e|praw[oa] jazdy)"
)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|sty|lut|kwi|maj|cze|lip|sie|wrz|pa[zź]|lis|gru)"
    r"[a-ząćęłńóśźż]{0,9}\.?"
)
_DATE: Final = (
    r"(?:\d{4} ?[-./ ] ?\d{1,2} ?[-./ ] ?\d{1,2}|\d{1,2} ?[-./ ] ?(?:\d{1,2}|[IVX]{1,4}) ?[-./ ] ?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{{0,2}}(?:of )?{_MONTH},?[ -]{{0,2}}(?:\d{{4}}|'?\d{{2}})"
    rf"|{_MONTH} {{0,2}}\d{{1,2}}(?:st|nd|rd|th)?,? {{1,2}}\d{{4}})(?!\w)"
)
_BORN: Final = (
    r"(?<!\w)(?:ur\.|urodz\w{0,8}|dob|d\. ?o\. ?b\.?|dates? of birth|birth ?dates?|birthday|born)"
    r"[ :.,(=-]{0,4}(?:(?:on|is|was|dnia|w|dniu|dn\.|to|jest|the|pracownika|klienta|pacjenta|of)[ :]{1,3}){0,3}"
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
    r"|number))?)[ :.#()=-]{0,4}(?:is[ :]{1,3})?"
    r"(?P<value>\d(?:[ -]?\d){5,16})(?!\w)",
    rf"(?<!\w){_ACCOUNT}[ :]{{1,2}}(?P<value>\d{{8}})(?!\w)",
)
_DATE_IN_TEXT: Final = re.compile(
    r"(?<!\d)(?<!\d[-./])(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:[ /-]{1,3}(?:19|20)\d\d){2,9})(?!\d|[-./]\d)"  # a row of years
)


def _digits_of(value: str) -> str:
    return "".join(filter(str.isdigit, value))


def _alnum(value: str) -> str:
    return "".join(filter(str.isalnum, value)).upper()


def _has_check_digit(weights: str) -> Callable[[str], bool]:
    """Return a check of the digit in Polish documents; letters count from A = 10. Weight 9 belongs to the digit itself."""

    def holds(value: str) -> bool:
        return sum(int(char, 36) * int(weight) for char, weight in zip(_alnum(value), weights, strict=True)) % 10 == 0

    return holds


#: Letters before a number that mean something else.
_NOT_DISTRICTS: Final = re.compile(
    "CHF|EUR|GBP|PLN|FVS|FVK|WZ|PZ|ISO|EAN|ERP|CRM|CSV|PDF|SKU|RAL|DIN|LTE|LED|SSD|SAP|DOC|ZUS|NIP|KRS|NR"
)


def _is_polish_plate(value: str) -> bool:
    """Without a word beside it a plate mixes letters and digits behind its district: "KR 1AB23", "WGM 1234A"."""
    return _NOT_DISTRICTS.fullmatch(value.split(" ")[0]) is None


def _is_vat(value: str) -> bool:
    number = _alnum(value)
    return ie_vat.is_valid(number) if number.startswith("IE") else gb_vat.is_valid(number)


def _rule(kind: Kind, pattern: str, holds: Callable[[str], bool] = bool, *, any_case: bool = False) -> _Rule:
    return _Rule(kind, re.compile(pattern, re.IGNORECASE if any_case else 0), holds)


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
    _rule("SSN", r"(?<![\w-])\d{3} ?- ?\d{2} ?- ?\d{4}(?![\w-])", lambda value: ssn.is_valid(_digits_of(value))),
    _rule(
        "EIN",
        rf"(?<!\w)(?:f?ein|employer identification){_SAYS}(?P<value>\d{{2}}[ -]{{0,3}}\d{{7}})(?!\w)",
        any_case=True,
    ),
    _rule(
        "NINO",
        r"(?<!\w)(?!BG|GB|NK|KN|TN|NT"
        r"|ZZ)[A-CEGHJ-PRSTW-Z][A-CEGHJ-NPRSTW-Z][ .-]{0,2}\d\d[ .-]{0,2}\d\d[ .-]{0,2}\d\d"
        r"[ .-]{0,2}[A-D](?!\w)",
        any_case=True,
    ),
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
    r"|samoch[oó]d\w{0,4}"
    r"|pojazd\w{0,3}|ci[eę][zż]ar[oó]wk\w{1,3}|bus\w{0,3}|reg(?:istration)?(?: no\.?| number| plate)?|number plates?"
    r"|(?:licen[cs]e )?plates?|car|van|lorry|truck|vehicle)[ :.,#()=-]{1,4}"
    r"(?:(?:firmow\w{1,4}|s[lł]u[zż]bow\w{1,4}|no|nr|numer\w{0,3}|rej|number|is|to|o"
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
        rf"|reg(?:istration)?)"
        rf"[ :.]{{1,4}}(?:no\.? |number )?(?P<value>{_POLISH_PLATE}|{_OTHER_PLATE})(?!\w)",
        any_case=True,
    ),
    _rule(
        "PLATE",
        r"(?<![\w/-])[BCDEFGKLNOPRSTWZ][A-Z]{1,2} (?:\d[A-HJ-NPR-Y]{2}\d{2}|\d{3}[A-HJ-NPR-Y]{2}|\d{4}[A-HJ-NPR-Y]"
        r"|\d{2}[A-HJ-NPR-Y]\d{2}|\d[A-HJ-NPR-Y]\d{3}|\d{2}[A-HJ-NPR-Y]{2})(?![\w/-])",
        _is_polish_plate,
    ),
    _rule("PLATE", r"(?<![\w/-])[A-HJ-PR-Y]{2}(?:0[1-9]|[1-8]\d) ?[A-HJ-PR-Z]{3}(?![\w/-])"),
    _rule("PLATE", rf"(?<![\w/-])(?:[89]\d|0\d|[12]\d[12]?)-(?:{_IRISH_COUNTY})-\d{{2,6}}(?![\w/-])"),
    _rule("IDCARD", r"(?<![\w/-])[A-Z]{3} ?\d{6}(?![\w/-])", _has_check_digit("731973173")),
    _rule("PASSPORT", r"(?<![\w/-])[A-Z]{2} ?\d{7}(?![\w/-])", _has_check_digit("739173173")),
)


def _ibans(text: str) -> Iterator[Span]:
    behind = 0
    for match in _IBAN.finditer(text):
        start, raw = match.start(), match["raw"]
        length = _iban_length(raw) if start >= behind else 0
        if length:
            behind = start + length
            yield "IBAN", start, behind


# Nothing is consumed: two letters and digits may stand before an account ("nr 12 PL61 …").
_IBAN: Final = re.compile(r"(?<!\w)(?=(?P<raw>[A-Za-z]{2}[ -]{0,2}\d{2}(?:[ .-]{0,3}[A-Za-z0-9]){11,30}))")
_SHORTEST_IBAN: Final = 15


def _iban_length(raw: str) -> int:
    """Return how many characters of `raw` are an IBAN, 0 for none: a word behind it may have been matched with it."""
    for end in range(len(raw), _SHORTEST_IBAN - 1, -1):
        if (
            raw[end - 1].isalnum()
            and not raw[end : end + 1].isalnum()
            and iban.is_valid(_alnum(raw[:end]), check_country=False)
        ):
            return end
    return 0


def _dates(text: str) -> Iterator[Span]:
    """Dates identify nobody, and their digits belong to no other number."""
    for match in _DATE_IN_TEXT.finditer(text):
        yield None, *match.span()


_RUN: Final = re.compile(r"(?<![\d_])(?<!\d[.,])(?:\(?\+|00)?\(?\d(?:[ ()./-]{0,3}\d){6,27}(?!\w)")
#: The usual groups of a number inside a longer run of digits: "5 600 700 800".
_GROUPS: Final = re.compile(
    r"(?<![\d.,/-])(?:\d{4}(?:[ -]\d{4}){3}|\d{2}(?: \d{4}){6}|\d{26}|\d{16}|\d{11}|\d{6}[ -]\d{5}"
    r"|\d{3}-\d{3}-\d{2}-\d{2}|\d{3}-\d{2}-\d{2}-\d{3}|\d{10}|\d{3}([ .-])\d{3}\1\d{3}|\d{2} \d{3} \d{2} \d{2}|\d{9}"
    r"|0\d{2,4} \d{3} \d{3,4}|0\d{4} \d{6}|\(?[2-9]\d{2}\)?([ .-])[2-9]\d{2}[.-]\d{4})(?![\d/-]|[.,]\d)"
)


def _numbers(text: str) -> Iterator[Span]:
    for match in _RUN.finditer(text):
        start, end = match.span()
        start += match.group().startswith("(") and ")" not in match.group()
        kind = _kind_of_digits(text, start, end)
        if kind:
            yield kind, start, end
            continue
        for part in _GROUPS.finditer(text, start, end):
            kind = _kind_of_digits(text, part.start(), part.end())
            if kind:
                yield kind, *part.span()


_AMOUNT_BEHIND: Final = re.compile(
    r"[.,]\d| {0,2}(?:zł|zl|pln|eur|usd|gbp|euro|€|\$|£|%|szt\w{0,3}|mln|tys|k|kg|km|t|m2|m3|l|units?|pcs|pieces"
    r"|records?|rows?"
    r"|rekord\w{0,3}|wiersz\w{0,3}|sztuk\w{0,2}|pozycji|items?|people|customers|klient[oó]w|os[oó]b)(?!\w)",
    re.IGNORECASE,
)
_AMOUNT_BEFORE: Final = re.compile(r"(?:[£$€]|(?<!\w)(?:pln|eur|usd|gbp|zł)) {0,2}$", re.IGNORECASE)
#: A number of something, not of somebody.
_THING_BEFORE: Final = re.compile(
    r"(?<!\w)(?:faktur\w{0,3}|fv|fvs|invoices?|inv|orders?|zam[oó]wie\w{1,3}|zlece\w{1,3}|paragon\w{0,3}|tickets?"
    r"|spraw\w{1,2}"
    r"|um[oó]w\w{0,3}|parti\w{1,3}|batch|po|sku|ean|gtin|indeks\w{0,2}|kod\w{0,2}|code|barcode|part|item|serial"
    r"|seryjn\w{1,3}|s/n"
    r"|version|wersj\w{1,3}|build|tracking|przesy[lł]k\w{1,3}|list\w{0,2} przewozow\w{1,4}|krs|dokument\w{0,3}|wz|pz"
    r"|job|case"
    r"|konto ksi[eę]gowe|kontrakt\w{0,3}|contracts?)"
    r"[ :.,#/()-]{0,3}(?:(?:nr|no|number|numer\w{0,2}|id|ref|towar\w{0,2}|produkt\w{0,2})[ :.,#/()-]{0,3}){0,2}$",
    re.IGNORECASE,
)
_PHONE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:tel|telef\w{0,8}|kom|kom[oó]rk\w{0,3}|phones?|mobiles?|cell|call|ring|text|whats ?app|landline"
    r"|hotline|infolini\w{1,2}"
    r"|dzwoni\w{0,3}|zadzwo\w{0,5}|fax|faks|sms\w{0,3})"
    r"[ :.,()+-]{0,4}(?:(?:me|us|him|her|on|at|to|no|nr|number|numer\w{0,2}|pod|na|do|is"
    r"|kontaktow\w{1,3})[ :.,(+]{1,3}){0,4}$",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(
    r"\d{1,3}(?: \d{3}){1,4}(?: {0,2}- {0,2}\d{1,3}(?: \d{3}){1,4})?|\d{1,3}(?:\.\d{3}){2,4}"
)
#: "6 0 0 7 0 0 8 0 0": one number, read out digit by digit.
_SPACED: Final = re.compile(r"\d(?:[ .-]{1,3}\d){8,}")
_PHONE_SHAPES: Final = re.compile(
    r"[1-9]\d{2}[ .-]{0,2}\d{3}[ .-]{0,2}\d{3}"  # 600 700 800
    r"|\(?\d{2}\)?[ ./-]{1,2}\d{3}[ .-]{1,2}\d{2}[ .-]{1,2}\d{2}"  # 22 123 45 67
    r"|\(?0\d{1,4}\)?[ .-]{1,2}\d{3,4}[ .-]{0,2}\d{3,4}|\(?0\d{4}\)?[ .-]{1,2}\d{5,6}|0[1-9]\d{8,9}"  # 020 7946 0958
    r"|(?:1[ .-]{1,2})?\(?[2-9]\d{2}\)?[ .-]{0,2}[2-9]\d{2}[ .-]{1,2}\d{4}"  # (555) 234-5678
)


def _kind_of_digits(text: str, start: int, end: int) -> Kind | None:
    raw, before, behind = text[start:end], text[max(0, start - 48) : start], text[end : end + 16]
    digits = _digits_of(raw)
    if _SPACED.fullmatch(raw):
        raw = digits
    international = raw.startswith(("+", "(+")) or re.match(r"00[1-9]", raw) is not None
    thing = _THING_BEFORE.search(before) is not None
    amount = _AMOUNT_BEFORE.search(before) is not None or _AMOUNT_BEHIND.match(behind) is not None
    if not international and not raw.startswith("("):
        for kind, is_valid, certain in _CHECKED:
            if is_valid(digits):
                # Nine digits pass as a REGON by chance one time in eleven: without the word they count as a phone number.
                if certain or re.search(rf"{kind}\W{{0,12}}$", before, re.IGNORECASE):
                    return kind
                if not (thing or amount or _is_grouped_amount(raw) or len(digits) == 9):
                    return kind
    if amount:
        return None
    if _PHONE_BEFORE.search(before):
        return "PHONE" if 7 <= len(digits) <= 15 and (len(digits) == 9 or not _is_grouped_amount(raw)) else None
    if thing:
        return None
    if international:
        return "PHONE" if 8 <= len(digits) <= 15 else None
    if _PHONE_SHAPES.fullmatch(raw) and (digits[0] != "0" or len(digits) > 8):
        return "PHONE"
    if re.fullmatch(r"\d{2}-\d{7}", raw) and ein.is_valid(digits):
        return "EIN"
    return None


def _is_grouped_amount(raw: str) -> bool:
    return _THOUSANDS.fullmatch(raw) is not None


def _is_account(digits: str) -> bool:
    """Polish accounts are written without the country as often as with it."""
    return len(digits) == 26 and iban.is_valid(f"PL{digits}", check_country=False)


def _is_nip(digits: str) -> bool:
    return not digits.startswith("000") and nip.is_valid(digits)


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn.is_valid(digits)


#: The last says whether the check digits outweigh the words around the number.
_CHECKED: Final[tuple[tuple[Kind, Callable[[str], bool], bool], ...]] = (
    ("IBAN", _is_account, True),
    ("PESEL", pesel.is_valid, True),
    ("NIP", _is_nip, False),
    ("REGON", regon.is_valid, False),
    ("CARD", _is_card, False),
)
_FINDERS: Final = (*map(_by, _NAMED), _ibans, *map(_by, _SHAPED), _dates, _numbers)
