"""JSON as the API accepts it: no duplicate keys, no NaN, no deep nesting, no text that Postgres cannot store, and nothing that is small
to send but large to work with.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from smartflow.infra import numbers
from smartflow.infra.problems import Fault, Problem, invalid

MAX_DEPTH = 12
#: Values of a whole body, objects and lists included.
MAX_VALUES = 5000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def loads(raw: bytes) -> object:
    """Parse `raw`; numbers with a fraction or an exponent become Decimal.

    Raises
    ------
    Problem
        400 if it is not JSON, 422 with a pointer if it contains something that is not accepted.
    """
    try:
        value: object = json.loads(
            raw.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_float=_decimal,
            parse_int=_integer,
        )
    except RecursionError:
        raise invalid(Fault("", "too_deep")) from None
    except ValueError:  # also invalid UTF-8
        raise Problem("malformed_json") from None
    _check(value, "", 1, itertools.count(1))
    return value


def check_text(text: str, pointer: str) -> None:
    """Refuse NUL and lone surrogates at `pointer`."""
    if _UNSTORABLE.search(text):
        raise invalid(Fault(pointer, "bad_character"))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result: dict[str, object] = {}
    for name, value in pairs:
        if name in result:
            raise invalid(Fault(f"/{escape(name)}", "duplicate_key", {"name": _shown(name)}))
        result[name] = value
    return result


def _refuse(constant: str) -> object:
    raise ValueError(constant)


@dataclass(frozen=True)
class _TooLong:
    """Stands in the place of a number that is too long, until its pointer is known."""

    too_big: bool = False


def _decimal(text: str) -> Decimal | _TooLong:
    try:
        number = Decimal(text)
    except InvalidOperation:  # the exponent is beyond what a Decimal can have
        return _TooLong()
    return number if numbers.is_short(number) else _TooLong(too_big=number.adjusted() >= numbers.MAX_DIGITS)


def _integer(text: str) -> int | _TooLong:
    return int(text) if len(text.lstrip("-")) <= numbers.MAX_DIGITS else _TooLong(too_big=True)


def _check(value: object, pointer: str, depth: int, counted: Iterator[int]) -> None:
    if depth > MAX_DEPTH:
        raise invalid(Fault("", "too_deep"))
    if next(counted) > MAX_VALUES:
        raise invalid(Fault("", "too_many", {"max": MAX_VALUES}))
    if isinstance(value, str):
        check_text(value, pointer)
    elif isinstance(value, _TooLong):
        big = Fault(pointer, "too_big", {"max": f"10^{numbers.MAX_DIGITS}"})
        raise invalid(big if value.too_big else Fault(pointer, "too_precise"))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{pointer}/{index}", depth + 1, counted)
    elif isinstance(value, dict):
        for name, item in value.items():
            if _UNSTORABLE.search(name):
                raise invalid(Fault(pointer, "bad_character"))
            _check(item, f"{pointer}/{escape(name)}", depth + 1, counted)


def escape(name: str) -> str:
    """Return `name` as a token of a JSON pointer (RFC 6901)."""
    return _shown(name).replace("~", "~0").replace("/", "~1")


def _shown(name: str) -> str:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", name)[:100]
