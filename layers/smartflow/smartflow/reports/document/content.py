"""From stored figures and analysis to the tree of a report. Nothing is cut, and only the engine computes."""

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
from smartflow.reports.document.wording import Wording

__all__ = ["portfolio_report", "process_report"]


def process_report(process: ReportProcess, options: ReportOptions) -> Document:
    """Return the report on one process: summary, process, figures, analysis, plan, open points and appendices."""
    wording = Wording(options.language, process.assessment.currency)
    title = options.title.strip() or process.title
    cover = Cover(
        kind=wording.text("process_report"),
        title=title,
        subtitle=" · ".join(_subtitle(process, wording, title)),
        verdict=_verdict(process, wording),
        figures=figures.headline(process.assessment, wording),
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
    whole = portfolio([process_line(str(number), p.title, p.assessment) for number, p in enumerate(processes, start=1)])
    cover = Cover(
        kind=wording.text("portfolio_report"),
        title=title,
        subtitle="",
        verdict=_portfolio_verdict(whole, wording),
        figures=_portfolio_figures(whole, wording),
        facts=_cover_facts(options, wording),
        remark=wording.text("estimate_remark"),
    )
    blocks = tuple(_portfolio_blocks(processes, whole, wording, full=options.detail == "full"))
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


def _verdict(process: ReportProcess, wording: Wording) -> str:
    """Return the analyst's verdict where it is in the reader's language and up to date, else that of the figures."""
    analysis = process.analysis
    if (
        analysis is not None
        and analysis.language == wording.language
        and not analysis.stale
        and analysis.result.verdict
    ):
        return analysis.result.verdict
    return figures.verdict(process.assessment, wording)


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
    yield from _summary(process, wording, full=full)
    yield Heading(1, wording.text("the_process"))
    yield from _description(process, wording, 2)
    yield Heading(1, wording.text("figures"))
    yield Paragraph(plain(wording.text("figures_lead" if full else "figures_lead_brief")))
    yield Paragraph(plain(wording.text("defaults_note", share=wording.percent(assessment.defaults_share))))
    yield from figures.sections(assessment, wording)
    if full and analysis is not None:
        yield from _chapters(analysis, wording)
    if full:
        yield from appendix.working(assessment, wording)
    yield from appendix.inputs(assessment, wording)
    yield from appendix.overrides(process, wording)
    yield from appendix.about_process(process, wording)


def _summary(process: ReportProcess, wording: Wording, *, full: bool) -> Iterator[Block]:
    if full and process.analysis is not None:
        yield from prose.summary(process.analysis, wording)
    else:
        yield Paragraph(plain(figures.verdict(process.assessment, wording)), "lead")
    yield figures.key_figures(process.assessment, wording)
    yield from figures.advice(process.assessment, wording)


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


def _chapters(analysis: Analysis, wording: Wording) -> Iterator[Block]:
    result = analysis.result
    chapters = (
        ("findings", tuple(prose.findings(result, wording))),
        ("solution", tuple(prose.solution(result, wording))),
        ("plan", tuple(prose.plan(result, wording))),
        ("open_points", tuple(prose.open_points(result, wording))),
    )
    for key, blocks in chapters:
        if blocks:
            yield Heading(1, wording.text(key))
            yield prose.authorship(analysis, wording)
            yield from blocks
    sources = tuple(prose.sources(result, wording, level=1))
    yield from sources


def _portfolio_verdict(whole: Portfolio, wording: Wording) -> str:
    worth = whole.worth_doing
    if whole.totals.net is None:
        return wording.text("verdict_portfolio_unknown")
    if worth.net is None:
        return wording.text("verdict_portfolio_none")
    return wording.text(
        "verdict_portfolio",
        count=wording.number(worth.processes),
        all=wording.number(whole.totals.processes),
        net=wording.money(worth.net),
    )


def _portfolio_figures(whole: Portfolio, wording: Wording) -> tuple[KeyFigure, ...]:
    worth = whole.worth_doing
    return (
        KeyFigure(
            wording.text("net_savings_per_year"),
            wording.money(worth.net),
            wording.text("net_note"),
            "plain" if worth.net is None else "accent",
        ),
        KeyFigure(wording.text("hours_saved_per_year"), wording.hours(worth.hours), wording.text("net_note")),
        KeyFigure(
            wording.text("payback_months"),
            wording.payback(worth.payback_months, known=worth.complete > 0),
            wording.text("investment_note", cost=wording.money(worth.investment)),
        ),
    )


def _portfolio_blocks(
    processes: Sequence[ReportProcess], whole: Portfolio, wording: Wording, *, full: bool
) -> Iterator[Block]:
    yield Contents(wording.text("contents"))
    yield Heading(1, wording.text("overview"))
    yield Paragraph(plain(_portfolio_verdict(whole, wording)), "lead")
    yield figures.heading(2, wording.text("totals"))
    yield Paragraph(plain(wording.text("totals_lead")))
    yield _totals(whole, wording)
    yield Heading(1, wording.text("priorities"))
    yield from _priorities(processes, whole, wording)
    yield Heading(1, wording.text("each_process"), chapter=True)
    if full:
        yield Paragraph(plain(wording.text("full_working_elsewhere")))
    for number, process in enumerate(processes, start=1):
        yield from _part(number, process, wording, full=full)
    yield from appendix.about(wording)


def _totals(whole: Portfolio, wording: Wording) -> Table:
    both = (whole.worth_doing, whole.totals)

    def row(label: str, *cells: str) -> tuple[Runs, ...]:
        return (plain(label), *map(plain, cells))

    rows = (
        row(wording.text("processes_count"), *(_count(total, wording) for total in both)),
        row(wording.text("hours_saved_per_year"), *(wording.hours(total.hours) for total in both)),
        row(wording.text("gross_savings_per_year"), *(wording.money(total.gross) for total in both)),
        row(wording.text("running_cost_per_year"), *(wording.money(total.running_cost) for total in both)),
        row(wording.text("net_savings_per_year"), *(wording.money(total.net) for total in both)),
        row(wording.text("investment"), *(wording.money(total.investment) for total in both)),
        row(
            wording.text("payback_months"),
            *(wording.payback(total.payback_months, known=total.complete > 0) for total in both),
        ),
    )
    columns = (
        Column(wording.text("per_year")),
        Column(wording.text("worth_doing"), "right"),
        Column(wording.text("all_processes"), "right"),
    )
    return Table(columns, rows, strong=frozenset({4}))


def _count(total: Totals, wording: Wording) -> str:
    count = wording.number(total.processes)
    if total.complete == total.processes:
        return count
    return f"{count} ({wording.text('complete_count', count=wording.number(total.complete))})"


def _priorities(processes: Sequence[ReportProcess], whole: Portfolio, wording: Wording) -> Iterator[Block]:
    numbers = {str(number): number for number in range(1, len(processes) + 1)}
    matrix = whole.matrix
    yield from figures.present(charts.priorities(matrix, numbers, wording))
    for key, placed in (
        ("quick_wins", matrix.quick_wins),
        ("strategic", matrix.strategic),
        ("fill_ins", matrix.fill_ins),
        ("leave_alone", matrix.leave_alone),
    ):
        if placed:
            yield figures.heading(2, wording.text(key))
            yield _quadrant(placed, processes, wording)
    if matrix.unplaced:
        yield figures.heading(2, wording.text("unplaced"))
        yield Paragraph(plain(wording.text("unplaced_lead")))
        rows = tuple(
            (plain(str(number)), plain(processes[number - 1].title)) for number in sorted(map(int, matrix.unplaced))
        )
        yield Table((Column(wording.text("number"), "right"), Column(wording.text("process"))), rows)


def _quadrant(placed: Sequence[Placed], processes: Sequence[ReportProcess], wording: Wording) -> Table:
    columns = (
        Column(wording.text("number"), "right"),
        Column(wording.text("process")),
        Column(wording.text("cost_short"), "right"),
        Column(wording.text("net_short"), "right"),
        Column(wording.text("payback_short"), "right"),
        Column(wording.text("ease_short"), "right"),
    )

    def row(item: Placed, assessment: Assessment) -> tuple[Runs, ...]:
        return (
            plain(item.id),
            plain(item.title),
            plain(wording.money(assessment.cost_per_year)),
            plain(wording.money(item.net)),
            plain(figures.payback(assessment, assessment.expected, wording)),
            plain(wording.number(item.ease)),
        )

    return Table(columns, tuple(row(item, processes[int(item.id) - 1].assessment) for item in placed))


def _part(number: int, process: ReportProcess, wording: Wording, *, full: bool) -> Iterator[Block]:
    """Yield the part of a portfolio on one process: all that its own report has, except the charts and the working."""
    yield Heading(2, f"{number}. {process.title}")
    yield from prose.remarks(process.analysis, wording)
    yield from _summary(process, wording, full=full)
    yield from _description(process, wording, 3)
    yield from figures.scenarios(process.assessment, wording, 3)
    if full and process.analysis is not None:
        result = process.analysis.result
        yield from prose.findings(result, wording, 3)
        yield from prose.solution(result, wording, 3)
        yield from prose.plan(result, wording, 3)
        yield from prose.open_points(result, wording, 3)
        yield from prose.sources(result, wording, 3)
    yield from appendix.inputs(process.assessment, wording, 3)
    yield from appendix.overrides(process, wording, 3)
    yield appendix.made_by(process, wording)
