"""The sheet of figures: what counts of each process, rounded as everywhere else, with rank and quadrant for several."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rendering.workbook import texts
from rendering.workbook.cells import Line, Place, absolute
from rendering.workbook.model import Model
from rendering.workbook.styles import Styles, laid_out, pattern, write
from smartflow.engine.by_hand import counted_line
from smartflow.engine.formulas import FORMULAS
from smartflow.engine.portfolio import portfolio
from smartflow.engine.symbols import SCENARIOS
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import Cell, FigureTable, TableColumn
from smartflow.reports.document.wording import Wording

_NET: Line = ("net_savings_per_year", "expected")
_GROSS: Line = ("gross_savings_per_year", "expected")
_RUNNING: Line = ("running_cost_per_year", "expected")
_HOURS: Line = ("hours_saved_per_year", "expected")
_BUILD: Line = ("build_cost", None)
#: The columns of a portfolio that are printed; the others follow to the right.
_LEADING: Final[tuple[Line, ...]] = (
    ("process", None),
    ("rank", None),
    ("quadrant", None),
    ("verdict", None),
    ("cost_per_year", None),
    _BUILD,
    _HOURS,
    _GROSS,
    _RUNNING,
    _NET,
    ("payback_months", "expected"),
    ("ease", None),
)
_REST: Final = len(_LEADING)


@dataclass(frozen=True)
class Shown:
    """Where the sheet has its figures, for charts."""

    place: Place
    processes: int


def write_figures(
    sheet: Worksheet,
    styles: Styles,
    table: FigureTable,
    processes: Sequence[ReportProcess],
    model: Model | None,
    wording: Wording,
) -> Shown:
    """Write the table: with a model as formulas on it, without one as values and with the inputs."""
    kept = [
        (number, column)
        for number, column in enumerate(table.columns)
        if model is None
        or column.kind in ("text", "figure", "place")
        or (_is_investment(column) and len(processes) > 1)
    ]
    upright = len(processes) == 1
    kept.sort(key=lambda entry: _order(entry[1], upright=upright))
    lines: list[Line] = [_line(column) for _, column in kept]
    place = Place(sheet.get_name(), upright, _positions(lines, upright=upright))
    shown = Shown(place, len(processes))
    _headings(sheet, styles, place, [column for _, column in kept], wording)
    for number, process in enumerate(processes):
        by_hand: Set[str] = {override.field for override in process.overrides}
        formulas = _formulas(shown, model, number, by_hand) if model else {}
        for index, column in kept:
            line = _line(column)
            row, at = place.at(line, number)
            cell = table.rows[number][index]
            if line in formulas:
                value = "" if cell is None else cell if isinstance(cell, str) else float(cell)
                sheet.write_formula(row, at, f"={formulas[line]}", _style(styles, column, "computed"), value)
            else:
                _value(sheet, row, at, cell, column, by_hand, styles)
    if model is not None and not upright:
        _totals(sheet, styles, shown, processes, wording)
        _threshold(model, styles, place, len(processes))
    laid_out(sheet, wording, heading=True, table=0 if upright else len(kept))
    sheet.freeze_panes(1, 1)
    if not upright:
        sheet.autofilter(0, 0, len(processes), len(kept) - 1)
        sheet.print_area(0, 0, len(processes) + 2, sum(_order(column, upright=False) < _REST for _, column in kept) - 1)
    return shown


def _order(column: TableColumn, *, upright: bool) -> int:
    """Return where a column of a portfolio comes: first what a page has room for, and of that the title, which stays visible."""
    if upright:
        return 0
    line = _line(column)
    return _LEADING.index(line) if line in _LEADING else _REST


def _is_investment(column: TableColumn) -> bool:
    return column.kind == "input" and column.code == "build_cost"


def _line(column: TableColumn) -> Line:
    return (f"{column.code}.origin" if column.kind == "origin" else column.code, column.scenario)


def _positions(lines: Sequence[Line], *, upright: bool) -> Mapping[Line, int]:
    names = list(dict.fromkeys(name for name, _ in lines)) if upright else []
    return {line: 1 + names.index(line[0]) if upright else number for number, line in enumerate(lines)}


def _headings(sheet: Worksheet, styles: Styles, place: Place, columns: Sequence[TableColumn], wording: Wording) -> None:
    if not place.upright:
        for column in columns:
            write(sheet, 0, place.positions[_line(column)], column.title, styles.head)
        return
    heads = (
        wording.text("figure"),
        texts.UNIT.of(wording.language),
        texts.COMMON.of(wording.language),
        *map(wording.text, SCENARIOS),
    )
    for at, head in enumerate(heads):
        write(sheet, 0, at, head, styles.head)
    for column in columns:
        write(sheet, place.positions[_line(column)], 0, column.name, styles.line)
        write(sheet, place.positions[_line(column)], 1, column.unit, styles.line)


def _value(
    sheet: Worksheet, row: int, at: int, cell: Cell, column: TableColumn, by_hand: Set[str], styles: Styles
) -> None:
    changed = column.code in by_hand and column.scenario in (None, "expected") and column.kind == "figure"
    style = styles.line if isinstance(cell, str) else _style(styles, column, "by_hand" if changed else "computed")
    write(sheet, row, at, cell, style)


def _style(styles: Styles, column: TableColumn, kind: str) -> Format:
    if column.code in FORMULAS:
        return styles.number(pattern(FORMULAS[column.code].places), kind)
    return styles.number(pattern(2) if _is_investment(column) else "General", kind)


def _formulas(shown: Shown, model: Model, process: int, by_hand: Set[str]) -> dict[Line, str]:
    """Return the formula of each figure of a process; one that a person set by hand has none."""
    place = shown.place
    found: dict[Line, str] = {}
    for line in place.positions:
        name, scenario = line
        if name in FORMULAS and not (name in by_hand and scenario in (None, "expected")):
            cell = model.addresses(process, scenario)(name)
            found[line] = f"IF(ISNUMBER({cell}),ROUND({cell},{FORMULAS[name].places}),{cell})"
    if place.upright:
        here = {line: absolute(place.sheet, *place.at(line, process)) for line in place.positions}
    else:  # in a row that a reader sorts, its own cells have to move with it
        here = {line: xl_rowcol_to_cell(*place.at(line, process)) for line in place.positions}
    if _GROSS in found or {"net_savings_per_year", "running_cost_per_year"} & by_hand:
        known = found.get(_GROSS, '""')
        found[_GROSS] = f"IF(COUNT({here[_NET]},{here[_RUNNING]})=2,ROUND({here[_NET]}+{here[_RUNNING]},2),{known})"
    if _BUILD in place.positions:
        found[_BUILD] = model.working.address(_BUILD, process)
        found |= _places(shown, model, here)
    return found


def _places(shown: Shown, model: Model, here: Mapping[Line, str]) -> dict[Line, str]:
    """Return the formulas of rank and quadrant in the portfolio."""
    method = model.method.addresses
    net, ease, own = here[_NET], here["ease", None], here["quadrant", None]
    quadrant = {
        name: method[f"quadrant.{name}.name"] for name in ("quick_wins", "strategic", "fill_ins", "leave_alone")
    }
    easy = f"{ease}>={method['ease_threshold']}"
    large = f"AND(ISNUMBER({method['net_threshold']}),{net}>={method['net_threshold']})"
    placed = (
        f'IF(COUNT({net},{ease})<2,"",IF({net}<0,{quadrant["leave_alone"]},'
        f"IF({large},IF({easy},{quadrant['quick_wins']},{quadrant['strategic']}),"
        f"IF({easy},{quadrant['fill_ins']},{quadrant['leave_alone']}))))"
    )
    every, names = shown.place.column(("quadrant", None), shown.processes), method["quadrants"]
    nets = shown.place.column(_NET, shown.processes)
    before = f"SUMPRODUCT(COUNTIF({every},{names})*(MATCH({names},{names},0)<MATCH({own},{names},0)))"
    rank = f'IF({own}="","",{before}+SUMPRODUCT(({every}={own})*({nets}>{net}))+1)'
    return {("quadrant", None): placed, ("rank", None): rank}


def _totals(
    sheet: Worksheet, styles: Styles, shown: Shown, processes: Sequence[ReportProcess], wording: Wording
) -> None:
    """Write what the processes come to together: of each figure the same ones, those of which all money is known."""
    lines = [counted_line(str(number), it.title, it.figures, it.overrides) for number, it in enumerate(processes)]
    totals = portfolio(lines).totals
    row = shown.processes + 2
    write(sheet, row, 0, texts.TOTAL.of(wording.language), styles.head)
    complete = "*".join(f"ISNUMBER({shown.place.column(line, shown.processes)})" for line in (_NET, _RUNNING, _BUILD))
    values = {
        _HOURS: totals.hours,
        _GROSS: totals.gross,
        _RUNNING: totals.running_cost,
        _NET: totals.net,
        _BUILD: totals.investment,
    }
    for line, value in values.items():
        formula = f"=SUMPRODUCT({complete},{shown.place.column(line, shown.processes)})"
        style = styles.number(pattern(2), "total")
        sheet.write_formula(row, shown.place.positions[line], formula, style, "" if value is None else float(value))


def _threshold(model: Model, styles: Styles, place: Place, processes: int) -> None:
    """Write the median of the positive nets, which tells large savings from small ones."""
    nets = place.column(_NET, processes)
    row = next(number for number, (name, _, _) in enumerate(model.method.rows) if name == "net_threshold")
    median = f'{{=IFERROR(MEDIAN(IF(ISNUMBER({nets}),IF({nets}>0,{nets}))),"")}}'
    value = "" if model.net_threshold is None else float(model.net_threshold)
    model.sheets["method"].write_array_formula(row, 1, row, 1, median, styles.number(pattern(2)), value)
