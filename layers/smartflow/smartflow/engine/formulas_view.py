"""How figures are computed, as the API and `docs/formulas.md` show it: made from the declarations, nothing repeated."""

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from smartflow.engine.declaration import Formula, SymbolUnit, Unit
from smartflow.engine.defaults import Dated, reference
from smartflow.engine.estimate import FORMULA_VERSION
from smartflow.engine.figures import figures
from smartflow.engine.formulas import DECLARED, FORMULAS
from smartflow.engine.inputs import FORMULA_DEFAULTS, Inputs
from smartflow.engine.method_texts import LIMITS, NOT_COMPUTED, RULES, UNITS
from smartflow.engine.rounding import EXACT
from smartflow.engine.symbols import (
    DEFAULT_REASONS,
    METHOD_AS_OF,
    PERIOD_NAMES,
    PERIODS,
    SCENARIO_FACTORS,
    WEIGHTS,
    ScenarioName,
)
from smartflow.engine.working import explain, helper_line, lines
from smartflow.engine.working_texts import SCENARIO_NAMES
from smartflow.language import formats
from smartflow.language.text import Language, Text

EXAMPLE: Final = Inputs.model_validate(
    {
        "runs": 18,
        "frequency": "monthly",
        "minutes_per_run": 210,
        "error_rate_percent": 5,
        "rework_minutes": 30,
        "hourly_cost": 60,
        "systems": 3,
        "exceptions_percent": 10,
        "build_cost": 8000,
        "monthly_licence": 200,
        "review_minutes": 10,
        "readiness": {"rule_based": 4, "digital_input": 4, "structured_input": 3, "stability": 5, "documentation": 3},
    }
)
_EXAMPLE_SCENARIO: Final[ScenarioName] = "expected"
_EXAMPLE_PAY: Final = Decimal(8000)


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class FormulaSymbol(_Shown):
    """A symbol of a formula. `stands_for` names the input, constant or other formula whose value it has."""

    symbol: str
    stands_for: str
    kind: Literal["input", "constant", "scenario", "parameter", "figure"]
    words: str
    unit: SymbolUnit
    unit_name: str


class ShownFormula(_Shown):
    """A formula: in words, written with its symbols, and with the numbers of the example.

    `places` are the decimals of the result as shown; `needs` the inputs without which it is unknown.
    """

    name: str
    title: str
    words: str
    written: str
    symbols: list[FormulaSymbol]
    unit: Unit
    unit_name: str
    places: int
    per_scenario: bool
    needs: list[str]
    example: str


class FormulaInput(_Shown):
    """An input in words, with its value in the example."""

    name: str
    words: str
    unit: SymbolUnit
    unit_name: str
    example: str | None


class NamedNumber(_Shown):
    """A number of the method: a weight, a limit, how many times a year a period comes round."""

    name: str
    words: str
    value: Decimal
    unit: SymbolUnit
    unit_name: str


class ScenarioNumbers(_Shown):
    """What sets a scenario apart."""

    name: ScenarioName
    title: str
    factor: Decimal
    adoption: Decimal


class DefaultValue(_Shown):
    """What the formulas themselves use where an input is unknown."""

    name: str
    words: str
    value: Decimal
    source: str
    as_of: datetime.date


class ReferenceTable(_Shown):
    """A group of the reference table: values by code (of a country and industry, a budget, a difficulty, a currency)."""

    name: str
    title: str
    values: dict[str, Decimal]
    source: str
    as_of: datetime.date


class PlausibleAnswers(_Shown):
    """Answers that only decide which question is asked first; `typical` is used for an unknown one while they are ordered."""

    name: str
    answers: list[str]
    typical: str | None


class Rule(_Shown):
    """A rule in words."""

    name: str
    title: str
    words: str


