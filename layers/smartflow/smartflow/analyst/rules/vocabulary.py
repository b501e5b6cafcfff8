"""The words by which the rules recognise steps, documents, people and means of work: `data/vocabulary.json`."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from smartflow.analyst.catalogue import Label
from smartflow.analyst.schema import InputField, StepVerdict
from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from smartflow.language.text import Language

Patterns = ByLanguage[Annotated[tuple[str, ...], Field(min_length=1)]]
#: What can be done about a step without another program.
WITHOUT_PROGRAMS: Final[frozenset[StepVerdict]] = frozenset({"simplify", "eliminate", "keep_human"})
#: Sentences for the same purpose, those that say most first; `slots.first_filled` takes the first that can be filled.
Variants = ByLanguage[Annotated[tuple[str, ...], Field(min_length=1)]]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Noun(_Data):
    """A kind of document: its name in the plural, and patterns over folded text."""

    name: Label
    words: Patterns


class Means(Noun):
    """What people work with that is no product: of which `category` of the catalogue the firm then has something."""

    category: str | None


class Action(_Data):
    """Something that people do in a step. A `minor` one counts where a passage holds no other."""

    id: str
    name: Label
    words: Patterns
    verdict: StepVerdict
    minor: bool
    why: Variants


class Judgement(_Data):
    """Words from which an answer on readiness may be suggested."""

    field: InputField
    value: Annotated[str, Field(pattern="^[1-5]$")]
    words: Patterns


class Vocabulary(_Data):
    """Everything in the file. `people` are nominative forms; `aside` marks passages that describe no step."""

    documents: tuple[Noun, ...]
    means: tuple[Means, ...]
    people: Patterns
    actions: tuple[Action, ...]
    aside: Patterns
    readiness: tuple[Judgement, ...]


@lru_cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read and validated on first use."""
    return Vocabulary.model_validate(json.loads(files(__package__).joinpath("data/vocabulary.json").read_text("utf-8")))


@lru_cache
def pattern(words: Patterns, language: Language, *, whole: bool = False) -> re.Pattern[str]:
    """Return the pattern of a word list, at the beginning of words; `whole` words where their end counts too."""
    end = r"(?!\w)" if whole else ""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words.of(language))}){end}")
