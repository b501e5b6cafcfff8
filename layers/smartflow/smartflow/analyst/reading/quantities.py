"""From tokens to quantities: every number, range, duration, amount, share and period, with its unit and its place.

Rules only, because here they are certain: digits, number words, ranges, units, currencies, "per" and the header or label
that gives a bare number its unit. What a quantity means for the process is another question: see `roles.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.reading import words
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut

Kind = Literal["count", "duration", "money", "percent", "posts", "times", "period", "date", "name"]
_NUMBERED: Final = listed(
    "nr krok step etap punkt pkt rozdzial section art ust paragraf zalacznik annex pokoj room tel ext "
    "formularz lot rev wersja version unit kod poz"
)
MOST_QUANTITIES: Final = 160
MINUTES: Final = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 480.0}
_LEAD: Final = listed(
    "ok okolo about around approx approximately roughly ca circa jakies jakis moze nawet even max maks z "
    "srednio average up"
)
_JOIN: Final = listed("- – — do to lub albo or a à and / i")
_ADJECTIVES: Final = listed(
    "robocze roboczych roboczy roboczym working business full whole pelne pelnych pelny pelen caly cale "
    "calych dobre dobrych good solid kalendarzowych calendar man person osobo extra additional dodatkowe "
    "dodatkowych"
)
_UNCOUNTED: Final = listed("szt sztuk sztuki sztuke pcs pieces piece x razy times")
_EVERY: Final = frozenset(["co", "every", "each", "kazdy", "kazdego", "kazda", "kazdym", "each"])
_PER: Final = listed(
    "/ a an per na w za each every in of the ciagu do kazdy kazdego kazda co przez one jeden jedna skali to one's"
)
_PEOPLE: Final = listed(
    "osob osoby osobe osobami os people person persons pracown employe staff clerk ksiegow kadrow "
    "magazynier handlow technik lekarz doctor nurse pielegn dentist inspektor agent kobit dziewczyn panie "
    "panow panowie pan kolez koleg teacher nauczyc asystent assist specjalist recepcjon receptionist "
    "kierown manager dyspozy dispatch planist planner driver kierowc worker monter engineer mechani "
    "foremen foreman ludzi heads colleague admin guys women men girls ladies us"
)
_SYSTEMS: Final = listed(
    "system program aplikac apps app tool tools narzedz arkusz spreadsheet portal screen ekran baz"
)


_CLOCK_CUES: Final = listed("od do o at from to till until before after po przed between by and godz ok")


def _is_clock(form: str) -> bool:
    """Tell whether digits may be a time of day written with a point: "16.00"."""
    head, mark, tail = form.partition(".")
    return mark == "." and len(tail) == 2 and tail in {"00", "15", "30", "45"} and head.isdigit() and int(head) < 25


def _is_hour(form: str) -> bool:
    return form.isdigit() and int(form) < 25


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `text[start:end]`, unit included; `number_*` are its own words without unit.

    `low` and `high` are minutes for working time, else counts, shares in percent or amounts; `unit` is the unit as
    written. `per` is the period it is counted by, `per_at` the place of those words, `direct` says they touch it.
    `nouns` are stems of what is counted, `named_after` says they stand behind the number.
    """

    kind: Kind
    low: float
    high: float
    unit: str
    start: int
    end: int
    first: int  # tokens
    last: int
    number_start: int
    number_end: int
    per: str | None = None
    per_at: tuple[int, int] | None = None
    direct: bool = False
    nouns: tuple[str, ...] = ()
    in_words: bool = False
    named_after: bool = False
    times: float = 1.0

    @property
    def currency(self) -> str | None:
        """The currency of an amount."""
        return self.unit if self.kind == "money" and self.unit else None


@dataclass(slots=True)
class _Atom:
    low: float
    high: float
    first: int
    last: int  # one past
    in_words: bool = False
    unit: str = ""


def quantities(cut: Cut) -> list[Quantity]:
    """Return the quantities of a text in order, none overlapping, at most 160 of them."""
    return _Parser(cut).parse()