class Method(_Shown):
    """How figures are computed: everything that decides about a figure beside the inputs."""

    formula_version: str
    method_as_of: datetime.date
    reference_version: str
    reference_about: str
    currency: str
    inputs: list[FormulaInput]
    formulas: list[ShownFormula]
    periods: list[NamedNumber]
    weights: list[NamedNumber]
    scenarios: list[ScenarioNumbers]
    limits: list[NamedNumber]
    defaults: list[DefaultValue]
    reference: list[ReferenceTable]
    plausible: list[PlausibleAnswers]
    plausible_source: str
    rules: list[Rule]
    not_computed: list[str]

    @property
    def etag(self) -> str:
        """A version that changes with any word or number."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


@cache
def method(language: Language) -> Method:
    """Return the whole method in one language."""
    table = reference()
    titles = {name: formula.title.of(language) for name, formula in FORMULAS.items()}
    return Method(
        formula_version=FORMULA_VERSION,
        method_as_of=METHOD_AS_OF,
        reference_version=table.version,
        reference_about=table.about.of(language),
        currency=table.currency,
        inputs=_inputs(language),
        formulas=_formulas(language),
        periods=_periods(language),
        weights=[
            _number(name, DECLARED.symbols[f"readiness.{name}"].words, weight, "number", language)
            for name, weight in WEIGHTS.items()
        ],
        scenarios=[
            ScenarioNumbers(name=name, title=SCENARIO_NAMES[name].of(language), factor=factor, adoption=adoption)
            for name, (factor, adoption) in SCENARIO_FACTORS.items()
        ],
        limits=[_number(name, words, value, unit, language) for name, words, value, unit in LIMITS],
        defaults=[
            DefaultValue(
                name=name,
                words=DECLARED.symbols[name].words.of(language),
                value=value,
                source=DEFAULT_REASONS[name].of(language),
                as_of=METHOD_AS_OF,
            )
            for name, value in FORMULA_DEFAULTS.items()
        ],
        reference=list(_reference(language)),
        plausible=[
            PlausibleAnswers(name=name, answers=answers, typical=table.plausible.typical.get(name))
            for name, answers in table.plausible.answers.items()
        ],
        plausible_source=table.plausible.source.of(language),
        rules=[
            Rule(name=name, title=title.of(language), words=words.fill(language, **titles))
            for name, title, words in RULES
        ],
        not_computed=[text.of(language) for text in NOT_COMPUTED],
    )


def _number(name: str, words: Text, value: Decimal, unit: SymbolUnit, language: Language) -> NamedNumber:
    return NamedNumber(name=name, words=words.of(language), value=value, unit=unit, unit_name=UNITS[unit].of(language))


def _periods(language: Language) -> list[NamedNumber]:
    times = {"daily": FORMULA_DEFAULTS["working_days"], **PERIODS}
    return [_number(name, words, times[name], "number", language) for name, words in PERIOD_NAMES.items()]


def _inputs(language: Language) -> list[FormulaInput]:
    used = dict(EXAMPLE.known())
    return [
        FormulaInput(
            name=symbol.name,
            words=symbol.words.of(language),
            unit=symbol.unit,
            unit_name=UNITS[symbol.unit].of(language),
            example=str(used[symbol.name]) if symbol.name in used else None,
        )
        for symbol in DECLARED.symbols.values()
        if symbol.kind == "input" and symbol.name != "readiness"
    ]


def _formulas(language: Language) -> list[ShownFormula]:
    examples = dict(_examples(language))
    return [
        ShownFormula(
            name=formula.name,
            title=formula.title.of(language),
            words=formula.words.of(language),
            written=formula.written.format_map({symbol: symbol for symbol in formula.symbols}),
            symbols=[_symbol(symbol, source, language) for symbol, source in formula.symbols.items()],
            unit=formula.unit,
            unit_name=UNITS[formula.unit].of(language),
            places=formula.places,
            per_scenario=formula.per_scenario,
            needs=list(formula.needs),
            example=examples[formula.name],
        )
        for formula in FORMULAS.values()
    ]


def _symbol(symbol: str, source: str, language: Language) -> FormulaSymbol:
    computed = FORMULAS.get(source)
    words, unit, kind = (
        (computed.title, computed.unit, "figure")
        if computed
        else (DECLARED.symbols[source].words, DECLARED.symbols[source].unit, DECLARED.symbols[source].kind)
    )
    return FormulaSymbol.model_validate(
        {
            "symbol": symbol,
            "stands_for": source,
            "kind": kind,
            "words": words.of(language),
            "unit": unit,
            "unit_name": UNITS[unit].of(language),
        }
    )


def _examples(language: Language) -> Iterator[tuple[str, str]]:
    """Yield the name of each formula with the numbers of the example, as the working of a process would show them."""
    result = figures(EXAMPLE)
    for line in lines(EXAMPLE, result):
        if line.scenario in (None, _EXAMPLE_SCENARIO):
            yield line.name, explain(line, language).formula
    for formula in FORMULAS.values():
        if not formula.in_working:
            yield formula.name, _helper_example(formula, result.scenarios[_EXAMPLE_SCENARIO], language)


def _helper_example(formula: Formula, values: Mapping[str, Decimal | None], language: Language) -> str:
    if formula.name == "periods":
        assert EXAMPLE.frequency is not None
        name, times = PERIOD_NAMES[EXAMPLE.frequency].of(language), values["periods"]
        return f"{name} → {formats.number(times or Decimal(0), language)}"
    contributions = reference().employer_contributions
    pay = {
        "gross_monthly_pay": _EXAMPLE_PAY,
        "contributions_percent": contributions.percent,
        "hours_per_day": contributions.hours_per_day,
    }
    with localcontext(EXACT):
        line = helper_line(formula, {**values, **pay})
    assert line is not None, "the example knows every input"
    return explain(line, language).formula


_REFERENCE_TITLES: Final = {
    "hourly_cost": Text(pl="Koszt godziny pracy, według kraju i branży", en="Cost of an hour, by country and industry"),
    "monthly_licence": Text(
        pl="Licencje miesięcznie, według budżetu miesięcznego", en="Licences a month, by monthly budget"
    ),
    "build_cost": Text(pl="Koszt wdrożenia, według trudności", en="Build cost, by difficulty"),
    "readiness": Text(pl="Brak odpowiedzi o gotowości", en="Readiness question without an answer"),
    "employer_contributions": Text(
        pl="Składki pracodawcy w procentach i godziny pracy dziennie",
        en="Employer's contributions in percent, and hours of work a day",
    ),
    "exchange": Text(pl="Kurs: złotych za jednostkę waluty", en="Exchange rate: PLN for one unit"),
}


def _reference(language: Language) -> Iterator[ReferenceTable]:
    table = reference()
    by_industry = {
        f"{country}.{industry}": amount
        for country, amounts in table.hourly_cost.by_country.items()
        for industry, amount in amounts.items()
    }
    contributions = table.employer_contributions
    by_budget = {str(budget): amount for budget, amount in table.monthly_licence.by_budget_range.items()}
    by_difficulty = {str(level): amount for level, amount in table.build_cost.by_difficulty.items()}
    groups: tuple[tuple[str, Dated, Mapping[str, Decimal]], ...] = (
        ("hourly_cost", table.hourly_cost, by_industry),
        ("monthly_licence", table.monthly_licence, {"unspecified": table.monthly_licence.unspecified, **by_budget}),
        ("build_cost", table.build_cost, by_difficulty),
        ("readiness", table.readiness, {"answer": Decimal(table.readiness.answer)}),
        (
            "employer_contributions",
            contributions,
            {"percent": contributions.percent, "hours_per_day": contributions.hours_per_day},
        ),
        ("exchange", table.exchange, table.exchange.pln_per_unit),
    )
    for name, dated, values in groups:
        title, source = _REFERENCE_TITLES[name].of(language), dated.source.of(language)
        yield ReferenceTable(name=name, title=title, values=dict(values), source=source, as_of=dated.as_of)
