"""Opaque tokens: 256 random bits with a checksum, so that an invalid token is refused without a query.

Only the SHA-256 of a token is ever stored.
"""

import base64
import binascii
import hashlib
import secrets
import zlib
from typing import NewType

TokenHash = NewType("TokenHash", bytes)

_RANDOM = 32
_CHECKSUM = 4


def new() -> str:
    """Return a new token in base64url."""
    random = secrets.token_bytes(_RANDOM)
    return base64.urlsafe_b64encode(random + _checksum(random)).decode()


def digest(token: str) -> TokenHash | None:
    """Return the hash that is stored for `token`, or None if its checksum is wrong."""
    try:
        raw = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    random, checksum = raw[:_RANDOM], raw[_RANDOM:]
    if len(raw) != _RANDOM + _CHECKSUM or checksum != _checksum(random):
        return None
    return TokenHash(hashlib.sha256(raw).digest())


def _checksum(random: bytes) -> bytes:
    return zlib.crc32(random).to_bytes(_CHECKSUM, "big")
