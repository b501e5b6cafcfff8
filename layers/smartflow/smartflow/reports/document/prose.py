"""The part of a report that an analyst wrote. All of it is printed; none of it is trusted to be anything but text."""

from collections.abc import Iterator
from decimal import Decimal

from smartflow.analyst.schema import Evidence, Result, Side, Tool
from smartflow.reports.document import charts
from smartflow.reports.document.figures import bullets, heading, present
from smartflow.reports.document.source import Analysis
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
from smartflow.reports.document.voice import Voice

_SCENARIOS = ("conservative", "expected", "optimistic")


def remarks(analysis: Analysis | None, voice: Voice) -> Iterator[Block]:
    """Say who wrote the prose, and whether it is old or in another language."""
    if analysis is None:
        yield Note(voice.say("no_analysis_title"), plain(voice.say("no_analysis")), "accent")
        return
    if analysis.stale:
        text = voice.say("stale", date=voice.date(analysis.created_at))
        yield Note(voice.say("stale_title"), plain(text), "warning")
    if analysis.language != voice.language:
        yield Note(voice.say("other_language_title"), plain(voice.say("other_language")), "accent")


def authorship(analysis: Analysis, voice: Voice) -> Paragraph:
    """The mark that text written by a model carries."""
    if analysis.analyst == "model":
        return Paragraph(plain(voice.say("written_by_model", model=analysis.model or voice.say("unknown"))), "small")
    return Paragraph(plain(voice.say("written_by_rules")), "small")


def summary(analysis: Analysis, voice: Voice) -> Iterator[Block]:
    yield Paragraph(plain(analysis.result.verdict), "lead")
    yield Paragraph(plain(analysis.result.summary))
    yield authorship(analysis, voice)


def findings(result: Result, voice: Voice, level: int = 2) -> Iterator[Block]:
    """Yield problems and steps with the words they rest on, and what to do this week."""
    if result.problems:
        yield heading(level, voice.say("problems"))
        for problem in result.problems:
            yield Paragraph(plain(problem.problem))
            yield from _evidence(problem.evidence, voice)
    if result.steps:
        yield heading(level, voice.say("steps"))
        columns = (
            Column(voice.say("step")),
            Column(voice.say("step_today")),
            Column(voice.say("recommendation")),
        )
        rows = tuple(
            (
                bold(f"{number}. {step.name}"),
                _with_evidence(step.today, step.evidence, voice),
                _advice(voice.name("step_verdict", step.verdict), step.why, step.tool_names),
            )
            for number, step in enumerate(result.steps, start=1)
        )
        yield Table(columns, rows)
    if result.first_steps:
        yield heading(level, voice.say("first_steps"))
        yield bullets(result.first_steps, ordered=True)


def _evidence(evidence: Evidence | None, voice: Voice) -> Iterator[Block]:
    if evidence is not None:
        yield Quote(evidence.quote, voice.say("from_description"))


def _with_evidence(text: str, evidence: Evidence | None, voice: Voice) -> Runs:
    if evidence is None:
        return plain(text)
    return (Run(text), Run("\n"), Run(quoted(evidence.quote, voice), italic=True))


def _advice(verdict: str, why: str, tools: list[str]) -> Runs:
    named = (Run("\n→ " + ", ".join(tools)),) if tools else ()
    return (Run(verdict, bold=True), Run("\n" + why), *named)


def quoted(text: str, voice: Voice) -> str:
    return f"„{text}”" if voice.language == "pl" else f"“{text}”"


def solution(result: Result, voice: Voice, level: int = 2) -> Iterator[Block]:
    """Yield the tools, their comparison, the variants and the prose on scenarios."""
    if result.tools:
        yield heading(level, voice.say("tools"))
        for tool in result.tools:
            yield from _tool(tool, voice, level)
    if result.comparison:
        yield heading(level, voice.say("comparison"))
        columns = (
            Column(voice.say("tool")),
            Column(voice.say("strengths")),
            Column(voice.say("weaknesses")),
            Column(voice.say("best_for")),
        )
        rows = tuple(
            ((Run(c.name, bold=True, link=c.homepage),), plain(c.strengths), plain(c.weaknesses), plain(c.best_for))
            for c in result.comparison
        )
        yield Table(columns, rows)
    if result.variants:
        yield heading(level, voice.say("variants"))
        for variant in result.variants:
            yield heading(level + 1, voice.name("level", variant.level))
            yield Paragraph(plain(variant.description))
            if variant.tool_names:
                yield Paragraph(plain(voice.say("variant_tools", tools=", ".join(variant.tool_names))), "small")
    if result.scenarios and any(getattr(result.scenarios, name) for name in _SCENARIOS):
        yield heading(level, voice.say("scenario_prose"))
        for name in _SCENARIOS:
            title = voice.say("working_scenario", scenario=voice.say(name))
            yield Paragraph((Run(title + ". ", bold=True), Run(getattr(result.scenarios, name))))


