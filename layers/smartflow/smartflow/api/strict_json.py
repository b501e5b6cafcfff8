"""JSON as the API accepts it: no duplicate keys, no NaN, no deep nesting, no text that Postgres cannot store."""

import json
import re
from decimal import Decimal

from smartflow.infra.problems import Fault, Problem, invalid

MAX_DEPTH = 12
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def loads(raw: bytes) -> object:
    """Parse `raw`; numbers with a fraction become Decimal.

    Raises
    ------
    Problem
        400 if it is not JSON, 422 with a pointer if it contains something that is not accepted.
    """
    try:
        value: object = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse, parse_float=Decimal
        )
    except RecursionError:
        raise invalid(Fault("", "too_deep")) from None
    except ValueError:  # also invalid UTF-8, and integers of thousands of digits
        raise Problem("malformed_json") from None
    _check(value, "", 1)
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


def _check(value: object, pointer: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise invalid(Fault("", "too_deep"))
    if isinstance(value, str):
        check_text(value, pointer)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{pointer}/{index}", depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            if _UNSTORABLE.search(name):
                raise invalid(Fault(pointer, "bad_character"))
            _check(item, f"{pointer}/{escape(name)}", depth + 1)


def escape(name: str) -> str:
    """Return `name` as a token of a JSON pointer (RFC 6901)."""
    return _shown(name).replace("~", "~0").replace("/", "~1")


def _shown(name: str) -> str:
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", name)[:100]
