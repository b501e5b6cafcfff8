"""The sample template, running: what developers and the system tests rely on."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from local.stack import FunctionError, Stack
from tests.local.conftest import SAMPLE, call
from tests.support.waiting import PATIENCE, until

pytestmark = pytest.mark.xdist_group("local")


def stored(stack: Stack, key: str) -> bytes | None:
    """Return an object of the sample's bucket."""
    s3 = stack.client("s3")
    try:
        return bytes(s3.get_object(Bucket=stack.outputs["BucketName"], Key=key)["Body"].read())
    except s3.exceptions.NoSuchKey:
        return None


def log(stack: Stack, name: str) -> str:
    file = stack.log_folder / f"{name}.log"
    return file.read_text() if file.exists() else ""


def order(stack: Stack, body: str) -> None:
    stack.client("sqs").send_message(QueueUrl=stack.outputs["OrdersUrl"], MessageBody=body)


def test_a_request_reaches_its_function_as_payload_2_0(stack: Stack) -> None:
    reply = call(
        f"{stack.url}/v1/echo/a%20b?x=1&x=2&y=",
        "POST",
        b'{"k": "\xc5\xbc"}',
        Content_Type="application/json",
        Cookie="s=1; t=2",
    )
    event = reply.json()["event"]
    assert isinstance(event, dict)
    assert reply.status == 200
    assert event["routeKey"] == "ANY /v1/echo/{id}"
    assert event["pathParameters"] == {"id": "a b"}
    assert event["queryStringParameters"] == {"x": "1,2", "y": ""}
    assert event["cookies"] == ["s=1", "t=2"]
    assert event["body"] == '{"k": "ż"}'
    assert event["requestContext"]["http"]["sourceIp"] == "127.0.0.1"


def test_an_unknown_route_reaches_the_default(stack: Stack) -> None:
    event = call(f"{stack.url}/v1/nowhere").json()["event"]
    assert isinstance(event, dict)
    assert event["routeKey"] == "$default"


def test_answers_keep_cookies_and_bytes(stack: Stack) -> None:
    reply = call(f"{stack.url}/v1/echo/1?do=binary")
    assert reply.status == 201
    assert reply.body == bytes.fromhex("89504e47")
    assert reply.headers["content-type"] == "image/png"
    assert reply.headers.get_all("set-cookie") == ["a=1; HttpOnly", "b=2"]


@pytest.mark.parametrize("what", ["raise", "crash", "bad"])
def test_a_failing_function_is_500_without_details_and_the_next_request_works(stack: Stack, what: str) -> None:
    reply = call(f"{stack.url}/v1/echo/1?do={what}")
    assert (reply.status, reply.json()) == (500, {"message": "Internal Server Error"})
    assert call(f"{stack.url}/v1/echo/1").status == 200


def test_a_function_past_its_timeout_is_killed(stack: Stack) -> None:
    begun = time.monotonic()
    with pytest.raises(FunctionError, match=r"Task timed out after 3\.00 seconds"):
        stack.invoke("echo_api", {"do": "sleep"})
    assert time.monotonic() - begun >= 3
    assert call(f"{stack.url}/v1/echo/1").json()["calls"] == 1


def test_a_killed_process_is_replaced(stack: Stack) -> None:
    first = call(f"{stack.url}/v1/echo/1").json()["pid"]
    stack.kill("echo_api")
    assert call(f"{stack.url}/v1/echo/1").json()["pid"] != first


def test_a_body_over_six_megabytes_is_413(stack: Stack) -> None:
    reply = call(f"{stack.url}/v1/echo/1", "POST", bytes(6 * 1024 * 1024 + 1))
    assert (reply.status, reply.json()) == (413, {"message": "Request Too Long"})


def test_a_function_may_do_what_its_role_allows_and_nothing_else(stack: Stack) -> None:
    assert "smartflow_app" in str(stack.invoke("echo_api", {"do": "secret", "name": "OWN_SECRET"}))
    assert stack.invoke("echo_api", {"do": "put", "key": "reports/x"}) == "put"
    for event in (
        {"do": "secret", "name": "FOREIGN_SECRET"},
        {"do": "put", "key": "elsewhere/x"},
        {"do": "receive"},
        {"do": "mail", "from": "a@other.test"},
    ):
        with pytest.raises(FunctionError, match=r"AccessDenied|not authorized"):
            stack.invoke("echo_api", dict(event))


