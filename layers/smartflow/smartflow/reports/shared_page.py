"""What the page of a shared link shows of a report: the decision in each language, and the figures of its charts.

It is made with the report and stored with it, so that page and file say the same.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pydantic import BaseModel

from smartflow.engine.portfolio import Matrix, Placed
from smartflow.language.text import ByLanguage, Language
from smartflow.reports.document import figures, totals
from smartflow.reports.document.decision import Decision, Point, portfolio_decision, process_decision
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import KeyFigure
from smartflow.reports.document.wording import Wording

#: A page shows so many processes in its chart, those with the largest net first; the file has all.
_MOST_PLACED = 40
_LONGEST_TITLE = 120


class CoverFigure(BaseModel):
    """One of the key figures, written in the language of its page."""

    label: str
    value: str
    note: str


class SharedPoint(BaseModel):
    """A short label and what is said about it."""

    label: str
    text: str


class SharedDecision(BaseModel):
    """The page that decides, in one language; `answer_note` says what was computed where a person set the verdict by hand."""

    kind: str
    answer: str
    answer_note: str
    reasons: list[str]
    asks: list[SharedPoint]
    payback: SharedPoint | None
    risk: SharedPoint | None
    steps: list[str]
    confidence: SharedPoint
    settles: list[str]
    figures: list[CoverFigure]


class SharedScenario(BaseModel):
    """The expected scenario, as far as charts need it."""

    hours_saved_per_year: Decimal | None
    payback_months: int | None


class SharedProcessChart(BaseModel):
    """What the charts of one process are drawn from."""

    hours_per_year: Decimal | None
    cash_flow: list[Decimal]
    expected: SharedScenario


class SharedPages(BaseModel):
    """The decision in each language, with the figures of its charts: of one process, or the matrix of a portfolio."""

    decision: ByLanguage[SharedDecision]
    currency: str
    process: SharedProcessChart | None = None
    matrix: Matrix | None = None


def process_pages(process: ReportProcess) -> SharedPages:
    """Return what is shown of the report on one process."""
    assessment = process.assessment

    def decision(language: Language) -> SharedDecision:
        wording = Wording(language, assessment.currency)
        return _shown("process_report", process_decision(process, wording), figures.headline(process, wording), wording)

    expected = assessment.expected
    chart = SharedProcessChart(
        hours_per_year=assessment.hours_per_year,
        cash_flow=assessment.cash_flow,
        expected=SharedScenario(
            hours_saved_per_year=expected.hours_saved_per_year, payback_months=expected.payback_months
        ),
    )
    return SharedPages(decision=_each(decision), currency=assessment.currency, process=chart)


def portfolio_pages(processes: Sequence[ReportProcess]) -> SharedPages:
    """Return what is shown of a report on many processes."""
    whole, currency = Whole(processes), processes[0].assessment.currency

    def decision(language: Language) -> SharedDecision:
        wording = Wording(language, currency)
        return _shown("portfolio_report", portfolio_decision(whole, wording), totals.headline(whole, wording), wording)

    return SharedPages(decision=_each(decision), currency=currency, matrix=_largest(whole.portfolio.matrix))


def _each(decision: Callable[[Language], SharedDecision]) -> ByLanguage[SharedDecision]:
    return ByLanguage(pl=decision("pl"), en=decision("en"))


def _shown(kind: str, decision: Decision, headline: Sequence[KeyFigure], wording: Wording) -> SharedDecision:
    return SharedDecision(
        kind=wording.text(kind),
        answer=decision.answer,
        answer_note=decision.answer_note,
        reasons=list(decision.reasons),
        asks=[_point(ask) for ask in decision.asks],
        payback=decision.payback and _point(decision.payback),
        risk=decision.risk and _point(decision.risk),
        steps=list(decision.steps),
        confidence=_point(decision.confidence),
        settles=list(decision.settles),
        figures=[CoverFigure(label=figure.label, value=figure.value, note=figure.note) for figure in headline],
    )


def _point(point: Point) -> SharedPoint:
    return SharedPoint(label=point.label, text=point.text)


def _largest(matrix: Matrix) -> Matrix:
    """Return the matrix with the processes of the largest net alone, without those that have no place in it."""
    placed = [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins, *matrix.leave_alone]
    kept = {item.id for item in sorted(placed, key=lambda item: -item.net)[:_MOST_PLACED]}

    def within(items: Sequence[Placed]) -> list[Placed]:
        return [item.model_copy(update={"title": item.title[:_LONGEST_TITLE]}) for item in items if item.id in kept]

    return matrix.model_copy(
        update={
            "quick_wins": within(matrix.quick_wins),
            "strategic": within(matrix.strategic),
            "fill_ins": within(matrix.fill_ins),
            "leave_alone": within(matrix.leave_alone),
            "unplaced": [],
        }
    )
