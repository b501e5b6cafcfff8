"""Digits that are no quantities: in names, dates, times of day, list marks, numbers of forms and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.numerals import value
from smartflow.analyst.reading.stream import MINUTES
from smartflow.analyst.reading.units import unit_like
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream

_NUMBERED: Final = listed(
    "nr krok step etap punkt pkt rozdzial section art ust paragraf zalacznik annex pokoj room tel ext "
    "formularz lot rev wersja version unit kod poz"
)
#: "Every Monday before 11": a time of day, where nothing is counted by the number.
_BY_THE_CLOCK: Final = listed("before until till by przed")
_CLOCK_CUES: Final = listed("od do o at from to till until before after po przed between by and godz ok")


def name(stream: Stream, index: int) -> Quantity | None:
    """Digits in names, dates, times of day, list marks and numbers of forms."""
    token = stream.tokens[index]
    before, after = stream.form(index - 1), stream.form(index + 1)
    glued_before, glued_after = stream.glued(index), stream.glued(index + 1)
    first_of_line = index == stream.cut.lines[token.line].first or (
        index == stream.cut.lines[token.line].first + 1 and before in "•-–—*("
    )
    if first_of_line and token.form.isdigit() and len(token.form) < 3 and glued_after and after in ").":
        following = stream.form(index + 2)
        if following and not (stream.glued(index + 2) and following.isdigit()):
            return stream.quantity("name", 0, 0, "", index, index + 2)
    if (
        first_of_line
        and "." in token.form
        and not stream.cut.lines[token.line].cells
        and (index + 1 >= len(stream.tokens) or (stream.tokens[index + 1].kind == "w" and not unit_like(after)))
    ):
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if (
        (before in _CLOCK_CUES or (before in {"-", "–"} and index > 1 and stream.tokens[index - 2].kind == "n"))
        and _is_clock(token.form)
        and not unit_like(after)
    ):
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if before in _BY_THE_CLOCK and _is_working_hour(token.form) and (not after or after in ".,;)"):
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if (before == "godz" and token.form.isdigit() and int(token.form) < 25) or (
        before == "." and stream.form(index - 2) == "godz" and _is_hour(token.form)
    ):
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if before in _NUMBERED and stream.same_line(index - 1, index) and not unit_like(after):
        year = glued_after and after in "/-." and stream.glued(index + 2) and stream.form(index + 2).isdigit()
        return stream.quantity("name", 0, 0, "", index, index + (3 if year else 1))
    if glued_after and after == "." and stream.glued(index + 2) and _is_month_and_year(stream.form(index + 2)):
        return stream.quantity("name", 0, 0, "", index, index + 3)
    if after in {"am", "pm"} and _is_hour(token.form):
        return stream.quantity("name", 0, 0, "", index, index + 2)
    if token.form.isdigit() and len(token.form) > 7 and "," not in token.form:
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if (
        glued_after
        and after in {"'", "’", "′"}
        and not (stream.glued(index + 2) and stream.tokens[index + 2].kind == "w")
    ):
        return stream.quantity(
            "duration", value(token.form), value(token.form), "minute", index, index + 2, (index, index + 1)
        )
    if (
        glued_after
        and after == "/"
        and token.form in {"1", "3"}
        and stream.form(index + 2) in {"2", "3", "4"}
        and words.time_unit(stream.form(index + 3)) in MINUTES
    ):
        minutes = (
            MINUTES[words.time_unit(stream.form(index + 3)) or "minute"] * int(token.form) / int(stream.form(index + 2))
        )
        return stream.duration(minutes, index, index + 4)
    if (
        glued_before
        and stream.tokens[index - 1].kind == "w"
        and before not in {"x", "zl", "pln", "eur", "gbp", "usd", "ok", "k"}
    ):
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if glued_before and before in {"-", "_"} and stream.glued(index - 1) and stream.tokens[index - 2].kind == "w":
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if glued_before and before == "#":
        return stream.quantity("name", 0, 0, "", index, index + 1)
    if glued_after and after in ":./-" and stream.glued(index + 2) and stream.tokens[index + 2].kind == "n":
        last = index + 3
        third = stream.form(index + 2)
        if (
            after == ":"
            and len(third) == 2
            and third.isdigit()
            and stream.form(index + 3) in {"h", "hrs", "godz"}
            and token.form.isdigit()
        ):
            return stream.duration(60 * int(token.form) + int(third), index, last + 1)
        if after == ":" and len(third) == 2 and third.isdigit():
            return stream.quantity("name", 0, 0, "", index, last)
        dotted = stream.form(index + 3) == after and stream.glued(index + 3) and stream.glued(index + 4)
        if after in "./-" and dotted and stream.tokens[index + 4].kind == "n":
            return stream.quantity("name", 0, 0, "", index, index + 5)
        if after == "/" and len(third) == 4 and third[:2] in {"19", "20"}:
            return stream.quantity("name", 0, 0, "", index, last)
    if token.form.count(".") == 1 and glued_after and after == "." and stream.glued(index + 2):
        tail = stream.form(index + 2)
        if tail.isdigit() and len(tail) in {2, 4}:  # 01.04.2026
            return stream.quantity("name", 0, 0, "", index, index + 3)
    if glued_after and after in {"th", "st", "nd", "rd"}:
        return stream.quantity("date", float(value(token.form)), float(value(token.form)), "", index, index + 2)
    if glued_after and after == "-" and stream.form(index + 2) in {"go", "ego", "tego", "ty", "ta", "mu"}:
        return stream.quantity("date", value(token.form), value(token.form), "", index, index + 3)
    if glued_after and index + 1 < len(stream.tokens) and stream.tokens[index + 1].kind == "w":
        known = (
            words.time_unit(after) or after in words.SCALES or after in words.CURRENCIES or after in words.PIECES
            or after in {"m", "os", "p", "d", "w", "½"}
        )  # fmt: skip
        if not known:
            return stream.quantity("name", 0, 0, "", index, index + 2)
    if token.form.isdigit() and len(token.form) == 4 and token.form[:2] in {"19", "20"}:
        year = 1980 <= int(token.form) <= 2045
        cue = before in listed("in w since od by roku rok r year of for za z from until do early late")
        if year and ((cue and not _noun_follows(stream, index + 1)) or after in {"r", "roku", "rok", "rokiem"}):
            if before in {"in", "w", "za", "for", "roku", "year"}:
                return stream.quantity("period", 1, 1, "year", index, index + 1)
            return stream.quantity("date", int(token.form), int(token.form), "", index, index + 1)
    return None


def _noun_follows(stream: Stream, index: int) -> bool:
    return (
        index < len(stream.tokens)
        and stream.tokens[index].kind == "w"
        and len(stream.form(index)) > 3
        and stream.same_line(index - 1, index)
    )


def _is_clock(form: str) -> bool:
    """Tell whether digits may be a time of day written with a point: "16.00"."""
    head, mark, tail = form.partition(".")
    return mark == "." and len(tail) == 2 and tail in {"00", "15", "30", "45"} and head.isdigit() and int(head) < 25


def _is_month_and_year(form: str) -> bool:
    """Tell whether digits are the end of a date: "04.2026"."""
    head, mark, tail = form.partition(".")
    return mark == "." and head.isdigit() and int(head) < 13 and len(tail) in {2, 4} and tail.isdigit()


def _is_working_hour(form: str) -> bool:
    return form.isdigit() and 6 <= int(form) <= 23


def _is_hour(form: str) -> bool:
    return form.isdigit() and int(form) < 25
