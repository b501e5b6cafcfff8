"""Passwords: which ones are accepted, how they are hashed and how they are checked."""

import difflib
import functools
import itertools
import re
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from smartflow.infra.problems import Fault
from smartflow.language.search_keys import fold

MIN_LENGTH = 12
MAX_LENGTH = 256

# argon2id with the minimum parameters that OWASP recommends
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_TOO_SIMILAR = 0.75
_OWN_NAMES = frozenset({"smartflow", "smartflowai"})
_LETTER_FOR = str.maketrans("@4301!$5", "aaeoiiss")
_KEYBOARD = ("1234567890", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./")
#: A password that is repeated has to have at least so many characters itself.
_FEWEST = 8
_FEWEST_SURPRISES = 5


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
    return _OWN_NAMES.union((Path(__file__).parent / "common_passwords.txt").read_text("utf-8").split("\n"))


def _is_common(folded: str) -> bool:
    """Return whether it is a common password, also with digits or signs around or between its letters, with signs in place of letters,
    or repeated; or one of very few characters that differ, or that do not follow from the one before.
    """
    core = _AROUND.sub("", folded)
    spelled = (_letters(core), _letters(core.translate(_LETTER_FOR)))
    whole = {folded, *(word for word in spelled if len(word) * 2 > len(folded))}
    parts = {_repeated(text) for text in whole}
    is_short = any(len(part) < _FEWEST and len(part) * 2 <= len(folded) for part in parts)
    is_plain = len(set(folded)) < 4 or _surprises(folded) < _FEWEST_SURPRISES
    return is_short or is_plain or bool((whole | parts | {core}) & _common())


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


def _repeated(text: str) -> str:
    """Return the shortest part of which `text` is a repetition, the last one perhaps cut short; itself if there is none."""
    for length in range(1, len(text) // 2 + 1):
        if (text[:length] * (len(text) // length + 1)).startswith(text):
            return text[:length]
    return text


def _surprises(text: str) -> int:
    """Return how many characters neither equal nor neighbour the one before, in the alphabet or on the keyboard."""
    return 1 + sum(
        abs(ord(one) - ord(other)) > 1 and not any(one + other in row or other + one in row for row in _KEYBOARD)
        for one, other in itertools.pairwise(text)
    )


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
