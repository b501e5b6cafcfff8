"""What the modules of this function share: its routes, its environment, and the answer for what is not there."""

from typing import Any

from psycopg.rows import DictRow

from smartflow.api.http import Api
from smartflow.infra import storage
from smartflow.infra.problems import Problem
from smartflow.jobs.kinds import Queues

api = Api()


class Settings(storage.Settings, Queues):
    """Environment of this function."""

    report_retention_days: int
    background_queue_url: str


def found(row: DictRow | None) -> dict[str, Any]:
    """Return the row.

    Raises
    ------
    Problem
        404 if there is none.
    """
    if row is None:
        raise Problem("not_found")
    return row
