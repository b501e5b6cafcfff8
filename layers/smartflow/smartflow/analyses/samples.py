"""Sample processes, realistic enough to try everything with, and marked as samples."""

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from smartflow.language.text import Language


@dataclass(frozen=True)
class Sample:
    """A process without an owner: its title, its description and facts about the firm that the engine needs."""

    slug: str
    language: Language
    title: str
    description: str
    industry: str
    company_size: str
    budget_range: str

    def body(self) -> dict[str, Any]:
        """Return what `POST /v1/processes` takes."""
        names = ("title", "description", "industry", "company_size", "budget_range", "language")
        return {name: getattr(self, name) for name in names}


_SAMPLES: Final[tuple[tuple[str, Language, str, str, str], ...]] = (
    ("bookkeeping", "pl", "accounting", "11-50", "500_2000"),
    ("orders", "en", "ecommerce_retail", "11-50", "500_2000"),
)


@functools.cache
def samples() -> tuple[Sample, ...]:
    """Return all samples; the first line of a file is the title."""
    folder = resources.files(__package__) / "data" / "samples"
    found = []
    for slug, language, industry, size, budget in _SAMPLES:
        title, _, description = (folder / f"{slug}.{language}.txt").read_text("utf-8").partition("\n\n")
        found.append(Sample(slug, language, title, description.strip(), industry, size, budget))
    return tuple(found)
