"""List, dashboard and matrix show what the analysis shows, until the person says otherwise."""

from typing import Any

import pytest

from tests.support.api import Client
from tests.support.work import PROCESS, ask, run_worker

OWN = {"runs": "100", "frequency": "monthly", "minutes_per_run": "30", "hourly_cost": "60", "build_cost": "1000"}


@pytest.fixture
def analysed(user: Client) -> Any:
    """An analysis of a process of which only the description was given."""
    job = ask(user)
    run_worker(job["id"])
    analysis = user.get(f"/v1/analyses/{job['id']}").body
    assert analysis["status"] == "succeeded"
    return analysis


def listed(user: Client) -> Any:
    [item] = user.get("/v1/processes").body["items"]
    return item


def change(user: Client, **fields: Any) -> None:
    item = listed(user)
    reply = user.call("PATCH", f"/v1/processes/{item['id']}", fields, headers={"If-Match": f'"{item["version"]}"'})
    assert reply.status == 200, reply.body


def test_before_an_analysis_there_are_no_figures_of_a_mere_description(user: Client) -> None:
    user.post("/v1/processes", PROCESS)

    assert listed(user)["net_savings_per_year"] is None
    assert user.get("/v1/dashboard").body["totals"]["net"] is None


def test_what_was_read_from_the_text_counts_in_list_totals_and_matrix(user: Client, analysed: Any) -> None:
    figures = analysed["assessment"]
    net = figures["expected"]["net_savings_per_year"]
    assert net is not None

    item = listed(user)
    assert item["net_savings_per_year"] == item["cost_savings_annual"] == net
    assert item["hours_saved_per_year"] == item["time_savings_hours"] == figures["expected"]["hours_saved_per_year"]
    assert (item["ease"], item["cost_per_year"]) == (figures["ease"] + ".00", figures["cost_per_year"])
    assert item["payback_months"] == figures["expected"]["payback_months"]
    assert str(item["defaults_share"]) == figures["defaults_share"]
    dashboard = user.get("/v1/dashboard").body
    assert dashboard["totals"]["net"] == net
    assert dashboard["totals"]["investment"] == figures["inputs"]["build_cost"]["value"]
    quadrants = ("quick_wins", "strategic", "fill_ins", "leave_alone")
    assert [placed["net"] for name in quadrants for placed in dashboard["matrix"][name]] == [net]


def test_what_does_not_touch_the_figures_leaves_them(user: Client, analysed: Any) -> None:
    before = listed(user)["net_savings_per_year"]
    change(user, status="planned", tags=["pilne"])

    assert listed(user)["net_savings_per_year"] == before


def test_a_persons_own_inputs_count_as_soon_as_they_give_figures(user: Client, analysed: Any) -> None:
    before = listed(user)["net_savings_per_year"]
    change(user, **OWN)
    own = user.get(f"/v1/processes/{listed(user)['id']}").body["assessment"]["expected"]["net_savings_per_year"]
    assert own not in (None, before)
    assert listed(user)["net_savings_per_year"] == own

    change(user, **dict.fromkeys(OWN))
    assert listed(user)["net_savings_per_year"] == before


def test_an_edit_that_keeps_the_words_keeps_the_figures_read_from_them(user: Client, analysed: Any) -> None:
    before = listed(user)["net_savings_per_year"]
    described = user.get(f"/v1/processes/{analysed['process_id']}").body["description"]
    change(user, description=f"Na początek dopisane zdanie. {described}")
    assert listed(user)["stale"] is True
    assert listed(user)["net_savings_per_year"] == before

    change(user, description="Zupełnie inny opis, bez żadnych liczb w środku.")
    assert listed(user)["net_savings_per_year"] is None


def test_taking_over_a_part_of_the_suggestions_changes_no_figure(user: Client, analysed: Any) -> None:
    before = listed(user)["net_savings_per_year"]
    first = analysed["result"]["suggested_inputs"][0]["id"]
    reply = user.post(f"/v1/analyses/{analysed['id']}/suggestions", {"accept": [first], "reject": []})
    assert reply.status == 200

    assert listed(user)["net_savings_per_year"] == before
    assert listed(user)["stale"] is False


def test_what_a_person_set_by_hand_stands_in_list_and_totals_and_is_marked(user: Client, analysed: Any) -> None:
    own = [
        {"field": "verdict", "value": "Po sezonie", "reason": "decyzja zarządu"},
        {"field": "net_savings_per_year", "value": "12345", "reason": "własna oferta"},
    ]
    assert user.call("PATCH", f"/v1/analyses/{analysed['id']}", {"overrides": own}).status == 200

    item, dashboard = listed(user), user.get("/v1/dashboard").body
    assert item["net_savings_per_year"] == dashboard["totals"]["net"] == "12345.00"
    for marked in (item, dashboard["marks"][item["id"]]):
        assert (marked["verdict_by_hand"], marked["firm"], marked["rough"]) == ("Po sezonie", False, True)
        assert marked["set_by_hand"] == ["net_savings_per_year", "verdict"]
        assert marked["verdict"] == user.get(f"/v1/processes/{item['id']}").body["figures"]["verdict"]["code"]


