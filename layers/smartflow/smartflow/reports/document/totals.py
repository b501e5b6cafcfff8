"""Many processes together in a report: what counts, how sure it is, the totals, and the list by quadrant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from smartflow.engine.by_hand import counted, counted_line
from smartflow.engine.portfolio import Placed, Portfolio, Totals, portfolio, process_line, totals
from smartflow.engine.process_figures import NetRange
from smartflow.processes.figures_view import headline_text, range_text
from smartflow.reports.document import charts, figures
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.tree import Block, Column, KeyFigure, Paragraph, Run, Runs, Table, plain
from smartflow.reports.document.wording import Wording

_HALF = 2


@dataclass(frozen=True)
class Whole:
    """The processes of a portfolio, numbered from 1 in the order of the report, with the figures that count."""

    processes: Sequence[ReportProcess]

    @cached_property
    def portfolio(self) -> Portfolio:
        """Totals and matrix; values set by hand count in them."""
        lines = [
            counted_line(str(number), process.title, process.figures, process.overrides)
            for number, process in enumerate(self.processes, start=1)
        ]
        return portfolio(lines)

    @cached_property
    def ranked(self) -> list[Placed]:
        """The processes worth doing, those to do first at the top."""
        matrix = self.portfolio.matrix
        return [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins]

    @cached_property
    def worth(self) -> list[ReportProcess]:
        """The processes worth doing."""
        return [self.processes[int(item.id) - 1] for item in self.ranked]

    @property
    def set_by_hand(self) -> int:
        """How many of the processes worth doing have net savings that a person set by hand or changed a part of."""
        return sum(
            counted(process.figures, process.overrides).net_savings_per_year
            != process.assessment.expected.net_savings_per_year
            for process in self.worth
        )

    @cached_property
    def computed(self) -> Totals:
        """The computed totals of the same processes, without what was set by hand."""
        return totals([process_line("", process.title, process.assessment) for process in self.worth])

    @cached_property
    def rough(self) -> bool:
        """Whether less than half of the net savings comes from processes with figures that are sure or set by hand."""
        nets = [
            (abs(counted(process.figures, process.overrides).net_savings_per_year or Decimal(0)), process)
            for process in self.worth
        ]
        sure = sum(net for net, process in nets if not _is_rough(process))
        return sure * _HALF < sum(net for net, _ in nets)

    @property
    def range(self) -> NetRange | None:
        """From the least to the most net savings of the processes worth doing; what was set by hand has no range."""
        low = high = Decimal(0)
        for process in self.worth:
            net, found = counted(process.figures, process.overrides).net_savings_per_year, process.figures.range
            if _by_hand(process) and net is not None:
                low, high = low + net, high + net
            elif found is not None:
                low, high = low + found.low, high + found.high
        return NetRange(low=low, high=high) if self.worth else None


def _by_hand(process: ReportProcess) -> bool:
    return any(override.field == "net_savings_per_year" for override in process.overrides)


def _is_rough(process: ReportProcess) -> bool:
    return process.figures.confidence.rough and not _by_hand(process)


def verdict(whole: Whole, wording: Wording) -> str:
    """Return what the portfolio comes to, in one sentence."""
    every, worth = whole.portfolio.totals, whole.portfolio.worth_doing
    if every.net is None:
        return wording.text("verdict_portfolio_unknown")
    if worth.net is None:
        return wording.text("verdict_portfolio_none")
    return wording.text(
        "verdict_portfolio",
        count=wording.number(worth.processes),
        all=wording.number(every.processes),
        net=_net_text(worth.net, whole, wording),
    )


def _net_text(net: Decimal, whole: Whole, wording: Wording) -> str:
    return headline_text("net_savings_per_year", net, wording.currency, rough=whole.rough, language=wording.language)


def headline(whole: Whole, wording: Wording) -> tuple[KeyFigure, ...]:
    """Return the three numbers of the cover: net savings, hours, payback of what is worth doing."""
    worth = whole.portfolio.worth_doing
    hours = (
        wording.text("unknown")
        if worth.hours is None
        else headline_text(
            "hours_saved_per_year", worth.hours, wording.currency, rough=whole.rough, language=wording.language
        )
    )
    return (
        _net(worth.net, whole, wording),
        KeyFigure(wording.text("hours_saved_per_year"), hours, wording.text("net_note")),
        KeyFigure(
            wording.text("payback_months"),
            wording.payback(worth.payback_months, known=worth.complete > 0),
            wording.text("investment_note", cost=wording.whole_money(worth.investment)),
        ),
    )


def _net(net: Decimal | None, whole: Whole, wording: Wording) -> KeyFigure:
    label = wording.text("net_savings_per_year")
    if net is None:
        return KeyFigure(label, wording.text("unknown"), wording.text("net_note"))
    expected, found = _net_text(net, whole, wording), whole.range
    if whole.rough and found is not None:
        value, note = range_text(found, wording.currency, wording.language), wording.text("expected_net", net=expected)
    else:
        value, note = expected, wording.text("net_note")
    return KeyFigure(label, value, f"{note}; {sure(whole, wording)}{_changed(whole, wording)}", "accent")


def sure(whole: Whole, wording: Wording) -> str:
    """Return how many of the values of the processes worth doing are assumptions."""
    confidences = [process.figures.confidence for process in whole.worth]
    return wording.text(
        "assumptions_in_all",
        assumed=wording.number(sum(found.assumed for found in confidences)),
        inputs=wording.number(sum(found.inputs for found in confidences)),
    )


def _changed(whole: Whole, wording: Wording) -> str:
    if not whole.set_by_hand or whole.computed.net is None:
        return ""
    computed = _net_text(whole.computed.net, whole, wording)
    return "; " + wording.text("by_hand_in_all", count=whole.set_by_hand, computed=computed)


def table(whole: Whole, wording: Wording) -> Iterator[Block]:
    """Yield the exact totals, and the computed ones where values set by hand count."""
    both = (whole.portfolio.worth_doing, whole.portfolio.totals)

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
    yield Table(columns, rows, strong=frozenset({4}))
    if whole.set_by_hand:
        text = wording.text(
            "totals_by_hand",
            count=whole.set_by_hand,
            computed=wording.money(whole.computed.net),
        )
        yield Paragraph(plain(text), "small")


def _count(total: Totals, wording: Wording) -> str:
    count = wording.number(total.processes)
    if total.complete == total.processes:
        return count
    return f"{count} ({wording.text('complete_count', count=wording.number(total.complete))})"


def priorities(whole: Whole, wording: Wording) -> Iterator[Block]:
    """Yield the matrix and the list of each of its corners, and what cannot be placed yet."""
    numbers = {str(number): number for number in range(1, len(whole.processes) + 1)}
    matrix = whole.portfolio.matrix
    yield from figures.present(charts.priorities(matrix, numbers, wording))
    for key, placed in (
        ("quick_wins", matrix.quick_wins),
        ("strategic", matrix.strategic),
        ("fill_ins", matrix.fill_ins),
        ("leave_alone", matrix.leave_alone),
    ):
        if placed:
            yield figures.heading(2, wording.text(key))
            yield _quadrant(placed, whole.processes, wording)
    if matrix.unplaced:
        yield figures.heading(2, wording.text("unplaced"))
        yield Paragraph(plain(wording.text("unplaced_lead")))
        rows = tuple(
            (plain(str(number)), plain(whole.processes[number - 1].title))
            for number in sorted(map(int, matrix.unplaced))
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
    return Table(columns, tuple(_row(item, processes[int(item.id) - 1], wording) for item in placed))


def _row(item: Placed, process: ReportProcess, wording: Wording) -> tuple[Runs, ...]:
    assessment, found = process.assessment, counted(process.figures, process.overrides)
    own = {override.field for override in process.overrides}

    def cell(field: str, value: str, computed: str) -> Runs:
        if field not in own:
            return plain(value)
        return (Run(value), Run("\n" + figures.by_hand(computed, wording), italic=True))

    expected = assessment.expected
    known = "payback_months" not in assessment.missing
    return (
        plain(item.id),
        (Run(item.title), Run("\n" + figures.verdict_in_short(process, wording), italic=True)),
        cell("cost_per_year", wording.money(found.cost_per_year), wording.money(assessment.cost_per_year)),
        cell("net_savings_per_year", wording.money(item.net), wording.money(expected.net_savings_per_year)),
        cell(
            "payback_months",
            figures.payback(process, wording),
            wording.payback(expected.payback_months, known=known),
        ),
        cell("ease", wording.number(item.ease), wording.number(assessment.ease)),
    )
