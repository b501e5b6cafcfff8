"""A person's values in place of computed ones, in the database. Which figures count with them: `engine.by_hand`."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smartflow.engine.by_hand import Override, OverrideField
from smartflow.infra.db import Transaction
from smartflow.language.typed_text import one_line, paragraphs


class OverrideBody(BaseModel):
    """A person's value in place of a computed one, and why; a null value takes it back."""

    model_config = ConfigDict(extra="forbid")

    field: OverrideField
    value: Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=4000)] | None
    reason: Annotated[str, AfterValidator(one_line), Field(min_length=3, max_length=500)]


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
