"""The closed catalogue: complete, consistent, and honest about prices."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from smartflow.analyst.catalogue import Catalogue, catalogue, get, mentioned, search
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, check
from smartflow.analyst.rules.advice import advice

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
    for industry in advice().industries:
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


def test_our_own_advice_keeps_the_number_lock() -> None:
    allowed = AllowedSources(SourceText(""))
    data = advice()
    labels = [label for signal in data.signals for label in (signal.step, signal.problem, signal.why, signal.action)]
    labels += [
        label for signal in data.signals for label in (signal.first_step, signal.risk, signal.mitigation) if label
    ]
    labels += [*data.industries.values(), *data.questions.values(), *data.missing.values()]
    labels += [*catalogue().capabilities.values(), *catalogue().categories.values()]
    assert [violation for label in labels for text in (label.pl, label.en) for violation in check(text, allowed)] == []
