"""The end of a report: the working line by line, the data and their origin, changes by hand, and how it all came about."""

from collections.abc import Iterator, Sequence

from smartflow.engine.assessment import Assessment
from smartflow.engine.estimate import WorkingLine, explain
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.inputs import FIELDS
from smartflow.reports.document.figures import heading
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import Block, Column, Facts, Heading, Note, Paragraph, Run, Runs, Table, plain
from smartflow.reports.document.voice import Voice


def working(assessment: Assessment, voice: Voice) -> Iterator[Block]:
    """Yield every step of the reckoning, first what the scenarios share, then each of them."""
    yield Heading(1, voice.say("appendix_working"), chapter=True)
    yield Paragraph(plain(voice.say("working_lead")))
    for scenario in (None, *SCENARIO_FACTORS):
        lines = [line for line in assessment.working if line.scenario == scenario]
        if not lines:
            continue
        title = (
            voice.say("working_common")
            if scenario is None
            else voice.say("working_scenario", scenario=voice.say(scenario))
        )
        yield heading(2, title)
        yield Table(
            (Column(voice.say("figure")), Column(voice.say("resolved"))),
            tuple(_step(line, assessment, voice) for line in lines),
        )


def _step(line: WorkingLine, assessment: Assessment, voice: Voice) -> tuple[Runs, ...]:
    step = explain(line, voice.language, assessment.currency)
    title = step.title if line.scenario is None else step.title.rsplit(" (", 1)[0]
    return (Run(title, bold=True), Run("\n" + step.words)), plain(step.formula)


def inputs(assessment: Assessment, voice: Voice, level: int = 1) -> Iterator[Block]:
    """Yield each input with its value and where that came from, and what is not known."""
    if level == 1:
        yield Heading(1, voice.say("appendix_inputs"))
    else:
        yield heading(level, voice.say("appendix_inputs").split(". ", 1)[1])
    share = voice.percent(assessment.defaults_share)
    yield Paragraph(plain(voice.say("defaults_note", share=share)))
    rows = tuple(
        (
            plain(voice.name("field", field)),
            plain(voice.input(field, assessment.inputs[field].value)),
            plain(voice.name("provenance", assessment.inputs[field].provenance)),
        )
        for field in FIELDS
        if field in assessment.inputs
    )
    columns = (Column(voice.say("input")), Column(voice.say("value"), "right"), Column(voice.say("origin")))
    yield Table(columns, rows)
    unknown = [voice.name("field", field).lower() for field in FIELDS if field not in assessment.inputs]
    if unknown:
        yield Paragraph(plain(voice.say("unknown_inputs", inputs=", ".join(unknown))))
    yield Paragraph(plain(voice.say("reference_note", version=assessment.reference_version)), "small")


def overrides(process: ReportProcess, voice: Voice, level: int = 1) -> Iterator[Block]:
    """Yield what a person set in place of the computed values, and why."""
    if level == 1:
        yield Heading(1, voice.say("appendix_overrides"))
    elif process.overrides:
        yield heading(level, voice.say("appendix_overrides").split(". ", 1)[1])
    if not process.overrides:
        if level == 1:
            yield Paragraph(plain(voice.say("no_overrides")))
        return
    yield Paragraph(plain(voice.say("overrides_lead")))
    rows = tuple(
        (
            plain(_field(change.field, voice)),
            plain(voice.say("unknown") if change.computed is None else voice.input(change.field, change.computed)),
            plain(voice.input(change.field, change.value)),
            plain(change.reason + (f"\n{voice.date(change.created_at)}" if change.created_at else "")),
        )
        for change in process.overrides
    )
    columns = (
        Column(voice.say("figure").split(" ", 1)[0]),
        Column(voice.say("computed"), "right"),
        Column(voice.say("own_value"), "right"),
        Column(voice.say("reason")),
    )
    yield Table(columns, rows)


def _field(field: str, voice: Voice) -> str:
    """Return the words for an input or an output by its name in the API, with or without its scenario."""
    scenario, _, output = field.rpartition(".")
    named = voice.name("field", field)
    if named != field:
        return named
    title = voice.output(output)
    return f"{title} ({voice.say(scenario)})" if scenario in SCENARIO_FACTORS else title


def about(processes: Sequence[ReportProcess], voice: Voice, title: str) -> Iterator[Block]:
    """Yield the disclosure: that it is an estimate, and who and what made it, when."""
    yield Heading(1, title)
    yield Note(voice.say("about_title"), plain(voice.say("about")), "accent")
    if len(processes) == 1:
        yield Facts(tuple((label, plain(value)) for label, value in _provenance(processes[0], voice)))


def _provenance(process: ReportProcess, voice: Voice) -> Iterator[tuple[str, str]]:
    analysis, assessment = process.analysis, process.assessment
    if analysis is None:
        yield voice.say("analyst"), voice.say("analyst_none")
    else:
        yield from _analysis(analysis, voice)
    yield voice.say("formula_version"), assessment.formula_version
    yield voice.say("reference_version"), assessment.reference_version
    yield voice.say("currency"), assessment.currency


def _analysis(analysis: Analysis, voice: Voice) -> Iterator[tuple[str, str]]:
    yield voice.say("analyst"), voice.say(f"analyst_{analysis.analyst}")
    if analysis.model:
        yield voice.say("model"), analysis.model
    if analysis.prompt_version:
        yield voice.say("prompt_version"), analysis.prompt_version
    yield voice.say("analysis_language"), voice.name("language", analysis.language)
    yield voice.say("depth"), voice.name("depth", analysis.depth)
    yield voice.say("analysis_date"), voice.date(analysis.created_at)
    if analysis.cost is not None:
        yield voice.say("analysis_cost"), f"{voice.number(analysis.cost)}\u00a0{analysis.cost_currency}"
    if analysis.result.notices:
        dropped = "; ".join(f"{voice.name('notice', n.code)}: {n.count}" for n in analysis.result.notices)
        yield voice.say("notices"), dropped


def made_by(process: ReportProcess, voice: Voice) -> Paragraph:
    """The same disclosure in one line, for a process among others."""
    return Paragraph(plain("; ".join(f"{label}: {value}" for label, value in _provenance(process, voice))), "small")
