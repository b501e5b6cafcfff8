"""How figures are computed: published for everybody, whole, in the page's language, and linked from each line of working."""

import re

import pytest
from playwright.sync_api import Page, expect

from smartflow.engine.formulas_view import Method
from tests.browser.conftest import MEASURED, Caller, Person

TITLE = re.compile("^(Jak liczymy|How figures are computed)$")


def published(person: Person) -> Method:
    """Return what the API says in the language of the page."""
    call = Caller(person.context.request, person.url)
    return Method.model_validate(call("GET", "/formulas", headers={"Accept-Language": person.language}))


def titles(person: Person) -> dict[str, str]:
    """Return the title of each formula by its name."""
    return {formula.name: formula.title for formula in published(person).formulas}


def shown(page: Page) -> str:
    """Return the text of the screen with ordinary spaces."""
    return " ".join((page.locator("main").text_content() or "").split())


def words(text: str) -> str:
    return " ".join(text.split())


def reached(page: Page, title: str) -> None:
    """A formula is on the screen and has the focus, so that a screen reader goes on from there."""
    expect(page.locator("h3:focus")).to_have_text(title)
    expect(page.locator("h3:focus")).to_be_in_viewport()


@pytest.mark.both_languages
def test_every_formula_is_reached_from_the_first_view_without_an_account(person: Person) -> None:
    page = person.tab()

    page.locator("main").get_by_role("link", name=TITLE).click()

    expect(page.locator("main h1")).to_have_text(TITLE)
    method, text = published(person), shown(page)
    expect(page.locator(".method-formula")).to_have_count(len(method.formulas))
    for formula in method.formulas:
        for part in (formula.title, f"{formula.name} = {formula.written}", formula.words[1:], formula.example):
            assert words(part) in text, formula.name
    expect(page.locator(".symbols dt")).to_have_count(sum(len(formula.symbols) for formula in method.formulas))


def test_the_numbers_and_their_sources_are_there_too(person: Person) -> None:
    page = person.tab("/method")

    method, text = published(person), shown(page)

    said = [
        *(entry.words for entry in method.inputs),
        *(number.words for number in (*method.weights, *method.limits, *method.periods)),
        *(default.words for default in method.defaults),
        *(default.source for default in method.defaults),
        *(group.source for group in method.reference),
        *(rule.words for rule in method.rules),
        *method.not_computed,
        *(method.formula_version, method.reference_version, method.reference_about),
    ]
    assert [part for part in said if words(part) not in text] == []


def test_a_line_of_the_working_leads_to_its_formula_and_back(person: Person) -> None:
    call = person.open_account()
    process = call("POST", "/processes", MEASURED)
    page = person.tab(f"/process/{process['id']}/figures")
    page.locator("summary", has_text=re.compile("Obliczenia krok po kroku|The working step by step")).click()
    cost = titles(person)["cost_per_year"]

    page.locator(".working").get_by_role("link", name=cost).click()

    reached(page, cost)
    page.go_back()
    expect(page.locator("main h1")).to_have_text(MEASURED["title"])


def test_a_symbol_leads_to_the_formula_behind_it_and_back(person: Person) -> None:
    named = titles(person)
    page = person.tab("/method?formula=cost_per_year")
    reached(page, named["cost_per_year"])

    page.locator("article", has=page.locator("h3:focus")).locator(".symbols a").click()
    reached(page, named["hours_per_year"])

    page.go_back()
    reached(page, named["cost_per_year"])
