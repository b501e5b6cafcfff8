"""Exports: requesting, storing and reading the file with all data of an account, and the content of the file, row by row.

It leaves out internal data: hashes of passwords and tokens, keys of objects, normalised text for the search, the state of the queue,
and the answers that are stored for repeated requests.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Literal, Protocol, TypeVar
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.infra.db import Pending, Transaction
from smartflow.jobs import leases, outbox
from smartflow.jobs.leases import Claim

T = TypeVar("T")

#: An export that was requested within this time is answered as it is; otherwise a new one is made.
FRESH = timedelta(hours=1)
_PAGE = 200

_NEWEST = """
select id, case status when 'running' then 'queued' when 'succeeded' then 'ready' when 'cancelled' then 'failed' else status end
    as status, object_key, bytes, created_at
from jobs where user_id = tenant() and kind = 'export' order by created_at desc, id desc limit 1
"""
_STORE = "update jobs set object_key = %(object_key)s, bytes = %(bytes)s where user_id = tenant() and id = %(id)s"
_DISCARD = """
insert into object_deletions (object_key)
select %(key)s where not exists (select from jobs where user_id = tenant() and object_key = %(key)s)
on conflict do nothing
"""

_ACCOUNT = """
select to_jsonb(u) - '{password_hash, email_key}'::text[] || jsonb_build_object(
    'logo', (select to_jsonb(l) - '{object_key}'::text[] from logos l where l.user_id = u.id),
    'model_spending', (select coalesce(jsonb_agg(to_jsonb(m) order by m.month), '[]') from model_spending m
        where m.user_id = u.id)) as item
from users u where u.id = tenant()
"""
#: By name of the file, the statement that returns its next rows, each as `id` and `item`, by ascending id.
LISTS = {
    "sessions": """
select s.id, to_jsonb(s) as item from sessions s where s.user_id = tenant() and s.id > %(after)s order by s.id limit %(most)s
""",
    "activity": """
select a.id, to_jsonb(a) as item from activity_logs a where a.user_id = tenant() and a.id > %(after)s order by a.id limit %(most)s
""",
    "processes": """
select p.id, to_jsonb(p) - '{search_text, title_key, input_hash, analysed_hash}'::text[] || jsonb_build_object(
    'facts', (select coalesce(jsonb_agg(to_jsonb(f) order by f.field, f.created_at, f.id), '[]') from process_facts f
        where f.user_id = tenant() and f.process_id = p.id),
    'overrides', (select coalesce(jsonb_agg(to_jsonb(o) order by o.field), '[]') from process_overrides o
        where o.user_id = tenant() and o.process_id = p.id)) as item
from business_processes p where p.user_id = tenant() and p.id > %(after)s order by p.id limit %(most)s
""",
    "analyses": """
select j.id, to_jsonb(j) - '{kind, input_hash, lease_until, attempt, not_before, object_key, bytes, reserved_micro_usd, uncounted,
    waits_for}'::text[]
    || jsonb_build_object(
    'version', (select to_jsonb(a) - '{input_hash}'::text[] from analyses a where a.user_id = tenant() and a.id = j.id),
    'overrides', (select coalesce(jsonb_agg(to_jsonb(o) order by o.field), '[]') from analysis_overrides o
        where o.user_id = tenant() and o.analysis_id = j.id),
    'decisions', (select coalesce(jsonb_agg(to_jsonb(d) order by d.suggestion_id), '[]') from analysis_suggestions d
        where d.user_id = tenant() and d.analysis_id = j.id)) as item
from jobs j where j.user_id = tenant() and j.kind = 'analysis' and j.id > %(after)s order by j.id limit %(most)s
""",
    "reports": """
select r.id, r.object_key, r.file_name, to_jsonb(r) - '{object_key}'::text[] || jsonb_build_object(
    'shares', (select coalesce(jsonb_agg(to_jsonb(s) - '{token_hash, passcode_hash}'::text[] || jsonb_build_object(
        'days', (select coalesce(jsonb_agg(to_jsonb(v) order by v.day), '[]') from share_views v
            where v.user_id = tenant() and v.share_id = s.id),
        'answers', (select coalesce(jsonb_agg(to_jsonb(a) order by a.created_at, a.id), '[]') from share_answers a
            where a.user_id = tenant() and a.share_id = s.id)) order by s.id), '[]') from report_shares s
        where s.user_id = tenant() and s.report_id = r.id)) as item
from reports r where r.user_id = tenant() and r.id > %(after)s order by r.id limit %(most)s
""",
}


class Export(BaseModel):
    """A file with all data of an account: being made, ready under a link that is valid until `expires_at`, or failed."""

    status: Literal["queued", "ready", "failed"]
    created_at: datetime
    bytes: int | None
    url: str | None
    expires_at: datetime | None


class Reader(Protocol):
    """Runs a read for one tenant and returns its result."""

    def __call__(self, work: Callable[[Transaction], Pending[T]]) -> T:
        """Return what `work` reads."""


def ask(tx: Transaction, job_id: UUID) -> bool:
    """Request an export; return whether a new one was begun: it is not while another has not ended."""
    return outbox.enqueue(tx, "export", job_id).value


def newest(tx: Transaction) -> Pending[DictRow | None]:
    """Return the export that was requested last, with the key of its file."""
    return tx.row(_NEWEST, {})


def finish(tx: Transaction, claimed: Claim, object_key: str, size: int) -> None:
    """End the job: the file is in the bucket.

    Raises
    ------
    Superseded
        When the attempt no longer holds the job; its file must then be deleted.
    """
    leases.finish(tx, claimed)
    tx.run(_STORE, {"id": claimed.id, "object_key": object_key, "bytes": size})


def discard(tx: Transaction, object_key: str) -> None:
    """Mark a file for deletion unless it is the file of an export."""
    tx.run(_DISCARD, {"key": object_key})


def account(tx: Transaction) -> Pending[DictRow | None]:
    """Return the account itself as `item`."""
    return tx.row(_ACCOUNT, {})


def rows(read: Reader, name: str) -> Iterator[DictRow]:
    """Yield the rows of a list, read page by page, so that a long list needs little memory."""
    after = UUID(int=0)
    while page := read(_page(name, after)):
        yield from page
        after = page[-1]["id"]


def _page(name: str, after: UUID) -> Callable[[Transaction], Pending[list[DictRow]]]:
    return lambda tx: tx.rows(LISTS[name], {"after": after, "most": _PAGE})
