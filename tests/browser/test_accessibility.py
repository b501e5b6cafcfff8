"""axe-core finds nothing on any screen, in either language or theme; and no screen is wider than a small phone."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.conftest import Caller, moves_to, patient
from tests.browser.test_journeys import analysed
from tests.support.shared_stack import Running

pytestmark = pytest.mark.xdist_group("accessibility")

_PROCESS: Final[dict[str, Any]] = {
    "title": "Zamówienia z poczty",
    "description": (
        "Co tydzień przepisujemy ręcznie około 300 zamówień z poczty do Subiekta, każde zajmuje 7 minut. Błędy są w 4% zamówień, "
        "poprawka trwa 20 minut. Czasem piszemy, że jest ich 500 tygodniowo."
    ),
    "industry": "ecommerce_retail",
    "tags": ["sprzedaż"],
    "hourly_cost": "55",
}
# rules of WCAG 2.2, levels A and AA, which axe leaves out unless it is asked for
_OPTIONS: Final = {
    "resultTypes": ["violations"],
    "preload": False,  # only for rules that are not run
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
}


@dataclass(frozen=True)
class Firm:
    """An account with something on every screen."""

    credentials: dict[str, str]
    process: str
    unanalysed: str
    analyses: list[str]
    share: str


def credentials() -> dict[str, Any]:
    return {"email": f"{secrets.token_hex(8)}@example.com", "password": secrets.token_urlsafe(20)}


@pytest.fixture(scope="module")
def firm(browser: Browser, running: Running) -> Firm:
    """Made through the API, the analyses by the running worker."""
    context = browser.new_context()
    call = Caller(context.request, running.url)
    account = credentials()
    call.token = signed_in(context, running.url, account, "register")["access_token"]
    process, unanalysed, thrown = (call("POST", "/processes", _PROCESS | {"title": f"Proces {n}"}) for n in range(3))
    call("DELETE", f"/processes/{thrown['id']}", headers={"If-Match": '"1"'})
    page = context.new_page()
    analyses = []
    for depth in ("expert", "basic"):
        job = call("POST", f"/processes/{process['id']}/analyses", {"depth": depth, "fallback": "rules"})
        page.goto("about:blank")
        page.goto(f"{running.url}/#/analysis/{job['id']}")
        analysed(page)
        analyses.append(job["id"])
    first = {"field": "net_savings_per_year", "value": "1000", "reason": "own reckoning"}
    call("PATCH", f"/analyses/{analyses[-1]}", {"overrides": [first]})
    report = call("POST", "/reports", {"scope": "process", "process_ids": [process["id"]], "format": "txt"})
    share = call("POST", f"/reports/{report['id']}/shares", {})
    context.close()
    return Firm(account, process["id"], unanalysed["id"], analyses, share["token"])


@pytest.fixture(params=["pl-light", "en-dark"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in a language and a theme: what a theme changes, a language does not (`test_a_theme_changes_nothing_but_colours`)."""
    language, theme = request.param.split("-")
    context = browser.new_context(reduced_motion="reduce", color_scheme=theme, viewport={"width": 1280, "height": 900})
    context.add_init_script(f"localStorage.setItem('smartflow.language', '{language}')")
    context.add_init_script(AXE_SCRIPT)
    patient(context)
    yield context
    context.close()


def opened(page: Page, selector: str) -> None:
    """Open a dialog."""
    page.locator(selector).first.click()
    expect(page.locator("dialog[open] form")).to_be_visible()


