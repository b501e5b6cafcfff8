"""A person's review of an analysis: overrides beside the computed values, suggested inputs accepted or rejected."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smartflow.analyst.schema import Result, Suggestion
from smartflow.engine.inputs import Inputs
from smartflow.infra.db import Transaction
from smartflow.infra.problems import Fault, invalid
from smartflow.language.typed_text import one_line, paragraphs
from smartflow.processes import store as processes
from smartflow.processes.store import ProcessBody

#: What may be overridden: figures of the expected scenario and today's, by their names, and the two leading texts.
OverrideField = Literal[
    "hours_per_year",
    "cost_per_year",
    "potential",
    "ease",
    "difficulty",
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "payback_months",
    "verdict",
    "summary",
]


class OverrideBody(BaseModel):
    """A person's value in place of a computed one, and why; a null value removes the override."""

    model_config = ConfigDict(extra="forbid")

    field: OverrideField
    value: Annotated[str, AfterValidator(paragraphs), Field(min_length=1, max_length=4000)] | None
    reason: Annotated[str, AfterValidator(one_line), Field(min_length=3, max_length=500)]


class ReviewBody(BaseModel):
    """Overrides to store beside the computed values."""

    model_config = ConfigDict(extra="forbid")

    overrides: Annotated[list[OverrideBody], Field(min_length=1, max_length=20)]


class DecisionBody(BaseModel):
    """Suggested inputs, by their ids: those to copy into the process and those to reject."""

    model_config = ConfigDict(extra="forbid")

    accept: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=50)] = []
    reject: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=50)] = []


class Override(BaseModel):
    """A person's value beside the computed one."""

    field: OverrideField
    computed: str | None
    value: str
    reason: str
    created_at: datetime


_SET = """
insert into analysis_overrides (user_id, analysis_id, field, computed, value, reason)
values (tenant(), %(id)s, %(field)s, %(computed)s, %(value)s, %(reason)s)
on conflict (user_id, analysis_id, field) do update set value = excluded.value, reason = excluded.reason, created_at = now()
"""
_UNSET = "delete from analysis_overrides where user_id = tenant() and analysis_id = %(id)s and field = %(field)s"
_DECIDE = """
insert into analysis_suggestions (user_id, analysis_id, suggestion_id, status)
values (tenant(), %(id)s, %(suggestion_id)s, %(status)s)
on conflict (user_id, analysis_id, suggestion_id) do update set status = excluded.status, decided_at = now()
"""
_STILL_FRESH = """
update business_processes set analysed_hash = input_hash
where user_id = tenant() and id = %(process_id)s and current_analysis_id = %(id)s
"""


def override(tx: Transaction, row: Mapping[str, Any], body: ReviewBody) -> None:
    """Store overrides of an analysis that was read; the computed values stay as they are."""
    for index, wanted in enumerate(body.overrides):
        key = {"id": row["id"], "field": wanted.field}
        if wanted.value is None:
            tx.run(_UNSET, key)
            continue
        if wanted.field not in ("verdict", "summary"):
            _check_figure(wanted, f"/overrides/{index}/value")
        computed = _computed(row, wanted.field)
        tx.run(_SET, {**key, "computed": computed, "value": wanted.value, "reason": wanted.reason})


def chosen(result: Result, body: DecisionBody) -> list[Suggestion]:
    """Return the suggestions to accept.

    Raises
    ------
    Problem
        422 where the result has no such id, or an id is both accepted and rejected.
    """
    known = {suggestion.id: suggestion for suggestion in result.suggested_inputs}
    for name in ("accept", "reject"):
        for index, suggestion_id in enumerate(getattr(body, name)):
            if suggestion_id not in known:
                raise invalid(Fault(f"/{name}/{index}", "unknown_suggestion"))
            if name == "reject" and suggestion_id in body.accept:
                raise invalid(Fault(f"/{name}/{index}", "duplicate"))
    return [known[suggestion_id] for suggestion_id in dict.fromkeys(body.accept)]


def accepted_into(
    process: DictRow, suggestions: Iterable[Suggestion], body: DecisionBody
) -> tuple[ProcessBody, list[str]]:
    """Return the process with accepted values in its empty fields, and which of its fields then come from suggestions.

    Raises
    ------
    Problem
        422 where a person has filled the field: a suggestion never overwrites it.
    """
    inputs = Inputs.model_validate(process["inputs"])
    suggested = list(process["suggested"])
    for suggestion in suggestions:
        if inputs.value(suggestion.field) is not None and suggestion.field not in suggested:
            raise invalid(Fault(f"/accept/{body.accept.index(suggestion.id)}", "field_filled"))
        value: object = int(suggestion.value) if suggestion.field.startswith("readiness.") else suggestion.value
        inputs = inputs.replace(suggestion.field, value)
        suggested.append(suggestion.field)
    described = {name: process[name] for name in ProcessBody.model_fields if name not in Inputs.model_fields}
    given = inputs.model_dump(exclude_none=True)
    return ProcessBody.model_validate({**described, **given}), list(dict.fromkeys(suggested))


def decide(tx: Transaction, analysis_id: UUID, body: DecisionBody) -> None:
    """Store what was accepted and what was rejected."""
    for status, ids in (("accepted", body.accept), ("rejected", body.reject)):
        for suggestion_id in ids:
            tx.run(_DECIDE, {"id": analysis_id, "suggestion_id": suggestion_id, "status": status})


def keep_fresh(tx: Transaction, analysis_id: UUID, process_id: UUID) -> None:
    """Keep the analysis from becoming stale: a person has accepted values that its figures already use."""
    tx.run(_STILL_FRESH, {"id": analysis_id, "process_id": process_id})
    processes.adopt_figures(tx, process_id)


def already_used(assessment: Mapping[str, Any], suggestions: Iterable[Suggestion]) -> bool:
    """Tell whether the analysis's figures were computed with these values."""
    used = assessment["inputs"]
    return all(used.get(item.field, {}).get("value") == item.value for item in suggestions)


def with_decisions(result: Mapping[str, Any], decisions: Mapping[str, str] | None) -> dict[str, Any]:
    """Return a stored result with the decisions on its suggestions."""
    shown = [
        {**item, "status": (decisions or {}).get(item["id"], item["status"])} for item in result["suggested_inputs"]
    ]
    return {**result, "suggested_inputs": shown}


def _computed(row: Mapping[str, Any], field: OverrideField) -> str | None:
    if field in ("verdict", "summary"):
        return str(row["result"][field])
    figures = row["assessment"]
    value = figures[field] if field in figures else figures["expected"][field]
    return None if value is None else str(value)


def _check_figure(wanted: OverrideBody, pointer: str) -> None:
    """Refuse a value that its figure cannot have."""
    value = wanted.value or ""
    if wanted.field == "difficulty":
        if value not in ("easy", "medium", "hard"):
            raise invalid(Fault(pointer, "not_allowed", {"expected": "easy, medium, hard"}))
        return
    whole, _, decimals = value.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 10 and (not decimals or decimals.isdigit())):
        raise invalid(Fault(pointer, "not_a_number"))
    if len(decimals) > 2:
        raise invalid(Fault(pointer, "too_precise"))
