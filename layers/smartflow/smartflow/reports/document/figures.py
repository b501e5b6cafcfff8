"""The part of a report that is numbers: what the process costs today, what automation would save, and how sure that is."""

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
from smartflow.reports.document.voice import Voice

_SCENARIO_ROWS = (
    "hours_saved_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "first_year_net",
    "first_year_roi_percent",
    "payback_months",
)


def headline(assessment: Assessment, voice: Voice) -> tuple[KeyFigure, ...]:
    """Return the three numbers of the cover: cost today, net savings, payback."""
    expected = assessment.expected
    net = expected.net_savings_per_year
    low, high = assessment.conservative.net_savings_per_year, assessment.optimistic.net_savings_per_year
    return (
        KeyFigure(
            voice.say("cost_per_year"),
            voice.money(assessment.cost_per_year),
            voice.missing(assessment, "cost_per_year")
            or voice.say("hours_note", hours=voice.hours(assessment.hours_per_year)),
        ),
        KeyFigure(
            voice.say("net_savings_per_year"),
            voice.money(net),
            voice.missing(assessment, "net_savings_per_year")
            or voice.say("net_range", low=voice.money(low), high=voice.money(high)),
            "plain" if net is None else "warning" if net < 0 else "accent",
        ),
        KeyFigure(
            voice.say("payback_months"),
            payback(assessment, expected, voice),
            voice.missing(assessment, "payback_months") or _investment(assessment, voice),
        ),
    )


def _investment(assessment: Assessment, voice: Voice) -> str:
    build = assessment.inputs.get("build_cost")
    if build is None:
        return voice.say("payback_note")
    return f"{voice.say('payback_note')}; {voice.say('investment_note', cost=voice.money(Decimal(build.value)))}"


def payback(assessment: Assessment, scenario: Scenario, voice: Voice) -> str:
    return voice.payback(scenario.payback_months, known="payback_months" not in assessment.missing)


def verdict(assessment: Assessment, voice: Voice) -> str:
    """Return the verdict that the figures alone give, in one sentence."""
    net = assessment.expected.net_savings_per_year
    if net is None:
        missing = voice.missing(assessment, "net_savings_per_year")
        return voice.say("verdict_unknown", missing=missing[:1].upper() + missing[1:])
    if any(advice.code == "fix_process_first" for advice in assessment.advice):
        return voice.say("verdict_fix")
    if net < 0:
        return voice.say("verdict_negative", net=voice.money(net))
    months = assessment.expected.payback_months
    key = "verdict_slow" if months is None else "verdict_pays_at_once" if months == 0 else "verdict_pays"
    return voice.say(key, net=voice.money(net), payback=voice.payback(months))


def key_figures(assessment: Assessment, voice: Voice) -> KeyFigures:
    """Return the six figures of the summary: those of the cover and what stands behind them."""
    expected = assessment.expected
    return KeyFigures(
        (
            *headline(assessment, voice),
            KeyFigure(
                voice.say("hours_saved_per_year"), voice.hours(expected.hours_saved_per_year), voice.say("net_note")
            ),
            KeyFigure(
                voice.say("first_year_roi_percent"),
                voice.percent(expected.first_year_roi_percent, 1),
                voice.say("payback_note"),
            ),
            KeyFigure(
                voice.say("difficulty"),
                voice.name("difficulty", assessment.difficulty),
                f"{voice.say('ease').lower()}: {voice.points(assessment.ease)}",
            ),
        )
    )


def advice(assessment: Assessment, voice: Voice) -> Iterator[Block]:
    """Say plainly what the figures oblige us to say."""
    if assessment.advice:
        sentences = "\n".join(advice_text(item, voice.language, assessment.currency) for item in assessment.advice)
        good = all(item.code == "pays_back_conservatively" for item in assessment.advice)
        yield Note(voice.say("advice"), plain(sentences), "good" if good else "warning")


