"""With a language model: nothing leaves before consent, what would leave can be read, and the model's analysis arrives."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Person, patient
from tests.browser.test_journeys import analysed, describe, tab
from tests.support import model_server

pytestmark = pytest.mark.xdist_group("model")

CONSENT = re.compile("^(Model językowy|Language model)$")


@pytest.mark.both_languages
def test_nothing_leaves_before_consent_and_then_what_was_shown(
    browser: Browser, url: str, model: model_server.ModelServer, locale: str
) -> None:
    model.requests.clear()
    context = browser.new_context(locale=locale)
    patient(context)
    person = Person(url, context)
    page = person.sign_up()
    secret = "marta.nowak@firma.example"
    describe(
        page, description=f"Every week we type about 300 orders by hand, each takes 7 minutes. Ask Ms Nowak, {secret}."
    )
    page.locator("button[value=analyse]").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=depth]").first.wait_for(state="attached")
    dialog.locator("details summary").click()
    outgoing = dialog.locator("pre.outgoing")
    expect(outgoing).to_contain_text("300 orders")
    expect(outgoing).not_to_contain_text(secret)
    expect(dialog).to_contain_text("Our tests, nowhere")
    expect(dialog.locator("[data-names]"), "names are not masked, only hinted at").to_contain_text("Ms Nowak")

    dialog.locator("[type=submit]").click()
    expect(dialog.locator("[name=consent]")).to_be_focused()
    assert model.requests == []

    dialog.locator("[name=consent]").check()
    dialog.locator("[type=submit]").click()
    analysed(page)

    sent = str(model.requests)
    assert "300 orders" in sent
    assert secret not in sent
    tab(page, "history")
    expect(page.locator("dl.about")).to_contain_text(re.compile("model", re.IGNORECASE))
    asked = len(model.requests)
    page.locator("header.process-head button").first.click()
    page.locator("dialog [name=fresh]").check()
    expect(page.locator("dialog [name=consent]"), "it was given").to_have_count(0)
    page.locator("dialog [type=submit]").click()
    expect(page.locator(".versions li").nth(1)).to_be_visible()
    expect(page.locator(".versions .badge")).to_be_visible()
    assert len(model.requests) > asked, "an identical analysis is asked for anew where a person wants that"
    context.close()
    assert person.errors == []
    assert person.strangers == []


def test_consent_is_the_accounts_and_once_withdrawn_it_is_asked_for_again(
    browser: Browser, url: str, model: model_server.ModelServer, locale: str
) -> None:
    model.requests.clear()
    context = browser.new_context(locale=locale)
    patient(context)
    person = Person(url, context)
    page = person.sign_up()
    account = page.locator("section.sheet", has=page.get_by_role("heading", name=CONSENT))
    page.goto(f"{url}/#/account")
    page.reload()  # begins afresh: whatever the sign-up still had under way is over
    account.get_by_role("button").click()
    expect(account.get_by_role("button")).to_have_text(re.compile("Wycofaj|Withdraw"))
    describe(page)
    page.locator("button[value=analyse]").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("[name=depth]").first.wait_for(state="attached")
    expect(dialog.locator("[name=consent]"), "given in the account").to_have_count(0)

    other = person.tab("/account")
    theirs = other.locator("section.sheet", has=other.get_by_role("heading", name=CONSENT))
    theirs.get_by_role("button").click()
    expect(theirs.get_by_role("button")).to_have_text(re.compile("Zgadzam|I agree"))
    expect(other.locator("ul.log")).to_contain_text(re.compile("Wycofano zgodę|withdrawn"))
    dialog.locator("[type=submit]").click()
    dialog.locator("[name=consent]").check()
    expect(dialog.locator(".summary")).to_be_visible()
    assert model.requests == []

    dialog.locator("[name=depth][value=deep]").check(force=True)
    dialog.locator("[type=submit]").click()
    analysed(page)

    assert [model_server.kind_of(asked) for asked in model.requests[:3]] == ["reading", "search", "writing"]
    context.close()
    assert person.errors == []
    assert person.strangers == []
