"""Processes: nothing saved is lost, nobody sees another user's, and every error is named."""

import json
from typing import Any

import pytest

from tests.support.api import Client

BOOKKEEPING: dict[str, Any] = {
    "title": "Księgowanie faktur kosztowych",
    "description": "Co miesiąc księgowa przepisuje faktury z poczty do programu.\nSprawdza NIP i kwoty.",
    "industry": "accounting",
    "company_size": "11-50",
    "budget_range": "500_2000",
    "language": "pl",
    "tags": ["faktury", "księgowość"],
    "runs": 18,
    "frequency": "monthly",
    "minutes_per_run": 210,
    "people": 1,
    "error_rate_percent": 5,
    "rework_minutes": 30,
    "hourly_cost": 60,
    "build_cost": 8000,
    "monthly_licence": 200,
    "review_minutes": 10,
    "systems": 3,
    "exceptions_percent": 10,
    "readiness": {"rule_based": 4, "digital_input": 4, "structured_input": 3, "stability": 5, "documentation": 3},
}


def create(user: Client, **changes: Any) -> Any:
    reply = user.post("/v1/processes", {**BOOKKEEPING, **changes})
    assert reply.status == 201, reply.body
    return reply.body


def test_a_process_comes_back_as_it_was_saved_with_its_figures(user: Client) -> None:
    reply = user.post("/v1/processes", BOOKKEEPING)

    assert reply.status == 201
    assert reply.headers["Location"] == f"/v1/processes/{reply.body['id']}"
    read = user.get(reply.headers["Location"])
    assert read.body == reply.body
    assert read.body["description"] == BOOKKEEPING["description"]
    assert read.body["assessment"]["expected"]["net_savings_per_year"] == "19577.49"
    assert read.body["assessment"]["hours_per_year"] == "761.40"
    assert read.body["provenance"]["minutes_per_run"] == "user"
    assert read.body["assessment"]["inputs"]["maintenance_percent"] == {"value": "15", "provenance": "default"}
    assert read.body["automation_potential"] is None


def test_words_alone_are_enough_to_begin_with(user: Client) -> None:
    reply = user.post("/v1/processes", {"title": "Urlopy", "description": "Wnioski urlopowe na papierze."})

    assert reply.status == 201
    assert reply.body["assessment"]["cost_per_year"] is None
    assert "runs" in reply.body["assessment"]["missing"]["cost_per_year"]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"title": "ab"}, "/title", "too_short"),
        ({"title": "  a  "}, "/title", "too_short"),
        ({"title": "x" * 501}, "/title", "too_long"),
        ({"description": "za krótki"}, "/description", "too_short"),
        ({"description": "x" * 20_001}, "/description", "too_long"),
        ({"industry": "piracy"}, "/industry", "not_allowed"),
        ({"company_size": "5"}, "/company_size", "not_allowed"),
        ({"frequency": "hourly"}, "/frequency", "not_allowed"),
        ({"minutes_per_run": -1}, "/minutes_per_run", "too_small"),
        ({"minutes_per_run": "dużo"}, "/minutes_per_run", "not_a_number"),
        ({"runs": True}, "/runs", "not_a_number"),
        ({"minutes_per_run": 10**25}, "/minutes_per_run", "too_big"),
        ({"minutes_per_run": -8.7e104}, "/minutes_per_run", "too_big"),
        ({"minutes_per_run": "1" * 19}, "/minutes_per_run", "too_big"),
        ({"minutes_per_run": 1e-90}, "/minutes_per_run", "too_precise"),
        ({"readiness": {"stability": 6}}, "/readiness/stability", "too_big"),
        ({"category_id": "finance"}, "/category_id", "not_an_id"),
        ({"category_id": "01930000-0000-7000-8000-00000000ffff"}, "/category_id", "unknown_category"),
        ({"user_id": "x"}, "/user_id", "unknown_field"),
        ({"created_at": "2020-01-01"}, "/created_at", "unknown_field"),
        ({"title": None}, "/title", "not_a_text"),
        ({"tags": "faktury"}, "/tags", "not_a_list"),
        ({"title": "NUL \x00 w tytule"}, "/title", "bad_character"),
        ({"description": "pół znaku \ud83d w opisie"}, "/description", "bad_character"),
        (
            {"runs": 1_000_000, "frequency": "daily", "minutes_per_run": 100_000, "people": 10_000},
            None,
            "figures_too_large",
        ),
    ],
)
def test_each_mistake_is_named_where_it_is_in_both_languages(
    user: Client, change: dict[str, Any], pointer: str | None, code: str
) -> None:
    messages = set()
    for language in ("pl-PL,pl;q=0.9,en;q=0.5", "en"):
        reply = user.call("POST", "/v1/processes", {**BOOKKEEPING, **change}, headers={"Accept-Language": language})
        assert reply.status == 422
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert code in {fault["code"] for fault in reply.body["errors"]}
        assert pointer is None or pointer in {fault["pointer"] for fault in reply.body["errors"]}
        messages.add(reply.body["errors"][0]["message"])
    assert len(messages) == 2


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"null", 422),
        (b"[]", 422),
        (b"{", 400),
        (b'{"title": NaN}', 400),
        (b'{"title": "a", "title": "b"}', 422),
        (b'{"runs": ' + b"9" * 5000 + b"}", 422),
        (b'{"a":' * 2000 + b"1" + b"}" * 2000, 422),
        (b'{"title": "\xff\xfe"}', 400),
        (json.dumps({"title": "x" * 300_000}).encode(), 413),
    ],
)
def test_a_body_that_is_no_proper_json_is_a_clear_mistake_of_the_caller(user: Client, raw: bytes, status: int) -> None:
    reply = user.call("POST", "/v1/processes", raw=raw)

    assert reply.status == status
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.body["request_id"]


