"""From stored figures and analysis to the tree of a report. Nothing is cut and nothing computed that the engine did
not.
"""

from collections.abc import Iterator, Sequence

from smartflow.engine.assessment import Assessment
from smartflow.engine.portfolio import Placed, Portfolio, Totals, portfolio, process_line
from smartflow.reports.document import appendix, charts, figures, prose
from smartflow.reports.document.source import Analysis, ReportOptions, ReportProcess
from smartflow.reports.document.tree import (
    Block,
    Column,
    Contents,
    Cover,
    Document,
    Facts,
    Heading,
    KeyFigure,
    Paragraph,
    Runs,
    Table,
    plain,
)
from smartflow.reports.document.voice import Voice

__all__ = ["portfolio_report", "process_report"]


def process_report(process: ReportProcess, options: ReportOptions) -> Document:
    """Return the report on one process: summary, process, figures, analysis, plan, open points and appendices."""
    voice = Voice(options.language, process.assessment.currency)
    title = options.title.strip() or process.title
    cover = Cover(
        kind=voice.say("process_report"),
        title=title,
        subtitle=" · ".join(_subtitle(process, voice, title)),
        verdict=_verdict(process, voice),
        figures=figures.headline(process.assessment, voice),
        facts=_cover_facts(options, voice),
        remark=_cover_remark(process.analysis, voice),
    )
    blocks = tuple(_process_blocks(process, voice, full=options.detail == "full"))
    return _document(title, cover, blocks, options, voice, [process])


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
    voice = Voice(options.language, currencies.pop())
    title = options.title.strip() or voice.say("portfolio")
    whole = portfolio([process_line(str(number), p.title, p.assessment) for number, p in enumerate(processes, start=1)])
    cover = Cover(
        kind=voice.say("portfolio_report"),
        title=title,
        subtitle="",
        verdict=_portfolio_verdict(whole, voice),
        figures=_portfolio_figures(whole, voice),
        facts=_cover_facts(options, voice),
        remark=voice.say("estimate_remark"),
    )
    blocks = tuple(_portfolio_blocks(processes, whole, voice, full=options.detail == "full"))
    return _document(title, cover, blocks, options, voice, processes)


def _document(
    title: str,
    cover: Cover,
    blocks: tuple[Block, ...],
    options: ReportOptions,
    voice: Voice,
    processes: Sequence[ReportProcess],
) -> Document:
    models = sorted({p.analysis.model or "" for p in processes if p.analysis and p.analysis.analyst == "model"})
    return Document(
        title=title,
        language=options.language,
        created_at=options.created_at,
        date_label=voice.date(options.created_at),
        page_label="{page} / {pages}",
        cover=cover,
        blocks=blocks,
        subject=voice.say("written_by_model", model=", ".join(models)) if models else cover.kind,
        author=options.author or options.organisation,
        header=options.header,
        footer=options.footer,
        logo=options.logo,
        machine_written=bool(models),
    )


def _subtitle(process: ReportProcess, voice: Voice, title: str) -> Iterator[str]:
    if title != process.title:
        yield process.title
    if process.category:
        yield process.category
    if process.industry:
        yield voice.name("industry", process.industry)


def _verdict(process: ReportProcess, voice: Voice) -> str:
    """Return the analyst's verdict where it is in the reader's language and up to date, else that of the figures."""
    analysis = process.analysis
    if analysis is not None and analysis.language == voice.language and not analysis.stale and analysis.result.verdict:
        return analysis.result.verdict
    return figures.verdict(process.assessment, voice)


def _cover_facts(options: ReportOptions, voice: Voice) -> tuple[tuple[str, str], ...]:
    facts = (
        (voice.say("organisation"), options.organisation),
        (voice.say("author"), options.author),
        (voice.say("date"), voice.date(options.created_at)),
    )
    return tuple((label, value) for label, value in facts if value)


def _cover_remark(analysis: Analysis | None, voice: Voice) -> str:
    remark = voice.say("estimate_remark")
    if analysis is not None and analysis.analyst == "model":
        remark += " " + voice.say("written_by_model", model=analysis.model or voice.say("unknown"))
    return remark


