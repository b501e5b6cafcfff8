"""The figures of processes as a table and as CSV: one row each, numbers as numbers.

Excel of the reader's language opens the file directly: Polish Excel expects semicolons and decimal commas, English Excel
commas and points; both read UTF-8 if it begins with a byte-order mark. A text that a spreadsheet would take for a formula
gets an apostrophe in front of it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import Final

from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.inputs import FIELDS
from smartflow.language import formats
from smartflow.language.text import ByLanguage, Language
from smartflow.reports.document.clean import clean
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.wording import Wording

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SCENARIO_FIGURES = (
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "first_year_net",
    "first_year_roi_percent",
    "payback_months",
)
_DELIMITERS: Final = ByLanguage(pl=";", en=",")
_TODAY = ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease")

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Inputs and figures, one row a process, as long as `titles`; None is a figure that is not known."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_table(processes: Sequence[ReportProcess], language: Language) -> FigureTable:
    """Return the table in the reader's language; texts as stored, not yet made safe for a spreadsheet."""
    return FigureTable(
        tuple(_titles(Wording(language))),
        tuple(tuple(_row(process, Wording(language, process.assessment.currency))) for process in processes),
    )


def render_csv(processes: Sequence[ReportProcess], language: Language) -> str:
    """Return the table with a byte-order mark; unknown cells are empty."""
    table, out = figure_table(processes, language), StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS.of(language), lineterminator="\r\n")
    writer.writerow(_safe(title) for title in table.titles)
    writer.writerows([_written(cell, language) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _titles(wording: Wording) -> Iterator[str]:
    for key in ("process", "category", "industry", "status", "currency", *_TODAY, "difficulty"):
        yield wording.text(key)
    for scenario in SCENARIO_FACTORS:
        for figure in _SCENARIO_FIGURES:
            yield f"{wording.text(figure)} ({wording.text(scenario)})"
    for field in FIELDS:
        yield wording.name("field", field)
        yield f"{wording.name('field', field)}: {wording.text('origin').lower()}"


def _row(process: ReportProcess, wording: Wording) -> Iterator[Cell]:
    assessment = process.assessment
    yield process.title
    yield process.category
    yield process.industry and wording.name("industry", process.industry)
    yield wording.name("status", process.status)
    yield assessment.currency
    for figure in _TODAY:
        yield getattr(assessment, figure)
    yield wording.name("difficulty", assessment.difficulty)
    for scenario in SCENARIO_FACTORS:
        for figure in _SCENARIO_FIGURES:
            value: Decimal | int | None = getattr(getattr(assessment, scenario), figure)
            yield None if value is None else Decimal(value)
    for field in FIELDS:
        given = assessment.inputs.get(field)
        if given is None:
            yield from (None, None)
        else:
            yield wording.input(field, given.value) if field == "frequency" else Decimal(given.value)
            yield wording.name("provenance", given.provenance)


def _written(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return formats.plain_number(cell, language)
    return _safe(cell)


def _safe(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text
