"""The figures of a process: one function of its facts, the account's settings and the version of the formulas.

Everything anybody sees of a process (headline, list, dashboard, matrix, analysis, report, shared page) comes from here.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from smartflow.engine.assessment import Assessment, Context, Provenance, assess_filled, fill, variation
from smartflow.engine.confidence import Basis, Confidence, confidence
from smartflow.engine.defaults import plausible_answers
from smartflow.engine.estimate import FiguresTooLarge, refuse_too_large
from smartflow.engine.facts import (
    ESSENTIAL,
    Fact,
    Ground,
    OpenQuestion,
    Reading,
    combinations,
    ground,
    inputs_from,
    values_of,
)
from smartflow.engine.figures import Figures, figures, outlook, varied
from smartflow.engine.inputs import FIELDS, Inputs
from smartflow.engine.rounding import rounded
from smartflow.engine.sensitivity import HIGHEST
from smartflow.engine.verdict import Verdict, VerdictCode, implausible, verdict

_Value = Decimal | int | str
#: At most so many things to confirm are shown; the rest can wait.
MOST_TO_CONFIRM: Final = 3
#: How far a value read from the text is moved to see whether the verdict hangs on it, where it gives no range itself.
_SWING: Final = Decimal("0.2")
_ACCOUNT_FIELDS: Final = frozenset({"working_days"})
#: Assumptions of the method about the automation to come: published, changeable, and nothing a person could confirm today.
_OF_THE_METHOD: Final = frozenset({"maintenance_percent", "ramp_months", "review_minutes"})


class ReadingFigures(BaseModel):
    """What a process would come to by one reading of the text: a year, expected scenario; null is unknown."""

    model_config = ConfigDict(frozen=True)

    reading: Reading
    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    verdict: VerdictCode


class OpenFigures(BaseModel):
    """An open question with the figures of each reading."""

    model_config = ConfigDict(frozen=True)

    fields: tuple[str, ...]
    readings: tuple[ReadingFigures, ...]


class ToConfirm(BaseModel):
    """Values that the verdict hangs on and nobody has confirmed; `effect` is how far they could move the net a year."""

    model_config = ConfigDict(frozen=True)

    values: dict[str, str]
    basis: Basis
    fact_ids: tuple[UUID, ...]
    effect: Decimal | None


class NetRange(BaseModel):
    """Net savings a year: cautious scenario by the least favourable reading, optimistic one by the most favourable."""

    model_config = ConfigDict(frozen=True)

    low: Decimal
    high: Decimal


class ProcessFigures(BaseModel):
    """Figures in force with what they rest on.

    `assessment` is computed from the values in force, of open readings the one with the least net savings. `verdict` holds
    `firm`ly, or only if what is `to_confirm` is right and what is `open` is settled. `other_verdicts` are those of the
    other readings. `implausible` says that the return is too good to be believed of an assumed investment.
    `foreign_facts` are amounts in another currency, which do not count until a person gives a rate.
    """

    model_config = ConfigDict(frozen=True)

    assessment: Assessment
    verdict: Verdict
    firm: bool
    other_verdicts: tuple[VerdictCode, ...]
    to_confirm: tuple[ToConfirm, ...]
    open: tuple[OpenFigures, ...]
    range: NetRange | None
    confidence: Confidence
    implausible: bool
    foreign_facts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to answer the open questions, with the inputs (defaults filled in) and figures that follow, as far as a verdict
    needs them.
    """

    readings: tuple[Reading, ...]
    given: Inputs
    filled: Inputs
    outlook: Figures

    @property
    def net(self) -> Decimal | None:
        return self.outlook.scenarios["expected"]["net_savings_per_year"]

    @property
    def code(self) -> VerdictCode:
        return verdict(self.outlook).code


