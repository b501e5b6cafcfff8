"""A useful first analysis without any language model, from the words of the description alone.

The rules read measurements with their words, find contradictions, recognise signals (retyping, paper, approvals …) and
choose tools from the catalogue. Their prose comes from `data/advice.json` and `phrases.py`, holds placeholders and
never a number of its own, and passes the same checks as a model's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.checking.problems import shows_problem
from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.reading.reader import read as read_text
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.rules.advice import FoundSignal, advice, find_signals
from smartflow.analyst.rules.foreign import is_foreign
from smartflow.analyst.rules.phrases import PHRASES
from smartflow.analyst.rules.suggested import contradictions, suggested_inputs
from smartflow.analyst.rules.tool_choice import Chosen, choose, fit, needs, why
from smartflow.analyst.schema import (
    NO_SCENARIOS,
    Draft,
    DraftComparison,
    DraftProblem,
    DraftQuestion,
    DraftRisk,
    DraftRoadmapItem,
    DraftStep,
    DraftTool,
    DraftVariant,
    Scenarios,
)
from smartflow.analyst.task import Outcome
from smartflow.engine.assessment import question_effects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.rules.phrases import Phrases
    from smartflow.analyst.schema import Depth, Effort
    from smartflow.analyst.task import AnalysisTask
    from smartflow.engine.assessment import Assessment
    from smartflow.language.text import Language

RULES_VERSION: Final = "rules-2"
_MOST_STEPS: Final[dict[Depth, int]] = {"basic": 5, "deep": 7, "expert": 10}
_MOST_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 5, "expert": 7}
_MOST_QUESTIONS: Final = 5
_BUILD_EFFORT: Final[dict[str, Effort]] = {"easy": "S", "medium": "M", "hard": "L"}


@dataclass(frozen=True)
class _Findings:
    """What the text shows: `signals` in the order of their weight, the tools it names and those chosen for it.

    `assessment` holds the figures with the values that the text states; `measured` is true where it states any.
    """

    task: AnalysisTask
    say: Phrases
    signals: list[FoundSignal]
    named: list[str]
    chosen: list[Chosen]
    assessment: Assessment
    measured: bool
    contradicted: bool

    @property
    def language(self) -> Language:
        return self.task.language

    def in_reading_order(self) -> list[FoundSignal]:
        return sorted(self.signals, key=lambda found: found.start)

    def quote(self, found: FoundSignal) -> str:
        return self.task.description[found.start : found.end]


def analyse(task: AnalysisTask) -> Outcome:
    """Analyse a task without a language model: where there is no key, no quota or no answer."""
    return Outcome(draft=draft(task), analyst="rules", model=RULES_VERSION, prompt_version=RULES_VERSION)


def draft(task: AnalysisTask) -> Draft:
    """Return the rules' draft, in the language of the task, at its depth."""
    text = task.description
    reading = read_text(task.title, text, task.currency, task.language)
    read = Draft(
        summary="",
        verdict="",
        problems=[],
        tools=[],
        roadmap=[],
        first_steps=[],
        risks=[],
        expected_results=[],
        suggested_inputs=suggested_inputs(reading, text),
        questions=[],
        contradictions=contradictions(reading),
        steps=[],
        variants=[],
        comparison=[],
        monitoring=[],
        scenarios=NO_SCENARIOS,
    )
    signals = _leading(find_signals(text, task.industry, language_of(text)), task.depth)
    named = catalogue.mentioned(f"{task.title}\n{text}")
    findings = _Findings(
        task=task,
        say=PHRASES.of(task.language),
        signals=signals,
        named=named,
        chosen=choose(needs(signals), named, task.industry, task.company_size, _MOST_TOOLS[task.depth]),
        assessment=reassess(read, task),
        measured=bool(reading.facts or reading.unused),
        contradicted=bool(read.contradictions),
    )
    written: dict[str, object] = {
        "summary": _summary(findings),
        "verdict": _verdict(findings),
        "problems": _problems(findings),
        "tools": _tools(findings),
        "roadmap": _roadmap(findings),
        "first_steps": _first_steps(findings),
        "risks": _risks(findings),
        "expected_results": _results(findings),
        "questions": _questions(findings),
    }
    if task.depth != "basic":
        written |= {"steps": _steps(findings), "variants": _variants(findings)}
    if task.depth == "expert":
        written |= {
            "comparison": _comparison(findings),
            "monitoring": findings.say.monitoring,
            "scenarios": _scenarios(findings),
        }
    return read.model_copy(update=written)