def test_a_function_sees_nothing_of_the_developers_environment(
    sample: Path, stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_DEVELOPER", "x")
    stack.kill("echo_api")
    seen = stack.invoke("echo_api", {"do": "environment"})
    assert isinstance(seen, dict)
    assert "SECRET_OF_THE_DEVELOPER" not in seen
    assert seen["LAMBDA_TASK_ROOT"] == str(sample / "functions" / "echo_api")
    assert seen["A_NUMBER"] == "3"
    assert seen["ORDERS_URL"] == stack.outputs["OrdersUrl"]


def test_mail_is_shown_instead_of_sent(stack: Stack) -> None:
    stack.invoke("echo_api", {"do": "mail", "from": "a@example.test"})
    letters = json.loads(call(f"{stack.url}/_local/mail").body)
    assert [(letter["subject"], letter["body"]) for letter in letters] == [("Zażółć", "treść")]
    until(lambda: "anna@example.com" in log(stack, "mail"))


def test_a_presigned_link_opens_its_object_until_it_expires(stack: Stack) -> None:
    stack.invoke("echo_api", {"do": "put", "key": "reports/a b.txt"})
    link, short = (
        str(stack.invoke("echo_api", {"do": "presign", "key": "reports/a b.txt", "seconds": seconds}))
        for seconds in (600, 1)
    )
    assert call(link).body == b"kept"
    assert call(link, "PUT", b"x").status == 403
    assert call(link.replace("a%20b", "set-up")).status == 403
    until(lambda: call(short).status == 403)


def test_orders_are_handled_in_batches_and_failed_ones_come_back(stack: Stack) -> None:
    for body in ("fine", "fail once", "fail always"):
        order(stack, body)
    until(lambda: stored(stack, "orders/fail once") is not None)
    assert b"attempt 1" in (stored(stack, "orders/fine") or b"")
    assert b"attempt 2" in (stored(stack, "orders/fail once") or b"")
    sqs = stack.client("sqs")
    dead: list[str] = []

    def arrived() -> bool:
        received = sqs.receive_message(QueueUrl=stack.outputs["LettersUrl"], WaitTimeSeconds=1)
        dead.extend(message["Body"] for message in received.get("Messages", []))
        return bool(dead)

    until(arrived)
    assert dead == ["fail always"]


@pytest.mark.parametrize("body", ["crash", "hang"])
def test_an_order_whose_worker_dies_is_handled_again(stack: Stack, body: str) -> None:
    order(stack, body)
    until(lambda: b"attempt 2" in (stored(stack, f"orders/{body}") or b""))


def test_changed_code_runs_without_a_restart(sample: Path, stack: Stack) -> None:
    file = sample / "functions" / "setup" / "setup.py"
    before = file.read_text()
    file.write_text('def handler(event, context):\n    return "new"\n')
    try:
        until(lambda: stack.invoke("setup", {}) == "new")
    finally:
        file.write_text(before)


def test_local_tools_answer_this_machine_only(stack: Stack) -> None:
    invoke = f"{stack.url}/_local/invoke/echo_api"
    own = call(invoke, "POST", b'{"do": "plain"}', Content_Type="application/json")
    assert own.json() == {"any": "value"}
    rebound = call(
        invoke, "POST", b"{}", Content_Type="application/json", Host=f"evil.example:{stack.url.rpartition(':')[2]}"
    )
    other_site = call(invoke, "POST", b"{}", Content_Type="application/json", Origin="https://evil.example")
    form = call(invoke, "POST", b"{}", Content_Type="text/plain")
    assert (rebound.status, other_site.status, form.status) == (403, 403, 415)
    assert call(f"{stack.endpoint}/", Host="evil.example:80").status == 403


def test_the_database_is_there_for_its_owner_and_survives_a_crash(stack: Stack) -> None:
    with psycopg.connect(stack.owner_dsn) as connection:
        connection.execute("create table survives (n int)")
        connection.execute("insert into survives values (1)")
        assert connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone() == (False,)
    stack.restart_database()
    with psycopg.connect(stack.owner_dsn) as connection:
        assert connection.execute("select n from survives").fetchone() == (1,)


def test_the_page_is_served_with_its_headers_and_nothing_beside_it(stack: Stack) -> None:
    page = call(f"{stack.url}/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert call(f"{stack.url}/", If_None_Match=page.headers["etag"]).status == 304
    assert call(f"{stack.url}/app.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert call(f"{stack.url}/app.js", "HEAD").body == b""
    assert call(f"{stack.url}/app.js", "POST", b"").status == 405
    for path in (
        "/../template.yaml",
        "/%2e%2e/template.yaml",
        "/..%2ftemplate.yaml",
        "//etc/passwd",
        "/%00",
        "/nothing",
    ):
        assert call(f"{stack.url}{path}").status == 404


def run(data: Path, port: int) -> subprocess.Popen[str]:
    script = (
        "import sys, threading; from pathlib import Path; from local.stack import Stack\n"
        "with Stack(Path(sys.argv[1]), int(sys.argv[2]), template_file=Path(sys.argv[3])) as stack:\n"
        "    print(stack.url, flush=True); threading.Event().wait()"
    )
    root = SAMPLE.parents[2]
    arguments = [sys.executable, "-c", script, str(data), str(port), str(SAMPLE / "template.yaml")]
    return subprocess.Popen(arguments, cwd=root, stdout=subprocess.PIPE, text=True)


def children(pid: int) -> set[int]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.add(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")
def test_after_kill_9_nothing_is_left_running_and_reports_are_still_there(tmp_path: Path) -> None:
    running = run(tmp_path, 0)
    assert running.stdout is not None
    with running.stdout:
        url = running.stdout.readline().strip()
    call(
        f"{url}/_local/invoke/echo_api",
        "POST",
        b'{"do": "put", "key": "reports/kept"}',
        Content_Type="application/json",
    )
    started = children(running.pid)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert len(started) >= 4
    until(lambda: not any(alive(pid) for pid in started))
    with Stack(tmp_path, template_file=SAMPLE / "template.yaml") as again:
        link = str(again.invoke("echo_api", {"do": "presign", "key": "reports/kept", "seconds": 60}))
        with urllib.request.urlopen(link) as response:
            assert (response.read(), response.headers["content-type"]) == (b"kept", "text/x")


def test_when_motos_process_is_killed_the_stack_deploys_again(tmp_path: Path) -> None:
    with Stack(tmp_path, template_file=SAMPLE / "template.yaml") as stack:
        stack.invoke("echo_api", {"do": "put", "key": "reports/kept"})
        [cloud] = [
            pid
            for pid in children(os.getpid())
            if b"local.aws.cloud" in Path(f"/proc/{pid}/cmdline").read_bytes()
            and str(tmp_path).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        os.kill(cloud, signal.SIGKILL)

        def works() -> bool:
            try:
                return stack.invoke("echo_api", {"do": "send", "body": "after"}) == "sent"
            except FunctionError:
                return False

        until(works)
        assert stored(stack, "reports/kept") == b"kept"
        until(lambda: stored(stack, "orders/after") is not None)


def test_a_taken_port_and_a_taken_folder_are_said_in_one_sentence(stack: Stack, tmp_path: Path) -> None:
    port = stack.url.rpartition(":")[2]
    taken = subprocess.run(
        [sys.executable, "-m", "local", "--port", port, "--data", str(tmp_path)],
        cwd=SAMPLE.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (taken.returncode, taken.stdout) == (1, "")
    assert taken.stderr == f"Port {port} is taken; choose another: make run PORT={int(port) + 1}\n"
    folder = stack.log_folder.parent
    second = subprocess.run(
        [sys.executable, "-m", "local", "--port", "0", "--data", str(folder)],
        cwd=SAMPLE.parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert second.returncode == 1
    assert second.stderr.startswith(f"The data folder {folder} is in use by process {os.getpid()}")
