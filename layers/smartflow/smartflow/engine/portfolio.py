"""Many processes together: their totals, and which to do first."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from statistics import median
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.assessment import Assessment, inputs_of
from smartflow.engine.formulas import CashFlow
from smartflow.engine.inputs import FORMULA_DEFAULTS
from smartflow.engine.rounding import EXACT, rounded
from smartflow.engine.symbols import HORIZON_MONTHS

Quadrant = Literal["quick_wins", "strategic", "fill_ins", "leave_alone"]

EASE_THRESHOLD: Final = Decimal(60)


class ProcessLine(BaseModel):
    """The figures of one process that the portfolio uses: the expected scenario, in the account's currency; None is unknown.

    Gross savings are net savings + running cost, whichever of the three a person set by hand.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    ease: Decimal | None = None
    hours_saved: Decimal | None = None
    running_cost: Decimal | None = None
    net: Decimal | None = None
    build_cost: Decimal | None = None
    ramp_months: Decimal | None = None


class Totals(BaseModel):
    """The totals of some processes: hours and money a year, and the investment.

    Each figure adds up the same processes: the `complete` ones, of which all money is known; `left_out` are the others. So
    gross − running cost = net. Without a complete process each figure is None. `hours` is None also where the hours of one
    of them are not known, `payback_months` where it is not within 36 months.
    """

    model_config = ConfigDict(frozen=True)

    processes: int
    complete: int
    left_out: int
    hours: Decimal | None
    gross: Decimal | None
    running_cost: Decimal | None
    net: Decimal | None
    investment: Decimal | None
    payback_months: int | None


class Placed(BaseModel):
    """A process in the matrix."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    ease: Decimal
    net: Decimal
    quadrant: Quadrant


class Matrix(BaseModel):
    """Net savings against ease, each quadrant with the largest net first.

    `net_threshold` is the median of the positive nets (None without any). What has no net or no ease yet is in
    `unplaced`, by id.
    """

    model_config = ConfigDict(frozen=True)

    ease_threshold: Decimal
    net_threshold: Decimal | None
    quick_wins: list[Placed]
    strategic: list[Placed]
    fill_ins: list[Placed]
    leave_alone: list[Placed]
    unplaced: list[str]


class Portfolio(BaseModel):
    """The whole: totals of everything, totals of the quick wins, strategic ones and fill-ins, and the matrix."""

    model_config = ConfigDict(frozen=True)

    totals: Totals
    worth_doing: Totals
    matrix: Matrix


def process_line(id_: str, title: str, assessment: Assessment, by_hand: Mapping[str, str] | None = None) -> ProcessLine:
    """Return what the portfolio needs of an assessment; figures that a person set, by their names in `by_hand`, count instead."""
    inputs, expected = inputs_of(assessment), assessment.expected

    def counting(name: str, computed: Decimal | None) -> Decimal | None:
        return Decimal(by_hand[name]) if by_hand and name in by_hand else computed

    return ProcessLine(
        id=id_,
        title=title,
        ease=counting("ease", assessment.ease),
        hours_saved=counting("hours_saved_per_year", expected.hours_saved_per_year),
        running_cost=counting("running_cost_per_year", expected.running_cost_per_year),
        net=counting("net_savings_per_year", expected.net_savings_per_year),
        build_cost=inputs.build_cost,
        ramp_months=inputs.ramp_months,
    )


def portfolio(processes: Sequence[ProcessLine]) -> Portfolio:
    """Add the processes up and place them; the result does not depend on the order they come in."""
    placing = matrix(processes)
    worth = set(ids_in(placing, "worth_doing"))
    return Portfolio(
        totals=totals(processes),
        worth_doing=totals([line for line in processes if line.id in worth]),
        matrix=placing,
    )


def totals(processes: Sequence[ProcessLine]) -> Totals:
    """Add up the processes of which all money is known."""
    complete = [line for line in processes if None not in (line.net, line.running_cost, line.build_cost)]
    net, running = _sum(line.net for line in complete), _sum(line.running_cost for line in complete)
    return Totals(
        processes=len(processes),
        complete=len(complete),
        left_out=len(processes) - len(complete),
        hours=_sum(line.hours_saved for line in complete),
        # Of each process the three are rounded one by one: added up by itself, gross could be some cents off.
        gross=None if net is None or running is None else net + running,
        running_cost=running,
        net=net,
        investment=_sum(line.build_cost for line in complete),
        payback_months=_payback([flow for line in complete if (flow := _cash(line)) is not None]),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum; None where one of the values is not known, or there are none."""
    known = list(values)
    numbers = [value for value in known if value is not None]
    return rounded(sum(numbers, Decimal(0))) if numbers and len(numbers) == len(known) else None