def _leading(found: Iterable[FoundSignal], depth: Depth) -> list[FoundSignal]:
    """Return the signals that matter most, as many as the depth has steps."""
    ranked = sorted(found, key=lambda one: (-one.signal.weight - min(one.times, 3), one.start))
    return ranked[: _MOST_STEPS[depth]]


def _summary(findings: _Findings) -> str:
    task, say = findings.task, findings.say
    sentences = []
    if is_foreign(task.description):
        sentences.append(say.other_language)
    if findings.signals:
        steps = [_uncapitalised(found.signal.step.of(task.language)) for found in findings.signals[:3]]
        sentences.append(say.effort_in.format(", ".join(steps)))
    if findings.named:
        names = [tool.name for tool in catalogue.get(findings.named)]
        sentences.append(say.tools_named.format(", ".join(names[:6])))
    if findings.assessment.cost_per_year is not None:
        sentences.append(say.cost_today)
    if not findings.measured:
        sentences.append(say.nothing_measured)
    industries = advice().industries
    sentences.append(industries.get(task.industry, industries["other"]).of(task.language))
    return " ".join(sentences)


def _verdict(findings: _Findings) -> str:
    say, assessment = findings.say, findings.assessment
    net = assessment.expected.net_savings_per_year
    if net is None and findings.contradicted:
        return say.verdict_contradicted
    if net is None:
        lacking = {field for fields in assessment.missing.values() for field in fields}
        names = [label.of(findings.language) for field, label in advice().missing.items() if field in lacking]
        return f"{say.verdict_unknown.format(', '.join(names) or say.some_inputs)} {say.verdict_no_number}"
    if _is_unstable(findings):
        return f"{say.verdict_not_now} {say.verdict_figures if net > 0 else say.verdict_negative}"
    if net <= 0:
        return f"{say.verdict_negative} {say.verdict_by_hand}"
    cautious = assessment.conservative.net_savings_per_year
    if cautious is not None and cautious <= 0:
        return f"{say.verdict_marginal} {say.verdict_by_hand}"
    opening = {"easy": say.verdict_easy, "medium": say.verdict_medium, "hard": say.verdict_hard}[assessment.difficulty]
    sentences = [opening, say.verdict_figures]
    if findings.signals:
        first = findings.signals[0].signal.step.of(findings.language)
        sentences.append(say.verdict_start.format(_uncapitalised(first)))
    return " ".join(sentences)


def _is_unstable(findings: _Findings) -> bool:
    """Tell whether the process still changes: a person says so, or the text speaks of several ways of working."""
    stability = findings.task.inputs.readiness.stability
    return (stability is not None and stability <= 2) or any(
        found.signal.id == "no_standard" for found in findings.signals
    )


def _problems(findings: _Findings) -> list[DraftProblem]:
    """The problems that their quotations show; one that has nothing to compare stands without a quotation."""
    same_language = language_of(findings.task.description) == findings.language
    made = []
    for found in findings.in_reading_order():
        problem, quote = found.signal.problem.of(findings.language), findings.quote(found)
        shown = shows_problem(problem, quote, same_language=same_language) if quote else "unrelated"
        if shown != "something_else":
            made.append(DraftProblem(problem=problem, quote=quote if shown == "yes" else ""))
    return made


def _steps(findings: _Findings) -> list[DraftStep]:
    """The steps in the order in which the text mentions them, each shown in its own words."""
    language, steps = findings.language, []
    for found in findings.in_reading_order():
        signal, quote = found.signal, findings.quote(found)
        helpful = [one.tool.id for one in findings.chosen if set(one.serves) & set(signal.capabilities)]
        steps.append(
            DraftStep(
                name=signal.step.of(language),
                today=findings.say.today.format(quote) if quote else signal.problem.of(language),
                quote=quote,
                verdict=signal.verdict,
                why=signal.why.of(language),
                tool_ids=helpful[:3],
            )
        )
    return steps


def _tools(findings: _Findings) -> list[DraftTool]:
    language = findings.language
    return [DraftTool(tool_id=one.tool.id, why=why(one, language), fit=fit(one, language)) for one in findings.chosen]


