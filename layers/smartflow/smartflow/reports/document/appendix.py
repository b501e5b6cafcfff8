"""The end of a report: the working line by line, the data and their origin, changes by hand, and how it was made."""

from collections.abc import Iterator

from smartflow.engine.assessment import Assessment
from smartflow.engine.estimate import WorkingLine, explain
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.inputs import FIELDS
from smartflow.language.text import NBSP
from smartflow.reports.document.figures import heading
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import Block, Column, Facts, Heading, Note, Paragraph, Run, Runs, Table, plain
from smartflow.reports.document.wording import Wording


def working(assessment: Assessment, wording: Wording) -> Iterator[Block]:
    """Yield every step of the computation: first those that the scenarios share, then those of each scenario."""
    yield Heading(1, _title("A", "working_steps", wording), chapter=True)
    yield Paragraph(plain(wording.text("working_lead")))
    for scenario in (None, *SCENARIO_FACTORS):
        lines = [line for line in assessment.working if line.scenario == scenario]
        if not lines:
            continue
        title = (
            wording.text("working_common")
            if scenario is None
            else wording.text("working_scenario", scenario=wording.text(scenario))
        )
        yield heading(2, title)
        yield Table(
            (Column(wording.text("figure_formula")), Column(wording.text("resolved"))),
            tuple(_step(line, assessment, wording) for line in lines),
        )


def _step(line: WorkingLine, assessment: Assessment, wording: Wording) -> tuple[Runs, ...]:
    step = explain(line, wording.language, assessment.currency)
    title = step.title if line.scenario is None else step.title.rsplit(" (", 1)[0]
    return (Run(title, bold=True), Run("\n" + step.words)), plain(step.formula)


def inputs(assessment: Assessment, wording: Wording, level: int = 1) -> Iterator[Block]:
    """Yield each input with its value and where that came from, and what is not known."""
    yield (
        Heading(1, _title("B", "inputs_origin", wording))
        if level == 1
        else heading(level, wording.text("inputs_origin"))
    )
    share = wording.percent(assessment.defaults_share)
    yield Paragraph(plain(wording.text("defaults_note", share=share)))
    rows = tuple(
        (
            plain(wording.name("field", field)),
            plain(wording.input(field, assessment.inputs[field].value)),
            plain(wording.name("provenance", assessment.inputs[field].provenance)),
        )
        for field in FIELDS
        if field in assessment.inputs
    )
    columns = (Column(wording.text("input")), Column(wording.text("value"), "right"), Column(wording.text("origin")))
    yield Table(columns, rows)
    unknown = [wording.name("field", field).lower() for field in FIELDS if field not in assessment.inputs]
    if unknown:
        yield Paragraph(plain(wording.text("unknown_inputs", inputs=", ".join(unknown))))
    yield Paragraph(plain(wording.text("reference_note", version=assessment.reference_version)), "small")


def overrides(process: ReportProcess, wording: Wording, level: int = 1) -> Iterator[Block]:
    """Yield what a person set in place of the computed values, and why."""
    if level == 1:
        yield Heading(1, _title("C", "overrides", wording))
    elif process.overrides:
        yield heading(level, wording.text("overrides"))
    if not process.overrides:
        if level == 1:
            yield Paragraph(plain(wording.text("no_overrides")))
        return
    yield Paragraph(plain(wording.text("overrides_lead")))
    rows = tuple(
        (
            plain(_field(change.field, wording)),
            plain(wording.text("unknown") if change.computed is None else wording.input(change.field, change.computed)),
            plain(wording.input(change.field, change.value)),
            plain(change.reason + (f"\n{wording.date(change.created_at)}" if change.created_at else "")),
        )
        for change in process.overrides
    )
    columns = (
        Column(wording.text("figure")),
        Column(wording.text("computed"), "right"),
        Column(wording.text("own_value"), "right"),
        Column(wording.text("reason")),
    )
    yield Table(columns, rows)


def _field(field: str, wording: Wording) -> str:
    """Return the name of an input or an output by its code in the API, with or without its scenario."""
    scenario, _, output = field.rpartition(".")
    named = wording.name("field", field)
    if named != field:
        return named
    title = wording.output(output)
    return f"{title} ({wording.text(scenario)})" if scenario in SCENARIO_FACTORS else title


def about(wording: Wording) -> Iterator[Block]:
    """Yield the disclosure at the end of a portfolio: that it is an estimate."""
    yield Heading(1, wording.text("about_title"))
    yield _about_note(wording)


def about_process(process: ReportProcess, wording: Wording) -> Iterator[Block]:
    """Yield the disclosure on one process: that it is an estimate, and who and what made it, when."""
    yield Heading(1, _title("D", "about_title", wording))
    yield _about_note(wording)
    yield Facts(tuple((label, plain(value)) for label, value in _provenance(process, wording)))


def _about_note(wording: Wording) -> Note:
    return Note(wording.text("about_note_title"), plain(wording.text("about_note")), "accent")


def _title(letter: str, key: str, wording: Wording) -> str:
    return wording.text("appendix", letter=letter, title=wording.text(key))


def _provenance(process: ReportProcess, wording: Wording) -> Iterator[tuple[str, str]]:
    analysis, assessment = process.analysis, process.assessment
    if analysis is None:
        yield wording.text("analyst"), wording.text("analyst_none")
    else:
        yield from _analysis(analysis, wording)
    yield wording.text("formula_version"), assessment.formula_version
    yield wording.text("reference_version"), assessment.reference_version
    yield wording.text("currency"), assessment.currency


def _analysis(analysis: Analysis, wording: Wording) -> Iterator[tuple[str, str]]:
    yield wording.text("analyst"), wording.text(f"analyst_{analysis.analyst}")
    if analysis.model:
        yield wording.text("model"), analysis.model
    if analysis.prompt_version:
        yield wording.text("prompt_version"), analysis.prompt_version
    yield wording.text("analysis_language"), wording.language_name(analysis.language)
    yield wording.text("depth"), wording.name("depth", analysis.depth)
    yield wording.text("analysis_date"), wording.date(analysis.created_at)
    if analysis.cost is not None:
        yield wording.text("analysis_cost"), f"{wording.number(analysis.cost)}{NBSP}USD"
    if analysis.result.notices:
        dropped = "; ".join(f"{wording.name('notice', n.code)}: {n.count}" for n in analysis.result.notices)
        yield wording.text("notices"), dropped


def made_by(process: ReportProcess, wording: Wording) -> Paragraph:
    """Return who and what made the part on one process of a portfolio, in one line."""
    return Paragraph(plain("; ".join(f"{label}: {value}" for label, value in _provenance(process, wording))), "small")
