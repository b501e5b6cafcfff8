"""The same thing counted twice, differently: in two periods, by heads and in total, by two people, by its parts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice, pairwise, product
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import conflict_words, words
from smartflow.analyst.reading.conflict import Conflict, clause_concepts, clauses, sentence_words, side
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.conflict import Side
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

#: How far apart two counts must lie, as a ratio, before they contradict each other; beyond the second they count two things.
_APART: Final = 1.25
_TOO_FAR: Final = 4.5
#: Who works every day has more days a year than the usual 250.
_MOST_DAYS: Final = 365
#: Another number of the text explains a difference if it is as near as this to the ratio or the difference.
_EXPLAINS: Final = 0.06
#: Only so many counts are compared, which bounds the work.
_MOST: Final = 24
#: Readings of heads × each less likely than this prove nothing.
_LEAST_SHARE: Final = 0.12
_LIKELY, _MAY_BE = 0.5, 0.25
_SAME_WORDS: Final = 3
_NEXT: Final = 2
_NOT_ALL: Final = frozenset({("not", "all"), ("not", "every"), ("nie", "wszyscy"), ("nie", "kazdy"), ("nie", "kazda")})
_EACH: Final = ("kazd", "each", "every")
_ONE_EACH: Final = ("po", "jedn")
_OUT_OF: Final = listed("out of ze z sposrod")
_PARTS_APART: Final = 1.05
_RUNS: Final = ("volume", "other_activity_volume", "per_head_volume")
#: What a count of a record or of another person may be taken for.
_CLAIMED: Final = ("past", "stock", "other")
_NEVER: Final = frozenset({"season", "plan"})
_APART_BY: Final = frozenset({"season", "plan", "past", "part", "other"})


#: What is said of one count and not of the other parts them.
_TELLS_APART: Final = (conflict_words.by_size, conflict_words.of_some, conflict_words.of_another)


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
    def too_far(self) -> float:
        """How many times as many count another thing."""
        return _TOO_FAR * (2 if self.heads else 1)

    @property
    def yearly(self) -> float:
        """Runs a year at least."""
        return self.low * words.A_YEAR[self.period]

    def contradicts(self, other: _Count) -> bool:
        """Tell whether the two lie so far apart that they cannot both be true, yet may count the same thing."""
        fewer, more = sorted((self, other), key=lambda one: one.yearly)
        a_year = _MOST_DAYS if fewer.period == "day" != more.period else words.A_YEAR[fewer.period]
        return more.yearly > _APART * fewer.high * a_year and more.yearly < self.too_far * fewer.yearly

    def side(self, text: Text) -> Side:
        """Return it as a side of a contradiction."""
        return side(text, self.sources, "runs", runs=self.low, frequency=words.FREQUENCY[self.period])


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the pairs of counts of the same thing that cannot both be true."""
    return [*islice(_pairs(text, choice), 1), *_parts(text)]


def _pairs(text: Text, choice: Choice) -> Iterator[Conflict]:
    """Yield the pairs of counts of the same thing, in the order of the text."""
    places = range(len(text.found))
    direct = [one for index in places if (one := _count(text, index)) is not None][:_MOST]
    often = [one for index in places if (one := _times(text, index)) is not None][:_MOST]
    named = conflict_words.units(text, choice)
    for a, b in combinations([*_by_heads(text, choice), *direct], 2):
        same = a.contradicts(b) and (_of_one_thing(text, a, b, named) or _of_no_noun(text, a, b, named))
        if same and not _explained(text, a, b):
            yield Conflict("runs", a.side(text), b.side(text))
    for a, b in product([*_of_heads(text, choice), *often, *direct], direct):
        if a.contradicts(b) and _one_for_each(text, a, b, named) and not _explained(text, a, b):
            yield Conflict("runs", a.side(text), b.side(text))


def _made(text: Text, sources: tuple[int, ...], main: int, runs: float, period: str, *, heads: bool = False) -> _Count:
    one = text.found[main]
    return _Count(sources, main, runs, runs * one.high / one.low, period, heads)


