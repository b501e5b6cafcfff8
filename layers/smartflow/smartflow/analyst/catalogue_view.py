"""The tool catalogue as the API shows it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from smartflow.analyst import catalogue
from smartflow.engine.assessment import Industry
from smartflow.language.text import Language


class ToolQuery(BaseModel):
    """Which tools: words in name, vendor or capability, a category of the catalogue, an industry."""

    model_config = ConfigDict(extra="forbid")

    search: Annotated[str, Field(max_length=200)] = ""
    category: Annotated[str, Field(max_length=40)] | None = None
    industry: Industry | None = None


class ShownTool(BaseModel):
    """A tool in the reader's words. `price` says when it was checked, or to ask for a quote."""

    id: str
    name: str
    vendor: str
    categories: list[str]
    capabilities: list[str]
    industries: list[Industry]
    integrations: list[str]
    homepage: str
    country: str
    region: str
    price: str


class Tools(BaseModel):
    """All tools that match; `version` is the day the catalogue was last changed."""

    version: str
    items: list[ShownTool]
    next_cursor: None = None


def listing(query: ToolQuery, language: Language) -> Tools:
    """Return the tools that match, those made for the industry first."""
    labels = catalogue.catalogue().categories
    found = catalogue.search(query.search, query.category, query.industry)
    items = [
        ShownTool(
            id=tool.id,
            name=tool.name,
            vendor=tool.vendor,
            categories=[labels[name].of(language) for name in tool.categories],
            capabilities=catalogue.capability_names(tool, language),
            industries=list(tool.industries),
            integrations=list(tool.integrations),
            homepage=tool.homepage,
            country=tool.country,
            region=tool.region_note(language),
            price=tool.price_note(language),
        )
        for tool in found
    ]
    return Tools(version=catalogue.catalogue().version, items=items)
