"""Business processes as they are stored: their description, their inputs and the figures computed from them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from smartflow.engine.assessment import Provenance
from smartflow.engine.decisions import relocated, stated
from smartflow.engine.estimate_view import shown
from smartflow.engine.facts import Fact, inputs_from
from smartflow.engine.inputs import FIELDS, MONEY_FIELDS, Inputs
from smartflow.engine.portfolio import ProcessLine, ids_in, matrix
from smartflow.engine.process_figures import ProcessFigures
from smartflow.infra import cursors, ids
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import page_of
from smartflow.language import search_keys
from smartflow.language.text import Language
from smartflow.processes import facts as stored_facts
from smartflow.processes import figures as stored_figures
from smartflow.processes import figures_view
from smartflow.processes import overrides as stored_overrides
from smartflow.processes.facts import AS_JSON as FACTS
from smartflow.processes.overrides import AS_JSON as OVERRIDES
from smartflow.processes.schema import (
    Common,
    Process,
    ProcessBody,
    ProcessList,
    ProcessPage,
    ProcessPatch,
    ProcessSummary,
)

TRASH_DAYS = 30

_SHARED = """p.id, p.title, p.category_id, p.industry, p.company_size, p.budget_range, p.language, p.tags, p.status,
    p.analysis_depth, p.automation_potential, p.time_savings_hours, p.cost_savings_annual, p.implementation_difficulty,
    p.current_analysis_id, p.analysed_hash is distinct from p.input_hash and p.analysed_hash is not null as stale,
    p.version, p.created_at, p.updated_at, p.deleted_at"""

_GET = f"""
select {_SHARED}, p.description, p.inputs, p.suggested, p.steps, p.ai_analysis, p.input_hash, p.figures, p.figures_version,
    {FACTS} as facts, {OVERRIDES} as overrides, u.currency, u.working_days
from business_processes p join users u on u.id = p.user_id
where p.user_id = tenant() and p.id = %(id)s and p.deleted_at is null
"""  # noqa: S608

# What stands beside the figures of a process in lists and totals.
_MARKS = """p.figures -> 'verdict' ->> 'code' as verdict, (p.figures ->> 'firm')::boolean as firm,
    (p.figures -> 'confidence' ->> 'rough')::boolean as rough, coalesce(json_array_length(p.figures -> 'open'), 0) as open_questions,
    array(select o.field from process_overrides o where o.user_id = p.user_id and o.process_id = p.id order by o.field) as set_by_hand,
    (select o.value from process_overrides o where o.user_id = p.user_id and o.process_id = p.id and o.field = 'verdict')
        as verdict_by_hand"""

# What the dashboard counts and the list can be narrowed to; none of them is ever null.
_PRICED = "(p.net_savings_per_year is not null and p.running_cost_per_year is not null and p.investment is not null)"
_ON_DEFAULTS = "coalesce(p.defaults_share > 0, false)"
_UNCONFIRMED = """(coalesce(not (p.figures ->> 'firm')::boolean and p.figures -> 'verdict' ->> 'code' <> 'not_enough_known', false)
    and not exists (select from process_overrides o where o.user_id = p.user_id and o.process_id = p.id and o.field = 'verdict'))"""

_LIST = f"""
select {_SHARED}, left(p.description, 240) as excerpt, p.title_key, p.ease, p.hours_per_year, p.cost_per_year,
    p.hours_saved_per_year, p.net_savings_per_year, p.payback_months, p.defaults_share,
    {_MARKS}
