"""Suggested inputs: which of them the text shows, and which may enter the figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from smartflow.analyst.checking.claims import shown
from smartflow.analyst.checking.evidence import refusal
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.schema import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.checking.evidence import SourceText
    from smartflow.analyst.schema import Contradiction, DraftSuggestion, InputField, NoticeCode
    from smartflow.analyst.task import AnalysisTask

_MOST: Final = 16


def suggestions(
    drafted: Iterable[DraftSuggestion], task: AnalysisTask, description: SourceText
) -> tuple[list[Suggestion], Counter[NoticeCode]]:
    """Return the suggestions that hold, the first for each field, and how many were refused and why.

    A suggestion holds where its words are in the description, show its value and mean nothing else there; that of a model, by
    what each of its numbers is to the process (`claims`). What a person has entered as well is left out without a notice.
    """
    kept: dict[InputField, Suggestion] = {}
    refused: Counter[NoticeCode] = Counter()
    language = language_of(task.description)
    for item in drafted:
        span = description.locate(item.quote)
        if span is None:
            refused["quotes_refused"] += 1
            continue
        # The text's own spelling is shown, not the analyst's.
        quote = task.description[slice(*span)]
        value = normal_value(item.field, item.value)
        holds = value is not None and (
            shown(item, task.title, description, language)
            if item.parts
            else not refusal(item.field, value, span, description, language=language)
        )
        if value is None or not holds:
            refused["values_refused"] += 1
            continue
        if item.field in kept or len(kept) == _MOST:
            refused["items_dropped"] += 1
            continue
        given = _given(task, item.field)
        if given == value:
            continue
        kept[item.field] = Suggestion(
            id=f"s{len(kept) + 1}",
            field=item.field,
            value=value,
            quote=quote,
            start=span[0],
            end=span[1],
            given=given,
            status="suggested",
        )
    return list(kept.values()), refused


def usable(suggested: Iterable[Suggestion], contradictions: Iterable[Contradiction] = ()) -> dict[str, str]:
    """Return the values that may enter the figures.

    Never in place of a person's value, never a rejected one, readiness only once accepted. An input on which the text
    contradicts itself stays out until a person has chosen, because a figure would decide it.
    """
    open_fields = {field for found in contradictions for field in _contested(found)}
    return {
        suggestion.field: suggestion.value
        for suggestion in suggested
        if suggestion.status == "accepted"
        or (
            suggestion.status == "suggested"
            and suggestion.given is None
            and suggestion.field not in open_fields
            and not suggestion.field.startswith("readiness.")
        )
    }


def _given(task: AnalysisTask, field: InputField) -> str | None:
    """Return what a person entered, in the form in which it is stored, so that 60 and 60.00 are one value."""
    value = task.inputs.value(field)
    return None if value is None else normal_value(field, str(value))


def _contested(found: Contradiction) -> set[str]:
    """Return the inputs on which the two sides differ."""
    a, b = found.a.inputs, found.b.inputs
    differing = {field for field in a.keys() & b.keys() if a[field] != b[field]}
    return differing | {found.field}
