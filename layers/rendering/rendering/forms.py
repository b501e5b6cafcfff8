"""A report in the requested format. What a format needs is imported only when it is used."""

from collections.abc import Sequence
from typing import assert_never

from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.tree import Document
from smartflow.reports.store import Format, Scope


def render(form: Format, document: Document, processes: Sequence[ReportProcess], scope: Scope, *, full: bool) -> bytes:
    """Return the bytes of the file; `document` was made with the same `full`."""
    match form:
        case "pdf":
            from rendering.pdf import render_pdf

            return render_pdf(document)
        case "txt":
            from smartflow.reports.document.plain_text import render_text

            return render_text(document).encode()
        case "md":
            from smartflow.reports.document.markdown import render_markdown

            return render_markdown(document).encode()
        case "csv":
            from smartflow.reports.document.spreadsheet import render_csv

            return render_csv(processes, document.language).encode()
        case "xlsx":
            from rendering.workbook import render_xlsx

            return render_xlsx(document, processes, full=full)
        case "json":
            from smartflow.reports.document.json_form import render_json

            return render_json(document, processes, scope=scope, full=full).encode()
        case "docx":
            from rendering.office.word import render_docx

            return render_docx(document)
        case "pptx":
            from rendering.office.deck import render_pptx

            return render_pptx(document, processes, scope)
        case _:
            assert_never(form)
