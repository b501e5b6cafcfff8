"""Choosing tools from the catalogue: for what a process needs, where the firm is, and what it has already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.catalogue import Market, Tool
    from smartflow.analyst.rules.advice import FoundSignal

# A firm that has one of these does not need a second: the new tool should work with it.
_ONE_IS_ENOUGH: Final = listed(
    "erp accounting ecommerce crm hr support projects health education field_service payments"
)
# Programs that a firm chooses as a whole: none is proposed for one process.
_NOT_FOR_ONE_PROCESS: Final = frozenset({"erp"})
# Of use only to a process that is about this itself, not one that only mentions it.
_SUBJECTS: Final[dict[str, frozenset[str]]] = {
    "accounting": frozenset({"invoices", "issuing_invoices", "reconciliation"}),
    "analytics": frozenset({"reporting"}),
    "crm": frozenset({"quotes"}),
    "ecommerce": frozenset({"orders"}),
    "education": frozenset({"learners"}),
    "field_service": frozenset({"work orders"}),
    "health": frozenset({"patients"}),
    "hr": frozenset({"people_admin", "recruitment"}),
    "logistics": frozenset({"orders", "transport"}),
    "marketing": frozenset({"marketing"}),
    "payments": frozenset({"payments"}),
    "production": frozenset({"production"}),
    "support": frozenset({"enquiries", "scheduling"}),
}
# Programs of one trade, which the industries do not tell apart, and those that only carry messages.
_ONLY_WHERE_OWNED: Final = frozenset({"clio", "whatsapp", "ebay", "etsy", "amazon", "allegro"})
# Programs of an office suite are of use to firms that have the suite.
_SUITES: Final = frozenset({"Microsoft", "Google"})
_FOR_LARGER_FIRMS: Final = frozenset(
    {"uipath", "webcon", "salesforce", "amodit", "azure_documents", "metabase", "nextcloud"}
)
_SMALL: Final = frozenset({"1-10", "11-50", None})
_PER_CATEGORY: Final = 2
_WORTH_NAMING: Final = 0.3  # a tool that covers less of the need than this share of the best one is not worth naming


@dataclass(frozen=True)
class Chosen:
    """A tool, the needed capabilities it brings, and the names of the firm's tools it connects with.

    `owned` is true where the text names the tool itself.
    """

    tool: Tool
    serves: tuple[str, ...]
    joins: tuple[str, ...]
    owned: bool


@dataclass(frozen=True)
class Firm:
    """What decides which tools fit: `owned` ids and `kinds` of program (categories) that the text speaks of.

    `subjects` are the signals that the text is about, and the English names of its documents.
    """

    market: Market | None
    industry: str
    company_size: str | None
    owned: tuple[str, ...]
    kinds: frozenset[str]
    subjects: frozenset[str]


def needs(signals: Iterable[FoundSignal]) -> Counter[str]:
    """Return how much each capability is needed."""
    wanted: Counter[str] = Counter()
    for found in signals:
        for rank, capability in enumerate(found.signal.capabilities):
            wanted[capability] += found.signal.weight * (3 - min(rank, 2)) + min(found.times, 3)
    return wanted


def choose(wanted: Counter[str], firm: Firm, most: int) -> list[Chosen]:
    """Return up to `most` tools: the one that covers most of the need first, each next one for what is not covered yet.

    Tools that the firm has come first where they help, and what they bring is not proposed again. None where nothing fits.
    """
    owned = [tool for tool in catalogue.get(firm.owned) if set(tool.capabilities) & set(wanted)]
    have = catalogue.get(firm.owned)
    candidates = [tool for tool in catalogue.search(industry=firm.industry) if _fits(tool, have, firm)]
    left, chosen = Counter(wanted), list[Chosen]()
    for tool in sorted(owned, key=lambda tool: -_worth(tool, left, have, firm)):
        if len(chosen) < most and (brings := [name for name in tool.capabilities if left[name] > 0]):
            chosen.append(_chosen(tool, brings, wanted, have, owned=True))
    for one in chosen:
        for name in one.tool.capabilities:
            left[name] = 0
    per_category: Counter[str] = Counter(one.tool.categories[0] for one in chosen)
    least = 0.0
    while candidates and len(chosen) < most:
        best = max(candidates, key=lambda tool: (_worth(tool, left, have, firm), tool.id))
        worth = _worth(best, left, have, firm)
        if worth <= 0 or worth < least:
            break
        least = max(least, worth * _WORTH_NAMING)
        candidates.remove(best)
        if per_category[best.categories[0]] >= _PER_CATEGORY:
            continue
        per_category[best.categories[0]] += 1
        chosen.append(_chosen(best, [name for name in best.capabilities if left[name]], wanted, have, owned=False))
        for name in best.capabilities:
            left[name] = left[name] // 3  # a second tool for the same need is worth less, but something
    return chosen


def _chosen(tool: Tool, brings: list[str], wanted: Counter[str], have: list[Tool], *, owned: bool) -> Chosen:
    serves = tuple(sorted(brings, key=lambda name: -wanted[name]))
    joins = tuple(other.name for other in have if other.id != tool.id and _connect(tool, other))
    return Chosen(tool, serves, joins, owned)


def _fits(tool: Tool, have: list[Tool], firm: Firm) -> bool:
    kinds = set(tool.categories)
    return (
        tool not in have
        and tool.serves(firm.market)
        and tool.categories[0] not in _NOT_FOR_ONE_PROCESS
        and tool.id not in _ONLY_WHERE_OWNED
        and not (_SUBJECTS.get(tool.categories[0], firm.subjects)).isdisjoint(firm.subjects)
        and (tool.vendor not in _SUITES or any(owned.vendor == tool.vendor for owned in have))
        and not any(_replaces(tool, other) for other in have)
        and not (kinds & firm.kinds & _ONE_IS_ENOUGH and tool.categories[0] in firm.kinds)
        and (firm.company_size not in _SMALL or tool.id not in _FOR_LARGER_FIRMS)
    )


def _worth(tool: Tool, left: Counter[str], have: list[Tool], firm: Firm) -> float:
    covered = sum(left[name] for name in tool.capabilities)
    if not covered:
        return 0
    fits = 1.25 if firm.industry in tool.industries else 1.0
    connects = 1 + 0.15 * sum(_connect(tool, other) for other in have)
    local = 1.1 if firm.market in tool.countries else 1.0
    return covered * fits * connects * local


def _replaces(tool: Tool, owned: Tool) -> bool:
    """Tell whether a tool does the same as an owned one; beside a bookkeeping program, one that only reads documents does not."""
    shared = set(tool.categories) & set(owned.categories) & _ONE_IS_ENOUGH
    return bool(shared) and (not _connect(tool, owned) or bool(set(tool.capabilities) & set(owned.capabilities)))


def _connect(first: Tool, second: Tool) -> bool:
    return second.id in first.integrations or first.id in second.integrations
