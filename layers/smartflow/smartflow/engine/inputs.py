"""The inputs of a process: every field optional, every field bounded, nothing else accepted."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticKnownError

Frequency = Literal["daily", "weekly", "biweekly", "monthly", "quarterly", "yearly"]

# Decimal itself would also take "1_000", "１２", "1e9" and text of any length.
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?")


def a_number(value: object) -> object:
    """Refuse what Python accepts as a number but a reader would not: true, "1_000", five thousand digits."""
    if isinstance(value, bool):
        raise PydanticKnownError("decimal_type")
    if isinstance(value, Decimal) and not value.is_finite():
        raise PydanticKnownError("finite_number")
    too_large = (isinstance(value, int | float) and abs(value) >= 10**20) or (
        isinstance(value, Decimal) and abs(value) >= 10**20
    )
    if too_large:
        raise PydanticKnownError("decimal_whole_digits", {"whole_digits": 20})
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise PydanticKnownError("decimal_parsing")
        return value.strip()
    return value


def _not_boolean(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticKnownError("int_type")
    return value


def plain(value: Decimal) -> Decimal:
    """Return the same number without exponent, trailing zeros or a negative zero: 2.50 is 2.5, 1E+2 is 100."""
    short = value.normalize() + 0
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _two_places(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01")) + 0


_Number = Annotated[Decimal, BeforeValidator(a_number), Field(decimal_places=4), AfterValidator(plain)]
_Money = Annotated[Decimal, BeforeValidator(a_number), Field(decimal_places=2), AfterValidator(_two_places)]
_Percent = Annotated[_Number, Field(ge=0, le=100)]
_Minutes = Annotated[_Number, Field(ge=0, le=100_000)]
_Answer = Annotated[int, BeforeValidator(_not_boolean), Field(ge=1, le=5)]


class Readiness(BaseModel):
    """How ready a process is for automation: five answers from 1 (not at all) to 5 (fully); null is "I don't know"."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule_based: _Answer | None = None
    digital_input: _Answer | None = None
    structured_input: _Answer | None = None
    stability: _Answer | None = None
    documentation: _Answer | None = None


class Inputs(BaseModel):
    """The measurements of one process, units in the names; money in the account's currency; null means unknown.

    Decimals are taken as JSON numbers or as plain strings of digits ("2.5"). Where the formulas have a default
    (`FORMULA_DEFAULTS`), an unknown value counts as that; the others leave their results unknown.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    runs: Annotated[_Number, Field(ge=0, le=1_000_000)] | None = None
    frequency: Frequency | None = None
    minutes_per_run: _Minutes | None = None
    people: Annotated[_Number, Field(gt=0, le=10_000)] | None = None
    error_rate_percent: _Percent | None = None
    rework_minutes: _Minutes | None = None
    hourly_cost: Annotated[_Money, Field(ge=0, le=100_000)] | None = None
    working_days: Annotated[_Number, Field(ge=1, le=366)] | None = None
    systems: Annotated[int, BeforeValidator(_not_boolean), Field(ge=0, le=1_000)] | None = None
    exceptions_percent: _Percent | None = None
    build_cost: Annotated[_Money, Field(ge=0, le=1_000_000_000)] | None = None
    monthly_licence: Annotated[_Money, Field(ge=0, le=100_000_000)] | None = None
    maintenance_percent: _Percent | None = None
    ramp_months: Annotated[_Number, Field(ge=0, le=60)] | None = None
    review_minutes: _Minutes | None = None
    readiness: Readiness = Readiness()

    @model_validator(mode="before")
    @classmethod
    def _unknown_readiness(cls, data: object) -> object:
        """`"readiness": null` says that no answer is known, as leaving it out does."""
        if isinstance(data, dict) and data.get("readiness", ...) is None:
            return {**data, "readiness": {}}
        return data

    def replace(self, field: str, value: object) -> Self:
        """Return a validated copy with one field changed; `field` is a name from `FIELDS`.

        Raises
        ------
        ValueError
            When there is no such field, or (as pydantic's ValidationError) when the value is not one for it.
        """
        if field not in FIELDS:
            raise ValueError(f"unknown field: {field}")
        group, _, answer = field.rpartition(".")
        if group:
            value = self.readiness.model_dump() | {answer: value}
        return type(self).model_validate(self.model_dump() | {group or answer: value})

    def known(self) -> Iterator[tuple[str, Decimal | int | str]]:
        """Yield the name (as in `FIELDS`) and value of everything that is known."""
        for field in FIELDS:
            value = self.value(field)
            if value is not None:
                yield field, value

    def value(self, field: str) -> Decimal | int | str | None:
        """Return the value of a field named as in `FIELDS`."""
        group, _, answer = field.rpartition(".")
        found: Decimal | int | str | None = getattr(self.readiness if group else self, answer)
        return found


READINESS_FIELDS: Final = tuple(f"readiness.{answer}" for answer in Readiness.model_fields)
#: Every input by its one name, in the order in which people are asked; readiness answers as `readiness.stability`.
FIELDS: Final = (*(name for name in Inputs.model_fields if name != "readiness"), *READINESS_FIELDS)
MONEY_FIELDS: Final = frozenset({"hourly_cost", "build_cost", "monthly_licence"})

#: What an unknown input counts as in the formulas.
FORMULA_DEFAULTS: Final[dict[str, Decimal]] = {
    "people": Decimal(1),
    "error_rate_percent": Decimal(0),
    "rework_minutes": Decimal(0),
    "working_days": Decimal(250),
    "systems": Decimal(1),
    "exceptions_percent": Decimal(0),
    "maintenance_percent": Decimal(15),
    "ramp_months": Decimal(3),
    "review_minutes": Decimal(0),
}
