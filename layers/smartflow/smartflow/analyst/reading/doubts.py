"""Reasons to ask whatever the probabilities say: a season's count, times that depend on the case, hours beyond reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.conflict import sentence_words
from smartflow.analyst.reading.words import listed, stem

if TYPE_CHECKING:
    from smartflow.analyst.reading.choice import Choice
    from smartflow.analyst.reading.records import Text

_SEASONS: Final = frozenset(
    map(
        stem,
        listed(
            "season seasonal sezon sezonie szczyt szczycie peak summer winter lato latem lecie zima zimie swieta "
            "christmas easter wielkanoc ferie wakacje december grudzien grudniu harvest zniwa zniwach zniwami"
        ),
    )
)
#: These say of their whole sentence that it is about a season.
_THE_SEASON: Final = frozenset(map(stem, listed("season seasonal sezon sezonie harvest zniwa zniwach")))
_CASES: Final = listed(
    "if when unless simple complex complicated easy easier hard quick quicker straightforward worst gnarly otherwise "
    "jesli jezeli jak gdy prosta prosty proste prostsza trudna trudny trudne skomplikowana skomplikowane zlozona czasem "
    "sometimes inaczej reszta rest"
)
_TOGETHER: Final = listed(
    "together razem wspolnie rownoczesnie jednoczesnie naraz oboje obaj obie both dwojke dwoje dwie whole jedna druga"
)
_SHIFTS: Final = frozenset(map(stem, listed("zmiany zmian shifts")))
_SEVERAL: Final = 2
#: A run has hardly more parts: more of something are what is worked on, or a stock.
_PARTS: Final = 12
_BESIDE: Final = 7
_YEAR: Final = re.compile(r"20[0-4]\d")
_LONG_PARAGRAPH: Final = 40
_QUOTED: Final = 0.5
_WIDE: Final = 3
_PLUS: Final = listed("plus oraz additional another dodatkowo")
_BEFORE: Final = listed("before used kiedys dawniej ago temu wczesniej przed")
_NOW: Final = listed("now teraz dzis obecnie currently today nowadays")
_ALTOGETHER: Final = listed("altogether razem lacznie total between")
_TO: Final = listed("to do - – — or lub albo")
_SHARED: Final = listed(
    "zmiane zmiany zmianie wymiennie kolei swoich dziela dzielimy split splitting turns shifts either"
)
_ANOTHER_TIME: Final = 0.3
_APART: Final = 1.3
_SURELY_STEP: Final = 0.5
_SAID_TOTAL: Final = 0.3


def doubtful(text: Text, choice: Choice) -> set[str]:
    """Return which fields are to be asked about."""
    made = _of_two_offers(text)
    if _programs_elsewhere(text, choice):
        made.add("systems")
    if _seasonal(text, choice) or _alternate_days(text) or _season_of_weeks(text):
        made |= {"runs", "frequency"}
    elif any(reason(text, choice) for reason in (_by_shift, _by_year, _adds_count, _was_before, _of_both)):
        made.add("runs")
    if _depends(text, choice) or _leaves_step(text, choice) or _wide(text, choice) or _for_each_part(text, choice):
        made.add("minutes_per_run")
    return made


def together(text: Text) -> int | None:
    """Return the quantity that says several people do each run together, if the text says so."""
    tokens = text.cut.tokens
    for index, one in enumerate(text.found):
        if one.kind == "count" and one.unit == "people" and 2 <= one.low <= 4:
            sentence = tokens[one.first].sentence
            near = tokens[max(0, one.first - 10) : one.last + 10]
            said = {token.form for token in near if token.sentence == sentence}
            if not said.isdisjoint(_TOGETHER) and said.isdisjoint(_SHARED):
                return index
    return None


def in_posts(text: Text, index: int) -> bool:
    """People counted as full-time posts are a workload: they do not do each run together."""
    after = text.found[index + 1] if index + 1 < len(text.found) else None
    return after is not None and after.kind == "posts" and after.first - text.found[index].last < _BESIDE


def _seasonal(text: Text, choice: Choice) -> bool:
    """The count stands in a clause about a season."""
    if choice.volume is None:
        return False
    tokens = text.cut.tokens
    one = text.found[choice.volume.sources[0]]
    place = tokens[one.first]
    for token in tokens[max(0, one.first - 12) : one.last + 12]:
        begin = stem(token.form)
        if token.clause == place.clause and begin in _SEASONS:
            return True
        if token.sentence == place.sentence and begin in _THE_SEASON:
            return True
    return False


def _of_two_offers(text: Text) -> set[str]:
    """Two offers with different amounts: which one counts is the person's choice."""
    made = set()
    for field, role in (("build_cost", "build_quote"), ("monthly_licence", "licence_quote")):
        quoted = {one.low for i, one in enumerate(text.found) if one.kind == "money" and text.p(i, role) > _QUOTED}
        if len(quoted) > 1:
            made.add(field)
    return made


