"""What people come to do, from the first look to the report."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, moves_to

DESCRIPTION = "Every week we type about 300 orders by hand, each takes 7 minutes. Errors happen in 4% of orders."
HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}} 🦊 𝒳 javascript:alert(1)"


def describe(page: Page, title: str = "Orders", description: str = DESCRIPTION) -> None:
    page.goto(re.sub("#.*", "#/new", page.url))
    page.reload()  # begins afresh: whatever the sign-up still had under way is over
    page.locator("main [name=title]").fill(title)
    page.locator("main [name=description]").fill(description)


def analyse(page: Page) -> None:
    page.locator("button[value=analyse]").click()
    page.locator("dialog [name=depth]").first.wait_for(state="attached")
    page.locator("dialog [type=submit]").click()


def analysed(page: Page) -> None:
    """Wait until the process has an analysis, and none is under way."""
    expect(page.locator(".tabs [data-key=tab-plan]")).to_be_visible()
    expect(page.locator(".job")).to_have_count(0)


def tab(page: Page, name: str) -> None:
    """Turn to a tab of a process, its answer where the name is empty."""
    link = page.locator(f".tabs [data-key='tab-{name}']")
    link.click()
    expect(link).to_have_attribute("aria-current", "page")


def save_edit(page: Page, title: str) -> None:
    page.locator("main [name=title]").fill(title)
    page.locator("button[value=analyse]").click()


@pytest.mark.both_languages
def test_a_visitor_describes_a_process_and_signs_up_on_the_way_without_losing_it(person: Person) -> None:
    page = person.tab()
    describe(page)
    page.locator("button[value=analyse]").click()
    person.give_credentials(page)
    expect(page.locator("dialog [name=depth]")).to_have_count(3)
    page.locator("dialog [type=submit]").click()
    analysed(page)
    expect(page.locator("main h1")).to_have_text("Orders")


@pytest.mark.both_languages
def test_an_analysis_survives_a_reload_and_shows_the_words_it_rests_on(person: Person) -> None:
    page = person.sign_up()
    describe(page, description=f"🦊🦊.\n\n{DESCRIPTION}")
    analyse(page)
    expect(page.locator(".job, .verdict").first).to_be_visible()
    page.reload()
    analysed(page)
    tab(page, "evidence")
    expect(page.locator("blockquote mark").first).to_be_visible()
    marked = page.locator("blockquote mark").all_inner_texts()
    assert any("about 300 orders" in words for words in marked), marked
    assert all(words in DESCRIPTION for words in marked), "marks are off where characters take two units"


def test_changing_the_language_keeps_what_was_typed(person: Person) -> None:
    page = person.tab("/new")
    describe(page, title="Half a tit")
    shown = page.locator("html").get_attribute("lang")
    other = "en" if shown == "pl" else "pl"
    page.locator(f".switch [lang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(page.locator("main [name=title]")).to_have_value("Half a tit")
    expect(page.locator("main [name=description]")).to_have_value(DESCRIPTION)
    expect(page.locator(f".switch [lang={other}]")).to_be_focused()
    moves_to(page, "/sample/figures")
    fold = page.locator(".folds details").nth(1)
    fold.locator("summary").click()
    page.locator(f".switch [lang={shown}]").click()
    expect(page.locator("html")).to_have_attribute("lang", str(shown))
    expect(fold).to_have_attribute("open", "")
    expect(page.locator(".tabs [aria-current]")).to_have_attribute("data-key", "tab-figures")


def test_a_draft_survives_a_reload(person: Person) -> None:
    page = person.tab("/new")
    describe(page, title="Not saved yet")
    page.reload()
    expect(page.locator("main [name=title]")).to_have_value("Not saved yet")


@pytest.mark.both_languages
def test_figures_follow_what_is_typed(person: Person) -> None:
    page = person.tab("/new")
    page.locator(".steps button").nth(1).click()
    page.locator("[name=runs]").fill("200")
    page.locator("[name=frequency]").select_option("monthly")
    page.locator("[name=minutes_per_run]").fill("12,5")
    page.locator("[name=hourly_cost]").fill("60")
    # 200 × 12 × 12.5 ÷ 60 = 500 hours, at 60 each
    expect(page.locator(".panel")).to_contain_text("500")
    expect(page.locator(".panel")).to_contain_text(re.compile(r"30.000"))


@pytest.mark.both_languages
def test_what_is_missing_is_said_at_the_field_and_in_a_summary_that_leads_there(person: Person) -> None:
    page = person.sign_up()
    describe(page, title="ab", description="short")
    page.locator(".steps button").nth(1).click()
    page.locator("[name=runs]").fill("many")
    page.locator(".steps button").nth(2).click()
    page.locator("button[value=analyse]").click()
    expect(page.locator(".summary")).to_be_focused()
    in_the_order_of_the_form = [re.compile(it) for it in ("^(Title|Tytuł)", "^(Description|Opis)", "^(Runs|Liczba)")]
    expect(page.locator(".summary a")).to_have_text(in_the_order_of_the_form)
    page.locator(".summary a").first.click()
    expect(page.locator("main [name=title]")).to_be_focused()
    expect(page.locator("main [name=title]")).to_have_attribute("aria-invalid", "true")


def test_hostile_text_is_only_ever_text(person: Person) -> None:
    page = person.sign_up()
    describe(page, title=HOSTILE, description=f"{HOSTILE} {DESCRIPTION}")
    page.locator("[name=tags]").fill("<b>bold</b>, ok")
    page.locator(".steps button").nth(1).click()
    page.locator("[name=runs]").fill("300")
    page.locator("[name=frequency]").select_option("weekly")
    page.locator("[name=minutes_per_run]").fill("7")
    analyse(page)
    analysed(page)
    expect(page.locator("main h1")).to_have_text(HOSTILE)
    expect(page.locator("main img")).to_have_count(0)
    for route in ("/", "/processes", "/account"):
        moves_to(page, route)
        expect(page.locator("main").get_by_text(HOSTILE).filter(visible=True).first).to_be_visible()


def test_two_tabs_editing_the_same_process_show_both_versions(person: Person) -> None:
    page = person.sign_up()
    describe(page)
    page.locator("button[value=save]").click()
    page.wait_for_url("**/#/process/*")
    edit = page.url.partition("#")[2] + "/edit"
    first, second = person.tab(edit), person.tab(edit)
    save_edit(second, "Of the second tab")
    second.wait_for_url(lambda url: not url.endswith("/edit"))
    save_edit(first, "Of the first tab")
    expect(first.locator("dialog .conflict")).to_contain_text("Of the second tab")
    expect(first.locator("dialog .conflict")).to_contain_text("Of the first tab")
    first.locator("dialog [type=submit]").click()
    expect(first.locator("main h1")).to_have_text("Of the first tab")


def test_a_session_ended_elsewhere_is_asked_for_over_the_page(person: Person) -> None:
    page = person.sign_up()
    describe(page, title="Typed before the end")
    page.evaluate("fetch('/v1/auth/logout', { method: 'POST' })")
    page.locator("button[value=save]").click()
    expect(page.locator("dialog [name=email]")).to_have_value(person.email)
    person.give_credentials(page)
    expect(page.locator("main h1")).to_have_text("Typed before the end")


def test_offline_is_said_and_what_was_typed_is_saved_afterwards(person: Person) -> None:
    page = person.sign_up()
    describe(page, title="Typed offline")
    person.context.set_offline(True)
    page.locator("button[value=save]").click()
    expect(page.locator(".summary")).to_be_visible()
    expect(page.locator(".offline")).not_to_be_empty()
    person.context.set_offline(False)
    page.locator("button[value=save]").click()
    expect(page.locator("main h1")).to_have_text("Typed offline")
    expect(page.locator(".offline")).to_be_empty()


def test_deleting_can_be_undone(person: Person) -> None:
    page = person.sign_up()
    describe(page, title="Nearly lost")
    page.locator("button[value=save]").click()
    expect(page.locator("main h1")).to_have_text("Nearly lost")
    page.locator(".process-head .more-menu summary").click()
    page.locator(".process-head .delete").click()
    page.locator(".toast button.quiet").click()
    expect(page.locator("main h1")).to_have_text("Nearly lost")


@pytest.mark.both_languages
def test_a_report_opens_as_pdf_and_a_shared_link_shows_it_without_an_account(person: Person) -> None:
    page = person.sign_up()
    describe(page)
    page.locator("button[value=save]").click()
    page.locator(".process-head button").nth(1).click()
    with page.context.expect_page() as opened:
        page.locator("dialog [type=submit]").click()
    opened.value.close()
    answer = page.request.get(page.locator("dialog a.primary").get_attribute("href") or "")
    assert answer.body().startswith(b"%PDF-")
    page.goto(f"{person.url}/#/reports")
    page.locator(".row button").nth(1).click()
    page.locator("dialog [type=submit]").click()
    link = page.locator("dialog input[readonly]").input_value()
    stranger = page.context.browser
    assert stranger is not None
    other = stranger.new_page()
    other.goto(link)
    expect(other.locator("main h1")).to_contain_text("Orders")
    expect(other.locator(".verdict")).to_be_visible()
    expect(other.locator("meta[name=robots][content^=noindex]")).to_have_count(1)
    expect(other.locator(".points")).to_be_visible()
    other.locator("label:has(input[value=asked])").click()
    other.locator("[name=name]").fill("Anna Nowak")
    other.locator("[name=note]").fill("Kto to wdroży?")
    other.locator("form [type=submit]").click()
    expect(other.locator("form [role=status]")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".row button").nth(1).click()
    expect(page.locator("dialog .versions")).to_contain_text("Kto to wdroży?")
    page.locator("dialog .versions button").click()
    expect(page.locator("dialog .versions button")).to_have_count(0)
    other.reload()
    expect(other.locator("main h1")).to_be_visible()
    expect(other.locator("main form")).to_have_count(0)
    other.close()


def test_first_view_asks_nobody_else_and_no_session_of_a_newcomer(person: Person) -> None:
    asked: list[str] = []
    page = person.context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(person.url)
    expect(page.locator(".specimen")).to_be_visible()
    assert all(url.startswith(person.url) for url in asked)
    assert not [url for url in asked if "/v1/auth/" in url]
