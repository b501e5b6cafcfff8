"""The conversation with a language model: it reads, code computes, it writes, and single fields are repaired once."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.claims import taken
from smartflow.analyst.checking.drafts import (
    InvalidDraft,
    draft_of,
    fixed,
    json_object,
    parse_fixes,
    parse_reading,
    prose,
)
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.prose_language import is_written_in
from smartflow.analyst.checking.suggested import suggestions
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.model import masking, prompts
from smartflow.analyst.model.answers import ModelError, Request, Turn
from smartflow.analyst.model.search import Found, claims_of, search_request
from smartflow.analyst.model.strict_schema import fixes_schema, reading_schema, strict_schema, written_fields
from smartflow.analyst.schema import FROM_READING, NO_SCENARIOS, Draft
from smartflow.analyst.task import Outcome, Usage
from smartflow.infra.observability import logger
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import JsonValue

    from smartflow.analyst.checking.number_lock import Violation
    from smartflow.analyst.checking.reassessment import Computed
    from smartflow.analyst.model.answers import Answer, Answers, Ask, Step
    from smartflow.analyst.schema import Depth, DraftReading
    from smartflow.analyst.task import AnalysisTask
    from smartflow.engine.verdict import VerdictCode

Stage = Literal["reading", "searching", "writing", "checking"]

#: How much an answer of ordinary length takes, with room to spare; never more than the model can write.
WANTED_TOKENS: Final[Mapping[Depth, int]] = {"basic": 6_000, "deep": 12_000, "expert": 16_000}
_READING_TOKENS: Final = 6_000
_FIXES_TOKENS: Final = 6_000
_SEARCH_SECONDS: Final = 45.0
_LEAST_SECONDS: Final = 1.0
_STAGES: Final[Mapping[Step, Stage]] = {
    "read": "reading", "read_again": "reading", "search": "searching", "write": "writing", "repair": "writing",
}  # fmt: skip
# What was read is taken or refused, not written again.
_NOT_REPAIRED: Final = ("suggested_inputs.", "contradictions.")
_NAME_OF: Final = Text(pl="Polish", en="English")


class ModelAnalyst:
    """Analyses one task with the language model behind `ask`, which writes at most `output_limit` tokens an answer.

    `deadline` is a time of `time.monotonic()`. `permit` is called before each call and raises `ModelError` where nothing
    may be sent. `enter` is called with each stage as it begins and what was spent by then, the next call included.
    `answers` keeps what was paid for. `compute` gives figures and verdict that follow from a draft.
    """

    def __init__(
        self,
        ask: Ask,
        deadline: float,
        permit: Callable[[], None],
        enter: Callable[[Stage, Usage], None],
        answers: Answers,
        compute: Callable[[Draft], Computed],
        output_limit: int,
    ) -> None:
        self._ask = ask
        self._deadline = deadline
        self._permit = permit
        self._enter = enter
        self._answers = answers
        self._compute = compute
        self._limit = output_limit
        self._usage = Usage()

    async def analyse(self, task: AnalysisTask) -> Outcome:
        """Have the text read, search the web (deep and expert), and have a draft written that fits the computed figures.

        Raises
        ------
        ModelError
            Where there is no draft; its `usage` is what all calls together have spent.
        """
        try:
            return await self._analyse(task)
        except ModelError as error:
            error.usage = self._usage
            raise

    async def _analyse(self, task: AnalysisTask) -> Outcome:
        title = masking.mask(task.title)
        description = masking.mask(task.description, title.mapping)
        mapping = description.mapping
        instructions, material = prompts.messages(task, title.text, description.text)
        reading = await self._read(task, instructions, material, mapping)
        found = await self._search(task) if task.depth != "basic" else Found()
        blank = _blank(task, reading)
        computed = self._compute(blank)
        # Figures are not masked: a large one looks like a phone number.
        read = masking.mask(prompts.read_lines(task, blank, reading), mapping)
        order = prompts.write_request(task, read.text, computed, found.notes)
        write = Request(
            "write",
            instructions,
            [Turn("user", material), Turn("user", order)],
            min(self._limit, WANTED_TOKENS[task.depth]),
            strict_schema(task.depth),
        )
        draft, model = await self._write(task, write, blank, found, computed.verdict.code, read.mapping)
        return Outcome(draft, "model", model, prompts.PROMPT_VERSION, found.sources, self._usage)

    async def _read(
        self, task: AnalysisTask, instructions: str, material: str, mapping: Mapping[str, str]
    ) -> DraftReading:
        """Return what the model reads in the text; an answer that cannot be used is asked for once more."""
        asked = Request(
            "read",
            instructions,
            [Turn("user", material), Turn("user", prompts.read_request(task.language))],
            min(self._limit, _READING_TOKENS),
            reading_schema(),
        )
        answer = await self._call(asked)
        try:
            return _reading(answer, mapping)
        except ModelError as error:
            again = self._asked_again(asked, "read_again", answer, error, task, mapping)
            return _reading(await self._call(again), mapping)

    async def _search(self, task: AnalysisTask) -> Found:
        """Search the web from structured fields alone; without an answer the analysis goes on without sources."""
        if self._answers.find("write") and not self._answers.find("search"):
            return Found()  # an earlier attempt has paid for a draft that was written without sources
        try:
            return claims_of(await self._call(search_request(task, self._limit)))
        except ModelError as error:
            logger.warning("no web search", extra={"code": error.code})
            return Found()

    async def _write(
        self,
        task: AnalysisTask,
        asked: Request,
        blank: Draft,
        found: Found,
        verdict: VerdictCode,
        mapping: Mapping[str, str],
    ) -> tuple[Draft, str]:
        """Return the draft and the model that wrote it. A repair that fails leaves the first draft, if there is one."""
        answer = await self._call(asked)
        self._enter("checking", self._usage)
        try:
            draft = _draft(answer, task, blank, mapping)
        except ModelError as error:
            again = self._asked_again(asked, "repair", answer, error, task, mapping)
            second = await self._call(again)
            self._enter("checking", self._usage)
            kept = json_object(answer.text) if error.fields else {}
            return _draft(second, task, blank, mapping, kept), second.model
        broken = violations(draft, task, found.sources, verdict)
        faults = [fault for fault in broken if not fault.path.startswith(_NOT_REPAIRED)]
        if not faults:
            return draft, answer.model
        try:
            return await self._fixed(asked, answer, draft, faults, task, mapping), answer.model
        except (ModelError, InvalidDraft):
            return draft, answer.model

    async def _fixed(
        self,
        asked: Request,
        answer: Answer,
        draft: Draft,
        faults: Sequence[Violation],
        task: AnalysisTask,
        mapping: Mapping[str, str],
    ) -> Draft:
        """Return the draft with the fields at fault written again; nothing else is asked for or changed."""
        complaint = masking.mask(prompts.repair_message(faults, task.language), mapping)
        repair = replace(
            asked,
            step="repair",
            turns=[*asked.turns, Turn("assistant", answer.text), Turn("user", complaint.text)],
            max_output_tokens=min(self._limit, _FIXES_TOKENS),
            schema=fixes_schema(),
        )
        second = await self._call(repair)
        self._enter("checking", self._usage)
        fixes = {path: masking.unmask(text, complaint.mapping) for path, text in parse_fixes(second.text).items()}
        return fixed(draft, fixes, [fault.path for fault in faults])

    def _asked_again(
        self,
        asked: Request,
        step: Step,
        answer: Answer,
        error: ModelError,
        task: AnalysisTask,
        mapping: Mapping[str, str],
    ) -> Request:
        """Return the request for the fields at fault, or for the whole where there is nothing to keep.

        An answer that was cut off may be as long as the model can write, and is not sent back.
        """
        complaint = masking.mask(prompts.again_message(error.reasons, error.fields, task.language), mapping)
        said = [Turn("assistant", answer.text)] if answer.text and answer.complete else []
        longer = asked.max_output_tokens if answer.complete else self._limit
        return replace(
            asked,
            step=step,
            turns=[*asked.turns, *said, Turn("user", complaint.text)],
            max_output_tokens=longer,
            schema=strict_schema(task.depth, error.fields) if error.fields else asked.schema,
        )

    async def _call(self, request: Request) -> Answer:
        """Return the answer to a request: kept by an earlier attempt, or bought, booked and kept before it is used."""
        kept = self._answers.find(request.step)
        if kept is not None:
            return kept
        left = self._deadline - time.monotonic()
        if left <= _LEAST_SECONDS:
            raise ModelError("model_unavailable", transient=True)
        self._permit()
        self._usage += Usage(calls=1)
        self._enter(_STAGES[request.step], self._usage)
        try:
            answer = await self._ask(request, left if request.schema else min(left, _SEARCH_SECONDS))
        except ModelError as error:
            self._usage += error.usage
            await self._answers.keep(request.step, None, error.usage)
            raise
        used = answer.usage if request.schema else answer.usage + Usage(searches=1)
        self._usage += used
        await self._answers.keep(request.step, answer, used)
        return answer


def _blank(task: AnalysisTask, reading: DraftReading) -> Draft:
    """Return a draft without prose: what was read, as far as it may be taken.

    What is known is not asked about, and no question is asked in another language.
    """
    description = SourceText(task.description)
    claims = taken(reading, task, description)
    kept, _ = suggestions(claims.suggestions, task, description)
    known = {name for name, _ in task.inputs.known()} | {one.field for one in kept}
    contested = {one.field for one in claims.contradictions}
    questions = [one for one in reading.questions if one.field not in known or one.field in contested]
    if not is_written_in(task.language, (one.question for one in questions)):
        questions = []
    return Draft(
        summary="", verdict="", problems=[], tools=[], roadmap=[], first_steps=[], risks=[], expected_results=[],
        suggested_inputs=claims.suggestions, questions=questions, contradictions=claims.contradictions,
        steps=[], variants=[], comparison=[], monitoring=[], scenarios=NO_SCENARIOS,
    )  # fmt: skip


def _usable(answer: Answer) -> str:
    """Return the text of an answer.

    Raises
    ------
    ModelError
        Where it is no answer; `reasons` are for the one repair.
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
    return answer.text


