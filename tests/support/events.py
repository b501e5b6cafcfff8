"""The events of events/ with what they leave open filled in, and what has to be there before some of them succeed."""

import json
from pathlib import Path
from typing import Any

import pyotp

from tests.support.api import Client
from tests.support.mailbox import letters
from tests.support.template import ROOT
from tests.support.work import run_background_worker, run_worker

EVENTS = ROOT / "events"
PASSWORD = "cztery zwykłe polskie słowa"

Values = dict[str, str]


def signed_in(client: Client) -> Values:
    """Sign up with one of everything; return the tokens and ids that the events name."""
    user = client.register(password=PASSWORD)
    text = "Co miesiąc przychodzi około 320 faktur. Księgowanie jednej zajmuje 7 minut."
    process = user.post("/v1/processes", {"title": "Faktury", "description": text}).body["id"]
    analysis = user.post(f"/v1/processes/{process}/analyses", {"depth": "basic"}).body["id"]
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [process], "format": "txt"}).body["id"]
    share = user.post(f"/v1/reports/{report}/shares", {}).body
    user.call("PUT", "/v1/me/logo", json.loads(load(EVENTS / "reports_api" / "put_logo.json", {})["body"]))
    Client().post("/v1/auth/password-reset", {"email": user.email})
    assert run_background_worker() == []
    [session] = user.get("/v1/me/sessions").body["items"]
    return {
        "zofia@przyklad.example": user.email,
        "RESET_TOKEN": letters(user.email)[-1].text.partition("/#/reset/")[2].split()[0],
        "SESSION_ID": session["id"],
        "ACCESS_TOKEN": user.token,
        "REFRESH_TOKEN": user.cookie,
        "PROCESS_ID": process,
        "ANALYSIS_ID": analysis,
        "OTHER_ID": analysis,
        "REPORT_ID": report,
        "SHARE_ID": share["id"],
        "SHARE_TOKEN": share["token"],
    }


def prepare(name: str, values: Values) -> None:
    """Bring about what the event `name` takes for granted."""
    user = Client(token=values["ACCESS_TOKEN"])
    if name == "register":
        user.call("DELETE", "/v1/me")
    if name in ("confirm_totp", "remove_totp"):
        begun = user.post("/v1/me/totp", {"current_password": PASSWORD})
        values["TOTP_CODE"] = pyotp.TOTP(begun.body["secret"]).now()
    if name == "restore_process":
        user.call("DELETE", f"/v1/processes/{values['PROCESS_ID']}", headers={"If-Match": '"1"'})
    if name in ("review_analysis", "decide_suggestions", "compare_analyses"):
        run_worker(values["ANALYSIS_ID"])
    if name in ("retry_analysis", "request_analysis"):
        user.post(f"/v1/analyses/{values['ANALYSIS_ID']}/cancel")


def load(path: Path, values: Values) -> dict[str, Any]:
    """Return an event with `values` in the places it leaves open."""
    text = path.read_text()
    for name, value in values.items():
        text = text.replace(name, value)
    event: dict[str, Any] = json.loads(text)
    return event
