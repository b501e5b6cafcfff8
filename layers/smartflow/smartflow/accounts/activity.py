"""The activity log of an account; an entry is written in the transaction of the action."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, JsonValue

from smartflow.infra import ids
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, newest_first

_RECORD = """
insert into activity_logs (id, user_id, action, resource_type, resource_id, details)
values (%(id)s, tenant(), %(action)s, %(resource_type)s, %(resource_id)s, %(details)s)
"""
_LIST = """
select id, action, resource_type, resource_id, details, created_at from activity_logs
where user_id = tenant()
    and (%(process_id)s::uuid is null or resource_id = %(process_id)s or resource_id in (
        select id from jobs where user_id = tenant() and process_id = %(process_id)s
        union all select id from analyses where user_id = tenant() and process_id = %(process_id)s))
    and (%(after_id)s::uuid is null or (created_at, id) < (%(after)s::timestamptz, %(after_id)s::uuid))
order by created_at desc, id desc limit %(limit)s
"""


class ActivityQuery(PageQuery):
    """A page of the log; with `process_id` what was done with this process and its analyses."""

    process_id: UUID | None = None


class Activity(BaseModel):
    """One action of a user."""

    id: UUID
    action: str
    resource_type: str
    resource_id: UUID | None
    details: dict[str, JsonValue]
    created_at: datetime


def record(
    tx: Transaction,
    action: str,
    resource_type: str,
    resource_id: UUID | None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Add an entry; `details` never contain texts of the user other than titles."""
    values = {"id": ids.new(), "action": action, "resource_type": resource_type, "resource_id": resource_id}
    tx.run(_RECORD, {**values, "details": json.dumps(details or {}, default=str)})


def page(tx: Transaction, query: ActivityQuery) -> Pending[Page[Activity]]:
    """List the entries, newest first."""
    return newest_first(tx, _LIST, {"process_id": query.process_id}, query, Activity, "activity")
