"""The words of the working, in both languages, beside the one form that its formulas have in either."""

from typing import Final

from smartflow.language.text import Language

#: The numbers put in, by the symbols of the working; the same in every language.
FORMULAS: Final[dict[str, str]] = {
    "runs_per_year": "{runs} × {periods}",
    "minutes_of_work": "{minutes_per_run} × {people} + {error_rate_percent} ÷ 100 × {rework_minutes}",
    "hours_per_year": "{runs_per_year} × {minutes_of_work} ÷ 60",
    "cost_per_year": "{hours_per_year} × {hourly_cost}",
    "potential": "100 × {ceiling} × ({terms}) ÷ (4 × ({weights}))",
    "deduction.systems": "min(40; 8 × {further_systems})",
    "deduction.exceptions_percent": "min(30; {exceptions_percent} × 60 ÷ 100)",
    "deduction.readiness.stability": "5 × (5 − {stability})",
    "deduction.readiness.digital_input": "5 × (5 − {digital_input}) ÷ 2",
    "ease": "100 − {systems} − {exceptions_percent} − {stability} − {digital_input}",
    "difficulty": "{ease}",
    "running_cost_per_year": "12 × {monthly_licence} + {maintenance_percent} ÷ 100 × {build_cost}",
    "scenario_potential": "min({cap}; {potential} × {factor})",
    "hours_saved_per_year": (
        "{runs_per_year} × ({minutes_of_work} × {scenario_potential} ÷ 100 × {adoption} − {review_minutes}) ÷ 60"
    ),
    "gross_savings_per_year": "{hours_saved_per_year} × {hourly_cost}",
    "net_savings_per_year": "{gross_savings_per_year} − {running_cost_per_year}",
    "first_year_net": "{gross_savings_per_year} × {full_months} ÷ 12 − {running_cost_per_year}",
    "first_year_roi_percent": "({first_year_net} − {build_cost}) ÷ {build_cost} × 100",
    "payback_months": (
        "{gross_savings_per_year} × {full_months} ÷ 12 − {running_cost_per_year} × {months} ÷ 12 − {build_cost}"
    ),
}

SCENARIO_NAMES: Final[dict[Language, dict[str, str]]] = {
    "pl": {
        "conservative": "scenariusz ostrożny",
        "expected": "scenariusz oczekiwany",
        "optimistic": "scenariusz optymistyczny",
    },
    "en": {
        "conservative": "conservative scenario",
        "expected": "expected scenario",
        "optimistic": "optimistic scenario",
    },
}

LEVELS: Final[dict[Language, dict[str, str]]] = {
    "pl": {"easy": "łatwe", "medium": "średnie", "hard": "trudne"},
    "en": {"easy": "easy", "medium": "medium", "hard": "hard"},
}

