"""The working: every step of an estimate as data that can be stored, and in words that can be followed by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.formulas import (
    EXACT,
    HORIZON_MONTHS,
    POTENTIAL_CAP,
    Cash,
    Figures,
    ScenarioFigures,
    ScenarioName,
    full_months,
    rounded,
    running_cost,
)
from smartflow.engine.inputs import Inputs, plain
from smartflow.engine.scoring import WEIGHTS, answered, deductions, difficulty
from smartflow.engine.working_texts import FORMULAS, LEVELS, PAYBACK, SCENARIO_NAMES, TEXTS
from smartflow.language import formats
from smartflow.language.text import Language

Unit = Literal["runs", "minutes", "hours", "money", "percent", "points", "months", "level"]

_PLACES: Final[dict[Unit, int]] = {"runs": 2, "minutes": 2, "hours": 2, "money": 2, "percent": 2, "points": 0}
_WRITTEN_OUT: Final = 8

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
    """A step for a reader: what it is, how it is reckoned in words, and the numbers put in with their result."""

    title: str
    words: str
    formula: str


def lines(inputs: Inputs, result: Figures) -> list[WorkingLine]:
    """Return the working of every figure that is known, in the order in which they are reckoned."""
    with localcontext(EXACT):
        common = [*_today(result), *_scores(inputs, result), *_running(result)]
        return common + [
            line for name, scenario in result.scenarios.items() for line in _scenario(name, scenario, result)
        ]


def _line(
    name: str,
    unit: Unit,
    values: _Values,
    exact: Decimal,
    *,
    places: int | None = None,
    scenario: ScenarioName | None = None,
) -> WorkingLine:
    return WorkingLine(
        name=name,
        scenario=scenario,
        values=_written(values),
        exact=_text(exact),
        result=str(rounded(exact, _PLACES[unit] if places is None else places)),
        unit=unit,
    )


def _written(values: _Values) -> dict[str, str]:
    return {symbol: _text(value) for symbol, value in values.items() if value is not None}


def _text(value: Decimal) -> str:
    return str(plain(rounded(value, _WRITTEN_OUT)))


def _today(result: Figures) -> Iterator[WorkingLine]:
    resolved = result.known
    if result.runs_per_year is not None:
        yield _line("runs_per_year", "runs", {"runs": resolved.runs, "periods": resolved.periods}, result.runs_per_year)
    if result.minutes_of_work is not None:
        yield _line(
            "minutes_of_work",
            "minutes",
            {
                "minutes_per_run": resolved.minutes_per_run,
                "people": resolved.people,
                "error_rate_percent": resolved.error_rate * 100,
                "rework_minutes": resolved.rework_minutes,
            },
            result.minutes_of_work,
        )
    if result.hours_per_year is not None:
        values: _Values = {"runs_per_year": result.runs_per_year, "minutes_of_work": result.minutes_of_work}
        yield _line("hours_per_year", "hours", values, result.hours_per_year)
    if result.cost_per_year is not None:
        values = {"hours_per_year": result.hours_per_year, "hourly_cost": resolved.hourly_cost}
        yield _line("cost_per_year", "money", values, result.cost_per_year)


def _scores(inputs: Inputs, result: Figures) -> Iterator[WorkingLine]:
    if result.potential is not None:
        answers = {name: Decimal(answer) for name, answer in answered(inputs.readiness).items()}
        yield _line("potential", "percent", answers, result.potential * 100, places=0)
    resolved = result.known
    taken = deductions(resolved.systems, resolved.exceptions_percent, inputs.readiness)
    further = max(Decimal(0), resolved.systems - 1)
    sources: dict[str, _Values] = {
        "systems": {"further_systems": further},
        "exceptions_percent": {"exceptions_percent": resolved.exceptions_percent},
        "readiness.stability": {"stability": Decimal(inputs.readiness.stability or 3)},
        "readiness.digital_input": {"digital_input": Decimal(inputs.readiness.digital_input or 3)},
    }
    for field, points in taken.items():
        yield _line(f"deduction.{field}", "points", sources[field], points, places=2)
    by_answer = {field.removeprefix("readiness."): points for field, points in taken.items()}
    yield _line("ease", "points", by_answer, result.ease)
    shown = rounded(result.ease, 0)
    level = difficulty(shown)
    yield WorkingLine(
        name="difficulty", scenario=None, values=_written({"ease": shown}), exact=level, result=level, unit="level"
    )


def _running(result: Figures) -> Iterator[WorkingLine]:
    resolved, running = result.known, running_cost(result.known)
    if running is not None:
        values: _Values = {
            "monthly_licence": resolved.monthly_licence,
            "maintenance_percent": resolved.maintenance * 100,
            "build_cost": resolved.build_cost,
        }
        yield _line("running_cost_per_year", "money", values, running)


def _scenario(name: ScenarioName, scenario: ScenarioFigures, result: Figures) -> Iterator[WorkingLine]:
    resolved, hourly_cost = result.known, result.known.hourly_cost
    values: _Values
    percent = None
    if result.potential is not None and scenario.potential is not None:
        percent = scenario.potential * 100
        values = {"cap": POTENTIAL_CAP * 100, "potential": result.potential * 100, "factor": scenario.factor}
        yield _line("scenario_potential", "percent", values, percent, scenario=name)
    if scenario.hours_saved is not None:
        values = {
            "runs_per_year": result.runs_per_year,
            "minutes_of_work": result.minutes_of_work,
            "scenario_potential": percent,
            "adoption": scenario.adoption,
            "review_minutes": resolved.review_minutes,
        }
        yield _line("hours_saved_per_year", "hours", values, scenario.hours_saved, scenario=name)
    if scenario.gross is not None:
        values = {"hours_saved_per_year": scenario.hours_saved, "hourly_cost": hourly_cost}
        yield _line("gross_savings_per_year", "money", values, scenario.gross, scenario=name)
    cash = scenario.cash
    if cash is None or scenario.net is None or scenario.first_year_net is None:
        return
    flows = {"gross_savings_per_year": cash.gross, "running_cost_per_year": cash.running}
    yield _line("net_savings_per_year", "money", flows, scenario.net, scenario=name)
    values = {**flows, "ramp_months": cash.ramp_months, "full_months": full_months(12, cash.ramp_months)}
    yield _line("first_year_net", "money", values, scenario.first_year_net, scenario=name)
    if scenario.roi_percent is not None:
        values = {"first_year_net": scenario.first_year_net, "build_cost": cash.build_cost}
        yield _line("first_year_roi_percent", "percent", values, scenario.roi_percent, places=1, scenario=name)
    yield _payback(name, cash)


def _payback(name: ScenarioName, cash: Cash) -> WorkingLine:
    months = cash.payback()
    last = HORIZON_MONTHS if months is None else months
    values: _Values = {
        "gross_savings_per_year": cash.gross,
        "running_cost_per_year": cash.running,
        "build_cost": cash.build_cost,
        "months": Decimal(last),
        "full_months": full_months(last, cash.ramp_months),
        "balance": rounded(cash.balance(last)),
        "balance_before": rounded(cash.balance(last - 1)) if last else None,
    }
    reached = None if months is None else str(months)
    return WorkingLine(
        name="payback_months", scenario=name, values=_written(values), exact=reached, result=reached, unit="months"
    )


def explain(line: WorkingLine, language: Language, currency: str = "PLN") -> Explanation:
    """Return a line in words, with its numbers as readers of the language write them."""
    title, words = TEXTS[language][line.name]
    if line.scenario is not None:
        title = f"{title} ({SCENARIO_NAMES[language][line.scenario]})"
    return Explanation(title, words, _formula(line, language, currency))


def _formula(line: WorkingLine, language: Language, currency: str) -> str:
    numbers = {symbol: formats.number(Decimal(value), language) for symbol, value in line.values.items()}
    if line.name == "potential":
        terms = " + ".join(f"{_weight(name, language)} × ({answer} − 1)" for name, answer in numbers.items())
        weights = " + ".join(_weight(name, language) for name in numbers)
        numbers |= {"terms": terms, "weights": weights, "ceiling": formats.number(Decimal("0.9"), language)}
    if line.unit == "months":
        return _payback_formula(line, numbers, language, currency)
    resolved = FORMULAS[line.name].format_map(_bracketed(numbers))
    if line.unit == "level":
        return f"{resolved} → {LEVELS[language][line.result or '']}"
    exact, result = Decimal(line.exact or 0), Decimal(line.result or 0)
    shown = _shown(result, line.unit, language, currency)
    if exact == result:
        return f"{resolved} = {shown}"
    return f"{resolved} = {formats.number(exact, language)} ≈ {shown}"


def _bracketed(numbers: dict[str, str]) -> dict[str, str]:
    """Put negative numbers into brackets, so that no two signs meet."""
    return {symbol: f"({text})" if text.startswith(formats.MINUS) else text for symbol, text in numbers.items()}


def _weight(answer: str, language: Language) -> str:
    return formats.number(WEIGHTS[answer], language, 2)


def _payback_formula(line: WorkingLine, numbers: dict[str, str], language: Language, currency: str) -> str:
    case = "never" if line.result is None else "at_once" if line.result == "0" else "in_month"
    texts = {
        symbol: formats.money(Decimal(line.values[symbol]), currency, language)
        for symbol in line.values
        if symbol.startswith("balance")
    }
    months = formats.months(int(line.values["months"]), language)
    resolved = FORMULAS["payback_months"].format_map(_bracketed(numbers))
    return PAYBACK[language][case].format_map(texts | {"resolved": resolved, "months": months})


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
