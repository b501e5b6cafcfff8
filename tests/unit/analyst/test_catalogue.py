"""The closed catalogue: complete, consistent, and honest about prices."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from smartflow.analyst.catalogue import Catalogue, Industry, Market, catalogue, get, mentioned, search

PROMISED = (
    "ksef comarch_optima wfirma ifirma infakt fakturownia subiekt baselinker allegro inpost payu przelewy24 make zapier n8n "
    "power_automate uipath microsoft_365 google_workspace slack hubspot pipedrive bitrix24 airtable docusign autenti"
)


def test_holds_at_least_sixty_tools_and_all_that_were_promised() -> None:
    assert len(catalogue().tools) >= 60
    assert len(get(PROMISED.split())) == len(PROMISED.split())


@pytest.mark.parametrize("shared", ["Optima", "optimy", "Subiekt", "OPTIM"])
def test_a_name_stands_for_one_tool_only(shared: str) -> None:
    data = catalogue().model_dump(mode="json")
    [tool] = [tool for tool in data["tools"] if tool["id"] == "slack"]
    tool["aliases"] = [*tool["aliases"], shared]
    with pytest.raises(ValidationError, match=f"share the name '{shared.lower()}'"):
        Catalogue.model_validate(data)


def test_prices_are_dated_or_not_given() -> None:
    for tool in catalogue().tools:
        for language in ("pl", "en"):
            note = tool.price_note(language)
            assert tool.price is None or tool.price.checked in note
            assert not (tool.price is None and any(char.isdigit() for char in note))


def test_every_industry_finds_tools_made_for_it_or_for_everybody() -> None:
    for industry in get_args(Industry):
        assert len(search(industry=industry)) >= 20


def test_search_understands_both_languages_without_diacritics() -> None:
    assert "autenti" in {tool.id for tool in search("podpis elektroniczny")}
    assert "autenti" in {tool.id for tool in search("electronic signature")}
    assert "ksef" in {tool.id for tool in search("", category="public")}
    assert search("czegoś takiego nie ma") == []


def test_unknown_ids_are_left_out_and_order_is_kept() -> None:
    assert [tool.id for tool in get(["n8n", "nope", "make", "n8n"])] == ["n8n", "make"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Zamówienia z Allegro i BaseLinkera przepisujemy do Subiekta", ["allegro", "baselinker", "subiekt"]),
        ("Dane są w Optimie i w Excelu", ["comarch_optima", "excel"]),
        ("We make a plan and notion of slack time for our teams. Make sure.", []),
        ("We use Make and Slack.", ["make", "slack"]),
        ("exceptional opinie są subiektywne, zapierają dech", []),
    ],
)
def test_names_are_found_with_polish_endings_and_not_in_everyday_words(text: str, ids: list[str]) -> None:
    assert mentioned(text) == ids


@pytest.mark.parametrize("countries", [["XX"], ["GB"], "PL"])
def test_countries_are_those_of_the_list(countries: object) -> None:
    data = catalogue().model_dump(mode="json")
    data["tools"][0]["countries"] = countries
    with pytest.raises(ValidationError):
        Catalogue.model_validate(data)


@pytest.mark.parametrize(
    ("tool_id", "market", "serves"),
    [
        ("ksef", "PL", True),
        ("ksef", "UK", False),
        ("ksef", None, False),
        ("xero", "IE", True),
        ("xero", "PL", False),
        ("personio", "PL", True),
        ("personio", "US", False),
        ("zapier", "US", True),
        ("zapier", None, True),
    ],
)
def test_a_tool_serves_the_countries_it_is_made_for(tool_id: str, market: Market | None, *, serves: bool) -> None:
    [tool] = get([tool_id])
    assert tool.serves(market) is serves


def test_names_the_programs_that_small_firms_abroad_use() -> None:
    text = (
        "We use Xero, QuickBooks Online, Sage 50, BrightHR, FreshBooks, Deputy, Jobber, Service Titan, Square, Stripe, GoCardless, "
        "Dext, Hubdoc, Zendesk, Calendly, Shopify, Mailchimp, Trello, Notion, monday.com and Zoho CRM."
    )
    assert len(mentioned(text)) == 21
