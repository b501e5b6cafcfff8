"""The same work measured twice: a total and its steps, runs × minutes and hours or posts said of it all."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.conflict import Conflict, clause_concepts, sentence_words, side
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text, Time, Volume
    from smartflow.analyst.reading.stream import Quantity

_WORK_APART: Final = 1.6
_STEPS_APART: Final = 1.1
#: Score (log odds) of the likeliest record below which its hours prove nothing.
_LEAST_SCORE: Final = -1.4
#: Hours of one full-time post a year.
POST_HOURS: Final = 1850
_WISHES: Final = listed("prosze please pomocy chcialbym potrzebuje need would")
_NOTHING_ELSE: Final = (
    "nic innego",
    "tylko to",
    "nothing else",
    "only this",
    "just this",
    "wylacznie",
    "all day long",
    "etatu lacznie",
    "do nothing else",
)
_CASES: Final = listed("if when unless otherwise sometimes jesli jezeli jak gdy kiedy czasem inaczej reszta rest")
_APART: Final = 1.3
_LIKELY, _ANOTHER_ROLE = 0.5, 0.45
#: So many words in common before two times say that both are of the same work.
_SAME_WORDS: Final = 3
_LIKELY_READING, _READINGS = 0.1, 4
_THUS: Final = listed("zatem wiec thus therefore hence")
#: "Ogólnie", "w sumie": hours that are said of all of this work.
_IN_ALL: Final = (
    "ogolnie",
    "w sumie",
    "razem",
    "lacznie",
    "in all",
    "all in",
    "in total",
    "altogether",
    "all told",
    "overall",
)
_WHOLE: Final = listed("cale caly cala calosc whole entire complete")
_HANDS: Final = listed("mi mnie nam nas me us jej jemu mu her him")


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the pairs of statements of the same work that cannot both be true."""
    return [*_steps(text), *_parts(text), *_twice(text), *_work(text, choice), *_posts(text)]


def _steps(text: Text) -> list[Conflict]:
    """A total that its steps do not add up to."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        if not _is_total(text, index):
            continue
        steps: list[int] = []
        for before in range(index - 1, -1, -1):
            step = text.found[before]
            if (
                tokens[one.first].line - tokens[step.first].line > 6
                or tokens[one.first].sentence - tokens[step.first].sentence > 6
            ):
                break
            if step.kind == "duration" and text.p(before, "minutes_step") > 0.4:
                steps.insert(0, before)
        if len(steps) < 2:
            continue
        total = sum(text.found[step].low for step in steps)
        most = sum(text.found[step].high for step in steps)
        parts = {round(sum(text.found[step].low for step in steps[start:]), 2) for start in range(len(steps) - 1)}
        if round(one.low, 2) not in parts and (total > one.high * _STEPS_APART or most < one.low / _STEPS_APART):
            made.append(
                Conflict(
                    "minutes_per_run",
                    side(text, (index,), "minutes_per_run", minutes_per_run=one.low),
                    side(text, (steps[-1],), "minutes_per_run", minutes_per_run=round(total, 4)),
                )
            )
    return made


def _is_total(text: Text, index: int) -> bool:
    """A time that is said to be all of a run: in so many words, by its role, or as what follows from the steps."""
    one = text.found[index]
    if one.kind != "duration" or one.per is not None:
        return False
    if text.p(index, "elapsed", "deadline_or_legal", "minutes_rework", "workload") >= _ANOTHER_ROLE:
        return False
    tokens = text.cut.tokens
    near = {
        concept
        for token in tokens[max(0, one.first - 5) : one.last + 3]
        if token.sentence == tokens[one.first].sentence
        for concept in words.concepts(token.form)
    }
    if "total" in near or text.p(index, "minutes_total") > _LIKELY or _in_all(text, one):
        return True
    return not _THUS.isdisjoint(sentence_words(text, one)) and text.p(index, "minutes_run", "minutes_total") > _LIKELY


def _parts(text: Text) -> list[Conflict]:
    """ "25 minutes, of which 10 to log it, 15 to order and 20 to answer": parts that are more than their whole."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        behind = " ".join(token.form for token in tokens[one.last : one.last + 4])
        if one.kind != "duration" or one.per is not None or not any(phrase in behind for phrase in words.OF_WHICH):
            continue
        parts = []
        for after in range(index + 1, len(text.found)):
            part = text.found[after]
            if part.kind != "duration" or tokens[part.first].sentence != tokens[one.first].sentence:
                break
            parts.append(after)
        total = sum(text.found[part].low for part in parts)
        if len(parts) > 1 and total > one.high * _STEPS_APART:
            made.append(
                Conflict(
                    "minutes_per_run",
                    side(text, (index,), "minutes_per_run", minutes_per_run=one.low),
                    side(text, tuple(parts), "minutes_per_run", minutes_per_run=round(total, 4)),
                )
            )
    return made


