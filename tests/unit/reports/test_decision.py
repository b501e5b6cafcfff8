"""The page of the decision: what a board needs for a yes or a no, from the figures in force alone."""

from dataclasses import replace

import pytest

from smartflow.engine.process_figures import ProcessFigures
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document.decision import Decision, portfolio_decision, process_decision
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.wording import Wording
from tests.unit.reports import samples


def decided(figures: ProcessFigures, language: Language = "en") -> Decision:
    process = replace(samples.process(language), figures=figures, overrides=())
    return process_decision(process, Wording(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_process_that_pays_asks_for_money_people_and_time_and_says_what_comes_next(language: Language) -> None:
    found = decided(samples.invoices(), language)

    assert len(found.reasons) == 3
    assert len(found.asks) == 3
    assert found.payback is not None
    assert found.risk is not None
    assert found.steps == tuple(samples.result(language).first_steps)
    assert found.settles == ()


def test_reasons_round_to_two_digits_and_name_the_range() -> None:
    reasons = " ".join(decided(samples.invoices()).reasons).replace("\u00a0", " ")

    assert "about PLN 46,000 a year" in reasons
    assert "PLN 8,800 to PLN 28,000 a year, most likely about PLN 20,000" in reasons


def test_nothing_is_asked_for_where_automating_does_not_pay() -> None:
    found = decided(samples.losing())

    assert found.asks == ()
    assert found.payback is None
    assert "lose money" in found.reasons[1]
    assert any("without automation" in step for step in found.steps)


def test_what_is_not_confirmed_is_named_as_what_would_settle_it() -> None:
    found = decided(samples.read_from_text())

    assert found.answer.startswith("If this is right")
    assert 1 <= len(found.settles) <= 3
    assert found.steps[0] == "Confirm the data that the result depends on."
    assert "16 of 20" in found.confidence.text


def test_where_too_little_is_known_the_reason_names_what_is_missing() -> None:
    found = decided(samples.figures())

    assert found.reasons == ("Missing: runs in a period, frequency, minutes per run.",)
    assert found.asks == ()
    assert found.risk is None
    assert found.steps == ("Give the missing data.",)


def test_values_set_by_hand_count_and_are_marked() -> None:
    own = (samples.by_hand("verdict", "Czekamy na KSeF."), samples.by_hand("net_savings_per_year", "15000"))
    found = process_decision(replace(samples.process("en"), overrides=own), Wording("en"))

    assert found.answer == "Czekamy na KSeF."
    assert found.answer_note == "Set by hand; computed: Automate now"
    assert "PLN\u00a015,000 (set by hand)" in found.reasons[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_portfolio_begins_with_the_first_three_of_its_ranking(language: Language) -> None:
    process = samples.process(language)
    whole = Whole(
        [
            *(replace(process, title=f"P{number}", overrides=()) for number in range(1, 5)),
            replace(process, title="P5", figures=samples.losing(), overrides=()),
        ]
    )
    found = portfolio_decision(whole, Wording(language))

    assert [step.partition(":")[0] for step in found.steps] == [item.title for item in whole.ranked[:3]]
    assert len(found.reasons) == 3
    assert len(found.asks) == 3
    assert found.risk is None
