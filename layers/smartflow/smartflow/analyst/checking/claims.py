"""Values that a language model says it has read: which of them their words show, where they stand in the description.

A model is believed nothing. Each part of a claim needs words of the description that show its value for its field (the
judge of evidence), and the number must be to the process what the field says, as our reader understands its surroundings:
"six minutes" of last year, of a wish or of another activity are no minutes of a run, whatever is quoted. Sums and
products are computed here: parts of a sum stand in different places and leave no step out, and a product is a count of
things times what each of these things brings.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation, localcontext
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from smartflow.analyst.checking.evidence import supports
from smartflow.analyst.reading import reader, roles
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.reading.weights import learned
from smartflow.analyst.schema import MAX_QUOTE, DraftContradiction, DraftSuggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.checking.evidence import SourceText
    from smartflow.analyst.reading.records import Text
    from smartflow.analyst.schema import DraftCompeting, DraftFact, DraftPart, DraftReading, InputField
    from smartflow.analyst.task import AnalysisTask
    from smartflow.language.text import Language

Span = tuple[int, int]

_LONGEST_VALUE: Final = 40
#: A claim of more parts, or a quotation with more numbers, shows nothing to a reader, and would take long to check.
_MOST_PARTS: Final = 6
_MOST_NUMBERS: Final = 8
#: How likely a number has to be what its field means: for a value that counts, and for one that is only asked about.
_LIKELY: Final = 0.8
_POSSIBLE: Final = 0.3
#: More likely than not: of the count in a product, which "each of them" confirms, and of what a sum must not leave out.
_PROBABLE: Final = 0.5
#: What a quantity may be to the process, for each field that it is claimed to show.
_ROLES: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("volume", "frequency", "workload", "posts"),
    "frequency": ("volume", "frequency", "workload", "posts", "per_head_volume"),
    "minutes_per_run": ("minutes_run", "workload", "posts"),
    "rework_minutes": ("minutes_rework",),
    "error_rate_percent": ("error_rate",),
    "exceptions_percent": ("exception_rate",),
    "people": ("people_on_run",),
    "systems": ("systems",),
    "hourly_cost": ("hourly_cost",),
    "build_cost": ("build_quote",),
    "monthly_licence": ("licence_quote",),
}
#: What may be meant as well, where the text leaves it open.
_NEAR: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("stock", "per_head_volume", "heads"),
    "minutes_per_run": ("minutes_total", "minutes_step"),
    "hourly_cost": ("gross_pay",),
    "people": ("heads", "posts"),
}
_NOT_OF_TODAY: Final = frozenset({"past", "plan", "season"})
_STEPS: Final = ("minutes_step", "minutes_run")
_COUNTED: Final = ("heads", "firm_size", "stock", "volume")
_EACH: Final = ("per_head_volume",)
_ADDED: Final = frozenset({"minutes_per_run", "rework_minutes"})


class Taken(NamedTuple):
    """What comes of a model's reading: values to be checked, and what the text leaves open between two passages."""

    suggestions: list[DraftSuggestion]
    contradictions: list[DraftContradiction]


def taken(reading: DraftReading, task: AnalysisTask, description: SourceText) -> Taken:
    """Return the claims of a model's reading, with those set against each other that cannot both stand.

    Where our own reader is sure of another value than one that a claim shows, both are left to a person.
    """
    language = language_of(task.description)
    ours = {fact.field: fact for fact in reader.read(task.title, task.description, task.currency, task.language).facts}
    suggestions: list[DraftSuggestion] = []
    text = _text(task.title, description.text, language)
    open_between = [one for one in reading.contradictions if _are_of_today(text, one, description)]
    for fact in reading.facts:
        claim = suggestion(fact, description)
        known = ours.get(claim.field)
        value = normal_value(claim.field, claim.value)
        agreed = known is None or value in {None, normal_value(claim.field, known.value)}
        if known is not None and not agreed and shown(claim, task.title, description, language):
            open_between.append(
                DraftContradiction(field=claim.field, quote_a=claim.quote, quote_b=known.quotes[0].text)
            )
        else:
            suggestions.append(claim)
    for item in reading.competing:
        pair = _pair(item, task.title, description, language)
        open_between += [pair] if pair else []
    return Taken(suggestions, open_between)


