"""Verdict, range and what is to confirm, computed the long way: each value tried is a full estimate of validated inputs."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from pydantic import ValidationError

from smartflow.engine.assessment import Assessment, Context, assess, inputs_of
from smartflow.engine.defaults import plausible_answers
from smartflow.engine.facts import ESSENTIAL, Fact, Ground, Reading, combinations, ground, inputs_from, values_of
from smartflow.engine.inputs import FIELDS, Inputs
from smartflow.engine.rounding import rounded

NOT_TO_CONFIRM = {"maintenance_percent", "ramp_months", "review_minutes"}
SHARES = {"error_rate_percent", "maintenance_percent"}


@dataclass(frozen=True)
class Slow:
    verdict: str
    range: tuple[Decimal, Decimal] | None
    to_confirm: list[tuple[str, ...]]
    others: list[str]


def slow_figures(facts: Iterable[Fact], context: Context) -> Slow:
    base = ground(facts)
    ways = [(readings, assessed(base, readings, context)) for readings in combinations(base.open)]
    readings, cautious = min(ways, key=lambda way: caution(*way))
    code = slow_verdict(cautious)
    return Slow(
        verdict=code,
        range=slow_range(base, ways, context),
        to_confirm=to_confirm(base, readings, cautious, context) if code != "not_enough_known" else [],
        others=sorted({slow_verdict(assessment) for _, assessment in ways} - {code}),
    )


def caution(readings: tuple[Reading, ...], assessment: Assessment) -> tuple[bool, Decimal, Decimal, tuple[str, ...]]:
    net, hours = assessment.expected.net_savings_per_year, assessment.hours_per_year
    return net is None, net or Decimal(0), hours or Decimal(0), tuple(reading.id for reading in readings)


def assessed(base: Ground, readings: tuple[Reading, ...], context: Context, high: Iterable[str] = ()) -> Assessment:
    return assess(given(base, readings, high), context)


def given(base: Ground, readings: tuple[Reading, ...], high: Iterable[str] = ()) -> Inputs:
    values = values_of(base, readings)
    return inputs_from({field: upper if upper and field in high else low for field, (low, upper) in values.items()})


def slow_verdict(assessment: Assessment) -> str:
    expected, cautious, inputs = assessment.expected, assessment.conservative, inputs_of(assessment)
    if expected.net_savings_per_year is None:
        return "not_enough_known"
    if expected.net_savings_per_year < 0:
        gains = any("cost_per_year" in advice.values for advice in assessment.advice)
        return "improve_by_hand" if gains else "leave_alone"
    if (inputs.readiness.stability or 3) <= 2:
        return "fix_process_first"
    if expected.payback_months is None:
        return "improve_by_hand"
    doubts = (
        cautious.payback_months is None
        or (cautious.net_savings_per_year or 0) < 0
        or expected.payback_months > 12
        or assessment.difficulty == "hard"
    )
    return "in_stages" if doubts else "automate_now"


def slow_range(
    base: Ground, ways: list[tuple[tuple[Reading, ...], Assessment]], context: Context
) -> tuple[Decimal, Decimal] | None:
    nets: list[Decimal] = []
    for readings, assessment in ways:
        net = assessment.expected.net_savings_per_year
        raising: list[str] = []
        lowering: list[str] = []
        for field, (_, high) in values_of(base, readings).items():
            if high is not None and net is not None:
                moved = assessed(base, readings, context, [field]).expected.net_savings_per_year
                assert moved is not None
                (raising if moved > net else lowering).append(field)
        for fields in ([], raising, lowering):
            variant = assessed(base, readings, context, fields)
            scenarios = (variant.conservative, variant.expected, variant.optimistic)
            nets += [one.net_savings_per_year for one in scenarios if one.net_savings_per_year is not None]
    return (min(nets), max(nets)) if nets else None


def to_confirm(
    base: Ground, readings: tuple[Reading, ...], cautious: Assessment, context: Context
) -> list[tuple[str, ...]]:
    """Return the fields to confirm, in their order."""
    inputs, code = given(base, readings), slow_verdict(cautious)
    open_fields = {field for question in base.open for field in question.fields}
    read = {field for field, found in base.values.items() if not found.confirmed and found.origin != "file"}
    triad: tuple[str, ...] = tuple(field for field in ESSENTIAL if field in read - open_fields)
    flipping: dict[str, Decimal] = {}
    doubtful = too_good(cautious)
    for field in FIELDS:
        sure = field in base.values and field not in read
        account = field == "working_days" and field not in base.values
        unknown = field not in cautious.inputs
        if sure or account or unknown or field in open_fields or field in triad or field in NOT_TO_CONFIRM:
            continue
        net = cautious.expected.net_savings_per_year or Decimal(0)
        tried = [
            assess(inputs.replace(field, value), context) for value in likely(field, base, cautious, inputs, context)
        ]
        nets = [
            net,
            *(one.expected.net_savings_per_year for one in tried if one.expected.net_savings_per_year is not None),
        ]
        flips = any(slow_verdict(one) not in (code, "not_enough_known") for one in tried)
        if flips or (doubtful and field == "build_cost"):
            flipping[field] = (Decimal(10) ** 20 if flips else Decimal(0)) + max(nets) - min(nets)
    weightiest = sorted(flipping, key=lambda field: (-flipping[field], field))
    return ([triad] if triad else []) + [(field,) for field in weightiest][: 3 - bool(triad)]


def too_good(assessment: Assessment) -> bool:
    build = assessment.inputs.get("build_cost")
    roi, payback = assessment.expected.first_year_roi_percent, assessment.expected.payback_months
    assumed = build is not None and build.provenance == "default"
    return assumed and ((roi is not None and roi > 500) or (payback is not None and payback < 2))


def likely(field: str, base: Ground, cautious: Assessment, inputs: Inputs, context: Context) -> list[object]:
    candidates: list[str]
    if field not in base.values:
        candidates = list(plausible_answers(field, context.currency))
    else:
        current = Decimal(cautious.inputs[field].value)
        high = base.values[field].high
        low, top = current * Decimal("0.8"), Decimal(high) if high else current * Decimal("1.2")
        if field == "systems":
            low, top = low.to_integral_value(ROUND_FLOOR), top.to_integral_value(ROUND_CEILING)
        candidates = [str(rounded(min(end, Decimal(100)) if field in SHARES else end)) for end in (low, top)]
    found: list[object] = []
    for value in candidates:
        whole = field == "systems" or field.startswith("readiness.")
        number: object = int(Decimal(value)) if whole else value
        try:
            inputs.replace(field, number)
        except ValidationError:
            continue
        found.append(number)
    return found