def _count(text: Text, index: int) -> _Count | None:
    """Return a count in a period, or over so many days, if it is of every such period."""
    one = text.found[index]
    tokens = text.cut.tokens
    if one.kind != "count" or one.unit or one.low <= 1 or one.of_one:
        return None
    if (
        "plan" in clause_concepts(text, one)
        or conflict_words.in_season(text, one)
        or text.p(index, "season_or_peak") > _LIKELY
        or text.p(index, "plan_or_wish") > _MAY_BE
    ):
        return None
    if conflict_words.varies(text, one):
        return None
    if one.per in words.A_YEAR and one.per is not None:
        return _made(text, (index,), index, one.low * one.times, one.per)
    beside = _period_beside(text, index)
    if beside is not None:
        return _made(text, (index, beside), index, one.low * text.found[beside].low, text.found[beside].unit)
    after = text.found[index + 1] if index + 1 < len(text.found) else None
    if after is not None and after.kind == "duration" and after.unit == "day" and 0 <= after.first - one.last < 6:
        days = after.low / MINUTES["day"]
        period = "month" if 28 <= days <= 31 else "week" if 5 <= days <= 7 else None
        if period is not None and tokens[after.first].sentence == tokens[one.first].sentence:
            return _made(text, (index, index + 1), index, one.low, period)
    return None


def _times(text: Text, index: int) -> _Count | None:
    """ "Twice a week": how often something is done, which may bring one of what another count counts."""
    one = text.found[index]
    if one.kind != "times" or one.low <= 1 or one.per not in words.A_YEAR or one.per is None:
        return None
    if clause_concepts(text, one) & _NEVER or conflict_words.varies(text, one):
        return None
    return _made(text, (index,), index, one.low * one.times, one.per, heads=True)


def _period_beside(text: Text, index: int) -> int | None:
    """Return the one period that stands alone in the clause of a count that has none."""
    tokens = text.cut.tokens
    one = text.found[index]
    inside = clauses(text, one)
    beside = [
        at for at, other in enumerate(text.found)
        if other.kind == "period" and other.unit in words.A_YEAR and tokens[other.first].clause in inside
    ]  # fmt: skip
    counts = [other for other in text.found if other.kind == "count" and tokens[other.first].clause in inside]
    same = {text.found[at].unit for at in beside}
    return beside[0] if one.per is None and len(same) == len(counts) == 1 else None


def _by_heads(text: Text, choice: Choice) -> list[_Count]:
    """Heads × what each has, as far as a likely reading of the text multiplies them."""
    shares: dict[tuple[int, ...], float] = {}
    made: dict[tuple[int, ...], _Count] = {}
    for record in choice.records:
        volume = record.volume
        if volume is None or not volume.how.startswith("heads"):
            continue
        shares[volume.sources] = shares.get(volume.sources, 0.0) + record.probability
        one = text.found[volume.sources[1]]
        if one.low > 0 and not clause_concepts(text, one) & _NEVER and not conflict_words.varies(text, one):
            made.setdefault(
                volume.sources,
                _made(text, volume.sources, volume.sources[1], volume.runs, volume.period, heads=True),
            )
    return [
        one for sources, one in made.items()
        if shares[sources] > _LEAST_SHARE or text.p(sources[0], "heads") * text.p(sources[1], "per_head_volume") > _MAY_BE
    ]  # fmt: skip


def _of_heads(text: Text, choice: Choice) -> list[_Count]:
    """Things that a likely reading takes each of them once in a period: "120 lifts, each is serviced once a month"."""
    made: dict[tuple[int, ...], _Count] = {}
    for record in choice.records:
        volume = record.volume
        if volume is None or volume.how not in {"near", "tied"} or record.probability < _LEAST_SHARE:
            continue
        one = text.found[volume.sources[0]]
        held = text.p(volume.sources[0], "heads", "stock") > _MAY_BE
        if one.low > 1 and held and one.named_after and not clause_concepts(text, one) & _NEVER:
            made.setdefault(
                volume.sources, _made(text, volume.sources, volume.sources[0], volume.runs, volume.period, heads=True)
            )
    return list(made.values())


def _one_for_each(text: Text, a: _Count, b: _Count, named: frozenset[str]) -> bool:
    """What the second counts comes once from each of the first: "120 lifts, each … one card" against "15 cards a day"."""
    first, second = text.found[a.main], text.found[b.main]
    said = sentence_words(text, first)
    pairs = list(pairwise(said))
    each = any(
        (form.startswith(_EACH) and words.time_unit(after) is None) or (form, after[:4]) == _ONE_EACH
        for form, after in pairs
    )
    together = text.cut.tokens[first.first].sentence == text.cut.tokens[second.first].sentence
    if together or not each or any(pair in _NOT_ALL for pair in pairs):
        return False
    counted = _nouns(text, second) & named & set(map(stem, said))
    likely = text.p(b.main, "volume") > _LIKELY
    return bool(counted) and likely and counted.isdisjoint(first.nouns) and not _set_apart(text, second, second)


