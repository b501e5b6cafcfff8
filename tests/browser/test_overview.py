"""Finding one's processes: the list with its search and filters, the trash, the dashboard, and figures that agree everywhere."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MEASURED, Caller, Person, moves_to
from tests.browser.test_journeys import DESCRIPTION, analysed, tab

NOTHING_YET = re.compile("No processes yet|Nie ma jeszcze procesów")
NOTHING_FOUND = re.compile("Nothing matches these filters|Nic nie pasuje do tych filtrów")


def describes(call: Caller, title: str, **changes: Any) -> Any:
    """Describe a process with measurements of its own."""
    return call("POST", "/processes", MEASURED | {"title": title} | changes)


def digits(text: str) -> str:
    """An amount as its digits and sign: languages write the rest differently."""
    return re.sub(r"[^\d−]", "", text)


def titles(page: Page) -> Any:
    return page.locator("main a.row-title")


@pytest.mark.both_languages
def test_a_search_finds_polish_words_with_and_without_their_letters(person: Person) -> None:
    call = person.open_account()
    describes(call, "Żółte zgłoszenia")
    describes(call, "Other work", description="Pisma przychodzą pocztą i ktoś je przepisuje ręcznie.")
    page = person.tab("/processes")

    for words in ("zolte", "ŻÓŁTE zgł"):
        page.locator("[name=search]").fill(words)
        expect(titles(page)).to_have_text(["Żółte zgłoszenia"])
    page.locator("[name=search]").fill("recznie")
    expect(titles(page)).to_have_text(["Other work"])


@pytest.mark.both_languages
def test_the_list_is_filtered_and_sorted(person: Person) -> None:
    call = person.open_account()
    describes(call, "Cables", runs="2000")
    describes(call, "Apples", industry="logistics")
    describes(call, "Bricks", industry="logistics", runs="400")
    page = person.tab("/processes")
    expect(titles(page)).to_have_text(["Bricks", "Apples", "Cables"])

    page.locator("[name=sort]").select_option("title")
    expect(titles(page)).to_have_text(["Apples", "Bricks", "Cables"])
    page.locator("[name=sort]").select_option("-net_savings")
    expect(titles(page)).to_have_text(["Cables", "Bricks", "Apples"])
    page.locator("[name=industry]").select_option("logistics")
    expect(titles(page)).to_have_text(["Bricks", "Apples"])


def test_nothing_yet_nothing_found_and_could_not_load_are_three_different_things(person: Person) -> None:
    call = person.open_account()
    page = person.tab("/processes")
    results = page.locator("main .results")
    expect(results).to_contain_text(NOTHING_YET)

    describes(call, "The only one")
    page.reload()
    page.locator("[name=search]").fill("nothing like this")
    expect(results).to_contain_text(NOTHING_FOUND)
    results.get_by_role("button").click()
    expect(titles(page)).to_have_text(["The only one"])

    page.route("**/v1/processes?*", lambda route: route.fulfill(status=503, content_type="text/plain", body="busy"))
    page.locator("[name=search]").fill("only")
    expect(results).not_to_contain_text("The only one")
    expect(results).not_to_contain_text(NOTHING_YET)
    expect(results).not_to_contain_text(NOTHING_FOUND)
    page.unroute("**/v1/processes?*")
    results.get_by_role("button").click()
    expect(titles(page)).to_have_text(["The only one"])


def test_the_address_holds_the_list_and_back_leads_to_the_row(person: Person) -> None:
    call = person.open_account()
    for number in range(30):
        describes(call, f"Process {number:02}")
    page = person.tab("/processes")
    page.locator("[name=sort]").select_option("title")
    expect(titles(page).first).to_have_text("Process 00")
    expect(page.locator("main > * > p[role=status]")).to_contain_text("30")
    page.locator("[data-more]").click()
    expect(titles(page)).to_have_count(30)
    for title in ("Process 01", "Process 28"):
        page.locator("main .row", has_text=title).locator("input").check()

    page.locator("a.row-title", has_text="Process 27").click()
    expect(page.locator("main h1")).to_have_text("Process 27")
    page.go_back()

    link = page.locator("a.row-title", has_text="Process 27")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    expect(titles(page)).to_have_count(30)
    page.reload()
    expect(titles(page)).to_have_count(30)
    expect(page.locator("main .row input:checked")).to_have_count(2)
    page.locator("[name=search]").fill("28")
    expect(titles(page)).to_have_text(["Process 28"])
    expect(page.locator(".selection")).to_contain_text("Process 01, Process 28")
    page.locator(".selection button").first.click()
    expect(page.locator("dialog .chosen-titles")).to_contain_text("Process 01, Process 28")


def test_a_deletion_keeps_its_place_and_its_undo_waits_for_a_keyboard(person: Person) -> None:
    call = person.open_account()
    for title in ("Third", "Second", "First"):
        describes(call, title)
    page = person.tab("/processes")
    delete = page.locator("main .row button.icon")
    delete.nth(1).focus()
    page.keyboard.press("Enter")

    expect(titles(page)).to_have_text(["First", "Third"])
    expect(page.locator("main .row:focus-within")).to_contain_text("Third")
    expect(page.locator(".toasts")).to_contain_text("Second")
    page.clock.install()
    page.clock.fast_forward(60_000)
    expect(page.locator(".toast button.quiet")).to_be_visible()
    page.keyboard.press("Control+z")

    expect(titles(page)).to_have_text(["First", "Second", "Third"])
    expect(page.locator(".toast")).to_have_count(0)


def test_what_was_thrown_away_is_restored_from_the_trash(person: Person) -> None:
    call = person.open_account()
    describes(call, "Kept")
    for title in ("Thrown away", "Also thrown away"):
        made = describes(call, title)
        call("DELETE", f"/processes/{made['id']}", headers={"If-Match": '"1"'})
    page = person.tab("/trash?sort=title")
    thrown = page.locator("main .row-title")
    expect(thrown).to_have_text(["Also thrown away", "Thrown away"])

    page.locator("[name=search]").fill("also")
    expect(thrown).to_have_text(["Also thrown away"])
    page.reload()
    expect(thrown).to_have_text(["Also thrown away"])
    page.locator("[name=search]").fill("")
    expect(thrown).to_have_count(2)
    page.locator("main .row button").first.press("Enter")
    expect(thrown).to_have_text(["Thrown away"])
    expect(page.locator("main .row button")).to_be_focused()
    page.locator("main .row button").press("Enter")
    expect(page.locator("main .empty")).to_be_visible()

    page.goto(f"{person.url}/#/processes")
    expect(titles(page)).to_have_text(["Also thrown away", "Thrown away", "Kept"])


def test_reports_are_found_again_and_a_deletion_keeps_the_place(person: Person) -> None:
    call = person.open_account()
    made = [describes(call, title)["id"] for title in ("First", "Second")]
    for title in ("Alpha", "Alphabet", "Beta"):
        about = {"scope": "portfolio", "process_ids": made, "format": "txt", "title": title}
        call("POST", "/reports", about)
    page = person.tab("/reports?search=alpha&sort=title&format=txt")
    listed = page.locator("main .row-title")
    expect(listed).to_have_text(["Alpha", "Alphabet"])
    expect(page.locator("main .row .meta").first).to_contain_text(re.compile("2 (process|proces)"))

    page.locator("main .row").first.locator(".actions button").last.press("Enter")
    page.locator("dialog button.danger").press("Enter")
    expect(listed).to_have_text(["Alphabet"])
    expect(page.locator("main .row:focus-within")).to_contain_text("Alphabet")
    page.locator("[name=search]").fill("bet")
    expect(listed).to_have_text(["Alphabet", "Beta"])
    page.reload()
    expect(listed).to_have_text(["Alphabet", "Beta"])


@pytest.mark.both_languages
def test_each_figure_of_the_dashboard_opens_its_list(person: Person) -> None:
    call = person.open_account()
    describes(call, "Smaller")
    describes(call, "Larger", runs="900")
    call("POST", "/processes", {"title": "Unknown", "description": "Only a few words about it so far."})
    page = person.tab("/")
    figures = page.locator(".board a")
    expect(figures.first).to_be_visible()
    expect(page.locator(".board .figure:not(:has(a))")).to_have_count(0)
    counted = page.locator(
        "main a[href*='figures='], main a[href*='quadrant='], main a[href*='analysed=']"
    ).evaluate_all(
        "all => all.map(it => [it.hash.slice(1), "
        "(it.closest('.figure')?.querySelector('.figure-note') ?? it).textContent.match(/\\d+/)[0]])"
    )

    figures.first.focus()
    page.keyboard.press("Enter")
    expect(titles(page)).to_have_text(["Larger", "Smaller"])
    assert len(counted) == 13
    for route, count in reversed(dict(counted).items()):
        moves_to(page, route)
        expect(page.locator("main > * > p[role=status]")).to_have_text(re.compile(rf"^{count}\D"))


def test_the_matrix_leads_to_its_processes_by_keyboard_and_by_mouse(person: Person) -> None:
    call = person.open_account()
    describes(call, "Smaller")
    describes(call, "Larger", runs="900")
    page = person.tab("/")

    page.locator(".matrix svg a[aria-label*=Larger]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_have_text("Larger")
    page.go_back()
    page.locator(".matrix svg a[aria-label*=Smaller]").click()
    expect(page.locator("main h1")).to_have_text("Smaller")
    page.go_back()
    page.locator(".matrix-lists a", has_text="Larger").click()

    expect(page.locator("main h1")).to_have_text("Larger")


def test_no_point_of_the_matrix_hides_another_and_each_stands_in_the_corner_of_its_list(person: Person) -> None:
    call = person.open_account()
    for number in range(8):
        describes(call, f"Process {number}", runs="900" if number % 2 else "1")
    page = person.tab("/")
    expect(page.locator(".matrix .point")).to_have_count(8)

    points = page.locator(".matrix .point").evaluate_all(
        "all => all.map(it => ({ x: +it.getAttribute('cx'), y: +it.getAttribute('cy'), r: +it.getAttribute('r'), "
        "corner: it.getAttribute('class').match(/point-(\\w+)/)[1] }))"
    )
    for place, one in enumerate(points):
        for other in points[:place]:
            assert (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 >= (one["r"] + other["r"]) ** 2
        corner = page.locator(f".quadrant-{one['corner']}")
        left, top, wide, high = (float(corner.get_attribute(name) or "nan") for name in ("x", "y", "width", "height"))
        assert left + one["r"] <= one["x"] <= left + wide - one["r"]
        assert top + one["r"] <= one["y"] <= top + high - one["r"]
    crowded = page.evaluate("""async () => {
        const { spread } = await import("/js/views/spread.js");
        const all = spread(Array.from({ length: 200 }, () => ({ x: 50, y: 90 })), { left: 5, top: 30, right: 275, bottom: 190 }, 14);
        return Math.min(...all.flatMap((a, i) => all.slice(0, i).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
    }""")
    assert crowded >= 13.9


def same_net_everywhere(page: Page, net: str) -> None:
    between = r"[^\d−]*"
    amount = re.compile(f"^{between}{between.join(net)}{between}$")
    moves_to(page, "/")
    expect(page.locator(".board .figure-strong a")).to_have_text(amount)
    expect(page.locator(".matrix-net")).to_have_text(amount)
    moves_to(page, "/processes")
    expect(titles(page)).to_have_count(1)
    expect(page.locator(".row-figures dd").first).to_have_text(amount)


def net_of_analysis(person: Person, call: Caller, process: str) -> tuple[Page, str]:
    """Have a process analysed; returns the page that shows it and the digits of its net savings."""
    call("POST", f"/processes/{process}/analyses", {"depth": "basic"})
    page = person.tab(f"/process/{process}")
    analysed(page)
    return page, net_in_force(page, call, process)


def net_in_force(page: Page, call: Caller, process: str) -> str:
    """Return the digits of the net savings in force, which the process's own page must show."""
    [net] = [
        it["text"]
        for it in call("GET", f"/processes/{process}")["figures"]["headline"]
        if it["field"] == "net_savings_per_year"
    ]
    shown = page.locator(".verdict [data-figure=net_savings_per_year]")
    expect(shown).to_contain_text(re.compile(r"\D+".join(re.findall(r"\d+", net))))
    return digits(net)


def test_list_dashboard_and_analysis_show_the_same_net(person: Person) -> None:
    call = person.open_account()
    made = describes(call, "Invoices")
    page, net = net_of_analysis(person, call, made["id"])

    same_net_everywhere(page, net)


def test_what_an_analysis_read_counts_everywhere_before_and_after_it_is_taken_over(person: Person) -> None:
    call = person.open_account()
    made = call("POST", "/processes", {"title": "Orders", "description": DESCRIPTION})
    page, net = net_of_analysis(person, call, made["id"])
    same_net_everywhere(page, net)

    moves_to(page, f"/process/{made['id']}")
    tab(page, "evidence")
    page.locator(".suggestions ~ .actions button").click()
    expect(page.locator(".suggestions [data-key$=take]")).to_have_count(0)
    same_net_everywhere(page, net_in_force(page, call, made["id"]))


def test_an_analysis_that_ends_while_its_screen_loads_is_shown(person: Person) -> None:
    call = person.open_account()
    made = describes(call, "Invoices")
    page = person.tab("/tools")
    before = call("GET", f"/processes/{made['id']}")
    call("POST", f"/processes/{made['id']}/analyses", {"depth": "basic"})
    analysed(person.tab(f"/process/{made['id']}"))
    page.route(f"**/v1/processes/{made['id']}", lambda route: route.fulfill(json=before))

    page.evaluate("id => { location.hash = `#/process/${id}`; }", made["id"])

    analysed(page)
