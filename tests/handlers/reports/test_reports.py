"""Reports through the API: every form, fetched through links, and an end to all of it."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdf import PdfReader

import sample_report
from smartflow.infra import aws
from tests.support.api import Client
from tests.support.reports import MEASURED, fetched, is_there, key_of, made, sheets
from tests.support.work import ask, housekeeping, run_background_worker, run_worker

NOBODY = "00000000-0000-7000-8000-000000000000"


FORMS = {
    "pdf": ("application/pdf", "inline"),
    "txt": ("text/plain; charset=utf-8", "attachment"),
    "md": ("text/markdown; charset=utf-8", "attachment"),
    "csv": ("text/csv; charset=utf-8", "attachment"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    "json": ("application/json", "attachment"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_fetched_through_a_short_link_with_its_own_type_and_name(
    form: str, user: Client, process: str
) -> None:
    body = made(user, process, format=form).body
    link = parse_qs(urlsplit(body["url"]).query)
    content_type, disposition = FORMS[form]

    assert len(fetched(body["url"])) == body["bytes"] > 0
    assert link["response-content-type"] == [content_type]
    day = datetime.now(UTC).date()
    name = f"smartflow-faktury-zazolc-{day}.{form}"
    assert link["response-content-disposition"] == [f'{disposition}; filename="{name}"']
    assert int(link["X-Amz-Expires"][0]) == 300
    assert body["file_name"] == name
    assert (body["status"], body["format"], body["include"]) == ("ready", form, "brief")


@pytest.mark.parametrize(
    ("form", "kind"), [("docx", "wordprocessingml.document"), ("pptx", "presentationml.presentation")]
)
def test_office_forms_are_made_in_the_background(form: str, kind: str, user: Client, process: str) -> None:
    reply = user.post("/v1/reports", {"scope": "process", "process_ids": [process], "format": form})
    assert (reply.status, reply.body["status"]) == (202, "queued")
    assert run_background_worker() == []

    ready = user.get(reply.headers["Location"]).body

    assert ready["status"] == "ready"
    assert fetched(ready["url"]).startswith(b"PK")
    assert kind in parse_qs(urlsplit(ready["url"]).query)["response-content-type"][0]


def test_the_same_report_is_read_again_through_a_fresh_link(user: Client, report: Any) -> None:
    again = user.get(f"/v1/reports/{report['id']}").body

    assert fetched(again["url"]).startswith(b"%PDF-")
    assert {**again, "url": "", "expires_at": ""} == {**report, "url": "", "expires_at": ""}


def test_the_list_is_searched_filtered_and_sorted(user: Client, process: str) -> None:
    for title, form in (("Zażółć", "txt"), ("Brief for the board", "csv"), ("Źdźbło", "txt")):
        made(user, process, title=title, format=form)
    made(user, process, scope="portfolio", process_ids=[], title="Whole", format="json")

    def titles(query: str) -> list[str]:
        body = user.get(f"/v1/reports?{query}").body
        assert body["total"] == len(body["items"])
        return [item["title"] for item in body["items"]]

    assert titles("") == ["Whole", "Źdźbło", "Brief for the board", "Zażółć"]
    assert titles("sort=created_at")[0] == "Zażółć"
    assert titles("sort=title") == ["Brief for the board", "Whole", "Zażółć", "Źdźbło"]
    assert titles("search=ZAZOLC") == titles("search=żÓŁć") == ["Zażółć"]
    assert titles("search=smartflow") == []
    assert titles("format=txt") == ["Źdźbło", "Zażółć"]
    assert titles("scope=portfolio&search=who") == ["Whole"]
    first = user.get("/v1/reports?sort=title&limit=3").body
    rest = user.get(f"/v1/reports?sort=title&limit=3&cursor={first['next_cursor']}").body
    assert [it["title"] for it in first["items"] + rest["items"]] == titles("sort=title")
    assert (first["total"], rest["total"], rest["next_cursor"]) == (4, 4, None)


def test_what_people_call_their_processes_never_becomes_a_formula(user: Client) -> None:
    evil = '=HYPERLINK("http://127.0.0.1:9/";"x")'
    process = user.post("/v1/processes", {**MEASURED, "title": evil}).body["id"]

    table = fetched(made(user, process, format="csv", language="en").body["url"]).decode("utf-8-sig")
    workbook = fetched(made(user, process, format="xlsx", header="=1+1", footer="@SUM(A1)", title="+1").body["url"])

    assert next(csv.reader(io.StringIO(table.partition("\r\n")[2])))[0] == f"'{evil}"
    summary, figures, *_ = sheets(workbook)
    assert figures[1]["C"] == evil
    assert {"=1+1", "@SUM(A1)", "+1"} <= {cell for row in summary for cell in row.values()}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert not any("externalLink" in name or "hyperlink" in name.lower() for name in archive.namelist())
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_own_title_header_and_footer_stand_in_the_report(user: Client, process: str) -> None:
    own = {"title": "Dla zarządu", "header": "Biuro Żółw", "footer": "Poufne – tylko do użytku wewnętrznego"}
    pages = [
        page.extract_text().replace("\u00a0", " ")
        for page in PdfReader(io.BytesIO(fetched(made(user, process, **own).body["url"]))).pages
    ]

    assert own["title"] in pages[0]
    assert all(own["header"] in page and own["footer"] in page for page in pages[1:])


def test_figures_alone_leave_the_prose_and_the_working_out(user: Client) -> None:
    job = ask(user)
    run_worker(job["id"])
    result = user.get(f"/v1/analyses/{job['id']}").body["result"]
    whole = json.loads(fetched(made(user, job["process_id"], format="json").body["url"]))
    figures = json.loads(fetched(made(user, job["process_id"], format="json", include="figures").body["url"]))
    text = fetched(made(user, job["process_id"], format="txt", include="figures").body["url"]).decode()

    assert whole["processes"][0]["analysis"]["result"]["summary"] == result["summary"]
    assert whole["processes"][0]["assessment"]["working"]
    assert figures["processes"][0]["analysis"] is None
    assert "working" not in figures["processes"][0]["assessment"]
    assert result["summary"] not in text
    assert "45" in text
    assert len(sheets(fetched(made(user, job["process_id"], format="xlsx", include="figures").body["url"]))) == 2


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"format": "odt"}, "/format", "not_allowed"),
        ({"include": "some"}, "/include", "not_allowed"),
        ({"header": "x" * 301}, "/header", "too_long"),
        ({"process_ids": []}, "/process_ids", "exactly_one"),
        ({"process_ids": [NOBODY]}, "/process_ids/0", "unknown_process"),
        ({"status": "ready"}, "/status", "unknown_field"),
    ],
)
def test_what_cannot_be_reported_is_named(
    changes: dict[str, Any], pointer: str, code: str, user: Client, process: str
) -> None:
    reply = user.post("/v1/reports", {"scope": "process", "process_ids": [process], **changes})

    assert reply.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in reply.body["errors"]] == [(pointer, code)]


def test_the_same_key_makes_one_report_and_keeps_one_file(user: Client, process: str) -> None:
    body = {"scope": "process", "process_ids": [process], "format": "csv"}
    first, second = (user.post("/v1/reports", body, Idempotency_Key="report-1").body for _ in range(2))

    assert first["id"] == second["id"]
    assert len(user.get("/v1/reports").body["items"]) == 1
    assert fetched(second["url"])
    assert aws.s3().list_objects_v2(Bucket="reports", Prefix=f"reports/{first['id']}")["KeyCount"] == 1


def test_the_address_of_a_file_does_not_name_its_owner(user: Client, report: Any) -> None:
    assert user.get("/v1/me").body["id"] not in report["url"]


def test_a_list_of_reports_counts_their_processes_and_one_report_names_them(user: Client, report: Any) -> None:
    [listed] = user.get("/v1/reports").body["items"]

    assert listed["process_count"] == len(report["process_ids"]) == 1
    assert "process_ids" not in listed


def test_a_full_report_has_what_a_brief_one_leaves_out(user: Client, process: str) -> None:
    description = user.get(f"/v1/processes/{process}").body["description"]
    brief, full = (
        fetched(made(user, process, format="txt", include=include).body["url"]).decode()
        for include in ("brief", "full")
    )

    assert " ".join(description.split()) not in " ".join(brief.split())
    assert " ".join(description.split()) in " ".join(full.split())
    assert len(brief) < len(full)


def test_a_deleted_report_takes_its_file_along(user: Client, report: Any) -> None:
    assert user.call("DELETE", f"/v1/reports/{report['id']}").status == 204
    housekeeping()

    assert user.get(f"/v1/reports/{report['id']}").status == 404
    assert not is_there(key_of(report["url"]))


@pytest.mark.parametrize(
    ("slug", "words"), [("bookkeeping", "480 faktur kosztowych"), ("orders", "Handling e-mail orders")]
)
def test_the_report_of_a_sample_opens_without_an_account(client: Client, slug: str, words: str) -> None:
    sample_report.stored.cache_clear()

    reply = client.get(f"/v1/samples/{slug}/report")

    assert reply.status == 200
    assert reply.body["file_name"].endswith(".pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(fetched(reply.body["url"]))).pages)
    assert words in " ".join(text.replace("\u00a0", " ").split())


def test_a_sample_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/v1/samples/nothing/report").status == 404
    assert client.get("/v1/samples/..%2F..%2Flogos/report").status == 404


def test_the_text_of_a_process_is_the_text_report_in_the_readers_language(user: Client, process: str) -> None:
    title = user.get(f"/v1/processes/{process}").body["title"]
    for language, heading in (("pl", "Koszt roczny dziś"), ("en", "Cost a year today")):
        text = replace(user, language=language).get(f"/v1/processes/{process}/text").body["text"]
        assert title in text
        assert heading in text
    assert user.get("/v1/reports").body["items"] == []


def test_the_text_of_a_process_is_for_its_owner_only(client: Client, process: str) -> None:
    assert client.register().get(f"/v1/processes/{process}/text").status == 404
    assert Client().get(f"/v1/processes/{process}/text").status == 401
