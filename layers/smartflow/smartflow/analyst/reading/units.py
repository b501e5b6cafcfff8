"""What stands behind or above a number: its unit, its currency, or the label and header that give it one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.numerals import number
from smartflow.analyst.reading.stream import MINUTES, Atom
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Quantity, Stream

_ADJECTIVES: Final = listed(
    "robocze roboczych roboczy roboczym working business full whole pelne pelnych pelny pelen caly cale "
    "calych dobre dobrych good solid kalendarzowych calendar man person osobo extra additional dodatkowe "
    "dodatkowych more"
)
_CONTINUES: Final = listed(
    "kolejne kolejnych nastepne dalsze another further like av avg czasem nawet bywa plus potem then"
)
_ANOTHER: Final = listed("kolejne kolejnych nastepne dalsze another further")
_MORE: Final = listed("more wiecej")
_FOLLOWS: Final = listed("bo because as if jak gdy i and for na to when")
_CASES: Final = listed("if when unless jak gdy jesli jezeli kiedy")
#: Words that a number of minutes does not follow: "nr 5", "at 5".
_NO_TIME_AFTER: Final = listed("nr no of at by to in on w na po od do z za o przed pkt lot line and i or lub")
_FURTHER: Final = listed("on in for to na do")
_SHORT, _AS_LONG = 30, 4
_ON_AVERAGE: Final = listed("srednio average averages averaging powiedzmy say przecietnie")
_PEOPLE: Final = listed(
    "osob osoby osobe osobami os people person persons pracown employe staff clerk ksiegow kadrow "
    "magazynier handlow technik lekarz doctor nurse pielegn dentist inspektor agent kobit dziewczyn panie "
    "panow panowie pan kolez koleg teacher nauczyc asystent assist specjalist recepcjon receptionist "
    "kierown manager dyspozy dispatch planist planner driver kierowc worker monter engineer mechani "
    "foremen foreman ludzi heads colleague admin guys women men girls ladies us officer volunteer wolontari"
)
_SYSTEMS: Final = listed(
    "system program aplikac apps app tool tools narzedz arkusz spreadsheet portal screen ekran baz"
)


def with_unit(stream: Stream, atom: Atom) -> Quantity | None:
    """Return the quantity a number makes with what stands before and behind it."""
    first, at = atom.first, atom.last
    own = (atom.first, atom.last)
    before = stream.form(first - 1) if first and stream.same_line(first - 1, first) else ""
    in_words = atom.in_words
    currency = words.CURRENCIES.get(before)
    if (
        currency
        and (before in "€$£" or len(before) == 3)
        and not (stream.glued(first) is False and _currency_taken(stream, first - 1))
    ):
        return stream.quantity("money", atom.low, atom.high, currency, first - 1, at, own, in_words=in_words)
    if at >= len(stream.tokens) or not stream.same_line(first, at):
        return _bare(stream, atom)
    form = stream.form(at)
    skip = at
    if form == "-" and stream.glued(at) and stream.glued(at + 1) and stream.tokens[at + 1].kind == "w":
        skip = at + 1
    if form == "+" and stream.form(at + 1):
        skip = at + 1
    while (
        stream.form(skip) in _ADJECTIVES
        and skip < at + 3
        and not (stream.form(skip) == "full" and stream.form(skip + 1) in {"time", "-"})
    ):
        skip += 1
    form = stream.form(skip)
    if form in {"%", "procent", "proc", "percent", "pct", "procenta", "procentach"} or (
        form == "per" and stream.form(skip + 1) == "cent"
    ):
        last = skip + (2 if form == "per" else 1)
        return stream.quantity("percent", atom.low, atom.high, "percent", first, last, own, in_words=in_words)
    if (
        form in words.CURRENCIES
        and not (form == "sek" and stream.cut.language == "pl")
        and not (form in {"pound", "pounds"} and stream.form(skip + 1) == "of")
    ):
        if form in "€$£" and not stream.glued(skip) and stream.glued(skip + 1):
            return _bare(stream, atom)  # the currency of the next number
        return stream.quantity(
            "money", atom.low, atom.high, words.CURRENCIES[form], first, skip + 1, own, in_words=in_words
        )
    if form in {"m", "min"} and stream.glued(skip):
        return stream.quantity("duration", atom.low, atom.high, "minute", first, skip + 1, own, in_words=in_words)
    if form == "d" and stream.glued(skip):
        return _timed(stream, "day", atom, skip + 1)
    unit = words.time_unit(form)
    if unit in {"month", "week"} and atom.low >= 15 and form in {"mies", "tyg", "tydz", "mth"}:
        made = stream.quantity("count", atom.low, atom.high, "", first, at, own, in_words=in_words)
        return replace(made, per=unit, per_at=(stream.tokens[skip].start, stream.tokens[skip].end), direct=True)
    if unit is not None and not (form == "second" and not stream.form(skip + 1)):
        return _timed(stream, unit, atom, skip + 1)
    if form.startswith("etat") or form == "fte" or (form == "full" and stream.form(skip + 1) in {"time", "-"}):
        return stream.quantity("posts", atom.low, atom.high, "posts", first, skip + 1, own, in_words=in_words)
    if form in {"times", "razy", "raza"} or (form in {"x", "×"} and words.time_unit(stream.form(skip + 1)) is None):
        if form in "x×" and skip + 1 < len(stream.tokens) and stream.tokens[skip + 1].kind == "n":
            return stream.quantity("count", atom.low, atom.high, "x", first, at, own, in_words=in_words)
        return stream.quantity("times", atom.low, atom.high, "times", first, skip + 1, own, in_words=in_words)
    return _bare(stream, atom)


def _currency_taken(stream: Stream, index: int) -> bool:
    """The currency belongs to the number before it ("50 zł 30 minut")."""
    return index > 0 and stream.tokens[index - 1].kind == "n" and stream.same_line(index - 1, index)


def _timed(stream: Stream, unit: str, atom: Atom, last: int) -> Quantity:
    """A time in minutes, minutes after hours taken in; longer units stay as they are."""
    own = (atom.first, atom.last)
    factor = MINUTES.get(unit)
    if factor is None:
        return stream.quantity("duration", atom.low, atom.high, unit, atom.first, last, own, in_words=atom.in_words)
    low, high = atom.low * factor, atom.high * factor
    if unit == "hour" and atom.low == atom.high:
        if (stream.form(last) == "i" and stream.form(last + 1) == "pol") or (
            stream.form(last) == "and" and stream.form(last + 1) == "a" and stream.form(last + 2) == "half"
        ):
            low, high, last = low + 30, high + 30, last + (2 if stream.form(last) == "i" else 3)
        else:
            skip = last + 1 if stream.form(last) in {"i", "and", "oraz", "."} else last
            minutes = number(stream, skip)
            named = minutes is not None and words.time_unit(stream.form(minutes.last)) == "minute"
            bare = (
                minutes is not None
                and skip == last
                and minutes.low in {10, 15, 20, 30, 40, 45, 50}
                and not minutes.in_words
            )
            if minutes and minutes.low < 60 and (named or bare) and stream.same_line(atom.first, minutes.last - 1):
                low, high, last = low + minutes.low, high + minutes.high, minutes.last + (1 if named else 0)
    if (
        unit == "minute"
        and atom.low == atom.high
        and last < len(stream.tokens)
        and stream.form(last) == "30"
        and stream.same_line(atom.first, last)
    ):
        low, high, last = low + 0.5, high + 0.5, last + 1
    return stream.quantity("duration", low, high, unit, atom.first, last, own, in_words=atom.in_words)


def _bare(stream: Stream, atom: Atom) -> Quantity | None:
    """A number without a unit behind it: a count, or what the label or the table's header says it is."""
    first, at = atom.first, atom.last
    own = (first, at)
    unit = _unit_of_label(stream, first)
    if unit is not None:
        kind, name, factor = unit
        if kind == "duration" and atom.low <= 5000:
            return stream.quantity(
                "duration", atom.low * factor, atom.high * factor, name, first, at, own, in_words=atom.in_words
            )
        if kind in {"money", "percent"}:
            return stream.quantity(
                "money" if kind == "money" else "percent",
                atom.low,
                atom.high,
                name,
                first,
                at,
                own,
                in_words=atom.in_words,
            )
    if atom.low == 1 and atom.in_words and atom.high == 1 and not _one_matters(stream, at):
        return None
    if _of_us(stream, first, at):
        return stream.quantity("count", atom.low, atom.high, "people", first, at, own, in_words=atom.in_words)
    unit_word = ""
    forms: list[str] = []
    index = at
    while index < len(stream.tokens) and len(forms) < 3 and stream.same_line(first, index):
        token = stream.tokens[index]
        if token.kind != "w" or token.form in words.PER_WORDS or words.period_adverb(token.form):
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
    return stream.quantity(
        "count",
        atom.low,
        atom.high,
        unit_word,
        first,
        at + (1 if forms and len(forms[0]) > 2 else 0),
        own,
        in_words=atom.in_words,
    )


