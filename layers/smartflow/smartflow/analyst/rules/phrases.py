"""What the rules analyst says apart from the advice on single signals, in both languages. No numerals anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from smartflow.language.text import Language


@dataclass(frozen=True)
class Phrases:
    """`{}` takes a list of names or the user's own words; `{name}` is a placeholder of the number lock."""

    effort_in: str
    tools_named: str
    cost_today: str
    nothing_measured: str
    other_language: str
    today: str
    some_inputs: str
    verdict_unknown: str
    verdict_no_number: str
    verdict_contradicted: str
    verdict_not_now: str
    verdict_negative: str
    verdict_by_hand: str
    verdict_marginal: str
    verdict_easy: str
    verdict_medium: str
    verdict_hard: str
    verdict_figures: str
    verdict_start: str
    result_hours: str
    results_money: list[str]
    result_quality: str
    variant_basic: str
    variant_standard: str
    variant_premium: str
    phase_tidy: str
    phase_pilot: str
    phase_build: str
    phase_keep: str
    settle: str
    measure: str
    stopwatch: str
    pilot_compare: str
    train: str
    keep: list[str]
    risks: list[tuple[str, str]]
    monitoring: list[tuple[str, str]]
    scenarios: dict[str, tuple[str, str]]
    no_connection: str
    outside_eu: str
    self_hosted: str
    check_scope: str
    best_for: str


