"""The evaluation set in front of a language model, by hand: the same path as the worker's, without its database."""

import time
from collections.abc import Mapping, Sequence
from functools import partial

import openai

from smartflow.analyst.checking.reassessment import computed
from smartflow.analyst.model.answers import Answer, Ask, Step
from smartflow.analyst.model.client import Client, ModelSettings
from smartflow.analyst.model.conversation import ModelAnalyst
from smartflow.analyst.task import Usage
from tests.evaluation.cases import CASES, Case
from tests.evaluation.measure import Score, score, task_for

_SECONDS = 300.0


async def scores(environment: Mapping[str, str], cases: Sequence[Case] = CASES) -> list[Score]:
    """Return how the model that `environment` names does on each case, at the basic depth (no web search)."""
    settings = ModelSettings(
        database_secret_arn="",
        model_name=environment.get("OPENAI_MODEL", "gpt-4o"),
        model_base_url=environment.get("OPENAI_BASE_URL", "https://api.openai.com/v1"),
    )
    key = environment["OPENAI_API_KEY"]
    async with openai.AsyncOpenAI(api_key=key, base_url=settings.model_base_url, max_retries=2) as connection:
        ask = Client(settings, connection).ask
        return [await _score(case, ask, settings.output_limit) for case in cases]


class _NothingKept:
    """There is no job whose answers another attempt could need."""

    def find(self, step: Step) -> Answer | None:
        del step
        return None

    async def keep(self, step: Step, answer: Answer | None, usage: Usage) -> None:
        del step, answer, usage


async def _score(case: Case, ask: Ask, limit: int) -> Score:
    task = task_for(case, "basic")
    analyst = ModelAnalyst(
        ask,
        time.monotonic() + _SECONDS,
        lambda: None,
        lambda _stage, _usage: None,
        _NothingKept(),
        partial(computed, task=task),
        limit,
    )
    return score(case, task, (await analyst.analyse(task)).draft)
