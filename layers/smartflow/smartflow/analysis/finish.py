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

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pydantic import BaseModel, JsonValue, ValidationError

from smartflow.analysis import catalogue
from smartflow.analysis.evidence import Haystack, normal_value, supports
from smartflow.analysis.masking import unmask
from smartflow.analysis.number_lock import Licence, Violation, check, drop_sentences, fill, prepare
from smartflow.analysis.numbers import is_polish
from smartflow.analysis.placeholders import figures
from smartflow.analysis.schema import (
    DRAFTS,
    Comparison,
    Contradiction,
    Draft,
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
    lift,
)
from smartflow.analysis.sides import sides
from smartflow.analysis.text import clean
from smartflow.assessment import Context, assess, question_effects
from smartflow.savings import FiguresTooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from smartflow.analysis.protocol import AnalysisTask, SourceLink
    from smartflow.analysis.schema import Depth, DraftSuggestion, Effort, Language, NoticeCode
    from smartflow.assessment import Assessment, Provenance

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


class InvalidDraft(ValueError):
    """The text is no draft of its depth. `reasons` say in plain English what is wrong, for the one repair call."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Finished:
    """The result, and the violations that were still in the draft (their sentences are gone)."""

    result: Result
    violations: list[Violation]


def parse(text: str, depth: Depth) -> Draft:
    """Read a draft of `depth` from a model's answer.

    Raises
    ------
    InvalidDraft
        For anything else: no JSON, another shape, too long, cut off.
    """
    try:
        return lift(DRAFTS[depth].model_validate_json(text.strip(), strict=True))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        reasons = [f"{'.'.join(map(str, fault['loc'])) or 'answer'}: {fault['msg']}" for fault in faults[:10]]
        raise InvalidDraft(reasons) from error


def unmask_draft(draft: Draft, mapping: Mapping[str, str]) -> Draft:
    """Put back what was masked before the text left."""

    def restored(value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return unmask(value, mapping)
        if isinstance(value, list):
            return [restored(item) for item in value]
        if isinstance(value, dict):
            return {key: restored(item) for key, item in value.items()}
        return value

    if not mapping:
        return draft
    # Values put back may be longer than their tokens: what was valid stays valid.
    return _constructed(Draft, restored(json.loads(draft.model_dump_json())))


def check_draft(draft: Draft, task: AnalysisTask, sources: Iterable[SourceLink] = ()) -> list[Violation]:
    """Return every break of the number lock and every tool outside the catalogue, each with its place in the draft."""
    licence = _licence(task, sources)
    found = [violation for path, text in prose(draft) for violation in check(prepare(text), licence, path)]
    unknown = [
        Violation("tool", tool_id, tool_id, path)
        for path, tool_id in _tool_ids(draft)
        if not catalogue.get([tool_id])
    ]
    missing = [
        Violation("quote", quote, quote, path)
        for path, quote in _quotes(draft)
        if quote.strip() and licence.description.locate(quote) is None
    ]
    return [*found, *unknown, *missing]


def suggestions(draft: Draft, task: AnalysisTask) -> list[Suggestion]:
    """Return the suggested inputs that hold: words that stand in the text, a value those words show, a field's first."""
    return _Checked(task, ()).suggestions(draft.suggested_inputs)


def usable(suggested: Iterable[Suggestion]) -> dict[str, str]:
    """Return the values that may enter the figures: never over a person's, never rejected, readiness once accepted."""
    return {
        suggestion.field: suggestion.value
        for suggestion in suggested
        if suggestion.status == "accepted"
        or (
            suggestion.status == "suggested"
            and suggestion.given is None
            and not suggestion.field.startswith("readiness.")
        )
    }


def reassess(draft: Draft, task: AnalysisTask) -> Assessment:
    """Return the figures with empty fields filled from the text, marked "suggested".

    Values that do not fit together (figures too large) are left out: the task's own assessment then stands.
    """
    return assess_with(task, usable(suggestions(draft, task)))


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


def prose(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every field of a draft that readers see as prose, with its path."""
    yield from _walk(json.loads(draft.model_dump_json()), "", _PROSE)


def _quotes(draft: Draft) -> Iterator[tuple[str, str]]:
    yield from _walk(json.loads(draft.model_dump_json()), "", _QUOTES)


def _tool_ids(draft: Draft) -> Iterator[tuple[str, str]]:
    yield from _walk(json.loads(draft.model_dump_json()), "", _TOOL_IDS)


_PROSE: Final = frozenset(
    "summary verdict problem name today why fit description phase actions first_steps risk mitigation expected_results "
    "question strengths weaknesses best_for measure how conservative expected optimistic".split(" ")
)
_QUOTES: Final = frozenset({"quote", "quote_a", "quote_b"})
_TOOL_IDS: Final = frozenset({"tool_id", "tool_ids"})


def _walk(value: JsonValue, path: str, keys: frozenset[str], key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            # A step's verdict is a code, the draft's own is prose.
            if name == "verdict" and path:
                continue
            yield from _walk(item, f"{path}.{name}" if path else name, keys, name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}.{index}", keys, key)
    elif isinstance(value, str) and key in keys:
        yield path, value


def _licence(task: AnalysisTask, sources: Iterable[SourceLink]) -> Licence:
    return Licence(Haystack(task.description), frozenset(" ".join(source.title.split()) for source in sources))


class _Checked:
    """One draft's way through the checks: what may be leaned on, and what was taken away so far."""

    def __init__(
        self, task: AnalysisTask, sources: Sequence[SourceLink], assessment: Assessment | None = None
    ) -> None:
        self.task = task
        self.sources = [source for source in sources if _is_link(source.url)]
        self.refused_sources = len(sources) - len(self.sources)
        self.licence = _licence(task, self.sources)
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
            problems=self._list("problems", draft.problems, lambda item: self._problem(item.problem, item.quote)),
            steps=self._list("steps", draft.steps, self._step),
            tools=self._tools(draft),
            variants=self._list("variants", draft.variants, self._variant),
            roadmap=self._list("roadmap", draft.roadmap, self._phase),
            first_steps=self._texts("first_steps", draft.first_steps),
            risks=self._list("risks", draft.risks, self._risk),
            expected_results=self._texts("expected_results", draft.expected_results),
            suggested_inputs=self.suggestions(draft.suggested_inputs),
            questions=self._questions(draft),
            contradictions=self._list("contradictions", draft.contradictions, self._contradiction),
            comparison=self._list("comparison", draft.comparison, self._comparison),
            monitoring=self._list("monitoring", draft.monitoring, self._measure),
            scenarios=self._scenarios(draft.scenarios) if depth == "expert" else None,
            sources=self._sources(),
            notices=[],
        )
        notices = [Notice(code=code, count=count) for code, count in sorted(self.taken.items()) if count]
        return result.model_copy(update={"notices": notices})
