"""The figures of processes as a table and as CSV: one row each, numbers as numbers, units in the titles.

Excel of the reader's language opens the file directly: Polish Excel expects semicolons and decimal commas, English Excel
commas and points; both read UTF-8 if it begins with a byte-order mark. A text that a spreadsheet would take for a formula
gets an apostrophe in front of it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Final, Literal

from smartflow.engine.by_hand import Counted, counted, counted_line
from smartflow.engine.declaration import SymbolUnit
from smartflow.engine.formulas import FORMULAS, SCENARIO_FACTORS, ScenarioName
from smartflow.engine.inputs import FIELDS
from smartflow.engine.portfolio import Quadrant, portfolio
from smartflow.engine.symbols import SYMBOLS
from smartflow.language import formats
from smartflow.language.text import ByLanguage, Language, Text
from smartflow.reports.document.clean import clean
from smartflow.reports.document.figures import by_hand, in_words, override_computed
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.wording import Wording

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SCENARIO_FIGURES: Final = (
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "first_year_net",
    "first_year_roi_percent",
    "payback_months",
)
_DELIMITERS: Final = ByLanguage(pl=";", en=",")
TODAY: Final = ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease")
_SURE = ("verdict", "verdict_firm", "confidence", "set_by_hand")
#: The quadrants in the order in which their processes come up.
QUADRANTS: Final[tuple[Quadrant, ...]] = ("quick_wins", "strategic", "fill_ins", "leave_alone")
_RANK: Final = Text("Kolejność", "Rank")
_QUADRANT: Final = Text("Grupa", "Quadrant")
#: Units as a heading writes them; what is counted, chosen or named needs none. Money has its currency.
_UNITS: Final[dict[SymbolUnit, Text]] = {
    "minutes": Text("min", "min"),
    "hours": Text("godz.", "hours"),
    "percent": Text("%", "%"),
    "points": Text("0–100", "0–100"),
    "months": Text("mies.", "months"),
    "days": Text("dni", "days"),
    "answer": Text("1–5", "1–5"),
}
_INPUT_UNITS: Final = {symbol.name: symbol.unit for symbol in SYMBOLS}

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: `code` is the name of what it holds. `kind` "figure" is what the engine computes, in one scenario or in all
    (None); "input" what it computes from; the others are texts and places in the portfolio.
    """

    code: str
    name: str
    unit: str
    kind: Literal["text", "place", "figure", "input", "origin"]
    scenario: ScenarioName | None
    language: Language

    @property
    def title(self) -> str:
        """The heading, with scenario and unit: "Net savings (expected) [PLN]"."""
        scenario = f" ({Wording(self.language).text(self.scenario)})" if self.scenario else ""
        return f"{self.name}{scenario}" + (f" [{self.unit}]" if self.unit else "")


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Inputs and figures, one row a process, as long as `columns`; None is a figure that is not known.

    Today's figures and those of the expected scenario are the ones that count: where a person set one by hand, theirs.
    Several processes have their rank and quadrant too.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_table(processes: Sequence[ReportProcess], language: Language) -> FigureTable:
    """Return the table in the reader's language; texts as stored, not yet made safe for a spreadsheet."""
    places = _places(processes, language) if len(processes) > 1 else [() for _ in processes]
    currency = processes[0].assessment.currency
    return FigureTable(
        tuple(_columns(Wording(language, currency), ranked=len(processes) > 1)),
        tuple(
            (*place, *_row(process, Wording(language, process.assessment.currency)))
            for place, process in zip(places, processes, strict=True)
        ),
    )


