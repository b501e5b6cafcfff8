"""From tokens to quantities: every number, range, duration, amount, share and period, with its unit and its place.

Rules only, because here they are certain: digits, number words, ranges, units, currencies, "per" and the header or label
that gives a bare number its unit. What a quantity means for the process is another question: see `roles.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.each import each_nouns
from smartflow.analyst.reading.fixed_phrases import fixed
from smartflow.analyst.reading.names import name
from smartflow.analyst.reading.numerals import number, ranged
from smartflow.analyst.reading.periods import period, with_periods
from smartflow.analyst.reading.shares import share
from smartflow.analyst.reading.stream import Stream
from smartflow.analyst.reading.units import added, with_unit

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity

MOST_QUANTITIES: Final = 160


def quantities(cut: Cut) -> list[Quantity]:
    """Return the quantities of a text in order, none overlapping, at most 160 of them."""
    stream = Stream(cut)
    index = 0
    while index < len(cut.tokens) and len(stream.found) < MOST_QUANTITIES:
        made = _at(stream, index)
        if made is None:
            index += 1
            continue
        if made.kind != "name":
            stream.found.append(made)
        index = max(made.last, index + 1)
    found = with_periods(stream, added(stream, stream.found))
    return [replace(one, each=each_nouns(cut, one)) for one in found]


def _at(stream: Stream, index: int) -> Quantity | None:
    """Return the quantity that begins at a token, if one does; the first way of reading that fits."""
    found = name(stream, index) if stream.tokens[index].kind == "n" else None
    for way in (fixed, period, share):
        if found is None:
            found = way(stream, index)
    if found is not None:
        return found
    atom = number(stream, index)
    return None if atom is None else with_unit(stream, ranged(stream, atom))
