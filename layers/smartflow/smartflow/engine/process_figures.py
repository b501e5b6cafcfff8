"""The figures of a process: one function of its facts, the account's settings and the version of the formulas.

Everything anybody sees of a process (headline, list, dashboard, matrix, analysis, report, shared page) comes from here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from smartflow.engine.assessment import ESSENTIAL, Assessment, Context, Provenance, assess, fill
from smartflow.engine.confidence import Basis, Confidence, confidence
from smartflow.engine.defaults import plausible_answers
from smartflow.engine.estimate import FiguresTooLarge
from smartflow.engine.facts import Fact, Ground, OpenQuestion, Reading, combinations, ground, inputs_of_ground
from smartflow.engine.figures import Figures, figures
from smartflow.engine.inputs import FIELDS, Inputs
from smartflow.engine.rounding import rounded
from smartflow.engine.verdict import Verdict, VerdictCode, implausible, verdict

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


@dataclass(frozen=True)
class _Way:
    """One way to answer the open questions, with the inputs (defaults filled in) and figures that follow."""

    readings: tuple[Reading, ...]
    given: Inputs
    filled: Inputs
    figures: Figures

    @property
    def net(self) -> Decimal | None:
        return self.figures.scenarios["expected"]["net_savings_per_year"]


def process_figures(facts: Iterable[Fact], context: Context) -> ProcessFigures:
    """Compute what a process comes to.

    Raises
    ------
    FiguresTooLarge
        When the results do not fit, whichever way the text is read.
    """
    base = ground(facts)
    ways = _ways(base, context)
    cautious = min(ways, key=_caution)
    assessment = assess(cautious.given, context, _provenance(base))
    bases = _bases(assessment, base)
    found = verdict(cautious.filled, cautious.figures)
    too_good = assessment.inputs["build_cost"].provenance == "default" if "build_cost" in assessment.inputs else False
    too_good = too_good and implausible(cautious.figures)
    waiting = (
        () if found.code == "not_enough_known" else _to_confirm(base, cautious, bases, context, found.code, too_good)
    )
    others = sorted({verdict(way.filled, way.figures).code for way in ways} - {found.code})
    return ProcessFigures(
        assessment=assessment,
        verdict=found,
        firm=found.code != "not_enough_known" and not waiting and not base.open,
        other_verdicts=tuple(others),
        to_confirm=waiting,
        open=tuple(_open(question, cautious, base, context) for question in base.open),
        range=_range(base, ways, context),
        confidence=confidence(assessment, bases),
        implausible=too_good,
        foreign_facts=base.foreign,
    )


def _ways(base: Ground, context: Context) -> list[_Way]:
    """Return every way to answer the open questions that gives figures at all."""
    found: list[_Way] = []
    refused: Exception | None = None
    for readings in combinations(base.open):
        chosen = {field: value for reading in readings for field, value in reading.values.items()}
        try:
            found.append(_way(readings, inputs_of_ground(base, chosen), context))
        except (ValidationError, FiguresTooLarge) as error:
            refused = error
    if not found:
        assert refused is not None, "there is always one way, the empty one"
        raise refused
    return found


def _way(readings: tuple[Reading, ...], given: Inputs, context: Context) -> _Way:
    filled = fill(given, context)
    return _Way(readings, given, filled, figures(filled))


def _caution(way: _Way) -> tuple[bool, Decimal, Decimal, tuple[str, ...]]:
    """Order ways by the least net; what gives no net comes last, then by the hours, so that nothing looks bigger."""
    hours = way.figures.shared["hours_per_year"]
    return way.net is None, way.net or Decimal(0), hours or Decimal(0), tuple(reading.id for reading in way.readings)


def _provenance(base: Ground) -> dict[str, Provenance]:
    read = {field for question in base.open for field in question.fields}
    read |= {field for field, value in base.values.items() if value.origin != "person"}
    return dict.fromkeys(read, "suggested")


def _bases(assessment: Assessment, base: Ground) -> dict[str, Basis]:
    return {field: _basis(field, base) for field in assessment.inputs}


def _basis(field: str, base: Ground) -> Basis:
    value = base.values.get(field)
    if value is None:
        if field in _ACCOUNT_FIELDS:
            return "confirmed"  # the account's own setting
        return "read" if any(field in question.fields for question in base.open) else "assumed"
    if value.confirmed:
        return "confirmed"
    return "measured" if value.origin == "file" else "read"


def _open(question: OpenQuestion, cautious: _Way, base: Ground, context: Context) -> OpenFigures:
    """Return the figures of each reading of a question, all others answered as in the figures in force."""
    elsewhere = {
        field: value
        for reading in cautious.readings
        for field, value in reading.values.items()
        if field not in question.fields
    }
    return OpenFigures(
        fields=question.fields,
        readings=tuple(_reading(reading, elsewhere, base, context) for reading in question.readings),
    )


def _reading(reading: Reading, elsewhere: Mapping[str, str], base: Ground, context: Context) -> ReadingFigures:
    try:
        way = _way((reading,), inputs_of_ground(base, {**elsewhere, **reading.values}), context)
    except (ValidationError, FiguresTooLarge):
        return ReadingFigures(
            reading=reading,
            hours_per_year=None,
            cost_per_year=None,
            net_savings_per_year=None,
            verdict="not_enough_known",
        )
    return ReadingFigures(
        reading=reading,
        hours_per_year=_shown(way.figures.shared["hours_per_year"]),
        cost_per_year=_shown(way.figures.shared["cost_per_year"]),
        net_savings_per_year=_shown(way.net),
        verdict=verdict(way.filled, way.figures).code,
    )


def _range(base: Ground, ways: Iterable[_Way], context: Context) -> NetRange | None:
    """Return from the least to the most net savings, over scenarios, readings and ends of ranges."""
    nets: list[Decimal] = []
    for way in ways:
        for variant in (way, *_ends(base, way, context)):
            for scenario in (variant.figures.scenarios["conservative"], variant.figures.scenarios["optimistic"]):
                net = scenario["net_savings_per_year"]
                if net is not None:
                    nets.append(net)
    return NetRange(low=rounded(min(nets)), high=rounded(max(nets))) if nets else None


def _ends(base: Ground, way: _Way, context: Context) -> Iterator[_Way]:
    """Yield the way with the fields of ranges at their upper ends: those that raise the net, and those that lower it."""
    ranged = [field for field, value in base.values.items() if value.high is not None and value.high != value.low]
    raising: list[str] = []
    lowering: list[str] = []
    chosen = {field: value for reading in way.readings for field, value in reading.values.items()}
    for field in ranged:
        moved = _tried(base, chosen, (field,), context)
        if moved is not None and moved.net is not None and way.net is not None:
            (raising if moved.net > way.net else lowering).append(field)
    for fields in (raising, lowering):
        variant = _tried(base, chosen, fields, context) if fields else None
        if variant is not None:
            yield variant


def _tried(base: Ground, chosen: Mapping[str, str], high: Iterable[str], context: Context) -> _Way | None:
    try:
        return _way((), inputs_of_ground(base, chosen, high=high), context)
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
        effect=rounded(effect),
    )


def _moved(field: str, base: Ground, cautious: _Way, context: Context, code: VerdictCode) -> tuple[Decimal, bool]:
    """Return how far the net moves over a field's likely values, and whether the verdict becomes another one."""
    nets = [cautious.net or Decimal(0)]
    flips = False
    for value in _likely(field, base, cautious, context):
        try:
            way = _way((), cautious.given.replace(field, value), context)
        except (ValidationError, FiguresTooLarge):
            continue
        if way.net is not None:
            nets.append(way.net)
            flips |= verdict(way.filled, way.figures).code != code
    return max(nets) - min(nets), flips


def _likely(field: str, base: Ground, cautious: _Way, context: Context) -> list[object]:
    """Return the values a field may well have: the ends of what was read, or the usual answers for what was assumed."""
    found = base.values.get(field)
    current = cautious.filled.value(field)
    if found is None:
        answers: list[object] = [
            int(answer) if field == "systems" or field.startswith("readiness.") else answer
            for answer in plausible_answers(field, context.currency)
        ]
        return answers
    if not isinstance(current, Decimal):
        return []
    high = Decimal(found.high) if found.high else current * (1 + _SWING)
    return [rounded(current * (1 - _SWING)), rounded(high)]


def _shown(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)