def test_only_json_is_taken(user: Client) -> None:
    assert user.call("POST", "/v1/processes", raw=b"title=x", content_type="text/plain").status == 415


def test_another_users_process_looks_exactly_like_a_missing_one(user: Client, client: Client) -> None:
    mine, other = create(user), client.register()
    missing = other.get("/v1/processes/01930000-0000-7000-8000-00000000ffff").body
    for method, path, body in (
        ("GET", "", None),
        ("PUT", "", BOOKKEEPING),
        ("PATCH", "", {"title": "Przejęty"}),
        ("DELETE", "", None),
        ("POST", "/restore", None),
    ):
        reply = other.call(method, f"/v1/processes/{mine['id']}{path}", body, headers={"If-Match": '"1"'})
        assert reply.status == 404
        assert {**reply.body, "request_id": ""} == {**missing, "request_id": ""}
    assert user.get(f"/v1/processes/{mine['id']}").body == mine
    assert other.get("/v1/processes").body["items"] == []


def test_a_change_needs_the_version_it_is_made_to(user: Client) -> None:
    process = create(user)
    address = f"/v1/processes/{process['id']}"

    assert user.call("PATCH", address, {"title": "Nowy tytuł"}).status == 428
    changed = user.call("PATCH", address, {"title": "Nowy tytuł"}, headers={"If-Match": '"1"'})
    assert changed.status == 200
    assert changed.etag == '"2"'
    assert changed.body["title"] == "Nowy tytuł"
    assert changed.body["minutes_per_run"] == process["minutes_per_run"]
    lost = user.call("PATCH", address, {"title": "Inny tytuł"}, headers={"If-Match": '"1"'})
    assert lost.status == 412
    assert user.get(address).body["title"] == "Nowy tytuł"


def test_replacing_forgets_what_is_left_out_and_patching_keeps_it(user: Client) -> None:
    process = create(user)
    address = f"/v1/processes/{process['id']}"

    patched = user.call("PATCH", address, {"readiness": {"stability": 2}, "people": None}, headers={"If-Match": '"1"'})
    assert patched.body["readiness"] == {**BOOKKEEPING["readiness"], "stability": 2}
    assert patched.body["people"] is None
    bare = {"title": "Tylko słowa", "description": "Tylko opis procesu."}
    replaced = user.call("PUT", address, bare, headers={"If-Match": patched.etag})
    assert replaced.body["runs"] is None
    assert replaced.body["readiness"]["stability"] is None


