"""What a draft breaks, named with its place in the draft: the one repair call is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartflow.analyst import catalogue
from smartflow.analyst.checking.drafts import prose, quotes, tool_ids
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, Violation, check, prepare
from smartflow.analyst.checking.verdicts import opposing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.schema import Draft
    from smartflow.analyst.task import AnalysisTask, SourceLink
    from smartflow.engine.verdict import VerdictCode


def violations(
    draft: Draft, task: AnalysisTask, sources: Iterable[SourceLink] = (), verdict: VerdictCode | None = None
) -> list[Violation]:
    """Return every break of the number lock, every tool outside the catalogue and every quotation that is not there.

    With the computed `verdict`, also every sentence of advice that opposes it.
    """
    allowed = allowed_sources(task, sources)
    numbers = [violation for path, text in prose(draft) for violation in check(prepare(text), allowed, path)]
    tools = [
        Violation("tool", tool_id, tool_id, path) for path, tool_id in tool_ids(draft) if not catalogue.get([tool_id])
    ]
    evidence = [
        Violation("evidence", quote, quote, path)
        for path, quote in quotes(draft)
        if quote.strip() and allowed.description.locate(quote) is None
    ]
    opposed = [
        Violation("verdict", found, found, path)
        for path, text in prose(draft)
        for found in (opposing(prepare(text), verdict, path) if verdict else ())
    ]
    return [*numbers, *tools, *evidence, *opposed]


def allowed_sources(task: AnalysisTask, sources: Iterable[SourceLink]) -> AllowedSources:
    """Return what the prose about a task may quote: its description, and the titles of cited sources; and its title's names."""
    titles = frozenset(" ".join(source.title.split()) for source in sources)
    return AllowedSources(SourceText(task.description), titles, task.title)
