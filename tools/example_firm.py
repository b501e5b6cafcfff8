"""Creates a small example firm through the API: its processes, analyses and reports, in one language."""

import secrets
import time
from dataclasses import dataclass
from typing import Any, Final, Literal

from playwright.sync_api import APIRequestContext

from smartflow.language.text import ByLanguage, Language, Text

_TIMEOUT: Final = 60.0  # seconds for one analysis


@dataclass(frozen=True)
class Case:
    """A process in each language; `texts` are title, description and tags."""

    name: str
    category: str
    industry: str
    measured: dict[str, Any]
    texts: ByLanguage[tuple[str, str, list[str]]]
    status: str = "idea"


CASES: Final = (
    Case(
        "newsletter",
        "sales",
        "marketing",
        {"runs": 1, "frequency": "monthly", "minutes_per_run": 90, "hourly_cost": 50},
        ByLanguage(
            pl=(
                "Newsletter do klientów",
                "Raz w miesiącu składamy newsletter z nowościami i wysyłamy go do klientów.",
                [],
            ),
            en=("Newsletter to customers", "Once a month we put together a newsletter and send it out.", []),
        ),
    ),
    Case(
        "applications",
        "hr",
        "other",
        {},
        ByLanguage(
            pl=(
                "Zgłoszenia kandydatów",
                "Życiorysy przychodzą z trzech portali i pocztą. Kierowniczka biura czyta je, przepisuje dane do arkusza i odpisuje "
                "tym, których nie zaprosimy. Bywa, że ktoś czeka na odpowiedź miesiąc.",
                ["kadry"],
            ),
            en=(
                "Job applications",
                "CVs come from three portals and by e-mail. The office manager reads them, copies the details into a sheet and writes "
                "to those we will not invite. Some wait a month for an answer.",
                ["people"],
            ),
        ),
    ),
    Case(
        "board",
        "finance",
        "accounting",
        {
            "runs": 1, "frequency": "monthly", "minutes_per_run": 360, "people": 1, "systems": 5, "hourly_cost": 85,
            "build_cost": 24000, "monthly_licence": 350,
            "readiness": {"rule_based": 2, "digital_input": 3, "structured_input": 2, "stability": 2, "documentation": 1},
        },
        ByLanguage(
            pl=(
                "Miesięczny raport dla zarządu",
                "Raz w miesiącu dyrektor finansowa zbiera liczby z pięciu arkuszy i programów do jednej prezentacji. Zajmuje to "
                "6 godzin, a komentarz do wyników za każdym razem pisze od nowa.",
                ["zarząd", "raporty"],
            ),
            en=(
                "Monthly report to the board",
                "Once a month the finance director gathers figures from five sheets and programs into one presentation. It takes "
                "6 hours, and the comments are written from scratch each time.",
                ["board", "reports"],
            ),
        ),
        "rejected",
    ),
    Case(
        "complaints",
        "sales",
        "ecommerce_retail",
        {
            "runs": 60, "frequency": "monthly", "minutes_per_run": 35, "people": 2, "exceptions_percent": 30, "systems": 4,
            "hourly_cost": 52, "build_cost": 45000, "monthly_licence": 600,
            "readiness": {"rule_based": 3, "digital_input": 3, "structured_input": 2, "stability": 3, "documentation": 2},
        },
        ByLanguage(
            pl=(
                "Reklamacje i zwroty",
                "Miesięcznie obsługujemy 60 reklamacji. Każdą zajmują się dwie osoby po 35 minut: obsługa klienta zbiera zdjęcia "
                "i numer zamówienia, magazyn ocenia towar. Odpowiedź i korektę wystawiamy ręcznie.",
                ["obsługa klienta", "magazyn"],
            ),
            en=(
                "Complaints and returns",
                "We handle 60 complaints a month. Two people spend 35 minutes each on one: customer service collects photos and the "
                "order number, the warehouse looks at the goods. Reply and credit note are written by hand.",
                ["customer service", "warehouse"],
            ),
        ),
    ),
    Case(
        "timesheets",
        "hr",
        "manufacturing",
        {
            "runs": 38, "frequency": "weekly", "minutes_per_run": 6, "people": 1, "error_rate_percent": 5, "rework_minutes": 15,
            "hourly_cost": 55, "build_cost": 9000, "monthly_licence": 280,
            "readiness": {"rule_based": 5, "digital_input": 3, "structured_input": 4, "stability": 5, "documentation": 3},
        },
        ByLanguage(
            pl=(
                "Karty czasu pracy",
                "Co tydzień 38 osób oddaje papierowe karty czasu pracy, a kadrowa przepisuje każdą do programu Płatnik, co zajmuje "
                "6 minut. W 5% kart jest błąd, którego wyjaśnienie trwa 15 minut.",
                ["kadry", "produkcja"],
            ),
            en=(
                "Timesheets",
                "Every week 38 people hand in paper timesheets, and the payroll clerk types each into the payroll program, which "
                "takes 6 minutes. There is a mistake in 5% of the sheets, and clearing it up takes 15 minutes.",
                ["people", "production"],
            ),
        ),
        "planned",
    ),
    Case(
        "orders",
        "sales",
        "ecommerce_retail",
        {
            "runs": 45, "frequency": "daily", "minutes_per_run": 12, "people": 1, "error_rate_percent": 8,
            "hourly_cost": 55, "build_cost": 32000, "monthly_licence": 1200, "systems": 5,
            "readiness": {"rule_based": 4, "digital_input": 4, "structured_input": 3, "stability": 4, "documentation": 2},
        },
        ByLanguage(
            pl=(
                "Zamówienia przysyłane e-mailem",
                "Dziennie przychodzi około 45 zamówień, a wpisanie jednego do Subiekta zajmuje średnio 12 minut. Około 8% zamówień "
                "wychodzi z pomyłką, a jej wyjaśnienie trwa 40 minut. Przed świętami zamówień bywa 90 dziennie.",
                ["sprzedaż", "magazyn"],
            ),
            en=(
                "Orders sent by e-mail",
                "We receive about 45 orders a day, and entering one into Subiekt takes 12 minutes on average. Roughly 8% of the "
                "orders go out with a mistake, and sorting out one takes 40 minutes. Before Christmas it is 90 orders a day.",
                ["sales", "warehouse"],
            ),
        ),
    ),
    Case(
        "invoices",
        "finance",
        "accounting",
        {
            "runs": 320, "frequency": "monthly", "minutes_per_run": 7, "hourly_cost": 68, "systems": 4,
            "build_cost": 14000, "monthly_licence": 450,
            "readiness": {"rule_based": 4, "digital_input": 3, "structured_input": 3, "stability": 5, "documentation": 2},
        },
        ByLanguage(
            pl=(
                "Księgowanie faktur kosztowych",
                "Co miesiąc przychodzi do nas około 320 faktur kosztowych, połowa jako PDF, reszta na papierze. Księgowa przepisuje "
                "ręcznie numer, daty, NIP i kwoty do Comarch ERP Optima, co zajmuje średnio 7 minut. Szacujemy, że w 6% faktur jest "
                "błąd, a poprawienie jednej pomyłki zajmuje około 25 minut. Nietypowych jest około 15% dokumentów: faktury w euro, "
                "leasingi, zaliczki i korekty.\n\nFaktury powyżej 2000 zł akceptuje prezes: segregator leży u niego na biurku, czasem "
                "ponad tydzień. Na koniec miesiąca zestawienie powstaje w Excelu.",
                ["księgowość", "KSeF"],
            ),
            en=(
                "Posting purchase invoices",
                "About 320 purchase invoices arrive every month, half of them as PDF, the rest on paper. The bookkeeper types number, "
                "dates, tax number and amounts into Comarch ERP Optima, which takes 7 minutes on average. We estimate that there is a "
                "mistake in 6% of the invoices, and putting one right takes about 25 minutes. About 15% of the documents are out of "
                "the ordinary: invoices in euro, leases, prepayments and corrections.\n\nThe managing director approves everything "
                "above PLN 2,000: the binder lies on his desk, sometimes for more than a week. At the end of the month the summary is "
                "made in Excel.",
                ["bookkeeping", "KSeF"],
            ),
        ),
    ),
)  # fmt: skip
_OVERRIDE: Final = ByLanguage(
    pl={"field": "payback_months", "value": "9", "reason": "Wdrożenie robimy po sezonie"},
    en={"field": "payback_months", "value": "9", "reason": "We set it up after the season"},
)
_REPORT: Final = Text("Automatyzacja biura – propozycja na 2027 rok", "Automating the office: a proposal for 2027")


