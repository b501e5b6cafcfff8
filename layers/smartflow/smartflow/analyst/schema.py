"""What an analyst returns (`Draft`) and what is stored and shown after checking (`Result`).

A draft is a claim: nothing in it is shown before `checking.result.check_draft` has verified its quotes, refused unknown
tools and applied the number lock to its prose. A result is what remains, in the reader's language, ready for the API,
the page and the report. Figures are not part of it: the assessment is stored beside it.

Three depths: `BasicDraft` is the short form, `DeepDraft` adds steps and variants (and more tools and web search),
`ExpertDraft` adds the comparison, monitoring and scenarios. Every field of a draft is required, as strict schemas
want it; `Draft` is the full shape, and `lift` gives a shorter draft that shape, with empty lists.

A language model is asked twice. `DraftReading` is what it reads in the text; it then writes a draft without the fields
that its reading has answered (`FROM_READING`).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from smartflow.language.text import Language

Item = TypeVar("Item")

Depth = Literal["basic", "deep", "expert"]
StepVerdict = Literal["eliminate", "simplify", "integrate", "automate", "ai_assist", "keep_human"]
Effort = Literal["S", "M", "L"]
Level = Literal["basic", "standard", "premium"]
Status = Literal["suggested", "accepted", "rejected"]
InputField = Literal[
    "runs",
    "frequency",
    "minutes_per_run",
    "people",
    "error_rate_percent",
    "rework_minutes",
    "hourly_cost",
    "systems",
    "exceptions_percent",
    "build_cost",
    "monthly_licence",
    "readiness.rule_based",
    "readiness.digital_input",
    "readiness.structured_input",
    "readiness.stability",
    "readiness.documentation",
]
QuestionField = Literal[InputField, "other"]
Operation = Literal["stated", "sum", "product"]

MAX_TEXT = 4_000
MAX_SHORT = 300
MAX_QUOTE = 1_000
MAX_LIST = 40


def _cut(value: object) -> object:
    """A list that is too long is no reason to ask again: what is beyond the limit is left out."""
    return value[:MAX_LIST] if isinstance(value, list) else value


Text = Annotated[str, Field(max_length=MAX_TEXT)]
Short = Annotated[str, Field(max_length=MAX_SHORT)]
Quote = Annotated[str, Field(max_length=MAX_QUOTE)]
Bounded = Annotated[list[Item], BeforeValidator(_cut), Field(max_length=MAX_LIST)]
ToolIds = Bounded[Annotated[str, Field(max_length=64)]]


class _Draft(BaseModel):
    """Every field required, nothing else allowed: what `strict: true` asks of a schema."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftProblem(_Draft):
    problem: Text = Field(description="What costs time, money or patience today. No numbers: placeholders only.")
    quote: Quote = Field(description="The exact words of the description that show it, or an empty string.")


class DraftStep(_Draft):
    name: Short = Field(description="Short name of the step.")
    today: Text = Field(description="How the step is done today.")
    quote: Quote = Field(description="The exact words of the description that show it, or an empty string.")
    verdict: StepVerdict
    why: Text = Field(description="Why this verdict.")
    tool_ids: ToolIds = Field(description="Ids from the catalogue that would help with this step; may be empty.")


class DraftTool(_Draft):
    tool_id: Annotated[str, Field(max_length=64)] = Field(description="An id from the catalogue.")
    why: Text = Field(description="Why this tool for this process.")
    fit: Text = Field(description="How it fits with what the firm already uses.")


class DraftVariant(_Draft):
    level: Level
    description: Text
    tool_ids: ToolIds


class DraftRoadmapItem(_Draft):
    phase: Short = Field(description="Name of the phase, without a number.")
    effort: Effort = Field(description="S, M or L; code turns it into weeks.")
    actions: Bounded[Text]


class DraftRisk(_Draft):
    risk: Text
    mitigation: Text


Value = Annotated[str, Field(max_length=40)]


class DraftPart(_Draft):
    value: Value = Field(
        description="A plain number with a decimal point (time in minutes), or for frequency one of daily, weekly, "
        "biweekly, monthly, quarterly, yearly; for readiness.* a whole number from 1 to 5."
    )
    quote: Quote = Field(description="The exact words of the description that show this value and its unit.")


class DraftFact(_Draft):
    """A value the text states, or a sum or product of several; code computes it."""

    field: InputField
    operation: Operation = Field(
        description="stated: one part is the value. sum: the parts add up. product: a count of people or things, times what "
        "each of them brings."
    )
    parts: Bounded[DraftPart]


class DraftSuggestion(_Draft):
    """A value for a field with the passage it comes from. `parts` are those that a model gave, none where our reader read it."""

    field: InputField
    value: Value
    quote: Quote
    operation: Operation = "stated"
    parts: tuple[DraftPart, ...] = ()


