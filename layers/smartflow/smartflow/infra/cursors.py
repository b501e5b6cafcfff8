"""Keyset cursors: where the next page of a list begins. Callers treat them as opaque; they are checked when they are sent back."""

import base64
import binascii
import json
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from smartflow.infra import numbers
from smartflow.infra.problems import Problem

Kind = Literal["timestamptz", "text", "numeric"]


def encode(order: str, value: str, last_id: UUID) -> str:
    """Return the cursor after the row that has `value` in `order`, and the id `last_id`."""
    text = json.dumps([order, value, str(last_id)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, order: str, kind: Kind = "timestamptz") -> tuple[str, UUID]:
    """Return the value and the id of a cursor of this order; the value has the SQL type `kind`.

    Raises
    ------
    Problem
        400 if it is damaged or belongs to another order; it is refused here, before it reaches the database.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        named, value, last_id = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        if named != order or not isinstance(value, str) or "\x00" in value:
            raise ValueError(named)
        value.encode()
        if kind == "timestamptz":
            datetime.fromisoformat(value)
        elif kind == "numeric" and not numbers.is_short(Decimal(value)):
            raise ValueError(value)
        return value, UUID(last_id)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, binascii.Error):
        raise Problem("invalid_cursor") from None