def process_figures(facts: Iterable[Fact], context: Context) -> ProcessFigures:
    """Compute what a process comes to.

    What was only read and leads out of range, whichever way it is read, does not count.

    Raises
    ------
    FiguresTooLarge
        When the results of what a person stated or confirmed do not fit.
    """
    known = list(facts)
    base = ground(known)
    try:
        ways = _ways(base, context)
    except (ValidationError, FiguresTooLarge):
        base = ground(fact for fact in known if fact.state == "confirmed" or fact.currency)
        ways = _ways(base, context)
    cautious = min(ways, key=_caution)
    result = figures(cautious.filled)
    assessment = assess_filled(cautious.given, cautious.filled, result, context, _provenance(base))
    bases = {field: _basis(field, base, cautious.given) for field in assessment.inputs}
    found = verdict(result)
    assumed = assessment.inputs.get("build_cost")
    too_good = assumed is not None and assumed.provenance == "default" and implausible(result)
    waiting = _to_confirm(base, cautious, bases, context, found.code, too_good) if cautious.net is not None else ()
    return ProcessFigures(
        assessment=assessment,
        verdict=found,
        firm=found.code != "not_enough_known" and not waiting and not base.open,
        other_verdicts=tuple(sorted({way.code for way in ways} - {found.code})),
        to_confirm=waiting,
        open=tuple(_open(question, cautious, base, context) for question in base.open),
        range=_range(base, ways, context),
        confidence=confidence(assessment, bases),
        implausible=too_good,
        foreign_facts=base.foreign,
    )


def _ways(base: Ground, context: Context) -> list[_Way]:
    """Return every way to answer the open questions that gives figures at all.

    Raises
    ------
    pydantic.ValidationError, FiguresTooLarge
        When none does.
    """
    found: list[_Way] = []
    refused: Exception | None = None
    for readings in combinations(base.open):
        try:
            found.append(_read(base, readings, context))
        except (ValidationError, FiguresTooLarge) as error:
            refused = error
    if not found:
        assert refused is not None, "there is always one way, the empty one"
        raise refused
    return found


def _read(base: Ground, readings: tuple[Reading, ...], context: Context, high: Container[str] = ()) -> _Way:
    """Return what readings come to, fields in `high` at the upper end of their range."""
    values = {
        field: upper if upper is not None and field in high else low
        for field, (low, upper) in values_of(base, readings).items()
    }
    way = _way(readings, inputs_from(values), context)
    refuse_too_large(way.filled, way.outlook)
    return way


def _way(readings: tuple[Reading, ...], given: Inputs, context: Context) -> _Way:
    filled = fill(given, context)
    return _Way(readings, given, filled, outlook(filled))


def _caution(way: _Way) -> tuple[bool, Decimal, Decimal, tuple[str, ...]]:
    """Order ways by the least net; what gives no net comes last, then by the hours, so that nothing looks bigger."""
    hours = way.outlook.shared["hours_per_year"]
    return way.net is None, way.net or Decimal(0), hours or Decimal(0), tuple(reading.id for reading in way.readings)


def _provenance(base: Ground) -> dict[str, Provenance]:
    read = {field for question in base.open for field in question.fields}
    read |= {field for field, value in base.values.items() if value.origin != "person"}
    return dict.fromkeys(read, "suggested")


def _basis(field: str, base: Ground, given: Inputs) -> Basis:
    value = base.values.get(field)
    if value is None:
        if given.value(field) is not None:
            return "read"  # by the reading of an open question that is in force
        return "confirmed" if field in _ACCOUNT_FIELDS else "assumed"
    if value.confirmed:
        return "confirmed"
    return "measured" if value.origin == "file" else "read"


def _open(question: OpenQuestion, cautious: _Way, base: Ground, context: Context) -> OpenFigures:
    """Return the figures of each reading of a question, all others answered as in the figures in force."""
    elsewhere = tuple(
        reading for reading in cautious.readings if not any(field in question.fields for field in reading.values)
    )
    return OpenFigures(
        fields=question.fields,
        readings=tuple(_reading(reading, elsewhere, base, context) for reading in question.readings),
    )


def _reading(reading: Reading, elsewhere: tuple[Reading, ...], base: Ground, context: Context) -> ReadingFigures:
    way = _tried(base, (*elsewhere, reading), context)
    return ReadingFigures(
        reading=reading,
        hours_per_year=way and _shown(way.outlook.shared["hours_per_year"]),
        cost_per_year=way and _shown(way.outlook.shared["cost_per_year"]),
        net_savings_per_year=way and _shown(way.net),
        verdict="not_enough_known" if way is None else way.code,
    )


def _range(base: Ground, ways: Iterable[_Way], context: Context) -> NetRange | None:
    """Return from the least to the most net savings, over scenarios, readings and ends of ranges."""
    nets = [
        net
        for way in ways
        for variant in (way, *_ends(base, way, context))
        for scenario in variant.outlook.scenarios.values()
        if (net := scenario["net_savings_per_year"]) is not None
    ]
    return NetRange(low=rounded(min(nets)), high=rounded(max(nets))) if nets else None


