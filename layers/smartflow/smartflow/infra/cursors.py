"""Keyset cursors: where the next page begins, opaque to the caller and checked when it comes back."""

import base64
import binascii
import json
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from smartflow.infra.problems import Problem

Kind = Literal["timestamptz", "text", "numeric"]


def encode(order: str, value: str, last_id: UUID) -> str:
    """Return the cursor behind the row with `value` in `order` and `last_id`."""
    text = json.dumps([order, value, str(last_id)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, order: str, kind: Kind = "timestamptz") -> tuple[str, UUID]:
    """Return value and id of a cursor of the same order, the value being one of the order's SQL type.

    Raises
    ------
    Problem
        400 where it is broken or belongs to another order: the database must not be the first to notice.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        named, value, last_id = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        if named != order or not isinstance(value, str) or "\x00" in value:
            raise ValueError(named)
        value.encode()
        if kind == "timestamptz":
            datetime.fromisoformat(value)
        elif kind == "numeric" and not Decimal(value).is_finite():
            raise ValueError(value)
        return value, UUID(last_id)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, binascii.Error):
        raise Problem("invalid_cursor") from None
