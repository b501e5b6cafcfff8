"""Writes analyses: claims the jobs of the queue, asks the analyst, checks its drafts and stores each result once."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aws_lambda_powertools.utilities.batch import AsyncBatchProcessor, EventType, async_process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError
from aws_lambda_powertools.utilities.typing import LambdaContext
from botocore.exceptions import BotoCoreError, ClientError

from smartflow.accounts import users
from smartflow.analyses import jobs, paid_answers, prices, spending
from smartflow.analyses.jobs import Order
from smartflow.analyses.store import Stage
from smartflow.analyses.tasks import figures_of, task_of
from smartflow.analyst.checking.reassessment import Computed, reassess
from smartflow.analyst.checking.result import check_template
from smartflow.analyst.model.answers import Answer, ModelError, Request, Step
from smartflow.analyst.model.client import Client, ModelSettings
from smartflow.analyst.model.conversation import ModelAnalyst
from smartflow.analyst.model.prompts import PROMPT_VERSION
from smartflow.analyst.rules import drafting as rules
from smartflow.analyst.schema import Draft, Result
from smartflow.analyst.task import Outcome, Usage
from smartflow.engine.estimate import FORMULA_VERSION
from smartflow.infra import config, db, ids
from smartflow.infra.observability import cause, logger, metrics, tenant_label
from smartflow.infra.problems import Problem
from smartflow.jobs import circuits, leases, worker
from smartflow.jobs.kinds import kinds_of
from smartflow.jobs.leases import Claim, Superseded

T = TypeVar("T")

_TIME_TO_STORE = 10.0  # seconds of the invocation reserved for storing the result
_LOOK_EVERY = 2.0  # seconds
#: For so long after its first attempt an analysis waits for a provider that is unavailable; where the rules may write, for so long.
_LONGEST_OUTAGE = timedelta(hours=4)
_OUTAGE_BEFORE_RULES = timedelta(minutes=5)


_processor = AsyncBatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@metrics.log_metrics
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do the jobs that a batch of messages names, with their model calls at the same time; failures are reported one by one."""
    with worker.leases_renewed():
        return dict(async_process_partial_response(event, _record, _processor, context))


async def _record(record: SQSRecord, lambda_context: LambdaContext) -> None:
    deadline = time.monotonic() + lambda_context.get_remaining_time_in_millis() / 1000 - _TIME_TO_STORE
    claimed = await _retry_until(lambda: worker.take(record.body, kinds_of("analysis")), deadline)
    if claimed is None:
        claimed = await _next(deadline)
    while claimed is not None:
        with worker.working_on(claimed):
            await _do(claimed, deadline)
        claimed = await _next(deadline)


async def _next(deadline: float) -> Claim | None:
    """Claim another job that is due, and wait for one while others of the batch are under way anyway: Lambda gives a batch no further
    message before all its jobs have ended.
    """
    last = deadline - worker.TIME_FOR_A_JOB
    while time.monotonic() < last:
        claimed = await _retry_until(lambda: worker.take_next(kinds_of("analysis")), last)
        if claimed is not None or not worker.is_working():
            return claimed
        await asyncio.sleep(_LOOK_EVERY)
    return None


async def _do(claimed: Claim, deadline: float) -> None:
    """Do a job. What would fail again, such as a snapshot that cannot be read or a result that the database refuses, ends it at
    once.
    """
    settings = config.load(ModelSettings)
    version = _version_of_answers(settings)
    try:
        order = await _retry_until(
            lambda: db.write(claimed.user_id, lambda tx: jobs.start(tx, claimed, version), repeatable=True).value,
            deadline,
        )
        await _Attempt(claimed, order, settings, deadline).run()
    except Superseded:
        raise
    except Exception as error:
        if isinstance(error, Problem) and error.code == "unavailable":
            raise
        logger.error("analysis failed", extra={"job_id": str(claimed.id), **cause(error)})
        await _retry_until(
            lambda: db.write(claimed.user_id, lambda tx: leases.fail(tx, claimed, "internal")),
            deadline + _TIME_TO_STORE - 1,
        )
        metrics.add_metric(name="AnalysesFailed", unit="Count", value=1)


class _ProviderAway(ModelError):
    """The provider is known to be unavailable for so many seconds: nothing was sent."""

    def __init__(self, seconds: int) -> None:
        super().__init__("model_unavailable", transient=True, retry_after=seconds)


