"""What the rules say apart from the advice on single signals, in each language. No numbers anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from smartflow.analyst.schema import DraftMeasure, DraftRisk, Scenarios
from smartflow.language.text import ByLanguage


@dataclass(frozen=True)
class Phrases:
    """`{}` takes a list of names or the user's own words; `{name}` is a placeholder of the number lock.

    `scenarios` say under which conditions each scenario comes true, `scenario_results` what it then saves.
    """

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
    risks: list[DraftRisk]
    monitoring: list[DraftMeasure]
    scenarios: Scenarios
    scenario_results: Scenarios
    no_connection: str
    outside_eu: str
    self_hosted: str
    check_scope: str
    best_for: str


PHRASES: Final = ByLanguage(
    pl=Phrases(
        effort_in="Z opisu wynika, że najwięcej pracy pochłaniają: {}.",
        tools_named="Wymienione narzędzia: {}.",
        cost_today="Dziś ten proces pochłania {hours_annual} pracy i kosztuje {cost_annual} rocznie.",
        nothing_measured=(
            "W opisie brakuje danych do obliczeń: jak często wykonuje się tę pracę, ile trwa i ile osób się nią zajmuje."
        ),
        other_language=(
            "Opis jest w języku, którego wbudowane reguły nie rozumieją. Czytają po polsku i po angielsku, "
            "więc odczytały niewiele."
        ),
        today="W opisie: „{}”.",
        some_inputs="podstawowych danych",
        verdict_unknown="Nie da się jeszcze powiedzieć, czy automatyzacja się opłaci: brakuje {}.",
        verdict_no_number="Odpowiedz na pytania poniżej, a obliczymy oszczędność.",
        verdict_contradicted=(
            "Nie da się jeszcze powiedzieć, czy automatyzacja się opłaci, bo opis zawiera sprzeczne dane. "
            "Wskaż prawdziwe, a obliczymy oszczędność."
        ),
        verdict_not_now=(
            "Jeszcze nie teraz: najpierw ustal jeden sposób pracy, bo automatyzacja utrwali to, co dziś się zmienia."
        ),
        verdict_negative="Przy tych danych automatyzacja się nie opłaca: wynik netto to {net_annual} rocznie.",
        verdict_by_hand="Taniej wyjdzie uprościć kroki bez automatyzacji i wrócić do tematu, gdy pracy przybędzie.",
        verdict_marginal=(
            "Na granicy opłacalności: w scenariuszu oczekiwanym netto {net_annual} rocznie, "
            "a w ostrożnym {net_annual_conservative} rocznie."
        ),
        verdict_easy="Warto i można zacząć od razu: trudność wdrożenia jest {difficulty}.",
        verdict_medium="Warto, ale etapami: trudność wdrożenia jest {difficulty}.",
        verdict_hard="Może się opłacić, ale wymaga przygotowań: trudność wdrożenia jest {difficulty}.",
        verdict_figures="Oczekiwana oszczędność netto to {net_annual} rocznie.",
        verdict_start="Zacznij od kroku: {}.",
        result_hours="Mniej pracy ręcznej: {hours_saved_annual} rocznie w scenariuszu oczekiwanym.",
        results_money=[
            "Oszczędność netto: {net_annual} rocznie, a w scenariuszu ostrożnym {net_annual_conservative} rocznie.",
            "Czas zwrotu nakładów: {payback}.",
        ],
        result_quality="Mniej poprawek, bo dane wprowadza się raz i od razu sprawdza.",
        variant_basic=(
            "Uporządkowanie pracy i wykorzystanie funkcji programów, które już masz. "
            "Najniższy koszt, ograniczony efekt."
        ),
        variant_standard=(
            "Połączenie programów gotowymi integracjami, bez przepisywania danych. Najlepszy punkt wyjścia."
        ),
        variant_premium=(
            "Pełna automatyzacja z obsługą wyjątków i asystentem AI tam, gdzie pomaga. "
            "Wymaga utrzymania i osoby odpowiedzialnej."
        ),
        phase_tidy="Uporządkowanie",
        phase_pilot="Pilotaż",
        phase_build="Wdrożenie",
        phase_keep="Utrzymanie i doskonalenie",
        settle="Wyjaśnij sprzeczne dane z opisu, bo od nich zależy wynik.",
        measure="Przez tydzień mierz czas i liczbę powtórzeń, żeby mieć punkt odniesienia.",
        stopwatch="Zmierz stoperem, ile trwa kilka wykonań, i zapisz wyniki: na tym czasie opierają się obliczenia.",
        pilot_compare="Porównaj czas i błędy z punktem odniesienia, zanim zdecydujesz o reszcie.",
        train="Przeszkol osoby, które wykonują tę pracę, i wyznacz opiekuna rozwiązania.",
        keep=[
            "Co miesiąc sprawdzaj czas, błędy i odłożone wyjątki.",
            "Aktualizuj dane w tej analizie i porównuj jej wersje.",
        ],
        risks=[
            DraftRisk(
                risk="Ludzie nie zmienią przyzwyczajeń i będą pracować po staremu obok nowego narzędzia.",
                mitigation="Zaproś ich do udziału już w pilotażu i w uzgodnionym dniu wyłącz stary sposób pracy.",
            ),
            DraftRisk(
                risk="Dostawca zmieni ceny lub warunki.",
                mitigation="Sprawdź, czy da się wyeksportować dane i reguły, i opisz, jak przejść do innego dostawcy.",
            ),
        ],
        monitoring=[
            DraftMeasure(
                measure="Czas jednego wykonania",
                how="Opiekun procesu co miesiąc mierzy go na próbce i porównuje z punktem odniesienia.",
            ),
            DraftMeasure(
                measure="Udział błędów i poprawek",
                how="Liczony z rejestru odrzuconych pozycji i omawiany z zespołem co miesiąc.",
            ),
            DraftMeasure(
                measure="Udział spraw obsłużonych bez człowieka",
                how="Po uruchomieniu odczytywany co tydzień z dziennika narzędzia.",
            ),
            DraftMeasure(
                measure="Zaległości i czas oczekiwania",
                how="Widoczne na wspólnej tablicy i sprawdzane na początku tygodnia.",
            ),
            DraftMeasure(
                measure="Koszt licencji i utrzymania",
                how="Porównywany z założeniami tej analizy przy każdej fakturze od dostawcy.",
            ),
        ],
        scenarios=Scenarios(
            conservative="Część osób pracuje po staremu, a wyjątków jest więcej, niż wynika z opisu.",
            expected="Zespół przechodzi na nowy sposób pracy, a wyjątkami zajmują się ludzie.",
            optimistic="Dane wejściowe są uporządkowane i niemal wszystkie sprawy przechodzą nową drogą.",
        ),
        scenario_results=Scenarios(
            conservative="Oszczędność netto wynosi wtedy {net_annual_conservative} rocznie.",
            expected="Oszczędność netto wynosi wtedy {net_annual} rocznie.",
            optimistic="Oszczędność netto wynosi wtedy {net_annual_optimistic} rocznie.",
        ),
        no_connection="Nie znamy potwierdzonego połączenia z narzędziami wymienionymi w opisie.",
        outside_eu="Dostawca ma siedzibę poza Unią Europejską, więc sprawdź podstawę prawną przekazywania danych.",
        self_hosted="Na własnym serwerze wymaga opieki administratora.",
        check_scope="Sprawdź na próbnych danych, czy obejmuje Twoje wyjątki.",
        best_for="Gdy najważniejsze jest: {}.",
    ),
    en=Phrases(
        effort_in="According to the description, most of the work goes into: {}.",
        tools_named="Tools mentioned: {}.",
        cost_today="Today this process takes {hours_annual} of work and costs {cost_annual} a year.",
        nothing_measured=(
            "The description gives nothing to calculate with: how often the work is done, how long it takes, "
            "how many people do it."
        ),
        other_language=(
            "The description is in a language that the built-in rules do not understand. They read Polish and English, "
            "so they found little."
        ),
        today="In the description: “{}”.",
        some_inputs="basic inputs",
        verdict_unknown="It is too early to say whether automation would pay off. Still missing: {}.",
        verdict_no_number="Answer the questions below and we will calculate the savings.",
        verdict_contradicted=(
            "It is too early to say whether automation would pay off, because the description contradicts itself. "
            "Choose what is true and we will calculate the savings."
        ),
        verdict_not_now=(
            "Not yet: agree on one way of working first, because automation will lock in whatever still varies today."
        ),
        verdict_negative="With these inputs automation does not pay off: the net result is {net_annual} a year.",
        verdict_by_hand="It is cheaper to simplify the steps without automation and come back when the volume grows.",
        verdict_marginal=(
            "Barely worth it: net savings of {net_annual} a year in the expected scenario and "
            "{net_annual_conservative} a year in the conservative scenario."
        ),
        verdict_easy="Worth doing, and you can start right away: the difficulty is {difficulty}.",
        verdict_medium="Worth doing in stages: the difficulty is {difficulty}.",
        verdict_hard="It may pay off but needs preparation: the difficulty is {difficulty}.",
        verdict_figures="The expected net savings are {net_annual} a year.",
        verdict_start="Start with this step: {}.",
        result_hours="Less manual work: {hours_saved_annual} a year in the expected scenario.",
        results_money=[
            "Net savings: {net_annual} a year, and {net_annual_conservative} a year in the conservative scenario.",
            "Payback time: {payback}.",
        ],
        result_quality="Fewer corrections, because data is entered once and checked straight away.",
        variant_basic=(
            "Tidy up the work and use the features of programs you already have. Lowest cost, limited effect."
        ),
        variant_standard=(
            "Connect the programs with ready-made integrations, so that nothing is retyped. The best place to start."
        ),
        variant_premium=(
            "Automate fully, exceptions included, with an AI assistant where it helps. Needs maintenance and an owner."
        ),
        phase_tidy="Tidying up",
        phase_pilot="Pilot",
        phase_build="Roll-out",
        phase_keep="Maintenance and improvement",
        settle="Clear up the contradictory statements in the description: the result depends on them.",
        measure="Record times and the number of runs for a week to have a baseline.",
        stopwatch="Time a few runs with a stopwatch and write down the results: the figures are based on that time.",
        pilot_compare="Compare times and errors with the baseline before deciding on the rest.",
        train="Train the people who do the work and name an owner for the solution.",
        keep=[
            "Check times, errors and the exceptions put aside every month.",
            "Update the inputs of this analysis and compare its versions.",
        ],
        risks=[
            DraftRisk(
                risk="People may keep their old habits and go on working as before alongside the new tool.",
                mitigation="Involve them from the pilot on, and switch off the old way of working on an agreed day.",
            ),
            DraftRisk(
                risk="The vendor may change its prices or terms.",
                mitigation="Check that data and rules can be exported, and describe how to move to another vendor.",
            ),
        ],
        monitoring=[
            DraftMeasure(
                measure="Time per run",
                how="The process owner measures it on a sample every month and compares it with the baseline.",
            ),
            DraftMeasure(
                measure="Share of errors and corrections",
                how="Taken from the log of rejected records and discussed with the team every month.",
            ),
            DraftMeasure(
                measure="Share of cases handled without a person",
                how="Read from the tool's log every week after the launch.",
            ),
            DraftMeasure(
                measure="Backlog and waiting time",
                how="Shown on a shared board and checked at the start of the week.",
            ),
            DraftMeasure(
                measure="Cost of licences and maintenance",
                how="Compared with the assumptions of this analysis whenever the vendor sends an invoice.",
            ),
        ],
        scenarios=Scenarios(
            conservative=(
                "Some people keep working as before, and there are more exceptions than the description suggests."
            ),
            expected="The team adopts the new way of working, and people deal with the exceptions.",
            optimistic="The input data is in order, and nearly every case goes the new way.",
        ),
        scenario_results=Scenarios(
            conservative="The net savings are then {net_annual_conservative} a year.",
            expected="The net savings are then {net_annual} a year.",
            optimistic="The net savings are then {net_annual_optimistic} a year.",
        ),
        no_connection="We know of no confirmed connection with the tools in the description.",
        outside_eu=("The vendor is based outside the European Union, so check the legal basis for transferring data."),
        self_hosted="On your own server it needs an administrator.",
        check_scope="Test with sample data whether it covers your exceptions.",
        best_for="When this matters most: {}.",
    ),
)
