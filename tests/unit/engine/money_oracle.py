"""The published formulas once more, in exact fractions and by brute force, for tests to compare the engine with."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from smartflow.engine.inputs import Inputs

PERIODS = {"weekly": 52, "biweekly": 26, "monthly": 12, "quarterly": 4, "yearly": 1}
WEIGHTS = {"rule_based": 30, "digital_input": 20, "structured_input": 20, "stability": 20, "documentation": 10}
DEFAULTS = {
    "people": 1,
    "error_rate_percent": 0,
    "rework_minutes": 0,
    "systems": 1,
    "exceptions_percent": 0,
    "maintenance_percent": 15,
    "ramp_months": 3,
    "review_minutes": 0,
}
SCENARIOS = {
    "conservative": (Fraction(70, 100), Fraction(70, 100)),
    "expected": (Fraction(1), Fraction(85, 100)),
    "optimistic": (Fraction(120, 100), Fraction(95, 100)),
}


def shown(value: Fraction | None, places: int = 2) -> str | None:
    """Write a fraction with so many decimals, half away from zero."""
    if value is None:
        return None
    units = (abs(value) * 10**places * 2 + 1) // 2
    digits = str(units).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 and units else text


def potential_of(readiness: dict[str, int | None]) -> Fraction | None:
    known = {name: answer for name, answer in readiness.items() if answer is not None}
    if len(known) < 3:
        return None
    score = sum(Fraction(WEIGHTS[name] * (answer - 1), 4) for name, answer in known.items())
    return Fraction(9, 10) * score / sum(WEIGHTS[name] for name in known)


def balance(build: Fraction, gross: Fraction, running: Fraction, ramp: Fraction, months: int) -> Fraction:
    total = -build
    for month in range(1, months + 1):
        share = Fraction(1) if ramp == 0 else min(Fraction(1), month / ramp)
        total += gross / 12 * share - running / 12
    return total


def payback(build: Fraction, gross: Fraction, running: Fraction, ramp: Fraction) -> int | None:
    if build == 0 and gross - running >= 0:
        return 0
    for month in range(1, 37):
        if balance(build, gross, running, ramp, month) >= 0:
            return month
    return None


def given(inputs: Inputs, name: str) -> Fraction | None:
    value = getattr(inputs, name)
    if value is None:
        value = DEFAULTS.get(name)
    return None if value is None else Fraction(value)


def runs_per_year(inputs: Inputs) -> Fraction | None:
    if inputs.runs is None or inputs.frequency is None:
        return None
    days = 250 if inputs.working_days is None else inputs.working_days
    return Fraction(inputs.runs) * Fraction(days if inputs.frequency == "daily" else PERIODS[inputs.frequency])


def minutes_of_work(inputs: Inputs) -> Fraction | None:
    if inputs.minutes_per_run is None:
        return None
    people, errors, rework = (given(inputs, name) for name in ("people", "error_rate_percent", "rework_minutes"))
    assert people is not None
    assert errors is not None
    assert rework is not None
    return Fraction(inputs.minutes_per_run) * people + errors / 100 * rework


@dataclass(frozen=True)
class Flows:
    """One scenario, exactly."""

    hours: Fraction | None
    gross: Fraction | None
    running: Fraction | None
    build: Fraction | None
    ramp: Fraction

    def payback(self) -> int | None:
        if self.gross is None or self.running is None or self.build is None:
            return None
        return payback(self.build, self.gross, self.running, self.ramp)


def flows(inputs: Inputs, scenario: str, potential: Fraction | None = None) -> Flows:
    """Return the scenario's hours and money; `potential` replaces the one of the readiness answers."""
    factor, adoption = SCENARIOS[scenario]
    n, h = runs_per_year(inputs), minutes_of_work(inputs)
    p = potential_of(inputs.readiness.model_dump()) if potential is None else potential
    review, upkeep, ramp = (given(inputs, name) for name in ("review_minutes", "maintenance_percent", "ramp_months"))
    hourly, build, licence = (given(inputs, name) for name in ("hourly_cost", "build_cost", "monthly_licence"))
    assert review is not None
    assert upkeep is not None
    assert ramp is not None
    hours = None
    if n is not None and h is not None and p is not None:
        hours = n * (h * min(Fraction(95, 100), p * factor) * adoption - review) / 60
    return Flows(
        hours=hours,
        gross=None if hours is None or hourly is None else hours * hourly,
        running=None if licence is None or build is None else 12 * licence + upkeep / 100 * build,
        build=build,
        ramp=ramp,
    )


