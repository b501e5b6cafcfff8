"""The values beside volume and time: cost of an hour, errors, rework, exceptions, people, systems, offers.

Each field lists the quantities that may be meant, with features; a ranking learned from labelled texts chooses, or none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words

if TYPE_CHECKING:
    from smartflow.analyst.reading.records import Features, Text
    from smartflow.analyst.reading.stream import Quantity

#: Hours of work in a month, by which a full monthly cost becomes that of an hour.
HOURS_A_MONTH: Final = 168
_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "hourly_cost": ("hourly_cost",),
    "error_rate_percent": ("error_rate",),
    "rework_minutes": ("minutes_rework",),
    "exceptions_percent": ("exception_rate",),
    "people": ("people_on_run",),
    "systems": ("systems",),
    "build_cost": ("build_quote",),
    "monthly_licence": ("licence_quote",),
}
FIELDS: Final = tuple(_ROLES)
_NET: Final = frozenset({"reke", "netto", "net", "takehome"})
_RIVALS: Final[dict[str, tuple[str, ...]]] = {
    "hourly_cost": ("gross_pay", "net_pay", "client_rate", "price_or_fee"),
    "error_rate_percent": ("exception_rate", "other_share", "plan_or_wish"),
    "rework_minutes": ("minutes_run", "minutes_step", "other_activity_time", "elapsed"),
    "exceptions_percent": ("error_rate", "other_share"),
    "people": ("firm_size", "heads", "posts", "stock", "other"),
    "systems": ("other", "stock", "volume"),
    "build_cost": ("price_or_fee", "plan_or_wish", "fine_or_loss", "licence_quote"),
    "monthly_licence": ("licence_today", "price_or_fee", "build_quote"),
}


@dataclass(slots=True)
class Value:
    """A value that may be meant for a field, the quantity it comes from, and the currency if it is an amount."""

    value: float
    source: int
    currency: str | None
    features: Features
    score: float = 0.0
    probability: float = 0.0


def _fits(field: str, one: Quantity) -> float | None:
    """Return the value a quantity gives for a field, None if its kind or unit does not fit."""
    match field:
        case "hourly_cost":
            money = one.kind == "money" or (one.kind == "count" and one.per == "hour" and one.unit == "")
            if not money or one.low <= 0:
                return None
            if one.per == "hour" or (one.per is None and one.low < 700):
                return one.low
            if one.per == "month" or (one.per is None and one.low >= 1500):
                return round(one.low / HOURS_A_MONTH, 2)
            return None
        case "error_rate_percent" | "exceptions_percent":
            return one.low if one.kind == "percent" and 0 < one.low <= 100 else None
        case "rework_minutes":
            return one.low if one.kind == "duration" and one.unit in words.CLOCK and one.low > 0 else None
        case "people":
            return (
                one.low
                if one.kind == "count" and one.unit in {"people", ""} and 1 <= one.low <= 12 and one.low == int(one.low)
                else None
            )
        case "systems":
            return (
                one.low
                if one.kind == "count"
                and one.unit in {"systems", ""}
                and 1 <= one.low <= 15
                and one.low == int(one.low)
                else None
            )
        case "build_cost":
            return (
                one.low
                if one.kind in {"money", "count"}
                and one.low >= 100
                and one.per is None
                and one.unit in {"", one.currency}
                else None
            )
        case "monthly_licence":
            fits = one.kind in {"money", "count"} and one.low > 0 and one.unit in {"", one.currency}
            if fits and one.per == "year":
                return round(one.low / 12, 2)
            return (
                one.low
                if (fits and one.per in {"month", None} and one.kind == "money") or (fits and one.per == "month")
                else None
            )
        case _:
            return None


def candidates(text: Text, field: str) -> list[Value]:
    """Return the values that may be meant for a field, likeliest first, at most five."""
    roles = _ROLES[field]
    made: list[tuple[float, Value]] = []
    for index, one in enumerate(text.found):
        value = _fits(field, one)
        role = text.p(index, *roles)
        if value is not None and role > 0.03 and not (field == "hourly_cost" and _is_net(text, one)):
            made.append((role, Value(value, index, one.currency, {})))
    made.sort(key=lambda pair: -pair[0])
    kept = made[:5]
    present = {
        name: max((text.p(i, *names) for i in range(len(text.found))), default=0.0) for name, names in _ROLES.items()
    }
    for rank, (role, candidate) in enumerate(kept):
        index = candidate.source
        one = text.found[index]
        features = candidate.features
        features["one"] = 1.0
        features["logit"] = math.log((role + 0.005) / (1.005 - role))
        features[f"step{min(int(role * 5), 4)}"] = 1.0
        features[f"rank{min(rank, 2)}"] = 1.0
        others = [other for position, (other, _) in enumerate(kept) if position != rank]
        features["gap"] = role - max(others, default=0.0)
        features["alone"] = float(not others)
        for rival in _RIVALS[field]:
            features[f"rival:{rival}"] = text.p(index, rival)
        features[f"per:{one.per}"] = 1.0
        features[f"kind:{one.kind}:{one.unit if one.kind == 'count' else ''}"] = 1.0
        features["words"] = float(one.in_words)
        features["range"] = float(one.high > one.low)
        features["overlap"] = text.overlap[index]
        features["aside"] = float(text.scope[index][1])
        for name in ("error_rate_percent", "rework_minutes", "build_cost", "monthly_licence"):
            if name != field:
                features[f"with:{name}"] = present[name]
        features[f"size{min(int(math.log(candidate.value + 1) * 1.5), 14)}"] = 1.0
        last = (
            text.cut.tokens[one.first].sentence == text.cut.tokens[text.found[index - 1].first].sentence
            if index
            else False
        )
        features["follows"] = text.p(index - 1, "error_rate", "exception_rate") if last else 0.0
    return [candidate for _, candidate in kept]


def _is_net(text: Text, one: Quantity) -> bool:
    """Net pay is said beside the amount: what reaches a person's hand is not what the hour costs."""
    tokens = text.cut.tokens
    near = tokens[max(0, one.first - 3) : one.last + 5]
    return any(token.form in _NET for token in near if token.sentence == tokens[one.first].sentence)


def nothing(kept: list[Value]) -> Features:
    """Return the features of "the text does not say"."""
    return {"none": 1.0, "none:empty": float(not kept)}
