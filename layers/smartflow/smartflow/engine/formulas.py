"""The formulas, each declared once, in the order in which they are computed; everything is unrounded.

A function takes the symbols of its formula and gives its result; percentages are in percent, money in the account's
currency. The working, the list of missing inputs, `docs/formulas.md` and `GET /v1/formulas` are made from these
declarations.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import reduce
from operator import add
from typing import Final, Literal

from smartflow.engine.declaration import Declarations
from smartflow.engine.inputs import Frequency
from smartflow.engine.rounding import settled
from smartflow.engine.symbols import (
    CEILING,
    EASY_FROM,
    HORIZON_MONTHS,
    MEDIUM_FROM,
    PERIODS,
    POTENTIAL_CAP_PERCENT,
    SCENARIO_FACTORS,
    SCENARIOS,
    SYMBOLS,
    ScenarioName,
)
from smartflow.language.text import Text

__all__ = ["FORMULAS", "SCENARIOS", "SCENARIO_FACTORS", "CashFlow", "Difficulty", "ScenarioName", "periods_per_year"]

Difficulty = Literal["easy", "medium", "hard"]

DECLARED: Final = Declarations(SYMBOLS)
FORMULAS: Final = DECLARED.formulas
formula = DECLARED.formula


@formula(
    Text(pl="Okresy w roku", en="Periods a year"),
    Text(
        pl="codziennie: tyle, ile dni roboczych w roku; co tydzień 52, co dwa tygodnie 26, co miesiąc 12,"
        " co kwartał 4, co rok 1",
        en="daily: as many as there are working days; weekly 52, every two weeks 26, monthly 12, quarterly 4, yearly 1",
    ),
    name="periods",
    unit="number",
    written="{frequency} → {working_days} | " + " | ".join(str(times) for times in PERIODS.values()),
    called_by_name=True,
    in_working=False,
)
def periods_per_year(frequency: Frequency | None, working_days: Decimal) -> Decimal | None:
    """Return how many times a year a period comes round; a daily process rests when people do."""
    if frequency is None:
        return None
    return working_days if frequency == "daily" else PERIODS[frequency]


@formula(
    Text(pl="Wykonania w roku", en="Runs a year"),
    Text(pl="liczba wykonań × liczba okresów w roku", en="runs × periods in a year"),
    unit="runs",
)
def runs_per_year(runs: Decimal, periods: Decimal) -> Decimal:
    return runs * periods


@formula(
    Text(pl="Praca przy jednym wykonaniu", en="Work on one run"),
    Text(
        pl="minuty na wykonanie × liczba osób + odsetek błędów × minuty poprawek",
        en="minutes per run × people + share of errors × minutes of rework",
    ),
    unit="minutes",
)
def minutes_of_work(
    minutes_per_run: Decimal, people: Decimal, error_rate_percent: Decimal, rework_minutes: Decimal
) -> Decimal:
    return minutes_per_run * people + error_rate_percent / 100 * rework_minutes


@formula(
    Text(pl="Godziny pracy rocznie dziś", en="Hours a year today"),
    Text(pl="wykonania w roku × minuty pracy ÷ 60", en="runs a year × minutes of work ÷ 60"),
    unit="hours",
)
def hours_per_year(runs_per_year: Decimal, minutes_of_work: Decimal) -> Decimal:
    return runs_per_year * minutes_of_work / 60


@formula(
    Text(pl="Koszt roczny dziś", en="Cost a year today"),
    Text(pl="godziny rocznie × koszt godziny pracy", en="hours a year × cost of an hour"),
    unit="money",
)
def cost_per_year(hours_per_year: Decimal, hourly_cost: Decimal) -> Decimal:
    return hours_per_year * hourly_cost


@formula(
    Text(pl="Potencjał automatyzacji", en="Automation potential"),
    Text(
        pl=f"{100 * CEILING:.0f} % ważonej oceny gotowości: suma wag × (ocena − 1) ÷ 4, podzielona przez sumę wag;"
        " liczą się tylko pytania z odpowiedzią",
        en=f"{100 * CEILING:.0f}% of the weighted readiness: the sum of weight × (answer − 1) ÷ 4, divided by the sum of the weights;"
        " only answered questions count",
    ),
    unit="percent",
    places=0,
    written="100 × {ceiling} × Σ({weights} × ({readiness} − 1)) ÷ (4 × Σ {weights})",
    called_by_name=True,
)
def potential(readiness: Mapping[str, Decimal], weights: Mapping[str, Decimal], ceiling: Decimal) -> Decimal:
    """Return the share of the work that could be automated, in percent; `readiness` holds the known answers."""
    score = reduce(add, (weights[name] * (answer - 1) for name, answer in readiness.items()))
    return 100 * ceiling * score / (4 * reduce(add, (weights[name] for name in readiness)))


@formula(
    Text(pl="Dodatkowe systemy", en="Further systems"),
    Text(pl="liczba systemów ponad pierwszy", en="the systems after the first"),
    unit="number",
    in_working=False,
)
def further_systems(systems: Decimal) -> Decimal:
    return (systems - 1).max(Decimal(0))


@formula(
    Text(pl="Odjęcie za liczbę systemów", en="Deduction for systems"),
    Text(
        pl="8 punktów za każdy system ponad pierwszy, najwyżej 40",
        en="8 points for each system after the first, at most 40",
    ),
    name="deduction.systems",
    unit="points",
)
def deduction_for_systems(further_systems: Decimal) -> Decimal:
    return (8 * further_systems).min(Decimal(40))


@formula(
    Text(pl="Odjęcie za wyjątki", en="Deduction for exceptions"),
    Text(
        pl="0,6 punktu za każdy procent wyjątków, najwyżej 30",
        en="0.6 points for each percent of exceptions, at most 30",
    ),
    name="deduction.exceptions_percent",
    unit="points",
)
def deduction_for_exceptions(exceptions_percent: Decimal) -> Decimal:
    return (exceptions_percent * 60 / 100).min(Decimal(30))


@formula(
    Text(pl="Odjęcie za niestabilność", en="Deduction for instability"),
    Text(
        pl="5 punktów za każdy stopień poniżej 5; brak odpowiedzi liczy się jako 3",
        en="5 points for each step below 5; no answer counts as 3",
    ),
    name="deduction.readiness.stability",
    unit="points",
    where={"stability": "readiness.stability"},
)
def deduction_for_instability(stability: Decimal) -> Decimal:
    return 5 * (5 - stability)


@formula(
    Text(pl="Odjęcie za dane poza komputerem", en="Deduction for input that is not digital"),
    Text(
        pl="2,5 punktu za każdy stopień poniżej 5; brak odpowiedzi liczy się jako 3",
        en="2.5 points for each step below 5; no answer counts as 3",
    ),
    name="deduction.readiness.digital_input",
    unit="points",
    where={"digital_input": "readiness.digital_input"},
)
def deduction_for_paper(digital_input: Decimal) -> Decimal:
    return 5 * (5 - digital_input) / 2


@formula(
    Text(pl="Łatwość wdrożenia", en="Ease of automation"),
    Text(
        pl="100 punktów − odjęcia za systemy, wyjątki, niestabilność i dane poza komputerem",
        en="100 points − the deductions for systems, exceptions, instability and input that is not digital",
    ),
    unit="points",
    places=0,
    where={
        "systems": "deduction.systems",
        "exceptions_percent": "deduction.exceptions_percent",
        "stability": "deduction.readiness.stability",
        "digital_input": "deduction.readiness.digital_input",
    },
)
def ease(systems: Decimal, exceptions_percent: Decimal, stability: Decimal, digital_input: Decimal) -> Decimal:
    """Return the points from 0 to 100 that the deductions leave: they are at most 40 + 30 + 20 + 10."""
    return 100 - systems - exceptions_percent - stability - digital_input


@formula(
    Text(pl="Trudność wdrożenia", en="Difficulty"),
    Text(
        pl=f"od {EASY_FROM} punktów łatwe, od {MEDIUM_FROM} średnie, poniżej {MEDIUM_FROM} trudne",
        en=f"from {EASY_FROM} points easy, from {MEDIUM_FROM} medium, below {MEDIUM_FROM} hard",
    ),
    unit="level",
    places=0,
    written=f"{{ease}} ≥ {EASY_FROM} → easy | ≥ {MEDIUM_FROM} → medium | hard",
    called_by_name=True,
)
def difficulty(ease: Decimal) -> Difficulty:
    """Return the level of an ease that is already rounded to whole points."""
    if ease >= EASY_FROM:
        return "easy"
    return "medium" if ease >= MEDIUM_FROM else "hard"


@formula(
    Text(pl="Roczny koszt utrzymania", en="Running cost a year"),
    Text(
        pl="12 × licencja miesięczna + odsetek na utrzymanie × koszt wdrożenia",
        en="12 × monthly licence + maintenance rate × build cost",
    ),
    unit="money",
)
def running_cost_per_year(build_cost: Decimal, monthly_licence: Decimal, maintenance_percent: Decimal) -> Decimal:
    return 12 * monthly_licence + maintenance_percent / 100 * build_cost


@formula(
    Text(pl="Pełne miesiące", en="Full months"),
    Text(
        pl="ile miesięcy pełnych oszczędności są warte pierwsze miesiące: w okresie rozruchu miesiąc i liczy się"
        " jako i ÷ miesiące rozruchu, potem jako 1",
        en="how many months of full savings the first months are worth: while the automation is taken up, month i counts as"
        " i ÷ months until full effect, afterwards as 1",
    ),
    unit="months",
    written="Σ min(1; i ÷ {ramp_months}), i = 1 … {months}",
    in_working=False,
)
def full_months(months: Decimal, ramp_months: Decimal) -> Decimal:
    """Return Σ min(1, i ÷ ramp) over the months, in closed form; without a ramp each month counts in full."""
    if ramp_months == 0:
        return months
    rising = min(months, ramp_months.to_integral_value(ROUND_DOWN))
    return rising * (rising + 1) / (2 * ramp_months) + (months - rising)


@formula(
    Text(
        pl="Oszczędność brutto, przy której wszystko zwraca się w rok", en="Gross savings that pay back within a year"
    ),
    Text(
        pl="(roczny koszt utrzymania + koszt wdrożenia) × 12 ÷ liczba pełnych miesięcy w pierwszym roku;"
        " bez kosztu wdrożenia: roczny koszt utrzymania",
        en="(running cost a year + build cost) × 12 ÷ full months in the first year; with nothing to build, the running cost",
    ),
    unit="money",
    in_working=False,
)
def gross_needed(running_cost_per_year: Decimal, build_cost: Decimal, full_months: Decimal) -> Decimal:
    if build_cost == 0:
        return running_cost_per_year
    return (running_cost_per_year + build_cost) * 12 / full_months


@formula(
    Text(pl="Potencjał do wykorzystania", en="Potential within reach"),
    Text(
        pl=f"potencjał × współczynnik scenariusza, najwyżej {POTENTIAL_CAP_PERCENT} %",
        en=f"potential × factor of the scenario, at most {POTENTIAL_CAP_PERCENT}%",
    ),
    unit="percent",
)
def scenario_potential(cap: Decimal, potential: Decimal, factor: Decimal) -> Decimal:
    return (potential * factor).min(cap)


@formula(
    Text(pl="Zaoszczędzone godziny rocznie", en="Hours saved a year"),
    Text(
        pl="wykonania w roku × (minuty pracy × potencjał w scenariuszu × stopień wykorzystania"
        " − minuty kontroli wyniku) ÷ 60",
        en="runs a year × (minutes of work × potential in this scenario × share of the work that goes through it"
        " − minutes of review) ÷ 60",
    ),
    unit="hours",
)
def hours_saved_per_year(
    runs_per_year: Decimal,
    minutes_of_work: Decimal,
    scenario_potential: Decimal,
    adoption: Decimal,
    review_minutes: Decimal,
) -> Decimal:
    return runs_per_year * (minutes_of_work * scenario_potential / 100 * adoption - review_minutes) / 60


@formula(
    Text(pl="Oszczędność brutto rocznie", en="Gross savings a year"),
    Text(pl="zaoszczędzone godziny × koszt godziny pracy", en="hours saved × cost of an hour"),
    unit="money",
)
def gross_savings_per_year(hours_saved_per_year: Decimal, hourly_cost: Decimal) -> Decimal:
    return hours_saved_per_year * hourly_cost


@formula(
    Text(pl="Oszczędność netto rocznie", en="Net savings a year"),
    Text(pl="oszczędność brutto − roczny koszt utrzymania", en="gross savings − running cost a year"),
    unit="money",
)
def net_savings_per_year(gross_savings_per_year: Decimal, running_cost_per_year: Decimal) -> Decimal:
    return gross_savings_per_year - running_cost_per_year


@formula(
    Text(pl="Oszczędność netto w pierwszym roku", en="Net savings in the first year"),
    Text(
        pl="oszczędność brutto × liczba pełnych miesięcy w pierwszym roku ÷ 12 − roczny koszt utrzymania;"
        " w okresie rozruchu oszczędność rośnie równomiernie, więc jego miesiące liczą się częściowo",
        en="gross savings × full months in the first year ÷ 12 − running cost a year;"
        " savings grow evenly while the automation is taken up, so those months count in part",
    ),
    unit="money",
    also_shown=("ramp_months",),
)
def first_year_net(gross_savings_per_year: Decimal, running_cost_per_year: Decimal, full_months: Decimal) -> Decimal:
    return gross_savings_per_year * full_months / 12 - running_cost_per_year


@formula(
    Text(pl="Zwrot z inwestycji w pierwszym roku", en="Return on investment in the first year"),
    Text(
        pl="(oszczędność netto w pierwszym roku − koszt wdrożenia) ÷ koszt wdrożenia × 100",
        en="(net savings in the first year − build cost) ÷ build cost × 100",
    ),
    unit="percent",
    places=1,
)
def first_year_roi_percent(first_year_net: Decimal, build_cost: Decimal) -> Decimal | None:
    """Return the first year's return on the build cost in percent; None where nothing was invested."""
    return None if build_cost == 0 else (first_year_net - build_cost) / build_cost * 100


