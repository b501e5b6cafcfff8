"""Totals and matrix of all processes."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from smartflow.engine.portfolio import Matrix, Totals, portfolio
from smartflow.engine.rounding import rounded
from smartflow.processes.schema import Mark
from smartflow.processes.store import portfolio_line


class Dashboard(BaseModel):
    """Totals of all processes outside the trash, from the figures of the list (expected scenario, a year).

    `worth_doing` excludes the quadrant `leave_alone`. `defaults_share` is the mean share, in whole percent, of inputs that
    are defaults or suggestions; `on_defaults` processes have such inputs. `unconfirmed` processes have a verdict that is not
    firm. `marks` are by process id. What each figure counts is listed by `GET /v1/processes` with `figures` and `quadrant`.
    """

    currency: str
    processes: int
    analysed: int
    by_status: dict[str, int]
    defaults_share: Decimal | None
    on_defaults: int
    unconfirmed: int
    totals: Totals
    worth_doing: Totals
    matrix: Matrix
    marks: dict[str, Mark]


def dashboard(rows: Sequence[Mapping[str, Any]], currency: str) -> Dashboard:
    """Add up the rows of `processes.portfolio_rows`."""
    added = portfolio([portfolio_line(row) for row in rows])
    shares = [Decimal(row["defaults_share"]) for row in rows if row["defaults_share"] is not None]
    by_status: dict[str, int] = {}
    for row in rows:
        by_status[row["status"]] = by_status.get(row["status"], 0) + 1
    return Dashboard(
        currency=currency,
        processes=len(rows),
        analysed=sum(row["analysed"] for row in rows),
        by_status=by_status,
        defaults_share=rounded(sum(shares, Decimal(0)) / len(shares), 0) if shares else None,
        on_defaults=sum(row["on_defaults"] for row in rows),
        unconfirmed=sum(row["unconfirmed"] for row in rows),
        totals=added.totals,
        worth_doing=added.worth_doing,
        matrix=added.matrix,
        marks={row["id"]: Mark.model_validate({name: row[name] for name in Mark.model_fields}) for row in rows},
    )