def _ends(base: Ground, way: _Way, context: Context) -> Iterator[_Way]:
    """Yield the way with the fields of ranges at their upper ends: those that raise the net, and those that lower it."""
    raising: dict[str, _Way] = {}
    lowering: dict[str, _Way] = {}
    for field, (_, high) in values_of(base, way.readings).items():
        moved = None if high is None else _tried(base, way.readings, context, {field})
        if moved is not None and moved.net is not None and way.net is not None:
            (raising if moved.net > way.net else lowering)[field] = moved
    for ends in filter(None, (raising, lowering)):
        variant = next(iter(ends.values())) if len(ends) == 1 else _tried(base, way.readings, context, ends)
        if variant is not None:
            yield variant


def _tried(base: Ground, readings: tuple[Reading, ...], context: Context, high: Container[str] = ()) -> _Way | None:
    try:
        return _read(base, readings, context, high)
    except (ValidationError, FiguresTooLarge):
        return None


def _to_confirm(
    base: Ground, cautious: _Way, bases: Mapping[str, Basis], context: Context, code: VerdictCode, too_good: bool
) -> tuple[ToConfirm, ...]:
    """Return what the verdict hangs on and nobody confirmed, the weightiest first.

    Volume, period and time read from the text always count, together: a wrong reading of them can be anything. Of every other
    value that was read or assumed, those count with which the verdict would be another one.
    """
    open_fields = {field for question in base.open for field in question.fields}
    weighed: list[tuple[bool, Decimal, ToConfirm]] = []
    first: list[ToConfirm] = []
    triad = [field for field in ESSENTIAL if bases.get(field) == "read" and field not in open_fields]
    if triad:
        effects = [_moved(field, base, cautious, context, code)[0] for field in triad]
        first.append(_confirmable(triad, "read", base, cautious, max(effects)))
    for field in FIELDS:
        basis = bases.get(field)
        if field in triad or field in open_fields or field in _OF_THE_METHOD or basis not in ("read", "assumed"):
            continue
        effect, flips = _moved(field, base, cautious, context, code)
        if flips or (too_good and field == "build_cost"):
            weighed.append((flips, effect, _confirmable([field], basis, base, cautious, effect)))
    weighed.sort(key=lambda entry: (not entry[0], -entry[1], tuple(entry[2].values)))
    return tuple([*first, *(entry for _, _, entry in weighed)][:MOST_TO_CONFIRM])


def _confirmable(fields: list[str], basis: Basis, base: Ground, cautious: _Way, effect: Decimal) -> ToConfirm:
    return ToConfirm(
        values={field: str(cautious.filled.value(field)) for field in fields},
        basis=basis,
        fact_ids=tuple(fact for field in fields if field in base.values for fact in base.values[field].fact_ids),
        effect=rounded(effect) if effect else None,
    )


def _moved(field: str, base: Ground, cautious: _Way, context: Context, code: VerdictCode) -> tuple[Decimal, bool]:
    """Return how far the net moves over a field's likely values, and whether the verdict becomes another one."""
    nets = [cautious.net or Decimal(0)]
    flips = False
    for value in _likely(field, base, cautious, context):
        if value == cautious.filled.value(field):
            continue
        moved = varied(cautious.outlook, variation(cautious.given, cautious.filled, context, field, value))
        net = moved.scenarios["expected"]["net_savings_per_year"]
        if net is not None:
            nets.append(net)
            flips = flips or verdict(moved).code != code
    return max(nets) - min(nets), flips


def _likely(field: str, base: Ground, cautious: _Way, context: Context) -> tuple[_Value, ...]:
    """Return the values a field may well have: the ends of what was read, or the usual answers for what was assumed."""
    found = base.values.get(field)
    current = cautious.filled.value(field)
    if found is None:
        return _usual(field, context.currency)
    if current is None or isinstance(current, str):
        return ()
    ends = (current * (1 - _SWING), Decimal(found.high) if found.high else current * (1 + _SWING))
    if isinstance(current, int):
        ends = (ends[0].to_integral_value(ROUND_FLOOR), ends[1].to_integral_value(ROUND_CEILING))
    return tuple(
        value for end in ends if (value := _valid(field, str(rounded(min(end, HIGHEST.get(field, end)))))) is not None
    )


@cache
def _usual(field: str, currency: str) -> tuple[_Value, ...]:
    answers = (_valid(field, answer) for answer in plausible_answers(field, currency))
    return tuple(value for value in answers if value is not None)


def _valid(field: str, value: str) -> _Value | None:
    """Return a value as inputs hold it; None where it is not one for its field."""
    try:
        return inputs_from({field: value}).value(field)
    except ValidationError:
        return None


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)
