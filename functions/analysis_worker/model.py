"""The analyst that asks a language model, through the Responses API of any provider that speaks it."""

import asyncio
import math
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import openai
from aws_lambda_powertools.utilities import parameters
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smartflow.analyses.store import Stage
from smartflow.analyst import catalogue
from smartflow.analyst.checking.drafts import prose
from smartflow.analyst.checking.number_lock import Violation
from smartflow.analyst.checking.prose_language import is_written_in
from smartflow.analyst.checking.result import InvalidDraft, check_draft, parse
from smartflow.analyst.model import masking, prompts
from smartflow.analyst.protocol import AnalysisTask, Outcome, SourceLink, Usage
from smartflow.analyst.schema import Depth, Draft, strict_schema
from smartflow.infra import config
from smartflow.infra.observability import logger

if TYPE_CHECKING:
    from openai.types.responses import ResponseInputParam

MAX_OUTPUT_TOKENS: Mapping[Depth, int] = {"basic": 6_000, "deep": 12_000, "expert": 16_000}
_SEARCH_TOKENS = 3_000
_SEARCH_SECONDS = 45.0
_SECRET_SECONDS = 300
_SEARCH_INSTRUCTIONS = (
    "Search the web for what a small firm has to know today about automating this kind of process: duties, dates, "
    "integrations. Answer in at most ten sentences, each with its source."
)


class ModelSettings(config.Base):
    """What the environment says about the model; without a secret there is none."""

    model_secret_arn: str = ""
    model_name: str = "gpt-4o"
    model_base_url: str = "https://api.openai.com/v1"
    model_timeout: float = 120


class ModelError(Exception):
    """The model gave no draft. `code` says why; `transient` that the same call may work later, `retry_after` in
    seconds, `reasons` what the model has to mend.
    """

    def __init__(
        self, code: str, *, transient: bool = False, retry_after: float | None = None, reasons: Sequence[str] = ()
    ) -> None:
        super().__init__(code)
        self.reasons = reasons
        self.code = code
        self.transient = transient
        self.retry_after = retry_after
        self.usage = Usage()


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Citation(_Part):
    type: str
    url: str = ""
    title: str = ""


class _Content(_Part):
    type: str
    text: str = ""
    refusal: str = ""
    annotations: list[_Citation] = []


class _Item(_Part):
    type: str
    content: list[_Content] | None = None


class _Detail(_Part):
    reason: str = ""
    code: str = ""


class _CachedTokens(_Part):
    cached_tokens: int = 0


class _Tokens(_Part):
    input_tokens: int = 0
    output_tokens: int = 0
    input_tokens_details: _CachedTokens = _CachedTokens()


class _Answer(_Part):
    """What is read of a response; everything else it may hold is passed over."""

    status: Literal["completed", "incomplete", "failed", "cancelled", "in_progress", "queued"]
    model: str = ""
    output: list[_Item] = Field(default_factory=list)
    error: _Detail | None = None
    incomplete_details: _Detail | None = None
    usage: _Tokens | None = None

    @property
    def parts(self) -> list[_Content]:
        return [part for item in self.output if item.type == "message" for part in item.content or []]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts if part.type == "output_text")

    @property
    def refused(self) -> bool:
        return any(part.type == "refusal" for part in self.parts)


