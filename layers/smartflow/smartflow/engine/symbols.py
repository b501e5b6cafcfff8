"""What the formulas are made of: the inputs of a process and the numbers that are part of the method, in words."""

import datetime
from decimal import Decimal
from typing import Final, Literal, get_args

from smartflow.engine.declaration import Symbol, SymbolUnit
from smartflow.engine.inputs import FORMULA_DEFAULTS, Frequency
from smartflow.language.text import Text

ScenarioName = Literal["conservative", "expected", "optimistic"]
SCENARIOS: Final[tuple[ScenarioName, ...]] = get_args(ScenarioName)

#: How much of the potential a scenario reaches, and how much of the work really goes through the automation.
SCENARIO_FACTORS: Final[dict[ScenarioName, tuple[Decimal, Decimal]]] = {
    "conservative": (Decimal("0.70"), Decimal("0.70")),
    "expected": (Decimal("1.00"), Decimal("0.85")),
    "optimistic": (Decimal("1.20"), Decimal("0.95")),
}
#: How many times a year a period comes round; a daily process follows the working days.
PERIODS: Final[dict[Frequency, Decimal]] = {
    "weekly": Decimal(52),
    "biweekly": Decimal(26),
    "monthly": Decimal(12),
    "quarterly": Decimal(4),
    "yearly": Decimal(1),
}
PERIOD_NAMES: Final[dict[Frequency, Text]] = {
    "daily": Text(pl="codziennie", en="daily"),
    "weekly": Text(pl="co tydzień", en="weekly"),
    "biweekly": Text(pl="co dwa tygodnie", en="every two weeks"),
    "monthly": Text(pl="co miesiąc", en="monthly"),
    "quarterly": Text(pl="co kwartał", en="quarterly"),
    "yearly": Text(pl="co rok", en="yearly"),
}
#: What each readiness answer counts for in the potential.
WEIGHTS: Final[dict[str, Decimal]] = {
    "rule_based": Decimal("0.30"),
    "digital_input": Decimal("0.20"),
    "structured_input": Decimal("0.20"),
    "stability": Decimal("0.20"),
    "documentation": Decimal("0.10"),
}
CEILING: Final = Decimal("0.9")
POTENTIAL_CAP_PERCENT: Final = Decimal(95)
ANSWERS_NEEDED: Final = 3
UNANSWERED: Final = 3
HORIZON_MONTHS: Final = 36
EASY_FROM: Final = 70
MEDIUM_FROM: Final = 40

#: The day on which the numbers of the method were last looked at.
METHOD_AS_OF: Final = datetime.date(2026, 11, 26)

#: Why the formulas' own defaults (`FORMULA_DEFAULTS`) are what they are.
DEFAULT_REASONS: Final[dict[str, Text]] = {
    "people": Text(
        pl="Jedna osoba: najmniej, ile potrzeba do wykonania pracy.",
        en="One person: the fewest who can do the work.",
    ),
    "error_rate_percent": Text(
        pl="Bez błędów, dopóki nie wiadomo inaczej: niczego nie doliczamy.",
        en="No errors until something is known of them: nothing is added.",
    ),
    "rework_minutes": Text(
        pl="Bez poprawek, dopóki nie wiadomo inaczej: niczego nie doliczamy.",
        en="No rework until something is known of it: nothing is added.",
    ),
    "working_days": Text(
        pl="W przybliżeniu rok bez weekendów i świąt; konto może ustawić własną liczbę.",
        en="About a year without weekends and public holidays; an account can set its own number.",
    ),
    "systems": Text(pl="Jeden system: bez łączenia z innymi.", en="One system: nothing to connect."),
    "exceptions_percent": Text(
        pl="Bez wyjątków, dopóki nie wiadomo inaczej: niczego nie odejmujemy.",
        en="No exceptions until something is known of them: nothing is deducted.",
    ),
    "maintenance_percent": Text(
        pl="Założenie autorów: tyle rocznie na poprawki i opiekę; nie pochodzi z publikowanych badań.",
        en="The authors' assumption for fixes and care a year; not from a published survey.",
    ),
    "ramp_months": Text(
        pl="Założenie autorów: po tylu miesiącach pełny efekt; nie pochodzi z publikowanych badań.",
        en="The authors' assumption: full effect after so many months; not from a published survey.",
    ),
    "review_minutes": Text(
        pl="Bez kontroli wyniku, dopóki nie wiadomo inaczej: niczego nie odejmujemy.",
        en="No checking of results until something is known of it: nothing is deducted.",
    ),
}


