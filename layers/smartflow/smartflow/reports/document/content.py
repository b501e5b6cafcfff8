"""From figures in force and analysis to the tree of a report. Only the engine computes; a full report leaves nothing out.

A brief report is as long as its verdict deserves: the decision, the figures, and, where automating pays, the solution and
the plan. What they rest on (description, working, inputs) stands in the appendices of a full report.
"""

from collections.abc import Iterator, Sequence

from smartflow.reports.document import appendix, figures, prose, totals
from smartflow.reports.document.decision import Decision, portfolio_decision, process_decision
from smartflow.reports.document.decision_page import decision_page
from smartflow.reports.document.description import description
from smartflow.reports.document.source import Analysis, Detail, ReportOptions, ReportProcess
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import (
    Block,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    Paragraph,
    plain,
)
from smartflow.reports.document.wording import Wording

__all__ = ["portfolio_report", "process_report"]


def process_report(process: ReportProcess, options: ReportOptions) -> Document:
    """Return the report on one process: decision, figures, findings, solution and plan; appendices if it is to be full."""
    wording = Wording(options.language, process.assessment.currency)
    title = options.title.strip() or process.title
    verdict, verdict_note = figures.verdict(process, wording)
    cover = Cover(
        kind=wording.text("process_report"),
        title=title,
        subtitle=" · ".join(_subtitle(process, wording, title)),
        verdict=verdict if verdict_note else figures.verdict_in_short(process, wording),
        verdict_note=verdict_note,
        figures=figures.headline(process, wording),
        facts=(*_cover_facts(options, wording), *_process_set_by_hand(process, wording)),
        remark=_cover_remark(process.analysis, wording),
    )
    blocks = tuple(_process_blocks(process, wording, options.detail))
    return _document(title, cover, blocks, options, wording, [process])


def portfolio_report(processes: Sequence[ReportProcess], options: ReportOptions) -> Document:
    """Return the report on many processes: the decision, what to do first, the matrix and the totals.

    Processes are numbered in the order in which they are best done. A full report adds a part on each of them.

    Raises
    ------
    ValueError
        When there are no processes, or their figures are in different currencies.
    """
    currencies = {process.assessment.currency for process in processes}
    if len(currencies) != 1:
        raise ValueError("a portfolio needs processes, all in one currency")
    wording = Wording(options.language, currencies.pop())
    title = options.title.strip() or wording.text("portfolio")
    whole = Whole(Whole(processes).in_order)
    cover = Cover(
        kind=wording.text("portfolio_report"),
        title=title,
        subtitle="",
        verdict=totals.verdict_in_short(whole, wording),
        figures=totals.headline(whole, wording),
        facts=(*_cover_facts(options, wording), *_portfolio_set_by_hand(whole, wording)),
        remark=wording.text("estimate_remark"),
    )
    blocks = tuple(_portfolio_blocks(whole, wording, options.detail))
    return _document(title, cover, blocks, options, wording, processes)


def _document(
    title: str,
    cover: Cover,
    blocks: tuple[Block, ...],
    options: ReportOptions,
    wording: Wording,
    processes: Sequence[ReportProcess],
) -> Document:
    models = sorted({p.analysis.model or "" for p in processes if p.analysis and p.analysis.analyst == "model"})
    return Document(
        title=title,
        language=options.language,
        created_at=options.created_at,
        date_label=wording.date(options.created_at),
        page_label="{page} / {pages}",
        cover=cover,
        blocks=blocks,
        subject=wording.text("written_by_model", model=", ".join(models)) if models else cover.kind,
        author=options.author,
        header=options.header,
        footer=options.footer,
        logo=options.logo,
        accent=options.accent,
        machine_written=bool(models),
    )


def _subtitle(process: ReportProcess, wording: Wording, title: str) -> Iterator[str]:
    if title != process.title:
        yield process.title
    if process.category:
        yield process.category
    if process.industry:
        yield wording.name("industry", process.industry)


def _cover_facts(options: ReportOptions, wording: Wording) -> tuple[tuple[str, str], ...]:
    facts = (
        (wording.text("author"), options.author),
        (wording.text("date"), wording.date(options.created_at)),
    )
    return tuple((label, value) for label, value in facts if value)


def _process_set_by_hand(process: ReportProcess, wording: Wording) -> Iterator[tuple[str, str]]:
    if process.overrides:
        names = [wording.output(override.field).lower() for override in process.overrides]
        yield wording.text("set_by_hand"), ", ".join(names)


