"""The hours of all the work, reached in two ways: runs × minutes, and hours or posts said of it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import conflict_words, words
from smartflow.analyst.reading.conflict import Conflict, clause_concepts, clause_forms, clauses, sentence_words, side
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.conflict import Side
    from smartflow.analyst.reading.records import Text, Time, Volume

#: How far apart two statements of all hours must lie, as a ratio.
_APART: Final = 1.6
_ALIKE: Final = 1.3
#: Another count of the text gives the hours said.
_SAME: Final = 0.06
#: At most so many runs have to be done again.
_SOMETIMES: Final = 0.25
_LEAST_MINUTES: Final = 10
_POST_MONTH: Final = 140 * MINUTES["hour"]
_MOST_OF_YEAR: Final = 100 * MINUTES["day"]
#: Score (log odds) of the likeliest record below which its hours prove nothing.
_LEAST_SCORE: Final = -1.8
_LIKELY_READING, _READINGS = 0.1, 4
_LIKELY: Final = 0.7
#: Hours of one full-time post a year.
POST_HOURS: Final = 1850
_OTHER_TIMES: Final = ("deadline_or_legal", "minutes_rework", "minutes_step", "other_activity_time")
_WORK: Final = ("workload", "minutes_run", "minutes_total", "other", "elapsed")
_WISHES: Final = listed("prosze please pomocy chcialbym potrzebuje need would")
_EMPLOYED: Final = listed(
    "works work working pracuje pracuja pracuj pracujemy zatrudniona zatrudniony employed contract open opening"
)
_NEVER: Final = frozenset({"season", "past", "plan"})
_OF_US: Final = listed("us them nas nich")
_HANDS: Final = listed("mi mnie nam nas me us jej jemu mu her him")


@dataclass(frozen=True, slots=True)
class _Work:
    """Hours a year that one statement of all the work amounts to."""

    sources: tuple[int, ...]
    hours: float
    post: bool = False

    def side(self, text: Text) -> Side:
        """Return it as a side of a contradiction: hours a year as one run a week that takes so long."""
        a_year = POST_HOURS / 40 if self.post else 52
        values: dict[str, float | str] = {
            "runs": 1,
            "frequency": "weekly",
            "minutes_per_run": round(self.hours / a_year * 60, 2),
        }
        return side(text, self.sources, "minutes_per_run", **values)


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the pairs of statements of all the work that cannot both be true."""
    return [*_computed(text, choice), *_posts(text)]


def _computed(text: Text, choice: Choice) -> list[Conflict]:
    """Runs × minutes against the hours or posts said of the whole work."""
    volume, time = choice.volume, choice.time
    if (
        volume is None
        or time is None
        or not _sure(text, choice, volume, time)
        or volume.how == "work"
        or (volume.how == "once" and volume.runs < 2)
        or time.how in {"work", "ratio"}
    ):
        return []
    runs: dict[str, float | str] = {
        "runs": volume.runs,
        "frequency": words.FREQUENCY[volume.period],
        "minutes_per_run": time.minutes,
    }
    made = []
    for index in range(len(text.found)):
        said = _said(text, index, choice)
        if said is None or not {*volume.sources, *time.sources}.isdisjoint(said.sources):
            continue
        least, most = _bounds(text, volume, time, said)
        more = said.hours > _APART * most
        one = text.found[index]
        in_all = conflict_words.of_all(text, one) or conflict_words.of_whole(text, one)
        less = said.hours * _APART < least and (in_all or not _shared(text))
        if (more or less) and not _agreed(text, choice, index, said.hours):
            stated = side(text, time.sources, "minutes_per_run", **runs)
            made.append(Conflict("minutes_per_run", stated, said.side(text)))
    return made


def _sure(text: Text, choice: Choice, volume: Volume, time: Time) -> bool:
    """The record is likely, or else each of its two quantities is: a total that competes with the time lowers their share."""
    roles = text.p(volume.sources[0], "volume"), text.p(time.sources[0], "minutes_run")
    return choice.scores["record"] > _LEAST_SCORE or (
        volume.how == "own" and time.how == "run" and min(roles) > _LIKELY
    )


