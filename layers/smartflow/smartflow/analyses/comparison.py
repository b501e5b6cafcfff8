"""Compares two versions of an analysis: inputs, figures, texts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel

from smartflow.analyses.store import AnalysisSummary

FIGURES: Final = (
    "runs_per_year", "hours_per_year", "cost_per_year", "potential", "ease", "difficulty",
    "hours_saved_per_year", "gross_savings_per_year", "running_cost_per_year", "net_savings_per_year", "first_year_net",
    "first_year_roi_percent", "payback_months",
)  # fmt: skip
_LISTS: Final = {
    "tools": "name", "steps": "name", "risks": "risk", "first_steps": None, "problems": "problem", "questions": "question",
}  # fmt: skip


class FigureChange(BaseModel):
    """A figure (expected scenario) in both versions; `change` is the second minus the first if both are numbers."""

    figure: str
    a: str | None
    b: str | None
    change: str | None


class InputChange(BaseModel):
    """An input that differs, with the origin of each value."""

    field: str
    a: str | None
    b: str | None
    a_provenance: str | None
    b_provenance: str | None


class ListChange(BaseModel):
    """Entries of a list that only one of the versions has."""

    section: str
    only_a: list[str]
    only_b: list[str]


class TextPair(BaseModel):
    """A text in both versions."""

    a: str
    b: str


class AnalysisComparison(BaseModel):
    """Two versions of the analysis of one process."""

    process_id: UUID
    a: AnalysisSummary
    b: AnalysisSummary
    figures: list[FigureChange]
    inputs: list[InputChange]
    verdict: TextPair
    summary: TextPair
    lists: list[ListChange]


def compare(a: Mapping[str, Any], b: Mapping[str, Any]) -> AnalysisComparison:
    """Compare two stored analyses, each a row with `result` and `assessment`."""
    return AnalysisComparison(
        process_id=a["process_id"],
        a=AnalysisSummary.model_validate(a),
        b=AnalysisSummary.model_validate(b),
        figures=[_figure(name, a["assessment"], b["assessment"]) for name in FIGURES],
        inputs=_inputs(a["assessment"]["inputs"], b["assessment"]["inputs"]),
        verdict=TextPair(a=a["result"]["verdict"], b=b["result"]["verdict"]),
        summary=TextPair(a=a["result"]["summary"], b=b["result"]["summary"]),
        lists=[_list(section, key, a["result"], b["result"]) for section, key in _LISTS.items()],
    )


def _figure(name: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> FigureChange:
    first, second = (_text(side[name] if name in side else side["expected"][name]) for side in (a, b))
    both = first is not None and second is not None and name != "difficulty"
    change = str(Decimal(str(second)) - Decimal(str(first))) if both else None
    return FigureChange(figure=name, a=first, b=second, change=change)


def _inputs(a: Mapping[str, Any], b: Mapping[str, Any]) -> list[InputChange]:
    changed = []
    for field in dict.fromkeys([*a, *b]):
        first, second = a.get(field, {}), b.get(field, {})
        if first != second:
            changed.append(
                InputChange(
                    field=field,
                    a=first.get("value"),
                    b=second.get("value"),
                    a_provenance=first.get("provenance"),
                    b_provenance=second.get("provenance"),
                )
            )
    return changed


def _list(section: str, key: str | None, a: Mapping[str, Any], b: Mapping[str, Any]) -> ListChange:
    first, second = ([item[key] if key else item for item in side[section]] for side in (a, b))
    return ListChange(
        section=section,
        only_a=[text for text in first if text not in second],
        only_b=[text for text in second if text not in first],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
