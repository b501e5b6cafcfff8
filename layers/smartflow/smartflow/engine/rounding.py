"""Decimal arithmetic of the engine: its precision, and the only two ways in which a value is rounded."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final

# Bounded inputs have at most 16 digits before and 30 meaningful ones after the point: what a division leaves behind
# them is its own noise, and must neither tip a half nor make a payback a month late.
EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
_MEANINGFUL: Final = Decimal(1).scaleb(-30)
_UNITS: Final = tuple(Decimal(1).scaleb(-places) for places in range(9))


def settled(value: Decimal) -> Decimal:
    """Return the value without the noise of a division in its last digits: three thirds are one."""
    return value.quantize(_MEANINGFUL, context=EXACT)


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Return the value as it is shown: 0 to 8 decimals, half away from zero, never a negative zero."""
    return EXACT.plus(settled(value).quantize(_UNITS[places], ROUND_HALF_UP, EXACT))
