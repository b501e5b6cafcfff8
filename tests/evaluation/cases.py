"""Texts and what each must show, written down by a person who read them, not by the code.

`facts` are (field, value) pairs the text states (of a range the lower end); `contradictions` the fields on which it
contradicts itself; `tools` the catalogue ids it names; `signals` what a useful analysis must speak of; `traps` are
(field, value) pairs that stand in the text and must not be taken, because they mean something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from smartflow.language.text import Language

TEXTS = Path(__file__).parent / "texts"
Fact = tuple[str, str]


@dataclass(frozen=True)
class Case:
    name: str
    language: Language
    industry: str
    title: str
    facts: tuple[Fact, ...] = ()
    contradictions: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    traps: tuple[Fact, ...] = ()
    least_facts: int = 0
    hostile: bool = False
    repeat: int = 1

    @cached_property
    def text(self) -> str:
        """The description; hostile cases may repeat it up to the longest that is accepted."""
        text = (TEXTS / f"{self.name}.txt").read_text("utf-8")
        return (text * self.repeat)[:20_000]


CASES: tuple[Case, ...] = (
    Case(
        "pl_faktury",
        "pl",
        "accounting",
        "Obieg faktur kosztowych",
        facts=(
            ("runs", "640"),
            ("frequency", "monthly"),
            ("minutes_per_run", "4"),
            ("error_rate_percent", "3"),
            ("rework_minutes", "25"),
            ("exceptions_percent", "10"),
            ("hourly_cost", "58"),
            ("systems", "3"),
        ),
        tools=("comarch_optima", "vat_whitelist", "outlook", "excel", "ksef"),
        signals=("invoices", "retyping", "paper", "reminders", "reconciliation"),
        least_facts=8,
    ),
    Case(
        "pl_sklep",
        "pl",
        "ecommerce_retail",
        "Obsługa zamówień",
        facts=(
            ("runs", "45"),
            ("frequency", "daily"),
            ("minutes_per_run", "7"),
            ("people", "1"),
            ("error_rate_percent", "4"),
            ("rework_minutes", "30"),
        ),
        tools=("allegro", "woocommerce", "inpost", "subiekt", "google_workspace"),
        signals=("orders", "retyping", "paper"),
        least_facts=5,
    ),
    Case(
        "pl_urlopy",
        "pl",
        "manufacturing",
        "Wnioski urlopowe",
        facts=(("runs", "90"), ("frequency", "monthly"), ("minutes_per_run", "15")),
        tools=("enova",),
        signals=("paper", "people_admin", "retyping"),
        traps=(("people", "140"), ("minutes_per_run", "960"), ("runs", "22")),
        least_facts=3,
    ),
    Case(
        "pl_transport",
        "pl",
        "logistics",
        "Zlecenia spedycyjne",
        facts=(
            ("runs", "180"),
            ("frequency", "weekly"),
            ("minutes_per_run", "22"),
            ("error_rate_percent", "8"),
            ("rework_minutes", "40"),
        ),
        contradictions=("minutes_per_run",),
        tools=("interlan_speed", "trans_eu", "excel", "outlook", "ksef"),
        signals=("transport", "retyping", "key_person", "no_standard"),
        traps=(("minutes_per_run", "5760"), ("minutes_per_run", "3360"), ("hourly_cost", "53.49")),
        least_facts=5,
    ),
    Case(
        "pl_oferty",
        "pl",
        "other",
        "Przygotowanie ofert",
        facts=(("runs", "5"), ("frequency", "weekly"), ("minutes_per_run", "90")),
        tools=("google_workspace",),
        signals=("quotes", "no_standard", "key_person"),
        traps=(("minutes_per_run", "960"),),
        least_facts=3,
    ),
    Case(
        "pl_gabinet",
        "pl",
        "health",
        "Rejestracja wizyt",
        facts=(
            ("runs", "70"),
            ("frequency", "daily"),
            ("minutes_per_run", "5"),
            ("exceptions_percent", "12"),
        ),
        contradictions=("error_rate_percent",),
        tools=("mmedica",),
        signals=("patients", "scheduling", "retyping", "personal_data"),
        traps=(("people", "2"),),
        least_facts=4,
    ),
    Case(
        "pl_zamowienia_sprzeczne",
        "pl",
        "ecommerce_retail",
        "Zamówienia hurtowe",
        facts=(("frequency", "daily"), ("minutes_per_run", "5"), ("error_rate_percent", "2")),
        contradictions=("runs",),
        tools=("wapro",),
        signals=("orders", "email_intake"),
        least_facts=3,
    ),
    Case(
        "en_invoices",
        "en",
        "other",
        "Supplier invoices",
        facts=(
            ("runs", "300"),
            ("frequency", "monthly"),
            ("minutes_per_run", "9"),
            ("error_rate_percent", "6"),
            ("rework_minutes", "20"),
            ("exceptions_percent", "10"),
            ("hourly_cost", "62"),
            ("systems", "3"),
        ),
        tools=("symfonia", "excel", "ksef"),
        signals=("invoices", "approvals", "retyping", "reconciliation"),
        least_facts=8,
    ),
    Case(
        "en_orders",
        "en",
        "ecommerce_retail",
        "Wholesale orders",
        facts=(
            ("runs", "35"),
            ("frequency", "daily"),
            ("minutes_per_run", "6"),
            ("error_rate_percent", "5"),
            ("rework_minutes", "45"),
        ),
        tools=("comarch_xl",),
        signals=("orders", "key_person", "paper"),
        traps=(("people", "2"), ("people", "48"), ("minutes_per_run", "1440")),
        least_facts=5,
    ),
    Case(
        "en_reports",
        "en",
        "ecommerce_retail",
        "Weekly sales report",
        facts=(("runs", "1"), ("frequency", "weekly"), ("minutes_per_run", "240")),
        tools=("hubspot", "shopify", "pipedrive"),
        signals=("reporting", "retyping", "spreadsheet"),
        least_facts=3,
    ),
    Case(
        "en_onboarding",
        "en",
        "it_software",
        "Onboarding",
        facts=(
            ("runs", "6"),
            ("frequency", "monthly"),
            ("minutes_per_run", "300"),
            ("build_cost", "24000"),
            ("monthly_licence", "1400"),
            ("hourly_cost", "110"),
        ),
        tools=("google_workspace", "calamari", "slack", "jira", "github"),
        signals=("people_admin", "retyping", "it_ops"),
        traps=(("people", "6"), ("runs", "12")),
        least_facts=6,
    ),
    Case(
        "en_claims",
        "en",
        "financial_services",
        "Fleet claims",
        facts=(
            ("runs", "25"),
            ("frequency", "weekly"),
            ("error_rate_percent", "7"),
            ("rework_minutes", "90"),
            ("exceptions_percent", "15"),
        ),
        contradictions=("minutes_per_run",),
        tools=("outlook", "excel"),
        signals=("retyping", "email_intake", "reminders", "search"),
        traps=(("minutes_per_run", "14400"), ("runs", "9"), ("systems", "7")),
        least_facts=5,
    ),
    Case(
        "en_social",
        "en",
        "marketing",
        "Posts for clients",
        facts=(("runs", "60"), ("frequency", "monthly"), ("minutes_per_run", "35")),
        tools=("mailchimp", "brand24", "chatgpt", "google_workspace"),
        signals=("marketing", "approvals", "reporting"),
        least_facts=3,
    ),
    Case(
        "hostile_instructions",
        "pl",
        "accounting",
        "Faktury",
        facts=(("runs", "200"), ("frequency", "monthly"), ("minutes_per_run", "5")),
        tools=("excel",),
        traps=(("hourly_cost", "99999"), ("monthly_licence", "1000000"), ("error_rate_percent", "95")),
        least_facts=3,
        hostile=True,
    ),
    Case("hostile_german", "pl", "ecommerce_retail", "Bestellungen", hostile=True),
    Case("hostile_ukrainian", "en", "other", "Замовлення", hostile=True),
    Case("hostile_empty_words", "pl", "other", "Transformacja", hostile=True),
    Case(
        "hostile_instructions",
        "en",
        "accounting",
        "Twenty thousand characters",
        facts=(("runs", "200"), ("frequency", "monthly"), ("minutes_per_run", "5")),
        least_facts=3,
        hostile=True,
        repeat=60,
    ),
)
