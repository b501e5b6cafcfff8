"""The time of one run, reached in two ways: a total and its steps, a whole and its parts, the same work timed twice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import conflict_words, words
from smartflow.analyst.reading.conflict import Conflict, clause_concepts, sentence_words, side
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

_STEPS_APART: Final = 1.1
_APART: Final = 1.3
_LIKELY, _ANOTHER_ROLE = 0.5, 0.45
#: So many words in common before two times say that both are of the same work; so many if somebody else says one of them.
_SAME_WORDS, _SAME_WORDS_OF_ANOTHER = 3, 2
_CASES: Final = listed("if when unless otherwise sometimes jesli jezeli jak gdy kiedy czasem inaczej reszta rest")
_BEFORE: Final = 15
_MOST: Final = 24
_NEVER: Final = frozenset({"season", "past", "plan"})


def found(text: Text, choice: Choice) -> list[Conflict]:
    """Return the pairs of statements of one run's time that cannot both be true."""
    return [*_steps(text), *_parts(text), *_twice(text, conflict_words.units(text, choice))]


def _conflict(text: Text, stated: tuple[int, ...], others: tuple[int, ...], minutes: float) -> Conflict:
    one = text.found[stated[0]]
    return Conflict(
        "minutes_per_run",
        side(text, stated, "minutes_per_run", minutes_per_run=one.low),
        side(text, others, "minutes_per_run", minutes_per_run=round(minutes, 4)),
    )


