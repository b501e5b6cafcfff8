"""Processes: CRUD, search and trash; categories, dashboard, activity, estimate; health; and any route nobody knows."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError
from psycopg import errors
from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.accounts import activity, users
from smartflow.accounts.activity import Activity
from smartflow.analyses import samples_view
from smartflow.analyses.samples_view import BriefSamples, SampleQuery, Samples
from smartflow.analyst import catalogue_view
from smartflow.analyst.catalogue_view import ToolQuery, Tools
from smartflow.api import idempotency, validation
from smartflow.api.http import Answer, Api, Request
from smartflow.engine import estimate_view, formulas_view
from smartflow.engine.assessment import Context
from smartflow.engine.estimate import FiguresTooLarge, estimate
from smartflow.engine.estimate_view import EstimateBody, ShownAssessment, ShownEstimate
from smartflow.engine.formulas_view import Method
from smartflow.infra import aws, config, db, ids
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.language.text import Language
from smartflow.processes import categories
from smartflow.processes import store as processes
from smartflow.processes.categories import Categories
from smartflow.processes.dashboard import Dashboard, dashboard
from smartflow.processes.store import Process, ProcessBody, ProcessList, ProcessPatch, ProcessSummary

api = Api()


class Settings(config.Base):
    """Environment of this function."""

    analysis_queue_url: str
    model_secret_arn: str = ""
    model_provider: str = ""
    model_country: str = ""
    operator_name: str = ""
    operator_address: str = ""
    operator_email: str = ""
    mail_domain: str = ""
    report_retention_days: int
    log_retention_days: int


class Operator(BaseModel):
    """Who runs this installation and answers for the data in it; empty where nobody has said so.

    `model_provider` is whom texts go to when a language model writes the analyses, else null. Days are how long reports
    and logs are kept; `privacy_notice` and `terms` are the days of their present wording. `password_reset` tells whether a
    forgotten password can be reset by mail.
    """

    name: str
    address: str
    email: str
    model_provider: str | None
    model_country: str | None
    report_retention_days: int
    log_retention_days: int
    privacy_notice: str
    terms: str
    password_reset: bool


class Health(BaseModel):
    """Whether what is needed can be reached, and who writes the analyses."""

    status: Literal["ok", "degraded"]
    database: bool
    queue: bool
    analyst: Literal["model", "rules"]
    version: str


@api.route("GET", "/v1/processes")
def list_processes(request: Request, query: ProcessList) -> Answer[Page[ProcessSummary]]:
    """One page of the processes, filtered, searched and sorted."""
    return Answer(db.read(request.token, lambda tx: processes.page(tx, query)).value)


@api.route("POST", "/v1/processes", status=201)
def create_process(request: Request, body: ProcessBody) -> Answer[Process]:
    """Describe a process."""
    process_id, now = ids.new(), datetime.now(UTC)

    def work(tx: db.Transaction) -> Answer[Process]:
        account = users.me(tx).value
        if account is None:
            raise Problem("unauthorized")
        process = processes.insert(tx, process_id, now, body, account, request.language)
        activity.record(tx, "process.created", "process", process_id, {"title": process.title})
        return Answer(
            process, 201, headers={"Location": f"/v1/processes/{process_id}"}, version=processes.etag(process)
        )

    with _category_known():
        return idempotency.create(request, request.token, work)


@api.route("GET", "/v1/processes/{id}")
def read_process(request: Request, id: UUID) -> Answer[Process]:  # noqa: A002 - the path's own name
    """One process with its figures."""
    return _process(db.read(request.token, lambda tx: processes.read(tx, id)).value, request.language)


@api.route("PUT", "/v1/processes/{id}")
def replace_process(request: Request, id: UUID, body: ProcessBody) -> Answer[Process]:  # noqa: A002
    """Replace what is said of a process; what is left out becomes unknown."""
    return _change(request, id, lambda _stored: body)


@api.route("PATCH", "/v1/processes/{id}")
def change_process(request: Request, id: UUID, body: ProcessPatch) -> Answer[Process]:  # noqa: A002
    """Change some of what is said of a process."""
    return _change(request, id, lambda stored: validation.check(ProcessBody, processes.patched(stored, body)))


@api.route("DELETE", "/v1/processes/{id}", status=204)
def delete_process(request: Request, id: UUID) -> Answer[None]:  # noqa: A002
    """Put a process into the trash, where it stays for thirty days; analyses under way are cancelled."""
    version = request.require_if_match()

    def work(tx: db.Transaction) -> None:
        outcome = processes.trash(tx, id, version).value
        if outcome is None or not outcome["gone"]:
            raise Problem("stale" if outcome and outcome["present"] else "not_found")
        activity.record(tx, "process.deleted", "process", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("POST", "/v1/processes/{id}/restore")
def restore_process(request: Request, id: UUID) -> Answer[Process]:  # noqa: A002
    """Take a process out of the trash."""

    def work(tx: db.Transaction) -> DictRow | None:
        if not processes.restore(tx, id).value:
            raise Problem("not_found")
        activity.record(tx, "process.restored", "process", id)
        return processes.read(tx, id).value

    return _process(db.write(request.token, work), request.language)


@api.route("GET", "/v1/categories", public=True)
def list_categories(request: Request) -> Answer[Categories]:
    """The categories, in the reader's language."""
    return Answer(categories.listing(db.read(None, categories.rows).value, request.language))


