"""Quantities said without a plain number: "half an hour", "kwadrans", "pół etatu", "one in ten", "połowa"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartflow.analyst.reading import words
from smartflow.analyst.reading.numerals import number, worded
from smartflow.analyst.reading.stream import MINUTES, Atom
from smartflow.analyst.reading.units import with_unit
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream


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


def share(stream: Stream, index: int) -> Quantity | None:
    """Shares in words: "one in ten", "1 na 10", "połowa", "a third of"."""
    atom = number(stream, index)
    if (
        atom is not None and atom.low == atom.high and 0 < atom.low <= 10 and stream.same_line(index, atom.last)
        if atom and atom.last < len(stream.tokens)
        else False
    ):
        assert atom is not None
        joint = stream.form(atom.last)
        skip = atom.last + 1
        if joint == "out" and stream.form(skip) == "of":
            skip += 1
        elif joint not in {"in", "na", "z", "per"}:
            skip = -1
        if (
            skip > 0
            and stream.form(skip) in {"hundred", "a"}
            and "hundred" in {stream.form(skip), stream.form(skip + 1)}
        ):
            last = skip + (1 if stream.form(skip) == "hundred" else 2)
            return stream.quantity("percent", atom.low, atom.low, "share", index, last, in_words=True)
        if joint == "per":
            skip = -1
        if skip > 0:
            if stream.form(skip) in {"every", "kazde", "kazdych", "about", "around", "ok"}:
                skip += 1
            whole = number(stream, skip) if skip < len(stream.tokens) else None
            if (
                whole is not None
                and whole.low > atom.low
                and whole.low <= 1000
                and (joint != "z" or whole.low in {10, 20, 50, 100})
            ):
                after = stream.form(whole.last)
                if (words.time_unit(after) is None and after not in {"%", "."}) or after == ".":
                    value = 100 * atom.low / whole.low
                    return stream.quantity("percent", value, value, "share", index, whole.last, in_words=True)
    if atom is not None and 0 < atom.low <= 20 and atom.low == atom.high:
        skip = atom.last
        if stream.form(skip) in {"of", "z"} and stream.form(skip + 1) in {"the", "those", "these", "tych", "every"}:
            skip += 2
        elif stream.form(skip) == "/" and stream.glued(skip) and stream.glued(skip + 1) and atom.low == 1:
            skip += 1
        elif (
            atom.low <= 3
            and stream.form(skip + 1) in {"in", "na"}
            and stream.tokens[min(skip, len(stream.tokens) - 1)].kind == "w"
        ):
            skip += 2
        else:
            skip = -1
        whole = number(stream, skip) if 0 < skip < len(stream.tokens) else None
        if (
            whole is not None
            and atom.low < whole.low <= 1000
            and words.time_unit(stream.form(whole.last)) is None
            and stream.same_line(index, skip)
        ):
            value = 100 * atom.low / whole.low
            if whole.low >= 4 and not words.period_adverb(stream.form(whole.last)):
                return stream.quantity("percent", value, value, "share", index, whole.last, in_words=True)
    form, second = stream.form(index), stream.form(index + 1)
    if form == "fifth" and stream.form(index - 1) in {"a", "one"}:
        return stream.quantity("percent", 20, 20, "share", index, index + 1, in_words=True)
    if form in {"polowa", "polowe", "polowie", "half"} and (
        form != "half" or second in {"of", "the", "our", "are", "get", "come"}
    ):
        return stream.quantity("percent", 50, 50, "share", index, index + 1, in_words=True)
    if form == "third" and stream.form(index - 1) in {"a", "one"} and second in {"of", "are", "come"}:
        return stream.quantity("percent", 33.3333, 33.3333, "share", index, index + 1, in_words=True)
    if form == "quarter" and stream.form(index - 1) in {"a", "one"} and second == "of":
        return stream.quantity("percent", 25, 25, "share", index, index + 1, in_words=True)
    if form == "jedna" and second in {"trzecia", "czwarta", "piata", "dziesiata"}:
        value = {"trzecia": 33.3333, "czwarta": 25.0, "piata": 20.0, "dziesiata": 10.0}[second]
        return stream.quantity("percent", value, value, "share", index, index + 2, in_words=True)
    return None
