"""Which words show a value, and why others do not: descriptions with what somebody may claim to have read in them."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from smartflow.analyst.checking.evidence import SourceText, refusal
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.text_language import language_of
from smartflow.analyst.text import sentences
from tools.train.texts import load, right, same

INVOICES = (
    "1. Opis\nCo miesiąc wprowadzamy 120 faktur, każda zajmuje 6 minut. W grudniu jest ich 300. W zeszłym roku, dwa lata temu, "
    "było 80 faktur miesięcznie. Chcemy zejść do 2 minut na fakturę. Osobno dział handlowy wystawia 45 ofert miesięcznie.\n"
    "3. Koszty\nGodzina księgowej kosztuje nas 58 zł z ZUS-em. Klient płaci 180 zł za godzinę doradztwa. "
    "Na rękę dostaje 31 zł za godzinę. Abonament za program to 300 zł miesięcznie (obecnie). "
    "4. Błędy\n5% faktur ma błędy, poprawka zajmuje 25 minut. 10% to wyjątki, które idą do kierownika. "
    "Dostaliśmy ofertę na wdrożenie: 9 600 zł jednorazowo i 240 zł miesięcznie za utrzymanie. "
    "Dane przenosimy między trzema systemami. Robią to zawsze dwie osoby razem. Zatrudniamy 24 osoby. "
    "Dostawca czeka na odpowiedź 3 dni robocze. Termin płatności to 14 dni. Kwota (1 200 zł) bywa różna."
)
CLAIMS = (
    "We handle 60 claims a week, 20 minutes each. In the summer it is 140 claims a week. Two years ago we used to do "
    "30 claims a week. The target is 5 minutes per claim. Another team does 90 renewals a week, which is not part of this.\n"
    "An hour of a handler costs us £26 with NI and pension. We charge clients £95 an hour. She takes home £14 an hour after tax. "
    "£300 a month for the subscription is what we pay today. 4% of claims are sent back because of a mistake, and a correction "
    "takes 15 minutes. 12% are unusual and go to a manager. The supplier quoted £8,000 for the software and £150 a month for "
    "support. Data moves between four systems. Two people do it together. The firm employs 40 people. "
    "Customers wait 10 days for the answer. The SLA is 48 hours."
)
TEXTS = {"pl": INVOICES, "en": CLAIMS}

ACCEPTED = [
    ("pl", "runs", "120", "Co miesiąc wprowadzamy 120 faktur"),
    ("pl", "frequency", "monthly", "Co miesiąc wprowadzamy 120 faktur"),
    ("pl", "minutes_per_run", "6", "każda zajmuje 6 minut"),
    ("pl", "minutes_per_run", "6", "120 faktur, każda zajmuje 6 minut"),
    ("pl", "hourly_cost", "58", "Godzina księgowej kosztuje nas 58 zł z ZUS-em"),
    ("pl", "hourly_cost", "58", "kosztuje nas 58 zł z ZUS-em"),
    ("pl", "error_rate_percent", "5", "5% faktur ma błędy"),
    ("pl", "rework_minutes", "25", "poprawka zajmuje 25 minut"),
    ("pl", "exceptions_percent", "10", "10% to wyjątki"),
    ("pl", "build_cost", "9600", "ofertę na wdrożenie: 9 600 zł jednorazowo"),
    ("pl", "monthly_licence", "240", "240 zł miesięcznie za utrzymanie"),
    ("pl", "systems", "3", "między trzema systemami"),
    ("pl", "people", "2", "Robią to zawsze dwie osoby razem"),
    ("pl", "people", "2", "dwie osoby razem"),
    ("pl", "readiness.stability", "4", "każda zajmuje 6 minut"),
    ("en", "runs", "60", "We handle 60 claims a week"),
    ("en", "runs", "60", "60 claims a week, 20 minutes each"),
    ("en", "frequency", "weekly", "60 claims a week"),
    ("en", "minutes_per_run", "20", "20 minutes each"),
    ("en", "hourly_cost", "26", "An hour of a handler costs us £26 with NI and pension"),
    ("en", "hourly_cost", "26", "costs us £26 with NI"),
    ("en", "error_rate_percent", "4", "4% of claims are sent back because of a mistake"),
    ("en", "rework_minutes", "15", "a correction takes 15 minutes"),
    ("en", "exceptions_percent", "12", "12% are unusual and go to a manager"),
    ("en", "build_cost", "8000", "The supplier quoted £8,000 for the software"),
    ("en", "monthly_licence", "150", "£150 a month for support"),
    ("en", "systems", "4", "moves between four systems"),
    ("en", "people", "2", "Two people do it together"),
]

REFUSED = [
    # the number, its unit or the cue is missing
    ("pl", "runs", "120", "120", "not_shown"),
    ("pl", "runs", "120", "wprowadzamy", "not_shown"),
    ("pl", "runs", "120", "każda zajmuje 6 minut", "not_shown"),
    ("pl", "minutes_per_run", "6", "6", "not_shown"),
    ("pl", "minutes_per_run", "6", "każda zajmuje", "not_shown"),
    ("pl", "minutes_per_run", "120", "wprowadzamy 120 faktur", "not_shown"),
    ("pl", "frequency", "daily", "Co miesiąc wprowadzamy 120 faktur", "not_shown"),
    ("pl", "frequency", "monthly", "120 faktur", "not_shown"),
    ("pl", "hourly_cost", "58", "58 zł", "not_shown"),
    ("pl", "hourly_cost", "58", "58", "not_shown"),
    ("pl", "error_rate_percent", "5", "5%", "not_shown"),
    ("pl", "error_rate_percent", "5", "5% faktur", "not_shown"),
    ("pl", "rework_minutes", "25", "25 minut", "not_shown"),
    ("pl", "exceptions_percent", "10", "10%", "not_shown"),
    ("pl", "build_cost", "9600", "9 600 zł", "not_shown"),
    ("pl", "people", "2", "Robią to", "not_shown"),
    ("pl", "systems", "3", "Dane przenosimy", "not_shown"),
    ("en", "runs", "60", "60 claims", "not_shown"),
    ("en", "minutes_per_run", "20", "20", "not_shown"),
    ("en", "frequency", "monthly", "60 claims a week", "not_shown"),
    ("en", "hourly_cost", "26", "£26", "not_shown"),
    ("en", "error_rate_percent", "4", "4% of claims", "not_shown"),
    ("en", "rework_minutes", "15", "15 minutes", "not_shown"),
    ("en", "exceptions_percent", "12", "12%", "not_shown"),
    ("en", "build_cost", "8000", "£8,000", "not_shown"),
    ("en", "monthly_licence", "150", "£150", "not_shown"),
    # a value of one field licenses no other
    ("pl", "hourly_cost", "300", "Abonament za program to 300 zł miesięcznie", "not_shown"),
    ("pl", "hourly_cost", "240", "240 zł miesięcznie za utrzymanie", "not_shown"),
    ("pl", "hourly_cost", "9600", "ofertę na wdrożenie: 9 600 zł jednorazowo", "not_shown"),
    ("pl", "build_cost", "240", "240 zł miesięcznie za utrzymanie", "not_shown"),
    ("pl", "build_cost", "58", "Godzina księgowej kosztuje nas 58 zł z ZUS-em", "not_shown"),
    ("pl", "monthly_licence", "58", "Godzina księgowej kosztuje nas 58 zł z ZUS-em", "not_shown"),
    ("pl", "monthly_licence", "9600", "ofertę na wdrożenie: 9 600 zł jednorazowo", "not_shown"),
    ("pl", "error_rate_percent", "10", "10% to wyjątki, które idą do kierownika", "not_shown"),
    ("pl", "exceptions_percent", "5", "5% faktur ma błędy", "not_shown"),
    ("pl", "people", "3", "między trzema systemami", "not_shown"),
    ("pl", "systems", "2", "Robią to zawsze dwie osoby razem", "not_shown"),
    ("pl", "runs", "2", "Robią to zawsze dwie osoby razem", "not_shown"),
    ("pl", "runs", "3", "między trzema systemami", "not_shown"),
    ("pl", "minutes_per_run", "5", "5% faktur ma błędy", "not_shown"),
    ("pl", "rework_minutes", "6", "każda zajmuje 6 minut", "not_shown"),
    ("pl", "error_rate_percent", "25", "poprawka zajmuje 25 minut", "not_shown"),
    ("en", "hourly_cost", "300", "£300 a month for the subscription", "not_shown"),
    ("en", "hourly_cost", "150", "£150 a month for support", "not_shown"),
    ("en", "hourly_cost", "8000", "The supplier quoted £8,000 for the software", "not_shown"),
    ("en", "build_cost", "150", "£150 a month for support", "not_shown"),
    ("en", "build_cost", "26", "An hour of a handler costs us £26", "not_shown"),
    ("en", "monthly_licence", "26", "An hour of a handler costs us £26", "not_shown"),
    ("en", "error_rate_percent", "12", "12% are unusual and go to a manager", "not_shown"),
    ("en", "exceptions_percent", "4", "4% of claims are sent back because of a mistake", "not_shown"),
    ("en", "people", "4", "moves between four systems", "not_shown"),
    ("en", "systems", "2", "Two people do it together", "not_shown"),
    ("en", "runs", "4", "moves between four systems", "not_shown"),
    ("en", "runs", "2", "Two people do it together", "not_shown"),
    ("en", "rework_minutes", "20", "20 minutes each", "not_shown"),
    ("en", "minutes_per_run", "4", "4% of claims are sent back", "not_shown"),
    # headings and list marks
    ("pl", "runs", "1", "1. Opis", "not_shown"),
    ("pl", "runs", "3", "3. Koszty", "not_shown"),
    ("pl", "systems", "3", "3. Koszty", "not_shown"),
    ("pl", "people", "3", "3. Koszty", "not_shown"),
    ("pl", "error_rate_percent", "4", "4. Błędy", "not_shown"),
    ("pl", "runs", "4", "4. Błędy", "not_shown"),
    # another value
    ("pl", "runs", "1200", "Co miesiąc wprowadzamy 120 faktur", "not_shown"),
    ("pl", "runs", "12", "Co miesiąc wprowadzamy 120 faktur", "not_shown"),
    ("pl", "minutes_per_run", "60", "każda zajmuje 6 minut", "not_shown"),
    ("pl", "minutes_per_run", "0.1", "każda zajmuje 6 minut", "not_shown"),
    ("en", "runs", "600", "We handle 60 claims a week", "not_shown"),
    ("en", "hourly_cost", "2.6", "An hour of a handler costs us £26", "not_shown"),
    # what clients pay, net pay
    ("pl", "hourly_cost", "180", "Klient płaci 180 zł za godzinę doradztwa", "not_shown"),
    ("pl", "hourly_cost", "180", "180 zł za godzinę", "not_shown"),
    ("pl", "hourly_cost", "31", "Na rękę dostaje 31 zł za godzinę", "not_shown"),
    ("pl", "hourly_cost", "31", "31 zł za godzinę", "not_shown"),
    ("en", "hourly_cost", "95", "We charge clients £95 an hour", "not_shown"),
    ("en", "hourly_cost", "95", "£95 an hour", "not_shown"),
    ("en", "hourly_cost", "14", "She takes home £14 an hour after tax", "not_shown"),
    ("en", "hourly_cost", "14", "£14 an hour", "not_shown"),
    # of a season, the past, a wish, another activity, waiting: said where the number stands
    ("pl", "runs", "300", "Co miesiąc wprowadzamy 120 faktur, każda zajmuje 6 minut. W grudniu jest ich 300", "season"),
    ("pl", "runs", "80", "80 faktur miesięcznie", "past"),
    ("pl", "runs", "80", "było 80 faktur miesięcznie", "past"),
    ("pl", "minutes_per_run", "2", "2 minut na fakturę", "wish"),
    ("pl", "minutes_per_run", "2", "Chcemy zejść do 2 minut na fakturę", "wish"),
    ("pl", "runs", "45", "45 ofert miesięcznie", "other_activity"),
    ("pl", "runs", "45", "dział handlowy wystawia 45 ofert miesięcznie", "other_activity"),
    ("pl", "minutes_per_run", "1440", "3 dni robocze", "waiting"),
    ("pl", "minutes_per_run", "6720", "14 dni", "waiting"),
    ("pl", "minutes_per_run", "25", "poprawka zajmuje 25 minut", "correction"),
    ("pl", "minutes_per_run", "25", "zajmuje 25 minut", "correction"),
    ("en", "runs", "140", "140 claims a week", "season"),
    ("en", "runs", "140", "it is 140 claims a week", "season"),
    ("en", "runs", "30", "30 claims a week", "past"),
    ("en", "minutes_per_run", "5", "5 minutes per claim", "wish"),
    ("en", "minutes_per_run", "5", "The target is 5 minutes per claim", "wish"),
    ("en", "runs", "90", "90 renewals a week", "other_activity"),
    ("en", "minutes_per_run", "4800", "10 days", "waiting"),
    ("en", "minutes_per_run", "2880", "48 hours", "waiting"),
    ("en", "minutes_per_run", "15", "takes 15 minutes", "correction"),
    # so many work in the firm
    ("pl", "people", "24", "Zatrudniamy 24 osoby", "not_shown"),
    ("pl", "people", "24", "24 osoby", "not_shown"),
    ("en", "people", "40", "The firm employs 40 people", "not_shown"),
    ("en", "people", "40", "40 people", "not_shown"),
]

#: Words that are not in the description as they stand there.
NOT_THERE = [
    ("pl", "20 faktur"), ("pl", "wprowadzamy 12"), ("pl", "faktu"), ("pl", "600 zł jednorazowo"), ("pl", "200 zł"),
    ("pl", "Kwota (1"), ("pl", "121 faktur"), ("pl", "faktur miesięcznie, każda"), ("pl", "wyjąt"), ("pl", ""),
    ("en", "0 claims a week"), ("en", "laims a week"), ("en", "000 for the software"), ("en", "£8"), ("en", "61 claims"),
    ("en", "…"), ("en", "claims a week, 20 min"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "field", "value", "quote"), ACCEPTED)
def test_words_that_show_a_value_count(language: str, field: str, value: str, quote: str) -> None:
    assert why(TEXTS[language], field, value, quote) is None


@pytest.mark.parametrize(("language", "field", "value", "quote", "reason"), REFUSED)
def test_words_that_show_something_else_are_refused_with_the_reason(
    language: str, field: str, value: str, quote: str, reason: str
) -> None:
    assert why(TEXTS[language], field, value, quote) == reason


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Pracuje na 1/2 etatu.", "2 etatu"), ("Pracuje na 1/2 etatu.", "na 1"), ("Trwa 2:30 h.", "30 h"), ("Trwa 2:30 h.", "Trwa 2"),
        ("Około 5% faktur ma błędy.", "Około 5"), ("Około 5 % faktur ma błędy.", "Około 5"), ("It costs £26 an hour.", "26 an hour"),
        ("Trwa 2,5 h.", "5 h"), ("It is $1,200.", "200"), ("Mamy 24/7 dyżur.", "7 dyżur"),
    ],
)  # fmt: skip
def test_a_number_is_not_cut_from_its_sign_or_its_other_part(text: str, quote: str) -> None:
    assert SourceText(text).locate(quote) is None


@pytest.mark.parametrize(("language", "quote"), NOT_THERE)
def test_cut_words_and_numbers_are_not_in_the_text(language: str, quote: str) -> None:
    assert SourceText(TEXTS[language]).locate(quote) is None


def why(text: str, field: str, value: str, quote: str) -> str | None:
    description = SourceText(text)
    span = description.locate(quote)
    assert span is not None, "these words are not in the text"
    return refusal(field, value, span, description, language=language_of(text))  # type: ignore[arg-type]


# The labelled texts: what their writers say a text states is accepted in the words that state it.

NAMES = {
    "day": "daily",
    "week": "weekly",
    "two_weeks": "biweekly",
    "month": "monthly",
    "quarter": "quarterly",
    "year": "yearly",
}
ROLES = {
    "runs": {"volume", "per_head_volume", "heads", "volume_total_of_steps", "frequency", "workload", "posts", "stock"},
    "frequency": {"volume", "frequency", "workload", "posts", "volume_total_of_steps"},
    "minutes_per_run": {"minutes_run", "minutes_total", "minutes_step", "workload", "posts"},
    "rework_minutes": {"minutes_rework"},
    "error_rate_percent": {"error_rate"},
    "exceptions_percent": {"exception_rate"},
    "people": {"people_on_run"},
    "systems": {"systems"},
    "hourly_cost": {"hourly_cost"},
    "build_cost": {"build_quote"},
    "monthly_licence": {"licence_quote"},
}
#: Of which field a quantity of another meaning might be claimed.
TEMPTING = {
    "season_or_peak": "runs", "past": "runs", "plan_or_wish": "minutes_per_run", "stock": "runs", "firm_size": "people",
    "client_rate": "hourly_cost", "net_pay": "hourly_cost", "gross_pay": "hourly_cost", "licence_today": "hourly_cost",
    "price_or_fee": "hourly_cost", "other_share": "error_rate_percent", "elapsed": "minutes_per_run",
    "deadline_or_legal": "minutes_per_run", "error_rate": "exceptions_percent", "address_or_number": "runs",
}  # fmt: skip


def passages(text: str, span: tuple[int, int]) -> list[str]:
    """The words as labelled, the parts of the sentence around them that end at a mark, and the sentences beside it."""
    cuts = sentences(text)
    inside = [index for index, (start, end) in enumerate(cuts) if start < span[1] and span[0] < end]
    first, last = cuts[inside[0]][0], cuts[inside[-1]][1]
    starts = [first, *(at + 1 for at in range(first, span[0]) if text[at] in ",;:–|()\n.")]
    ends = [last, span[1], *(at for at in range(span[1], last) if text[at] in ",;:–|()\n")]
    wider = [text[cuts[max(inside[0] - 1, 0)][0] : last], text[first : cuts[min(inside[-1] + 1, len(cuts) - 1)][1]]]
    return [text[slice(*span)], *(text[start:end] for start in starts for end in ends), *wider]


def shown(text: str, field: str, value: str, quotes: list[str]) -> bool:
    description, language = source(text), language_of(text)
    spans = [span for quote in quotes if (span := description.locate(quote)) is not None]
    return any(refusal(field, value, span, description, language=language) is None for span in spans)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def source(text: str) -> SourceText:
    """The text of the passages that are asked about one after the other."""
    return SourceText(text)


def test_honest_quotations_are_accepted_and_tempting_ones_refused() -> None:
    honest: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    tempting = taken = 0
    for text in load():
        words = text.description
        for field, stated in text.facts.items():
            value = normal_value(field, str(stated))  # type: ignore[arg-type]
            quotes = [
                one["quote"] for one in text.quantities if one["role"] in ROLES[field] and says(one, field, stated)
            ]
            spans = [span for quote in quotes if (span := source(words).locate(quote)) is not None]
            if value is not None and spans:
                honest[field] += 1
                accepted[field] += any(shown(words, field, value, passages(words, span)) for span in spans)
        for one in text.quantities:
            claimed = TEMPTING.get(one["role"])
            if claimed is None or one["low"] is None or right(text, claimed, float(one["low"])):
                continue
            value = normal_value(claimed, str(one["low"]))  # type: ignore[arg-type]
            if value is not None:
                tempting += 1
                taken += shown(words, claimed, value, [one["quote"]])
    by_field = {field: f"{accepted[field]} of {count}" for field, count in honest.items()}
    assert accepted.total() >= 0.95 * honest.total(), by_field
    assert taken <= 0.05 * tempting, f"{taken} of {tempting}"


def says(one: dict[str, Any], field: str, stated: float | str) -> bool:
    if isinstance(stated, str):
        return NAMES.get(one.get("per") or "") == stated
    return one["low"] is not None and same(float(one["low"]), stated)
