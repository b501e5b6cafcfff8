"""From inputs to figures: every declared formula computed in its order, unrounded; None stands for "not known"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
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
        arguments = [values[source] for source in step.sources]
        values[step.name] = None if None in arguments else step.compute(*arguments)
    return values


def figures(inputs: Inputs) -> Figures:
    """Compute every figure that the inputs allow."""
    with localcontext(EXACT):
        shared = computed(resolve(inputs), _SHARED_STEPS)
        return Figures(
            shared, {name: computed(shared | scenario, _SCENARIO_STEPS) for name, scenario in _SCENARIOS.items()}
        )


def expected_net(values: Mapping[str, Decimal | None]) -> Decimal | None:
    """Return the expected net savings a year, unrounded, of what `resolve` returned or a change of it."""
    with localcontext(EXACT):
        return computed({**values, **_SCENARIOS["expected"]}, _STEPS_TO_NET)["net_savings_per_year"]


def ease_of(inputs: Inputs) -> Decimal:
    """Return the ease in points, unrounded."""
    with localcontext(EXACT):
        points = computed(resolve(inputs), _STEPS_TO_EASE)["ease"]
    assert points is not None, "ease counts what is unknown by its defaults"
    return points