from business_processes p
where p.user_id = tenant() and {{kept}} {{filters}} {{after}}
order by {{column}} {{direction}}, p.id {{direction}} limit %(limit)s
"""  # noqa: S608

_COUNT = "select count(*) as total from business_processes p where p.user_id = tenant() and {kept} {filters}"

_FILTERS = {
    "category_id": "p.category_id = %(category_id)s",
    "industry": "p.industry = %(industry)s",
    "company_size": "p.company_size = %(company_size)s",
    "status": "p.status = %(status)s",
    "difficulty": "p.implementation_difficulty = %(difficulty)s",
    "analysed": "(p.current_analysis_id is not null) = %(analysed)s",
    "tag": "%(tag)s = any (p.tags)",
}
_FIGURES = {"priced": _PRICED, "not_priced": f"not {_PRICED}", "unconfirmed": _UNCONFIRMED, "on_defaults": _ON_DEFAULTS}
# column, type of the cursor's value, and the field of the row that it is read from
_ORDERS: dict[str, tuple[str, cursors.Kind, str]] = {
    "created_at": ("p.created_at", "timestamptz", "created_at"),
    "updated_at": ("p.updated_at", "timestamptz", "updated_at"),
    "title": ("p.title_key", "text", "title_key"),
    "net_savings": ("coalesce(p.net_savings_per_year, -9999999999.99)", "numeric", "net_savings_per_year"),
    "deleted_at": ("p.deleted_at", "timestamptz", "deleted_at"),
}

_WRITTEN = (
    "title", "description", "category_id", "industry", "company_size", "budget_range", "language", "tags", "status",
    "inputs", "suggested", "steps", "search_text", "title_key", *stored_figures.COLUMNS, "input_hash",
)  # fmt: skip
_INSERT = f"""
insert into business_processes (id, user_id, created_at, updated_at, {", ".join(_WRITTEN)})
values (%(id)s, tenant(), %(now)s, %(now)s, {", ".join(f"%({name})s" for name in _WRITTEN)})
"""  # noqa: S608
_UPDATE = f"""
update business_processes set version = version + 1, updated_at = %(now)s, {", ".join(f"{n} = %({n})s" for n in _WRITTEN)}
where user_id = tenant() and id = %(id)s
"""  # noqa: S608
_ALL = f"""
select p.id, p.title, p.description, p.category_id, p.industry, p.company_size, p.budget_range, p.language, p.tags, p.status,
    p.steps, p.current_analysis_id, {FACTS} as facts, {OVERRIDES} as overrides, u.currency, u.working_days
from business_processes p join users u on u.id = p.user_id
where p.user_id = tenant() and (%(id)s::uuid is null or p.id = %(id)s) for update of p
"""  # noqa: S608
_REWRITE = f"""
update business_processes set inputs = %(inputs)s, suggested = %(suggested)s, input_hash = %(input_hash)s,
    analysed_hash = case when analysed_hash = input_hash then %(input_hash)s else analysed_hash end,
    {", ".join(f"{n} = %({n})s" for n in stored_figures.COLUMNS)}
where user_id = tenant() and id = %(id)s
"""  # noqa: S608
_UPDATE_FIGURES = f"""
update business_processes set steps = %(steps)s, {", ".join(f"{n} = %({n})s" for n in stored_figures.COLUMNS)}
where user_id = tenant() and id = %(id)s
"""  # noqa: S608
# What an analysis already used does not make it stale when a person agrees to it.
_DECIDE = f"""
update business_processes set version = version + 1, updated_at = %(now)s, inputs = %(inputs)s, suggested = %(suggested)s,
    analysed_hash = case when analysed_hash = input_hash then %(input_hash)s else analysed_hash end,
    input_hash = %(input_hash)s, {", ".join(f"{n} = %({n})s" for n in stored_figures.COLUMNS)}
where user_id = tenant() and id = %(id)s
"""  # noqa: S608
# Confirmed amounts are converted, those that were only read stay what the text says: amounts in another currency.
_CONVERT = """
update process_facts set
    low = case when state = 'confirmed' then round(low::numeric * %(rate)s, 2)::text else low end,
    high = case when state = 'confirmed' then round(high::numeric * %(rate)s, 2)::text else high end,
    currency = case when state = 'confirmed' then null when currency is null then %(old)s when currency = %(new)s then null
        else currency end
where user_id = tenant() and field = any (%(money)s) and state <> 'replaced'
"""
_HAS_MONEY = """
select exists (select from process_facts where user_id = tenant() and field = any (%(money)s) and state <> 'replaced') as found
"""
_TRASH = """
with gone as (
    update business_processes set deleted_at = now(), version = version + 1
    where user_id = tenant() and id = %(id)s and deleted_at is null and version = %(version)s
    returning id
), cancelled as (
    update jobs set status = 'cancelled', stage = null, finished_at = now()
    where user_id = tenant() and process_id in (select id from gone) and status in ('queued', 'running')
)
select (select count(*) from gone) as gone,
    exists (select from business_processes where user_id = tenant() and id = %(id)s and deleted_at is null) as present
