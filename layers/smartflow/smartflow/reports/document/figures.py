"""The figures of a report: what the process costs today, what automation would save, and how reliable that is."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from smartflow.engine.advice import Advice, advice_text, improvement_by_hand
from smartflow.engine.assessment import Assessment, inputs_of
from smartflow.engine.by_hand import Override, computed, counted
from smartflow.engine.estimate import Scenario
from smartflow.engine.figures import figures as computed_figures
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.verdict import AGAINST
from smartflow.engine.verdict_text import verdict_name
from smartflow.language import formats
from smartflow.processes.figures_view import (
    Headline,
    ShownFigures,
    ShownReading,
    ShownToConfirm,
    ShownVerdict,
    headline_text,
    shown,
)
from smartflow.reports.document import charts
from smartflow.reports.document.source import ReportProcess
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
    Run,
    Runs,
    Table,
    Tone,
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
#: Verdicts with which there is something to do instead; while not enough is known, there is only something to find out.
_AGAINST: Final = AGAINST - {"not_enough_known"}
#: Advice that says again what the verdict has said.
_SAID_BY_THE_VERDICT: Final = frozenset({"negative_net", "fix_process_first"})


def in_words(process: ReportProcess, wording: Wording) -> ShownFigures:
    """Return the figures in force in the reader's words, as every surface shows them."""
    return shown(process.figures, process.overrides, wording.language)


def by_hand(computed: str, wording: Wording) -> str:
    """Return the remark beside a value that a person set by hand."""
    return wording.text("by_hand", computed=computed)


def override_computed(change: Override, process: ReportProcess, wording: Wording) -> str:
    """Return what is computed today of a value set by hand."""
    found = computed(process.figures, change.field)
    if found is None:
        return wording.text("unknown")
    if change.field == "verdict":
        return verdict_name(process.figures.verdict.code, wording.language)
    return wording.input(change.field, found)


def headline(process: ReportProcess, wording: Wording) -> tuple[KeyFigure, ...]:
    """Return the three numbers of the cover: cost today, net savings, payback; whole units, rough ones rounded."""
    figures, assessment = in_words(process, wording), process.assessment
    lines = {line.field: line for line in figures.headline}
    cost, hours, payback = (lines[field] for field in ("cost_per_year", "hours_per_year", "payback_months"))
    return (
        KeyFigure(
            wording.text("cost_per_year"),
            cost.text,
            _own(cost, process, wording)
            or wording.missing(assessment, "cost_per_year")
            or wording.text("hours_note", hours=hours.text) + _in_brackets(_own(hours, process, wording)),
        ),
        _net(lines["net_savings_per_year"], figures, process, wording),
        KeyFigure(
            wording.text("payback_months"),
            payback.text,
            _own(payback, process, wording)
            or wording.missing(assessment, "payback_months")
            or _investment(process, wording),
        ),
    )


def _net(line: Headline, figures: ShownFigures, process: ReportProcess, wording: Wording) -> KeyFigure:
    """Return the net savings with how sure they are; a rough figure stands behind its range."""
    label, sure = wording.text("net_savings_per_year"), figures.confidence.text
    own, missing = _own(line, process, wording), wording.missing(process.assessment, "net_savings_per_year")
    if line.value is None:
        return KeyFigure(label, line.text, missing)
    tone: Tone = "warning" if line.value < 0 else "accent"
    if own:
        return KeyFigure(label, line.text, own if missing else f"{own}; {sure}", tone)
    if figures.range_text is None:
        return KeyFigure(label, line.text, f"{wording.text('net_note')}; {sure}", tone)
    if figures.confidence.rough:
        expected = wording.text("expected_net", net=line.text)
        return KeyFigure(label, figures.range_text, f"{expected}; {sure}", tone)
    return KeyFigure(label, line.text, f"{figures.range_text}; {sure}", tone)


def _own(line: Headline, process: ReportProcess, wording: Wording) -> str:
    """Return the remark on a figure set by hand; an empty text if it was computed."""
    if not line.set_by_hand:
        return ""
    if line.computed is None:
        return by_hand(wording.text("unknown"), wording)
    rough = process.figures.confidence.rough
    text = headline_text(line.field, line.computed, wording.currency, rough=rough, language=wording.language)
    return by_hand(text, wording)


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _investment(process: ReportProcess, wording: Wording) -> str:
    build = process.assessment.inputs.get("build_cost")
    if build is None:
        return wording.text("payback_note")
    cost = wording.whole_money(Decimal(build.value))
    if process.figures.implausible:
        return wording.text("investment_assumed", cost=cost)
    return f"{wording.text('payback_note')}; {wording.text('investment_note', cost=cost)}"


def payback(process: ReportProcess, wording: Wording) -> str:
    """Return the payback that counts, in words; over 36 months and unknown are two things."""
    months = counted(process.figures, process.overrides).payback_months
    return wording.payback(months, known="payback_months" not in process.assessment.missing)


