"""Text that would like to be more than text, in every field that takes any, wherever it is shown."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import MEASURED, Person, contains_times, moves_to
from tests.browser.test_journeys import HOSTILE, analysed, tab

#: Elements that only markup in somebody's text could have made.
MADE_OF_TEXT = (
    ":is(main, dialog, .toasts, .head-tools) :is(img, script, iframe, object, b b, [onerror], a[href^='javascript' i])"
)


def shown_as_text(page: Page, times: int = 1) -> None:
    """The words stand there as they were typed, and nothing came of them."""
    contains_times(page, HOSTILE, times)
    expect(page.locator(MADE_OF_TEXT)).to_have_count(0)


def test_every_field_of_a_process_and_its_analysis_is_only_ever_text(person: Person) -> None:
    call = person.open_account()
    call("PATCH", "/me", {"full_name": HOSTILE})
    hostile = MEASURED | {
        "title": HOSTILE,
        "description": f"{HOSTILE} {MEASURED['description']}",
        "tags": [HOSTILE[:40]],
    }
    made = call("POST", "/processes", hostile)
    where = f"/process/{made['id']}"
    job = call("POST", f"{where.replace('process', 'processes')}/analyses", {"depth": "basic"})
    page = person.tab(where)
    analysed(page)
    override = {"field": "net_savings_per_year", "value": "1000", "reason": HOSTILE}
    call("PATCH", f"/analyses/{job['id']}", {"overrides": [override]})
    call("PATCH", f"/analyses/{job['id']}", {"overrides": [override | {"field": "verdict", "value": HOSTILE}]})

    page.reload()
    expect(page.locator("main .tag")).to_have_text(HOSTILE[:40])
    shown_as_text(page, times=4)  # title, a verdict set by hand, two reasons
    expect(page).to_have_title(re.compile(f"^{re.escape(HOSTILE)}"))
    tab(page, "evidence")
    shown_as_text(page, times=2)  # title, description
    for route in ("/", "/processes", "/account"):
        moves_to(page, route)
        shown_as_text(page)
    expect(page.locator("[name=full_name]")).to_have_value(HOSTILE)
    moves_to(page, f"{where}/edit")
    expect(page.locator("main [name=title]")).to_have_value(HOSTILE)
    page.locator(".steps button").nth(3).click()
    shown_as_text(page)
    moves_to(page, "/processes")
    page.locator("main .row button.icon").click()
    expect(page.locator(".toast")).to_contain_text(HOSTILE)
    moves_to(page, "/trash")
    shown_as_text(page)


def test_what_is_searched_for_is_only_ever_text(person: Person) -> None:
    person.open_account()("POST", "/processes", MEASURED)
    page = person.tab("/processes")

    page.locator("[name=search]").fill(HOSTILE)

    expect(page.locator("main .results h2")).to_be_visible()
    expect(page.locator("[name=search]")).to_have_value(HOSTILE)
    expect(page.locator(MADE_OF_TEXT)).to_have_count(0)
    page.goto(f"{person.url}/#/processes?sort=<img src=x onerror=alert(1)>&search=%3Cscript%3Ealert(1)%3C/script%3E")
    page.reload()
    expect(page.locator("[name=search]")).to_have_value("<script>alert(1)</script>")
    expect(page.locator(MADE_OF_TEXT)).to_have_count(0)


def test_titles_and_margins_of_reports_are_only_ever_text_for_strangers_too(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", MEASURED | {"title": HOSTILE})
    wanted = {"scope": "process", "process_ids": [made["id"]], "format": "txt"}
    report = call("POST", "/reports", wanted | {"title": HOSTILE, "header": HOSTILE, "footer": HOSTILE})
    share = call("POST", f"/reports/{report['id']}/shares", {})
    page = person.tab("/reports")

    shown_as_text(page)
    page.locator(".row .actions button").nth(1).click()
    expect(page.locator("dialog h2")).to_contain_text(HOSTILE)
    expect(page.locator(MADE_OF_TEXT)).to_have_count(0)
    page.keyboard.press("Escape")
    page.goto(f"{person.url}/#/shared/{share['token']}")

    expect(page.locator("main h1")).to_have_text(HOSTILE)
    shown_as_text(page)
    assert "text/html" not in page.request.get(report["url"]).headers["content-type"]


def test_text_of_a_broken_server_is_only_ever_text(person: Person) -> None:
    page = person.tab("/signin")
    problem = {"type": "x", "title": HOSTILE, "status": 422, "code": "invalid", "detail": HOSTILE, "errors": []}
    problem["errors"] = [{"pointer": f"/{HOSTILE}", "code": "x", "message": HOSTILE}]
    page.route("**/v1/auth/login", lambda route: route.fulfill(status=422, json=problem))
    person.give_credentials(page)

    expect(page.locator(".summary")).to_contain_text(HOSTILE)
    expect(page.locator(MADE_OF_TEXT)).to_have_count(0)


def test_the_check_for_made_elements_can_fail(person: Person) -> None:
    page = person.tab("/signin")

    page.evaluate("document.querySelector('main').append(document.createElement('img'))")

    expect(page.locator(MADE_OF_TEXT)).to_have_count(1)
    assert re.search(r"onerror", HOSTILE)
