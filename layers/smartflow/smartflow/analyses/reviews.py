"""A person's review of an analysis: overrides beside the computed values, suggested inputs accepted or rejected.

These are views of the process's facts: what is decided belongs to the process and lasts.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict, Field

from smartflow.analyst.schema import Result, Status, Suggestion
from smartflow.engine import by_hand
from smartflow.engine.decisions import Confirm, Decision, Reject, decide
from smartflow.engine.facts import Fact, Origin, Quote, State
from smartflow.engine.process_figures import ProcessFigures
from smartflow.engine.verdict import AGAINST
from smartflow.infra import ids
from smartflow.infra.db import Transaction
from smartflow.infra.problems import Fault, invalid
from smartflow.processes import facts as stored_facts
from smartflow.processes import overrides
from smartflow.processes.overrides import OverrideBody


class ReviewBody(BaseModel):
    """Overrides to store beside the computed values."""

    model_config = ConfigDict(extra="forbid")

    overrides: Annotated[list[OverrideBody], Field(min_length=1, max_length=20)]


class DecisionBody(BaseModel):
    """Suggested inputs, by their ids: those to copy into the process and those to reject."""

    model_config = ConfigDict(extra="forbid")

    accept: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=50)] = []
    reject: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=50)] = []


_DECIDE = """
insert into analysis_suggestions (user_id, analysis_id, suggestion_id, status)
values (tenant(), %(id)s, %(suggestion_id)s, %(status)s)
on conflict (user_id, analysis_id, suggestion_id) do update set status = excluded.status, decided_at = now()
"""


def override(tx: Transaction, process_id: UUID, figures: ProcessFigures, body: ReviewBody) -> None:
    """Store a person's values for a process; the computed ones stay beside them.

    Raises
    ------
    Problem
        422 where a figure is no figure.
    """
    for index, wanted in enumerate(body.overrides):
        if wanted.value is not None and wanted.field not in ("verdict", "summary"):
            _check_figure(wanted, f"/overrides/{index}/value")
        overrides.save(tx, process_id, wanted, by_hand.computed(figures, wanted.field))


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


def decided_facts(process: DictRow, result: Result, origin: Origin, body: DecisionBody) -> list[Fact]:
    """Return the facts of a process after suggestions of an analysis were accepted or rejected.

    Raises
    ------
    Problem
        422 where an id is unknown, or a person has filled the field: a suggestion never overwrites it.
    """
    accepted = chosen(result, body)
    known = {suggestion.id: suggestion for suggestion in result.suggested_inputs}
    facts = stored_facts.from_rows(process["facts"])
    by_person = {fact.field for fact in facts if fact.state == "confirmed" and fact.origin == "person"}
    for suggestion in accepted:
        if suggestion.field in by_person:
            raise invalid(Fault(f"/accept/{body.accept.index(suggestion.id)}", "field_filled"))
    decisions: list[Decision] = []
    for suggestion in accepted:
        facts, fact = _fact_of(facts, suggestion, origin)
        if fact.state != "confirmed":
            decisions.append(Confirm(action="confirm", id=fact.id))
    for suggestion_id in body.reject:
        facts, fact = _fact_of(facts, known[suggestion_id], origin)
        if fact.state != "rejected":
            decisions.append(Reject(action="reject", id=fact.id))
    return decide(facts, decisions, ids.new)


def _fact_of(facts: list[Fact], suggestion: Suggestion, origin: Origin) -> tuple[list[Fact], Fact]:
    """Return the fact that a suggestion speaks of, added where the description was edited since."""
    for fact in facts:
        if fact.field == suggestion.field and fact.low == suggestion.value and fact.currency is None:
            return facts, fact
    quote = Quote(quote=suggestion.quote, start=suggestion.start, end=suggestion.end)
    fact = Fact(
        id=ids.new(), field=suggestion.field, low=suggestion.value, origin=origin, state="proposed", quotes=(quote,)
    )
    return [*facts, fact], fact


def decide_suggestions(tx: Transaction, analysis_id: UUID, body: DecisionBody) -> None:
    """Store with the analysis what was accepted and what was rejected."""
    for status, suggestion_ids in (("accepted", body.accept), ("rejected", body.reject)):
        for suggestion_id in suggestion_ids:
            tx.run(_DECIDE, {"id": analysis_id, "suggestion_id": suggestion_id, "status": status})


def with_decisions(result: Result, decisions: Mapping[str, str] | None, facts: Sequence[Fact]) -> Result:
    """Return a result with the decisions on its suggestions: those of the process's facts, else those stored with it."""
    states = {(fact.field, fact.low): fact.state for fact in facts}
    shown: dict[State, Status] = {"confirmed": "accepted", "rejected": "rejected"}
    return result.model_copy(
        update={
            "suggested_inputs": [
                item.model_copy(
                    update={
                        "status": shown.get(
                            states.get((item.field, item.value), "proposed"),
                            (decisions or {}).get(item.id, item.status),
                        )
                    }
                )
                for item in result.suggested_inputs
            ]
        }
    )


def presented(result: Result, figures: ProcessFigures) -> Result:
    """Return a result as it may be shown beside the figures in force.

    Settled contradictions are gone. After a verdict against automating there are no tools, no plan and no expected results.
    """
    open_fields = {field for question in figures.open for field in question.fields}
    contradictions = [item for item in result.contradictions if item.field in open_fields]
    shown = result.model_copy(update={"contradictions": contradictions})
    if figures.verdict.code not in AGAINST or figures.verdict.code == "not_enough_known":
        return shown
    return shown.model_copy(
        update={
            "tools": [], "variants": [], "roadmap": [], "first_steps": [], "expected_results": [], "comparison": [],
            "monitoring": [], "scenarios": None,
        }
    )  # fmt: skip


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
