"""Objects in the bucket whose rows were deleted, and which have to be deleted too; and reports whose objects are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from smartflow.infra.db import Pending, Transaction


def due_deletions(tx: Transaction, limit: int) -> Pending[list[str]]:
    """Return the keys of at most `limit` objects to delete, the oldest first."""
    rows = tx.rows("select object_key from due_object_deletions(%(limit)s)", {"limit": limit})
    return rows.then(lambda found: [str(row["object_key"]) for row in found])


def mark_for_deletion(tx: Transaction, key: str) -> None:
    """Mark an object for deletion, in the transaction that deletes or replaces its row."""
    tx.run("insert into object_deletions (object_key) values (%(key)s) on conflict do nothing", {"key": key})


def confirm_deletion(tx: Transaction, key: str) -> None:
    """Record that an object was deleted."""
    tx.run("select object_deleted(%(key)s)", {"key": key})


@dataclass(frozen=True)
class Stretch:
    """All keys of the bucket between two keys; `last` is None at its end."""

    keys: Sequence[str]
    after: str
    last: str | None


def mark_unnamed(tx: Transaction, keys: Sequence[str]) -> Pending[int]:
    """Mark those of the objects for deletion that no row names; return how many."""
    row = tx.row("select mark_unnamed_objects(%(keys)s) as marked", {"keys": list(keys)})
    return row.then(lambda found: int(found["marked"]) if found else 0)


def remake_reports(tx: Transaction, stretch: Stretch, made_before: datetime) -> Pending[int]:
    """Queue the reports again whose objects should be in this stretch of the bucket, but are not; return how many."""
    values = {"keys": list(stretch.keys), "after": stretch.after, "last": stretch.last, "made_before": made_before}
    row = tx.row("select remake_reports(%(keys)s, %(after)s, %(last)s, %(made_before)s) as remade", values)
    return row.then(lambda found: int(found["remade"]) if found else 0)
