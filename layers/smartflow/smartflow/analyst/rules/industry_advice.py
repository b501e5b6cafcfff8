"""What the rules know: signals in a text and what they call for, kept as data in `data/advice.json`."""

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

if TYPE_CHECKING:
    from smartflow.language.text import Language

_LONGEST_QUOTE: Final = 260
_TRIED: Final = 20
_MARKS: Final = frozenset('„”“«»"⟦⟧{}')
_BREAK: Final = re.compile(r"[,;:()]\s|\s[–—-]\s")


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Signal(_Data):
    """Something a text may show: `pl` and `en` are patterns over lower-case text without Polish diacritics.

    `capabilities` (of the catalogue) are what a remedy must be able to do; `weight` orders steps of equal mention.
    With `industries`, the words mean this only there ("driver", "student", "machine").
    """

    id: str
    pl: Annotated[tuple[str, ...], Field(min_length=1)]
    en: Annotated[tuple[str, ...], Field(min_length=1)]
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
    """Everything in the file. `missing` names inputs as they are spoken of when they are lacking."""

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
class Sign:
    """A signal seen in a text: how often, and the words of its first clear mention."""

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
        (signal, re.compile(r"(?<!\w)(?:" + "|".join(getattr(signal, language)) + ")")) for signal in advice().signals
    )


def signs(text: str, industry: str, *, polish: bool) -> list[Sign]:
    """Return the signals `text` shows, in the order of their first mention."""
    low, spans = flat(text), sentences(text)
    found = []
    for signal, pattern in _patterns("pl" if polish else "en"):
        if signal.industries and industry not in signal.industries:
            continue
        places = [match.start() for match in pattern.finditer(low)]
        if places:
            start, end = next((span for at in places[:_TRIED] if (span := _passage(text, spans, at))), (0, 0))
            found.append(Sign(signal, len(places), start, end))
    return sorted(found, key=lambda sign: (sign.start, -sign.signal.weight))


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
    if not 8 <= len(passage) <= _LONGEST_QUOTE or "\n" in passage or _MARKS & set(passage):
        return None
    return start, end
