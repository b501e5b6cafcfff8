"""A slow line, a line that breaks in the middle, and answers that never come."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Person
from tests.browser.test_journeys import DESCRIPTION, analyse, analysed, describe, tab

LOADING = re.compile("Loading|Wczytywanie")
UNREACHED = re.compile("The service cannot be reached|Nie można połączyć się")
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MINUTE = 61_000  # milliseconds: no answer comes after one


class Cutting(BaseHTTPRequestHandler):
    """Begins to answer, and is gone."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"items": [')

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def cutting() -> Iterator[str]:
    """Where answers are cut off in the middle."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Cutting) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def slow(page: Page) -> None:
    """Put a page on a line that is 400 ms away and carries 400 kbit/s ("slow 3G")."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)


class Held:
    """Requests to an address that nothing answers until they are let through."""

    def __init__(self, page: Page, address: str) -> None:
        self.requests: list[Route] = []
        self.holding = True
        self._page = page
        page.route(address, self._asked)

    def _asked(self, route: Route) -> None:
        if self.holding:
            self.requests.append(route)
        else:
            route.continue_()

    def spare_others(self) -> None:
        """Hold back only what is held already. (To take the route away would let everything through.)"""
        self._page.evaluate("0")  # what the page asked for before this has come here when it returns
        self.holding = False

    def let_through(self) -> None:
        """Let all go on, and wait until the page has seen what became of each."""
        self.spare_others()
        for route in self.requests:
            route.continue_()
        for route in self.requests:
            answer = route.request.response()  # None where the page no longer wanted it
            if answer is not None:
                answer.finished()
        self._page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def goes(page: Page, hash_: str) -> None:
    """Go to another screen of the page, without loading it anew."""
    page.evaluate("where => { location.hash = where; }", hash_)


def on_volume(page: Page) -> None:
    page.locator(".steps button").nth(1).click()
    page.locator("[name=runs]").fill("200")
    page.locator("[name=frequency]").select_option("monthly")
    page.locator("[name=minutes_per_run]").fill("12")


def test_the_first_view_says_that_it_is_coming_and_becomes_usable(person: Person) -> None:
    page = person.empty_tab()
    slow(page)
    held = Held(page, "**/js/main.js")

    page.goto(person.url, wait_until="commit")
    expect(page.get_by_role("status").filter(has_text=LOADING)).to_be_visible()
    held.let_through()
    page.locator("main a[href='#/new']").click()
    page.locator("main [name=title]").fill("Typed on a slow line")

    expect(page.locator("main [name=title]")).to_have_value("Typed on a slow line")
    expect(page.get_by_text(LOADING)).to_have_count(0)


def test_a_visit_says_that_it_is_coming_while_its_session_is_taken_up(person: Person) -> None:
    person.open_account()
    page = person.tab()
    held = Held(page, "**/v1/auth/refresh")

    page.reload()
    expect(page.locator("main .waiting")).to_be_visible()
    held.let_through()

    expect(page.locator("main h1")).to_have_text(re.compile("Start with one|Zacznij od jednego"))


def test_clicking_twice_on_a_slow_line_makes_one_process(person: Person) -> None:
    person.open_account()
    page = person.tab()
    describe(page, title="Only once")
    slow(page)
    held = Held(page, "**/v1/processes")

    page.locator("button[value=save]").dblclick()
    page.locator("main [name=title]").press("Enter")
    held.let_through()
    expect(page.locator("main h1")).to_have_text("Only once")

    page.goto(f"{person.url}/#/processes")
    expect(page.locator("main .row")).to_have_count(1)


def test_figures_that_come_late_neither_take_what_was_typed_nor_the_place_of_newer_ones(person: Person) -> None:
    page = person.tab("/new")
    describe(page)
    page.wait_for_load_state("networkidle")
    held = Held(page, "**/v1/estimate")
    on_volume(page)
    with page.expect_request("**/v1/estimate"):
        page.locator("[name=hourly_cost]").fill("60")
    held.spare_others()

    page.locator("[name=hourly_cost]").fill("90")
    # 200 × 12 × 12 ÷ 60 = 480 hours, at 90 each
    expect(page.locator(".panel")).to_contain_text(re.compile(r"43.200"))
    held.let_through()

    expect(page.locator(".panel")).to_contain_text(re.compile(r"43.200"))
    expect(page.locator("[name=hourly_cost]")).to_have_value("90")
    expect(page.locator("main [name=description]")).to_have_value(DESCRIPTION)


def test_sliders_that_were_put_back_are_not_moved_by_an_answer_that_comes_late(person: Person) -> None:
    page = person.tab("/try")
    net = page.locator(".verdict .figure-strong dd").first
    before = net.inner_text()
    held = Held(page, "**/v1/estimate")
    with page.expect_request("**/v1/estimate"):
        page.locator("input[type=range]").first.press("End")

    page.locator(".sliders ~ .actions button").click()
    held.let_through()

    expect(net).to_have_text(before)


