"""The answer in one look: figures within a second of pasting a text, and a result that fits a screen."""

import re
import time

from playwright.sync_api import expect

from tests.browser.conftest import Person
from tests.browser.test_journeys import DESCRIPTION, analysed, tab

TEXT = f"{DESCRIPTION} Correcting one takes 20 minutes."
TABS = ("", "figures", "evidence", "plan", "tools", "history")


def test_a_pasted_text_shows_figures_at_once_and_an_account_keeps_it_with_the_decisions(person: Person) -> None:
    page = person.tab("/")
    box, result = page.locator("main textarea"), page.locator(".beside .verdict")
    expect(page.locator(".specimen")).to_be_visible()
    taken = []
    for _ in range(3):  # the machine may be busy with other tests
        box.fill("We type orders.")
        expect(result.locator("[data-key=missing]")).to_be_visible()
        begun = time.monotonic()
        box.fill(f"\n  {TEXT}")
        expect(result.locator("[data-figure=net_savings_per_year]")).to_be_visible()
        taken.append(time.monotonic() - begun)
    expect(page.locator(".paste mark", has_text="about 300 orders")).to_be_visible()
    expect(page.locator("body > .sr[role=status]")).to_contain_text(re.compile("Verdict|Wniosek"))
    assert min(taken) < 1, "figures are late"
    first = result.locator("[data-key=confirm-runs-frequency-minutes_per_run]")
    first.locator("[data-key$=-yes]").click()
    expect(first).to_have_count(0)
    other = {"pl": "en", "en": "pl"}[person.language]
    page.locator(f".switch [lang={other}]").click()
    expect(page.locator("html")).to_have_attribute("lang", other)
    expect(box).to_have_value(f"\n  {TEXT}")
    expect(result).to_be_visible()
    expect(first).to_have_count(0)

    result.locator("[data-key=keep]").click()
    person.give_credentials(page)

    expect(page.locator("main h1")).to_contain_text("Every week we type about 300 orders by hand")
    expect(page.locator(".verdict [data-figure=net_savings_per_year]")).to_be_visible()
    expect(first).to_have_count(0)
    tab(page, "evidence")
    expect(page.locator(".suggestions li[data-key^=fact-runs-]")).to_contain_text(re.compile("Confirmed|Potwierdzone"))
    tab(page, "history")
    expect(page.locator(".log")).to_contain_text(re.compile("Process created|Opisano proces"))
    page.locator("[data-analyse]").click()
    page.locator("dialog [type=submit]").click()
    analysed(page)
    expect(page.locator(".tabs [aria-current]")).to_have_attribute("data-key", "tab-history")


def test_the_answer_stands_on_one_screen_and_every_tab_is_short(person: Person) -> None:
    call = person.open_account()
    call("PUT", "/me/terms")
    process = call("POST", "/processes", {"title": "Orders", "description": TEXT})["id"]
    call("POST", f"/processes/{process}/analyses", {"depth": "deep"})
    page = person.tab(f"/process/{process}")
    analysed(page)
    expect(page.locator(".confirmations > li")).to_have_count(3)
    for width, height, screens in ((1440, 900, 1), (360, 800, 2)):
        page.set_viewport_size({"width": width, "height": height})
        for part in (".verdict-name", ".headline", ".confirmations", ".next-step"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= screens * height, f"{part} at {width}"

    page.set_viewport_size({"width": 1440, "height": 900})
    for name in TABS:
        tab(page, name)
        assert page.url.endswith(f"/{name}" if name else process)
        assert page.evaluate("document.documentElement.scrollHeight") <= 4000, name
    page.go_back()
    expect(page.locator(".tabs [aria-current]")).to_have_attribute("data-key", "tab-tools")
    page.reload()
    expect(page.locator(".tabs [aria-current]")).to_have_attribute("data-key", "tab-tools")
    assert page.locator("main .card").count() > 0