class _Attempt:
    """One attempt at one job. It keeps the model's answers (`analyst.model.answers.Answers`)."""

    def __init__(self, claimed: Claim, order: Order, settings: ModelSettings, deadline: float) -> None:
        self._job = claimed
        self._order = order
        self._settings = settings
        self._deadline = deadline
        self._task = task_of(order.snapshot, order.depth, order.language)
        self._client = Client(settings)
        self._call = ids.new()
        self._service = urlsplit(settings.model_base_url).netloc
        self._answered = False
        self._failure: ModelError | None = None
        self._fallback_reason = order.snapshot.get("fallback_reason")
        self._before = Usage(**{field.name: order.usage.get(field.name, 0) for field in fields(Usage)})
        self._spent = Usage()

    def find(self, step: Step) -> Answer | None:
        """Return the answer of an earlier attempt at this step."""
        return self._order.answers.get(step)

    async def keep(self, step: Step, answer: Answer | None, usage: Usage) -> None:
        """Book what a call has used, and keep its answer before it is used. While time is left, it is tried again.

        Raises
        ------
        Superseded
            When the attempt no longer holds the job: the call is booked, and no other is made.
        """
        self._spent += usage + Usage(calls=1)
        cost, used = prices.micro_usd(self._settings.model_name, usage), self._usage()
        version = _version_of_answers(self._settings)

        def store(tx: db.Transaction) -> bool:
            self._tell_circuit(tx)
            return paid_answers.keep(tx, self._job, self._call, version, step, answer, cost, used)

        if not await _retry_until(lambda: db.write(self._job.user_id, store), self._deadline + _TIME_TO_STORE - 1):
            raise Superseded

    def _tell_circuit(self, tx: db.Transaction) -> None:
        """Let other jobs know whether the provider has answered or failed."""
        if self._failure is not None:
            metrics.add_metric(name="ProviderFailures", unit="Count", value=1)
            wanted = timedelta(seconds=self._failure.retry_after or 0)
            self._failure.retry_after = circuits.failed(tx, self._service, wanted).value
        elif self._answered:
            circuits.answered(tx, self._service)

    async def _ask(self, request: Request, seconds: float) -> Answer:
        """Make one call, unless the provider is known to be unavailable. It is recorded before with its expected cost: `keep` settles
        it, or housekeeping if this worker dies.
        """
        self._call = ids.new()
        self._answered, self._failure = False, None
        expected = prices.expected_call(self._order.depth)
        trial = timedelta(seconds=self._settings.model_timeout) + worker.LEASE

        def open_call(tx: db.Transaction) -> int:
            wait = circuits.pass_through(tx, self._service, trial).value
            if not wait:
                spending.open_call(tx, self._job, self._call, expected)
            return wait

        if wait := await self._write(open_call):
            raise _ProviderAway(wait)
        try:
            answer = await self._client.ask(request, seconds)
        except ModelError as error:
            self._answered = not error.transient
            if error.transient and request.schema:  # without a search the analysis goes on
                self._failure = error
            raise
        except (BotoCoreError, ClientError, GetParameterError):
            raise ModelError("model_unavailable", transient=True) from None
        self._answered = True
        return answer

    async def run(self) -> None:
        """Write the analysis, and store the result or the reason why there is none."""
        started = time.monotonic()
        try:
            if await self._reuse():
                return
            outcome: Outcome | None = await self._analyse()
        except ModelError as error:
            outcome = await self._without_model(error)
        if outcome is None:
            return
        try:
            await self._store(outcome)
        finally:
            self._log(outcome, time.monotonic() - started)

    @property
    def _asks_model(self) -> bool:
        return bool(self._settings.model_secret_arn) and self._order.snapshot.get("analyst") != "rules"

    async def _reuse(self) -> bool:
        """Store the result of an identical analysis, if there is one; return whether there was."""
        if not self._asks_model or self._order.snapshot.get("fresh"):
            return False
        wanted = (self._settings.model_name, PROMPT_VERSION, FORMULA_VERSION)
        found = await _retry_until(
            lambda: db.read(self._job.user_id, lambda tx: jobs.identical(tx, self._job, *wanted)).value,
            self._deadline,
        )
        if found is None:
            return False
        template = Result.model_validate(found["template"] or found["result"])
        who = {name: found[name] for name in ("analyst", "model", "prompt_version")} | {"reused_from": found["id"]}
        await self._write(lambda tx: self._succeed(tx, template, who))
        metrics.add_metric(name="AnalysesReused", unit="Count", value=1)
        return True

    async def _analyse(self) -> Outcome:
        if not self._asks_model:
            return rules.analyse(self._task)
        analyst = ModelAnalyst(
            self._ask, self._deadline, self._permit, self._enter, self, self._compute, self._settings.output_limit
        )
        return await analyst.analyse(self._task)

    def _compute(self, draft: Draft) -> Computed:
        return figures_of(self._task, draft)

    def _permit(self) -> None:
        """Check that the account still consents. If that cannot be read now, nothing is sent and the job waits."""
        try:
            given = db.read(self._job.user_id, users.has_model_consent).value
        except Problem:
            raise ModelError("model_unavailable", transient=True) from None
        if not given:
            raise ModelError("consent_withdrawn")

    async def _without_model(self, error: ModelError) -> Outcome | None:
        """Put the job back if another attempt may succeed; otherwise let the rules write, if the user chose so; otherwise fail the job."""
        nothing_sent = isinstance(error, _ProviderAway)
        waits_for = self._service if nothing_sent or self._failure is error else None
        if error.transient and self._may_wait(waits_for):
            asked = timedelta(seconds=error.retry_after or 0)
            delay = leases.spread(asked) if nothing_sent else leases.retry_delay(self._job.attempt, asked)
            about = {"job_id": str(self._job.id), "delay_seconds": delay.total_seconds(), "waits_for": waits_for}
            logger.warning("model unavailable", extra=about)
            await self._write(lambda tx: jobs.postpone(tx, self._job, delay, self._usage(), waits_for))
            metrics.add_metric(name="AnalysesPostponed", unit="Count", value=1)
            return None
        if self._order.fallback == "rules":
            self._fallback_reason = error.code
            return rules.analyse(self._task)
        await self._fail(error.code)
        return None

    def _may_wait(self, waits_for: str | None) -> bool:
        """Return whether there is another attempt: for hours during an outage of the provider, otherwise a few."""
        if waits_for is None:
            return not self._job.is_last
        rules_may_write = self._order.fallback == "rules"
        return self._order.since_start < (_OUTAGE_BEFORE_RULES if rules_may_write else _LONGEST_OUTAGE)

    async def _store(self, outcome: Outcome) -> None:
        self._enter("calculating", self._spent)
        assessment = reassess(outcome.draft, self._task)
        template = check_template(outcome.draft, self._task, assessment, outcome.sources)
        who = {"analyst": outcome.analyst, "model": outcome.model, "prompt_version": outcome.prompt_version}
        await self._write(lambda tx: self._succeed(tx, template, {**who, "reused_from": None}))
        metrics.add_metric(name="AnalysesSucceeded", unit="Count", value=1)

    def _succeed(self, tx: db.Transaction, template: Result, who: dict[str, Any]) -> None:
        version = {
            **who,
            "requested_model": self._settings.model_name if who["analyst"] == "model" else None,
            "fallback_reason": self._fallback_reason if who["analyst"] == "rules" else None,
            "depth": self._order.depth,
            "language": self._order.language,
            "formula_version": FORMULA_VERSION,
        }
        jobs.succeed(tx, self._job, self._order.process_id, version, template, self._usage())

    async def _fail(self, code: str) -> None:
        await self._write(lambda tx: jobs.fail(tx, self._job, code, self._usage()))
        metrics.add_metric(name="AnalysesFailed", unit="Count", value=1)

    def _usage(self) -> dict[str, object]:
        return prices.usage_record(self._settings.model_name, self._before + self._spent)

    def _enter(self, stage: Stage, spent: Usage) -> None:
        """Store the stage; if the database is unavailable, the work goes on."""
        usage = prices.usage_record(self._settings.model_name, self._before + spent)
        try:
            db.write(self._job.user_id, lambda tx: jobs.enter(tx, self._job, stage, usage))
        except Problem:
            logger.warning("stage not stored", extra={"job_id": str(self._job.id), "stage": stage})

    async def _write(self, work: Callable[[db.Transaction], T]) -> T:
        """Write a result. While time is left, it is tried again if the database is unavailable."""
        return await _retry_until(lambda: db.write(self._job.user_id, work), self._deadline + _TIME_TO_STORE - 1)

    def _log(self, outcome: Outcome, seconds: float) -> None:
        about = {"job_id": str(self._job.id), "tenant": tenant_label(self._job.user_id), "attempt": self._job.attempt}
        who = {"analyst": outcome.analyst, "model": outcome.model, "seconds": round(seconds, 3)}
        logger.info("analysed", extra=about | self._usage() | who)
        metrics.add_metric(name="TokensIn", unit="Count", value=self._spent.input_tokens)
        metrics.add_metric(name="TokensOut", unit="Count", value=self._spent.output_tokens)


def _version_of_answers(settings: ModelSettings) -> str:
    """Answers to other prompts, or of another model, are not used again."""
    return f"{PROMPT_VERSION} {settings.model_name}"


async def _retry_until(write: Callable[[], T], deadline: float) -> T:
    """Call `write` until it succeeds or no time is left, so that a restart of the database does not lose a result that was paid for."""
    pause = 0.25
    while True:
        try:
            return write()
        except Problem as problem:
            if problem.code != "unavailable" or time.monotonic() + pause > deadline:
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 2, 5)
