"""The verdict in words: what to do, what it depends on, how sure it is. For page, reports and mails alike."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from smartflow.engine.confidence import Confidence
from smartflow.engine.process_figures import ProcessFigures, ToConfirm
from smartflow.engine.symbols import SYMBOLS
from smartflow.engine.verdict import VerdictCode
from smartflow.language import formats
from smartflow.language.text import Language, Text

NAMES: Final[Mapping[VerdictCode, Text]] = {
    "automate_now": Text("Automatyzować teraz", "Automate now"),
    "in_stages": Text("Automatyzować etapami", "Automate in stages"),
    "fix_process_first": Text("Najpierw uporządkować proces", "Fix the process first"),
    "improve_by_hand": Text("Usprawnić bez automatyzacji", "Improve by hand"),
    "leave_alone": Text("Nie automatyzować", "Leave it alone"),
    "not_enough_known": Text("Za mało danych", "Not enough data"),
}

_FIRM: Final[Mapping[VerdictCode, Text]] = {
    "automate_now": Text("Automatyzacja się opłaca.", "Automating pays."),
    "in_stages": Text(
        "Automatyzacja się opłaca, ale warto wprowadzać ją etapami.", "Automating pays, but is best done in stages."
    ),
    "fix_process_first": Text(
        "Proces zmienia się zbyt często: najpierw warto go uporządkować, a dopiero potem automatyzować.",
        "The process changes too often: fix it first, then automate.",
    ),
    "improve_by_hand": Text(
        "Automatyzacja się nie opłaca, ale proces można usprawnić bez niej.",
        "Automating does not pay, but the process can be improved without it.",
    ),
    "leave_alone": Text(
        "Automatyzacja kosztowałaby więcej, niż by przyniosła.", "Automating would cost more than it saves."
    ),
    "not_enough_known": Text(
        "W opisie jest jeszcze za mało danych, aby cokolwiek obliczyć.",
        "The description does not say enough yet to compute anything.",
    ),
}

_IF: Final = Text("Jeśli to się zgadza ({values}), {verdict}", "If this is right ({values}), {verdict}")
_IF_OPEN: Final = Text(
    "Opis nie rozstrzyga wszystkiego, a od tego zależy wynik. Przy ostrożnym odczytaniu {verdict}",
    "The description leaves something open, and the result depends on it. On the cautious reading, {verdict}",
)
_TRIAD: Final = Text(
    "{runs} razy {period} × {minutes} = {hours} rocznie", "{runs} {period} × {minutes} = {hours} a year"
)
_PERIODS: Final[Mapping[str, Text]] = {
    "daily": Text("dziennie", "a day"),
    "weekly": Text("tygodniowo", "a week"),
    "biweekly": Text("co dwa tygodnie", "every two weeks"),
    "monthly": Text("miesięcznie", "a month"),
    "quarterly": Text("kwartalnie", "a quarter"),
    "yearly": Text("rocznie", "a year"),
}
_MOSTLY_ASSUMED: Final = Text(
    "w większości założenia: {assumed} z {inputs} wartości", "mostly assumptions: {assumed} of {inputs} values"
)
_MOSTLY_READ: Final = Text(
    "w większości odczytane z opisu, niepotwierdzone", "mostly read from the description, not confirmed"
)
_MOSTLY_CONFIRMED: Final = Text("w większości potwierdzone", "mostly confirmed")
_MOSTLY_SURE: Final = Text(
    "w większości potwierdzone: założenia to {assumed} z {inputs} wartości",
    "mostly confirmed: {assumed} of {inputs} values are assumptions",
)
_SURE: Final = Text("wszystkie wartości potwierdzone", "all values confirmed")


def verdict_name(code: VerdictCode, language: Language) -> str:
    """Return the verdict in two or three words."""
    return NAMES[code].of(language)


def verdict_sentence(figures: ProcessFigures, language: Language) -> str:
    """Return the verdict as one or two sentences; while it is not firm, they begin with what it depends on."""
    sentence = _FIRM[figures.verdict.code].of(language)
    if figures.firm or figures.verdict.code == "not_enough_known":
        return sentence
    if figures.open:
        return _IF_OPEN.fill(language, verdict=_inside(sentence))
    values = [condition(item, figures, language) for item in figures.to_confirm]
    return _IF.fill(language, values="; ".join(values), verdict=_inside(sentence))


def condition(item: ToConfirm, figures: ProcessFigures, language: Language) -> str:
    """Return what is to be confirmed in the reader's words: "80 a day × 6 min = 2,000 h a year".

    The hours are the product of what is written there; people and rework come on top of them.
    """
    runs, minutes = figures.assessment.runs_per_year, item.values.get("minutes_per_run")
    hours = None if runs is None or minutes is None else runs * Decimal(minutes) / 60
    return _in_words(item.values, hours, figures.assessment.currency, language)


def reading_words(values: Mapping[str, str], currency: str, language: Language) -> str:
    """Return a reading in words: "4 people, 80 a day"."""
    return _in_words(values, None, currency, language)


def _in_words(values: Mapping[str, str], hours: Decimal | None, currency: str, language: Language) -> str:
    if {"runs", "frequency", "minutes_per_run"} <= set(values) and hours is not None:
        return _TRIAD.fill(
            language,
            runs=formats.number(Decimal(values["runs"]), language),
            period=_PERIODS[values["frequency"]].of(language),
            minutes=formats.minutes(Decimal(values["minutes_per_run"]), language),
            hours=formats.hours(hours, language, 0),
        )
    left = dict(values)
    parts: list[str] = []
    if {"runs", "frequency"} <= set(left):
        parts.append(
            _VOLUME.fill(
                language,
                runs=formats.number(Decimal(left.pop("runs")), language),
                period=_PERIODS[left.pop("frequency")].of(language),
            )
        )
    parts += [
        _SHORT[field].fill(language, value=_value(field, value, currency, language)) for field, value in left.items()
    ]
    return ", ".join(parts)


def confidence_sentence(confidence: Confidence, language: Language) -> str:
    """Return how sure the figures are, in a few words to stand beside a number."""
    counts = {"assumed": confidence.assumed, "inputs": confidence.inputs}
    if confidence.level == "confirmed":
        return _SURE.of(language)
    if confidence.level == "mostly_confirmed" and not confidence.assumed:
        return _MOSTLY_CONFIRMED.of(language)
    if confidence.level == "mostly_confirmed":
        return _MOSTLY_SURE.fill(language, **counts)
    read, assumed = confidence.read_percent, confidence.assumed_percent
    if read is not None and assumed is not None and read > assumed:
        return _MOSTLY_READ.of(language)
    return _MOSTLY_ASSUMED.fill(language, **counts)


def _inside(sentence: str) -> str:
    """A sentence that follows a colon begins with a small letter."""
    return sentence[:1].lower() + sentence[1:]


_UNITS: Final = {symbol.name: symbol.unit for symbol in SYMBOLS}
_VOLUME: Final = Text("{runs} razy {period}", "{runs} {period}")
#: Each field in a sentence, shorter than where it stands by itself.
_SHORT: Final[Mapping[str, Text]] = {
    "runs": Text("liczba wykonań: {value}", "number of runs: {value}"),
    "frequency": Text("{value}", "{value}"),
    "minutes_per_run": Text("{value} na jedno wykonanie", "{value} per run"),
    "people": Text("liczba osób: {value}", "people at one run: {value}"),
    "error_rate_percent": Text("odsetek błędów: {value}", "errors: {value}"),
    "rework_minutes": Text("{value} poprawek po błędzie", "{value} of rework after an error"),
    "hourly_cost": Text("koszt godziny pracy: {value}", "cost of an hour: {value}"),
    "working_days": Text("dni robocze w roku: {value}", "working days a year: {value}"),
    "systems": Text("liczba systemów: {value}", "systems: {value}"),
    "exceptions_percent": Text("odsetek wyjątków: {value}", "exceptions: {value}"),
    "build_cost": Text("koszt wdrożenia: {value}", "build cost: {value}"),
    "monthly_licence": Text("licencja miesięczna: {value}", "monthly licence: {value}"),
    "maintenance_percent": Text(
        "utrzymanie: {value} kosztu wdrożenia rocznie", "maintenance a year: {value} of the build cost"
    ),
    "ramp_months": Text("miesiące rozruchu: {value}", "months until full effect: {value}"),
    "review_minutes": Text("{value} kontroli na jedno wykonanie", "{value} of review per run"),
    "readiness.rule_based": Text("oparcie na regułach: {value}", "clear rules: {value}"),
    "readiness.digital_input": Text("dane w postaci cyfrowej: {value}", "digital input: {value}"),
    "readiness.structured_input": Text("dane uporządkowane: {value}", "structured input: {value}"),
    "readiness.stability": Text("stabilność procesu: {value}", "stability: {value}"),
    "readiness.documentation": Text("opisanie procesu: {value}", "documentation: {value}"),
}


def _value(field: str, value: str, currency: str, language: Language) -> str:
    unit = _UNITS[field]
    if unit == "choice":
        return _PERIODS[value].of(language)
    number = Decimal(value)
    if unit == "money":
        whole = number == number.to_integral_value()
        return (formats.whole_money if whole else formats.money)(number, currency, language)
    if unit == "percent":
        return formats.percent(number, language)
    if unit == "answer":
        return f"{value}/5"
    if unit == "minutes":
        return formats.minutes(number, language)
    return formats.number(number, language)