PHRASES: Final[dict[Language, Phrases]] = {
    "pl": Phrases(
        effort_in="Z opisu wynika, że praca skupia się tutaj: {}.",
        tools_named="Wymienione narzędzia: {}.",
        cost_today="Dziś ten proces to {hours_annual} pracy i {cost_annual} rocznie.",
        nothing_measured="W opisie nie ma wielkości, które dałoby się policzyć: jak często, jak długo, ile osób.",
        other_language=(
            "Opis jest w języku, którego reguły nie czytają; rozumieją polski i angielski, więc odczytały niewiele."
        ),
        today="W opisie: „{}”.",
        some_inputs="podstawowych danych",
        verdict_unknown="Nie da się jeszcze powiedzieć, czy warto: brakuje {}.",
        verdict_no_number="Odpowiedz na pytania poniżej, a oszczędność policzy się sama.",
        verdict_contradicted=(
            "Nie da się jeszcze powiedzieć, czy warto, bo opis podaje sprzeczne dane. "
            "Wybierz prawdziwe, a oszczędność policzy się sama."
        ),
        verdict_not_now=(
            "Jeszcze nie teraz: najpierw ustal jeden sposób pracy, bo automatyzacja utrwali to, co dziś się zmienia."
        ),
        verdict_negative="Przy tych danych automatyzacja się nie opłaca: wynik netto to {net_annual} rocznie.",
        verdict_by_hand="Taniej wyjdzie uprościć kroki ręcznie i wrócić do tematu, gdy pracy przybędzie.",
        verdict_marginal=(
            "Na granicy opłacalności: netto {net_annual} rocznie, a licząc ostrożnie {net_annual_conservative} rocznie."
        ),
        verdict_easy="Warto i da się zacząć od razu: trudność wdrożenia jest {difficulty}.",
        verdict_medium="Warto, ale etapami: trudność wdrożenia jest {difficulty}.",
        verdict_hard="Może się opłacić, lecz wymaga przygotowania: trudność wdrożenia jest {difficulty}.",
        verdict_figures="Oczekiwana oszczędność netto to {net_annual} rocznie.",
        verdict_start="Zacznij od kroku: {}.",
        result_hours="Mniej pracy ręcznej: {hours_saved_annual} rocznie w scenariuszu oczekiwanym.",
        results_money=[
            "Oszczędność netto: {net_annual} rocznie, a licząc ostrożnie {net_annual_conservative} rocznie.",
            "Czas zwrotu nakładów: {payback}.",
        ],
        result_quality="Mniej poprawek, bo dane są wprowadzane raz i sprawdzane od razu.",
        variant_basic=("Uporządkowanie pracy i funkcje programów, które już masz. Najniższy koszt, efekt częściowy."),
        variant_standard="Połączenie programów gotowymi integracjami i usunięcie przepisywania. Najlepszy punkt wyjścia.",
        variant_premium=(
            "Pełna automatyzacja z obsługą wyjątków i asystentem AI tam, gdzie pomaga. Wymaga utrzymania i opiekuna."
        ),
        phase_tidy="Uporządkowanie",
        phase_pilot="Pilotaż",
        phase_build="Wdrożenie",
        phase_keep="Utrzymanie i poprawa",
        settle="Rozstrzygnij sprzeczne dane z opisu, bo od nich zależy wynik.",
        measure="Zmierz czas i liczbę powtórzeń przez tydzień, żeby mieć punkt odniesienia.",
        stopwatch="Zmierz stoperem kilka wykonań i zapisz wynik: czas jest podstawą wszystkich wyliczeń.",
        pilot_compare="Porównaj czas i błędy z punktem odniesienia, zanim zdecydujesz o reszcie.",
        train="Przeszkol osoby wykonujące pracę i wyznacz opiekuna rozwiązania.",
        keep=[
            "Co miesiąc sprawdzaj czas, błędy i odłożone wyjątki.",
            "Zaktualizuj dane w tej analizie i porównaj wersje.",
        ],
        risks=[
            (
                "Ludzie nie zmienią przyzwyczajeń i będą pracować po staremu obok nowego narzędzia.",
                "Włącz wykonawców od pilotażu i wyłącz stary sposób w ustalonym dniu.",
            ),
            (
                "Dostawca zmieni cenę albo warunki.",
                "Sprawdź, czy da się wyeksportować dane i zasady, i zapisz drogę wyjścia.",
            ),
        ],
        monitoring=[
            (
                "Czas jednego wykonania",
                "Opiekun procesu mierzy go na próbce co miesiąc i porównuje z punktem odniesienia.",
            ),
            ("Udział błędów i poprawek", "Liczony z rejestru odrzuconych pozycji, omawiany z zespołem co miesiąc."),
            ("Udział spraw obsłużonych bez człowieka", "Odczytywany z dziennika narzędzia co tydzień po uruchomieniu."),
            ("Zaległości i czas oczekiwania", "Widoczne na wspólnej tablicy, sprawdzane na początku tygodnia."),
            ("Koszt licencji i utrzymania", "Porównywany z założeniem tej analizy przy każdej fakturze dostawcy."),
        ],
        scenarios={
            "conservative": (
                "Część osób pracuje po staremu, a wyjątków jest więcej, niż widać w opisie.",
                "Oszczędność netto wynosi wtedy {net_annual_conservative} rocznie.",
            ),
            "expected": (
                "Zespół przechodzi na nowy sposób pracy, wyjątki zostają przy człowieku.",
                "Oszczędność netto wynosi {net_annual} rocznie.",
            ),
            "optimistic": (
                "Dane wejściowe są uporządkowane, a niemal wszystkie sprawy idą nową drogą.",
                "Oszczędność netto wynosi {net_annual_optimistic} rocznie.",
            ),
        },
        no_connection="Nie mamy potwierdzonego połączenia z narzędziami z opisu.",
        outside_eu="Dostawca ma siedzibę poza Unią Europejską, więc sprawdź podstawę przekazywania danych.",
        self_hosted="Na własnym serwerze wymaga opieki administratora.",
        check_scope="Sprawdź na próbnych danych, czy zakres odpowiada Twoim wyjątkom.",
        best_for="Gdy najważniejsze jest: {}.",
    ),
    "en": Phrases(
        effort_in="By the description, the work gathers here: {}.",
        tools_named="Tools named: {}.",
        cost_today="Today this process takes {hours_annual} of work and {cost_annual} a year.",
        nothing_measured="The description holds nothing that can be counted: how often, how long, how many people.",
        other_language=(
            "The description is in a language the rules do not read; they know Polish and English and found little."
        ),
        today="In the description: “{}”.",
        some_inputs="basic inputs",
        verdict_unknown="It cannot be said yet whether it pays: what is missing is {}.",
        verdict_no_number="Answer the questions below and the savings will be computed.",
        verdict_contradicted=(
            "It cannot be said yet whether it pays, because the description contradicts itself. "
            "Choose what is true and the savings will be computed."
        ),
        verdict_not_now=(
            "Not now: first agree on a single way of working, because automation sets in stone what still changes today."
        ),
        verdict_negative="With these inputs automation does not pay: the net result is {net_annual} a year.",
        verdict_by_hand="It is cheaper to simplify the steps by hand and come back when there is more work.",
        verdict_marginal=(
            "On the verge of paying: net {net_annual} a year, and with caution {net_annual_conservative} a year."
        ),
        verdict_easy="It is worth doing and can start at once: the difficulty is {difficulty}.",
        verdict_medium="It is worth doing in stages: the difficulty is {difficulty}.",
        verdict_hard="It may pay but needs preparation: the difficulty is {difficulty}.",
        verdict_figures="The expected net savings are {net_annual} a year.",
        verdict_start="Start with this step: {}.",
        result_hours="Less manual work: {hours_saved_annual} a year in the expected scenario.",
        results_money=[
            "Net savings: {net_annual} a year, or reckoned with caution {net_annual_conservative} a year.",
            "Time to pay back: {payback}.",
        ],
        result_quality="Fewer corrections, because data is entered once and checked at once.",
        variant_basic="Tidier work and features of the programs you already have. Lowest cost, partial effect.",
        variant_standard="Programs connected by ready integrations, no more retyping. The best place to begin.",
        variant_premium=(
            "Full automation with exceptions handled and an AI assistant where it helps. Needs upkeep and an owner."
        ),
        phase_tidy="Tidying up",
        phase_pilot="Pilot",
        phase_build="Roll-out",
        phase_keep="Upkeep and improvement",
        settle="Settle the contradicting statements in the description: the result depends on them.",
        measure="Measure time and number of runs for a week, to have a baseline.",
        stopwatch="Time some runs with a stopwatch and write it down: every figure rests on that time.",
        pilot_compare="Compare time and errors with the baseline before deciding on the rest.",
        train="Train the people who do the work and name an owner of the solution.",
        keep=[
            "Check time, errors and exceptions put aside every month.",
            "Update the inputs of this analysis and compare versions.",
        ],
        risks=[
            (
                "People may keep old habits and work as before beside the new tool.",
                "Involve those who do the work from the pilot on, and switch the old way off on an agreed day.",
            ),
            (
                "The vendor may change prices or terms.",
                "Check that data and rules can be exported, and write down the way out.",
            ),
        ],
        monitoring=[
            ("Time of a run", "The process owner measures it on a sample every month against the baseline."),
            (
                "Share of errors and corrections",
                "Taken from the log of rejected records, discussed with the team monthly.",
            ),
            ("Share of cases handled without a person", "Read from the tool's log every week after the launch."),
            ("Backlog and waiting time", "Shown on a shared board, checked at the start of the week."),
            ("Cost of licences and upkeep", "Compared with this analysis at every invoice of the vendor."),
        ],
        scenarios={
            "conservative": (
                "Some people keep working as before, and there are more exceptions than the description shows.",
                "Net savings are then {net_annual_conservative} a year.",
            ),
            "expected": (
                "The team moves to the new way, exceptions stay with people.",
                "Net savings are {net_annual} a year.",
            ),
            "optimistic": (
                "Input data is in order and nearly every case takes the new way.",
                "Net savings are {net_annual_optimistic} a year.",
            ),
        },
        no_connection="We have no confirmed connection with the tools of the description.",
        outside_eu="The vendor sits outside the European Union, so check the basis for transferring data.",
        self_hosted="On your own server it needs an administrator's care.",
        check_scope="Try with sample data whether its scope covers your exceptions.",
        best_for="When this matters most: {}.",
    ),
}
