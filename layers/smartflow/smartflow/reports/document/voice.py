"""How a report speaks to one reader: words and numbers in a language and a currency."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from smartflow.engine.assessment import Assessment
from smartflow.engine.inputs import MONEY_FIELDS
from smartflow.language import formats
from smartflow.language.text import Language
from smartflow.reports.document import code_names, words

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
class Voice:
    """Unknown values are said to be unknown; nothing is ever shown as zero for want of a number."""

    language: Language
    currency: str = "PLN"

    def say(self, key: str, **values: str) -> str:
        return words.say(key, self.language, **values)

    def name(self, kind: str, code: str) -> str:
        return code_names.name(kind, code, self.language)

    def output(self, code: str) -> str:
        """Return the words for a figure by its name in the API."""
        return self.say(code) if words.known(code) else code

    def money(self, value: Decimal | None) -> str:
        return self.say("unknown") if value is None else formats.money(value, self.currency, self.language)

    def hours(self, value: Decimal | None) -> str:
        return self.say("unknown") if value is None else formats.hours(value, self.language)

    def number(self, value: Decimal | int | None, places: int | None = None) -> str:
        return self.say("unknown") if value is None else formats.number(value, self.language, places)

    def percent(self, value: Decimal | None, places: int | None = None) -> str:
        return self.say("unknown") if value is None else formats.percent(value, self.language, places)

    def points(self, value: Decimal) -> str:
        return self.say("points", points=self.number(value))

    def date(self, moment: datetime.datetime) -> str:
        return formats.date(moment.date(), self.language)

    def weeks(self, low: int, high: int) -> str:
        if low == high:
            return f"{low}{formats.NBSP}{formats.plural(low, self.language, words.week_forms(self.language))}"
        return f"{low}–{high}{formats.NBSP}{formats.plural(high, self.language, words.week_forms(self.language))}"

    def payback(self, months: int | None, *, known: bool = True) -> str:
        """Return a payback in words; None is "over 36 months" when all it needs is `known`."""
        if months is not None:
            return self.say("at_once") if months == 0 else formats.months(months, self.language)
        return self.say("no_payback") if known else self.say("unknown")

    def missing(self, assessment: Assessment, output: str) -> str:
        """Say which inputs a figure lacks; an empty text when it lacks none."""
        fields = assessment.missing.get(output, [])
        if not fields:
            return ""
        return self.say("missing", inputs=", ".join(self.name("field", field).lower() for field in fields))

    def input(self, field: str, value: str | Decimal) -> str:
        """Return the value of an input, or of an output by its name in the API, as a reader writes it."""
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
