"""However one uses the page: by keyboard alone, with motion reduced, in a theme and a language of one's choice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MEASURED, Person
from tests.browser.test_journeys import DESCRIPTION, analysed

_MOVING = """() => [...document.querySelectorAll("*")].filter((it) => {
  const { animationName, transitionDuration } = getComputedStyle(it);
  return animationName !== "none" || transitionDuration.split(",").some((time) => parseFloat(time) > 0);
}).length"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("where => document.activeElement.matches(where)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.both_languages
def test_the_main_journey_goes_by_keyboard_alone(person: Person) -> None:
    page = person.tab("/")
    tab_to(page, "main a[href='#/new']")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_be_focused()
    tab_to(page, "main [name=title]")
    page.keyboard.type("By keyboard")
    tab_to(page, "main [name=description]")
    page.keyboard.type(DESCRIPTION)
    tab_to(page, "main button[value=analyse]")
    page.keyboard.press("Enter")

    expect(page.locator("dialog [name=email]")).to_be_focused()
    page.keyboard.type(person.email)
    tab_to(page, "dialog [name=password]")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    page.locator("dialog [name=depth]").first.wait_for(state="attached")
    tab_to(page, "dialog [name=depth]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog [name=depth][value=deep]")).to_be_checked()
    tab_to(page, "dialog [type=submit]")
    page.keyboard.press("Enter")
    analysed(page)

    tab_to(page, "[data-key=tab-figures]")
    page.keyboard.press("Enter")
    tab_to(page, ".folds summary")
    page.keyboard.press("Space")
    tab_to(page, ".slider input")
    net = page.locator(".details-body .scenarios .total td").nth(1)
    before = net.inner_text()
    page.keyboard.press("End")
    expect(net).not_to_have_text(before)


def test_a_dialog_is_left_by_escape_and_gives_the_focus_back_to_what_opened_it(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", MEASURED)
    page = person.tab(f"/process/{made['id']}")

    for number in (0, 1):
        opener = page.locator("header.process-head button").nth(number)
        opener.focus()
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open] form")).to_be_visible()
        expect(opener).not_to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(opener).to_be_focused()


def test_sliders_move_the_scenarios_as_the_engine_reckons_and_store_nothing(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", MEASURED)
    page = person.tab(f"/process/{made['id']}/figures")
    page.locator(".folds summary").first.click()
    net = page.locator(".details-body .scenarios .total td").nth(1)

    with page.expect_response("**/v1/estimate") as answer:
        page.locator(".slider input").first.press("End")

    reckoned = answer.value.json()["expected"]["net_savings_per_year"]
    expect(net).to_have_text(re.compile(r"\D*".join(re.sub(r"\D", "", reckoned))))
    expect(page.locator("body > .sr[role=status]")).to_contain_text(re.compile("Net savings|Oszczędność netto"))
    assert '"runs":"600"' in (answer.value.request.post_data or "")  # three times as many
    assert call("GET", f"/processes/{made['id']}")["assessment"] == made["assessment"]


def test_a_theme_once_chosen_survives_a_reload(person: Person) -> None:
    page = person.tab("/")
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".head-tools > button.icon").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.reload()
    expect(page.locator("main h1")).to_be_visible()

    assert dark != light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_language_once_chosen_survives_a_reload_and_signing_in(person: Person) -> None:
    page = person.tab("/")
    other = "en" if page.locator("html").get_attribute("lang") == "pl" else "pl"
    page.locator(f".switch [lang={other}]").click()
    heading = {"pl": re.compile("Ile kosztuje"), "en": re.compile("What does this process cost")}[other]
    expect(page.locator("main h1")).to_have_text(heading)

    page.reload()
    expect(page.locator("main h1")).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", other)
    person.open_account()
    page.reload()

    expect(page.locator(".head nav")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_a_visit_takes_the_language_of_the_account_and_draws_its_screen_once(person: Person) -> None:
    person.language = "en" if person.language == "pl" else "pl"
    person.open_account()
    asked: list[str] = []
    page = person.empty_tab()
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{person.url}/#/trash")
    expect(page.locator("main h1")).to_have_text({"pl": "Kosz", "en": "Trash"}[person.language])
    page.wait_for_load_state("networkidle")

    assert len([url for url in asked if "deleted=true" in url]) == 1


def test_nothing_moves_for_whoever_wants_no_motion(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", MEASURED)
    call("POST", f"/processes/{made['id']}/analyses", {"depth": "basic"})
    page = person.tab(f"/process/{made['id']}")
    analysed(page)
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(_MOVING) > 0

    page.emulate_media(reduced_motion="reduce")

    assert page.evaluate(_MOVING) == 0


def test_what_is_drawn_again_keeps_focus_selection_and_what_was_typed(person: Person) -> None:
    found = person.tab("/tools").evaluate("""async () => {
        const { fill, h } = await import("/js/ui/dom.js");
        const root = h("div", {});
        document.querySelector("main").append(root);
        const seen = () => {
            const { name, value, selectionStart, selectionEnd } = document.activeElement;
            return [name, value, selectionStart, selectionEnd];
        };
        const rows = (...names) =>
            fill(root, names.map((key) => h("p", { data: { key } }, h("input", { type: "text", name: key }))));
        rows("a", "b", "c");
        const field = root.querySelector("[name=b]");
        field.focus();
        field.value = "half a word";
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.setSelectionRange(2, 4);
        rows("new", "a", "b", "c");
        const kept = [field.isConnected, ...seen()];
        rows("a", "c");
        const next = seen()[0];
        fill(root, h("p", {}, h("input", { type: "text", name: "c" })), h("p", {}, h("input", { type: "text", name: "c" })));
        const inPlace = [...root.querySelectorAll("input")].indexOf(document.activeElement);
        fill(root, h("p", {}, "Nothing is left."));
        return { kept, next, inPlace, empty: document.activeElement === root };
    }""")

    assert found == {"kept": [False, "b", "half a word", 2, 4], "next": "c", "inPlace": 1, "empty": True}
