"""Facts of a process in the database. What becomes of them is decided in `engine.decisions`; which are in force, in `engine.facts`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from smartflow.engine.facts import Fact
from smartflow.infra.db import Transaction

#: For other statements: the facts of a process `p`, what was replaced left out, as one JSON value.
AS_JSON = """(select coalesce(jsonb_agg(to_jsonb(f) order by f.field, f.created_at, f.id), '[]') from process_facts f
    where f.user_id = p.user_id and f.process_id = p.id and f.state <> 'replaced')"""

_WRITE = """
insert into process_facts (id, user_id, process_id, field, low, high, currency, origin, state, reading, quotes, file, reason,
    decided_at)
select f.id, tenant(), %(process_id)s, f.field, f.low, f.high, f.currency, f.origin, f.state, f.reading, f.quotes, f.file,
    %(reason)s, case when f.state = 'proposed' then null else now() end
from jsonb_to_recordset(%(facts)s) as f (id uuid, field text, low text, high text, currency text, origin text, state text,
    reading text, quotes jsonb, file jsonb)
on conflict (id) do update set low = excluded.low, high = excluded.high, currency = excluded.currency, origin = excluded.origin,
    state = excluded.state, quotes = excluded.quotes, reason = coalesce(excluded.reason, process_facts.reason),
    decided_at = excluded.decided_at
"""


def from_rows(rows: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """Return the facts that `AS_JSON` gave."""
    return [Fact.model_validate({name: row[name] for name in Fact.model_fields}) for row in rows]


def save(
    tx: Transaction, process_id: UUID, before: Sequence[Fact], after: Sequence[Fact], reason: str | None = None
) -> None:
    """Write the facts that are new or changed."""
    known = {fact.id: fact for fact in before}
    changed = [fact for fact in after if known.get(fact.id) != fact]
    # A field has one confirmed fact at most: what makes room goes first.
    for confirmed in (False, True):
        facts = [fact.model_dump(mode="json") for fact in changed if (fact.state == "confirmed") == confirmed]
        if facts:
            tx.run(_WRITE, {"process_id": process_id, "facts": json.dumps(facts), "reason": reason})
