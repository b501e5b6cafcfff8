"""Quantities said without a plain number: "half an hour", "kwadrans", "pół etatu", "twice"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.numerals import number, worded
from smartflow.analyst.reading.stream import MINUTES, Atom
from smartflow.analyst.reading.units import with_unit
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream


_WHOLE: Final = listed("full good whole solid extra additional")
_NEARLY: Final = listed("okolo ok niecala niecalej niespelna prawie blisko circa ca jakiejs")


def _nearly(stream: Stream, index: int) -> bool:
    """ "Około godziny", "ok. minuty": one of them, as no number stands before it."""
    before = index - 2 if stream.form(index - 1) == "." else index - 1
    return before >= 0 and stream.form(before) in _NEARLY and stream.same_line(before, index)


def fixed(stream: Stream, index: int) -> Quantity | None:
    """Durations and posts said without a number: "half an hour", "kwadrans", "pół etatu"."""
    form, second, third, fourth = (stream.form(index + step) for step in range(4))
    if not stream.same_line(index, min(index + 1, len(stream.tokens) - 1)) and form not in {"kwadrans", "halfhour"}:
        second = third = fourth = ""
    if form == "trzy" and second.startswith("kwadrans"):
        return stream.duration(45, index, index + 2)
    if form == "three" and second == "quarters" and third == "of" and fourth == "an":
        return stream.duration(45, index, index + 5)
    if form.startswith("kwadrans"):
        return stream.duration(15, index, index + 1)
    if form == "quarter" and second == "of" and third == "an" and fourth == "hour":
        return stream.duration(15, index, index + 4)
    if form == "quarter" and second == "hour":
        return stream.duration(15, index, index + 2)
    if form.startswith("polgodz"):
        return stream.duration(30, index, index + 1)
    if form in {"pol", "half"}:
        skip = index + (2 if second in {"a", "an", "the", "-"} else 1)
        unit = words.time_unit(stream.form(skip))
        if unit in {"minute", "hour", "day"} and stream.same_line(index, skip):
            return stream.duration(MINUTES[unit] / 2, index, skip + 1)
        if stream.form(skip) in {"percent", "per", "procent", "procenta", "proc", "%"}:
            last = skip + (2 if stream.form(skip) == "per" else 1)
            return stream.quantity("percent", 0.5, 0.5, "percent", index, last, in_words=True)
        if stream.form(skip).startswith("etat") or (form == "half" and stream.form(skip) == "time"):
            return stream.quantity("posts", 0.5, 0.5, "posts", index, skip + 1)
        if form == "half" and stream.form(skip) == "dozen":
            return with_unit(stream, Atom(6, 6, index, skip + 1, in_words=True))
    if form.startswith("poltor"):
        unit = words.time_unit(second)
        if unit in MINUTES:
            return stream.duration(1.5 * MINUTES[unit], index, index + 2)
        if second.startswith("etat"):
            return stream.quantity("posts", 1.5, 1.5, "posts", index, index + 2)
        return with_unit(stream, Atom(1.5, 1.5, index, index + 1, in_words=True))
    if form in {"a", "an", "another", "one"} and stream.cut.language != "pl":
        unit = words.time_unit(second)
        if second == "quarter" and third == "of" and fourth in {"an", "a"} and stream.form(index + 4) == "hour":
            return stream.duration(15, index, index + 5)
        if second == "quarter" and third == "hour":
            return stream.duration(15, index, index + 3)
        if unit in {"minute", "day"} and (third, fourth) == ("and", "a") and stream.form(index + 4) == "half":
            return stream.duration(1.5 * MINUTES[unit], index, index + 5)
        if unit == "hour" and (third, fourth) == ("and", "a") and stream.form(index + 4) == "quarter":
            return stream.duration(75, index, index + 5)
        if unit == "hour" and form != "one":
            before = stream.form(index - 1)
            if (third, fourth) == ("and", "a") and stream.form(index + 4) == "half":
                return stream.duration(90, index, index + 5)
            more = number(stream, index + 3) if third == "and" else None
            if more is not None and 5 <= more.low < 60:
                last = more.last + (1 if words.time_unit(stream.form(more.last)) == "minute" else 0)
                return stream.duration(60 + more.low, index, last)
            priced = (
                stream.found
                and stream.found[-1].kind in {"money", "count", "times"}
                and stream.found[-1].last >= index - 2
            )
            if priced and before not in {"about", "takes", "take", "around", "roughly", "nearly", "almost", "is"}:
                return None
            return stream.duration(60, index, index + 2)
        if second in _WHOLE and words.time_unit(third) == "hour":
            return stream.duration(60, index, index + 3)
        if unit == "day" and stream.form(index - 1) in listed(
            "takes take took about almost nearly whole full for spends around"
        ):
            return stream.duration(480, index, index + 2)
        if unit == "minute" and second == "minute":
            return stream.duration(1, index, index + 2)
        if second in {"full", "whole"} and words.time_unit(third) == "day":
            return stream.duration(480, index, index + 3)
        if second in {"hundred", "thousand"}:
            skip = index + (3 if third == "and" else 2)
            tail = worded(stream, skip) if stream.form(skip) in words.NUMBER_WORDS else None
            value = words.SCALES[second] + (tail.low if tail and tail.low < words.SCALES[second] else 0)
            return with_unit(stream, Atom(value, value, index, tail.last if tail else index + 2, in_words=True))
        if second == "dozen":
            return with_unit(stream, Atom(12, 12, index, index + 2, in_words=True))
        if second == "couple":
            skip = index + (3 if third == "of" else 2)
            dozen = stream.form(skip) == "dozen"
            value = 24.0 if dozen else 2.0
            return with_unit(stream, Atom(value, value, index, skip + (1 if dozen else 0), in_words=True))
    if form in {"godziny", "minuty"} and _nearly(stream, index):
        return stream.duration(60 if form == "godziny" else 1, index, index + 1)
    if form == "couple" and (second == "of" or words.time_unit(second)):
        return with_unit(stream, Atom(2, 2, index, index + (2 if second == "of" else 1), in_words=True))
    if form in {"godzine", "godzinke", "godzina", "godzinka"} and stream.form(index - 1) not in listed(
        "na za co kazda roboczo / jedna moja jej jego"
    ):
        if second == "i" and third == "pol":
            return stream.duration(90, index, index + 3)
        follows = stream.form(index + 1)
        if form in {"godzine", "godzinke", "godzinka"} or follows not in {
            "pracy",
            "kosztuje",
            "ksiegowej",
            "mojej",
            "roboczej",
            "pracownika",
        }:
            if follows in {"i", "oraz"} and stream.tokens[min(index + 2, len(stream.tokens) - 1)].kind == "n":
                minutes = number(stream, index + 2)
                if minutes and words.time_unit(stream.form(minutes.last)) == "minute":
                    return stream.duration(60 + minutes.low, index, minutes.last + 1)
            return stream.duration(60, index, index + 1)
    if form == "trzy" and second == "czwarte" and third.startswith("godzin"):
        return stream.duration(45, index, index + 3)
    if (
        form in {"minuta", "minute", "minutka", "minutke"}
        and stream.cut.language == "pl"
        and stream.form(index - 1) not in {"na", "za", "co", "/", "kazda"}
    ):
        return stream.duration(1, index, index + 1)
    if form in {"caly", "calego", "cale"} and words.time_unit(second) == "day":
        return stream.duration(480, index, index + 2)
    if form == "all" and second == "day":
        return stream.duration(480, index, index + 2)
    if form in {"caly", "pelny", "pelen"} and second == "etat":
        return stream.quantity("posts", 1, 1, "posts", index, index + 2)
    if form == "full" and second in {"time", "-"} and (second == "time" or third == "time"):
        return stream.quantity("posts", 1, 1, "posts", index, index + (2 if second == "time" else 3))
    if form == "etat":
        return stream.quantity("posts", 1, 1, "posts", index, index + 1)
    if form in {"twice", "dwukrotnie"}:
        return stream.quantity("times", 2, 2, "times", index, index + 1, in_words=True)
    if form in {"thrice", "trzykrotnie"}:
        return stream.quantity("times", 3, 3, "times", index, index + 1, in_words=True)
    if form == "once" or (
        form == "raz" and second in {"w", "na", "dziennie", "tygodniowo", "miesiecznie", "do", "/", "rocznie"}
    ):
        return stream.quantity("times", 1, 1, "times", index, index + 1, in_words=True)
    if form in {"both", "obie"} and second in listed(
        "strony stron sides ways ends offices sites systems copies versions portals"
    ):
        return None
    if form in {"both", "oboje", "obaj", "obie", "dwojka", "obydwie", "obydwaj"} or (
        form == "we" and second in {"dwoje", "dwojke", "dwie", "dwoch"}
    ):
        return stream.quantity("count", 2, 2, "people", index, index + (2 if form == "we" else 1), in_words=True)
    if (form, second) in {("w", "parze"), ("in", "pairs")}:
        return stream.quantity("count", 2, 2, "people", index, index + 2, in_words=True)
    if form == "we" and second in {"troje", "trojke", "trzech"}:
        return stream.quantity("count", 3, 3, "people", index, index + 2, in_words=True)
    return None
