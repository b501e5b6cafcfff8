"""Tools fit the country, what the process is about and what the firm has; where nothing fits, none is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smartflow.analyst.catalogue import Market, get
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.rules.market import market
from smartflow.analyst.task import AnalysisTask
from smartflow.engine.assessment import Industry
from tests.unit.analyst.builders import task

PLUMBER = (
    "I run a plumbing firm. After each job I type the hours and parts into Xero and send the customer an invoice. I make about 25 "
    "invoices a week and chasing late payments takes another hour."
)
TOWN_HALL = (
    "Kancelaria urzędu gminy rejestruje korespondencję. Sekretarka przepisuje dane z kopert do rejestru, skanuje pisma i przekazuje "
    "je do referatów. Przychodzi około 90 pism dziennie, wpis jednego pisma zajmuje 3 minuty."
)
SHOP = "Zamówienia z Allegro przepisujemy do Subiekta, drukujemy etykiety InPost i wysyłamy paczki. Około 45 zamówień dziennie."


def of_a_firm(text: str, industry: Industry = "other", currency: str = "PLN") -> AnalysisTask:
    about = task(text, "pl" if currency == "PLN" else "en")
    return replace(about, title="Proces", industry=industry, currency=currency)


def proposed(about: AnalysisTask) -> set[str]:
    return {tool.tool_id for tool in draft(about).tools}


def test_a_plumber_on_xero_keeps_xero_and_is_offered_nothing_polish() -> None:
    found = proposed(of_a_firm(PLUMBER, currency="GBP"))
    assert "xero" in found
    assert all(tool.serves("UK") for tool in get(found))
    assert not found & {"ksef", "fakturownia", "infakt", "wfirma", "ifirma", "quickbooks", "freeagent", "sage"}


def test_the_post_of_a_town_hall_gets_no_program_for_invoices_shops_or_sales() -> None:
    found = get(proposed(of_a_firm(TOWN_HALL)))
    assert not {category for tool in found for category in tool.categories} & {
        "accounting",
        "erp",
        "ecommerce",
        "crm",
        "payments",
    }


def test_a_shop_keeps_what_it_sells_and_ships_with() -> None:
    found = proposed(of_a_firm(SHOP, "ecommerce_retail"))
    assert "subiekt" in found or "inpost" in found
    assert not found & {"shopify", "woocommerce", "prestashop", "wapro", "comarch_optima", "linnworks", "shipstation"}


def test_where_nothing_fits_no_tool_is_named() -> None:
    assert (
        proposed(of_a_firm("Co rano podlewamy kwiaty w biurze i zamykamy okna. Zajmuje to 20 minut dziennie.")) == set()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Wystawiamy faktury w programie księgowym, faktur jest 300 miesięcznie, każdą fakturę wpisujemy ręcznie 5 minut.",
        "We raise 300 invoices a month in our accounting software, and type every invoice in by hand.",
    ],
)
def test_who_has_some_accounting_program_is_not_offered_another(text: str) -> None:
    found = get(proposed(of_a_firm(text, "accounting", "PLN" if "faktur" in text else "GBP")))
    assert not [tool for tool in found if {"accounting", "invoicing"} & set(tool.capabilities)]


@pytest.mark.parametrize(
    ("text", "currency", "where"),
    [
        ("Przepisujemy faktury ręcznie do programu.", "PLN", "PL"),
        ("Przepisujemy faktury ręcznie do programu.", "EUR", "PL"),
        ("We type the invoices in by hand for the office.", "GBP", "UK"),
        ("We type the invoices in by hand for the office.", "USD", "US"),
        ("We type the invoices in by hand for the office.", "EUR", "EU"),
        ("We type the invoices in by hand for the office in Cork.", "EUR", "IE"),
        ("We type the invoices in by hand. A clerk costs £18 an hour and the return goes to HMRC.", "PLN", "UK"),
        ("We type the invoices in by hand. The clerk costs $24 an hour in our office.", "PLN", "US"),
        ("We type the invoices in by hand and send them to KSeF. A clerk costs 60 PLN an hour.", "PLN", "PL"),
        ("We type the invoices in by hand for the office.", "PLN", "PL"),
        ("We type the invoices in by hand for the office.", "INR", None),
    ],
)  # fmt: skip
def test_the_country_follows_from_language_currency_and_text(text: str, currency: str, where: Market | None) -> None:
    assert market(of_a_firm(text, currency=currency)) == where