def _bounds(text: Text, volume: Volume, time: Time, said: _Work) -> tuple[float, float]:
    """The least and the most hours a year that the text's own runs and minutes add up to, with steps left aside and rework."""
    steps = [
        one.high * (_SOMETIMES if text.p(index, "minutes_rework") > 0.5 else 1.0)
        for index, one in enumerate(text.found)
        if one.kind == "duration"
        and one.per is None
        and one.unit in words.CLOCK
        and index not in (*time.sources, *said.sources)
        and text.p(index, "minutes_step", "minutes_run", "minutes_rework") > 0.5
    ]
    high = sum(text.found[index].high for index in time.sources) if time.how in {"run", "sum"} else time.minutes
    count = text.found[volume.sources[0]]
    widest = count.high / count.low if len(volume.sources) == 1 and count.low else 1.0
    most = volume.yearly * widest * (max(high, time.minutes) + sum(steps)) / 60
    return volume.yearly * time.minutes / 60, most


def _shared(text: Text) -> bool:
    """Several people share the work: the hours of one of them are not all hours."""
    return any(
        one.high >= 2
        and one.kind == "count"
        and one.unit == "people"
        and text.p(index, "stock", "heads", "volume") < 0.5
        for index, one in enumerate(text.found)
    )


def _agreed(text: Text, choice: Choice, index: int, said: float) -> bool:
    """A likely reading has these hours, or the volume has them in the period in which they are said."""
    one = text.found[index]
    for record in choice.records[:_READINGS]:
        volume, time = record.volume, record.time
        if volume is None or time is None or time.how in {"work", "ratio"} or volume.how in {"work", "once"}:
            continue
        if record.probability > _LIKELY_READING and _alike(volume.yearly * time.minutes / 60, said):
            return True
        counted = (count.low for count in text.found if count.kind == "count" and count.low > 1)
        if any(abs(count * time.minutes / one.low - 1) < _SAME for count in counted):
            return True
    return False


def _alike(first: float, second: float) -> bool:
    return 1 / _ALIKE < first / max(second, 0.1) < _ALIKE


def _said(text: Text, index: int, choice: Choice) -> _Work | None:
    """Return the hours a year that a statement of the whole work amounts to, or None."""
    one = text.found[index]
    stems = conflict_words.units(text, choice)
    sole = conflict_words.nothing_else(text, one, stems)
    wished = text.p(index, "plan_or_wish", "past", "season_or_peak") > 0.3 or not _WISHES.isdisjoint(
        sentence_words(text, one)
    )
    if ((clause_concepts(text, one) & _NEVER or wished) and not sole) or conflict_words.varies(text, one):
        return None
    if one.kind == "posts" and one.low >= 1 and sole:
        heads = _heads(text, index)
        return _Work((*heads, index), one.low * (text.found[heads[0]].low if heads else 1.0) * POST_HOURS, post=True)
    if not _is_work(text, index):
        return None
    period = _period(text, index)
    if period is None:
        return _batch(text, index, choice.volume)
    named = conflict_words.names(text, one, stems) and not conflict_words.joined(text, one, stems)
    return _by_period(text, index, choice.volume, period, sole=sole, named=named)


def _is_work(text: Text, index: int) -> bool:
    """A time at work, long enough to be that of many runs; "five days a week" and "190 days a year" say when, not how long."""
    one = text.found[index]
    if one.kind != "duration" or one.unit not in words.CLOCK or one.unit == "second" or one.low < _LEAST_MINUTES:
        return False
    days = one.unit == "day" and (one.per == "week" or (one.per == "year" and one.low >= _MOST_OF_YEAR))
    return not days and text.p(index, *_OTHER_TIMES) <= 0.5


def _by_period(text: Text, index: int, volume: Volume | None, period: str, *, sole: bool, named: bool) -> _Work | None:
    """Hours said by the day, week or month: "I spend 15 hours a week on the reminders"."""
    one = text.found[index]
    in_all = conflict_words.of_all(text, one)
    by_words = (conflict_words.of_whole, conflict_words.of_it, conflict_words.follows)
    about = named or in_all or sole or any(said_so(text, one) for said_so in by_words)
    likely = text.p(index, "workload") > 0.5 or text.p(index, *_WORK) > 0.3
    # The hours that somebody is employed for hold other work too; so do those of a month's post.
    employed = not _EMPLOYED.isdisjoint(clause_forms(text, one)) or (period == "month" and one.low >= _POST_MONTH)
    if conflict_words.of_another(text, one):
        return None
    # What is done once in the period takes its minutes in the period: other hours are those of a step.
    of_step = volume is not None and volume.runs == 1 and volume.period == period
    if not likely or not about or (employed and not sole) or (of_step and not in_all and not sole):
        return None
    return _Work((index,), one.low * words.A_YEAR[period] / 60)