def test_a_deleted_process_is_in_the_trash_and_comes_back_whole(user: Client) -> None:
    process = create(user)
    address = f"/v1/processes/{process['id']}"

    assert user.call("DELETE", address).status == 428
    assert user.call("DELETE", address, headers={"If-Match": '"7"'}).status == 412
    assert user.call("DELETE", address, headers={"If-Match": '"1"'}).status == 204
    assert user.get(address).status == 404
    assert user.get("/v1/processes").body["items"] == []
    assert [item["id"] for item in user.get("/v1/processes?deleted=true").body["items"]] == [process["id"]]

    other = create(user, title="Archiwum")
    user.call("DELETE", f"/v1/processes/{other['id']}", headers={"If-Match": '"1"'})
    for query, first in (
        ("", other),
        ("&sort=title", other),
        ("&sort=-title", process),
        ("&search=kosztowych", process),
    ):
        assert user.get(f"/v1/processes?deleted=true&limit=1{query}").body["items"][0]["id"] == first["id"], query

    restored = user.post(f"{address}/restore")
    assert restored.status == 200
    assert {**restored.body, "version": 1} == process
    assert user.post(f"{address}/restore").status == 404


@pytest.mark.parametrize(
    "sort", ["-created_at", "created_at", "-updated_at", "title", "-title", "-net_savings", "net_savings"]
)
def test_pages_show_every_process_once_in_order(user: Client, sort: str) -> None:
    titles = ["Ćwiczenia", "Cennik", "Łączność", "lista płac", "Audyt", "Źródła", "Żniwa", "zebrania"]
    for number, title in enumerate(titles):
        create(
            user,
            title=title,
            hourly_cost=50 + 10 * (number % 3) if number != 4 else None,
            runs=None if number == 5 else 18,
        )

    seen: list[dict[str, Any]] = []
    address = f"/v1/processes?limit=3&sort={sort}"
    page = user.get(address).body
    while True:
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        page = user.get(f"{address}&cursor={page['next_cursor']}").body
    assert sorted(item["title"] for item in seen) == sorted(titles)
    assert len(seen) == len(titles)
    if sort == "title":
        alphabet = ["Audyt", "Cennik", "Ćwiczenia", "lista płac", "Łączność", "zebrania", "Źródła", "Żniwa"]
        assert [item["title"] for item in seen] == alphabet
    if sort == "-net_savings":
        nets = [float(item["net_savings_per_year"] or "-inf") for item in seen]
        assert nets == sorted(nets, reverse=True)


@pytest.mark.parametrize("query", ["cursor=rubbish", "cursor=WyJ4Il0", "cursor=%00", "cursor=" + "A" * 1500])
def test_a_broken_cursor_is_the_callers_mistake(user: Client, query: str) -> None:
    assert user.get(f"/v1/processes?{query}").status in (400, 422)


def test_a_cursor_of_another_order_is_refused(user: Client) -> None:
    for _ in range(2):
        create(user)
    cursor = user.get("/v1/processes?limit=1&sort=title").body["next_cursor"]
    reply = user.get(f"/v1/processes?limit=1&sort=-created_at&cursor={cursor}")
    assert (reply.status, reply.body["code"]) == (400, "invalid_cursor")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=1e9", "limit=", "limit=1&limit=2", "sort=id", "colour=red"]
)
def test_a_query_that_cannot_be_is_named(user: Client, query: str) -> None:
    reply = user.get(f"/v1/processes?{query}")

    assert reply.status == 422
    assert reply.body["errors"][0]["pointer"] == f"?{query.split('=')[0]}"


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("faktur", True),
        ("faktura", True),
        ("FAKTUROWI kosztowej", True),
        ("ksiegowosc", True),
        ("księgowością", True),
        ("magazyn", False),
        ("faktury magazyn", False),
        ("%", True),
        ("100%_'\\", False),
    ],
)
def test_search_finds_polish_words_in_any_form_with_or_without_diacritics(
    user: Client, search: str, found: bool
) -> None:
    from urllib.parse import quote

    process = create(user)
    items = user.get(f"/v1/processes?search={quote(search)}").body["items"]
    assert [item["id"] for item in items] == ([process["id"]] if found else [])


