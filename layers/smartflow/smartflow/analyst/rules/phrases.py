"""What the rules say apart from the advice on single signals, in each language. No numbers anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from smartflow.language.text import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.engine.advice import Improvement
    from smartflow.engine.verdict import Reason
    from smartflow.language.text import Language


class Phrase(ByLanguage[str]):
    """A sentence in each language: `<name>` takes words of the description or names, `{name}` is left to the number lock."""

    __slots__ = ()

    def say(self, language: Language, /, **values: str) -> str:
        """Return the sentence with its values."""
        text = self.of(language)
        for name, value in values.items():
            text = text.replace(f"<{name}>", value)
        return text


# What the description names
DOCUMENTS: Final = Phrase("dokumenty: <names>", "documents: <names>")
PEOPLE: Final = Phrase("osoby: <names>", "people: <names>")
PROGRAMS: Final = Phrase("programy: <names>", "programs: <names>")
MEANS: Final = Phrase("używane: <names>", "also used: <names>")
WORK: Final = Phrase("Opisane kroki: <steps>.", "Steps described: <steps>.")
LONGEST: Final = Phrase("Najdłuższy krok: <words> (<time>).", "The longest step is <words> (<time>).")
COST_OF: Final = Phrase(
    "<documents>: dziś {hours_annual} pracy i {cost_annual} rocznie.",
    "<documents>: {hours_annual} of work and {cost_annual} a year today.",
)
COST_TODAY: Final = Phrase(
    "Dziś to {hours_annual} pracy i {cost_annual} rocznie.",
    "Today this takes {hours_annual} of work and costs {cost_annual} a year.",
)
NOTHING_MEASURED: Final = Phrase(
    "W opisie brakuje danych do obliczeń: jak często, jak długo, ile osób.",
    "Nothing can be computed yet: the description does not say how often, how long or how many people.",
)
OTHER_LANGUAGE: Final = Phrase(
    "Opis jest w języku, którego wbudowane reguły nie rozumieją. Czytają po polsku i po angielsku.",
    "The description is in a language that the rules cannot read. They read Polish and English.",
)
IN_THE_TEXT: Final = Phrase("W opisie: <quote>.", "In the description: <quote>.")

# The verdict
CONDITION: Final = Phrase(
    "Wynik zależy od tego, czy zgadzają się te dane z opisu: <quotes>.",
    "The result depends on whether this is right: <quotes>.",
)
NET: Final = Phrase(
    "Oczekiwana oszczędność netto (<about>): {net_annual} rocznie, "
    "a w scenariuszu ostrożnym {net_annual_conservative} rocznie.",
    "Expected net savings (<about>): {net_annual} a year; conservative estimate: {net_annual_conservative} a year.",
)
AFTERWARDS: Final = Phrase(
    "Potem automatyzacja (<about>) dałaby {net_annual} netto rocznie.",
    "After that, net savings from automating this (<about>) would be {net_annual} a year.",
)
START: Final = Phrase("Zacznij od kroku: <words>.", "Start with <words>.")
REASONS: Final[Mapping[Reason, Phrase]] = {
    "loses_when_cautious": Phrase(
        "W scenariuszu ostrożnym koszt wdrożenia się nie zwraca, więc najpierw wypróbuj jeden krok.",
        "In the conservative scenario the build cost is not paid back, so try a single step first.",
    ),
    "slow_payback": Phrase("Okres zwrotu jest długi: {payback}.", "Payback is slow: {payback}."),
    "hard": Phrase("Trudność wdrożenia jest {difficulty}.", "Difficulty: {difficulty}."),
    "unstable": Phrase(
        "Najpierw ustal jeden sposób pracy: automatyzacja utrwaliłaby to, co się dziś zmienia.",
        "Agree on one way of working first: automation would lock in what still varies.",
    ),
    "net_negative": Phrase(
        "Automatyzacja (<about>) dałaby {net_annual} netto rocznie: licencje i utrzymanie kosztowałyby więcej, niż wart jest "
        "zaoszczędzony czas.",
        "Net savings from automating this (<about>) would be {net_annual} a year: licences and maintenance would cost more "
        "than the time saved is worth.",
    ),
    "no_payback": Phrase(
        "Automatyzacja (<about>) dałaby {net_annual} netto rocznie: za mało, żeby zwrócił się koszt wdrożenia.",
        "Net savings from automating this (<about>) would be {net_annual} a year: too little to recover the build cost.",
    ),
}
LONGER_RUN: Final = Phrase(
    "Opłacałaby się, gdyby jedno wykonanie (<about>) trwało co najmniej {break_even_minutes}.",
    "It would pay off (<about>) if one run took at least {break_even_minutes}.",
)
CHEAPER_UPKEEP: Final = Phrase(
    "Nie przynosiłaby strat, gdyby licencje i utrzymanie kosztowały mniej niż {gross_annual} rocznie.",
    "There would be no loss if licences and maintenance cost less than {gross_annual} a year.",
)
CHEAPER_BUILD: Final = Phrase(
    "Zwróciłaby się, gdyby wdrożenie kosztowało znacznie mniej niż {build_cost}.",
    "It would pay for itself if the build cost were well below {build_cost}.",
)
BY_HAND: Final[Mapping[Improvement, Phrase]] = {
    "write_it_down": Phrase(
        "Bez automatyzacji pomoże spisanie kroków na jednej stronie.",
        "Even without automation, it helps to write the steps down on one page.",
    ),
    "prevent_errors": Phrase(
        "Bez automatyzacji pomoże zapobieganie błędom przy wpisywaniu.",
        "Even without automation, it helps to prevent errors when data is entered.",
    ),
    "fewer_exceptions": Phrase(
        "Bez automatyzacji pomoże stała zasada dla najczęstszego wyjątku.",
        "Even without automation, a fixed rule for the most frequent exception helps.",
    ),
    "one_person_fewer": Phrase(
        "Bez automatyzacji pomoże taki podział pracy, żeby kilka osób nie robiło tego samego naraz.",
        "Even without automation, it helps to divide the work so that fewer people do it together.",
    ),
}
MISSING: Final = Phrase(
    "Opis nie określa jednoznacznie tych danych: <names>.", "Not clear from the description: <names>."
)
MISSING_BESIDE: Final = Phrase(
    "Opis podaje <quotes>, ale nie określa jednoznacznie tych danych: <names>.",
    "The description gives <quotes>. Still not clear: <names>.",
)
OPEN: Final = Phrase("Opis podaje różne wartości: <a> i <b>.", "The description contradicts itself: <a> or <b>.")

# The plan
PHASE_TIDY: Final = Phrase("Porządki: <topic>", "Preparation: <topic>")
PHASE_PILOT: Final = Phrase("Pilotaż: <topic>", "Pilot: <topic>")
PHASE_BUILD: Final = Phrase("Wdrożenie: <topic>", "Roll-out: <topic>")
SETTLE: Final = Phrase("Ustal, co jest prawdą: <a> czy <b>.", "Find out which is right: <a> or <b>.")
STOPWATCH: Final = Phrase(
    "Zmierz kilka razy czas tego kroku, bo opis go nie podaje: <words>.",
    "Measure a few times how long this takes, as the description does not say: <words>.",
)
COMPARE: Final = Phrase(
    "Porównaj nowy czas z podanym w opisie: <time>.", "Compare the new time with the one in the description: <time>."
)
TRAIN: Final = Phrase("Do przeszkolenia: <names>.", "Train these people: <names>.")
VARIANTS: Final = (
    Phrase("Do usprawnienia bez nowych programów: <steps>.", "Without new software: <steps>."),
    Phrase("Dodatkowo z programem: <steps>.", "Also with software: <steps>."),
    Phrase("Dodatkowo ze szkicami pisanymi przez AI: <steps>.", "Also with drafts written by AI: <steps>."),
)
HOURS_OF: Final = Phrase(
    "<documents>: o {hours_saved_annual} mniej pracy ręcznej rocznie.",
    "<documents>: {hours_saved_annual} less manual work a year.",
)
RESULT_HOURS: Final = Phrase(
    "Mniej pracy ręcznej: o {hours_saved_annual} rocznie.", "Less manual work: {hours_saved_annual} a year."
)
RESULT_ERRORS: Final = Phrase("Mniej takich błędów: <words>.", "Less often: <words>.")
RISK_UNKNOWN: Final = Phrase(
    "<systems>: nie wiemy, czy można tu wymieniać dane z innymi programami.",
    "We do not know whether <systems> can exchange data with other programs.",
)
ASK_VENDOR: Final = Phrase(
    "Zapytaj dostawcę o eksport, import i API: <systems>.",
    "Ask the vendor about export, import and an API (<systems>).",
)
MEASURE_TIME: Final = Phrase("Czas: <words>", "Time: <words>")
MEASURE_VOLUME: Final = Phrase("Liczba wykonań: <quote>", "Volume: <quote>")
MEASURE_ERRORS: Final = Phrase("Błędy: <words>", "Errors: <words>")
BASELINE: Final = Phrase("Punkt wyjścia z opisu: <quote>.", "Baseline from the description: <quote>.")
COUNT_THEM: Final = Phrase("Licz tak samo przed zmianą i po niej.", "Count them the same way before and after.")
NET_CAUTIOUS: Final = Phrase(
    "Oszczędność netto (<about>): {net_annual_conservative} rocznie.",
    "Net savings (<about>): {net_annual_conservative} a year.",
)
NET_EXPECTED: Final = Phrase(
    "Oszczędność netto (<about>): {net_annual} rocznie.", "Net savings (<about>): {net_annual} a year."
)
NET_BEST: Final = Phrase(
    "Oszczędność netto (<about>): {net_annual_optimistic} rocznie.",
    "Net savings (<about>): {net_annual_optimistic} a year.",
)
NET_IF_MORE: Final = Phrase(
    "Częściej niż w opisie: <words>. Oszczędność netto: {net_annual_conservative} rocznie.",
    "More often than the description says: <words>. Net savings: {net_annual_conservative} a year.",
)
NET_AS_SAID: Final = Phrase(
    "Tak jak w opisie: <words>. Oszczędność netto: {net_annual} rocznie.",
    "As often as the description says: <words>. Net savings: {net_annual} a year.",
)
NET_IF_LESS: Final = Phrase(
    "Rzadziej niż w opisie: <words>. Oszczędność netto: {net_annual_optimistic} rocznie.",
    "Less often than the description says: <words>. Net savings: {net_annual_optimistic} a year.",
)

# Tools
OWNED: Final = Phrase("Według opisu już używane: <words>.", "Already in use: <words>.")
CONNECTS: Final = Phrase("Łączy się z używanymi programami: <names>.", "Connects with what is already in use: <names>.")
TRY_FIRST: Final = Phrase(
    "Przed zakupem sprawdź połączenie z używanymi programami: <names>.",
    "Before buying, check that it connects with <names>.",
)
NO_CONNECTION: Final = Phrase("Nie znamy gotowego połączenia: <names>.", "We know of no connection with <names>.")
SELF_HOSTED: Final = Phrase(
    "Na własnym serwerze wymaga administratora.", "On your own server it needs an administrator."
)

# Questions
IS_IT: Final = Phrase("Czy ten fragment podaje właściwą wartość (<name>): <quote>?", "Does <quote> give the <name>?")
WHICH: Final = Phrase(
    "Który z tych fragmentów podaje właściwą wartość (<name>): <quotes>?", "Which of these gives the <name>: <quotes>?"
)
OR: Final = Phrase(", ", " or ")