def _twice(text: Text) -> list[Conflict]:
    """The same work said to take two times, in the same words: "filling it in takes 5 minutes … takes a quarter"."""
    tokens = text.cut.tokens
    times = [
        i for i, one in enumerate(text.found)
        if one.kind == "duration" and one.per is None and one.unit in words.CLOCK
        and text.p(i, "elapsed", "deadline_or_legal", "minutes_rework", "season_or_peak", "past", "plan_or_wish") < 0.3
    ]  # fmt: skip
    made = []
    for a, b in combinations(times, 2):
        first, second = text.found[a], text.found[b]
        if max(first.low, second.low) <= _APART * min(first.high, second.high):
            continue
        if tokens[first.first].sentence == tokens[second.first].sentence or _by_case(text, first, second):
            continue
        if len(_subject(text, first) & _subject(text, second)) >= _SAME_WORDS:
            made.append(
                Conflict(
                    "minutes_per_run",
                    side(text, (a,), "minutes_per_run", minutes_per_run=first.low),
                    side(text, (b,), "minutes_per_run", minutes_per_run=second.low),
                )
            )
    return made


def _subject(text: Text, one: Quantity) -> set[str]:
    """Stems of the words right before a time: what takes it."""
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    near = tokens[max(0, one.first - 5) : one.first]
    return {stem(token.form) for token in near if token.clause == clause and token.kind == "w" and len(token.form) > 3}


def _by_case(text: Text, first: Quantity, second: Quantity) -> bool:
    """Words say that the time depends on the case."""
    return any(not _CASES.isdisjoint(sentence_words(text, one)) for one in (first, second))


def _work(text: Text, choice: Choice) -> list[Conflict]:
    """Runs × minutes against the hours or posts said of the whole work."""
    volume, time = choice.volume, choice.time
    if (
        volume is None
        or time is None
        or choice.scores["record"] < _LEAST_SCORE
        or volume.how in {"work", "once"}
        or time.how in {"work", "ratio"}
    ):
        return []
    hours = volume.yearly * time.minutes / 60
    made = []
    for index, one in enumerate(text.found):
        said = _said_hours(text, index, volume, time)
        if said is None or index in (*volume.sources, *time.sources):
            continue
        if max(said, hours) / max(min(said, hours), 0.1) > _WORK_APART and not _agreed(text, choice, index, said):
            runs: dict[str, float | str] = {
                "runs": volume.runs,
                "frequency": words.FREQUENCY[volume.period],
                "minutes_per_run": time.minutes,
            }
            made.append(
                Conflict(
                    "minutes_per_run",
                    side(text, time.sources, "minutes_per_run", **runs),
                    side(text, (index,), "minutes_per_run", **_work_values(one.kind, said)),
                )
            )
    return made


def _agreed(text: Text, choice: Choice, index: int, said: float) -> bool:
    """A likely reading has these hours, or the volume has them in the period in which they are said."""
    one = text.found[index]
    for record in choice.records[:_READINGS]:
        volume, time = record.volume, record.time
        if volume is None or time is None or time.how in {"work", "ratio"} or volume.how in {"work", "once"}:
            continue
        if record.probability > _LIKELY_READING and _alike(volume.yearly * time.minutes / 60, said):
            return True
        if volume.how in {"near", "tied"} and _alike(text.found[volume.sources[0]].low * time.minutes, one.low):
            return True
    return False


