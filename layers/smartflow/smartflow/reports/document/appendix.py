"""The end of a report: the working line by line, the data and their origin, changes by hand, and how it was made."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from smartflow.engine.assessment import Assessment, InputValue
from smartflow.engine.by_hand import Override
from smartflow.engine.estimate import WorkingLine, explain
from smartflow.engine.formulas import SCENARIO_FACTORS
from smartflow.engine.inputs import FIELDS
from smartflow.language.text import NBSP
from smartflow.reports.document.figures import heading, override_computed, override_value
from smartflow.reports.document.source import Analysis, Detail, ReportProcess
from smartflow.reports.document.tree import Block, Column, Facts, Heading, Note, Paragraph, Run, Runs, Table, plain
from smartflow.reports.document.wording import Wording

#: The letter of each appendix that a report has, by the key of its title.
Letters = Mapping[str, str]

_APPENDICES: Final[Mapping[Detail, tuple[str, ...]]] = {
    "brief": ("overrides",),
    "figures": ("inputs_origin", "overrides"),
    "full": ("working_steps", "inputs_origin", "overrides", "description"),
}


def letters(process: ReportProcess, detail: Detail) -> Letters:
    """Return the letters of the appendices of a report on one process."""
    keys = [key for key in _APPENDICES[detail] if key != "overrides" or process.overrides]
    return dict(zip(keys, "ABCD", strict=False))


def title(key: str, of: Letters, wording: Wording) -> str:
    """Return the title of an appendix; with one appendix alone, it has no letter."""
    text = wording.text(key)
    return wording.text("appendix", letter=of[key], title=text) if len(of) > 1 else text


def working(assessment: Assessment, letters: Letters, wording: Wording) -> Iterator[Block]:
    """Yield every step of the computation: first those that the scenarios share, then those of each scenario."""
    yield Heading(1, title("working_steps", letters, wording), chapter=True)
    yield Paragraph(plain(wording.text("working_lead")))
    for scenario in (None, *SCENARIO_FACTORS):
        lines = [line for line in assessment.working if line.scenario == scenario]
        if not lines:
            continue
        part = (
            wording.text("working_common")
            if scenario is None
            else wording.text("working_scenario", scenario=wording.text(scenario))
        )
        yield heading(2, part)
        yield Table(
            (Column(wording.text("figure_formula")), Column(wording.text("resolved"))),
            tuple(_step(line, assessment, wording) for line in lines),
        )


def _step(line: WorkingLine, assessment: Assessment, wording: Wording) -> tuple[Runs, ...]:
    step = explain(line, wording.language, assessment.currency)
    name = step.title if line.scenario is None else step.title.rsplit(" (", 1)[0]
    return (Run(name, bold=True), Run("\n" + step.words)), plain(step.formula)


@dataclass(frozen=True, slots=True)
class Shared:
    """What all processes of a portfolio have in common, said once: inputs by field, and how their parts were made."""

    inputs: Mapping[str, InputValue]
    made: frozenset[tuple[str, str]]


def shared(processes: Sequence[ReportProcess], wording: Wording) -> Shared:
    """Return the defaults that all processes have, and what is the same in how they were analysed; of one process, nothing."""
    first, *others = processes
    if not others:
        return Shared({}, frozenset())
    inputs = {
        field: value
        for field, value in first.assessment.inputs.items()
        if value.provenance == "default" and all(value == other.assessment.inputs.get(field) for other in others)
    }
    made = frozenset(_provenance(first, wording)).intersection(*(_provenance(other, wording) for other in others))
    return Shared(inputs, made)


def in_common(of: Shared, wording: Wording) -> Iterator[Block]:
    """Yield what all processes have in common."""
    if of.inputs:
        yield heading(2, wording.text("shared_inputs"))
        yield _inputs(of.inputs, wording)
    if of.made:
        yield Paragraph(plain("; ".join(f"{label}: {value}" for label, value in sorted(of.made))), "small")


def inputs(
    assessment: Assessment,
    wording: Wording,
    level: int = 1,
    *,
    letters: Letters | None = None,
    leaving: Collection[str] = (),
) -> Iterator[Block]:
    """Yield each input with its value and where that came from, and what is not known; those `leaving` out stand elsewhere."""
    yield heading(level, title("inputs_origin", letters, wording) if letters else wording.text("inputs_origin"))
    if letters:
        share = wording.percent(assessment.defaults_share)
        yield Paragraph(plain(wording.text("defaults_note", share=share)), keep=True)
    yield _inputs({field: value for field, value in assessment.inputs.items() if field not in leaving}, wording)
    unknown = [wording.name("field", field).lower() for field in FIELDS if field not in assessment.inputs]
    if unknown:
        yield Paragraph(plain(wording.text("unknown_inputs", inputs=", ".join(unknown))))
    if letters:
        yield Paragraph(plain(wording.text("reference_note", version=assessment.reference_version)), "small")


def _inputs(values: Mapping[str, InputValue], wording: Wording) -> Table:
    rows = tuple(
        (
            plain(wording.name("field", field)),
            plain(wording.input(field, values[field].value)),
            plain(wording.name("provenance", values[field].provenance)),
        )
        for field in FIELDS
        if field in values
    )
    columns = (Column(wording.text("input")), Column(wording.text("value"), "right"), Column(wording.text("origin")))
    return Table(columns, rows)


def overrides(
    process: ReportProcess, wording: Wording, level: int = 1, *, letters: Letters | None = None
) -> Iterator[Block]:
    """Yield what a person set in place of the computed values, and why: figures in a table, texts under it."""
    if not process.overrides:
        return
    yield heading(level, title("overrides", letters, wording) if letters else wording.text("overrides"))
    figures = [change for change in process.overrides if change.field not in ("verdict", "summary")]
    if figures:
        if letters:
            yield Paragraph(plain(wording.text("overrides_lead")), keep=True)
        columns = (
            Column(wording.text("figure")),
            Column(wording.text("computed"), "right"),
            Column(wording.text("own_value"), "right"),
            Column(wording.text("reason")),
        )
        yield Table(columns, tuple(_override(change, process, wording) for change in figures))
    texts = [change for change in process.overrides if change not in figures]
    for change in texts:
        value = (Run(f"{wording.output(change.field)}: ", bold=True), Run(change.value))
        computed = () if change.field == "summary" else (Run(f" ({by_hand_computed(change, process, wording)})"),)
        yield Paragraph((*value, *computed, Run(f"\n{change.reason}\n{wording.date(change.created_at)}")))


def by_hand_computed(change: Override, process: ReportProcess, wording: Wording) -> str:
    """Return the remark on what is computed in place of a text set by hand."""
    return f"{wording.text('computed').lower()}: {override_computed(change, process, wording)}"


def _override(change: Override, process: ReportProcess, wording: Wording) -> tuple[Runs, ...]:
    """Return a change by hand beside what is computed today."""
    return (
        plain(wording.output(change.field)),
        plain(override_computed(change, process, wording)),
        plain(override_value(change, wording)),
        plain(f"{change.reason}\n{wording.date(change.created_at)}"),
    )


def about(processes: Sequence[ReportProcess], wording: Wording, *, full: bool) -> Iterator[Block]:
    """Yield the disclosure at the end of a portfolio: that it is an estimate, and which models wrote of it."""
    yield Heading(1, wording.text("about_title"))
    yield _about_note(wording)
    models = sorted({p.analysis.model or "" for p in processes if p.analysis and p.analysis.analyst == "model"})
    if models:
        yield Paragraph(plain(wording.text("written_by_model", model=", ".join(models))), "small")
    if full:
        version = processes[0].assessment.reference_version
        yield Paragraph(plain(wording.text("reference_note", version=version)), "small")
    else:
        yield Paragraph(plain(wording.text("more_in_full_portfolio")), "small")


def about_process(process: ReportProcess, wording: Wording, detail: Detail) -> Iterator[Block]:
    """Yield the disclosure on one process: that it is an estimate, and who and what made it, when."""
    yield Heading(1, wording.text("about_title"))
    yield _about_note(wording)
    yield Facts(tuple((label, plain(value)) for label, value in _provenance(process, wording)))
    if detail == "brief":
        yield Paragraph(plain(wording.text("more_in_full")), "small")


def _about_note(wording: Wording) -> Note:
    return Note(wording.text("about_note_title"), plain(wording.text("about_note")), "accent")


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
    if analysis.model and analysis.analyst == "model":
        yield wording.text("model"), analysis.model
    if analysis.prompt_version and analysis.analyst == "model":
        yield wording.text("prompt_version"), analysis.prompt_version
    yield wording.text("analysis_language"), wording.language_name(analysis.language)
    yield wording.text("depth"), wording.name("depth", analysis.depth)
    yield wording.text("analysis_date"), wording.date(analysis.created_at)
    if analysis.cost and analysis.analyst == "model":
        yield wording.text("analysis_cost"), f"{wording.number(analysis.cost)}{NBSP}USD"
    if analysis.result.notices:
        dropped = "; ".join(f"{wording.name('notice', n.code)}: {n.count}" for n in analysis.result.notices)
        yield wording.text("notices"), dropped


def made_by(process: ReportProcess, of: Shared, wording: Wording) -> Iterator[Block]:
    """Yield who and what made the part on one process of a portfolio, in one line, as far as it is not so in all of them."""
    own = [f"{label}: {value}" for label, value in _provenance(process, wording) if (label, value) not in of.made]
    if own:
        yield Paragraph(plain("; ".join(own)), "small")
