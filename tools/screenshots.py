"""Takes screenshots of every screen of the page, in each state that matters, on a system that it starts.

.venv/bin/python -m tools.screenshots FOLDER [--only NAME …] [--widths 360,768,1440] [--themes light,dark] [--languages pl,en]
.venv/bin/python -m tools.screenshots --readme     the pictures of docs/images
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from local.stack import Stack
from smartflow.language.text import ByLanguage, Language
from tools.example_firm import CASES, Caller, Firm, credentials, firm

IMAGES: Final = Path(__file__).parents[1] / "docs" / "images"
HEIGHT: Final = 900
_CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_ARGUMENTS: Final = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]


@dataclass(frozen=True)
class Shot:
    """A screenshot: whose browser, which address, what is done before it. With `window` it shows the window only, for dialogs."""

    name: str
    whose: Literal["visitor", "new", "firm"]
    route: str
    act: Callable[[Page, Language], None] = lambda *_: None
    before: Callable[[Page], None] = lambda *_: None
    window: bool = False


def _answer(status: int, **body: object) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, content_type="application/problem+json", body=json.dumps(body))


def _step(number: int) -> Callable[[Page, Language], None]:
    """Fill in the firm's process "orders", then go to a step."""

    def act(page: Page, language: Language) -> None:
        [case] = [case for case in CASES if case.name == "orders"]
        title, description, tags = case.texts.of(language)
        for name, value in {"title": title, "description": description, "tags": ", ".join(tags)}.items():
            page.fill(f"main [name={name}]", value)
        page.select_option("main [name=industry]", case.industry)
        page.click(".steps li:nth-child(2) button")
        page.select_option("main [name=frequency]", str(case.measured["frequency"]))
        for name in ("runs", "minutes_per_run", "error_rate_percent", "hourly_cost"):
            page.fill(f"main [name={name}]", str(case.measured[name]))
        page.click(".steps li:nth-child(3) button")
        for name in ("rule_based", "digital_input", "structured_input"):
            page.check(f"[name='readiness.{name}'][value='{case.measured['readiness'][name]}']", force=True)
        page.click(f".steps li:nth-child({number}) button")
        page.wait_for_selector(".panel dl")

    return act


def _refused(page: Page, _language: Language) -> None:
    page.fill("main [name=title]", "ab")
    page.click(".steps li:nth-child(2) button")
    page.fill("main [name=runs]", "dużo")
    page.click("button[value=save]")
    page.wait_for_selector("main .summary:visible")
    page.click(".steps li:nth-child(1) button")


def _sent_empty(page: Page, _language: Language) -> None:
    page.click("main form [type=submit]")
    page.wait_for_selector("main .summary:visible")


def _unfolded(page: Page, _language: Language) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    page.wait_for_load_state("networkidle")


def _scrolled(page: Page, _language: Language) -> None:
    page.wait_for_function("scrollY > 0")


def _clicked(selector: str) -> Callable[[Page, Language], None]:
    def act(page: Page, _language: Language) -> None:
        page.click(selector)
        page.wait_for_selector("dialog[open] form")

    return act


def _linked(page: Page, language: Language) -> None:
    page.route(
        "**/v1/reports/*/shares",
        lambda it: it.fallback() if it.request.method == "GET" else _answer(201, token="q" * 43)(it),
    )
    _clicked(".row .actions button:nth-child(2)")(page, language)
    page.click("dialog [type=submit]")
    page.wait_for_selector("dialog input[readonly]")


def _job(**given: object) -> Callable[[Page], None]:
    """Let the process have one analysis in the given state; the real state passes too quickly for a screenshot."""

    def before(page: Page) -> None:
        job = {
            "id": "job",
            "depth": "expert",
            "version": None,
            "analyst": None,
            "current": False,
            "error": None,
            **given,
        }
        job["created_at"] = (datetime.now(UTC) - timedelta(seconds=7)).isoformat()
        page.route("**/v1/processes/*/analyses?*", lambda it: it.fulfill(json={"items": [job], "next_cursor": None}))
        page.route("**/v1/analyses/job", lambda it: it.fulfill(json=job))

    return before


