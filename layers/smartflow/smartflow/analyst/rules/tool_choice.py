"""Choosing tools from the catalogue for what a process needs and what the firm already has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.catalogue import Tool
    from smartflow.analyst.rules.advice import FoundSignal
    from smartflow.language.text import Language

# A firm that has one of these does not need a second: the new tool should work with it.
_ONE_IS_ENOUGH: Final = frozenset({"erp", "accounting", "ecommerce", "crm", "hr", "support", "projects"})
# An office that works in one suite does not need the other.
_OTHER_SUITE: Final = {"Microsoft": "google_workspace", "Google": "microsoft_365"}
_FOR_LARGER_FIRMS: Final = frozenset(
    {"sap_business_one", "dynamics_365", "uipath", "webcon", "salesforce", "comarch_xl"}
)
_SMALL: Final = frozenset({"1-10", "11-50", None})
_PER_CATEGORY: Final = 2
_WORTH_NAMING: Final = 0.2  # a tool that covers less than a fifth of what the best one covers is not worth naming
_WHY: Final = Text(pl="Daje to, czego potrzebuje ten proces: {names}.", en="Brings what this process needs: {names}.")
_OWNED: Final = Text(
    pl="Jest wymieniony w opisie: zacznij od funkcji, które już masz, zanim kupisz coś nowego.",
    en="The description mentions it: start with the features you already have before buying anything new.",
)
_CONNECTS: Final = Text(
    pl="Łączy się z tym, czego już używasz: {names}.", en="Connects with what you already use: {names}."
)
_TRY_FIRST: Final = Text(
    pl="Przed zakupem sprawdź na próbnych danych, jak łączy się z tym, czego używasz.",
    en="Before buying, test with sample data how it connects with what you use.",
)


@dataclass(frozen=True)
class Chosen:
    """A tool, the needed capabilities it brings, and the names of the firm's tools it connects with.

    `owned` is true where the text names the tool itself.
    """

    tool: Tool
    serves: tuple[str, ...]
    joins: tuple[str, ...]
    owned: bool


def needs(signals: Iterable[FoundSignal]) -> Counter[str]:
    """Return how much each capability is needed."""
    wanted: Counter[str] = Counter()
    for found in signals:
        for rank, capability in enumerate(found.signal.capabilities):
            wanted[capability] += found.signal.weight * (3 - min(rank, 2)) + min(found.times, 3)
    return wanted


def choose(
    wanted: Counter[str], mentioned: list[str], industry: str, company_size: str | None, most: int
) -> list[Chosen]:
    """Return up to `most` tools: the one that covers most of the need first, each next one for what is not covered yet.

    Tools that the text names are preferred where they help; a tool that would only replace one of them is left out.
    """
    owned = catalogue.get(mentioned)
    suites = {suite for vendor, suite in _OTHER_SUITE.items() if any(tool.vendor == vendor for tool in owned)}
    candidates = [
        tool
        for tool in dict.fromkeys([*owned, *catalogue.search(industry=industry)])
        if set(tool.capabilities) & set(wanted)
        and tool.id not in suites
        and (tool in owned or not any(_replaces(tool, other) for other in owned))
        and (tool in owned or company_size not in _SMALL or tool.id not in _FOR_LARGER_FIRMS)
    ]
    least = 0.0
    left, chosen, per_category = Counter(wanted), list[Chosen](), Counter[str]()
    while candidates and len(chosen) < most:
        best = max(candidates, key=lambda tool: (_worth(tool, left, owned, industry), tool.id))
        worth = _worth(best, left, owned, industry)
        if worth <= 0 or worth < least:
            break
        least = max(least, worth * _WORTH_NAMING)
        candidates.remove(best)
        if per_category[best.categories[0]] >= _PER_CATEGORY:
            continue
        per_category[best.categories[0]] += 1
        serves = tuple(sorted((name for name in best.capabilities if wanted[name]), key=lambda name: -wanted[name]))
        joins = tuple(tool.name for tool in owned if tool.id != best.id and _connect(best, tool))
        chosen.append(Chosen(best, serves, joins, best in owned))
        for name in best.capabilities:
            left[name] = left[name] // 3  # a second tool for the same need is worth less, but something
    return chosen


def _worth(tool: Tool, left: Counter[str], owned: list[Tool], industry: str) -> float:
    covered = sum(left[name] for name in tool.capabilities)
    if not covered:
        return 0
    fits = 1.25 if industry in tool.industries else 1.0
    connects = 1 + 0.15 * sum(_connect(tool, other) for other in owned)
    local = 1.1 if tool.country == "PL" else 1.0
    return covered * fits * connects * local * (1.3 if tool in owned else 1.0)


def _replaces(tool: Tool, owned: Tool) -> bool:
    """Tell whether a tool does the same as an owned one and does not connect with it."""
    return bool(set(tool.categories) & set(owned.categories) & _ONE_IS_ENOUGH) and not _connect(tool, owned)


def _connect(first: Tool, second: Tool) -> bool:
    return second.id in first.integrations or first.id in second.integrations


def why(chosen: Chosen, language: Language) -> str:
    """Say what the tool brings to this process."""
    labels = catalogue.catalogue().capabilities
    return _WHY.fill(language, names=", ".join(labels[name].of(language) for name in chosen.serves[:4]))


def fit(chosen: Chosen, language: Language) -> str:
    """Say how the tool fits with what the firm already uses."""
    if chosen.owned:
        return _OWNED.of(language)
    if chosen.joins:
        return _CONNECTS.fill(language, names=", ".join(chosen.joins[:4]))
    return _TRY_FIRST.of(language)
