"""Validation and cleaning of texts that people type."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:\\]{1,64}@[^@\s\"<>()\[\],;:\\.]+(\.[^@\s\"<>()\[\],;:\\.]+)+")


def email_address(text: str) -> str:
    """Return the address without surrounding spaces, or raise a validation error."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise PydanticCustomError("smartflow.not_an_email", "not an e-mail address")
    return address


def one_line(text: str) -> str:
    """Return `text` trimmed, with line breaks and other control characters replaced by single spaces."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def paragraphs(text: str) -> str:
    """Return `text` trimmed, line breaks as `\\n`, without control characters other than tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
