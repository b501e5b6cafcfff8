"""Numbers in digits and words, and ranges of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.stream import MINUTES, Atom
from smartflow.analyst.reading.words import listed

if TYPE_CHECKING:
    from smartflow.analyst.reading.stream import Stream

_LEAD: Final = listed(
    "ok okolo about around approx approximately roughly ca circa jakies jakis moze nawet even max maks z "
    "srednio average up"
)
_JOIN: Final = listed("- – — do to lub albo or a à and / i")


def number(stream: Stream, index: int) -> Atom | None:
    """Return the number in digits or words that begins at a token, scale included ("28 tysięcy", "two and a half")."""
    if index >= len(stream.tokens):
        return None
    token = stream.tokens[index]
    form = token.form
    atom: Atom | None = None
    if token.kind == "n":
        atom = Atom(value(form), value(form), index, index + 1)
    elif form in words.VAGUE_TEENS:
        low, high = words.VAGUE_TEENS[form]
        return Atom(low, high, index, index + 1, in_words=True)
    elif (
        token.kind == "w"
        and form in words.NUMBER_WORDS
        and not (form in words.ENGLISH_ONLY and stream.cut.language == "pl")
    ):
        atom = worded(stream, index)
    elif form in {"a", "an"} and stream.cut.language != "pl" and stream.form(index + 1) in words.SCALES:
        atom = Atom(1, 1, index, index + 1, in_words=True)
    if atom is None:
        return None
    after = stream.form(atom.last)
    if after in words.SCALES and stream.same_line(index, atom.last) and not (after == "hundred" and atom.low >= 100):
        factor = words.SCALES[after]
        last = atom.last + 1
        if stream.form(last) == "." and stream.glued(last) and after in {"tys", "mln"}:
            last += 1
        atom = Atom(atom.low * factor, atom.high * factor, atom.first, last, atom.in_words)
        rest = stream.form(last)
        skip = last + 1 if rest == "and" else last
        if atom.in_words and stream.form(skip) in words.NUMBER_WORDS and skip < len(stream.tokens):
            tail = worded(stream, skip)
            if tail.low < factor:
                atom = Atom(atom.low + tail.low, atom.high + tail.low, atom.first, tail.last, in_words=True)
    after, second, third = (stream.form(atom.last + step) for step in range(3))
    if (after == "i" and second == "pol") or (after == "and" and second == "a" and third == "half"):
        size = 2 if after == "i" else 3
        atom = Atom(atom.low + 0.5, atom.high + 0.5, atom.first, atom.last + size, atom.in_words)
    elif (after, second, third) == ("1", "/", "2") and not stream.glued(atom.last):
        atom = Atom(atom.low + 0.5, atom.high + 0.5, atom.first, atom.last + 3, atom.in_words)
    elif after == "½":
        atom = Atom(atom.low + 0.5, atom.high + 0.5, atom.first, atom.last + 1, atom.in_words)
    return atom


def worded(stream: Stream, index: int) -> Atom:
    """Add up number words from a token on: "sto dwadzieścia pięć"."""
    total = words.NUMBER_WORDS[stream.form(index)]
    last = index + 1
    while last < len(stream.tokens) and stream.same_line(index, last):
        skip = last + 1 if stream.form(last) in {"-", "and"} else last
        form = stream.form(skip)
        value = words.NUMBER_WORDS.get(form)
        if form in {"kilka", "pare", "kilku", "odd"} and total >= 20 and total % 10 == 0:
            return Atom(total + 1, total + 9, index, skip + 1, in_words=True)
        adds = value is not None and value > 0 and (
            (total % 100 == 0 and total >= 100 and value < 100) or (total >= 20 and total % 10 == 0 and value < 10)
        )  # fmt: skip
        if not adds or value is None:
            break
        total += value
        last = skip + 1
    return Atom(total, total, index, last, in_words=True)


def ranged(stream: Stream, atom: Atom) -> Atom:
    """ "10-15", "10 do 15", "between 10 and 15", "sześć, siedem"."""
    at = atom.last
    if at >= len(stream.tokens) or not stream.same_line(atom.first, at) or atom.low != atom.high:
        return atom
    joint = stream.form(at)
    if joint == "-" and stream.form(at + 1) in {"kilka", "paru", "kilku"} and atom.low >= 20:
        return Atom(atom.low + 1, atom.low + 9, atom.first, at + 2, in_words=True)
    unit = ""
    if joint == "%" or words.time_unit(joint) in MINUTES or joint in {"zl"}:
        unit, at = joint, at + 1
        if stream.form(at) == "." and stream.form(at + 1) in _JOIN:
            at += 1
        joint = stream.form(at)
    comma = joint == "," and atom.in_words
    if (joint not in _JOIN and not comma) or (joint == "to" and stream.cut.language == "pl"):
        return atom
    between = stream.form(atom.first - 1) in {"between", "miedzy", "pomiedzy"}
    if joint in {"and", "i"} and not between:
        return atom
    if (
        joint == "a"
        and not between
        and stream.cut.language != "pl"
        and stream.tokens[at].form != "à"
        and stream.cut.text[stream.tokens[at].start] != "à"
    ):
        return atom
    if joint == "/" and not (atom.low < 60):
        return atom
    second = at + 1
    if stream.form(second) in _LEAD or stream.form(second) in {
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
    other = number(stream, second)
    if other is None or other.low <= atom.low or not stream.same_line(atom.first, other.last - 1):
        return atom
    if (
        other.low > 12 * max(atom.low, 1)
        or (comma and other.low > atom.low + 2)
        or (joint == "/" and other.low > 3 * atom.low)
    ):
        return atom
    other_unit = stream.form(other.last)
    if unit and unit != other_unit and words.time_unit(unit) != words.time_unit(other_unit):
        return atom
    low = atom.low
    if other.low >= 1000 and low < other.low / 100:
        low *= 1000  # "28-30 tys."
    return Atom(low, other.high, atom.first, other.last, atom.in_words)


def value(form: str) -> float:
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
