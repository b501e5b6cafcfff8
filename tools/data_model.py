"""Writes the diagrams and tables of docs/data-model.md from a migrated database: `python -m tools.data_model`.

They are between two marks of the page; the text around them is not changed.
"""

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

ROOT: Final = Path(__file__).parents[1]
TARGET: Final = ROOT / "docs" / "data-model.md"
BEGIN: Final = "<!-- begin: written by `python -m tools.data_model` -->"
END: Final = "<!-- end: written by `python -m tools.data_model` -->"

# Which diagram a table is drawn in. A table that is not named here is drawn under "Other tables".
AREAS: Final = {
    "Accounts": (
        "users", "sessions", "session_tokens", "password_resets", "totp", "recovery_codes", "devices", "activity_logs",
        "idempotency_keys", "login_attempts", "client_turns", "logos", "model_spending", "service_months",
    ),
    "Processes and analyses": (
        "process_categories", "business_processes", "process_facts", "process_overrides", "analyses",
        "analysis_suggestions", "analysis_overrides",
    ),
    "Jobs": ("jobs", "job_outbox", "job_answers", "open_calls", "circuits", "notices", "moved_account_jobs"),
    "Reports": ("reports", "report_shares", "share_views", "share_answers", "object_deletions", "account_deletions"),
    "The schema itself": ("migrations",),
}  # fmt: skip
_OTHER: Final = "Other tables"

PURPOSES: Final = {
    "account_deletions": "An account that was deleted and is still to be listed in the bucket",
    "activity_logs": "What was done in an account and when; rows are only added",
    "analyses": "The result of an analysis job; it has the same id as the job and is never changed",
    "analysis_overrides": "A person's own value for a computed one, with the reason",
    "analysis_suggestions": "Whether a person accepted or rejected a value that an analysis read from the text",
    "business_processes": "A process as the person described it, with the figures that lists and totals show",
    "client_turns": "How often an address has done what anybody may do; the subject is a hash",
    "devices": "A browser that has signed in to an account, as the hash of its token",
    "circuits": "A service that has failed, with the time when it is tried next",
    "idempotency_keys": "The answer to a request that had an idempotency key, stored for a repetition of that request",
    "job_answers": "An answer of the language model that was paid for, until its job ends",
    "job_outbox": "A message to a queue that is to be sent, or was sent, for a job",
    "jobs": "Work in the background: an analysis, a large report, an export or a mail, with its present state",
    "login_attempts": "A count of failed sign-ins by account, browser or address; the subject is a hash",
    "logos": "The picture on the covers of an account's reports; the file is in the bucket",
    "migrations": "A migration that was applied, with its checksum",
    "model_spending": "What an account's calls of the language model cost in a month",
    "open_calls": "A call of the language model that was made and is not booked yet, with its expected cost",
    "service_months": "What the calls of all accounts cost in a month, deleted accounts included",
    "notices": "A mail about a change of an account, to the address that it had before",
    "object_deletions": "A file that is to be deleted from the bucket",
    "moved_account_jobs": "Empty; the table of an earlier release, until a later one removes it",
    "password_resets": "A token from a password reset mail, as a hash",
    "process_categories": "A category of processes, with its names in both languages",
    "process_facts": "What is known of a process, field by field, with where it comes from and what was decided",
    "process_overrides": "A person's value in place of a computed figure or of the verdict, with the reason",
    "recovery_codes": "A code that replaces the app's code once, as a hash",
    "report_shares": "A link that opens one report without an account; its token and passcode are stored as hashes",
    "share_views": "How often a link was opened on a day",
    "share_answers": "What somebody with the link answered",
    "reports": "A report and where its file is in the bucket",
    "session_tokens": "An access token or a refresh token of a session, as a hash",
    "sessions": "A sign-in on one device",
    "totp": "The secret of an authenticator app, encrypted by KMS",
    "users": "An account, which is also the tenant",
}
_NO_PURPOSE: Final = "(not described yet)"