def _tool(tool: Tool, voice: Voice, level: int) -> Iterator[Block]:
    mark = f" ({voice.say('mentioned')})" if tool.mentioned else ""
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
    yield Facts(tuple((voice.say(key), runs) for key, runs in facts if flatten(runs)))


def plan(result: Result, voice: Voice, level: int = 2) -> Iterator[Block]:
    """Yield the phases as a timeline and in words, what to expect, how to watch it, and what may go wrong."""
    if result.roadmap:
        yield heading(level, voice.say("roadmap"))
        yield from present(charts.roadmap(result.roadmap, voice))
        for number, item in enumerate(result.roadmap, start=1):
            weeks = voice.weeks(item.weeks.min, item.weeks.max)
            yield heading(level + 1, voice.say("phase", number=str(number), phase=item.phase, weeks=weeks))
            if item.actions:
                yield bullets(item.actions)
    if result.expected_results:
        yield heading(level, voice.say("expected_results"))
        yield bullets(result.expected_results)
    if result.monitoring:
        yield heading(level, voice.say("monitoring"))
        rows = tuple((bold(item.measure), plain(item.how)) for item in result.monitoring)
        yield Table((Column(voice.say("measure")), Column(voice.say("how"))), rows)
    if result.risks:
        yield heading(level, voice.say("risks"))
        rows = tuple((plain(item.risk), plain(item.mitigation)) for item in result.risks)
        yield Table((Column(voice.say("risk")), Column(voice.say("mitigation"))), rows)


def open_points(result: Result, voice: Voice, level: int = 2) -> Iterator[Block]:
    """Yield questions by weight, contradictions with what each side costs, and values read from the text."""
    if result.questions:
        yield heading(level, voice.say("questions"))
        yield _questions(result, voice)
    if result.contradictions:
        yield heading(level, voice.say("contradictions"))
        yield Paragraph(plain(voice.say("contradictions_lead")))
        for contradiction in result.contradictions:
            for side in (contradiction.a, contradiction.b):
                yield Quote(side.quote, _side(contradiction.field, side, voice))
    if result.suggested_inputs:
        yield heading(level, voice.say("suggestions"))
        yield _suggestions(result, voice)


def _questions(result: Result, voice: Voice) -> Table:
    columns = (Column(voice.say("question")), Column(voice.say("input")), Column(voice.say("effect"), "right"))
    rows = tuple(
        (
            plain(question.question),
            plain("" if question.field == "other" else voice.name("field", question.field)),
            plain("" if question.effect is None else voice.money(question.effect)),
        )
        for question in result.questions
    )
    return Table(columns, rows)


def _suggestions(result: Result, voice: Voice) -> Table:
    columns = (
        Column(voice.say("input")),
        Column(voice.say("value"), "right"),
        Column(voice.say("quote")),
        Column(voice.say("decision")),
    )
    rows = tuple(
        (
            plain(voice.name("field", item.field)),
            plain(voice.input(item.field, item.value)),
            (Run(quoted(item.quote, voice), italic=True),),
            plain(voice.name("suggestion", item.status)),
        )
        for item in result.suggested_inputs
    )
    return Table(columns, rows)


def _side(field: str, side: Side, voice: Voice) -> str:
    cost: Decimal | None = side.cost_per_year
    value = voice.say("unknown") if side.value is None else voice.input(field, side.value)
    return voice.say("contradiction_cost", field=voice.name("field", field), value=value, cost=voice.money(cost))


def sources(result: Result, voice: Voice, level: int = 2) -> Iterator[Block]:
    if result.sources:
        yield heading(level, voice.say("sources"))
        rows = tuple(
            (
                (
                    Run(source.title, bold=True),
                    Run("\n"),
                    Run(source.url, link=source.url),
                    Run(f"\n{voice.say('read_on', date=source.date)}" if source.date else ""),
                ),
            )
            for source in result.sources
        )
        yield Table((Column(""),), rows)
