"""The formulas themselves, unrounded. Each function is one line of the published page; None stands for "not known"."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final, Literal, get_args

from smartflow.engine.inputs import FORMULA_DEFAULTS, READINESS_FIELDS, Frequency, Inputs
from smartflow.engine.scoring import ANSWERS_NEEDED, answered
from smartflow.engine.scoring import ease as ease_of
from smartflow.engine.scoring import potential as potential_of

ScenarioName = Literal["conservative", "expected", "optimistic"]
SCENARIOS: Final[tuple[ScenarioName, ...]] = get_args(ScenarioName)

#: How much of the potential a scenario reaches, and how much of the work really goes through it.
SCENARIO_FACTORS: Final[dict[ScenarioName, tuple[Decimal, Decimal]]] = {
    "conservative": (Decimal("0.70"), Decimal("0.70")),
    "expected": (Decimal("1.00"), Decimal("0.85")),
    "optimistic": (Decimal("1.20"), Decimal("0.95")),
}
POTENTIAL_CAP: Final = Decimal("0.95")
PERIODS: Final[dict[Frequency, Decimal]] = {
    "weekly": Decimal(52),
    "biweekly": Decimal(26),
    "monthly": Decimal(12),
    "quarterly": Decimal(4),
    "yearly": Decimal(1),
}
HORIZON_MONTHS: Final = 36

# Bounded inputs have at most 16 digits before and 30 meaningful ones after the point: what a division leaves behind
# them is its own noise, and must neither tip a half nor make a payback a month late.
EXACT: Final = Context(prec=60, rounding=ROUND_HALF_EVEN)
_MEANINGFUL: Final = Decimal(1).scaleb(-30)


def settled(value: Decimal) -> Decimal:
    """Return the value without the noise of a division in its last digits: three thirds are one."""
    with localcontext(EXACT):
        return value.quantize(_MEANINGFUL)


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """Return the value as it is shown: so many decimals, half away from zero, never a negative zero."""
    with localcontext(EXACT):
        return settled(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


@dataclass(frozen=True, slots=True)
class ResolvedInputs:
    """The inputs with the formulas' own defaults put in; what remains None is unknown."""

    runs: Decimal | None
    periods: Decimal | None
    minutes_per_run: Decimal | None
    people: Decimal
    error_rate: Decimal
    rework_minutes: Decimal
    hourly_cost: Decimal | None
    systems: Decimal
    exceptions_percent: Decimal
    build_cost: Decimal | None
    monthly_licence: Decimal | None
    maintenance: Decimal
    ramp_months: Decimal
    review_minutes: Decimal


def resolve(inputs: Inputs) -> ResolvedInputs:
    """Put the formulas' defaults where the inputs are silent; percentages become shares of one."""

    def given(field: str) -> Decimal:
        value = inputs.value(field)
        return FORMULA_DEFAULTS[field] if value is None else Decimal(value)

    return ResolvedInputs(
        runs=inputs.runs,
        periods=periods_per_year(inputs.frequency, given("working_days")),
        minutes_per_run=inputs.minutes_per_run,
        people=given("people"),
        error_rate=given("error_rate_percent") / 100,
        rework_minutes=given("rework_minutes"),
        hourly_cost=inputs.hourly_cost,
        systems=given("systems"),
        exceptions_percent=given("exceptions_percent"),
        build_cost=inputs.build_cost,
        monthly_licence=inputs.monthly_licence,
        maintenance=given("maintenance_percent") / 100,
        ramp_months=given("ramp_months"),
        review_minutes=given("review_minutes"),
    )


def periods_per_year(frequency: Frequency | None, working_days: Decimal) -> Decimal | None:
    """Return how many times a year a period comes round; a daily process rests when people do."""
    if frequency is None:
        return None
    return working_days if frequency == "daily" else PERIODS[frequency]


def full_months(months: int, ramp_months: Decimal) -> Decimal:
    """Return how many months of full savings the first `months` are worth: Σᵢ min(1, i/ramp)."""
    if ramp_months == 0:
        return Decimal(months)
    rising = min(months, int(ramp_months))
    return Decimal(rising * (rising + 1)) / (2 * ramp_months) + (months - rising)


