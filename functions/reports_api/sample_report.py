"""The report of a sample process, stored in the bucket like any other."""

import functools
from datetime import UTC, datetime

from rendering import forms
from smartflow.analyses import reviews
from smartflow.analyses.proposals import proposals
from smartflow.analyses.samples import samples
from smartflow.analyst.reading.reader import read
from smartflow.engine.decisions import propose
from smartflow.engine.process_figures import process_figures
from smartflow.infra import ids, storage
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
    reading = read(sample.title, sample.description, assessment.currency, sample.language)
    facts = propose([], proposals(result, reading), "text", sample.description, ids.new)
    figures = process_figures(facts, assessment.context)
    now = datetime.now(UTC)
    process = ReportProcess(
        title=sample.title,
        description=sample.description,
        figures=figures,
        industry=sample.industry,
        company_size=sample.company_size,
        budget_range=sample.budget_range,
        status="analysed",
        analysis=Analysis(
            result=reviews.presented(result, figures),
            analyst="rules",
            model=None,
            prompt_version=None,
            formula_version=assessment.formula_version,
            language=sample.language,
            depth="expert",
            created_at=now,
        ),
    )
    document = process_report(process, ReportOptions(language=sample.language, created_at=now, detail="brief"))
    file_name = reports.file_name(document.title, now, "pdf")
    key = f"reports/samples/{slug}.pdf"
    storage.put(key, forms.render("pdf", document, [process], "process", full=True), CONTENT_TYPES["pdf"])
    return key, file_name
