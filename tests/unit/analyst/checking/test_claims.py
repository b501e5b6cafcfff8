"""A model that lies: of what it says it has read, only what the text shows at that place is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from smartflow.analyst.checking.claims import suggestion, taken
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.suggested import suggestions
from smartflow.analyst.schema import DraftCompeting, DraftFact, DraftPart, DraftReading, InputField, Operation
from tests.unit.analyst.builders import task

if TYPE_CHECKING:
    from smartflow.analyst.task import AnalysisTask

ORDERS = replace(
    task(
        "Zamówienia z poczty, punkt 3\n"
        "Wpada około 45 zamówień dziennie, każde wpisujemy ręcznie do Subiekta, zajmuje to 7 minut na zamówienie. "
        "Około 4% wpisów ma błąd, poprawka trwa 15 minut.\n"
        "Dwa lata temu było 20 zamówień dziennie i szło 12 minut na sztukę. Chcielibyśmy zejść do 2 minut na zamówienie.\n"
        "Reklamacje to osobna sprawa: 30 reklamacji miesięcznie, każda po 25 minut. Godzina pracy kosztuje nas 48 zł ze "
        "wszystkimi narzutami. Subskrypcja programu to 300 zł miesięcznie.\n"
        "Klient czeka na odpowiedź 3 dni. Nie wysyłamy 100 ofert dziennie. W grudniu bywa 120 zamówień dziennie."
    ),
    title="Zamówienia",
)
CLAIMS = replace(
    task(
        "We have 85 people in the field and each person hands in 9 timesheets a month. Checking one timesheet takes 4 "
        "minutes. We run 12 vans, and each van has a logbook.\n"
        "For every claim I spend 5 minutes opening it, 10 minutes checking the photos and 5 minutes writing the reply. We "
        "get 60 claims a week. Bookkeeping takes another 40 minutes a day but that is Jane's job.\n"
        "Last year it was 30 claims a week. About 6% of claims come back wrong and take 20 minutes to redo. We charge "
        "clients £90 an hour; an hour of my time costs us £31 all in.",
        "en",
    ),
    title="Timesheets and claims",
)
DRIVERS = replace(
    task(
        "Mamy 14 kierowców i 3 magazyny. Każdy kierowca oddaje 6 raportów dziennie, przepisanie raportu trwa 4 minuty."
    ),
    title="Raporty kierowców",
)
INVOICES = replace(
    task(
        "Each month we get 320 invoices. One takes 7 minutes. A year ago it was 900 invoices a month. We would like to get "
        "to 1 minute an invoice. In December it is 90 invoices a day. If we had 500 invoices a day, we would need more people.",
        "en",
    ),
    title="Invoices",
)
Part = tuple[str, str]


def fact(field: InputField, operation: Operation, *parts: Part) -> DraftFact:
    return DraftFact(
        field=field, operation=operation, parts=[DraftPart(value=value, quote=quote) for value, quote in parts]
    )


def values(about: AnalysisTask, claim: DraftFact) -> dict[str, str]:
    """Return what is taken of one claim."""
    source = SourceText(about.description)
    kept, _ = suggestions([suggestion(claim, source)], about, source)
    return {one.field: one.value for one in kept}


@pytest.mark.parametrize(
    ("about", "claim", "value"),
    [
        (ORDERS, fact("runs", "stated", ("45", "około 45 zamówień dziennie")), "45"),
        (ORDERS, fact("frequency", "stated", ("daily", "45 zamówień dziennie")), "daily"),
        (ORDERS, fact("minutes_per_run", "stated", ("7", "zajmuje to 7 minut na zamówienie")), "7"),
        (ORDERS, fact("error_rate_percent", "stated", ("4", "Około 4% wpisów ma błąd")), "4"),
        (ORDERS, fact("rework_minutes", "stated", ("15", "poprawka trwa 15 minut")), "15"),
        (
            ORDERS,
            fact("hourly_cost", "stated", ("48", "Godzina pracy kosztuje nas 48 zł ze wszystkimi narzutami")),
            "48",
        ),
        (
            CLAIMS,
            fact(
                "runs", "product", ("85", "85 people in the field"), ("9", "each person hands in 9 timesheets a month")
            ),
            "765",
        ),
        (
            DRIVERS,
            fact("runs", "product", ("14", "Mamy 14 kierowców"), ("6", "Każdy kierowca oddaje 6 raportów dziennie")),
            "84",
        ),
        (
            CLAIMS,
            fact(
                "minutes_per_run",
                "sum",
                ("5", "I spend 5 minutes opening it"),
                ("10", "10 minutes checking the photos"),
                ("5", "5 minutes writing the reply"),
            ),
            "20",
        ),
        (INVOICES, fact("runs", "stated", ("320", "Each month we get 320 invoices")), "320"),
        (CLAIMS, fact("rework_minutes", "stated", ("20", "come back wrong and take 20 minutes to redo")), "20"),
        (CLAIMS, fact("hourly_cost", "stated", ("31", "an hour of my time costs us £31 all in")), "31"),
    ],
)
def test_what_the_text_says_is_taken_sums_and_products_computed(
    about: AnalysisTask, claim: DraftFact, value: str
) -> None:
    assert values(about, claim) == {claim.field: value}


LIES: list[tuple[str, AnalysisTask, DraftFact]] = [
    ("value not in the quote", ORDERS, fact("runs", "stated", ("450", "około 45 zamówień dziennie"))),
    ("a zero more", ORDERS, fact("minutes_per_run", "stated", ("70", "zajmuje to 7 minut na zamówienie"))),
    ("words that are not there", ORDERS, fact("runs", "stated", ("90", "około 90 zamówień dziennie"))),
    ("words put together", ORDERS, fact("runs", "stated", ("45", "45 reklamacji miesięcznie"))),
    ("a number cut in two", ORDERS, fact("runs", "stated", ("5", "5 zamówień dziennie"))),
    ("another field", ORDERS, fact("minutes_per_run", "stated", ("15", "poprawka trwa 15 minut"))),
    ("another field", ORDERS, fact("rework_minutes", "stated", ("7", "zajmuje to 7 minut na zamówienie"))),
    ("another field", ORDERS, fact("exceptions_percent", "stated", ("4", "Około 4% wpisów ma błąd"))),
    ("a count as a time", ORDERS, fact("minutes_per_run", "stated", ("45", "około 45 zamówień dziennie"))),
    ("a subscription as pay", ORDERS, fact("hourly_cost", "stated", ("300", "Subskrypcja programu to 300 zł miesięcznie"))),
    ("a subscription as an offer", ORDERS, fact("monthly_licence", "stated", ("300", "Subskrypcja programu to 300 zł"))),
    ("the past", ORDERS, fact("runs", "stated", ("20", "20 zamówień dziennie"))),
    ("the past", ORDERS, fact("minutes_per_run", "stated", ("12", "szło 12 minut na sztukę"))),
    ("the past", CLAIMS, fact("runs", "stated", ("30", "30 claims a week"))),
    ("the past", INVOICES, fact("runs", "stated", ("900", "900 invoices a month"))),
    ("a wish", INVOICES, fact("minutes_per_run", "stated", ("1", "1 minute an invoice"))),
    ("a season", INVOICES, fact("runs", "stated", ("90", "90 invoices a day"))),
    ("a condition", INVOICES, fact("runs", "stated", ("500", "500 invoices a day"))),
    ("a wish", ORDERS, fact("minutes_per_run", "stated", ("2", "2 minut na zamówienie"))),
    ("another activity", ORDERS, fact("runs", "stated", ("30", "30 reklamacji miesięcznie"))),
    ("another activity", ORDERS, fact("minutes_per_run", "stated", ("25", "każda po 25 minut"))),
    ("another activity", CLAIMS, fact("minutes_per_run", "stated", ("40", "40 minutes a day"))),
    ("waiting", ORDERS, fact("minutes_per_run", "stated", ("1440", "Klient czeka na odpowiedź 3 dni"))),
    ("waiting", ORDERS, fact("minutes_per_run", "stated", ("4320", "czeka na odpowiedź 3 dni"))),
    ("negated", ORDERS, fact("runs", "stated", ("100", "100 ofert dziennie"))),
    ("a season", ORDERS, fact("runs", "stated", ("120", "120 zamówień dziennie"))),
    ("a heading", ORDERS, fact("systems", "stated", ("3", "Zamówienia z poczty, punkt 3"))),
    ("a heading", ORDERS, fact("runs", "stated", ("3", "punkt 3"))),
    ("what clients pay", CLAIMS, fact("hourly_cost", "stated", ("90", "We charge clients £90 an hour"))),
    ("one step as the whole", CLAIMS, fact("minutes_per_run", "stated", ("10", "10 minutes checking the photos"))),
    ("two numbers as one", CLAIMS, fact("runs", "stated", ("765", "85 people in the field and each person hands in 9"))),
    (
        "a foreign count",
        CLAIMS,
        fact("runs", "product", ("12", "We run 12 vans"), ("9", "each person hands in 9 timesheets a month")),
    ),
    ("a foreign count", CLAIMS, fact("runs", "product", ("60", "60 claims a week"), ("9", "hands in 9 timesheets"))),
    (
        "a foreign count",
        DRIVERS,
        fact("runs", "product", ("3", "3 magazyny"), ("6", "Każdy kierowca oddaje 6 raportów dziennie")),
    ),
    (
        "a product of what is the same",
        CLAIMS,
        fact("runs", "product", ("9", "hands in 9 timesheets a month"), ("9", "each person hands in 9 timesheets")),
    ),
    (
        "a factor of its own",
        CLAIMS,
        fact("runs", "product", ("85", "85 people in the field"), ("12", "each person hands in 9 timesheets a month")),
    ),
    (
        "a time as a count",
        CLAIMS,
        fact("runs", "product", ("85", "85 people in the field"), ("4", "Checking one timesheet takes 4 minutes")),
    ),
    (
        "a step left out",
        CLAIMS,
        fact("minutes_per_run", "sum", ("5", "I spend 5 minutes opening it"), ("5", "5 minutes writing the reply")),
    ),
    (
        "a step counted twice",
        CLAIMS,
        fact("minutes_per_run", "sum", ("10", "10 minutes checking the photos"), ("10", "10 minutes checking")),
    ),
    (
        "a foreign step",
        CLAIMS,
        fact("minutes_per_run", "sum", ("10", "10 minutes checking the photos"), ("40", "another 40 minutes a day")),
    ),
    (
        "rework as a step",
        ORDERS,
        fact("minutes_per_run", "sum", ("7", "7 minut na zamówienie"), ("15", "poprawka trwa 15 minut")),
    ),
    ("a sum of shares", ORDERS, fact("error_rate_percent", "sum", ("4", "Około 4% wpisów ma błąd"), ("30", "30 reklamacji"))),
    ("no part at all", ORDERS, fact("runs", "stated")),
    ("parts that are not said to belong", CLAIMS, fact("runs", "stated", ("60", "60 claims a week"), ("30", "30 claims a week"))),
    ("no number", ORDERS, fact("runs", "sum", ("wiele", "45 zamówień"), ("1e9999", "20 zamówień"))),
    ("endless", ORDERS, fact("minutes_per_run", "product", ("1e11", "7 minut"), ("1e11", "15 minut"))),
]  # fmt: skip


@pytest.mark.parametrize(("about", "claim"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_a_lie_is_not_taken(about: AnalysisTask, claim: DraftFact) -> None:
    assert values(about, claim) == {}


def reading(**said: object) -> DraftReading:
    blank: dict[str, object] = {name: [] for name in DraftReading.model_fields}
    return DraftReading.model_validate(blank | said)


def test_where_our_reader_is_sure_of_another_value_a_person_decides() -> None:
    about = task(
        "Wystawiamy 40 faktur dziennie, każda zajmuje 6 minut. W dziale zakupów wystawiają 90 faktur dziennie."
    )
    source = SourceText(about.description)
    claim = fact("runs", "stated", ("40", "Wystawiamy 40 faktur dziennie"))

    agreed = taken(reading(facts=[claim]), about, source)

    assert [(one.field, one.value) for one in agreed.suggestions] == [("runs", "40")]
    assert agreed.contradictions == []


def test_the_past_and_a_season_contradict_nothing() -> None:
    pairs = [("45 zamówień dziennie", other) for other in ("20 zamówień dziennie", "120 zamówień dziennie", "zmyślone")]
    said = [{"field": "runs", "quote_a": a, "quote_b": b} for a, b in pairs]
    found = taken(reading(contradictions=said), ORDERS, SourceText(ORDERS.description)).contradictions
    assert [one.quote_b for one in found] == ["zmyślone"], "refused later, and counted"


def test_readings_that_compete_are_set_against_each_other_if_the_words_show_both() -> None:
    about = replace(
        task(
            "Mamy 80 zwrotów tygodniowo. Według Ani zwrot zajmuje 6 minut, według Piotra 9 minut. Klient czeka 3 dni."
        ),
        title="Zwroty",
    )

    def competing(*said: Part) -> DraftCompeting:
        parts = [DraftPart(value=value, quote=quote) for value, quote in said]
        return DraftCompeting(field="minutes_per_run", readings=parts)

    both = competing(("6", "zwrot zajmuje 6 minut"), ("9", "według Piotra 9 minut"))
    invented = competing(("6", "zwrot zajmuje 6 minut"), ("3", "Klient czeka 3 dni"))

    found = taken(reading(competing=[both, invented]), about, SourceText(about.description)).contradictions

    assert [(one.quote_a, one.quote_b) for one in found] == [("zwrot zajmuje 6 minut", "według Piotra 9 minut")]
