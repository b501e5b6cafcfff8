"""The read-only sample as the API shows it: analysed here and now by the rules, with the figures they rest on."""

import functools
from typing import Literal

from pydantic import BaseModel, ConfigDict

from smartflow.analysis.schema import Result
from smartflow.assessment import Assessment, BudgetRange, CompanySize, Industry
from smartflow.estimates import ShownAssessment, shown
from smartflow.problems import Language
from smartflow.samples import Sample, samples


class SampleQuery(BaseModel):
    """Samples in one language; without it, all."""

    model_config = ConfigDict(extra="forbid")

    language: Language | None = None


class ShownSample(BaseModel):
    """A process that nobody owns, analysed in its own language."""

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


def listing(query: SampleQuery) -> Samples:
    """Return the samples, their working in words of their own language."""
    return Samples(items=[_analysed(sample) for sample in samples() if query.language in (None, sample.language)])


def _analysed(sample: Sample) -> ShownSample:
    result, assessment = analysed(sample)
    return ShownSample.model_validate(
        {**sample.body(), "slug": sample.slug, "result": result, "assessment": shown(assessment, sample.language)}
    )


@functools.cache
def analysed(sample: Sample) -> tuple[Result, Assessment]:
    """Return what the rules say of a sample, and the figures that rest on it."""
    # Only here: the rules are no small matter to load, and most calls of this function have no need of them.
    from smartflow.analysis import rules
    from smartflow.analysis.finish import finish, reassess
    from smartflow.tasks import task_of

    account: dict[str, object] = {
        "inputs": {},
        "suggested": [],
        "category": None,
        "currency": "PLN",
        "working_days": 250,
    }
    task = task_of({**sample.body(), **account}, "expert", sample.language)
    draft = rules.draft(task)
    assessment = reassess(draft, task)
    return finish(draft, task, assessment).result, assessment