def saving(page: Page, title: str) -> Held:
    """Describe a process and save it; the answer is held."""
    describe(page, title=title)
    held = Held(page, "**/v1/processes")
    with page.expect_request("**/v1/processes"):
        page.locator("button[value=save]").click()
    return held


def test_a_save_that_ends_late_does_not_fetch_back_who_went_elsewhere(person: Person) -> None:
    person.open_account()
    page = person.tab()
    held = saving(page, "Saved late")

    goes(page, "#/tools")
    expect(page.locator("main .row").first).to_be_visible()
    held.let_through()

    expect(page.locator(".toasts")).to_contain_text(re.compile("Saved|Zapisano"))
    expect(page).to_have_url(re.compile("#/tools$"))
    expect(page.locator("main [name=search]")).to_be_visible()
    goes(page, "#/processes")
    expect(page.locator("a.row-title")).to_have_text("Saved late")


def test_what_is_typed_while_a_save_is_under_way_is_kept(person: Person) -> None:
    person.open_account()
    page = person.tab()
    held = saving(page, "Saved")

    page.locator("main [name=title]").fill("Typed after the click")
    held.let_through()
    expect(page.locator("main h1")).to_have_text("Saved")
    page.locator(".more-menu summary").click()
    page.locator(".more-menu a").click()

    expect(page.locator("main [name=title]")).to_have_value("Typed after the click")


def test_a_whole_analysis_goes_through_on_a_slow_line(person: Person) -> None:
    page = person.empty_tab()
    slow(page)
    page.goto(f"{person.url}/#/new")
    page.locator("main [name=title]").fill("Orders")
    page.locator("main [name=description]").fill(DESCRIPTION)

    page.locator("button[value=analyse]").click()
    person.give_credentials(page)
    expect(page.locator("dialog [name=depth]")).to_have_count(3)
    page.locator("dialog [type=submit]").click()

    analysed(page)
    expect(page.locator("main h1")).to_have_text("Orders")
    tab(page, "evidence")
    expect(page.locator("blockquote mark").first).to_be_visible()


@pytest.mark.parametrize("silent", ["**/v1/health", "**/v1/estimate"])
def test_an_answer_that_never_comes_holds_up_nothing_else(person: Person, silent: str) -> None:
    person.open_account()
    page = person.empty_tab()
    Held(page, silent)
    page.goto(f"{person.url}/#/")
    expect(page.locator(".head nav")).to_be_visible()

    describe(page)
    page.locator("button[value=save]").click()

    expect(page.locator("main h1")).to_have_text("Orders")


def test_a_screen_whose_answer_never_comes_leaves_the_way_open_and_says_so_in_the_end(person: Person) -> None:
    page = person.tab("/signin")
    page.clock.install()
    held = Held(page, "**/v1/tools*")
    goes(page, "#/tools")
    expect(page.locator("main .waiting")).to_be_visible()
    page.locator(".head a.brand").click()
    expect(page.locator(".hero")).to_be_visible()
    with page.expect_request("**/v1/tools*"):
        goes(page, "#/tools")

    page.clock.fast_forward(MINUTE)
    expect(page.locator("main")).to_contain_text(UNREACHED)
    held.spare_others()
    page.locator("main button.primary").click()

    expect(page.locator("main .row").first).to_be_visible()


def test_a_broken_line_during_an_analysis_loses_nothing(person: Person) -> None:
    person.open_account()
    page = person.tab()
    describe(page)
    page.route("**/v1/analyses/*", lambda route: route.abort("internetdisconnected"))
    analyse(page)
    expect(page.locator(".offline")).not_to_be_empty()
    page.evaluate("window.loadedOnce = true")

    person.context.set_offline(True)
    page.unroute("**/v1/analyses/*")
    expect(page.locator(".job .stages")).to_be_visible()
    person.context.set_offline(False)

    analysed(page)
    expect(page.locator(".offline")).to_be_empty()
    assert page.evaluate("window.loadedOnce")


def test_an_analysis_is_followed_on_after_an_answer_that_never_came(person: Person) -> None:
    person.open_account()
    page = person.tab()
    describe(page)
    page.clock.install()
    held = Held(page, "**/v1/analyses/*")
    with page.expect_request("**/v1/analyses/*"):
        analyse(page)
    held.spare_others()

    page.clock.fast_forward(MINUTE)

    analysed(page)


def test_an_answer_cut_off_in_the_middle_is_a_lost_connection_and_is_made_good(person: Person, cutting: str) -> None:
    page = person.tab("/signin")
    page.route("**/v1/samples*", lambda route: route.continue_(url=cutting))

    goes(page, "#/sample")
    expect(page.locator("main")).to_contain_text(UNREACHED)
    page.unroute("**/v1/samples*")

    expect(page.locator(".verdict .figures")).to_be_visible()  # it is asked for again without a click


def test_a_screen_that_could_not_be_fetched_comes_when_the_line_is_back(person: Person) -> None:
    page = person.tab("/signin")
    person.context.set_offline(True)
    goes(page, "#/tools")
    expect(page.locator("main")).to_contain_text(UNREACHED)

    person.context.set_offline(False)

    expect(page.locator("main .row").first).to_be_visible()
