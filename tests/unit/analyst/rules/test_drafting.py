"""The rules speak of this process: its steps, people, documents and systems in its own words, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, check
from smartflow.analyst.rules import phrases
from smartflow.analyst.rules.advice import advice
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.rules.vocabulary import vocabulary
from smartflow.language.text import LANGUAGES, ByLanguage, Language
from tests.unit.analyst.builders import task

LAB = """KARTA PROCESU
Liczba sprawozdań: 380 / mies.
Przepisanie wyników z kart: 11 min / sprawozdanie
Sprawdzenie przez kierownika: 4 min / sprawozdanie
Wysłanie do klienta: 2 min / sprawozdanie
Koszt pracy asystenta: 46 zł/h
"""
DEPOT = (
    "The dispatcher types every delivery note into the Munikom system, that takes 6 minutes each. Then the clerk scans the receipts "
    "and files them away, 2 minutes. Checking the CMRs is a different job. Can a computer do that?"
)


def test_steps_are_those_of_the_text_in_its_words_with_their_minutes() -> None:
    steps = draft(task(LAB)).steps
    assert [step.quote for step in steps] == LAB.splitlines()[2:5]
    assert [step.name for step in steps] == [
        "Przepisywanie: wyniki badań",
        "Sprawdzanie: sprawozdania",
        "Wysyłanie: sprawozdania",
    ]
    assert "„Przepisanie wyników z kart: 11 min / sprawozdanie”" in steps[0].today


def test_people_documents_and_programs_of_the_text_are_named() -> None:
    written = draft(replace(task(DEPOT, "en"), title="Notes"))
    assert "delivery notes" in written.summary
    assert "“dispatcher”, “clerk”" in written.summary
    assert "“Munikom”" in written.summary
    assert any("“Munikom”" in problem.problem for problem in written.problems)


def test_other_activities_and_wishes_are_no_steps() -> None:
    quotes = [step.quote for step in draft(task(DEPOT, "en")).steps]
    assert len(quotes) >= 2
    assert not any("CMR" in quote or "computer" in quote for quote in quotes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_the_text_stand_unchanged_in_an_analysis_of_either_language(language: Language) -> None:
    written = draft(task(LAB, language))
    assert "Przepisanie wyników z kart" in written.summary
    assert "Przepisanie wyników z kart: 11 min / sprawozdanie" in written.steps[0].today


def test_where_the_text_names_nothing_little_is_said() -> None:
    written = draft(replace(task("Jest dużo pracy i chcemy to poprawić. Prosimy o pomoc.", "pl"), title="Praca"))
    assert [*written.steps, *written.problems, *written.tools, *written.roadmap, *written.risks] == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Karty wypełniane są na papierze i przepisywane ręcznie.", "readiness.digital_input", "2"),
        ("Pracujemy według instrukcji DZ-14, zgodnie z procedurą zakładu.", "readiness.documentation", "4"),
        ("The rules keep changing, so every week we do it in another way.", "readiness.stability", "2"),
        ("It is all in her head and nothing is written down anywhere.", "readiness.documentation", "2"),
    ],
)
def test_readiness_is_suggested_from_what_was_read_with_its_words(text: str, field: str, value: str) -> None:
    suggested = {one.field: one for one in draft(task(text)).suggested_inputs}
    assert suggested[field].value == value  # type: ignore[index]
    assert suggested[field].quote in text  # type: ignore[index]


def test_an_ordinary_text_without_such_words_suggests_no_readiness() -> None:
    text = "We type 40 orders a day into the program, five minutes each."
    assert not [one for one in draft(task(text, "en")).suggested_inputs if one.field.startswith("readiness.")]


def test_our_own_sentences_keep_the_number_lock() -> None:
    data, words = advice(), vocabulary()
    variants = [
        texts
        for signal in data.signals
        for texts in (signal.problem, signal.action, signal.first_step, signal.risk, signal.mitigation)
        if texts
    ]
    variants += [action.why for action in words.actions]
    variants += [question.asked for question in data.questions.values() if question.asked]
    labels = [noun.name for noun in (*words.documents, *words.means)] + [action.name for action in words.actions]
    labels += [signal.topic for signal in data.signals] + [*data.names.values()]
    labels += [question.general for question in data.questions.values()]
    labels += [phrase for phrase in vars(phrases).values() if isinstance(phrase, ByLanguage)]
    labels += [*phrases.REASONS.values(), *phrases.BY_HAND.values(), *phrases.VARIANTS]
    texts = [text for variant in variants for language in LANGUAGES for text in variant.of(language)]
    texts += [label.of(language) for label in labels for language in LANGUAGES]
    allowed = AllowedSources(SourceText(""))
    assert [broken for text in texts for broken in check(text.replace("<", "").replace(">", ""), allowed)] == []
