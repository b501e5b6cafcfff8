"""The closed catalogue of tools: `data/tools.json`, validated once. Analysts name tools by id, and by no other way."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from smartflow.analyst.text import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.language.text import Language

# Names that are everyday words as well.
_EVERYDAY: Final = frozenset({"make", "teams", "notion", "slack", "claude", "copilot", "katana", "vulcan", "enova"})

Industry = Literal[
    "it_software", "ecommerce_retail", "manufacturing", "financial_services", "marketing", "accounting", "logistics",
    "education", "health", "other",
]  # fmt: skip
Country = Literal["PL", "EU", "UK", "US", "CA", "AU", "IL", "UA", "IN", "NZ", "other"]

_COUNTRIES: Final[dict[Language, dict[Country, str]]] = {
    "pl": {
        "PL": "Polska", "EU": "Unia Europejska", "UK": "Wielka Brytania", "US": "USA", "CA": "Kanada",
        "AU": "Australia", "IL": "Izrael", "UA": "Ukraina", "IN": "Indie", "NZ": "Nowa Zelandia", "other": "inny kraj",
    },
    "en": {
        "PL": "Poland", "EU": "European Union", "UK": "United Kingdom", "US": "United States", "CA": "Canada",
        "AU": "Australia", "IL": "Israel", "UA": "Ukraine", "IN": "India", "NZ": "New Zealand", "other": "another country",
    },
}  # fmt: skip


def _is_https(address: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/[\w./-]*)?", address):
        raise ValueError("not an https address")
    return address


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(_Data):
    """The same words in both languages."""

    pl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def said(self, language: Language) -> str:
        return self.pl if language == "pl" else self.en


class Price(_Data):
    """A price somebody looked up, with the day it was checked (ISO)."""

    text: Label
    checked: Annotated[str, Field(pattern=r"^20\d\d-\d\d-\d\d$")]


class Tool(_Data):
    """One entry. `aliases` are further names by which texts mention it; `integrations` are ids of other entries.

    `country` is the vendor's seat; where data is kept depends on the contract. `price` null: ask for a quote.
    An empty `industries` means all of them.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]{2,40}$")]
    name: str
    vendor: str
    categories: Annotated[tuple[str, ...], Field(min_length=1)]
    capabilities: Annotated[tuple[str, ...], Field(min_length=1)]
    industries: tuple[Industry, ...] = ()
    integrations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    homepage: Annotated[str, AfterValidator(_is_https)]
    country: Country
    self_hosted: bool = False
    price: Price | None = None

    def region_note(self, language: Language) -> str:
        """Who is behind it and where, honestly short: where data is kept is for the contract to say."""
        place = _COUNTRIES[language][self.country]
        if language == "pl":
            note = f"Siedziba dostawcy: {place}. Miejsce przechowywania danych potwierdź w umowie."
            return note + (" Można utrzymywać na własnym serwerze." if self.self_hosted else "")
        note = f"Vendor's seat: {place}. Confirm in the contract where data is kept."
        return note + (" Can run on your own server." if self.self_hosted else "")

    def price_note(self, language: Language) -> str:
        if self.price is None:
            return "Cena: zapytaj o ofertę." if language == "pl" else "Price: ask for a quote."
        checked = "sprawdzono" if language == "pl" else "checked"
        return f"{self.price.text.said(language)} ({checked} {self.price.checked})"


class Catalogue(_Data):
    """`version` is the date of the last change; capabilities and categories are vocabularies with their names."""

    version: Annotated[str, Field(pattern=r"^20\d\d-\d\d-\d\d$")]
    categories: dict[str, Label]
    capabilities: dict[str, Label]
    product_names: tuple[str, ...]
    tools: tuple[Tool, ...]

    @model_validator(mode="after")
    def _consistent(self) -> Catalogue:
        ids = {tool.id for tool in self.tools}
        if len(ids) != len(self.tools):
            raise ValueError("an id appears twice")
        for tool in self.tools:
            unknown = (
                (set(tool.categories) - set(self.categories))
                | (set(tool.capabilities) - set(self.capabilities))
                | (set(tool.integrations) - ids)
            )
            if unknown:
                raise ValueError(f"{tool.id}: unknown {sorted(unknown)}")
        return self