@dataclass(frozen=True, slots=True)
class Cash:
    """What a scenario does to the till: paid once, saved and spent evenly over each year after the ramp."""

    build_cost: Decimal
    gross: Decimal
    running: Decimal
    ramp_months: Decimal

    def balance(self, month: int) -> Decimal:
        """Return the money gained after so many months: −build + Σ (Gross/12·min(1, i/ramp) − Run/12)."""
        earned = self.gross * full_months(month, self.ramp_months) - self.running * month
        return settled(earned / 12 - self.build_cost)

    def payback(self) -> int | None:
        """Return the first month, of 36, in which the balance is not negative; 0 where nothing was to be paid back."""
        if self.build_cost == 0 and self.gross >= self.running:
            return 0
        return next((month for month in range(1, HORIZON_MONTHS + 1) if self.balance(month) >= 0), None)


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """One scenario, unrounded: hours, money a year, percent and months."""

    factor: Decimal
    adoption: Decimal
    potential: Decimal | None
    hours_saved: Decimal | None
    gross: Decimal | None
    running: Decimal | None
    net: Decimal | None
    first_year_net: Decimal | None
    roi_percent: Decimal | None
    cash: Cash | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a process, unrounded."""

    known: ResolvedInputs
    runs_per_year: Decimal | None
    minutes_of_work: Decimal | None
    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    potential: Decimal | None
    ease: Decimal
    scenarios: dict[ScenarioName, ScenarioFigures]


def figures(inputs: Inputs) -> Figures:
    """Reckon every figure that the inputs allow."""
    with localcontext(EXACT):
        return _figures(resolve(inputs), inputs, potential_of(inputs.readiness))


def expected_net(inputs: Inputs, potential: Decimal | None = None) -> Decimal | None:
    """Return the expected net savings a year, unrounded; `potential` stands in for the one readiness would give."""
    with localcontext(EXACT):
        share = potential_of(inputs.readiness) if potential is None else potential
        return _figures(resolve(inputs), inputs, share, ("expected",)).scenarios["expected"].net


def _figures(
    resolved: ResolvedInputs, inputs: Inputs, potential: Decimal | None, scenarios: tuple[ScenarioName, ...] = SCENARIOS
) -> Figures:
    per_year = None if resolved.runs is None or resolved.periods is None else resolved.runs * resolved.periods
    work = minutes_of_work(resolved)
    hours = None if per_year is None or work is None else per_year * work / 60
    return Figures(
        known=resolved,
        runs_per_year=per_year,
        minutes_of_work=work,
        hours_per_year=hours,
        cost_per_year=None if hours is None or resolved.hourly_cost is None else hours * resolved.hourly_cost,
        potential=potential,
        ease=ease_of(resolved.systems, resolved.exceptions_percent, inputs.readiness),
        scenarios={name: _scenario(name, resolved, per_year, work, potential) for name in scenarios},
    )


def minutes_of_work(resolved: ResolvedInputs) -> Decimal | None:
    """Return the minutes that all people together spend on one run, the average share of rework included."""
    if resolved.minutes_per_run is None:
        return None
    return resolved.minutes_per_run * resolved.people + resolved.error_rate * resolved.rework_minutes


def running_cost(resolved: ResolvedInputs) -> Decimal | None:
    """Return the yearly cost of keeping the automation: licences and maintenance."""
    if resolved.monthly_licence is None or resolved.build_cost is None:
        return None
    return 12 * resolved.monthly_licence + resolved.maintenance * resolved.build_cost


def _scenario(
    name: ScenarioName,
    resolved: ResolvedInputs,
    per_year: Decimal | None,
    work: Decimal | None,
    potential: Decimal | None,
) -> ScenarioFigures:
    factor, adoption = SCENARIO_FACTORS[name]
    share = None if potential is None else min(POTENTIAL_CAP, potential * factor)
    hours = None
    if per_year is not None and work is not None and share is not None:
        hours = per_year * (work * share * adoption - resolved.review_minutes) / 60
    gross = None if hours is None or resolved.hourly_cost is None else hours * resolved.hourly_cost
    running = running_cost(resolved)
    cash = None
    if gross is not None and running is not None and resolved.build_cost is not None:
        cash = Cash(resolved.build_cost, gross, running, resolved.ramp_months)
    first_year = None if cash is None else cash.gross * full_months(12, cash.ramp_months) / 12 - cash.running
    return ScenarioFigures(
        factor=factor,
        adoption=adoption,
        potential=share,
        hours_saved=hours,
        gross=gross,
        running=running,
        net=None if cash is None else cash.gross - cash.running,
        first_year_net=first_year,
        roi_percent=_return_percent(first_year, resolved.build_cost),
        cash=cash,
    )


def _return_percent(first_year_net: Decimal | None, build_cost: Decimal | None) -> Decimal | None:
    """Return the first year's return on the build cost in percent; None also where nothing was invested."""
    if first_year_net is None or build_cost is None or build_cost == 0:
        return None
    return (first_year_net - build_cost) / build_cost * 100


_RUNS: Final = ("runs", "frequency")
_HOURS: Final = (*_RUNS, "minutes_per_run")
_SAVED: Final = (*_HOURS, "readiness")
_RUNNING: Final = ("build_cost", "monthly_licence")
_NET: Final = (*_SAVED, "hourly_cost", *_RUNNING)

#: The inputs that each output cannot do without. `readiness` stands for at least three answers.
NEEDS: Final[dict[str, tuple[str, ...]]] = {
    "runs_per_year": _RUNS,
    "hours_per_year": _HOURS,
    "cost_per_year": (*_HOURS, "hourly_cost"),
    "potential": ("readiness",),
    "hours_saved_per_year": _SAVED,
    "gross_savings_per_year": (*_SAVED, "hourly_cost"),
    "running_cost_per_year": _RUNNING,
    "net_savings_per_year": _NET,
    "first_year_net": _NET,
    "first_year_roi_percent": _NET,
    "payback_months": _NET,
    "break_even.minutes_per_run": (*_RUNS, "readiness", "hourly_cost", *_RUNNING),
    "break_even.runs": ("frequency", "minutes_per_run", "readiness", "hourly_cost", *_RUNNING),
    "break_even.hourly_cost": (*_SAVED, *_RUNNING),
    "break_even.potential": (*_HOURS, "hourly_cost", *_RUNNING),
}


def missing(inputs: Inputs) -> dict[str, list[str]]:
    """Return, for each output that cannot be reckoned, the unknown inputs it needs (readiness: all open answers)."""
    answers = answered(inputs.readiness)
    open_answers = [field for field in READINESS_FIELDS if field.removeprefix("readiness.") not in answers]

    def lacking(needed: str) -> list[str]:
        if needed == "readiness":
            return [] if len(answers) >= ANSWERS_NEEDED else open_answers
        return [needed] if inputs.value(needed) is None else []

    lacks = {output: [field for needed in needs for field in lacking(needed)] for output, needs in NEEDS.items()}
    return {output: fields for output, fields in lacks.items() if fields}
