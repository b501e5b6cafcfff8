"""A model that answers in another language is noticed; short or mixed prose passes."""

import pytest

from smartflow.analyst.checking.drafts import prose
from smartflow.analyst.checking.prose_language import is_written_in
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.schema import Depth
from smartflow.language.text import Language
from tests.evaluation.cases import CASES, Case
from tests.evaluation.measure import task_for

PROSE = {
    "pl": "Dział księgowości przepisuje faktury ręcznie do programu, a potem jeszcze raz sprawdza kwoty. Warto to zmienić.",
    "en": "The accounting team types the invoices into the program by hand and then checks the amounts again.",
    "de": "Die Buchhaltung tippt die Rechnungen von Hand ab und prüft sie dann noch einmal mit dem Programm.",
    "uk": "Бухгалтерія вручну вводить рахунки в програму, а потім ще раз перевіряє суми з банком.",
}


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("written", sorted(PROSE))
def test_the_language_of_prose_is_recognised(language: Language, written: str) -> None:
    assert is_written_in(language, [PROSE[written]]) is (language == written)


@pytest.mark.parametrize("text", ["", "OK", "KSeF, Comarch ERP Optima, InPost", "Pilot."])
def test_what_is_too_short_to_decide_passes(text: str) -> None:
    assert is_written_in("pl", [text])
    assert is_written_in("en", [text])


@pytest.mark.parametrize("depth", ["basic", "deep", "expert"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_whole_analysis_is_taken_for_the_language_it_is_in_and_no_other(case: Case, depth: Depth) -> None:
    task = task_for(case, depth)
    texts = [text for _, text in prose(draft(task))]
    other: Language = "en" if task.language == "pl" else "pl"
    assert is_written_in(task.language, texts)
    assert not is_written_in(other, texts)
