"""What stands around an analysis: the sample without an account, values of one's own, the logo, the catalogue of tools."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person
from tests.browser.test_journeys import analyse, analysed, describe, tab


def picture(side: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, 40), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.mark.both_languages
def test_a_whole_sample_can_be_looked_at_without_an_account(person: Person) -> None:
    page = person.tab()
    page.locator("main .actions a[href='#/sample']").click()

    expect(page.locator(".verdict .figures")).to_be_visible()
    tab(page, "evidence")
    expect(page.locator("blockquote mark").nth(4)).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    expect(page.locator("main [type=submit]")).to_have_count(0)
    # The report is the one request that may leave for another address: the presigned link of the bucket.
    with page.context.expect_page() as opened:
        page.locator("main button.primary").click()
    opened.value.close()
    assert person.strangers == []  # a tab of its own


def test_the_welcome_and_the_sliders_show_the_sample_that_can_be_read_whole(person: Person) -> None:
    page = person.tab()
    expect(page.locator(".specimen-total dd")).not_to_be_empty()
    title, net = page.locator(".specimen b").inner_text(), page.locator(".specimen-total dd").inner_text()
    quotes = page.locator(".specimen mark").all_inner_texts()

    page.locator(".specimen").click()
    expect(page.locator("main .lead")).to_contain_text(title)
    expect(page.locator(".verdict .figure-strong dd").first).to_have_text(net)
    for quote in quotes:
        expect(page.locator("blockquote")).to_contain_text(quote)

    page.locator("main a[href='#/sample']").click()
    expect(page.locator("main h1")).to_have_text(title)
    expect(page.locator(".verdict .figure-strong dd").first).to_have_text(net)
    for quote in quotes:
        expect(page.locator("blockquote")).to_contain_text(quote)


def test_the_samples_sliders_move_its_figures_and_lead_back_to_them(person: Person) -> None:
    page = person.tab("/try")
    net = page.locator(".verdict .figure-strong dd").first
    before = net.inner_text()

    page.locator("input[type=range]").first.press("End")
    expect(net).not_to_have_text(before)
    page.locator(".sliders ~ .actions button").click()

    expect(net).to_have_text(before)


def override(page: Page, field: str, value: str, reason: str) -> None:
    page.locator("[data-key=override]").click()
    page.locator("dialog [name=field]").select_option(field)
    page.locator("dialog [name=value]").fill(value)
    page.locator("dialog [name=reason]").fill(reason)
    page.locator("dialog [type=submit]").click()


def test_a_value_of_ones_own_stands_beside_the_computed_one_until_it_is_taken_back(person: Person) -> None:
    page = person.sign_up()
    describe(page)
    analyse(page)
    analysed(page)
    tab(page, "figures")

    override(page, "hours_saved_per_year", "many", "measured")
    expect(page.locator("dialog .summary")).to_be_focused()
    expect(page.locator("dialog [name=value]")).to_have_attribute("aria-invalid", "true")
    page.locator("dialog [name=value]").fill("1 200,5")
    page.locator("dialog [type=submit]").click()

    row = page.locator("[data-key=overrides] .versions li")
    expect(row).to_contain_text(re.compile("1.200[.,]50.h"))
    expect(row).to_contain_text("measured")
    page.reload()
    expect(row).to_contain_text(re.compile("1.200[.,]50.h"))
    row.get_by_role("button").click()
    expect(row).to_have_count(0)


def test_the_text_report_can_be_copied(person: Person) -> None:
    person.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=person.url)
    page = person.sign_up()
    describe(page)
    analyse(page)
    analysed(page)
    tab(page, "history")

    page.locator(".about ~ .actions button").click()

    expect(page.locator(".toasts")).to_contain_text(re.compile("Copied|Skopiowano"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Orders" in copied
    assert re.search("Working|Obliczenia", copied), "the whole report, with its working"


def test_a_logo_is_shown_replaced_and_removed(person: Person) -> None:
    page = person.sign_up()
    page.goto(f"{person.url}/#/account")
    form = page.locator("form:has([type=file])")

    for side in (120, 200):
        form.locator("[type=file]").set_input_files(
            {"name": "logo.png", "mimeType": "image/png", "buffer": picture(side)}
        )
        form.locator("[type=submit]").click()
        expect(form.locator("canvas")).to_have_attribute("width", str(side))
    form.locator("[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": b"not a picture"}
    )
    form.locator("[type=submit]").click()
    expect(form.locator(".summary")).to_be_focused()
    form.locator("button.quiet").click()
    expect(form.locator("canvas")).to_have_count(0)


def test_the_catalogue_of_tools_can_be_searched_without_an_account(person: Person) -> None:
    page = person.tab("/tools")
    rows = page.locator("main .row")
    others = rows.filter(has_not_text="Optima")
    expect(others.first).to_be_visible()

    page.locator("main [name=search]").fill("Optima")

    expect(others).to_have_count(0)
    expect(rows.first).to_contain_text("Optima")
    page.reload()
    expect(rows.first).to_contain_text("Optima")
    expect(others).to_have_count(0)
