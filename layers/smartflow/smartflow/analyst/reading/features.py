"""What speaks for and against each reading, as numbers that the learned ranking weighs (`choice.py`).

Names of features are part of the learned weights: v for a volume, t for a time, b for both together, 0 for a side left open.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.analyst.reading.cut import Token
    from smartflow.analyst.reading.records import Features, Text, Time, Volume

#: Hours a year between which readings are told apart: hardly any work, or more than a firm has.
_HOURS: Final = (5, 20, 60, 9_000, 60_000)


def values(name: str, value: float) -> Features:
    """A probability as a number, as its logarithm and as a step."""
    return {f"{name}:log": math.log(value + 0.01), f"{name}:{min(int(value * 5), 4)}": 1.0}


def of_nothing(side: str, candidates: Sequence[Volume] | Sequence[Time]) -> Features:
    """Features of leaving a side open."""
    best = max((one.prior for one in candidates), default=0.0)
    made: Features = {f"{side}0": 1.0, f"{side}0:none": float(not candidates)}
    made.update(values(f"{side}0:best", min(best, 0.99)))
    strong = sum(one.prior > 0.35 for one in candidates)
    made[f"{side}0:strong{min(strong, 3)}"] = 1.0
    return made


def of_doubt(text: Text, some_volumes: list[Volume], some_times: list[Time]) -> Features:
    """What speaks for leaving volume or time open: seasons, rivals, choices not made, a second route that disagrees."""
    made: Features = {f":{cue}": 1.0 for cue in text.all_cues if cue in {"season", "choose", "unknown"}}
    for role in ("season_or_peak", "past", "workload", "posts", "other_activity_volume", "other_activity_time"):
        made[f":{role}"] = max((text.p(i, role) for i in range(len(text.found))), default=0.0)
    own = [one for one in some_volumes if one.how == "own" and one.prior > 0.3]
    made[":own"] = float(len(own) > 1)
    made[":runs"] = float(sum(one.how == "run" and one.prior > 0.4 for one in some_times) > 1)
    made[":twofold"] = float(text.twofold)
    if some_volumes and some_times:
        main = some_volumes[0].sources[0]
        made.update({f":main:{cue}": 1.0 for cue in text.cues[main]})
        clash = _second_route(text, some_volumes[0].yearly * some_times[0].minutes / 60)
        made.update({f":{name}": value for name, value in clash.items()})
        rival = [
            one
            for one in own[1:]
            if set(text.found[one.sources[0]].nouns) & set(text.found[main].nouns) and one.period == own[0].period
        ]
        made[":rival"] = float(bool(rival))
    return made


def add_to_volumes(text: Text, candidates: list[Volume]) -> None:
    """Say of each volume how it is made, how sure its roles are, and how it stands among the others."""
    found = text.found
    best = max((one.prior for one in candidates), default=0.0)
    most_overlap = max((text.overlap[one.sources[0]] for one in candidates), default=0.0)
    heads = max((text.p(i, "heads") for i in range(len(found))), default=0.0)
    per_head = max((text.p(i, "per_head_volume") for i in range(len(found))), default=0.0)
    own = sum(one.how == "own" and one.prior > 0.3 for one in candidates)
    order = sorted(range(len(candidates)), key=lambda i: candidates[i].sources[0])
    for rank, one in enumerate(candidates):
        main = one.sources[-2 if one.how == "heads+" else -1] if one.how.startswith("heads") else one.sources[0]
        quantity = found[main]
        made = one.features
        how = one.how
        made[f"v:{how}"] = 1.0
        made.update(values(f"v:{how}:p", text.p(main, "volume")))
        for role in (
            "other_activity_volume",
            "season_or_peak",
            "past",
            "plan_or_wish",
            "stock",
            "heads",
            "per_head_volume",
            "frequency",
            "firm_size",
            "other",
            "workload",
        ):
            made[f"v:{role}"] = text.p(main, role)
        if how.startswith("heads"):
            made.update(values("v:h", text.p(one.sources[0], "heads")))
            made.update(values("v:ph", text.p(main, "per_head_volume")))
        made[f"v:rank{min(rank, 4)}"] = 1.0
        made["v:behind"] = best - one.prior
        made[f"v:own{min(own, 3)}:{how}"] = 1.0
        made[f"v:order{min(order.index(rank), 3)}"] = 1.0
        made[f"v:year{min(int(math.log10(one.yearly + 1) * 2), 12)}"] = 1.0
        if how in {"near", "tied", "heads+"}:
            made[f"v:gap{min(int(math.log2(one.gap + 1)), 6)}:{how}"] = 1.0
            period = found[one.sources[-1]]
            tokens = text.cut.tokens
            made[f"v:apart:{tokens[period.first].sentence != tokens[quantity.first].sentence}:{how}"] = 1.0
            made[f"v:pf:{how}"] = text.p(one.sources[-1], "frequency")
        made["v:title"] = text.overlap[main]
        made["v:mosttitle"] = float(most_overlap > 0 and text.overlap[main] == most_overlap)
        made["v:noun"] = float(any(noun in text.title for noun in quantity.nouns))
        scope, aside = text.scope[main]
        made["v:scope"], made["v:aside"] = float(scope), float(aside)
        made["v:wanted"] = float(not text.wanted.isdisjoint(quantity.nouns))
        made["v:unwanted"] = float(not text.unwanted.isdisjoint(quantity.nouns))
        for cue in text.cues[main]:
            made[f"v:cue:{cue}"] = 1.0
        if how == "share":
            share = one.sources[-1]
            made["v:share:other"] = text.p(share, "other_share", "exception_rate")
            made["v:share:title"] = text.overlap[share]
            made["v:share:scope"] = float(text.scope[share][0])
        others = [other for i, other in enumerate(found) if i not in one.sources]
        made["v:container"] = float(
            any(other.kind == "count" and not other.each.isdisjoint(quantity.nouns) for other in others)
        )
        made["v:contained"] = float(
            any(other.kind == "count" and not quantity.each.isdisjoint(other.nouns) for other in others)
        )
        made["v:unit"] = float(
            any(other.kind == "duration" and not other.each.isdisjoint(quantity.nouns) for other in others)
        )
        made[f"v:heads:{how}"] = max((text.p(i, "heads") for i in range(len(found)) if i != main), default=heads)
        made[f"v:perhead:{how}"] = max(
            (text.p(i, "per_head_volume") for i in range(len(found)) if i != main), default=per_head
        )
        rivals = [
            other for other in candidates
            if other is not one and other.how in {"own", "near"} and not set(other.sources) & set(one.sources)
            and other.prior > 0.25 and set(found[other.sources[0]].nouns) & set(quantity.nouns)
        ]  # fmt: skip
        made[f"v:rivals{min(len(rivals), 2)}"] = 1.0
        if any(
            0.8 < other.yearly / one.yearly < 1.25
            for other in candidates
            if other is not one and other.sources[0] != main
        ):
            made["v:agreed"] = 1.0
        if quantity.unit == "people":
            made["v:people"] = 1.0
        if quantity.high > quantity.low:
            made["v:range"] = 1.0


def add_to_times(text: Text, candidates: list[Time]) -> None:
    """Say of each time how it is made, how sure its roles are, and how it stands among the others."""
    best = max((one.prior for one in candidates), default=0.0)
    steps = {i for i, one in enumerate(text.found) if one.kind == "duration" and text.p(i, "minutes_step") > 0.3}
    most_overlap = max((max(text.overlap[i] for i in one.sources) for one in candidates), default=0.0)
    total = max((text.p(i, "minutes_total") for i in range(len(text.found))), default=0.0)
    order = sorted(range(len(candidates)), key=lambda i: candidates[i].sources[0])
    for rank, one in enumerate(candidates):
        made = one.features
        how = one.how
        main = one.sources[0]
        made[f"t:{how}"] = 1.0
        if how == "sum":
            inside = [text.p(i, "minutes_step") for i in one.sources]
            made.update(values("t:least", min(inside)))
            made.update(values("t:mean", sum(inside) / len(inside)))
            made["t:left"] = float(len(steps - set(one.sources)))
            made["t:allsteps"] = float(steps == set(one.sources))
            made[f"t:parts{min(len(one.sources), 5)}"] = 1.0
            made["t:totalsaid"] = total
        else:
            made.update(values(f"t:{how}:p", text.p(main, "minutes_run", "minutes_total")))
            made.update(values(f"t:{how}:step", text.p(main, "minutes_step")))
            made[f"t:total:{how}"] = text.p(main, "minutes_total")
        for role in (
            "other_activity_time",
            "minutes_rework",
            "elapsed",
            "deadline_or_legal",
            "workload",
            "season_or_peak",
            "plan_or_wish",
            "past",
            "other",
        ):
            made[f"t:{role}"] = max(text.p(i, role) for i in one.sources)
        made[f"t:added{min(_added_beside(text, one), 2)}:{how}"] = 1.0
        made[f"t:rank{min(rank, 4)}"] = 1.0
        made["t:behind"] = best - one.prior
        made[f"t:n{min(len(candidates), 4)}:{how}"] = 1.0
        made[f"t:order{min(order.index(rank), 3)}"] = 1.0
        made[f"t:size{min(int(math.log2(one.minutes + 1)), 10)}"] = 1.0
        overlap = max(text.overlap[i] for i in one.sources)
        made["t:title"] = overlap
        made["t:mosttitle"] = float(most_overlap > 0 and overlap == most_overlap)
        scope, aside = text.scope[main]
        made["t:scope"], made["t:aside"] = float(scope), float(aside)
        each = frozenset[str]().union(*(text.found[i].each for i in one.sources))
        made["t:wanted"] = float(not text.wanted.isdisjoint(each))
        made["t:unwanted"] = float(not text.unwanted.isdisjoint(each))
        for cue in text.cues[main]:
            made[f"t:cue:{cue}"] = 1.0
        if text.found[main].high > text.found[main].low:
            made["t:range"] = 1.0


_ADDED: Final = words.listed(
    "another plus additional additionally extra further then dodatkowo dodatkowe dodatkowych kolejne kolejnych jeszcze "
    "nastepne potem more wiecej drugie"
)


def _added_beside(text: Text, time: Time) -> int:
    """Count the times nearby that words add to it and that it leaves out: "plus another 5 to file it"."""
    tokens = text.cut.tokens
    sentences = {tokens[text.found[i].first].sentence for i in time.sources}
    count = 0
    for index, one in enumerate(text.found):
        if one.kind != "duration" or index in time.sources:
            continue
        sentence = tokens[one.first].sentence
        if not min(sentences) <= sentence <= max(sentences) + 1:
            continue
        if text.p(index, "minutes_rework", "elapsed", "deadline_or_legal", "other_activity_time", "workload") < 0.5:
            near = tokens[max(0, one.first - 4) : one.last + 1]
            count += any(token.form in _ADDED and token.sentence == sentence for token in near)
    return count


def of_pair(text: Text, volume: Volume, time: Time) -> Features:
    """Say how a volume and a time stand to each other."""
    tokens = text.cut.tokens
    main = volume.sources[0]
    first, second = text.found[main], text.found[time.sources[0]]
    a, b = tokens[first.first], tokens[second.first]
    made: Features = {"both": 1.0}
    made[f"b:sentences{max(-3, min(b.sentence - a.sentence, 3))}"] = 1.0
    made[f"b:line{min(abs(a.line - b.line), 3)}"] = 1.0
    low, high = sorted((first.start, second.start))
    between = [one for one in text.found if low < one.start < high]
    made[f"b:counts{min(sum(one.kind == 'count' for one in between), 3)}"] = 1.0
    made[f"b:durations{min(sum(one.kind == 'duration' for one in between), 3)}"] = 1.0
    made[f"b:{volume.how}:{time.how}"] = 1.0
    around = {words.stem(token.form) for token in _sentence(text, second.first)}
    nouns = [noun for noun in first.nouns if len(noun) > 3]
    made["b:samenoun"] = float(any(noun in around for noun in nouns))
    units = frozenset().union(*(text.found[i].each for i in time.sources))
    counted = {noun for i in volume.sources for noun in text.found[i].nouns}
    made["b:unit"] = float(not units.isdisjoint(counted))
    made["b:unitother"] = float(
        units.isdisjoint(counted)
        and any(
            one.kind == "count" and not units.isdisjoint(one.nouns)
            for i, one in enumerate(text.found)
            if i not in volume.sources
        )
    )
    made["b:unittitle"] = float(not units.isdisjoint(text.title))
    hours = volume.yearly * time.minutes / 60
    made[f"b:hours{sum(hours >= bound for bound in _HOURS)}"] = 1.0
    made.update(_second_route(text, hours))
    made["b:behind"] = volume.features.get("v:behind", 0.0) * time.features.get("t:behind", 0.0)
    if text.cut.lines[a.line].cells and a.line == b.line:
        made["b:row"] = 1.0
    if len(volume.sources) > 1 and any(i in time.sources for i in volume.sources) and volume.how != "work":
        made["b:sharing"] = 1.0
    return made


def _second_route(text: Text, hours: float) -> Features:
    """Do hours said of the whole work, or posts that do nothing else, agree with the hours of a record?"""
    made: Features = {}
    for index, one in enumerate(text.found):
        if one.kind == "duration" and one.per in words.A_YEAR and one.per is not None and one.unit in words.CLOCK:
            said, weight = one.low * words.A_YEAR[one.per] / 60, text.p(index, "workload")
        elif one.kind == "posts":
            said, weight = one.low * 1850, text.p(index, "posts")
        else:
            continue
        ratio = said / max(hours, 0.1)
        name = "agrees" if 0.8 < ratio < 1.25 else "more" if ratio > 1 else "less"
        made[f"b:{one.kind}:{name}"] = max(made.get(f"b:{one.kind}:{name}", 0.0), weight)
    return made


def _sentence(text: Text, index: int) -> Iterable[Token]:
    tokens = text.cut.tokens
    sentence = tokens[index].sentence
    first = index
    while first > 0 and tokens[first - 1].sentence == sentence and index - first < 40:
        first -= 1
    last = index
    while last < len(tokens) and tokens[last].sentence == sentence and last - index < 40:
        last += 1
    return [token for token in tokens[first:last] if token.kind == "w" and len(token.form) > 3]
