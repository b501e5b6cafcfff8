"""What an analyst is given and what it hands back, whether the rules or a language model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from smartflow.analyst.schema import Depth, Draft
    from smartflow.engine.assessment import Assessment
    from smartflow.engine.inputs import Inputs
    from smartflow.language.text import Language


@dataclass(frozen=True)
class AnalysisTask:
    """One process to analyse, as it was when the job was accepted.

    `inputs` are what a person gave (None where nothing), `provenance` says for each given field "user" or "suggested"
    (a value accepted from an earlier analysis). `assessment` is the engine's answer to them, defaults filled in.
    `category` is the seeded category's name in the task's language, None when there is none. `description` is the
    original text, never masked: masking is for what is sent out.
    """

    title: str
    description: str
    industry: str
    category: str | None
    company_size: str | None
    budget_range: str | None
    language: Language
    depth: Depth
    inputs: Inputs
    provenance: Mapping[str, Literal["user", "suggested"]]
    assessment: Assessment
    country: str = "PL"
    currency: str = "PLN"
    working_days: int = 250


@dataclass(frozen=True)
class SourceLink:
    """A page cited by the web search, as it came back: `check_draft` decides whether it may be shown.

    `claim` is what the page is cited for, `date` when it was read, `published` the day it gives itself.
    """

    title: str
    url: str
    date: str | None = None
    claim: str = ""
    published: str | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens and calls of one analysis; the rules use none."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    searches: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.output_tokens + other.output_tokens,
            self.searches + other.searches,
        )


@dataclass(frozen=True)
class Outcome:
    """An analyst's draft, not checked yet, and who wrote it at what cost."""

    draft: Draft
    analyst: Literal["model", "rules"]
    model: str
    prompt_version: str
    sources: Sequence[SourceLink] = ()
    usage: Usage = field(default_factory=Usage)
