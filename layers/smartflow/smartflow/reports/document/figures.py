"""The figures of a report: what the process costs today, what automation would save, and how reliable that is."""

from collections.abc import Iterator
from decimal import Decimal

from smartflow.engine.advice import advice_text
from smartflow.engine.assessment import Assessment
from smartflow.engine.estimate import Scenario
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.reports.document import charts
from smartflow.reports.document.tree import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Runs,
    Table,
    plain,
)
from smartflow.reports.document.wording import Wording

_SCENARIO_ROWS = (
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "first_year_net",
    "first_year_roi_percent",
    "payback_months",
)


def headline(assessment: Assessment, wording: Wording) -> tuple[KeyFigure, ...]:
    """Return the three numbers of the cover: cost today, net savings, payback."""
    expected = assessment.expected
    net = expected.net_savings_per_year
    low, high = assessment.conservative.net_savings_per_year, assessment.optimistic.net_savings_per_year
    return (
        KeyFigure(
            wording.text("cost_per_year"),
            wording.money(assessment.cost_per_year),
            wording.missing(assessment, "cost_per_year")
            or wording.text("hours_note", hours=wording.hours(assessment.hours_per_year)),
        ),
        KeyFigure(
            wording.text("net_savings_per_year"),
            wording.money(net),
            wording.missing(assessment, "net_savings_per_year")
            or wording.text("net_range", low=wording.money(low), high=wording.money(high)),
            "plain" if net is None else "warning" if net < 0 else "accent",
        ),
        KeyFigure(
            wording.text("payback_months"),
            payback(assessment, expected, wording),
            wording.missing(assessment, "payback_months") or _investment(assessment, wording),
        ),
    )


def _investment(assessment: Assessment, wording: Wording) -> str:
    build = assessment.inputs.get("build_cost")
    if build is None:
        return wording.text("payback_note")
    return (
        f"{wording.text('payback_note')}; {wording.text('investment_note', cost=wording.money(Decimal(build.value)))}"
    )


def payback(assessment: Assessment, scenario: Scenario, wording: Wording) -> str:
    return wording.payback(scenario.payback_months, known="payback_months" not in assessment.missing)


def verdict(assessment: Assessment, wording: Wording) -> str:
    """Return the verdict that follows from the figures alone, in one sentence."""
    net = assessment.expected.net_savings_per_year
    if net is None:
        missing = wording.missing(assessment, "net_savings_per_year")
        return wording.text("verdict_unknown", missing=missing[:1].upper() + missing[1:])
    if any(advice.code == "fix_process_first" for advice in assessment.advice):
        return wording.text("verdict_fix")
    if net < 0:
        return wording.text("verdict_negative", net=wording.money(net))
    months = assessment.expected.payback_months
    key = "verdict_slow" if months is None else "verdict_pays_at_once" if months == 0 else "verdict_pays"
    return wording.text(key, net=wording.money(net), payback=wording.payback(months))


def key_figures(assessment: Assessment, wording: Wording) -> KeyFigures:
    """Return the six figures of the summary: the three of the cover and three that explain them."""
    expected = assessment.expected
    return KeyFigures(
        (
            *headline(assessment, wording),
            KeyFigure(
                wording.text("hours_saved_per_year"),
                wording.hours(expected.hours_saved_per_year),
                wording.text("net_note"),
            ),
            KeyFigure(
                wording.text("first_year_roi_percent"),
                wording.percent(expected.first_year_roi_percent, 1),
                wording.text("payback_note"),
            ),
            KeyFigure(
                wording.text("difficulty"),
                wording.name("difficulty", assessment.difficulty),
                f"{wording.text('ease').lower()}: {wording.points(assessment.ease)}",
            ),
        )
    )


def advice(assessment: Assessment, wording: Wording) -> Iterator[Block]:
    """Yield the advice that follows from the figures."""
    if assessment.advice:
        sentences = "\n".join(advice_text(item, wording.language, assessment.currency) for item in assessment.advice)
        good = all(item.code == "pays_back_conservatively" for item in assessment.advice)
        yield Note(wording.text("advice"), plain(sentences), "good" if good else "warning")


