"""What is worked out of a table before it is placed; kept by the page flow, since a table is measured before it is drawn."""

from typing import NamedTuple

from .lines import Line

Cells = list[list[Line]]


class TableLayout(NamedTuple):
    """A table with its text broken into lines."""

    widths: list[float]
    head: Cells
    head_height: float
    rows: list[Cells]
