"""One call of a language model as the conversation sees it: request, answer, and the error when there is no answer.

Nothing here knows the provider or its library, so a test can stand in for the client.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from smartflow.analyst.task import Usage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic import JsonValue

#: The calls of one analysis, each made at most once.
Step = Literal["read", "read_again", "search", "write", "repair"]


class ModelError(Exception):
    """The model gave no draft.

    `code` says why, `transient` whether the same call may work later, after `retry_after` seconds where the provider
    says so. `reasons` say in English what the model has to correct, `fields` which fields of its answer are at fault,
    where the others can stay. `usage` is what was spent.
    """

    def __init__(
        self,
        code: str,
        *,
        transient: bool = False,
        retry_after: float | None = None,
        reasons: Sequence[str] = (),
        fields: Sequence[str] = (),
        usage: Usage | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.transient = transient
        self.retry_after = retry_after
        self.reasons = reasons
        self.fields = fields
        self.usage = usage or Usage()


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked in one `step`: an answer by a strict `schema`, or a web search where there is no schema."""

    step: Step
    instructions: str
    turns: Sequence[Turn]
    max_output_tokens: int
    schema: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that the answer cites for `text[start:end]`."""

    title: str
    url: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `complete` is false where the text breaks off; `model` is the exact model that answered."""

    text: str
    model: str
    usage: Usage
    complete: bool = True
    refused: bool = False
    citations: Sequence[Citation] = ()


#: Makes one call that may take so many seconds; raises `ModelError` where no answer comes.
Ask = Callable[[Request, float], Awaitable[Answer]]


class Answers(Protocol):
    """Where paid answers are kept before they are used, so that another attempt does not buy them again."""

    def find(self, step: Step) -> Answer | None:
        """Return the answer of an earlier attempt at this step."""

    async def keep(self, step: Step, answer: Answer | None, usage: Usage) -> None:
        """Book what one call has used, and keep its answer, if it has one."""
