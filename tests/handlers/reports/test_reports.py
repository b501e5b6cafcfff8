"""Reports through the API: every form, links that others open, and an end to all of it."""

import base64
import csv
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from botocore.exceptions import ClientError
from pypdf import PdfReader

import sample_report
from smartflow.infra import aws, tokens
from tests.support import postgres
from tests.support.api import Client, Reply
from tests.support.work import PROCESS, ask, drain_queue, housekeeping, run_worker

MEASURED = {
    **PROCESS, "title": "Faktury – zażółć", "runs": 320, "frequency": "monthly", "minutes_per_run": 7, "hourly_cost": 60,
    "build_cost": 4000, "monthly_licence": 100,
}  # fmt: skip
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def _nothing_in_the_queue(cloud: None) -> Iterator[None]:
    yield
    drain_queue()


@pytest.fixture
def process(user: Client) -> str:
    return str(user.post("/v1/processes", MEASURED).body["id"])


@pytest.fixture
def report(user: Client, process: str) -> Any:
    return made(user, process).body


def made(user: Client, *processes: str, **wanted: Any) -> Reply:
    """Have a report made: of one process, or of several as a portfolio."""
    scope = "process" if len(processes) == 1 else "portfolio"
    reply = user.post("/v1/reports", {"scope": scope, "process_ids": list(processes), "language": "pl", **wanted})
    assert reply.status == 201, reply.body
    return reply


def key_of(url: str) -> str:
    """Return the key of the object that a link leads to."""
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", "reports.s3.eu-central-1.amazonaws.com")
    return parts.path[1:]


def fetched(url: str) -> bytes:
    return aws.s3().get_object(Bucket="reports", Key=key_of(url))["Body"].read()


def is_there(key: str) -> bool:
    try:
        aws.s3().head_object(Bucket="reports", Key=key)
    except ClientError:
        return False
    return True


def sheets(workbook: bytes) -> list[list[dict[str, str]]]:
    """Return the rows of each sheet of a workbook as Excel would read them, cells by the letters of their columns."""
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        texts = ["".join(item.itertext()) for item in shared]
        names = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        found = [ElementTree.fromstring(archive.read(name)) for name in names]
    assert not any(sheet.findall(".//x:f", space) for sheet in found)

    def value(cell: ElementTree.Element) -> str:
        held = cell.findtext("x:v", "", space)
        return texts[int(held)] if cell.get("t") == "s" else held

    return [
        [
            {cell.get("r", "").rstrip("0123456789"): value(cell) for cell in row}
            for row in sheet.iterfind(".//x:row", space)
        ]
        for sheet in found
    ]


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
    assert (body["status"], body["format"], body["include"]) == ("ready", form, "full")


def test_the_same_report_is_read_again_through_a_fresh_link(user: Client, report: Any) -> None:
    again = user.get(f"/v1/reports/{report['id']}").body

    assert fetched(again["url"]).startswith(b"%PDF-")
    assert {**again, "url": "", "expires_at": ""} == {**report, "url": "", "expires_at": ""}


def test_figures_of_each_form_are_those_of_the_process(user: Client, process: str) -> None:
    figures = user.get(f"/v1/processes/{process}").body["assessment"]
    net = figures["expected"]["net_savings_per_year"]
    whole, cents = net.split(".")
    polish = f"{int(whole):,}".replace(",", "\u00a0") + f",{cents}\u00a0zł"

    assert polish in fetched(made(user, process, format="txt").body["url"]).decode()
    assert polish in fetched(made(user, process, format="md").body["url"]).decode().replace("&nbsp;", "\u00a0")
    data = json.loads(fetched(made(user, process, format="json").body["url"]))
    assert data["processes"][0]["assessment"]["expected"] == figures["expected"]
    table = list(
        csv.reader(
            io.StringIO(fetched(made(user, process, format="csv").body["url"]).decode("utf-8-sig")), delimiter=";"
        )
    )
    assert dict(zip(*table, strict=True))["Oszczędność netto (oczekiwany)"] == net.replace(".", ",")
    _, (titles, row), _ = sheets(fetched(made(user, process, format="xlsx").body["url"]))
    shown = {titles[column]: value for column, value in row.items()}
    assert shown["Oszczędność netto (oczekiwany)"] == net.rstrip("0").rstrip(".")
    assert len(shown) > 40


