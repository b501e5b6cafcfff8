"""Makes the task of an analyst from the snapshot of a process, and the figures that follow from what was read in it."""

from collections.abc import Mapping
from typing import Any

from smartflow.analyses.proposals import all_proposals, steps_of
from smartflow.analyst.checking.reassessment import Computed, computed, reassess
from smartflow.analyst.checking.result import check_template
from smartflow.analyst.schema import Depth, Draft
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.assessment import assess
from smartflow.engine.decisions import propose
from smartflow.engine.estimate import FiguresTooLarge
from smartflow.engine.facts import Fact
from smartflow.engine.inputs import Inputs
from smartflow.engine.process_figures import process_figures
from smartflow.infra import ids
from smartflow.language.text import Language, Text
from smartflow.processes import figures
from smartflow.processes import store as processes


def task_of(snapshot: Mapping[str, Any], depth: Depth, language: Language) -> AnalysisTask:
    """Return the task for a snapshot of a process (`analyses.snapshot`)."""
    inputs = Inputs.model_validate(snapshot["inputs"])
    described = {"steps": None, **snapshot}  # jobs accepted before steps were kept have none
    return AnalysisTask(
        title=snapshot["title"],
        description=snapshot["description"],
        industry=snapshot["industry"],
        category=snapshot["category"] and Text(**snapshot["category"]).of(language),
        company_size=snapshot["company_size"],
        budget_range=snapshot["budget_range"],
        language=language,
        depth=depth,
        inputs=inputs,
        provenance={name: "suggested" if name in snapshot["suggested"] else "user" for name, _ in inputs.known()},
        assessment=assess(inputs, figures.context(described, described), processes.provenance_of(snapshot)),
        currency=snapshot["currency"],
        working_days=snapshot["working_days"],
    )


def figures_of(task: AnalysisTask, draft: Draft) -> Computed:
    """Return figures and verdict as they will be shown: from what a person gave, what the draft has read, and what our own reader
    leaves open.
    """
    result = check_template(draft, task, reassess(draft, task))
    steps = steps_of(result, task.description) or task.assessment.context.steps
    given = [
        Fact(id=ids.new(), field=name, low=str(value), origin="person", state="confirmed")
        for name, value in task.inputs.known()
    ]
    process = {"title": task.title, "description": task.description, "currency": task.currency}
    found = all_proposals(result, process, task.language, steps)
    facts = propose(given, found, "model", task.description, ids.new)
    try:
        shown = process_figures(facts, task.assessment.context.model_copy(update={"steps": steps}))
    except FiguresTooLarge:
        return computed(draft, task)
    return Computed(
        shown.assessment,
        shown.verdict,
        shown.firm,
        tuple(field for item in shown.to_confirm for field in item.values),
        tuple(field for item in shown.open for field in item.fields),
    )
