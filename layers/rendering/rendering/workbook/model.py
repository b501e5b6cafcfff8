"""The sheets that compute: inputs, working, the numbers of the method and, for one process, its cash flow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from rendering.workbook import texts
from rendering.workbook.cells import Line, Place, absolute
from rendering.workbook.formulas import MODEL, Address, in_cells
from rendering.workbook.styles import Styles, laid_out, pattern, write
from smartflow.engine.assessment import inputs_of
from smartflow.engine.by_hand import counted_line
from smartflow.engine.figures import Figures, figures
from smartflow.engine.formulas import DECLARED, FORMULAS, full_months
from smartflow.engine.inputs import FIELDS, MONEY_FIELDS, READINESS_FIELDS, Inputs
from smartflow.engine.portfolio import EASE_THRESHOLD, matrix
from smartflow.engine.symbols import (
    HORIZON_MONTHS,
    PERIOD_NAMES,
    PERIODS,
    SCENARIO_FACTORS,
    SCENARIOS,
    WEIGHTS,
    ScenarioName,
)
from smartflow.language import formats
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import QUADRANTS, Cell, unit_of
from smartflow.reports.document.wording import Wording

_WORKING: Final[tuple[Line, ...]] = (
    *((name, None) for name in FIELDS),
    *((formula.name, None) for formula in MODEL if not formula.per_scenario),
    *((formula.name, scenario) for scenario in SCENARIOS for formula in MODEL if formula.per_scenario),
)
_UNROUNDED: Final = "#,##0.00####"
_PLAIN: Final = "General"
#: Inputs that are whole numbers.
_WHOLE: Final = frozenset({"systems", *READINESS_FIELDS})
_HOW_COLUMN: Final = 6
_NUMBER_WIDTH: Final = 14
#: The least number above zero that an input can be.
_SMALLEST: Final = Decimal("0.0001")


@dataclass(frozen=True)
class Model:
    """The cells that compute figures: `working` has a line of each formula, for each process."""

    book: Workbook
    processes: Sequence[ReportProcess]
    wording: Wording
    inputs: Place
    working: Place
    sheets: Mapping[str, Worksheet]
    method: "_Method"
    computed: tuple[Figures, ...] = field(repr=False)

    @classmethod
    def of(cls, book: Workbook, processes: Sequence[ReportProcess], wording: Wording) -> "Model":
        """Add the model's sheets to the book, empty."""
        upright = len(processes) == 1
        names = {
            "inputs": texts.INPUTS.of(wording.language),
            "working": wording.text("working_sheet"),
            **({"cash": texts.CASH_FLOW.of(wording.language)} if upright else {}),
            "method": texts.METHOD.of(wording.language),
        }
        return cls(
            book=book,
            processes=processes,
            wording=wording,
            inputs=Place.of(names["inputs"], [(name, None) for name in FIELDS], upright=upright, width=2),
            working=Place.of(names["working"], _WORKING, upright=upright),
            sheets={key: book.add_worksheet(name) for key, name in names.items()},
            method=_Method.of(names["method"], wording),
            computed=tuple(figures(inputs_of(process.assessment)) for process in processes),
        )

    @property
    def upright(self) -> bool:
        """Whether there is one process, with its lines below each other."""
        return self.inputs.upright

    def addresses(self, process: int, scenario: ScenarioName | None) -> Address:
        """Return where the symbols of a formula are, for one process and scenario."""

        def address(symbol: str) -> str:
            name = f"{symbol}.{scenario}" if symbol in ("factor", "adoption") else symbol
            if name in self.method.addresses:
                return self.method.addresses[name]
            if symbol.startswith("given."):
                return self.inputs.address((symbol.removeprefix("given."), None), process)
            line: Line = (symbol, scenario) if (symbol, scenario) in self.working.positions else (symbol, None)
            return self.working.address(line, process)

        return address

    def value(self, process: int, line: Line) -> float | str:
        """Return what the engine computed for a line, unrounded: what the cell shows until a program computes it."""
        name, scenario = line
        wording, assessment = self.wording, self.processes[process].assessment
        if name == "frequency":
            given = assessment.inputs.get(name)
            return wording.name(name, given.value) if given else ""
        if name == "difficulty":
            return wording.name(name, assessment.difficulty)
        found = self.computed[process]
        number = (found.scenarios[scenario] if scenario else found.shared)[name]
        if number is None and name == "payback_months" and name not in assessment.missing:
            return wording.payback(None)
        return "" if number is None else float(number)

    def write(self, styles: Styles) -> None:
        """Fill the model's sheets."""
        self._write_inputs(styles)
        self._write_working(styles)
        if "cash" in self.sheets:
            self._write_cash_flow(styles)
        self.method.write(self.sheets["method"], styles, self)

    @cached_property
    def net_threshold(self) -> Decimal | None:
        """The median of the positive nets that count."""
        lines = [counted_line(str(i), it.title, it.figures, it.overrides) for i, it in enumerate(self.processes)]
        return matrix(lines).net_threshold

    def _write_inputs(self, styles: Styles) -> None:
        sheet, wording = self.sheets["inputs"], self.wording
        origin = wording.text("origin")
        if self.upright:
            heads = (wording.text("input"), texts.UNIT.of(wording.language), texts.VALUE.of(wording.language), origin)
            for column, head in enumerate(heads):
                write(sheet, 0, column, head, styles.head)
        else:
            write(sheet, 0, 0, wording.text("process"), styles.head)
        for name in FIELDS:
            self._label(sheet, self.inputs, (name, None), wording.name("field", name), name, styles)
            if not self.upright:
                write(
                    sheet,
                    0,
                    self.inputs.positions[name, None] + 1,
                    f"{wording.name('field', name)}: {origin.lower()}",
                    styles.head,
                )
            for number, process in enumerate(self.processes):
                row, column = self.inputs.at((name, None), number)
                given = process.assessment.inputs.get(name)
                self._write_input(sheet, row, column, name, given.value if given else None, styles)
                if given:
                    write(sheet, row, column + 1, wording.name("provenance", given.provenance), styles.line)
            self._allow(sheet, name)
        self._titles(sheet, styles)
        self._finish(sheet, 1 + 2 * len(FIELDS))

    def _write_input(
        self, sheet: Worksheet, row: int, column: int, name: str, value: str | None, styles: Styles
    ) -> None:
        style = styles.number(pattern(2) if name in MONEY_FIELDS else _PLAIN, "input")
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif name == "frequency":
            write(sheet, row, column, self.wording.name(name, value), styles.choice)
        else:
            write(sheet, row, column, Decimal(value), style)

    def _allow(self, sheet: Worksheet, name: str) -> None:
        """Let the cells of an input take only what the API takes."""
        first, last = self.inputs.at((name, None), 0), self.inputs.at((name, None), len(self.processes) - 1)
        if name == "frequency":
            rule: dict[str, object] = {"validate": "list", "source": f"={self.method.addresses['period_names']}"}
        else:
            low, high = bounds(name)
            words = {
                "low": formats.number(low, self.wording.language),
                "high": formats.number(high, self.wording.language),
            }
            rule = {
                "validate": "integer" if name in _WHOLE else "decimal",
                "criteria": "between",
                "minimum": float(low),
                "maximum": float(high),
                "error_message": texts.NOT_VALID.fill(self.wording.language, **words),
            }
        sheet.data_validation(*first, *last, rule)

    def _write_working(self, styles: Styles) -> None:
        sheet, wording = self.sheets["working"], self.wording
        if self.upright:
            heads = (
                wording.text("figure"),
                texts.UNIT.of(wording.language),
                texts.COMMON.of(wording.language),
                *map(wording.text, SCENARIOS),
                texts.HOW.of(wording.language),
            )
            for column, head in enumerate(heads):
                write(sheet, 0, column, head, styles.head)
        else:
            write(sheet, 0, 0, wording.text("process"), styles.head)
        for line in _WORKING:
            name, scenario = line
            formula = FORMULAS.get(name)
            label = formula.title.of(wording.language) if formula else wording.name("field", name)
            if scenario and not self.upright:
                label = f"{label} ({wording.text(scenario)})"
            self._label(sheet, self.working, line, label, name, styles)
            if formula and self.upright:
                write(sheet, self.working.positions[line], _HOW_COLUMN, formula.words.of(wording.language), styles.line)
            for number in range(len(self.processes)):
                address = self.addresses(number, scenario)
                written = in_cells(formula, address) if formula else self._used(name, address)
                row, column = self.working.at(line, number)
                sheet.write_formula(row, column, f"={written}", styles.number(_UNROUNDED), self.value(number, line))
        self._titles(sheet, styles)
        self._finish(sheet, 1 + len(_WORKING))
        if self.upright:
            sheet.print_area(0, 0, max(self.working.positions.values()), _HOW_COLUMN - 1)

    def _used(self, name: str, address: Address) -> str:
        """Return the value that counts for an input: the given one, else the formulas' default."""
        default = self.method.addresses.get(f"default.{name}", '""')
        return f"IF(ISBLANK({address(f'given.{name}')}),{default},{address(f'given.{name}')})"

    def _write_cash_flow(self, styles: Styles) -> None:
        """Write the balance after each month: the line that the chart draws."""
        sheet, wording = self.sheets["cash"], self.wording
        titles = (
            texts.MONTH.of(wording.language),
            FORMULAS["full_months"].title.of(wording.language),
            *(f"{wording.text(scenario)} [{wording.currency}]" for scenario in SCENARIOS),
        )
        for column, title in enumerate(titles):
            write(sheet, 0, column, title, styles.head)
        flows = {scenario: self.computed[0].cash_flow(scenario) for scenario in SCENARIOS}
        for month in range(HORIZON_MONTHS + 1):
            row = month + 1
            write(sheet, row, 0, Decimal(month), styles.number(_PLAIN))
            months = in_cells(FORMULAS["full_months"], self._in_month(row, None))
            full = full_months(Decimal(month), self.computed[0].shared["ramp_months"] or Decimal(0))
            sheet.write_formula(row, 1, f"={months}", styles.number(_UNROUNDED), float(full))
            for column, (scenario, flow) in enumerate(flows.items(), start=2):
                balance = in_cells(FORMULAS["balance"], self._in_month(row, scenario))
                value = "" if flow is None else float(flow.balance(month))
                sheet.write_formula(row, column, f"={balance}", styles.number(pattern(2)), value)
        self._finish(sheet, 0)

    def _in_month(self, row: int, scenario: ScenarioName | None) -> Address:
        """Return where symbols are in a row of the cash flow: month and full months in the row itself."""
        name, elsewhere = self.sheets["cash"].get_name(), self.addresses(0, scenario)
        here = {"months": absolute(name, row, 0), "full_months": absolute(name, row, 1)}
        return lambda symbol: here.get(symbol) or elsewhere(symbol)

    def _label(self, sheet: Worksheet, place: Place, line: Line, label: str, name: str, styles: Styles) -> None:
        unit = unit_of(name, self.wording)
        if self.upright:
            write(sheet, place.positions[line], 0, label, styles.line)
            write(sheet, place.positions[line], 1, unit, styles.line)
        else:
            write(sheet, 0, place.positions[line], f"{label} [{unit}]" if unit else label, styles.head)

    def _titles(self, sheet: Worksheet, styles: Styles) -> None:
        if not self.upright:
            for number, process in enumerate(self.processes):
                write(sheet, number + 1, 0, process.title, styles.line)

    def _finish(self, sheet: Worksheet, columns: int) -> None:
        laid_out(sheet, self.wording, heading=True, table=0 if self.upright else columns, wide=not self.upright)
        sheet.freeze_panes(1, 1)


