"""Objects in the bucket whose rows were deleted, and which have to be deleted too."""

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
