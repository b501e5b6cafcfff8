"""The figures of a report as an Excel workbook: the summary of the cover, the table of figures, and the working.

Numbers are numeric cells, so Excel formats them by the reader's country. Texts are written as texts and marked as such
(Excel's quote prefix): they never become formulas, not even when a person edits the cell. No file or address is opened.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC
from decimal import Decimal
from io import BytesIO
from itertools import chain

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from smartflow.engine.estimate import explain
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.reports.document.clean import clean
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import Cell, figure_table
from smartflow.reports.document.tree import Document
from smartflow.reports.document.wording import Wording

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 420  # pixels


def render_xlsx(document: Document, processes: Sequence[ReportProcess], *, full: bool) -> bytes:
    """Return the workbook, the same bytes for the same report; `full` adds a sheet with every step of the working.

    Excel's numbers are binary floating point; the figures have at most twelve digits and are exact in it.
    """
    out, wording = BytesIO(), Wording(document.language)
    with Workbook(out, _OPTIONS) as book:
        book.set_properties(
            {
                "title": clean(document.title),
                "author": clean(document.author),
                "subject": clean(document.subject),
                "created": document.created_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        writer = _SheetWriter(book)
        writer.add(wording.text("summary"), (), _summary(document))
        table = figure_table(processes, document.language)
        writer.add(wording.text("figures"), table.titles, table.rows)
        if full:
            writer.add(wording.text("working_sheet"), _working_titles(wording), _working(processes, document))
    return out.getvalue()


class _SheetWriter:
    """Writes sheets of cells, each kind of cell in its format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True})
        self._text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._number = book.add_format({"valign": "top"})
        self._amount = book.add_format({"valign": "top", "num_format": "#,##0.00"})

    def add(self, name: str, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Write a sheet; one with `titles` is a table: they stay visible and filter its rows."""
        sheet = self._book.add_worksheet(name)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, clean(title), self._head)
        last = 0
        for last, row in enumerate(rows, start=1 if titles else 0):
            for column, cell in enumerate(row):
                self._write(sheet, last, column, cell)
        sheet.autofit(_WIDEST)
        if titles:
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, last, len(titles) - 1)

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Decimal):
            style = self._amount if cell.as_tuple().exponent == -2 else self._number
            sheet.write_number(row, column, float(cell), style)
        elif cell:
            sheet.write_string(row, column, clean(cell), self._text)


def _summary(document: Document) -> Iterable[Sequence[Cell]]:
    """Return the texts of the cover, with the user's own lines and the remark that this is an estimate."""
    cover = document.cover
    lines: Iterable[Sequence[Cell]] = chain(
        [(document.header,), (cover.kind,), (cover.title,), (cover.subtitle,), (cover.verdict,)],
        [(figure.label, figure.value, figure.note) for figure in cover.figures],
        cover.facts,
        [(cover.remark,), (document.footer,)],
    )
    return [line for line in lines if any(line)]


def _working_titles(wording: Wording) -> Sequence[str]:
    return wording.text("process"), wording.text("scenario_column"), wording.text("figure"), wording.text("resolved")


def _working(processes: Sequence[ReportProcess], document: Document) -> Iterable[Sequence[Cell]]:
    for process in processes:
        wording = Wording(document.language, process.assessment.currency)
        for scenario in (None, *SCENARIO_FACTORS):
            for line in process.assessment.working:
                if line.scenario == scenario:
                    step = explain(line, wording.language, wording.currency)
                    part = wording.text(scenario) if scenario else wording.text("working_common")
                    yield process.title, part, f"{step.title}\n{step.words}", step.formula
