"""A Chromium of the system's own, and people in front of it. Whoever watches sees every error the page makes."""

import os
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import (
    APIRequestContext,
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    expect,
    sync_playwright,
)

from local.stack import Stack
from tests.support import model_server, postgres, shared_stack
from tests.support.programs import program
from tests.support.shared_stack import CONCURRENCY, Running
from tests.support.waiting import PATIENCE

CHROMIUM = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
QUIET = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu",
    # Without these every window loads the address bar's menus beside its page, and a spare process for a page to come:
    # as much work as the page itself. (Playwright's own list of what it turns off is replaced by this one.)
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,SpareRendererForSitePerProcess,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,OptimizationHints,PaintHolding,"
    "ThirdPartyStoragePartitioning",
]  # fmt: skip

#: No name of a host leads anywhere. (To watch every request of a page instead takes a tenth of the tests' time.)
NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
LOCALES = ("pl-PL", "en-GB")

expect.set_options(timeout=PATIENCE * 1000)

#: 200 × 12 × 12 ÷ 60 = 480 hours a year, at 60 each: everything that figures need is said.
MEASURED = {
    "title": "Invoices",
    "description": "Invoices arrive by e-mail and are typed into the accounting program by hand.",
    "industry": "accounting",
    "runs": "200",
    "frequency": "monthly",
    "minutes_per_run": "12",
    "hourly_cost": "60",
}


@dataclass
class Caller:
    """Calls the API of the running system."""

    request: APIRequestContext
    url: str
    token: str = ""

    def __call__(self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None) -> Any:
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.request.fetch(f"{self.url}/v1{path}", method=method, data=body, headers=sent | (headers or {}))
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None


@dataclass
class Person:
    """Somebody at a browser: `errors` are those of the page's own scripts, `strangers` requests to other origins."""

    url: str
    context: BrowserContext
    language: str = "en"
    email: str = field(default_factory=lambda: f"{secrets.token_hex(8)}@example.com")
    password: str = field(default_factory=lambda: secrets.token_urlsafe(20))
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def empty_tab(self) -> Page:
        """Open a tab that has not gone anywhere yet."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        page.on("dialog", self._asked)
        return page

    def tab(self, route: str = "/") -> Page:
        """Open a tab at a route of the page."""
        page = self.empty_tab()
        page.goto(f"{self.url}/#{route}")
        expect(page.locator("main h1")).to_be_visible()
        return page

    def sign_up(self) -> Page:
        """Open an account and stay on the first screen."""
        page = self.tab("/signup")
        self.give_credentials(page)
        # The page leaves the form by itself; going elsewhere before it has would be overtaken by that.
        page.wait_for_url(lambda address: "signup" not in address)
        expect(page.locator(".head nav")).to_be_visible()
        return page

    def open_account(self) -> Caller:
        """Open an account without the page, which finds it open at its next look; returns who calls in its name."""
        self.context.add_init_script("localStorage.setItem('smartflow.session', '1')")
        call = Caller(self.context.request, self.url)
        account = {"email": self.email, "password": self.password, "language": self.language}
        call.token = call("POST", "/auth/register", account)["access_token"]
        return call

    def give_credentials(self, page: Page) -> None:
        """Fill in and send the form that asks for an account."""
        page.locator("[name=email]").fill(self.email)
        page.locator("[name=password]").fill(self.password)
        page.locator("form:has([name=password]) [type=submit]").click()

    def _asked(self, dialog: Dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser reports every answer of 4xx as an error of its own; refusals are part of the journeys. What is asked of
        # anybody else fails too (NOBODY_ELSE), and is told from them by its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)
        elif message.type == "error" and not message.location["url"].startswith(self.url):
            self.strangers.append(message.location["url"])


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The system without a model's key, the same one for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    with shared_stack.shared((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "browser") as running:
        yield running


@pytest.fixture(scope="package")
def model() -> Iterator[model_server.ModelServer]:
    with model_server.running() as server:
        yield server


@pytest.fixture(scope="package")
def url(tmp_path_factory: pytest.TempPathFactory, model: model_server.ModelServer) -> Iterator[str]:
    """Where a language model writes the analyses."""
    given = {"ModelBaseUrl": model.url, "ModelProvider": "Our tests", "ModelCountry": "nowhere"}
    data = tmp_path_factory.mktemp("with-model")
    key = {"OPENAI_API_KEY": "not-a-key"}
    with Stack(data, parameters=given, environment=key, concurrency=CONCURRENCY) as stack:
        postgres.do_not_wait_for_the_disk(stack.admin_dsn)
        yield stack.url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with this package: Playwright keeps an event loop running, which other tests need for themselves."""
    path = program(*CHROMIUM)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*QUIET, NOBODY_ELSE])
        yield started
        started.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run journeys in both languages, and tests of how the page behaves in one: half of these in Polish, half in English."""
    if "locale" in metafunc.fixturenames:
        one = LOCALES[zlib.crc32(metafunc.function.__name__.encode()) % len(LOCALES)]
        both = metafunc.definition.get_closest_marker("both_languages")
        metafunc.parametrize("locale", LOCALES if both else [one])


@pytest.fixture
def person(locale: str, browser: Browser, running: Running) -> Iterator[Person]:
    """Somebody new, with a browser in Polish or English; the page must make no error meanwhile."""
    yield from somebody(browser, running.url, locale)


@pytest.fixture
def modelled(locale: str, browser: Browser, url: str, model: model_server.ModelServer) -> Iterator[Person]:
    """Somebody new where a language model writes the analyses; the model is well again afterwards."""
    model.requests.clear()
    yield from somebody(browser, url, locale)
    model.behaviour = model_server.good


def patient(context: BrowserContext) -> None:
    """Let actions in this context wait as long as `expect` does."""
    context.set_default_timeout(PATIENCE * 1000)


def moves_to(page: Page, route: str) -> None:
    """Go to another screen of the page, without loading it again, and wait until it has taken the last one's place."""
    page.evaluate(
        "route => { document.querySelector('main h1').dataset.left = ''; location.hash = route; }", f"#{route}"
    )
    expect(page.locator("main h1:not([data-left])")).to_be_visible()


def contains_times(page: Page, words: str, times: int) -> None:
    """Wait until the page shows these words that many times or more."""
    page.wait_for_function(
        "([words, times]) => document.body.innerText.split(words).length > times", arg=[words, times]
    )


def somebody(browser: Browser, url: str, locale: str) -> Iterator[Person]:
    # Drawing what moves takes processors' time, and changes nothing that is looked at.
    context = browser.new_context(locale=locale, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    patient(context)
    visitor = Person(url, context, language=locale[:2])
    yield visitor
    context.close()
    assert visitor.errors == []
    assert visitor.strangers == []
