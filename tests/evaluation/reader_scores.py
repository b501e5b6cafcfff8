"""How well texts were read: values taken without asking, candidates, yearly hours, calibration, contradictions, evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from smartflow.analyst.reading.choice import chosen
from smartflow.analyst.reading.judge import shows
from smartflow.analyst.reading.reader import Candidate, Reading, decide, fields_of
from tools.train.crossfit import Crossfit, Held
from tools.train.texts import Labelled, right, right_hours, same, yearly_hours

FIELDS: Final = (
    "runs", "frequency", "minutes_per_run", "people", "hourly_cost", "error_rate_percent", "rework_minutes",
    "exceptions_percent", "systems", "build_cost", "monthly_licence",
)  # fmt: skip


@dataclass
class Tally:
    """What was counted over some texts; `fields` holds taken, right, stated and offered values by field."""

    texts: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    correct: Counter[str] = field(default_factory=Counter)
    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)
    offered_any: Counter[str] = field(default_factory=Counter)
    hours: Counter[str] = field(default_factory=Counter)
    tenths: dict[int, list[bool]] = field(default_factory=lambda: defaultdict(list))
    sums: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    contradictions: Counter[str] = field(default_factory=Counter)
    evidence: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of values taken that are right."""
        return self.correct.total() / max(self.taken.total(), 1)

    @property
    def recall(self) -> float:
        """The share of stated values that were taken rightly."""
        return self.found.total() / max(self.stated.total(), 1)

    @property
    def right_or_asked(self) -> float:
        """The share of texts whose hours are right or asked about."""
        return 1 - self.hours["wrong"] / max(self.texts, 1)


def readings(done: Crossfit) -> list[tuple[Held, Reading]]:
    """Return each text's reading by weights that were learned without its writer."""
    made = []
    for held in done.held:
        weights = done.weights[held.fold]
        made.append((held, decide(held.text, chosen(held.records, weights), held.example.text.currency, weights)))
    return made


def is_right(text: Labelled, values: dict[str, str], name: str) -> bool:
    """Tell whether the value of a field is right; runs also when they are the same runs a year by another period."""
    value = values[name]
    if name == "frequency":
        return right(text, name, value) or _same_year(text, values)
    return right(text, name, float(value)) or (name == "runs" and _same_year(text, values))


def _same_year(text: Labelled, values: dict[str, str]) -> bool:
    if not {"runs", "frequency"} <= set(values) or not {"runs", "frequency"} <= set(text.facts):
        return False
    one = yearly_hours({"runs": float(values["runs"]), "frequency": values["frequency"], "minutes_per_run": 60})
    other = yearly_hours({"runs": text.facts["runs"], "frequency": text.facts["frequency"], "minutes_per_run": 60})
    return one is not None and other is not None and same(one, other)


def tally(read: Iterable[tuple[Labelled, Reading]], scores: Sequence[tuple[float, bool]] = ()) -> Tally:
    """Count over texts and their readings; `scores` are said probabilities with what was so."""
    made = Tally()
    for text, reading in read:
        made.texts += 1
        _values(made, text, reading)
        _hours(made, text, reading)
        _contradictions(made, text, reading)
        for fact in reading.facts:
            quotes = tuple(quote.text for quote in fact.quotes)
            exact = all(text.description[quote.start : quote.end] == quote.text for quote in fact.quotes)
            made.evidence[
                "shown"
                if exact and shows(fact.field, fact.value, quotes, language="pl" if text.language == "pl" else "en")
                else "not"
            ] += 1
    for probability, good in scores:
        tenth = min(int(probability * 10), 9)
        made.tenths[tenth].append(good)
        made.sums[tenth] += probability
    return made


def _values(made: Tally, text: Labelled, reading: Reading) -> None:
    values = fields_of(reading.facts)
    first = reading.questions[0].candidates if reading.questions else ()
    every = [one for question in reading.questions for one in question.candidates]
    for name in FIELDS:
        if name in text.facts:
            made.stated[name] += 1
        good = name in values and is_right(text, values, name)
        if name in values:
            made.taken[name] += 1
            made.correct[name] += good
            if not good:
                made.wrong.append(f"{text.id} {name} {values[name]} (stated: {text.facts.get(name)})")
        if name in text.facts:
            made.found[name] += good
            made.offered[name] += good or _offered(text, first, name)
            made.offered_any[name] += good or _offered(text, every, name)


def _offered(text: Labelled, candidates: Iterable[Candidate], name: str) -> bool:
    return any(
        name in values and is_right(text, values, name) for values in (fields_of(one.facts) for one in candidates)
    )


def _hours(made: Tally, text: Labelled, reading: Reading) -> None:
    given = reading.hours_per_year
    stated = text.hours is not None
    if stated:
        made.hours["stated"] += 1
    if given is None:
        made.hours["asked"] += 1
        if stated:
            made.hours["asked_stated"] += 1
            made.hours["after"] += _after_question(text, reading)
    elif right_hours(text, given):
        made.hours["right"] += 1
        made.hours["after"] += stated
        made.hours["right_stated"] += stated
    else:
        made.hours["wrong"] += 1
        made.wrong.append(f"{text.id} hours {given:.0f} (stated: {text.hours})")


def _after_question(text: Labelled, reading: Reading) -> bool:
    """Tell whether one of the candidates of the first question, with the facts taken, gives the right hours."""
    taken = fields_of(reading.facts)
    for candidate in reading.questions[0].candidates if reading.questions else ():
        values: dict[str, object] = {**taken, **fields_of(candidate.facts)}
        hours = yearly_hours(values)
        if hours is not None and (right_hours(text, hours) or _right_record(text, values)):
            return True
    return False


def _right_record(text: Labelled, values: dict[str, object]) -> bool:
    """Runs, frequency and minutes are right; people and rework may still be added."""
    plain = {name: str(value) for name, value in values.items()}
    return all(is_right(text, plain, name) for name in ("runs", "frequency", "minutes_per_run"))


def _contradictions(made: Tally, text: Labelled, reading: Reading) -> None:
    real = {one["field"] for one in text.contradictions}
    said = {one.field for one in reading.contradictions}
    made.contradictions["real"] += len(real)
    made.contradictions["found"] += len(real & said)
    made.contradictions["false"] += len(said - real)
    made.wrong += [f"{text.id} contradiction {name}" for name in said - real]
