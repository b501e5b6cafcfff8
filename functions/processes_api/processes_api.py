"""Processes: CRUD, search and trash; the dashboard and the activity log of an account."""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from psycopg import errors
from psycopg.rows import DictRow

from smartflow.accounts import activity, users
from smartflow.accounts.activity import Activity, ActivityQuery
from smartflow.analyses.first_figures import first_reading
from smartflow.api import idempotency, validation
from smartflow.api.http import Answer, Api, IdempotencyKey, Request
from smartflow.engine.decisions import DecisionRefused, decide
from smartflow.infra import db, ids
from smartflow.infra.pagination import Page
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.language.text import Language
from smartflow.processes import facts as stored_facts
from smartflow.processes import store as processes
from smartflow.processes.dashboard import Dashboard, dashboard
from smartflow.processes.facts_view import FactDecisions, Facts, StoredFact
from smartflow.processes.schema import NewProcess, Process, ProcessBody, ProcessList, ProcessPage, ProcessPatch

api = Api()


@api.route("GET", "/v1/processes", answers={200: ()})
def list_processes(request: Request, query: ProcessList) -> Answer[ProcessPage]:
    """One page of the processes, filtered, searched and sorted."""
    return Answer(db.read(request.token, lambda tx: processes.page(tx, query)).value)


@api.route("POST", "/v1/processes", answers={201: ("ETag", "Location")})
def create_process(request: Request, body: NewProcess, idempotency_key: IdempotencyKey | None) -> Answer[Process]:
    """Create a process; with `decisions`, what the rules read in its description is kept with it."""
    process_id, now = ids.new(), datetime.now(UTC)

    def work(tx: db.Transaction) -> Answer[Process]:
        account = users.me(tx).value
        if account is None:
            raise Problem("unauthorized")
        facts, steps = processes.first_facts(body), None
        if body.decisions is not None:
            own = body.language or request.language
            read = first_reading(body.title, body.description, account["currency"], own, facts, body.decisions)
            facts = [fact.model_copy(update={"id": ids.new()}) for fact in read.facts if fact.state != "replaced"]
            steps = read.steps
        process = processes.insert(tx, process_id, now, body, facts, steps, account, request.language)
        activity.record(tx, "process.created", "process", process_id, {"title": process.title})
        return Answer(
            process, 201, headers={"Location": f"/v1/processes/{process_id}"}, version=processes.etag(process)
        )

    with _category_known():
        return idempotency.create(idempotency_key, request.token, work)


@api.route("GET", "/v1/processes/{id}", answers={200: ("ETag",)})
def read_process(request: Request, id: UUID) -> Answer[Process]:  # noqa: A002 - the name in the path
    """One process with its figures."""
    return _process(db.read(request.token, lambda tx: processes.read(tx, id)).value, request.language)


@api.route("PUT", "/v1/processes/{id}", answers={200: ("ETag",)})
def replace_process(request: Request, id: UUID, body: ProcessBody, if_match: int) -> Answer[Process]:  # noqa: A002
    """Replace the data of a process; an input that is omitted becomes unknown."""
    return _change(request, id, if_match, lambda _stored: body)


@api.route("PATCH", "/v1/processes/{id}", answers={200: ("ETag",)})
def change_process(request: Request, id: UUID, body: ProcessPatch, if_match: int) -> Answer[Process]:  # noqa: A002
    """Change some data of a process."""
    return _change(request, id, if_match, lambda stored: validation.check(ProcessBody, processes.patched(stored, body)))


