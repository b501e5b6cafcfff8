"""Reports shared by a link: what it opens, for how long, and for whom not."""

import base64
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from smartflow.infra import tokens
from tests.support import postgres
from tests.support.api import Client
from tests.support.mailbox import letters
from tests.support.reports import fetched, shared
from tests.support.work import run_background_worker


def test_a_shared_link_shows_the_key_figures_and_opens_the_file_without_an_account(
    user: Client, process: str, report: Any, share: Any
) -> None:
    headline = user.get(f"/v1/processes/{process}", Accept_Language="pl").body["figures"]["headline"]
    cost = next(line["text"] for line in headline if line["field"] == "cost_per_year")
    reply = shared(share)

    assert reply.status == 200
    assert reply.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reply.headers["Cache-Control"] == "no-store"
    assert (reply.body["title"], reply.body["format"], reply.body["language"]) == (report["title"], "pdf", "pl")
    assert reply.body["cover"]["figures"][0]["label"] == "Koszt roczny dziś"
    assert reply.body["cover"]["figures"][0]["value"] == cost
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
    today = datetime.now(UTC).date().isoformat()
    assert listed["days"] == [{"day": today, "views": 3}]


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


def test_an_expired_share_opens_nothing_and_says_so(share: Any, database: postgres.Database) -> None:
    postgres.as_owner(
        database,
        "report_shares",
        f"update smartflow.report_shares set expires_at = now() - interval '1 second' where id = '{share['id']}'",
    )

    reply = shared(share, language="en")

    assert (reply.status, reply.body["code"]) == (410, "share_expired")
    assert answered(share).body["code"] == "share_expired"


def test_a_share_taken_back_says_so_and_leaves_the_others(user: Client, report: Any, share: Any) -> None:
    other = user.post(f"/v1/reports/{report['id']}/shares", {}).body
    assert user.call("DELETE", f"/v1/shares/{share['id']}").status == 204

    assert (shared(share).status, shared(share).body["code"]) == (410, "share_withdrawn")
    assert answered(share).body["code"] == "share_withdrawn"
    assert shared(other).status == 200
    assert user.call("DELETE", f"/v1/shares/{share['id']}").status == 404
    listed = {one["id"]: one["withdrawn_at"] for one in user.get(f"/v1/reports/{report['id']}/shares").body["items"]}
    assert [listed[other["id"]], bool(listed[share["id"]])] == [None, True]


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


def picture() -> str:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def answered(share: Any, **answer: Any) -> Any:
    body = {"answer": "approved", "name": "Anna Nowak", "note": "Zaczynamy w styczniu.", **answer}
    return Client().post(f"/v1/shared/{share['token']}/answers", body)


def test_a_shared_link_shows_who_shares_it_and_the_decision_in_both_languages(user: Client, share: Any) -> None:
    user.call("PATCH", "/v1/me", {"full_name": "Biuro Żółw"}, headers={"If-Match": user.get("/v1/me").etag})
    user.call("PUT", "/v1/me/logo", {"content_type": "image/png", "data": picture()})

    body = shared(share).body

    assert body["shared_by"] == "Biuro Żółw"
    assert base64.b64decode(body["logo"]["data"]).startswith(b"\x89PNG")
    pages = body["cover"]["pages"]
    assert [pages["decision"][language]["kind"] for language in ("pl", "en")] == ["Raport o procesie", "Process report"]
    assert all(len(pages["decision"][language]["reasons"]) == 3 for language in ("pl", "en"))
    assert len(pages["process"]["cash_flow"]) == 37


def test_an_answer_reaches_the_owner_in_the_list_the_log_and_by_mail(user: Client, report: Any, share: Any) -> None:
    assert answered(share, answer="asked", note="Kto to wdroży?\nI kiedy?").status == 204
    assert run_background_worker() == []

    [listed] = user.get(f"/v1/reports/{report['id']}/shares").body["items"]
    [answer] = listed["answers"]
    assert (answer["answer"], answer["name"], answer["note"]) == ("asked", "Anna Nowak", "Kto to wdroży?\nI kiedy?")
    logged = user.get("/v1/activity").body["items"][0]
    assert (logged["action"], logged["resource_id"]) == ("share.asked", report["id"])
    assert logged["details"]["name"] == "Anna Nowak"
    assert "Kto" not in str(logged)
    [mail] = letters(user.email)
    assert "> Kto to wdroży?\n> I kiedy?" in mail.text
    assert report["title"] in mail.subject
    assert "Anna" not in mail.subject


