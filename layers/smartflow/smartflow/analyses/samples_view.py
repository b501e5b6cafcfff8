"""The read-only samples as the API shows them: analysed by the rules on the first request, with their figures."""

import functools
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from smartflow.analyses.samples import Sample, samples
from smartflow.analyst.schema import Result
from smartflow.engine.assessment import Assessment, BudgetRange, CompanySize, Industry
from smartflow.engine.estimate_view import ShownAssessment, shown
from smartflow.language.text import Language


class SampleQuery(BaseModel):
    """Samples in one language; without it, all. `brief` asks for their figures only."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None
    brief: bool = False


class ShownSample(BaseModel):
    """A process without an owner, analysed in its own language."""

    slug: str
    language: Language
    title: str
    description: str
    industry: Industry
    company_size: CompanySize
    budget_range: BudgetRange
    analyst: Literal["rules"] = "rules"
    result: Result
    assessment: ShownAssessment


class Samples(BaseModel):
    """All samples asked for."""

    items: list[ShownSample]
    next_cursor: None = None


class BriefSample(BaseModel):
    """A sample's figures (expected scenario, a year), and the words of its description that they come from."""

    slug: str
    language: Language
    title: str
    quotes: list[str]
    currency: str
    cost_per_year: Decimal | None
    hours_saved_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    payback_months: int | None


class BriefSamples(BaseModel):
    """All samples asked for, in brief."""

    items: list[BriefSample]
    next_cursor: None = None


def listing(query: SampleQuery) -> Samples | BriefSamples:
    """Return the samples, with the working of their figures in their own language."""
    wanted = [sample for sample in samples() if query.language in (None, sample.language)]
    if query.brief:
        return BriefSamples(items=[_brief(sample) for sample in wanted])
    return Samples(items=[_analysed(sample) for sample in wanted])


def _brief(sample: Sample) -> BriefSample:
    result, assessment = analysed(sample)
    expected = assessment.expected
    return BriefSample(
        slug=sample.slug,
        language=sample.language,
        title=sample.title,
        quotes=list(dict.fromkeys(read.quote for read in result.suggested_inputs)),
        currency=assessment.currency,
        cost_per_year=assessment.cost_per_year,
        hours_saved_per_year=expected.hours_saved_per_year,
        net_savings_per_year=expected.net_savings_per_year,
        payback_months=expected.payback_months,
    )


def _analysed(sample: Sample) -> ShownSample:
    result, assessment = analysed(sample)
    return ShownSample.model_validate(
        {**sample.body(), "slug": sample.slug, "result": result, "assessment": shown(assessment, sample.language)}
    )


@functools.cache
def analysed(sample: Sample) -> tuple[Result, Assessment]:
    """Return the rules' analysis of a sample, its questions answered with the likeliest reading, and its figures."""
    # Imported only here: the rules take long to load, and most calls of this function do not need them.
    from smartflow.analyses.tasks import task_of
    from smartflow.analyst.checking.reassessment import reassess
    from smartflow.analyst.checking.result import check_draft
    from smartflow.analyst.reading.reader import read
    from smartflow.analyst.rules.drafting import draft
    from smartflow.analyst.rules.suggested import confirmed_inputs

    account: dict[str, object] = {
        "inputs": {},
        "suggested": [],
        "category": None,
        "currency": "PLN",
        "working_days": 250,
    }
    task = task_of({**sample.body(), **account}, "expert", sample.language)
    reading = read(task.title, task.description, task.currency, task.language)
    confirmed = confirmed_inputs(reading, task.description)
    drafted = draft(task, confirmed)
    assessment = reassess(drafted, task)
    return check_draft(drafted, task, assessment), assessment
