"""A page older than the API: what its form does not show stays as it is stored when a process is saved."""

import re

from playwright.sync_api import Route, expect

from tests.browser.conftest import MEASURED, Person

#: Fields that the page is made to know nothing of, each of another kind, and what is stored in them.
UNKNOWN = {"monthly_licence": "120.00", "systems": 3, "tags": ["finance", "paper"], "status": "planned"}
UNKNOWN_ANSWERS = {"stability": 4}


def without_fields(route: Route) -> None:
    """Serve the module of the form's fields as an older page would have it."""
    answer = route.fetch()
    text = answer.text()
    for name in ("monthly_licence", "systems"):
        text, found = re.subn(rf"\n *\{{ name: \"{name}\", .*\}},", "", text)
        assert found == 1, name
    for line in (r"\n *\"stability\",", r"\n *tags: .*\),"):
        text, found = re.subn(line, "", text)
        assert found == 1, line
    route.fulfill(response=answer, body=text)


def test_saving_leaves_the_fields_that_the_form_does_not_show(person: Person) -> None:
    call = person.open_account()
    given = {**MEASURED, **UNKNOWN, "readiness": {"rule_based": 2, **UNKNOWN_ANSWERS}}
    process = call("POST", "/processes", given)
    person.context.route("**/js/state/inputs.js", without_fields)

    page = person.tab(f"/process/{process['id']}/edit")
    expect(page.locator("[name=hourly_cost]")).to_have_value(re.compile("^60"))
    expect(page.locator("[name=monthly_licence], [name=systems]")).to_have_count(0)
    page.locator("[name=title]").fill("Invoices, edited")
    page.locator(".steps button").nth(1).click()
    page.locator("[name=minutes_per_run]").fill("")
    page.locator("button[value=analyse]").click()
    page.wait_for_url(lambda address: not address.endswith("/edit"))

    saved = call("GET", f"/processes/{process['id']}")
    assert (saved["title"], saved["minutes_per_run"]) == ("Invoices, edited", None), "what the form shows is saved"
    assert {name: saved[name] for name in UNKNOWN} == UNKNOWN
    assert saved["readiness"]["rule_based"] == 2
    assert saved["readiness"]["stability"] == 4