def sections(assessment: Assessment, wording: Wording, level: int = 2) -> Iterator[Block]:
    """Yield the figures with their charts: today, scenarios, cash flow, scores, break-even and sensitivity."""
    yield heading(level, wording.text("today"))
    yield Facts(
        (
            (wording.text("runs_per_year"), plain(_or_missing(assessment, "runs_per_year", wording))),
            (wording.text("hours_per_year"), plain(_or_missing(assessment, "hours_per_year", wording))),
            (wording.text("cost_per_year"), plain(_or_missing(assessment, "cost_per_year", wording))),
        )
    )
    yield from present(charts.costs(assessment, wording))
    yield from scenarios(assessment, wording, level)
    yield from present(charts.cash(assessment, wording))
    yield heading(level, wording.text("readiness_scores"))
    yield Facts(
        (
            (wording.text("potential"), plain(_or_missing(assessment, "potential", wording))),
            (wording.text("ease"), plain(wording.points(assessment.ease))),
            (wording.text("difficulty"), plain(wording.name("difficulty", assessment.difficulty))),
        )
    )
    yield from break_even(assessment, wording, level)
    yield from present(charts.tornado(assessment, wording))


def scenarios(assessment: Assessment, wording: Wording, level: int) -> Iterator[Block]:
    yield heading(level, wording.text("scenarios"))
    yield Paragraph(plain(wording.text("scenarios_lead")))
    names = tuple(SCENARIO_FACTORS)
    rows = tuple(
        (
            plain(wording.text(row)),
            *(plain(_cell(assessment, getattr(assessment, name), row, wording)) for name in names),
        )
        for row in _SCENARIO_ROWS
    )
    columns = (Column(wording.text("per_year")), *(Column(wording.text(name), "right") for name in names))
    yield Table(columns, rows, strong=frozenset({_SCENARIO_ROWS.index("net_savings_per_year")}))
    lacking = wording.missing(assessment, "net_savings_per_year")
    if lacking:
        yield Paragraph(plain(lacking[:1].upper() + lacking[1:] + "."), "small")


def _cell(assessment: Assessment, scenario: Scenario, row: str, wording: Wording) -> str:
    if row == "payback_months":
        return payback(assessment, scenario, wording)
    value: Decimal | None = getattr(scenario, row)
    if row == "hours_saved_per_year":
        return wording.hours(value)
    return wording.percent(value, 1) if row == "first_year_roi_percent" else wording.money(value)


def break_even(assessment: Assessment, wording: Wording, level: int) -> Iterator[Block]:
    rows: list[tuple[Runs, ...]] = []
    for field in type(assessment.break_even).model_fields:
        if f"break_even.{field}" in assessment.missing:
            continue
        least: Decimal | None = getattr(assessment.break_even, field)
        given = assessment.potential if field == "potential" else assessment.inputs.get(field)
        value = given.value if given is not None and not isinstance(given, Decimal) else given
        rows.append(
            (
                plain(wording.name("field", field)),
                plain(wording.text("unknown") if value is None else wording.input(field, value)),
                plain(wording.text("no_value") if least is None else wording.input(field, least)),
            )
        )
    if rows:
        yield heading(level, wording.text("break_even"))
        yield Paragraph(plain(wording.text("break_even_lead")))
        columns = (
            Column(wording.text("input")),
            Column(wording.text("value_today"), "right"),
            Column(wording.text("at_least"), "right"),
        )
        yield Table(columns, tuple(rows))


def _or_missing(assessment: Assessment, output: str, wording: Wording) -> str:
    lacking = wording.missing(assessment, output)
    if lacking:
        return f"{wording.text('unknown')} ({lacking})"
    value: Decimal | None = getattr(assessment, output)
    match output:
        case "runs_per_year":
            return wording.number(value)
        case "hours_per_year":
            return wording.hours(value)
        case "potential":
            return wording.percent(value)
        case _:
            return wording.money(value)


def heading(level: int, text: str) -> Heading:
    """Return the heading of a section whose level depends on the report; levels below 4 become 4."""
    match level:
        case 1 | 2 | 3:
            return Heading(level, text)
        case _:
            return Heading(4, text)


def present(block: Block | None) -> Iterator[Block]:
    if block is not None:
        yield block


def bullets(items: list[str], *, ordered: bool = False) -> Bullets:
    return Bullets(tuple(plain(item) for item in items), ordered)
