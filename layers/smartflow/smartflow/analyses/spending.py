"""What is spent on the model this month, by a user and by the whole service: reserved when an analysis is accepted, opened before each
call, settled with what the provider used, whatever becomes of the job.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from smartflow.infra.db import Pending, Transaction
from smartflow.jobs import leases
from smartflow.jobs.leases import HELD, Claim

#: A call that nobody has settled by then was made by a worker that died; no worker may run for so long.
ABANDONED_AFTER = timedelta(minutes=20)

_OPEN = f"""
insert into open_calls (id, user_id, job_id, micro_usd) select %(call_id)s, user_id, id, %(micro_usd)s from jobs where {HELD}
on conflict (id) do update set made_at = now()
"""  # noqa: S608


def micro(dollars: Decimal) -> int:
    """Return US dollars in millionths."""
    return int(dollars * 1_000_000)


def fits_budgets(tx: Transaction, expected: Decimal, user_budget: Decimal, service_budget: Decimal) -> Pending[bool]:
    """Return whether one more analysis fits into this month's budgets (US dollars), beside what is spent and reserved.

    Other requests wait here until this transaction has ended, with its reservation written or without.
    """
    values = {"wanted": micro(expected), "own": micro(user_budget), "service": micro(service_budget)}
    row = tx.row("select fits_budgets(%(wanted)s, %(own)s, %(service)s) as fits", values)
    return row.then(lambda found: bool(found and found["fits"]))


def open_call(tx: Transaction, claimed: Claim, call_id: UUID, expected: Decimal) -> None:
    """Record a call that is about to be made, with its expected cost in US dollars: that is booked if the worker dies.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job: the call must not be made.
    """
    leases.require(tx.run(_OPEN, {**claimed.key, "call_id": call_id, "micro_usd": micro(expected)}))


def settle(tx: Transaction, call_id: UUID, micro_usd: int) -> None:
    """Book what a call has cost, once, whatever has become of its job and its account."""
    tx.run("select settle_call(%(call_id)s, %(micro_usd)s)", {"call_id": call_id, "micro_usd": micro_usd})


def book_abandoned_calls(tx: Transaction) -> Pending[int]:
    """Book calls of workers that died, at their expected cost; return how many."""
    row = tx.row("select book_abandoned_calls(%(after)s) as booked", {"after": ABANDONED_AFTER})
    return row.then(lambda found: int(found["booked"]) if found else 0)