def test_hostile_answers_stay_bounded_plain_text(user: Client, share: Any) -> None:
    for broken in ({"name": " \n"}, {"name": "x" * 101}, {"note": "x" * 2001}, {"answer": "maybe"}, {"extra": 1}):
        assert answered(share, **broken).status == 422
    answered(share, name="E\u202eve\r\nBcc: all@example.com", note="<script>alert(1)</script>\r\n.\r\nQUIT\x07\x1b[2J")
    run_background_worker()

    [mail] = letters(user.email)
    assert "Signed: Eve Bcc: all@example.com\n" in mail.text
    assert "> <script>alert(1)</script>\n> .\n> QUIT[2J\n" in mail.text


def test_a_link_takes_a_bounded_number_of_answers(user: Client, report: Any, share: Any) -> None:
    statuses = [answered(share).status for _ in range(12)]

    assert statuses == [204] * 10 + [429] * 2
    assert len(user.get(f"/v1/reports/{report['id']}/shares").body["items"][0]["answers"]) == 10
    other = user.post(f"/v1/reports/{report['id']}/shares", {}).body
    assert answered(other).status == 204


def test_a_link_with_a_passcode_opens_with_it_alone(user: Client, report: Any, database: postgres.Database) -> None:
    share = user.post(f"/v1/reports/{report['id']}/shares", {"passcode": "żółw-2026"}).body
    address = f"/v1/shared/{share['token']}"

    refused, wrong, right = (
        shared(share),
        Client().post(address, {"passcode": "zolw-2026"}),
        Client().post(address, {"passcode": "żółw-2026"}),
    )

    assert [refused.body["code"], wrong.body["code"], right.status] == ["passcode_required", "passcode_wrong", 200]
    assert "title" not in refused.body or refused.body["title"] != report["title"]
    assert [answered(share).body["code"], answered(share, passcode="żółw-2026").status] == ["passcode_wrong", 204]
    [listed] = [one for one in user.get(f"/v1/reports/{report['id']}/shares").body["items"] if one["id"] == share["id"]]
    assert (listed["has_passcode"], listed["views"]) == (True, 1)
    [(stored,)] = postgres.as_owner(
        database,
        "report_shares",
        f"select passcode_hash from smartflow.report_shares where id = '{share['id']}'",
    )
    assert "2026" not in stored


def test_guessing_a_passcode_is_slowed_down(user: Client, report: Any, database: postgres.Database) -> None:
    share = user.post(f"/v1/reports/{report['id']}/shares", {"passcode": "1234"}).body
    address = f"/v1/shared/{share['token']}"

    guesser = Client()
    answers = [guesser.post(address, {"passcode": "0000"})]
    while answers[-1].status == 403:
        answers.append(guesser.post(address, {"passcode": "0000"}))
    postgres.as_owner(
        database,
        "login_attempts",
        "update smartflow.login_attempts set blocked_until = blocked_until + interval '1 hour'",
    )
    right, elsewhere = (one.post(address, {"passcode": "1234"}) for one in (guesser, Client()))

    assert [answer.status for answer in answers] == [*[403] * (len(answers) - 1), 429]
    assert len(answers) > 5
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert (right.status, elsewhere.status) == (429, 200), "others with the link are not kept out"


def test_answers_belong_to_the_account_and_go_with_it(
    user: Client, client: Client, share: Any, database: postgres.Database
) -> None:
    assert answered(share).status == 204
    stranger = client.register()

    assert [one["action"] for one in stranger.get("/v1/activity").body["items"]] == ["account.registered"]
    user.call("DELETE", "/v1/me")

    left = f"select count(*) from smartflow.share_answers where share_id = '{share['id']}'"
    assert postgres.as_owner(database, "share_answers", left) == [(0,)]
    assert answered(share).status == 404
