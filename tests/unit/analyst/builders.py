"""Shared builders: a task with a description, and a draft to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartflow.analyst.schema import NO_SCENARIOS, Draft
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.assessment import Context, assess
from smartflow.engine.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.analyst.schema import Depth
    from smartflow.language.text import Language

DESCRIPTION = (
    "Mamy około 120 faktur miesięcznie, każda zajmuje 6–8 minut. Przepisujemy je ręcznie z e-maili do Optimy.\n"
    "Zajmują się tym cztery osoby na pełny etat. Według ewidencji to 40 h tygodniowo (4×10 h). Około 5% ma błędy."
)


def task(
    description: str = DESCRIPTION,
    language: Language = "pl",
    depth: Depth = "expert",
    *,
    given: Mapping[str, object] | None = None,
) -> AnalysisTask:
    inputs = Inputs.model_validate(given or {})
    return AnalysisTask(
        title="Faktury",
        description=description,
        industry="accounting",
        category="Finanse",
        company_size="11-50",
        budget_range=None,
        language=language,
        depth=depth,
        inputs=inputs,
        provenance={name: "user" for name, _ in inputs.known()},
        assessment=assess(inputs, Context(industry="accounting", company_size="11-50")),
    )


def empty_draft(**changes: object) -> Draft:
    blank: dict[str, object] = {name: [] for name in Draft.model_fields}
    blank |= {"summary": "Opis.", "verdict": "Ocena.", "scenarios": NO_SCENARIOS}
    return Draft.model_validate(blank | changes)
