"""The figures of a task with its empty fields filled from what the text states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.sides import sides
from smartflow.analyst.checking.suggested import suggestions, usable
from smartflow.analyst.reading.text_language import language_of
from smartflow.engine.assessment import Context, assess, inputs_of
from smartflow.engine.estimate import FiguresTooLarge
from smartflow.engine.figures import outlook
from smartflow.engine.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.analyst.schema import Draft
    from smartflow.analyst.task import AnalysisTask
    from smartflow.engine.assessment import Assessment, Provenance
    from smartflow.engine.verdict import Verdict


def reassess(draft: Draft, task: AnalysisTask) -> Assessment:
    """Return the figures with empty fields filled from the text, marked "suggested".

    Values that do not fit together (figures too large) are left out: the task's own assessment then stands.
    """
    description, language = SourceText(task.description), language_of(task.description)
    found = [sides(item, description, task.assessment, language=language) for item in draft.contradictions]
    suggested, _ = suggestions(draft.suggested_inputs, task, description)
    return assess_with(task, usable(suggested, [one for one in found if one is not None]))


@dataclass(frozen=True)
class Computed:
    """What the engine makes of a reading: the figures, the verdict that follows, and whether it is firm already.

    `to_confirm` are the fields that it depends on and nobody has confirmed, `open` those that the text leaves open.
    """

    assessment: Assessment
    verdict: Verdict
    firm: bool = False
    to_confirm: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def computed(draft: Draft, task: AnalysisTask) -> Computed:
    """Return figures and verdict from the task and what a draft has read, as far as they are known without other readings."""
    assessment = reassess(draft, task)
    return Computed(assessment, verdict(outlook(inputs_of(assessment))))


def assess_with(task: AnalysisTask, values: Mapping[str, str]) -> Assessment:
    """Return the figures of the task with `values` put into the fields that nobody has filled."""
    inputs = task.inputs
    provenance: dict[str, Provenance] = dict(task.provenance)
    for field, value in values.items():
        if inputs.value(field) is None:
            inputs = inputs.replace(field, int(value) if field.startswith("readiness.") else value)
            provenance[field] = "suggested"
    if inputs == task.inputs:
        return task.assessment
    try:
        return assess(inputs, context_of(task), provenance)
    except FiguresTooLarge:
        return task.assessment


def context_of(task: AnalysisTask) -> Context:
    """Return what the engine must know of the firm."""
    return Context.model_validate(
        {
            "industry": task.industry,
            "company_size": task.company_size,
            "budget_range": task.budget_range,
            "country": task.country,
            "currency": task.currency,
            "working_days": task.working_days,
            "steps": task.assessment.context.steps,
        }
    )
