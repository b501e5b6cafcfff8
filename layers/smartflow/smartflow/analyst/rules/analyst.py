"""The rules analyst: a useful first analysis without any language model, from the words of the description alone.

It reads measurements with their words, finds contradictions, recognises signals (retyping, paper, approvals …) and
what they call for, and chooses tools from the catalogue. Its prose comes from `data/advice.json` and from here, holds
placeholders and never a number of its own, and passes the same checks as a model's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.checking.result import reassess
from smartflow.analyst.protocol import Outcome
from smartflow.analyst.reading.numbers import is_polish
from smartflow.analyst.reading.reader import read as read_text
from smartflow.analyst.rules.industry_advice import Sign, advice, signs
from smartflow.analyst.rules.phrases import PHRASES
from smartflow.analyst.rules.suggested import contradictions, suggested_inputs
from smartflow.analyst.rules.tool_choice import Chosen, choose, fit, needs, why
from smartflow.analyst.schema import (
    NO_SCENARIOS,
    Draft,
    DraftComparison,
    DraftMeasure,
    DraftProblem,
    DraftQuestion,
    DraftRisk,
    DraftRoadmapItem,
    DraftStep,
    DraftTool,
    DraftVariant,
    Scenarios,
)
from smartflow.analyst.text import flat
from smartflow.engine.assessment import question_effects

if TYPE_CHECKING:
    from smartflow.analyst.protocol import AnalysisTask
    from smartflow.analyst.rules.phrases import Phrases
    from smartflow.analyst.schema import Depth, Effort
    from smartflow.engine.assessment import Assessment

RULES_VERSION: Final = "rules-1"
_STEPS: Final[dict[Depth, int]] = {"basic": 5, "deep": 7, "expert": 10}
_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 5, "expert": 7}
_KNOWN_WORDS: Final = re.compile(
    r"(?<!\w)(?:i|w|na|sie|jest|nie|z|do|ze|oraz|przez|dla|po|co|jak|the|and|of|is|to|we|in|for|a|are|our|with|it)(?!\w)"
)
_BUILD_EFFORT: Final[dict[str, Effort]] = {"easy": "S", "medium": "M", "hard": "L"}


class RulesAnalyst:
    """The analyst that serves when there is no key, no quota or no answer."""

    async def analyse(self, task: AnalysisTask) -> Outcome:
        return Outcome(draft=draft(task), analyst="rules", model=RULES_VERSION, prompt_version=RULES_VERSION)


@dataclass(frozen=True)
class _Findings:
    """What the text shows, and the figures with what it states put in."""

    task: AnalysisTask
    say: Phrases
    signs: list[Sign]
    leading: list[Sign]
    mentioned: list[str]
    chosen: list[Chosen]
    assessment: Assessment


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
    seen = signs(text, task.industry, polish=is_polish(text))
    leading = sorted(seen, key=lambda sign: (-sign.signal.weight - min(sign.times, 3), sign.start))[
        : _STEPS[task.depth]
    ]
    mentioned = catalogue.mentioned(f"{task.title}\n{text}")
    chosen = choose(needs(leading), mentioned, task.industry, task.company_size, _TOOLS[task.depth])
    findings = _Findings(task, PHRASES[task.language], seen, leading, mentioned, chosen, reassess(read, task))
    basic: dict[str, object] = {
        "summary": _summary(findings, measured=bool(reading.facts or reading.unused)),
        "verdict": _verdict(findings, contradicted=bool(read.contradictions)),
        "problems": _problems(findings),
        "tools": _tools(findings),
        "roadmap": _roadmap(findings, contradicted=bool(read.contradictions)),
        "first_steps": _first_steps(findings, contradicted=bool(read.contradictions)),
        "risks": _risks(findings),
        "expected_results": _results(findings),
        "questions": _questions(findings),
    }
    if task.depth != "basic":
        basic |= {"steps": _steps(findings), "variants": _variants(findings)}
    if task.depth == "expert":
        basic |= {
            "comparison": _comparison(findings),
            "monitoring": [DraftMeasure(measure=measure, how=how) for measure, how in findings.say.monitoring],
            "scenarios": _scenarios(findings),
        }
    return read.model_copy(update=basic)


def _summary(findings: _Findings, *, measured: bool) -> str:
    task, say = findings.task, findings.say
    sentences = []
    if len(_KNOWN_WORDS.findall(flat(task.description))) * 12 < len(task.description.split()):
        sentences.append(say.other_language)
    names = [tool.name for tool in catalogue.get(findings.mentioned)]
    if findings.leading:
        steps = [sign.signal.step.said(task.language) for sign in findings.leading[:3]]
        sentences.append(say.effort_in.format(", ".join(_uncapitalised(step) for step in steps)))
    if names:
        sentences.append(say.tools_named.format(", ".join(names[:6])))
    if findings.assessment.cost_per_year is not None:
        sentences.append(say.cost_today)
    if not measured:
        sentences.append(say.nothing_measured)
    sentences.append(advice().industries.get(task.industry, advice().industries["other"]).said(task.language))
    return " ".join(sentences)


def _verdict(findings: _Findings, *, contradicted: bool) -> str:
    say, assessment = findings.say, findings.assessment
    stability = findings.task.inputs.readiness.stability
    net = assessment.expected.net_savings_per_year
    unsteady = (stability is not None and stability <= 2) or any(
        sign.signal.id == "no_standard" for sign in findings.leading
    )
    first = findings.leading[0].signal.step.said(findings.task.language) if findings.leading else ""
    if net is None and contradicted:
        return say.verdict_contradicted
    if net is None:
        names = advice().missing
        lacking = [names[field].said(findings.task.language) for field in names if field in _lacking(assessment)]
        return " ".join([say.verdict_unknown.format(", ".join(lacking) or say.some_inputs), say.verdict_no_number])
    if unsteady:
        return f"{say.verdict_not_now} {say.verdict_figures if net > 0 else say.verdict_negative}"
    if net <= 0:
        return f"{say.verdict_negative} {say.verdict_by_hand}"
    cautious = assessment.conservative.net_savings_per_year
    if cautious is not None and cautious <= 0:
        return f"{say.verdict_marginal} {say.verdict_by_hand}"
    opening = {"easy": say.verdict_easy, "medium": say.verdict_medium, "hard": say.verdict_hard}[assessment.difficulty]
    then = [say.verdict_start.format(_uncapitalised(first))] if first else []
    return " ".join([opening, say.verdict_figures, *then])


def _lacking(assessment: Assessment) -> set[str]:
    return {field for fields in assessment.missing.values() for field in fields}


def _problems(findings: _Findings) -> list[DraftProblem]:
    task = findings.task
    return [
        DraftProblem(problem=sign.signal.problem.said(task.language), quote=task.description[sign.start : sign.end])
        for sign in sorted(findings.leading, key=lambda sign: sign.start)
    ]


def _steps(findings: _Findings) -> list[DraftStep]:
    """The steps in the order in which the text tells them, each shown in its own words."""
    task, say = findings.task, findings.say
    steps = []
    for sign in sorted(findings.leading, key=lambda sign: sign.start):
        quote = task.description[sign.start : sign.end]
        serving = [one.tool.id for one in findings.chosen if set(one.serves) & set(sign.signal.capabilities)]
        steps.append(
            DraftStep(
                name=sign.signal.step.said(task.language),
                today=say.today.format(quote) if quote else sign.signal.problem.said(task.language),
                quote=quote,
                verdict=sign.signal.verdict,
                why=sign.signal.why.said(task.language),
                tool_ids=serving[:3],
            )
        )
    return steps


def _tools(findings: _Findings) -> list[DraftTool]:
    language = findings.task.language
    return [DraftTool(tool_id=one.tool.id, why=why(one, language), fit=fit(one, language)) for one in findings.chosen]


def _variants(findings: _Findings) -> list[DraftVariant]:
    say = findings.say
    owned = [one.tool.id for one in findings.chosen if one.owned]
    joining = [
        one.tool.id for one in findings.chosen if {"integration", "rpa", "multichannel"} & set(one.tool.capabilities)
    ]
    every = [one.tool.id for one in findings.chosen]
    return [
        DraftVariant(level="basic", description=say.variant_basic, tool_ids=owned or every[:1]),
        DraftVariant(
            level="standard",
            description=say.variant_standard,
            tool_ids=list(dict.fromkeys([*owned, *joining]))[:4] or every[:3],
        ),
        DraftVariant(level="premium", description=say.variant_premium, tool_ids=every[:5]),
    ]


def _roadmap(findings: _Findings, *, contradicted: bool) -> list[DraftRoadmapItem]:
    say, language = findings.say, findings.task.language
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for sign in findings.leading:
        by_kind[sign.signal.verdict in {"simplify", "eliminate", "keep_human"}].append(
            sign.signal.action.said(language)
        )
    tidy = ([say.settle] if contradicted else []) + [say.measure] + by_kind[True][:3]
    pilot = (by_kind[False] or by_kind[True])[:1]
    rest = by_kind[False][1:5]
    build = _BUILD_EFFORT[findings.assessment.difficulty]
    return [
        DraftRoadmapItem(phase=say.phase_tidy, effort="S", actions=tidy),
        DraftRoadmapItem(
            phase=say.phase_pilot, effort="S" if build == "S" else "M", actions=[*pilot, say.pilot_compare]
        ),
        DraftRoadmapItem(phase=say.phase_build, effort=build, actions=[*rest, say.train]),
        DraftRoadmapItem(phase=say.phase_keep, effort="S", actions=say.keep),
    ]


def _first_steps(findings: _Findings, *, contradicted: bool) -> list[str]:
    language, say = findings.task.language, findings.say
    own = [sign.signal.first_step.said(language) for sign in findings.leading[:4]]
    return [*([say.settle] if contradicted else []), say.stopwatch, *own]


def _risks(findings: _Findings) -> list[DraftRisk]:
    language = findings.task.language
    own = [
        DraftRisk(risk=sign.signal.risk.said(language), mitigation=sign.signal.mitigation.said(language))
        for sign in findings.leading
        if sign.signal.risk and sign.signal.mitigation
    ]
    return [*own[:4], *(DraftRisk(risk=risk, mitigation=mitigation) for risk, mitigation in findings.say.risks)]


def _results(findings: _Findings) -> list[str]:
    """What may be expected, as far as the figures are known; a loss is not dressed up as a saving."""
    say, shown = findings.say, figures(findings.assessment, findings.task.language)
    net = findings.assessment.expected.net_savings_per_year
    money = say.results_money if net is not None and net > 0 else []
    known = [text for text in [say.result_hours, *money] if all(shown[name] for name in PLACEHOLDER.findall(text))]
    return [*known, say.result_quality]


def _questions(findings: _Findings) -> list[DraftQuestion]:
    known = advice().questions
    asked = [effect.field for effect in question_effects(findings.assessment)]
    texts = {field: label.said(findings.task.language) for field, label in known.items()}
    return [
        DraftQuestion(question=text, field=field) for name in asked for field, text in texts.items() if field == name
    ][:5]


def _comparison(findings: _Findings) -> list[DraftComparison]:
    task, say = findings.task, findings.say
    labels = catalogue.catalogue().capabilities
    compared = []
    for one in findings.chosen:
        drawbacks = [] if one.joins or one.owned else [say.no_connection]
        if one.tool.country not in {"PL", "EU"}:
            drawbacks.append(say.outside_eu)
        if one.tool.self_hosted:
            drawbacks.append(say.self_hosted)
        if not drawbacks:
            drawbacks.append(say.check_scope)
        best = labels[one.serves[0]].said(task.language)
        compared.append(
            DraftComparison(
                tool_id=one.tool.id,
                strengths=why(one, task.language),
                weaknesses=" ".join(drawbacks),
                best_for=say.best_for.format(best),
            )
        )
    return compared


def _scenarios(findings: _Findings) -> Scenarios:
    """The conditions of each scenario, with its result where that is known."""
    known = findings.assessment.expected.net_savings_per_year is not None
    told = {name: f"{text} {result}" if known else text for name, (text, result) in findings.say.scenarios.items()}
    return Scenarios(**told)


def _uncapitalised(text: str) -> str:
    """Small first letter, unless the first word is written in capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
