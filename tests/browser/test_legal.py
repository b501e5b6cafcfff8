"""Privacy notice, terms and accessibility statement: there for everybody, in the page's language, naming the operator."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Person

pytestmark = pytest.mark.both_languages


@pytest.mark.parametrize("name", ["privacy", "terms", "accessibility"])
def test_a_paper_is_reached_from_the_foot_without_an_account(person: Person, name: str) -> None:
    page = person.tab()

    page.locator(f".foot a[href='#/{name}']").click()

    expect(page.locator("main h1")).to_have_text(re.compile("Priva|prywatno|Terms|Regulamin|ccessib|ostępno"))
    expect(page.locator("main h2").nth(3)).to_be_visible()
    if name != "accessibility":
        expect(page.locator("main")).to_contain_text(re.compile("has not given its name|nie podał tu swojej nazwy"))


def test_the_papers_name_the_operator_and_the_models_provider_as_plain_text(person: Person) -> None:
    operator = {
        "name": "<b>Łąka</b> sp. z o.o.", "address": "Gdynia", "email": "dane@laka.example", "model_provider": "OpenAI",
        "model_country": "Ireland", "report_retention_days": 41, "log_retention_days": 30,
        "privacy_notice": "2031-05-06",
    }  # fmt: skip

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body=json.dumps(operator))

    person.context.route("**/v1/operator", answer)

    page = person.tab("/privacy")

    for words in ("<b>Łąka</b> sp. z o.o., Gdynia", "dane@laka.example", "OpenAI, Ireland", "41", "2031-05-06"):
        expect(page.locator("main")).to_contain_text(words)
