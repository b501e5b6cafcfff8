"""What a report is made from: stored figures, the analysis stored with them, and the reader's choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from smartflow.language.text import Language

if TYPE_CHECKING:
    from smartflow.analyst.schema import Result
    from smartflow.engine.assessment import Assessment
    from smartflow.engine.by_hand import Override
    from smartflow.engine.process_figures import ProcessFigures

Status = Literal["idea", "analysed", "planned", "implemented", "rejected"]
Detail = Literal["brief", "full", "figures"]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One stored version of an analysis and who made it, how and when.

    `analyst` is "model" if a language model wrote the text and "rules" if the program's rules did. `cost` is what the
    model's answers cost in US dollars, or None. `stale` says that the process has changed since.
    """

    result: Result
    analyst: Literal["model", "rules"]
    model: str | None
    prompt_version: str | None
    formula_version: str
    language: Language
    depth: Literal["basic", "deep", "expert"]
    created_at: datetime
    stale: bool = False
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReportProcess:
    """One process in a report. `category` is a name in the reader's language; texts are printed as they are, in full.

    `figures` are those in force; a person's `overrides` count in their place wherever the process is summed up. A sample has
    no `id`.
    """

    title: str
    description: str
    figures: ProcessFigures
    industry: str | None = None
    category: str | None = None
    company_size: str | None = None
    budget_range: str | None = None
    status: Status = "idea"
    tags: tuple[str, ...] = ()
    analysis: Analysis | None = None
    overrides: tuple[Override, ...] = ()
    id: UUID | None = None

    @property
    def assessment(self) -> Assessment:
        """The computed figures with their working."""
        return self.figures.assessment


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The reader's choices. `created_at` is the report's date, in UTC; an empty title means the report's own, an empty accent the
    product's colour.

    `detail` "brief" prints what a decision needs, "full" every section and appendix, "figures" the data and figures without
    the analyst's text and the working.
    """

    language: Language
    created_at: datetime
    title: str = ""
    header: str = ""
    footer: str = ""
    author: str = ""
    logo: bytes | None = None
    accent: str = ""
    detail: Detail = "full"
