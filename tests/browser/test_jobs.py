"""An analysis on its way: reloaded in the middle, cancelled, failed and tried again; and versions of it side by side."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import MEASURED, Person, contains_times
from tests.browser.test_journeys import analysed, tab
from tests.support import model_server
from tests.support.model_server import ModelServer

pytestmark = pytest.mark.xdist_group("model")

WRITING = re.compile("Writing|Pisanie")
CANCELLED = re.compile("cancelled|anulowan")


class Thinking:
    """A model that reads at once, and writes once it is let."""

    def __init__(self) -> None:
        self.done = threading.Event()

    def __call__(self, asked: model_server.Json) -> model_server.Reply:
        if model_server.kind_of(asked) == "writing":
            self.done.wait()
        return model_server.good(asked)


@pytest.fixture
def thinking(model: ModelServer) -> Iterator[Thinking]:
    model.behaviour = behaviour = Thinking()
    yield behaviour
    behaviour.done.set()


def asked_for(person: Person) -> str:
    """Describe a process and ask the model about it, through the API; returns where that is seen."""
    call = person.open_account()
    call("PUT", "/me/model-consent")
    made = call("POST", "/processes", MEASURED)
    call("POST", f"/processes/{made['id']}/analyses", {"depth": "basic", "language": "pl"})
    return f"/process/{made['id']}"


def test_a_reload_in_the_middle_of_an_analysis_loses_nothing(modelled: Person, thinking: Thinking) -> None:
    page = modelled.tab(asked_for(modelled))
    expect(page.locator(".stages [aria-current=step]")).to_have_text(WRITING)

    page.reload()
    expect(page.locator(".stages [aria-current=step]")).to_have_text(WRITING)
    expect(page.locator(".job [role=status]")).not_to_be_empty()
    expect(page.locator(".job")).not_to_contain_text("%")
    thinking.done.set()

    analysed(page)
    tab(page, "plan")
    expect(page.locator(".verdict-text")).to_contain_text("można odzyskać")


def test_a_cancelled_analysis_stays_cancelled_and_can_be_tried_again(modelled: Person, thinking: Thinking) -> None:
    page = modelled.tab(asked_for(modelled))
    page.locator(".job button.quiet").click()

    ended = page.locator(".state .note-bad")
    expect(ended).to_contain_text(CANCELLED)
    thinking.done.set()
    page.reload()
    expect(ended).to_contain_text(CANCELLED)
    ended.get_by_role("button").click()

    analysed(page)


@pytest.mark.both_languages
def test_a_failed_analysis_says_why_and_can_be_tried_again(modelled: Person, model: ModelServer) -> None:
    model.behaviour = model_server.refusing
    page = modelled.tab(asked_for(modelled))
    ended = page.locator(".state .note-bad")
    expect(ended.locator("p")).not_to_be_empty()
    model.behaviour = model_server.good

    ended.get_by_role("button").click()

    analysed(page)
    expect(ended).to_have_count(0)


def test_prose_with_markup_is_only_ever_text(modelled: Person) -> None:
    markup = "<img src=x onerror=alert()> <script>alert()</script>"
    said = f"Dział przepisuje dokumenty ręcznie. {markup}"
    # The checks remove markup from what an analyst writes; the page does not rely on that.
    written = {
        "summary": said,
        "verdict": said,
        "problems": [{"problem": said, "evidence": None}],
        "first_steps": [said],
        "risks": [{"risk": said, "mitigation": said}],
        "expected_results": [said],
        "questions": [{"question": said, "field": "other", "effect": None}],
        "roadmap": [{"phase": said, "effort": "S", "weeks": {"min": 1, "max": 2}, "actions": [said]}],
    }

    def rewrite(route: Route) -> None:
        answer = route.fetch()
        analysis = answer.json() if answer.status == 200 else {}
        if not analysis.get("result"):
            route.fulfill(response=answer)
            return
        route.fulfill(response=answer, json=analysis | {"result": analysis["result"] | written})

    modelled.context.route("**/v1/analyses/*", rewrite)
    page = modelled.tab(asked_for(modelled))
    analysed(page)
    tab(page, "plan")

    expect(page.locator(".verdict-text")).to_contain_text("<img src=x")
    contains_times(page, markup, 9)
    expect(page.locator("main :is(img, script, iframe, [onerror], a[href^=javascript])")).to_have_count(0)


@pytest.mark.both_languages
def test_two_versions_are_compared_side_by_side(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", MEASURED)
    page = person.tab(f"/process/{made['id']}/history")
    for version, runs in ((1, "200"), (2, "400")):
        call("PUT", f"/processes/{made['id']}", MEASURED | {"runs": runs}, headers={"If-Match": f'"{version}"'})
        call("POST", f"/processes/{made['id']}/analyses", {"depth": "basic"})
        page.reload()
        expect(page.locator(".versions li a").filter(has_text=re.compile(f"^\\D+{version}$"))).to_be_visible()
        expect(page.locator(".versions .badge")).to_be_visible()

    page.locator(".versions a[href*=compare]").click()

    hours = page.locator("main tr", has_text=re.compile("^(Hours a year today|Godziny pracy rocznie dziś)"))
    # 200 × 12 × 12 ÷ 60 = 480 hours, and twice as many
    expect(hours.locator("td")).to_have_text([re.compile("480"), re.compile("960"), re.compile(r"^\+480$")])
    inputs = page.locator("main table").nth(1).locator("tr").filter(has_text="400")
    expect(inputs.locator("td")).to_have_text([re.compile("^200"), re.compile("^400")])
    page.locator(".crumb a").click()
    expect(page.locator("main h1")).to_have_text("Invoices")