@api.route("GET", "/v1/dashboard")
def read_dashboard(request: Request) -> Answer[Dashboard]:
    """Totals of all processes and the matrix of savings against ease."""
    account, rows = db.read(request.token, lambda tx: (users.me(tx), processes.portfolio_rows(tx)))
    if account.value is None:
        raise Problem("unauthorized")
    return Answer(dashboard(rows.value, account.value["currency"]))


@api.route("GET", "/v1/activity")
def list_activity(request: Request, query: PageQuery) -> Answer[Page[Activity]]:
    """One's own activity, the newest first."""
    return Answer(db.read(request.token, lambda tx: activity.page(tx, query)).value)


@api.route("POST", "/v1/estimate", public=True)
def compute_estimate(request: Request, body: EstimateBody) -> Answer[ShownEstimate | ShownAssessment]:
    """The money engine alone: inputs in, figures and working out, nothing stored."""
    if body.fill_defaults:
        context = Context(
            industry=body.industry,
            company_size=body.company_size,
            budget_range=body.budget_range,
            currency=body.currency,
        )
        return Answer(estimate_view.shown(processes.checked_figures(body.inputs, context, {}), request.language))
    try:
        return Answer(estimate_view.shown_estimate(estimate(body.inputs), request.language, body.currency))
    except FiguresTooLarge as error:
        raise processes.too_large(error) from None


@api.route("GET", "/v1/formulas", public=True)
def list_formulas(request: Request) -> Answer[Method]:
    """How figures are computed: formulas, weights, scenario factors, limits and defaults with their sources."""
    method = formulas_view.method(request.language)
    return Answer(method, version=method.etag)


@api.route("GET", "/v1/tools", public=True)
def list_tools(request: Request, query: ToolQuery) -> Answer[Tools]:
    """The catalogue of tools, searched and filtered."""
    return Answer(catalogue_view.listing(query, request.language))


@api.route("GET", "/v1/samples", public=True)
def list_samples(_request: Request, query: SampleQuery) -> Answer[Samples | BriefSamples]:
    """Sample processes with their analyses, or in brief, to look at without an account."""
    return Answer(samples_view.listing(query))


@api.route("GET", "/v1/operator", public=True)
def read_operator(_request: Request) -> Answer[Operator]:
    """Whose installation this is: what the privacy notice and the terms name."""
    settings = config.load(Settings)
    model = bool(settings.model_secret_arn)
    return Answer(
        Operator(
            name=settings.operator_name,
            address=settings.operator_address,
            email=settings.operator_email,
            model_provider=settings.model_provider if model else None,
            model_country=settings.model_country if model else None,
            report_retention_days=settings.report_retention_days,
            log_retention_days=settings.log_retention_days,
            privacy_notice=users.PRIVACY_NOTICE,
            terms=users.TERMS,
            password_reset=bool(settings.mail_domain),
        )
    )


@api.route("GET", "/v1/health", public=True)
def read_health(_request: Request) -> Answer[Health]:
    """Whether database and queue can be reached."""
    settings = config.load(Settings)
    database, queue = db.reachable(), _queue_reachable(settings.analysis_queue_url)
    healthy = database and queue
    return Answer(
        Health(
            status="ok" if healthy else "degraded",
            database=database,
            queue=queue,
            analyst="model" if settings.model_secret_arn else "rules",
            version=settings.release,
        ),
        200 if healthy else 503,
        headers={} if healthy else {"Retry-After": "5"},
    )


def _change(request: Request, process_id: UUID, change: Callable[[DictRow], ProcessBody]) -> Answer[Process]:
    version, now = request.require_if_match(), datetime.now(UTC)

    def work(tx: db.Transaction) -> Process:
        stored = processes.read(tx, process_id, lock=True).value
        if stored is None:
            raise Problem("not_found")
        if stored["version"] != version:
            raise Problem("stale")
        process = processes.update(tx, stored, now, change(stored), request.language)
        activity.record(tx, "process.changed", "process", process_id, {"title": process.title})
        return process

    with _category_known():
        process = db.write(request.token, work)
    return Answer(process, version=processes.etag(process))


def _process(row: DictRow | None, language: Language) -> Answer[Process]:
    if row is None:
        raise Problem("not_found")
    process = processes.from_row(row, language)
    return Answer(process, version=processes.etag(process))


@contextlib.contextmanager
def _category_known() -> Iterator[None]:
    """The database knows which categories there are."""
    try:
        yield
    except errors.ForeignKeyViolation:
        raise invalid(Fault("/category_id", "unknown_category")) from None


def _queue_reachable(url: str) -> bool:
    try:
        aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    except (BotoCoreError, ClientError):
        return False
    return True


handler = api.handler
