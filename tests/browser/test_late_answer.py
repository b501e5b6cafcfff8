"""An installation that says late who writes its analyses: nothing else waits for that, and nothing is left out."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.xdist_group("model")


def test_consent_can_be_given_however_late_the_page_learns_that_a_model_writes(modelled: Person) -> None:
    modelled.open_account()
    page = modelled.empty_tab()
    held = held_back(page, "**/v1/health")
    page.goto(f"{modelled.url}/#/account")
    expect(page.locator("main h1")).to_be_visible()
    consent = page.get_by_role("heading", name=re.compile("^(Model językowy|Language model)$"))
    expect(consent).to_have_count(0)

    for route in held:
        route.continue_()

    expect(consent).to_be_visible()


def held_back(page: Page, address: str) -> list[Route]:
    """Collect the requests to an address instead of letting them through."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    return held
