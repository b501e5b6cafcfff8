"""The part of a report that an analyst wrote. All of it is printed, and only as text: nothing in it is interpreted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from smartflow.analyst.schema import Evidence, Problem, Result, Step, Tool
from smartflow.language.text import Language
from smartflow.reports.document import charts
from smartflow.reports.document.figures import bullets, heading, present
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import (
    Block,
    Bullets,
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
_QUOTED: Final = re.compile("[„“]([^”]+)”")
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


def own_summary(process: ReportProcess, wording: Wording) -> Iterator[Block]:
    """Yield the summary that a person wrote in place of the analyst's."""
    own = next((override.value for override in process.overrides if override.field == "summary"), None)
    if own is not None:
        yield heading(2, wording.text("summary"))
        yield Paragraph(plain(own), keep=True)
        yield Paragraph(plain(wording.text("summary_by_hand")), "small")


def _summary(process: ReportProcess, analysis: Analysis, wording: Wording, *, full: bool) -> Iterator[Block]:
    """Yield the analyst's summary, which explains the verdict and never speaks against it."""
    if not any(override.field == "summary" for override in process.overrides):
        if full and process.figures.verdict.code in PAYS and not analysis.stale:
            yield Paragraph(plain(analysis.result.verdict))
        yield Paragraph(plain(analysis.result.summary))
    if analysis.analyst == "model":
        yield authorship(analysis, wording)


def findings(
    process: ReportProcess,
    wording: Wording,
    level: int = 2,
    *,
    against: bool = False,
    full: bool = True,
    said: frozenset[str] = frozenset(),
) -> Iterator[Block]:
    """Yield the summary, problems and steps with the quotations that support them, and what to do this week.

    Where the figures speak `against` automating, the steps are described in `full`, and nothing is recommended. A quotation
    stands once, and what was `said` before is not repeated.
    """
    if process.analysis is None:
        return
    result = process.analysis.result
    yield from _summary(process, process.analysis, wording, full=full)
    if result.problems:
        yield heading(level, wording.text("problems"))
        if full:
            for problem in result.problems:
                yield Paragraph(plain(problem.problem), keep=problem.evidence is not None)
                yield from _evidence(problem.evidence, wording)
        else:
            yield _problems(result.problems, wording)
    if result.steps and (full or not against):
        proved = {problem.evidence.quote for problem in result.problems if problem.evidence}
        yield heading(level, wording.text("steps"))
        yield _steps(result.steps, proved, wording, against=against, full=full)
    if not against and (left := [step for step in result.first_steps if step not in said]):
        yield heading(level, wording.text("first_steps"))
        yield bullets(left, ordered=True)


def _problems(problems: Sequence[Problem], wording: Wording) -> Bullets:
    """Return the problems, each with the quotation that proves it, where its text does not quote the same words."""
    items: list[Runs] = []
    for problem in problems:
        evidence = problem.evidence
        if evidence is None or any(words in evidence.quote for words in _quotations(problem.problem)):
            items.append(plain(problem.problem))
        else:
            items.append((Run(problem.problem + " "), Run(quoted(evidence.quote, wording), italic=True)))
    return Bullets(tuple(items))


def _quotations(text: str) -> list[str]:
    return [words.rstrip(".,") for words in _QUOTED.findall(text)]


def _steps(steps: Sequence[Step], proved: set[str], wording: Wording, *, against: bool, full: bool) -> Table:
    titles = ["step", *(["step_today"] if full else []), *([] if against else ["recommendation"])]
    rows = tuple(
        (
            bold(f"{number}. {step.name}"),
            *((_with_evidence(step.today, step.evidence, proved, wording),) if full else ()),
            *(() if against else (_advice(wording.name("step_verdict", step.verdict), step.why, step.tool_names),)),
        )
        for number, step in enumerate(steps, start=1)
    )
    return Table(tuple(Column(wording.text(title)) for title in titles), rows)


def _evidence(evidence: Evidence | None, wording: Wording) -> Iterator[Block]:
    if evidence is not None:
        yield Quote(evidence.quote, wording.text("from_description"))


def _with_evidence(text: str, evidence: Evidence | None, proved: set[str], wording: Wording) -> Runs:
    """Return a text with its quotation, unless that stands elsewhere or the text holds it."""
    if evidence is None or evidence.quote in proved or evidence.quote in text:
        return plain(text)
    return (Run(text), Run("\n"), Run(quoted(evidence.quote, wording), italic=True))


def _advice(verdict: str, why: str, tools: list[str]) -> Runs:
    named = (Run("\n→ " + ", ".join(tools)),) if tools else ()
    return (Run(verdict, bold=True), Run("\n" + why), *named)


def quoted(text: str, wording: Wording) -> str:
    return wording.text("quoted", text=text)


def solution(
    result: Result, wording: Wording, level: int = 2, *, full: bool = True, facts: bool = True
) -> Iterator[Block]:
    """Yield the tools; in `full` with their `facts`, their comparison, the variants and the prose on scenarios."""
    if result.tools:
        yield heading(level, wording.text("tools"))
        if full and facts:
            for tool in result.tools:
                yield from _tool(tool, wording, level)
        else:
            yield _tools(result.tools, wording)
    if result.comparison and full:
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
    if result.variants and full:
        yield heading(level, wording.text("variants"))
        for variant in result.variants:
            yield heading(level + 1, wording.name("level", variant.level))
            yield Paragraph(plain(variant.description))
            if variant.tool_names:
                yield Paragraph(plain(wording.text("variant_tools", tools=", ".join(variant.tool_names))), "small")
    if full and result.scenarios and any(getattr(result.scenarios, name) for name in _SCENARIOS):
        yield heading(level, wording.text("scenario_prose"))
        for name in _SCENARIOS:
            title = wording.text("working_scenario", scenario=wording.text(name))
            yield Paragraph((Run(title + ". ", bold=True), Run(getattr(result.scenarios, name))))


