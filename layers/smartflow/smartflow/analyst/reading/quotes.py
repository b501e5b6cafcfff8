"""The words a value comes from: number, unit and the cue that says what it is, cut at whole words.

A quotation takes as much of the line as the judge needs to see the value in it, and as a last resort the sentence before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import words
from smartflow.analyst.reading.judge import shows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.reading.stream import Quantity

_LONGEST: Final = 300
_AROUND: Final = 14
#: Concepts that show what a number is for a field; a period or a counted noun shows runs, a unit of time minutes.
CUES: Final[dict[str, frozenset[str]]] = {
    "runs": frozenset({"volume", "each"}),
    "minutes_per_run": frozenset({"takes", "each", "total"}),
    "people": frozenset({"staff", "together"}),
    "hourly_cost": frozenset({"cost", "gross", "wage"}),
    "error_rate_percent": frozenset({"error", "rework"}),
    "rework_minutes": frozenset({"rework", "error"}),
    "exceptions_percent": frozenset({"exception", "other", "part"}),
    "systems": frozenset({"system"}),
    "build_cost": frozenset({"quote"}),
    "monthly_licence": frozenset({"licence", "quote"}),
}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words at `text[start:end]` of the description."""

    start: int
    end: int
    text: str


def of_sources(text: Text, sources: Sequence[int], field: str, value: str | None = None) -> tuple[Quote, ...]:
    """Return the quotations of the quantities a value comes from: the shortest that show `value`, if one is given."""
    numbers = [text.found[index] for index in dict.fromkeys(sources)]
    made: tuple[Quote, ...] = ()
    for widen in (_with_cue, _sentence, _two_sentences):
        made = _joined(text, [_balanced(text, span) for one in numbers for span in _spans(text, one, field, widen)])
        if value is None or shows(field, value, [quote.text for quote in made], language=text.cut.language):
            break
    return made


def _spans(text: Text, one: Quantity, field: str, widen: Callable[[Text, Quantity, str], Span]) -> list[Span]:
    """The passage of a quantity, and the words of its period where they stand elsewhere."""
    span = widen(text, one, field)
    if field in {"runs", "frequency"} and one.per_at is not None and not span[0] <= one.per_at[0] < span[1]:
        together = min(span[0], one.per_at[0]), max(span[1], one.per_at[1])
        if together[1] - together[0] <= _LONGEST // 2 and "\n" not in text.cut.text[slice(*together)]:
            return [together]
        return [span, one.per_at]
    return [span]


def _joined(text: Text, spans: list[Span]) -> tuple[Quote, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] + 3) and end - joined[-1][0] <= 2 * _LONGEST:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Quote(start, end, text.cut.text[start:end]) for start, end in joined)


def _with_cue(text: Text, one: Quantity, field: str) -> Span:
    """Number and unit with the nearest cue of the line."""
    tokens = text.cut.tokens
    start, end = one.start, one.end
    if one.per_at is not None and 0 <= one.per_at[0] - end < 12:
        end = max(end, one.per_at[1])
    line = text.cut.lines[tokens[one.first].line]
    wanted = CUES.get(field, frozenset())
    best: tuple[int, int, int] | None = None
    for index in range(max(line.first, one.first - _AROUND), min(line.last, one.last + _AROUND)):
        token = tokens[index]
        if token.kind != "w" or start <= token.start < end or not wanted & set(words.concepts(token.form)):
            continue
        if field == "runs" and one.per_at is not None and token.sentence != tokens[one.first].sentence:
            continue  # The period says already that these are runs, and the next sentence may be about others.
        apart = one.first - index if index < one.first else index - one.last + 1
        apart += 6 if token.sentence != tokens[one.first].sentence else 0
        if best is None or apart < best[0]:
            best = (apart, token.start, token.end)
    if best is not None and max(end, best[2]) - min(start, best[1]) <= _LONGEST:
        return min(start, best[1]), max(end, best[2])
    return start, end


def _sentence(text: Text, one: Quantity, _field: str, *, before: int = 0) -> Span:
    """The sentence that holds the number, as far as it is not too long."""
    tokens = text.cut.tokens
    sentence = tokens[one.first].sentence
    first = last = one.first
    while (
        first > 0 and sentence - before <= tokens[first - 1].sentence and one.start - tokens[first - 1].start < _LONGEST
    ):
        first -= 1
    while (
        last + 1 < len(tokens) and tokens[last + 1].sentence == sentence and tokens[last + 1].end - one.start < _LONGEST
    ):
        last += 1
    while last > first and tokens[last].form in ".;:|":
        last -= 1
    return tokens[first].start, max(tokens[last].end, one.end)


def _two_sentences(text: Text, one: Quantity, field: str) -> Span:
    return _sentence(text, one, field, before=1)


def _balanced(text: Text, span: Span) -> Span:
    """Take in the other half of a bracket that the passage cuts, if it stands in the same line."""
    start, end = span
    line_start = text.cut.text.rfind("\n", 0, start) + 1
    line_end = text.cut.text.find("\n", end)
    line_end = len(text.cut.text) if line_end < 0 else line_end
    passage = text.cut.text[start:end]
    if passage.count("(") > passage.count(")"):
        close = text.cut.text.find(")", end, min(line_end, end + _LONGEST))
        end = close + 1 if close >= 0 else end
    elif passage.count(")") > passage.count("("):
        opening = text.cut.text.rfind("(", max(line_start, start - _LONGEST), start)
        start = opening if opening >= 0 else start
    return start, end
