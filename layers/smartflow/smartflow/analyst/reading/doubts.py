"""Reasons to ask whatever the probabilities say: a season's count, times that depend on the case, hours beyond reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text

#: Hours a year outside these bounds are asked about.
LEAST_HOURS, MOST_HOURS = 20, 60_000
_SEASONS: Final = frozenset(
    map(
        stem,
        listed(
            "season seasonal sezon sezonie szczyt szczycie peak summer winter lato latem lecie zima zimie swieta "
            "christmas easter wielkanoc ferie wakacje december grudzien grudniu"
        ),
    )
)
_CASES: Final = listed(
    "if when unless simple complex complicated easy easier hard quick quicker straightforward worst gnarly otherwise "
    "jesli jezeli jak gdy prosta prosty proste prostsza trudna trudny trudne skomplikowana skomplikowane zlozona czasem "
    "sometimes inaczej reszta rest"
)
_TOGETHER: Final = listed(
    "together razem wspolnie rownoczesnie jednoczesnie naraz oboje obaj obie both dwojke dwoje dwie whole jedna druga"
)
_ANOTHER_TIME: Final = 0.3
_APART: Final = 1.3
_SURELY_STEP: Final = 0.5
_SAID_TOTAL: Final = 0.3


def doubtful(text: Text, choice: Choice) -> set[str]:
    """Return which of runs and minutes are to be asked about."""
    made = set()
    if _seasonal(text, choice):
        made.add("runs")
    if _depends(text, choice) or _leaves_step(text, choice):
        made.add("minutes_per_run")
    return made


def together(text: Text) -> int | None:
    """Return the quantity that says several people do each run together, if the text says so."""
    tokens = text.cut.tokens
    for index, one in enumerate(text.found):
        if one.kind == "count" and one.unit == "people" and 2 <= one.low <= 4:
            sentence = tokens[one.first].sentence
            near = tokens[max(0, one.first - 10) : one.last + 10]
            if any(token.form in _TOGETHER for token in near if token.sentence == sentence):
                return index
    return None


def _seasonal(text: Text, choice: Choice) -> bool:
    """The count stands in a clause about a season."""
    if choice.volume is None:
        return False
    tokens = text.cut.tokens
    one = text.found[choice.volume.sources[0]]
    clause = tokens[one.first].clause
    around = tokens[max(0, one.first - 8) : one.last + 8]
    return any(token.clause == clause and token.kind == "w" and stem(token.form) in _SEASONS for token in around)


def _depends(text: Text, choice: Choice) -> bool:
    """Another time of a run stands nearby, and words say that it depends on the case."""
    time = choice.time
    if time is None or time.how not in {"run", "sum"}:
        return False
    tokens = text.cut.tokens
    main = text.found[time.sources[0]]
    sentence = tokens[main.first].sentence
    for index, one in enumerate(text.found):
        if one.kind != "duration" or index in time.sources or abs(tokens[one.first].sentence - sentence) > 1:
            continue
        likely = text.p(index, "minutes_run", "minutes_total") > _ANOTHER_TIME
        apart = max(one.low, time.minutes) / max(min(one.low, time.minutes), 0.1) > _APART
        if likely and apart and _says_case(text, min(main.first, one.first), max(main.last, one.last)):
            return True
    return False


def _leaves_step(text: Text, choice: Choice) -> bool:
    """A time that reads like a step of the run stands nearby and is not in the sum, nor is the sum said to be the total."""
    time = choice.time
    if (
        time is None
        or time.how not in {"run", "sum"}
        or max(text.p(i, "minutes_total") for i in time.sources) > _SAID_TOTAL
    ):
        return False
    tokens = text.cut.tokens
    first, last = text.found[time.sources[0]], text.found[time.sources[-1]]
    for index, one in enumerate(text.found):
        near = tokens[first.first].sentence - 1 <= tokens[one.first].sentence <= tokens[last.first].sentence + 1
        if (
            one.kind == "duration"
            and index not in time.sources
            and near
            and text.p(index, "minutes_step") > _SURELY_STEP
        ):
            return True
    return False


def _says_case(text: Text, first: int, last: int) -> bool:
    tokens = text.cut.tokens
    sentences = {tokens[first].sentence, tokens[min(last, len(tokens) - 1)].sentence}
    return any(token.form in _CASES for token in tokens[max(0, first - 12) : last + 12] if token.sentence in sentences)
