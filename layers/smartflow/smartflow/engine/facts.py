"""Facts of a process, which of them are in force, and what is open between competing readings of a text.

A fact says one thing about one field, where it came from and what a person decided of it. In force is, for each field: what
a person stated or confirmed; else what was measured from a file; else what the text says, if it says one thing only.
What stays empty is filled by the engine's defaults. The order in which facts were recorded or decided changes nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from smartflow.engine.inputs import READINESS_FIELDS, Inputs, plain

Origin = Literal["person", "file", "text", "model"]
State = Literal["confirmed", "proposed", "rejected", "replaced"]

#: How many combinations of open readings are computed; beyond it only the first two readings of each question count.
MOST_COMBINATIONS: Final = 16
#: At most so many readings of one question are kept apart.
MOST_READINGS: Final = 8
#: Without these a process has no figures: a reading that lacks one takes it from the others.
ESSENTIAL: Final = ("runs", "frequency", "minutes_per_run")
#: How the names of readings begin that are to be asked about whether or not another one competes.
ASKED: Final = "ask-"
#: A judgement, not a measurement: counts only once a person confirmed it.
NEEDS_CONFIRMATION: Final = frozenset(READINESS_FIELDS)


class Quote(BaseModel):
    """Words of the description and where they stand: `description[start:end] == quote`, in code points."""

    model_config = ConfigDict(frozen=True)

    quote: str
    start: int
    end: int


class FileEvidence(BaseModel):
    """The file a value was measured from, and how many of its rows."""

    model_config = ConfigDict(frozen=True)

    file_name: str
    rows: int


class Fact(BaseModel):
    """One value of one field (`smartflow.engine.inputs.FIELDS`).

    `low` and `high` are plain text as inputs take them ("45", "2.5", "weekly"); `high` is null unless the source gives a
    range, of which figures are computed with the low end, so that nothing is made to look bigger. `currency` is set for
    money that is not in the account's currency; such a fact counts only once a person confirmed it with a rate (it is
    then replaced by a fact in the account's currency). Facts with the same `reading` were read together: an open
    question is settled by choosing one reading as a whole.
    """

    model_config = ConfigDict(frozen=True)

    id: UUID
    field: str
    low: str
    high: str | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    origin: Origin
    state: State
    reading: str | None = None
    quotes: tuple[Quote, ...] = ()
    file: FileEvidence | None = None


class InForce(BaseModel):
    """The one value of a field that figures are computed with, before defaults."""

    model_config = ConfigDict(frozen=True)

    field: str
    low: str
    high: str | None
    origin: Origin
    confirmed: bool
    fact_ids: tuple[UUID, ...]


class Reading(BaseModel):
    """One way to read the text on what an open question is about. `id` names it when a person settles the question.

    `highs` are the upper ends of those values that are ranges; `fact_ids` all facts that say the same as this reading.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    values: dict[str, str]
    highs: dict[str, str] = {}
    quotes: tuple[Quote, ...]
    fact_ids: tuple[UUID, ...]


class OpenQuestion(BaseModel):
    """Fields on which readings of the text compete; settling it is choosing one reading, or stating the fields."""

    model_config = ConfigDict(frozen=True)

    fields: tuple[str, ...]
    readings: tuple[Reading, ...]


class Ground(BaseModel):
    """What figures are computed from: the values in force and what is open. `foreign` are amounts that do not count yet."""

    model_config = ConfigDict(frozen=True)

    values: dict[str, InForce]
    open: tuple[OpenQuestion, ...]
    foreign: tuple[UUID, ...]


def ground(facts: Iterable[Fact]) -> Ground:
    """Return what is in force; the same set of facts gives the same ground in whatever order they come."""
    known = sorted(facts, key=lambda fact: (fact.field, str(fact.id)))
    own = [fact for fact in known if not fact.currency]
    values = {fact.field: _in_force([fact], confirmed=True) for fact in own if fact.state == "confirmed"}
    foreign = tuple(
        fact.id for fact in known if fact.currency and fact.state == "proposed" and fact.field not in values
    )
    proposed = [fact for fact in own if fact.state == "proposed" and fact.field not in NEEDS_CONFIRMATION]
    questions: list[OpenQuestion] = []
    for measured in (True, False):
        settled = {field for question in questions for field in question.fields}
        readings = _readings(
            fact for fact in proposed if (fact.origin == "file") == measured and fact.field not in settled
        )
        found, agreed = _weighed(_possible(readings, values))
        questions += found
        values = {**agreed, **values}
    return Ground(values=dict(sorted(values.items())), open=tuple(questions), foreign=foreign)