@dataclass(frozen=True)
class Firm:
    """An account with something on every screen: ids of its processes by case, of two analyses, and a share's token."""

    credentials: dict[str, str]
    processes: dict[str, str]
    analyses: tuple[str, str]
    share: str

    def address(self, route: str) -> str:
        """Replace the names in a route: those of the cases, `first`, `second` and `share`."""
        first, second = self.analyses
        return route.format(**self.processes, first=first, second=second, share=self.share)


class Caller:
    """Calls the API of a running system."""

    def __init__(self, request: APIRequestContext, url: str, language: Language) -> None:
        self._request, self._url = request, url
        self._headers: dict[str, str] = {"Accept-Language": language}

    def __call__(self, method: str, path: str, body: object = None, version: int | None = None) -> Any:
        """Return the answer's JSON; an answer that reports an error raises RuntimeError."""
        headers = self._headers if version is None else self._headers | {"If-Match": f'"{version}"'}
        answer = self._request.fetch(f"{self._url}/v1{path}", method=method, data=body, headers=headers)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.text()}")
        return answer.json() if answer.body() else None

    def sign(self, how: Literal["register", "login"], credentials: dict[str, str]) -> None:
        """Create an account or a session; the browser's context stores its cookie."""
        self._headers["Authorization"] = f"Bearer {self('POST', f'/auth/{how}', credentials)['access_token']}"


