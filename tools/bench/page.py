"""Measures the page as it is uploaded: Lighthouse on a simulated phone, what the first view transfers, and slow lines."""

import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from pydantic import BaseModel

from local.stack import Stack
from tools.published_page import published

ROOT: Final = Path(__file__).parents[2]
_CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS: Final = ["--no-sandbox", "--disable-background-networking"]
_TIMES: Final = 3
#: Slow 3G as WebPageTest has it: 400 ms there and back, 400 kbit/s.
_SLOW: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
#: The moment at which a visitor can type into the first view.
_USABLE: Final = """new MutationObserver((_, observer) => {
    if (!document.querySelector("main textarea")) return;
    observer.disconnect();
    window.usable = performance.now();
}).observe(document, { childList: true, subtree: true })"""


class _Category(BaseModel):
    score: float


class _Audit(BaseModel):
    numericValue: float | None = None  # noqa: N815 - as Lighthouse names it


class _Result(BaseModel):
    """What Lighthouse found."""

    categories: dict[str, _Category]
    audits: dict[str, _Audit]


@dataclass(frozen=True)
class Figure:
    """One measured figure and its goal; `least` where the goal is the least, else it is the most."""

    what: str
    value: float
    unit: str
    goal: float
    least: bool = False

    def line(self) -> str:
        """Return the row of the table."""
        met = self.value >= self.goal if self.least else self.value <= self.goal
        bound = "at least" if self.least else "at most"
        value, goal = (f"{number:,.{2 if 0 < self.goal < 1 else 0}f}{self.unit}" for number in (self.value, self.goal))
        return f"| {self.what} | {value} | {bound} {goal} | {'met' if met else 'not met'} |"


def lines() -> Iterator[str]:
    """Yield the table of the page as Markdown."""
    yield from ("## The page", "")
    yield (
        "The first view without an account, in a Chromium on this machine, as it is uploaded: files in a folder of their release, kept "
        "by the browser for good. Lighthouse simulates a phone on a slow line; slow 3G is 400 ms there and back and "
        "400 kbit/s. Usable means that one can type. Medians of three."
    )
    yield from ("", "| | measured | goal | |", "|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page"
        for key, content in published(ROOT / "frontend").items():
            (page / key).parent.mkdir(parents=True, exist_ok=True)
            (page / key).write_bytes(content)
        with Stack(Path(folder) / "data", page=page) as stack:
            yield from (figure.line() for figure in (*_lighthouse(stack.url), *_visits(stack.url)))
    yield ""


def _chromium() -> str:
    found = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError("Measuring the page needs Chromium.")
    return found


def _lighthouse(url: str) -> Iterator[Figure]:
    """Run Lighthouse and yield its scores."""
    command = [
        str(ROOT / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json", "--output-path=stdout",
        "--only-categories=performance,accessibility", f"--chrome-flags=--headless=new {' '.join(_FLAGS)}",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": _chromium()}
    runs = [
        _Result.model_validate_json(
            subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        )
        for _ in range(_TIMES)
    ]

    def score(category: str) -> float:
        return statistics.median(100 * run.categories[category].score for run in runs)

    def audit(name: str) -> float:
        return statistics.median(run.audits[name].numericValue or 0 for run in runs)

    yield Figure("Lighthouse, performance", score("performance"), "", 98, least=True)
    yield Figure("Lighthouse, accessibility", score("accessibility"), "", 100, least=True)
    yield Figure("largest contentful paint", audit("largest-contentful-paint"), " ms", 1800)
    yield Figure("cumulative layout shift", audit("cumulative-layout-shift"), "", 0.02)


def _visits(url: str) -> Iterator[Figure]:
    """Visit the page as a browser does the first and the second time."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=_FLAGS)
        visits = [_visit(browser, url) for _ in range(_TIMES)]
        browser.close()
    transferred, first, again = (statistics.median(column) for column in zip(*visits, strict=True))
    yield Figure("first visit, transferred", transferred / 1000, " KB", 100)
    yield Figure("first visit on this machine, usable after", first, " ms", 1000)
    yield Figure("second visit on slow 3G, usable after", again, " ms", 1000)


def _visit(browser: Browser, url: str) -> tuple[float, float, float]:
    """Return bytes and milliseconds of a first visit, and milliseconds of a second one on a slow line."""
    context = browser.new_context()
    context.add_init_script(_USABLE)
    transferred, first = _seen(context, url)
    _, again = _seen(context, url, _SLOW)
    context.close()
    return transferred, first, again


def _seen(context: BrowserContext, url: str, line: dict[str, Any] | None = None) -> tuple[float, float]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if line:
        session.send("Network.emulateNetworkConditions", line)
    page.goto(url)
    page.wait_for_selector("main textarea")
    usable = float(page.evaluate("window.usable"))
    page.wait_for_load_state("networkidle")
    page.close()
    return sum(sizes), usable