class _Parser:
    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.tokens = cut.tokens
        self.text = cut.text
        self.found: list[Quantity] = []
        self.used_until = 0

    def parse(self) -> list[Quantity]:
        index = 0
        while index < len(self.tokens) and len(self.found) < MOST_QUANTITIES:
            made = self._at(index)
            if made is None:
                index += 1
                continue
            last = made.last
            if made.kind != "name":
                self.found.append(made)
            index = max(last, index + 1)
        return self._with_periods(self._added(self.found))

    # one quantity

    def _form(self, index: int) -> str:
        return self.tokens[index].form if 0 <= index < len(self.tokens) else ""

    def _same_line(self, first: int, last: int) -> bool:
        return last < len(self.tokens) and self.tokens[first].line == self.tokens[last].line

    def _glued(self, index: int) -> bool:
        """Nothing stands between a token and the one before it."""
        return index > 0 and index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    def _at(self, index: int) -> Quantity | None:
        token = self.tokens[index]
        if token.kind == "n":
            name = self._name(index)
            if name is not None:
                return name
        fixed = self._fixed(index)
        if fixed is not None:
            return fixed
        period = self._period(index)
        if period is not None:
            return period
        share = self._share(index)
        if share is not None:
            return share
        atom = self._number(index)
        if atom is None:
            return None
        atom = self._range(atom)
        return self._with_unit(atom)

    def _make(
        self, kind: Kind, low: float, high: float, unit: str, first: int, last: int,
        number: tuple[int, int] | None = None, *, in_words: bool = False,
    ) -> Quantity:  # fmt: skip
        number = number or (first, last)
        tokens = self.tokens
        return Quantity(
            kind, round(low, 4), round(high, 4), unit, tokens[first].start, tokens[last - 1].end, first, last,
            tokens[number[0]].start, tokens[number[1] - 1].end, in_words=in_words,
        )  # fmt: skip

    def _name(self, index: int) -> Quantity | None:
        """Digits in names, dates, times of day, list marks and numbers of forms."""
        token = self.tokens[index]
        before, after = self._form(index - 1), self._form(index + 1)
        glued_before, glued_after = self._glued(index), self._glued(index + 1)
        first_of_line = index == self.cut.lines[token.line].first or (
            index == self.cut.lines[token.line].first + 1 and before in "•-–—*("
        )
        if first_of_line and token.form.isdigit() and len(token.form) < 3 and glued_after and after in ").":
            following = self._form(index + 2)
            if following and not (self._glued(index + 2) and following.isdigit()):
                return self._make("name", 0, 0, "", index, index + 2)
        if (
            first_of_line
            and "." in token.form
            and not self.cut.lines[token.line].cells
            and (index + 1 >= len(self.tokens) or (self.tokens[index + 1].kind == "w" and not self._unit_like(after)))
        ):
            return self._make("name", 0, 0, "", index, index + 1)
        if (
            (before in _CLOCK_CUES or (before in {"-", "–"} and index > 1 and self.tokens[index - 2].kind == "n"))
            and _is_clock(token.form)
            and not self._unit_like(after)
        ):
            return self._make("name", 0, 0, "", index, index + 1)
        if (before == "godz" and token.form.isdigit() and int(token.form) < 25) or (
            before == "." and self._form(index - 2) == "godz" and _is_hour(token.form)
        ):
            return self._make("name", 0, 0, "", index, index + 1)
        if before in _NUMBERED and self._same_line(index - 1, index) and not self._unit_like(after):
            return self._make("name", 0, 0, "", index, index + 1)
        if after in {"am", "pm"} and _is_hour(token.form):
            return self._make("name", 0, 0, "", index, index + 2)
        if token.form.isdigit() and len(token.form) > 7 and "," not in token.form:
            return self._make("name", 0, 0, "", index, index + 1)
        if (
            glued_after
            and after in {"'", "’", "′"}
            and not (self._glued(index + 2) and self.tokens[index + 2].kind == "w")
        ):
            return self._make(
                "duration", _value(token.form), _value(token.form), "minute", index, index + 2, (index, index + 1)
            )
        if (
            glued_after
            and after == "/"
            and token.form in {"1", "3"}
            and self._form(index + 2) in {"2", "3", "4"}
            and words.time_unit(self._form(index + 3)) in MINUTES
        ):
            minutes = (
                MINUTES[words.time_unit(self._form(index + 3)) or "minute"]
                * int(token.form)
                / int(self._form(index + 2))
            )
            return self._duration(minutes, index, index + 4)
        if (
            glued_before
            and self.tokens[index - 1].kind == "w"
            and before not in {"x", "zl", "pln", "eur", "gbp", "usd", "ok", "k"}
        ):
            return self._make("name", 0, 0, "", index, index + 1)
        if glued_before and before in {"-", "_"} and self._glued(index - 1) and self.tokens[index - 2].kind == "w":
            return self._make("name", 0, 0, "", index, index + 1)
        if glued_before and before == "#":
            return self._make("name", 0, 0, "", index, index + 1)
        if glued_after and after in ":./-" and self._glued(index + 2) and self.tokens[index + 2].kind == "n":
            last = index + 3
            third = self._form(index + 2)
            if (
                after == ":"
                and len(third) == 2
                and third.isdigit()
                and self._form(index + 3) in {"h", "hrs", "godz"}
                and token.form.isdigit()
            ):
                return self._duration(60 * int(token.form) + int(third), index, last + 1)
            if after == ":" and len(third) == 2 and third.isdigit():
                return self._make("name", 0, 0, "", index, last)
            dotted = self._form(index + 3) == after and self._glued(index + 3) and self._glued(index + 4)
            if after in "./-" and dotted and self.tokens[index + 4].kind == "n":
                return self._make("name", 0, 0, "", index, index + 5)
            if after == "/" and len(third) == 4 and third[:2] in {"19", "20"}:
                return self._make("name", 0, 0, "", index, last)
        if token.form.count(".") == 1 and glued_after and after == "." and self._glued(index + 2):
            tail = self._form(index + 2)
            if tail.isdigit() and len(tail) in {2, 4}:  # 01.04.2026
                return self._make("name", 0, 0, "", index, index + 3)
        if glued_after and after in {"th", "st", "nd", "rd"}:
            return self._make("date", float(_value(token.form)), float(_value(token.form)), "", index, index + 2)
        if glued_after and after == "-" and self._form(index + 2) in {"go", "ego", "tego", "ty", "ta", "mu"}:
            return self._make("date", _value(token.form), _value(token.form), "", index, index + 3)
        if glued_after and index + 1 < len(self.tokens) and self.tokens[index + 1].kind == "w":
            known = (
                words.time_unit(after) or after in words.SCALES or after in words.CURRENCIES or after in _UNCOUNTED
                or after in {"m", "os", "p", "d", "w"}
            )  # fmt: skip
            if not known:
                return self._make("name", 0, 0, "", index, index + 2)
        if token.form.isdigit() and len(token.form) == 4 and token.form[:2] in {"19", "20"}:
            year = 1980 <= int(token.form) <= 2045
            cue = before in listed("in w since od by roku rok r year of for za z from until do early late")
            if year and ((cue and not self._noun_follows(index + 1)) or after in {"r", "roku", "rok", "rokiem"}):
                if before in {"in", "w", "za", "for", "roku", "year"}:
                    return self._make("period", 1, 1, "year", index, index + 1)
                return self._make("date", int(token.form), int(token.form), "", index, index + 1)
        return None

    def _unit_like(self, form: str) -> bool:
        return (
            bool(words.time_unit(form))
            or form in words.CURRENCIES
            or form in words.SCALES
            or form in {"%", "szt", "x"}
            or form.startswith("etat")
        )

    def _noun_follows(self, index: int) -> bool:
        return (
            index < len(self.tokens)
            and self.tokens[index].kind == "w"
            and len(self._form(index)) > 3
            and self._same_line(index - 1, index)
        )

    def _fixed(self, index: int) -> Quantity | None:
        """Durations and posts said without a number: "half an hour", "kwadrans", "pół etatu"."""
        form, second, third, fourth = (self._form(index + step) for step in range(4))
        if not self._same_line(index, min(index + 1, len(self.tokens) - 1)) and form not in {"kwadrans", "halfhour"}:
            second = third = fourth = ""
        if form == "trzy" and second.startswith("kwadrans"):
            return self._duration(45, index, index + 2)
        if form == "three" and second == "quarters" and third == "of" and fourth == "an":
            return self._duration(45, index, index + 5)
        if form.startswith("kwadrans"):
            return self._duration(15, index, index + 1)
        if form == "quarter" and second == "of" and third == "an" and fourth == "hour":
            return self._duration(15, index, index + 4)
        if form == "quarter" and second == "hour":
            return self._duration(15, index, index + 2)
        if form.startswith("polgodz"):
            return self._duration(30, index, index + 1)
        if form in {"pol", "half"}:
            skip = index + (2 if second in {"a", "an", "the", "-"} else 1)
            unit = words.time_unit(self._form(skip))
            if unit in {"minute", "hour", "day"} and self._same_line(index, skip):
                return self._duration(MINUTES[unit] / 2, index, skip + 1)
            if self._form(skip).startswith("etat") or (form == "half" and self._form(skip) == "time"):
                return self._make("posts", 0.5, 0.5, "posts", index, skip + 1)
            if form == "half" and self._form(skip) == "dozen":
                return self._with_unit(_Atom(6, 6, index, skip + 1, in_words=True))
        if form.startswith("poltor"):
            unit = words.time_unit(second)
            if unit in MINUTES:
                return self._duration(1.5 * MINUTES[unit], index, index + 2)
            if second.startswith("etat"):
                return self._make("posts", 1.5, 1.5, "posts", index, index + 2)
            return self._with_unit(_Atom(1.5, 1.5, index, index + 1, in_words=True))
        if form in {"a", "an", "another", "one"} and not self.cut.polish:
            unit = words.time_unit(second)
            if second == "quarter" and third == "of" and fourth in {"an", "a"} and self._form(index + 4) == "hour":
                return self._duration(15, index, index + 5)
            if second == "quarter" and third == "hour":
                return self._duration(15, index, index + 3)
            if unit in {"minute", "day"} and (third, fourth) == ("and", "a") and self._form(index + 4) == "half":
                return self._duration(1.5 * MINUTES[unit], index, index + 5)
            if unit == "hour" and (third, fourth) == ("and", "a") and self._form(index + 4) == "quarter":
                return self._duration(75, index, index + 5)
            if unit == "hour" and form != "one":
                before = self._form(index - 1)
                if (third, fourth) == ("and", "a") and self._form(index + 4) == "half":
                    return self._duration(90, index, index + 5)
                more = self._number(index + 3) if third == "and" else None
                if more is not None and 5 <= more.low < 60:
                    last = more.last + (1 if words.time_unit(self._form(more.last)) == "minute" else 0)
                    return self._duration(60 + more.low, index, last)
                priced = (
                    self.found
                    and self.found[-1].kind in {"money", "count", "times"}
                    and self.found[-1].last >= index - 2
                )
                if priced and before not in {"about", "takes", "take", "around", "roughly", "nearly", "almost", "is"}:
                    return None
                return self._duration(60, index, index + 2)
            if unit == "day" and self._form(index - 1) in listed(
                "takes take took about almost nearly whole full for spends around"
            ):
                return self._duration(480, index, index + 2)
            if unit == "minute" and second == "minute":
                return self._duration(1, index, index + 2)
            if second in {"full", "whole"} and words.time_unit(third) == "day":
                return self._duration(480, index, index + 3)
            if second in {"hundred", "thousand"}:
                skip = index + (3 if third == "and" else 2)
                tail = self._worded(skip) if self._form(skip) in words.NUMBER_WORDS else None
                value = words.SCALES[second] + (tail.low if tail and tail.low < words.SCALES[second] else 0)
                return self._with_unit(_Atom(value, value, index, tail.last if tail else index + 2, in_words=True))
            if second == "dozen":
                return self._with_unit(_Atom(12, 12, index, index + 2, in_words=True))
            if second == "couple":
                skip = index + (3 if third == "of" else 2)
                dozen = self._form(skip) == "dozen"
                value = 24.0 if dozen else 2.0
                return self._with_unit(_Atom(value, value, index, skip + (1 if dozen else 0), in_words=True))
        if form in {"godzine", "godzinke", "godzina", "godzinka"} and self._form(index - 1) not in listed(
            "na za co kazda roboczo / jedna moja jej jego"
        ):
            if second == "i" and third == "pol":
                return self._duration(90, index, index + 3)
            follows = self._form(index + 1)
            if form in {"godzine", "godzinke", "godzinka"} or follows not in {
                "pracy",
                "kosztuje",
                "ksiegowej",
                "mojej",
                "roboczej",
                "pracownika",
            }:
                if follows in {"i", "oraz"} and self.tokens[min(index + 2, len(self.tokens) - 1)].kind == "n":
                    minutes = self._number(index + 2)
                    if minutes and words.time_unit(self._form(minutes.last)) == "minute":
                        return self._duration(60 + minutes.low, index, minutes.last + 1)
                return self._duration(60, index, index + 1)
        if form == "trzy" and second == "czwarte" and third.startswith("godzin"):
            return self._duration(45, index, index + 3)
        if (
            form in {"minuta", "minute", "minutka", "minutke"}
            and self.cut.polish
            and self._form(index - 1) not in {"na", "za", "co", "/", "kazda"}
        ):
            return self._duration(1, index, index + 1)
        if form in {"caly", "calego", "cale"} and words.time_unit(second) == "day":
            return self._duration(480, index, index + 2)
        if form == "all" and second == "day":
            return self._duration(480, index, index + 2)
        if form in {"caly", "pelny", "pelen"} and second == "etat":
            return self._make("posts", 1, 1, "posts", index, index + 2)
        if form == "full" and second in {"time", "-"} and (second == "time" or third == "time"):
            return self._make("posts", 1, 1, "posts", index, index + (2 if second == "time" else 3))
        if form == "etat":
            return self._make("posts", 1, 1, "posts", index, index + 1)
        if form in {"twice", "dwukrotnie"}:
            return self._make("times", 2, 2, "times", index, index + 1, in_words=True)
        if form in {"thrice", "trzykrotnie"}:
            return self._make("times", 3, 3, "times", index, index + 1, in_words=True)
        if form == "once" or (
            form == "raz" and second in {"w", "na", "dziennie", "tygodniowo", "miesiecznie", "do", "/", "rocznie"}
        ):
            return self._make("times", 1, 1, "times", index, index + 1, in_words=True)
        if form in {"both", "oboje", "obaj", "obie", "dwojka", "obydwie", "obydwaj"} or (
            form == "we" and second in {"dwoje", "dwojke", "dwie"}
        ):
            return self._make("count", 2, 2, "people", index, index + (2 if form == "we" else 1), in_words=True)
        return None

    def _duration(self, minutes: float, first: int, last: int) -> Quantity:
        return self._make("duration", minutes, minutes, "minute", first, last, in_words=True)

    def _period(self, index: int) -> Quantity | None:
        """A period that stands alone: "codziennie", "every other Friday", "na tydzień", "/day"."""
        token = self.tokens[index]
        form = token.form
        adverb = words.period_adverb(form)
        if adverb is not None:
            return self._make("period", 1, 1, adverb, index, index + 1)
        if form == "p" and self._form(index + 1) == "." and self._form(index + 2) in {"a", "m"}:
            return self._make("period", 1, 1, "year" if self._form(index + 2) == "a" else "month", index, index + 3)
        if form in {"season", "sezon", "sezonu", "sezonie", "kampanii", "campaign"} and self._form(index - 1) in {
            "in",
            "w",
            "the",
            "a",
            "per",
            "na",
            "this",
        }:
            return self._make("period", 1, 1, "year", index - 1, index + 1)
        if form in {"zmiane", "shift", "dyzur", "dyzurze"} and self._form(index - 1) in {
            "na",
            "a",
            "per",
            "each",
            "kazda",
            "every",
            "/",
        }:
            return self._make("period", 1, 1, "day", index - 1, index + 1)
        if form == "co" or form in {"every", "each", "kazdy", "kazdego", "kazda", "kazdym", "kazde"}:
            return self._every(index)
        if form in listed("/ na w per a an za in the do"):
            after = index + 1
            if form in {"w", "in"} and self._form(after) in {
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
            if form in {"per", "na", "za"} and self._form(after) in {"jeden", "kazdy", "jedna", "working", "calendar"}:
                after += 1
            if after < len(self.tokens) and self._same_line(index, after) and self.tokens[after].kind == "w":
                word = self._form(after)
                unit = words.time_unit(word)
                if (
                    form in {"a", "an"}
                    and self.cut.polish
                    and words.time_unit(word)
                    and word not in {"day", "week", "month", "year"}
                ):
                    return None
                if form == "w" and words.is_weekday(word):
                    days, at = 1, after + 1
                    while self._form(at) in {"i", ","} and words.is_weekday(self._form(at + 1)):
                        days, at = days + 1, at + 2
                    return self._make("period", float(days), float(days), "week", index, at)
                if form in {"the"}:
                    return None
                plural = word in listed(
                    "dni lat lata days weeks months years godzin godziny dniach miesiecy tygodni minutes hours"
                )
                if unit in words.PERIODS and not (plural and not (form == "/" and word in {"dni", "lat"})):
                    end = after + 1
                    if form == "do" and unit != "year":
                        return None
                    return self._make("period", 1, 1, unit, index, end)
        if form in {"on", "w", "we"} and words.is_weekday(self._form(index + 1)):
            days, at = 1, index + 2
            while self._form(at) in {"and", "i", ",", "&"} and words.is_weekday(self._form(at + 1)):
                days, at = days + 1, at + 2
            return self._make("period", float(days), float(days), "week", index, at)
        if words.is_weekday(form) and form.endswith("s") and not self.cut.polish:
            return self._make("period", 1, 1, "week", index, index + 1)
        second = self._form(index + 1)
        if form in {"koniec", "koncu", "zakonczeniu"} and words.time_unit(second) == "month":
            return self._make("period", 1, 1, "month", index, index + 2)
        if form == "month" and (second == "end" or (second == "-" and self._form(index + 2) == "end")):
            return self._make("period", 1, 1, "month", index, index + (2 if second == "end" else 3))
        if (
            form == "end"
            and self._form(index + 1) == "of"
            and self._form(index + 2) in {"month", "the", "each", "every"}
        ):
            last = index + (3 if self._form(index + 2) == "month" else 4)
            if self._form(last - 1) in {"month", "week", "day", "quarter"}:
                return self._make("period", 1, 1, self._form(last - 1), index, last)
        if (
            form in {"mies", "miesieczna", "miesiecznym", "tyg"}
            and self._form(index - 1) not in {"przez"}
            and self.tokens[index - 1].kind != "n"
            and index
        ):
            unit = "week" if form == "tyg" else "month"
            return self._make("period", 1, 1, unit, index, index + 1)
        return None

    def _every(self, index: int) -> Quantity | None:
        form, second, third = (self._form(index + step) for step in range(3))
        if not self._same_line(index, min(index + 1, len(self.tokens) - 1)):
            return None
        nth = words.ordinal(second)
        last, count = index + 1, 1.0
        if nth is not None:
            last, count = index + 2, float(nth)
        elif second in words.NUMBER_WORDS and second not in {"jeden", "jedna", "one"}:
            last, count = index + 2, words.NUMBER_WORDS[second]
        elif second.isdigit() and int(second) < 60:
            last, count = index + 2, float(second)
        elif second in {"single", "working", "roboczy"}:
            last = index + 2
        word = self._form(last)
        if words.is_weekday(word) and count == 1:
            days, at = 1, last + 1
            while self._form(at) in {"and", "i", ",", "&"} and words.is_weekday(self._form(at + 1)):
                days, at = days + 1, at + 2
            return self._make("period", float(days), float(days), "week", index, at)
        if word in {"working", "roboczy", "single", "business"}:
            last += 1
            word = self._form(last)
        unit = "week" if words.is_weekday(word) else words.time_unit(word)
        if unit == "second" and word == "second":
            unit = None
        if (
            word in listed("morning evening night afternoon wieczor ranek rano poranek noc shift zmiana zmiane")
            and count == 1
        ):
            return self._make("period", 1, 1, "day", index, last + 1)
        if form == "co" and (second, third) == ("pol", "roku"):
            return self._make("period", 2, 2, "year", index, index + 3)
        if unit in words.PERIODS:
            if unit == "week" and count == 2:
                return self._make("period", 1, 1, "two_weeks", index, last + 1)
            if unit == "month" and count == 3:
                return self._make("period", 1, 1, "quarter", index, last + 1)
            if unit == "month" and count in {2, 4, 6}:
                return self._make("period", 12 / count, 12 / count, "year", index, last + 1)
            return self._make("period", 1 / count, 1 / count, unit, index, last + 1)
        if word == "quarter":
            return self._make("period", 1, 1, "quarter", index, last + 1)
        if nth is not None and form in {"co", "every"} and nth > 2 and unit is None:
            return self._make("percent", 100 / nth, 100 / nth, "share", index, index + 2, in_words=True)
        return None

    def _share(self, index: int) -> Quantity | None:
        """Shares in words: "one in ten", "1 na 10", "połowa", "a third of"."""
        atom = self._number(index)
        if (
            atom is not None and atom.low == atom.high and 0 < atom.low <= 10 and self._same_line(index, atom.last)
            if atom and atom.last < len(self.tokens)
            else False
        ):
            assert atom is not None
            joint = self._form(atom.last)
            skip = atom.last + 1
            if joint == "out" and self._form(skip) == "of":
                skip += 1
            elif joint not in {"in", "na", "z"}:
                skip = -1
            if skip > 0:
                if self._form(skip) in {"every", "kazde", "kazdych", "about", "around", "ok"}:
                    skip += 1
                whole = self._number(skip) if skip < len(self.tokens) else None
                if (
                    whole is not None
                    and whole.low > atom.low
                    and whole.low <= 1000
                    and (joint != "z" or whole.low in {10, 20, 50, 100})
                ):
                    after = self._form(whole.last)
                    if (words.time_unit(after) is None and after not in {"%", "."}) or after == ".":
                        value = 100 * atom.low / whole.low
                        return self._make("percent", value, value, "share", index, whole.last, in_words=True)
        if atom is not None and 0 < atom.low <= 20 and atom.low == atom.high:
            skip = atom.last
            if self._form(skip) in {"of", "z"} and self._form(skip + 1) in {"the", "those", "these", "tych", "every"}:
                skip += 2
            elif self._form(skip) == "/" and self._glued(skip) and self._glued(skip + 1) and atom.low == 1:
                skip += 1
            elif (
                atom.low <= 3
                and self._form(skip + 1) in {"in", "na"}
                and self.tokens[min(skip, len(self.tokens) - 1)].kind == "w"
            ):
                skip += 2
            else:
                skip = -1
            whole = self._number(skip) if 0 < skip < len(self.tokens) else None
            if (
                whole is not None
                and atom.low < whole.low <= 1000
                and words.time_unit(self._form(whole.last)) is None
                and self._same_line(index, skip)
            ):
                value = 100 * atom.low / whole.low
                if whole.low >= 4 and not words.period_adverb(self._form(whole.last)):
                    return self._make("percent", value, value, "share", index, whole.last, in_words=True)
        form, second = self._form(index), self._form(index + 1)
        if form == "fifth" and self._form(index - 1) in {"a", "one"}:
            return self._make("percent", 20, 20, "share", index, index + 1, in_words=True)
        if form in {"polowa", "polowe", "polowie", "half"} and (
            form != "half" or second in {"of", "the", "our", "are", "get", "come"}
        ):
            return self._make("percent", 50, 50, "share", index, index + 1, in_words=True)
        if form == "third" and self._form(index - 1) in {"a", "one"} and second in {"of", "are", "come"}:
            return self._make("percent", 33.3333, 33.3333, "share", index, index + 1, in_words=True)
        if form == "quarter" and self._form(index - 1) in {"a", "one"} and second == "of":
            return self._make("percent", 25, 25, "share", index, index + 1, in_words=True)
        if form == "jedna" and second in {"trzecia", "czwarta", "piata", "dziesiata"}:
            value = {"trzecia": 33.3333, "czwarta": 25.0, "piata": 20.0, "dziesiata": 10.0}[second]
            return self._make("percent", value, value, "share", index, index + 2, in_words=True)
        return None

    # numbers

    def _number(self, index: int) -> _Atom | None:
        if index >= len(self.tokens):
            return None
        token = self.tokens[index]
        form = token.form
        atom: _Atom | None = None
        if token.kind == "n":
            atom = _Atom(_value(form), _value(form), index, index + 1)
        elif form in words.VAGUE_TEENS:
            low, high = words.VAGUE_TEENS[form]
            return _Atom(low, high, index, index + 1, in_words=True)
        elif token.kind == "w" and form in words.NUMBER_WORDS and not (form in words.ENGLISH_ONLY and self.cut.polish):
            atom = self._worded(index)
        if atom is None:
            return None
        after = self._form(atom.last)
        if after in words.SCALES and self._same_line(index, atom.last) and not (after == "hundred" and atom.low >= 100):
            factor = words.SCALES[after]
            last = atom.last + 1
            if self._form(last) == "." and self._glued(last) and after in {"tys", "mln"}:
                last += 1
            atom = _Atom(atom.low * factor, atom.high * factor, atom.first, last, atom.in_words)
            rest = self._form(last)
            skip = last + 1 if rest == "and" else last
            if atom.in_words and self._form(skip) in words.NUMBER_WORDS and skip < len(self.tokens):
                tail = self._worded(skip)
                if tail.low < factor:
                    atom = _Atom(atom.low + tail.low, atom.high + tail.low, atom.first, tail.last, in_words=True)
        after, second, third = (self._form(atom.last + step) for step in range(3))
        if (after == "i" and second == "pol") or (after == "and" and second == "a" and third == "half"):
            size = 2 if after == "i" else 3
            atom = _Atom(atom.low + 0.5, atom.high + 0.5, atom.first, atom.last + size, atom.in_words)
        elif after == "½":
            atom = _Atom(atom.low + 0.5, atom.high + 0.5, atom.first, atom.last + 1, atom.in_words)
        return atom

    def _worded(self, index: int) -> _Atom:
        total = words.NUMBER_WORDS[self._form(index)]
        last = index + 1
        while last < len(self.tokens) and self._same_line(index, last):
            skip = last + 1 if self._form(last) in {"-", "and"} else last
            form = self._form(skip)
            value = words.NUMBER_WORDS.get(form)
            if form in {"kilka", "pare", "kilku", "odd"} and total >= 20 and total % 10 == 0:
                return _Atom(total + 1, total + 9, index, skip + 1, in_words=True)
            adds = value is not None and value > 0 and (
                (total % 100 == 0 and total >= 100 and value < 100) or (total >= 20 and total % 10 == 0 and value < 10)
            )  # fmt: skip
            if not adds or value is None:
                break
            total += value
            last = skip + 1
        return _Atom(total, total, index, last, in_words=True)

    def _range(self, atom: _Atom) -> _Atom:
        """ "10-15", "10 do 15", "between 10 and 15", "sześć, siedem"."""
        at = atom.last
        if at >= len(self.tokens) or not self._same_line(atom.first, at) or atom.low != atom.high:
            return atom
        joint = self._form(at)
        if joint == "-" and self._form(at + 1) in {"kilka", "paru", "kilku"} and atom.low >= 20:
            return _Atom(atom.low + 1, atom.low + 9, atom.first, at + 2, in_words=True)
        unit = ""
        if joint == "%" or words.time_unit(joint) in MINUTES or joint in {"zl"}:
            unit, at = joint, at + 1
            joint = self._form(at)
        comma = joint == "," and atom.in_words
        if (joint not in _JOIN and not comma) or (joint == "to" and self.cut.polish):
            return atom
        between = self._form(atom.first - 1) in {"between", "miedzy", "pomiedzy"}
        if joint in {"and", "i"} and not between:
            return atom
        if (
            joint == "a"
            and not between
            and not self.cut.polish
            and self.tokens[at].form != "à"
            and self.text[self.tokens[at].start] != "à"
        ):
            return atom
        if joint == "/" and not (atom.low < 60):
            return atom
        second = at + 1
        if self._form(second) in _LEAD or self._form(second) in {
            "gora",
            "czasem",
            "sometimes",
            "maybe",
            "currency",
            "£",
            "€",
            "$",
        }:
            second += 1
        other = self._number(second)
        if other is None or other.low <= atom.low or not self._same_line(atom.first, other.last - 1):
            return atom
        if (
            other.low > 12 * max(atom.low, 1)
            or (comma and other.low > atom.low + 2)
            or (joint == "/" and other.low > 3 * atom.low)
        ):
            return atom
        other_unit = self._form(other.last)
        if unit and unit != other_unit and words.time_unit(unit) != words.time_unit(other_unit):
            return atom
        low = atom.low
        if other.low >= 1000 and low < other.low / 100:
            low *= 1000  # "28-30 tys."
        return _Atom(low, other.high, atom.first, other.last, atom.in_words)

    def _with_unit(self, atom: _Atom) -> Quantity | None:
        first, at = atom.first, atom.last
        number = (atom.first, atom.last)
        before = self._form(first - 1) if first and self._same_line(first - 1, first) else ""
        in_words = atom.in_words
        currency = words.CURRENCIES.get(before)
        if (
            currency
            and (before in "€$£" or len(before) == 3)
            and not (self._glued(first) is False and self._currency_taken(first - 1))
        ):
            return self._make("money", atom.low, atom.high, currency, first - 1, at, number, in_words=in_words)
        if at >= len(self.tokens) or not self._same_line(first, at):
            return self._bare(atom)
        form = self._form(at)
        skip = at
        if form == "-" and self._glued(at) and self._glued(at + 1) and self.tokens[at + 1].kind == "w":
            skip = at + 1
        if form == "+" and self._form(at + 1):
            skip = at + 1
        while (
            self._form(skip) in _ADJECTIVES
            and skip < at + 3
            and not (self._form(skip) == "full" and self._form(skip + 1) in {"time", "-"})
        ):
            skip += 1
        form = self._form(skip)
        if form in {"%", "procent", "proc", "percent", "pct", "procenta", "procentach"} or (
            form == "per" and self._form(skip + 1) == "cent"
        ):
            last = skip + (2 if form == "per" else 1)
            return self._make("percent", atom.low, atom.high, "percent", first, last, number, in_words=in_words)
        if form in words.CURRENCIES and not (form in {"pound", "pounds"} and self._form(skip + 1) == "of"):
            if form in "€$£" and not self._glued(skip) and self._glued(skip + 1):
                return self._bare(atom)  # the currency of the next number
            return self._make(
                "money", atom.low, atom.high, words.CURRENCIES[form], first, skip + 1, number, in_words=in_words
            )
        if form in {"m", "min"} and self._glued(skip):
            return self._make("duration", atom.low, atom.high, "minute", first, skip + 1, number, in_words=in_words)
        if form == "d" and self._glued(skip):
            return self._timed("day", atom, skip + 1)
        unit = words.time_unit(form)
        if unit in {"month", "week"} and atom.low >= 15 and form in {"mies", "tyg", "tydz", "mth"}:
            made = self._make("count", atom.low, atom.high, "", first, at, number, in_words=in_words)
            return replace(made, per=unit, per_at=(self.tokens[skip].start, self.tokens[skip].end), direct=True)
        if unit is not None and not (form == "second" and not self._form(skip + 1)):
            return self._timed(unit, atom, skip + 1)
        if form.startswith("etat") or form == "fte" or (form == "full" and self._form(skip + 1) in {"time", "-"}):
            return self._make("posts", atom.low, atom.high, "posts", first, skip + 1, number, in_words=in_words)
        if form in {"times", "razy", "raza"} or (form == "x" and words.time_unit(self._form(skip + 1)) is None):
            if form == "x" and skip + 1 < len(self.tokens) and self.tokens[skip + 1].kind == "n":
                return self._make("count", atom.low, atom.high, "x", first, at, number, in_words=in_words)
            return self._make("times", atom.low, atom.high, "times", first, skip + 1, number, in_words=in_words)
        return self._bare(atom)

    def _currency_taken(self, index: int) -> bool:
        """The currency belongs to the number before it ("50 zł 30 minut")."""
        return index > 0 and self.tokens[index - 1].kind == "n" and self._same_line(index - 1, index)

    def _timed(self, unit: str, atom: _Atom, last: int) -> Quantity:
        number = (atom.first, atom.last)
        if (
            self._form(last) == "."
            and self._glued(last)
            and self._form(last - 1) in {"godz", "min", "tyg", "mies", "sek", "tydz"}
        ):
            pass
        factor = MINUTES.get(unit)
        if factor is None:
            return self._make("duration", atom.low, atom.high, unit, atom.first, last, number, in_words=atom.in_words)
        low, high = atom.low * factor, atom.high * factor
        if unit == "hour" and atom.low == atom.high:
            if (self._form(last) == "i" and self._form(last + 1) == "pol") or (
                self._form(last) == "and" and self._form(last + 1) == "a" and self._form(last + 2) == "half"
            ):
                low, high, last = low + 30, high + 30, last + (2 if self._form(last) == "i" else 3)
            else:
                skip = last + 1 if self._form(last) in {"i", "and", "oraz", "."} else last
                minutes = self._number(skip)
                named = minutes is not None and words.time_unit(self._form(minutes.last)) == "minute"
                bare = (
                    minutes is not None
                    and skip == last
                    and minutes.low in {10, 15, 20, 30, 40, 45, 50}
                    and not minutes.in_words
                )
                if minutes and minutes.low < 60 and (named or bare) and self._same_line(atom.first, minutes.last - 1):
                    low, high, last = low + minutes.low, high + minutes.high, minutes.last + (1 if named else 0)
        if (
            unit == "minute"
            and atom.low == atom.high
            and last < len(self.tokens)
            and self._form(last) == "30"
            and self._same_line(atom.first, last)
        ):
            low, high, last = low + 0.5, high + 0.5, last + 1
        return self._make("duration", low, high, unit, atom.first, last, number, in_words=atom.in_words)

    def _bare(self, atom: _Atom) -> Quantity | None:
        """A number without a unit behind it: a count, or what the label or the table's header says it is."""
        first, at = atom.first, atom.last
        number = (first, at)
        unit = self._unit_of_label(first)
        if unit is not None:
            kind, name, factor = unit
            if kind == "duration" and atom.low <= 5000:
                return self._make(
                    "duration", atom.low * factor, atom.high * factor, name, first, at, number, in_words=atom.in_words
                )
            if kind in {"money", "percent"}:
                return self._make(
                    "money" if kind == "money" else "percent",
                    atom.low,
                    atom.high,
                    name,
                    first,
                    at,
                    number,
                    in_words=atom.in_words,
                )
        if atom.low == 1 and atom.in_words and atom.high == 1 and not self._one_matters(at):
            return None
        unit_word = ""
        forms: list[str] = []
        index = at
        while index < len(self.tokens) and len(forms) < 3 and self._same_line(first, index):
            token = self.tokens[index]
            if token.kind != "w" or token.form in _PER or words.period_adverb(token.form):
                break
            forms.append(token.form)
            index += 1
        for form in forms[:2]:
            if any(form.startswith(one) and (len(one) > 3 or form == one) for one in _PEOPLE):
                unit_word = "people"
                break
            if any(form.startswith(one) and (len(one) > 3 or form == one) for one in _SYSTEMS):
                unit_word = "systems"
                break
        return self._make(
            "count",
            atom.low,
            atom.high,
            unit_word,
            first,
            at + (1 if forms and len(forms[0]) > 2 else 0),
            number,
            in_words=atom.in_words,
        )

    def _one_matters(self, at: int) -> bool:
        for index in range(at, min(at + 4, len(self.tokens))):
            form = self._form(index)
            if not self._same_line(at - 1, index) or form in ".,;":
                return False
            if words.period_adverb(form) or (form in {"a", "per", "each", "na", "w", "/"} and index > at):
                return True
        return False

    def _unit_of_label(self, index: int) -> tuple[str, str, float] | None:
        """Return kind, unit and minutes that a "label (min):" or a table's header gives to the numbers under it."""
        token = self.tokens[index]
        line = self.cut.lines[token.line]
        header: list[str] = []
        cell = self.cut.cell_of(index)
        if cell is not None and line.header is not None:
            cells = self.cut.lines[line.header].cells
            if cell[1] < len(cells):
                header = [self._form(at) for at in range(*cells[cell[1]])]
        if (
            cell is not None
            and cell[1] > 0
            and not any(words.time_unit(form) or form in words.CURRENCIES or form == "%" for form in header)
        ):
            first, last = next((part for part in line.cells if part[1] > part[0]), line.cells[0])
            label = [self._form(at) for at in range(first, last)]
            mark = next((at for at, form in enumerate(label) if form in {"(", "["}), -1)
            header = label[mark + 1 :] if mark >= 0 else []
        elif cell is None and line.label and line.label_end < index and index - line.label_end <= 4:
            header = [self._form(at) for at in range(line.first, line.label_end)]
            bracket = header.index("(") if "(" in header else -1
            if bracket < 0 and "[" in header:
                bracket = header.index("[")
            header = (
                header[bracket + 1 :]
                if bracket >= 0
                else [form for form in header if form in {"min", "minuty", "minutes", "mins", "hrs"}]
            )
        for position, form in enumerate(header):
            if position and header[position - 1] in {"/", "na", "per", "a", "w"}:
                continue
            unit = words.time_unit(form)
            if unit in MINUTES and form not in {"dzien", "day", "dni", "days"}:
                return "duration", unit, MINUTES[unit]
            if form in words.CURRENCIES:
                return "money", words.CURRENCIES[form], 1.0
            if form in {"%", "percent", "procent"}:
                return "percent", "percent", 1.0
        return None

    # which period a quantity is counted by

    def _added(self, found: list[Quantity]) -> list[Quantity]:
        """Give bare numbers before a plus the unit behind it: "3 + 2 + 2 minutes"."""
        made = list(found)
        for position in range(len(made) - 2, -1, -1):
            one, after = made[position], made[position + 1]
            if (
                one.kind == "count"
                and after.kind == "duration"
                and after.first - one.last <= 1
                and self._form(after.first - 1) == "+"
            ):
                factor = MINUTES.get(after.unit, 1.0)
                made[position] = replace(
                    one, kind="duration", unit=after.unit, low=one.low * factor, high=one.high * factor
                )
        return made

    def _with_periods(self, found: list[Quantity]) -> list[Quantity]:
        """Bind periods that touch a quantity to it; the others stay quantities of their own."""
        made: list[Quantity] = []
        taken: set[int] = set()
        for position, one in enumerate(found):
            if one.kind in {"period", "date"}:
                continue
            found_at = self._touching(found, position, taken)
            if found_at is None:
                continue
            taken.add(found_at)
            period = found[found_at]
            gap = period.first - one.last if period.first >= one.last else one.first - period.last
            found[position] = replace(
                one, per=period.unit, per_at=(period.start, period.end), direct=gap <= 1, times=period.low
            )
        for position, one in enumerate(found):
            if position in taken:
                continue
            label = self._label_period(one) if one.per is None and one.kind in {"count", "money"} else None
            if label is not None:
                one = replace(one, per=label[0], per_at=label[1])
            if one.kind in {"count", "times"}:
                nouns, after = self._nouns(one)
                one = replace(one, nouns=nouns, named_after=after)
            made.append(one)
        return made

    def _touching(self, found: list[Quantity], position: int, taken: set[int]) -> int | None:
        one = found[position]
        most = {"count": 5, "times": 2, "money": 3, "duration": 2, "posts": 0, "percent": 0}.get(one.kind, 0)
        if position + 1 < len(found):
            after = found[position + 1]
            if (
                after.kind == "period"
                and position + 1 not in taken
                and after.first - one.last <= most
                and self._clear(one.last, after.first)
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
                and self._clear(before.last, one.first)
            ):
                return position - 1
        return None

    def _clear(self, first: int, last: int) -> bool:
        tokens = self.tokens
        if first < last and tokens[first - 1].sentence != tokens[last].sentence:
            return False
        return all(tokens[index].form not in ";:|" and tokens[index].kind != "n" for index in range(first, last))

    def _label_period(self, one: Quantity) -> tuple[str, tuple[int, int]] | None:
        """The period in a line's label or a table's header: "Liczba zamówień / dzień: 80"."""
        line = self.cut.lines[self.tokens[one.first].line]
        spans: list[tuple[int, int]] = []
        cell = self.cut.cell_of(one.first)
        if cell is not None and line.header is not None:
            cells = self.cut.lines[line.header].cells
            if cell[1] < len(cells):
                spans.append(cells[cell[1]])
        if cell is not None and line.cells and cell[1] > 0:
            spans.append(line.cells[0])
        if line.label and line.label_end < one.first and one.first - line.label_end <= 4:
            spans.append((line.first, line.label_end))
        for first, last in spans:
            for index in range(first, last):
                form = self._form(index)
                unit = words.period_adverb(form)
                if unit is None and index > first and self._form(index - 1) in {"/", "na", "per", "w", "a"}:
                    unit = words.time_unit(form)
                if unit is None and form in {"mies", "mc"}:
                    unit = "month"
                if unit in words.PERIODS:
                    return unit, (self.tokens[max(first, index - 1)].start, self.tokens[index].end)
        return None

    def _nouns(self, one: Quantity) -> tuple[tuple[str, ...], bool]:
        """Stems of the words counted: those behind the number (True), or those of the label or clause before it."""
        stems: list[str] = []
        last_number = (
            next((index for index in range(one.first, one.last) if self.tokens[index].end >= one.number_end), one.first)
            + 1
        )
        for index in range(last_number, min(last_number + 4, len(self.tokens))):
            token = self.tokens[index]
            if not self._same_line(one.first, index) or token.form in ".;|(":
                break
            if token.kind == "w" and len(token.form) > 2:
                if token.form in _PER or words.period_adverb(token.form) or words.time_unit(token.form):
                    break
                if token.form not in _UNCOUNTED:
                    stems.append(words.stem(token.form))
        after = bool(stems)
        if not stems:
            line = self.cut.lines[self.tokens[one.first].line]
            start = max(line.first, one.first - 6)
            stems = [
                words.stem(token.form)
                for token in self.tokens[start : one.first]
                if token.kind == "w" and len(token.form) > 3 and token.sentence == self.tokens[one.first].sentence
            ][-4:]
        return tuple(stems), after


def _value(form: str) -> float:
    """Read digits with separators of thousands or decimals: "1 200", "4,100", "3,5", "6.200"."""
    digits = form.replace("\u00a0", " ").replace("\u202f", " ")
    for mark in " '’":
        digits = digits.replace(mark, "")
    if digits.isdigit():
        return float(digits)
    marks = [char for char in digits if char in ".,"]
    head, _, tail = digits.replace(",", ".").rpartition(".")
    if len(marks) == 1 and len(tail) == 3 and head not in {"", "0"} and len(head) <= 3:
        return float(head + tail)
    if len(marks) > 1 and len(tail) == 3:
        return float("".join(filter(str.isdigit, digits)))
    return float("".join(filter(str.isdigit, head)) + "." + tail)
