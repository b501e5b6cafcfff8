"""Everything that is held on an account, row by row, as its owner may take it away.

Left out is what only serves the service: hashes of passwords and tokens, keys of objects, folded text for the search, the
queue's bookkeeping, and answers kept for a few days so that a repeated request is answered alike.
"""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.infra.db import Pending, Transaction

T = TypeVar("T")

_PAGE = 200

_ACCOUNT = """
select to_jsonb(u) - '{password_hash, email_key}'::text[] || jsonb_build_object(
    'logo', (select to_jsonb(l) - '{object_key}'::text[] from logos l where l.user_id = u.id),
    'model_spending', (select coalesce(jsonb_agg(to_jsonb(m) order by m.month), '[]') from model_spending m
        where m.user_id = u.id)) as item
from users u where u.id = tenant()
"""
#: Name of the file: statement that gives its next rows, each as `id` and `item`, by ascending id.
LISTS = {
    "sessions": """
select s.id, to_jsonb(s) as item from sessions s where s.user_id = tenant() and s.id > %(after)s order by s.id limit %(most)s
""",
    "activity": """
select a.id, to_jsonb(a) as item from activity_logs a where a.user_id = tenant() and a.id > %(after)s order by a.id limit %(most)s
""",
    "processes": """
select p.id, to_jsonb(p) - '{search_text, title_key, input_hash, analysed_hash}'::text[] as item
from business_processes p where p.user_id = tenant() and p.id > %(after)s order by p.id limit %(most)s
""",
    "analyses": """
select j.id, to_jsonb(j) - '{input_hash, lease_until, attempt, not_before}'::text[] || jsonb_build_object(
    'version', (select to_jsonb(a) - '{input_hash}'::text[] from analyses a where a.user_id = tenant() and a.id = j.id),
    'overrides', (select coalesce(jsonb_agg(to_jsonb(o) order by o.field), '[]') from analysis_overrides o
        where o.user_id = tenant() and o.analysis_id = j.id),
    'decisions', (select coalesce(jsonb_agg(to_jsonb(d) order by d.suggestion_id), '[]') from analysis_suggestions d
        where d.user_id = tenant() and d.analysis_id = j.id)) as item
from analysis_jobs j where j.user_id = tenant() and j.id > %(after)s order by j.id limit %(most)s
""",
    "reports": """
select r.id, r.object_key, r.file_name, to_jsonb(r) - '{object_key}'::text[] || jsonb_build_object(
    'shares', (select coalesce(jsonb_agg(to_jsonb(s) - '{token_hash}'::text[] order by s.id), '[]') from report_shares s
        where s.user_id = tenant() and s.report_id = r.id)) as item
from reports r where r.user_id = tenant() and r.id > %(after)s order by r.id limit %(most)s
""",
}


class Reader(Protocol):
    """Runs a read for one tenant and waits for its result."""

    def __call__(self, work: Callable[[Transaction], Pending[T]]) -> T:
        """Return what `work` reads."""


def account(tx: Transaction) -> Pending[DictRow | None]:
    """Return the account itself as `item`."""
    return tx.row(_ACCOUNT, {})


def rows(read: Reader, name: str) -> Iterator[DictRow]:
    """Yield the rows of a list one after the other, read page by page: memory stays small however long it is."""
    after = UUID(int=0)
    while page := read(_page(name, after)):
        yield from page
        after = page[-1]["id"]


def _page(name: str, after: UUID) -> Callable[[Transaction], Pending[list[DictRow]]]:
    return lambda tx: tx.rows(LISTS[name], {"after": after, "most": _PAGE})
