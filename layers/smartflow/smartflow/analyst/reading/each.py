"""What one run is called: the nouns that "each", "per", "na jedną" or "a" set beside a quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading.words import listed, stem, time_unit

if TYPE_CHECKING:
    from smartflow.analyst.reading.cut import Cut
    from smartflow.analyst.reading.stream import Quantity

_EACH: Final = listed(
    "each every kazdy kazda kazde kazdego kazdej kazdemu kazdym per na od do one single jeden jedna jedno jednego jednej jednym"
)
#: "8 minutes a letter": an article means "each" only right behind the quantity.
_ARTICLES: Final = listed("a an")
_BEFORE, _BEHIND = 10, 8


def each_nouns(cut: Cut, one: Quantity) -> frozenset[str]:
    """Return stems of the nouns behind such words around a quantity, within its sentence."""
    tokens = cut.tokens
    sentence = tokens[one.first].sentence
    made = set()
    for index in range(max(0, one.first - _BEFORE), min(len(tokens) - 1, one.last + _BEHIND)):
        token, after = tokens[index], tokens[index + 1]
        each = token.form in _EACH or (token.form in _ARTICLES and one.last <= index <= one.last + 1)
        if not each or token.sentence != sentence or one.first <= index < one.last or after.kind != "w":
            continue
        if (len(after.form) > 3 or cut.text[after.start : after.end].isupper()) and not time_unit(after.form):
            made.add(stem(after.form))
    return frozenset(made)
