"""The figures of processes as a table, and as CSV: one row each, numbers as numbers, openable by a double click in either
country's Excel.

Polish Excel expects semicolons and decimal commas, English commas and points; both read UTF-8 when it begins with its
mark. A text that a spreadsheet would take for a formula gets an apostrophe in front of it.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.inputs import FIELDS
from smartflow.language.text import Language
from smartflow.reports.document.clean import clean
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.voice import Voice

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
_TODAY = ("runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease")

Cell = str | Decimal | None


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Inputs and figures, one row a process, as long as `titles`; None is a figure that is not known."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figure_table(processes: Sequence[ReportProcess], language: Language) -> FigureTable:
    """Return the table in the reader's language; texts as they are stored, not yet safe for any program."""
    return FigureTable(
        tuple(_titles(Voice(language))),
        tuple(tuple(_row(process, Voice(language, process.assessment.currency))) for process in processes),
    )


def render_csv(processes: Sequence[ReportProcess], language: Language) -> str:
    """Return the table with a byte-order mark; unknown cells are empty."""
    table, out = figure_table(processes, language), StringIO()
    writer = csv.writer(out, delimiter=";" if language == "pl" else ",", lineterminator="\r\n")
    writer.writerow(_safe(title) for title in table.titles)
    writer.writerows([_written(cell, language) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _titles(voice: Voice) -> Iterator[str]:
    for key in ("process", "category", "industry", "status", "currency", *_TODAY, "difficulty"):
        yield voice.say(key)
    for scenario in SCENARIO_FACTORS:
        for figure in _SCENARIO_FIGURES:
            yield f"{voice.say(figure)} ({voice.say(scenario)})"
    for field in FIELDS:
        yield voice.name("field", field)
        yield f"{voice.name('field', field)}: {voice.say('origin').lower()}"


def _row(process: ReportProcess, voice: Voice) -> Iterator[Cell]:
    assessment = process.assessment
    yield process.title
    yield process.category
    yield process.industry and voice.name("industry", process.industry)
    yield voice.name("status", process.status)
    yield assessment.currency
    for figure in _TODAY:
        yield getattr(assessment, figure)
    yield voice.name("difficulty", assessment.difficulty)
    for scenario in SCENARIO_FACTORS:
        for figure in _SCENARIO_FIGURES:
            value: Decimal | int | None = getattr(getattr(assessment, scenario), figure)
            yield None if value is None else Decimal(value)
    for field in FIELDS:
        given = assessment.inputs.get(field)
        if given is None:
            yield from (None, None)
        else:
            yield voice.input(field, given.value) if field == "frequency" else Decimal(given.value)
            yield voice.name("provenance", given.provenance)


def _written(cell: Cell, language: Language) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", "," if language == "pl" else ".")
    return _safe(cell)


def _safe(text: str) -> str:
    text = clean(text)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else text