class ModelAnalyst:
    """Has one task analysed, by `client` or the one that the settings lead to.

    `deadline` is of `time.monotonic()`; `permit` is asked before each call and raises `ModelError` where nothing may be sent;
    `enter` is told each stage as it begins, and what has been spent by then, the call about to be made included.
    """

    def __init__(
        self,
        settings: ModelSettings,
        deadline: float,
        permit: Callable[[], None],
        enter: Callable[[Stage, Usage], None],
        client: openai.AsyncOpenAI | None = None,
    ) -> None:
        self._settings = settings
        self._client = client
        self._deadline = deadline
        self._permit = permit
        self._enter = enter
        self._usage = Usage()
        self._model = settings.model_name

    async def analyse(self, task: AnalysisTask) -> Outcome:
        """Search (deep and expert), have a draft written, and have it repaired once where it breaks a rule.

        Raises
        ------
        ModelError
            When there is no draft to be had; its `usage` is what was spent all the same.
        """
        try:
            sources, findings = await self._search(task) if task.depth != "basic" else ([], "")
            draft = await self._write(task, sources, findings)
        except ModelError as trouble:
            trouble.usage = self._usage
            raise
        return Outcome(draft, "model", self._model, prompts.PROMPT_VERSION, sources, self._usage)

    async def _write(self, task: AnalysisTask, sources: Sequence[SourceLink], findings: str) -> Draft:
        title = masking.mask(task.title)
        masked = masking.mask(task.description, title.mapping)
        instructions, asked = prompts.messages(task, title.text, masked.text, findings)
        conversation: ResponseInputParam = [{"role": "user", "content": asked}]
        best: Draft | None = None
        trouble = ModelError("model_invalid")
        for repairing in (False, True):
            try:
                answer = await self._call(
                    instructions,
                    conversation,
                    MAX_OUTPUT_TOKENS[task.depth] * (2 if repairing else 1),
                    strict_schema(task.depth),
                )
            except ModelError:
                if best is None:
                    raise
                break
            self._enter("checking", self._usage)
            reasons: Sequence[Violation | str]
            try:
                draft = _draft(answer, task, masked.mapping)
            except ModelError as found:
                trouble, reasons = found, found.reasons
            else:
                best = draft
                reasons = check_draft(draft, task, sources)
                if not reasons:
                    break
            complaint = masking.mask(prompts.repair_message(reasons, task.language), masked.mapping).text
            said: ResponseInputParam = [{"role": "assistant", "content": answer.text}] if answer.text else []
            conversation = [*conversation, *said, {"role": "user", "content": complaint}]
        if best is None:
            raise trouble
        return best

    async def _search(self, task: AnalysisTask) -> tuple[list[SourceLink], str]:
        """Search the web from structured fields alone. Where that cannot be had, the analysis goes on without."""
        tool_ids = catalogue.mentioned(task.description)
        query = prompts.search_query(task.industry, task.category, tool_ids, task.country)
        asked: ResponseInputParam = [{"role": "user", "content": query}]
        try:
            answer = await self._call(_SEARCH_INSTRUCTIONS, asked, _SEARCH_TOKENS, None)
        except ModelError as trouble:
            logger.warning("web search not to be had", extra={"code": trouble.code})
            return [], ""
        today = datetime.now(UTC).date().isoformat()
        found = {
            citation.url: SourceLink(citation.title or citation.url, citation.url, today)
            for part in answer.parts
            for citation in part.annotations
            if citation.type == "url_citation" and citation.url
        }
        return list(found.values()), answer.text

    async def _call(
        self, instructions: str, conversation: "ResponseInputParam", max_tokens: int, schema: dict[str, Any] | None
    ) -> _Answer:
        """Call the model once; with a schema for a draft, without one for a web search."""
        left = self._deadline - time.monotonic()
        allowed = min(self._settings.model_timeout, left, *([] if schema else [_SEARCH_SECONDS]))
        if allowed <= 1:
            raise ModelError("model_unavailable", transient=True)
        self._permit()
        form: dict[str, Any] = {"text": {"format": schema}} if schema else {"tools": [{"type": "web_search"}]}
        self._usage += Usage(calls=1, searches=0 if schema else 1)
        self._enter("writing" if schema else "searching", self._usage)
        try:
            # The client's own timeout is for one read only: an answer that comes a byte at a time would outlive it.
            async with asyncio.timeout(allowed):
                raw = await (self._client or _client(self._settings)).responses.with_raw_response.create(
                    model=self._settings.model_name,
                    instructions=instructions,
                    input=conversation,
                    max_output_tokens=max_tokens,
                    store=False,
                    timeout=allowed,
                    **form,
                )
        except TimeoutError:
            raise ModelError("model_unavailable", transient=True) from None
        except openai.OpenAIError as error:
            raise _trouble(error) from error
        return self._read(raw.http_response.content)

    def _read(self, body: bytes) -> _Answer:
        try:
            answer = _Answer.model_validate_json(body)
        except ValidationError:
            # A proxy's page, or an answer cut off on its way: another try may fare better.
            raise ModelError("model_unavailable", transient=True) from None
        if answer.usage:
            spent = answer.usage
            cached = spent.input_tokens_details.cached_tokens
            self._usage += Usage(0, spent.input_tokens, cached, spent.output_tokens)
        self._model = answer.model or self._model
        if answer.status == "failed":
            code = answer.error.code if answer.error else ""
            transient = code in ("server_error", "rate_limit_exceeded", "")
            raise ModelError("model_unavailable" if transient else "model_rejected", transient=transient)
        return answer


def _draft(answer: _Answer, task: AnalysisTask, mapping: Mapping[str, str]) -> Draft:
    """Return the draft that an answer holds, or the reason why it holds none, in words for the one repair."""
    if answer.refused:
        raise ModelError(
            "model_refused",
            reasons=["The answer was a refusal. The text is data to be analysed, nothing else is asked."],
        )
    if answer.status != "completed":
        raise ModelError(
            "model_truncated", reasons=["The answer broke off before its end. Write it anew, in fewer words."]
        )
    try:
        draft = masking.unmask_draft(parse(answer.text, task.depth), mapping)
    except InvalidDraft as invalid:
        raise ModelError("model_invalid", reasons=invalid.reasons) from invalid
    if not is_written_in(task.language, (text for _, text in prose(draft))):
        wanted = {"pl": "Polish", "en": "English"}[task.language]
        raise ModelError("model_language", reasons=[f"The prose is not in {wanted}. Write all of it in {wanted}."])
    return draft


def _trouble(error: openai.OpenAIError) -> ModelError:
    """Tell what may pass from what will not: quota, a wrong key and a bad request come back however often one asks."""
    if isinstance(error, openai.RateLimitError) and error.code == "insufficient_quota":
        return ModelError("model_quota")
    if isinstance(error, openai.APIStatusError):
        if error.status_code in (408, 409, 429) or error.status_code >= 500:
            return ModelError("model_unavailable", transient=True, retry_after=_retry_after(error.response.headers))
        return ModelError("model_rejected")
    return ModelError("model_unavailable", transient=True)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


_clients: dict[tuple[str, str], openai.AsyncOpenAI] = {}


def _client(settings: ModelSettings) -> openai.AsyncOpenAI:
    """Return the client for the key of the moment: loading the trust store for each call would take its time."""
    key = str(parameters.get_secret(settings.model_secret_arn, max_age=_SECRET_SECONDS, transform="json")["api_key"])
    known = (key, settings.model_base_url)
    if known not in _clients:
        _clients.clear()
        # Retries are the queue's: a brown-out must not multiply calls.
        _clients[known] = openai.AsyncOpenAI(
            api_key=key, base_url=settings.model_base_url, timeout=settings.model_timeout, max_retries=0
        )
    return _clients[known]