def _of_us(stream: Stream, first: int, at: int) -> bool:
    """ "Two of us", "dwie z nas", "jest nas pięć"."""
    behind = stream.form(at), stream.form(at + 1)
    return behind in {("of", "us"), ("of", "them"), ("z", "nas")} or stream.form(first - 1) == "nas"


def _one_matters(stream: Stream, at: int) -> bool:
    """ "One" counts only where a period follows: "one envelope a month"."""
    for index in range(at, min(at + 4, len(stream.tokens))):
        form = stream.form(index)
        if not stream.same_line(at - 1, index) or form in ".,;":
            return False
        if words.period_adverb(form) or (form in {"a", "per", "each", "na", "w", "/"} and index > at):
            return True
    return False


def _unit_of_label(stream: Stream, index: int) -> tuple[str, str, float] | None:
    """Return kind, unit and minutes that a "label (min):" or a table's header gives to the numbers under it."""
    token = stream.tokens[index]
    line = stream.cut.lines[token.line]
    header: list[str] = []
    cell = stream.cut.cell_of(index)
    if cell is not None and line.header is not None:
        cells = stream.cut.lines[line.header].cells
        if cell[1] < len(cells):
            header = [stream.form(at) for at in range(*cells[cell[1]])]
    if (
        cell is not None
        and cell[1] > 0
        and not any(words.time_unit(form) or form in words.CURRENCIES or form == "%" for form in header)
    ):
        first, last = next((part for part in line.cells if part[1] > part[0]), line.cells[0])
        label = [stream.form(at) for at in range(first, last)]
        mark = next((at for at, form in enumerate(label) if form in {"(", "["}), -1)
        header = label[mark + 1 :] if mark >= 0 else []
    elif cell is None and line.label and line.label_end < index and index - line.label_end <= 4:
        header = [stream.form(at) for at in range(line.first, line.label_end)]
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


