"""The same thing counted twice, differently: in two periods, by heads and in total, by memory and in a record."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.conflict import Conflict, clause_concepts, sentence_words, side
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.conflict import Side
    from smartflow.analyst.reading.records import Text, Volume
    from smartflow.analyst.reading.stream import Quantity

#: How far apart two counts must lie, as a ratio, before they contradict each other; beyond the second they count two things.
_APART: Final = 1.3
_TOO_FAR: Final = 4
#: Who works every day has more days a year than the usual 250.
_MOST_DAYS: Final = 365
#: Words for a record beside which a count is one of the present, though it says "last month".
_RECORDS: Final = frozenset(
    map(
        stem,
        listed(
            "raporcie sprawozdaniu rejestrze statystyce ankiecie rubryce wydruku "
            "report register records statistics stats figures dashboard survey"
        ),
    )
)
_FROM: Final = listed("in from by per according for w we z ze wg wedlug zgodnie")
_FROM_REACH: Final = 4
#: Readings less likely than this prove nothing.
_LEAST_SHARE: Final = 0.15
_SURE: Final = 0.3
_WORDS_OF_ROW: Final = 2
_LIKELY: Final = 0.55
_APART_BY: Final = frozenset({"season", "plan", "past", "part", "other"})


@dataclass(frozen=True, slots=True)
class _Count:
    """So many (`low` to `high`) in a period, and the quantities that say it; `main` is the one that is counted."""

    sources: tuple[int, ...]
    main: int
    low: float
    high: float
    period: str
    heads: bool = False

    @property
    def yearly(self) -> float:
        """Runs a year at least."""
        return self.low * words.A_YEAR[self.period]

    def contradicts(self, other: _Count) -> bool:
        """Tell whether the two lie so far apart that they cannot both be true, yet may count the same thing."""
        fewer, more = sorted((self, other), key=lambda one: one.yearly)
        a_year = _MOST_DAYS if fewer.period == "day" != more.period else words.A_YEAR[fewer.period]
        return more.yearly > _APART * fewer.high * a_year and more.yearly < _TOO_FAR * fewer.yearly

    def side(self, text: Text) -> Side:
        """Return it as a side of a contradiction."""
        return side(text, self.sources, "runs", runs=self.low, frequency=words.FREQUENCY[self.period])


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the pairs of counts of the same thing that cannot both be true."""
    counts = [made for index in range(len(text.found)) if (made := _count(text, index)) is not None]
    pairs = [(a, b) for a, b in combinations(counts, 2) if _said_twice(text, a, b)]
    likely = _likely(text, choice)
    pairs += [
        (main, one)
        for main in likely
        for one in (*counts, *likely)
        if set(main.sources).isdisjoint(one.sources) and _against(text, choice, main, one)
    ]
    return [Conflict("runs", a.side(text), b.side(text)) for a, b in pairs if a.contradicts(b)]


def _made(text: Text, sources: tuple[int, ...], main: int, runs: float, period: str, *, heads: bool = False) -> _Count:
    one = text.found[main]
    return _Count(sources, main, runs, runs * one.high / one.low, period, heads)


def _count(text: Text, index: int) -> _Count | None:
    """Return a count in a period, or over so many days, if it is of no season and no plan."""
    one = text.found[index]
    tokens = text.cut.tokens
    if one.kind != "count" or one.unit or one.low <= 1 or one.of_one:
        return None
    planned = clause_concepts(text, one) & {"season", "plan"}
    if planned or text.p(index, "season_or_peak", "plan_or_wish") > _SURE:
        return None
    if one.per in words.A_YEAR and one.per is not None:
        return _made(text, (index,), index, one.low * one.times, one.per)
    after = text.found[index + 1] if index + 1 < len(text.found) else None
    if after is not None and after.kind == "duration" and after.unit == "day" and 0 <= after.first - one.last < 6:
        days = after.low / MINUTES["day"]
        period = "month" if 28 <= days <= 31 else "week" if 5 <= days <= 7 else None
        if period is not None and tokens[after.first].sentence == tokens[one.first].sentence:
            return _made(text, (index, index + 1), index, one.low, period)
    return None


def _said_twice(text: Text, a: _Count, b: _Count) -> bool:
    """Two counts that are both likely the process's own and name the same thing."""
    first, second = text.found[a.main], text.found[b.main]
    if first.per is None or second.per is None:
        return False
    if any(_at_weekday(text, one) for one in (first, second)):
        return False
    likely = [text.p(one.main, "volume", "other_activity_volume") > 0.5 for one in (a, b)]
    volume = [text.p(one.main, "volume") for one in (a, b)]
    if any(text.cut.lines[text.cut.tokens[one.first].line].cells for one in (first, second)):
        return max(volume) > 0.5 and _row_of(text, first, second)
    if not all(likely):
        return False
    if min(volume) > 0.2 and max(text.p(one.main, "season_or_peak", "past", "plan_or_wish") for one in (a, b)) < 0.2:
        return _same_thing(text, first, second)
    return max(volume) > 0.5 and _said_again(text, first, second)