def credentials() -> dict[str, str]:
    """Return credentials for a new account."""
    return {"email": f"biuro-{secrets.token_hex(3)}@example.com", "password": secrets.token_urlsafe(20)}


def firm(call: Caller, language: Language) -> Firm:
    """Create the firm. All but one process are analysed, one of them twice; one was changed afterwards; one is in the trash."""
    account = credentials()
    call.sign("register", account)
    call("PUT", "/me/terms")
    call("PATCH", "/me", {"full_name": "Nowak i Wspólnicy", "language": language})
    categories = {it["slug"]: it["id"] for it in call("GET", "/categories")["items"]}
    made = {case.name: call("POST", "/processes", _body(case, language, categories)) for case in CASES}
    ids = {name: process["id"] for name, process in made.items()}
    call("DELETE", f"/processes/{ids['newsletter']}", version=made["newsletter"]["version"])
    for name in ("board", "complaints", "timesheets", "orders"):
        _analysed(call, ids[name], "deep", language)
    first = _analysed(call, ids["invoices"], "basic", language)
    read = [
        it["id"]
        for it in first["result"]["suggested_inputs"]
        if it["field"] in ("error_rate_percent", "rework_minutes")
    ]
    call("POST", f"/analyses/{first['id']}/suggestions", {"accept": read, "reject": []})
    call("PATCH", f"/processes/{ids['invoices']}", {"build_cost": "11000"}, _version(call, ids["invoices"]))
    second = _analysed(call, ids["invoices"], "expert", language)
    call("PATCH", f"/analyses/{second['id']}", {"overrides": [_OVERRIDE.of(language)]})
    for case in CASES:
        if case.status != "idea":
            call("PATCH", f"/processes/{ids[case.name]}", {"status": case.status}, _version(call, ids[case.name]))
    call("PATCH", f"/processes/{ids['complaints']}", {"minutes_per_run": 45}, _version(call, ids["complaints"]))
    call("POST", "/reports", {"scope": "process", "process_ids": [ids["invoices"]], "format": "xlsx"})
    report = call("POST", "/reports", {"scope": "portfolio", "title": _REPORT.of(language), "language": language})
    share = call("POST", f"/reports/{report['id']}/shares", {})
    return Firm(account, ids, (first["id"], second["id"]), share["token"])


def _body(case: Case, language: Language, categories: dict[str, str]) -> dict[str, Any]:
    title, description, tags = case.texts.of(language)
    about = {"title": title, "description": description, "tags": tags, "language": language, "company_size": "11-50"}
    return {**case.measured, **about, "industry": case.industry, "category_id": categories[case.category]}


def _version(call: Caller, process: str) -> int:
    return int(call("GET", f"/processes/{process}")["version"])


def _analysed(call: Caller, process: str, depth: str, language: Language) -> Any:
    job = call("POST", f"/processes/{process}/analyses", {"depth": depth, "language": language, "fallback": "rules"})
    until = time.monotonic() + _TIMEOUT
    while job["status"] in ("queued", "running") and time.monotonic() < until:
        time.sleep(0.1)
        job = call("GET", f"/analyses/{job['id']}")
    if job["status"] != "succeeded":
        raise RuntimeError(f"analysis of {process}: {job['status']}")
    return job