class DraftQuestion(_Draft):
    question: Text
    field: QuestionField = Field(description="The input the answer would fill, or other.")


class DraftContradiction(_Draft):
    field: InputField
    quote_a: Quote = Field(description="Exact words of the description.")
    quote_b: Quote = Field(description="Exact words of the description that cannot both be true with quote_a.")


class DraftCompeting(_Draft):
    field: InputField
    readings: Bounded[DraftPart] = Field(
        description="Two or three values that the text allows, each with its own words."
    )


class DraftReadStep(_Draft):
    """A step as the text tells it; what it does not say is an empty string."""

    name: Short = Field(description="Short name of the step, a verb and its object.")
    who: Short = Field(description="The role that does it, or an empty string.")
    what: Short = Field(description="The document or data that is handled, or an empty string.")
    system: Short = Field(description="The program, file or paper it is done in, or an empty string.")
    minutes: Value = Field(description="Minutes of work as a plain number that the quote shows, or an empty string.")
    hand_off: Short = Field(description="To whom or to which system it goes next, or an empty string.")
    cause: Short = Field(description="Why it takes long or goes wrong, as the text says it, or an empty string.")
    quote: Quote = Field(description="The exact words of the description that show the step.")


class DraftReading(_Draft):
    """What a model read in the text: claims, of which code takes those that their words show."""

    facts: Bounded[DraftFact]
    competing: Bounded[DraftCompeting]
    steps: Bounded[DraftReadStep]
    contradictions: Bounded[DraftContradiction]
    questions: Bounded[DraftQuestion]


class DraftFix(_Draft):
    path: Short = Field(description="The path of a field at fault, exactly as it was listed.")
    text: Text = Field(description="The whole corrected text of that field; empty to leave it out.")


class DraftFixes(_Draft):
    """The repair of single fields of a draft."""

    fixes: Bounded[DraftFix]


class DraftComparison(_Draft):
    tool_id: Annotated[str, Field(max_length=64)]
    strengths: Text
    weaknesses: Text
    best_for: Text


class DraftMeasure(_Draft):
    measure: Short = Field(description="What to watch after the change.")
    how: Text = Field(description="How, how often and by whom, without numbers.")


class Scenarios(_Draft):
    """One paragraph for each scenario of the engine: under which conditions it comes true."""

    conservative: Text
    expected: Text
    optimistic: Text


class BasicDraft(_Draft):
    """The short form."""

    summary: Text = Field(
        description="What the process is and where most of its effort is spent, in two to four sentences."
    )
    verdict: Text = Field(
        description="Why the computed verdict is right for this process, what it depends on, and what comes first."
    )
    problems: Bounded[DraftProblem]
    tools: Bounded[DraftTool]
    roadmap: Bounded[DraftRoadmapItem]
    first_steps: Bounded[Text] = Field(description="Things to do this week.")
    risks: Bounded[DraftRisk]
    expected_results: Bounded[Text]
    suggested_inputs: Bounded[DraftSuggestion]
    questions: Bounded[DraftQuestion]
    contradictions: Bounded[DraftContradiction]


class DeepDraft(BasicDraft):
    """The short form, the process step by step, and three variants."""

    steps: Bounded[DraftStep]
    variants: Bounded[DraftVariant]


class ExpertDraft(DeepDraft):
    """Everything."""

    comparison: Bounded[DraftComparison] = Field(description="Five to seven tools of the catalogue compared.")
    monitoring: Bounded[DraftMeasure]
    scenarios: Scenarios


Draft = ExpertDraft
DRAFTS: dict[Depth, type[BasicDraft]] = {"basic": BasicDraft, "deep": DeepDraft, "expert": ExpertDraft}
#: What a draft takes over from the reading: it is not asked for again.
FROM_READING: Final = ("suggested_inputs", "questions", "contradictions")
NO_SCENARIOS = Scenarios(conservative="", expected="", optimistic="")


def lift(draft: BasicDraft) -> Draft:
    """Return the same draft in the full shape: what its depth does not have is empty."""
    if isinstance(draft, ExpertDraft):
        return draft
    fields = {name: getattr(draft, name) for name in type(draft).model_fields}
    extra = {"steps": [], "variants": [], "comparison": [], "monitoring": [], "scenarios": NO_SCENARIOS}
    return ExpertDraft(**{**extra, **fields})


