"""From inputs to figures: every declared formula computed in its order, unrounded; None stands for "not known"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import Final

from smartflow.engine.declaration import Formula
from smartflow.engine.formulas import DECLARED, CashFlow, periods_per_year, potential
from smartflow.engine.inputs import FIELDS, FORMULA_DEFAULTS, READINESS_FIELDS, Inputs, Readiness
from smartflow.engine.rounding import EXACT
from smartflow.engine.symbols import ANSWERS_NEEDED, CEILING, SCENARIO_FACTORS, UNANSWERED, WEIGHTS, ScenarioName

#: Numbers by the name of an input, a constant or a figure.
Values = dict[str, Decimal | None]

_NUMBERS: Final = tuple(
    (field, FORMULA_DEFAULTS.get(field)) for field in FIELDS if field not in (*READINESS_FIELDS, "frequency")
)
_CONSTANTS: Final = {name: symbol.value for name, symbol in DECLARED.symbols.items() if symbol.kind == "constant"}
_SCENARIOS: Final[dict[ScenarioName, Values]] = {
    name: {"factor": factor, "adoption": adoption} for name, (factor, adoption) in SCENARIO_FACTORS.items()
}
_SHARED_STEPS: Final = DECLARED.steps(per_scenario=False)
_SCENARIO_STEPS: Final = DECLARED.steps(per_scenario=True)
_STEPS_TO_NET: Final = DECLARED.steps_to("net_savings_per_year")
_STEPS_TO_EASE: Final = DECLARED.steps_to("ease")
_OUTLOOK: Final = {
    step.name for name in ("net_savings_per_year", "ease", "cost_per_year") for step in DECLARED.steps_to(name)
}
_SHARED_OUTLOOK: Final = tuple(step for step in _SHARED_STEPS if step.name in _OUTLOOK)
_SCENARIO_OUTLOOK: Final = tuple(step for step in _SCENARIO_STEPS if step.name in _OUTLOOK)
#: The inputs on which the ease depends.
EASE_INPUTS: Final = tuple(field for field in FIELDS if any(field in step.sources for step in _STEPS_TO_EASE))


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of a process, unrounded, by the name of its formula, beside the inputs it was computed from.

    `shared` holds what is the same in every scenario; the values of a scenario hold all of that as well.
    """

    shared: Mapping[str, Decimal | None]
    scenarios: Mapping[ScenarioName, Mapping[str, Decimal | None]]

    def cash_flow(self, scenario: ScenarioName) -> CashFlow | None:
        """Return the cumulative cash flow of a scenario; None where its net savings are not known."""
        values = self.scenarios[scenario]
        build, ramp = values["build_cost"], values["ramp_months"]
        gross, running = values["gross_savings_per_year"], values["running_cost_per_year"]
        if build is None or ramp is None or gross is None or running is None:
            return None
        return CashFlow(build, gross, running, ramp)

    def pays_back_within(self, months: int, scenario: ScenarioName) -> bool:
        """Tell whether the build cost is paid back after so many months; False where that is not known.

        A balance that is no longer negative stays so (`payback_months`), so the last of the months decides.
        """
        flow = self.cash_flow(scenario)
        if flow is None:
            return False
        nothing_to_pay = flow.build_cost == 0 and flow.gross >= flow.running
        return nothing_to_pay or flow.balance(months) >= 0


def answered(readiness: Readiness) -> dict[str, Decimal]:
    """Return the readiness answers that are known, in the order of `WEIGHTS`."""
    return {name: Decimal(answer) for name in WEIGHTS if (answer := getattr(readiness, name)) is not None}


def resolve(inputs: Inputs) -> Values:
    """Return the numbers the formulas start from: the inputs, the formulas' defaults in place of unknown ones, constants."""
    values: Values = dict(_CONSTANTS)
    for field, default in _NUMBERS:
        value = getattr(inputs, field)
        values[field] = default if value is None else Decimal(value)
    answers = answered(inputs.readiness)
    for field in READINESS_FIELDS:
        values[field] = answers.get(field.removeprefix("readiness."), Decimal(UNANSWERED))
    values["periods"] = periods_per_year(inputs.frequency, values["working_days"] or FORMULA_DEFAULTS["working_days"])
    values["potential"] = potential(answers, WEIGHTS, CEILING) if len(answers) >= ANSWERS_NEEDED else None
    return values


def computed(values: Values, steps: Iterable[Formula]) -> Values:
    """Add the result of each step to the values; what lacks a number has none."""
    for step in steps:
        arguments = []
        for source in step.sources:
            value = values[source]
            if value is None:  # not `in`: a Decimal is slow to find out that it does not equal None
                values[step.name] = None
                break
            arguments.append(value)
        else:
            values[step.name] = step.compute(*arguments)
    return values


def figures(inputs: Inputs) -> Figures:
    """Compute every figure that the inputs allow."""
    with localcontext(EXACT):
        shared = computed(resolve(inputs), _SHARED_STEPS)
        return Figures(
            shared, {name: computed(shared | scenario, _SCENARIO_STEPS) for name, scenario in _SCENARIOS.items()}
        )


def outlook(inputs: Inputs) -> Figures:
    """Compute only what verdict, range and bounds need: hours and cost today, ease, and each scenario down to its net savings.

    The figures are those of `figures`; this is for the many values that are only tried.
    """
    with localcontext(EXACT):
        shared = computed(resolve(inputs), _SHARED_OUTLOOK)
        return Figures(
            shared, {name: computed(shared | scenario, _SCENARIO_OUTLOOK) for name, scenario in _SCENARIOS.items()}
        )


def varied(before: Figures, changes: Mapping[str, Decimal | None]) -> Figures:
    """Return an outlook in which some of the numbers that `resolve` gives are others; only what depends on them is computed."""
    shared_steps, scenario_steps = _depending(frozenset(changes))
    with localcontext(EXACT):
        shared = computed({**before.shared, **changes}, shared_steps)
        moved = {**changes, **{step.name: shared[step.name] for step in shared_steps}}
        return Figures(
            shared, {name: computed({**values, **moved}, scenario_steps) for name, values in before.scenarios.items()}
        )


@cache
def _depending(changed: frozenset[str]) -> tuple[tuple[Formula, ...], tuple[Formula, ...]]:
    """Return the steps of an outlook, shared and of each scenario, to which a change of these numbers comes through."""
    reached = set(changed)
    for step in (*_SHARED_OUTLOOK, *_SCENARIO_OUTLOOK):
        if reached.intersection(step.sources):
            reached.add(step.name)
    found = reached - changed
    return (
        tuple(step for step in _SHARED_OUTLOOK if step.name in found),
        tuple(step for step in _SCENARIO_OUTLOOK if step.name in found),
    )


def expected_net(values: Mapping[str, Decimal | None]) -> Decimal | None:
    """Return the expected net savings a year, unrounded, of what `resolve` returned or a change of it."""
    with localcontext(EXACT):
        return computed({**values, **_SCENARIOS["expected"]}, _STEPS_TO_NET)["net_savings_per_year"]


def ease_of(values: Values) -> Decimal:
    """Return the ease in points, unrounded, of the inputs that it depends on (`EASE_INPUTS`) and are all known."""
    with localcontext(EXACT):
        points = computed(dict(values), _STEPS_TO_EASE)["ease"]
    assert points is not None, "ease counts what is unknown by its defaults"
    return points
