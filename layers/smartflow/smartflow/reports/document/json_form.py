"""A report as JSON, for programs: the stored figures and analyses, money as text with two decimals."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from smartflow.engine.estimate_view import shown
from smartflow.engine.portfolio import portfolio, process_line
from smartflow.language.text import Language
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import Document


def render_json(
    document: Document, processes: Sequence[ReportProcess], *, scope: Literal["process", "portfolio"], full: bool
) -> str:
    """Return the report as one JSON document; unknown values are null.

    `full` includes the analyses and the working. Totals and the matrix of a portfolio refer to a process by its place in
    `processes`, counted from "1".
    """
    cover = document.cover
    lines = [process_line(str(number), p.title, p.assessment) for number, p in enumerate(processes, start=1)]
    report = {
        "scope": scope,
        "title": document.title,
        "language": document.language,
        "created_at": document.created_at.isoformat(),
        "author": document.author,
        "header": document.header,
        "footer": document.footer,
        "verdict": cover.verdict,
        "remark": cover.remark,
        "machine_written": document.machine_written,
        "portfolio": portfolio(lines).model_dump(mode="json") if scope == "portfolio" else None,
        "processes": [_process(process, document.language, full=full) for process in processes],
    }
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _process(process: ReportProcess, language: Language, *, full: bool) -> Mapping[str, Any]:
    assessment = shown(process.assessment, language).model_dump(mode="json", exclude=None if full else {"working"})
    return {
        "title": process.title,
        "description": process.description,
        "category": process.category,
        "industry": process.industry,
        "company_size": process.company_size,
        "budget_range": process.budget_range,
        "status": process.status,
        "tags": process.tags,
        "assessment": assessment,
        "analysis": _analysis(process.analysis) if full and process.analysis else None,
        "overrides": [
            {**asdict(change), "created_at": change.created_at and change.created_at.isoformat()}
            for change in process.overrides
        ],
    }


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
