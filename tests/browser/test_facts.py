"""What is known of a process is decided where it stands: figures move at once, and nobody is thrown to the top."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Caller, Person
from tests.browser.test_journeys import DESCRIPTION as ORDERS
from tests.browser.test_journeys import analysed, tab
from tests.browser.test_ways_of_use import tab_to

DESCRIPTION = f"{ORDERS} Correcting one takes 20 minutes."
TWO_VOLUMES = "Mamy 120 faktur miesięcznie. Potem okazuje się, że jest 200 faktur miesięcznie. Każda zajmuje 15 minut."
LETTERS = "We print 5 letters a month by hand, each takes 4 minutes."
CONFIRM_ALL = "[data-key=confirm-all]"


def described(call: Caller, description: str, **given: Any) -> str:
    process = call("POST", "/processes", {"title": "Orders", "description": description} | given)
    return str(process["id"])


def read(person: Person, call: Caller, description: str = DESCRIPTION, **given: Any) -> tuple[Page, str]:
    """Have a process analysed; returns the page that shows it and its id."""
    process = described(call, description, **given)
    return analysed_again(person.tab("/tools"), call, process), process


def analysed_again(page: Page, call: Caller, process: str) -> Page:
    job = call("POST", f"/processes/{process}/analyses", {"depth": "basic", "fresh": True})
    page.goto(f"{call.url}/#/analysis/{job['id']}")
    expect(page.locator(f".tabs [href='#/analysis/{job['id']}']")).to_be_visible()
    analysed(page)
    return page


def fact(page: Page, field: str) -> Locator:
    return page.locator(f".suggestions li[data-key^='fact-{field}-']")


def digits(text: str) -> str:
    return re.sub(r"[^\d−]", "", text)


def top(place: Locator) -> float:
    """Where something stands in the window."""
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def figures(call: Caller, process: str) -> Any:
    return call("GET", f"/processes/{process}")["figures"]


@pytest.mark.both_languages
def test_what_the_verdict_hangs_on_is_confirmed_where_it_stands(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call)
    expect(page.locator(".verdict .badge-warn")).to_be_visible()
    rows = page.locator(".confirmations li")
    expect(rows).to_have_count(len(figures(call, process)["to_confirm"]))
    first = rows.first
    expect(first).to_contain_text("300")
    place = page.locator("[data-key=to-confirm]")
    place.locator("li").last.scroll_into_view_if_needed()
    before = top(place)

    first.get_by_role("button").first.click()

    expect(page.locator("[data-key=confirm-runs-frequency-minutes_per_run]")).to_have_count(0)
    assert top(place) == pytest.approx(before, abs=2)
    assert page.evaluate("document.activeElement.closest('[data-key=to-confirm]') !== null"), "focus has left the list"
    stored = call("GET", f"/processes/{process}")
    assert stored["runs"] in ("300", "300.00")
    assert stored["provenance"]["runs"] == "suggested"


def test_an_assumed_value_is_stated_in_place_and_the_figures_follow(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call)
    licence = page.locator("[data-key='confirm-monthly_licence']")
    expect(licence).to_be_visible()
    net = page.locator(".verdict [data-figure=net_savings_per_year] dd").first
    before = net.inner_text()

    for wrong in ("", "many"):
        licence.locator("input").fill(wrong)
        licence.get_by_role("button").click()
        expect(licence.locator("input")).to_have_attribute("aria-invalid", "true")
        expect(licence.locator(".summary")).to_be_focused()
    licence.locator("input").fill("1 500,50")
    licence.get_by_role("button").click()

    expect(licence).to_have_count(0)
    expect(net).not_to_have_text(before)
    assert call("GET", f"/processes/{process}")["monthly_licence"] == "1500.50"


def test_what_was_typed_beside_a_decision_is_still_there_after_it(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    typed = page.locator("[data-key='confirm-monthly_licence'] input")
    typed.fill("450")

    page.locator("[data-key=confirm-runs-frequency-minutes_per_run-yes]").click()

    expect(page.locator("[data-key=confirm-runs-frequency-minutes_per_run]")).to_have_count(0)
    expect(typed).to_have_value("450")


@pytest.mark.both_languages
def test_competing_readings_are_settled_with_one_click(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call, TWO_VOLUMES, hourly_cost="60")
    sides = page.locator(".open-question .side")
    expect(sides).to_have_count(2)
    expect(sides.filter(has_text="360").locator("q")).to_contain_text("120 faktur")
    chosen = sides.filter(has_text="600")  # 200 × 12 × 15 ÷ 60 hours
    expect(chosen.locator("q")).to_contain_text("200 faktur")

    chosen.get_by_role("button").click()

    expect(page.locator(".open-question")).to_have_count(0)
    expect(page.locator(".verdict .today")).to_contain_text("600")
    assert figures(call, process)["open"] == []
    analysed_again(page, call, process)
    expect(page.locator(".open-question")).to_have_count(0)
    expect(page.locator(".verdict .today")).to_contain_text("600")


def test_what_was_rejected_does_not_return_with_the_next_analysis(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call)
    tab(page, "evidence")
    row = fact(page, "error_rate_percent")
    row.locator("[data-key$=reject]").click()
    expect(row).to_contain_text(re.compile("Rejected|Odrzucone"))
    assert call("GET", f"/processes/{process}")["assessment"]["inputs"]["error_rate_percent"]["provenance"] == "default"

    analysed_again(page, call, process)
    tab(page, "evidence")

    expect(row).to_have_count(1)
    expect(row).to_contain_text(re.compile("Rejected|Odrzucone"))
    assert call("GET", f"/processes/{process}")["assessment"]["inputs"]["error_rate_percent"]["provenance"] == "default"
    row.locator("[data-key$=back]").click()
    expect(row.locator("[data-key$=take]")).to_be_visible()


def test_a_decision_leaves_scroll_focus_and_open_folds_as_they_are(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    page.set_viewport_size({"width": 1280, "height": 500})
    tab(page, "figures")
    fold = page.locator(".folds details").nth(1)
    fold.locator("summary").click()
    expect(fold.locator("table")).to_be_visible()
    tab(page, "evidence")
    row = fact(page, "hourly_cost").or_(fact(page, "rework_minutes")).first
    take = row.locator("[data-key$=take]")
    take.scroll_into_view_if_needed()
    before = top(row)
    assert page.evaluate("scrollY") > 0

    take.click()

    expect(row.locator("[data-key$=back]")).to_be_focused()
    assert top(row) == pytest.approx(before, abs=2)
    # What the analyst wrote is fetched afterwards, and moves nothing either.
    page.wait_for_load_state("networkidle")
    assert top(row) == pytest.approx(before, abs=2)
    expect(row.locator("[data-key$=back]")).to_be_focused()
    tab(page, "figures")
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("table")).to_be_visible()


def test_what_changes_above_does_not_move_what_is_read_below(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    page.set_viewport_size({"width": 360, "height": 640})
    rows, above = page.locator("[data-key=to-confirm]"), page.locator(".verdict-sentence")
    last = rows.locator("li").last
    last.get_by_role("button").first.scroll_into_view_if_needed()
    said, before = above.inner_text(), top(rows)

    last.get_by_role("button").first.click()

    expect(above).not_to_have_text(said)
    assert top(rows) == pytest.approx(before, abs=2)
    assert page.evaluate("document.activeElement.closest('[data-key=to-confirm]') !== null"), "focus has left the place"


def test_decisions_are_taken_and_taken_back_by_keyboard_alone(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    spoken = page.locator("body > .sr[role=status]")

    tab_to(page, "[data-key=to-confirm] [data-key$='-yes']")
    page.keyboard.press("Enter")
    expect(spoken).to_contain_text(re.compile("Verdict|Wniosek"))
    page.locator(".tabs a").first.focus()
    tab_to(page, "[data-key=tab-evidence]")
    page.keyboard.press("Enter")
    tab_to(page, ".suggestions > li")
    rows = page.locator(".suggestions > li")
    expect(rows.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(rows.nth(1)).to_be_focused()
    expect(page.locator("blockquote .lit").first).to_be_visible()

    page.keyboard.press("r")
    expect(rows.nth(1).locator("[data-key$=back]")).to_be_visible()
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("u")
    expect(rows.nth(1).locator("[data-key$=take]")).to_be_visible()
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("a")
    expect(rows.nth(1)).to_contain_text(re.compile("Confirmed|Potwierdzone"))


def test_on_a_phone_text_and_values_are_two_sheets_and_words_lead_to_their_value(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    page.set_viewport_size({"width": 360, "height": 640})
    tab(page, "evidence")
    text, values = page.locator(".review-text"), page.locator(".review-facts")
    expect(text).to_be_hidden()
    expect(values).to_be_visible()

    page.locator(".review-switch button").first.click()
    expect(values).to_be_hidden()
    text.locator("[data-facts^=fact-error_rate_percent]").first.click()

    expect(text).to_be_hidden()
    expect(fact(page, "error_rate_percent")).to_be_focused()


def test_a_decision_on_what_was_changed_elsewhere_shows_it_as_it_is_now(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call)
    version = call("GET", f"/processes/{process}")["version"]
    call("PATCH", f"/processes/{process}", {"runs": "900"}, {"If-Match": f'"{version}"'})

    tab(page, "evidence")
    fact(page, "error_rate_percent").locator("[data-key$=take]").click()

    expect(page.locator(".toasts")).to_contain_text(re.compile("changed elsewhere|zmieniono gdzie indziej"))
    expect(fact(page, "runs")).to_contain_text("900")
    fact(page, "error_rate_percent").locator("[data-key$=take]").click()
    expect(fact(page, "error_rate_percent").locator("[data-key$=back]")).to_be_visible()


@pytest.mark.both_languages
def test_a_figure_and_a_verdict_set_by_hand_stand_in_headline_list_and_overview(person: Person) -> None:
    call = person.open_account()
    page, _ = read(person, call)
    tab(page, "figures")
    for name, value in (("net_savings_per_year", "12345"), ("verdict", "Not before summer")):
        page.locator("[data-key=override]").click()
        page.locator("dialog [name=field]").select_option(name)
        page.locator("dialog [name=value]").fill(value)
        page.locator("dialog [name=reason]").fill("own plans")
        page.locator("dialog [type=submit]").click()
        expect(page.locator("dialog")).to_have_count(0)

    tab(page, "")
    net = page.locator(".verdict [data-figure=net_savings_per_year]")
    assert digits(net.locator("dd").first.inner_text()) == "12345"
    expect(net).to_contain_text(re.compile("set by hand|ustawione ręcznie"))
    expect(page.locator(".verdict-name")).to_have_text("Not before summer")
    page.goto(f"{person.url}/#/processes")
    row = page.locator(".process-row")
    assert digits(row.locator(".row-figures dd").first.inner_text()) == "12345"
    expect(row).to_contain_text("Not before summer")
    expect(row.locator(".by-hand")).to_have_count(1)
    page.goto(f"{person.url}/#/")
    assert digits(page.locator(".board .figure-strong a").inner_text()) == "12345"
    expect(page.locator(".matrix-lists")).to_contain_text("Not before summer")


def test_a_verdict_against_automating_has_no_tools_but_what_would_have_to_change(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call, LETTERS, runs="5", frequency="monthly")

    assert figures(call, process)["verdict"]["against"]
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text(re.compile("Break-even|Próg opłacalności"))
    expect(verdict.locator(".note-warn")).to_contain_text(re.compile("without automation|bez automatyzacji"))
    expect(page.locator("article.card")).to_have_count(0)
    expect(page.locator(".roadmap")).to_have_count(0)


def test_currency_and_language_are_chosen_at_sign_up_and_come_from_the_browser(person: Person) -> None:
    page = person.tab("/signup")
    expect(page.locator("[name=currency]")).to_have_value({"pl": "PLN", "en": "GBP"}[person.language])
    expect(page.locator("[name=language]")).to_have_value(person.language)
    page.locator("[name=currency]").select_option("EUR")
    other = {"pl": "en", "en": "pl"}[person.language]
    page.locator("[name=language]").select_option(other)

    person.give_credentials(page)

    expect(page.locator("html")).to_have_attribute("lang", other)
    page.goto(f"{person.url}/#/account")
    expect(page.locator("[name=currency]")).to_have_value("EUR")
    expect(page.locator("main [name=language]")).to_have_value(other)


def test_another_currency_asks_for_a_rate_and_amounts_of_the_text_keep_their_own(person: Person) -> None:
    call = person.open_account()
    page, process = read(person, call, f"{DESCRIPTION} Godzina pracy kosztuje nas 60 zł.", build_cost="8000")
    before = call("GET", "/me")["currency"]
    page.goto(f"{person.url}/#/account")
    form = page.locator("form:has([name=currency])")
    wanted = "USD"
    form.locator("[name=currency]").select_option(wanted)

    form.locator("[type=submit]").click()
    expect(form.locator("[name=currency_rate]")).to_have_attribute("aria-invalid", "true")
    form.locator("[name=currency_rate]").fill("0,25")
    form.locator("[type=submit]").click()
    expect(page.locator(".toasts")).to_contain_text(re.compile("Saved|Zapisano"))

    stored = call("GET", f"/processes/{process}")
    assert (stored["build_cost"], stored["assessment"]["currency"]) == ("2000.00", wanted)
    page.goto(f"{person.url}/#/process/{process}")
    amount = page.locator("[data-key=foreign] li")
    expect(amount).to_have_count(1)
    amount.locator("[name=rate]").fill("0,5")
    amount.locator("[type=submit]").click()
    expect(amount).to_have_count(0)
    assert call("GET", f"/processes/{process}")["hourly_cost"] == "30.00"
    assert before != wanted


def test_amounts_that_were_meant_in_the_new_currency_stay_as_they_are(person: Person) -> None:
    call = person.open_account()
    process = described(call, DESCRIPTION, build_cost="8000")
    page = person.tab("/account")
    form = page.locator("form:has([name=currency])")
    form.locator("[name=currency]").select_option("USD")
    form.locator("[value=relabel]").check(force=True)
    expect(form.locator("[name=currency_rate]")).to_be_hidden()

    form.locator("[type=submit]").click()
    expect(page.locator(".toasts")).to_contain_text(re.compile("Saved|Zapisano"))

    stored = call("GET", f"/processes/{process}")
    assert (stored["build_cost"], stored["assessment"]["currency"]) == ("8000.00", "USD")
