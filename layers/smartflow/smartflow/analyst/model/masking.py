"""What is never sent out: e-mail addresses, phone numbers, PESEL, NIP, REGON, IBAN and card numbers become tokens.

A token looks like `⟦EMAIL_1⟧`; the same value gets the same token, and `unmask` puts every value back exactly. Text
that looks like a token itself is masked as well, so that `unmask(mask(x).text, …) == x` for every text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from pydantic import BaseModel
from stdnum import iban, luhn
from stdnum.pl import nip, pesel, regon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Model = TypeVar("Model", bound=BaseModel)

Kind = Literal["EMAIL", "PHONE", "PESEL", "NIP", "REGON", "IBAN", "CARD", "TEXT"]

TOKEN: Final = re.compile(r"⟦[A-Z]{1,8}_\d{1,6}⟧")
_SHORTEST_IBAN: Final = 15
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
    """`text` may be sent; `mapping` (token to value) must not. `counts` says how many places of each kind were masked."""

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
            # Two letters before a number ("do 123 456 789") are not a country: look at the digits again.
            return whole[:2] + _CANDIDATE.sub(masked, whole[2:])
        kind = _kind_of_digits(whole, match.string[max(0, match.start() - 24) : match.start()])
        return token_for(kind, whole) if kind else whole

    found = _CANDIDATE.sub(masked, text)
    return Masked(found, known, dict(counts))


def unmask(text: str, mapping: Mapping[str, str]) -> str:
    """Put the values back; tokens that are not in `mapping` (the model made them up) stay as they are."""
    return TOKEN.sub(lambda match: mapping.get(match.group(), match.group()), text)


def _iban_length(raw: str) -> int:
    """Return how many characters of `raw` are an IBAN, 0 for none: a word behind it may have been matched with it."""
    for end in range(len(raw), _SHORTEST_IBAN - 1, -1):
        if raw[end - 1].isalnum() and not raw[end : end + 1].isalnum() and _is_iban(raw[:end]):
            return end
    return 0


def _is_iban(raw: str) -> bool:
    number = "".join(filter(str.isalnum, raw))
    return number.isascii() and iban.is_valid(number, check_country=False)


def _kind_of_digits(raw: str, before: str) -> Kind | None:
    digits = "".join(filter(str.isdigit, raw))
    if not digits.isascii():
        return None
    plain = not raw.startswith(("+", "(", "00"))
    if plain:
        for kind, is_valid in _CHECKED:
            if is_valid(digits):
                # Nine digits pass as a REGON by chance one time in eleven: without the word they count as a phone number.
                if kind == "REGON" and len(digits) == 9 and not re.search(r"regon\W{0,12}$", before, re.I):
                    break
                return kind
    return "PHONE" if _is_phone(raw, digits, before) else None


def _is_account(digits: str) -> bool:
    """Polish accounts are written without the country as often as with it."""
    return len(digits) == 26 and iban.is_valid(f"PL{digits}", check_country=False)


def _is_nip(digits: str) -> bool:
    return not digits.startswith("000") and nip.is_valid(digits)


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn.is_valid(digits)


_CHECKED: Final[tuple[tuple[Kind, Callable[[str], bool]], ...]] = (
    ("IBAN", _is_account),
    ("PESEL", pesel.is_valid),
    ("NIP", _is_nip),
    ("REGON", regon.is_valid),
    ("CARD", _is_card),
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


def unmask_draft(draft: Model, mapping: Mapping[str, str]) -> Model:
    """Put back, in what a model has answered, what was masked before the text was sent.

    Lengths are not checked again: a value may be longer than its token, and what is shown is checked afterwards.
    """

    def restored(value: object) -> object:
        if isinstance(value, str):
            return unmask(value, mapping)
        if isinstance(value, list):
            return [restored(item) for item in value]
        if isinstance(value, BaseModel):
            return value.model_copy(update={name: restored(getattr(value, name)) for name in type(value).model_fields})
        return value

    if not mapping:
        return draft
    return draft.model_copy(update={name: restored(getattr(draft, name)) for name in type(draft).model_fields})