def reading_id(values: Mapping[str, str]) -> str:
    """Return the name of a reading: the same for the same values, whoever reads them."""
    text = ";".join(f"{field}={values[field]}" for field in sorted(values))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def asked_id(rank: int, values: Mapping[str, str]) -> str:
    """Return the name of a reading that the reader is in doubt about, the likeliest with rank 1: it stays a question, even alone."""
    return f"{ASKED}{rank}-{reading_id(values)}"


def canonical(value: str) -> str:
    """Return a value as it is compared: "60" and "60.00" say the same."""
    try:
        return str(plain(Decimal(value)))
    except ArithmeticError:  # no number, or one with a huge exponent
        return value


def values_of(ground: Ground, readings: Iterable[Reading] = ()) -> dict[str, tuple[str, str | None]]:
    """Return the value of each field, and the upper end where it is a range, with open questions answered by `readings`."""
    values = {field: (found.low, found.high) for field, found in ground.values.items()}
    for reading in readings:
        values |= {field: (value, reading.highs.get(field)) for field, value in reading.values.items()}
    return values


def inputs_from(values: Mapping[str, str]) -> Inputs:
    """Return inputs from values by field name, readiness answers as `readiness.stability`.

    Raises
    ------
    pydantic.ValidationError
        When a value is not one for its field.
    """
    readiness = {field.removeprefix("readiness."): int(values[field]) for field in READINESS_FIELDS if field in values}
    others: dict[str, object] = {field: value for field, value in values.items() if field not in READINESS_FIELDS}
    return Inputs.model_validate({**others, "readiness": readiness})


def combinations(open_questions: Sequence[OpenQuestion]) -> Iterator[tuple[Reading, ...]]:
    """Yield each way to answer all open questions by their readings; with none open, the empty way alone.

    Where there are more than `MOST_COMBINATIONS`, only the first two readings of each question are combined, and then
    only as many questions as stay within the bound; the others stay with their first reading.
    """
    choices: list[Sequence[Reading]] = [question.readings for question in open_questions]
    if _count(choices) > MOST_COMBINATIONS:
        choices = [readings[:2] for readings in choices]
        while _count(choices) > MOST_COMBINATIONS:
            longest = max(index for index, readings in enumerate(choices) if len(readings) > 1)
            choices[longest] = choices[longest][:1]
    yield from product(*choices)


def _count(choices: Sequence[Sequence[Reading]]) -> int:
    count = 1
    for readings in choices:
        count *= len(readings)
    return count


def _in_force(facts: Sequence[Fact], *, confirmed: bool) -> InForce:
    first = facts[0]
    return InForce(
        field=first.field,
        low=first.low,
        high=_highest(facts),
        origin=first.origin,
        confirmed=confirmed,
        fact_ids=tuple(fact.id for fact in facts),
    )


def _highest(facts: Iterable[Fact]) -> str | None:
    return max((fact.high for fact in facts if fact.high is not None), key=Decimal, default=None)


def _readings(proposed: Iterable[Fact]) -> list[list[Fact]]:
    """Return proposed facts by reading; a fact of no reading is one by itself."""
    by_reading: dict[str, list[Fact]] = {}
    for fact in proposed:
        by_reading.setdefault(fact.reading or str(fact.id), []).append(fact)
    return [by_reading[name] for name in sorted(by_reading)]


def _possible(readings: list[list[Fact]], values: Mapping[str, InForce]) -> list[list[Fact]]:
    """Return the readings that agree with what is already in force, without the fields that are.

    Where all that compete with each other disagree with it, none is more likely than the others: all stay.
    """
    left = []
    for group in _groups(readings):
        agreeing = [
            reading
            for reading in group
            if all(fact.field not in values or canonical(values[fact.field].low) == _said(fact) for fact in reading)
        ]
        left += [[fact for fact in reading if fact.field not in values] for reading in agreeing or group]
    return [reading for reading in left if reading]


def _groups(readings: list[list[Fact]]) -> list[list[list[Fact]]]:
    """Put readings together that share a field: they agree or compete."""
    groups: list[tuple[set[str], list[list[Fact]]]] = []
    for reading in readings:
        fields = {fact.field for fact in reading}
        together = [reading]
        apart = []
        for known_fields, members in groups:
            if known_fields & fields:
                fields |= known_fields
                together = [*members, *together]
            else:
                apart.append((known_fields, members))
        groups = [*apart, (fields, together)]
    return [members for _, members in groups]


