"""What the rules find in a description, and how its words may be used in their prose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, check
from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.reading.reader import read_with_words
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.rules.advice import find_signals
from smartflow.analyst.rules.market import market
from smartflow.analyst.rules.pieces import phrase, tidied
from smartflow.analyst.rules.process import described
from smartflow.analyst.rules.slots import (
    capitalised,
    document_names,
    first_filled,
    listed,
    quoted,
    slots_of,
    system_names,
)
from smartflow.analyst.rules.suggested import contradictions, readiness, suggested_inputs
from smartflow.analyst.rules.tool_choice import Firm, choose, needs
from smartflow.analyst.rules.verdict_prose import NOT_WORTH_IT, computed
from smartflow.analyst.rules.vocabulary import pattern
from smartflow.analyst.schema import NO_SCENARIOS, Draft
from smartflow.analyst.text import flat
from smartflow.engine.facts import ESSENTIAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from smartflow.analyst.reading.reader import Reading
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.rules.advice import FoundSignal
    from smartflow.analyst.rules.phrases import Phrase
    from smartflow.analyst.rules.pieces import Pieces
    from smartflow.analyst.rules.process import Names, Passage, Process, Step
    from smartflow.analyst.rules.slots import Slots
    from smartflow.analyst.rules.tool_choice import Chosen
    from smartflow.analyst.rules.vocabulary import Variants
    from smartflow.analyst.schema import Depth, DraftSuggestion
    from smartflow.analyst.task import AnalysisTask
    from smartflow.engine.advice import Improvement
    from smartflow.engine.assessment import Assessment
    from smartflow.engine.verdict import Verdict
    from smartflow.language.text import Language

_MOST_STEPS: Final[dict[Depth, int]] = {"basic": 4, "deep": 7, "expert": 10}
_MOST_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 4, "expert": 6}
_SHORT: Final = 110  # characters of a sentence whose names all belong together


@dataclass(frozen=True)
class Findings:
    """What a description shows: `found` are the leading signals, `subjects` those the text is about.

    `sides` are the two quotations of each contradiction. Slots hold words of the description in quotation marks already.
    """

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
    suggested: list[DraftSuggestion]
    sides: list[tuple[str, str]]

    @cached_property
    def language(self) -> Language:
        """The language of the analysis."""
        return self.task.language

    @cached_property
    def same_language(self) -> bool:
        """Whether the description is in the language of the analysis."""
        return language_of(self.task.description) == self.language

    @cached_property
    def allowed(self) -> AllowedSources:
        """What prose may quote."""
        return AllowedSources(SourceText(self.task.description))

    @cached_property
    def recommends(self) -> bool:
        """Whether anything may be recommended that costs money."""
        return self.verdict.code not in NOT_WORTH_IT

    @cached_property
    def steps(self) -> list[tuple[Step, Slots]]:
        """The steps whose words can be quoted."""
        shown = [(step, self.slots_of_passage(step.passage)) for step in self.process.steps]
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
            slots = self.slots_of_passage(self.names.passage(about, words, clause)) if words else {}
            if "words" in slots and slots["words"] not in seen:
                seen.add(slots["words"])
                shown.append((found, slots))
        return shown

    @cached_property
    def chosen(self) -> list[Chosen]:
        """The tools that are recommended."""
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
        of_main = next((slots for _, slots in [*self.leading_steps(), *self.signals]), {})
        documents = document_names(self.process.main_documents, self.language, without_mail=True)[:2]
        whole = {
            "documents": listed(documents, self.language),
            "systems": listed(self.program_names()[:3], self.language),
            "who": next(filter(None, (self.quote(one) for one in self.process.people)), ""),
        }
        return {**of_main, **{name: shown for name, shown in whole.items() if shown}}

    def slots_of_passage(self, passage: Passage) -> Slots:
        """Return what can be said of a passage."""
        return slots_of(passage, self.allowed, self.language)

    def fill(self, variants: Variants, slots: Slots) -> str | None:
        """Return the first variant whose slots are known and that the number lock lets pass, filled.

        Quoted words with a number may stand in one sentence and not in another, which speaks of the future.
        """
        return first_filled(variants, slots, self.language, lambda said: not check(said, self.allowed))

    def quote(self, words: str) -> str | None:
        """Return words of the description in quotation marks, or None where the number lock refuses them."""
        return quoted(words, self.allowed, self.language)

    def program_names(self) -> list[str]:
        """Return the names of the programs of the text."""
        return system_names(self.process, self.allowed, self.language)

    def about(self, form: Phrase, otherwise: Phrase) -> str:
        """Return a sentence about the documents of the process, or the one for a process without any."""
        documents = self.slots.get("documents")
        return form.say(self.language, documents=capitalised(documents)) if documents else otherwise.of(self.language)

    def time_of(self, step: Step) -> str | None:
        """Return the words of the time that the text states of a step."""
        return self.quote(step.time) if step.time else None

    def words_of(self, of: Sequence[tuple[object, Slots]]) -> str:
        """Return the words of steps or signals as a list in a sentence."""
        return ", ".join(slots["words"] for _, slots in of)

    def leading_steps(self) -> list[tuple[Step, Slots]]:
        """Return the steps of which the text says most; words that are mostly a number come last."""
        return sorted(
            self.steps, key=lambda one: (one[0].action.minor, any(map(str.isdigit, one[1]["words"])), -one[0].weight)
        )

    def served_by(self, one: Chosen) -> list[tuple[FoundSignal, Slots]]:
        """Return the signals that a tool is chosen for."""
        return [(found, slots) for found, slots in self.signals if set(found.signal.capabilities) & set(one.serves)]

    def helpful(self, step: Step) -> list[str]:
        """Return the tools for what the step's passage shows."""
        start, end = step.passage.span
        wanted = {
            name
            for found, _ in self.signals
            if found.start < end and start < found.end
            for name in found.signal.capabilities
        }
        return [one.tool.id for one in self.chosen if wanted & set(one.serves)][:3]

    def words_of_signal(self, name: str) -> str | None:
        """Return the words of a signal, if it is among the leading ones."""
        return next((slots["words"] for found, slots in self.signals if found.signal.id == name), None)

    def mention(self, tool_id: str) -> str | None:
        """Return the words around the place where the text names a tool."""
        text = self.task.description
        span = catalogue.mentions(text).get(tool_id)
        if span is None:
            return None
        words = phrase(text, self.pieces.clause_at(span[0]), span[0])
        return self.quote(words) if words else None

    def quoted_sides(self) -> list[tuple[str, str]]:
        """Return the sides of the contradictions, in quotation marks."""
        sides = [(self.quote(a), self.quote(b)) for a, b in self.sides]
        return [(a, b) for a, b in sides if a and b]

    def unconfirmed(self) -> list[str]:
        """Return the words of what the hours rest on, as far as no person has given it."""
        given = {field for field in ESSENTIAL if self.task.inputs.value(field) is not None}
        return self.quotes_of(set(ESSENTIAL) - given)

    def quotes_of(self, wanted: Iterable[str]) -> list[str]:
        """Return the words from which values of these fields were taken, the shortest that the reader quotes."""
        wanted = set(wanted)
        read = {(fact.field, fact.value): fact.quotes[0].text for fact in self.reading.facts}
        found = dict.fromkeys(
            tidied(read.get((one.field, one.value), one.quote)) for one in self.suggested if one.field in wanted
        )
        least = [words for words in found if not any(other in words for other in found if other != words)]
        return list(filter(None, map(self.quote, least)))