def _reading(answer: Answer, mapping: Mapping[str, str]) -> DraftReading:
    """Return what a model has read, personal data put back; raises `ModelError` as `_usable`."""
    try:
        return masking.unmask_draft(parse_reading(_usable(answer)), mapping)
    except InvalidDraft as invalid:
        raise ModelError("model_invalid", reasons=invalid.reasons) from invalid


def _draft(
    answer: Answer,
    task: AnalysisTask,
    blank: Draft,
    mapping: Mapping[str, str],
    kept: Mapping[str, JsonValue] | None = None,
) -> Draft:
    """Return the draft in an answer, with the fields of an earlier answer that can stay, personal data put back.

    Raises
    ------
    ModelError
        Where it holds none; `reasons` are for the one repair.
    """
    text = _usable(answer)
    try:
        written = {**(kept or {}), **json_object(text)}
        draft = masking.unmask_draft(draft_of(written, task.depth), mapping)
    except InvalidDraft as invalid:
        fields = [name for name in invalid.fields if name in written_fields(task.depth)]
        complete = len(fields) == len(invalid.fields)
        raise ModelError("model_invalid", reasons=invalid.reasons, fields=fields if complete else ()) from invalid
    if not is_written_in(task.language, (text for _, text in prose(draft))):
        wanted = _NAME_OF.of(task.language)
        raise ModelError("model_language", reasons=[f"The prose is not in {wanted}. Write all of it in {wanted}."])
    return draft.model_copy(update={name: getattr(blank, name) for name in FROM_READING})
