"""Every event in events/ does what its name says, on the function it is meant for, and is answered as the API is described."""

import http.server
import importlib
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.api import CONTEXT, Client, reply_of
from tests.support.contract import operations
from tests.support.events import EVENTS, Values, load, prepare, signed_in
from tests.support.template import functions
from tests.support.work import drain_queue

OPERATIONS = operations()
API_EVENTS = sorted(path for path in EVENTS.glob("*_api/*.json"))
EXPECTED = {
    "register": 201, "logout": 204, "delete_me": 204, "change_password": 204, "create_process": 201, "delete_process": 204,
    "request_analysis": 202, "retry_analysis": 202, "create_report": 201, "delete_report": 204, "otherwise": 404,
    "share_report": 201, "delete_share": 204, "delete_logo": 204, "request_password_reset": 202, "reset_password": 204,
    "begin_totp": 201, "confirm_session": 204, "remove_totp": 204, "end_session": 204, "end_other_sessions": 204,
    "read_export": 202, "request_export": 202, "answer_shared": 204,
}  # fmt: skip


@pytest.fixture
def values(client: Client) -> Values:
    """The values for the events' placeholders: tokens and ids of a new account."""
    return signed_in(client)


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
    wanted |= {"public_api/otherwise.json", "analysis_worker/queue.json", "background_worker/queue.json"}
    wanted |= {"housekeeping/jobs.json", "housekeeping/daily.json", "housekeeping/resend.json"}
    wanted |= {"migrate/by_hand.json", "migrate/deployment.json"}
    assert {str(path.relative_to(EVENTS)) for path in EVENTS.rglob("*.json")} == wanted


@pytest.mark.parametrize("path", API_EVENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_api_event_is_answered_as_its_name_says(path: Path, values: Values) -> None:
    prepare(path.stem, values)

    response = invoke(path, load(path, values))

    assert response["statusCode"] == EXPECTED.get(path.stem, 200), response["body"]
    if path.stem in OPERATIONS:
        OPERATIONS[path.stem].hold(reply_of(response))
    assert response["headers"]["Cache-Control"] == "no-store"
    assert response["headers"]["X-Content-Type-Options"] == "nosniff"


def test_the_queues_event_has_its_job_analysed(values: Values) -> None:
    path = EVENTS / "analysis_worker" / "queue.json"

    assert invoke(path, load(path, values)) == {"batchItemFailures": []}
    analysis = Client(token=values["ACCESS_TOKEN"]).get(f"/v1/analyses/{values['ANALYSIS_ID']}").body
    assert analysis["status"] == "succeeded"


def test_the_background_queues_event_has_its_job_done(values: Values) -> None:
    path = EVENTS / "background_worker" / "queue.json"
    user = Client(token=values["ACCESS_TOKEN"])
    user.post("/v1/me/export")
    [message] = drain_queue("background_queue_url")

    assert invoke(path, load(path, {"JOB_ID": message["job_id"]})) == {"batchItemFailures": []}
    assert user.get("/v1/me/export").body["status"] == "ready"


@pytest.mark.parametrize("task", ["jobs", "resend", "daily"])
def test_housekeepings_events_run_their_task(task: str, values: Values) -> None:
    path = EVENTS / "housekeeping" / f"{task}.json"
    done = invoke(path, load(path, {}))
    assert set(done) >= (
        {"processes", "reports", "keys", "jobs"} if task == "daily" else {"sent", "requeued", "failed"}
    )


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