def test_what_people_call_their_processes_never_becomes_a_formula(user: Client) -> None:
    evil = '=HYPERLINK("http://127.0.0.1:9/";"x")'
    process = user.post("/v1/processes", {**MEASURED, "title": evil}).body["id"]

    table = fetched(made(user, process, format="csv", language="en").body["url"]).decode("utf-8-sig")
    workbook = fetched(made(user, process, format="xlsx", header="=1+1", footer="@SUM(A1)", title="+1").body["url"])

    assert next(csv.reader(io.StringIO(table.partition("\r\n")[2])))[0] == f"'{evil}"
    summary, figures, _ = sheets(workbook)
    assert figures[1]["A"] == evil
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


def test_what_a_person_set_by_hand_stands_beside_what_was_computed(user: Client) -> None:
    job = ask(user, process=MEASURED)
    run_worker(job["id"])
    analysis = user.get(f"/v1/analyses/{job['id']}")
    change = {"field": "net_savings_per_year", "value": "5000.00", "reason": "Umowa serwisowa od stycznia"}
    reviewed = user.call(
        "PATCH", f"/v1/analyses/{job['id']}", {"overrides": [change]}, headers={"If-Match": analysis.etag}
    )
    assert reviewed.status == 200, reviewed.body
    computed = analysis.body["assessment"]["expected"]["net_savings_per_year"]

    [process] = json.loads(fetched(made(user, job["process_id"], format="json").body["url"]))["processes"]
    text = fetched(made(user, job["process_id"], format="txt").body["url"]).decode()

    assert process["assessment"]["expected"]["net_savings_per_year"] == computed
    [kept] = process["overrides"]
    assert {name: kept[name] for name in change} == change
    assert kept["computed"] == computed
    assert "Umowa serwisowa od stycznia" in text
    assert "5\u00a0000,00\u00a0zł" in text


def test_another_language_tells_the_same_figures(user: Client, process: str) -> None:
    polish, english = (
        json.loads(fetched(made(user, process, format="json", language=language).body["url"]))
        for language in ("pl", "en")
    )

    assert polish["processes"][0]["assessment"]["expected"] == english["processes"][0]["assessment"]["expected"]
    assert "nie porada finansowa" in polish["remark"]
    assert "not financial or tax advice" in english["remark"]


def test_a_portfolio_adds_up_and_names_every_process(user: Client, process: str) -> None:
    other = str(user.post("/v1/processes", {**MEASURED, "title": "Reklamacje"}).body["id"])
    data = json.loads(fetched(made(user, process, other, format="json").body["url"]))
    nets = [one["assessment"]["expected"]["net_savings_per_year"] for one in data["processes"]]

    assert {one["title"] for one in data["processes"]} == {"Faktury – zażółć", "Reklamacje"}
    assert float(data["portfolio"]["totals"]["net"]) == pytest.approx(sum(float(net) for net in nets))
    assert "Reklamacje" in fetched(made(user, process, other, format="txt").body["url"]).decode()


def test_after_a_change_of_currency_everything_is_in_the_new_one(user: Client, process: str) -> None:
    analysed = ask(user)
    run_worker(analysed["id"])
    assert user.call("PATCH", "/v1/me", {"currency": "EUR", "currency_rate": "0.25"}).status == 200
    report = user.post("/v1/reports", {"scope": "portfolio", "format": "txt", "language": "en"}).body

    text = fetched(report["url"]).decode()
    assert "EUR" in text
    assert "PLN" not in text


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"format": "docx"}, "/format", "not_allowed"),
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
    folder = key_of(first["url"]).rpartition("/")[0]
    assert aws.s3().list_objects_v2(Bucket="reports", Prefix=folder)["KeyCount"] == 1


def test_a_deleted_report_takes_its_file_along(user: Client, report: Any) -> None:
    assert user.call("DELETE", f"/v1/reports/{report['id']}").status == 204
    housekeeping()

    assert user.get(f"/v1/reports/{report['id']}").status == 404
    assert not is_there(key_of(report["url"]))