def _pair(item: DraftCompeting, title: str, description: SourceText, language: Language) -> DraftContradiction | None:
    """Return the first two readings whose words show different values that may be meant."""
    kept: dict[str, str] = {}
    for part in item.readings:
        span, value = description.locate(part.quote), normal_value(item.field, part.value)
        if span is None or value is None or item.field.startswith("readiness."):
            continue
        text = _text(title, description.text, language)
        allowed = (*_ROLES[item.field], *_NEAR.get(item.field, ()))
        if _is_of_today(text, span) and _states(text, item.field, part, span, allowed, language, least=_POSSIBLE):
            kept.setdefault(value, part.quote)
    if len(kept) < 2:
        return None
    first, second = [*kept.values()][:2]
    return DraftContradiction(field=item.field, quote_a=first, quote_b=second)


def suggestion(fact: DraftFact, description: SourceText) -> DraftSuggestion:
    """Return a model's fact as a suggested input: its value computed, its words from the first part to the last.

    Nothing is verified; what cannot be computed has no value, parts that stand far apart no words, and words that are
    not there stay as they are.
    """
    spans = [description.locate(part.quote) for part in fact.parts[:_MOST_PARTS]]
    found = [span for span in spans if span is not None]
    lost = next((part.quote for part, span in zip(fact.parts, spans, strict=False) if span is None), "")
    words = "" if lost or not found else description.text[min(found)[0] : max(end for _, end in found)]
    words = words if len(words) <= MAX_QUOTE else ""
    return DraftSuggestion.model_construct(
        field=fact.field,
        value=_computed(fact),
        quote=lost or words,
        operation=fact.operation,
        parts=tuple(fact.parts),
    )


def shown(claim: DraftSuggestion, title: str, description: SourceText, language: Language) -> bool:
    """Tell whether the parts of a claim show its value, each by its own words and where they stand."""
    if len(claim.parts) > _MOST_PARTS:
        return False
    spans = [description.locate(part.quote) for part in claim.parts]
    located = [span for span in spans if span is not None]
    if len(located) < len(spans) or any(_overlap(a, b) for a, b in pairwise(sorted(located))):
        return False
    if claim.field.startswith("readiness."):
        return claim.operation == "stated" and len(claim.parts) == 1
    text = _text(title, description.text, language)
    if not all(_is_of_today(text, span) for span in located):
        return False
    places = list(zip(claim.parts, located, strict=True))
    match claim.operation:
        case "stated":
            return len(places) == 1 and _states(text, claim.field, *places[0], _ROLES[claim.field], language)
        case "sum":
            return (
                len(places) > 1
                and claim.field in _ADDED
                and all(_states(text, claim.field, *place, _sum_roles(claim.field), language) for place in places)
                and _is_complete(text, located, _sum_roles(claim.field))
            )
        case "product":
            return len(places) == 2 and claim.field == "runs" and _multiplies(text, places)


def _is_of_today(text: Text, span: Span) -> bool:
    """Tell whether no number of the span stands in a sentence about the past, a plan or a season."""
    return not any(text.cues[index] & _NOT_OF_TODAY for index in _inside(text, span))


def _are_of_today(text: Text, item: DraftContradiction, description: SourceText) -> bool:
    """A season, a plan and the past contradict nothing of today; words that are not there are refused later, and counted."""
    spans = (description.locate(item.quote_a), description.locate(item.quote_b))
    return all(span is None or _is_of_today(text, span) for span in spans)


def _sum_roles(field: InputField) -> tuple[str, ...]:
    return _STEPS if field == "minutes_per_run" else _ROLES[field]


def _computed(fact: DraftFact) -> str:
    if fact.operation == "stated":
        return fact.parts[0].value if fact.parts else ""
    numbers = [_number(part.value) for part in fact.parts]
    known = [one for one in numbers if one is not None]
    if len(known) < len(numbers):
        return ""
    with localcontext(prec=40):
        total = sum(known) if fact.operation == "sum" else prod(known)
        value = f"{total.normalize():f}" if isinstance(total, Decimal) and total.adjusted() < 12 else ""
    return value if len(value) <= _LONGEST_VALUE else ""


