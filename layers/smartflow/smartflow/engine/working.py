"""The working: every step of an estimate as data that can be stored, and in words that can be followed by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from pydantic import BaseModel, ConfigDict

from smartflow.engine.declaration import Formula, Term, Unit, written
from smartflow.engine.figures import Figures, answered
from smartflow.engine.formulas import FORMULAS, CashFlow, difficulty, full_months, potential
from smartflow.engine.inputs import Inputs, plain
from smartflow.engine.rounding import EXACT, rounded
from smartflow.engine.symbols import CEILING, HORIZON_MONTHS, WEIGHTS, ScenarioName
from smartflow.engine.working_texts import LEVELS, PAYBACK, SCENARIO_NAMES
from smartflow.language import formats
from smartflow.language.text import Language

_WRITTEN_OUT = 8

_Values = Mapping[str, Decimal | None]


class WorkingLine(BaseModel):
    """One step of the working, in no language; `explain` puts it into words.

    `values` are the numbers put in, by symbol, and `exact` is what they give, both written out to eight decimals at
    most; `result` is the figure as shown. A payback that never comes has neither `exact` nor `result`.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    scenario: ScenarioName | None
    values: dict[str, str]
    exact: str | None
    result: str | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Explanation:
    """A step for a reader: what it is, how it is computed in words, and the numbers put in with their result."""

    title: str
    words: str
    formula: str


_SHARED = tuple(formula for formula in FORMULAS.values() if formula.in_working and not formula.per_scenario)
_PER_SCENARIO = tuple(formula for formula in FORMULAS.values() if formula.in_working and formula.per_scenario)


def lines(inputs: Inputs, result: Figures) -> list[WorkingLine]:
    """Return the working of every figure that is known, in the order in which they are computed."""
    with localcontext(EXACT):
        shared = [line for formula in _SHARED for line in _shared(formula, inputs, result)]
        return shared + [
            line
            for scenario, values in result.scenarios.items()
            for formula in _PER_SCENARIO
            for line in _of_scenario(formula, scenario, values, result)
        ]


def _shared(formula: Formula, inputs: Inputs, result: Figures) -> Iterator[WorkingLine]:
    if formula.name == "potential":
        yield from _line(formula, answered(inputs.readiness), result.shared["potential"])
    elif formula.name == "difficulty":
        yield _difficulty(formula, result)
    else:
        yield from _line(formula, _put_in(formula, result.shared), result.shared[formula.name])


def _of_scenario(formula: Formula, scenario: ScenarioName, values: _Values, result: Figures) -> Iterator[WorkingLine]:
    if formula.name != "payback_months":
        yield from _line(formula, _put_in(formula, values), values[formula.name], scenario)
    elif flow := result.cash_flow(scenario):
        yield _payback(formula, scenario, flow, values[formula.name])


def _put_in(formula: Formula, values: _Values) -> _Values:
    numbers = {symbol: values[source] for symbol, source in formula.symbols.items()}
    return numbers | {name: values[name] for name in formula.also_shown}


def _line(
    formula: Formula, values: _Values, exact: Decimal | None, scenario: ScenarioName | None = None
) -> Iterator[WorkingLine]:
    if exact is not None:
        yield WorkingLine(
            name=formula.name,
            scenario=scenario,
            values=_written(values),
            exact=_text(exact),
            result=str(rounded(exact, formula.places)),
            unit=formula.unit,
        )


def _difficulty(formula: Formula, result: Figures) -> WorkingLine:
    points = result.shared["ease"]
    assert points is not None, "ease counts what is unknown by its defaults"
    shown = rounded(points, FORMULAS["ease"].places)
    level = difficulty(shown)
    return WorkingLine(
        name=formula.name, scenario=None, values=_written({"ease": shown}), exact=level, result=level, unit=formula.unit
    )


