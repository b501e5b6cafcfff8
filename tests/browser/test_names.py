"""Where a name is likely the page suggests to leave it out; firms, products, places and months raise no alarm."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Person, somebody
from tests.support.shared_stack import Running

NAMES = [
    "pani Kowalska wpisuje faktury", "panią Kowalską", "Pan Nowak akceptuje", "pana Nowaka", "pani Ania",
    "pani ania dzwoni", "pani kasia wklepuje", "Pani Joanna", "Anna K. robi przelewy", "Jan Kowalski",
    "Jana Kowalskiego", "pan Jan", "Anna Kowalska", "Tomek odbiera telefony", "robi to Kasia", "z Kasią i Basią",
    "Marcin Nowak", "Darek (DTP)", "Wojtkowi wysyłamy", "mec. Nowak", "dr Nowak", "inż. Kowalski", "J. Kowalski",
    "A. Wiśniewska", "Zosia i Ewa", "Agnieszka wysyła", "od Magdy", "Krzysiek", "Paweł K.", "do Łukasza",
    "Małgorzata", "Mr Smith signs", "Mrs Jones", "Ms Patel", "Dr Murphy", "Miss Taylor", "Mr. Brown",
    "Anna K. types them", "Carol rings the client", "Carol's side", "my colleague Renee does em", "Tina keys it",
    "John Smith", "Sarah Jones approves", "Dave and Mike do it", "Emma checks", "call Siobhan", "Aoife in accounts",
    "Sean Murphy", "Jennifer runs it", "Shona that does refs", "ask Kevin", "Peter handles", "Bob does the invoices",
    "Michelle in HR", "W. Nowak", "Robi to Basia", "Halina z kadr", "Grażyna", "pan Tadeusz z magazynu",
    "Helen posts it", "Lucy and Kate",
]  # fmt: skip
NO_NAMES = [
    "ul. Jana Pawła II 27", "ul. Anny Jagiellonki", "plac Adama Mickiewicza", "szkoła im. Jana Kochanowskiego",
    "św. Barbary", "John Deere tractors", "John Lewis orders", "Johnson & Johnson", "Marks & Spencer",
    "Philip Morris", "Hugo Boss", "Jack Daniel's", "Laura Ashley", "Ben & Jerry's", "Thomas Cook", "Peter Smith Ltd",
    "Robert Half", "Kelly Services", "James & Sons", "Henry Street", "St. John's Road", "Saint Mary's",
    "St Thomas' Hospital", "Andrew Barclay plc", "Adam Nowak sp. z o.o.", "Ms Excel", "Ms Access", "MS Office",
    "Ms Teams", "Mr Kipling cakes", "Mr Price", "Dr Oetker", "Dr Martens", "Dr Pepper", "Crystal Reports",
    "Ruby on Rails", "Claude and Siri", "Alexa", "Oscar", "Jenkins", "Watson", "Comarch Optima", "Subiekt nexo",
    "Symfonia", "Insert", "Jan 120, Feb 135, Mar 128", "in May and June", "April to August", "w maju i czerwcu",
    "1 Maja", "Austin, Texas", "Houston", "Paris", "Florence", "Charlotte, North Carolina", "Victoria Station",
    "Sydney", "Washington", "Lincoln", "Chester", "Kraków", "Warszawa", "Łódź", "Olsztyn", "Zielona Góra",
    "Jelenia Góra", "Nowa Sól", "Ani jedna faktura", "Marka samochodu", "marki własne", "Pani Dyrektor",
    "Pani Prezes podpisuje", "Pan Kierownik", "pani księgowa", "pani z biura", "panu kierownikowi", "Państwa faktury",
    "pan/pani", "Excel and Word", "Google Drive", "Will it work?", "Mark it as paid", "Bill of lading",
    "bill the client", "Frank the post", "Grant applications", "Chase payments", "Rob stole", "Art department",
    "Sue for damages", "Ray of light", "Rose oil", "Grace period", "Pat on the back", "Joy", "Faith group",
    "Dawn raid", "Max 5 days", "Dean of students", "Miles per gallon", "Sandy beach", "Penny wise", "Rich text",
    "Gene therapy", "Dale Farm", "Sterling payments", "Allegro, InPost", "Microsoft Teams", "Slack", "HubSpot",
    "Salesforce", "Adobe Sign", "Santa Clara", "San Francisco", "Port Elizabeth", "Lake Victoria", "Ewidencja",
    "Elektroniczny", "Oliwa z oliwek", "Hala magazynowa", "Hale", "Iza Ltd", "Kingston", "Martwe zapasy", "Martech",
    "Reklamacje", "Polska", "El. faktura", "Olej", "Ole", "Magdalenki 5", "Hanza", "Annex A", "Annie's Homegrown",
    "Lee", "Tara", "Stal", "Adamów", "Karolinka", "Danusia",
]  # fmt: skip
FIND = (
    "async (texts) => { const { likelyNames } = await import('/js/texts/people.js'); return texts.map(likelyNames); }"
)


def test_names_are_found_and_nothing_else(browser: Browser, running: Running) -> None:
    for person in somebody(browser, running.url, "en-GB"):
        page = person.tab()
        found = page.evaluate(FIND, NAMES + NO_NAMES)
        missed = [text for text, names in zip(NAMES, found, strict=False) if not names]
        alarms = [(text, names) for text, names in zip(NO_NAMES, found[len(NAMES) :], strict=True) if names]
        assert (missed, alarms) == ([], [])


def test_a_likely_name_is_hinted_at_while_typing_and_the_hint_goes_with_it(person: Person) -> None:
    page = person.tab("/new")
    hint = page.locator("[data-names]")
    expect(hint).to_be_empty()
    page.locator("textarea[name=description]").fill("Faktury wpisuje pani Kowalska, 120 miesięcznie.")
    expect(hint).to_contain_text("pani Kowalska")
    page.locator("textarea[name=description]").fill("Faktury wpisuje księgowa, 120 miesięcznie.")
    expect(hint).to_be_empty()
