"""The read-only sample as the API shows it: analysed here and now by the rules, with the figures they rest on."""

import functools
from typing import Literal

from pydantic import BaseModel, ConfigDict

from smartflow.analysis.schema import Result
from smartflow.assessment import BudgetRange, CompanySize, Industry
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


@functools.cache
def _analysed(sample: Sample) -> ShownSample:
    # Only here: the rules are no small matter to load, and most calls of this function have no need of them.
    from smartflow.analysis import rules
    from smartflow.analysis.finish import finish, reassess
    from smartflow.tasks import task_of

    described = sample.body()
    account: dict[str, object] = {
        "inputs": {},
        "suggested": [],
        "category": None,
        "currency": "PLN",
        "working_days": 250,
    }
    task = task_of({**described, **account}, "expert", sample.language)
    draft = rules.draft(task)
    assessment = reassess(draft, task)
    result = finish(draft, task, assessment).result
    return ShownSample.model_validate(
        {**described, "slug": sample.slug, "result": result, "assessment": shown(assessment, sample.language)}
    )
