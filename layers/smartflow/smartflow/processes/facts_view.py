"""Facts of a process as the API takes and gives them."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from smartflow.engine.decisions import Decision
from smartflow.engine.estimate_view import ShownAssessment
from smartflow.engine.facts import Fact
from smartflow.processes.figures_view import ShownFigures


class StoredFact(Fact):
    """A fact with when it was recorded, and when and why a person decided on it."""

    reason: str | None
    created_at: datetime
    decided_at: datetime | None


class Facts(BaseModel):
    """What is known of a process, what was replaced left out, with the figures in force that follow from it."""

    items: list[StoredFact]
    assessment: ShownAssessment
    figures: ShownFigures


class FactDecisions(BaseModel):
    """Decisions of a person, taken together or not at all, in the order given."""

    model_config = ConfigDict(extra="forbid")

    decisions: Annotated[list[Decision], Field(min_length=1, max_length=50)]