def _input(name: str, unit: SymbolUnit, pl: str, en: str) -> Symbol:
    unanswered = Decimal(UNANSWERED) if name.startswith("readiness.") else None
    return Symbol(name, Text(pl=pl, en=en), unit, "input", FORMULA_DEFAULTS.get(name, unanswered))


def _constant(name: str, unit: SymbolUnit, pl: str, en: str, value: Decimal | None = None) -> Symbol:
    return Symbol(name, Text(pl=pl, en=en), unit, "constant", value=value)


#: Every symbol that a formula may use and that no formula computes. Readiness answers count as 3 for the ease where they
#: are unknown; for the potential, `readiness` stands for those that are known.
SYMBOLS: Final = (
    _input("runs", "runs", "liczba wykonań w okresie", "runs in a period"),
    _input("frequency", "choice", "częstotliwość, czyli okres", "frequency, that is the period"),
    _input("minutes_per_run", "minutes", "minuty na wykonanie, na osobę", "minutes per run, per person"),
    _input("people", "number", "liczba osób przy jednym wykonaniu", "people at one run"),
    _input("error_rate_percent", "percent", "odsetek błędów, część wykonań", "error rate, share of runs"),
    _input("rework_minutes", "minutes", "minuty poprawek po błędzie", "minutes of rework after an error"),
    _input("hourly_cost", "money", "pełny koszt godziny pracy", "full cost of an hour of work"),
    _input("working_days", "days", "dni robocze w roku", "working days a year"),
    _input("systems", "number", "liczba systemów w procesie", "systems in the process"),
    _input("exceptions_percent", "percent", "odsetek wyjątków", "share of exceptions"),
    _input("build_cost", "money", "koszt wdrożenia, jednorazowo", "build cost, paid once"),
    _input("monthly_licence", "money", "licencja miesięczna", "monthly licence"),
    _input(
        "maintenance_percent",
        "percent",
        "utrzymanie rocznie, jako część kosztu wdrożenia",
        "maintenance a year, as a share of the build cost",
    ),
    _input("ramp_months", "months", "miesiące rozruchu, do pełnego efektu", "months until full effect"),
    _input("review_minutes", "minutes", "minuty kontroli wyniku na wykonanie", "minutes of review per run"),
    _input(
        "readiness.rule_based", "answer", "proces opiera się na jasnych regułach", "the process follows clear rules"
    ),
    _input("readiness.digital_input", "answer", "dane wejściowe są cyfrowe", "the input is digital"),
    _input("readiness.structured_input", "answer", "dane mają stały układ", "the input has a fixed structure"),
    _input("readiness.stability", "answer", "proces rzadko się zmienia", "the process rarely changes"),
    _input("readiness.documentation", "answer", "proces jest opisany", "the process is documented"),
    Symbol(
        "readiness",
        Text(pl="znane odpowiedzi o gotowości, co najmniej trzy", en="the known readiness answers, at least three"),
        "answer",
        "input",
    ),
    _constant("weights", "number", "wagi odpowiedzi o gotowości", "weights of the readiness answers"),
    _constant(
        "ceiling",
        "number",
        f"żadnego procesu nie automatyzuje się w całości: najwyżej {100 * CEILING:.0f} % pracy",
        f"no process is automated entirely: {100 * CEILING:.0f}% of the work at most",
        CEILING,
    ),
    _constant(
        "cap",
        "percent",
        "najwyższy potencjał w jakimkolwiek scenariuszu",
        "the highest potential in any scenario",
        POTENTIAL_CAP_PERCENT,
    ),
    _constant(
        "months",
        "months",
        "liczba miesięcy; pierwszy rok to 12",
        "number of months; the first year has 12",
        Decimal(12),
    ),
    Symbol(
        "factor",
        Text(pl="współczynnik scenariusza", en="factor of the scenario"),
        "number",
        "scenario",
    ),
    Symbol(
        "adoption",
        Text(
            pl="stopień wykorzystania: część pracy, która przejdzie przez automatyzację",
            en="adoption: the share of the work that goes through the automation",
        ),
        "number",
        "scenario",
    ),
    Symbol(
        "gross_monthly_pay",
        Text(pl="wynagrodzenie brutto miesięcznie", en="gross pay a month"),
        "money",
        "parameter",
    ),
    Symbol(
        "contributions_percent",
        Text(pl="składki pracodawcy ponad wynagrodzenie brutto", en="employer's contributions on top of gross pay"),
        "percent",
        "parameter",
    ),
    Symbol("hours_per_day", Text(pl="godziny pracy dziennie", en="hours of work a day"), "hours", "parameter"),
)