def added(stream: Stream, found: list[Quantity]) -> list[Quantity]:
    """Give bare numbers before a plus the unit behind it: "3 + 2 + 2 minutes"."""
    made = list(found)
    for position in range(len(made) - 2, -1, -1):
        one, after = made[position], made[position + 1]
        if (
            one.kind == "count"
            and after.kind == "duration"
            and after.first - one.last <= 1
            and stream.form(after.first - 1) == "+"
        ):
            factor = MINUTES.get(after.unit, 1.0)
            made[position] = replace(
                one, kind="duration", unit=after.unit, low=one.low * factor, high=one.high * factor
            )
    return _continued(stream, made)


def _continued(stream: Stream, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number after a time the unit of that time: "telefon 3 minuty, przepisanie kolejne 2"."""
    made = list(found)
    for position in range(1, len(made)):
        one = made[position]
        if one.kind != "count" or one.unit:
            continue
        before = next(
            (other for other in made[max(0, position - 2) : position][::-1] if other.kind == "duration"), None
        )
        if before is None or before.unit not in MINUTES or not _goes_on(stream, before, one):
            continue
        factor = MINUTES[before.unit]
        made[position] = replace(
            one, kind="duration", unit=before.unit, low=one.low * factor, high=one.high * factor, end=one.number_end,
            last=_last_of_number(stream, one) + 1,
        )  # fmt: skip
    return made


def _last_of_number(stream: Stream, one: Quantity) -> int:
    return next((at for at in range(one.first, one.last) if stream.tokens[at].end >= one.number_end), one.first)


def _goes_on(stream: Stream, before: Quantity, one: Quantity) -> bool:
    """Tell whether a bare number has the unit of the time before it: nothing is counted by it, and words take that time up."""
    apart = stream.tokens[one.first].sentence - stream.tokens[before.first].sentence
    last = _last_of_number(stream, one)
    at = last + 1
    if stream.form(at) in _MORE:
        at += 1
    after = stream.form(at) if at < len(stream.tokens) and stream.same_line(one.first, at) else ""
    open_end = not after or after in ".,;)"
    near = {stream.form(one.first - step) for step in (1, 2)}
    if apart <= 1 and near & _CONTINUES and (at > last + 1 or apart == 0):
        return open_end or after in _FOLLOWS
    if apart <= 1 and open_end and stream.form(one.first - 1) in _ANOTHER:
        return True
    if apart == 0 and open_end and stream.form(one.first - 1) == stream.form(before.first - 1) == "to":
        return True  # "Jak krótka, to trzy minuty, jak długa, to dziesięć."
    if apart == 0 and after in _CASES and {stream.form(before.last + step) for step in range(3)} & _CASES:
        return True
    if apart == 0 and at > last + 1 and after in _FURTHER:
        return True  # "3 minutes on the portal and 2 more on our own spreadsheet"
    listed_on = stream.form(one.first - 1) not in _NO_TIME_AFTER and stream.tokens[one.first - 1].kind == "w"
    if apart == 0 and open_end and listed_on and one.low <= min(_SHORT, _AS_LONG * before.high / MINUTES[before.unit]):
        return True  # "Finding the entry takes 10 minutes, writing the copy 5."
    return apart <= 1 and open_end and bool(near & _ON_AVERAGE)


def unit_like(form: str) -> bool:
    """Tell whether a word behind digits is a unit, a currency or a scale."""
    return (
        bool(words.time_unit(form))
        or form in words.CURRENCIES
        or form in words.SCALES
        or form in {"%", "szt", "x"}
        or form.startswith("etat")
    )
