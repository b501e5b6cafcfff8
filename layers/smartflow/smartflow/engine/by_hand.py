"""A person's values in place of computed ones: which figures count with them, everywhere alike."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.portfolio import ProcessLine, process_line
from smartflow.engine.process_figures import ProcessFigures

#: What may be set by hand: figures of the expected scenario and today's, by their names, and the verdict.
OverrideField = Literal[
    "hours_per_year",
    "cost_per_year",
    "potential",
    "ease",
    "difficulty",
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "payback_months",
    "verdict",
    "summary",
]


class Override(BaseModel):
    """A person's value beside the computed one."""

    field: OverrideField
    computed: str | None
    value: str
    reason: str
    created_at: datetime


class Counted(BaseModel):
    """The figures that count in headlines, lists and totals: a year, expected scenario; None is unknown.

    Gross savings follow from the other two, so that gross − running cost = net whichever of them is set by hand.
    """

    model_config = ConfigDict(frozen=True)

    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    potential: Decimal | None
    ease: Decimal
    difficulty: str
    hours_saved_per_year: Decimal | None
    gross_savings_per_year: Decimal | None
    running_cost_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    payback_months: int | None


def counted(figures: ProcessFigures, overrides: Sequence[Override]) -> Counted:
    """Return the computed figures with those set by hand in their places."""
    assessment, expected = figures.assessment, figures.assessment.expected
    net = amount(overrides, "net_savings_per_year", expected.net_savings_per_year)
    running = amount(overrides, "running_cost_per_year", expected.running_cost_per_year)
    gross = amount(overrides, "gross_savings_per_year", expected.gross_savings_per_year)
    payback = amount(
        overrides, "payback_months", None if expected.payback_months is None else Decimal(expected.payback_months)
    )
    return Counted(
        hours_per_year=amount(overrides, "hours_per_year", assessment.hours_per_year),
        cost_per_year=amount(overrides, "cost_per_year", assessment.cost_per_year),
        potential=amount(overrides, "potential", assessment.potential),
        ease=amount(overrides, "ease", assessment.ease) or Decimal(0),
        difficulty=text(overrides, "difficulty") or assessment.difficulty,
        hours_saved_per_year=amount(overrides, "hours_saved_per_year", expected.hours_saved_per_year),
        gross_savings_per_year=gross if net is None or running is None else net + running,
        running_cost_per_year=running,
        net_savings_per_year=net,
        payback_months=None if payback is None else int(payback),
    )


def counted_line(id_: str, title: str, figures: ProcessFigures, overrides: Sequence[Override]) -> ProcessLine:
    """Return what the portfolio needs of a process, with the figures that count."""
    return process_line(id_, title, figures.assessment, {override.field: override.value for override in overrides})


def amount(overrides: Sequence[Override], field: OverrideField, value: Decimal | None) -> Decimal | None:
    """Return the figure that counts: the one set by hand, else the computed one."""
    found = next((override.value for override in overrides if override.field == field), None)
    return value if found is None else Decimal(found)


def text(overrides: Sequence[Override], field: OverrideField) -> str | None:
    """Return what a person wrote in place of a text; None where nobody did."""
    return next((override.value for override in overrides if override.field == field), None)


def computed(figures: ProcessFigures, field: OverrideField) -> str | None:
    """Return what the engine says of a field that may be set by hand."""
    if field == "verdict":
        return figures.verdict.code
    if field == "summary":
        return None
    assessment = figures.assessment
    value = getattr(assessment, field, None) if hasattr(assessment, field) else getattr(assessment.expected, field)
    return None if value is None else str(value)