@api.route("DELETE", "/v1/processes/{id}", answers={204: ()})
def delete_process(request: Request, id: UUID, if_match: int) -> Answer[None]:  # noqa: A002
    """Move a process to the trash, where it stays for 30 days; its analyses that have not ended are cancelled."""

    def work(tx: db.Transaction) -> None:
        outcome = processes.trash(tx, id, if_match).value
        if outcome is None or not outcome["gone"]:
            raise Problem("stale" if outcome and outcome["present"] else "not_found")
        activity.record(tx, "process.deleted", "process", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("POST", "/v1/processes/{id}/restore", answers={200: ("ETag",)})
def restore_process(request: Request, id: UUID) -> Answer[Process]:  # noqa: A002
    """Restore a process from the trash."""

    def work(tx: db.Transaction) -> DictRow | None:
        if not processes.restore(tx, id).value:
            raise Problem("not_found")
        activity.record(tx, "process.restored", "process", id)
        return processes.read(tx, id).value

    return _process(db.write(request.token, work), request.language)


@api.route("GET", "/v1/processes/{id}/facts", answers={200: ("ETag",)})
def list_facts(request: Request, id: UUID) -> Answer[Facts]:  # noqa: A002
    """What is known of a process, field by field: where it comes from, its evidence and what was decided; with the figures."""
    row = db.read(request.token, lambda tx: processes.read(tx, id)).value
    if row is None:
        raise Problem("not_found")
    return _facts(processes.from_row(row, request.language), row["facts"])


@api.route("POST", "/v1/processes/{id}/facts", answers={200: ("ETag",)})
def decide_facts(request: Request, id: UUID, body: FactDecisions, if_match: int) -> Answer[Facts]:  # noqa: A002
    """State, confirm, reject, settle or withdraw, several at once; answers with the facts and the figures that follow."""
    now = datetime.now(UTC)

    def work(tx: db.Transaction) -> tuple[Process, db.Pending[DictRow | None]]:
        stored = _stored(tx, id, if_match)
        try:
            facts = decide(stored_facts.from_rows(stored["facts"]), body.decisions, ids.new)
        except DecisionRefused as fault:
            raise invalid(Fault(f"/decisions/{fault.index}/{fault.member}", fault.code)) from None
        reason = next((decision.reason for decision in body.decisions if decision.reason), None)
        process = processes.decide(tx, stored, now, facts, request.language, reason)
        counts = Counter(decision.action for decision in body.decisions)
        activity.record(tx, "process.facts_decided", "process", id, {"decisions": dict(counts)})
        return process, processes.read(tx, id)

    process, row = db.write(request.token, work)
    return _facts(process, row.value["facts"] if row.value else [])


@api.route("GET", "/v1/dashboard", answers={200: ()})
def read_dashboard(request: Request) -> Answer[Dashboard]:
    """Totals of all processes and the matrix of savings against ease."""
    account, rows = db.read(request.token, lambda tx: (users.me(tx), processes.portfolio_rows(tx)))
    if account.value is None:
        raise Problem("unauthorized")
    return Answer(dashboard(rows.value, account.value["currency"]))


@api.route("GET", "/v1/activity", answers={200: ()})
def list_activity(request: Request, query: ActivityQuery) -> Answer[Page[Activity]]:
    """The caller's activity, newest first, or that of one process."""
    return Answer(db.read(request.token, lambda tx: activity.page(tx, query)).value)


def _change(
    request: Request, process_id: UUID, version: int, change: Callable[[DictRow], ProcessBody]
) -> Answer[Process]:
    now = datetime.now(UTC)

    def work(tx: db.Transaction) -> Process:
        stored = _stored(tx, process_id, version)
        process = processes.update(tx, stored, now, change(stored), request.language)
        activity.record(tx, "process.changed", "process", process_id, {"title": process.title})
        return process

    with _category_known():
        process = db.write(request.token, work)
    return Answer(process, version=processes.etag(process))


def _stored(tx: db.Transaction, process_id: UUID, version: int) -> DictRow:
    """Return a process that is to be changed, locked; it must still have the version that the caller means."""
    stored = processes.read(tx, process_id, lock=True).value
    if stored is None:
        raise Problem("not_found")
    if stored["version"] != version:
        raise Problem("stale")
    return stored


def _facts(process: Process, rows: list[dict[str, Any]]) -> Answer[Facts]:
    items = [StoredFact.model_validate({name: row[name] for name in StoredFact.model_fields}) for row in rows]
    facts = Facts(items=items, assessment=process.assessment, figures=process.figures)
    return Answer(facts, version=processes.etag(process))


def _process(row: DictRow | None, language: Language) -> Answer[Process]:
    if row is None:
        raise Problem("not_found")
    process = processes.from_row(row, language)
    return Answer(process, version=processes.etag(process))


@contextlib.contextmanager
def _category_known() -> Iterator[None]:
    """Turn the database's refusal of an unknown category into a fault of the field."""
    try:
        yield
    except errors.ForeignKeyViolation:
        raise invalid(Fault("/category_id", "unknown_category")) from None


handler = api.handler
