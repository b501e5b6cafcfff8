"""A report as JSON, for programs: the stored figures and analyses, money as text with two decimals."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, Literal

from smartflow.engine.estimate_view import shown
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.language.text import Language
from smartflow.processes import figures_view
from smartflow.reports.document.decision import Decision, portfolio_decision, process_decision
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import Document
from smartflow.reports.document.wording import Wording

#: Goes up when a field changes its meaning or is taken away; further fields may come at any time.
SCHEMA_VERSION: Final = 2


def render_json(
    document: Document, processes: Sequence[ReportProcess], *, scope: Literal["process", "portfolio"], full: bool
) -> str:
    """Return the report as one JSON document; unknown values are null.

    `decision` has the texts of the second page. Of each process, `figures` are those in force as the API gives them, what was
    set by hand included; `assessment` is what was computed, and `payback` says of each scenario why there are no months. `full`
    includes the analyses and the working. Totals and the matrix of a portfolio refer to a process by its place in `processes`,
    counted from "1".
    """
    cover = document.cover
    report = {
        "schema_version": SCHEMA_VERSION,
        "scope": scope,
        "title": document.title,
        "language": document.language,
        "created_at": document.created_at.isoformat(),
        "author": document.author,
        "header": document.header,
        "footer": document.footer,
        "verdict": cover.verdict,
        "verdict_note": cover.verdict_note,
        "decision": asdict(_decision(processes, document.language, scope)),
        "remark": cover.remark,
        "machine_written": document.machine_written,
        "portfolio": Whole(processes).portfolio.model_dump(mode="json") if scope == "portfolio" else None,
        "processes": [_process(process, document.language, full=full) for process in processes],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _process(process: ReportProcess, language: Language, *, full: bool) -> Mapping[str, Any]:
    assessment = shown(process.assessment, language).model_dump(mode="json", exclude=None if full else {"working"})
    return {
        "id": None if process.id is None else str(process.id),
        "title": process.title,
        "description": process.description,
        "category": process.category,
        "industry": process.industry,
        "company_size": process.company_size,
        "budget_range": process.budget_range,
        "status": process.status,
        "tags": process.tags,
        "figures": figures_view.shown(process.figures, process.overrides, language).model_dump(mode="json"),
        "assessment": assessment,
        "payback": {name: _payback(process, name) for name in SCENARIO_FACTORS},
        "analysis": _analysis(process.analysis) if full and process.analysis else None,
    }


def _decision(
    processes: Sequence[ReportProcess], language: Language, scope: Literal["process", "portfolio"]
) -> Decision:
    wording = Wording(language, processes[0].assessment.currency)
    if scope == "process":
        return process_decision(processes[0], wording)
    return portfolio_decision(Whole(processes), wording)


def _payback(process: ReportProcess, scenario: str) -> Mapping[str, Any]:
    """Return a payback in months; null is told apart as "not_within_36_months" or "unknown"."""
    months = getattr(process.assessment, scenario).payback_months
    unknown = "payback_months" in process.assessment.missing
    return {"months": months, "state": "unknown" if unknown else "not_within_36_months" if months is None else "known"}


def _analysis(analysis: Analysis) -> Mapping[str, Any]:
    return {
        "analyst": analysis.analyst,
        "model": analysis.model,
        "prompt_version": analysis.prompt_version,
        "formula_version": analysis.formula_version,
        "language": analysis.language,
        "depth": analysis.depth,
        "created_at": analysis.created_at.isoformat(),
        "stale": analysis.stale,
        "result": analysis.result.model_dump(mode="json"),
    }
