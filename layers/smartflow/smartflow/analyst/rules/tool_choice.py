"""Choosing tools from the catalogue for what a process needs and what the firm already has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.catalogue import Tool
    from smartflow.analyst.rules.industry_advice import Sign
    from smartflow.language.text import Language

# A firm that has one of these does not need a second: the new tool should work with it.
_ONE_IS_ENOUGH: Final = frozenset({"erp", "accounting", "ecommerce", "crm", "hr", "support", "projects"})
# An office that works in one suite is not served by a second one.
_OTHER_SUITE: Final = {"Microsoft": "google_workspace", "Google": "microsoft_365"}
_FOR_LARGER_FIRMS: Final = frozenset(
    {"sap_business_one", "dynamics_365", "uipath", "webcon", "salesforce", "comarch_xl"}
)
_SMALL: Final = frozenset({"1-10", "11-50", None})
_PER_CATEGORY: Final = 2
_WORTH_NAMING: Final = 0.2  # what brings less than a fifth of the best tool's use is noise


@dataclass(frozen=True)
class Chosen:
    """A tool, the needed capabilities it brings, and the tools of the text it connects with."""

    tool: Tool
    serves: tuple[str, ...]
    joins: tuple[str, ...]
    owned: bool


def needs(signs: Iterable[Sign]) -> Counter[str]:
    """Return how much each capability is called for."""
    wanted: Counter[str] = Counter()
    for sign in signs:
        for rank, capability in enumerate(sign.signal.capabilities):
            wanted[capability] += sign.signal.weight * (3 - min(rank, 2)) + min(sign.times, 3)
    return wanted


def choose(
    wanted: Counter[str], mentioned: list[str], industry: str, company_size: str | None, most: int
) -> list[Chosen]:
    """Return up to `most` tools: what covers most of the need first, each next one for what is still uncovered.

    Tools the firm already names come first where they serve; what would merely replace one of them stays out.
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
            left[name] = left[name] // 3  # a second tool for the same is worth less, though not nothing
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
    """Tell whether a tool does what an owned one is there for, and is not made to work with it."""
    return bool(set(tool.categories) & set(owned.categories) & _ONE_IS_ENOUGH) and not _connect(tool, owned)


def _connect(first: Tool, second: Tool) -> bool:
    return second.id in first.integrations or first.id in second.integrations


def why(chosen: Chosen, language: Language) -> str:
    """Say what the tool brings to this process."""
    labels = catalogue.catalogue().capabilities
    names = ", ".join(labels[name].said(language) for name in chosen.serves[:4])
    return (
        f"Daje to, czego potrzebuje ten proces: {names}."
        if language == "pl"
        else f"Brings what is needed here: {names}."
    )


def fit(chosen: Chosen, language: Language) -> str:
    """Say how it fits with what the firm already uses."""
    joined = ", ".join(chosen.joins[:4])
    if language == "pl":
        if chosen.owned:
            return "Jest wymieniony w opisie: zacznij od funkcji, które już masz, zanim kupisz coś nowego."
        if joined:
            return f"Ma połączenie z tym, czego używasz: {joined}."
        return "Przed zakupem sprawdź na próbnych danych, jak połączy się z tym, czego używasz."
    if chosen.owned:
        return "The description names it: start with features you already have before buying anything new."
    if joined:
        return f"Connects with what you use: {joined}."
    return "Before buying, try with sample data how it connects with what you use."