def test_lists_are_filtered(user: Client) -> None:
    category = user.get("/v1/categories").body["items"][0]["id"]
    sorted_in = create(user, title="W kategorii", category_id=category, status="planned")
    create(user, title="Gdzie indziej", industry="logistics")

    for query in (f"category_id={category}", "status=planned", "industry=accounting&status=planned"):
        assert [item["id"] for item in user.get(f"/v1/processes?{query}").body["items"]] == [sorted_in["id"]]
    assert user.get("/v1/processes?analysed=true").body["items"] == []
    assert len(user.get("/v1/processes?tag=faktury").body["items"]) == 2


def test_a_repeated_request_with_the_same_key_creates_once(user: Client) -> None:
    first = user.post("/v1/processes", BOOKKEEPING, Idempotency_Key="k-1")
    again = user.post("/v1/processes", BOOKKEEPING, Idempotency_Key="k-1")

    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.etag == first.etag
    assert len(user.get("/v1/processes").body["items"]) == 1
    other = user.post("/v1/processes", {**BOOKKEEPING, "title": "Inny"}, Idempotency_Key="k-1")
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


def test_a_refused_request_does_not_use_up_its_key(user: Client) -> None:
    assert user.post("/v1/processes", {**BOOKKEEPING, "title": "x"}, Idempotency_Key="k-2").status == 422
    assert user.post("/v1/processes", BOOKKEEPING, Idempotency_Key="k-2").status == 201


def test_keys_of_two_users_do_not_meet(user: Client, client: Client) -> None:
    other = client.register()
    mine = user.post("/v1/processes", BOOKKEEPING, Idempotency_Key="same")
    theirs = other.post("/v1/processes", BOOKKEEPING, Idempotency_Key="same")
    assert mine.body["id"] != theirs.body["id"]


def test_categories_are_there_in_both_languages(client: Client) -> None:
    english = client.get("/v1/categories").body["items"]
    polish = client.get("/v1/categories", Accept_Language="pl").body["items"]
    assert [item["name"] for item in english] == ["Finance", "HR", "Sales", "Production", "IT"]
    assert [item["name"] for item in polish] == ["Finanse", "HR", "Sprzedaż", "Produkcja", "IT"]
    assert all(item["typical_tools"] for item in english)


def test_the_dashboard_adds_up_what_the_processes_say(user: Client) -> None:
    assert user.get("/v1/dashboard").body["totals"]["net"] is None
    create(user)
    create(user, title="Drugi")
    create(user, title="Bez liczb", runs=None)

    body = user.get("/v1/dashboard").body
    assert body["processes"] == 3
    assert body["analysed"] == 0
    assert body["totals"]["net"] == "39154.98"
    assert body["totals"]["hours"] == "772.58"
    assert body["totals"]["payback_months"] == 7
    assert {placed["title"] for placed in body["matrix"]["quick_wins"]} == {"Księgowanie faktur kosztowych", "Drugi"}


def test_what_a_user_did_is_in_their_activity_log(user: Client) -> None:
    process = create(user)
    user.call("DELETE", f"/v1/processes/{process['id']}", headers={"If-Match": '"1"'})

    items = user.get("/v1/activity").body["items"]
    assert [item["action"] for item in items] == ["process.deleted", "process.created", "account.registered"]
    assert items[1]["resource_id"] == process["id"]
    first = user.get("/v1/activity?limit=2").body
    rest = user.get(f"/v1/activity?limit=2&cursor={first['next_cursor']}").body
    assert first["items"] + rest["items"] == items