def _payback(formula: Formula, scenario: ScenarioName, flow: CashFlow, months: Decimal | None) -> WorkingLine:
    last = HORIZON_MONTHS if months is None else int(months)
    values: _Values = {
        "gross_savings_per_year": flow.gross,
        "running_cost_per_year": flow.running,
        "build_cost": flow.build_cost,
        "months": Decimal(last),
        "full_months": full_months(Decimal(last), flow.ramp_months),
        "balance": rounded(flow.balance(last)),
        "balance_before": rounded(flow.balance(last - 1)) if last else None,
    }
    reached = None if months is None else str(last)
    return WorkingLine(
        name=formula.name, scenario=scenario, values=_written(values), exact=reached, result=reached, unit=formula.unit
    )


def _written(values: _Values) -> dict[str, str]:
    return {symbol: _text(value) for symbol, value in values.items() if value is not None}


def _text(value: Decimal) -> str:
    return str(plain(rounded(value, _WRITTEN_OUT)))


def helper_line(formula: Formula, values: _Values) -> WorkingLine | None:
    """Return a line for a formula that the working of a process does not show, from the values of its symbols."""
    numbers = _put_in(formula, values)
    exact = formula.compute(*numbers.values())
    return next(_line(formula, numbers, exact), None)


def explain(line: WorkingLine, language: Language, currency: str = "PLN") -> Explanation:
    """Return a line in words, with its numbers as readers of the language write them."""
    formula = FORMULAS[line.name]
    title = formula.title.of(language)
    if line.scenario is not None:
        title = f"{title} ({SCENARIO_NAMES[line.scenario].of(language)})"
    return Explanation(title, formula.words.of(language), _in_numbers(formula, line, language, currency))


def _in_numbers(formula: Formula, line: WorkingLine, language: Language, currency: str) -> str:
    numbers = _bracketed({symbol: formats.number(Decimal(value), language) for symbol, value in line.values.items()})
    if line.name == "potential":
        return _with_result(_potential_in_numbers(numbers, language), line, language, currency)
    if line.name == "payback_months":
        return _payback_in_numbers(FORMULAS["balance"].written.format_map(numbers), line, language, currency)
    if line.unit == "level":
        return f"{numbers['ease']} → {LEVELS[line.result or ''].of(language)}"
    return _with_result(formula.written.format_map(numbers), line, language, currency)


def _with_result(in_numbers: str, line: WorkingLine, language: Language, currency: str) -> str:
    exact, result = Decimal(line.exact or 0), Decimal(line.result or 0)
    shown = _shown(result, line.unit, language, currency)
    if exact == result:
        return f"{in_numbers} = {shown}"
    return f"{in_numbers} = {formats.number(exact, language)} ≈ {shown}"


def _bracketed(numbers: dict[str, str]) -> dict[str, str]:
    """Put negative numbers into brackets, so that no two signs meet."""
    return {symbol: f"({text})" if text.startswith(formats.MINUS) else text for symbol, text in numbers.items()}


def _potential_in_numbers(answers: Mapping[str, str], language: Language) -> str:
    known = [name for name in WEIGHTS if name in answers]  # stored JSON keeps no order
    return written(
        potential,
        readiness={name: Term(answers[name]) for name in known},
        weights={name: Term(formats.number(WEIGHTS[name], language, 2)) for name in known},
        ceiling=Term(formats.number(CEILING, language)),
    )


def _payback_in_numbers(in_numbers: str, line: WorkingLine, language: Language, currency: str) -> str:
    case = "never" if line.result is None else "at_once" if line.result == "0" else "in_month"
    balances = {
        symbol: formats.money(Decimal(value), currency, language)
        for symbol, value in line.values.items()
        if symbol.startswith("balance")
    }
    months = formats.months(int(line.values["months"]), language)
    return PAYBACK[case].fill(language, in_numbers=in_numbers, months=months, **balances)


def _shown(value: Decimal, unit: Unit, language: Language, currency: str) -> str:
    places = -int(value.as_tuple().exponent)
    if unit == "money":
        return formats.money(value, currency, language)
    if unit == "hours":
        return formats.hours(value, language)
    if unit == "minutes":
        return formats.minutes(value, language, places)
    if unit == "percent":
        return formats.percent(value, language, places)
    return formats.number(value, language, places)
