"""The data of a report's charts: the numbers of each, with labels and a caption in the reader's language."""

from collections.abc import Sequence
from decimal import Decimal

from smartflow.analyst.schema import RoadmapItem
from smartflow.engine.assessment import Assessment
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.portfolio import Matrix, Placed, Totals
from smartflow.language import formats
from smartflow.reports.document.tree import (
    Bar,
    BarChart,
    LineChart,
    MatrixChart,
    MatrixPoint,
    Phase,
    Swing,
    Tick,
    TimelineChart,
    TornadoChart,
)
from smartflow.reports.document.wording import Wording

_TORNADO_ROWS = 10


def costs(assessment: Assessment, wording: Wording) -> BarChart | None:
    """Return the cost a year today and after automation in each scenario, including the running cost."""
    today = assessment.cost_per_year
    if today is None or today == 0:
        return None
    bars = [Bar(wording.text("bar_today"), today, wording.whole_money(today), "muted")]
    after: dict[str, Decimal] = {}
    for name in SCENARIO_FACTORS:
        net = getattr(assessment, name).net_savings_per_year
        if net is None:
            return None
        after[name] = today - net
        label = wording.text("bar_after", scenario=wording.text(name))
        bars.append(
            Bar(label, after[name], wording.whole_money(after[name]), "warning" if after[name] > today else "accent")
        )
    caption = wording.text(
        "chart_costs_caption", today=wording.whole_money(today), after=wording.whole_money(after["expected"])
    )
    return BarChart(wording.text("chart_costs"), caption, tuple(bars))


def cash(assessment: Assessment, wording: Wording) -> LineChart | None:
    """Return the cumulative cash flow of the expected scenario, with the month of payback marked."""
    balance = assessment.cash_flow
    if not balance or all(value == 0 for value in balance):
        return None
    payback = assessment.expected.payback_months
    case = "never" if payback is None else "at_once" if payback == 0 else "in"
    caption = wording.text(
        f"chart_cash_caption_{case}",
        start=wording.whole_money(balance[0]),
        end=wording.whole_money(balance[-1]),
        payback=wording.payback(payback),
    )
    return LineChart(
        title=wording.text("chart_cash"),
        caption=caption,
        values=tuple(balance),
        value_labels=tuple(wording.whole_money(value) for value in balance),
        x_title=wording.text("months_axis"),
        x_ticks=tuple(Tick(Decimal(month), str(month)) for month in range(0, len(balance), 6)),
        y_ticks=money_ticks(min(balance), max(balance), wording),
        mark=payback or None,
        mark_label=wording.text("payback_mark", payback=wording.payback(payback)) if payback else "",
    )


def tornado(assessment: Assessment, wording: Wording) -> TornadoChart | None:
    """Return how 20% more or less of each input changes the expected net savings."""
    base = assessment.expected.net_savings_per_year
    swings = [bar for bar in assessment.sensitivity if bar.low != bar.high][:_TORNADO_ROWS]
    if base is None or not swings:
        return None
    strongest = swings[0]
    return TornadoChart(
        title=wording.text("chart_tornado"),
        caption=wording.text(
            "chart_tornado_caption",
            input=wording.name("field", strongest.input).lower(),
            low=wording.whole_money(min(strongest.low, strongest.high)),
            high=wording.whole_money(max(strongest.low, strongest.high)),
        ),
        base=base,
        base_label=wording.whole_money(base),
        low_title=wording.text("lower"),
        high_title=wording.text("higher"),
        swings=tuple(
            Swing(
                wording.name("field", bar.input),
                bar.low,
                bar.high,
                wording.whole_money(bar.low),
                wording.whole_money(bar.high),
            )
            for bar in swings
        ),
    )


def portfolio_cash(balance: Sequence[Decimal], worth: Totals, wording: Wording) -> LineChart | None:
    """Return the investment against the return of all processes worth doing, begun at once."""
    if not balance or all(value == 0 for value in balance):
        return None
    return LineChart(
        title=wording.text("chart_return"),
        caption=wording.text(
            "chart_return_caption",
            start=wording.whole_money(balance[0]),
            end=wording.whole_money(balance[-1]),
            payback=wording.payback(worth.payback_months),
        ),
        values=tuple(balance),
        value_labels=tuple(wording.whole_money(value) for value in balance),
        x_title=wording.text("months_axis"),
        x_ticks=tuple(Tick(Decimal(month), str(month)) for month in range(0, len(balance), 6)),
        y_ticks=money_ticks(min(balance), max(balance), wording),
        mark=worth.payback_months or None,
        mark_label=wording.text("payback_mark", payback=wording.payback(worth.payback_months))
        if worth.payback_months
        else "",
    )