def _process_blocks(process: ReportProcess, voice: Voice, *, full: bool) -> Iterator[Block]:
    assessment, analysis = process.assessment, process.analysis
    yield Contents(voice.say("contents"))
    yield Heading(1, voice.say("summary"))
    yield from prose.remarks(analysis, voice)
    yield from _summary(process, voice, full=full)
    yield Heading(1, voice.say("the_process"))
    yield from _description(process, voice, 2)
    yield Heading(1, voice.say("figures"))
    yield Paragraph(plain(voice.say("figures_lead")))
    yield Paragraph(plain(voice.say("defaults_note", share=voice.percent(assessment.defaults_share))))
    yield from figures.sections(assessment, voice)
    if full and analysis is not None:
        yield from _chapters(analysis, voice)
    if full:
        yield from appendix.working(assessment, voice)
    yield from appendix.inputs(assessment, voice)
    yield from appendix.overrides(process, voice)
    yield from appendix.about([process], voice, voice.say("appendix_about"))


def _summary(process: ReportProcess, voice: Voice, *, full: bool) -> Iterator[Block]:
    if full and process.analysis is not None:
        yield from prose.summary(process.analysis, voice)
    else:
        yield Paragraph(plain(figures.verdict(process.assessment, voice)), "lead")
    yield figures.key_figures(process.assessment, voice)
    yield from figures.advice(process.assessment, voice)


def _description(process: ReportProcess, voice: Voice, level: int) -> Iterator[Block]:
    facts = (
        ("category", process.category),
        ("industry", process.industry and voice.name("industry", process.industry)),
        ("company_size", process.company_size and voice.name("company_size", process.company_size)),
        ("budget_range", process.budget_range and voice.name("budget_range", process.budget_range)),
        ("status", voice.name("status", process.status)),
        ("tags", ", ".join(process.tags)),
    )
    yield Facts(tuple((voice.say(key), plain(value)) for key, value in facts if value))
    yield figures.heading(level, voice.say("description"))
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


def _chapters(analysis: Analysis, voice: Voice) -> Iterator[Block]:
    result = analysis.result
    chapters = (
        ("findings", tuple(prose.findings(result, voice))),
        ("solution", tuple(prose.solution(result, voice))),
        ("plan", tuple(prose.plan(result, voice))),
        ("open_points", tuple(prose.open_points(result, voice))),
    )
    for key, blocks in chapters:
        if blocks:
            yield Heading(1, voice.say(key))
            yield prose.authorship(analysis, voice)
            yield from blocks
    sources = tuple(prose.sources(result, voice, level=1))
    yield from sources


def _portfolio_verdict(whole: Portfolio, voice: Voice) -> str:
    worth = whole.worth_doing
    if whole.totals.net is None:
        return voice.say("verdict_portfolio_unknown")
    if worth.net is None:
        return voice.say("verdict_portfolio_none")
    return voice.say(
        "verdict_portfolio",
        count=voice.number(worth.processes),
        all=voice.number(whole.totals.processes),
        net=voice.money(worth.net),
    )


def _portfolio_figures(whole: Portfolio, voice: Voice) -> tuple[KeyFigure, ...]:
    worth = whole.worth_doing
    return (
        KeyFigure(
            voice.say("net_savings_per_year"),
            voice.money(worth.net),
            voice.say("net_note"),
            "plain" if worth.net is None else "accent",
        ),
        KeyFigure(voice.say("hours_saved_per_year"), voice.hours(worth.hours), voice.say("net_note")),
        KeyFigure(
            voice.say("payback_months"),
            voice.payback(worth.payback_months, known=worth.complete > 0),
            voice.say("investment_note", cost=voice.money(worth.investment)),
        ),
    )


def _portfolio_blocks(
    processes: Sequence[ReportProcess], whole: Portfolio, voice: Voice, *, full: bool
) -> Iterator[Block]:
    yield Contents(voice.say("contents"))
    yield Heading(1, voice.say("overview"))
    yield Paragraph(plain(_portfolio_verdict(whole, voice)), "lead")
    yield figures.heading(2, voice.say("totals"))
    yield Paragraph(plain(voice.say("totals_lead")))
    yield _totals(whole, voice)
    yield Heading(1, voice.say("priorities"))
    yield from _priorities(processes, whole, voice)
    yield Heading(1, voice.say("each_process"), chapter=True)
    if full:
        yield Paragraph(plain(voice.say("full_working_elsewhere")))
    for number, process in enumerate(processes, start=1):
        yield from _part(number, process, voice, full=full)
    yield from appendix.about(processes, voice, voice.say("portfolio_about"))


