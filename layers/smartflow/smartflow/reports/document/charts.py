"""What the charts of a report show: the numbers behind each, with labels and a caption in the reader's words."""

from collections.abc import Sequence
from decimal import Decimal

from smartflow.analyst.schema import RoadmapItem
from smartflow.engine.assessment import Assessment
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.portfolio import Matrix, Placed
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
from smartflow.reports.document.voice import Voice

_TORNADO_ROWS = 10


def costs(assessment: Assessment, voice: Voice) -> BarChart | None:
    """Cost a year today beside what is left of it in each scenario, running cost of the automation included."""
    today = assessment.cost_per_year
    if today is None or today == 0:
        return None
    bars = [Bar(voice.say("bar_today"), today, voice.money(today), "muted")]
    after: dict[str, Decimal] = {}
    for name in SCENARIO_FACTORS:
        net = getattr(assessment, name).net_savings_per_year
        if net is None:
            return None
        after[name] = today - net
        label = voice.say("bar_after", scenario=voice.say(name))
        bars.append(Bar(label, after[name], voice.money(after[name]), "warning" if after[name] > today else "accent"))
    caption = voice.say("chart_costs_caption", today=voice.money(today), after=voice.money(after["expected"]))
    return BarChart(voice.say("chart_costs"), caption, tuple(bars))


def cash(assessment: Assessment, voice: Voice) -> LineChart | None:
    """Cumulative cash of the expected scenario, with the month of payback pointed out."""
    balance = assessment.cash_flow
    if not balance or all(value == 0 for value in balance):
        return None
    payback = assessment.expected.payback_months
    case = "never" if payback is None else "at_once" if payback == 0 else "in"
    caption = voice.say(
        f"chart_cash_caption_{case}",
        start=voice.money(balance[0]),
        end=voice.money(balance[-1]),
        payback=voice.payback(payback),
    )
    return LineChart(
        title=voice.say("chart_cash"),
        caption=caption,
        values=tuple(balance),
        value_labels=tuple(voice.money(value) for value in balance),
        x_title=voice.say("months_axis"),
        x_ticks=tuple(Tick(Decimal(month), str(month)) for month in range(0, len(balance), 6)),
        y_ticks=money_ticks(min(balance), max(balance), voice),
        mark=payback or None,
        mark_label=voice.say("payback_mark", payback=voice.payback(payback)) if payback else "",
    )


def tornado(assessment: Assessment, voice: Voice) -> TornadoChart | None:
    """What a fifth more or less of each input does to the expected net savings."""
    base = assessment.expected.net_savings_per_year
    swings = [bar for bar in assessment.sensitivity if bar.low != bar.high][:_TORNADO_ROWS]
    if base is None or not swings:
        return None
    strongest = swings[0]
    return TornadoChart(
        title=voice.say("chart_tornado"),
        caption=voice.say(
            "chart_tornado_caption",
            input=voice.name("field", strongest.input).lower(),
            low=voice.money(min(strongest.low, strongest.high)),
            high=voice.money(max(strongest.low, strongest.high)),
        ),
        base=base,
        base_label=voice.money(base),
        low_title=voice.say("lower"),
        high_title=voice.say("higher"),
        swings=tuple(
            Swing(voice.name("field", bar.input), bar.low, bar.high, voice.money(bar.low), voice.money(bar.high))
            for bar in swings
        ),
    )


def roadmap(items: Sequence[RoadmapItem], voice: Voice) -> TimelineChart | None:
    """The phases of the plan one after another, each with its shortest and longest time."""
    if not items:
        return None
    phases: list[Phase] = []
    start, soonest = 0, 0
    for number, item in enumerate(items, start=1):
        low, high = item.weeks.min, item.weeks.max
        label = voice.say("weeks_range", low=str(low), high=str(high))
        phases.append(
            Phase(f"{number}. {item.phase}", Decimal(start), Decimal(start + low), Decimal(start + high), label)
        )
        start, soonest = start + high, soonest + low
    step = next(step for step in (1, 2, 4, 8, 13, 26, 52, 104) if start / step <= 14 or step == 104)
    end = -(-start // step) * step
    return TimelineChart(
        title=voice.say("chart_roadmap"),
        caption=voice.say("chart_roadmap_caption", weeks=voice.weeks(soonest, start)),
        x_title=voice.say("weeks_axis"),
        x_ticks=tuple(Tick(Decimal(week), str(week)) for week in range(0, end + 1, step)),
        phases=tuple(phases),
    )


def priorities(matrix: Matrix, numbers: dict[str, int], voice: Voice) -> MatrixChart | None:
    """Net savings against ease; processes are shown by the numbers they have in the report."""
    placed = [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins, *matrix.leave_alone]
    if not placed:
        return None
    cut = matrix.net_threshold or Decimal(0)
    nets = [item.net for item in placed]
    return MatrixChart(
        title=voice.say("chart_matrix"),
        caption=voice.say("chart_matrix_caption", ease=voice.number(matrix.ease_threshold), net=voice.money(cut)),
        x_title=voice.say("ease_axis"),
        y_title=voice.say("net_axis"),
        x_ticks=tuple(Tick(Decimal(points), str(points)) for points in range(0, 101, 20)),
        y_ticks=money_ticks(min([*nets, cut]), max([*nets, cut]), voice),
        x_cut=matrix.ease_threshold,
        y_cut=cut,
        corners=(
            voice.say("strategic"),
            voice.say("quick_wins"),
            voice.say("leave_alone"),
            voice.say("fill_ins"),
        ),
        points=tuple(_point(item, numbers[item.id], voice) for item in placed),
    )


def _point(item: Placed, number: int, voice: Voice) -> MatrixPoint:
    return MatrixPoint(
        number,
        item.title,
        item.ease,
        item.net,
        voice.number(item.ease),
        voice.money(item.net),
        voice.say(item.quadrant),
    )


def money_ticks(low: Decimal, high: Decimal, voice: Voice) -> tuple[Tick, ...]:
    """Return round amounts (1, 2 or 5 times a power of ten apart) that reach from below `low` over zero to above
    `high`.
    """
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    span = (high - low) or Decimal(1)
    power = Decimal(10) ** (span.adjusted() - 1)
    step = next(power * factor for factor in (1, 2, 5, 10, 20, 50) if span / (power * factor) <= 6)
    first, last = (
        int((low / step).to_integral_value("ROUND_FLOOR")),
        int((high / step).to_integral_value("ROUND_CEILING")),
    )
    return tuple(_tick(step * index, voice) for index in range(first, last + 1))


def _tick(value: Decimal, voice: Voice) -> Tick:
    return Tick(value, formats.number(value, voice.language, 0 if value == value.to_integral_value() else 2))
