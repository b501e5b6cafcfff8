"""Words of the method that belong to no single formula: units, numbers it uses, rules, and what it leaves out."""

from decimal import Decimal
from typing import Final

from smartflow.engine.declaration import SymbolUnit
from smartflow.engine.portfolio import EASE_THRESHOLD
from smartflow.engine.sensitivity import SWING
from smartflow.engine.symbols import (
    ANSWERS_NEEDED,
    CEILING,
    EASY_FROM,
    HORIZON_MONTHS,
    MEDIUM_FROM,
    POTENTIAL_CAP_PERCENT,
    UNANSWERED,
)
from smartflow.language.text import Text

UNITS: Final[dict[SymbolUnit, Text]] = {
    "runs": Text(pl="wykonania", en="runs"),
    "minutes": Text(pl="minuty", en="minutes"),
    "hours": Text(pl="godziny", en="hours"),
    "money": Text(pl="kwota w walucie konta", en="money in the account's currency"),
    "percent": Text(pl="procent", en="percent"),
    "points": Text(pl="punkty", en="points"),
    "months": Text(pl="miesiące", en="months"),
    "level": Text(pl="poziom", en="level"),
    "number": Text(pl="liczba", en="number"),
    "days": Text(pl="dni", en="days"),
    "answer": Text(pl="odpowiedź od 1 do 5", en="answer from 1 to 5"),
    "choice": Text(pl="wybór", en="choice"),
}

#: Limits and thresholds: name, words, value, unit.
LIMITS: Final[tuple[tuple[str, Text, Decimal, SymbolUnit], ...]] = (
    (
        "ceiling",
        Text(
            pl="Najwyższa część pracy, którą można zautomatyzować, przy najlepszych odpowiedziach",
            en="Largest share of the work that can be automated, with the best answers",
        ),
        100 * CEILING,
        "percent",
    ),
    (
        "cap",
        Text(pl="Najwyższy potencjał w jakimkolwiek scenariuszu", en="Highest potential in any scenario"),
        POTENTIAL_CAP_PERCENT,
        "percent",
    ),
    (
        "answers_needed",
        Text(
            pl="Tyle odpowiedzi o gotowości potrzeba, by obliczyć potencjał",
            en="Readiness answers needed before the potential is computed",
        ),
        Decimal(ANSWERS_NEEDED),
        "number",
    ),
    (
        "unanswered",
        Text(
            pl="Tak liczy się brak odpowiedzi w łatwości wdrożenia",
            en="What an unknown answer counts as in the ease of automation",
        ),
        Decimal(UNANSWERED),
        "answer",
    ),
    (
        "horizon",
        Text(pl="Okres, w którym szukamy zwrotu", en="Period in which a payback is looked for"),
        Decimal(HORIZON_MONTHS),
        "months",
    ),
    ("easy_from", Text(pl="Od tylu punktów wdrożenie jest łatwe", en="Easy from"), Decimal(EASY_FROM), "points"),
    (
        "medium_from",
        Text(pl="Od tylu punktów jest średnie, poniżej trudne", en="Medium from, hard below"),
        Decimal(MEDIUM_FROM),
        "points",
    ),
    (
        "ease_threshold",
        Text(
            pl="Od tylu punktów proces leży po łatwej stronie macierzy",
            en="From here a process lies on the easy side of the matrix",
        ),
        EASE_THRESHOLD,
        "points",
    ),
    (
        "swing",
        Text(
            pl="O tyle zmienia się pojedynczą daną w analizie wrażliwości, w dół i w górę",
            en="How far sensitivity moves a single input, down and up",
        ),
        100 * SWING,
        "percent",
    ),
)

