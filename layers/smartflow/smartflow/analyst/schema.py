"""What an analyst returns (`Draft`) and what is stored and shown after checking (`Result`).

A draft is a claim: nothing in it is shown before `checking.result.check_draft` has verified its quotes, refused unknown
tools and applied the number lock to its prose. A result is what remains, in the reader's language, ready for the API,
the page and the report. Figures are not part of it: the assessment is stored beside it.

Three depths: `BasicDraft` is the short form, `DeepDraft` adds steps and variants (and more tools and web search),
`ExpertDraft` adds the comparison, monitoring and scenarios. Every field of a draft is required, as strict schemas
want it; `Draft` is the full shape, and `lift` gives a shorter draft that shape, with empty lists.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, PlainSerializer

from smartflow.language.text import Language

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

MAX_TEXT = 4_000
MAX_SHORT = 300
MAX_QUOTE = 1_000
MAX_LIST = 40

Text = Annotated[str, Field(max_length=MAX_TEXT)]
Short = Annotated[str, Field(max_length=MAX_SHORT)]
Quote = Annotated[str, Field(max_length=MAX_QUOTE)]
ToolIds = Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=MAX_LIST)]


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
    actions: Annotated[list[Text], Field(max_length=MAX_LIST)]


class DraftRisk(_Draft):
    risk: Text
    mitigation: Text


class DraftSuggestion(_Draft):
    field: InputField
    value: Annotated[str, Field(max_length=40)] = Field(
        description="A plain number with a decimal point (time in minutes), or for frequency one of daily, weekly, "
        "biweekly, monthly, quarterly, yearly; for readiness.* a whole number from 1 to 5."
    )
    quote: Quote = Field(description="The exact words of the description this value comes from.")


class DraftQuestion(_Draft):
    question: Text
    field: QuestionField = Field(description="The input the answer would fill, or other.")


class DraftContradiction(_Draft):
    field: InputField
    quote_a: Quote = Field(description="Exact words of the description.")
    quote_b: Quote = Field(description="Exact words of the description that cannot both be true with quote_a.")


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
    verdict: Text = Field(description="Is it worth automating, and what comes first.")
    problems: Annotated[list[DraftProblem], Field(max_length=MAX_LIST)]
    tools: Annotated[list[DraftTool], Field(max_length=MAX_LIST)]
    roadmap: Annotated[list[DraftRoadmapItem], Field(max_length=MAX_LIST)]
    first_steps: Annotated[list[Text], Field(max_length=MAX_LIST)] = Field(description="Things to do this week.")
    risks: Annotated[list[DraftRisk], Field(max_length=MAX_LIST)]
    expected_results: Annotated[list[Text], Field(max_length=MAX_LIST)]
    suggested_inputs: Annotated[list[DraftSuggestion], Field(max_length=MAX_LIST)]
    questions: Annotated[list[DraftQuestion], Field(max_length=MAX_LIST)] = Field(description="At most five.")
    contradictions: Annotated[list[DraftContradiction], Field(max_length=MAX_LIST)]


class DeepDraft(BasicDraft):
    """The short form, the process step by step, and three variants."""

    steps: Annotated[list[DraftStep], Field(max_length=MAX_LIST)]
    variants: Annotated[list[DraftVariant], Field(max_length=MAX_LIST)]


class ExpertDraft(DeepDraft):
    """Everything."""

    comparison: Annotated[list[DraftComparison], Field(max_length=MAX_LIST)] = Field(
        description="Five to seven tools of the catalogue compared."
    )
    monitoring: Annotated[list[DraftMeasure], Field(max_length=MAX_LIST)]
    scenarios: Scenarios


Draft = ExpertDraft
DRAFTS: dict[Depth, type[BasicDraft]] = {"basic": BasicDraft, "deep": DeepDraft, "expert": ExpertDraft}
NO_SCENARIOS = Scenarios(conservative="", expected="", optimistic="")


def lift(draft: BasicDraft) -> Draft:
    """Return the same draft in the full shape: what its depth does not have is empty."""
    if isinstance(draft, ExpertDraft):
        return draft
    fields = {name: getattr(draft, name) for name in type(draft).model_fields}
    extra = {"steps": [], "variants": [], "comparison": [], "monitoring": [], "scenarios": NO_SCENARIOS}
    return ExpertDraft(**{**extra, **fields})


_SCHEMA_NOISE = frozenset({"title", "maxLength", "minLength", "maxItems", "minItems", "default"})


def _plain(schema: JsonValue, *, names: bool = False) -> JsonValue:
    """Keep what strict mode accepts everywhere; lengths are validated here, in code. `names`: keys are field names."""
    if isinstance(schema, dict):
        return {
            key: _plain(value, names=key in ("properties", "$defs"))
            for key, value in schema.items()
            if names or key not in _SCHEMA_NOISE
        }
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    return schema


@lru_cache
def _schema(depth: Depth) -> JsonValue:
    return _plain(DRAFTS[depth].model_json_schema())


def strict_schema(depth: Depth) -> dict[str, JsonValue]:
    """Return `text.format` for the Responses API: a strict JSON schema of the draft of this depth."""
    return {"type": "json_schema", "name": f"analysis_{depth}", "strict": True, "schema": _schema(depth)}


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
    """A page the web search cited. `url` is http or https; `date` is when it was read (ISO), null if unknown."""

    title: str
    url: str
    date: str | None


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