"""
_RESTORE = """
update business_processes set deleted_at = null, version = version + 1
where user_id = tenant() and id = %(id)s and deleted_at is not null
"""
_PORTFOLIO = f"""
select p.id::text, p.title, p.ease, p.hours_saved_per_year as hours_saved, p.gross_savings_per_year as gross,
    p.running_cost_per_year as running_cost, p.net_savings_per_year as net, p.investment as build_cost, p.ramp_months,
    p.defaults_share, p.current_analysis_id is not null as analysed, p.status, {_ON_DEFAULTS} as on_defaults,
    {_UNCONFIRMED} as unconfirmed, {_MARKS}
from business_processes p where p.user_id = tenant() and p.deleted_at is null order by p.created_at desc, p.id desc
"""  # noqa: S608


def read(tx: Transaction, process_id: UUID, *, lock: bool = False) -> Pending[DictRow | None]:
    """Return a process that is not in the trash, with the account's currency and working days; `lock` locks its row."""
    return tx.row(_GET + ("for update of p" if lock else ""), {"id": process_id})


def page(tx: Transaction, query: ProcessList) -> Pending[ProcessPage]:
    """List one page of the processes, or of the trash."""
    order = query.order
    column, kind, name = _ORDERS[order.removeprefix("-")]
    descending = order.startswith("-")
    filters = [text for field, text in _FILTERS.items() if getattr(query, field) is not None]
    params: dict[str, object] = query.model_dump(include=set(_FILTERS))
    if query.figures:
        filters.append(_FIGURES[query.figures])
    if query.quadrant:
        # Where a process is placed depends on all the others.
        filters.append("p.id = any (%(placed)s::uuid[])")
        params["placed"] = ids_in(matrix([portfolio_line(row) for row in portfolio_rows(tx).value]), query.quadrant)
    for number, pattern in enumerate(search_keys.patterns(query.search or "")):
        filters.append(f"p.search_text like %(word{number})s")
        params[f"word{number}"] = pattern
    after = ""
    if query.cursor:
        params["after"], params["after_id"] = cursors.decode(query.cursor, order, kind)
        after = f"and ({column}, p.id) {'<' if descending else '>'} (%(after)s::{kind}, %(after_id)s::uuid)"
    matching = {
        "kept": "p.deleted_at is not null" if query.deleted else "p.deleted_at is null",
        "filters": "".join(f" and {text}" for text in filters),
    }
    count = tx.row(_COUNT.format(**matching), params)
    statement = _LIST.format(
        **matching,
        after=after,
        column=column,
        direction="desc" if descending else "asc",
    )
    found = page_of(
        tx, statement, params, query.limit, ProcessSummary,
        lambda row: cursors.encode(order, _cursor_text(row[name]), row["id"]),
    )  # fmt: skip
    return found.then(lambda page: ProcessPage(**dict(page), total=count.value["total"] if count.value else 0))


def first_facts(body: ProcessBody) -> list[Fact]:
    """Return what a person states of a new process."""
    return stated([], _values(body.inputs), ids.new)


def insert(
    tx: Transaction,
    process_id: UUID,
    now: datetime,
    body: ProcessBody,
    facts: list[Fact],
    steps: int | None,
    account: Mapping[str, Any],
    language: Language,
) -> Process:
    """Add a process with its facts and return it. `account` has `currency` and `working_days`."""
    stored: dict[str, Any] = dict.fromkeys(Common.model_fields) | {"steps": steps, "overrides": []}
    row = _row(body, facts, {**stored, **account}, body.language or language)
    tx.run(_INSERT, {"id": process_id, "now": now, **row})
    stored_facts.save(tx, process_id, [], facts)
    fresh = stored | {"stale": False, "version": 1, "created_at": now, "updated_at": now, "ai_analysis": None}
    return from_row({**fresh, **row, "id": process_id}, language)


