"""Whose installation this is: what the privacy notice and the terms name."""

import pytest

from smartflow.accounts import users
from smartflow.infra import config
from tests.support.api import Client


def test_an_operator_nobody_named_is_empty_and_no_model_is_named(client: Client) -> None:
    assert client.get("/v1/operator").body == {
        "name": "", "address": "", "email": "", "price": "", "data_place": "", "model_provider": None, "model_country": None,
        "report_retention_days": 90, "log_retention_days": 30, "privacy_notice": users.PRIVACY_NOTICE,
        "terms": users.TERMS, "password_reset": True,
    }  # fmt: skip


def test_the_operator_and_the_models_provider_come_from_configuration(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {
        "OPERATOR_NAME": "Łąka sp. z o.o.",
        "OPERATOR_ADDRESS": "ul. Świętojańska 3, Gdynia",
        "OPERATOR_EMAIL": "dane@laka.example",
        "PRICE": "49 zł miesięcznie",
        "DATA_PLACE": "Frankfurt",
        "MODEL_SECRET_ARN": "arn",
        "MODEL_PROVIDER": "OpenAI",
        "MODEL_COUNTRY": "Ireland",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    config.clear_cache()

    body = client.get("/v1/operator").body

    monkeypatch.undo()
    config.clear_cache()
    assert (body["name"], body["address"], body["email"]) == (
        "Łąka sp. z o.o.",
        "ul. Świętojańska 3, Gdynia",
        "dane@laka.example",
    )
    assert (body["price"], body["data_place"]) == ("49 zł miesięcznie", "Frankfurt")
    assert (body["model_provider"], body["model_country"]) == ("OpenAI", "Ireland")
