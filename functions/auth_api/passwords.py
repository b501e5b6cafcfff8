"""Passwords: which ones are accepted, how they are hashed and how they are checked."""

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

# argon2id with the minimum parameters that OWASP recommends
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_TOO_SIMILAR = 0.75


def faults(password: str, email: str, pointer: str) -> list[Fault]:
    """Return why `password` is not accepted as the new password of the account with this address."""
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
    """Return whether a password is right. Without a stored hash it takes the same time and returns False."""
    try:
        _hasher.verify(stored or _dummy(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Return whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _dummy() -> str:
    return _hasher.hash("a password that no account has")


@functools.cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text("utf-8").split("\n"))


def _is_common(folded: str) -> bool:
    """Return whether it is a common password, also with digits or signs around it or repeated, or has fewer than four characters that
    differ.
    """
    half = len(folded) // 2
    repeated = folded[:half] if folded == folded[:half] * 2 else folded
    kinds = {folded, repeated, _AROUND.sub("", folded)}
    return bool(kinds & _common()) or len(set(folded)) < 4


def _is_like_email(folded: str, email: str) -> bool:
    local, _, domain = email.partition("@")
    parts = [part for part in (email, local, domain, domain.partition(".")[0]) if len(part) >= 5]
    core = _AROUND.sub("", folded)
    return any(
        core == part
        or (part in folded and len(part) * 2 > len(folded))
        or difflib.SequenceMatcher(None, folded, part).ratio() > _TOO_SIMILAR
        for part in parts
    )
