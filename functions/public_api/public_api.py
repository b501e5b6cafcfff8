"""What needs no account: health and operator of the installation, the estimate, first figures of a description, the formulas,
tools, samples and categories. It also answers paths that no route has.
"""

from typing import Literal

from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel

from smartflow.accounts import attempts, users
from smartflow.analyses import samples_view
from smartflow.analyses.first_figures import DescriptionBody, FirstFigures, first_figures
from smartflow.analyses.samples_view import BriefSamples, SampleQuery, Samples
from smartflow.analyst import catalogue_view
from smartflow.analyst.catalogue_view import ToolQuery, Tools
from smartflow.api.http import Answer, Api, Request
from smartflow.engine import estimate_view, formulas_view
from smartflow.engine.assessment import Context, assess
from smartflow.engine.estimate import FiguresTooLarge, estimate
from smartflow.engine.estimate_view import EstimateBody, ShownEstimate, ShownWhatIf
from smartflow.engine.formulas_view import Method
from smartflow.infra import aws, config, db
from smartflow.infra.observability import logger
from smartflow.infra.problems import Problem
from smartflow.processes import categories, figures
from smartflow.processes.categories import Categories

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
    price: str = ""
    data_place: str = ""
    mail_domain: str = ""
    report_retention_days: int
    log_retention_days: int


class Operator(BaseModel):
    """Who runs this installation and is responsible for its data; empty if not configured.

    `model_provider` is who gets the texts when a language model writes the analyses, else null. Retention is in days;
    `price` is what using it costs, in the operator's words (empty: nothing), `data_place` where its data lies.
    `privacy_notice` and `terms` are the dates of their current versions. `password_reset` says whether a password can be
    reset by mail.
    """

    name: str
    address: str
    email: str
    price: str
    data_place: str
    model_provider: str | None
    model_country: str | None
    report_retention_days: int
    log_retention_days: int
    privacy_notice: str
    terms: str
    password_reset: bool


class Health(BaseModel):
    """Whether database and queue can be reached, and who writes the analyses."""

    status: Literal["ok", "degraded"]
    database: bool
    queue: bool
    analyst: Literal["model", "rules"]
    version: str


@api.route("GET", "/v1/categories", answers={200: ()}, public=True)
def list_categories(request: Request) -> Answer[Categories]:
    """The categories, in the reader's language."""
    return Answer(categories.listing(db.read(None, categories.rows).value, request.language))


@api.route("POST", "/v1/estimate", answers={200: ()}, problems=("too_many_attempts",), public=True)
def compute_estimate(request: Request, body: EstimateBody) -> Answer[ShownEstimate | ShownWhatIf]:
    """Compute figures with their working from inputs; nothing is stored."""
    _take_turn(request)
    try:
        if body.fill_defaults:
            context = Context(
                industry=body.industry,
                company_size=body.company_size,
                budget_range=body.budget_range,
                currency=body.currency,
            )
            return Answer(estimate_view.what_if(assess(body.inputs, context), request.language))
        return Answer(estimate_view.shown_estimate(estimate(body.inputs), request.language, body.currency))
    except FiguresTooLarge as error:
        raise figures.too_large(error) from None


@api.route("POST", "/v1/first-figures", answers={200: ()}, problems=("too_many_attempts",), public=True)
def read_first_figures(request: Request, body: DescriptionBody) -> Answer[FirstFigures]:
    """Read a description by the rules: facts with their words, decisions taken, and figures; nothing is stored."""
    _take_turn(request)
    return Answer(first_figures(body, request.language))


def _take_turn(request: Request) -> None:
    """Count what anybody may ask for, by the client's address; without the database it is not counted.

    Raises
    ------
    Problem
        429 with the seconds to wait, after too many.
    """
    if not attempts.is_limited(request.source_ip):
        return
    try:
        wait = db.write(None, lambda tx: attempts.take_turn(tx, "estimate", request.source_ip)).value
    except Problem:
        logger.warning("not counted", extra={"turn": "estimate"})
        return
    if wait:
        raise Problem("too_many_attempts", headers={"Retry-After": str(wait)}, seconds=str(wait))


@api.route("GET", "/v1/formulas", public=True, answers={200: ("ETag",)})
def list_formulas(request: Request) -> Answer[Method]:
    """How figures are computed: formulas, weights, scenario factors, limits and defaults with their sources."""
    method = formulas_view.method(request.language)
    return Answer(method, version=method.etag)


@api.route("GET", "/v1/tools", answers={200: ()}, public=True)
def list_tools(request: Request, query: ToolQuery) -> Answer[Tools]:
    """The tools of the catalogue that match a search and filters."""
    return Answer(catalogue_view.listing(query, request.language))


@api.route("GET", "/v1/samples", answers={200: ()}, public=True)
def list_samples(_request: Request, query: SampleQuery) -> Answer[Samples | BriefSamples]:
    """Sample processes with their analyses, or in brief."""
    return Answer(samples_view.listing(query))


@api.route("GET", "/v1/operator", answers={200: ()}, public=True)
def read_operator(_request: Request) -> Answer[Operator]:
    """Who runs this installation: what the privacy notice and the terms name."""
    settings = config.load(Settings)
    model = bool(settings.model_secret_arn)
    return Answer(
        Operator(
            name=settings.operator_name,
            address=settings.operator_address,
            email=settings.operator_email,
            price=settings.price,
            data_place=settings.data_place,
            model_provider=settings.model_provider if model else None,
            model_country=settings.model_country if model else None,
            report_retention_days=settings.report_retention_days,
            log_retention_days=settings.log_retention_days,
            privacy_notice=users.PRIVACY_NOTICE,
            terms=users.TERMS,
            password_reset=bool(settings.mail_domain),
        )
    )


@api.route("GET", "/v1/health", answers={200: (), 503: ("Retry-After",)}, public=True)
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


def _queue_reachable(url: str) -> bool:
    try:
        aws.sqs().get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    except (BotoCoreError, ClientError):
        return False
    return True


handler = api.handler
