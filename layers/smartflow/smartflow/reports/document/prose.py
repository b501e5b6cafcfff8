"""The part of a report that an analyst wrote. All of it is printed, and only as text: nothing in it is interpreted."""

from collections.abc import Iterator, Sequence
from typing import Final

from smartflow.analyst.schema import Evidence, Result, Step, Tool
from smartflow.reports.document import charts
from smartflow.reports.document.figures import bullets, heading, present
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import (
    Block,
    Column,
    Facts,
    Note,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    bold,
    flatten,
    plain,
)
from smartflow.reports.document.wording import Wording

_SCENARIOS = ("conservative", "expected", "optimistic")
#: Verdicts with which an analyst's recommendation to automate agrees.
PAYS: Final = frozenset({"automate_now", "in_stages"})


def remarks(analysis: Analysis | None, wording: Wording) -> Iterator[Block]:
    """Yield notes on a missing analysis, one older than the data, and one in another language."""
    if analysis is None:
        yield Note(wording.text("no_analysis_title"), plain(wording.text("no_analysis")), "accent")
        return
    if analysis.stale:
        text = wording.text("stale", date=wording.date(analysis.created_at))
        yield Note(wording.text("stale_title"), plain(text), "warning")
    if analysis.language != wording.language:
        yield Note(
            wording.text("other_language_title"),
            plain(wording.text("other_language", language=wording.language_name(analysis.language))),
            "accent",
        )


def authorship(analysis: Analysis, wording: Wording) -> Paragraph:
    """Return the line that says whether a model or the rules wrote the text."""
    if analysis.analyst == "model":
        return Paragraph(
            plain(wording.text("written_by_model", model=analysis.model or wording.text("unknown"))), "small"
        )
    return Paragraph(plain(wording.text("written_by_rules")), "small")


def summary(process: ReportProcess, wording: Wording) -> Iterator[Block]:
    """Yield the summary: a person's own words, or the analyst's, who explains the verdict and never speaks against it."""
    own = next((override.value for override in process.overrides if override.field == "summary"), None)
    if own is not None:
        yield Paragraph(plain(own))
        yield Paragraph(plain(wording.text("summary_by_hand")), "small")
    elif process.analysis is not None:
        result = process.analysis.result
        if process.figures.verdict.code in PAYS and not process.analysis.stale:
            yield Paragraph(plain(result.verdict))
        yield Paragraph(plain(result.summary))
        yield authorship(process.analysis, wording)


def findings(result: Result, wording: Wording, level: int = 2, *, against: bool = False) -> Iterator[Block]:
    """Yield problems and steps with the quotations that support them, and what to do this week.

    Where the figures speak `against` automating, the steps are described, and nothing is recommended.
    """
    if result.problems:
        yield heading(level, wording.text("problems"))
        for problem in result.problems:
            yield Paragraph(plain(problem.problem))
            yield from _evidence(problem.evidence, wording)
    if result.steps:
        yield heading(level, wording.text("steps"))
        yield _steps(result.steps, wording, against=against)
    if result.first_steps and not against:
        yield heading(level, wording.text("first_steps"))
        yield bullets(result.first_steps, ordered=True)


def _steps(steps: Sequence[Step], wording: Wording, *, against: bool) -> Table:
    titles = ("step", "step_today") if against else ("step", "step_today", "recommendation")
    rows = tuple(
        (
            bold(f"{number}. {step.name}"),
            _with_evidence(step.today, step.evidence, wording),
            *(() if against else (_advice(wording.name("step_verdict", step.verdict), step.why, step.tool_names),)),
        )
        for number, step in enumerate(steps, start=1)
    )
    return Table(tuple(Column(wording.text(title)) for title in titles), rows)


def _evidence(evidence: Evidence | None, wording: Wording) -> Iterator[Block]:
    if evidence is not None:
        yield Quote(evidence.quote, wording.text("from_description"))


def _with_evidence(text: str, evidence: Evidence | None, wording: Wording) -> Runs:
    if evidence is None:
        return plain(text)
    return (Run(text), Run("\n"), Run(quoted(evidence.quote, wording), italic=True))


def _advice(verdict: str, why: str, tools: list[str]) -> Runs:
    named = (Run("\n→ " + ", ".join(tools)),) if tools else ()
    return (Run(verdict, bold=True), Run("\n" + why), *named)


def quoted(text: str, wording: Wording) -> str:
    return wording.text("quoted", text=text)


