"""The reference table: dated planning defaults for what people rarely know.

To change a figure edit `data/reference.json`, with its date and source; the code holds none.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal, localcontext
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from smartflow.engine.formulas import Difficulty, hourly_cost_of_pay
from smartflow.engine.inputs import FIELDS, MONEY_FIELDS, Inputs
from smartflow.engine.rounding import EXACT, rounded
from smartflow.language.text import LANGUAGES, Text

Industry = Literal[
    "it_software",
    "ecommerce_retail",
    "manufacturing",
    "financial_services",
    "marketing",
    "accounting",
    "logistics",
    "education",
    "health",
    "other",
]
CompanySize = Literal["1-10", "11-50", "51-200", "200+"]
BudgetRange = Literal["up_to_500", "500_2000", "2000_5000", "over_5000"]

_LEAST_SOURCE: Final = 20  # characters

_Amount = Annotated[Decimal, Field(ge=0, decimal_places=2)]


def _in_every_language(source: Text) -> Text:
    if any(len(source.of(language)) < _LEAST_SOURCE for language in LANGUAGES):
        raise ValueError("a source is needed in every language")
    return source


class Dated(BaseModel):
    """A group of figures with the day they were last looked at and where they come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: datetime.date
    source: Annotated[Text, AfterValidator(_in_every_language)]


class HourlyCost(Dated):
    by_country: dict[str, dict[Industry, _Amount]]


class MonthlyLicence(Dated):
    unspecified: _Amount
    by_budget_range: dict[BudgetRange, _Amount]


class BuildCost(Dated):
    by_difficulty: dict[Difficulty, _Amount]


class ReadinessAnswer(Dated):
    answer: Annotated[int, Field(ge=1, le=5)]


class EmployerContributions(Dated):
    percent: Annotated[Decimal, Field(ge=0, le=100)]
    hours_per_day: Annotated[Decimal, Field(gt=0, le=24)]


class Exchange(Dated):
    pln_per_unit: dict[str, Annotated[Decimal, Field(gt=0)]]


class Plausible(Dated):
    """Answers most firms would give, by field: what the order of questions is computed from, never a figure."""

    answers: dict[str, list[str]]
    typical: dict[str, str]


class Reference(BaseModel):
    """The whole table. It loads only if every choice a user can make has its figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[str, Field(pattern=r"^\d{4}-\d{2}(\.\d+)?$")]
    as_of: datetime.date
    currency: Literal["PLN"]
    about: Annotated[Text, AfterValidator(_in_every_language)]
    hourly_cost: HourlyCost
    monthly_licence: MonthlyLicence
    build_cost: BuildCost
    readiness: ReadinessAnswer
    employer_contributions: EmployerContributions
    exchange: Exchange
    plausible: Plausible

    @model_validator(mode="after")
    def _complete(self) -> "Reference":
        for country, by_industry in self.hourly_cost.by_country.items():
            _all_of(Industry, by_industry, f"hourly_cost of {country}")
        _all_of(BudgetRange, self.monthly_licence.by_budget_range, "monthly_licence")
        _all_of(Difficulty, self.build_cost.by_difficulty, "build_cost")
        if set(self.plausible.answers) != set(FIELDS):
            raise ValueError("plausible answers are needed for every field, and for nothing else")
        for field, answers in self.plausible.answers.items():
            for answer in answers:
                Inputs().replace(field, answer)
        for field, answer in self.plausible.typical.items():
            Inputs().replace(field, answer)
        return self


def _all_of(choices: object, given: Iterable[str], table: str) -> None:
    if absent := set(get_args(choices)) - set(given):
        raise ValueError(f"{table} lacks {', '.join(sorted(absent))}")


@cache
def reference() -> Reference:
    """Return the packaged table, read and validated once.

    Raises
    ------
    pydantic.ValidationError
        When an edit left it incomplete or out of bounds.
    """
    return Reference.model_validate_json(files(__package__).joinpath("data/reference.json").read_bytes())


_WHOLE: Final = 0


def converted(amount: Decimal, currency: str) -> Decimal | None:
    """Return an amount of the table in another currency, in whole units; None for a currency it has no rate for."""
    rate = reference().exchange.pln_per_unit.get(currency)
    if rate is None:
        return None
    with localcontext(EXACT):
        return amount if rate == 1 else rounded(amount / rate, _WHOLE)


def default_hourly_cost(country: str, industry: Industry | None, currency: str) -> Decimal | None:
    """Return the planning cost of an hour of work; None for a country or a currency the table does not cover."""
    by_industry = reference().hourly_cost.by_country.get(country)
    return None if by_industry is None else converted(by_industry[industry or "other"], currency)


def default_monthly_licence(budget_range: BudgetRange | None, currency: str) -> Decimal | None:
    """Return the planning cost of licences a month; None for a currency the table does not cover."""
    table = reference().monthly_licence
    return converted(table.by_budget_range[budget_range] if budget_range else table.unspecified, currency)


def default_build_cost(difficulty: Difficulty, currency: str) -> Decimal | None:
    """Return the planning cost of building; None for a currency the table does not cover."""
    return converted(reference().build_cost.by_difficulty[difficulty], currency)


def plausible_answers(field: str, currency: str) -> list[str]:
    """Return answers at the ends of the usual range of a field, money in the given currency where the table has a rate."""
    return [_in_currency(field, answer, currency) for answer in reference().plausible.answers[field]]


def typical_answer(field: str, currency: str) -> str | None:
    """Return the answer used for an unknown one while questions are ordered; None if there is none."""
    answer = reference().plausible.typical.get(field)
    return None if answer is None else _in_currency(field, answer, currency)


def _in_currency(field: str, answer: str, currency: str) -> str:
    if field not in MONEY_FIELDS:
        return answer
    amount = converted(Decimal(answer), currency)
    return answer if amount is None else str(amount)


def loaded_hourly_cost(
    gross_monthly_pay: Decimal,
    working_days: Decimal = Decimal(250),
    hours_per_day: Decimal | None = None,
    contributions_percent: Decimal | None = None,
) -> Decimal:
    """Return what an hour of an employee costs a Polish employer, with two decimals.

    Gross monthly pay × (1 + employer's contributions) × 12 ÷ (working days a year × hours a day). The contributions
    and the hours a day are the dated ones of the reference table unless given.

    Raises
    ------
    ValueError
        When there is no working time to divide by, or the pay is negative.
    """
    table = reference().employer_contributions
    hours = table.hours_per_day if hours_per_day is None else hours_per_day
    percent = table.percent if contributions_percent is None else contributions_percent
    if working_days <= 0 or hours <= 0 or gross_monthly_pay < 0:
        raise ValueError("pay must not be negative, and working time must be more than zero")
    with localcontext(EXACT):
        return rounded(hourly_cost_of_pay(gross_monthly_pay, percent, working_days, hours))
