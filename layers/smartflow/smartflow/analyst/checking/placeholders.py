"""The only way for a figure into prose: a placeholder's name, the figure behind it, and how readers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from smartflow.language import formats
from smartflow.language.text import ByLanguage, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.engine.assessment import Assessment
    from smartflow.language.text import Language

Period = Literal["year", "quarter", "month", "week", "day", "hour", "run", "person", "once"]
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
# What is counted, in the forms that agree with the number.
_PEOPLE: Final = ByLanguage(pl=("osoba", "osoby", "osób"), en=("person", "people"))
_SYSTEMS: Final = ByLanguage(pl=("system", "systemy", "systemów"), en=("system", "systems"))
_TIMES: Final = ByLanguage(pl=("raz", "razy", "razy"), en=("time", "times"))
# "mies." is right after any preposition; the declined noun is not.
_MONTHS: Final = ByLanguage(pl=("mies.", "mies.", "mies."), en=("month", "months"))
_DIFFICULTY: Final = {
    "easy": Text(pl="niska", en="low"),
    "medium": Text(pl="średnia", en="medium"),
    "hard": Text(pl="wysoka", en="high"),
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`show` gives the text for a reader, None where the figure is not known.

    `periods` are those that prose may give the figure: a year, a month, an hour, one run, or once. A figure without
    them is a share, a count or a length of time, and holds for any period.
    """

    show: Callable[[Assessment, Language], str | None]
    meaning: Text
    periods: tuple[Period, ...] = ()


def _money(path: str) -> Callable[[Assessment, Language], str | None]:
    def show(assessment: Assessment, language: Language) -> str | None:
        value = _figure(assessment, path)
        return None if value is None else formats.money(value, assessment.currency, language)

    return show


def _hours(path: str) -> Callable[[Assessment, Language], str | None]:
    def show(assessment: Assessment, language: Language) -> str | None:
        value = _figure(assessment, path)
        return None if value is None else formats.hours(value, language, 0 if abs(value) >= 100 else 1)

    return show


def _minutes(path: str) -> Callable[[Assessment, Language], str | None]:
    def show(assessment: Assessment, language: Language) -> str | None:
        value = _figure(assessment, path)
        return None if value is None else formats.minutes(value, language)

    return show


def _percent(path: str) -> Callable[[Assessment, Language], str | None]:
    def show(assessment: Assessment, language: Language) -> str | None:
        value = _figure(assessment, path)
        return None if value is None else formats.percent(value, language)

    return show


def _counted(path: str, nouns: ByLanguage[tuple[str, ...]]) -> Callable[[Assessment, Language], str | None]:
    def show(assessment: Assessment, language: Language) -> str | None:
        value = _figure(assessment, path)
        if value is None:
            return None
        forms = nouns.of(language)
        is_whole = value == value.to_integral_value()
        noun = formats.plural(int(value), language, forms) if is_whole else forms[1]
        return f"{formats.number(value, language)}{formats.NBSP}{noun}"

    return show


def _points(assessment: Assessment, language: Language) -> str:
    return f"{formats.number(assessment.ease, language, 0)}/100"


def _difficulty(assessment: Assessment, language: Language) -> str:
    return _DIFFICULTY[assessment.difficulty].of(language)


def _figure(assessment: Assessment, path: str) -> Decimal | None:
    """Return the figure at `scenario.name`, `inputs.name` or `name`."""
    group, _, name = path.rpartition(".")
    if group == "inputs":
        given = assessment.inputs.get(name)
        return None if given is None else Decimal(given.value)
    holder: object = getattr(assessment, group) if group else assessment
    value: Decimal | int | None = getattr(holder, name)
    return None if value is None else Decimal(value)


