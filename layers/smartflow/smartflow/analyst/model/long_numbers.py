"""Long numbers: by their check digits, by the shape of a telephone number, and by the words around them.

Amounts, dates, and the numbers of invoices, orders and goods are nobody's. Patterns expect a text with plain digits
(`identifiers`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stdnum import iban, luhn
from stdnum.pl import nip, pesel, regon
from stdnum.us import ein

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from smartflow.analyst.model.kinds import Kind, Span

_DATE_IN_TEXT: Final = re.compile(
    r"(?<!\d)(?<!\d[-./])(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d"
    r"|3[01])([-./])(?:0?[1-9]|1[0-2])\2(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?:[ /-]{1,3}(?:19|20)\d\d){2,9})(?!\d|[-./]\d)"  # a row of years
)


def digits_of(value: str) -> str:
    """Return the digits of a number without what separates them."""
    return "".join(filter(str.isdigit, value))


def alnum(value: str) -> str:
    """Return the digits and letters of a number, large."""
    return "".join(filter(str.isalnum, value)).upper()


def ibans(text: str) -> Iterator[Span]:
    """Accounts with their country, each up to where its check digits are right."""
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
            and iban.is_valid(alnum(raw[:end]), check_country=False)
        ):
            return end
    return 0


def dates(text: str) -> Iterator[Span]:
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


def numbers(text: str) -> Iterator[Span]:
    """Runs of digits that are a PESEL, NIP, REGON, account, card, EIN or telephone number, or hold one in its usual groups."""
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
    r"|records?|rows?|rekord\w{0,3}|wiersz\w{0,3}|sztuk\w{0,2}|pozycji|items?|people|customers|klient[oó]w"
    r"|os[oó]b)(?!\w)",
    re.IGNORECASE,
)
_AMOUNT_BEFORE: Final = re.compile(r"(?:[£$€]|(?<!\w)(?:pln|eur|usd|gbp|zł)) {0,2}$", re.IGNORECASE)
#: A number of something, not of somebody.
_THING_BEFORE: Final = re.compile(
    r"(?<!\w)(?:faktur\w{0,3}|fv|fvs|invoices?|inv|orders?|zam[oó]wie\w{1,3}|zlece\w{1,3}|paragon\w{0,3}|tickets?"
    r"|spraw\w{1,2}|um[oó]w\w{0,3}|parti\w{1,3}|batch|po|sku|ean|gtin|indeks\w{0,2}|kod\w{0,2}|code|barcode|part|item"
    r"|serial|seryjn\w{1,3}|s/n|version|wersj\w{1,3}|build|tracking|przesy[lł]k\w{1,3}|list\w{0,2} przewozow\w{1,4}"
    r"|krs|dokument\w{0,3}|wz|pz|job|case|konto ksi[eę]gowe|kontrakt\w{0,3}|contracts?)[ :.,#/()-]{0,3}(?:(?:nr|no"
    r"|number|numer\w{0,2}|id|ref|towar\w{0,2}|produkt\w{0,2})[ :.,#/()-]{0,3}){0,2}$",
    re.IGNORECASE,
)
_PHONE_BEFORE: Final = re.compile(
    r"(?<!\w)(?:tel|telef\w{0,8}|kom|kom[oó]rk\w{0,3}|phones?|mobiles?|cell|call|ring|text|whats ?app|landline"
    r"|hotline|infolini\w{1,2}|dzwoni\w{0,3}|zadzwo\w{0,5}|fax|faks|sms\w{0,3})[ :.,()+-]{0,4}(?:(?:me|us|him|her|on"
    r"|at|to|no|nr|number|numer\w{0,2}|pod|na|do|is|kontaktow\w{1,3})[ :.,(+]{1,3}){0,4}$",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(
    r"\d{1,3}(?: \d{3}){1,4}(?: {0,2}- {0,2}\d{1,3}(?: \d{3}){1,4})?|\d{1,3}(?:\.\d{3}){2,4}"
)
#: "150.000.000" is an amount, "600.700.800" a Polish mobile number.
_DOTTED: Final = re.compile(r"\d{3}\.\d{3}\.\d{3}")
_MOBILE: Final = re.compile(r"45|5[0137]|6[069]|7[2389]|88")
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
    digits = digits_of(raw)
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
    if _DOTTED.fullmatch(raw) and not _MOBILE.match(raw):
        return None
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
