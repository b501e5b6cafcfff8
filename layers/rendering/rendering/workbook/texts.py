"""The words of the workbook that no other form of a report has."""

from typing import Final

from smartflow.language.text import Text

INPUTS: Final = Text("Dane wejściowe", "Inputs")
METHOD: Final = Text("Metoda", "Method")
CASH_FLOW: Final = Text("Przepływy pieniężne", "Cash flow")
UNIT: Final = Text("Jednostka", "Unit")
VALUE: Final = Text("Wartość", "Value")
COMMON: Final = Text("wszystkie scenariusze", "all scenarios")
HOW: Final = Text("Jak to liczymy", "How it is computed")
TOTAL: Final = Text("Razem (procesy z kompletem liczb)", "Total (processes with complete figures)")
MONTH: Final = Text("Miesiąc", "Month")
EDIT: Final = Text(
    "Zmień wartości w żółtych polach: liczby przeliczą się same. Puste pole to wartość nieznana.",
    "Change the values in the yellow cells: the figures follow. An empty cell is an unknown value.",
)
AS_MADE: Final = Text(
    "Wniosek i pewność pochodzą z dnia raportu i nie zmieniają się razem z danymi.",
    "Verdict and confidence are those of the day of the report; they do not change with the inputs.",
)
UNROUNDED: Final = Text(
    "Arkusz „{working}” liczy bez zaokrągleń; zaokrągla dopiero arkusz „{figures}”.",
    "The sheet “{working}” computes without rounding; only the sheet “{figures}” rounds.",
)
NUMBERS_OF_METHOD: Final = Text("Liczby metody", "Numbers of the method")
WHERE_UNKNOWN: Final = Text("Wartość, gdy dana jest nieznana", "Value that counts where an input is unknown")
PERIODS: Final = Text("Ile razy w roku", "Times a year")
WEIGHTS: Final = Text("Wagi odpowiedzi o gotowości", "Weights of the readiness answers")
FACTOR: Final = Text("Część potencjału", "Share of the potential")
ADOPTION: Final = Text("Część pracy, która przejdzie przez automatyzację", "Share of the work that goes through it")
MONTHS_LIST: Final = Text("Miesiące, w których szukamy zwrotu", "Months searched for the payback")
EASE_THRESHOLD: Final = Text("Próg łatwości", "Threshold of the ease")
NET_THRESHOLD: Final = Text(
    "Próg oszczędności netto: mediana dodatnich", "Threshold of the net savings: median of the positive ones"
)
QUADRANT_ORDER: Final = Text("Grupy, od pierwszej", "Quadrants, first ones first")
NOT_VALID: Final = Text("Dozwolone: od {low} do {high}.", "Allowed: from {low} to {high}.")
CHART_CASH: Final = Text("Skumulowane przepływy pieniężne, {currency}", "Cumulative cash flow, {currency}")
CHART_NET: Final = Text("Oszczędność netto rocznie, {currency}", "Net savings a year, {currency}")
CHART_MATRIX: Final = Text("Łatwość i oszczędność netto rocznie", "Ease and net savings a year")
PAGE: Final = Text("Strona &P z &N", "Page &P of &N")
