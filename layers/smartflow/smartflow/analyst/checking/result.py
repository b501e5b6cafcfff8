"""From a draft, which is a claim, to a result, which may be shown.

The worker's order of calls:

    draft = parse(text, depth)                     # InvalidDraft: one repair with its reasons, then failed
    draft = unmask_draft(draft, masked.mapping)    # before anything is verified
    violations = check_draft(draft, task, sources) # any: one repair call with prompt.repair_message(violations)
    assessment = reassess(draft, task)             # figures with what the text itself states, marked "suggested"
    finished = finish(draft, task, assessment, sources)

`finish` never raises for what a model wrote: it takes away, and counts what it took in `Result.notices`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from smartflow.analyst import catalogue
from smartflow.analyst.checking.drafts import InvalidDraft, parse, prose, quotes, tool_ids
from smartflow.analyst.checking.evidence import SourceText, supports
from smartflow.analyst.checking.number_lock import AllowedSources, Violation, check, drop_sentences, fill, prepare
from smartflow.analyst.checking.placeholders import figures
from smartflow.analyst.checking.sides import sides
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.numbers import is_polish
from smartflow.analyst.schema import (
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
from smartflow.engine.assessment import Context, assess, question_effects
from smartflow.engine.estimate import FiguresTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from smartflow.analyst import schema
    from smartflow.analyst.schema import Depth, Draft, Effort, InputField, NoticeCode
    from smartflow.analyst.task import AnalysisTask, SourceLink
    from smartflow.engine.assessment import Assessment, Provenance
    from smartflow.language.text import Language

Item = TypeVar("Item")
Shown = TypeVar("Shown")

__all__ = [
    "Finished",
    "InvalidDraft",
    "assess_with",
    "check_draft",
    "context_of",
    "finish",
    "parse",
    "reassess",
    "suggestions",
    "usable",
]

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
    "suggested_inputs": 16,
    "questions_asked": 40,
    "questions": 5,
    "contradictions": 8,
    "comparison": 7,
    "monitoring": 8,
    "sources": 20,
    "tool_ids": 5,
}
_MOST_TOOLS: Final[dict[Depth, int]] = {"basic": 3, "deep": 5, "expert": 7}
_MOST_URL: Final = 2_000
_MOST_TITLE: Final = 300
_EMPTY: Final[dict[Language, dict[str, str]]] = {
    "pl": {
        "summary": "Podsumowanie słowne nie przeszło sprawdzenia, dlatego go nie pokazujemy. Liczby są policzone z danych.",
        "verdict": "Ocenę pokazują same liczby: słowna nie przeszła sprawdzenia.",
        "verdict_unknown": "Brakuje jeszcze danych, aby policzyć oszczędność. Odpowiedz na pytania poniżej.",
    },
    "en": {
        "summary": "The written summary did not pass our checks, so it is not shown. The figures are computed from the inputs.",
        "verdict": "The figures speak for themselves: the written verdict did not pass our checks.",
        "verdict_unknown": "Some inputs are still missing to compute the savings. Please answer the questions below.",
    },
}


@dataclass(frozen=True)
class Finished:
    """The result, and the violations that were still in the draft (their sentences are gone)."""

    result: Result
    violations: list[Violation]


def check_draft(draft: Draft, task: AnalysisTask, sources: Iterable[SourceLink] = ()) -> list[Violation]:
    """Return every break of the number lock and every tool outside the catalogue, each with its place in the draft."""
    allowed = _allowed_sources(task, sources)
    locked = [violation for path, text in prose(draft) for violation in check(prepare(text), allowed, path)]
    unknown = [
        Violation("tool", tool_id, tool_id, path) for path, tool_id in tool_ids(draft) if not catalogue.get([tool_id])
    ]
    unfounded = [
        Violation("evidence", quote, quote, path)
        for path, quote in quotes(draft)
        if quote.strip() and allowed.description.locate(quote) is None
    ]
    return [*locked, *unknown, *unfounded]


def suggestions(draft: Draft, task: AnalysisTask) -> list[Suggestion]:
    """Return the suggested inputs that hold: words that stand in the text, a value those words show, a field's first."""
    return _Checked(task, ()).suggestions(draft.suggested_inputs)


def usable(suggested: Iterable[Suggestion], contradictions: Iterable[Contradiction] = ()) -> dict[str, str]:
    """Return the values that may enter the figures.

    Never over a person's, never rejected, readiness only once accepted; and what the text contradicts itself on stays
    out until a person has chosen, because a figure would settle it.
    """
    open_fields = {field for found in contradictions for field in contested(found)}
    return {
        suggestion.field: suggestion.value
        for suggestion in suggested
        if suggestion.status == "accepted"
        or (
            suggestion.status == "suggested"
            and suggestion.given is None
            and suggestion.field not in open_fields
            and not suggestion.field.startswith("readiness.")
        )
    }


