"""Reading a description: what it states about its process, what it leaves open, and where it contradicts itself.

`read` is the one entrance. It cuts the text, finds quantities, weighs their roles, binds them to records, and takes a
value only where choices as sure as this one were right on texts of strangers often enough; the rest becomes a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smartflow.analyst.reading import binding, conflicts, fields, records, words
from smartflow.analyst.reading.choice import Choice, chosen, time_key, volume_key, weighed, whole
from smartflow.analyst.reading.choice import taken as taken_families
from smartflow.analyst.reading.cut import MOST_CHARACTERS, cut
from smartflow.analyst.reading.doubts import doubtful, in_posts, together
from smartflow.analyst.reading.judge import shows
from smartflow.analyst.reading.quantities import quantities
from smartflow.analyst.reading.quotes import Quote, of_sources
from smartflow.analyst.reading.roles import features
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.reading.weights import Weights, learned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from smartflow.analyst.reading.conflict import Conflict
    from smartflow.analyst.reading.records import Record, Text, Time, Volume
    from smartflow.language.text import Language

MOST_CANDIDATES: Final = 3
#: A value that is likelier than this, and not taken, is doubtful: it is asked about, and hours wait for it.
DOUBTFUL: Final = 0.3
#: What is likelier than this goes with each reading of the hours, to be confirmed together.
LIKELY: Final = 0.5
#: Fields that the hours rest on beside runs, frequency and minutes.
OF_HOURS: Final = ("people", "error_rate_percent", "rework_minutes")
#: What hours cannot do without.
HOURS_NEED: Final = frozenset({"runs", "frequency", "minutes_per_run"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field (in the inputs' units; a frequency by name), its words, and how often such a value is right."""

    field: str
    value: str
    low: Decimal
    high: Decimal
    quotes: tuple[Quote, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of what is asked about: values by field, each with its words."""

    facts: tuple[Fact, ...]
    probability: float
    hours_per_year: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """The fields one question is about, with two or three readings; none where the text names no number."""

    fields: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that is not in the account's currency."""

    currency: str
    field: str
    value: Decimal
    quote: Quote


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text states (`facts`), what is to be asked, most important first, and what belongs to nothing."""

    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    contradictions: tuple[Conflict, ...]
    other_currency: tuple[Amount, ...]
    unused: tuple[Quote, ...]

    @property
    def hours_per_year(self) -> float | None:
        """The hours a year of the facts; None while a fact they rest on is missing, doubtful or contradicted."""
        stated = {fact.field: fact for fact in self.facts}
        if not set(stated) >= HOURS_NEED:
            return None
        contradicted = {one.field for one in self.contradictions}
        asked = {field for question in self.questions for field in question.fields}
        if contradicted & {*HOURS_NEED, *OF_HOURS} or asked & {"people", "rework_minutes"}:
            return None
        if "rework_minutes" in stated and "error_rate_percent" not in stated:
            return None
        return _hours({field: fact.value for field, fact in stated.items()})


def read(
    title: str, description: str, currency: str, language: Language | None = None, *, weights: Weights | None = None
) -> Reading:
    """Read a description. Amounts count in `currency` only; `language` settles words that both languages have.

    The first 20,000 characters are read. `weights`: other ones than the package's own, for measuring.
    """
    return read_with_words(title, description, currency, language, weights=weights)[0]


def read_with_words(
    title: str, description: str, currency: str, language: Language | None = None, *, weights: Weights | None = None
) -> tuple[Reading, Text]:
    """Read a description as `read` does, and return its quantities with their likely roles as well."""
    weights = weights or learned()
    text = prepared(title, description, weights, language)
    choice = chosen(binding.records(text), weights)
    return decide(text, choice, currency, weights), text


def prepared(title: str, description: str, weights: Weights, language: Language | None = None) -> Text:
    """Return a text cut into quantities with soft roles."""
    made = cut(title, description, language_of(f"{title}\n{description[:MOST_CHARACTERS]}", language or "en"))
    found = quantities(made)
    roles = [weights.role_probabilities(features(made, found, index)) for index in range(len(found))]
    return records.prepared(made, found, roles)


def decide(text: Text, choice: Choice, currency: str, weights: Weights) -> Reading:
    """Return what is taken and what is asked, given what was chosen."""
    values = {field: weighed(text, field, weights) for field in fields.FIELDS}
    values["people"] = [one for one in values["people"] if not in_posts(text, one.source)]
    clashes = conflicts.found(text, choice)
    contested = {clash.field for clash in clashes} | doubtful(text, choice)
    if "minutes_per_run" in contested and choice.volume is not None and choice.volume.how == "work":
        contested.add("runs")  # one run a week that takes 40 hours: both rest on the same words
    taken = _record_facts(text, choice, weights, contested)
    abroad: list[Amount] = []
    unsure: list[Question] = []
    used: set[int] = set()
    for field, options in values.items():
        if not options:
            continue
        best = options[0]
        fact = _value_fact(text, field, best)
        sure = best.probability >= weights.thresholds.get(field, 1.0) and _shown(text, fact)
        if not fields.is_in(best, currency):
            if best.probability >= DOUBTFUL:
                abroad.append(Amount(best.currency or "", field, fact.low, fact.quotes[0]))
                unsure.append(Question((field,), ()))
        elif sure and field not in contested:
            taken.append(fact)
        elif best.probability >= DOUBTFUL:
            likely = [one for one in options if fields.is_in(one, currency)][:MOST_CANDIDATES]
            unsure.append(Question((field,), tuple(_single(text, field, one) for one in likely)))
        if best.probability >= DOUBTFUL:
            used.add(best.source)
    several = together(text)
    asked = {question.fields[0] for question in unsure} | {fact.field for fact in taken}
    if "rework_minutes" in asked and "error_rate_percent" not in asked:
        # How often something is done again may be said in a way that is not read: "once a fortnight or so".
        unsure.append(Question(("error_rate_percent",), ()))
    if several is not None and "people" not in asked:
        unsure.append(Question(("people",), (_people(text, several),)))
    beside = [
        fact for question in unsure if question.fields[0] in OF_HOURS
        for candidate in question.candidates[:1] for fact in candidate.facts if fact.probability >= LIKELY
    ]  # fmt: skip
    questions = [
        *_record_question(text, choice, taken, beside),
        *sorted(unsure, key=lambda one: _ORDER.index(one.fields[0])),
    ]
    for record in choice.records[:MOST_CANDIDATES]:
        used |= set(record.volume.sources if record.volume else ()) | set(record.time.sources if record.time else ())
    return Reading(
        facts=tuple(taken),
        questions=tuple(questions),
        contradictions=tuple(clashes),
        other_currency=tuple(abroad),
        unused=tuple(
            Quote(one.start, one.end, text.cut.text[one.start : one.end])
            for index, one in enumerate(text.found)
            if index not in used and one.kind not in {"date", "name"}
        ),
    )


_ORDER: Final = (
    "people", "hourly_cost", "rework_minutes", "error_rate_percent", "build_cost", "monthly_licence", "exceptions_percent", "systems",
)  # fmt: skip


def _record_facts(text: Text, choice: Choice, weights: Weights, contested: set[str]) -> list[Fact]:
    """Runs, frequency and minutes as far as they are sure; both together only if the pair is sure as well."""
    families = taken_families(choice.probability, weights.thresholds, contested, whole=whole(choice))
    volume, time = choice.volume, choice.time
    made: list[Fact] = []
    if "runs" in families and volume is not None:
        made.append(_runs_fact(text, volume, choice.probability["runs"]))
    if "frequency" in families and volume is not None and choice.period is not None:
        source = (
            volume
            if volume.period == choice.period
            else next((r.volume for r in choice.records if r.volume and r.volume.period == choice.period), volume)
        )
        made.append(_frequency_fact(text, source, choice.probability["frequency"]))
    if "minutes_per_run" in families and time is not None:
        made.append(_minutes_fact(text, time, choice.probability["minutes_per_run"]))
    return [fact for fact in made if _shown(text, fact)]


def _shown(text: Text, fact: Fact) -> bool:
    """Nothing is taken that the judge does not see in its own quotation."""
    return shows(fact.field, fact.value, [quote.text for quote in fact.quotes], language=text.cut.language)


def _key(volume: Volume) -> tuple[float, str]:
    return round(volume.runs, 3), volume.period


def _record_question(text: Text, choice: Choice, taken: list[Fact], likely: list[Fact]) -> list[Question]:
    """The question that opens the hours: records that agree with what was taken, the likeliest first.

    What is likely of errors and people goes with each, so that one click confirms all that the hours rest on.
    """
    known = {fact.field: fact for fact in taken}
    missing = tuple(field for field in ("runs", "frequency", "minutes_per_run") if field not in known)
    if not missing:
        return []
    candidates: list[Candidate] = []
    seen: set[object] = set()
    for both in (True, False):
        for record in choice.records:
            if len(candidates) == MOST_CANDIDATES:
                break
            if (record.volume is None or record.time is None) == both or (
                record.volume is None and record.time is None
            ):
                continue
            if not _agrees(record, choice, known):
                continue
            key = (
                volume_key(record) if "runs" in missing or "frequency" in missing else None,
                time_key(record) if "minutes_per_run" in missing else None,
            )
            if key in seen or (not both and candidates):
                continue
            seen.add(key)
            candidates.append(_candidate(text, record, likely))
    return [Question(missing, tuple(candidates))]


def _agrees(record: Record, choice: Choice, known: dict[str, Fact]) -> bool:
    if "runs" in known and choice.volume is not None and volume_key(record) != _key(choice.volume):
        return False
    if "frequency" in known and (
        record.volume is None or words.FREQUENCY[record.volume.period] != known["frequency"].value
    ):
        return False
    return not (
        "minutes_per_run" in known and choice.time is not None and time_key(record) != round(choice.time.minutes, 2)
    )


def _candidate(text: Text, record: Record, likely: list[Fact]) -> Candidate:
    made: list[Fact] = []
    if record.volume is not None:
        made += [
            _runs_fact(text, record.volume, record.probability),
            _frequency_fact(text, record.volume, record.probability),
        ]
    if record.time is not None:
        made.append(_minutes_fact(text, record.time, record.probability))
    if record.volume is not None and record.time is not None:
        made += likely
    return Candidate(tuple(made), record.probability, _hours({fact.field: fact.value for fact in made}))


def _single(text: Text, field: str, value: fields.Value) -> Candidate:
    fact = _value_fact(text, field, value)
    return Candidate((fact,), value.probability, None)


def _people(text: Text, index: int) -> Candidate:
    """The reading that so many people do each run together."""
    probability = text.p(index, "people_on_run")
    return _single(text, "people", fields.Value(text.found[index].low, index, None, {}, probability=probability))


def _runs_fact(text: Text, volume: Volume, probability: float) -> Fact:
    low = high = volume.runs
    one = text.found[volume.sources[0]]
    if len(volume.sources) == 1 and one.low > 0 and one.high > one.low:
        high = volume.runs * one.high / one.low
    value = plain(low)
    return Fact(
        "runs", value, _decimal(low), _decimal(high), of_sources(text, volume.sources, "runs", value), probability
    )


def _frequency_fact(text: Text, volume: Volume, probability: float) -> Fact:
    name = words.FREQUENCY[volume.period]
    quotes = of_sources(text, volume.sources, "frequency", name)
    return Fact("frequency", name, Decimal(1), Decimal(1), quotes, probability)


def _minutes_fact(text: Text, time: Time, probability: float) -> Fact:
    high = sum(text.found[index].high for index in time.sources) if time.how in {"run", "sum", "work"} else time.minutes
    value = plain(time.minutes)
    quotes = of_sources(text, time.sources, "minutes_per_run", value)
    return Fact(
        "minutes_per_run", value, _decimal(time.minutes), _decimal(max(high, time.minutes)), quotes, probability
    )


def _value_fact(text: Text, field: str, value: fields.Value) -> Fact:
    one = text.found[value.source]
    high = value.value * one.high / one.low if one.low else value.value
    said = plain(value.value)
    quotes = of_sources(text, (value.source,), field, said)
    return Fact(field, said, _decimal(value.value), _decimal(high), quotes, value.probability)


def _decimal(value: float) -> Decimal:
    return Decimal(plain(value))


def plain(value: float) -> str:
    """Return a number as the inputs keep it: four decimals at most, none that are zero."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _hours(values: dict[str, str]) -> float | None:
    if not set(values) >= HOURS_NEED:
        return None
    a_year = next(words.A_YEAR[period] for period, name in words.FREQUENCY.items() if name == values["frequency"])
    rework = float(values.get("error_rate_percent", 0)) / 100 * float(values.get("rework_minutes", 0))
    return (
        float(values["runs"])
        * a_year
        * (float(values["minutes_per_run"]) * float(values.get("people", 1)) + rework)
        / 60
    )


def fields_of(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the values of facts by field."""
    return {fact.field: fact.value for fact in facts}
