"""The report of a sample process, stored in the bucket like any other."""

import functools
from datetime import UTC, datetime

from rendering import forms
from smartflow.analyses.samples import samples
from smartflow.infra import storage
from smartflow.infra.problems import Problem
from smartflow.reports import store as reports
from smartflow.reports.document.content import process_report
from smartflow.reports.document.source import Analysis, ReportOptions, ReportProcess
from smartflow.reports.store import CONTENT_TYPES


@functools.cache  # made once by each instance
def stored(slug: str) -> tuple[str, str]:
    """Make and store the report of a sample; return the key and the name of its file.

    Raises
    ------
    Problem
        404 if there is no such sample.
    """
    from smartflow.analyses.samples_view import analysed

    sample = next((one for one in samples() if one.slug == slug), None)
    if sample is None:
        raise Problem("not_found")
    result, assessment = analysed(sample)
    now = datetime.now(UTC)
    process = ReportProcess(
        title=sample.title,
        description=sample.description,
        assessment=assessment,
        industry=sample.industry,
        company_size=sample.company_size,
        budget_range=sample.budget_range,
        status="analysed",
        analysis=Analysis(
            result=result,
            analyst="rules",
            model=None,
            prompt_version=None,
            formula_version=assessment.formula_version,
            language=sample.language,
            depth="expert",
            created_at=now,
        ),
    )
    document = process_report(process, ReportOptions(language=sample.language, created_at=now))
    file_name = reports.file_name(document.title, now, "pdf")
    key = f"reports/samples/{slug}.pdf"
    storage.put(key, forms.render("pdf", document, [process], "process", full=True), CONTENT_TYPES["pdf"])
    return key, file_name
