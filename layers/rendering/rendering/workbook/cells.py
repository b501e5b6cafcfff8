"""Where the cells of a workbook are: lines of a sheet by name, for one process below each other, for several side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from smartflow.engine.symbols import SCENARIOS, ScenarioName

#: A line of figures: its name, and the scenario that it belongs to.
Line = tuple[str, ScenarioName | None]

_TITLE_ROWS: Final = 1
_LABEL_COLUMNS: Final = 2


@dataclass(frozen=True)
class Place:
    """The cells of one sheet. `upright` is the layout for one process: a line is a row, scenarios are columns beside each other.
    Otherwise a line is a column, and each process has a row.
    """

    sheet: str
    upright: bool
    positions: Mapping[Line, int]

    @classmethod
    def of(cls, sheet: str, lines: Sequence[Line], *, upright: bool, width: int = 1) -> "Place":
        """Place the lines in their order, each `width` columns wide where processes are rows."""
        if not upright:
            return cls(sheet, upright, {line: 1 + width * position for position, line in enumerate(lines)})
        names = dict.fromkeys(name for name, _ in lines)
        rows = {name: _TITLE_ROWS + position for position, name in enumerate(names)}
        return cls(sheet, upright, {line: rows[line[0]] for line in lines})

    def at(self, line: Line, process: int) -> tuple[int, int]:
        """Return row and column of a line's cell, counted from zero."""
        position = self.positions[line]
        if not self.upright:
            return _TITLE_ROWS + process, position
        return position, _LABEL_COLUMNS + (1 + SCENARIOS.index(line[1]) if line[1] else 0)

    def address(self, line: Line, process: int) -> str:
        """Return the address of a line's cell as formulas on other sheets write it."""
        return absolute(self.sheet, *self.at(line, process))

    def column(self, line: Line, processes: int) -> str:
        """Return the range of a line over all processes."""
        (first, column), (last, _) = self.at(line, 0), self.at(line, processes - 1)
        return absolute(self.sheet, first, column, last, column)


def absolute(sheet: str, row: int, column: int, last_row: int | None = None, last_column: int | None = None) -> str:
    """Return the address of a cell or a range that stays the same wherever its formula is moved."""
    cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    if last_row is not None and last_column is not None:
        cell += f":{xl_rowcol_to_cell(last_row, last_column, row_abs=True, col_abs=True)}"
    return f"{quote_sheetname(sheet)}!{cell}"
