"""A person's values in place of computed ones, and the figures that everybody sees with them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smartflow.engine.process_figures import ProcessFigures
from smartflow.infra.db import Transaction
from smartflow.language.typed_text import one_line, paragraphs

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


class OverrideBody(BaseModel):
    """A person's value in place of a computed one, and why; a null value takes it back."""

    model_config = ConfigDict(extra="forbid")

    field: OverrideField
    value: Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=4000)] | None
    reason: Annotated[str, AfterValidator(one_line), Field(min_length=3, max_length=500)]


class Override(BaseModel):
    """A person's value beside the computed one."""

    field: OverrideField
    computed: str | None
    value: str
    reason: str
    created_at: datetime


#: For other statements: the overrides of a process `p` as one JSON value.
AS_JSON = """(select coalesce(jsonb_agg(to_jsonb(o) order by o.created_at, o.field), '[]') from process_overrides o
    where o.user_id = p.user_id and o.process_id = p.id)"""
_SET = """
insert into process_overrides (user_id, process_id, field, computed, value, reason)
values (tenant(), %(process_id)s, %(field)s, %(computed)s, %(value)s, %(reason)s)
on conflict (user_id, process_id, field) do update set computed = excluded.computed, value = excluded.value,
    reason = excluded.reason, created_at = now()
"""
_UNSET = "delete from process_overrides where user_id = tenant() and process_id = %(process_id)s and field = %(field)s"


def save(tx: Transaction, process_id: UUID, body: OverrideBody, computed: str | None) -> None:
    """Set or take back one override."""
    key = {"process_id": process_id, "field": body.field}
    if body.value is None:
        tx.run(_UNSET, key)
    else:
        tx.run(_SET, {**key, "computed": computed, "value": body.value, "reason": body.reason})


def from_rows(rows: Sequence[Mapping[str, Any]]) -> list[Override]:
    """Return the overrides that `AS_JSON` gave."""
    return [Override.model_validate({name: row[name] for name in Override.model_fields}) for row in rows]


def computed(figures: ProcessFigures, field: OverrideField) -> str | None:
    """Return what the engine says of a field that may be set by hand."""
    if field == "verdict":
        return figures.verdict.code
    if field == "summary":
        return None
    assessment = figures.assessment
    value = getattr(assessment, field, None) if hasattr(assessment, field) else getattr(assessment.expected, field)
    return None if value is None else str(value)


def amount(overrides: Sequence[Override], field: OverrideField, value: Decimal | None) -> Decimal | None:
    """Return the figure that counts: the one set by hand, else the computed one."""
    found = next((override.value for override in overrides if override.field == field), None)
    return value if found is None else Decimal(found)


def text(overrides: Sequence[Override], field: OverrideField) -> str | None:
    """Return what a person wrote in place of a text; None where nobody did."""
    return next((override.value for override in overrides if override.field == field), None)