def _programs_elsewhere(text: Text, choice: Choice) -> bool:
    """Programs are counted in a long paragraph that has neither the volume nor the time: it is about other work."""
    tokens, lines = text.cut.tokens, text.cut.lines
    sources = (*(choice.volume.sources if choice.volume else ()), *(choice.time.sources if choice.time else ()))
    known = {tokens[text.found[i].first].line for i in sources}
    return any(
        one.unit == "systems"
        and (line := tokens[one.first].line) not in known
        and lines[line].last - lines[line].first > _LONG_PARAGRAPH
        for one in text.found
    )


def _alternate_days(text: Text) -> bool:
    """ "Every other day": whether weekends count, nobody says."""
    return any(
        (one.kind == "period" and one.unit == "day" and one.low < 1) or (one.per == "day" and one.times < 1)
        for one in text.found
    )


def _by_shift(text: Text, choice: Choice) -> bool:
    """The count is that of a shift, and there are several of them."""
    if choice.volume is None:
        return False
    one = text.found[choice.volume.sources[0]]
    said = text.cut.text[slice(*one.per_at)].casefold() if one.per_at else ""
    return any(word in said for word in ("zmian", "shift")) and any(
        other.low >= _SEVERAL and not _SHIFTS.isdisjoint(other.nouns) for other in text.found
    )


def _season_of_weeks(text: Text) -> bool:
    """The text speaks of a season and says how many weeks or months something goes on."""
    named = any(token.form in _THE_SEASON or stem(token.form) in _THE_SEASON for token in text.cut.tokens)
    return named and any(one.kind == "duration" and one.unit in {"week", "month"} and one.low > 1 for one in text.found)


def _adds_count(text: Text, choice: Choice) -> bool:
    """ "Each of 95 clients gets an invoice, plus 60 invoices for repairs": another count of the same on top."""
    volume, time = choice.volume, choice.time
    if volume is None:
        return False
    sources = (*volume.sources, *(time.sources if time else ()))
    names = {noun for i in sources for noun in (*text.found[i].nouns, *text.found[i].each)}
    return any(
        one.kind == "count"
        and i not in volume.sources
        and one.first > 0
        and text.cut.tokens[one.first - 1].form in _PLUS
        and not names.isdisjoint(one.nouns[:1])
        for i, one in enumerate(text.found)
    )


def _was_before(text: Text, choice: Choice) -> bool:
    """The count stands in a sentence about the past, and another one in a clause about today."""
    if choice.volume is None or _BEFORE.isdisjoint(sentence_words(text, text.found[choice.volume.sources[0]])):
        return False
    return any(
        one.kind == "count" and i not in choice.volume.sources and not _NOW.isdisjoint(sentence_words(text, one))
        for i, one in enumerate(text.found)
    )


def _of_both(text: Text, choice: Choice) -> bool:
    """The title names two things, and the count is said of both together, without a noun."""
    if choice.volume is None or not text.twofold:
        return False
    one = text.found[choice.volume.sources[0]]
    return not one.named_after and not _ALTOGETHER.isdisjoint(sentence_words(text, one))


def _by_year(text: Text, choice: Choice) -> bool:
    """The sentence of the count names several years: which is meant, nobody says."""
    if choice.volume is None:
        return False
    tokens = text.cut.tokens
    one = text.found[choice.volume.sources[0]]
    near = tokens[max(0, one.first - 20) : one.last + 20]
    years = {
        token.form for token in near if token.sentence == tokens[one.first].sentence and _YEAR.fullmatch(token.form)
    }
    return len(years) >= _SEVERAL


def _wide(text: Text, choice: Choice) -> bool:
    """The time is one end of a wide range: "from 5 minutes to 2 hours"."""
    time = choice.time
    if time is None or time.how != "run":
        return False
    tokens = text.cut.tokens
    main = text.found[time.sources[0]]
    if main.high > _WIDE * main.low:
        return True
    for one in text.found:
        first, second = sorted((main, one), key=lambda each: each.first)
        joined = one is not main and one.kind == "duration" and second.first - first.last == 1
        if joined and tokens[first.last].form in _TO and second.low > _WIDE * first.low:
            return True
    return False


def _for_each_part(text: Text, choice: Choice) -> bool:
    """A time that is spent on each of several parts of a run: "5 minutes on each of the three portals"."""
    volume, time = choice.volume, choice.time
    if volume is None or time is None or time.how not in {"run", "sum"}:
        return False
    counted = {noun for i in volume.sources for noun in text.found[i].nouns}
    parts = [
        set(one.nouns)
        for i, one in enumerate(text.found)
        if one.kind == "count" and one.per is None and _SEVERAL <= one.low <= _PARTS and i not in volume.sources
    ]
    return any(
        each - counted and each.isdisjoint(counted) and any(not each.isdisjoint(nouns) for nouns in parts)
        for each in (text.found[i].each for i in time.sources)
    )


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