def _cash(line: ProcessLine) -> CashFlow | None:
    if line.build_cost is None or line.net is None or line.running_cost is None:
        return None
    ramp = FORMULA_DEFAULTS["ramp_months"] if line.ramp_months is None else line.ramp_months
    return CashFlow(line.build_cost, line.net + line.running_cost, line.running_cost, ramp)


def cash_flow(processes: Iterable[ProcessLine]) -> list[Decimal]:
    """Return the money gained after each of 36 months by all processes of which all money is known; empty if there are none."""
    flows = [flow for line in processes if (flow := _cash(line)) is not None]
    with localcontext(EXACT):
        return (
            [rounded(sum((flow.balance(month) for flow in flows), Decimal(0))) for month in range(HORIZON_MONTHS + 1)]
            if flows
            else []
        )


def _payback(flows: list[CashFlow]) -> int | None:
    """Return the first month in which the cash flows together are not negative; 0 where nothing is to be paid back."""
    if not flows:
        return None
    with localcontext(EXACT):
        invested = sum(flow.build_cost for flow in flows)
        if invested == 0 and sum(flow.gross - flow.running for flow in flows) >= 0:
            return 0
        return next(
            (month for month in range(1, HORIZON_MONTHS + 1) if sum(flow.balance(month) for flow in flows) >= 0),
            None,
        )


def matrix(processes: Sequence[ProcessLine]) -> Matrix:
    """Place each process by its net against the median of the positive ones, and by its ease against 60 points."""
    positive = [line.net for line in processes if line.net is not None and line.net > 0]
    threshold = median(positive) if positive else None
    placed = sorted(
        (
            Placed(
                id=line.id,
                title=line.title,
                ease=line.ease,
                net=line.net,
                quadrant=_quadrant(line.ease, line.net, threshold),
            )
            for line in processes
            if line.ease is not None and line.net is not None
        ),
        key=lambda item: (-item.net, -item.ease, item.title, item.id),
    )

    def within(quadrant: Quadrant) -> list[Placed]:
        return [item for item in placed if item.quadrant == quadrant]

    return Matrix(
        ease_threshold=EASE_THRESHOLD,
        net_threshold=None if threshold is None else rounded(threshold),
        quick_wins=within("quick_wins"),
        strategic=within("strategic"),
        fill_ins=within("fill_ins"),
        leave_alone=within("leave_alone"),
        unplaced=sorted(line.id for line in processes if line.ease is None or line.net is None),
    )


def ids_in(placing: Matrix, place: Quadrant | Literal["worth_doing", "unplaced"]) -> list[str]:
    """Return which processes are in a quadrant, in any but `leave_alone` (`worth_doing`), or in none (`unplaced`)."""
    if place == "unplaced":
        return placing.unplaced
    quadrants: dict[Quadrant, list[Placed]] = {
        "quick_wins": placing.quick_wins,
        "strategic": placing.strategic,
        "fill_ins": placing.fill_ins,
        "leave_alone": placing.leave_alone,
    }
    return [
        placed.id
        for quadrant, items in quadrants.items()
        if quadrant == place or (place == "worth_doing" and quadrant != "leave_alone")
        for placed in items
    ]


def _quadrant(ease: Decimal, net: Decimal, threshold: Decimal | None) -> Quadrant:
    """Return the quadrant; a net of zero is not negative, and never large."""
    if net < 0:
        return "leave_alone"
    easy = ease >= EASE_THRESHOLD
    if threshold is not None and net >= threshold:
        return "quick_wins" if easy else "strategic"
    return "fill_ins" if easy else "leave_alone"
