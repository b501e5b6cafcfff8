"""Makes the task of an analyst from the snapshot of a process."""

from collections.abc import Mapping
from typing import Any

from smartflow.analyst.schema import Depth
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.assessment import assess
from smartflow.engine.inputs import Inputs
from smartflow.language.text import Language, Text
from smartflow.processes import figures
from smartflow.processes import store as processes


def task_of(snapshot: Mapping[str, Any], depth: Depth, language: Language) -> AnalysisTask:
    """Return the task for a snapshot of a process (`analyses.snapshot`)."""
    inputs = Inputs.model_validate(snapshot["inputs"])
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
        assessment=assess(inputs, figures.context(snapshot, snapshot), processes.provenance_of(snapshot)),
        currency=snapshot["currency"],
        working_days=snapshot["working_days"],
    )