def _tools(tools: Sequence[Tool], wording: Wording) -> Table:
    rows = tuple(
        (
            (
                Run(tool.name, bold=True, link=tool.homepage or None),
                Run(_mentioned(tool, wording) + (f"\n{tool.vendor}" if tool.vendor else "")),
            ),
            plain("\n".join(filter(None, (tool.why, tool.fit)))),
            plain(_without_label(tool.price, wording.text("price"))),
        )
        for tool in tools
    )
    titles = ("tool", "what_for", "price")
    return Table(tuple(Column(wording.text(title)) for title in titles), rows)


def tool_facts(processes: Sequence[ReportProcess], wording: Wording) -> Iterator[Block]:
    """Yield the facts of each tool that the analyses of many processes recommend, once."""
    tools = {tool.tool_id: tool for process in processes if process.analysis for tool in process.analysis.result.tools}
    for tool in sorted(tools.values(), key=lambda tool: tool.name):
        yield heading(2, tool.name)
        yield _facts(tool, wording)


def _tool(tool: Tool, wording: Wording, level: int) -> Iterator[Block]:
    yield heading(level + 1, tool.name + _mentioned(tool, wording))
    yield Paragraph(plain(tool.why), keep=True)
    yield Paragraph(plain(tool.fit), keep=True)
    yield _facts(tool, wording)


def _mentioned(tool: Tool, wording: Wording) -> str:
    return f" ({wording.text('mentioned')})" if tool.mentioned else ""


def _facts(tool: Tool, wording: Wording) -> Facts:
    facts = (
        ("capabilities", plain("; ".join(tool.capabilities))),
        ("price", plain(_without_label(tool.price, wording.text("price")))),
        ("vendor", plain(tool.vendor)),
        ("region", plain(tool.region)),
        ("homepage", (Run(tool.homepage, link=tool.homepage),)),
    )
    return Facts(tuple((wording.text(key), runs) for key, runs in facts if flatten(runs)))


def _without_label(text: str, label: str) -> str:
    """Return a text without the label that its author wrote before it and that stands there already."""
    rest = text.removeprefix(f"{label}:").strip()
    return rest[:1].upper() + rest[1:] if rest != text else text


def plan(result: Result, wording: Wording, level: int = 2, *, full: bool = True) -> Iterator[Block]:
    """Yield the phases as a timeline and in words, and the risks; in `full` also what to expect and how to monitor it."""
    if result.roadmap:
        yield heading(level, wording.text("roadmap"))
        if level == 2:
            yield from present(charts.roadmap(result.roadmap, wording))
        for number, item in enumerate(result.roadmap, start=1):
            weeks = wording.weeks(item.weeks.min, item.weeks.max)
            yield heading(level + 1, wording.text("phase", number=str(number), phase=item.phase, weeks=weeks))
            if item.actions:
                yield bullets(item.actions)
    if result.expected_results and full:
        yield heading(level, wording.text("expected_results"))
        yield bullets(result.expected_results)
    if result.monitoring and full:
        yield heading(level, wording.text("monitoring"))
        rows = tuple((bold(item.measure), plain(item.how)) for item in result.monitoring)
        yield Table((Column(wording.text("measure")), Column(wording.text("how"))), rows)
    if result.risks:
        yield heading(level, wording.text("risks"))
        rows = tuple((plain(item.risk), plain(item.mitigation)) for item in result.risks)
        yield Table((Column(wording.text("risk")), Column(wording.text("mitigation"))), rows)


def open_points(result: Result, wording: Wording, level: int = 2, *, full: bool = True) -> Iterator[Block]:
    """Yield questions by importance and, in `full`, values read from the text."""
    if result.questions:
        yield heading(level, wording.text("questions"))
        yield _questions(result, wording)
    if result.suggested_inputs and full:
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


def sources(result: Result, wording: Wording, level: int = 0) -> Iterator[Block]:
    """Yield the list of sources, under a heading if there is a `level`."""
    if result.sources and level:
        yield heading(level, wording.text("sources"))
    if result.sources:
        yield Bullets(
            tuple(
                (
                    Run(source.title, bold=True),
                    *([Run(f"\n{source.claim}")] if source.claim else []),
                    Run("\n"),
                    Run(source.url, link=source.url),
                    *([Run(f"\n{wording.text('read_on', date=source.date)}")] if source.date else []),
                )
                for source in result.sources
            )
        )


def in_language(blocks: Sequence[Block], analysis: Analysis, wording: Wording) -> Iterator[Block]:
    """Yield the blocks, the analyst's words in them marked with their language where it is not the reader's."""
    if analysis.language == wording.language:
        yield from blocks
        return
    words = set(_texts(analysis.result.model_dump()))
    for block in blocks:
        yield _marked(block, words, analysis.language)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for child in node.values():
            yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)


def _marked(block: Block, words: set[str], language: Language) -> Block:
    def marked(runs: Runs) -> Runs:
        return tuple(replace(run, language=language) if run.text.strip() in words else run for run in runs)

    match block:
        case Paragraph():
            return replace(block, runs=marked(block.runs))
        case Bullets():
            return replace(block, items=tuple(map(marked, block.items)))
        case Table():
            return replace(block, rows=tuple(tuple(map(marked, row)) for row in block.rows))
        case Facts():
            return replace(block, items=tuple((label, marked(value)) for label, value in block.items))
        case _:
            return block
