"""Facts of a process, which of them are in force, and what is open between competing readings of a text.

A fact says one thing about one field, where it came from and what a person decided of it. In force is, for each field: what
a person stated or confirmed; else what was measured from a file; else what the text says, if it says one thing only.
What stays empty is filled by the engine's defaults. The order in which facts were recorded or decided changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from smartflow.engine.inputs import READINESS_FIELDS, Inputs

Origin = Literal["person", "file", "text", "model"]
State = Literal["confirmed", "proposed", "rejected", "replaced"]

#: How many combinations of open readings are computed; beyond it only the first two readings of each question count.
MOST_COMBINATIONS: Final = 16
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
    """One way to read the text on what an open question is about. `id` names it when a person settles the question."""

    model_config = ConfigDict(frozen=True)

    id: str
    values: dict[str, str]
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
    foreign = tuple(fact.id for fact in known if fact.currency and fact.state == "proposed")
    known = [fact for fact in known if not fact.currency]
    values = {fact.field: _in_force([fact], confirmed=True) for fact in known if fact.state == "confirmed"}
    proposed = [fact for fact in known if fact.state == "proposed" and fact.field not in NEEDS_CONFIRMATION]
    for fact in proposed:
        if fact.origin == "file" and fact.field not in values:
            values[fact.field] = _in_force([fact], confirmed=False)
    readings = _possible(_readings(fact for fact in proposed if fact.origin != "file"), values)
    questions: list[OpenQuestion] = []
    for group in _groups(readings):
        question, agreed = _question(group)
        if question is not None:
            questions.append(question)
        for field, found in agreed.items():
            if field not in values:
                values[field] = found
    return Ground(values=dict(sorted(values.items())), open=tuple(questions), foreign=foreign)


def inputs_of_ground(ground: Ground, chosen: Mapping[str, str] | None = None, *, high: Iterable[str] = ()) -> Inputs:
    """Return the inputs of a ground with the `chosen` values of open fields; fields in `high` at the upper end of their range."""
    upper = set(high)
    values = {
        field: found.high if field in upper and found.high is not None else found.low
        for field, found in ground.values.items()
    }
    return inputs_from({**values, **(chosen or {})})


def inputs_from(values: Mapping[str, str]) -> Inputs:
    """Return inputs from values by field name, readiness answers as `readiness.stability`.

    Raises
    ------
    pydantic.ValidationError
        When a value is not one for its field.
    """
    readiness = {field.removeprefix("readiness."): int(values[field]) for field in READINESS_FIELDS if field in values}
    others: dict[str, object] = {field: value for field, value in values.items() if field not in READINESS_FIELDS}
    if "systems" in others:
        others["systems"] = int(Decimal(str(others["systems"])))
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
        high=first.high,
        origin=first.origin,
        confirmed=confirmed,
        fact_ids=tuple(fact.id for fact in facts),
    )


def _readings(proposed: Iterable[Fact]) -> list[list[Fact]]:
    """Return proposed facts by reading; a fact of no reading is one by itself."""
    by_reading: dict[str, list[Fact]] = {}
    for fact in proposed:
        by_reading.setdefault(fact.reading or str(fact.id), []).append(fact)
    return [by_reading[name] for name in sorted(by_reading)]


def _possible(readings: list[list[Fact]], values: Mapping[str, InForce]) -> list[list[Fact]]:
    """Return the readings that agree with what is already in force, without the fields that are."""
    left = []
    for reading in readings:
        if all(fact.field not in values or values[fact.field].low == fact.low for fact in reading):
            rest = [fact for fact in reading if fact.field not in values]
            if rest:
                left.append(rest)
    return left


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


def _question(group: list[list[Fact]]) -> tuple[OpenQuestion | None, dict[str, InForce]]:
    """Return what readings that share fields leave open, and what they agree on."""
    by_field: dict[str, dict[str, list[Fact]]] = {}
    for reading in group:
        for fact in reading:
            by_field.setdefault(fact.field, {}).setdefault(fact.low, []).append(fact)
    agreed = {
        field: _in_force(next(iter(by_value.values())), confirmed=False)
        for field, by_value in by_field.items()
        if len(by_value) == 1 and _said_by_all(field, group)
    }
    competing = [field for field in by_field if field not in agreed]
    if not competing:
        return None, agreed
    readings: dict[tuple[tuple[str, str], ...], list[Fact]] = {}
    for reading in group:
        values = tuple(sorted((fact.field, fact.low) for fact in reading if fact.field in competing))
        if values:
            readings.setdefault(values, []).extend(fact for fact in reading if fact.field in competing)
    if len(readings) == 1:
        [facts] = readings.values()
        return None, agreed | {fact.field: _in_force([fact], confirmed=False) for fact in facts}
    question = OpenQuestion(
        fields=tuple(sorted(competing)),
        readings=tuple(
            Reading(
                id=facts[0].reading or str(facts[0].id),
                values=dict(values),
                quotes=tuple(dict.fromkeys(quote for fact in facts for quote in fact.quotes)),
                fact_ids=tuple(fact.id for fact in facts),
            )
            for values, facts in sorted(readings.items())
        ),
    )
    return question, agreed


def _said_by_all(field: str, group: list[list[Fact]]) -> bool:
    """A field that only some of the competing readings give belongs to those readings."""
    if len(group) == 1:
        return True
    competing = len({tuple(sorted((fact.field, fact.low) for fact in reading)) for reading in group}) > 1
    return not competing or all(any(fact.field == field for fact in reading) for reading in group)