def _totals(whole: Portfolio, voice: Voice) -> Table:
    both = (whole.worth_doing, whole.totals)

    def row(label: str, *cells: str) -> tuple[Runs, ...]:
        return (plain(label), *map(plain, cells))

    rows = (
        row(voice.say("processes_count"), *(_count(total, voice) for total in both)),
        row(voice.say("hours_saved_per_year"), *(voice.hours(total.hours) for total in both)),
        row(voice.say("gross_savings_per_year"), *(voice.money(total.gross) for total in both)),
        row(voice.say("running_cost_per_year"), *(voice.money(total.running_cost) for total in both)),
        row(voice.say("net_savings_per_year"), *(voice.money(total.net) for total in both)),
        row(voice.say("investment"), *(voice.money(total.investment) for total in both)),
        row(
            voice.say("payback_months"),
            *(voice.payback(total.payback_months, known=total.complete > 0) for total in both),
        ),
    )
    columns = (
        Column(voice.say("per_year")),
        Column(voice.say("worth_doing"), "right"),
        Column(voice.say("all_processes"), "right"),
    )
    return Table(columns, rows, strong=frozenset({4}))


def _count(total: Totals, voice: Voice) -> str:
    count = voice.number(total.processes)
    if total.complete == total.processes:
        return count
    return f"{count} ({voice.say('complete_count', count=voice.number(total.complete))})"


def _priorities(processes: Sequence[ReportProcess], whole: Portfolio, voice: Voice) -> Iterator[Block]:
    numbers = {str(number): number for number in range(1, len(processes) + 1)}
    matrix = whole.matrix
    yield from figures.present(charts.priorities(matrix, numbers, voice))
    for key, placed in (
        ("quick_wins", matrix.quick_wins),
        ("strategic", matrix.strategic),
        ("fill_ins", matrix.fill_ins),
        ("leave_alone", matrix.leave_alone),
    ):
        if placed:
            yield figures.heading(2, voice.say(key))
            yield _quadrant(placed, processes, voice)
    if matrix.unplaced:
        yield figures.heading(2, voice.say("unplaced"))
        yield Paragraph(plain(voice.say("unplaced_lead")))
        rows = tuple(
            (plain(str(number)), plain(processes[number - 1].title)) for number in sorted(map(int, matrix.unplaced))
        )
        yield Table((Column(voice.say("number"), "right"), Column(voice.say("process"))), rows)


def _quadrant(placed: Sequence[Placed], processes: Sequence[ReportProcess], voice: Voice) -> Table:
    columns = (
        Column(voice.say("number"), "right"),
        Column(voice.say("process")),
        Column(voice.say("cost_short"), "right"),
        Column(voice.say("net_short"), "right"),
        Column(voice.say("payback_short"), "right"),
        Column(voice.say("ease_short"), "right"),
    )

    def row(item: Placed, assessment: Assessment) -> tuple[Runs, ...]:
        return (
            plain(item.id),
            plain(item.title),
            plain(voice.money(assessment.cost_per_year)),
            plain(voice.money(item.net)),
            plain(figures.payback(assessment, assessment.expected, voice)),
            plain(voice.number(item.ease)),
        )

    return Table(columns, tuple(row(item, processes[int(item.id) - 1].assessment) for item in placed))


def _part(number: int, process: ReportProcess, voice: Voice, *, full: bool) -> Iterator[Block]:
    """Yield the part of a portfolio on one process: everything its own report has but the pictures and the working."""
    yield Heading(2, f"{number}. {process.title}")
    yield from prose.remarks(process.analysis, voice)
    yield from _summary(process, voice, full=full)
    yield from _description(process, voice, 3)
    yield from figures.scenarios(process.assessment, voice, 3)
    if full and process.analysis is not None:
        result = process.analysis.result
        yield from prose.findings(result, voice, 3)
        yield from prose.solution(result, voice, 3)
        yield from prose.plan(result, voice, 3)
        yield from prose.open_points(result, voice, 3)
        yield from prose.sources(result, voice, 3)
    yield from appendix.inputs(process.assessment, voice, 3)
    yield from appendix.overrides(process, voice, 3)
    yield appendix.made_by(process, voice)
