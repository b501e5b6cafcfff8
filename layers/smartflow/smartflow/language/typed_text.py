"""Checks and cleaning of short texts that people type."""

import re
import unicodedata

from pydantic_core import PydanticCustomError

_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:\\]{1,64}@[^@\s\"<>()\[\],;:\\.]+(\.[^@\s\"<>()\[\],;:\\.]+)+")


def email_address(text: str) -> str:
    """Return the address without blanks around it, or refuse it."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise PydanticCustomError("smartflow.not_an_email", "not an e-mail address")
    return address


def one_line(text: str) -> str:
    """Return `text` trimmed, with line breaks and other control characters turned to single blanks."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def paragraphs(text: str) -> str:
    """Return `text` trimmed, its line breaks as `\\n`, without other control characters than tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc").strip()