def find(task: AnalysisTask, suggested: list[DraftSuggestion] | None = None) -> tuple[Draft, Findings]:
    """Return what was read from the text of a task as a draft without prose, and everything its prose is written from.

    `suggested` are values of the text that stand in place of those the rules would take.
    """
    text = task.description
    most = _MOST_STEPS[task.depth]
    reading, words = read_with_words(task.title, text, task.currency, task.language)
    names, pieces, process = described(task.title, words, most)
    read = Draft(
        summary="",
        verdict="",
        problems=[],
        tools=[],
        roadmap=[],
        first_steps=[],
        risks=[],
        expected_results=[],
        suggested_inputs=suggested or [*suggested_inputs(reading, text), *readiness(text, pieces, words.cut.language)],
        questions=[],
        contradictions=contradictions(reading),
        steps=[],
        variants=[],
        comparison=[],
        monitoring=[],
        scenarios=NO_SCENARIOS,
    )
    signals = find_signals(text, pieces, task.industry, words.cut.language)
    leading = sorted(signals, key=lambda one: (-one.signal.weight - min(one.times, 3), one.start))[:most]
    assessment = reassess(read, task)
    verdict, improvement = computed(assessment)
    return read, Findings(
        task=task,
        reading=reading,
        words=words,
        names=names,
        pieces=pieces,
        process=process,
        found=leading,
        subjects=frozenset(one.signal.id for one in signals if one.times > 1 or _is_of_title(one, task.title, words)),
        assessment=assessment,
        verdict=verdict,
        improvement=improvement,
        suggested=read.suggested_inputs,
        sides=[(one.quote_a, one.quote_b) for one in read.contradictions],
    )


def _is_of_title(found: FoundSignal, title: str, words: Text) -> bool:
    return pattern(found.signal.words, words.cut.language).search(flat(title)) is not None