def _alike(first: float, second: float) -> bool:
    return 1 / _APART < first / max(second, 0.1) < _APART


def _work_values(kind: str, hours: float) -> dict[str, float | str]:
    """Hours a year as one run a week that takes so long."""
    return {
        "runs": 1,
        "frequency": "weekly",
        "minutes_per_run": round(hours / (POST_HOURS / 40 if kind == "posts" else 52) * 60, 2),
    }


def _said_hours(text: Text, index: int, volume: Volume, time: Time) -> float | None:
    """Return the hours a year that a statement of the whole work amounts to, or None."""
    one = text.found[index]
    said = sentence_words(text, one)
    sentence = " ".join(said)
    alone = any(phrase in sentence for phrase in _NOTHING_ELSE)
    in_all = _in_all(text, one) and _names_it(text, said, time)
    wished = text.p(index, "plan_or_wish", "past") > 0.15 or not _WISHES.isdisjoint(said)
    cues = clause_concepts(text, one) if in_all else text.cues[index]
    if (cues & {"season", "past", "plan", "part"} or wished) and not alone:
        return None
    if one.kind == "posts" and one.low >= 1 and alone:
        before = text.found[index - 1] if index else None
        heads = (
            before.low
            if before is not None and before.unit == "people" and one.low == 1 and one.first - before.last < 3
            else 1.0
        )
        return one.low * heads * POST_HOURS
    if one.kind != "duration" or one.unit not in words.CLOCK or one.unit == "second":
        return None
    if one.per in words.A_YEAR and one.per is not None:
        role = text.p(index, "workload")
        sure = role > 0.5 or (in_all and role > 0.15 and text.p(index, "elapsed", "deadline_or_legal") < 0.2)
        return one.low * words.A_YEAR[one.per] / 60 if sure and not alone else None
    if one.per is None and (
        _whole_batch(text, index) or (in_all and one.low >= MINUTES["hour"] and _of_runs(text, index, volume))
    ):
        return one.low * words.A_YEAR[volume.period] / 60
    return None


def _in_all(text: Text, one: Quantity) -> bool:
    """Words beside a time say that it is all of it."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    near = [token.form for token in tokens[max(0, one.first - 7) : one.last + 4] if token.sentence == sentence]
    return any(f" {phrase} " in f" {' '.join(near)} " for phrase in _IN_ALL)


def _names_it(text: Text, said: list[str], time: Time) -> bool:
    """A sentence names what the process or one of its runs is called."""
    units = text.title.union(*(text.found[i].each for i in time.sources))
    return not units.isdisjoint(map(stem, said))


def _whole_batch(text: Text, index: int) -> bool:
    """ "The whole job takes me two days": hands-on time of all runs of a period."""
    one = text.found[index]
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    near = {token.form for token in tokens[max(0, one.first - 12) : one.first] if token.clause == clause}
    return (
        one.low >= MINUTES["hour"]
        and bool(near & _WHOLE)
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
        one = text.found[post]
        heads = one.low
        before = text.found[post - 1] if post else None
        if before is not None and before.unit == "people" and one.low == 1 and one.first - before.last < 7:
            heads = before.low
        for work in works:
            other = text.found[work]
            hours = other.high * words.A_YEAR[other.per or "week"] / 60
            if heads >= 2 and heads * POST_HOURS / max(hours, 1) > _WORK_APART:
                sources = (post - 1, post) if before is not None and heads == before.low and one.low == 1 else (post,)
                made.append(
                    Conflict(
                        "minutes_per_run",
                        side(text, sources, "people", runs=1, frequency="weekly", minutes_per_run=2400, people=heads),
                        side(
                            text,
                            (work,),
                            "minutes_per_run",
                            runs=1,
                            frequency=words.FREQUENCY[other.per or "week"],
                            minutes_per_run=other.low,
                        ),
                    )
                )
    return made