@dataclass(frozen=True)
class _Method:
    """The numbers of the method: `addresses` of each, and of the reader's words that formulas use."""

    rows: tuple[tuple[str | None, Cell, Cell], ...]
    addresses: Mapping[str, str]

    @classmethod
    def of(cls, sheet: str, wording: Wording) -> "_Method":
        rows = tuple(_method_rows(wording))
        found = {name: absolute(sheet, row, 1) for row, (name, _, _) in enumerate(rows) if name}
        numbers = {name: row for row, (name, _, _) in enumerate(rows) if name}

        def block(first: str, last: str, column: int) -> str:
            return absolute(sheet, numbers[first], column, numbers[last], column)

        names, months = list(PERIOD_NAMES), HORIZON_MONTHS
        found |= {
            "period_names": block(f"period.{names[0]}", f"period.{names[-1]}", 0),
            "period_times": block(f"period.{names[0]}", f"period.{names[-1]}", 1),
            "months_list": block("month.1", f"month.{months}", 1),
            "quadrants": block(f"quadrant.{QUADRANTS[0]}", f"quadrant.{QUADRANTS[-1]}", 0),
            "daily": f'"{wording.name("frequency", "daily")}"',
            "later": f'"{wording.payback(None)}"',
            **{f"quadrant.{it}.name": absolute(sheet, numbers[f"quadrant.{it}"], 0) for it in QUADRANTS},
            **{level: f'"{wording.name("difficulty", level)}"' for level in ("easy", "medium", "hard")},
        }
        return cls(rows, found)

    def write(self, sheet: Worksheet, styles: Styles, model: Model) -> None:
        """Write the numbers, each with its name."""
        for row, (name, label, value) in enumerate(self.rows):
            write(sheet, row, 0, label, styles.line if name else styles.head)
            write(sheet, row, 1, value, styles.number(_PLAIN))
        laid_out(sheet, model.wording)
        sheet.set_column(1, 1, _NUMBER_WIDTH)


