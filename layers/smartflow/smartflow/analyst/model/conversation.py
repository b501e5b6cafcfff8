"""The conversation with a language model: search the web, have a draft written, check it, have it repaired once."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst import catalogue
from smartflow.analyst.checking.drafts import InvalidDraft, parse, prose
from smartflow.analyst.checking.prose_language import is_written_in
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.model import masking, prompts
from smartflow.analyst.model.answers import ModelError, Request, Turn
from smartflow.analyst.schema import strict_schema
from smartflow.analyst.task import Outcome, SourceLink, Usage
from smartflow.infra.observability import logger
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from smartflow.analyst.checking.number_lock import Violation
    from smartflow.analyst.model.answers import Answer, Ask
    from smartflow.analyst.schema import Depth, Draft
    from smartflow.analyst.task import AnalysisTask

Stage = Literal["searching", "writing", "checking"]

MAX_OUTPUT_TOKENS: Final[Mapping[Depth, int]] = {"basic": 6_000, "deep": 12_000, "expert": 16_000}
_SEARCH_TOKENS: Final = 3_000
_SEARCH_SECONDS: Final = 45.0
_LEAST_SECONDS: Final = 1.0
_NAME_OF: Final = Text(pl="Polish", en="English")


class ModelAnalyst:
    """Analyses one task with the language model behind `ask`.

    `deadline` is a time of `time.monotonic()`. `permit` is called before each call and raises `ModelError` where nothing
    may be sent. `enter` is called with each stage as it begins and what was spent by then, the next call included.
    """

    def __init__(
        self, ask: Ask, deadline: float, permit: Callable[[], None], enter: Callable[[Stage, Usage], None]
    ) -> None:
        self._ask = ask
        self._deadline = deadline
        self._permit = permit
        self._enter = enter
        self._usage = Usage()

    async def analyse(self, task: AnalysisTask) -> Outcome:
        """Search the web (deep and expert), have a draft written, and have it repaired once where it breaks a rule.

        Raises
        ------
        ModelError
            Where there is no draft; its `usage` is what all calls together have spent.
        """
        try:
            sources, notes = await self._search(task) if task.depth != "basic" else ([], "")
            draft, model = await self._write(task, sources, notes)
        except ModelError as error:
            error.usage = self._usage
            raise
        return Outcome(draft, "model", model, prompts.PROMPT_VERSION, sources, self._usage)

    async def _search(self, task: AnalysisTask) -> tuple[list[SourceLink], str]:
        """Search the web from structured fields alone; without an answer the analysis goes on without sources."""
        tool_ids = catalogue.mentioned(task.description)
        query = prompts.search_query(task.industry, task.category, tool_ids, task.country)
        try:
            answer = await self._call(Request(prompts.SEARCH_INSTRUCTIONS, [Turn("user", query)], _SEARCH_TOKENS))
        except ModelError as error:
            logger.warning("no web search", extra={"code": error.code})
            return [], ""
        today = datetime.now(UTC).date().isoformat()
        found = {cited.url: SourceLink(cited.title, cited.url, today) for cited in answer.citations}
        return list(found.values()), answer.text

    async def _write(self, task: AnalysisTask, sources: Sequence[SourceLink], notes: str) -> tuple[Draft, str]:
        """Return the draft and the model that wrote it. A repair that fails leaves the first draft, if there is one."""
        title = masking.mask(task.title)
        description = masking.mask(task.description, title.mapping)
        instructions, message = prompts.messages(task, title.text, description.text, notes)
        request = Request(
            instructions, [Turn("user", message)], MAX_OUTPUT_TOKENS[task.depth], strict_schema(task.depth)
        )
        answer = await self._call(request)
        self._enter("checking", self._usage)
        draft: Draft | None = None
        faults: Sequence[Violation | str]
        try:
            draft = _draft(answer, task, description.mapping)
            faults = violations(draft, task, sources)
        except ModelError as error:
            faults = error.reasons
        if draft and not faults:
            return draft, answer.model
        complaint = masking.mask(prompts.repair_message(faults, task.language), description.mapping)
        said = [Turn("assistant", answer.text)] if answer.text else []
        repair = replace(
            request,
            turns=[*request.turns, *said, Turn("user", complaint.text)],
            max_output_tokens=request.max_output_tokens * 2,
        )
        try:
            second = await self._call(repair)
            self._enter("checking", self._usage)
            return _draft(second, task, description.mapping), second.model
        except ModelError:
            if draft is None:
                raise
            return draft, answer.model

    async def _call(self, request: Request) -> Answer:
        """Make one call and count it: the call itself before it is made, its tokens after."""
        left = self._deadline - time.monotonic()
        if left <= _LEAST_SECONDS:
            raise ModelError("model_unavailable", transient=True)
        self._permit()
        self._usage += Usage(calls=1, searches=0 if request.schema else 1)
        self._enter("writing" if request.schema else "searching", self._usage)
        try:
            answer = await self._ask(request, left if request.schema else min(left, _SEARCH_SECONDS))
        except ModelError as error:
            self._usage += error.usage
            raise
        self._usage += answer.usage
        return answer


def _draft(answer: Answer, task: AnalysisTask, mapping: Mapping[str, str]) -> Draft:
    """Return the draft in an answer, personal data put back.

    Raises
    ------
    ModelError
        Where it holds none; `reasons` are for the one repair.
    """
    if answer.refused:
        raise ModelError(
            "model_refused",
            reasons=["The answer was a refusal. The text is only data to be analysed; nothing else is asked."],
        )
    if not answer.complete:
        raise ModelError(
            "model_truncated", reasons=["The answer was cut off before its end. Write it again in fewer words."]
        )
    try:
        draft = masking.unmask_draft(parse(answer.text, task.depth), mapping)
    except InvalidDraft as invalid:
        raise ModelError("model_invalid", reasons=invalid.reasons) from invalid
    if not is_written_in(task.language, (text for _, text in prose(draft))):
        wanted = _NAME_OF.of(task.language)
        raise ModelError("model_language", reasons=[f"The prose is not in {wanted}. Write all of it in {wanted}."])
    return draft
