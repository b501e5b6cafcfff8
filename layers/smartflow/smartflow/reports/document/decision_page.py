"""The decision as the second page of a report."""

from collections.abc import Iterator

from smartflow.reports.document.decision import Decision, Point
from smartflow.reports.document.tree import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Paragraph,
    Table,
    plain,
)
from smartflow.reports.document.wording import Wording


def decision_page(decision: Decision, wording: Wording) -> Iterator[Block]:
    """Yield the decision: answer, reasons, what is asked for, next steps, and what would settle it."""
    yield Heading(1, wording.text("the_decision"), chapter=True)
    yield Paragraph(plain(decision.answer), "lead")
    if decision.answer_note:
        yield Paragraph(plain(decision.answer_note), "small")
    if decision.reasons:
        yield Heading(3, wording.text("decision_reasons"))
        yield Bullets(tuple(plain(reason) for reason in decision.reasons), ordered=True)
    points = [*decision.asks, *filter(None, (decision.payback, decision.risk)), decision.confidence]
    yield Heading(3, wording.text("decision_asks" if decision.asks else "decision_depends"))
    yield _facts(points)
    if decision.settles:
        yield Heading(3, wording.text("decision_settles"))
        yield Bullets(tuple(plain(item) for item in decision.settles))
    if decision.steps:
        yield Heading(3, wording.text("decision_steps"))
        yield _steps(decision, wording)


def _facts(points: list[Point]) -> Facts:
    return Facts(tuple((point.label, plain(point.text)) for point in points))


def _steps(decision: Decision, wording: Wording) -> Table:
    """Return the next steps; owner and date are left to be filled in."""
    columns = (
        Column(wording.text("decision_step")),
        Column(wording.text("decision_owner"), share=0.2),
        Column(wording.text("decision_date"), share=0.14),
    )
    rows = tuple(
        (plain(f"{number}. {step}"), plain(""), plain("")) for number, step in enumerate(decision.steps, start=1)
    )
    return Table(columns, rows)