def _two_decimals(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


Money = Annotated[Decimal, PlainSerializer(_two_decimals, return_type=str, when_used="json")]


class _Result(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Evidence(_Result):
    """Words of the description and where they are: `description[start:end] == quote`, in code points.

    JavaScript counts UTF-16 units: convert, or search for `quote` from `start` on.
    """

    quote: str
    start: int
    end: int


class Problem(_Result):
    problem: str
    evidence: Evidence | None


class Step(_Result):
    """`tool_names[i]` is the name of `tool_ids[i]`; all of them are in the catalogue."""

    name: str
    today: str
    evidence: Evidence | None
    verdict: StepVerdict
    why: str
    tool_ids: list[str]
    tool_names: list[str]


class Tool(_Result):
    """A recommended tool. Everything but `why` and `fit` comes from the catalogue.

    `capabilities` are in the language of the result. `price` is a sentence: a price with the date it was checked,
    or "ask for a quote". `region` says where the vendor is based, and to confirm where data is kept.
    `mentioned` is true when the description itself names the tool.
    """

    tool_id: str
    name: str
    vendor: str
    homepage: str
    capabilities: list[str]
    price: str
    region: str
    mentioned: bool
    why: str
    fit: str


class Variant(_Result):
    level: Level
    description: str
    tool_ids: list[str]
    tool_names: list[str]


class Weeks(_Result):
    """How long a phase takes, from its effort: S 1-2, M 3-6, L 6-12 weeks."""

    min: int
    max: int


class RoadmapItem(_Result):
    phase: str
    effort: Effort
    weeks: Weeks
    actions: list[str]


class Risk(_Result):
    risk: str
    mitigation: str


class Suggestion(_Result):
    """An input read from the text: `description[start:end] == quote`, and our own number reader finds `value` in it.

    `id` is stable within the result ("s1", "s2", …). `value` is a plain decimal ("45", "2.5"), a frequency, or 1-5 for
    readiness. `given` is what a person (not a default) entered for the same field when it differs, else null: such a
    suggestion never counts without a person's decision. Readiness counts only once accepted.
    """

    id: str
    field: InputField
    value: str
    quote: str
    start: int
    end: int
    given: str | None
    status: Status


class Question(_Result):
    """`effect` is by how much the answer could change the net savings a year (account's currency), null where unknown."""

    question: str
    field: QuestionField
    effect: Money | None


class Side(_Result):
    """One side of a contradiction: its words, the value they give the field, and the inputs that choosing it sets.

    `inputs` holds every input the words state (field to value); `cost_per_year` is today's cost with them, null where
    it cannot be computed. `value` is null where the number reader finds no value for the field in the words.
    """

    quote: str
    start: int
    end: int
    value: str | None
    inputs: dict[str, str]
    cost_per_year: Money | None


class Contradiction(_Result):
    """Two statements of the text that cannot both be true. The user chooses `a` or `b`."""

    field: InputField
    a: Side
    b: Side


class Comparison(_Result):
    tool_id: str
    name: str
    homepage: str
    strengths: str
    weaknesses: str
    best_for: str


class Measure(_Result):
    measure: str
    how: str


class Source(_Result):
    """A page the web search cited. `url` is http or https; `date` is when it was read (ISO), null if unknown.

    `claim` is what it was cited for, empty where that did not pass the checks; `published` is the day that the page gives.
    """

    title: str
    url: str
    date: str | None
    claim: str = ""
    published: str | None = None


NoticeCode = Literal[
    "sentences_dropped",
    "unknown_figures",
    "quotes_refused",
    "values_refused",
    "tools_refused",
    "contradictions_refused",
    "sources_refused",
    "items_dropped",
]


class Notice(_Result):
    """What checking removed, counted, so that nothing disappears silently.

    sentences_dropped: sentences that broke the number lock · unknown_figures: sentences that needed a figure which cannot
    be computed yet · quotes_refused: words that are not in the description · values_refused: values their own quote
    does not show · tools_refused: ids outside the catalogue · contradictions_refused: sides that do not disagree or
    are not in the text · sources_refused: links that are not http(s) · items_dropped: entries beyond a list's length,
    empty or repeated.
    """

    code: NoticeCode
    count: int


class Result(_Result):
    """What an analysis contributes after checking: stored as JSON, answered by the API, shown by page and report.

    Prose is plain text in `language`, with figures already filled in; nothing in it is markup. Lists that a depth does
    not have are empty; only expert has `scenarios`. Order has a meaning: questions by their effect on net savings, the
    roadmap by time, tools and steps as the analyst ordered them.
    """

    language: Language
    depth: Depth
    summary: str
    verdict: str
    problems: list[Problem]
    steps: list[Step]
    tools: list[Tool]
    variants: list[Variant]
    roadmap: list[RoadmapItem]
    first_steps: list[str]
    risks: list[Risk]
    expected_results: list[str]
    suggested_inputs: list[Suggestion]
    questions: list[Question]
    contradictions: list[Contradiction]
    comparison: list[Comparison]
    monitoring: list[Measure]
    scenarios: Scenarios | None
    sources: list[Source]
    notices: list[Notice]
