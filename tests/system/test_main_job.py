"""The main job, end to end, on the running system: described, analysed, reported, fetched through a link."""

import io
import json
import re
import urllib.request
from typing import Any

import pytest
from pypdf import PdfReader

from local.stack import Stack
from smartflow.analyses.samples import Sample, samples
from tests.support.waiting import PATIENCE
from tests.system.caller import BOOKKEEPING, Caller

pytestmark = pytest.mark.xdist_group("main job")


def text_of(pdf: bytes, foot: str) -> str:
    """Return all words of a PDF, one blank between them and without what stands at the foot of every page."""
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(re.sub(rf"{re.escape(foot)} [\w ]+ / \d+$", "", page).strip() for page in pages)


def fetch(url: str) -> tuple[bytes, Any]:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        return answer.read(), answer.headers


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.slug)
def test_a_person_describes_a_process_and_ends_with_a_report(stack: Stack, sample: Sample) -> None:
    caller = Caller(stack.url, {"Accept-Language": sample.language}).register()
    process = caller.post("/v1/processes", sample.body()).body
    accepted = caller.post(f"/v1/processes/{process['id']}/analyses", {"depth": "expert"})
    assert accepted.status == 202

    analysis = caller.wait(accepted.headers["Location"])
    assert analysis["status"] == "succeeded"
    assert analysis["language"] == sample.language
    assert analysis["assessment"]["cost_per_year"] is not None
    for item in analysis["result"]["suggested_inputs"]:
        assert sample.description[item["start"] : item["end"]] == item["quote"]

    report = caller.post(
        "/v1/reports",
        {"scope": "process", "process_ids": [process["id"]], "language": sample.language, "include": "full"},
    )
    assert report.status == 201
    pdf, headers = fetch(report.body["url"])
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith("inline; filename=")
    text = text_of(pdf, foot=sample.title)
    for paragraph in sample.description.split("\n\n"):
        assert " ".join(paragraph.split()) in text.replace("\N{NO-BREAK SPACE}", " ")
    verdict = caller.get(f"/v1/processes/{process['id']}").body["figures"]["verdict"]
    assert " ".join(verdict["sentence"].split()) in text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("form", ["pdf", "txt", "md"])
def test_a_portfolio_report_names_every_process(caller: Caller, form: str) -> None:
    titles = ["Faktury kosztowe", "Zażółć gęślą jaźń", "Order entry"]
    for title in titles:
        caller.post("/v1/processes", {**BOOKKEEPING, "title": title})
    report = caller.post(
        "/v1/reports", {"scope": "portfolio", "process_ids": [], "format": form, "title": "Dla zarządu"}
    )

    content, _ = fetch(report.body["url"])
    text = text_of(content, foot="Dla zarządu") if form == "pdf" else content.decode()
    assert all(title in text for title in [*titles, "Dla zarządu"])


def test_a_link_is_new_with_every_request_and_nobody_elses(stack: Stack, caller: Caller) -> None:
    process = caller.post("/v1/processes", BOOKKEEPING).body
    report = caller.post("/v1/reports", {"scope": "process", "process_ids": [process["id"]], "format": "txt"}).body
    again = caller.get(f"/v1/reports/{report['id']}").body

    assert fetch(again["url"])[0] == fetch(report["url"])[0]
    assert "X-Amz-Expires=300" in report["url"]
    stranger = Caller(stack.url).register()
    assert stranger.get(f"/v1/reports/{report['id']}").status == 404
    refused = stranger.post("/v1/reports", {"scope": "process", "process_ids": [process["id"]]})
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "/process_ids/0")
    assert caller.call("DELETE", f"/v1/reports/{report['id']}").status == 204
    assert caller.get(f"/v1/reports/{report['id']}").status == 404


def test_the_file_of_a_deleted_report_goes_too(stack: Stack, caller: Caller) -> None:
    process = caller.post("/v1/processes", BOOKKEEPING).body
    report = caller.post("/v1/reports", {"scope": "process", "process_ids": [process["id"]], "format": "txt"}).body
    caller.call("DELETE", f"/v1/reports/{report['id']}")
    stack.invoke("housekeeping", {"task": "jobs"})

    keys = [
        item["Key"]
        for item in stack.client("s3").list_objects_v2(Bucket=stack.outputs["ReportsBucketName"]).get("Contents", [])
    ]
    assert not [key for key in keys if report["id"] in key]


def test_the_page_and_the_api_share_an_address(stack: Stack) -> None:
    with urllib.request.urlopen(stack.url + "/") as answer:
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    health = Caller(stack.url).get("/v1/health")
    assert (health.status, health.body["status"], health.body["analyst"]) == (200, "ok", "rules")


def test_an_unknown_route_is_answered_by_us(stack: Stack) -> None:
    reply = Caller(stack.url).get("/v1/nothing-here", Accept_Language="pl")
    assert (reply.status, reply.body["title"]) == (404, "Nie znaleziono")


def test_no_log_holds_what_people_wrote_or_their_tokens(stack: Stack, caller: Caller) -> None:
    secret_words = "Tajemnica zakładowa numer siedem"
    caller.wait(caller.ask({**BOOKKEEPING, "description": f"{secret_words}. {BOOKKEEPING['description']}"}))
    caller.post("/v1/processes", {"title": "x", "description": secret_words})
    token = caller.headers["Authorization"].partition(" ")[2]
    logs = "".join(path.read_text(errors="replace") for path in stack.log_folder.glob("*.log"))
    assert "analysed" in logs
    assert secret_words not in logs
    assert json.dumps(secret_words)[1:-1] not in logs
    assert token not in logs
    assert "X-Amz-Signature" not in logs
