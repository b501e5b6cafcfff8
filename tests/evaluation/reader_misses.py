"""Why stated values were not taken: nothing offered them, another was ranked first, they were unsure, or a rule asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from smartflow.analyst.reading import conflicts
from smartflow.analyst.reading.choice import Choice, weighed
from smartflow.analyst.reading.doubts import doubtful
from smartflow.analyst.reading.reader import Reading, fields_of
from smartflow.analyst.reading.records import Record, Text
from smartflow.analyst.reading.weights import Weights
from smartflow.analyst.reading.words import FREQUENCY
from tests.evaluation.reader_scores import FIELDS, is_right
from tools.train.examples import right_value
from tools.train.texts import Labelled, right, right_volume

CAUSES: Final = (
    "no candidate",
    "another ranked first",
    "not sure enough",
    "the pair not sure enough",
    "asked by a rule",
    "taken wrongly",
)
_OF_RECORDS: Final = frozenset({"runs", "frequency", "minutes_per_run"})


@dataclass(frozen=True)
class Judged:
    """A labelled text, how it was read, and by which weights."""

    label: Labelled
    text: Text
    choice: Choice
    weights: Weights
    reading: Reading


def misses(judged: Iterable[Judged]) -> Counter[tuple[str, str, str]]:
    """Count stated values that were not taken rightly, by field, language and cause."""
    made: Counter[tuple[str, str, str]] = Counter()
    for one in judged:
        values = fields_of(one.reading.facts)
        ruled_out = {clash.field for clash in conflicts.found(one.text, one.choice)} | doubtful(one.text, one.choice)
        for name in FIELDS:
            if name in one.label.facts and not (name in values and is_right(one.label, values, name)):
                made[name, one.label.language, _cause(one, name, values, ruled_out)] += 1
    return made


def _cause(one: Judged, name: str, values: dict[str, str], ruled_out: set[str]) -> str:
    if name in values:
        return "taken wrongly"
    offered, first, probability = _of_record(one, name) if name in _OF_RECORDS else _of_field(one, name)
    if not offered:
        return "no candidate"
    if not first:
        return "another ranked first"
    if name in ruled_out:
        return "asked by a rule"
    sure = probability >= one.weights.thresholds.get(name, 1.0)
    return "the pair not sure enough" if sure and name in _OF_RECORDS else "not sure enough"


def _of_record(one: Judged, name: str) -> tuple[bool, bool, float]:
    """Tell whether a record has the stated value, whether the likeliest one has, and how sure that is."""
    fits: dict[str, Callable[[Record], bool]] = {
        "runs": lambda record: _volume_fits(one.label, record),
        "frequency": lambda record: (
            _volume_fits(one.label, record)
            or (record.volume is not None and right(one.label, name, FREQUENCY[record.volume.period]))
        ),
        "minutes_per_run": lambda record: record.time is not None and right(one.label, name, record.time.minutes),
    }
    best = Record(one.choice.volume, one.choice.time)
    first = fits[name](best) or (
        name == "frequency" and one.choice.period is not None and right(one.label, name, FREQUENCY[one.choice.period])
    )
    return any(map(fits[name], one.choice.records)), first, one.choice.probability[name]


def _volume_fits(label: Labelled, record: Record) -> bool:
    volume = record.volume
    return volume is not None and (
        right_volume(label, volume.runs, FREQUENCY[volume.period]) or right(label, "runs", volume.runs)
    )


def _of_field(one: Judged, name: str) -> tuple[bool, bool, float]:
    options = weighed(one.text, name, one.weights)
    good = [right_value(one.label, name, option) for option in options]
    return any(good), bool(good) and good[0], options[0].probability if options else 0.0


def table(counted: Counter[tuple[str, str, str]]) -> str:
    """The counts as a Markdown table, Polish and English side by side."""
    lines = ["| field | " + " | ".join(CAUSES) + " |", "|---|" + "---:|" * len(CAUSES)]
    for name in (*FIELDS, "all"):
        cells = []
        for cause in CAUSES:
            pl, en = (
                sum(
                    n
                    for (field, said, why), n in counted.items()
                    if name in {field, "all"} and (said, why) == (language, cause)
                )
                for language in ("pl", "en")
            )
            cells.append(f"{pl + en} ({pl} + {en})" if pl + en else "0")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


#: What makes texts hard: the share of texts to which each line applies, by their labels.
_KINDS: Final[dict[str, Callable[[Judged], bool]]] = {
    "another activity has numbers too": lambda one: (
        _roles(one) & {"other_activity_volume", "other_activity_time"} != set()
    ),
    "times of steps": lambda one: "minutes_step" in _roles(one),
    "counts per head": lambda one: "per_head_volume" in _roles(one),
    "a season's count": lambda one: "season_or_peak" in _roles(one),
    "several people on a run": lambda one: float(one.label.facts.get("people", 1)) > 1,
    "numbers in words": lambda one: any(found.in_words for found in one.text.found),
    "a table or labels": lambda one: any(line.cells or line.label for line in one.text.cut.lines),
    "something is left open": lambda one: bool(one.label.open_fields),
}


def _roles(one: Judged) -> set[str]:
    return {str(quantity.get("role")) for quantity in one.label.quantities}


def kinds(parts: dict[str, list[Judged]]) -> str:
    """Say of each part what kind of texts it has, in counts only, so that nobody needs to read the sealed ones."""
    lines = ["| | " + " | ".join(parts) + " |", "|---|" + "---:|" * len(parts)]
    numbers: dict[str, Callable[[list[Judged]], float]] = {
        "characters, median": lambda some: sorted(len(one.label.description) for one in some)[len(some) // 2],
        "numbers a text": lambda some: sum(len(one.text.found) for one in some) / len(some),
        "facts a text": lambda some: sum(len(one.label.facts) for one in some) / len(some),
    }
    for label, number in numbers.items():
        lines.append(
            f"| {label} | " + " | ".join(f"{number(some):.1f}" if some else "–" for some in parts.values()) + " |"
        )
    for label, applies in _KINDS.items():
        shares = (f"{sum(map(applies, some)) / len(some):.0%}" if some else "–" for some in parts.values())
        lines.append(f"| {label} | " + " | ".join(shares) + " |")
    return "\n".join(lines)
