"""The analyst that asks a language model, through the Responses API of any provider that speaks it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field
from smartflow import config
from smartflow.analysis import prompt
from smartflow.analysis.finish import InvalidDraft, check_draft, parse, unmask_draft
from smartflow.analysis.protocol import AnalysisTask, Outcome, SourceLink, Usage
from smartflow.analysis.schema import Depth, Draft, strict_schema
from smartflow.jobs import Stage

if TYPE_CHECKING:
    from openai.types.responses import ResponseInputParam

MAX_OUTPUT_TOKENS: Mapping[Depth, int] = {"basic": 6_000, "deep": 12_000, "expert": 16_000}
_SEARCH_TOKENS = 3_000
_SEARCH_SECONDS = 45.0
_SECRET_SECONDS = 300


class ModelSettings(config.Base):
    """What the environment says about the model; without a secret there is none."""

    model_secret_arn: str = ""
    model_name: str = "gpt-4o"
    model_base_url: str = "https://api.openai.com/v1"
    model_timeout: float = 120


class Trouble(Exception):
    """The model gave no draft. `code` says why; `transient` that the same call may work later, `retry_after` in seconds."""

    def __init__(self, code: str, *, transient: bool = False, retry_after: float | None = None) -> None:
        super().__init__(code)
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
    """Has one task analysed. `deadline` is of `time.monotonic()`; `enter` is told each stage as it begins."""

    def __init__(self, settings: ModelSettings, deadline: float, enter: Callable[[Stage], None]) -> None:
        self._settings = settings
        self._deadline = deadline
        self._enter = enter
        self._usage = Usage()
        self._model = settings.model_name

    async def analyse(self, task: AnalysisTask) -> Outcome:
        """Search (deep and expert), have a draft written, and have it repaired once where it breaks a rule.

        Raises
        ------
        Trouble
            When there is no draft to be had; its `usage` is what was spent all the same.
        """
        try:
            sources, findings = await self._search(task) if task.depth != "basic" else ([], "")
            self._enter("writing")
            draft = await self._write(task, sources, findings)
        except Trouble as trouble:
            trouble.usage = self._usage
            raise
        return Outcome(draft, "model", self._model, prompt.PROMPT_VERSION, sources, self._usage)

    async def _write(self, task: AnalysisTask, sources: Sequence[SourceLink], findings: str) -> Draft:
        asked = prompt.messages(task, findings)
        conversation: ResponseInputParam = [{"role": "user", "content": asked.user}]
        best: Draft | None = None
        trouble = Trouble("model_invalid")
        for _ in ("first", "repair"):
            try:
                answer = await self._call(
                    asked.instructions, conversation, text={"format": strict_schema(task.depth)}, depth=task.depth
                )
            except Trouble:
                if best is None:
                    raise
                break
            self._enter("checking")
            if answer.refused:
                trouble, complaint = Trouble("model_refused"), prompt.repair_message([])
            elif answer.status == "incomplete":
                trouble, complaint = Trouble("model_truncated"), prompt.shorten_message()
            else:
                try:
                    draft = unmask_draft(parse(answer.text, task.depth), asked.mapping)
                except InvalidDraft as invalid:
                    trouble, complaint = Trouble("model_invalid"), prompt.invalid_message(invalid.reasons)
                else:
                    best = draft
                    violations = check_draft(draft, task, sources)
                    if not violations:
                        break
                    complaint = prompt.repair_message(violations)
            conversation = [
                *conversation,
                {"role": "assistant", "content": answer.text},
                {"role": "user", "content": complaint},
            ]
        if best is None:
            raise trouble
        return best