def _portfolio_set_by_hand(whole: Whole, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield which processes have values that a person set by hand; of many, how many."""
    titles = [process.title for process in whole.processes if process.overrides]
    if titles:
        named = "; ".join(titles) if len(titles) <= 3 else wording.text("in_processes", count=len(titles))
        yield wording.text("set_by_hand"), named


def _cover_remark(analysis: Analysis | None, wording: Wording) -> str:
    remark = wording.text("estimate_remark")
    if analysis is not None and analysis.analyst == "model":
        remark += " " + wording.text("written_by_model", model=analysis.model or wording.text("unknown"))
    return remark


def _process_blocks(process: ReportProcess, wording: Wording, detail: Detail) -> Iterator[Block]:
    assessment, analysis, full = process.assessment, process.analysis, detail == "full"
    decision = process_decision(process, wording)
    yield from decision_page(decision, wording)
    yield from prose.own_summary(process, wording)
    if full:
        yield Contents(wording.text("contents"))
    yield from prose.remarks(analysis, wording)
    yield from figures.open_questions(process, wording, 2)
    yield Heading(1, wording.text("figures"))
    letters = appendix.letters(process, detail)
    if full:
        yield Paragraph(
            plain(wording.text("figures_lead", working=letters["working_steps"], inputs=letters["inputs_origin"]))
        )
    elif detail == "figures":
        yield Paragraph(plain(wording.text("figures_lead_brief")))
    yield from figures.sections(process, wording, brief=detail == "brief")
    if detail != "figures" and analysis is not None:
        yield from _chapters(process, analysis, decision, wording, full=full)
    if full:
        yield from appendix.working(assessment, letters, wording)
    if detail != "brief":
        yield from appendix.inputs(assessment, wording, letters=letters)
    if process.overrides:
        yield from appendix.overrides(process, wording, letters=letters)
    if full:
        yield Heading(1, appendix.title("description", letters, wording))
        yield from _described(process, wording, 2)
    yield from appendix.about_process(process, wording, detail)


def _described(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    facts = (
        ("category", process.category),
        ("industry", process.industry and wording.name("industry", process.industry)),
        ("company_size", process.company_size and wording.name("company_size", process.company_size)),
        ("budget_range", process.budget_range and wording.name("budget_range", process.budget_range)),
        ("status", wording.name("status", process.status)),
        ("tags", ", ".join(process.tags)),
    )
    yield Facts(tuple((wording.text(key), plain(value)) for key, value in facts if value))
    yield from description(process.description, level + 1)


def _chapters(
    process: ReportProcess, analysis: Analysis, decision: Decision, wording: Wording, *, full: bool
) -> Iterator[Block]:
    """Yield what the analyst wrote; of a process better left alone, a brief report has what was found only."""
    result, against = analysis.result, figures.speaks_against(process)
    said = frozenset(decision.steps)
    chapters = (
        ("findings", tuple(prose.findings(process, wording, against=against, full=full, said=said))),
        ("solution", () if against else tuple(prose.solution(result, wording, full=full))),
        ("plan", () if against else tuple(prose.plan(result, wording, full=full))),
        ("open_points", tuple(prose.open_points(result, wording, full=full)) if full or not against else ()),
        ("sources", tuple(prose.sources(result, wording)) if full or not against else ()),
    )
    for key, blocks in chapters:
        if blocks:
            yield Heading(1, wording.text(key))
            yield from prose.in_language(blocks, analysis, wording)


def _portfolio_blocks(whole: Whole, wording: Wording, detail: Detail) -> Iterator[Block]:
    full = detail != "brief"
    yield from decision_page(portfolio_decision(whole, wording), wording)
    if full:
        yield Contents(wording.text("contents"))
    yield Heading(1, wording.text("do_first"), chapter=True)
    yield from totals.do_first(whole, wording)
    yield Heading(2, wording.text("totals"))
    yield Paragraph(plain(wording.text("totals_lead")), keep=True)
    yield from totals.table(whole, wording)
    yield Heading(1, wording.text("priorities"))
    yield from totals.priorities(whole, wording, full=full)
    returns = tuple(totals.over_time(whole, wording))
    if returns:
        yield Heading(1, wording.text("over_time"))
        yield from returns
    if full:
        yield Heading(1, wording.text("each_process"), chapter=True)
        yield Paragraph(plain(wording.text("each_process_lead")))
        shared = appendix.shared(whole.processes, wording)
        yield from appendix.in_common(shared, wording)
        for number, process in enumerate(whole.processes, start=1):
            yield from _part(number, process, shared, wording, full=detail == "full")
        tools = tuple(prose.tool_facts(whole.processes, wording)) if detail == "full" else ()
        if tools:
            yield Heading(1, wording.text("tools"))
            yield from tools
    yield from appendix.about(whole.processes, wording, full=full)


def _part(
    number: int, process: ReportProcess, shared: appendix.Shared, wording: Wording, *, full: bool
) -> Iterator[Block]:
    """Yield the part of a portfolio on one process: all that its own report has, except the charts, the working, the facts of
    tools, and what it has in common with all the others.
    """
    yield Heading(2, f"{number}. {process.title}")
    verdict, note = figures.verdict(process, wording)
    yield Paragraph(plain(verdict), "lead")
    if note:
        yield Paragraph(plain(note), "small")
    yield from prose.remarks(process.analysis, wording)
    yield figures.key_figures(process, wording)
    yield from figures.open_questions(process, wording, 3)
    yield from figures.to_confirm(process, wording, 3)
    yield from figures.advice(process, wording)
    yield from figures.scenarios(process, wording, 3)
    yield from figures.break_even(process, wording, 3)
    if full and process.analysis is not None:
        result, against = process.analysis.result, figures.speaks_against(process)
        told = [*prose.findings(process, wording, 3, against=against)]
        if not against:
            told += [*prose.solution(result, wording, 3, facts=False), *prose.plan(result, wording, 3)]
        told += [*prose.open_points(result, wording, 3), *prose.sources(result, wording, 3)]
        yield from prose.in_language(told, process.analysis, wording)
    yield from appendix.inputs(process.assessment, wording, 3, leaving=shared.inputs)
    yield from appendix.overrides(process, wording, 3)
    yield from _described(process, wording, 3)
    yield from appendix.made_by(process, shared, wording)
