"""The rules name the documents of a text, and take no verb, idiom or person for one."""

from __future__ import annotations

import pytest

from smartflow.analyst.rules.process import Names

NAMED = [
    ("We key in orders from the web shop.", "orders"),
    ("Each order is checked twice.", "orders"),
    ("The supplier's bills arrive by post.", "invoices"),
    ("Every meter reading goes into the sheet.", "readings"),
    ("The readings are typed in on Friday.", "readings"),
    ("New matters are opened by the clerk.", "case files"),
    ("She files the delivery notes and the notes of the call.", "notes"),
    ("Insurance claims come in by phone.", "claims"),
    ("Customer returns are logged daily.", "returns"),
]
NOT_NAMED = [
    ("Bill keys everything in by hand.", "invoices"),
    ("Sue bills the clients on Friday.", "invoices"),
    ("We print the order of service.", "orders"),
    ("They are filed in order of date.", "orders"),
    ("In order to book it, she calls.", "orders"),
    ("We order toner by phone.", "orders"),
    ("Reading the mail takes two minutes.", "readings"),
    ("The hymns and readings are chosen by the family.", "readings"),
    ("It matters to us, no matter what.", "case files"),
    ("Please note that the shop is shut.", "notes"),
    ("The vendor claims that it is quick.", "claims"),
    ("She returns it to the clerk.", "returns"),
    ("She schedules the visits.", "rotas"),
]


def documents(text: str) -> set[str]:
    return {noun.name.en for _, noun in Names("", text, "en").documents}


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_documents_are_named(text: str, name: str) -> None:
    assert name in documents(text)


@pytest.mark.parametrize(("text", "name"), NOT_NAMED)
def test_verbs_idioms_and_people_are_no_documents(text: str, name: str) -> None:
    assert name not in documents(text)
