"""From quantities to records: which count in which period, and which working time, belong to one run of one activity.

All readings that the words allow are listed with their features (`features.py`); a ranking learned from labelled texts
chooses among them (`choice.py`). Arithmetic is done here: sums of steps, heads × each, work of a period ÷ its runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import features, words
from smartflow.analyst.reading.records import Record, Time, Volume

if TYPE_CHECKING:
    from smartflow.analyst.reading.records import Text

MOST_VOLUMES: Final = 13
MOST_TIMES: Final = 11
_A_STEP: Final = 0.5
_SPANS: Final = frozenset({"week", "month"})


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
    made += _seasons(text, made)
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
    likely = sorted((one for one in made if one.how in {"own", "heads"}), key=lambda one: -one.prior)
    for volume in likely[:4]:
        for share in shares[:4]:
            if text.found[share].start > text.found[volume.sources[0]].start:
                weight = (
                    0.35
                    * text.p(volume.sources[-1], "volume", "other_activity_volume", "per_head_volume")
                    * text.p(share, "other_share", "exception_rate", "other")
                )
                runs = round(volume.runs * text.found[share].low / 100, 2)
                parts.append(Volume(runs, volume.period, (*volume.sources, share), "share", weight))
    return parts


def _seasons(text: Text, made: list[Volume]) -> list[Volume]:
    """A count for each of so many weeks or months a year: "85 boxes a week, June through October, 20 weeks"."""
    parts = []
    spans = [i for i, one in enumerate(text.found) if one.kind == "duration" and one.unit in _SPANS and one.per is None]
    for volume in [one for one in made if one.how in {"own", "heads"} and one.period in _SPANS][:3]:
        for i in spans[:3]:
            span = text.found[i]
            if span.unit == volume.period and 1 < span.low < words.A_YEAR[volume.period]:
                weight = 0.3 * text.p(i, "season_or_peak") * volume.prior
                parts.append(Volume(volume.runs * span.low, "year", (*volume.sources, i), "season", weight))
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
            group = text.found[head]
            if found.per in words.A_YEAR and found.per is not None:
                made.append(Volume(runs * found.times, found.per, (head, one), "heads", weight))
            elif group.per in words.A_YEAR and group.per is not None:
                weight = math.sqrt(text.p(head, "heads", "stock", "volume") * text.p(one, "per_head_volume", "volume"))
                made.append(Volume(runs * group.times, group.per, (head, one), "heads", 0.8 * weight))
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
    durations = [
        i for i, one in enumerate(text.found) if one.kind == "duration" and one.unit in words.CLOCK and one.low > 0
    ]
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
    durations = [i for i in durations if not (text.found[i].direct and text.found[i].per in words.A_YEAR)]
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
    for count in (3, 4):
        for at in range(len(durations) - count + 1):
            some = durations[at : at + count]
            if sum(text.p(i, "minutes_step") for i in some) > 0.4 * count:
                groups.append(tuple(some))
    wholes = {i: j for i, j in pairwise(durations) if _is_part(text, j)}
    groups = [group for group in groups if not any(wholes.get(i) in group for i in group)]
    made = []
    for group in dict.fromkeys(groups):
        if 2 <= len(group) <= 12 and not _has_total(text, group):
            share = sum(text.p(i, "minutes_step") for i in group) / len(group)
            made.append(Time(round(sum(text.found[i].low for i in group), 4), group, "sum", 0.9 * share))
    return made


def _has_total(text: Text, group: tuple[int, ...]) -> bool:
    """One of these times is as long as the others together, and does not read like a step: their total."""
    most = max(group, key=lambda i: text.found[i].low)
    return sum(text.found[i].low for i in group) == 2 * text.found[most].low and text.p(most, "minutes_step") < _A_STEP


def _is_part(text: Text, index: int) -> bool:
    """ "6.5 minutes, of which 1 on hold": part of the time before it."""
    one = text.found[index]
    near = " ".join(token.form for token in text.cut.tokens[max(0, one.first - 4) : one.first])
    return any(phrase in near for phrase in words.OF_WHICH)


# records


def records(text: Text) -> list[Record]:
    """Return every pair of a volume and a time, each with its features; each of them alone; and neither."""
    some_volumes, some_times = volumes(text), times(text)
    features.add_to_volumes(text, some_volumes)
    features.add_to_times(text, some_times)
    doubt = features.of_doubt(text, some_volumes, some_times)
    no_volume, no_time = {**features.of_nothing("v", some_volumes), **{f"v0{k}": v for k, v in doubt.items()}}, {
        **features.of_nothing("t", some_times), **{f"t0{k}": v for k, v in doubt.items()},
    }  # fmt: skip
    made = []
    for volume in (*some_volumes, None):
        for time in (*some_times, None):
            known = dict(volume.features if volume else no_volume)
            known.update(time.features if time else no_time)
            if volume and time:
                if volume.how == "work" and volume.sources[0] not in time.sources:
                    continue
                known.update(features.of_pair(text, volume, time))
            elif volume is None and time is None:
                known["neither"] = 1.0
            made.append(Record(volume, time, known))
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
                    known = {
                        **volume.features,
                        **features.values("t:ratio", text.p(time.sources[0], "workload")),
                        "t:ratio": 1.0,
                    }
                    known["tp:ratio"] = text.p(time.sources[0], "workload")
                    made.append(Record(volume, part, known))
    return made