def _steps(text: Text) -> list[Conflict]:
    """A total that its steps do not add up to."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        if not _is_total(text, index):
            continue
        steps: list[int] = []
        every: list[float] = []
        for before in range(index - 1, -1, -1):
            step = text.found[before]
            place = tokens[step.first]
            if tokens[one.first].line - place.line > 6 or tokens[one.first].sentence - place.sentence > 6:
                break
            if step.kind != "duration" or step.unit not in words.CLOCK:
                continue
            every.append(step.low)
            if text.p(before, "minutes_step") > 0.4:
                steps.insert(0, before)
        if len(steps) < 2:
            continue
        total = sum(text.found[step].low for step in steps)
        most = sum(text.found[step].high for step in steps)
        parts = {round(sum(text.found[step].low for step in steps[start:]), 2) for start in range(len(steps) - 1)}
        parts |= {round(sum(every[:count]), 2) for count in range(2, len(every) + 1)}
        if round(one.low, 2) not in parts and (total > one.high * _STEPS_APART or most < one.low / _STEPS_APART):
            made.append(_conflict(text, (index,), (steps[-1],), total))
    return made


def _is_total(text: Text, index: int) -> bool:
    """A time that is said to be all of a run: in so many words, by its role, or as what follows from the steps."""
    one = text.found[index]
    if one.kind != "duration" or one.per is not None or clause_concepts(text, one) & _NEVER:
        return False
    if conflict_words.is_added(text, one):
        return False
    if text.p(index, "elapsed", "deadline_or_legal", "minutes_rework", "workload") >= _ANOTHER_ROLE:
        return False
    tokens = text.cut.tokens
    near = {
        concept
        for token in tokens[max(0, one.first - 5) : one.last + 3]
        if token.clause == tokens[one.first].clause
        for concept in words.concepts(token.form)
    }
    if "total" in near or text.p(index, "minutes_total") > _LIKELY:
        return True
    if conflict_words.of_all_here(text, one) or conflict_words.of_whole(text, one):
        return True
    return conflict_words.follows(text, one) and text.p(index, "minutes_run", "minutes_total") > _LIKELY


def _parts(text: Text) -> list[Conflict]:
    """ "25 minutes, of which 10 to log it, 15 to order and 20 to answer": parts that are more than their whole."""
    tokens = text.cut.tokens
    made = []
    for index, one in enumerate(text.found):
        if one.kind != "duration" or one.per is not None or one.unit not in words.CLOCK:
            continue
        behind = tokens[one.last : one.last + 4]
        divided = any(phrase in " ".join(token.form for token in behind) for phrase in words.OF_WHICH)
        before = text.found[index - 1] if index else one
        is_step = before is not one and before.kind == "duration" and _together(text, before, one)
        if not divided and (is_step or not behind or behind[0].form != ":"):
            continue
        parts = []
        for after in range(index + 1, len(text.found)):
            part = text.found[after]
            if part.kind != "duration" or part.per is not None or not _together(text, one, part):
                break
            parts.append(after)
        total = sum(text.found[part].low for part in parts)
        if len(parts) > 1 and total > one.high * _STEPS_APART:
            made.append(_conflict(text, (index,), tuple(parts), total))
    return made


def _twice(text: Text, named: frozenset[str]) -> list[Conflict]:
    """The same work said to take two times, in the same words or by somebody else."""
    times = [
        i for i, one in enumerate(text.found)
        if one.kind == "duration" and one.per is None and one.unit in words.CLOCK
        and text.p(i, "elapsed", "deadline_or_legal", "minutes_rework", "season_or_peak", "past", "plan_or_wish") < 0.5
        and not clause_concepts(text, one) & _NEVER and not _by_case(text, one)
    ][:_MOST]  # fmt: skip
    made = []
    for a, b in combinations(times, 2):
        first, second = text.found[a], text.found[b]
        if max(first.low, second.low) <= _APART * min(first.high, second.high):
            continue
        if _together(text, first, second):
            if b == a + 1 and _by_two(text, a, b):
                made.append(_conflict(text, (a,), (b,), second.low))
        elif len(_subject(text, first) & _subject(text, second)) >= _SAME_WORDS or _by_another(text, a, b, named):
            made.append(_conflict(text, (a,), (b,), second.low))
    return made


def _together(text: Text, first: Quantity, second: Quantity) -> bool:
    """Two quantities stand in one sentence."""
    return text.cut.tokens[first.first].sentence == text.cut.tokens[second.first].sentence


def _by_two(text: Text, a: int, b: int) -> bool:
    """ "Kath says it takes 5 minutes, but I timed it at 14 minutes": two people say it in one sentence."""
    first, second = text.found[a], text.found[b]
    tokens = text.cut.tokens
    before = list(tokens[max(0, first.first - _BEFORE) : first.first])
    sayings = (
        any(conflict_words.says(token.form) for token in before if token.sentence == tokens[first.first].sentence),
        any(conflict_words.says(token.form) for token in tokens[first.last : second.first]),
    )
    return all(sayings) and min(text.p(i, "minutes_run", "minutes_total") for i in (a, b)) > _LIKELY


def _by_another(text: Text, a: int, b: int, named: frozenset[str]) -> bool:
    """Both sentences name one run in the same words, and one of them is somebody else's or a record's."""
    first, second = text.found[a], text.found[b]
    claimed = conflict_words.witnessed(text, first) or conflict_words.witnessed(text, second)
    claimed = claimed or conflict_words.of_all(text, second)
    runs = min(text.p(i, "minutes_run", "minutes_total", "other_activity_time", "other") for i in (a, b)) > 0.3
    common = conflict_words.content(text, first) & conflict_words.content(text, second)
    return claimed and runs and not common.isdisjoint(named) and len(common) >= _SAME_WORDS_OF_ANOTHER


def _subject(text: Text, one: Quantity) -> set[str]:
    """Stems of the words right before a time: what takes it."""
    tokens = text.cut.tokens
    clause = tokens[one.first].clause
    near = tokens[max(0, one.first - 5) : one.first]
    return {stem(token.form) for token in near if token.clause == clause and token.kind == "w" and len(token.form) > 3}


def _by_case(text: Text, one: Quantity) -> bool:
    """Words say that the time depends on the case."""
    return not _CASES.isdisjoint(sentence_words(text, one)) or conflict_words.by_size(text, one)
