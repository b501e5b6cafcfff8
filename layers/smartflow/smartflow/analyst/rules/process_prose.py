"""The rules' prose on what a process is: its summary, its verdict, its problems and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smartflow.analyst.checking.problems import shows_problem
from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.advice import advice
from smartflow.analyst.rules.foreign import is_foreign
from smartflow.analyst.rules.slots import document_names, sentence
from smartflow.analyst.rules.verdict_prose import Words, explained
from smartflow.analyst.rules.vocabulary import WITHOUT_PROGRAMS
from smartflow.analyst.schema import DraftProblem, DraftStep

if TYPE_CHECKING:
    from smartflow.analyst.rules.findings import Findings


def summary(known: Findings) -> str:
    """What the description names, the work in its words, and what it costs today."""
    said = [phrases.OTHER_LANGUAGE.of(known.language)] if is_foreign(known.task.description) else []
    documents = document_names(known.process.documents, known.language)[:4]
    people = list(filter(None, map(known.quote, known.process.people[:3])))
    means = [one.name.of(known.language) for one in known.process.means][:3]
    named = [
        form.say(known.language, names=", ".join(names))
        for form, names in (
            (phrases.DOCUMENTS, documents),
            (phrases.PEOPLE, people),
            (phrases.PROGRAMS, known.program_names()[:5]),
            (phrases.MEANS, means),
        )
        if names
    ]
    if named:
        said.append(sentence("; ".join(named)))
    if known.steps:
        said.append(phrases.WORK.say(known.language, steps=known.words_of(known.steps[:3])))
    timed = [
        (step.minutes, slots["words"], time)
        for step, slots in known.steps
        if step.minutes and (time := known.time_of(step))
    ]
    if len({minutes for minutes, _, _ in timed}) > 1:
        _, longest, time = max(timed)
        said.append(phrases.LONGEST.say(known.language, words=longest, time=time))
    if known.assessment.cost_per_year is not None:
        said.append(known.about(phrases.COST_OF, phrases.COST_TODAY))
    elif not (known.reading.facts or known.reading.questions or known.reading.unused):
        said.append(phrases.NOTHING_MEASURED.of(known.language))
    return " ".join(said) or phrases.NOTHING_MEASURED.of(known.language)


def verdict(known: Findings) -> str:
    """The computed verdict explained, or what it still needs."""
    if known.verdict.code != "not_enough_known":
        start = next((slots["words"] for _, slots in known.leading_steps()), None)
        worked = next((slots["words"] for step, slots in known.leading_steps() if not step.action.minor), "")
        about = known.slots.get("documents") or worked
        words = Words(about, start, known.unconfirmed())
        return explained(known.verdict, known.improvement, known.assessment, words, known.language)
    said = [phrases.OPEN.say(known.language, a=a, b=b) for a, b in known.quoted_sides()]
    lacking = {field for fields in known.assessment.missing.values() for field in fields}
    names = [label.of(known.language) for field, label in advice().names.items() if field in lacking]
    quotes, missing = ", ".join(known.unconfirmed()), ", ".join(names)
    if missing:
        form = phrases.MISSING_BESIDE if quotes else phrases.MISSING
        said.append(form.say(known.language, quotes=quotes, names=missing))
    return " ".join(said)


def problems(known: Findings) -> list[DraftProblem]:
    """What the signals show, in the order of the text; each with its quotation where that shows the problem."""
    made = []
    for found, slots in sorted(known.signals, key=lambda one: one[0].start):
        problem, quote = known.fill(found.signal.problem, slots), known.task.description[found.start : found.end]
        shown = shows_problem(problem, quote, same_language=known.same_language) if problem else "something_else"
        if problem and shown != "something_else":
            made.append(DraftProblem(problem=problem, quote=quote if shown == "yes" else ""))
    return made


def steps(known: Findings) -> list[DraftStep]:
    """The steps in the order of the text, in its words, each with what to do about it."""
    made: list[DraftStep] = []
    for step, slots in known.steps:
        start, end = step.passage.span
        quote = " ".join(known.task.description[start:end].split())
        if any(quote == earlier.quote for earlier in made):
            continue  # a text that says the same again
        shown = known.quote(quote)
        verdict, advised = step.action.verdict, True
        if not known.recommends and verdict not in WITHOUT_PROGRAMS:
            verdict, advised = "keep_human", False
        documents = document_names(step.passage.documents, known.language)[:1]
        name = ": ".join([step.action.name.of(known.language), *documents])
        made.append(
            DraftStep(
                name=name,
                today=phrases.IN_THE_TEXT.say(known.language, quote=shown or slots["words"]),
                quote=quote if shown else "",
                verdict=verdict,
                why=(known.fill(step.action.why, slots) or "") if advised else "",
                tool_ids=known.helpful(step),
            )
        )
    return made