PLACEHOLDERS: Final[dict[str, Placeholder]] = {
    "runs_annual": Placeholder(
        _counted("runs_per_year", _TIMES), Text(pl="liczba wykonań w roku", en="runs a year"), periods=("year",)
    ),
    "hours_annual": Placeholder(
        _hours("hours_per_year"),
        Text(pl="godziny pracy rocznie dziś", en="hours of work a year today"),
        periods=("year",),
    ),
    "cost_annual": Placeholder(
        _money("cost_per_year"), Text(pl="koszt roczny dziś", en="cost a year today"), periods=("year",)
    ),
    "hours_saved_annual": Placeholder(
        _hours("expected.hours_saved_per_year"),
        Text(pl="godziny oszczędzone rocznie, scenariusz oczekiwany", en="hours saved a year, expected scenario"),
        periods=("year",),
    ),
    "hours_saved_annual_conservative": Placeholder(
        _hours("conservative.hours_saved_per_year"),
        Text(pl="to samo, scenariusz ostrożny", en="the same, conservative scenario"),
        periods=("year",),
    ),
    "hours_saved_annual_optimistic": Placeholder(
        _hours("optimistic.hours_saved_per_year"),
        Text(pl="to samo, scenariusz optymistyczny", en="the same, optimistic scenario"),
        periods=("year",),
    ),
    "gross_annual": Placeholder(
        _money("expected.gross_savings_per_year"),
        Text(
            pl="oszczędność brutto rocznie (przed kosztami utrzymania)",
            en="gross savings a year (before running costs)",
        ),
        periods=("year",),
    ),
    "running_annual": Placeholder(
        _money("expected.running_cost_per_year"),
        Text(pl="koszt utrzymania rocznie", en="running cost a year"),
        periods=("year",),
    ),
    "net_annual": Placeholder(
        _money("expected.net_savings_per_year"),
        Text(pl="oszczędność netto rocznie, scenariusz oczekiwany", en="net savings a year, expected scenario"),
        periods=("year",),
    ),
    "net_annual_conservative": Placeholder(
        _money("conservative.net_savings_per_year"),
        Text(pl="to samo, scenariusz ostrożny", en="the same, conservative scenario"),
        periods=("year",),
    ),
    "net_annual_optimistic": Placeholder(
        _money("optimistic.net_savings_per_year"),
        Text(pl="to samo, scenariusz optymistyczny", en="the same, optimistic scenario"),
        periods=("year",),
    ),
    "first_year_net": Placeholder(
        _money("expected.first_year_net"),
        Text(
            pl="oszczędność netto w pierwszym roku, z okresem rozruchu",
            en="net savings in the first year, ramp-up included",
        ),
        periods=("year",),
    ),
    "first_year_roi": Placeholder(
        _percent("expected.first_year_roi_percent"),
        Text(pl="zwrot z inwestycji w pierwszym roku", en="first-year return"),
        periods=("year",),
    ),
    "payback": Placeholder(_counted("expected.payback_months", _MONTHS), Text(pl="czas zwrotu", en="payback time")),
    "payback_conservative": Placeholder(
        _counted("conservative.payback_months", _MONTHS),
        Text(pl="to samo, scenariusz ostrożny", en="the same, conservative scenario"),
    ),
    "payback_optimistic": Placeholder(
        _counted("optimistic.payback_months", _MONTHS),
        Text(pl="to samo, scenariusz optymistyczny", en="the same, optimistic scenario"),
    ),
    "potential": Placeholder(_percent("potential"), Text(pl="potencjał automatyzacji", en="automation potential")),
    "ease": Placeholder(_points, Text(pl="łatwość wdrożenia w punktach", en="ease of implementation in points")),
    "difficulty": Placeholder(
        _difficulty, Text(pl="trudność: niska, średnia, wysoka", en="difficulty: low, medium, high")
    ),
    "minutes_per_run": Placeholder(
        _minutes("inputs.minutes_per_run"), Text(pl="czas jednego wykonania", en="time of one run"), periods=("run",)
    ),
    "people": Placeholder(
        _counted("inputs.people", _PEOPLE), Text(pl="liczba osób przy jednym wykonaniu", en="people at one run")
    ),
    "error_rate": Placeholder(_percent("inputs.error_rate_percent"), Text(pl="odsetek błędów", en="error rate")),
    "rework_minutes": Placeholder(
        _minutes("inputs.rework_minutes"),
        Text(pl="minuty poprawek po błędzie", en="minutes of rework after an error"),
        periods=("run",),
    ),
    "exceptions": Placeholder(
        _percent("inputs.exceptions_percent"), Text(pl="odsetek wyjątków", en="share of exceptions")
    ),
    "systems": Placeholder(_counted("inputs.systems", _SYSTEMS), Text(pl="liczba systemów", en="number of systems")),
    "hourly_cost": Placeholder(
        _money("inputs.hourly_cost"), Text(pl="koszt godziny pracy", en="cost of an hour of work"), periods=("hour",)
    ),
    "build_cost": Placeholder(
        _money("inputs.build_cost"), Text(pl="koszt wdrożenia", en="build cost"), periods=("once",)
    ),
    "monthly_licence": Placeholder(
        _money("inputs.monthly_licence"), Text(pl="licencja miesięczna", en="monthly licence"), periods=("month",)
    ),
    "break_even_minutes": Placeholder(
        _minutes("break_even.minutes_per_run"),
        Text(
            pl="najkrótszy czas wykonania, przy którym zmiana zwraca się w rok",
            en="shortest time of a run at which the change pays back within a year",
        ),
        periods=("run", "year"),
    ),
}


def figures(assessment: Assessment, language: Language) -> dict[str, str | None]:
    """Return every placeholder's text for a reader, None where the figure is not known."""
    return {name: placeholder.show(assessment, language) for name, placeholder in PLACEHOLDERS.items()}
