"""From figures in force and analysis to the tree of a report. Nothing is cut, and only the engine computes."""

from collections.abc import Iterator, Sequence

from smartflow.reports.document import appendix, figures, prose, totals
from smartflow.reports.document.source import Analysis, ReportOptions, ReportProcess
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
    """Return the report on one process: summary, process, figures, analysis, plan, open points and appendices."""
    wording = Wording(options.language, process.assessment.currency)
    title = options.title.strip() or process.title
    verdict, verdict_note = figures.verdict(process, wording)
    cover = Cover(
        kind=wording.text("process_report"),
        title=title,
        subtitle=" · ".join(_subtitle(process, wording, title)),
        verdict=verdict,
        verdict_note=verdict_note,
        figures=figures.headline(process, wording),
        facts=_cover_facts(options, wording),
        remark=_cover_remark(process.analysis, wording),
    )
    blocks = tuple(_process_blocks(process, wording, full=options.detail == "full"))
    return _document(title, cover, blocks, options, wording, [process])


def portfolio_report(processes: Sequence[ReportProcess], options: ReportOptions) -> Document:
    """Return the report on many processes: totals, priorities, the list, and a part on each process in full.

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
    whole = Whole(processes)
    cover = Cover(
        kind=wording.text("portfolio_report"),
        title=title,
        subtitle="",
        verdict=totals.verdict(whole, wording),
        figures=totals.headline(whole, wording),
        facts=_cover_facts(options, wording),
        remark=wording.text("estimate_remark"),
    )
    blocks = tuple(_portfolio_blocks(whole, wording, full=options.detail == "full"))
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


def _cover_remark(analysis: Analysis | None, wording: Wording) -> str:
    remark = wording.text("estimate_remark")
    if analysis is not None and analysis.analyst == "model":
        remark += " " + wording.text("written_by_model", model=analysis.model or wording.text("unknown"))
    return remark


def _process_blocks(process: ReportProcess, wording: Wording, *, full: bool) -> Iterator[Block]:
    assessment, analysis = process.assessment, process.analysis
    yield Contents(wording.text("contents"))
    yield Heading(1, wording.text("summary"))
    yield from prose.remarks(analysis, wording)
    yield from _summary(process, wording, 2, full=full)
    yield Heading(1, wording.text("the_process"))
    yield from _description(process, wording, 2)
    yield Heading(1, wording.text("figures"))
    yield Paragraph(plain(wording.text("figures_lead" if full else "figures_lead_brief")))
    yield Paragraph(plain(wording.text("defaults_note", share=wording.percent(assessment.defaults_share))))
    yield from figures.sections(process, wording)
    if full and analysis is not None:
        yield from _chapters(analysis, wording, against=figures.speaks_against(process))
    if full:
        yield from appendix.working(assessment, wording)
    yield from appendix.inputs(assessment, wording)
    yield from appendix.overrides(process, wording)
    yield from appendix.about_process(process, wording)


def _summary(process: ReportProcess, wording: Wording, level: int, *, full: bool) -> Iterator[Block]:
    """Yield what follows the verdict: the text, the key figures, what is open, what to confirm, and what to do."""
    if full:
        yield from prose.summary(process, wording)
    yield figures.key_figures(process, wording)
    yield from figures.open_questions(process, wording, level)
    yield from figures.to_confirm(process, wording, level)
    yield from figures.advice(process, wording)
    if figures.rules_out(process):
        yield from figures.break_even(process, wording, level)


def _description(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    facts = (
        ("category", process.category),
        ("industry", process.industry and wording.name("industry", process.industry)),
        ("company_size", process.company_size and wording.name("company_size", process.company_size)),
        ("budget_range", process.budget_range and wording.name("budget_range", process.budget_range)),
        ("status", wording.name("status", process.status)),
        ("tags", ", ".join(process.tags)),
    )
    yield Facts(tuple((wording.text(key), plain(value)) for key, value in facts if value))
    yield figures.heading(level, wording.text("description"))
    for paragraph in _paragraphs(process.description):
        yield Paragraph(plain(paragraph))


def _paragraphs(text: str) -> list[str]:
    """Split a text at its empty lines; single line breaks stay with their paragraph."""
    paragraphs: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs if lines]


def _chapters(analysis: Analysis, wording: Wording, *, against: bool) -> Iterator[Block]:
    result = analysis.result
    chapters = (
        ("findings", tuple(prose.findings(result, wording, against=against))),
        ("solution", () if against else tuple(prose.solution(result, wording))),
        ("plan", () if against else tuple(prose.plan(result, wording))),
        ("open_points", tuple(prose.open_points(result, wording))),
    )
    for key, blocks in chapters:
        if blocks:
            yield Heading(1, wording.text(key))
            yield prose.authorship(analysis, wording)
            yield from blocks
    sources = tuple(prose.sources(result, wording, level=1))
    yield from sources


def _portfolio_blocks(whole: Whole, wording: Wording, *, full: bool) -> Iterator[Block]:
    yield Contents(wording.text("contents"))
    yield Heading(1, wording.text("overview"))
    yield Paragraph(plain(totals.verdict(whole, wording)), "lead")
    yield figures.heading(2, wording.text("totals"))
    yield Paragraph(plain(wording.text("totals_lead")))
    yield from totals.table(whole, wording)
    yield Heading(1, wording.text("priorities"))
    yield from totals.priorities(whole, wording)
    yield Heading(1, wording.text("each_process"), chapter=True)
    if full:
        yield Paragraph(plain(wording.text("full_working_elsewhere")))
    for number, process in enumerate(whole.processes, start=1):
        yield from _part(number, process, wording, full=full)
    yield from appendix.about(wording)


def _part(number: int, process: ReportProcess, wording: Wording, *, full: bool) -> Iterator[Block]:
    """Yield the part of a portfolio on one process: all that its own report has, except the charts and the working."""
    yield Heading(2, f"{number}. {process.title}")
    verdict, note = figures.verdict(process, wording)
    yield Paragraph(plain(verdict), "lead")
    if note:
        yield Paragraph(plain(note), "small")
    yield from prose.remarks(process.analysis, wording)
    yield from _summary(process, wording, 3, full=full)
    yield from _description(process, wording, 3)
    yield from figures.scenarios(process, wording, 3)
    if full and process.analysis is not None:
        result, against = process.analysis.result, figures.speaks_against(process)
        yield from prose.findings(result, wording, 3, against=against)
        if not against:
            yield from prose.solution(result, wording, 3)
            yield from prose.plan(result, wording, 3)
        yield from prose.open_points(result, wording, 3)
        yield from prose.sources(result, wording, 3)
    yield from appendix.inputs(process.assessment, wording, 3)
    yield from appendix.overrides(process, wording, 3)
    yield appendix.made_by(process, wording)