@lru_cache
def catalogue() -> Catalogue:
    """Return the catalogue, read and validated on first use."""
    return Catalogue.model_validate(json.loads(files(__package__).joinpath("data/tools.json").read_text("utf-8")))


@lru_cache
def _by_id() -> dict[str, Tool]:
    return {tool.id: tool for tool in catalogue().tools}


def get(ids: Iterable[str]) -> list[Tool]:
    """Return the tools of these ids, in this order, each once; unknown ids are left out."""
    known = _by_id()
    return [known[tool_id] for tool_id in dict.fromkeys(ids) if tool_id in known]


def search(query: str = "", category: str | None = None, industry: str | None = None) -> list[Tool]:
    """Return the tools that match: every word of `query` in a name, vendor or capability, in either language.

    An industry matches tools made for it and tools for everybody, its own ones first.
    """
    words = flat(query).split()
    data = catalogue()
    found = [
        tool
        for tool in data.tools
        if (category is None or category in tool.categories)
        and (industry is None or not tool.industries or industry in tool.industries)
        and all(word in _searched(tool.id) for word in words)
    ]
    return sorted(found, key=lambda tool: (industry not in tool.industries, flat(tool.name)))


@cache
def _searched(tool_id: str) -> str:
    tool, data = _by_id()[tool_id], catalogue()
    labels = [data.capabilities[key] for key in tool.capabilities] + [data.categories[key] for key in tool.categories]
    words = [
        tool.id,
        tool.name,
        tool.vendor,
        *tool.aliases,
        *(word for label in labels for word in (label.pl, label.en)),
    ]
    return flat(" ".join(words))


def capability_names(tool: Tool, language: Language) -> list[str]:
    labels = catalogue().capabilities
    return [labels[key].said(language) for key in tool.capabilities]


@lru_cache
def _mentions() -> re.Pattern[str]:
    """Every name and alias, longest first; Polish endings are allowed behind single words ("w Optimie", "Excela")."""
    names = sorted(_names(), key=len, reverse=True)
    endings = r"(?:['’]?(?:a|u|em|ie|ach|ow|y|i|owi|om|ami|e))?"
    return re.compile(r"(?<![\w@])(?:" + "|".join(rf"(?:{re.escape(name)}){endings}" for name in names) + r")(?!\w)")


@lru_cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for tool in catalogue().tools:
        for name in (tool.name, *tool.aliases):
            names.setdefault(flat(name), tool.id)
            if " " not in name and len(name) > 4 and name[-1] in "ay":
                names.setdefault(flat(name[:-1]), tool.id)  # "Optima" in "w Optimie"
    return names


def mentioned(text: str) -> list[str]:
    """Return the ids of the tools that `text` names, in the order of their first mention."""
    names = _names()
    found: dict[str, None] = {}
    for match in _mentions().finditer(flat(text)):
        word = match.group()
        if word in _EVERYDAY and not _as_a_name(text, match.start()):
            continue
        # The name is the longest known beginning of what stood there: the rest is an ending.
        name = next(word[:cut] for cut in range(len(word), 0, -1) if word[:cut] in names)
        found.setdefault(names[name])
    return list(found)


def _as_a_name(text: str, start: int) -> bool:
    """A capital letter that is not just the first of a sentence."""
    before = text[:start].rstrip()
    return text[start].isupper() and bool(before) and before[-1] not in '.!?:•-–—"„“' and text[start - 1] != "\n"


@lru_cache
def names_with_digits() -> Sequence[str]:
    """Return the names that may carry digits into prose (Microsoft 365, n8n, KSeF 2.0), longest first."""
    data = catalogue()
    names = {*data.product_names, *(name for tool in data.tools for name in (tool.name, tool.vendor, *tool.aliases))}
    return sorted((name for name in names if any(char.isdigit() for char in name)), key=len, reverse=True)
