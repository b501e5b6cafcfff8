"""What was spent on the model this month: by a user, and by the whole service."""

from decimal import Decimal

from smartflow.analyses.prices import EXPECTED_COST
from smartflow.infra.db import Pending, Transaction

_ADD = """
insert into model_spending as s (user_id, month, micro_usd)
values (tenant(), date_trunc('month', now() at time zone 'utc')::date, %(micro_usd)s)
on conflict (user_id, month) do update set micro_usd = s.micro_usd + excluded.micro_usd
"""
_SPENT = """
select service_spending() as service,
    coalesce((select micro_usd from model_spending
        where user_id = tenant() and month = date_trunc('month', now() at time zone 'utc')::date), 0) as own,
    (select jsonb_agg(jsonb_build_array(depth, usage ->> 'cost_usd')) from jobs
        where user_id = tenant() and kind = 'analysis' and status in ('queued', 'running')) as under_way
"""


def add(tx: Transaction, micro_usd: int) -> None:
    """Add what one call of the model cost, whatever became of it."""
    if micro_usd:
        tx.run(_ADD, {"micro_usd": micro_usd})


def budget_left(tx: Transaction, user_budget: Decimal, service_budget: Decimal) -> Pending[bool]:
    """Return whether one more analysis fits into this month's budgets (US dollars).

    Open jobs count at their expected cost; what they have spent of it is booked already.
    """

    def fits(row: dict[str, object] | None) -> bool:
        assert row is not None
        jobs = row["under_way"] or []
        assert isinstance(jobs, list)
        expected = sum(
            (max(EXPECTED_COST[depth] - Decimal(spent or 0), Decimal(0)) for depth, spent in jobs), Decimal(0)
        )
        own, service = (Decimal(str(row[name])) / 1_000_000 for name in ("own", "service"))
        return own + expected < user_budget and service + expected < service_budget

    return tx.row(_SPENT, {}).then(fits)
