"""Every form of a report shows the figures in force of its processes."""

import csv
import io
import json
from typing import Any

import pytest
from pypdf import PdfReader

from tests.support.api import Client
from tests.support.reports import MEASURED, fetched, made, shared, sheets
from tests.support.work import PROCESS, ask, run_worker


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
    assert dict(zip(*table, strict=True))["Oszczędność netto (oczekiwany) [PLN]"] == net.replace(".", ",")
    _, rows, *_ = sheets(fetched(made(user, process, format="xlsx").body["url"]))
    shown = {row["A"]: row for row in rows}
    assert shown["Oszczędność netto"]["E"] == net.rstrip("0").rstrip(".")
    assert len(shown) > 20


UNCLEAR = {
    **PROCESS,
    "title": "Faktury w sezonie",
    "description": "Mamy 120 faktur miesięcznie. Potem okazuje się, że jest 200 faktur miesięcznie. Księgowanie jednej faktury "
    "zajmuje średnio 7 minut. Co dziesiąta faktura ma błąd, a poprawka zajmuje 20 minut.",
}


def decide(user: Client, process: str, *decisions: dict[str, str]) -> Any:
    etag = f'"{user.get(f"/v1/processes/{process}").body["version"]}"'
    reply = user.call(
        "POST", f"/v1/processes/{process}/facts", {"decisions": list(decisions)}, headers={"If-Match": etag}
    )
    assert reply.status == 200, reply.body
    return reply.body


def set_by_hand(user: Client, job: Any, **values: str) -> None:
    changes = [{"field": field, "value": value, "reason": "Decyzja zarządu"} for field, value in values.items()]
    etag = user.get(f"/v1/analyses/{job['id']}").etag
    reply = user.call("PATCH", f"/v1/analyses/{job['id']}", {"overrides": changes}, headers={"If-Match": etag})
    assert reply.status == 200, reply.body


def forms_of(user: Client, process: str) -> dict[str, str]:
    """Return what a reader sees in each form of a report, and on the page of a shared link."""
    pdf = made(user, process)
    share = user.post(f"/v1/reports/{pdf.body['id']}/shares", {}).body
    cover = shared(share).body["cover"]
    pages = PdfReader(io.BytesIO(fetched(pdf.body["url"]))).pages
    files = {
        form: fetched(made(user, process, format=form).body["url"]) for form in ("txt", "md", "json", "csv", "xlsx")
    }
    return {
        "pdf": " ".join(page.extract_text() for page in pages),
        "cover": json.dumps(cover, ensure_ascii=False),
        "txt": files["txt"].decode(),
        "md": files["md"].decode().replace("\\", ""),
        "json": files["json"].decode(),
        "csv": files["csv"].decode("utf-8-sig"),
        "xlsx": json.dumps(sheets(files["xlsx"]), ensure_ascii=False),
    }


def test_every_form_shows_the_figures_in_force_of_the_process(user: Client) -> None:
    """One process with a question that was settled, a value that was rejected, and a figure and verdict set by hand."""
    job = ask(user, process=UNCLEAR)
    process = job["process_id"]
    run_worker(job["id"])
    before = user.get(f"/v1/processes/{process}", Accept_Language="pl").body["figures"]
    undecided = forms_of(user, process)
    facts = user.get(f"/v1/processes/{process}/facts").body["items"]
    [question] = before["open"]
    chosen = next(reading for reading in question["readings"] if reading["values"]["runs"] == "200")
    rejected = next(fact for fact in facts if fact["field"] == "error_rate_percent")
    decide(user, process, {"action": "settle", "reading": chosen["id"]}, {"action": "reject", "id": rejected["id"]})
    set_by_hand(user, job, net_savings_per_year="5000.00", verdict="Zaczynamy po sezonie.")

    read = user.get(f"/v1/processes/{process}", Accept_Language="pl").body
    figures, lines = read["figures"], {line["field"]: line for line in read["figures"]["headline"]}
    found = forms_of(user, process)

    assert figures["open"] == []
    assert "error_rate_percent" not in {to_confirm for one in figures["to_confirm"] for to_confirm in one["values"]}
    assert read["assessment"]["inputs"]["error_rate_percent"]["value"] == "0"
    readers = ("pdf", "cover", "txt", "md", "xlsx")
    for field in ("net_savings_per_year", "cost_per_year", "payback_months"):
        assert {form: _flat(lines[field]["text"]) in _flat(found[form]) for form in readers} == dict.fromkeys(
            readers, True
        )
    for words in ("Zaczynamy po sezonie.", figures["verdict"]["name"]):
        assert {form: _flat(words) in _flat(seen) for form, seen in found.items()} == dict.fromkeys(found, True)
    assert {form: "ustawioneręcznie;obliczono:" in _flat(found[form]) for form in (*readers, "csv")} == dict.fromkeys(
        (*readers, "csv"), True
    )
    assert json.loads(found["json"])["processes"][0]["figures"] == figures
    row = dict(zip(*csv.reader(io.StringIO(found["csv"]), delimiter=";"), strict=True))
    assert row["Oszczędność netto (oczekiwany) [PLN]"] == "5000,00"
    assert row["Koszt roczny dziś [PLN]"] == read["assessment"]["cost_per_year"].replace(".", ",")
    assert row["Pewność"] == figures["confidence"]["text"]
    choice = "wybórnależydopaństwa"
    assert [choice in _flat(undecided[form]) for form in ("pdf", "txt", "md")] == [True] * 3
    assert [form for form, seen in found.items() if choice in _flat(seen)] == []


def _flat(text: str) -> str:
    """Return a text without white space and capitals, which the forms may set as they like."""
    return "".join(text.split()).casefold()


def test_what_a_person_set_by_hand_counts_in_a_portfolio_and_after_the_next_analysis(
    user: Client, process: str
) -> None:
    job = ask(user, process={**MEASURED, "title": "Reklamacje"})
    run_worker(job["id"])
    set_by_hand(user, job, net_savings_per_year="5000.00")
    again = user.post(f"/v1/processes/{job['process_id']}/analyses", {"depth": "basic"}).body
    run_worker(again["id"])
    data = json.loads(fetched(made(user, process, job["process_id"], format="json").body["url"]))
    other = user.get(f"/v1/processes/{process}").body["assessment"]["expected"]["net_savings_per_year"]

    assert float(data["portfolio"]["totals"]["net"]) == pytest.approx(5000 + float(other))
    assert data["portfolio"]["totals"] == user.get("/v1/dashboard").body["totals"]
    totals = data["portfolio"]["totals"]
    assert float(totals["gross"]) - float(totals["running_cost"]) == pytest.approx(float(totals["net"]))
    placed = {
        item["title"]: item["net"]
        for quadrant in ("quick_wins", "strategic", "fill_ins", "leave_alone")
        for item in data["portfolio"]["matrix"][quadrant]
    }
    assert placed == {MEASURED["title"]: other, "Reklamacje": "5000.00"}
    text = fetched(made(user, process, job["process_id"], format="txt").body["url"]).decode()
    assert "ustawione ręcznie; obliczono:" in text


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
