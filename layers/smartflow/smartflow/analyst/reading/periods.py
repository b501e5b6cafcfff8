"""Periods in words ("codziennie", "every other Friday", "/day"), and which quantity each of them counts by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream

_ORDINARY: Final = listed(
    "a an the normal ordinary typical average regular usual quiet working business given school zwykly zwyklym normalny "
    "normalnym typowy typowym przecietnym srednim roboczym"
)


_SEASONS: Final = listed("season sezon sezonu sezonie spring summer autumn fall winter")
_PAST: Final = listed("last this previous zeszlym ubieglym minionym poprzednim tym")
_PARTS_OF_DAY: Final = listed("night evening morning")
_MONTH_IN_SHORT: Final = listed("c cu ca")
_TWICE_A_YEAR: Final = listed("polrocznie semiannually biannually")


def period(stream: Stream, index: int) -> Quantity | None:
    """A period that stands alone: "codziennie", "every other Friday", "na tydzień", "/day"."""
    token = stream.tokens[index]
    form = token.form
    short = _in_short(stream, index)
    if short is not None:
        return short
    adverb = words.period_adverb(form)
    if adverb is not None:
        return stream.quantity("period", 1, 1, adverb, index, index + 1)
    if form == "p" and stream.form(index + 1) == "." and stream.form(index + 2) in {"a", "m"}:
        return stream.quantity("period", 1, 1, "year" if stream.form(index + 2) == "a" else "month", index, index + 3)
    past = _past(stream, index)
    if past is not None:
        return past
    if form in {"season", "sezon", "sezonu", "sezonie", "kampanii", "campaign"} and stream.form(index - 1) in {
        "in",
        "w",
        "the",
        "a",
        "per",
        "na",
        "this",
    }:
        return stream.quantity("period", 1, 1, "year", index - 1, index + 1)
    if form in {"zmiane", "shift", "dyzur", "dyzurze"} and stream.form(index - 1) in {
        "na",
        "a",
        "per",
        "each",
        "kazda",
        "every",
        "/",
    }:
        return stream.quantity("period", 1, 1, "day", index - 1, index + 1)
    if form == "co" or form in {"every", "each", "kazdy", "kazdego", "kazda", "kazdym", "kazde"}:
        return _every(stream, index)
    if form in listed("/ na w per a an za in the do"):
        after = index + 1
        if form in {"w", "in"} and stream.form(after) in {
            "ciagu",
            "a",
            "the",
            "one",
            "jednym",
            "kazdym",
            "kazdy",
            "skali",
        }:
            after += 1
        if form in {"per", "na", "za"} and stream.form(after) in {"jeden", "kazdy", "jedna", "working", "calendar"}:
            after += 1
        if after < len(stream.tokens) and stream.same_line(index, after) and stream.tokens[after].kind == "w":
            word = stream.form(after)
            unit = "day" if form in {"a", "per", "/"} and word in _PARTS_OF_DAY else words.time_unit(word)
            if (
                form in {"a", "an"}
                and stream.cut.language == "pl"
                and words.time_unit(word)
                and word not in {"day", "week", "month", "year"}
            ):
                return None
            if form == "w" and words.is_weekday(word):
                days, at = 1, after + 1
                while stream.form(at) in {"i", ","} and words.is_weekday(stream.form(at + 1)):
                    days, at = days + 1, at + 2
                return stream.quantity("period", float(days), float(days), "week", index, at)
            if form in {"the"}:
                return None
            plural = word in listed(
                "dni lat lata days weeks months years godzin godziny dniach miesiecy tygodni minutes hours"
            )
            if unit in words.PERIODS and not (plural and not (form == "/" and word in {"dni", "lat"})):
                end = after + 1
                if form == "do" and unit != "year":
                    return None
                return stream.quantity("period", 1, 1, unit, index, end)
    if (form, stream.form(index + 1)) == ("on", "weekdays") or (
        form == "dni" and stream.form(index - 1) == "w" and stream.form(index + 1) == "robocze"
    ):
        return stream.quantity("period", 1, 1, "day", index, index + 2)
    if form in {"on", "w", "we"} and words.is_weekday(stream.form(index + 1)):
        days, at = 1, index + 2
        while stream.form(at) in {"and", "i", ",", "&"} and words.is_weekday(stream.form(at + 1)):
            days, at = days + 1, at + 2
        return stream.quantity("period", float(days), float(days), "week", index, at)
    if words.is_weekday(form) and form.endswith("s") and stream.cut.language != "pl":
        return stream.quantity("period", 1, 1, "week", index, index + 1)
    ordinary = _ordinary_period(stream, index)
    if ordinary is not None:
        return ordinary
    second = stream.form(index + 1)
    if form == "of" and second in {"the", "each", "every"} and stream.found and stream.found[-1].kind == "date":
        unit = words.time_unit(stream.form(index + 2))
        if unit in {"month", "week", "quarter"} and stream.found[-1].last == index:
            return stream.quantity("period", 1, 1, unit, index, index + 3)
    if form in {"koniec", "koncu", "zakonczeniu"} and words.time_unit(second) == "month":
        return stream.quantity("period", 1, 1, "month", index, index + 2)
    if form == "month" and (second == "end" or (second == "-" and stream.form(index + 2) == "end")):
        return stream.quantity("period", 1, 1, "month", index, index + (2 if second == "end" else 3))
    if form == "end" and stream.form(index + 1) == "of" and stream.form(index + 2) in {"month", "the", "each", "every"}:
        last = index + (3 if stream.form(index + 2) == "month" else 4)
        if stream.form(last - 1) in {"month", "week", "day", "quarter"}:
            return stream.quantity("period", 1, 1, stream.form(last - 1), index, last)
    if (
        form in {"mies", "miesieczna", "miesiecznym", "tyg"}
        and stream.form(index - 1) not in {"przez"}
        and stream.tokens[index - 1].kind != "n"
        and index
    ):
        unit = "week" if form == "tyg" else "month"
        return stream.quantity("period", 1, 1, unit, index, index + 1)
    return None


def _in_short(stream: Stream, index: int) -> Quantity | None:
    """ "/m-c", "p/w", "half-yearly", "na pół roku"."""
    skip = index + (stream.form(index) in {"/", "na", "w", "za", "per"})
    form, second, third = (stream.form(skip + step) for step in range(3))
    if not stream.same_line(index, skip):
        return None
    if form == "m" and second == "-" and third in _MONTH_IN_SHORT and stream.glued(skip + 2):
        return stream.quantity("period", 1, 1, "month", index, skip + 3)
    if (form, second) == ("p", "/") and third in {"w", "m"}:
        return stream.quantity("period", 1, 1, "week" if third == "w" else "month", index, skip + 3)
    if (form, second, third) == ("bi", "-", "weekly"):
        return stream.quantity("period", 1, 1, "two_weeks", index, skip + 3)
    if form in _TWICE_A_YEAR:
        return stream.quantity("period", 2, 2, "year", index, skip + 1)
    if (form, second) == ("half", "yearly") or (skip > index and (form, second) == ("pol", "roku")):
        return stream.quantity("period", 2, 2, "year", index, skip + 2)
    if form in {"half", "semi", "bi", "twice"} and second == "-" and third in {"yearly", "annual", "annually"}:
        return stream.quantity("period", 2, 2, "year", index, skip + 3)
    return None


def _past(stream: Stream, index: int) -> Quantity | None:
    """ "54 people last year", "w zeszłym miesiącu": what was counted in one year, or in one month."""
    skip = index + (stream.form(index) == "w")
    form, second = stream.form(skip), stream.form(skip + 1)
    if form not in _PAST or not stream.same_line(index, skip + 1) or (form == "tym" and skip == index):
        return None
    if stream.form(skip + 2) in {"'", "’"}:
        return None  # "Last month's figures" counts nothing
    unit = "year" if second in _SEASONS else words.time_unit(second)
    least = {"year"} if form in {"this", "tym"} else {"year", "month"}
    if unit is None or unit not in least:
        return None
    return replace(stream.quantity("period", 1, 1, unit, index, skip + 2), of_one=True)


def _ordinary_period(stream: Stream, index: int) -> Quantity | None:
    """ "On an ordinary working day", "w typowym tygodniu"."""
    if stream.form(index) not in {"on", "in", "w"}:
        return None
    last, named = index + 1, False
    while stream.form(last) in _ORDINARY and last < index + 4:
        named = named or stream.form(last) not in {"a", "an", "the"}
        last += 1
    unit = words.time_unit(stream.form(last))
    if not named or unit not in {"day", "week", "month"} or not stream.same_line(index, last):
        return None
    return stream.quantity("period", 1, 1, unit, index, last + 1)


def _every(stream: Stream, index: int) -> Quantity | None:
    """ "Co drugi dzień", "every two weeks", "each Monday and Thursday"; "every tenth" is a share."""
    form, second, third = (stream.form(index + step) for step in range(3))
    if not stream.same_line(index, min(index + 1, len(stream.tokens) - 1)):
        return None
    nth = words.ordinal(second)
    last, count = index + 1, 1.0
    if nth is not None:
        last, count = index + 2, float(nth)
    elif second in words.NUMBER_WORDS and second not in {"jeden", "jedna", "one"}:
        last, count = index + 2, words.NUMBER_WORDS[second]
    elif second.isdigit() and int(second) < 60 and form in {"co", "every"}:
        last, count = index + 2, float(second)
    elif second in {"single", "working", "roboczy", "school", "business", "calendar"}:
        last = index + 2
    word = stream.form(last)
    if words.is_weekday(word) and count == 1:
        days, at = 1, last + 1
        while stream.form(at) in {"and", "i", ",", "&"} and words.is_weekday(stream.form(at + 1)):
            days, at = days + 1, at + 2
        return stream.quantity("period", float(days), float(days), "week", index, at)
    if word in {"working", "roboczy", "single", "business"}:
        last += 1
        word = stream.form(last)
    unit = "week" if words.is_weekday(word) else words.time_unit(word)
    if unit == "second" and word == "second":
        unit = None
    if (
        word in listed("morning evening night afternoon wieczor ranek rano poranek noc shift zmiana zmiane")
        and count == 1
    ):
        return stream.quantity("period", 1, 1, "day", index, last + 1)
    if word in _SEASONS and count == 1:
        return stream.quantity("period", 1, 1, "year", index, last + 1)
    if form == "co" and (second, third) == ("pol", "roku"):
        return stream.quantity("period", 2, 2, "year", index, index + 3)
    if unit in words.PERIODS:
        if unit == "week" and count == 2:
            return stream.quantity("period", 1, 1, "two_weeks", index, last + 1)
        if unit == "month" and count == 3:
            return stream.quantity("period", 1, 1, "quarter", index, last + 1)
        if unit == "month" and count in {2, 4, 6}:
            return stream.quantity("period", 12 / count, 12 / count, "year", index, last + 1)
        return stream.quantity("period", 1 / count, 1 / count, unit, index, last + 1)
    if word == "quarter":
        return stream.quantity("period", 1, 1, "quarter", index, last + 1)
    if nth is not None and form in {"co", "every"} and unit is None:
        return stream.quantity("percent", 100 / nth, 100 / nth, "share", index, index + 2, in_words=True)
    if (
        form == "co"
        and second.isdigit()
        and count > 2
        and stream.same_line(index, last)
        and stream.tokens[last].kind == "w"
    ):
        return stream.quantity("percent", 100 / count, 100 / count, "share", index, index + 2)
    return None


def with_periods(stream: Stream, found: list[Quantity]) -> list[Quantity]:
    """Bind periods that touch a quantity to it; the others stay quantities of their own."""
    made: list[Quantity] = []
    taken: set[int] = set()
    for position, one in enumerate(found):
        if one.kind in {"period", "date"}:
            continue
        found_at = _touching(stream, found, position, taken)
        if found_at is None:
            continue
        taken.add(found_at)
        period = found[found_at]
        gap = period.first - one.last if period.first >= one.last else one.first - period.last
        found[position] = replace(
            one,
            per=period.unit,
            per_at=(period.start, period.end),
            direct=gap <= 1,
            times=period.low,
            of_one=period.of_one,
        )
    for position, one in enumerate(found):
        if position in taken:
            continue
        label = _label_period(stream, one) if one.per is None and one.kind in {"count", "money"} else None
        if label is not None:
            one = replace(one, per=label[0], per_at=label[1])
        if one.kind in {"count", "times"}:
            nouns, after = _nouns(stream, one)
            one = replace(one, nouns=nouns, named_after=after)
        made.append(one)
    return made


def _touching(stream: Stream, found: list[Quantity], position: int, taken: set[int]) -> int | None:
    """Return the place of the period that belongs to a quantity, if one touches it."""
    one = found[position]
    most = {"count": 5, "times": 2, "money": 3, "duration": 2, "posts": 0, "percent": 0}.get(one.kind, 0)
    if position + 1 < len(found):
        after = found[position + 1]
        if (
            after.kind == "period"
            and position + 1 not in taken
            and after.first - one.last <= most
            and _clear(stream, one.last, after.first)
        ):
            return position + 1
    if position and most and one.kind in {"count", "times", "duration"}:
        before = found[position - 1]
        near = one.first - before.last <= (3 if one.kind == "count" else 2)
        if (
            before.kind == "period"
            and position - 1 not in taken
            and near
            and before.unit != "hour"
            and _clear(stream, before.last, one.first)
        ):
            return position - 1
    return None


def _clear(stream: Stream, first: int, last: int) -> bool:
    """Tell whether nothing that parts stands between two tokens."""
    tokens = stream.tokens
    if first < last and tokens[first - 1].sentence != tokens[last].sentence:
        return False
    return all(tokens[index].form not in ";:|" and tokens[index].kind != "n" for index in range(first, last))


def _label_period(stream: Stream, one: Quantity) -> tuple[str, tuple[int, int]] | None:
    """The period in a line's label or a table's header: "Liczba zamówień / dzień: 80"."""
    line = stream.cut.lines[stream.tokens[one.first].line]
    spans: list[tuple[int, int]] = []
    cell = stream.cut.cell_of(one.first)
    if cell is not None and line.header is not None:
        cells = stream.cut.lines[line.header].cells
        if cell[1] < len(cells):
            spans.append(cells[cell[1]])
    if cell is not None and line.cells and cell[1] > 0:
        spans.append(line.cells[0])
        for first, last in line.cells:
            unit = words.time_unit(stream.form(first)) if last == first + 1 else None
            if unit in words.PERIODS and unit != "hour":
                return unit, (stream.tokens[first].start, stream.tokens[first].end)
    if line.label and line.label_end < one.first and one.first - line.label_end <= 4:
        spans.append((line.first, line.label_end))
    for first, last in spans:
        for index in range(first, last):
            form = stream.form(index)
            unit = words.period_adverb(form)
            if unit is None and index > first and stream.form(index - 1) in {"/", "na", "per", "w", "a"}:
                unit = words.time_unit(form)
            if unit is None and form in {"mies", "mc"}:
                unit = "month"
            if unit in words.PERIODS:
                return unit, (stream.tokens[max(first, index - 1)].start, stream.tokens[index].end)
    return None


def _nouns(stream: Stream, one: Quantity) -> tuple[tuple[str, ...], bool]:
    """Stems of the words counted: those behind the number (True), or those of the label or clause before it."""
    stems: list[str] = []
    last_number = (
        next((index for index in range(one.first, one.last) if stream.tokens[index].end >= one.number_end), one.first)
        + 1
    )
    for index in range(last_number, min(last_number + 4, len(stream.tokens))):
        token = stream.tokens[index]
        if not stream.same_line(one.first, index) or token.form in ".;|(" or (token.form == "," and not stems):
            break
        if token.kind == "w" and (len(token.form) > 2 or _acronym(stream, index)):
            if token.form in words.PER_WORDS or words.period_adverb(token.form) or words.time_unit(token.form):
                break
            if token.form not in words.PIECES:
                stems.append(words.stem(token.form))
    after = bool(stems)
    if not stems:
        line = stream.cut.lines[stream.tokens[one.first].line]
        start = max(line.first, one.first - 6)
        stems = [
            words.stem(token.form)
            for index, token in enumerate(stream.tokens[start : one.first], start)
            if token.kind == "w"
            and token.sentence == stream.tokens[one.first].sentence
            and (len(token.form) > 3 or _acronym(stream, index))
        ][-4:]
    return tuple(stems), after


def _acronym(stream: Stream, index: int) -> bool:
    """Two or three capital letters: "WZ", "PO"."""
    token = stream.tokens[index]
    return 2 <= token.end - token.start <= 3 and stream.cut.text[token.start : token.end].isupper()
