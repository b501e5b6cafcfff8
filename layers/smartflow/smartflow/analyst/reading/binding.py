"""From quantities to records: which count in which period, and which working time, belong to one run of one activity.

All readings that the words allow are listed with features; a ranking learned from labelled texts chooses among them
(`choice.py`). Arithmetic is done here: sums of steps, heads × each, work of a period ÷ its runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity

MOST_VOLUMES: Final = 10
MOST_TIMES: Final = 9
#: Hours a year between which readings are told apart: hardly any work, or more than a firm has.
_HOURS: Final = (5, 20, 60, 9_000, 60_000)
_CLOCK: Final = frozenset({"second", "minute", "hour", "day"})
_SCOPE: Final = listed(
    "chodz dotycz zakre scope focus only tylko autom chce chcem chcie chcia rid prosz please relev want autom"
)
_ASIDE: Final = listed("osobn inna inne innyc separ ignor other natom besid nie instead another skip leave")
#: Concepts of a sentence that change what its numbers mean.
_CUES: Final = frozenset(listed("season past plan other together part choose unknown now wait deadline total"))
Features = dict[str, float]


@dataclass(slots=True)
class Volume:
    """`runs` in `period`, and the quantities it comes from; the first is the count itself."""

    runs: float
    period: str
    sources: tuple[int, ...]
    how: str
    prior: float
    gap: int = 0
    spans: tuple[tuple[int, int], ...] = ()
    features: Features = field(default_factory=dict)

    @property
    def yearly(self) -> float:
        """Runs a year."""
        return self.runs * words.A_YEAR[self.period]


@dataclass(slots=True)
class Time:
    """Minutes of one run, and the quantities it comes from."""

    minutes: float
    sources: tuple[int, ...]
    how: str
    prior: float
    features: Features = field(default_factory=dict)


@dataclass(slots=True)
class Record:
    """One reading of the text: a volume and a time, or one of them, or neither."""

    volume: Volume | None
    time: Time | None
    features: Features = field(default_factory=dict)
    score: float = 0.0
    probability: float = 0.0


@dataclass(slots=True)
class Text:
    """What binding knows of a text: its quantities, their roles, and lookups over them."""

    cut: Cut
    found: list[Quantity]
    roles: list[dict[str, float]]
    title: frozenset[str]
    overlap: list[float]
    scope: list[tuple[bool, bool]]
    cues: list[frozenset[str]]
    all_cues: frozenset[str]
    twofold: bool

    def p(self, index: int, *names: str) -> float:
        """The probability that a quantity has one of these roles."""
        return sum(self.roles[index].get(name, 0.0) for name in names)


def prepared(cut: Cut, found: list[Quantity], roles: list[dict[str, float]]) -> Text:
    """Look up once, for each quantity, how its sentence, label or row speaks of the title, and of what is wanted."""
    title = frozenset(words.stem(word) for word in cut.title_words if len(word) > 3)
    sentences: dict[int, tuple[set[str], bool, bool]] = {}
    for token in cut.tokens:
        if token.kind == "w":
            stems, scope, aside = sentences.setdefault(token.sentence, (set(), False, False))
            begin = words.stem(token.form)
            stems.add(begin)
            sentences[token.sentence] = (stems, scope or begin in _SCOPE, aside or begin in _ASIDE)
    said: dict[int, set[str]] = {}
    for token in cut.tokens:
        if token.kind == "w":
            said.setdefault(token.sentence, set()).update(one for one in words.concepts(token.form) if one in _CUES)
    cues = [frozenset(said.get(cut.tokens[one.first].sentence, ())) for one in found]
    twofold = any(word in {"and", "i", "oraz", "a", "or", "lub"} for word in cut.title_words)
    overlap, around = [], []
    for one in found:
        stems, scope, aside = sentences.get(cut.tokens[one.first].sentence, (set(), False, False))
        overlap.append(len(title & stems) / max(len(title), 1))
        around.append((scope, aside))
    return Text(
        cut,
        found,
        roles,
        title,
        overlap,
        around,
        cues,
        frozenset().union(*said.values()) if said else frozenset(),
        twofold,
    )


# volumes


@dataclass(frozen=True, slots=True)
class _Period:
    unit: str
    factor: float
    first: int
    last: int
    source: int
    alone: bool


def _periods(text: Text) -> list[_Period]:
    """Return every period of the text, alone or beside a quantity."""
    made = []
    for index, one in enumerate(text.found):
        if one.kind == "period" and one.unit in words.A_YEAR:
            made.append(_Period(one.unit, one.low, one.first, one.last, index, True))
        elif one.kind == "times" and one.per in words.A_YEAR and one.per is not None:
            made.append(_Period(one.per, one.low * one.times, one.first, one.last, index, True))
        elif one.kind in {"count", "duration"} and one.per in words.A_YEAR and one.per is not None:
            made.append(_Period(one.per, one.times, one.first, one.last, index, False))
    return made


def volumes(text: Text) -> list[Volume]:
    """Return the volumes the words allow, likeliest first."""
    made: list[Volume] = []
    periods = _periods(text)
    counts = [
        index
        for index, one in enumerate(text.found)
        if one.kind == "count" and one.low > 0 and one.unit not in {"systems"}
    ]
    for index in counts:
        one = text.found[index]
        role = text.p(index, "volume") + 0.4 * text.p(
            index, "other_activity_volume", "season_or_peak", "past", "plan_or_wish"
        )
        if one.per in words.A_YEAR and one.per is not None:
            made.append(Volume(one.low * one.times, one.per, (index,), "own", role))
            continue
        made += _elsewhere(text, index, periods, role + 0.3 * text.p(index, "heads"))
    made += _heads(text, counts, periods)
    for period in periods:
        if period.alone:
            role = text.p(period.source, "frequency", "volume")
            made.append(Volume(period.factor, period.unit, (period.source,), "once", 0.5 * role))
        elif text.found[period.source].kind == "duration":
            role = text.p(period.source, "workload", "minutes_run")
            made.append(Volume(1.0, period.unit, (period.source,), "work", 0.6 * role))
    made += _shares(text, made)
    best: dict[tuple[float, str], Volume] = {}
    for volume in sorted(made, key=lambda one: -one.prior):
        if volume.runs > 0:
            best.setdefault((round(volume.runs, 3), volume.period), volume)
    return list(best.values())[:MOST_VOLUMES]


def _shares(text: Text, made: list[Volume]) -> list[Volume]:
    """A part of a volume: "30 estimates a week … about half of them need a supplement"."""
    parts = []
    shares = [
        i
        for i, one in enumerate(text.found)
        if one.kind == "percent" and 3 <= one.low < 100 and text.p(i, "error_rate") < 0.7
    ]
    for volume in [one for one in made if one.how == "own"][:4]:
        for share in shares[:4]:
            if text.found[share].start > text.found[volume.sources[0]].start:
                weight = (
                    0.35
                    * text.p(volume.sources[0], "volume", "other_activity_volume")
                    * text.p(share, "other_share", "exception_rate", "other")
                )
                runs = round(volume.runs * text.found[share].low / 100, 2)
                parts.append(Volume(runs, volume.period, (*volume.sources, share), "share", weight))
    return parts


def _elsewhere(text: Text, index: int, periods: list[_Period], role: float) -> list[Volume]:
    """A count whose period is said elsewhere: "Every Friday … there are 20 of them"."""
    one = text.found[index]
    nearest: dict[tuple[str, float], tuple[int, _Period]] = {}
    for period in periods:
        if period.source == index:
            continue
        gap = period.first - one.last if period.first >= one.last else one.first - period.last
        gap = max(gap, 0) + (0 if period.alone else 30)
        key = (period.unit, period.factor if period.alone else 1.0)
        if key not in nearest or gap < nearest[key][0]:
            nearest[key] = (gap, period)
    made = []
    for rank, (gap, period) in enumerate(sorted(nearest.values(), key=lambda pair: pair[0])[:4]):
        factor = period.factor if period.alone else 1.0
        how = "near" if period.alone else "tied"
        made.append(
            Volume(
                one.low * factor,
                period.unit,
                (index, period.source),
                how,
                role * (0.6 if period.alone else 0.25) / (1 + 0.5 * rank),
                gap,
            )
        )
    return made


def _heads(text: Text, counts: list[int], periods: list[_Period]) -> list[Volume]:
    """Heads × what each has: "62 clients, each brings 35 invoices a month"."""
    each = sorted(
        (i for i in counts if text.p(i, "per_head_volume", "volume") > 0.04),
        key=lambda i: -text.p(i, "per_head_volume") - 0.2 * text.p(i, "volume"),
    )[:4]
    heads = sorted(
        (i for i in counts if text.found[i].low >= 2),
        key=lambda i: -text.p(i, "heads") - 0.3 * text.p(i, "stock", "firm_size"),
    )[:4]
    made = []
    for head in heads:
        for one in each:
            if one == head:
                continue
            weight = math.sqrt(text.p(head, "heads", "stock") * text.p(one, "per_head_volume", "frequency"))
            found = text.found[one]
            runs = text.found[head].low * found.low
            if found.per in words.A_YEAR and found.per is not None:
                made.append(Volume(runs * found.times, found.per, (head, one), "heads", weight))
            else:
                for volume in _elsewhere(text, one, periods, weight)[:2]:
                    if head not in volume.sources:
                        made.append(
                            Volume(
                                text.found[head].low * volume.runs,
                                volume.period,
                                (head, *volume.sources),
                                "heads+",
                                volume.prior,
                                volume.gap,
                            )
                        )
    return made


# times


def times(text: Text) -> list[Time]:
    """Return the working times of one run the words allow, likeliest first."""
    made: list[Time] = []
    durations = [i for i, one in enumerate(text.found) if one.kind == "duration" and one.unit in _CLOCK and one.low > 0]
    for index in durations:
        one = text.found[index]
        if one.per in words.A_YEAR:
            made.append(
                Time(
                    one.low,
                    (index,),
                    "work",
                    text.p(index, "workload") + 0.5 * text.p(index, "minutes_run", "minutes_total"),
                )
            )
            if one.direct:
                continue
        role = (
            text.p(index, "minutes_run", "minutes_total")
            + 0.4 * text.p(index, "minutes_step")
            + 0.3 * text.p(index, "other_activity_time")
        )
        made.append(Time(one.low, (index,), "run", role))
    made += _sums(text, durations)
    for index, one in enumerate(text.found):
        if one.kind == "count" and one.per == "hour" and one.low >= 1:
            made.append(Time(60 / one.low, (index,), "rate", 0.5))
    best: dict[float, Time] = {}
    for time in sorted(made, key=lambda one: -one.prior):
        best.setdefault(round(time.minutes, 3), time)
    return list(best.values())[:MOST_TIMES]


def _sums(text: Text, durations: list[int]) -> list[Time]:
    """Sums of steps: all of them, those of one sentence, those of neighbouring lines, pairs of neighbours."""
    cut = text.cut
    groups: list[tuple[int, ...]] = []
    for least in (0.2, 0.5):
        steps = [i for i in durations if text.p(i, "minutes_step") > least]
        groups.append(tuple(steps))
        groups.append(tuple(i for i in durations if text.p(i, "minutes_step", "minutes_run") > least))
        by_sentence: dict[int, list[int]] = {}
        runs: list[list[int]] = []
        for i in steps:
            token = cut.tokens[text.found[i].first]
            by_sentence.setdefault(token.sentence, []).append(i)
            if runs and token.line - cut.tokens[text.found[runs[-1][-1]].first].line <= 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        groups += [tuple(group) for group in by_sentence.values()]
        groups += [tuple(group) for group in runs]
    groups += [(a, b) for a, b in pairwise(durations) if text.p(a, "minutes_step") + text.p(b, "minutes_step") > 0.3]
    made = []
    for group in dict.fromkeys(groups):
        if 2 <= len(group) <= 12:
            share = sum(text.p(i, "minutes_step") for i in group) / len(group)
            made.append(Time(round(sum(text.found[i].low for i in group), 4), group, "sum", 0.9 * share))
    return made


# records


def records(text: Text) -> list[Record]:
    """Return every pair of a volume and a time, each with its features; each of them alone; and neither."""
    some_volumes, some_times = volumes(text), times(text)
    _volume_features(text, some_volumes)
    _time_features(text, some_times)
    doubt = _doubt(text, some_volumes, some_times)
    no_volume, no_time = {**_nothing("v", some_volumes), **{f"v0{k}": v for k, v in doubt.items()}}, {
        **_nothing("t", some_times), **{f"t0{k}": v for k, v in doubt.items()},
    }  # fmt: skip
    made = []
    for volume in (*some_volumes, None):
        for time in (*some_times, None):
            features = dict(volume.features if volume else no_volume)
            features.update(time.features if time else no_time)
            if volume and time:
                if volume.how == "work" and volume.sources[0] not in time.sources:
                    continue
                features.update(_pair_features(text, volume, time))
            elif volume is None and time is None:
                features["neither"] = 1.0
            made.append(Record(volume, time, features))
    ratios = _ratios(text, some_volumes, some_times)
    return made + ratios


def _ratios(text: Text, some_volumes: list[Volume], some_times: list[Time]) -> list[Record]:
    """The second route: the work of a period divided by its runs."""
    made = []
    for time in some_times:
        if time.how != "work":
            continue
        one = text.found[time.sources[0]]
        if one.per is None:
            continue
        for volume in some_volumes[:4]:
            if volume.how in {"own", "near", "heads"} and time.sources[0] not in volume.sources and volume.runs >= 2:
                minutes = time.minutes * words.A_YEAR[one.per] / volume.yearly
                if 0.2 <= minutes <= 2400:
                    part = Time(round(minutes, 4), time.sources, "ratio", time.prior)
                    features = {
                        **volume.features,
                        **_values("t:ratio", text.p(time.sources[0], "workload")),
                        "t:ratio": 1.0,
                    }
                    features["tp:ratio"] = text.p(time.sources[0], "workload")
                    made.append(Record(volume, part, features))
    return made


def _values(name: str, value: float) -> Features:
    """A probability as a number, as its logarithm and as a step."""
    return {f"{name}:log": math.log(value + 0.01), f"{name}:{min(int(value * 5), 4)}": 1.0}


def _nothing(side: str, candidates: Sequence[Volume] | Sequence[Time]) -> Features:
    """Features of leaving a side open."""
    best = max((one.prior for one in candidates), default=0.0)
    made: Features = {f"{side}0": 1.0, f"{side}0:none": float(not candidates)}
    made.update(_values(f"{side}0:best", min(best, 0.99)))
    strong = sum(one.prior > 0.35 for one in candidates)
    made[f"{side}0:strong{min(strong, 3)}"] = 1.0
    return made


def _doubt(text: Text, some_volumes: list[Volume], some_times: list[Time]) -> Features:
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


def _volume_features(text: Text, candidates: list[Volume]) -> None:
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
        made.update(_values(f"v:{how}:p", text.p(main, "volume")))
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
            made.update(_values("v:h", text.p(one.sources[0], "heads")))
            made.update(_values("v:ph", text.p(main, "per_head_volume")))
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
        for cue in text.cues[main]:
            made[f"v:cue:{cue}"] = 1.0
        if how == "share":
            share = one.sources[-1]
            made["v:share:other"] = text.p(share, "other_share", "exception_rate")
            made["v:share:title"] = text.overlap[share]
            made["v:share:scope"] = float(text.scope[share][0])
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


def _time_features(text: Text, candidates: list[Time]) -> None:
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
            made.update(_values("t:least", min(inside)))
            made.update(_values("t:mean", sum(inside) / len(inside)))
            made["t:left"] = float(len(steps - set(one.sources)))
            made["t:allsteps"] = float(steps == set(one.sources))
            made[f"t:parts{min(len(one.sources), 5)}"] = 1.0
            made["t:totalsaid"] = total
        else:
            made.update(_values(f"t:{how}:p", text.p(main, "minutes_run", "minutes_total")))
            made.update(_values(f"t:{how}:step", text.p(main, "minutes_step")))
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
        for cue in text.cues[main]:
            made[f"t:cue:{cue}"] = 1.0
        if text.found[main].high > text.found[main].low:
            made["t:range"] = 1.0


def _pair_features(text: Text, volume: Volume, time: Time) -> Features:
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
        if one.kind == "duration" and one.per in words.A_YEAR and one.per is not None and one.unit in _CLOCK:
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


if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Token
