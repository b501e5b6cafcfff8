"""Every event in events/ does what its name says, on the function it is meant for."""

import http.server
import importlib
import json
import threading
from pathlib import Path
from typing import Any

import pyotp
import pytest

from tests.support.api import CONTEXT, Client
from tests.support.mailbox import letters
from tests.support.template import ROOT, functions
from tests.support.work import drain_queue, run_background_worker, run_worker

EVENTS = ROOT / "events"
API_EVENTS = sorted(path for path in EVENTS.glob("*_api/*.json"))
PASSWORD = "cztery zwykłe polskie słowa"
EXPECTED = {
    "register": 201, "logout": 204, "delete_me": 204, "change_password": 204, "create_process": 201, "delete_process": 204,
    "request_analysis": 202, "retry_analysis": 202, "create_report": 201, "delete_report": 204, "otherwise": 404,
    "share_report": 201, "delete_share": 204, "delete_logo": 204, "request_password_reset": 202, "reset_password": 204,
    "begin_totp": 201, "remove_totp": 204, "end_session": 204, "end_other_sessions": 204, "read_export": 202, "request_export": 202,
}  # fmt: skip


@pytest.fixture
def signed_in(client: Client) -> dict[str, str]:
    """What the events leave open: the tokens and things of somebody who has an account."""
    user = client.register(password=PASSWORD)
    text = "Co miesiąc przychodzi około 320 faktur. Księgowanie jednej zajmuje 7 minut."
    process = user.post("/v1/processes", {"title": "Faktury", "description": text}).body["id"]
    analysis = user.post(f"/v1/processes/{process}/analyses", {"depth": "basic"}).body["id"]
    report = user.post("/v1/reports", {"scope": "process", "process_ids": [process], "format": "txt"}).body["id"]
    share = user.post(f"/v1/reports/{report}/shares", {}).body
    user.call(
        "PUT", "/v1/me/logo", json.loads(json.loads((EVENTS / "reports_api" / "put_logo.json").read_text())["body"])
    )
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


def load(path: Path, values: dict[str, str]) -> dict[str, Any]:
    text = path.read_text()
    for name, value in values.items():
        text = text.replace(name, value)
    event: dict[str, Any] = json.loads(text)
    return event


def invoke(path: Path, event: dict[str, Any]) -> Any:
    return importlib.import_module(path.parent.name).handler(event, CONTEXT)


def test_there_is_one_event_for_every_route_and_trigger() -> None:
    wanted = set()
    for name, properties in functions().items():
        if name.endswith("_api"):
            routes = importlib.import_module(name).api.routes
            wanted |= {f"{name}/{route.handler.__name__}.json" for route in routes}
            in_template = {
                event["Properties"]["Path"] for event in properties["Events"].values() if "Path" in event["Properties"]
            }
            assert in_template == {route.path for route in routes}
    wanted |= {"processes_api/otherwise.json", "analysis_worker/queue.json", "background_worker/queue.json"}
    wanted |= {"housekeeping/jobs.json"}
    wanted |= {"housekeeping/daily.json", "migrate/by_hand.json", "migrate/deployment.json"}
    assert {str(path.relative_to(EVENTS)) for path in EVENTS.rglob("*.json")} == wanted


@pytest.mark.parametrize("path", API_EVENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_api_event_is_answered_as_its_name_says(path: Path, signed_in: dict[str, str]) -> None:
    if path.stem == "register":
        Client(token=signed_in["ACCESS_TOKEN"]).call("DELETE", "/v1/me")
    if path.stem in ("confirm_totp", "remove_totp"):
        begun = Client(token=signed_in["ACCESS_TOKEN"]).post("/v1/me/totp", {"current_password": PASSWORD})
        signed_in["TOTP_CODE"] = pyotp.TOTP(begun.body["secret"]).now()
    if path.stem == "restore_process":
        user = Client(token=signed_in["ACCESS_TOKEN"])
        user.call("DELETE", f"/v1/processes/{signed_in['PROCESS_ID']}", headers={"If-Match": '"1"'})
    if path.stem in ("review_analysis", "decide_suggestions", "compare_analyses"):
        run_worker(signed_in["ANALYSIS_ID"])
    if path.stem in ("retry_analysis", "request_analysis"):
        Client(token=signed_in["ACCESS_TOKEN"]).post(f"/v1/analyses/{signed_in['ANALYSIS_ID']}/cancel")

    response = invoke(path, load(path, signed_in))

    assert response["statusCode"] == EXPECTED.get(path.stem, 200), response["body"]
    assert response["headers"]["Cache-Control"] == "no-store"
    assert response["headers"]["X-Content-Type-Options"] == "nosniff"


def test_the_queues_event_has_its_job_analysed(signed_in: dict[str, str]) -> None:
    path = EVENTS / "analysis_worker" / "queue.json"

    assert invoke(path, load(path, signed_in)) == {"batchItemFailures": []}
    analysis = Client(token=signed_in["ACCESS_TOKEN"]).get(f"/v1/analyses/{signed_in['ANALYSIS_ID']}").body
    assert analysis["status"] == "succeeded"


def test_the_background_queues_event_has_its_job_done(signed_in: dict[str, str]) -> None:
    path = EVENTS / "background_worker" / "queue.json"
    user = Client(token=signed_in["ACCESS_TOKEN"])
    user.post("/v1/me/export")
    [message] = drain_queue("background_queue_url")

    assert invoke(path, load(path, {"JOB_ID": message["job_id"]})) == {"batchItemFailures": []}
    assert user.get("/v1/me/export").body["status"] == "ready"


@pytest.mark.parametrize("task", ["jobs", "daily"])
def test_housekeepings_events_run_their_task(task: str, signed_in: dict[str, str]) -> None:
    path = EVENTS / "housekeeping" / f"{task}.json"
    done = invoke(path, load(path, {}))
    assert set(done) >= ({"sent", "requeued", "failed"} if task == "jobs" else {"processes", "reports", "keys", "jobs"})


def test_migrating_by_hand_says_what_was_applied(cloud: None) -> None:
    path = EVENTS / "migrate" / "by_hand.json"
    assert invoke(path, load(path, {})) == {"applied": []}


def test_a_deployment_is_told_that_the_schema_is_ready(cloud: None) -> None:
    answers: list[dict[str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.handle_request, daemon=True).start()
    path = EVENTS / "migrate" / "deployment.json"
    invoke(path, load(path, {"RESPONSE_URL": f"http://127.0.0.1:{server.server_port}/answer"}))
    server.server_close()

    assert [answer["Status"] for answer in answers] == ["SUCCESS"]
    assert answers[0]["RequestId"] == "event-deployment"