def _busy(page: Page) -> None:
    page.route("**/v1/dashboard", _answer(503, code="unavailable"))


def _conflict(page: Page, _language: Language) -> None:
    """Save a process that was changed elsewhere meanwhile."""

    def stored(route: Route) -> None:
        if route.request.method == "PATCH":
            return _answer(412, code="precondition_failed")(route)
        process = route.fetch().json()
        return route.fulfill(json=process | {"title": f"{process['title']} (2027)", "runs": "340"})

    page.fill("main [name=description]", f"{page.input_value('main [name=description]')} KSeF.")
    page.route("**/v1/processes/*", stored)
    page.click("button[value=analyse]")
    page.wait_for_selector("dialog[open] form")


def _pasted(page: Page, language: Language) -> None:
    [case] = [case for case in CASES if case.name == "orders"]
    page.fill("main textarea", case.texts.of(language)[1])
    page.wait_for_selector(".beside .verdict-name")


SHOTS: Final = (
    Shot("welcome", "visitor", "/"),
    Shot("pasted", "visitor", "/", _pasted),
    Shot("sample", "visitor", "/sample"),
    *(
        Shot(f"sample-{tab}", "visitor", f"/sample/{tab}", _unfolded)
        for tab in ("figures", "evidence", "plan", "tools")
    ),
    Shot("try", "visitor", "/try"),
    Shot("tools", "visitor", "/tools"),
    Shot("method", "visitor", "/method"),
    Shot("method-formula", "visitor", "/method?formula=hours_saved_per_year", _scrolled, window=True),
    Shot("signin", "visitor", "/signin"),
    Shot("forgot", "visitor", "/forgot"),
    Shot("reset", "visitor", "/reset/AAAA", _sent_empty),
    Shot("signup", "visitor", "/signup"),
    Shot("signup-errors", "visitor", "/signup", _sent_empty),
    Shot("privacy", "visitor", "/privacy"),
    Shot("terms", "visitor", "/terms"),
    Shot("accessibility", "visitor", "/accessibility"),
    Shot("shared", "visitor", "/shared/{share}"),
    Shot("not-found", "visitor", "/nowhere"),
    Shot("wizard-empty", "visitor", "/new"),
    *(Shot(f"wizard-{number}", "visitor", "/new", _step(number)) for number in (1, 2, 3, 4)),
    Shot("wizard-errors", "new", "/new", _refused),
    Shot("dashboard-empty", "new", "/"),
    Shot("processes-empty", "new", "/processes"),
    Shot("reports-empty", "new", "/reports"),
    Shot("trash-empty", "new", "/trash"),
    Shot("dashboard", "firm", "/"),
    Shot("processes", "firm", "/processes"),
    Shot("processes-nothing", "firm", "/processes?search=cło"),
    Shot("trash", "firm", "/trash"),
    Shot("process", "firm", "/process/{invoices}"),
    *(
        Shot(f"process-{tab}", "firm", f"/process/{{orders}}/{tab}", _unfolded)
        for tab in ("figures", "evidence", "plan", "tools", "history")
    ),
    Shot("process-stale", "firm", "/process/{complaints}"),
    Shot("process-new", "firm", "/process/{applications}"),
    Shot("process-older", "firm", "/analysis/{first}"),
    Shot("process-edit", "firm", "/process/{invoices}/edit"),
    Shot("job", "firm", "/process/{applications}", before=_job(status="running", stage="writing")),
    Shot("job-failed", "firm", "/process/{applications}", before=_job(status="failed", stage=None)),
    Shot("compare", "firm", "/process/{invoices}/compare/{first}/{second}"),
    Shot("reports", "firm", "/reports"),
    Shot("account", "firm", "/account"),
    Shot("failed-load", "firm", "/", before=_busy),
    Shot("dialog-ask", "firm", "/process/{invoices}", _clicked(".process-head .actions button"), window=True),
    Shot("dialog-report", "firm", "/reports", _clicked(".title-row button.primary"), window=True),
    Shot("dialog-share", "firm", "/reports", _linked, window=True),
    Shot("dialog-override", "firm", "/process/{invoices}/figures", _clicked("[data-key=override]"), window=True),
    Shot("dialog-conflict", "firm", "/process/{invoices}/edit", _conflict, window=True),
)
#: Name in docs/images, the shot, its theme, and what the window is scrolled to.
README: Final = (
    ("welcome", "pasted", "light", ""),
    ("dashboard", "dashboard", "light", ""),
    ("analysis", "process", "light", ""),
    ("figures-dark", "process-figures", "dark", ".pictures"),
)