def update(tx: Transaction, stored: DictRow, now: datetime, body: ProcessBody, language: Language) -> Process:
    """Replace the data of a process that was read for update; what its inputs say becomes facts a person stated."""
    before = stored_facts.from_rows(stored["facts"])
    after = stated(relocated(before, body.description), _values(body.inputs), ids.new)
    if body.description != stored["description"]:
        stored = {**stored, "steps": None}  # they were read from other words
    row = _row(body, after, stored, body.language or stored["language"])
    tx.run(_UPDATE, {"id": stored["id"], "now": now, **row})
    stored_facts.save(tx, stored["id"], before, after)
    changed = {"version": stored["version"] + 1, "updated_at": now}
    stale = stored["current_analysis_id"] is not None and (stored["stale"] or row["input_hash"] != stored["input_hash"])
    return from_row({**stored, **row, **changed, "stale": stale}, language)


def decide(
    tx: Transaction, stored: DictRow, now: datetime, facts: list[Fact], language: Language, reason: str | None = None
) -> Process:
    """Store what became of the facts of a process that was read for update, and compute its figures in the same transaction."""
    row = decided(tx, stored, now, facts, reason)
    return from_row({**stored, **row, "version": stored["version"] + 1, "updated_at": now}, language)


def decided(
    tx: Transaction, stored: DictRow, now: datetime, facts: list[Fact], reason: str | None = None
) -> dict[str, Any]:
    """Like `decide`, for callers that need the row's new columns only."""
    row = _row(_body(stored, facts), facts, stored, stored["language"])
    tx.run(_DECIDE, {**row, "id": stored["id"], "now": now})
    stored_facts.save(tx, stored["id"], stored_facts.from_rows(stored["facts"]), facts, reason)
    return row


def refresh(tx: Transaction, stored: Mapping[str, Any], facts: list[Fact]) -> ProcessFigures:
    """Store facts and `steps` that a reading of the text left, and the figures that follow; no edit, so the version stays."""
    figures = stored_figures.computed(facts, stored_figures.context(stored, stored))
    tx.run(_UPDATE_FIGURES, {"id": stored["id"], "steps": stored["steps"], **_figure_columns(figures, stored)})
    stored_facts.save(tx, stored["id"], stored_facts.from_rows(stored["facts"]), facts)
    return figures


def recompute(tx: Transaction, process_id: UUID | None = None) -> None:
    """Compute the figures of one process, or of all, the trash included: settings, defaults, formulas or overrides have changed.

    Raises
    ------
    Problem
        422 if the figures of a process are out of range.
    """
    for row in tx.rows(_ALL, {"id": process_id}).value:
        facts = stored_facts.from_rows(row["facts"])
        tx.run(_REWRITE, {**_row(_body(row, facts), facts, row, row["language"]), "id": row["id"]})


def outdated(tx: Transaction, version: str, most: int) -> Pending[list[tuple[UUID, UUID]]]:
    """Return account and id of processes, of whichever account, whose figures are not of `version`."""
    rows = tx.rows(
        "select user_id, process_id from processes_to_compute(%(version)s, %(most)s)",
        {"version": version, "most": most},
    )
    return rows.then(lambda found: [(row["user_id"], row["process_id"]) for row in found])


def has_money(tx: Transaction) -> Pending[bool]:
    """Tell whether any process has an amount of money."""
    row = tx.row(_HAS_MONEY, {"money": sorted(MONEY_FIELDS)})
    return row.then(lambda found: bool(found and found["found"]))


def convert_money(tx: Transaction, old: str, new: str, rate: Decimal) -> None:
    """Convert every confirmed amount from one currency to another; `rate` is the new currency for one unit of the old."""
    tx.run(_CONVERT, {"old": old, "new": new, "rate": rate, "money": sorted(MONEY_FIELDS)})


def patched(stored: DictRow, patch: ProcessPatch) -> dict[str, Any]:
    """Return the whole process with the changes of a patch, not yet validated."""
    given = patch.given()
    inputs = dict(stored["inputs"])
    readiness = {**inputs.pop("readiness", {}), **given.pop("readiness", {})}
    described = {name: stored[name] for name in ProcessBody.model_fields if name not in Inputs.model_fields}
    if given.get("status", "") is None:
        del given["status"]
    return {**described, **inputs, **given, "readiness": readiness}


def trash(tx: Transaction, process_id: UUID, version: int) -> Pending[DictRow | None]:
    """Move a process to the trash and cancel its analyses; the row says whether it was moved (`gone`) or still exists (`present`)."""
    return tx.row(_TRASH, {"id": process_id, "version": version})


