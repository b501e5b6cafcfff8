"""The figures of a report as an Excel workbook that computes: where a reader changes an input, the figures follow.

Numbers are numeric cells, so Excel formats them by the reader's country. Texts are written as texts and marked as such
(Excel's quote prefix): they never become formulas, not even when a person edits the cell. No file or address is opened.
Formulas are made of the declared ones alone and hold the engine's results, for programs that do not compute.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC
from io import BytesIO
from itertools import chain

from xlsxwriter import Workbook

from rendering.workbook import charts, figure_sheet, texts
from rendering.workbook.model import Model
from rendering.workbook.styles import Styles, fit_height, laid_out, write
from smartflow.reports.document.clean import clean
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.spreadsheet import Cell, figure_table
from smartflow.reports.document.tree import Document
from smartflow.reports.document.wording import Wording

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_xlsx(document: Document, processes: Sequence[ReportProcess], *, full: bool) -> bytes:
    """Return the workbook, the same bytes for the same report; without `full` it holds values and no formulas.

    Excel's numbers are binary floating point; the figures have at most twelve digits and are exact in it.
    """
    out, wording = BytesIO(), Wording(document.language, processes[0].assessment.currency)
    with Workbook(out, _OPTIONS) as book:
        book.set_properties(
            {
                "title": clean(document.title),
                "author": clean(document.author),
                "subject": clean(document.subject),
                "created": document.created_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        styles = Styles(book)
        summary = book.add_worksheet(wording.text("summary"))
        figures = book.add_worksheet(wording.text("figures"))
        model = Model.of(book, processes, wording) if full else None
        table = figure_table(processes, document.language)
        lines = list(_summary(document, wording, live=full))
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                write(summary, row, column, cell, styles.text if len(line) > 1 else styles.line)
            if len(line) > 1:
                fit_height(summary, row, line)
        laid_out(summary, wording)
        shown = figure_sheet.write_figures(figures, styles, table, processes, model, wording)
        if model is not None:
            model.write(styles)
            charts.insert(book, summary, len(lines) + 1, model, shown)
    return out.getvalue()


def _summary(document: Document, wording: Wording, *, live: bool) -> Iterable[Sequence[Cell]]:
    """Return the texts of the cover, with the user's own lines, the remark that this is an estimate and how the sheets work."""
    cover = document.cover
    notes = (
        texts.EDIT.of(wording.language),
        texts.AS_MADE.of(wording.language),
        texts.UNROUNDED.fill(wording.language, figures=wording.text("figures"), working=wording.text("working_sheet")),
    )
    lines: Iterable[Sequence[Cell]] = chain(
        [(document.header,), (cover.kind,), (cover.title,), (cover.subtitle,), (cover.verdict,), (cover.verdict_note,)],
        [(figure.label, figure.value, figure.note) for figure in cover.figures],
        cover.facts,
        [(cover.remark,), (document.footer,)],
        [(note,) for note in notes if live],
    )
    return [line for line in lines if any(line)]
