"""A cursor that somebody made up is refused before it reaches the database."""

from uuid import uuid4

import pytest

from smartflow.infra import cursors
from smartflow.infra.problems import Problem


@pytest.mark.parametrize(
    "value", ["1e999999999", "-1e-999999999", "1e9999999999999999999999", "9" * 500, "NaN", "dużo"]
)
def test_a_number_that_is_expensive_to_write_out_is_refused(value: str) -> None:
    made_up = cursors.encode("net_savings", value, uuid4())

    with pytest.raises(Problem) as caught:
        cursors.decode(made_up, "net_savings", kind="numeric")
    assert caught.value.code == "invalid_cursor"


def test_the_cursor_of_a_page_is_taken() -> None:
    last = uuid4()

    assert cursors.decode(cursors.encode("net_savings", "-12345678.90", last), "net_savings", kind="numeric") == (
        "-12345678.90",
        last,
    )