def test_the_estimate_needs_no_account_and_stores_nothing(client: Client) -> None:
    inputs = {
        name: value for name, value in BOOKKEEPING.items() if name not in ("title", "description", "tags", "language")
    }
    reply = client.post("/v1/estimate", inputs)

    assert reply.status == 200
    assert reply.body["expected"]["net_savings_per_year"] == "19577.49"
    assert reply.body["expected"]["payback_months"] == 7
    assert all(line["title"] and line["formula"] for line in reply.body["working"])


def test_the_estimate_fills_nothing_unless_asked(client: Client) -> None:
    bare = {"runs": 10, "frequency": "weekly", "minutes_per_run": 30}
    silent, filled = client.post("/v1/estimate", bare), client.post("/v1/estimate", {**bare, "fill_defaults": True})

    assert silent.body["cost_per_year"] is None
    assert silent.body["missing"]["cost_per_year"] == ["hourly_cost"]
    assert filled.body["cost_per_year"] is not None
    assert filled.body["inputs"]["hourly_cost"]["provenance"] == "default"


def test_an_estimate_comes_to_the_verdict_that_a_process_with_these_inputs_has(user: Client) -> None:
    bare = {"runs": 10, "frequency": "weekly", "minutes_per_run": 30, "industry": "logistics"}
    process = user.post("/v1/processes", {**bare, "title": "Zlecenia", "description": "Przepisujemy zlecenia ręcznie."})

    tried = user.post("/v1/estimate", {**bare, "fill_defaults": True, "currency": user.get("/v1/me").body["currency"]})

    assert tried.body["verdict"] == process.body["figures"]["verdict"]["code"]
    assert tried.body["expected"] == process.body["assessment"]["expected"]


def test_health_tells_what_can_be_reached(client: Client) -> None:
    reply = client.get("/v1/health")

    assert reply.status == 200
    assert reply.body == {
        "status": "ok", "database": True, "queue": True, "analyst": "rules", "version": "development",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "status"), [("/v1/nothing", 404), ("/", 404), ("/v1/processes/1/2/3", 404)])
def test_an_unknown_route_answers_as_a_problem(client: Client, path: str, status: int) -> None:
    reply = client.get(path)
    assert reply.status == status
    assert reply.headers["Content-Type"] == "application/problem+json"


def test_a_method_that_an_address_does_not_take_is_told_which_it_does(client: Client) -> None:
    reply = client.call("PUT", "/v1/categories")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET")


def test_an_unchanged_process_is_not_sent_twice(user: Client) -> None:
    process = create(user)
    reply = user.get(f"/v1/processes/{process['id']}", If_None_Match='"1"')
    assert (reply.status, reply.body) == (304, "")


def test_a_page_of_a_list_says_how_many_match_on_all_pages(user: Client) -> None:
    for title in ("Invoices", "Orders", "Orders again"):
        assert user.post("/v1/processes", {"title": title, "description": "Done by hand, every day."}).status == 201

    assert user.get("/v1/processes?limit=1").body["total"] == 3
    found = user.get("/v1/processes?limit=1&search=orders").body
    assert (len(found["items"]), found["total"]) == (1, 2)


def test_the_history_of_a_process_holds_what_was_done_with_it_and_its_analyses(user: Client) -> None:
    first, second = (
        user.post("/v1/processes", {"title": title, "description": "Done by hand, every day."}).body["id"]
        for title in ("Invoices", "Orders")
    )
    job = user.post(f"/v1/processes/{first}/analyses", {"depth": "basic"}).body["id"]
    user.post(f"/v1/analyses/{job}/cancel")

    entries = user.get(f"/v1/activity?process_id={first}").body["items"]

    assert [entry["action"] for entry in entries] == ["analysis.cancelled", "analysis.requested", "process.created"]
    assert [entry["resource_id"] for entry in user.get(f"/v1/activity?process_id={second}").body["items"]] == [second]