def _batch(text: Text, index: int, volume: Volume | None) -> _Work | None:
    """Hours of all the runs of a period: "the whole job takes me two days"."""
    one = text.found[index]
    if volume is None or one.low < MINUTES["hour"]:
        return None
    batch = _whole_batch(text, index) or (conflict_words.of_all(text, one) and _of_runs(text, index, volume))
    return _Work((index,), one.low * words.A_YEAR[volume.period] / 60) if batch else None


def _period(text: Text, index: int) -> str | None:
    """Return the period by which a time is said: its own, its label's, or one that stands alone in its clause."""
    one = text.found[index]
    if one.per is not None:
        return one.per if one.per in words.A_YEAR else None
    inside = clauses(text, one)
    tokens = text.cut.tokens
    said = {words.period_adverb(form) for form in clause_forms(text, one)} - {None}
    said |= {
        other.unit
        for other in text.found
        if other.kind == "period" and other.unit in words.A_YEAR and tokens[other.first].clause in inside
    }
    return said.pop() if len(said) == 1 and one.low >= MINUTES["hour"] / 2 else None


def _heads(text: Text, index: int) -> tuple[int, ...]:
    """Return the count of people right before a post: "four people full-time", "three of us … full time"."""
    tokens = text.cut.tokens
    one = text.found[index]
    if index == 0 or one.low != 1:
        return ()
    before = text.found[index - 1]
    people = before.unit == "people" or tokens[min(before.first + 2, len(tokens) - 1)].form in _OF_US
    near = tokens[before.first].sentence == tokens[one.first].sentence and one.first - before.last < 7
    return (index - 1,) if before.kind == "count" and before.low >= 1 and people and near else ()


def _whole_batch(text: Text, index: int) -> bool:
    """ "The whole job takes me two days": hands-on time of all runs of a period."""
    one = text.found[index]
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    near = {token.form for token in tokens[max(0, one.first - 12) : one.first] if token.clause == clause}
    return (
        conflict_words.of_whole(text, one)
        and bool(near & _HANDS)
        and text.p(index, "elapsed", "deadline_or_legal", "other_activity_time") < 0.45
    )


def _of_runs(text: Text, index: int, volume: Volume) -> bool:
    """ "These four take him five hours altogether": the same number of runs stands in the sentence."""
    tokens = text.cut.tokens
    sentence = tokens[text.found[index].first].sentence
    return any(
        one.kind == "count" and one.low == volume.runs and tokens[one.first].sentence == sentence for one in text.found
    )


def _posts(text: Text) -> list[Conflict]:
    """ "Four people full time" against "40 hours a week" of the same work."""
    posts = [
        i
        for i, one in enumerate(text.found)
        if one.kind == "posts" and one.low >= 1 and not text.cues[i] & {"season", "past", "plan", "part"}
    ]
    works = [
        i for i, one in enumerate(text.found)
        if one.kind == "duration" and one.per in {"week", "month"}
        and (text.p(i, "workload") > 0.3 or text.p(i, "workload", "minutes_run") > 0.5)
        and not text.cues[i] & {"season", "past", "plan"}
    ]  # fmt: skip
    made = []
    for post in posts:
        people = _heads(text, post)
        heads = text.found[people[0]].low if people else text.found[post].low
        for work in works:
            other = text.found[work]
            frequency = other.per or "week"
            hours = other.high * words.A_YEAR[frequency] / 60
            if heads >= 2 and heads * POST_HOURS / max(hours, 1) > _APART:
                all_posts = side(
                    text, (*people, post), "people", runs=1, frequency="weekly", minutes_per_run=2400, people=heads
                )
                stated = side(
                    text, (work,), "minutes_per_run",
                    runs=1, frequency=words.FREQUENCY[frequency], minutes_per_run=other.low,
                )  # fmt: skip
                made.append(Conflict("minutes_per_run", all_posts, stated))
    return made