# The columns, in addition to keys, that are drawn of tables with more columns than this.
_MANY: Final = 12
_MAIN: Final = {
    "users": ("email", "full_name", "language", "currency", "working_days", "version", "created_at"),
    "business_processes": (
        "title", "description", "status", "inputs", "net_savings_per_year", "current_analysis_id", "analysed_hash", "input_hash",
        "version", "deleted_at",
    ),
    "jobs": ("kind", "status", "depth", "language", "snapshot", "attempt", "lease_until", "not_before", "error"),
    "analyses": ("version", "analyst", "model", "formula_version", "result", "assessment", "input_hash", "reused_from"),
    "reports": ("scope", "format", "title", "process_ids", "status", "object_key", "cover"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column; `keys` are Mermaid's marks PK, FK and UK."""

    name: str
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A foreign key from `child` to `parent`."""

    child: str
    parent: str
    columns: tuple[str, ...]
    optional: bool
    single: bool
    cascades: bool


@dataclass(frozen=True)
class Table:
    """A table, and the rights of the application's role on it."""

    name: str
    columns: tuple[Column, ...]
    closed: bool
    tenant: str | None
    definer: bool
    rights: tuple[str, ...]

    def drawn(self) -> tuple[Column, ...]:
        """Return the columns of the diagram: all of a small table, keys and main columns of a large one."""
        if len(self.columns) <= _MANY:
            return self.columns
        keys = {column.name for column in self.columns if column.keys}
        others = [column.name for column in self.columns if not column.keys]
        wanted = keys | set(_MAIN.get(self.name, others[: _MANY - len(keys)]))
        return tuple(column for column in self.columns if column.name in wanted)


_COLUMNS = """
select c.relname, a.attname, format_type(a.atttypid, null), c.relrowsecurity and c.relforcerowsecurity,
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any (k.conkey)),
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)),
    exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'u' and k.conkey = array[a.attnum])
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = 'smartflow' and c.relkind in ('r', 'p')
order by c.relname, a.attnum
"""

# A foreign key is single when its columns hold a primary key or a unique constraint of the table that has it.
_REFERENCES = """
select child.relname, parent.relname,
    (select array_agg(a.attname::text order by p.place)
        from unnest(k.conkey) with ordinality p (number, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = p.number),
    exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and not a.attnotnull),
    exists (select from pg_constraint u
        where u.conrelid = k.conrelid and u.contype in ('p', 'u') and u.conkey <@ k.conkey),
    k.confdeltype = 'c'
from pg_constraint k
    join pg_class child on child.oid = k.conrelid
    join pg_class parent on parent.oid = k.confrelid
    join pg_namespace n on n.oid = child.relnamespace
where k.contype = 'f' and n.nspname = 'smartflow' and k.conparentid = 0
order by 1, 2, 3
"""

_POLICIES = """
select tablename, bool_or(policyname = 'own'), bool_or('smartflow_definer' = any (roles)),
    max(substring(qual from '^\\((\\w+) = ')) filter (where policyname = 'own')
from pg_policies where schemaname = 'smartflow' group by tablename
"""

# A right on some columns of a table counts as a right on the table.
_RIGHTS = """
select c.relname, array(
    select one.name from unnest(array['select', 'insert', 'update', 'delete']) with ordinality one (name, place)
    where has_table_privilege('smartflow_app', c.oid, one.name)
        or one.name <> 'delete' and has_any_column_privilege('smartflow_app', c.oid, one.name)
    order by one.place)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'smartflow' and c.relkind in ('r', 'p')
"""


def tables(connection: psycopg.Connection) -> list[Table]:
    """Read every table of the schema, by name."""
    policies = {name: (own, definer, tenant) for name, own, definer, tenant in connection.execute(_POLICIES)}
    rights = {name: tuple(granted) for name, granted in connection.execute(_RIGHTS)}
    columns: dict[str, list[Column]] = {}
    closed: dict[str, bool] = {}
    for table, name, kind, secured, *marks in connection.execute(_COLUMNS):
        keys = tuple(mark for mark, present in zip(("PK", "FK", "UK"), marks, strict=True) if present)
        columns.setdefault(table, []).append(Column(name, _mermaid_type(kind), keys))
        closed[table] = secured
    found = []
    for name, its in columns.items():
        own, definer, tenant = policies.get(name, (False, False, None))
        found.append(Table(name, tuple(its), closed[name], tenant if own else None, definer, rights[name]))
    return found


def references(connection: psycopg.Connection) -> list[Reference]:
    """Read every foreign key of the schema."""
    return [
        Reference(child, parent, tuple(columns), optional, single, cascades)
        for child, parent, columns, optional, single, cascades in connection.execute(_REFERENCES)
    ]


def block(connection: psycopg.Connection) -> str:
    """Return the part between the marks: a diagram and a table for each area."""
    every, foreign_keys = tables(connection), references(connection)
    named = {name for area in AREAS.values() for name in area}
    areas: dict[str, Iterable[str]] = {**AREAS, _OTHER: sorted({table.name for table in every} - named)}
    by_name = {table.name: table for table in every}
    lines: list[str] = []
    for area, names in areas.items():
        its = [by_name[name] for name in names if name in by_name]
        if its:
            lines += [f"### {area}", "", *_diagram(its, foreign_keys), "", *_listing(its), ""]
    return "\n".join(lines).rstrip() + "\n"


def page(current: str, connection: psycopg.Connection) -> str:
    """Return the page with the part between its marks replaced."""
    before, begin, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{TARGET.name} lacks a mark: {BEGIN} or {END}")
    return f"{before}{BEGIN}\n\n{block(connection)}\n{END}{after}"


def _diagram(its: list[Table], foreign_keys: list[Reference]) -> list[str]:
    lines = ["```mermaid", "erDiagram"]
    for table in its:
        lines.append(f"    {table.name} {{")
        for column in table.drawn():
            keys = f" {', '.join(column.keys)}" if column.keys else ""
            lines.append(f"        {column.kind} {column.name}{keys}")
        lines.append("    }")
    names = {table.name for table in its}
    lines += [f"    {_relation(one)}" for one in foreign_keys if one.child in names]
    return [*lines, "```"]


def _relation(one: Reference) -> str:
    left = "|o" if one.optional else "||"
    right = "o|" if one.single else "o{"
    line = "--" if one.cascades else ".."
    return f'{one.parent} {left}{line}{right} {one.child} : "{", ".join(one.columns)}"'


def _listing(its: list[Table]) -> list[str]:
    lines = ["| table | a row is | tenant | the application may | not drawn |", "|---|---|---|---|---|"]
    for table in its:
        purpose = PURPOSES.get(table.name, _NO_PURPOSE)
        tenant = f"`{table.tenant}`" if table.tenant else "closed to all" if table.closed else "none"
        rights = ", ".join(table.rights) or "nothing"
        hidden = len(table.columns) - len(table.drawn())
        rest = f"{hidden} column{'s' if hidden > 1 else ''}" if hidden else ""
        lines.append(f"| `{table.name}` | {purpose} | {tenant} | {rights} | {rest} |")
    return lines


def _mermaid_type(kind: str) -> str:
    """Mermaid takes one word for a type."""
    return kind.replace("timestamp with time zone", "timestamptz").replace(" ", "_")


def main() -> None:
    """Start a server, apply the migrations to a database and write the page again."""
    sys.path[:0] = [str(ROOT / "layers" / "smartflow"), str(ROOT / "functions" / "migrate")]
    from tests.support import postgres  # after the path is set

    with (
        tempfile.TemporaryDirectory() as folder,
        postgres.server(Path(folder)) as server,
        postgres.database(server) as database,
        psycopg.connect(database.owner_dsn) as connection,
    ):
        before = TARGET.read_text()
        after = page(before, connection)
    TARGET.write_text(after)
    print(f"{TARGET.relative_to(ROOT)}: {'written' if after != before else 'nothing has changed'}")
    if _NO_PURPOSE in after:
        print("A table has no sentence yet: add one to PURPOSES in tools/data_model.py and run this again.")


if __name__ == "__main__":
    main()