def _at_weekday(text: Text, one: Quantity) -> bool:
    tokens = text.cut.tokens
    near = tokens[max(0, one.first - 3) : one.first + 6]
    return any(words.is_weekday(token.form) and token.sentence == tokens[one.first].sentence for token in near)


def _same_thing(text: Text, first: Quantity, second: Quantity) -> bool:
    """Both count the same noun, said with no word that sets one apart from the other."""
    some, others = set(first.nouns[:2]), set(second.nouns[:2])
    if not (first.named_after or second.named_after) or not some or not others:
        return False
    if first.named_after and second.named_after:
        return some <= others or others <= some
    named, label = (first, second) if first.named_after else (second, first)
    line = text.cut.lines[text.cut.tokens[label.first].line]
    return (
        bool(line.label)
        and line.label_end < label.first
        and named.nouns[0] in {words.stem(word) for word in line.label}
    )


def _row_of(text: Text, first: Quantity, second: Quantity) -> bool:
    """A row of a table counts what a sentence outside it counts, by all of its words."""
    lines = [text.cut.lines[text.cut.tokens[one.first].line] for one in (first, second)]
    if bool(lines[0].cells) == bool(lines[1].cells):
        return False
    named, row = (first, lines[1]) if lines[1].cells else (second, lines[0])
    label = {words.stem(token.form) for token in text.cut.tokens[slice(*row.cells[0])]}
    return named.named_after and len(named.nouns) >= _WORDS_OF_ROW and label >= set(named.nouns[:_WORDS_OF_ROW])


def _said_again(text: Text, first: Quantity, second: Quantity) -> bool:
    """The second count leaves out words of the first that the title has as well: "300 payroll changes … 450 changes"."""
    some, others = set(first.nouns[:2]), set(second.nouns[:2])
    return (
        first.named_after
        and second.named_after
        and bool(others)
        and others < some
        and some - others <= text.title
        and not clause_concepts(text, second) & _APART_BY
    )


def _likely(text: Text, choice: Choice) -> list[_Count]:
    """The volumes of the likeliest readings, as far as they are counts of no season, plan or day of the week."""
    shares: dict[tuple[int, ...], float] = {}
    volumes: dict[tuple[int, ...], Volume] = {}
    for record in choice.records:
        if record.volume is not None:
            sources = record.volume.sources
            shares[sources] = shares.get(sources, 0.0) + record.probability
            volumes.setdefault(sources, record.volume)
    made = []
    for sources, volume in volumes.items():
        heads = volume.how.startswith("heads")
        main = sources[1] if heads else sources[0]
        one = text.found[main]
        if shares[sources] < _LEAST_SHARE or volume.how in {"once", "work", "share"} or one.low <= 0 or one.of_one:
            continue
        if not clause_concepts(text, one) & {"season", "plan"} and not _at_weekday(text, one):
            made.append(_made(text, sources, main, volume.runs, volume.period, heads=heads))
    return made


def _against(text: Text, choice: Choice, main: _Count, one: _Count) -> bool:
    """Another count of what the likeliest volume counts."""
    own, other = text.found[main.main], text.found[one.main]
    cues = clause_concepts(text, other)
    if main.heads:
        # "6 communities, 15 letters for each a month" against "60 letters a month in total"
        return bool(set(own.nouns[:2]) & set(other.nouns[:2])) and "total" in cues
    sources = (*main.sources, *(choice.time.sources if choice.time else ()))
    units = frozenset[str]().union(*(text.found[i].each for i in sources))
    set_apart = cues & _APART_BY
    if not own.named_after and other.named_after and other.nouns[0] in units and units.isdisjoint(own.nouns):
        # "One order takes 8 minutes, about 10 a day" against "60 orders a month"
        return not set_apart
    return not set_apart - {"past"} and _in_record(text, main, one, units)


def _in_record(text: Text, main: _Count, one: _Count, units: frozenset[str]) -> bool:
    """What somebody says against what a record shows."""
    own, other = text.found[main.main], text.found[one.main]
    known = text.title | units | (set(own.nouns[:2]) if own.named_after else set())
    if not other.named_after:
        return text.p(one.main, "volume") > _LIKELY and _from_record(text, other, 0)
    shown = _from_record(text, own, 1) or _from_record(text, other, 1)
    likely = text.p(one.main, "volume", "other_activity_volume", "past") > _SURE
    return shown and likely and not known.isdisjoint(other.nouns[:3])


def _from_record(text: Text, one: Quantity, before: int) -> bool:
    """The sentence of a count, or one of so many before it, says which record it is from."""
    said = sentence_words(text, one, before)
    return any(
        stem(form) in _RECORDS
        and stem(form) not in text.title
        and not _FROM.isdisjoint(said[max(0, at - _FROM_REACH) : at])
        for at, form in enumerate(said)
    )
