"""What must not leave: e-mail addresses, phone numbers, PESEL, NIP, REGON, IBAN and card numbers become tokens.

A token looks like `⟦EMAIL_1⟧`; the same value gets the same token, and `unmask` puts every value back exactly. Text
that looks like a token itself is masked as well, so that `unmask(mask(x).text, …) == x` for every text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel

from smartflow.analyst.schema import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["EMAIL", "PHONE", "PESEL", "NIP", "REGON", "IBAN", "CARD", "TEXT"]

TOKEN: Final = re.compile(r"⟦[A-Z]{1,8}_\d{1,6}⟧")
_IBAN_LENGTHS: Final = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "LV": 21, "MT": 31,
    "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "UA": 29,
}  # fmt: skip
_BLANK: Final = r"[ \u00a0\u202f-]"
_CANDIDATE: Final = re.compile(
    r"(?P<TEXT>⟦[A-Z]{1,8}_\d{1,6}⟧)"
    # Bounded on both sides, so that a long run of letters costs no more than its length times a constant.
    r"|(?P<EMAIL>(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?!\w))"
    rf"|(?P<IBAN>(?<!\w)[A-Za-z]{{2}}{_BLANK}?\d{{2}}(?:{_BLANK}?[A-Za-z0-9]){{11,30}})"
    rf"|(?P<DIGITS>(?<![\d_])(?<!\d[.,])(?:\(?\+|00)?\(?\d(?:[ \u00a0\u202f()./-]{{0,2}}\d){{6,27}}(?!\w))"
)


@dataclass(frozen=True)
class Masked:
    """`text` may leave; `mapping` (token to value) must not. `counts` says how many places of each kind were masked."""

    text: str
    mapping: dict[str, str]
    counts: dict[str, int]


def mask(text: str, mapping: Mapping[str, str] | None = None) -> Masked:
    """Replace what identifies people by tokens.

    Pass the `mapping` of an earlier text to give the same value the same token in both (title and description).
    """
    known = dict(mapping or {})
    tokens = {value: token for token, value in known.items()}
    numbers = Counter(token[1:-1].rpartition("_")[0] for token in known)
    counts: Counter[str] = Counter()

    def token_for(kind: Kind, value: str) -> str:
        counts[kind] += 1
        if value not in tokens:
            numbers[kind] += 1
            tokens[value] = f"⟦{kind}_{numbers[kind]}⟧"
            known[tokens[value]] = value
        return tokens[value]

    def masked(match: re.Match[str]) -> str:
        whole = match.group()
        if match["TEXT"]:
            return token_for("TEXT", whole)
        if match["EMAIL"]:
            return token_for("EMAIL", whole)
        if match["IBAN"]:
            length = _iban_length(whole)
            if length:
                return token_for("IBAN", whole[:length]) + _CANDIDATE.sub(masked, whole[length:])
            # Two letters before a number ("do 123 456 789") are no country: look at the digits again.
            return whole[:2] + _CANDIDATE.sub(masked, whole[2:])
        kind = _kind_of_digits(whole, match.string[max(0, match.start() - 24) : match.start()])
        return token_for(kind, whole) if kind else whole

    found = _CANDIDATE.sub(masked, text)
    return Masked(found, known, dict(counts))


def unmask(text: str, mapping: Mapping[str, str]) -> str:
    """Put the values back; tokens that are not in `mapping` (a model's inventions) stay as they are."""
    return TOKEN.sub(lambda match: mapping.get(match.group(), match.group()), text)


def _iban_length(raw: str) -> int:
    """Return how much of `raw` is an IBAN with a valid mod 97 checksum, 0 if it is none."""
    wanted = _IBAN_LENGTHS.get(raw[:2].upper())
    if wanted is None:
        return 0
    compact = ""
    for index, char in enumerate(raw):
        if char.isalnum():
            compact += char.upper()
        if len(compact) == wanted:
            following = raw[index + 1 : index + 2]
            return index + 1 if _mod_97(compact) and not following.isalnum() else 0
    return 0


def _mod_97(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return turned.isascii() and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _kind_of_digits(raw: str, before: str) -> Kind | None:
    digits = "".join(filter(str.isdigit, raw))
    if not digits.isascii():
        return None
    plain = not raw.startswith(("+", "(", "00"))
    if plain:
        for kind, lengths, valid in _CHECKED:
            if len(digits) in lengths and valid(digits):
                # Nine digits pass as a REGON by chance one time in eleven: unless it is called one, call it a phone.
                if kind == "REGON" and len(digits) == 9 and not re.search(r"regon\W{0,12}$", before, re.I):
                    break
                return kind
    return "PHONE" if _is_phone(raw, digits, before) else None


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_pesel(digits: str) -> bool:
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    control = (10 - _weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10) % 10
    return 1 <= month <= 12 and 1 <= day <= 31 and control == int(digits[10])


def _is_nip(digits: str) -> bool:
    return digits[:3] != "000" and _weighted(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11 == int(digits[9])


def _is_regon(digits: str) -> bool:
    nine = _weighted(digits, (8, 9, 2, 3, 4, 5, 6, 7)) % 11 % 10 == int(digits[8])
    if len(digits) == 9:
        return nine
    return nine and _weighted(digits, (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)) % 11 % 10 == int(digits[13])


def _is_card(digits: str) -> bool:
    doubled = (int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(digits)))
    return digits[0] in "23456" and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_account(digits: str) -> bool:
    return _mod_97("PL" + digits)


_CHECKED: Final[tuple[tuple[Kind, tuple[int, ...], Callable[[str], bool]], ...]] = (
    ("IBAN", (26,), _is_account),
    ("PESEL", (11,), _is_pesel),
    ("NIP", (10,), _is_nip),
    ("REGON", (9, 14), _is_regon),
    ("CARD", (13, 14, 15, 16, 17, 18, 19), _is_card),
)
_PHONE_SHAPES: Final = re.compile(
    r"\(?\+\(?\d[\d ()\u00a0\u202f./-]+|00\d[\d \u00a0\u202f./-]+"  # international
    r"|\d{3}[ \u00a0\u202f.-]\d{3}[ \u00a0\u202f.-]\d{3}"  # 600 700 800
    r"|\(?\d{2}\)?[ \u00a0\u202f.-]\d{3}[ \u00a0\u202f.-]\d{2}[ \u00a0\u202f.-]\d{2}"  # 22 123 45 67
    r"|\d{9}"
)
_PHONE_CUE: Final = re.compile(r"(?:tel|telefon\w*|kom|phone|mobile|call|numer\w*|dzwoni\w*|fax|faks)\W{0,6}$", re.I)


def _is_phone(raw: str, digits: str, before: str) -> bool:
    """International, or nine digits as Poles write them; other lengths only where a word says that it is one."""
    if not 7 <= len(digits) <= 15:
        return False
    if raw.startswith(("+", "(+", "00")):
        return True
    if len(digits) == 9 and _PHONE_SHAPES.fullmatch(raw):
        return digits[0] != "0" or _PHONE_CUE.search(before) is not None
    return _PHONE_CUE.search(before) is not None


def unmask_draft(draft: Draft, mapping: Mapping[str, str]) -> Draft:
    """Put back what was masked before the text left.

    Lengths are not held again: a value may be longer than its token, and `finish` bounds what is shown.
    """

    def restored(value: object) -> object:
        if isinstance(value, str):
            return unmask(value, mapping)
        if isinstance(value, list):
            return [restored(item) for item in value]
        if isinstance(value, BaseModel):
            return value.model_copy(update={name: restored(getattr(value, name)) for name in type(value).model_fields})
        return value

    return (
        draft
        if not mapping
        else draft.model_copy(update={name: restored(getattr(draft, name)) for name in Draft.model_fields})
    )
