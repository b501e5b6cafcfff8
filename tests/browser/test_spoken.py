"""What a screen reader says after each step of the main job, as Chromium's accessibility tree has it."""

import re
from typing import Any

from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import Person, moves_to
from tests.browser.test_journeys import DESCRIPTION, analysed

LIVE = "body > .sr[role=status]"


def focused(session: CDPSession) -> list[str]:
    """Return role and name of what has the focus, and of the dialog around it."""
    nodes: dict[str, Any] = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    [node] = [
        node
        for node in nodes.values()
        if any(it["name"] == "focused" and it["value"]["value"] for it in node.get("properties", ()))
        and node["role"]["value"] != "RootWebArea"
    ]
    said = [node["role"]["value"], node.get("name", {}).get("value", "")]
    while node := nodes.get(node.get("parentId", "")):
        if node["role"]["value"] == "dialog":
            said.append(node["name"]["value"])
    return said


def says(page: Page, words: str) -> None:
    expect(page.locator(LIVE)).to_contain_text(re.compile(words))


def test_each_step_of_the_main_job_is_spoken(person: Person) -> None:
    polish = person.language == "pl"
    page = person.tab("/")
    session = person.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    page.locator("main textarea").focus()
    assert focused(session) == ["textbox", "Twój proces" if polish else "Your process"]

    page.keyboard.insert_text(DESCRIPTION)
    says(page, r"Wniosek: .+ Oszczędność netto rocznie: " if polish else r"Verdict: .+ Net savings a year: ")
    page.locator("[data-key=keep]").press("Enter")
    expect(page.locator("dialog [name=email]")).to_be_focused()
    account = ["Adres e-mail", "Załóż konto"] if polish else ["E-mail address", "Create account"]
    assert focused(session) == ["textbox", *account]

    page.keyboard.type(person.email)
    page.locator("dialog [name=password]").fill(person.password)
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_be_focused()
    role, name = focused(session)
    assert role == "heading"
    assert "300 orders" in name
    says(page, "300 orders")

    page.locator("[data-analyse]").press("Enter")
    expect(page.locator("dialog [name=depth]").first).to_be_focused()
    assert focused(session)[0] == "radio"
    page.locator("dialog [type=submit]").press("Enter")
    analysed(page)
    says(page, "Wniosek" if polish else "Verdict")
    expect(page.locator(".toasts")).to_contain_text("Analiza gotowa" if polish else "The analysis is")

    confirm = page.locator("[data-key=to-confirm] [data-key$='-yes']").first
    confirm.press("Enter")
    says(page, "Do potwierdzenia pozosta" if polish else "left to confirm")
    assert focused(session)[0] in ("button", "textbox", "combobox"), "the focus stays among the values"

    page.locator(".tabs a").nth(1).press("Enter")
    says(page, "Liczby" if polish else "Figures")
    assert focused(session)[0] == "link", "another tab does not move the focus"
    page.locator(".process-head .actions > button").nth(1).press("Enter")
    heading = ["Język", "Nowy raport"] if polish else ["Language", "Create a report"]
    assert focused(session) == ["combobox", *heading]
    page.keyboard.press("Escape")

    moves_to(page, "/processes")
    page.locator("main .row button.icon").press("Enter")
    expect(page.locator(".toasts")).to_contain_text(re.compile("(Cofnij|Undo).Ctrl\\+Z"))
    expect(page.locator("main .empty a")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("main .row a")).to_be_focused()
    assert focused(session)[:1] == ["link"]
    assert "300 orders" in focused(session)[1], "an undo leads back to the row"