def solution(result: Result, wording: Wording, level: int = 2) -> Iterator[Block]:
    """Yield the tools, their comparison, the variants and the prose on scenarios."""
    if result.tools:
        yield heading(level, wording.text("tools"))
        for tool in result.tools:
            yield from _tool(tool, wording, level)
    if result.comparison:
        yield heading(level, wording.text("comparison"))
        columns = (
            Column(wording.text("tool")),
            Column(wording.text("strengths")),
            Column(wording.text("weaknesses")),
            Column(wording.text("best_for")),
        )
        rows = tuple(
            ((Run(c.name, bold=True, link=c.homepage),), plain(c.strengths), plain(c.weaknesses), plain(c.best_for))
            for c in result.comparison
        )
        yield Table(columns, rows)
    if result.variants:
        yield heading(level, wording.text("variants"))
        for variant in result.variants:
            yield heading(level + 1, wording.name("level", variant.level))
            yield Paragraph(plain(variant.description))
            if variant.tool_names:
                yield Paragraph(plain(wording.text("variant_tools", tools=", ".join(variant.tool_names))), "small")
    if result.scenarios and any(getattr(result.scenarios, name) for name in _SCENARIOS):
        yield heading(level, wording.text("scenario_prose"))
        for name in _SCENARIOS:
            title = wording.text("working_scenario", scenario=wording.text(name))
            yield Paragraph((Run(title + ". ", bold=True), Run(getattr(result.scenarios, name))))


def _tool(tool: Tool, wording: Wording, level: int) -> Iterator[Block]:
    mark = f" ({wording.text('mentioned')})" if tool.mentioned else ""
    yield heading(level + 1, tool.name + mark)
    yield Paragraph(plain(tool.why))
    yield Paragraph(plain(tool.fit))
    facts = (
        ("capabilities", plain("; ".join(tool.capabilities))),
        ("price", plain(tool.price)),
        ("vendor", plain(tool.vendor)),
        ("region", plain(tool.region)),
        ("homepage", (Run(tool.homepage, link=tool.homepage),)),
    )
    yield Facts(tuple((wording.text(key), runs) for key, runs in facts if flatten(runs)))


def plan(result: Result, wording: Wording, level: int = 2) -> Iterator[Block]:
    """Yield the phases as a timeline and in words, the expected results, how to monitor them, and the risks."""
    if result.roadmap:
        yield heading(level, wording.text("roadmap"))
        yield from present(charts.roadmap(result.roadmap, wording))
        for number, item in enumerate(result.roadmap, start=1):
            weeks = wording.weeks(item.weeks.min, item.weeks.max)
            yield heading(level + 1, wording.text("phase", number=str(number), phase=item.phase, weeks=weeks))
            if item.actions:
                yield bullets(item.actions)
    if result.expected_results:
        yield heading(level, wording.text("expected_results"))
        yield bullets(result.expected_results)
    if result.monitoring:
        yield heading(level, wording.text("monitoring"))
        rows = tuple((bold(item.measure), plain(item.how)) for item in result.monitoring)
        yield Table((Column(wording.text("measure")), Column(wording.text("how"))), rows)
    if result.risks:
        yield heading(level, wording.text("risks"))
        rows = tuple((plain(item.risk), plain(item.mitigation)) for item in result.risks)
        yield Table((Column(wording.text("risk")), Column(wording.text("mitigation"))), rows)


def open_points(result: Result, wording: Wording, level: int = 2) -> Iterator[Block]:
    """Yield questions by importance, and values read from the text. What competing readings leave open stands in the summary."""
    if result.questions:
        yield heading(level, wording.text("questions"))
        yield _questions(result, wording)
    if result.suggested_inputs:
        yield heading(level, wording.text("suggestions"))
        yield _suggestions(result, wording)


def _questions(result: Result, wording: Wording) -> Table:
    columns = (Column(wording.text("question")), Column(wording.text("input")), Column(wording.text("effect"), "right"))
    rows = tuple(
        (
            plain(question.question),
            plain("" if question.field == "other" else wording.name("field", question.field)),
            plain("" if question.effect is None else wording.money(question.effect)),
        )
        for question in result.questions
    )
    return Table(columns, rows)


def _suggestions(result: Result, wording: Wording) -> Table:
    columns = (
        Column(wording.text("input")),
        Column(wording.text("value"), "right"),
        Column(wording.text("quote")),
        Column(wording.text("decision")),
    )
    rows = tuple(
        (
            plain(wording.name("field", item.field)),
            plain(wording.input(item.field, item.value)),
            (Run(quoted(item.quote, wording), italic=True),),
            plain(wording.name("suggestion", item.status)),
        )
        for item in result.suggested_inputs
    )
    return Table(columns, rows)


def sources(result: Result, wording: Wording, level: int = 2) -> Iterator[Block]:
    if result.sources:
        yield heading(level, wording.text("sources"))
        rows = tuple(
            (
                (
                    Run(source.title, bold=True),
                    *([Run(f"\n{source.claim}")] if source.claim else []),
                    Run("\n"),
                    Run(source.url, link=source.url),
                    Run(f"\n{wording.text('read_on', date=source.date)}" if source.date else ""),
                ),
            )
            for source in result.sources
        )
        yield Table((Column(""),), rows)