def main() -> None:
    """Take the screenshots that were requested."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", nargs="+", choices=[shot.name for shot in SHOTS], default=[])
    parser.add_argument("--widths", default="360,768,1440")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="pl,en")
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    if not arguments.readme and arguments.folder is None:
        parser.error("a folder is needed")
    with tempfile.TemporaryDirectory() as data, Stack(Path(data)) as stack, _chromium() as browser:
        if arguments.readme:
            _readme(Browsers(browser, stack.url, "en"))
            return
        arguments.folder.mkdir(parents=True, exist_ok=True)
        shots = [shot for shot in SHOTS if not arguments.only or shot.name in arguments.only]
        for language in arguments.languages.split(","):
            browsers = Browsers(browser, stack.url, language)
            for theme in arguments.themes.split(","):
                for shot in browsers.visited(theme, shots):
                    for width in arguments.widths.split(","):
                        file = arguments.folder / f"{shot.name}-{language}-{theme}-{width}.png"
                        page = browsers.opened(shot, theme, int(width))
                        page.screenshot(path=file, full_page=not shot.window)
                        print(file)


class Browsers:
    """The browsers of a visitor, of a new user and of the example firm, in one language."""

    def __init__(self, browser: Browser, url: str, language: Language) -> None:
        self._browser, self._url, self._language = browser, url, language
        context = browser.new_context()
        self._firm: Firm = firm(Caller(context.request, url, language), language)
        context.close()
        self._pages: dict[tuple[str, str], Page] = {}

    def visited(self, theme: str, shots: list[Shot]) -> Iterator[Shot]:
        """Yield the shots; the theme's browsers are closed after the last one."""
        yield from shots
        for whose in ("visitor", "new", "firm"):
            if page := self._pages.pop((whose, theme), None):
                page.context.close()

    def opened(self, shot: Shot, theme: str, width: int) -> Page:
        """Return a page that shows the screen of a shot."""
        key = (shot.whose, theme)
        page = self._pages.get(key) or self._pages.setdefault(key, self._context(*key).new_page())
        page.unroute_all()
        page.goto("about:blank")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        shot.before(page)
        page.goto(f"{self._url}/#{self._firm.address(shot.route)}")
        page.wait_for_selector("main h1")
        page.wait_for_load_state("networkidle")
        shot.act(page, self._language)
        page.wait_for_load_state("networkidle")
        if not shot.window:
            page.evaluate("scrollTo(0, 0)")
        return page

    def _context(self, whose: str, theme: str) -> BrowserContext:
        scheme: Any = theme
        locale = ByLanguage(pl="pl-PL", en="en-GB").of(self._language)
        context = self._browser.new_context(color_scheme=scheme, locale=locale, reduced_motion="reduce")
        context.set_default_timeout(15_000)
        # Each screenshot begins without the drafts of earlier ones.
        drafts = "Object.keys(localStorage).filter((key) => key.includes('.draft.')).forEach((key) => localStorage.removeItem(key))"
        context.add_init_script(f"localStorage.setItem('smartflow.language', '{self._language}'); {drafts}")
        if whose != "visitor":
            context.add_init_script("localStorage.setItem('smartflow.session', '1')")
            call = Caller(context.request, self._url, self._language)
            if whose == "firm":
                call.sign("login", self._firm.credentials)
            else:
                call.sign("register", credentials())
        return context


def _readme(browsers: Browsers) -> None:
    for name, wanted, theme, scrolled in README:
        [shot] = [shot for shot in SHOTS if shot.name == wanted]
        page = browsers.opened(shot, theme, 1440)
        if scrolled:
            page.evaluate(f"document.querySelector('{scrolled}').scrollIntoView({{ block: 'center' }})")
        page.screenshot(path=IMAGES / f"{name}.png")


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