def test_the_list_sorts_by_these_figures(user: Client, analysed: Any) -> None:
    user.post("/v1/processes", {**PROCESS, "title": "Bez liczb"})
    user.post("/v1/processes", {**PROCESS, "title": "Wielkie", **OWN, "runs": "100000"})

    titles = [it["title"] for it in user.get("/v1/processes?sort=-net_savings").body["items"]]
    assert titles == ["Wielkie", PROCESS["title"], "Bez liczb"]


def test_each_figure_of_the_dashboard_counts_what_its_list_holds(user: Client) -> None:
    questions = ("rule_based", "digital_input", "structured_input", "stability", "documentation")
    ready, half, hard = (dict.fromkeys(questions, answer) for answer in (5, 2, 1))
    zero = ("monthly_licence", "error_rate_percent", "rework_minutes", "exceptions_percent", "review_minutes")
    known = {**OWN, **dict.fromkeys(zero, "0"), "people": "1", "systems": "1", "working_days": "250"}
    known |= {"maintenance_percent": "15", "ramp_months": "2"}
    portfolio: list[dict[str, Any]] = [
        {**known, "readiness": ready},
        {**known, "readiness": ready, "runs": "30"},
        {**known, "readiness": half, "runs": "5000", "systems": "9", "exceptions_percent": "40"},
        {**known, "readiness": hard, "runs": "1", "build_cost": "90000"},
        {**OWN, "readiness": hard},
        {**OWN},
        {**OWN},
        {},
    ]
    made = [
        user.post("/v1/processes", {**PROCESS, "title": f"Proces {number}", **inputs}).body
        for number, inputs in enumerate(portfolio)
    ]
    jobs = [user.post(f"/v1/processes/{it['id']}/analyses", {"depth": "basic"}).body for it in made[-3:-1]]
    for job in jobs:
        run_worker(job["id"])
    own = [{"field": "verdict", "value": "Po sezonie", "reason": "decyzja zarządu"}]
    assert user.call("PATCH", f"/v1/analyses/{jobs[0]['id']}", {"overrides": own}).status == 200
    gone = user.post("/v1/processes", {**PROCESS, **OWN}).body
    user.call("DELETE", f"/v1/processes/{gone['id']}", headers={"If-Match": '"1"'})

    board = user.get("/v1/dashboard").body
    matrix = board["matrix"]
    counted = {
        "": board["processes"],
        "analysed=true": board["analysed"],
        "figures=priced": board["totals"]["complete"],
        "figures=not_priced": board["totals"]["left_out"],
        "figures=on_defaults": board["on_defaults"],
        "figures=unconfirmed": board["unconfirmed"],
        "figures=priced&quadrant=worth_doing": board["worth_doing"]["complete"],
        "quadrant=worth_doing": board["worth_doing"]["processes"],
        "quadrant=unplaced": len(matrix["unplaced"]),
        **{f"quadrant={name}": len(matrix[name]) for name in ("quick_wins", "strategic", "fill_ins", "leave_alone")},
    }
    assert {query: user.get(f"/v1/processes?{query}").body["total"] for query in counted} == counted
    assert {query: count for query, count in counted.items() if query and not 0 < count < board["processes"]} == {}
    marks = board["marks"].values()
    assert board["unconfirmed"] == sum(
        mark["firm"] is False and mark["verdict"] != "not_enough_known" and mark["verdict_by_hand"] is None
        for mark in marks
    )
    for name in ("quick_wins", "leave_alone"):
        items = user.get(f"/v1/processes?quadrant={name}").body["items"]
        assert {item["id"] for item in items} == {placed["id"] for placed in matrix[name]}


def test_other_working_days_of_the_account_change_every_figure_at_once(user: Client) -> None:
    daily = user.post("/v1/processes", {**PROCESS, **OWN, "frequency": "daily"}).body
    thrown = user.post("/v1/processes", {**PROCESS, **OWN, "frequency": "daily", "title": "W koszu"}).body
    user.call("DELETE", f"/v1/processes/{thrown['id']}", headers={"If-Match": '"1"'})
    before = listed(user)
    assert user.call("PATCH", "/v1/me", {"working_days": 125}).status == 200

    assert float(listed(user)["hours_per_year"]) == float(before["hours_per_year"]) / 2
    shown = user.get(f"/v1/processes/{daily['id']}").body["assessment"]["expected"]["net_savings_per_year"]
    assert listed(user)["net_savings_per_year"] == user.get("/v1/dashboard").body["totals"]["net"] == shown
    user.post(f"/v1/processes/{thrown['id']}/restore")
    both = user.get("/v1/processes").body["items"]
    assert [float(it["hours_per_year"]) for it in both] == [float(before["hours_per_year"]) / 2] * 2


def test_working_days_that_lead_out_of_range_are_refused_and_nothing_is_lost(user: Client) -> None:
    most = {"runs": 45, "frequency": "daily", "minutes_per_run": 500, "people": 1000, "hourly_cost": "60"}
    process = user.post("/v1/processes", {**PROCESS, **most})
    assert process.status == 201, process.body
    days = user.get("/v1/me").body["working_days"]

    refused = user.call("PATCH", "/v1/me", {"working_days": 366})
    assert refused.status == 422
    assert [(fault["pointer"], fault["code"]) for fault in refused.body["errors"]] == [
        ("/working_days", "figures_too_large")
    ]
    assert user.get("/v1/me").body["working_days"] == days
    assert user.get(f"/v1/processes/{process.body['id']}").status == 200