def portfolio_plan(planned: Sequence[tuple[str, Sequence[RoadmapItem]]], wording: Wording) -> TimelineChart | None:
    """Return the first processes one after another, each as long as its phases together."""
    lengths = [
        (title, sum(phase.weeks.min for phase in phases), sum(phase.weeks.max for phase in phases))
        for title, phases in planned
    ]
    return _timeline(lengths, "chart_plan", "chart_plan_caption", wording)


def roadmap(items: Sequence[RoadmapItem], wording: Wording) -> TimelineChart | None:
    """Return the phases of the plan one after another, each with its shortest and longest time."""
    lengths = [(item.phase, item.weeks.min, item.weeks.max) for item in items]
    return _timeline(lengths, "chart_roadmap", "chart_roadmap_caption", wording)


def _timeline(
    lengths: Sequence[tuple[str, int, int]], title: str, caption: str, wording: Wording
) -> TimelineChart | None:
    """Return phases in weeks, each from the latest end of the one before."""
    if not lengths:
        return None
    phases: list[Phase] = []
    start, soonest = 0, 0
    for number, (name, low, high) in enumerate(lengths, start=1):
        label = wording.text("weeks_range", low=str(low), high=str(high))
        phases.append(Phase(f"{number}. {name}", Decimal(start), Decimal(start + low), Decimal(start + high), label))
        start, soonest = start + high, soonest + low
    step = next(step for step in (1, 2, 4, 8, 13, 26, 52, 104) if start / step <= 14 or step == 104)
    end = -(-start // step) * step
    return TimelineChart(
        title=wording.text(title),
        caption=wording.text(caption, weeks=wording.weeks(soonest, start)),
        x_title=wording.text("weeks_axis"),
        x_ticks=tuple(Tick(Decimal(week), str(week)) for week in range(0, end + 1, step)),
        phases=tuple(phases),
    )


def priorities(matrix: Matrix, numbers: dict[str, int], wording: Wording) -> MatrixChart | None:
    """Return net savings against ease; processes appear by their numbers in the report."""
    placed = [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins, *matrix.leave_alone]
    if not placed:
        return None
    cut = matrix.net_threshold or Decimal(0)
    nets = [item.net for item in placed]
    return MatrixChart(
        title=wording.text("chart_matrix"),
        caption=wording.text(
            "chart_matrix_caption", ease=wording.number(matrix.ease_threshold), net=wording.whole_money(cut)
        ),
        x_title=wording.text("ease_axis"),
        y_title=wording.text("net_axis"),
        x_ticks=tuple(Tick(Decimal(points), str(points)) for points in range(0, 101, 20)),
        y_ticks=money_ticks(min([*nets, cut]), max([*nets, cut]), wording),
        x_cut=matrix.ease_threshold,
        y_cut=cut,
        y_floor=Decimal(0),
        corners=(
            wording.text("strategic"),
            wording.text("quick_wins"),
            wording.text("leave_alone"),
            wording.text("fill_ins"),
        ),
        points=tuple(_point(item, numbers[item.id], wording) for item in placed),
    )


def _point(item: Placed, number: int, wording: Wording) -> MatrixPoint:
    return MatrixPoint(
        number,
        item.title,
        item.ease,
        item.net,
        wording.number(item.ease),
        wording.whole_money(item.net),
        wording.text(item.quadrant),
    )


def money_ticks(low: Decimal, high: Decimal, wording: Wording) -> tuple[Tick, ...]:
    """Return round amounts, 1, 2 or 5 times a power of ten apart, that cover `low`, zero and `high`."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = (high - low) or Decimal(1)
    power = Decimal(10) ** (span.adjusted() - 1)
    step = next(power * factor for factor in (1, 2, 5, 10, 20, 50) if span / (power * factor) <= 6)
    first, last = (
        int((low / step).to_integral_value("ROUND_FLOOR")),
        int((high / step).to_integral_value("ROUND_CEILING")),
    )
    return tuple(_tick(step * index, wording) for index in range(first, last + 1))


def _tick(value: Decimal, wording: Wording) -> Tick:
    return Tick(value, formats.number(value, wording.language, 0 if value == value.to_integral_value() else 2))