def unfolded(page: Page) -> None:
    """Open whatever is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")


def step(number: int) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        button = page.locator(".steps button").nth(number)
        button.click()
        expect(button).to_have_attribute("aria-current", "step")

    return go


def refused(page: Page) -> None:
    """Send a form that is not filled in."""
    page.locator("main form [type=submit]").first.click()
    expect(page.locator("main .summary").first).to_be_visible()


def pasted(page: Page) -> None:
    """Paste a description into the first view."""
    page.locator("main textarea").fill(_PROCESS["description"])
    expect(page.locator("main .verdict-name")).to_be_visible()


def first_rows(page: Page) -> None:
    """Leave a few rows of a long list: all are made alike, and axe takes seconds for the whole of it."""
    page.evaluate("document.querySelectorAll('main .rows > li:nth-child(n + 10)').forEach((row) => row.remove())")


def nothing(_page: Page) -> None:
    """Look at the screen as it opens."""


OPEN: Final[list[tuple[str, Callable[[Page], None]]]] = [
    ("/", nothing),
    ("/", pasted),
    ("/signin", nothing),
    ("/signup", refused),
    ("/forgot", nothing),
    ("/reset/AAAA", refused),
    ("/new", nothing),
    *((f"/new?step={number}", step(number)) for number in (1, 2, 3)),
    ("/try", nothing),
    *((f"/sample/{tab}", unfolded) for tab in ("", "figures", "evidence", "plan", "tools")),
    ("/tools", nothing),
    ("/method", nothing),
    ("/privacy", nothing),
    ("/terms", nothing),
    ("/accessibility", nothing),
    ("/shared/{share}", nothing),
    ("/nowhere", nothing),
]
OWN: Final[list[tuple[str, Callable[[Page], None]]]] = [
    ("/", nothing),
    ("/processes", nothing),
    ("/processes?search=nothing-like-this", nothing),
    ("/trash", nothing),
    ("/process/{unanalysed}", unfolded),
    ("/process/{unanalysed}", lambda page: opened(page, "header.process-head button")),
    *((f"/process/{{process}}/{tab}", unfolded) for tab in ("", "figures", "evidence", "plan", "tools", "history")),
    ("/process/{process}", lambda page: opened(page, "header.process-head button >> nth=1")),
    ("/process/{process}/figures", lambda page: opened(page, "[data-key=override]")),
    ("/process/{process}/edit", nothing),
    ("/process/{process}/compare/{first}/{second}", nothing),
    ("/analysis/{first}", nothing),
    ("/reports", nothing),
    ("/reports", lambda page: opened(page, ".row .actions button:nth-child(2)")),
    ("/reports", lambda page: opened(page, ".title-row button.primary")),
    ("/account", nothing),
    ("/account", lambda page: opened(page, "main section:has(h2) button:text-matches('Turn on|Włącz')")),
]


def walk(page: Page, url: str, firm: Firm, screens: list[tuple[str, Callable[[Page], None]]]) -> Iterator[str]:
    """Go to every screen in turn: within the page, or by loading it again where something was done on the last screen."""
    names = {"process": firm.process, "unanalysed": firm.unanalysed, "share": firm.share}
    names |= {"first": firm.analyses[0], "second": firm.analyses[1]}
    under_way: set[Request] = set()
    page.on("request", lambda request: under_way.add(request))
    page.on("requestfinished", lambda request: under_way.discard(request))
    page.on("requestfailed", lambda request: under_way.discard(request))
    untouched = ""
    for route, act in screens:
        if untouched and untouched != route:
            moves_to(page, route.format(**names))
        else:
            page.goto("about:blank")
            page.goto(f"{url}/#{route.format(**names)}")
            expect(page.locator("main h1")).to_be_visible()
        settled(page, under_way)
        act(page)
        settled(page, under_way)
        yield f"{route} {act.__name__}"
        untouched = route if act is nothing else ""


def settled(page: Page, under_way: set[Request]) -> None:
    """Wait until the page asks for nothing any more and has drawn what it was answered."""
    calm = 0
    while calm < 2:
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        calm = 0 if under_way else calm + 1


EMPTY: Final[list[tuple[str, Callable[[Page], None]]]] = [
    (route, nothing) for route in ("/", "/processes", "/trash", "/reports")
]


SCREENS: Final = {
    "nobody": [(route, first_rows if route == "/tools" else act) for route, act in OPEN],
    "somebody new": EMPTY,
    "firm": OWN,
}


def violated(page: Page) -> dict[str, list[object]]:
    """Return which rules of axe the page breaks, each with the first places, where AXE_SCRIPT is in the page."""
    # Only what is needed comes out of the browser: reading all that axe has to say takes longer than its checks.
    found = page.evaluate(
        """options => axe.run(options).then(({violations}) =>
            violations.map(({id, nodes}) => [id, nodes.slice(0, 4).map(({target}) => target)]))""",
        _OPTIONS,
    )
    return dict(found)


def signed_in(context: BrowserContext, url: str, credentials: dict[str, Any], how: str = "login") -> Any:
    """Open a session that the page will find."""
    context.add_init_script("localStorage.setItem('smartflow.session', '1')")
    return Caller(context.request, url)("POST", f"/auth/{how}", credentials)


@pytest.mark.parametrize("whose", SCREENS)
def test_axe_finds_nothing(visitor: BrowserContext, running: Running, firm: Firm, whose: str) -> None:
    if whose == "firm":
        signed_in(visitor, running.url, firm.credentials)
    if whose == "somebody new":
        signed_in(visitor, running.url, credentials() | {"accept_terms": True}, "register")
    page = visitor.new_page()
    found = {place: violated(page) for place in walk(page, running.url, firm, SCREENS[whose])}
    assert {place: rules for place, rules in found.items() if rules} == {}


@pytest.mark.parametrize("own", [False, True], ids=["visitor", "account"])
def test_nothing_is_wider_than_a_small_phone(browser: Browser, running: Running, firm: Firm, own: bool) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('smartflow.language', 'pl')")
    patient(context)
    if own:
        signed_in(context, running.url, firm.credentials)
    page = context.new_page()
    wide = [
        place
        for place in walk(page, running.url, firm, OWN if own else OPEN)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    ]
    context.close()
    assert wide == []


def test_axe_would_find_something(browser: Browser, running: Running) -> None:
    context = browser.new_context()
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    page.goto(f"{running.url}/#/signin")
    expect(page.locator("main h1")).to_be_visible()
    page.evaluate("document.querySelector('main label').remove()")
    page.evaluate("document.querySelector('main h1').style.color = '#eee'")

    found = violated(page)

    context.close()
    assert {"label", "color-contrast"} <= found.keys()
