"""Shares said by two numbers or in words: "one in ten", "3 letters out of every hundred", "połowa", "two thirds of"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.numerals import number
from smartflow.analyst.reading.stream import Atom
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream

#: Denominators, by the beginnings of their words.
_PARTS: Final = {
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10,
    "trzeci": 3, "czwart": 4, "piat": 5, "szost": 6, "dziesiat": 10,
}  # fmt: skip
_ONE: Final = listed("a one jedna jednej jedne")
#: What follows a fraction in English that is a share: "a third of them", "a quarter come back".
_SHARED: Final = listed("of are is come comes get gets have has need needs go goes fail fails end ends bounce")
_HALF: Final = listed("of the our are get come")
_EVERY: Final = listed("every each kazde kazdych about around ok")
_THOSE: Final = listed("the those these tych every")
_ROUND: Final = frozenset({10.0, 20.0, 50.0, 100.0})
_LARGEST: Final = 1000


def share(stream: Stream, index: int) -> Quantity | None:
    """Return the share that begins at a token, in percent."""
    part = number(stream, index)
    if part is not None and part.low == part.high and 0 < part.low <= 20 and stream.same_line(index, part.last):
        whole = _out_of(stream, part) or _of_those(stream, part)
        if whole is not None:
            value = 100 * part.low / whole.low
            return stream.quantity("percent", value, value, "share", index, whole.last, in_words=True)
    return _fraction(stream, index)


def _out_of(stream: Stream, part: Atom) -> Atom | None:
    """The whole of "one in ten", "2 out of every 100", "1 na 10", "15 per hundred"."""
    joint, skip = stream.form(part.last), part.last + 1
    if joint == "out" and stream.form(skip) == "of":
        skip += 1
    elif joint not in {"in", "na", "z", "per"} or part.low > 10:
        return None
    whole = _whole(stream, part, skip)
    if whole is None or (joint in {"z", "per"} and whole.low not in _ROUND):
        return None
    after = stream.form(whole.last)
    return whole if words.time_unit(after) is None and after != "%" else None


def _of_those(stream: Stream, part: Atom) -> Atom | None:
    """The whole of "2 of the 20", "1/12", "3 letters in 100", "6 przypadków na 100"."""
    skip = part.last
    if stream.form(skip) in {"of", "z"} and stream.form(skip + 1) in _THOSE:
        whole = _whole(stream, part, skip + 2)
    elif stream.form(skip) == "/" and stream.glued(skip) and stream.glued(skip + 1) and part.low == 1:
        whole = _whole(stream, part, skip + 1)
    elif skip < len(stream.tokens) and stream.tokens[skip].kind == "w" and not words.time_unit(stream.form(skip)):
        out = (stream.form(skip + 1), stream.form(skip + 2)) == ("out", "of")
        if not out and stream.form(skip + 1) not in {"in", "na"}:
            return None
        whole = _whole(stream, part, skip + 3 if out else skip + 2)
        if whole is not None and part.low > 3 and whole.low not in _ROUND:
            return None
    else:
        return None
    if whole is None or whole.low < 4:
        return None
    after = stream.form(whole.last)
    return whole if words.time_unit(after) is None and not words.period_adverb(after) else None


def _whole(stream: Stream, part: Atom, at: int) -> Atom | None:
    """Return the number at a token, "a hundred" and "every hundred" included, if `part` may be a part of so many."""
    if stream.form(at) in _EVERY:
        at += 1
    if stream.form(at) == "hundred":
        return Atom(100, 100, at, at + 1, in_words=True)
    whole = number(stream, at)
    fits = whole is not None and part.low < whole.low <= _LARGEST and stream.same_line(part.first, whole.last - 1)
    return whole if fits else None


def _fraction(stream: Stream, index: int) -> Quantity | None:
    """ "Połowa", "half of", "a third of", "two thirds", "jednej czwartej"; no part of an hour."""
    form, second = stream.form(index), stream.form(index + 1)
    if form in {"polowa", "polowe", "polowie"} or (form == "half" and second in _HALF):
        return stream.quantity("percent", 50, 50, "share", index, index + 1, in_words=True)
    count = 1.0 if form in _ONE else words.NUMBER_WORDS.get(form, 0.0)
    parts = next((value for begin, value in _PARTS.items() if second.startswith(begin)), 0)
    if not 0 < count < parts or not stream.same_line(index, index + 1) or count > 3:
        return None
    english = second.rstrip("s") in _PARTS
    third = stream.form(index + 2)
    if second != "fifth" and english and (third not in _SHARED or stream.form(index + 3) in {"an", "a"}):
        return None
    if words.time_unit(third) or (form in {"a", "one"} and not english) or (not english and form not in _POLISH):
        return None
    value = 100 * count / parts
    return stream.quantity("percent", value, value, "share", index, index + 2, in_words=True)


_POLISH: Final = listed("jedna jednej jedne dwie dwoch trzy trzech")
