"""Are these words in the description, and do they show this value?

A quotation counts only if it is in the description and begins and ends with whole words and whole numbers; white space,
case and the typography of quotes and dashes do not matter. A value counts only if our own number reader finds it in its
quotation, with a unit that fits the field and the cue for it, and if the words around it do not say that it is something else.
"""

from __future__ import annotations

import unicodedata
from array import array
from typing import TYPE_CHECKING, Final, Literal

from smartflow.analyst.checking.surroundings import Meaning, meant_instead
from smartflow.analyst.reading import judge
from smartflow.analyst.reading.field_values import normal_value

if TYPE_CHECKING:
    from smartflow.analyst.schema import InputField
    from smartflow.language.text import Language

Refusal = Literal["not_shown"] | Meaning

_SAME: Final = {
    **dict.fromkeys('"„”“‟«»″〝〞', '"'),
    **dict.fromkeys("'’‘‚‛′`´", "'"),
    **dict.fromkeys("-‐‑‒–—―−", "-"),
    "…": "...",
}
#: Signs that belong to the number behind them.
_SIGNS: Final = "£$€"
#: Words that stand cut in so many places are no quotation; looking on would take long in a hostile text.
_MOST_PLACES: Final = 500
_EDGE: Final = " \"'.,;:!?…-()[]"


class SourceText:
    """A text prepared for looking up quotations; positions are those of the text as it was given."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded, self._starts, self._ends = _folded(text)

    def locate(self, quote: str) -> tuple[int, int] | None:
        """Return where `quote` is in the text, or None. Marks and full stops around the quotation do not count."""
        needle = _folded(quote)[0].strip(" ").strip(_EDGE)
        if not any(char.isalnum() for char in needle):
            return None
        at = self._folded.find(needle)
        for _ in range(_MOST_PLACES):
            if at < 0:
                break
            end = at + len(needle)
            if self._is_whole(at, end):
                return self._with_bracket(self._starts[at], self._ends[end - 1])
            at = self._folded.find(needle, at + 1)
        return None

    def _with_bracket(self, start: int, end: int) -> tuple[int, int]:
        """Take in the other half of a bracket at the edge, which was cut off with the marks around the quotation."""
        inside = self.text[start:end]
        if inside.count("(") > inside.count(")") and self.text[end : end + 1] == ")":
            end += 1
        elif inside.count(")") > inside.count("(") and start and self.text[start - 1] == "(":
            start -= 1
        return start, end

    def _is_whole(self, start: int, end: int) -> bool:
        """Tell whether no word and no number is cut: "50" is not in "150", "200 zł" not in "1 200 zł", "5" not in "5%"."""
        text = self._folded
        if start and text[start].isalnum() and text[start - 1].isalnum():
            return False
        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            return False
        if text[start].isdigit() and start and text[start - 1] in _SIGNS:
            return False
        if text[end - 1].isdigit() and text[end : end + 2].lstrip(" ")[:1] == "%":
            return False
        if text[start].isdigit() and start >= 2 and text[start - 1] in " .,'/:" and text[start - 2].isdigit():
            group = text[start : start + 4]
            if text[start - 1] in ".,/:" or (group[:3].isdigit() and not group[3:4].isdigit()):
                return False
        if text[end - 1].isdigit() and end + 1 < len(text) and text[end] in " .,'/:" and text[end + 1].isdigit():
            group = text[end + 1 : end + 5]
            if text[end] in ".,/:" or (group[:3].isdigit() and not group[3:4].isdigit()):
                return False
        return True


def _folded(text: str) -> tuple[str, array[int], array[int]]:
    """Return the text in its comparable form and, for each of its characters, where it begins and ends in `text`."""
    out: list[str] = []
    starts, ends = array("L"), array("L")
    position, length = 0, len(text)
    while position < length:
        stop = position + 1
        while stop < length and unicodedata.combining(text[stop]):
            stop += 1
        char = text[position] if stop == position + 1 else unicodedata.normalize("NFC", text[position:stop])
        if char.isspace():
            shown = " "
            if out and out[-1] == " ":
                ends[-1] = stop
                shown = ""
        elif unicodedata.category(char[0]) in {"Cf", "Cc"}:
            shown = ""
        else:
            shown = _SAME.get(char) or char.casefold()
        for part in shown:
            out.append(part)
            starts.append(position)
            ends.append(stop)
        position = stop
    return "".join(out), starts, ends


def refusal(
    field: InputField, value: str, span: tuple[int, int], description: SourceText, *, language: Language
) -> Refusal | None:
    """Return why the words at `span` of the description do not show `value` for `field`; None if they do.

    `not_shown`: they lack the number, its unit or the cue that says what it is. Else what the number is instead, where it
    stands. Readiness is a judgement: any words may support it.
    """
    if not supports(field, value, description.text[slice(*span)], language=language):
        return "not_shown"
    return meant_instead(field, value, description.text, span, language)


def supports(field: InputField, value: str, quote: str, *, language: Language | None = None) -> bool:
    """Tell whether the words of `quote` themselves show `value` (in its normal form) for `field`.

    Readiness is a judgement: any verified words may support it, and it counts only once a person accepts it.
    """
    return field.startswith("readiness.") or judge.shows(field, value, [quote], language=language)


def values(field: InputField, quote: str, *, language: Language | None = None) -> list[str]:
    """Return the values `quote` shows for `field`, in reading order, as they would be stored."""
    found = (normal_value(field, as_text(value)) for value in judge.values(field, [quote], language=language))
    return list(dict.fromkeys(value for value in found if value is not None))


def as_text(value: float | str) -> str:
    """Return a value as text: four decimals at most, none that are zero."""
    return value if isinstance(value, str) else f"{value:.4f}".rstrip("0").rstrip(".")