@pytest.fixture
def share(user: Client, report: Any) -> Any:
    reply = user.post(f"/v1/reports/{report['id']}/shares", {})
    assert reply.status == 201, reply.body
    return reply.body


def shared(share: Any, **changes: Any) -> Reply:
    """Open a shared link as somebody without an account."""
    return Client(**changes).get(f"/v1/shared/{share['token']}")


def test_a_shared_link_shows_the_key_figures_and_opens_the_file_without_an_account(
    user: Client, process: str, report: Any, share: Any
) -> None:
    expected = user.get(f"/v1/processes/{process}").body["assessment"]
    reply = shared(share)
    whole, cents = expected["cost_per_year"].split(".")

    assert reply.status == 200
    assert reply.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reply.headers["Cache-Control"] == "no-store"
    assert (reply.body["title"], reply.body["format"], reply.body["language"]) == (report["title"], "pdf", "pl")
    assert reply.body["cover"]["figures"][0]["label"] == "Koszt roczny dziś"
    assert reply.body["cover"]["figures"][0]["value"] == f"{int(whole):,}".replace(",", "\u00a0") + f",{cents}\u00a0zł"
    assert "nie porada finansowa" in reply.body["cover"]["remark"]
    assert fetched(reply.body["url"]) == fetched(report["url"])
    assert not {"id", "user_id", "object_key", "process_ids"} & set(reply.body)


def test_key_figures_are_those_of_the_day_the_report_was_made(user: Client, process: str, share: Any) -> None:
    before = shared(share).body["cover"]
    user.call("PATCH", f"/v1/processes/{process}", {"runs": 9}, headers={"If-Match": '"1"'})

    assert shared(share).body["cover"] == before


def test_every_look_is_counted_and_its_token_is_shown_only_once(user: Client, report: Any, share: Any) -> None:
    for _ in range(3):
        shared(share)
    [listed] = user.get(f"/v1/reports/{report['id']}/shares").body["items"]

    assert (listed["id"], listed["views"]) == (share["id"], 3)
    assert listed["last_viewed_at"]
    assert "token" not in listed
    assert share["views"] == 0


def test_only_a_hash_of_the_token_is_stored(user: Client, report: Any, share: Any, database: postgres.Database) -> None:
    keyed = user.post(f"/v1/reports/{report['id']}/shares", {}, Idempotency_Key="share-1").body
    stored = postgres.as_owner(database, "report_shares", "select s::text from smartflow.report_shares s")
    stored += postgres.as_owner(database, "idempotency_keys", "select k::text from smartflow.idempotency_keys k")
    stored += postgres.as_owner(database, "activity_logs", "select a::text from smartflow.activity_logs a")

    assert len(stored) > 3
    for token in (share["token"], keyed["token"]):
        raw = base64.urlsafe_b64decode(token)
        assert not any(token in row or raw.hex() in row for (row,) in stored)


def test_a_share_lasts_thirty_days_unless_told_otherwise(user: Client, report: Any, share: Any) -> None:
    longer = user.post(f"/v1/reports/{report['id']}/shares", {"days": 60}).body
    now = datetime.now(UTC)

    for one, days in ((share, 30), (longer, 60)):
        assert abs(datetime.fromisoformat(one["expires_at"]) - now - timedelta(days=days)) < timedelta(minutes=1)


@pytest.mark.parametrize("days", [0, 91, -1, 2.5, "30"])
def test_a_share_cannot_last_for_ever(days: object, user: Client, report: Any) -> None:
    reply = user.post(f"/v1/reports/{report['id']}/shares", {"days": days})

    assert reply.status == 422
    assert reply.body["errors"][0]["pointer"] == "/days"


def test_a_share_never_outlives_its_report(user: Client, report: Any, database: postgres.Database) -> None:
    postgres.as_owner(
        database,
        "reports",
        f"update smartflow.reports set created_at = now() - interval '80 days' where id = '{report['id']}'",
    )
    late = user.post(f"/v1/reports/{report['id']}/shares", {"days": 30}).body
    left = datetime.fromisoformat(late["expires_at"]) - datetime.now(UTC)

    assert timedelta(days=9) < left <= timedelta(days=10)