#: For each line of the working: its title, and its formula in words.
TEXTS: Final[dict[Language, dict[str, tuple[str, str]]]] = {
    "pl": {
        "runs_per_year": ("Wykonania w roku", "liczba wykonań × liczba okresów w roku"),
        "minutes_of_work": (
            "Praca przy jednym wykonaniu",
            "minuty na wykonanie × liczba osób + odsetek błędów × minuty poprawek",
        ),
        "hours_per_year": ("Godziny pracy rocznie dziś", "wykonania w roku × minuty pracy ÷ 60"),
        "cost_per_year": ("Koszt roczny dziś", "godziny rocznie × koszt godziny pracy"),
        "potential": (
            "Potencjał automatyzacji",
            "90 % ważonej oceny gotowości: suma wag × (ocena − 1) ÷ 4, podzielona przez sumę wag;"
            " liczą się tylko pytania z odpowiedzią",
        ),
        "deduction.systems": (
            "Odjęcie za liczbę systemów",
            "8 punktów za każdy system ponad pierwszy, najwyżej 40",
        ),
        "deduction.exceptions_percent": (
            "Odjęcie za wyjątki",
            "0,6 punktu za każdy procent wyjątków, najwyżej 30",
        ),
        "deduction.readiness.stability": (
            "Odjęcie za niestabilność",
            "5 punktów za każdy stopień poniżej 5; brak odpowiedzi liczy się jako 3",
        ),
        "deduction.readiness.digital_input": (
            "Odjęcie za dane poza komputerem",
            "2,5 punktu za każdy stopień poniżej 5; brak odpowiedzi liczy się jako 3",
        ),
        "ease": (
            "Łatwość wdrożenia",
            "100 punktów − odjęcia za systemy, wyjątki, niestabilność i dane poza komputerem",
        ),
        "difficulty": ("Trudność wdrożenia", "od 70 punktów łatwe, od 40 średnie, poniżej 40 trudne"),
        "running_cost_per_year": (
            "Roczny koszt utrzymania",
            "12 × miesięczna licencja + odsetek na utrzymanie × koszt wdrożenia",
        ),
        "scenario_potential": (
            "Potencjał do wykorzystania",
            "potencjał × współczynnik scenariusza, najwyżej 95 %",
        ),
        "hours_saved_per_year": (
            "Zaoszczędzone godziny rocznie",
            "wykonania w roku × (minuty pracy × potencjał w scenariuszu × stopień wykorzystania"
            " − minuty kontroli wyniku) ÷ 60",
        ),
        "gross_savings_per_year": (
            "Oszczędność brutto rocznie",
            "zaoszczędzone godziny × koszt godziny pracy",
        ),
        "net_savings_per_year": ("Oszczędność netto rocznie", "oszczędność brutto − roczny koszt utrzymania"),
        "first_year_net": (
            "Oszczędność netto w pierwszym roku",
            "oszczędność brutto × liczba pełnych miesięcy w pierwszym roku ÷ 12 − roczny koszt utrzymania;"
            " w okresie rozruchu oszczędność rośnie równomiernie, więc jego miesiące liczą się częściowo",
        ),
        "first_year_roi_percent": (
            "Zwrot z inwestycji w pierwszym roku",
            "(oszczędność netto w pierwszym roku − koszt wdrożenia) ÷ koszt wdrożenia × 100",
        ),
        "payback_months": (
            "Okres zwrotu",
            "pierwszy z 36 miesięcy, w którym oszczędności brutto od początku − koszty utrzymania od początku"
            " − koszt wdrożenia nie są ujemne",
        ),
    },
    "en": {
        "runs_per_year": ("Runs a year", "runs × periods in a year"),
        "minutes_of_work": ("Work on one run", "minutes per run × people + share of errors × minutes of rework"),
        "hours_per_year": ("Hours a year today", "runs a year × minutes of work ÷ 60"),
        "cost_per_year": ("Cost a year today", "hours a year × cost of an hour"),
        "potential": (
            "Automation potential",
            "90% of the weighted readiness: the sum of weight × (answer − 1) ÷ 4, divided by the sum of the weights;"
            " only answered questions count",
        ),
        "deduction.systems": (
            "Deduction for systems",
            "8 points for each system after the first, at most 40",
        ),
        "deduction.exceptions_percent": (
            "Deduction for exceptions",
            "0.6 points for each percent of exceptions, at most 30",
        ),
        "deduction.readiness.stability": (
            "Deduction for instability",
            "5 points for each step below 5; no answer counts as 3",
        ),
        "deduction.readiness.digital_input": (
            "Deduction for input that is not digital",
            "2.5 points for each step below 5; no answer counts as 3",
        ),
        "ease": (
            "Ease of automation",
            "100 points − the deductions for systems, exceptions, instability and input that is not digital",
        ),
        "difficulty": ("Difficulty", "from 70 points easy, from 40 medium, below 40 hard"),
        "running_cost_per_year": (
            "Running cost a year",
            "12 × monthly licence + maintenance rate × build cost",
        ),
        "scenario_potential": ("Potential within reach", "potential × factor of the scenario, at most 95%"),
        "hours_saved_per_year": (
            "Hours saved a year",
            "runs a year × (minutes of work × potential in this scenario × share of the work that goes through it"
            " − minutes of review) ÷ 60",
        ),
        "gross_savings_per_year": ("Gross savings a year", "hours saved × cost of an hour"),
        "net_savings_per_year": ("Net savings a year", "gross savings − running cost a year"),
        "first_year_net": (
            "Net savings in the first year",
            "gross savings × full months in the first year ÷ 12 − running cost a year;"
            " savings grow evenly while the automation is taken up, so those months count in part",
        ),
        "first_year_roi_percent": (
            "Return on investment in the first year",
            "(net savings in the first year − build cost) ÷ build cost × 100",
        ),
        "payback_months": (
            "Payback",
            "the first of 36 months in which gross savings so far − running cost so far − build cost are not negative",
        ),
    },
}

#: How the working of a payback ends: it comes, it does not within 36 months, or there is nothing to pay back.
PAYBACK: Final[dict[Language, dict[str, str]]] = {
    "pl": {
        "in_month": "{resolved} = {balance}, miesiąc wcześniej {balance_before} → {months}",
        "never": "{resolved} = {balance} po upływie {months}: bez zwrotu w tym czasie",
        "at_once": "bez kosztu wdrożenia, a oszczędność netto nie jest ujemna → {months}",
    },
    "en": {
        "in_month": "{resolved} = {balance}, a month earlier {balance_before} → {months}",
        "never": "{resolved} = {balance} after {months}: not paid back in that time",
        "at_once": "nothing to build, and net savings are not negative → {months}",
    },
}