#: Rules by which figures are made from the formulas: name, title, words; the name of a formula stands for its title.
RULES: Final[tuple[tuple[str, Text, Text], ...]] = (
    (
        "rounding",
        Text(pl="Zaokrąglenia", en="Rounding"),
        Text(
            pl="Zaokrąglamy dopiero wynik: do podanej liczby miejsc, połówki w kierunku od zera. Wartości ujemne pokazujemy"
            " jako ujemne. W obliczeniach krok po kroku podajemy wartości z dokładnością do ośmiu miejsc.",
            en="Nothing is rounded before the last step. A result is rounded to the places given, half away from zero."
            " Negative values are shown as negative. The working writes values out to eight places.",
        ),
    ),
    (
        "unknown",
        Text(pl="Brakujące dane", en="Unknown inputs"),
        Text(
            pl="Zamiast brakującej danej przyjmujemy wartość domyślną wzorów. Gdzie jej nie ma, wynik pozostaje nieznany"
            " i podajemy, czego brakuje; brak nigdy nie liczy się jako zero. W procesach i analizach koszt godziny, licencję,"
            " koszt wdrożenia i odpowiedzi o gotowości bierzemy ponadto z tabeli wartości domyślnych i oznaczamy jako domyślne.",
            en="An unknown input counts as the default of the formulas. Where there is none, the result stays unknown and what"
            " is missing is named; it never counts as zero. Processes and analyses also take the cost of an hour, the licence,"
            " the build cost and readiness answers from the table of defaults, and mark them as defaults.",
        ),
    ),
    (
        "scenarios",
        Text(pl="Scenariusze", en="Scenarios"),
        Text(
            pl="Trzy scenariusze różnią się tylko współczynnikiem potencjału i stopniem wykorzystania. Współczynniki są"
            " założeniami autorów, a nie wynikiem badań.",
            en="The three scenarios differ only in the factor on the potential and in the adoption. The factors are the"
            " authors' assumptions, not the result of a survey.",
        ),
    ),
    (
        "break_even",
        Text(pl="Próg opłacalności", en="Break-even"),
        Text(
            pl="Najmniej minut lub wykonań, najniższy koszt godziny lub potencjał, przy którym scenariusz oczekiwany zwraca się"
            " w ciągu roku, gdy reszta się nie zmienia: oszczędność brutto jest wtedy taka, jak mówi wzór „{gross_needed}”."
            " Zaokrąglamy w górę do setnych.",
            en="The fewest minutes or runs, or the lowest cost of an hour or potential, with which the expected scenario pays"
            " back within a year, all else unchanged: gross savings then reach the result of the formula “{gross_needed}”."
            " Rounded up to hundredths.",
        ),
    ),
    (
        "sensitivity",
        Text(pl="Wrażliwość", en="Sensitivity"),
        Text(
            pl="Każdą znaną daną z osobna zmniejszamy i zwiększamy o część podaną w tabeli progów i za każdym razem obliczamy"
            " oszczędność netto w scenariuszu oczekiwanym. Wartość nie wychodzi poza to, co można wpisać.",
            en="Each known input alone is made smaller and larger by the share among the thresholds, and the expected net"
            " savings are computed each time. A value stays within what can be entered.",
        ),
    ),
    (
        "cash_flow",
        Text(pl="Przepływ narastająco", en="Cumulative cash flow"),
        Text(
            pl=f"Saldo po każdym z {HORIZON_MONTHS} miesięcy w scenariuszu oczekiwanym, według wzoru „{{balance}}”.",
            en=f"The balance after each of {HORIZON_MONTHS} months in the expected scenario, by the formula “{{balance}}”.",
        ),
    ),
    (
        "defaults_share",
        Text(pl="Udział wartości domyślnych", en="Share of defaults"),
        Text(
            pl="Część danych, które nie pochodzą od użytkownika: są domyślne albo odczytane z opisu; w pełnych procentach.",
            en="The share of inputs that the user did not give: defaults, or read from the description; in whole percent.",
        ),
    ),
    (
        "portfolio",
        Text(pl="Wiele procesów", en="Many processes"),
        Text(
            pl="Sumujemy to, co znane. Zwrot całości obliczamy z sumy przepływów procesów, których wszystkie kwoty są znane."
            " W macierzy progiem oszczędności jest mediana dodatnich oszczędności netto, a próg łatwości jest w tabeli progów."
            " Proces z ujemną oszczędnością netto zawsze lepiej zostawić bez zmian.",
            en="Totals add up what is known. The payback of the whole is computed from the sum of the cash flows of the"
            " processes whose amounts are all known. In the matrix the threshold of savings is the median of the positive net"
            " savings, and that of the ease is among the thresholds. A process with negative net savings is always to be left alone.",
        ),
    ),
    (
        "questions",
        Text(pl="Kolejność pytań", en="Order of questions"),
        Text(
            pl="Najpierw pytamy o to, bez czego nie ma wyniku, potem o to, co najbardziej zmienia oczekiwaną oszczędność netto"
            " między skrajnymi prawdopodobnymi odpowiedziami.",
            en="What the result cannot do without is asked first, then what moves the expected net savings most between the"
            " plausible answers at both ends.",
        ),
    ),
)

NOT_COMPUTED: Final[tuple[Text, ...]] = (
    Text(
        pl="Podatki: VAT, podatek dochodowy i to, czy wydatek jest kosztem podatkowym.",
        en="Taxes: VAT, income tax, and whether an expense is deductible.",
    ),
    Text(
        pl="Wartość pieniądza w czasie: bez dyskontowania, inflacji, kosztu kredytu i zmian kursów.",
        en="The value of money over time: no discounting, inflation, cost of credit or changes of exchange rates.",
    ),
    Text(
        pl="Podwyżki płac i cen licencji, wzrost i spadek liczby spraw: każdy rok jest jak pierwszy po rozruchu.",
        en="Rises in pay or licence prices, growth or decline in volume: each year is like the first after the ramp.",
    ),
    Text(
        pl="To, czy zaoszczędzone godziny zmniejszą wydatki: ich wartość to koszt godziny pracy, a nie mniejsza lista płac.",
        en="Whether hours saved lower what is paid: they are valued at the cost of an hour, not as a smaller payroll.",
    ),
    Text(
        pl="Skutki inne niż czas: przychody, jakość, zadowolenie klientów i pracowników, kary, ryzyko prawne.",
        en="Effects other than time: revenue, quality, satisfaction of customers and staff, penalties, legal risk.",
    ),
    Text(
        pl="Koszt szkoleń i zmiany nawyków, jeśli nie ma go w koszcie wdrożenia.",
        en="The cost of training and of changing habits, unless the build cost includes it.",
    ),
    Text(
        pl="Prawdopodobieństwo scenariuszy: trzy scenariusze to przykłady, a nie przedział ufności.",
        en="How likely a scenario is: the three are examples, not a confidence interval.",
    ),
)
