"""The working can be followed with a calculator, in both languages."""

import re
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given

from smartflow.engine.estimate import Estimate, Inputs, WorkingLine, estimate
from smartflow.engine.formulas import SCENARIOS
from smartflow.engine.formulas_view import EXAMPLE
from smartflow.engine.working import Explanation, explain
from smartflow.language.text import Language
from tests.unit.engine.money_oracle import complete_inputs, usual_inputs

LANGUAGES: tuple[Language, ...] = get_args(Language)
INVOICES = EXAMPLE


def key_in(formula: str) -> Decimal:
    """Do what a person with a calculator does with the part of an English formula before the first equals sign."""
    keys = formula.split(" = ")[0].replace("\u2212", "-").replace("×", "*").replace("÷", "/").replace(",", "")
    keys = re.sub(r"(min|max)\(([\d.]+); (.+)\)$", r"\1(\2, \3)", keys)
    assert re.fullmatch(r"[-+*/()\d. ,]+|(min|max)\([-+*/()\d. ,]+", keys), keys
    keys = re.sub(r"\d+(\.\d+)?", r'Decimal("\g<0>")', keys)
    result = eval(keys, {"Decimal": Decimal, "min": min, "max": max})
    assert isinstance(result, Decimal)
    return result


def amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.-]", "", text.replace("\u2212", "-")))


@given(usual_inputs())
def test_every_line_gives_its_result_on_a_calculator(inputs: Inputs) -> None:
    for line in estimate(inputs).working:
        formula = explain(line, "en").formula
        if " = " in formula:
            result = formula.split(" = ")[1].split(" ≈ ")[-1]
            if line.name == "payback_months":
                result = re.split(", a month| after", result)[0]
            scale = max(abs(Decimal(value)) for value in line.values.values())
            places = len(str(amount(result)).partition(".")[2])
            allowed = Decimal(1).scaleb(-places) / 2 + scale * Decimal("1e-6")
            assert abs(key_in(formula) - amount(result)) <= allowed, formula


@given(complete_inputs())
def test_the_working_ends_in_the_figures_shown(inputs: Inputs) -> None:
    answer = estimate(inputs)
    for line in answer.working:
        shown = figure(answer, line)
        if shown != "not a figure":
            assert line.result == (None if shown is None else str(shown))


def figure(answer: Estimate, line: WorkingLine) -> object:
    return getattr(answer if line.scenario is None else getattr(answer, line.scenario), line.name, "not a figure")


def test_the_working_covers_every_figure_of_the_page() -> None:
    answer = estimate(INVOICES)
    common = {line.name for line in answer.working if line.scenario is None}
    assert {
        "runs_per_year",
        "minutes_of_work",
        "hours_per_year",
        "cost_per_year",
        "potential",
        "ease",
        "difficulty",
        "running_cost_per_year",
        "deduction.systems",
        "deduction.exceptions_percent",
        "deduction.readiness.stability",
        "deduction.readiness.digital_input",
    } == common
    for scenario in SCENARIOS:
        assert {line.name for line in answer.working if line.scenario == scenario} == {
            "scenario_potential",
            "hours_saved_per_year",
            "gross_savings_per_year",
            "net_savings_per_year",
            "first_year_net",
            "first_year_roi_percent",
            "payback_months",
        }


def explained(name: str, language: Language, inputs: Inputs = INVOICES, currency: str = "PLN") -> Explanation:
    line = next(line for line in estimate(inputs).working if line.name == name and line.scenario in (None, "expected"))
    return explain(line, language, currency)


def test_the_unrounded_factor_is_shown_before_the_rounded_one() -> None:
    assert explained("potential", "en").formula.endswith(" = 65.25 ≈ 65%")
    assert explained("potential", "pl").formula.endswith(" = 65,25 ≈ 65%")
    assert "65.25 ÷ 100" in explained("hours_saved_per_year", "en").formula


@pytest.mark.parametrize(
    ("language", "title", "words", "formula"),
    [
        ("pl", "Koszt roczny dziś", "godziny rocznie × koszt godziny pracy", "761,4 × 60 = 45\u00a0684,00\u00a0zł"),
        ("en", "Cost a year today", "hours a year × cost of an hour", "761.4 × 60 = PLN\u00a045,684.00"),
    ],
)
def test_a_line_reads_as_its_readers_write(language: Language, title: str, words: str, formula: str) -> None:
    assert explained("cost_per_year", language) == Explanation(title, words, formula)


def test_a_payback_shows_the_month_and_the_one_before() -> None:
    # 23,177.4885 × 6/12 − 3600 × 7/12 − 8000 = 1488.74; the month before, 5/12 and 6/12: −142.71
    said = explained("payback_months", "pl").formula
    assert "1\u00a0488,74\u00a0zł" in said
    assert "\u2212142,71\u00a0zł" in said
    assert said.endswith("7\u00a0miesięcy")


def test_a_payback_that_never_comes_says_so() -> None:
    poor = INVOICES.replace("monthly_licence", 5000)
    assert "bez zwrotu" in explained("payback_months", "pl", poor).formula
    assert "not paid back" in explained("payback_months", "en", poor).formula


def test_money_is_in_the_currency_of_the_account() -> None:
    assert explained("cost_per_year", "pl", currency="EUR").formula.endswith("45\u00a0684,00\u00a0€")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_its_words(language: Language) -> None:
    for inputs in (INVOICES, INVOICES.replace("build_cost", 0), Inputs()):
        for line in estimate(inputs).working:
            said = explain(line, language)
            assert said.title
            assert said.words
            assert "{" not in said.formula


def test_what_is_unknown_has_no_working() -> None:
    names = {line.name for line in estimate(Inputs.model_validate({"runs": 3, "frequency": "weekly"})).working}
    assert "runs_per_year" in names
    assert "hours_per_year" not in names
