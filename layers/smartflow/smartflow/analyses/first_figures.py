"""What the rules read in a description before there is an analysis: its facts, and the figures that follow. Nothing is stored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smartflow.engine.assessment import Context
from smartflow.engine.decisions import Decision, DecisionRefused, decide, propose
from smartflow.engine.estimate_view import ShownAssessment
from smartflow.engine.estimate_view import shown as shown_assessment
from smartflow.engine.facts import Fact
from smartflow.infra.problems import Fault, invalid
from smartflow.language.text import Language
from smartflow.language.typed_text import paragraphs
from smartflow.processes import figures as process_figures
from smartflow.processes import figures_view
from smartflow.processes.figures_view import ShownFigures

_MOST_DECISIONS: Final = 50
_IDS: Final = UUID("4f2b9f0e-6a51-5c57-9d0f-0d5b8f1c7a31")
#: Of a description that was edited meanwhile, decisions may speak of words that are gone.
_GONE: Final = frozenset({"unknown_fact", "unknown_reading", "not_proposed", "nothing_to_withdraw"})
#: What accounts have until they say otherwise.
_WORKING_DAYS: Final = 250


class DescriptionBody(BaseModel):
    """A description to read, and what was decided so far of what was read in it: the decisions of earlier answers, in order."""

    model_config = ConfigDict(extra="forbid")

    description: Annotated[str, AfterValidator(paragraphs), Field(min_length=10, max_length=20_000)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "PLN"
    decisions: Annotated[list[Decision], Field(max_length=_MOST_DECISIONS)] = []


class FirstFigures(BaseModel):
    """What the rules read in a description, with the figures that follow. `language` is the one that it is written in.

    The ids of facts are the same for the same words each time, so that decisions can name them without anything being stored.
    """

    language: Language
    items: list[Fact]
    assessment: ShownAssessment
    figures: ShownFigures


@dataclass(frozen=True, slots=True)
class FirstReading:
    """Facts read from a description and decided on, and how many steps its process has."""

    language: Language
    facts: list[Fact]
    steps: int | None


def first_figures(body: DescriptionBody, language: Language) -> FirstFigures:
    """Read a description and compute what it comes to, in the reader's words.

    Raises
    ------
    Problem
        422 where a decision gives a value that its field cannot have.
    """
    read = first_reading("", body.description, body.currency, language, [], body.decisions)
    context = Context(
        industry="other",
        company_size=None,
        budget_range=None,
        currency=body.currency,
        working_days=_WORKING_DAYS,
        steps=read.steps,
    )
    figures = process_figures.computed(read.facts, context)
    return FirstFigures(
        language=read.language,
        items=[fact for fact in read.facts if fact.state != "replaced"],
        assessment=shown_assessment(figures.assessment, language),
        figures=figures_view.shown(figures, [], language),
    )


def first_reading(
    title: str,
    description: str,
    currency: str,
    language: Language,
    stated: Sequence[Fact],
    decisions: Sequence[Decision],
) -> FirstReading:
    """Read a description by the rules and take the decisions on what was read; `language` where its own cannot be told.

    Raises
    ------
    Problem
        422 where a decision gives a value that its field cannot have.
    """
    # Imported only here: the rules take long to load, and most calls of these functions do not need them.
    from smartflow.analyses.proposals import named_systems, proposals
    from smartflow.analyses.tasks import task_of
    from smartflow.analyst.checking.reassessment import reassess
    from smartflow.analyst.checking.result import check_template
    from smartflow.analyst.reading import extent
    from smartflow.analyst.reading.reader import read
    from smartflow.analyst.reading.text_language import language_of
    from smartflow.analyst.rules.drafting import draft
    from smartflow.engine.defaults import default_systems

    own = language_of(description, language)
    described = {"title": title, "description": description, "industry": "other", "currency": currency}
    unknown = dict.fromkeys(("category", "company_size", "budget_range"))
    task = task_of({**described, **unknown, "inputs": {}, "suggested": [], "working_days": _WORKING_DAYS}, "basic", own)
    drafted = draft(task)
    template = check_template(drafted, task, reassess(drafted, task))
    steps = extent.steps(description) or len(template.steps) or None
    found = proposals(template, read(title, description, currency, own))
    if all(proposal.field != "systems" for proposal in found):
        found += named_systems(description, default_systems(steps))
    proposed = [_named(fact) for fact in propose(stated, found, "text", description, lambda: _IDS)]
    return FirstReading(own, _decided(proposed, decisions), steps)


def _named(fact: Fact) -> Fact:
    """Return a fact with an id that follows from what it says and from which words."""
    if fact.origin == "person":
        return fact
    places = "".join(f"{quote.quote}@{quote.start};" for quote in fact.quotes)
    text = "|".join(map(str, (fact.field, fact.low, fact.high, fact.currency, fact.reading, places)))
    return fact.model_copy(update={"id": uuid5(_IDS, text)})


def _decided(facts: list[Fact], decisions: Sequence[Decision]) -> list[Fact]:
    """Return the facts after the decisions, those left out that speak of what the description no longer says."""
    for index, decision in enumerate(decisions):
        try:
            facts = decide(facts, [decision], _id_of(index))
        except DecisionRefused as fault:
            if fault.code not in _GONE:
                raise invalid(Fault(f"/decisions/{index}/{fault.member}", fault.code)) from None
    return facts


def _id_of(index: int) -> Callable[[], UUID]:
    return lambda: uuid5(_IDS, f"decision {index}")
