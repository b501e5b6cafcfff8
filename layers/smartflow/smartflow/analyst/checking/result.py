"""From a draft, which is a claim, to a result, which may be shown.

The order of the checks, for a model's draft (`model.conversation`):

    reading = parse_reading(text)                  # what it claims to have read; unmasked before anything is verified
    claims = taken(reading, task, description)     # what may be taken of it, and what is left to a person
    draft = draft_of(written, depth)               # InvalidDraft: the fields at fault are asked for once more
    found = violations(draft, task, sources)       # any: one repair of these fields alone
    assessment = reassess(draft, task)             # figures with what the text itself states, marked "suggested"
    result = check_draft(draft, task, assessment, sources)

`check_draft` never raises for what a model wrote: it removes what does not hold and counts it in `Result.notices`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from smartflow.analyst import catalogue
from smartflow.analyst.checking.filling import fill, fill_result
from smartflow.analyst.checking.number_lock import drop_sentences, prepare
from smartflow.analyst.checking.placeholders import figures
from smartflow.analyst.checking.problems import shows_problem
from smartflow.analyst.checking.sides import sides
from smartflow.analyst.checking.suggested import suggestions
from smartflow.analyst.checking.violations import allowed_sources
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.schema import (
    NO_SCENARIOS,
    Comparison,
    Contradiction,
    Evidence,
    Measure,
    Notice,
    Problem,
    Question,
    Result,
    Risk,
    RoadmapItem,
    Scenarios,
    Source,
    Step,
    Suggestion,
    Tool,
    Variant,
    Weeks,
)
from smartflow.analyst.text import clean
from smartflow.engine.assessment import question_effects
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from smartflow.analyst import schema
    from smartflow.analyst.schema import Depth, Draft, Effort, NoticeCode
    from smartflow.analyst.task import AnalysisTask, SourceLink
    from smartflow.engine.assessment import Assessment

Item = TypeVar("Item")
Shown = TypeVar("Shown")

#: How long a phase of each effort takes, in weeks.
WEEKS: Final[dict[Effort, Weeks]] = {"S": Weeks(min=1, max=2), "M": Weeks(min=3, max=6), "L": Weeks(min=6, max=12)}
_MOST: Final[dict[str, int]] = {
    "problems": 10,
    "steps": 15,
    "variants": 3,
    "roadmap": 8,
    "actions": 8,
    "first_steps": 7,
    "risks": 10,
    "expected_results": 10,
    "questions_asked": 40,
    "questions": 5,
    "contradictions": 8,
    "comparison": 7,
    "monitoring": 8,
    "sources": 20,
    "tool_ids": 5,
}
_MOST_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 5, "expert": 7}
_LONGEST_URL: Final = 2_000
_LONGEST_TITLE: Final = 300
_NO_SUMMARY: Final = Text(
    pl="Podsumowanie nie przeszło naszej kontroli, dlatego go nie pokazujemy. Liczby są obliczone z danych.",
    en="The written summary did not pass our checks, so it is not shown. The figures are calculated from the inputs.",
)
_NO_VERDICT: Final = Text(
    pl="Opinia nie przeszła naszej kontroli, dlatego jej nie pokazujemy. Oceń proces na podstawie liczb.",
    en="The written verdict did not pass our checks, so it is not shown. Please rely on the figures.",
)
_UNKNOWN_VERDICT: Final = Text(
    pl="Brakuje jeszcze danych, aby obliczyć oszczędność. Odpowiedz na pytania poniżej.",
    en="Some inputs needed to calculate the savings are still missing. Please answer the questions below.",
)


def check_draft(draft: Draft, task: AnalysisTask, assessment: Assessment, sources: Sequence[SourceLink] = ()) -> Result:
    """Check a draft and make a result of what holds, with the figures of `assessment` filled in.

    Sentences that break the number lock are dropped here, never repaired.
    """
    return fill_result(check_template(draft, task, assessment, sources), assessment)


def check_template(
    draft: Draft, task: AnalysisTask, assessment: Assessment, sources: Sequence[SourceLink] = ()
) -> Result:
    """Check a draft and make a result of what holds, its prose with placeholders in place of figures (`filling.fill_result`)."""
    return _Check(task, assessment, sources).result(draft)


class _Check:
    """The checks of one draft: what its prose may quote, and what was removed so far."""

    def __init__(self, task: AnalysisTask, assessment: Assessment, sources: Sequence[SourceLink]) -> None:
        self.task = task
        self.assessment = assessment
        self.sources = [source for source in sources if _is_link(source.url)]
        self.allowed = allowed_sources(task, self.sources)
        self.figures = figures(assessment, task.language)
        self.mentioned = frozenset(catalogue.mentioned(f"{task.title}\n{task.description}"))
        self.removed: Counter[NoticeCode] = Counter()
        self.removed["sources_refused"] = len(sources) - len(self.sources)

    def result(self, draft: Draft) -> Result:
        language, depth = self.task.language, self.task.depth
        unknown = self.assessment.expected.net_savings_per_year is None
        no_verdict = _UNKNOWN_VERDICT if unknown else _NO_VERDICT
        result = Result(
            language=language,
            depth=depth,
            summary=self._prose(draft.summary) or _NO_SUMMARY.of(language),
            verdict=self._prose(draft.verdict) or no_verdict.of(language),
            problems=self._list("problems", draft.problems, self._problem),
            steps=self._list("steps", draft.steps, self._step),
            tools=self._tools(draft.tools),
            variants=self._list("variants", draft.variants, self._variant),
            roadmap=self._list("roadmap", draft.roadmap, self._phase),
            first_steps=self._texts("first_steps", draft.first_steps),
            risks=self._list("risks", draft.risks, self._risk),
            expected_results=self._texts("expected_results", draft.expected_results),
            suggested_inputs=self._suggestions(draft.suggested_inputs),
            questions=self._questions(draft.questions),
            contradictions=self._list("contradictions", draft.contradictions, self._contradiction),
            comparison=self._list("comparison", draft.comparison, self._comparison),
            monitoring=self._list("monitoring", draft.monitoring, self._measure),
            scenarios=self._scenarios(draft.scenarios)
            if depth == "expert" and draft.scenarios != NO_SCENARIOS
            else None,
            sources=self._sources(),
            notices=[],
        )
        notices = [Notice(code=code, count=count) for code, count in sorted(self.removed.items()) if count]
        return result.model_copy(update={"notices": notices})

    def _suggestions(self, drafted: Iterable[schema.DraftSuggestion]) -> list[Suggestion]:
        kept, refused = suggestions(drafted, self.task, self.allowed.description)
        self.removed.update(refused)
        return kept

    def _prose(self, text: str) -> str:
        locked, broken = drop_sentences(prepare(text), self.allowed)
        _, unknown = fill(locked, self.figures)
        self.removed["sentences_dropped"] += broken
        self.removed["unknown_figures"] += unknown
        return locked

    def _list(self, name: str, items: Sequence[Item], make: Callable[[Item], Shown | None]) -> list[Shown]:
        made = [shown for shown in map(make, items) if shown is not None]
        kept = [shown for index, shown in enumerate(made) if shown not in made[:index]][: _MOST[name]]
        self.removed["items_dropped"] += len(items) - len(kept)
        return kept

    def _texts(self, name: str, texts: Sequence[str]) -> list[str]:
        return self._list(name, texts, lambda text: self._prose(text) or None)

    def _evidence(self, quote: str) -> Evidence | None:
        if not quote.strip():
            return None
        span = self.allowed.description.locate(quote)
        if span is None:
            self.removed["quotes_refused"] += 1
            return None
        return Evidence(quote=self.task.description[slice(*span)], start=span[0], end=span[1])

    def _tool_ids(self, ids: Sequence[str]) -> list[catalogue.Tool]:
        tools = catalogue.get(ids)
        self.removed["tools_refused"] += len(set(ids)) - len(tools)
        return tools[: _MOST["tool_ids"]]

    def _problem(self, item: schema.DraftProblem) -> Problem | None:
        problem, evidence = self._prose(item.problem), self._evidence(item.quote)
        if not problem or evidence is None:
            return Problem(problem=problem, evidence=None) if problem else None
        same_language = language_of(self.task.description) == self.task.language
        shown = shows_problem(problem, evidence.quote, same_language=same_language)
        self.removed["quotes_refused"] += shown != "yes"
        if shown == "something_else":  # the text does not bear the problem out
            return None
        return Problem(problem=problem, evidence=evidence if shown == "yes" else None)

    def _step(self, item: schema.DraftStep) -> Step | None:
        name = self._prose(item.name)
        if not name:
            return None
        tools = self._tool_ids(item.tool_ids)
        return Step(
            name=name,
            today=self._prose(item.today),
            evidence=self._evidence(item.quote),
            verdict=item.verdict,
            why=self._prose(item.why),
            tool_ids=[tool.id for tool in tools],
            tool_names=[tool.name for tool in tools],
        )

    def _tools(self, drafted: Sequence[schema.DraftTool]) -> list[Tool]:
        language, kept = self.task.language, dict[str, Tool]()
        for item in drafted:
            found = catalogue.get([item.tool_id])
            if not found:
                self.removed["tools_refused"] += 1
                continue
            tool = found[0]
            if tool.id in kept or len(kept) == _MOST_TOOLS[self.task.depth]:
                self.removed["items_dropped"] += 1
                continue
            kept[tool.id] = Tool(
                tool_id=tool.id,
                name=tool.name,
                vendor=tool.vendor,
                homepage=tool.homepage,
                capabilities=catalogue.capability_names(tool, language),
                price=tool.price_note(language),
                region=tool.region_note(language),
                mentioned=tool.id in self.mentioned,
                why=self._prose(item.why),
                fit=self._prose(item.fit),
            )
        return list(kept.values())

    def _variant(self, item: schema.DraftVariant) -> Variant | None:
        description = self._prose(item.description)
        if not description:
            return None
        tools = self._tool_ids(item.tool_ids)
        return Variant(
            level=item.level,
            description=description,
            tool_ids=[tool.id for tool in tools],
            tool_names=[tool.name for tool in tools],
        )

    def _phase(self, item: schema.DraftRoadmapItem) -> RoadmapItem | None:
        phase = self._prose(item.phase)
        if not phase:
            return None
        actions = self._texts("actions", item.actions)
        return RoadmapItem(phase=phase, effort=item.effort, weeks=WEEKS[item.effort], actions=actions)

    def _risk(self, item: schema.DraftRisk) -> Risk | None:
        risk = self._prose(item.risk)
        return Risk(risk=risk, mitigation=self._prose(item.mitigation)) if risk else None

    def _questions(self, drafted: Sequence[schema.DraftQuestion]) -> list[Question]:
        """Return the questions whose answers would change the net savings most; others keep the analyst's order.

        What a person has stated or the text says is in force, and is not asked again.
        """
        ranked = question_effects(self.assessment)
        place = {effect.field: index for index, effect in enumerate(ranked)}
        amount = {effect.field: effect.effect for effect in ranked}
        in_force = {name for name, one in self.assessment.inputs.items() if one.provenance != "default"}
        open_ones = [item for item in drafted if item.field not in in_force]
        asked = self._list("questions_asked", open_ones, self._question)
        ordered = sorted(asked, key=lambda question: place.get(question.field, len(place)))
        self.removed["items_dropped"] += max(0, len(ordered) - _MOST["questions"])
        return [
            question.model_copy(update={"effect": amount.get(question.field)})
            for question in ordered[: _MOST["questions"]]
        ]

    def _question(self, item: schema.DraftQuestion) -> Question | None:
        question = self._prose(item.question)
        return Question(question=question, field=item.field, effect=None) if question else None

    def _contradiction(self, item: schema.DraftContradiction) -> Contradiction | None:
        written_in = language_of(self.task.description)
        found = sides(item, self.allowed.description, self.assessment, language=written_in)
        if found is None:
            self.removed["contradictions_refused"] += 1
        return found

    def _comparison(self, item: schema.DraftComparison) -> Comparison | None:
        found = catalogue.get([item.tool_id])
        if not found:
            self.removed["tools_refused"] += 1
            return None
        return Comparison(
            tool_id=found[0].id,
            name=found[0].name,
            homepage=found[0].homepage,
            strengths=self._prose(item.strengths),
            weaknesses=self._prose(item.weaknesses),
            best_for=self._prose(item.best_for),
        )

    def _measure(self, item: schema.DraftMeasure) -> Measure | None:
        measure = self._prose(item.measure)
        return Measure(measure=measure, how=self._prose(item.how)) if measure else None

    def _scenarios(self, item: Scenarios) -> Scenarios:
        return Scenarios(
            conservative=self._prose(item.conservative),
            expected=self._prose(item.expected),
            optimistic=self._prose(item.optimistic),
        )

    def _sources(self) -> list[Source]:
        unique = {source.url: source for source in reversed(self.sources)}
        kept = [unique[url] for url in dict.fromkeys(source.url for source in self.sources)][: _MOST["sources"]]
        self.removed["items_dropped"] += len(unique) - len(kept)
        return [
            Source(
                title=clean(source.title)[:_LONGEST_TITLE] or source.url,
                url=source.url,
                date=source.date,
                # Nothing is filled into a claim: it is the page's, not the analyst's.
                claim="" if "{" in source.claim else self._prose(source.claim),
                published=source.published,
            )
            for source in kept
        ]


def _is_link(url: str) -> bool:
    """Tell whether this is a plain web address: http or https, a host, no user name, nothing invisible, not too long."""
    if len(url) > _LONGEST_URL or not url.isprintable() or any(char in url for char in ' <>"\\'):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