def sections(assessment: Assessment, voice: Voice, level: int = 2) -> Iterator[Block]:
    """Yield the figures with their pictures: today, scores, scenarios, cash, break-even and sensitivity."""
    yield heading(level, voice.say("today"))
    yield Facts(
        (
            (voice.say("runs_per_year"), plain(_or_missing(assessment, "runs_per_year", voice))),
            (voice.say("hours_per_year"), plain(_or_missing(assessment, "hours_per_year", voice))),
            (voice.say("cost_per_year"), plain(_or_missing(assessment, "cost_per_year", voice))),
        )
    )
    yield from present(charts.costs(assessment, voice))
    yield from scenarios(assessment, voice, level)
    yield from present(charts.cash(assessment, voice))
    yield heading(level, voice.say("readiness_scores"))
    yield Facts(
        (
            (voice.say("potential"), plain(_or_missing(assessment, "potential", voice))),
            (voice.say("ease"), plain(voice.points(assessment.ease))),
            (voice.say("difficulty"), plain(voice.name("difficulty", assessment.difficulty))),
        )
    )
    yield from break_even(assessment, voice, level)
    yield from present(charts.tornado(assessment, voice))


def scenarios(assessment: Assessment, voice: Voice, level: int) -> Iterator[Block]:
    yield heading(level, voice.say("scenarios"))
    yield Paragraph(plain(voice.say("scenarios_lead")))
    names = tuple(SCENARIO_FACTORS)
    rows = tuple(
        (plain(voice.say(row)), *(plain(_cell(assessment, getattr(assessment, name), row, voice)) for name in names))
        for row in _SCENARIO_ROWS
    )
    columns = (Column(voice.say("per_year")), *(Column(voice.say(name), "right") for name in names))
    yield Table(columns, rows, strong=frozenset({_SCENARIO_ROWS.index("net_savings_per_year")}))
    lacking = voice.missing(assessment, "net_savings_per_year")
    if lacking:
        yield Paragraph(plain(lacking[:1].upper() + lacking[1:] + "."), "small")


def _cell(assessment: Assessment, scenario: Scenario, row: str, voice: Voice) -> str:
    if row == "payback_months":
        return payback(assessment, scenario, voice)
    value: Decimal | None = getattr(scenario, row)
    if row == "hours_saved_per_year":
        return voice.hours(value)
    return voice.percent(value, 1) if row == "first_year_roi_percent" else voice.money(value)


def break_even(assessment: Assessment, voice: Voice, level: int) -> Iterator[Block]:
    rows: list[tuple[Runs, ...]] = []
    for field in type(assessment.break_even).model_fields:
        if f"break_even.{field}" in assessment.missing:
            continue
        least: Decimal | None = getattr(assessment.break_even, field)
        given = assessment.potential if field == "potential" else assessment.inputs.get(field)
        value = given.value if given is not None and not isinstance(given, Decimal) else given
        rows.append(
            (
                plain(voice.name("field", field)),
                plain(voice.say("unknown") if value is None else voice.input(field, value)),
                plain(voice.say("no_value") if least is None else voice.input(field, least)),
            )
        )
    if rows:
        yield heading(level, voice.say("break_even"))
        yield Paragraph(plain(voice.say("break_even_lead")))
        columns = (
            Column(voice.say("input")),
            Column(voice.say("value_today"), "right"),
            Column(voice.say("at_least"), "right"),
        )
        yield Table(columns, tuple(rows))


def _or_missing(assessment: Assessment, output: str, voice: Voice) -> str:
    lacking = voice.missing(assessment, output)
    if lacking:
        return f"{voice.say('unknown')} ({lacking})"
    value: Decimal | None = getattr(assessment, output)
    match output:
        case "runs_per_year":
            return voice.number(value)
        case "hours_per_year":
            return voice.hours(value)
        case "potential":
            return voice.percent(value)
        case _:
            return voice.money(value)


def heading(level: int, text: str) -> Heading:
    """Return a heading of a section that may stand deeper in one report than in another."""
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
