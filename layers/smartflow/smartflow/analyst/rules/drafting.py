"""An analysis without any language model, from the words of the description alone.

The rules read measurements with their words, find contradictions, steps and signals (retyping, paper, approvals …), and
choose tools from the catalogue. They say what this description shows, in its own words, and leave out what it does not.
Their prose comes from `data/` and `phrases.py`, holds placeholders and never a number of its own, and passes the same checks
as a model's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources
from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.reading.reader import read_with_words
from smartflow.analyst.reading.words import concepts
from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.advice import FoundSignal, advice, find_signals
from smartflow.analyst.rules.market import market
from smartflow.analyst.rules.process import described, phrase, tidied
from smartflow.analyst.rules.questions import questions
from smartflow.analyst.rules.slots import document_names, first_filled, listed, quoted, slots_of, system_names
from smartflow.analyst.rules.suggested import contradictions, readiness, suggested_inputs
from smartflow.analyst.rules.tool_choice import Chosen, Firm, choose, needs
from smartflow.analyst.rules.verdict_prose import NOT_WORTH_IT, Words, computed, explained
from smartflow.analyst.rules.vocabulary import pattern
from smartflow.analyst.schema import (
    NO_SCENARIOS,
    Draft,
    DraftComparison,
    DraftMeasure,
    DraftProblem,
    DraftRisk,
    DraftRoadmapItem,
    DraftStep,
    DraftTool,
    DraftVariant,
    Scenarios,
)
from smartflow.analyst.task import Outcome
from smartflow.analyst.text import flat
from smartflow.engine.facts import ESSENTIAL
from smartflow.language.text import LANGUAGES, ByLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.analyst.reading.reader import Reading
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.rules.process import Names, Passage, Pieces, Process, Step
    from smartflow.analyst.rules.slots import Slots
    from smartflow.analyst.rules.vocabulary import Variants
    from smartflow.analyst.schema import Depth, Effort, StepVerdict
    from smartflow.analyst.task import AnalysisTask
    from smartflow.engine.advice import Improvement
    from smartflow.engine.assessment import Assessment
    from smartflow.engine.verdict import Verdict
    from smartflow.language.text import Language

RULES_VERSION: Final = "rules-3"
_MOST_STEPS: Final[dict[Depth, int]] = {"basic": 4, "deep": 7, "expert": 10}
_MOST_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 4, "expert": 6}
# Common short words of the languages the rules read, and words of their vocabulary: where both are rare, the text is in
# another language.
_COMMON_WORDS: Final = ByLanguage(
    pl="i w na sie jest nie z do ze oraz przez dla po co jak", en="the and of is to we in for a are our with it"
)
_COMMON: Final = frozenset(" ".join(map(_COMMON_WORDS.of, LANGUAGES)).split())
_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAST_KNOWN_SHARE: Final = 0.12
_LEAST_WORDS: Final = 15  # of a text whose language can be told by them
_SHORT: Final = 110  # characters of a sentence whose names all belong together
_BUILD_EFFORT: Final[dict[str, Effort]] = {"easy": "S", "medium": "M", "hard": "L"}
_WITHOUT_PROGRAMS: Final[frozenset[StepVerdict]] = frozenset({"simplify", "eliminate", "keep_human"})


def analyse(task: AnalysisTask) -> Outcome:
    """Analyse a task without a language model: where there is no key, no quota or no answer."""
    return Outcome(draft=draft(task), analyst="rules", model=RULES_VERSION, prompt_version=RULES_VERSION)


def draft(task: AnalysisTask) -> Draft:
    """Return the rules' draft, in the language of the task, at its depth."""
    text = task.description
    reading, words = read_with_words(task.title, text, task.currency, task.language)
    names, pieces, process = described(task.title, words, _MOST_STEPS[task.depth])
    written_in = words.cut.language
    read = Draft(
        summary="",
        verdict="",
        problems=[],
        tools=[],
        roadmap=[],
        first_steps=[],
        risks=[],
        expected_results=[],
        suggested_inputs=[*suggested_inputs(reading, text), *readiness(text, pieces, written_in)],
        questions=[],
        contradictions=contradictions(reading),
        steps=[],
        variants=[],
        comparison=[],
        monitoring=[],
        scenarios=NO_SCENARIOS,
    )
    found = find_signals(text, pieces, task.industry, written_in)
    assessment = reassess(read, task)
    verdict, improvement = computed(assessment)
    writer = _Writer(
        task=task,
        reading=reading,
        words=words,
        names=names,
        pieces=pieces,
        process=process,
        found=sorted(found, key=lambda one: (-one.signal.weight - min(one.times, 3), one.start))[
            : _MOST_STEPS[task.depth]
        ],
        subjects=frozenset(
            one.signal.id for one in found if one.times > 1 or _is_of_title(one, task.title, written_in)
        ),
        assessment=assessment,
        verdict=verdict,
        improvement=improvement,
        sides=[(one.quote_a, one.quote_b) for one in read.contradictions],
    )
    return read.model_copy(update=writer.written())