def _number(value: str) -> Decimal | None:
    try:
        number = Decimal(value.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 and number.adjusted() < 12 else None


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


@lru_cache(maxsize=8)
def _text(title: str, description: str, language: Language) -> Text:
    return reader.prepared(title, description, learned(), language)


def _states(
    text: Text,
    field: InputField,
    part: DraftPart,
    span: Span,
    allowed: Sequence[str],
    language: Language,
    least: float = _LIKELY,
) -> bool:
    """The words show the value for the field, and a quantity in them is what the field means."""
    value = normal_value(field, part.value)
    quote = text.cut.text[slice(*span)]
    inside = _inside(text, span)
    if value is None or len(inside) > _MOST_NUMBERS or not supports(field, value, quote, language=language):
        return False
    likely = [index for index in inside if text.p(index, *allowed) >= least]
    if not inside:  # said without a number
        return True
    if value in {"1", "0"} or not _number(value):
        return bool(likely)
    bearing = [index for index in inside if supports(field, value, _words(text, index, span), language=language)]
    return any(index in likely for index in (bearing or inside))


def _inside(text: Text, span: Span) -> list[int]:
    return [
        index
        for index, one in enumerate(text.found)
        if one.kind not in {"date", "name"} and span[0] <= one.number_start and one.number_end <= span[1]
    ]


def _words(text: Text, index: int, span: Span) -> str:
    """The words of the span without its other numbers."""
    words = text.cut.text
    others = [text.found[other] for other in _inside(text, span) if other != index]
    made, at = [], span[0]
    for other in sorted(others, key=lambda one: one.number_start):
        made.append(words[at : other.number_start])
        at = max(at, other.number_end)
    return "".join([*made, words[at : span[1]]])


def _is_complete(text: Text, parts: Sequence[Span], allowed: Sequence[str]) -> bool:
    """Tell whether a sum leaves out no number that may well be one of its parts: a step wherever it is told, the time of a run
    where it is told in a line with a part.
    """
    inside = [index for span in parts for index in _inside(text, span)]
    lines = {text.cut.tokens[text.found[index].first].line for index in inside}
    return not any(
        text.p(index, "minutes_step") >= _PROBABLE
        or (text.p(index, *allowed) >= _PROBABLE and text.cut.tokens[one.first].line in lines)
        for index, one in enumerate(text.found)
        if one.kind == "duration" and index not in inside
    )


def _multiplies(text: Text, places: Sequence[tuple[DraftPart, Span]]) -> bool:
    """One part counts things, the other says what each of them brings, naming the same thing."""
    found = [_quantity(text, part, span) for part, span in places]
    for count, each in (found, found[::-1]):
        if count is None or each is None:
            continue
        counted, brings = text.found[count], text.found[each]
        if (
            counted.kind == brings.kind == "count"
            and text.p(count, *_COUNTED) >= _PROBABLE
            and text.p(each, *_EACH) >= _LIKELY
            and _belong(text, count, each)
        ):
            return True
    return False


def _belong(text: Text, count: int, each: int) -> bool:
    """ "Each X" stands beside one quantity, and the other counts X: the features that roles were learned from say so.

    "Each person" among so many people of the same sentence belongs too, though the words differ.
    """
    counted, brings = text.found[count], text.found[each]
    of = any(name.startswith("eachof:") for name in roles.features(text.cut, text.found, each))
    by = any(name.startswith(f"eachby:{brings.kind}:") for name in roles.features(text.cut, text.found, count))
    same_sentence = text.cut.tokens[counted.first].sentence == text.cut.tokens[brings.first].sentence
    return (of and by) or (counted.unit == "people" and same_sentence and not of and not by)


def _quantity(text: Text, part: DraftPart, span: Span) -> int | None:
    number = _number(part.value)
    return next((index for index in _inside(text, span) if number == Decimal(str(text.found[index].low))), None)
