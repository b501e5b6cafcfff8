"""The only way for a figure into prose: a placeholder's name, the figure behind it, and how readers see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from smartflow.language import formats
from smartflow.language.text import ByLanguage, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.engine.assessment import Assessment
    from smartflow.language.text import Language

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
    """`show` gives the text for a reader, None where the figure is not known; `yearly` figures are for a year."""

    show: Callable[[Assessment, Language], str | None]
    meaning: Text
    yearly: bool = False


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


def _of(show: Callable[[Assessment, Language], str | None], pl: str, en: str, *, yearly: bool = False) -> Placeholder:
    return Placeholder(show, Text(pl=pl, en=en), yearly)


PLACEHOLDERS: Final[dict[str, Placeholder]] = {
    "runs_annual": _of(_counted("runs_per_year", _TIMES), "liczba wykonań w roku", "runs a year", yearly=True),
    "hours_annual": _of(
        _hours("hours_per_year"), "godziny pracy rocznie dziś", "hours of work a year today", yearly=True
    ),
    "cost_annual": _of(_money("cost_per_year"), "koszt roczny dziś", "cost a year today", yearly=True),
    "hours_saved_annual": _of(
        _hours("expected.hours_saved_per_year"),
        "godziny oszczędzone rocznie, scenariusz oczekiwany",
        "hours saved a year, expected scenario",
        yearly=True,
    ),
    "hours_saved_annual_conservative": _of(
        _hours("conservative.hours_saved_per_year"),
        "to samo, scenariusz ostrożny",
        "the same, conservative scenario",
        yearly=True,
    ),
    "hours_saved_annual_optimistic": _of(
        _hours("optimistic.hours_saved_per_year"),
        "to samo, scenariusz optymistyczny",
        "the same, optimistic scenario",
        yearly=True,
    ),
    "gross_annual": _of(
        _money("expected.gross_savings_per_year"),
        "oszczędność brutto rocznie (przed kosztami utrzymania)",
        "gross savings a year (before running costs)",
        yearly=True,
    ),
    "running_annual": _of(
        _money("expected.running_cost_per_year"), "koszt utrzymania rocznie", "running cost a year", yearly=True
    ),
    "net_annual": _of(
        _money("expected.net_savings_per_year"),
        "oszczędność netto rocznie, scenariusz oczekiwany",
        "net savings a year, expected scenario",
        yearly=True,
    ),
    "net_annual_conservative": _of(
        _money("conservative.net_savings_per_year"),
        "to samo, scenariusz ostrożny",
        "the same, conservative scenario",
        yearly=True,
    ),
    "net_annual_optimistic": _of(
        _money("optimistic.net_savings_per_year"),
        "to samo, scenariusz optymistyczny",
        "the same, optimistic scenario",
        yearly=True,
    ),
    "first_year_net": _of(
        _money("expected.first_year_net"),
        "oszczędność netto w pierwszym roku, z okresem rozruchu",
        "net savings in the first year, ramp-up included",
        yearly=True,
    ),
    "first_year_roi": _of(
        _percent("expected.first_year_roi_percent"), "zwrot z inwestycji w pierwszym roku", "first-year return"
    ),
    "payback": _of(_counted("expected.payback_months", _MONTHS), "czas zwrotu", "payback time"),
    "payback_conservative": _of(
        _counted("conservative.payback_months", _MONTHS),
        "to samo, scenariusz ostrożny",
        "the same, conservative scenario",
    ),
    "payback_optimistic": _of(
        _counted("optimistic.payback_months", _MONTHS),
        "to samo, scenariusz optymistyczny",
        "the same, optimistic scenario",
    ),
    "potential": _of(_percent("potential"), "potencjał automatyzacji", "automation potential"),
    "ease": _of(_points, "łatwość wdrożenia w punktach", "ease of implementation in points"),
    "difficulty": _of(_difficulty, "trudność: niska, średnia, wysoka", "difficulty: low, medium, high"),
    "minutes_per_run": _of(_minutes("inputs.minutes_per_run"), "czas jednego wykonania", "time of one run"),
    "people": _of(_counted("inputs.people", _PEOPLE), "osoby przy jednym wykonaniu", "people in one run"),
    "error_rate": _of(_percent("inputs.error_rate_percent"), "udział błędów", "error rate"),
    "rework_minutes": _of(_minutes("inputs.rework_minutes"), "czas poprawy błędu", "time to correct an error"),
    "exceptions": _of(_percent("inputs.exceptions_percent"), "udział wyjątków", "share of exceptions"),
    "systems": _of(_counted("inputs.systems", _SYSTEMS), "liczba systemów", "number of systems"),
    "hourly_cost": _of(_money("inputs.hourly_cost"), "koszt godziny pracy", "cost of an hour of work"),
    "build_cost": _of(_money("inputs.build_cost"), "koszt wdrożenia", "implementation cost"),
    "monthly_licence": _of(_money("inputs.monthly_licence"), "licencje miesięcznie", "licences a month"),
    "break_even_minutes": _of(
        _minutes("break_even.minutes_per_run"),
        "najkrótszy czas wykonania, przy którym zmiana zwraca się w rok",
        "shortest time of a run at which the change pays back within a year",
    ),
}


def figures(assessment: Assessment, language: Language) -> dict[str, str | None]:
    """Return every placeholder's text for a reader, None where the figure is not known."""
    return {name: placeholder.show(assessment, language) for name, placeholder in PLACEHOLDERS.items()}
