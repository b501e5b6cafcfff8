"""A report too large to wait for, as somebody sees it."""

import re

from playwright.sync_api import expect

from smartflow.reports.store import IN_REQUEST_PROCESSES
from tests.browser.conftest import Person


def test_a_large_report_says_that_it_is_being_made_and_comes(person: Person) -> None:
    call = person.open_account()
    process = {"title": "Zamówienia", "description": "Przepisujemy 300 zamówień tygodniowo, każde trwa 7 minut."}
    for _ in range(IN_REQUEST_PROCESSES + 1):
        call("POST", "/processes", process)
    page = person.tab("/reports")
    page.locator("main .title-row button").click()
    page.locator("dialog [name=format]").select_option("txt")
    page.locator("dialog [type=submit]").click()

    expect(page.locator("dialog[open]")).to_contain_text(str(IN_REQUEST_PROCESSES + 1))
    link = page.locator("dialog[open] a.primary")
    expect(link).to_be_visible()
    text = page.request.get(link.get_attribute("href") or "").text()
    assert len(re.findall("Zamówienia", text)) > IN_REQUEST_PROCESSES

    page.locator("dialog[open] a.quiet").click()
    expect(page.locator("main .row")).to_have_count(1)
    expect(page.locator("main .row .badge")).to_have_count(0)
    expect(page.locator("main .row button").first).to_be_visible()


def test_a_report_being_made_turns_into_a_finished_one_in_the_list(person: Person) -> None:
    call = person.open_account()
    call("POST", "/processes", {"title": "Zamówienia", "description": "Przepisujemy 300 zamówień tygodniowo."})
    made = call("POST", "/reports", {"scope": "portfolio", "format": "txt"})
    page = person.tab("/")
    as_it_was = {"items": [made | {"status": "queued", "bytes": None}], "next_cursor": None}
    page.route("**/v1/reports?*", lambda route: route.fulfill(json=as_it_was))
    page.evaluate("location.hash = '#/reports'")
    expect(page.locator("main .row .badge")).to_be_visible()

    expect(page.locator("main .row .badge")).to_have_count(0)
    expect(page.locator("main .row .actions button")).to_have_count(3)
