"""What a process is for those who send and read it: bodies of requests, lines of lists, and a process with its figures."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field

from smartflow.engine.assessment import BudgetRange, CompanySize, Industry, Provenance
from smartflow.engine.decisions import Decision
from smartflow.engine.estimate_view import ShownAssessment
from smartflow.engine.inputs import Inputs
from smartflow.engine.portfolio import Quadrant
from smartflow.engine.verdict import VerdictCode
from smartflow.infra.pagination import Page, PageQuery
from smartflow.language.text import Language
from smartflow.language.typed_text import one_line, paragraphs
from smartflow.processes.figures_view import ShownFigures

Status = Literal["idea", "analysed", "planned", "implemented", "rejected"]
Order = Literal[
    "-created_at",
    "created_at",
    "-updated_at",
    "updated_at",
    "title",
    "-title",
    "-net_savings",
    "net_savings",
    "-deleted_at",
]


def _distinct(tags: list[str]) -> list[str]:
    """Return the tags without duplicates and empty ones, in their order."""
    return list(dict.fromkeys(tag for tag in tags if tag))


class ProcessBody(Inputs):
    """A process as a person describes it: texts, and the inputs of the money engine."""

    title: Annotated[str, AfterValidator(one_line), Field(min_length=3, max_length=500)]
    description: Annotated[str, AfterValidator(paragraphs), Field(min_length=10, max_length=20_000)]
    category_id: UUID | None = None
    industry: Industry = "other"
    company_size: CompanySize | None = None
    budget_range: BudgetRange | None = None
    language: Language | None = None
    tags: Annotated[
        list[Annotated[str, AfterValidator(one_line), Field(max_length=50)]],
        Field(max_length=20),
        AfterValidator(_distinct),
    ] = []
    status: Status = "idea"

    @property
    def inputs(self) -> Inputs:
        """The inputs of the money engine alone."""
        return Inputs.model_validate({name: getattr(self, name) for name in Inputs.model_fields})


class NewProcess(ProcessBody):
    """A process to create. With `decisions`, an empty list included, the rules read the description at once: what they read becomes
    facts of the process, and the decisions that were made on the answers of `POST /v1/first-figures` are taken.
    """

    decisions: Annotated[list[Decision], Field(max_length=50)] | None = None


class ProcessPatch(Inputs):
    """Changes to a process: an omitted field stays, null clears an optional one; readiness is merged answer by answer."""

    title: Annotated[str, Field(max_length=1000)] | None = None
    description: Annotated[str, Field(max_length=50_000)] | None = None
    category_id: UUID | None = None
    industry: Industry | None = None
    company_size: CompanySize | None = None
    budget_range: BudgetRange | None = None
    language: Language | None = None
    tags: list[str] | None = None
    status: Status | None = None

    def given(self) -> dict[str, Any]:
        """Return the fields that were sent."""
        return self.model_dump(exclude_unset=True)


class ProcessList(PageQuery):
    """Filters and order of a list of processes.

    `figures` and `quadrant` select what a figure of the dashboard counts: `priced` processes are those in the totals, of which
    all money is known; `unconfirmed` ones have a verdict that is not firm; `on_defaults` ones use a default or a suggestion.
    `worth_doing` is every quadrant but `leave_alone`, `unplaced` what has no place in the matrix.
    """

    search: Annotated[
        Annotated[str, Field(max_length=200)] | None, Field(validation_alias=AliasChoices("search", "q"))
    ] = None
    category_id: UUID | None = None
    industry: Industry | None = None
    company_size: CompanySize | None = None
    status: Status | None = None
    difficulty: Literal["easy", "medium", "hard"] | None = None
    analysed: bool | None = None
    tag: Annotated[str, Field(max_length=50)] | None = None
    figures: Literal["priced", "not_priced", "unconfirmed", "on_defaults"] | None = None
    quadrant: Quadrant | Literal["worth_doing", "unplaced"] | None = None
    deleted: bool = False
    sort: Order | None = None

    @property
    def order(self) -> Order:
        """The order, newest first where none is asked for; only what is in the trash is sorted by its deletion."""
        newest: Order = "-deleted_at" if self.deleted else "-created_at"
        return newest if self.sort in (None, "-deleted_at") else self.sort


class Common(BaseModel):
    """The fields that a process and a line of a list have in common."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    title: str
    category_id: UUID | None
    industry: Industry
    company_size: CompanySize | None
    budget_range: BudgetRange | None
    language: Language
    tags: list[str]
    status: Status
    analysis_depth: Literal["basic", "deep", "expert"] | None
    automation_potential: int | None
    time_savings_hours: Decimal | None
    cost_savings_annual: Decimal | None
    implementation_difficulty: Literal["easy", "medium", "hard"] | None
    current_analysis_id: UUID | None
    stale: bool
    version: int
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None


class Mark(BaseModel):
    """What stands beside the figures of a process in lists: its verdict, whether that is firm, whether the figures are rough,
    how many questions its text leaves open, and the fields that a person set by hand.
    """

    verdict: VerdictCode | None
    verdict_by_hand: str | None
    firm: bool | None
    rough: bool | None
    open_questions: int
    set_by_hand: list[str]


class ProcessSummary(Common, Mark):
    """A process in a list, without long texts. Its figures (expected scenario, a year) are those of its current analysis, or of
    its inputs if there is none or they have changed since.
    """

    excerpt: str
    ease: Decimal | None
    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    hours_saved_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    payback_months: int | None
    defaults_share: int | None


class ProcessPage(Page[ProcessSummary]):
    """One page of the processes; `total` is how many match, on all pages."""

    total: int


class Process(Common, Inputs):
    """A process with all its data, the origin of each input, and the figures computed from them.

    The inputs are those of the money engine. `provenance` lists each known input as `user` or `suggested`; any other input is
    unknown, and `assessment.inputs` has the default used in its place. `automation_potential`, `time_savings_hours`,
    `cost_savings_annual` and `implementation_difficulty` come from the current analysis; `stale` says that the process has
    changed since.
    """

    description: str
    provenance: dict[str, Provenance]
    ai_analysis: str | None
    assessment: ShownAssessment
    figures: ShownFigures
