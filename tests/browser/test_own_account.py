"""One's own account on the page: a forgotten password, sessions, the terms, and everything to take away."""

import io
import json
import re
import zipfile

import pyotp
import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Person
from tests.support.shared_stack import Running
from tests.support.waiting import until

NEW_PASSWORD = "siedem całkiem nowych słów"


def reset_link(running: Running, person: Person) -> str:
    """Wait for the mail to this person; returns the link in it."""

    def texts() -> list[str]:
        return [str(mail["body"]) for mail in running.mail() if person.email in str(mail["to"])]

    until(texts)
    found = re.search(r"http\S+/#/reset/\S+", texts()[-1])
    assert found is not None
    return found[0]


@pytest.mark.both_languages
def test_a_forgotten_password_is_replaced_through_the_link_of_the_mail(person: Person, running: Running) -> None:
    person.open_account()
    person.context.clear_cookies()
    page = person.tab("/signin")
    page.locator("a[href='#/forgot']").click()
    asking = page.locator("form[data-keep=forgot]")
    asking.locator("[name=email]").fill(person.email)
    asking.locator("[type=submit]").click()
    expect(page.locator("main")).to_contain_text(person.email)

    link = reset_link(running, person)
    page.goto(link)
    page.locator("main [name=password]").fill("qwertyuiop123")
    page.locator("main [type=submit]").click()
    expect(page.locator("main [name=password]")).to_have_attribute("aria-invalid", "true")
    page.locator("main [name=password]").fill(NEW_PASSWORD)
    page.locator("main [type=submit]").click()
    expect(page.locator("form[data-keep=signin]")).to_be_visible()
    person.password = NEW_PASSWORD
    person.give_credentials(page)
    expect(page.locator(".head nav")).to_be_visible()

    page.goto(link)
    page.locator("main [name=password]").fill("osiem jeszcze innych słów tu")
    page.locator("main [type=submit]").click()
    page.locator("main a[href='#/forgot']").click()
    expect(page.locator("main [name=email]")).to_be_visible()


def test_asking_for_an_address_without_an_account_looks_the_same(person: Person) -> None:
    page = person.tab("/forgot")
    page.locator("[name=email]").fill(person.email)
    page.locator("main [type=submit]").click()

    said = page.locator("main [role=status]").filter(has_text=person.email)
    expect(said).to_be_focused()


def test_other_devices_are_listed_and_signed_out(person: Person) -> None:
    page = person.sign_up()
    credentials = {"email": person.email, "password": person.password}
    phone = person.context.browser.new_context(user_agent="Mozilla/5.0 (Android 16; Mobile) Gecko Firefox/144.0")  # type: ignore[union-attr]
    token = phone.request.post(f"{person.url}/v1/auth/login", data=credentials).json()["access_token"]
    page.goto(f"{person.url}/#/account")
    sessions = page.locator("section", has=page.locator(".badge"))
    expect(sessions.locator("li")).to_have_count(2)
    row = sessions.locator("li", has_text="Firefox, Android")

    row.locator("button").click()
    expect(sessions.locator("li")).to_have_count(1)
    assert phone.request.get(f"{person.url}/v1/me", headers={"Authorization": f"Bearer {token}"}).status == 401
    expect(sessions.locator(".badge")).to_be_visible()
    page.reload()
    expect(page.locator(".head nav")).to_be_visible()
    phone.close()


def test_everything_held_on_the_account_comes_as_one_file(person: Person) -> None:
    page = person.sign_up()
    page.goto(f"{person.url}/#/account")
    with page.expect_response(lambda answer: answer.url.endswith("/v1/me/export") and answer.status == 200) as ready:
        page.locator("main button", has_text=re.compile("Prepare the file|Przygotuj plik")).click()
    export = ready.value.json()
    expect(page.locator("main button", has_text=re.compile("Download|Pobierz"))).to_be_visible()

    data = person.context.request.get(export["url"]).body()
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert json.loads(archive.read("account.json"))["email"] == person.email

    with page.expect_popup() as popup:
        page.locator("main button", has_text=re.compile("Download|Pobierz")).click()
    assert popup.value is not None


@pytest.mark.both_languages
def test_a_second_factor_is_set_up_and_asked_for_at_the_next_sign_in(person: Person) -> None:
    page = person.sign_up()
    page.goto(f"{person.url}/#/account")
    page.locator("main button", has_text=re.compile("Turn on|Włącz")).click()
    page.locator("dialog [name=current_password]").fill(person.password)
    page.locator("dialog [type=submit]").click()
    expect(page.locator("dialog .qr")).to_be_visible()
    secret = page.locator("dialog .secret").inner_text().replace(" ", "")
    page.locator("dialog [name=code]").fill("000000")
    page.locator("dialog [type=submit]").click()
    expect(page.locator("dialog [name=code]")).to_have_attribute("aria-invalid", "true")
    page.locator("dialog [name=code]").fill(pyotp.TOTP(secret).now())
    page.locator("dialog [type=submit]").click()
    codes = page.locator("dialog .codes li")
    expect(codes).to_have_count(10)
    recovery = codes.all_inner_texts()
    page.locator("dialog button.primary").click()
    expect(page.locator("main button", has_text=re.compile("Turn off|Wyłącz"))).to_be_visible()

    person.context.clear_cookies()
    page.goto(f"{person.url}/#/signin")
    page.reload()
    person.give_credentials(page)
    expect(page.locator("[name=totp]")).to_be_focused()
    page.locator("[name=totp]").fill(recovery[0])
    page.keyboard.press("Enter")
    expect(page.locator(".head nav")).to_be_visible()


def test_signing_up_accepts_the_terms_and_whoever_has_not_is_asked_once(person: Person) -> None:
    page = person.sign_up()
    expect(page.locator(".terms")).to_be_empty()

    Person(person.url, person.context).open_account()
    page.reload()
    page.locator(".terms button").click()
    expect(page.locator(".terms")).to_be_empty()
    page.reload()
    expect(page.locator(".head nav")).to_be_visible()
    expect(page.locator(".terms")).to_be_empty()


def test_deleting_the_account_asks_for_the_password_where_it_was_given_long_ago(person: Person) -> None:
    page = person.sign_up()
    page.goto(f"{person.url}/#/account")
    long_ago = {"type": "about:blank", "title": "Password", "status": 403, "code": "confirmation_required"}

    def refuse(route: Route) -> None:
        route.fulfill(status=403, content_type="application/problem+json", body=json.dumps(long_ago))

    page.route(lambda url: url.endswith("/v1/me"), refuse, times=1)
    page.locator("main button.danger").click()
    page.locator("dialog button.danger").click()

    password = page.locator("dialog [name=current_password]")
    password.fill("nie to hasło, niestety")
    page.locator("dialog [type=submit]").click()
    expect(password).to_be_visible()
    expect(page.locator("dialog .summary, dialog [role=alert]").first).to_be_visible()
    password.fill(person.password)
    page.locator("dialog [type=submit]").click()

    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".head a[href='#/signin']")).to_be_visible()
