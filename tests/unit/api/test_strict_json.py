"""No body of a request, whatever it contains, becomes a number or a structure that is expensive to work with."""

import contextlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.api import strict_json
from smartflow.infra.numbers import MAX_DIGITS
from smartflow.infra.problems import Problem


def refused(raw: bytes) -> tuple[str, str, str]:
    """Return the problem, the pointer and the code of the first fault."""
    with pytest.raises(Problem) as caught:
        strict_json.loads(raw)
    fault = caught.value.faults[0]
    return caught.value.code, fault.pointer, fault.code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1e999999999", "too_big"),
        ("-1E+999999999999999999", "too_big"),
        ("1e9999999999999999999999", "too_precise"),
        ("0e999999999999999999999", "too_precise"),
        ("1e-999999999", "too_precise"),
        ("1e-9999999999999999999999", "too_precise"),
        ("9" * 5000, "too_big"),
        ("-" + "9" * 50, "too_big"),
        ("0." + "1" * 200_000, "too_precise"),
        ("1" * 30 + "." + "1" * 30, "too_precise"),
    ],
)
def test_a_number_with_too_many_digits_or_a_huge_exponent_is_refused_where_it_stands(number: str, code: str) -> None:
    assert refused(f'{{"steps": [1, {{"a/b": {number}}}]}}'.encode()) == (
        "validation_failed",
        "/steps/1/a~1b",
        code,
    )


@pytest.mark.parametrize("number", ["0", "-0", "2.50", "1e3", "1E+3", "99999999999999999999.0001", "-1.5e-4"])
def test_an_ordinary_number_is_taken_exactly(number: str) -> None:
    assert strict_json.loads(f'{{"value": {number}}}'.encode()) == {"value": Decimal(number)}


@pytest.mark.parametrize(
    "body",
    [
        json.dumps(list(range(strict_json.MAX_VALUES + 1))),
        json.dumps({str(name): 1 for name in range(strict_json.MAX_VALUES + 1)}),
        json.dumps([[1] * 100] * 60),
    ],
    ids=["list", "object", "lists in a list"],
)
def test_a_body_of_too_many_values_is_refused(body: str) -> None:
    assert refused(body.encode()) == ("validation_failed", "", "too_many")


_NUMBERS = st.one_of(
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.builds(
        "{}{}e{}{}".format, st.sampled_from(["", "-"]), st.integers(0), st.sampled_from(["", "-"]), st.integers(0)
    ),
)
_BODIES = st.recursive(
    st.one_of(_NUMBERS, st.text().map(json.dumps), st.sampled_from(["null", "true", "NaN", "Infinity"])),
    lambda inner: st.one_of(
        st.lists(inner).map(lambda items: f"[{','.join(items)}]"),
        st.lists(st.tuples(st.text().map(json.dumps), inner)).map(
            lambda items: "{" + ",".join(f"{name}:{value}" for name, value in items) + "}"
        ),
    ),
    max_leaves=8,
)


@given(_BODIES)
def test_whatever_is_sent_is_refused_or_holds_small_numbers_only(body: str) -> None:
    value: object = None
    with contextlib.suppress(Problem):
        value = strict_json.loads(body.encode("utf-8", "surrogatepass"))

    for number in numbers(value):
        assert abs(number) < 10**MAX_DIGITS
        assert len(format(number, "f")) <= MAX_DIGITS + len("-0.")


def numbers(value: object) -> list[Decimal]:
    if isinstance(value, bool):
        return []
    if isinstance(value, int | Decimal):
        return [Decimal(value)]
    if isinstance(value, dict):
        value = list(value.values())
    return [number for item in value for number in numbers(item)] if isinstance(value, list) else []