def restore(tx: Transaction, process_id: UUID) -> Pending[int]:
    """Restore a process from the trash."""
    return tx.run(_RESTORE, {"id": process_id})


def portfolio_rows(tx: Transaction) -> Pending[list[DictRow]]:
    """Return the rows that totals and matrix are computed from, one for each process."""
    return tx.rows(_PORTFOLIO, {})


def portfolio_line(row: Mapping[str, Any]) -> ProcessLine:
    """Return one row of `portfolio_rows` as the money engine's input."""
    return ProcessLine.model_validate({name: row[name] for name in ProcessLine.model_fields})


def from_row(row: Mapping[str, Any], language: Language) -> Process:
    """Return a process as its owner sees it, with the working in `language`."""
    figures = stored_figures.of_row(row)
    overrides = stored_overrides.from_rows(row["overrides"])
    inputs = json.loads(row["inputs"]) if isinstance(row["inputs"], str) else row["inputs"]
    fields = {name: row[name] for name in (*Common.model_fields, "description", "ai_analysis")}
    return Process.model_validate(
        {
            **inputs,
            **fields,
            "provenance": provenance_of({"inputs": inputs, "suggested": row["suggested"]}),
            "assessment": shown(figures.assessment, language),
            "figures": figures_view.shown(figures, overrides, language),
        }
    )


def etag(process: Process) -> str:
    """Return the version that an edit must name, and after a dot the current analysis, which changes without an edit."""
    analysis = process.current_analysis_id
    return f"{process.version}.{analysis.hex[-8:]}" if analysis else str(process.version)


def provenance_of(row: Mapping[str, Any]) -> dict[str, Provenance]:
    """Return the origin of each known input of a row."""
    known = Inputs.model_validate(row["inputs"]).known()
    return {name: "suggested" if name in row["suggested"] else "user" for name, _ in known}


def _row(body: ProcessBody, facts: list[Fact], stored: Mapping[str, Any], language: str) -> dict[str, Any]:
    described = body.model_dump(exclude=set(Inputs.model_fields)) | {"language": language, "steps": stored["steps"]}
    confirmed = {fact.field: fact for fact in facts if fact.state == "confirmed"}
    inputs = inputs_from({field: fact.low for field, fact in confirmed.items()})
    stored_inputs = inputs.model_dump(mode="json", exclude_none=True)
    figures = stored_figures.computed(facts, stored_figures.context(described, stored))
    return {
        **described,
        "inputs": json.dumps(stored_inputs),
        "suggested": [field for field, fact in confirmed.items() if fact.origin != "person"],
        "search_text": search_keys.searchable(body.title, body.description, *body.tags),
        "title_key": search_keys.sort_key(body.title),
        **_figure_columns(figures, stored),
        "input_hash": _input_hash(described, stored_inputs),
        "facts": [fact.model_dump(mode="json") for fact in facts],
    }


def _figure_columns(figures: ProcessFigures, stored: Mapping[str, Any]) -> dict[str, Any]:
    overrides = stored_overrides.from_rows(stored["overrides"])
    return stored_figures.columns(figures, overrides, analysed=stored["current_analysis_id"] is not None)


def _values(inputs: Inputs) -> dict[str, str | None]:
    known = dict(inputs.known())
    return {field: str(known[field]) if field in known else None for field in FIELDS}


def _body(stored: Mapping[str, Any], facts: list[Fact]) -> ProcessBody:
    """Return what a person said of a process, with the values that are confirmed now."""
    described = {name: stored[name] for name in ProcessBody.model_fields if name not in Inputs.model_fields}
    inputs = inputs_from({fact.field: fact.low for fact in facts if fact.state == "confirmed"})
    return ProcessBody.model_validate({**described, **inputs.model_dump(exclude_none=True)})


def _input_hash(described: Mapping[str, Any], inputs: Mapping[str, Any]) -> bytes:
    """Return a hash of everything that an analysis depends on: with the same hash there is nothing new to analyse."""
    names = ("title", "description", "category_id", "industry", "company_size", "budget_range")
    relevant = [{name: str(described[name]) for name in names}, {name: inputs[name] for name in sorted(inputs)}]
    return hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).digest()


def _cursor_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "-9999999999.99" if value is None else str(value)
