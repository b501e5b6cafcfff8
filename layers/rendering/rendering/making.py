"""From rows of the database to a report: its document in the reader's language, and the bytes of its file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import DictRow

from rendering import forms
from smartflow.infra.problems import Problem
from smartflow.language.text import Language
from smartflow.reports import store as reports
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.source import ReportOptions
from smartflow.reports.shared_page import portfolio_pages, process_pages
from smartflow.reports.store import ReportBody, ReportCover


@dataclass(frozen=True)
class Made:
    """What is stored of a report's cover, and its file."""

    cover: ReportCover
    content: bytes


def make(
    wanted: ReportBody,
    language: Language,
    created_at: datetime,
    material: Sequence[DictRow],
    author: str,
    logo: bytes | None,
    progress: Callable[[int], None] | None = None,
) -> Made:
    """Return the wanted report on `material` (rows of `reports.material`); `logo` was checked before.

    While a PDF is made, `progress` is told how many of the processes are laid out.

    Raises
    ------
    Problem
        If there is no process to report on.
    """
    if not material:
        raise Problem("no_processes")
    processes = [reports.report_process(row, language) for row in material]
    options = ReportOptions(
        language=language,
        created_at=created_at,
        title=wanted.title,
        header=wanted.header,
        footer=wanted.footer,
        accent=wanted.accent,
        author=author,
        logo=logo,
        detail=wanted.include,
    )
    document = (
        process_report(processes[0], options) if wanted.scope == "process" else portfolio_report(processes, options)
    )
    if progress is not None and wanted.format == "pdf":
        from rendering.pdf import render_pdf

        content = render_pdf(document, lambda share: progress(int(share * len(processes))))
    else:
        content = forms.render(wanted.format, document, processes, wanted.scope, full=wanted.include != "figures")
    pages = process_pages(processes[0]) if wanted.scope == "process" else portfolio_pages(processes)
    return Made(reports.cover(document, pages), content)
