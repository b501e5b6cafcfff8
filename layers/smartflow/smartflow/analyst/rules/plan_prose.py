"""The rules' prose on what to do: variants, plan, first steps, risks, results, measures and scenarios.

Nothing is planned where the computed verdict speaks against automating.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.slots import listed, uncapitalised
from smartflow.analyst.rules.vocabulary import WITHOUT_PROGRAMS
from smartflow.analyst.schema import (
    NO_SCENARIOS,
    DraftMeasure,
    DraftRisk,
    DraftRoadmapItem,
    DraftVariant,
    Scenarios,
)

if TYPE_CHECKING:
    from smartflow.analyst.rules.advice import FoundSignal
    from smartflow.analyst.rules.findings import Findings
    from smartflow.analyst.rules.slots import Slots
    from smartflow.analyst.schema import Effort

_BUILD_EFFORT: Final[dict[str, Effort]] = {"easy": "S", "medium": "M", "hard": "L"}


def variants(known: Findings) -> list[DraftVariant]:
    """What each level takes on, as far as the description has steps for it."""
    if not known.recommends:
        return []
    owned = [one.tool.id for one in known.chosen if one.owned]
    every = [one.tool.id for one in known.chosen]
    levels = (
        (WITHOUT_PROGRAMS, owned),
        (frozenset({"integrate", "automate"}), every[:3]),
        (frozenset({"ai_assist"}), every[:5]),
    )
    made = []
    for (verdicts, tool_ids), form, level in zip(
        levels, phrases.VARIANTS, ("basic", "standard", "premium"), strict=True
    ):
        steps = [one for one in known.steps if one[0].action.verdict in verdicts]
        if steps:
            description = form.say(known.language, steps=known.words_of(steps[:3]))
            made.append(DraftVariant(level=level, description=description, tool_ids=tool_ids))
    return made


def roadmap(known: Findings) -> list[DraftRoadmapItem]:
    """What to do, first without programs, then on a trial, then the rest; a phase without actions is left out."""
    if not known.recommends:
        return []
    tidy = [one for one in known.signals if one[0].signal.verdict in WITHOUT_PROGRAMS]
    built = [one for one in known.signals if one[0].signal.verdict not in WITHOUT_PROGRAMS]
    build = _BUILD_EFFORT[known.assessment.difficulty]
    timed = next(filter(None, (known.time_of(step) for step, _ in known.steps)), None)
    compare = [phrases.COMPARE.say(known.language, time=timed)] if timed else []
    people = list(filter(None, map(known.quote, known.process.people[:3])))
    train = [phrases.TRAIN.say(known.language, names=", ".join(people))] if people else []
    phases: list[tuple[phrases.Phrase, Effort, list[tuple[FoundSignal, Slots]], list[str]]] = [
        (phrases.PHASE_TIDY, "S", tidy[:3], []),
        (phrases.PHASE_PILOT, "S" if build == "S" else "M", built[:1], compare),
        (phrases.PHASE_BUILD, build, built[1:5], train),
    ]
    return [
        DraftRoadmapItem(
            phase=form.say(known.language, topic=uncapitalised(of[0][0].signal.topic.of(known.language))),
            effort=effort,
            actions=[*filter(None, (known.fill(found.signal.action, slots) for found, slots in of)), *more],
        )
        for form, effort, of, more in phases
        if of
    ]


def first_steps(known: Findings) -> list[str]:
    """What to do this week: settle what is open, time what has no time, then what the leading signals ask for."""
    if not known.recommends:
        return []
    said = [phrases.SETTLE.say(known.language, a=a, b=b) for a, b in known.quoted_sides()]
    untimed = next((slots["words"] for step, slots in known.leading_steps() if step.minutes is None), None)
    if untimed and all(one.kind != "duration" for one in known.words.found):
        said.append(phrases.STOPWATCH.say(known.language, words=untimed))
    return [*said, *filter(None, (known.fill(found.signal.first_step, slots) for found, slots in known.signals[:3]))]


def risks(known: Findings) -> list[DraftRisk]:
    """What could go wrong with what is recommended."""
    if not known.recommends:
        return []
    made = []
    for found, slots in known.signals:
        risk = found.signal.risk and known.fill(found.signal.risk, slots)
        mitigation = found.signal.mitigation and known.fill(found.signal.mitigation, slots)
        if risk and mitigation:
            made.append(DraftRisk(risk=risk, mitigation=mitigation))
    unknown = listed([*filter(None, map(known.quote, known.process.systems[:2]))], known.language)
    if unknown:
        risk = phrases.RISK_UNKNOWN.say(known.language, systems=unknown)
        made.append(DraftRisk(risk=risk, mitigation=phrases.ASK_VENDOR.say(known.language, systems=unknown)))
    return made[:5]


def results(known: Findings) -> list[str]:
    """What may be expected, as far as the figures are known; a loss is not presented as a saving."""
    if not known.recommends:
        return []
    shown = figures(known.assessment, known.language)
    text = known.about(phrases.HOURS_OF, phrases.RESULT_HOURS)
    hours = [text] if all(shown[name] for name in PLACEHOLDER.findall(text)) else []
    errors = known.words_of_signal("errors")
    return [*hours, *([phrases.RESULT_ERRORS.say(known.language, words=errors)] if errors else [])]


def monitoring(known: Findings) -> list[DraftMeasure]:
    """What to measure before and after, with the description's own words as the baseline."""
    if not known.recommends:
        return []
    language = known.language
    made: list[DraftMeasure] = []
    for step, slots in known.steps:
        time = known.time_of(step)
        if time and len(made) < 2:
            measure = phrases.MEASURE_TIME.say(language, words=slots["words"])
            made.append(DraftMeasure(measure=measure, how=phrases.BASELINE.say(language, quote=time)))
    runs = next((quote for quote in known.quotes_of({"runs"})), None)
    if runs:
        measure = phrases.MEASURE_VOLUME.say(language, quote=runs)
        made.append(DraftMeasure(measure=measure, how=phrases.COUNT_THEM.of(language)))
    errors = known.words_of_signal("errors")
    if errors:
        measure = phrases.MEASURE_ERRORS.say(language, words=errors)
        made.append(DraftMeasure(measure=measure, how=phrases.COUNT_THEM.of(language)))
    return made


def scenarios(known: Findings) -> Scenarios:
    """What of the description would bring each scenario about, with its result; nothing while that is not known."""
    if not known.recommends or known.assessment.expected.net_savings_per_year is None:
        return NO_SCENARIOS
    rare = known.words_of_signal("exceptions") or known.words_of_signal("errors")
    about = known.slots.get("documents") or known.slots.get("words")
    if rare:
        forms = (phrases.NET_IF_MORE, phrases.NET_AS_SAID, phrases.NET_IF_LESS)
        texts = [form.say(known.language, words=rare) for form in forms]
    elif about:
        forms = (phrases.NET_CAUTIOUS, phrases.NET_EXPECTED, phrases.NET_BEST)
        texts = [form.say(known.language, about=about) for form in forms]
    else:
        return NO_SCENARIOS
    return Scenarios(conservative=texts[0], expected=texts[1], optimistic=texts[2])