def verdict(process: ReportProcess, wording: Wording) -> tuple[str, str]:
    """Return the verdict, a person's own words where they set it by hand, and then a note on the computed one."""
    found = in_words(process, wording).verdict
    if found.set_by_hand is None:
        return found.sentence, ""
    note = by_hand(_name(found, wording), wording)
    return found.set_by_hand, note[:1].upper() + note[1:]


def verdict_in_short(process: ReportProcess, wording: Wording) -> str:
    """Return the verdict for a list: a person's own words beside the computed one, else the computed one."""
    found = in_words(process, wording).verdict
    name = _name(found, wording)
    return name if found.set_by_hand is None else f"{found.set_by_hand} ({by_hand(name, wording)})"


def _name(found: ShownVerdict, wording: Wording) -> str:
    """Return the name of the computed verdict, with "if" while it is not firm."""
    if found.firm or found.code == "not_enough_known":
        return found.name
    return wording.text("verdict_if", verdict=found.name)


def speaks_against(process: ReportProcess) -> bool:
    """Tell whether the figures speak against automating: then no tools and no plan follow."""
    return process.figures.verdict.code in _AGAINST


def rules_out(process: ReportProcess) -> bool:
    """Tell whether every reading of the description speaks against automating: then there is something to do instead."""
    return {process.figures.verdict.code, *process.figures.other_verdicts} <= _AGAINST


def key_figures(process: ReportProcess, wording: Wording) -> KeyFigures:
    """Return the six figures of the summary: the three of the cover and three that explain them."""
    figures, assessment = in_words(process, wording), process.assessment
    hours = next(line for line in figures.headline if line.field == "hours_saved_per_year")
    found = counted(process.figures, process.overrides)
    difficulty = wording.name("difficulty", assessment.difficulty)
    ease = f"{wording.text('ease').lower()}: {wording.points(found.ease)}"
    if found.ease != assessment.ease:
        ease += _in_brackets(by_hand(wording.points(assessment.ease), wording))
    return KeyFigures(
        (
            *headline(process, wording),
            KeyFigure(
                wording.text("hours_saved_per_year"),
                hours.text,
                _own(hours, process, wording) or wording.text("net_note"),
            ),
            _return(process, wording),
            KeyFigure(
                wording.text("difficulty"),
                wording.name("difficulty", found.difficulty),
                ease if found.difficulty == assessment.difficulty else by_hand(difficulty, wording),
            ),
        )
    )


def _return(process: ReportProcess, wording: Wording) -> KeyFigure:
    """Return the return on investment; one that is too good to be believed of an assumed investment is no finding."""
    label, roi = wording.text("first_year_roi_percent"), process.assessment.expected.first_year_roi_percent
    if process.figures.implausible:
        return KeyFigure(label, wording.text("no_finding"), _investment(process, wording))
    if roi is None:
        return KeyFigure(label, wording.text("unknown"), wording.text("payback_note"))
    if process.figures.confidence.rough:
        text = wording.text("about", figure=wording.percent(formats.rough(roi)))
    else:
        text = wording.percent(roi, 0)
    return KeyFigure(label, text, wording.text("payback_note"))


