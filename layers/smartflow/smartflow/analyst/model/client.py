"""One call of a language model through the Responses API of any provider that offers it.

The only module that imports the provider's library, which is packaged with the analysis worker alone.
"""

import asyncio
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import openai
from aws_lambda_powertools.utilities import parameters
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smartflow.analyst.model.answers import Answer, Citation, ModelError, Request
from smartflow.analyst.model.limits import output_limit
from smartflow.analyst.task import Usage
from smartflow.infra import config

_SECRET_SECONDS = 300


class ModelSettings(config.Base):
    """What the environment says about the model; without a secret there is none."""

    model_secret_arn: str = ""
    model_name: str = "gpt-4o"
    model_base_url: str = "https://api.openai.com/v1"
    model_timeout: float = 120
    model_output_limit: int = 0

    @property
    def output_limit(self) -> int:
        """The most tokens that the model may write in one answer."""
        return output_limit(self.model_name, self.model_output_limit)


class Client:
    """Calls the model of `settings`, over `connection` or over one opened with the key of `model_secret_arn`."""

    def __init__(self, settings: ModelSettings, connection: openai.AsyncOpenAI | None = None) -> None:
        self._settings = settings
        self._connection = connection

    async def ask(self, request: Request, seconds: float) -> Answer:
        """Make one call; it may take `seconds`, and no longer than the settings allow.

        Raises
        ------
        ModelError
            Where no answer comes, or the answer says that the provider failed.
        """
        allowed = min(self._settings.model_timeout, seconds)
        form: dict[str, Any] = (
            {"text": {"format": request.schema}} if request.schema else {"tools": [{"type": "web_search"}]}
        )
        try:
            # The library's own timeout is for one read only: an answer that comes a byte at a time would outlive it.
            async with asyncio.timeout(allowed):
                raw = await (self._connection or _connection(self._settings)).responses.with_raw_response.create(
                    model=self._settings.model_name,
                    instructions=request.instructions,
                    input=[{"role": turn.role, "content": turn.content} for turn in request.turns],
                    max_output_tokens=request.max_output_tokens,
                    store=False,
                    timeout=allowed,
                    **form,
                )
        except TimeoutError:
            raise ModelError("model_unavailable", transient=True) from None
        except openai.OpenAIError as error:
            raise _model_error(error) from error
        return _answer(raw.http_response.content, self._settings.model_name)


class _Part(BaseModel):
    """A part of a response as far as it is read; everything else it may hold is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Annotation(_Part):
    type: str
    url: str = ""
    title: str = ""
    start_index: int = 0
    end_index: int = 0


class _Content(_Part):
    type: str
    text: str = ""
    refusal: str = ""
    annotations: list[_Annotation] = []


class _Item(_Part):
    type: str
    content: list[_Content] | None = None


class _Error(_Part):
    code: str = ""


class _CachedTokens(_Part):
    cached_tokens: int = 0


class _Tokens(_Part):
    input_tokens: int = 0
    output_tokens: int = 0
    input_tokens_details: _CachedTokens = _CachedTokens()


class _Response(_Part):
    status: Literal["completed", "incomplete", "failed", "cancelled", "in_progress", "queued"]
    model: str = ""
    output: list[_Item] = Field(default_factory=list)
    error: _Error | None = None
    usage: _Tokens | None = None


def _answer(body: bytes, asked_model: str) -> Answer:
    try:
        response = _Response.model_validate_json(body)
    except ValidationError:
        # A proxy's page, or an answer cut off on its way: another try may succeed.
        raise ModelError("model_unavailable", transient=True) from None
    tokens = response.usage or _Tokens()
    usage = Usage(0, tokens.input_tokens, tokens.input_tokens_details.cached_tokens, tokens.output_tokens)
    if response.status == "failed":
        code = response.error.code if response.error else ""
        transient = code in ("server_error", "rate_limit_exceeded", "")
        raise ModelError("model_unavailable" if transient else "model_rejected", transient=transient, usage=usage)
    contents = [content for item in response.output if item.type == "message" for content in item.content or []]
    texts = [content for content in contents if content.type == "output_text"]
    return Answer(
        text="".join(content.text for content in texts),
        model=response.model or asked_model,
        usage=usage,
        complete=response.status == "completed",
        refused=any(content.type == "refusal" for content in contents),
        citations=list(_citations(texts)),
    )


def _citations(texts: Sequence[_Content]) -> Iterator[Citation]:
    """Yield the pages that are cited, with their places in all texts put together."""
    before = 0
    for content in texts:
        for one in content.annotations:
            if one.type == "url_citation" and one.url:
                yield Citation(one.title or one.url, one.url, before + one.start_index, before + one.end_index)
        before += len(content.text)


def _model_error(error: openai.OpenAIError) -> ModelError:
    """Tell errors that may pass from those that a second call would meet again: quota, a wrong key, a bad request."""
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


_connections: dict[tuple[str, str], openai.AsyncOpenAI] = {}


def _connection(settings: ModelSettings) -> openai.AsyncOpenAI:
    """Return the connection for today's key, opened once: loading the trust store for each call takes its time."""
    key = str(parameters.get_secret(settings.model_secret_arn, max_age=_SECRET_SECONDS, transform="json")["api_key"])
    known = (key, settings.model_base_url)
    if known not in _connections:
        _connections.clear()
        # The queue retries: while a provider is overloaded, calls must not multiply.
        _connections[known] = openai.AsyncOpenAI(
            api_key=key, base_url=settings.model_base_url, timeout=settings.model_timeout, max_retries=0
        )
    return _connections[known]
