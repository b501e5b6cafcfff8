"""The words and numbers of a report in one reader's language and currency."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from smartflow.engine.assessment import Assessment
from smartflow.engine.inputs import MONEY_FIELDS
from smartflow.language import formats
from smartflow.language.text import Language
from smartflow.reports.document import code_names
from smartflow.reports.document.sentences import SENTENCES, sentence, weeks

_PERCENT = frozenset({"error_rate_percent", "exceptions_percent", "maintenance_percent", "potential"})
_MINUTES = frozenset({"minutes_per_run", "rework_minutes", "review_minutes"})
_MONEY = MONEY_FIELDS | {
    "cost_savings_annual",
    "cost_per_year",
    "gross_savings_per_year",
    "running_cost_per_year",
    "net_savings_per_year",
    "first_year_net",
}
_HOURS = frozenset({"time_savings_hours", "hours_per_year", "hours_saved_per_year"})


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts and values for one reader. An unknown value is written as "not known", never as zero."""

    language: Language
    currency: str = "PLN"

    def text(self, key: str, /, **values: str) -> str:
        """Return a sentence or title of `SENTENCES` with its values filled in."""
        return sentence(key, self.language, **values)

    def name(self, kind: str, code: str) -> str:
        """Return the name of a code."""
        return code_names.name(kind, code, self.language)

    def language_name(self, named: Language) -> str:
        """Return the name of a language."""
        return code_names.language_name(named, self.language)

    def output(self, code: str) -> str:
        """Return the name of a figure by its code in the API."""
        return self.text(code) if code in SENTENCES else code

    def money(self, value: Decimal | None) -> str:
        return self.text("unknown") if value is None else formats.money(value, self.currency, self.language)

    def hours(self, value: Decimal | None) -> str:
        return self.text("unknown") if value is None else formats.hours(value, self.language)

    def number(self, value: Decimal | int | None, places: int | None = None) -> str:
        return self.text("unknown") if value is None else formats.number(value, self.language, places)

    def percent(self, value: Decimal | None, places: int | None = None) -> str:
        return self.text("unknown") if value is None else formats.percent(value, self.language, places)

    def points(self, value: Decimal) -> str:
        return self.text("points", points=self.number(value))

    def date(self, moment: datetime.datetime) -> str:
        return formats.date(moment.date(), self.language)

    def weeks(self, low: int, high: int) -> str:
        return weeks(low, high, self.language)

    def payback(self, months: int | None, *, known: bool = True) -> str:
        """Return a payback in words; None means "over 36 months" if its inputs are `known`, else "not known"."""
        if months is not None:
            return self.text("at_once") if months == 0 else formats.months(months, self.language)
        return self.text("no_payback") if known else self.text("unknown")

    def missing(self, assessment: Assessment, output: str) -> str:
        """Return which inputs a figure lacks; an empty text if it lacks none."""
        fields = assessment.missing.get(output, [])
        if not fields:
            return ""
        return self.text("missing", inputs=", ".join(self.name("field", field).lower() for field in fields))

    def input(self, field: str, value: str | Decimal) -> str:
        """Return the value of an input or an output, by its code in the API, as a reader writes it."""
        if field == "frequency":
            return self.name("frequency", str(value))
        if field in ("difficulty", "implementation_difficulty"):
            return self.name("difficulty", str(value))
        if not _is_number(str(value)):
            return str(value)
        amount = Decimal(value)
        if field in _MONEY:
            return self.money(amount)
        if field in _PERCENT or field == "automation_potential" or field.endswith("_percent"):
            return self.percent(amount)
        if field in _MINUTES:
            return formats.minutes(amount, self.language)
        if field in _HOURS:
            return self.hours(amount)
        if field.startswith("readiness."):
            return f"{self.number(amount)} / 5"
        return self.number(amount)


def _is_number(text: str) -> bool:
    whole, _, part = text.removeprefix("-").partition(".")
    return whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))