def contested(found: Contradiction) -> set[str]:
    """Return the inputs on which the two sides differ."""
    a, b = found.a.inputs, found.b.inputs
    differing = {field for field in a.keys() & b.keys() if a[field] != b[field]}
    return differing | {found.field}


def reassess(draft: Draft, task: AnalysisTask) -> Assessment:
    """Return the figures with empty fields filled from the text, marked "suggested".

    Values that do not fit together (figures too large) are left out: the task's own assessment then stands.
    """
    checked = _Checked(task, ())
    found = [one for item in draft.contradictions if (one := checked.contradiction(item)) is not None]
    return assess_with(task, usable(checked.suggestions(draft.suggested_inputs), found))


def assess_with(task: AnalysisTask, values: Mapping[str, str]) -> Assessment:
    """Return the figures of the task with `values` put into the fields nobody has filled."""
    inputs = task.inputs
    provenance: dict[str, Provenance] = dict(task.provenance)
    for field, value in values.items():
        if inputs.value(field) is None:
            inputs = inputs.replace(field, int(value) if field.startswith("readiness.") else value)
            provenance[field] = "suggested"
    if inputs == task.inputs:
        return task.assessment
    try:
        return assess(inputs, context_of(task), provenance)
    except FiguresTooLarge:
        return task.assessment


def context_of(task: AnalysisTask) -> Context:
    return Context.model_validate(
        {
            "industry": task.industry,
            "company_size": task.company_size,
            "budget_range": task.budget_range,
            "country": task.country,
            "currency": task.currency,
            "working_days": task.working_days,
        }
    )


def finish(draft: Draft, task: AnalysisTask, assessment: Assessment, sources: Sequence[SourceLink] = ()) -> Finished:
    """Check a draft and make the result of it. Sentences that break the lock are dropped, never repaired here."""
    checked = _Checked(task, sources, assessment)
    violations = check_draft(draft, task, sources)
    return Finished(checked.result(draft), violations)


def _allowed_sources(task: AnalysisTask, sources: Iterable[SourceLink]) -> AllowedSources:
    return AllowedSources(SourceText(task.description), frozenset(" ".join(source.title.split()) for source in sources))