def _of_no_noun(text: Text, a: _Count, b: _Count, named: frozenset[str]) -> bool:
    """The next count after the first says no noun, only whose it is: "by my books 300 a month … the clerk says 470 a month"."""
    first, second = text.found[a.main], text.found[b.main]
    between = any(text.p(index, *_RUNS) > _MAY_BE for index in range(a.main + 1, b.main))
    apart = text.cut.tokens[second.first].sentence - text.cut.tokens[first.first].sentence
    volume = min(text.p(a.main, "volume"), text.p(b.main, "volume")) > _LIKELY
    if not volume or between or _set_apart(text, first, second):
        return False
    bare = [not one.named_after and not _names_runs(text, one, named) for one in (first, second)]
    claimed = conflict_words.witnessed(text, second)
    if claimed and bare[1]:
        return 0 < apart <= _NEXT
    one_named = any(bare) and any(_names_runs(text, one, named) for one in (first, second))
    return (claimed or a.period != b.period) and one_named and apart > 0 and not (a.heads or b.heads)


def _of_one_thing(text: Text, a: _Count, b: _Count, named: frozenset[str]) -> bool:
    """Two counts of the same thing, of which one is said to be of it all, by somebody else, or in another period."""
    if not set(a.sources).isdisjoint(b.sources):
        return False
    first, second = text.found[a.main], text.found[b.main]
    if _at_weekday(text, first) != _at_weekday(text, second) or _rows_apart(text, first, second):
        return False
    common = _nouns(text, first) & _nouns(text, second) & (named | set(first.nouns[:2]) | set(second.nouns[:2]))
    if not common or _set_apart(text, first, second):
        return False
    claimed = any(conflict_words.witnessed(text, one) or conflict_words.of_all(text, one) for one in (first, second))
    roles = (*_RUNS, *_CLAIMED) if claimed else _RUNS
    likely = [text.p(one.main, *roles) for one in (a, b)]
    if min(likely) < _MAY_BE or max(text.p(one.main, *_RUNS) for one in (a, b)) < _LIKELY:
        return False
    if a.heads != b.heads:
        return not a.heads or _names_runs(text, second, named)
    if _labelled(text, first, second) or _labelled(text, second, first):
        return True
    together = text.cut.tokens[first.first].sentence == text.cut.tokens[second.first].sentence
    if claimed or conflict_words.follows(text, second):
        return True
    if together:
        return False
    if a.period != b.period or _said_alike(text, first, second):
        return min(likely) > _LIKELY
    return len(conflict_words.content(text, first) & conflict_words.content(text, second)) >= _SAME_WORDS


def _rows_apart(text: Text, first: Quantity, second: Quantity) -> bool:
    """They stand in rows of a table that begin with different words."""
    lines = [text.cut.lines[text.cut.tokens[one.first].line] for one in (first, second)]
    if not all(line.cells for line in lines):
        return False
    labels = [[token.form for token in text.cut.tokens[slice(*line.cells[0])]] for line in lines]
    return labels[0] != labels[1]


def _said_alike(text: Text, first: Quantity, second: Quantity) -> bool:
    """Two sentences far apart count a thing of two words in the same words: "sixty phone bookings a week"."""
    tokens = text.cut.tokens
    some, others = first.nouns[:2], second.nouns[:2]
    apart = tokens[second.first].sentence - tokens[first.first].sentence
    return first.named_after and second.named_after and some == others and len(some) > 1 and apart > _NEXT


def _labelled(text: Text, named: Quantity, label: Quantity) -> bool:
    """A line's label has all the words by which a sentence names what it counts: "Warranty claims filed/mo: 85"."""
    line = text.cut.lines[text.cut.tokens[label.first].line]
    own = text.cut.tokens[named.first].line != text.cut.tokens[label.first].line
    forms = line.label if line.label_end < label.first else ()
    if line.cells and label.first >= line.cells[0][1]:
        forms = tuple(token.form for token in text.cut.tokens[slice(*line.cells[0])])
    return own and named.named_after and set(named.nouns[:2]) <= set(map(stem, forms))


