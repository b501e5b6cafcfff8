"""The values beside volume and time: cost of an hour, errors, rework, exceptions, people, systems, offers.

Each field lists the quantities that may be meant, with features; a ranking learned from labelled texts chooses, or none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
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
_DOLLARS: Final = frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD"})
_PARTS: Final = frozenset(
    {("of", "those"), ("of", "these"), ("of", "them"), ("z", "tego"), ("z", "nich"), ("z", "tych")}
)
_OFFERS: Final = frozenset({"build_cost", "monthly_licence"})
_BOUNDS: Final = ("budzet", "budget", "exceed", "ceiling", "przekroc", "przekracza", "maksymaln", "przeznaczyc")
_ANOTHER_MATTER: Final = frozenset(
    (first, second)
    for first in ("inna", "inny", "osobna", "osobny", "another", "different", "separate")
    for second in ("sprawa", "temat", "historia", "matter", "story", "subject", "thing")
)
_LEAST_ROLE: Final = 0.03
_REACH: Final = 25
#: Words that tell people who do each run together from people who share the runs among them.
_PEOPLE_CUES: Final[dict[str, frozenset[str]]] = {
    "together": words.listed(
        "together razem wspolnie rownoczesnie jednoczesnie naraz oboje obaj obie both dwojke dwoje dwie dwoch parze pair pairs "
        "trojke trojki troje us"
    ),
    "whole": words.listed(
        "whole entire throughout caly calego cala calej cale przez start finish konca poczatku always zawsze full tied"
    ),
    "shared": words.listed(
        "split share shared shift shifts turns alternate either whoever between half zmiane zmiany zmianie dziela dzielimy "
        "podzial wymiennie polowe czesc kto"
    ),
    "first": words.listed("one jeden jedna ja me"),
    "second": words.listed("other druga drugi ona on she he kolezanka kolega"),
}
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
    """A value that may be meant for a field, the quantity it comes from, and the currency if it is an amount.

    `by_sign` says that its currency is only said by "$", which is the dollar of whoever writes.
    """

    value: float
    source: int
    currency: str | None
    features: Features
    by_sign: bool = False
    score: float = 0.0
    probability: float = 0.0


def is_in(value: Value, currency: str) -> bool:
    """Tell whether a value is an amount in a currency, or no amount."""
    return value.currency in {None, currency} or (value.by_sign and currency in _DOLLARS)


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
        least = _LEAST_ROLE if one.unit != "people" else 0.0
        ruled_out = (
            (field == "hourly_cost" and _is_net(text, one))
            or (field in _OFFERS and _is_bound(text, one))
            or (field == "exceptions_percent" and _is_another_matter(text, one))
        )
        if value is not None and role > least and not ruled_out:
            made.append((role, Value(value, index, one.currency, {}, by_sign=_by_sign(text, one))))
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
        if field == "error_rate_percent":
            features["ofpart"] = float(_of_part(text, one))
        features["aside"] = float(text.scope[index][1])
        for name in ("error_rate_percent", "rework_minutes", "build_cost", "monthly_licence"):
            if name != field:
                features[f"with:{name}"] = present[name]
        if field == "people":
            features.update(_said_of_people(text, one))
        features[f"size{min(int(math.log(candidate.value + 1) * 1.5), 14)}"] = 1.0
        last = (
            text.cut.tokens[one.first].sentence == text.cut.tokens[text.found[index - 1].first].sentence
            if index
            else False
        )
        features["follows"] = text.p(index - 1, "error_rate", "exception_rate") if last else 0.0
    return [candidate for _, candidate in kept]


def _of_part(text: Text, one: Quantity) -> bool:
    """ "Of those posted, 10 % come back": a share of a part, not of all."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    near = [token.form for token in tokens[max(0, one.first - 6) : one.first] if token.sentence == sentence]
    return any(pair in _PARTS for pair in pairwise(near))


def _by_sign(text: Text, one: Quantity) -> bool:
    start = max(0, one.start - 2)
    said = text.cut.text[start : one.end]
    return "$" in said and "us" not in said.casefold()


def _said_of_people(text: Text, one: Quantity) -> Features:
    """Whether they work on each run together, or share the runs."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    made: Features = {}
    for name, within in (("said", 0), ("about", 1)):
        near = {
            token.form
            for token in tokens[max(0, one.first - _REACH) : one.last + _REACH]
            if abs(token.sentence - sentence) <= within and token.kind == "w"
        }
        said = {cue: float(not forms.isdisjoint(near)) for cue, forms in _PEOPLE_CUES.items()}
        made |= {f"{name}:{cue}": said[cue] for cue in ("together", "whole", "shared")}
        made[f"{name}:each"] = said["first"] * said["second"]
        made[f"{name}:both"] = said["together"] * said["whole"]
    again = [
        i for i, other in enumerate(text.found) if other is not one and other.unit == "people" and other.low == one.low
    ]
    made["again"] = float(bool(again))
    made["two"] = float(one.low == 2)
    made["one"] = 1.0
    made["single"] = float(one.low == 1)
    return made


def _is_bound(text: Text, one: Quantity) -> bool:
    """A budget or a ceiling is a bound, no offer: "proposals shall not exceed 48,000"."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    near = tokens[max(0, one.first - _REACH) : one.last + 4]
    return any(token.sentence == sentence and token.form.startswith(_BOUNDS) for token in near)


def _is_another_matter(text: Text, one: Quantity) -> bool:
    """ "11 % pay late, and chasing them is a different matter"."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    near = [token.form for token in tokens[one.first : one.last + _REACH] if token.sentence == sentence]
    return any(pair in _ANOTHER_MATTER for pair in pairwise(near))


def _is_net(text: Text, one: Quantity) -> bool:
    """Net pay is said beside the amount: what reaches a person's hand is not what the hour costs."""
    tokens = text.cut.tokens
    near = tokens[max(0, one.first - 3) : one.last + 5]
    return any(token.form in _NET for token in near if token.sentence == tokens[one.first].sentence)


def nothing(kept: list[Value]) -> Features:
    """Return the features of "the text does not say"."""
    return {"none": 1.0, "none:empty": float(not kept)}
