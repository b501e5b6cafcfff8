"""Which numbers are small enough to compute with: `1e999999999` is eleven characters, but a gigabyte once it is written out."""

from decimal import Decimal

#: Digits of a number, and also places before and after its decimal point. Amounts have at most 20 and 4.
MAX_DIGITS = 40


def is_short(number: Decimal) -> bool:
    """Return whether a number is finite and, written with or without an exponent, has at most `MAX_DIGITS` digits."""
    _, digits, exponent = number.as_tuple()
    return (
        isinstance(exponent, int)  # it is a letter in infinity and NaN
        and len(digits) <= MAX_DIGITS
        and exponent >= -MAX_DIGITS
        and number.adjusted() < MAX_DIGITS
    )
