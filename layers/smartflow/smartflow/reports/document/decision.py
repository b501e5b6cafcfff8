"""The page that a board decides on: the answer, why, what is asked for, the risk, what to do next, and how sure it is.

Plain data in the reader's language, for every form of a report. Amounts are rounded to two significant digits, except those
that a person set by hand; exact ones stand in the tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from smartflow.engine.advice import advice_text
from smartflow.engine.by_hand import counted
from smartflow.engine.process_figures import NetRange
from smartflow.language import formats
from smartflow.processes.figures_view import HeadlineField, range_text
from smartflow.reports.document import figures, totals
from smartflow.reports.document.prose import PAYS
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import Tone
from smartflow.reports.document.wording import Wording

_MOST_STEPS = 5
_FIRST = 3  # processes of a portfolio to begin with


@dataclass(frozen=True, slots=True)
class Point:
    """A short label and what is to be said about it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a board needs to say yes or no.

    `answer` is the verdict in one or two sentences, or a person's own words; `answer_note` then names the computed one.
    `reasons` are at most three. `asks` are money, people and time, empty where nothing is asked for. Readers fill in
    an owner and a date for each of `steps`. `settles` are the at most three values that would make the answer firm.
    `payback` is None where nothing is to be paid back, and `risk` where it cannot be computed.
    """

    answer: str
    answer_note: str
    tone: Tone
    reasons: tuple[str, ...]
    asks: tuple[Point, ...]
    payback: Point | None
    risk: Point | None
    steps: tuple[str, ...]
    confidence: Point
    settles: tuple[str, ...]


def process_decision(process: ReportProcess, wording: Wording) -> Decision:
    """Return what is to be decided about one process."""
    answer, note = figures.verdict(process, wording)
    shown, against = figures.in_words(process, wording), figures.speaks_against(process)
    settles = tuple(figures.to_confirm_text(item, wording) for item in shown.to_confirm)
    known = counted(process.figures, process.overrides).net_savings_per_year is not None
    return Decision(
        answer=answer,
        answer_note=note,
        tone="good" if process.figures.verdict.code in PAYS else "warning",
        reasons=tuple(_reasons(process, wording)),
        asks=() if against or not known else tuple(_asks(process, wording)),
        payback=None if against or not known else _payback(process, wording),
        risk=_risk(process, wording),
        steps=tuple(_steps(process, wording))[:_MOST_STEPS],
        confidence=Point(wording.text("decision_confidence"), _sentence(shown.confidence.text)),
        settles=settles,
    )


def portfolio_decision(whole: Whole, wording: Wording) -> Decision:
    """Return what is to be decided about many processes: which to begin with."""
    worth = whole.portfolio.worth_doing
    return Decision(
        answer=totals.verdict(whole, wording),
        answer_note="",
        tone="warning" if worth.net is None else "good",
        reasons=tuple(_portfolio_reasons(whole, wording)),
        asks=() if worth.net is None else tuple(_portfolio_asks(whole, wording)),
        payback=None
        if worth.net is None
        else Point(
            wording.text("payback_months"),
            _sentence(wording.payback(worth.payback_months, known=worth.complete > 0)),
        ),
        risk=_portfolio_risk(whole, wording),
        steps=tuple(
            wording.text("decision_begin", process=item.title, net=_about(item.net, wording))
            for item in whole.ranked[:_FIRST]
        ),
        confidence=Point(wording.text("decision_confidence"), _sentence(totals.sure(whole, wording))),
        settles=(),
    )


def _about(value: Decimal, wording: Wording) -> str:
    """Return an amount of money rounded to two significant digits, and marked so."""
    return (
        wording.text("about", figure=wording.whole_money(formats.rough(value))) if value else wording.whole_money(value)
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) else ".")


def _figure(field: HeadlineField, process: ReportProcess, wording: Wording) -> str:
    """Return a figure of the decision: rounded, or as a person set it by hand."""
    line = next(line for line in figures.in_words(process, wording).headline if line.field == field)
    if line.set_by_hand:
        return f"{line.text} ({wording.text('set_by_hand').lower()})"
    if line.value is None or field == "payback_months":
        return line.text
    if field in ("hours_per_year", "hours_saved_per_year"):
        return wording.text("about", figure=formats.hours(formats.rough(line.value), wording.language, None))
    return _about(line.value, wording)


def _reasons(process: ReportProcess, wording: Wording) -> Iterator[str]:
    assessment = process.assessment
    if lacking := wording.missing(assessment, "cost_per_year") or wording.missing(assessment, "net_savings_per_year"):
        yield _sentence(lacking)
        return
    yield wording.text(
        "decision_today",
        cost=_figure("cost_per_year", process, wording),
        hours=_figure("hours_per_year", process, wording),
    )
    by_hand = any(override.field == "net_savings_per_year" for override in process.overrides)
    net = counted(process.figures, process.overrides).net_savings_per_year
    if net is not None and not by_hand:
        yield _net(net, process.figures.range, wording)
    else:
        yield wording.text("decision_net", net=_figure("net_savings_per_year", process, wording))
    yield _sign(process, wording)


def _net(net: Decimal, found: NetRange | None, wording: Wording) -> str:
    """Return the net savings with their range, where there is one after rounding."""
    if found is not None and formats.rough(found.low) != formats.rough(found.high):
        between = range_text(found, wording.currency, wording.language)
        return wording.text("decision_net_range", range=between, net=_about(net, wording))
    if net < 0:
        return wording.text("decision_loss", loss=_about(-net, wording))
    return wording.text("decision_net", net=_about(net, wording))


def _sign(process: ReportProcess, wording: Wording) -> str:
    """Return the weightiest sign that the verdict follows from."""
    assessment = process.assessment
    sign = process.figures.verdict.reasons[0]
    build = assessment.inputs.get("build_cost")
    running, gross = assessment.expected.running_cost_per_year, assessment.expected.gross_savings_per_year
    stability = assessment.inputs.get("readiness.stability")
    return wording.text(
        f"decision_{sign}",
        payback=wording.payback(assessment.conservative.payback_months),
        expected=wording.payback(assessment.expected.payback_months),
        build=wording.text("unknown") if build is None else wording.whole_money(Decimal(build.value)),
        running=wording.text("unknown") if running is None else _about(running, wording),
        gross=wording.text("unknown") if gross is None else _about(gross, wording),
        ease=wording.points(assessment.ease),
        stability=wording.text("unknown") if stability is None else stability.value,
    )


def _asks(process: ReportProcess, wording: Wording) -> Iterator[Point]:
    assessment, analysis = process.assessment, process.analysis
    build, people = assessment.inputs.get("build_cost"), assessment.inputs.get("people")
    running = counted(process.figures, process.overrides).running_cost_per_year
    if build is not None and running is not None:
        money = wording.text(
            "decision_money", build=wording.whole_money(Decimal(build.value)), running=_about(running, wording)
        )
        if assessment.budget is not None:
            money += " " + wording.text(f"decision_budget_{assessment.budget}")
        yield Point(wording.text("decision_money_label"), money)
    count = wording.number(Decimal(people.value)) if people else "1"
    yield Point(wording.text("decision_people_label"), wording.text("decision_people", people=count))
    ramp = assessment.inputs.get("ramp_months")
    after = (
        "" if ramp is None else wording.text("decision_ramp", months=formats.months(int(ramp.value), wording.language))
    )
    phases = analysis.result.roadmap if analysis and not analysis.stale else []
    if phases:
        weeks = wording.weeks(sum(one.weeks.min for one in phases), sum(one.weeks.max for one in phases))
        after = wording.text("decision_weeks", weeks=weeks) + (f" {after}" if after else "")
    if after:
        yield Point(wording.text("decision_time_label"), after)


def _payback(process: ReportProcess, wording: Wording) -> Point:
    assessment = process.assessment
    text = wording.text(
        "decision_payback",
        expected=_figure("payback_months", process, wording),
        cautious=wording.payback(assessment.conservative.payback_months),
    )
    return Point(wording.text("payback_months"), _sentence(text))


def _risk(process: ReportProcess, wording: Wording) -> Point | None:
    """Return what the answer depends on most: what could spoil it, or what would have to change."""
    assessment, label = process.assessment, wording.text("decision_risk")
    if process.figures.implausible:
        build = assessment.inputs["build_cost"].value
        return Point(label, wording.text("decision_assumed", build=wording.whole_money(Decimal(build))))
    strongest = next((bar for bar in assessment.sensitivity if bar.low != bar.high), None)
    if strongest is None:
        return None
    against = figures.speaks_against(process)
    chosen = max(strongest.low, strongest.high) if against else min(strongest.low, strongest.high)
    key = "decision_{}_{}".format(
        "at_best" if against else "at_worst", "lower" if chosen == strongest.low else "higher"
    )
    text = wording.text(key, input=wording.name("field", strongest.input).lower(), net=_about(chosen, wording))
    return Point(wording.text("decision_what_if") if against else label, text)


def _steps(process: ReportProcess, wording: Wording) -> Iterator[str]:
    if figures.in_words(process, wording).open:
        yield wording.text("decision_settle")
    elif process.figures.verdict.code == "not_enough_known":
        yield wording.text("decision_provide")
    elif process.figures.to_confirm:
        yield wording.text("decision_confirm")
    if figures.rules_out(process):
        yield from (advice_text(item, wording.language, wording.currency) for item in figures.instead(process))
        yield wording.text("decision_again")
    elif not figures.speaks_against(process) and process.figures.verdict.code != "not_enough_known":
        first = process.analysis.result.first_steps if process.analysis and not process.analysis.stale else []
        yield from first or (wording.text("decision_owner_named"), wording.text("decision_trial"))


def _portfolio_reasons(whole: Whole, wording: Wording) -> Iterator[str]:
    matrix, worth = whole.portfolio.matrix, whole.portfolio.worth_doing
    yield wording.text(
        "decision_sorted",
        worth=wording.number(worth.processes),
        alone=wording.number(len(matrix.leave_alone)),
        unknown=wording.number(len(matrix.unplaced)),
    )
    if worth.net is None:
        return
    yield _net(worth.net, whole.range, wording)
    first = whole.ranked[:_FIRST]
    if len(whole.ranked) > _FIRST and worth.net > 0:
        share = 100 * sum(item.net for item in first) / worth.net
        yield wording.text("decision_first", count=len(first), share=wording.percent(share, 0))


def _portfolio_asks(whole: Whole, wording: Wording) -> Iterator[Point]:
    worth = whole.portfolio.worth_doing
    if worth.investment is not None and worth.running_cost is not None:
        money = wording.text(
            "decision_money", build=_about(worth.investment, wording), running=_about(worth.running_cost, wording)
        )
        yield Point(wording.text("decision_money_label"), _sentence(money))
    yield Point(wording.text("decision_people_label"), wording.text("decision_people_each"))
    yield Point(wording.text("decision_time_label"), wording.text("decision_in_turn"))


def _portfolio_risk(whole: Whole, wording: Wording) -> Point | None:
    unsure = [process for process in whole.worth if not process.figures.firm]
    if not unsure:
        return None
    text = wording.text("decision_unsure", count=len(unsure), all=wording.number(len(whole.worth)))
    return Point(wording.text("decision_risk"), text)
