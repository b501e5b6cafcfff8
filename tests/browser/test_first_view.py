"""What the first look costs, and that a screen left early stays left."""

import re
from typing import Any, Final

from playwright.sync_api import expect

from tests.browser.conftest import Person
from tests.browser.test_slow_network import Held

_BUDGET: Final = 100_000  # bytes as transferred, fonts and answers of the API included


def test_the_first_view_stays_within_its_budget(person: Person) -> None:
    page = person.context.new_page()
    session = person.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def sent(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def received(event: dict[str, Any]) -> None:
        sizes[addresses[event["requestId"]]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", received)
    page.goto(person.url)
    expect(page.locator(".specimen")).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert all(address.startswith(person.url) for address in sizes)
    assert any(address.endswith(".woff2") for address in sizes)
    assert sum(sizes.values()) < _BUDGET, sorted(sizes.items(), key=lambda it: -it[1])[:10]


def test_a_screen_left_while_it_loads_neither_shows_itself_nor_its_waiting_sign(person: Person) -> None:
    page = person.tab("/signin")
    held = Held(page, "**/v1/tools*")

    page.evaluate("location.hash = '#/tools'")
    expect(page.locator("main .waiting")).to_be_visible()
    page.evaluate("location.hash = '#/new'")
    expect(page.locator("main [name=title]")).to_be_visible()
    page.locator("main [name=title]").fill("Typed meanwhile")
    held.let_through()

    expect(page.locator("main [name=title]")).to_have_value("Typed meanwhile")
    expect(page.locator("main .waiting")).to_have_count(0)


def test_what_cannot_be_loaded_says_so_and_can_be_tried_again(person: Person) -> None:
    page = person.tab("/signin")
    # A busy server, not a lost connection: from that the page recovers by itself.
    page.route("**/v1/tools*", lambda route: route.fulfill(status=503, content_type="text/plain", body="busy"))

    page.evaluate("location.hash = '#/tools'")
    expect(page.locator("main h1")).to_have_text(re.compile("could not be loaded|Nie udało się tego wczytać"))
    page.unroute("**/v1/tools*")
    page.locator("main button").first.click()

    expect(page.locator("main .row").first).to_be_visible()


def test_a_failure_of_the_server_names_the_request(person: Person) -> None:
    page = person.tab("/signin")
    problem = '{"type": "x", "title": "x", "status": 500, "code": "internal", "request_id": "request-77"}'
    page.route(
        "**/v1/auth/login",
        lambda route: route.fulfill(status=500, content_type="application/problem+json", body=problem),
    )
    person.give_credentials(page)

    expect(page.locator(".summary")).to_contain_text("request-77")