def render_csv(processes: Sequence[ReportProcess], language: Language) -> str:
    """Return the table with a byte-order mark; unknown cells are empty."""
    table, out = figure_table(processes, language), StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS.of(language), lineterminator="\r\n")
    writer.writerow(_safe(column.title) for column in table.columns)
    writer.writerows([_written(cell, language) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def unit_of(code: str, wording: Wording) -> str:
    """Return the unit of an input or a figure as a heading writes it; an empty text where it needs none."""
    unit = FORMULAS[code].unit if code in FORMULAS else _INPUT_UNITS[code]
    if unit == "money":
        return wording.currency
    return _UNITS[unit].of(wording.language) if unit in _UNITS else ""


def _columns(wording: Wording, *, ranked: bool) -> Iterator[TableColumn]:
    language = wording.language
    if ranked:
        for code, words in (("rank", _RANK), ("quadrant", _QUADRANT)):
            yield TableColumn(code, words.of(language), "", "place", None, language)
    for code in ("process", "category", "industry", "status", "currency", *_SURE):
        yield TableColumn(code, wording.text(code), "", "text", None, language)
    for figure in (*TODAY, "difficulty"):
        yield TableColumn(figure, wording.text(figure), unit_of(figure, wording), "figure", None, language)
    for scenario in SCENARIO_FACTORS:
        for figure in SCENARIO_FIGURES:
            yield TableColumn(figure, wording.text(figure), unit_of(figure, wording), "figure", scenario, language)
    for field in FIELDS:
        name = wording.name("field", field)
        yield TableColumn(field, name, unit_of(field, wording), "input", None, language)
        yield TableColumn(field, f"{name}: {wording.text('origin').lower()}", "", "origin", None, language)


def _places(processes: Sequence[ReportProcess], language: Language) -> list[tuple[Cell, Cell]]:
    """Return the rank and the quadrant of each process; None for those without a net. What to do first has rank 1."""
    lines = [counted_line(str(i), it.title, it.figures, it.overrides) for i, it in enumerate(processes)]
    found: list[tuple[Cell, Cell]] = [(None, None) for _ in processes]
    matrix, wording = portfolio(lines).matrix, Wording(language)
    placed = [(quadrant, item) for quadrant in QUADRANTS for item in getattr(matrix, quadrant)]
    for rank, (quadrant, item) in enumerate(placed, start=1):
        found[int(item.id)] = (Decimal(rank), wording.text(quadrant))
    return found


def _row(process: ReportProcess, wording: Wording) -> Iterator[Cell]:
    assessment = process.assessment
    yield process.title
    yield process.category
    yield process.industry and wording.name("industry", process.industry)
    yield wording.name("status", process.status)
    yield assessment.currency
    yield from _sure(process, wording)
    found = counted(process.figures, process.overrides)
    for figure in TODAY:
        yield getattr(assessment if figure == "runs_per_year" else found, figure)
    yield wording.name("difficulty", found.difficulty)
    for scenario in SCENARIO_FACTORS:
        for figure in SCENARIO_FIGURES:
            counts = scenario == "expected" and figure in Counted.model_fields
            value: Decimal | int | None = getattr(found if counts else getattr(assessment, scenario), figure)
            if value is None and figure == "payback_months" and figure not in assessment.missing:
                yield wording.payback(None)
            else:
                yield None if value is None else Decimal(value)
    for field in FIELDS:
        given = assessment.inputs.get(field)
        if given is None:
            yield from (None, None)
        else:
            yield wording.input(field, given.value) if field == "frequency" else Decimal(given.value)
            yield wording.name("provenance", given.provenance)


def _sure(process: ReportProcess, wording: Wording) -> Iterator[Cell]:
    """Yield the verdict, whether it is firm, how sure the figures are, and what was set by hand with what was computed."""
    figures = in_words(process, wording)
    yield figures.verdict.set_by_hand or figures.verdict.name
    yield wording.text("yes" if figures.verdict.firm else "no")
    yield figures.confidence.text
    changes = [
        f"{wording.output(override.field)}: {by_hand(override_computed(override, process, wording), wording)}"
        for override in process.overrides
    ]
    yield "; ".join(changes) or None


def _written(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return formats.plain_number(cell, language)
    return _safe(cell)


def _safe(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text
