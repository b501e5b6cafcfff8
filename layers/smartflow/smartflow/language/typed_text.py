"""Validation and cleaning of texts that people type."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:\\]{1,64}@[^@\s\"<>()\[\],;:\\.]+(\.[^@\s\"<>()\[\],;:\\.]+)+")

# Letters and marks among the code points that Unicode lists as ignorable by default.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0").union(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)


def email_address(text: str) -> str:
    """Return the address without surrounding spaces, or raise a validation error.

    An address that looks like another one is refused: because of characters that are not seen, or that compatibility makes into others
    (full-width letters).
    """
    address = text.strip()
    same = unicodedata.normalize("NFKC", address) == unicodedata.normalize("NFC", address)
    if not _EMAIL.fullmatch(address) or not same or any(map(_is_invisible, address)):
        raise PydanticCustomError("smartflow.not_an_email", "not an e-mail address")
    return address


def one_line(text: str) -> str:
    """Return `text` trimmed, with line breaks and other control characters replaced by single spaces."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def paragraphs(text: str) -> str:
    """Return `text` trimmed, line breaks as `\\n`, without control characters other than tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def _is_invisible(character: str) -> bool:
    """Return whether a character shows nothing: controls, formats, separators, and fillers that Unicode counts as letters or marks."""
    return unicodedata.category(character)[0] in "CZ" or character in _FILLERS
