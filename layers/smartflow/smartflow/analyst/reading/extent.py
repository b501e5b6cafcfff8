"""How large a process is, as far as its text says: the steps it states or lists."""

from __future__ import annotations

import re
from typing import Final

from smartflow.analyst.reading.cut import cut
from smartflow.analyst.reading.numerals import number
from smartflow.analyst.reading.stream import Stream
from smartflow.analyst.text import flat

_STEP: Final = r"(?:etap|faz[aey]?|krok|phase|stage|step)"
_COUNTED: Final = re.compile(rf"[\s-]*(?:\w+\s)?{_STEP}\w*")
_LISTED: Final = re.compile(
    rf"^[ \t]*(\d{{1,2}})[.):][ \t]+\S|\b{_STEP}\w*\s(?:nr\s|no\.?\s)?(\d{{1,2}})\b", re.MULTILINE
)
_FEWEST: Final = 2
_MOST: Final = 60


def steps(text: str) -> int | None:
    """Return how many steps the text says the process has ("in eight phases"), or lists by number; None if it does neither."""
    low = flat(text)
    stream = Stream(cut("", text))
    counts = (number(stream, index) for index in range(len(stream.tokens)))
    stated = [int(one.low) for one in counts if one and _COUNTED.match(low, stream.tokens[one.last - 1].end)]
    listed = {int(match[1] or match[2]) for match in _LISTED.finditer(low)}
    # A list that starts with 1 and leaves out none: a date or a price at the start of a line is no step.
    complete = next(number for number in range(1, _MOST + 2) if number not in listed) - 1
    found = [count for count in (*stated, complete) if _FEWEST <= count <= _MOST]
    return max(found, default=None)
