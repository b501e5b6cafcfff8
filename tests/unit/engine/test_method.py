"""The published method is the one that computes: every formula, symbol, number and default is on the page, in both languages."""

import re
from decimal import Decimal

import pytest

from smartflow.engine.defaults import reference
from smartflow.engine.estimate import NEEDS, estimate
from smartflow.engine.formulas import DECLARED, FORMULAS
from smartflow.engine.formulas_view import EXAMPLE, method
from smartflow.engine.inputs import FORMULA_DEFAULTS
from smartflow.engine.method_texts import LIMITS, NOT_COMPUTED, RULES
from smartflow.engine.symbols import DEFAULT_REASONS, PERIOD_NAMES
from smartflow.language.text import LANGUAGES, Language, Text
from tests.unit.engine.money_oracle import DEFAULTS, PERIODS, SCENARIOS, WEIGHTS
from tests.unit.engine.test_working import amount, key_in
from tools import formulas as page


def test_the_kept_page_is_the_one_the_declarations_give() -> None:
    assert page.TARGET.read_text() == page.text(), "run: python -m tools.formulas"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_with_a_working_or_a_need_is_a_published_formula(language: Language) -> None:
    published = {formula.name: formula for formula in method(language).formulas}
    assert {line.name for line in estimate(EXAMPLE).working} <= set(published)
    outputs = {name: needs for name, needs in NEEDS.items() if not name.startswith("break_even.")}
    assert {name: tuple(published[name].needs) for name in outputs} == outputs


def test_the_example_of_each_formula_comes_out_on_a_calculator() -> None:
    worked = 0
    for formula in method("en").formulas:
        if " = " in formula.example and "Σ" not in formula.example and formula.name != "payback_months":
            result = formula.example.split(" = ")[1].split(" ≈ ")[-1]
            places = len(str(amount(result)).partition(".")[2])
            allowed = Decimal(1).scaleb(-places) / 2 + Decimal("1e-4")
            assert abs(key_in(formula.example) - amount(result)) <= allowed, formula.example
            worked += 1
    assert worked >= 20


def test_the_examples_end_in_the_figures_worked_by_hand() -> None:
    examples = {formula.name: formula.example.replace("\u00a0", " ") for formula in method("en").formulas}
    assert examples["periods"] == "monthly → 12"
    assert examples["net_savings_per_year"].endswith("≈ PLN 19,577.49")
    assert examples["full_months"] == "Σ min(1; i ÷ 3), i = 1 … 12 = 11.00"  # (1 + 2 + 3) ÷ 3 + 9
    assert examples["loaded_hourly_cost"].endswith("≈ PLN 57.83")
    assert examples["payback_months"].endswith("→ 7 months")


def test_a_written_formula_holds_each_of_its_symbols_and_nothing_that_is_unexplained() -> None:
    for formula in method("en").formulas:
        explained = {symbol.symbol for symbol in formula.symbols}
        words = set(re.findall(r"[a-z_]{2,}", formula.written)) - {"min", "max"}
        if formula.name == "payback_months":
            assert words == {"balance"}
        elif formula.name == "difficulty":
            assert words == {"ease", "easy", "medium", "hard"}
        else:
            assert words == explained, formula.name


def test_the_numbers_of_the_method_are_those_of_the_oracle() -> None:
    shown = method("en")
    assert {item.name: item.value * 100 for item in shown.weights} == WEIGHTS
    assert {item.name: (item.factor, item.adoption) for item in shown.scenarios} == {
        name: (Decimal(str(float(factor))), Decimal(str(float(adoption))))
        for name, (factor, adoption) in SCENARIOS.items()
    }
    assert {item.name: item.value for item in shown.periods if item.name != "daily"} == PERIODS
    assert {item.name: item.value for item in shown.defaults} == DEFAULTS | {"working_days": 250}
    limits = {item.name: item.value for item in shown.limits}
    assert [limits[name] for name in ("ceiling", "cap", "horizon")] == [90, 95, 36]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_default_says_where_it_comes_from_and_when(language: Language) -> None:
    shown = method(language)
    assert {default.name for default in shown.defaults} == set(FORMULA_DEFAULTS)
    groups = set(type(reference()).model_fields) - {"version", "as_of", "currency", "about", "plausible"}
    assert {group.name for group in shown.reference} == groups
    sources = [(default.source, default.as_of) for default in shown.defaults]
    sources += [(group.source, group.as_of) for group in shown.reference]
    assert all(source and day.year >= 2026 for source, day in sources)
    by_industry = next(group for group in shown.reference if group.name == "hourly_cost")
    assert by_industry.values["PL.logistics"] == 55


def test_every_text_is_written_in_each_language() -> None:
    texts: list[Text] = [text for formula in FORMULAS.values() for text in (formula.title, formula.words)]
    texts += [symbol.words for symbol in DECLARED.symbols.values()]
    texts += [*DEFAULT_REASONS.values(), *PERIOD_NAMES.values(), *NOT_COMPUTED, *(limit[1] for limit in LIMITS)]
    texts += [text for _, title, words in RULES for text in (title, words)]
    for text in texts:
        assert text.pl
        assert text.en
        assert text.pl != text.en
        assert _numbers(text.pl.replace(",", ".")) == _numbers(text.en)


def _numbers(words: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", words))


def test_the_version_changes_with_the_words_and_only_with_them() -> None:
    assert method("pl").etag != method("en").etag
    assert method("pl").etag == method.__wrapped__("pl").etag