def test_the_file_link_never_outlives_the_share(user: Client, share: Any, database: postgres.Database) -> None:
    postgres.as_owner(
        database,
        "report_shares",
        f"update smartflow.report_shares set expires_at = now() + interval '60 seconds' where id = '{share['id']}'",
    )

    url = shared(share).body["url"]

    assert 0 < int(parse_qs(urlsplit(url).query)["X-Amz-Expires"][0]) <= 60


def test_an_expired_share_opens_nothing(share: Any, database: postgres.Database) -> None:
    postgres.as_owner(
        database,
        "report_shares",
        f"update smartflow.report_shares set expires_at = now() - interval '1 second' where id = '{share['id']}'",
    )

    assert shared(share).status == 404


def test_a_share_taken_back_opens_nothing_and_leaves_the_others(user: Client, report: Any, share: Any) -> None:
    other = user.post(f"/v1/reports/{report['id']}/shares", {}).body
    assert user.call("DELETE", f"/v1/shares/{share['id']}").status == 204

    assert shared(share).status == 404
    assert shared(other).status == 200
    assert user.call("DELETE", f"/v1/shares/{share['id']}").status == 404


def test_deleting_the_report_ends_its_shares(user: Client, report: Any, share: Any) -> None:
    user.call("DELETE", f"/v1/reports/{report['id']}")

    assert shared(share).status == 404


def test_deleting_the_account_ends_its_shares(user: Client, share: Any) -> None:
    user.call("DELETE", "/v1/me")

    assert shared(share).status == 404


@pytest.mark.parametrize(
    "token",
    [pytest.param(tokens.new(), id="well-formed"), "x", "A" * 48, "ą" * 48, "%00", pytest.param("." * 5000, id="long")],
)
def test_a_guessed_token_is_answered_like_a_missing_page(token: str, client: Client) -> None:
    reply = client.get(f"/v1/shared/{token}")

    assert (reply.status, reply.body["code"]) == (404, "not_found")


def test_a_token_of_a_session_opens_no_report_and_that_of_a_share_no_account(user: Client, share: Any) -> None:
    assert Client().get(f"/v1/shared/{user.token}").status == 404
    assert Client(token=share["token"]).get("/v1/me").status == 401


def test_nobody_else_shares_lists_or_takes_back(client: Client, report: Any, share: Any) -> None:
    other = client.register()

    assert other.post(f"/v1/reports/{report['id']}/shares", {}).status == 404
    assert other.get(f"/v1/reports/{report['id']}/shares").status == 404
    assert other.call("DELETE", f"/v1/shares/{share['id']}").status == 404
    assert client.post(f"/v1/reports/{report['id']}/shares", {}).status == 401
    assert shared(share).status == 200


def test_a_repeated_request_is_the_same_share_with_a_token_that_works(user: Client, report: Any) -> None:
    address = f"/v1/reports/{report['id']}/shares"
    first, second = (user.post(address, {"days": 5}, Idempotency_Key="share-2").body for _ in range(2))

    assert first["id"] == second["id"]
    assert len(user.get(address).body["items"]) == 1
    assert shared(second).status == 200
    assert shared(first).status == 404
    user.call("DELETE", f"/v1/shares/{first['id']}")
    assert user.post(address, {"days": 5}, Idempotency_Key="share-2").status == 404


def test_shares_are_listed_page_by_page_newest_first(user: Client, report: Any) -> None:
    address = f"/v1/reports/{report['id']}/shares"
    wanted = [user.post(address, {}).body["id"] for _ in range(3)][::-1]
    first = user.get(f"{address}?limit=2").body
    second = user.get(f"{address}?limit=2&cursor={first['next_cursor']}").body

    assert [one["id"] for one in first["items"] + second["items"]] == wanted
    assert second["next_cursor"] is None
    assert user.get(f"/v1/reports/{report['id']}/shares?cursor=x").status == 400


@pytest.mark.parametrize(("slug", "words"), [("bookkeeping", "480 faktur kosztowych"), ("orders", "45 orders a day")])
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