class _Checked:
    """One draft's way through the checks: what may be leaned on, and what was taken away so far."""

    def __init__(self, task: AnalysisTask, sources: Sequence[SourceLink], assessment: Assessment | None = None) -> None:
        self.task = task
        self.sources = [source for source in sources if _is_link(source.url)]
        self.refused_sources = len(sources) - len(self.sources)
        self.allowed = _allowed_sources(task, self.sources)
        self.assessment = task.assessment if assessment is None else assessment
        self.figures = figures(self.assessment, task.language)
        self.polish = is_polish(task.description)
        self.taken: Counter[NoticeCode] = Counter()
        self.mentioned = frozenset(catalogue.mentioned(f"{task.title}\n{task.description}"))

    def result(self, draft: Draft) -> Result:
        language, depth = self.task.language, self.task.depth
        verdict = self._prose(draft.verdict)
        if not verdict:
            unknown = self.assessment.expected.net_savings_per_year is None
            verdict = _EMPTY[language]["verdict_unknown" if unknown else "verdict"]
        result = Result(
            language=language,
            depth=depth,
            summary=self._prose(draft.summary) or _EMPTY[language]["summary"],
            verdict=verdict,
            problems=self._list("problems", draft.problems, self._problem),
            steps=self._list("steps", draft.steps, self._step),
            tools=self._tools(draft.tools),
            variants=self._list("variants", draft.variants, self._variant),
            roadmap=self._list("roadmap", draft.roadmap, self._phase),
            first_steps=self._texts("first_steps", draft.first_steps),
            risks=self._list("risks", draft.risks, self._risk),
            expected_results=self._texts("expected_results", draft.expected_results),
            suggested_inputs=self.suggestions(draft.suggested_inputs),
            questions=self._questions(draft.questions),
            contradictions=self._list("contradictions", draft.contradictions, self.contradiction),
            comparison=self._list("comparison", draft.comparison, self._comparison),
            monitoring=self._list("monitoring", draft.monitoring, self._measure),
            scenarios=self._scenarios(draft.scenarios) if depth == "expert" else None,
            sources=self._sources(),
            notices=[],
        )
        notices = [Notice(code=code, count=count) for code, count in sorted(self.taken.items()) if count]
        return result.model_copy(update={"notices": notices})

    def suggestions(self, drafted: Iterable[schema.DraftSuggestion]) -> list[Suggestion]:
        kept: dict[InputField, Suggestion] = {}
        for item in drafted:
            span = self.allowed.description.locate(item.quote)
            if span is None:
                self.taken["quotes_refused"] += 1
                continue
            # What is shown is what the text says, not how the analyst spelled it.
            quote = self.task.description[slice(*span)]
            value = normal_value(item.field, item.value)
            if value is None or not supports(item.field, value, quote, polish=self.polish):
                self.taken["values_refused"] += 1
                continue
            if item.field in kept or len(kept) == _MOST["suggested_inputs"]:
                self.taken["items_dropped"] += 1
                continue
            given = self._given(item.field)
            if given == value:
                continue
            kept[item.field] = Suggestion(
                id=f"s{len(kept) + 1}",
                field=item.field,
                value=value,
                quote=quote,
                start=span[0],
                end=span[1],
                given=given,
                status="suggested",
            )
        return list(kept.values())

    def _given(self, field: InputField) -> str | None:
        """Return what a person entered: compared as it would be stored, so that 60 and 60.00 are one value."""
        value = self.task.inputs.value(field)
        return None if value is None else normal_value(field, str(value))

    def _prose(self, text: str) -> str:
        locked, broken = drop_sentences(prepare(text), self.allowed)
        filled, unknown = fill(locked, self.figures)
        self.taken["sentences_dropped"] += broken
        self.taken["unknown_figures"] += unknown
        return filled

    def _list(self, name: str, items: Sequence[Item], make: Callable[[Item], Shown | None]) -> list[Shown]:
        made = [shown for shown in map(make, items) if shown is not None]
        kept = [shown for index, shown in enumerate(made) if shown not in made[:index]][: _MOST[name]]
        self.taken["items_dropped"] += len(items) - len(kept)
        return kept

    def _texts(self, name: str, texts: Sequence[str]) -> list[str]:
        return self._list(name, texts, lambda text: self._prose(text) or None)

    def _evidence(self, quote: str) -> Evidence | None:
        if not quote.strip():
            return None
        span = self.allowed.description.locate(quote)
        if span is None:
            self.taken["quotes_refused"] += 1
            return None
        return Evidence(quote=self.task.description[slice(*span)], start=span[0], end=span[1])

    def _tool_ids(self, ids: Sequence[str]) -> list[catalogue.Tool]:
        tools = catalogue.get(ids)
        self.taken["tools_refused"] += len(set(ids)) - len(tools)
        return tools[: _MOST["tool_ids"]]

    def _problem(self, item: schema.DraftProblem) -> Problem | None:
        problem = self._prose(item.problem)
        return Problem(problem=problem, evidence=self._evidence(item.quote)) if problem else None

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
                self.taken["tools_refused"] += 1
                continue
            tool = found[0]
            if tool.id in kept or len(kept) == _MOST_TOOLS[self.task.depth]:
                self.taken["items_dropped"] += 1
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
        """The five questions whose answers would move Net most; where that is unknown, in the analyst's order."""
        ranked = question_effects(self.assessment)
        place = {effect.field: index for index, effect in enumerate(ranked)}
        amount = {effect.field: effect.effect for effect in ranked}
        asked = self._list("questions_asked", drafted, self._question)
        ordered = sorted(asked, key=lambda question: place.get(question.field, len(place)))
        self.taken["items_dropped"] += max(0, len(ordered) - _MOST["questions"])
        return [
            question.model_copy(update={"effect": amount.get(question.field)})
            for question in ordered[: _MOST["questions"]]
        ]

    def _question(self, item: schema.DraftQuestion) -> Question | None:
        question = self._prose(item.question)
        return Question(question=question, field=item.field, effect=None) if question else None

    def contradiction(self, item: schema.DraftContradiction) -> Contradiction | None:
        found = sides(item, self.allowed.description, self.assessment, polish=self.polish)
        if found is None:
            self.taken["contradictions_refused"] += 1
        return found

    def _comparison(self, item: schema.DraftComparison) -> Comparison | None:
        found = catalogue.get([item.tool_id])
        if not found:
            self.taken["tools_refused"] += 1
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
        self.taken["sources_refused"] += self.refused_sources
        unique = {source.url: source for source in reversed(self.sources)}
        kept = [unique[url] for url in dict.fromkeys(source.url for source in self.sources)][: _MOST["sources"]]
        self.taken["items_dropped"] += len(unique) - len(kept)
        return [
            Source(title=clean(source.title)[:_MOST_TITLE] or source.url, url=source.url, date=source.date)
            for source in kept
        ]


def _is_link(url: str) -> bool:
    """Only plain web addresses: http or https, a host, no user name, nothing invisible, not endless."""
    if len(url) > _MOST_URL or not url.isprintable() or any(char in url for char in ' <>"\\'):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
