"""The one form in which a value of an input is kept."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from pydantic import ValidationError

from smartflow.engine.inputs import Inputs

if TYPE_CHECKING:
    from smartflow.analyst.schema import InputField


def normal_value(field: InputField, value: str) -> str | None:
    """Return `value` as stored for `field` ("45", "2.5", "weekly"), or None where it is not a value of that field."""
    if field == "frequency":
        candidate: object = value.strip().lower()
    else:
        try:
            number = Decimal(value.strip().replace("\u00a0", "").replace(" ", "").replace(",", "."))
        except InvalidOperation:
            return None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
            return None
        whole = number == number.to_integral_value()
        if field == "systems" or field.startswith("readiness."):
            if not whole:
                return None
            candidate = int(number)
        else:
            candidate = number.quantize(Decimal(1)) if whole else number.normalize()
    try:
        Inputs().replace(field, candidate)
    except ValidationError:
        return None
    return str(candidate)