def _names_runs(text: Text, one: Quantity, named: frozenset[str]) -> bool:
    return bool(named & _nouns(text, one))


def _nouns(text: Text, one: Quantity) -> set[str]:
    """Stems of what a count counts: the words behind it, or those of its clause and label before it."""
    if one.named_after:
        return set(one.nouns[:3])
    line = text.cut.lines[text.cut.tokens[one.first].line]
    cell = [token.form for token in text.cut.tokens[slice(*line.cells[0])]] if line.cells else []
    return {*one.nouns, *map(stem, (*line.label, *cell))}


def _set_apart(text: Text, first: Quantity, second: Quantity) -> bool:
    """Words set one count apart from the other: another sort, a part, another time, another person."""
    if first.named_after and second.named_after:
        some, others = set(first.nouns[:2]), set(second.nouns[:2])
        if not (some <= others | text.title or others <= some | text.title):
            return True
    sorts = [
        {conflict_words.sort_of(text, one, noun) for noun in _nouns(text, first) & _nouns(text, second)} - {None}
        for one in (first, second)
    ]
    if all(sorts) and sorts[0].isdisjoint(sorts[1]):
        return True
    doings = {conflict_words.doing(text, one) for one in (first, second)} - {None}
    if len(doings) > 1 and first.per == second.per and not conflict_words.of_all(text, second):
        return True
    labelled = _labelled(text, first, second) or _labelled(text, second, first)
    if not labelled and any(len({tell(text, first), tell(text, second)}) > 1 for tell in _TELLS_APART):
        return True
    for one in (first, second):
        said = clause_concepts(text, one) & _APART_BY
        said -= set() if conflict_words.in_season(text, one) else {"season"}
        if conflict_words.is_over(text, one):
            return True
        if conflict_words.witnessed(text, one):
            said -= {"past"}
            said -= {"other"} if conflict_words.is_but(text, one) else set()
        if said:
            return True
    return False


def _at_weekday(text: Text, one: Quantity) -> bool:
    tokens = text.cut.tokens
    near = tokens[max(0, one.first - 3) : one.first + 6]
    return any(words.is_weekday(token.form) and token.sentence == tokens[one.first].sentence for token in near)


def _explained(text: Text, a: _Count, b: _Count) -> bool:
    """Another number of the text makes one of the other: three hotels of 25 rooms each, 60 and 20 that are 80."""
    fewer, more = sorted((a, b), key=lambda one: one.yearly)
    for index, one in enumerate(text.found):
        if index in (*a.sources, *b.sources) or one.kind not in {"count", "times", "posts"} or one.low < 1:
            continue
        ratio = more.yearly / fewer.yearly / one.low
        both = (fewer.low + one.low) / more.low if fewer.period == more.period else 0.0
        if one.low > 1 and (abs(ratio - 1) < _EXPLAINS or abs(both - 1) < _EXPLAINS):
            return True
    return False


def _parts(text: Text) -> list[Conflict]:
    """ "Out of 120 reminders 80 are texts and 70 are letters": parts that are more than their whole."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        if one.kind != "count" or one.low <= 1 or one.unit:
            continue
        sentence = tokens[one.first].sentence
        parts = []
        for after in range(index + 1, min(index + 6, len(text.found))):
            part = text.found[after]
            if tokens[part.first].sentence != sentence or (part.kind not in {"count", "period"}):
                break
            if part.kind == "count":
                parts.append(after)
        opens = tokens[one.first - 1].form if one.first else ""
        behind = " ".join(token.form for token in tokens[one.last : one.last + 8] if token.sentence == sentence)
        split = opens in _OUT_OF or any(phrase in behind for phrase in words.OF_WHICH)
        total = sum(text.found[part].low for part in parts)
        alike = all(text.found[part].low < one.low and text.found[part].per in {None, one.per} for part in parts)
        if split and len(parts) > 1 and alike and total > _PARTS_APART * one.high and one.per in words.FREQUENCY:
            whole = side(text, (index,), "runs", runs=one.low, frequency=words.FREQUENCY[one.per])
            rest = side(text, tuple(parts), "runs", runs=total, frequency=words.FREQUENCY[one.per])
            made.append(Conflict("runs", whole, rest))
    return made
