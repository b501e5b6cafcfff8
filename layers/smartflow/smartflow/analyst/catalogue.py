"""The closed catalogue of tools: `data/tools.json`, validated once. Analysts name tools by their ids alone."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from smartflow.analyst.text import flat
from smartflow.language.text import LANGUAGES, ByLanguage, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from smartflow.language.text import Language

# Names that are everyday words as well: they count as a tool only with a capital letter inside a sentence.
_EVERYDAY: Final = frozenset(
    {
        "make", "teams", "notion", "slack", "claude", "copilot", "katana", "vulcan", "enova", "square", "stripe", "deputy", "gusto",
        "books",
    }
)  # fmt: skip

Industry = Literal[
    "it_software", "ecommerce_retail", "manufacturing", "financial_services", "marketing", "accounting", "logistics",
    "education", "health", "other",
]  # fmt: skip
Country = Literal["PL", "EU", "UK", "IE", "US", "CA", "AU", "IL", "UA", "IN", "NZ", "other"]
#: Where the firms are that a tool is of use to; "EU" is every country of the European Union.
Market = Literal["PL", "EU", "UK", "IE", "US", "CA", "AU", "NZ"]

_IN_THE_EU: Final[frozenset[Market]] = frozenset({"PL", "IE", "EU"})

_COUNTRIES: Final[dict[Country, Text]] = {
    "PL": Text(pl="Polska", en="Poland"),
    "EU": Text(pl="Unia Europejska", en="European Union"),
    "UK": Text(pl="Wielka Brytania", en="United Kingdom"),
    "IE": Text(pl="Irlandia", en="Ireland"),
    "US": Text(pl="USA", en="United States"),
    "CA": Text(pl="Kanada", en="Canada"),
    "AU": Text(pl="Australia", en="Australia"),
    "IL": Text(pl="Izrael", en="Israel"),
    "UA": Text(pl="Ukraina", en="Ukraine"),
    "IN": Text(pl="Indie", en="India"),
    "NZ": Text(pl="Nowa Zelandia", en="New Zealand"),
    "other": Text(pl="inny kraj", en="another country"),
}
_REGION: Final = Text(
    pl="Siedziba dostawcy: {country}. Miejsce przechowywania danych potwierdź w umowie.",
    en="Vendor's country: {country}. Confirm in the contract where your data is kept.",
)
_SELF_HOSTED: Final = Text(pl="Można utrzymywać na własnym serwerze.", en="Can run on your own server.")
_NO_PRICE: Final = Text(pl="Cena: zapytaj o ofertę.", en="Price: ask for a quote.")
_PRICE: Final = Text(pl="{price} (sprawdzono {day})", en="{price} (checked {day})")
# Endings that a name may take in a sentence: "w Optimie", "Excela".
_ENDINGS: Final = ByLanguage(pl="a|u|em|ie|ach|ow|y|i|owi|om|ami|e", en="")


def _is_https(address: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/[\w./-]*)?", address):
        raise ValueError("not an https address")
    return address


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: Words of the catalogue in each language.
Label = ByLanguage[Annotated[str, Field(min_length=1)]]


class Price(_Data):
    """A price as it was found on the day `checked` (ISO)."""

    text: Label
    checked: Annotated[str, Field(pattern=r"^20\d\d-\d\d-\d\d$")]


class Tool(_Data):
    """One entry. `aliases` are further names by which texts mention it; `integrations` are ids of other entries.

    `country` is where the vendor is based; where data is kept depends on the contract. `countries` are where it is of
    use, because of its law, language, banks or carriers. Without a `price`, the user is told to ask for a quote. An empty
    `industries` or `countries` means all of them.
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
    countries: tuple[Market, ...] = ()
    self_hosted: bool = False
    price: Price | None = None

    def names(self) -> Iterator[str]:
        """Yield every form that stands for this tool in a text, lower-case and without diacritics."""
        for name in (self.name, *self.aliases):
            yield flat(name)
            if self.serves("PL") and " " not in name and len(name) > 4 and name[-1] in "ay":
                yield flat(name[:-1])  # "Optima" in "w Optimie"

    def serves(self, market: Market | None) -> bool:
        """Tell whether the tool is of use to a firm there; None is anywhere else."""
        reached = {*self.countries, *(_IN_THE_EU if "EU" in self.countries else ())}
        return not reached or market in reached

    def region_note(self, language: Language) -> str:
        """Say where the vendor is based; where data is kept is a matter of the contract."""
        note = _REGION.fill(language, country=_COUNTRIES[self.country].of(language))
        return f"{note} {_SELF_HOSTED.of(language)}" if self.self_hosted else note

    def price_note(self, language: Language) -> str:
        """Say the price and when it was checked, or to ask for a quote."""
        if self.price is None:
            return _NO_PRICE.of(language)
        return _PRICE.fill(language, price=self.price.text.of(language), day=self.price.checked)


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
        owners: dict[str, str] = {}
        for tool in self.tools:
            for name in tool.names():
                if owners.setdefault(name, tool.id) != tool.id:
                    raise ValueError(f"{owners[name]} and {tool.id} share the name {name!r}")
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
    """Return the tools that match: every word of `query` in a name, vendor or capability, in any language.

    An industry matches tools made for it, which come first, and tools for every industry.
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
        *(label.of(language) for label in labels for language in LANGUAGES),
    ]
    return flat(" ".join(words))


def capability_names(tool: Tool, language: Language) -> list[str]:
    """Return what a tool can do, in words."""
    labels = catalogue().capabilities
    return [labels[key].of(language) for key in tool.capabilities]


@lru_cache
def _names() -> dict[str, str]:
    return {name: tool.id for tool in catalogue().tools for name in tool.names()}


@lru_cache
def _mentions() -> re.Pattern[str]:
    """Every name, longest first, with the endings that each language puts behind it."""
    names = "|".join(map(re.escape, sorted(_names(), key=len, reverse=True)))
    endings = "|".join(filter(None, map(_ENDINGS.of, LANGUAGES)))
    return re.compile(rf"(?<![\w@])(?:{names})(?:['’]?(?:{endings}))?(?!\w)")


def mentioned(text: str) -> list[str]:
    """Return the ids of the tools that `text` names, in the order of their first mention."""
    return list(mentions(text))


def mentions(text: str) -> dict[str, tuple[int, int]]:
    """Return where `text` first names each tool that it names, start and end by the tool's id, in their order."""
    found: dict[str, tuple[int, int]] = {}
    for start, tool_id, end in places(text):
        found.setdefault(tool_id, (start, end))
    return found


def places(text: str) -> Iterator[tuple[int, str, int]]:
    """Yield every mention of a tool in `text`: where it begins, the tool's id, and where it ends."""
    names = _names()
    for match in _mentions().finditer(flat(text)):
        word = match.group()
        if word in _EVERYDAY and not _is_proper_noun(text, match.start()):
            continue
        # The name is the longest known beginning of the word: the rest is an ending.
        name = next(word[:cut] for cut in range(len(word), 0, -1) if word[:cut] in names)
        yield match.start(), names[name], match.end()


def _is_proper_noun(text: str, start: int) -> bool:
    """Tell whether a capital letter stands there that does not only begin a sentence."""
    before = text[:start].rstrip()
    return text[start].isupper() and bool(before) and before[-1] not in '.!?:•-–—"„“' and text[start - 1] != "\n"


@lru_cache
def names_with_digits() -> Sequence[str]:
    """Return the names that may carry digits into prose (Microsoft 365, n8n, KSeF 2.0), longest first."""
    data = catalogue()
    names = {*data.product_names, *(name for tool in data.tools for name in (tool.name, tool.vendor, *tool.aliases))}
    return sorted((name for name in names if any(char.isdigit() for char in name)), key=len, reverse=True)