def _is_of_title(found: FoundSignal, title: str, language: Language) -> bool:
    return pattern(found.signal.words, language).search(flat(title)) is not None


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of a draft: `found` are the leading signals, `subjects` those the text is about."""

    task: AnalysisTask
    reading: Reading
    words: Text
    names: Names
    pieces: Pieces
    process: Process
    found: list[FoundSignal]
    subjects: frozenset[str]
    assessment: Assessment
    verdict: Verdict
    improvement: Improvement
    sides: list[tuple[str, str]]

    @cached_property
    def language(self) -> Language:
        return self.task.language

    @cached_property
    def allowed(self) -> AllowedSources:
        return AllowedSources(SourceText(self.task.description))

    @cached_property
    def recommends(self) -> bool:
        """Whether anything may be recommended that costs money."""
        return self.verdict.code not in NOT_WORTH_IT

    @cached_property
    def steps(self) -> list[tuple[Step, Slots]]:
        """The steps whose words can be quoted."""
        shown = [(step, self._slots(step.passage)) for step in self.process.steps]
        return [(step, slots) for step, slots in shown if "words" in slots]

    @cached_property
    def signals(self) -> list[tuple[FoundSignal, Slots]]:
        """The signals whose words can be quoted, those that matter most first, no two about the same words."""
        seen: set[str] = set()
        shown: list[tuple[FoundSignal, Slots]] = []
        for found in self.found:
            span = (found.start, found.end)
            clause = self.pieces.clause_at(found.at)
            words = phrase(self.task.description, clause, found.at)
            about = span if span[1] - span[0] <= _SHORT else clause
            slots = self._slots(self.names.passage(about, words, clause)) if words else {}
            if "words" in slots and slots["words"] not in seen:
                seen.add(slots["words"])
                shown.append((found, slots))
        return shown

    @cached_property
    def chosen(self) -> list[Chosen]:
        if not self.recommends:
            return []
        firm = Firm(
            market=market(self.task),
            industry=self.task.industry,
            company_size=self.task.company_size,
            owned=tuple(dict.fromkeys([*catalogue.mentioned(self.task.title), *self.process.tools])),
            kinds=frozenset(means.category for means in self.process.means if means.category),
            subjects=self.subjects | {noun.name.en for noun in self.process.documents},
        )
        return choose(needs(found for found, _ in self.signals), firm, _MOST_TOOLS[self.task.depth])

    @cached_property
    def slots(self) -> Slots:
        """What can be said of the process as a whole: the words of its main step, its main documents."""
        of_main = next((slots for _, slots in [*self._by_weight(), *self.signals]), {})
        documents = document_names(self.process.main_documents, self.language, without_mail=True)[:2]
        whole = {
            "documents": listed(documents, self.language),
            "systems": listed(self._systems()[:3], self.language),
            "who": next(filter(None, (self._quote(one) for one in self.process.people)), ""),
        }
        return {**of_main, **{name: shown for name, shown in whole.items() if shown}}

    def written(self) -> dict[str, object]:
        """Return the parts of the draft that are prose."""
        parts: dict[str, object] = {
            "summary": self.summary(),
            "verdict": self.verdict_text(),
            "problems": self.problems(),
            "tools": self.tools(),
            "roadmap": self.roadmap(),
            "first_steps": self.first_steps(),
            "risks": self.risks(),
            "expected_results": self.results(),
            "questions": questions(self.assessment, self.reading, self.slots, self.allowed, self.language),
        }
        if self.task.depth != "basic":
            parts |= {"steps": self.step_texts(), "variants": self.variants()}
        if self.task.depth == "expert":
            parts |= {"comparison": self.comparison(), "monitoring": self.monitoring(), "scenarios": self.scenarios()}
        return parts

    def summary(self) -> str:
        """What the description names, the work in its words, and what it costs today."""
        said = [phrases.OTHER_LANGUAGE.of(self.language)] if self._is_foreign() else []
        documents = document_names(self.process.documents, self.language)[:4]
        people = list(filter(None, map(self._quote, self.process.people[:3])))
        means = [one.name.of(self.language) for one in self.process.means][:3]
        named = [
            form.say(self.language, names=", ".join(names))
            for form, names in (
                (phrases.DOCUMENTS, documents),
                (phrases.PEOPLE, people),
                (phrases.PROGRAMS, self._systems()[:5]),
                (phrases.MEANS, means),
            )
            if names
        ]
        if named:
            said.append(_sentence("; ".join(named)))
        if self.steps:
            said.append(phrases.WORK.say(self.language, steps=self._words(self.steps[:3])))
        timed = [
            (step.minutes, slots["words"], time)
            for step, slots in self.steps
            if step.minutes and (time := self._time(step))
        ]
        if len({minutes for minutes, _, _ in timed}) > 1:
            _, longest, time = max(timed)
            said.append(phrases.LONGEST.say(self.language, words=longest, time=time))
        if self.assessment.cost_per_year is not None:
            said.append(self._about(phrases.COST_OF, phrases.COST_TODAY))
        elif not (self.reading.facts or self.reading.questions or self.reading.unused):
            said.append(phrases.NOTHING_MEASURED.of(self.language))
        return " ".join(said) or phrases.NOTHING_MEASURED.of(self.language)

    def _is_foreign(self) -> bool:
        """Tell whether the text is in a language that the rules do not read."""
        found = _WORD.findall(flat(self.task.description))
        known = sum(word in _COMMON or bool(concepts(word)) for word in found)
        return len(found) >= _LEAST_WORDS and known < len(found) * _LEAST_KNOWN_SHARE

    def verdict_text(self) -> str:
        """The computed verdict explained, or what it still needs."""
        if self.verdict.code != "not_enough_known":
            start = next((slots["words"] for _, slots in self._by_weight()), None)
            about = self.slots.get("documents") or self.slots.get("words", "")
            words = Words(about, start, self._unconfirmed())
            return explained(self.verdict, self.improvement, self.assessment, words, self.language)
        said = [phrases.OPEN.say(self.language, a=a, b=b) for a, b in self._quoted_sides()]
        lacking = {field for fields in self.assessment.missing.values() for field in fields}
        names = [label.of(self.language) for field, label in advice().names.items() if field in lacking]
        quotes, missing = ", ".join(self._unconfirmed()), ", ".join(names)
        if missing:
            form = phrases.MISSING_BESIDE if quotes else phrases.MISSING
            said.append(form.say(self.language, quotes=quotes, names=missing))
        return " ".join(said)

    def problems(self) -> list[DraftProblem]:
        """What the signals show, in the order of the text."""
        return [
            DraftProblem(problem=problem, quote=self.task.description[found.start : found.end])
            for found, slots in sorted(self.signals, key=lambda one: one[0].start)
            if (problem := self._fill(found.signal.problem, slots))
        ]

    def step_texts(self) -> list[DraftStep]:
        """The steps in the order of the text, in its words, each with what to do about it."""
        made = []
        for step, slots in self.steps:
            start, end = step.passage.span
            quote = " ".join(self.task.description[start:end].split())
            shown = self._quote(quote)
            verdict, advised = step.action.verdict, True
            if not self.recommends and verdict not in _WITHOUT_PROGRAMS:
                verdict, advised = "keep_human", False
            documents = document_names(step.passage.documents, self.language)[:1]
            name = ": ".join([step.action.name.of(self.language), *documents])
            made.append(
                DraftStep(
                    name=name,
                    today=phrases.IN_THE_TEXT.say(self.language, quote=shown or slots["words"]),
                    quote=quote if shown else "",
                    verdict=verdict,
                    why=(self._fill(step.action.why, slots) or "") if advised else "",
                    tool_ids=self._helpful(step),
                )
            )
        return made

    def tools(self) -> list[DraftTool]:
        """The chosen tools, each with the words it is for and how it fits with what the firm has."""
        labels = catalogue.catalogue().capabilities
        return [
            DraftTool(
                tool_id=one.tool.id,
                why=_sentence(
                    phrases.FOR.say(
                        self.language,
                        capabilities=", ".join(labels[name].of(self.language) for name in one.serves[:2]),
                        words=self._words(self._served(one)[:2]),
                    ).removesuffix(".")
                ),
                fit=self._fit(one),
            )
            for one in self.chosen
        ]

    def _fit(self, one: Chosen) -> str:
        if one.owned:
            words = self._mention(one.tool.id)
            return phrases.OWNED.say(self.language, words=words) if words else ""
        if one.joins:
            return phrases.CONNECTS.say(self.language, names=", ".join(one.joins[:4]))
        others = [name for name in self._systems() if name != one.tool.name]
        return phrases.TRY_FIRST.say(self.language, names=listed(others[:3], self.language)) if others else ""

    def variants(self) -> list[DraftVariant]:
        """What each level takes on, as far as the description has steps for it."""
        if not self.recommends:
            return []
        owned = [one.tool.id for one in self.chosen if one.owned]
        every = [one.tool.id for one in self.chosen]
        levels = (
            (_WITHOUT_PROGRAMS, owned),
            (frozenset({"integrate", "automate"}), every[:3]),
            (frozenset({"ai_assist"}), every[:5]),
        )
        made = []
        for (verdicts, tool_ids), form, level in zip(
            levels, phrases.VARIANTS, ("basic", "standard", "premium"), strict=True
        ):
            steps = [one for one in self.steps if one[0].action.verdict in verdicts]
            if steps:
                description = form.say(self.language, steps=self._words(steps[:3]))
                made.append(DraftVariant(level=level, description=description, tool_ids=tool_ids))
        return made

    def roadmap(self) -> list[DraftRoadmapItem]:
        """What to do, first without programs, then on a trial, then the rest; a phase without actions is left out."""
        if not self.recommends:
            return []
        tidy = [one for one in self.signals if one[0].signal.verdict in _WITHOUT_PROGRAMS]
        built = [one for one in self.signals if one[0].signal.verdict not in _WITHOUT_PROGRAMS]
        build = _BUILD_EFFORT[self.assessment.difficulty]
        timed = next(filter(None, (self._time(step) for step, _ in self.steps)), None)
        compare = [phrases.COMPARE.say(self.language, time=timed)] if timed else []
        people = list(filter(None, map(self._quote, self.process.people[:3])))
        train = [phrases.TRAIN.say(self.language, names=", ".join(people))] if people else []
        phases: list[tuple[phrases.Phrase, Effort, list[tuple[FoundSignal, Slots]], list[str]]] = [
            (phrases.PHASE_TIDY, "S", tidy[:3], []),
            (phrases.PHASE_PILOT, "S" if build == "S" else "M", built[:1], compare),
            (phrases.PHASE_BUILD, build, built[1:5], train),
        ]
        return [
            DraftRoadmapItem(
                phase=form.say(self.language, topic=_uncapitalised(of[0][0].signal.topic.of(self.language))),
                effort=effort,
                actions=[*filter(None, (self._fill(found.signal.action, slots) for found, slots in of)), *more],
            )
            for form, effort, of, more in phases
            if of
        ]

    def first_steps(self) -> list[str]:
        """What to do this week: settle what is open, time what has no time, then what the leading signals ask for."""
        if not self.recommends:
            return []
        said = [phrases.SETTLE.say(self.language, a=a, b=b) for a, b in self._quoted_sides()]
        untimed = next((slots["words"] for step, slots in self._by_weight() if step.minutes is None), None)
        if untimed and all(one.kind != "duration" for one in self.words.found):
            said.append(phrases.STOPWATCH.say(self.language, words=untimed))
        return [*said, *filter(None, (self._fill(found.signal.first_step, slots) for found, slots in self.signals[:3]))]

    def risks(self) -> list[DraftRisk]:
        """What could go wrong with what is recommended."""
        if not self.recommends:
            return []
        made = []
        for found, slots in self.signals:
            risk = found.signal.risk and self._fill(found.signal.risk, slots)
            mitigation = found.signal.mitigation and self._fill(found.signal.mitigation, slots)
            if risk and mitigation:
                made.append(DraftRisk(risk=risk, mitigation=mitigation))
        unknown = listed([*filter(None, map(self._quote, self.process.systems[:2]))], self.language)
        if unknown:
            risk = phrases.RISK_UNKNOWN.say(self.language, systems=unknown)
            made.append(DraftRisk(risk=risk, mitigation=phrases.ASK_VENDOR.say(self.language, systems=unknown)))
        return made[:5]

    def results(self) -> list[str]:
        """What may be expected, as far as the figures are known; a loss is not presented as a saving."""
        if not self.recommends:
            return []
        shown = figures(self.assessment, self.language)
        text = self._about(phrases.HOURS_OF, phrases.RESULT_HOURS)
        known = [text] if all(shown[name] for name in PLACEHOLDER.findall(text)) else []
        errors = self._of_signal("errors")
        return [*known, *([phrases.RESULT_ERRORS.say(self.language, words=errors)] if errors else [])]

    def comparison(self) -> list[DraftComparison]:
        """The chosen tools side by side."""
        labels = catalogue.catalogue().capabilities
        made = []
        for one in self.chosen if len(self.chosen) > 1 else ():
            apart = [name for name in self._systems() if name not in {one.tool.name, *one.joins}]
            weaknesses = [phrases.NO_CONNECTION.say(self.language, names=", ".join(apart[:3]))] if apart else []
            if one.tool.self_hosted:
                weaknesses.append(phrases.SELF_HOSTED.of(self.language))
            main = self._served(one)[0][1]
            about = main.get("documents", main["words"])
            made.append(
                DraftComparison(
                    tool_id=one.tool.id,
                    strengths=_sentence(
                        phrases.FOR.say(
                            self.language,
                            capabilities=", ".join(labels[name].of(self.language) for name in one.serves[:4]),
                            words=self._words(self._served(one)[:3]),
                        ).removesuffix(".")
                    ),
                    weaknesses=" ".join(weaknesses),
                    best_for=_sentence(f"{labels[one.serves[0]].of(self.language)}: {about}"),
                )
            )
        return made

    def monitoring(self) -> list[DraftMeasure]:
        """What to measure before and after, with the description's own words as the baseline."""
        if not self.recommends:
            return []
        language = self.language
        made: list[DraftMeasure] = []
        for step, slots in self.steps:
            time = self._time(step)
            if time and len(made) < 2:
                measure = phrases.MEASURE_TIME.say(language, words=slots["words"])
                made.append(DraftMeasure(measure=measure, how=phrases.BASELINE.say(language, quote=time)))
        runs = next((quote for quote in self._quotes_of({"runs"})), None)
        if runs:
            measure = phrases.MEASURE_VOLUME.say(language, quote=runs)
            made.append(DraftMeasure(measure=measure, how=phrases.COUNT_THEM.of(language)))
        errors = self._of_signal("errors")
        if errors:
            measure = phrases.MEASURE_ERRORS.say(language, words=errors)
            made.append(DraftMeasure(measure=measure, how=phrases.COUNT_THEM.of(language)))
        return made

    def scenarios(self) -> Scenarios:
        """What of the description would bring each scenario about, with its result; nothing where it speaks of no exception."""
        rare = self._of_signal("exceptions") or self._of_signal("errors")
        if not self.recommends or rare is None or self.assessment.expected.net_savings_per_year is None:
            return NO_SCENARIOS
        forms = (phrases.NET_IF_MORE, phrases.NET_AS_SAID, phrases.NET_IF_LESS)
        conservative, expected, optimistic = (form.say(self.language, words=rare) for form in forms)
        return Scenarios(conservative=conservative, expected=expected, optimistic=optimistic)

    def _slots(self, passage: Passage) -> Slots:
        return slots_of(passage, self.allowed, self.language)

    def _fill(self, variants: Variants, slots: Slots) -> str | None:
        return first_filled(variants, slots, self.language)

    def _quote(self, words: str) -> str | None:
        return quoted(words, self.allowed, self.language)

    def _systems(self) -> list[str]:
        return system_names(self.process, self.allowed, self.language)

    def _about(self, form: phrases.Phrase, otherwise: phrases.Phrase) -> str:
        """Return a sentence about the documents of the process, or the one for a process without any."""
        documents = self.slots.get("documents")
        return form.say(self.language, documents=_capitalised(documents)) if documents else otherwise.of(self.language)

    def _time(self, step: Step) -> str | None:
        return self._quote(step.time) if step.time else None

    def _words(self, of: Sequence[tuple[object, Slots]]) -> str:
        return ", ".join(slots["words"] for _, slots in of)

    def _by_weight(self) -> list[tuple[Step, Slots]]:
        """Return the steps of which the text says most; words that are mostly a number come last."""
        return sorted(
            self.steps, key=lambda one: (one[0].action.minor, any(map(str.isdigit, one[1]["words"])), -one[0].weight)
        )

    def _served(self, one: Chosen) -> list[tuple[FoundSignal, Slots]]:
        return [(found, slots) for found, slots in self.signals if set(found.signal.capabilities) & set(one.serves)]

    def _helpful(self, step: Step) -> list[str]:
        """Return the tools for what the step's passage shows."""
        start, end = step.passage.span
        wanted = {
            name
            for found, _ in self.signals
            if found.start < end and start < found.end
            for name in found.signal.capabilities
        }
        return [one.tool.id for one in self.chosen if wanted & set(one.serves)][:3]

    def _of_signal(self, name: str) -> str | None:
        return next((slots["words"] for found, slots in self.signals if found.signal.id == name), None)

    def _mention(self, tool_id: str) -> str | None:
        """Return the words around the place where the text names a tool."""
        text = self.task.description
        span = catalogue.mentions(text).get(tool_id)
        if span is None:
            return None
        words = phrase(text, self.pieces.clause_at(span[0]), span[0])
        return self._quote(words) if words else None

    def _quoted_sides(self) -> list[tuple[str, str]]:
        sides = [(self._quote(a), self._quote(b)) for a, b in self.sides]
        return [(a, b) for a, b in sides if a and b]

    def _unconfirmed(self) -> list[str]:
        """Return the words of what the hours rest on, as far as no person has given it."""
        given = {field for field in ESSENTIAL if self.task.inputs.value(field) is not None}
        return self._quotes_of(set(ESSENTIAL) - given)

    def _quotes_of(self, wanted: Iterable[str]) -> list[str]:
        wanted = set(wanted)
        found = dict.fromkeys(tidied(fact.quotes[0].text) for fact in self.reading.facts if fact.field in wanted)
        least = [words for words in found if not any(other in words for other in found if other != words)]
        return list(filter(None, map(self._quote, least)))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return f"{_capitalised(text)}."


def _uncapitalised(text: str) -> str:
    """Return a name as it stands inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