def _method_rows(wording: Wording) -> Iterator[tuple[str | None, Cell, Cell]]:
    """Yield the name in formulas, the words and the number of each row; a row without a name is a heading."""
    language = wording.language
    yield None, texts.NUMBERS_OF_METHOD.of(language), None
    for name in ("ceiling", "cap", "months"):
        symbol = DECLARED.symbols[name]
        yield name, symbol.words.of(language), symbol.value
    for scenario, numbers in SCENARIO_FACTORS.items():
        for name, words, number in zip(("factor", "adoption"), (texts.FACTOR, texts.ADOPTION), numbers, strict=True):
            yield f"{name}.{scenario}", f"{words.of(language)} ({wording.text(scenario)})", number
    yield "ease_threshold", texts.EASE_THRESHOLD.of(language), EASE_THRESHOLD
    yield "net_threshold", texts.NET_THRESHOLD.of(language), None
    yield None, texts.QUADRANT_ORDER.of(language), None
    for quadrant in QUADRANTS:
        yield f"quadrant.{quadrant}", wording.text(quadrant), None
    yield None, texts.WHERE_UNKNOWN.of(language), None
    for name in FIELDS:
        default = DECLARED.symbols[name].default
        if default is not None:
            yield f"default.{name}", wording.name("field", name), default
    yield None, texts.WEIGHTS.of(language), None
    for answer, weight in WEIGHTS.items():
        yield f"weight.{answer}", wording.name("field", f"readiness.{answer}"), weight
    yield None, texts.PERIODS.of(language), None
    for period in PERIOD_NAMES:
        yield f"period.{period}", wording.name("frequency", period), PERIODS.get(period)
    yield None, texts.MONTHS_LIST.of(language), None
    for month in range(1, HORIZON_MONTHS + 1):
        yield f"month.{month}", None, Decimal(month)


@cache
def bounds(name: str) -> tuple[Decimal, Decimal]:
    """Return the least and the largest value that an input may have, as the API has them."""
    if name in READINESS_FIELDS:
        return Decimal(1), Decimal(5)
    limits = Inputs.model_json_schema()["properties"][name]["anyOf"][0]
    return Decimal(limits["ge"]) if "ge" in limits else limits["gt"] + _SMALLEST, Decimal(limits["le"])
