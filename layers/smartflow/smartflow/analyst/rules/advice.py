"""What the rules know: signals in a text and the advice for each, kept as data in `data/advice.json`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from smartflow.analyst.catalogue import Industry, Label, catalogue
from smartflow.analyst.schema import InputField, StepVerdict
from smartflow.analyst.text import flat, sentences
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from smartflow.language.text import Language

_SHORTEST_QUOTE: Final = 8
_LONGEST_QUOTE: Final = 260
_MOST_PLACES: Final = 20
_MARKS: Final = frozenset('„”“«»"⟦⟧{}')
_BREAK: Final = re.compile(r"[,;:()]\s|\s[–—-]\s")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Patterns = ByLanguage[Annotated[tuple[str, ...], Field(min_length=1)]]


class Signal(_Data):
    """Something that a text may show, and what to do about it.

    `words` are patterns over lower-case text without Polish diacritics. `capabilities` (of the catalogue) are what a tool
    must be able to do; the greater `weight` comes first. With `industries`, the words mean this only there ("driver",
    "student", "machine").
    """

    id: str
    words: Patterns
    verdict: StepVerdict
    weight: Annotated[int, Field(ge=1, le=5)]
    capabilities: tuple[str, ...]
    industries: tuple[Industry, ...] = ()
    step: Label
    problem: Label
    why: Label
    action: Label
    first_step: Label
    risk: Label | None
    mitigation: Label | None


class Advice(_Data):
    """Everything in the file. `missing` names each input as a sentence about missing inputs does."""

    signals: tuple[Signal, ...]
    industries: dict[str, Label]
    questions: dict[InputField, Label]
    missing: dict[InputField, Label]

    @model_validator(mode="after")
    def _known_capabilities(self) -> Advice:
        known = catalogue().capabilities
        unknown = {name for signal in self.signals for name in signal.capabilities if name not in known}
        if unknown:
            raise ValueError(f"unknown capabilities: {sorted(unknown)}")
        return self


@dataclass(frozen=True, slots=True)
class FoundSignal:
    """A signal found in a text: how often, and where its first mention that can be quoted begins and ends."""

    signal: Signal
    times: int
    start: int
    end: int


@lru_cache
def advice() -> Advice:
    """Return the rules' knowledge, read and validated on first use."""
    return Advice.model_validate(json.loads(files(__package__).joinpath("data/advice.json").read_text("utf-8")))


@lru_cache
def _patterns(language: Language) -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    return tuple(
        (signal, re.compile(r"(?<!\w)(?:" + "|".join(signal.words.of(language)) + ")")) for signal in advice().signals
    )


def find_signals(text: str, industry: str, language: Language) -> list[FoundSignal]:
    """Return the signals in a text of `language`, in the order of their first mention."""
    low, spans = flat(text), sentences(text)
    found = []
    for signal, pattern in _patterns(language):
        if signal.industries and industry not in signal.industries:
            continue
        places = [match.start() for match in pattern.finditer(low)]
        if places:
            passages = (_passage(text, spans, place) for place in places[:_MOST_PLACES])
            start, end = next(filter(None, passages), (0, 0))
            found.append(FoundSignal(signal, len(places), start, end))
    return sorted(found, key=lambda one: (one.start, -one.signal.weight))


def _passage(text: str, spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the sentence around a place, or its clause when the sentence is long; None when it cannot be quoted."""
    start, end = next(span for span in spans if span[0] <= at < span[1])
    if end - start > _LONGEST_QUOTE:
        marks = [match.end() for match in _BREAK.finditer(text, start, end)]
        start = max((mark for mark in marks if mark <= at), default=start)
        end = min((mark for mark in marks if mark > at), default=end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:(–—-"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in "-–—•*·"):
        start += 1
    passage = text[start:end]
    if not _SHORTEST_QUOTE <= len(passage) <= _LONGEST_QUOTE or "\n" in passage or _MARKS & set(passage):
        return None
    return start, end