def by_the_page(inputs: Inputs) -> dict[str, Any]:
    """Return what the formulas give, as the API shows it."""
    n, h, hourly = runs_per_year(inputs), minutes_of_work(inputs), given(inputs, "hourly_cost")
    h0 = None if n is None or h is None else n * h / 60
    p = potential_of(inputs.readiness.model_dump())
    ease = str(shown(ease_of(inputs), 0))
    answer: dict[str, Any] = {
        "runs_per_year": shown(n),
        "hours_per_year": shown(h0),
        "cost_per_year": shown(None if h0 is None or hourly is None else h0 * hourly),
        "potential": shown(None if p is None else p * 100, 0),
        "ease": ease,
        "difficulty": "easy" if int(ease) >= 70 else "medium" if int(ease) >= 40 else "hard",
    }
    for name in SCENARIOS:
        flow = flows(inputs, name)
        net = year1 = roi = None
        if flow.gross is not None and flow.running is not None and flow.build is not None:
            net = flow.gross - flow.running
            year1 = balance(Fraction(0), flow.gross, flow.running, flow.ramp, 12)
            roi = None if flow.build == 0 else (year1 - flow.build) / flow.build * 100
        answer[name] = {
            "hours_saved_per_year": shown(flow.hours),
            "gross_savings_per_year": shown(flow.gross),
            "running_cost_per_year": shown(flow.running),
            "net_savings_per_year": shown(net),
            "first_year_net": shown(year1),
            "first_year_roi_percent": shown(roi, 1),
            "payback_months": flow.payback(),
        }
    return answer


def ease_of(inputs: Inputs) -> Fraction:
    systems, exceptions = given(inputs, "systems"), given(inputs, "exceptions_percent")
    assert systems is not None
    assert exceptions is not None
    stability, digital = inputs.readiness.stability or 3, inputs.readiness.digital_input or 3
    return max(
        Fraction(0),
        100
        - min(Fraction(40), 8 * max(Fraction(0), systems - 1))
        - min(Fraction(30), Fraction(6, 10) * exceptions)
        - 5 * (5 - stability)
        - Fraction(5, 2) * (5 - digital),
    )


def _tenths(most: int, least: int = 0) -> st.SearchStrategy[Decimal]:
    return st.decimals(least, most, places=1, allow_nan=False, allow_infinity=False)


_answer = st.none() | st.integers(1, 5)
_frequency = st.sampled_from(["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly"])
_readiness = st.fixed_dictionaries(dict.fromkeys(WEIGHTS, _answer))

_USUAL: dict[str, st.SearchStrategy[Any]] = {
    "runs": _tenths(500),
    "frequency": _frequency,
    "minutes_per_run": _tenths(600),
    "people": st.decimals("0.5", 20, places=1),
    "error_rate_percent": _tenths(100),
    "rework_minutes": _tenths(240),
    "hourly_cost": st.decimals(0, 400, places=2),
    "working_days": st.integers(1, 366),
    "systems": st.integers(0, 12),
    "exceptions_percent": _tenths(100),
    "build_cost": st.just(0) | st.decimals(0, 200_000, places=2),
    "monthly_licence": st.decimals(0, 5_000, places=2),
    "maintenance_percent": _tenths(100),
    "ramp_months": st.integers(0, 14) | st.decimals(0, 40, places=1),
    "review_minutes": _tenths(30),
}


def usual_inputs() -> st.SearchStrategy[Inputs]:
    """Inputs of ordinary size, each of them present or not."""
    return st.fixed_dictionaries(
        {"readiness": _readiness}, optional={name: st.none() | values for name, values in _USUAL.items()}
    ).map(Inputs.model_validate)


def complete_inputs() -> st.SearchStrategy[Inputs]:
    """Inputs of ordinary size from which everything can be computed."""
    answered = st.fixed_dictionaries({name: st.integers(1, 5) for name in WEIGHTS})
    return st.fixed_dictionaries({"readiness": answered, **_USUAL}).map(Inputs.model_validate)


def any_valid_inputs() -> st.SearchStrategy[Inputs]:
    """Inputs up to their bounds."""
    bounds = {"runs": 10**6, "minutes_per_run": 10**5, "rework_minutes": 10**5, "review_minutes": 10**5}
    extreme = {
        **_USUAL,
        **{name: st.decimals(0, most, places=4) for name, most in bounds.items()},
        "people": st.decimals("0.0001", 10_000, places=4),
        "hourly_cost": st.decimals(0, 100_000, places=2),
        "build_cost": st.decimals(0, 10**9, places=2),
        "monthly_licence": st.decimals(0, 10**8, places=2),
        "ramp_months": st.decimals(0, 60, places=4),
    }
    return st.fixed_dictionaries({"readiness": _readiness}, optional=extreme).map(Inputs.model_validate)