@formula(
    Text(pl="Saldo po miesiącach", en="Balance after some months"),
    Text(
        pl="oszczędności brutto od początku − koszty utrzymania od początku − koszt wdrożenia",
        en="gross savings so far − running cost so far − build cost",
    ),
    unit="money",
    called_by_name=True,
    in_working=False,
)
def balance(
    gross_savings_per_year: Decimal,
    running_cost_per_year: Decimal,
    build_cost: Decimal,
    months: Decimal,
    full_months: Decimal,
) -> Decimal:
    return gross_savings_per_year * full_months / 12 - running_cost_per_year * months / 12 - build_cost


@dataclass(frozen=True, slots=True)
class CashFlow:
    """The cumulative cash flow of a scenario: paid once, saved and spent evenly over each year after the ramp."""

    build_cost: Decimal
    gross: Decimal
    running: Decimal
    ramp_months: Decimal

    def balance(self, month: int) -> Decimal:
        """Return the money gained after so many months."""
        months = Decimal(month)
        return settled(
            balance(self.gross, self.running, self.build_cost, months, full_months(months, self.ramp_months))
        )


@formula(
    Text(pl="Okres zwrotu", en="Payback"),
    Text(
        pl=f"pierwszy z {HORIZON_MONTHS} miesięcy, w którym oszczędności brutto od początku − koszty utrzymania od początku"
        " − koszt wdrożenia nie są ujemne",
        en=f"the first of {HORIZON_MONTHS} months in which gross savings so far − running cost so far − build cost are not negative",
    ),
    unit="months",
    places=0,
    written=f"min m ≤ {HORIZON_MONTHS}: balance(m) ≥ 0",
)
def payback_months(
    gross_savings_per_year: Decimal, running_cost_per_year: Decimal, build_cost: Decimal, ramp_months: Decimal
) -> Decimal | None:
    """Return the first month, of 36, whose balance is not negative; 0 where there was nothing to pay back, else None."""
    if build_cost == 0 and gross_savings_per_year >= running_cost_per_year:
        return Decimal(0)
    flow = CashFlow(build_cost, gross_savings_per_year, running_cost_per_year, ramp_months)
    # Savings only grow until the ramp ends, so a balance that is no longer negative stays so: halving finds the month.
    month = bisect_left(range(1, HORIZON_MONTHS + 1), True, key=lambda month: flow.balance(month) >= 0) + 1
    return Decimal(month) if month <= HORIZON_MONTHS else None


@formula(
    Text(pl="Koszt godziny pracy z wynagrodzenia brutto", en="Cost of an hour from gross pay"),
    Text(
        pl="wynagrodzenie brutto × (1 + składki pracodawcy) × 12 ÷ (dni robocze × godziny dziennie);"
        " pomoc dla pracodawców w Polsce",
        en="gross pay × (1 + employer's contributions) × 12 ÷ (working days × hours a day); a help for employers in Poland",
    ),
    name="loaded_hourly_cost",
    unit="money",
    called_by_name=True,
    in_working=False,
)
def hourly_cost_of_pay(
    gross_monthly_pay: Decimal, contributions_percent: Decimal, working_days: Decimal, hours_per_day: Decimal
) -> Decimal:
    return gross_monthly_pay * (100 + contributions_percent) / 100 * 12 / (working_days * hours_per_day)
