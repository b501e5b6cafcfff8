"""Lists: one page at a time, by keyset pagination."""

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from smartflow.infra import cursors
from smartflow.infra.db import Params, Pending, Transaction

Item = TypeVar("Item", bound=BaseModel)


class PageQuery(BaseModel):
    """Which part of a list: at most `limit` items from `cursor` on."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Annotated[str, Field(min_length=1, max_length=2000)] | None = None


class Page(BaseModel, Generic[Item]):
    """One page of a list; `next_cursor` is null on the last."""

    items: list[Item]
    next_cursor: str | None


def page_of(
    tx: Transaction,
    statement: str,
    params: Params,
    limit: int,
    model: type[Item],
    cursor: Callable[[dict[str, Any]], str],
) -> Pending[Page[Item]]:
    """Run a list's statement for one row more than `limit`, which shows whether there is a next page."""
    rows = tx.rows(statement, {**params, "limit": limit + 1})

    def read(found: list[dict[str, Any]]) -> Page[Item]:
        more = len(found) > limit
        items = [model.model_validate(row) for row in found[:limit]]
        return Page[model](items=items, next_cursor=cursor(found[limit - 1]) if more else None)  # type: ignore[valid-type]

    return rows.then(read)


def newest_first(
    tx: Transaction, statement: str, params: Params, query: PageQuery, model: type[Item], order: str
) -> Pending[Page[Item]]:
    """Run a list's statement, newest first by `created_at` and `id`, from `after` and `after_id` on (null: from the newest).

    `order` names the list in its cursors.
    """
    after, after_id = cursors.decode(query.cursor, order, kind="timestamptz") if query.cursor else (None, None)
    return page_of(
        tx,
        statement,
        {**params, "after": after, "after_id": after_id},
        query.limit,
        model,
        lambda row: cursors.encode(order, row["created_at"].isoformat(), row["id"]),
    )
