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
from smartflow.analyst.rules.pieces import is_quotable, trimmed
from smartflow.analyst.rules.vocabulary import Patterns, Variants
from smartflow.analyst.schema import InputField, StepVerdict
from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from smartflow.analyst.rules.pieces import Pieces
    from smartflow.language.text import Language

_SHORTEST_QUOTE: Final = 8
_LONGEST_QUOTE: Final = 260
_MOST_PLACES: Final = 20


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Signal(_Data):
    """Something that a text may show, and what to do about it.

    `words` are patterns over lower-case text without Polish diacritics. `capabilities` (of the catalogue) are what a tool
    must be able to do; the greater `weight` comes first. With `industries`, the words mean this only there ("driver",
    "student", "machine"). Where both are found, this signal stands in place of `in_place_of`. The sentences have slots for
    what the passage names (`slots.py`).
    """

    id: str
    words: Patterns
    verdict: StepVerdict
    weight: Annotated[int, Field(ge=1, le=5)]
    capabilities: tuple[str, ...]
    industries: tuple[Industry, ...] = ()
    in_place_of: str | None = None
    topic: Label
    problem: Variants
    action: Variants
    first_step: Variants
    risk: Variants | None
    mitigation: Variants | None


class Asked(_Data):
    """A question about an input: `asked` with slots, None where only readings of the text are asked about; else `general`."""

    asked: Variants | None
    general: Label


class Advice(_Data):
    """Everything in the file. `names` are those of inputs, in the nominative."""

    signals: tuple[Signal, ...]
    questions: dict[InputField, Asked]
    names: dict[InputField, Label]

    @model_validator(mode="after")
    def _known_capabilities(self) -> Advice:
        known = catalogue().capabilities
        unknown = {name for signal in self.signals for name in signal.capabilities if name not in known}
        if unknown:
            raise ValueError(f"unknown capabilities: {sorted(unknown)}")
        return self


@dataclass(frozen=True, slots=True)
class FoundSignal:
    """A signal found in a text: how often; where the first mention that can be quoted is, and the passage around it."""

    signal: Signal
    times: int
    start: int
    end: int
    at: int


@lru_cache
def advice() -> Advice:
    """Return the rules' knowledge, read and validated on first use."""
    return Advice.model_validate(json.loads(files(__package__).joinpath("data/advice.json").read_text("utf-8")))


@lru_cache
def _patterns(language: Language) -> tuple[tuple[Signal, re.Pattern[str]], ...]:
    return tuple(
        (signal, re.compile(r"(?<!\w)(?:" + "|".join(signal.words.of(language)) + ")")) for signal in advice().signals
    )


def find_signals(text: str, pieces: Pieces, industry: str, language: Language) -> list[FoundSignal]:
    """Return the signals in a text of `language`, in the order of their first mention."""
    low = flat(text)
    found = []
    for signal, pattern in _patterns(language):
        if signal.industries and industry not in signal.industries:
            continue
        places = [match.start() for match in pattern.finditer(low)]
        for place in places[:_MOST_PLACES]:
            passage = None if pieces.is_about_money(pieces.clause_at(place)) else _passage(text, pieces, place)
            if passage is not None:
                found.append(FoundSignal(signal, len(places), *passage, place))
                break
    replaced = {one.signal.in_place_of for one in found}
    return sorted(
        (one for one in found if one.signal.id not in replaced), key=lambda one: (one.start, -one.signal.weight)
    )


def _passage(text: str, pieces: Pieces, at: int) -> tuple[int, int] | None:
    """Return the sentence around a place, or its clause when the sentence is long; None when it cannot be quoted."""
    for start, end in (pieces.sentence_at(at), pieces.clause_at(at)):
        first, last = trimmed(text, (start, end))
        if _SHORTEST_QUOTE <= last - first <= _LONGEST_QUOTE and first <= at < last and is_quotable(text[first:last]):
            return first, last
    return None
