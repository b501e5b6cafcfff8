"""Identifiers: UUIDs of version 7 (RFC 9562), created here, so that a row and the rows that refer to it can be written together."""

import secrets
import time
import uuid


def new() -> uuid.UUID:
    """Return an identifier that sorts by the millisecond in which it was created."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | secrets.randbits(80)
    return uuid.UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)