def _variants(findings: _Findings) -> list[DraftVariant]:
    say = findings.say
    owned = [one.tool.id for one in findings.chosen if one.owned]
    connecting = [
        one.tool.id for one in findings.chosen if {"integration", "rpa", "multichannel"} & set(one.tool.capabilities)
    ]
    every = [one.tool.id for one in findings.chosen]
    return [
        DraftVariant(level="basic", description=say.variant_basic, tool_ids=owned or every[:1]),
        DraftVariant(
            level="standard",
            description=say.variant_standard,
            tool_ids=list(dict.fromkeys([*owned, *connecting]))[:4] or every[:3],
        ),
        DraftVariant(level="premium", description=say.variant_premium, tool_ids=every[:5]),
    ]


def _roadmap(findings: _Findings) -> list[DraftRoadmapItem]:
    say, without_tools, with_tools = findings.say, list[str](), list[str]()
    for found in findings.signals:
        tidies = found.signal.verdict in {"simplify", "eliminate", "keep_human"}
        (without_tools if tidies else with_tools).append(found.signal.action.of(findings.language))
    tidy = [say.settle] if findings.contradicted else []
    pilot = (with_tools or without_tools)[:1]
    build = _BUILD_EFFORT[findings.assessment.difficulty]
    return [
        DraftRoadmapItem(phase=say.phase_tidy, effort="S", actions=[*tidy, say.measure, *without_tools[:3]]),
        DraftRoadmapItem(
            phase=say.phase_pilot, effort="S" if build == "S" else "M", actions=[*pilot, say.pilot_compare]
        ),
        DraftRoadmapItem(phase=say.phase_build, effort=build, actions=[*with_tools[1:5], say.train]),
        DraftRoadmapItem(phase=say.phase_keep, effort="S", actions=say.keep),
    ]


def _first_steps(findings: _Findings) -> list[str]:
    say = findings.say
    settle = [say.settle] if findings.contradicted else []
    steps = [found.signal.first_step.of(findings.language) for found in findings.signals[:4]]
    return [*settle, say.stopwatch, *steps]


def _risks(findings: _Findings) -> list[DraftRisk]:
    language = findings.language
    of_signals = [
        DraftRisk(risk=found.signal.risk.of(language), mitigation=found.signal.mitigation.of(language))
        for found in findings.signals
        if found.signal.risk and found.signal.mitigation
    ]
    return [*of_signals[:4], *findings.say.risks]


def _results(findings: _Findings) -> list[str]:
    """What may be expected, as far as the figures are known; a loss is not presented as a saving."""
    say, shown = findings.say, figures(findings.assessment, findings.language)
    net = findings.assessment.expected.net_savings_per_year
    money = say.results_money if net is not None and net > 0 else []
    known = [text for text in [say.result_hours, *money] if all(shown[name] for name in PLACEHOLDER.findall(text))]
    return [*known, say.result_quality]


def _questions(findings: _Findings) -> list[DraftQuestion]:
    """The questions whose answers would change the result most."""
    known = {str(field): (field, label) for field, label in advice().questions.items()}
    asked = [known[effect.field] for effect in question_effects(findings.assessment) if effect.field in known]
    return [
        DraftQuestion(question=label.of(findings.language), field=field) for field, label in asked[:_MOST_QUESTIONS]
    ]


def _comparison(findings: _Findings) -> list[DraftComparison]:
    say, language = findings.say, findings.language
    labels = catalogue.catalogue().capabilities
    compared = []
    for one in findings.chosen:
        weaknesses = [] if one.joins or one.owned else [say.no_connection]
        if one.tool.country not in {"PL", "EU"}:
            weaknesses.append(say.outside_eu)
        if one.tool.self_hosted:
            weaknesses.append(say.self_hosted)
        compared.append(
            DraftComparison(
                tool_id=one.tool.id,
                strengths=why(one, language),
                weaknesses=" ".join(weaknesses or [say.check_scope]),
                best_for=say.best_for.format(labels[one.serves[0]].of(language)),
            )
        )
    return compared


def _scenarios(findings: _Findings) -> Scenarios:
    """The conditions of each scenario, with its result where that is known."""
    conditions, results = findings.say.scenarios, findings.say.scenario_results
    if findings.assessment.expected.net_savings_per_year is None:
        return conditions
    return Scenarios(
        conservative=f"{conditions.conservative} {results.conservative}",
        expected=f"{conditions.expected} {results.expected}",
        optimistic=f"{conditions.optimistic} {results.optimistic}",
    )


def _uncapitalised(text: str) -> str:
    """Small first letter, unless the first word is written in capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
