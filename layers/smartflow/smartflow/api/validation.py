"""Turns pydantic's errors into faults: pointers, stable codes, and values for the sentences in both languages."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from smartflow.api.strict_json import escape
from smartflow.infra.problems import Fault, invalid

Model = TypeVar("Model", bound=BaseModel)

_CODES: dict[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_short",
    "too_long": "too_long",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_big",
    "less_than": "too_big",
    "decimal_type": "not_a_number",
    "decimal_parsing": "not_a_number",
    "finite_number": "not_a_number",
    "float_type": "not_a_number",
    "float_parsing": "not_a_number",
    "decimal_max_digits": "too_precise",
    "decimal_max_places": "too_precise",
    "decimal_whole_digits": "too_big",
    "int_type": "not_an_integer",
    "int_parsing": "not_an_integer",
    "int_parsing_size": "not_an_integer",
    "int_from_float": "not_an_integer",
    "string_type": "not_a_text",
    "string_pattern_mismatch": "invalid",
    "string_unicode": "bad_character",
    "list_type": "not_a_list",
    "tuple_type": "not_a_list",
    "model_type": "not_an_object",
    "model_attributes_type": "not_an_object",
    "dict_type": "not_an_object",
    "bool_type": "not_a_boolean",
    "bool_parsing": "not_a_boolean",
    "literal_error": "not_allowed",
    "enum": "not_allowed",
    "uuid_type": "not_an_id",
    "uuid_parsing": "not_an_id",
    "uuid_version": "not_an_id",
}
_BOUNDS = {
    "min_length": "min",
    "max_length": "max",
    "ge": "min",
    "gt": "min",
    "le": "max",
    "lt": "max",
    "expected": "expected",
    "whole_digits": "max",
}


def check(model: type[Model], value: object, *, query: bool = False) -> Model:
    """Validate `value` as `model`.

    Raises
    ------
    Problem
        422 with one fault for each error, at most 50. Validators of this project raise a `PydanticCustomError` with the code of a fault.
    """
    try:
        return model.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        raise invalid(*(_fault(detail, value, query) for detail in errors[:50])) from None


def _fault(detail: ErrorDetails, value: object, query: bool) -> Fault:
    kind = detail["type"]
    context: Mapping[str, object] = detail.get("ctx", {})
    values = {
        _BOUNDS[name]: bound if isinstance(bound, int) else str(bound)
        for name, bound in context.items()
        if name in _BOUNDS
    }
    location = "/".join(escape(str(part)) for part in _path(detail["loc"], value))
    pointer = f"?{location}" if query else f"/{location}" if location else ""
    code = _CODES.get(kind, kind.removeprefix("smartflow.") if kind.startswith("smartflow.") else "invalid")
    if context.get("field_type") == "List":
        code = {"too_short": "too_few", "too_long": "too_many"}.get(code, code)
    if code == "too_short" and values.get("min") == 1:
        code = "missing"  # "at least 1 character" means that it is missing
    if code == "too_big" and "whole_digits" in context:
        values["max"] = 10 ** int(values["max"]) - 1
    return Fault(pointer, code, values)


def _path(location: tuple[int | str, ...], value: object) -> Iterator[int | str]:
    """Yield where an error is in `value`. Pydantic's location also names the member of a union, which is not in the value."""
    for index, part in enumerate(location):
        if isinstance(value, dict) and (part in value or index == len(location) - 1):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part] if part < len(value) else None
        else:
            continue
        yield part