def open_questions(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    """Yield what the description leaves open: each reading with its words and what would follow from it."""
    questions = in_words(process, wording).open
    if not questions:
        return
    yield heading(level, wording.text("open_questions"))
    yield Paragraph(plain(wording.text("open_questions_lead")))
    columns = (
        Column(wording.text("reading")),
        Column(wording.text("hours_short"), "right"),
        Column(wording.text("cost_short"), "right"),
        Column(wording.text("net_short"), "right"),
        Column(wording.text("verdict")),
    )
    for question in questions:
        yield Table(columns, tuple(_reading(reading, wording) for reading in question.readings))


def _reading(reading: ShownReading, wording: Wording) -> tuple[Runs, ...]:
    quotes = tuple(Run("\n" + wording.text("quoted", text=quote.quote), italic=True) for quote in reading.quotes)
    return (
        (Run(reading.words, bold=True), *quotes),
        plain(wording.hours(reading.hours_per_year)),
        plain(wording.money(reading.cost_per_year)),
        plain(wording.money(reading.net_savings_per_year)),
        plain(reading.verdict_name),
    )


def to_confirm(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    """Yield the few values that the verdict depends on and nobody has confirmed."""
    items = in_words(process, wording).to_confirm
    if items:
        yield heading(level, wording.text("to_confirm"))
        yield Paragraph(plain(wording.text("to_confirm_lead")))
        yield bullets([to_confirm_text(item, wording) for item in items])


def to_confirm_text(item: ShownToConfirm, wording: Wording) -> str:
    """Return a value to confirm with its origin and what it can change."""
    origin = wording.name("basis", item.basis)
    if item.effect:
        return wording.text(
            "to_confirm_item", words=item.words, origin=origin, effect=wording.whole_money(formats.rough(item.effect))
        )
    return f"{item.words} ({origin})"


def advice(process: ReportProcess, wording: Wording) -> Iterator[Block]:
    """Yield the advice that follows from the figures, and does not only repeat the verdict."""
    against = rules_out(process)
    items = (
        instead(process)
        if against
        else [item for item in process.assessment.advice if item.code not in _SAID_BY_THE_VERDICT | {"improve_by_hand"}]
    )
    if items:
        sentences = "\n".join(advice_text(item, wording.language, wording.currency) for item in items)
        good = all(item.code == "pays_back_conservatively" for item in items)
        title = wording.text("instead" if against else "advice")
        yield Note(title, plain(sentences), "good" if good else "warning")


def instead(process: ReportProcess) -> list[Advice]:
    """Return what to do in place of automating; there is always an improvement by hand among it."""
    items = [item for item in process.assessment.advice if item.code not in _SAID_BY_THE_VERDICT]
    if not any(item.code == "improve_by_hand" for item in items):
        items.append(improvement_by_hand(computed_figures(inputs_of(process.assessment)).shared))
    return items


def sections(process: ReportProcess, wording: Wording, level: int = 2) -> Iterator[Block]:
    """Yield the figures with their charts: today, scenarios, cash flow, scores, break-even and sensitivity."""
    assessment = process.assessment
    yield heading(level, wording.text("today"))
    yield Facts(tuple(_fact(field, process, wording) for field in ("runs_per_year", "hours_per_year", "cost_per_year")))
    yield from present(charts.costs(assessment, wording))
    yield from scenarios(process, wording, level)
    yield from present(charts.cash(assessment, wording))
    yield heading(level, wording.text("readiness_scores"))
    yield Facts(tuple(_fact(field, process, wording) for field in ("potential", "ease", "difficulty")))
    if not rules_out(process):
        yield from break_even(process, wording, level)
    yield from present(charts.tornado(assessment, wording))


def _fact(field: str, process: ReportProcess, wording: Wording) -> tuple[str, Runs]:
    """Return a figure of today with its name; one set by hand with the computed one beside it."""
    own = next((override.value for override in process.overrides if override.field == field), None)
    value = _or_missing(process.assessment, field, wording)
    if own is not None:
        value = f"{_written(field, own, wording)} ({by_hand(value, wording)})"
    return wording.text(field), plain(value)


def scenarios(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    """Yield the exact figures of the three scenarios; a return that is no finding is left out."""
    assessment = process.assessment
    shown_rows = [row for row in _SCENARIO_ROWS if row != "first_year_roi_percent" or not process.figures.implausible]
    yield heading(level, wording.text("scenarios"))
    yield Paragraph(plain(wording.text("scenarios_lead")))
    names = tuple(SCENARIO_FACTORS)
    rows = tuple(
        (
            plain(wording.text(row)),
            *(plain(_cell(assessment, getattr(assessment, name), row, wording)) for name in names),
        )
        for row in shown_rows
    )
    columns = (Column(wording.text("per_year")), *(Column(wording.text(name), "right") for name in names))
    yield Table(columns, rows, strong=frozenset({shown_rows.index("net_savings_per_year")}))
    lacking = wording.missing(assessment, "net_savings_per_year")
    if lacking:
        yield Paragraph(plain(lacking[:1].upper() + lacking[1:] + "."), "small")
    if process.figures.implausible:
        yield Paragraph(plain(wording.text("roi_left_out")), "small")
    own = [
        f"{wording.output(override.field)}: {wording.input(override.field, override.value)}"
        for override in process.overrides
        if override.field in _SCENARIO_ROWS
    ]
    if own:
        yield Paragraph(plain(wording.text("scenarios_by_hand", values="; ".join(own))), "small")


def _cell(assessment: Assessment, scenario: Scenario, row: str, wording: Wording) -> str:
    if row == "payback_months":
        return wording.payback(scenario.payback_months, known="payback_months" not in assessment.missing)
    value: Decimal | None = getattr(scenario, row)
    if row == "hours_saved_per_year":
        return wording.hours(value)
    return wording.percent(value, 1) if row == "first_year_roi_percent" else wording.money(value)


def break_even(process: ReportProcess, wording: Wording, level: int) -> Iterator[Block]:
    """Yield the least value of each input with which the build cost is paid back within a year."""
    assessment = process.assessment
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
        yield heading(level, wording.text("what_would_have_to_change" if rules_out(process) else "break_even"))
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
    value: Decimal | str | None = getattr(assessment, output)
    return wording.text("unknown") if value is None else _written(output, value, wording)


def _written(output: str, value: str | Decimal, wording: Wording) -> str:
    return wording.points(Decimal(value)) if output == "ease" else wording.input(output, value)


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
