"""Passwords: what is accepted, how they are kept and how they are checked."""

import difflib
import functools
import re
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from smartflow.infra.problems import Fault

MIN_LENGTH = 12
MAX_LENGTH = 256

# argon2id with the least parameters that OWASP names for it
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_TRIMMINGS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_TOO_CLOSE = 0.75


def faults(password: str, email: str, pointer: str) -> list[Fault]:
    """Return what is wrong with `password` as the new password of `email`'s account."""
    text = _normal(password)
    if len(text) < MIN_LENGTH:
        return [Fault(pointer, "too_short", {"min": MIN_LENGTH})]
    if len(text) > MAX_LENGTH:
        return [Fault(pointer, "too_long", {"max": MAX_LENGTH})]
    folded = text.casefold()
    if _is_common(folded):
        return [Fault(pointer, "password_too_common")]
    if _is_like_email(folded, unicodedata.normalize("NFKC", email).casefold()):
        return [Fault(pointer, "password_like_email")]
    return []


def hash_password(password: str) -> str:
    """Return the argon2id hash that is stored."""
    return _hasher.hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Check a password; with no account it costs the same time and is never right."""
    try:
        _hasher.verify(stored or _dummy(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Tell whether the parameters have risen since this hash was made."""
    return _hasher.check_needs_rehash(stored)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _dummy() -> str:
    return _hasher.hash("the password of nobody's account")


@functools.cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text("utf-8").split("\n"))


def _is_common(folded: str) -> bool:
    """Also a common password with digits or signs around it, or one said twice."""
    half = len(folded) // 2
    repeated = folded[:half] if folded == folded[:half] * 2 else folded
    kinds = {folded, repeated, _TRIMMINGS.sub("", folded)}
    return bool(kinds & _common()) or len(set(folded)) < 4


def _is_like_email(folded: str, email: str) -> bool:
    local, _, domain = email.partition("@")
    parts = [part for part in (email, local, domain, domain.partition(".")[0]) if len(part) >= 5]
    core = _TRIMMINGS.sub("", folded)
    return any(
        core == part
        or (part in folded and len(part) * 2 > len(folded))
        or difflib.SequenceMatcher(None, folded, part).ratio() > _TOO_CLOSE
        for part in parts
    )
