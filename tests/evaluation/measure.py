"""Measures a draft against a case: what was found, what was wrongly taken, what broke a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smartflow.analyst import catalogue
from smartflow.analyst.checking.reassessment import context_of, reassess
from smartflow.analyst.checking.result import check_draft
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.rules.advice import advice
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.assessment import Context, assess
from smartflow.engine.inputs import Inputs

if TYPE_CHECKING:
    from smartflow.analyst.rules.advice import Signal
    from smartflow.analyst.schema import Depth, Draft, Result
    from smartflow.language.text import Language
    from tests.evaluation.cases import Case


@dataclass(frozen=True)
class Score:
    """How one draft did on one case; `wrong` are suggested values that the text does not state for the field."""

    case: Case
    result: Result
    facts: int
    wrong: list[tuple[str, str]]
    trapped: list[tuple[str, str]]
    contradictions: int
    false_contradictions: list[str]
    tools: int
    signals: int
    violations: int


def task_for(case: Case, depth: Depth = "expert") -> AnalysisTask:
    """The task of a case: a person has filled in nothing but the description."""
    inputs = Inputs()
    context = Context.model_validate({"industry": case.industry, "company_size": "11-50"})
    task = AnalysisTask(
        title=case.title,
        description=case.text,
        industry=case.industry,
        category=None,
        company_size="11-50",
        budget_range=None,
        language=case.language,
        depth=depth,
        inputs=inputs,
        provenance={},
        assessment=assess(inputs, context),
    )
    assert context_of(task) == context
    return task


def score(case: Case, task: AnalysisTask, draft: Draft) -> Score:
    """Put a draft through the checks as the worker does, and compare with what the case must show."""
    result = check_draft(draft, task, reassess(draft, task))
    # What is said of readiness is a judgement, which a label cannot call right or wrong.
    suggested = {(one.field, one.value) for one in result.suggested_inputs if not one.field.startswith("readiness.")}
    contested = {one.field for one in result.contradictions}
    expected = {(field, value) for field, value in case.facts}
    shown = {problem.problem for problem in result.problems}
    named = {signal.id for signal in advice().signals if any(_says(one, signal, case.language) for one in shown)}
    mentioned = set(catalogue.mentioned(f"{case.title}\n{case.text}"))
    return Score(
        case=case,
        result=result,
        facts=len(suggested & expected),
        wrong=sorted(pair for pair in suggested - expected if pair[0] not in contested),
        trapped=sorted(suggested & set(case.traps)),
        contradictions=len(contested & set(case.contradictions)),
        false_contradictions=sorted(contested - set(case.contradictions)),
        tools=len(mentioned & set(case.tools)),
        signals=len(named & set(case.signals)),
        violations=len(violations(draft, task)),
    )


def _says(problem: str, signal: Signal, language: Language) -> bool:
    """Tell whether a problem is one of a signal's, whatever its slots are filled with."""
    return any(
        re.fullmatch(re.sub("<[a-z]+>", ".+", re.escape(variant)), problem, re.IGNORECASE)
        for variant in signal.problem.of(language)
    )


def table(scores: list[Score]) -> str:
    """The scores as a Markdown table."""
    head = (
        "| case | language | length | facts | wrong | traps | contradictions | false | tools | signals | violations |"
    )
    lines = [head, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for one in scores:
        case = one.case
        lines.append(
            f"| {case.name} | {case.language} | {len(case.text)} | {one.facts}/{len(case.facts)} | {len(one.wrong)} "
            f"| {len(one.trapped)} | {one.contradictions}/{len(case.contradictions)} | {len(one.false_contradictions)} "
            f"| {one.tools}/{len(case.tools)} | {one.signals}/{len(case.signals)} | {one.violations} |"
        )
    cases = [one.case for one in scores]
    lines.append(
        f"| all | | {sum(len(case.text) for case in cases)} "
        f"| {sum(one.facts for one in scores)}/{sum(len(case.facts) for case in cases)} "
        f"| {sum(len(one.wrong) for one in scores)} | {sum(len(one.trapped) for one in scores)} "
        f"| {sum(one.contradictions for one in scores)}/{sum(len(case.contradictions) for case in cases)} "
        f"| {sum(len(one.false_contradictions) for one in scores)} "
        f"| {sum(one.tools for one in scores)}/{sum(len(case.tools) for case in cases)} "
        f"| {sum(one.signals for one in scores)}/{sum(len(case.signals) for case in cases)} "
        f"| {sum(one.violations for one in scores)} |"
    )
    return "\n".join(lines)