def _weighed(readings: list[list[Fact]]) -> tuple[list[OpenQuestion], dict[str, InForce]]:
    """Return what readings leave open, and the values on which they agree."""
    questions: list[OpenQuestion] = []
    values: dict[str, InForce] = {}
    for group in _groups(readings):
        agreed = _agreed(group)
        values |= agreed
        rest = [[fact for fact in reading if fact.field not in agreed] for reading in group]
        if agreed:
            # Without what they agree on, readings may speak of different things.
            found, further = _weighed([reading for reading in rest if reading])
            questions += found
            values |= further
        else:
            options = _options(group)
            if len(options) == 1 and not any(_is_asked(fact) for fact in _facts(group)):
                values |= {fact.field: _in_force(_saying(fact, group), confirmed=False) for fact in _facts(group)}
            else:
                questions.append(
                    OpenQuestion(fields=tuple(sorted({fact.field for fact in _facts(group)})), readings=tuple(options))
                )
    return questions, values


def _agreed(group: list[list[Fact]]) -> dict[str, InForce]:
    """Return the fields of which the readings say one thing only. A field that some of them leave out belongs to those that
    give it, unless there are no figures without it.
    """
    found: dict[str, InForce] = {}
    for field in sorted({fact.field for fact in _facts(group)}):
        saying = [fact for fact in _facts(group) if fact.field == field]
        by_all = all(any(fact.field == field for fact in reading) for reading in group)
        if all(_is_asked(fact) for fact in saying):
            continue
        if len({_said(fact) for fact in saying}) == 1 and (by_all or field in ESSENTIAL):
            found[field] = _in_force(saying, confirmed=False)
    return found


def _options(group: list[list[Fact]]) -> list[Reading]:
    """Return the ways to read a group: readings that do not contradict each other belong together."""
    stated = {_values(reading): reading for reading in reversed(group)}
    several = {field: sorted({_said(fact) for fact in _facts(group) if fact.field == field}) for field in ESSENTIAL}
    options: dict[tuple[tuple[str, str], ...], Reading] = {}
    for together in islice(_consistent(sorted(stated)), MOST_READINGS):
        values = {field: value for reading in together for field, value in reading}
        lacking = [field for field in ESSENTIAL if several[field] and field not in values]
        for answers in islice(product(*(several[field] for field in lacking)), MOST_READINGS):
            option = values | dict(zip(lacking, answers, strict=True))
            options[tuple(sorted(option.items()))] = _option(option, group, stated)
    return [options[values] for values in sorted(options)][:MOST_READINGS]


def _option(
    values: Mapping[str, str], group: list[list[Fact]], stated: Mapping[tuple[tuple[str, str], ...], list[Fact]]
) -> Reading:
    facts = [fact for fact in _facts(group) if values.get(fact.field) == _said(fact)]
    same = stated.get(tuple(sorted(values.items())))
    first = {fact.field: fact.low for fact in reversed(facts)}
    by_field = {field: _highest(fact for fact in facts if fact.field == field) for field in values}
    return Reading(
        id=(same[0].reading or str(same[0].id)) if same else reading_id(values),
        values=dict(sorted(first.items())),
        highs={field: high for field, high in sorted(by_field.items()) if high is not None},
        # Another reading may say a part of it too, with words that would not belong here.
        quotes=tuple(dict.fromkeys(quote for fact in same or facts for quote in fact.quotes)),
        fact_ids=tuple(fact.id for fact in facts),
    )


def _consistent(
    readings: Sequence[tuple[tuple[str, str], ...]],
) -> Iterator[tuple[tuple[tuple[str, str], ...], ...]]:
    """Yield the largest sets of readings of which no two contradict each other (the algorithm of Bron and Kerbosch)."""
    as_values = [dict(reading) for reading in readings]
    alike = [
        {
            other
            for other in range(len(readings))
            if other != one
            and all(as_values[other].get(field, value) == value for field, value in as_values[one].items())
        }
        for one in range(len(readings))
    ]

    def grown(chosen: tuple[int, ...], left: set[int], done: set[int]) -> Iterator[tuple[int, ...]]:
        if not left and not done:
            yield chosen
            return
        pivot = max(sorted(left | done), key=lambda one: len(left & alike[one]))
        for one in sorted(left - alike[pivot]):
            yield from grown((*chosen, one), left & alike[one], done & alike[one])
            left = left - {one}
            done = done | {one}

    for chosen in grown((), set(range(len(readings))), set()):
        yield tuple(readings[one] for one in chosen)


def _is_asked(fact: Fact) -> bool:
    return fact.reading is not None and fact.reading.startswith(ASKED)


def _facts(group: Iterable[list[Fact]]) -> list[Fact]:
    return [fact for reading in group for fact in reading]


def _saying(fact: Fact, group: list[list[Fact]]) -> list[Fact]:
    return [other for other in _facts(group) if other.field == fact.field and _said(other) == _said(fact)]


def _said(fact: Fact) -> str:
    return canonical(fact.low)


def _values(reading: list[Fact]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((fact.field, _said(fact)) for fact in reading))
