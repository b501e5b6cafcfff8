"""Objects in the bucket that the database has forgotten and that must go too."""

from smartflow.infra.db import Pending, Transaction


def due_deletions(tx: Transaction, most: int) -> Pending[list[str]]:
    """Return the keys to be removed, the oldest first."""
    rows = tx.rows("select object_key from due_object_deletions(%(most)s)", {"most": most})
    return rows.then(lambda found: [str(row["object_key"]) for row in found])


def forget(tx: Transaction, key: str) -> None:
    """Mark an object for removal, in the transaction that forgets it."""
    tx.run("insert into object_deletions (object_key) values (%(key)s) on conflict do nothing", {"key": key})


def deleted(tx: Transaction, key: str) -> None:
    """Note that an object is gone."""
    tx.run("select object_deleted(%(key)s)", {"key": key})
