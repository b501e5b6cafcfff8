"""What the page of a shared link shows says the same as the report's file, in each language, and stays small."""

from dataclasses import replace

from smartflow.language.text import LANGUAGES
from smartflow.reports.document.decision import process_decision
from smartflow.reports.document.wording import Wording
from smartflow.reports.shared_page import SharedPages, portfolio_pages, process_pages
from tests.unit.reports import samples


def test_a_process_has_its_decision_in_each_language_and_what_its_charts_need() -> None:
    process = samples.process()
    pages = SharedPages.model_validate_json(process_pages(process).model_dump_json())

    for language in LANGUAGES:
        shown, made = pages.decision.of(language), process_decision(process, Wording(language))
        assert (shown.answer, shown.reasons, shown.steps) == (made.answer, list(made.reasons), list(made.steps))
        assert [(ask.label, ask.text) for ask in shown.asks] == [(ask.label, ask.text) for ask in made.asks]
    assert pages.process is not None
    assert pages.process.cash_flow == process.assessment.cash_flow
    assert pages.matrix is None


def test_a_portfolio_shows_the_largest_of_many_in_its_matrix_and_no_more() -> None:
    base = replace(samples.process("en"), overrides=(), analysis=None)
    many = [replace(base, title=f"Process {number} " + "x" * 400) for number in range(60)]
    losing = replace(base, title="Loses", figures=samples.losing())
    unknown = replace(base, title="Unknown", figures=samples.figures())

    pages = portfolio_pages([*many, losing, unknown])

    assert pages.matrix is not None
    placed = [*pages.matrix.quick_wins, *pages.matrix.strategic, *pages.matrix.fill_ins, *pages.matrix.leave_alone]
    assert len(placed) == 40
    assert all(item.title.startswith("Process") for item in placed)
    assert len(pages.model_dump_json()) < 20_000
