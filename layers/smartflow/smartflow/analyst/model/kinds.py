"""What can identify somebody, and where it was found."""

from typing import Literal

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
