"""The forms for programs and spreadsheets: figures as they are stored, the same bytes on any day, nothing made up."""

import json
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest

from rendering.forms import render
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.json_form import render_json
from smartflow.reports.store import CONTENT_TYPES, Format
from tests.unit.reports import samples


@pytest.mark.parametrize("form", CONTENT_TYPES)
def test_a_report_is_the_same_file_whenever_it_is_rendered(form: Format) -> None:
    process = samples.process()
    document = process_report(process, samples.options())

    first, second = (render(form, document, [process], "process", full=True) for _ in range(2))

    assert first == second


def test_json_has_money_as_text_with_two_decimals_and_says_who_wrote_the_prose() -> None:
    process = samples.process("en")
    data = json.loads(
        render_json(process_report(process, samples.options("en")), [process], scope="process", full=True)
    )

    expected = data["processes"][0]["assessment"]["expected"]
    assert expected["net_savings_per_year"] == "19577.49"
    assert expected["payback_months"] == 7
    assert data["processes"][0]["analysis"]["model"] == "gpt-4o"
    assert data["machine_written"] is True
    assert data["portfolio"] is None
    assert data["processes"][0]["assessment"]["working"][0]["words"]
    assert not any(isinstance(value, float) for value in _values(data))


def _values(node: object) -> list[object]:
    if isinstance(node, dict):
        return [value for child in node.values() for value in _values(child)]
    if isinstance(node, list):
        return [value for child in node for value in _values(child)]
    return [node]


def test_json_has_its_version_the_ids_of_processes_and_tells_a_late_payback_from_an_unknown_one() -> None:
    own = uuid4()
    for figures, state in (
        (samples.invoices(), {"months": 7, "state": "known"}),
        (samples.losing(), {"months": None, "state": "not_within_36_months"}),
        (samples.figures(), {"months": None, "state": "unknown"}),
    ):
        process = replace(samples.process("en"), figures=figures, overrides=(), id=own)
        document = process_report(process, samples.options("en"))
        data = json.loads(render_json(document, [process], scope="process", full=True))

        assert data["schema_version"] == 2
        assert data["processes"][0]["id"] == str(own)
        assert data["processes"][0]["payback"]["expected"] == state


def test_json_has_the_decision_in_words() -> None:
    process = replace(samples.process("en"), overrides=())
    for scope, document in (
        ("process", process_report(process, samples.options("en"))),
        ("portfolio", portfolio_report([process], samples.options("en"))),
    ):
        data = json.loads(render_json(document, [process], scope=scope, full=True))  # type: ignore[arg-type]

        assert data["decision"]["answer"]
        assert [ask["label"] for ask in data["decision"]["asks"]] == ["Money", "People", "Time"]
        assert data["decision"]["steps"]


def test_json_leaves_what_is_unknown_null() -> None:
    process = replace(samples.process("en"), figures=samples.figures(), analysis=None)
    data = json.loads(
        render_json(process_report(process, samples.options("en")), [process], scope="process", full=True)
    )

    assert data["processes"][0]["assessment"]["expected"]["net_savings_per_year"] is None
    assert data["machine_written"] is False


def test_json_of_a_portfolio_of_one_has_its_totals_too() -> None:
    process = samples.process()
    data = json.loads(
        render_json(portfolio_report([process], samples.options()), [process], scope="portfolio", full=False)
    )

    assert Decimal(data["portfolio"]["totals"]["net"]) == Decimal("18000.00")


def test_a_workbook_says_in_its_first_sheet_that_it_is_an_estimate_and_who_wrote_the_prose() -> None:
    process = samples.process()
    document = process_report(process, samples.options())
    with zipfile.ZipFile(BytesIO(render("xlsx", document, [process], "process", full=True))) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        sheets = book.read("xl/workbook.xml").decode()

    assert "a nie porada finansowa ani podatkowa" in texts
    assert "napisał model językowy (gpt-4o)" in texts
    assert all(f'name="{name}"' in sheets for name in ("Streszczenie", "Liczby", "Obliczenia"))
    assert texts.count(process.title) >= 1
