"""Codes of an authenticator app (RFC 6238: six digits, SHA-1, 30 seconds each) and recovery codes."""

import hashlib
import hmac
import secrets
import time

import pyotp
import segno

ISSUER = "SmartFlowAI"
_STEP = 30  # seconds
_DRIFT = 1  # steps that a clock may be off
_RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without characters that look alike


_clock = time.time


def new_secret() -> str:
    """Return a new secret of 160 bits, in base32."""
    return pyotp.random_base32()


def uri(secret: str, email: str) -> str:
    """Return the `otpauth:` URI from which an app reads the secret."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def qr(text: str) -> list[str]:
    """Return a QR code of `text` without its margin, a row of 0 and 1 for each line."""
    return ["".join(str(module) for module in row) for row in segno.make(text, error="m", micro=False).matrix]


def step_of(secret: str, code: str, last_step: int = 0) -> int | None:
    """Return the 30-second step that `code` belongs to, if it is the current one, the one before or the one after, and later than
    `last_step`; None otherwise.
    """
    now = int(_clock()) // _STEP
    typed = code.replace(" ", "")
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        if step > last_step and hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), typed.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes of about 50 bits each, written as `xxxxx-xxxxx`."""
    halves = ["".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2 * _RECOVERY_CODES)]
    return [f"{first}-{second}" for first, second in zip(halves[::2], halves[1::2], strict=True)]


def recovery_hash(code: str) -> bytes:
    """Return the hash of a recovery code; spaces, hyphens and capitals make no difference."""
    plain = "".join(letter for letter in code.lower() if letter in _ALPHABET)
    return hashlib.sha256(f"recovery:{plain}".encode()).digest()
