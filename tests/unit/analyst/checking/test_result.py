"""From a draft to a result: quotations, tools and numbers are checked, and everything that is removed is counted."""

from __future__ import annotations

import json
import re
import unicodedata
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartflow.analyst.catalogue import names_with_digits
from smartflow.analyst.checking.drafts import prose
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.placeholders import PLACEHOLDERS, figures
from smartflow.analyst.checking.reassessment import assess_with, reassess
from smartflow.analyst.checking.result import check_draft
from smartflow.analyst.checking.suggested import suggestions, usable
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.model.masking import mask, unmask_draft
from smartflow.analyst.schema import Draft, Result, Suggestion
from smartflow.analyst.task import SourceLink
from smartflow.engine.estimate import estimate
from smartflow.language import formats
from tests.unit.analyst.builders import DESCRIPTION, empty_draft, task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.analyst.task import AnalysisTask

GIVEN = {"runs": 18, "frequency": "monthly", "minutes_per_run": 210, "hourly_cost": 60}


def finished(draft: Draft, given: Mapping[str, object] | None = None) -> Result:
    about = task(given=given)
    return check_draft(draft, about, reassess(draft, about))


def notices(result: Result) -> dict[str, int]:
    return {notice.code: notice.count for notice in result.notices}


def suggested(draft: Draft, about: AnalysisTask) -> list[Suggestion]:
    return suggestions(draft.suggested_inputs, about, SourceText(about.description))[0]


def suggestion(field: str, value: str, quote: str) -> dict[str, str]:
    return {"field": field, "value": value, "quote": quote}


def test_placeholders_are_filled_in_the_readers_number_format() -> None:
    draft = empty_draft(summary="Dziś to {cost_annual} rocznie.")
    # 18 × 12 × 210 / 60 = 756 h; × 60 = 45,360.00
    assert finished(draft, GIVEN).summary == "Dziś to 45\u00a0360,00\u00a0zł rocznie."
    about = task(language="en", given=GIVEN)
    assert check_draft(draft, about, about.assessment).summary == "Dziś to PLN\u00a045,360.00 rocznie."


def test_a_summary_that_breaks_the_lock_leaves_a_sentence_of_ours() -> None:
    result = finished(empty_draft(summary="Oszczędzasz 90 % czasu."))
    assert "90" not in result.summary
    assert result.summary
    assert notices(result)["sentences_dropped"] == 1


def test_a_figure_that_is_not_known_never_becomes_zero() -> None:
    result = finished(empty_draft(verdict="Netto {net_annual} rocznie."))
    assert not re.search(r"\d", result.verdict)
    assert notices(result)["unknown_figures"] == 1


def test_suggestions_stand_where_they_say_and_show_their_value() -> None:
    draft = empty_draft(
        suggested_inputs=[
            suggestion("runs", "120", "około 120 faktur MIESIĘCZNIE"),
            suggestion("frequency", "monthly", "120 faktur miesięcznie"),
            suggestion("minutes_per_run", "6.0", "każda zajmuje 6-8 minut"),
            suggestion("people", "9", "cztery osoby"),
            suggestion("systems", "3", "w trzech systemach"),
            suggestion("error_rate_percent", "5", "Około 5% ma błędy"),
            suggestion("hourly_cost", "5", "Około 5% ma błędy"),
            suggestion("readiness.stability", "2", "Przepisujemy je ręcznie"),
        ]
    )
    result = finished(draft)
    assert [(one.field, one.value) for one in result.suggested_inputs] == [
        ("runs", "120"),
        ("frequency", "monthly"),
        ("minutes_per_run", "6"),
        ("error_rate_percent", "5"),
        ("readiness.stability", "2"),
    ]
    for one in result.suggested_inputs:
        assert DESCRIPTION[one.start : one.end] == one.quote
        assert one.status == "suggested"
    assert notices(result) == {"quotes_refused": 1, "values_refused": 2}


def test_a_claim_of_the_search_is_shown_with_its_page_unless_it_brings_numbers_of_its_own() -> None:
    said = ["Faktury dla firm wystawia się w KSeF.", "Kara wynosi 18 700 zł.", "Zyskasz {net_annual}."]
    sources = [
        SourceLink(f"Strona {place}", f"https://gov.pl/{place}", "2026-11-26", claim, "2026-02-01")
        for place, claim in enumerate(said)
    ]
    result = check_draft(empty_draft(), task(), task().assessment, sources)
    assert [(one.claim, one.published) for one in result.sources] == [
        (said[0], "2026-02-01"),
        ("", "2026-02-01"),
        ("", "2026-02-01"),
    ]


def test_suggestions_fill_empty_fields_and_never_a_persons() -> None:
    about = task(given={"runs": 100})
    draft = empty_draft(
        suggested_inputs=[
            suggestion("runs", "120", "120 faktur miesięcznie"),
            suggestion("frequency", "monthly", "120 faktur miesięcznie"),
        ]
    )
    assessment = reassess(draft, about)
    assert (assessment.inputs["runs"].value, assessment.inputs["runs"].provenance) == ("100", "user")
    assert (assessment.inputs["frequency"].value, assessment.inputs["frequency"].provenance) == ("monthly", "suggested")
    assert [(one.field, one.given) for one in suggested(draft, about)] == [("runs", "100"), ("frequency", None)]


def test_readiness_counts_only_once_accepted() -> None:
    draft = empty_draft(suggested_inputs=[suggestion("readiness.stability", "2", "Przepisujemy je ręcznie")])
    (one,) = suggested(draft, task())
    assert usable([one]) == {}
    assert usable([one.model_copy(update={"status": "accepted"})]) == {"readiness.stability": "2"}
    assert usable([one.model_copy(update={"status": "rejected"})]) == {}


def test_a_contradiction_shows_both_sides_with_their_costs_and_settles_nothing() -> None:
    draft = empty_draft(
        suggested_inputs=[suggestion("minutes_per_run", "2400", "40 h tygodniowo")],
        contradictions=[
            {
                "field": "minutes_per_run",
                "quote_a": "cztery osoby na pełny etat",
                "quote_b": "40 h tygodniowo (4×10 h)",
            }
        ],
    )
    about = task(given={"hourly_cost": 60})
    result = check_draft(draft, about, reassess(draft, about))
    (found,) = result.contradictions
    # four people × 40 h × 52 weeks × 60 zł against four people × 10 h × 52 × 60
    assert (found.a.value, found.b.value) == ("2400", "600")
    assert (found.a.cost_per_year, found.b.cost_per_year) == (Decimal("499200.00"), Decimal("124800.00"))
    assert DESCRIPTION[found.a.start : found.a.end] == found.a.quote
    assert "minutes_per_run" not in reassess(draft, about).inputs


def test_a_contradiction_needs_two_passages_that_are_there_and_differ() -> None:
    pairs = [("cztery osoby", "pięć osób"), ("cztery osoby", "cztery osoby"), ("120 faktur", "120 faktur miesięcznie")]
    draft = empty_draft(contradictions=[{"field": "people", "quote_a": a, "quote_b": b} for a, b in pairs])
    result = finished(draft)
    assert result.contradictions == []
    assert notices(result)["contradictions_refused"] == 3


def test_tools_come_from_the_catalogue_only() -> None:
    draft = empty_draft(
        tools=[
            {"tool_id": "ksef", "why": "Faktury.", "fit": "Pasuje."},
            {"tool_id": "superbot", "why": "x", "fit": "x"},
            {"tool_id": "comarch_optima", "why": "Jest.", "fit": "Jest."},
        ],
        variants=[{"level": "basic", "description": "Prosty.", "tool_ids": ["ksef", "superbot"]}],
    )
    result = finished(draft)
    assert [(tool.tool_id, tool.mentioned) for tool in result.tools] == [("ksef", False), ("comarch_optima", True)]
    assert all(tool.homepage.startswith("https://") and tool.price for tool in result.tools)
    assert result.variants[0].tool_names == ["KSeF"]
    assert notices(result)["tools_refused"] == 2


def test_questions_are_at_most_five_and_ordered_by_their_effect() -> None:
    fields = {
        "systems": "programy", "other": "resztę", "people": "osoby", "monthly_licence": "abonament", "build_cost": "wdrożenie",
        "readiness.stability": "zmiany", "exceptions_percent": "wyjątki", "hourly_cost": "koszt godziny",
    }  # fmt: skip
    about = task(given=GIVEN)
    draft = empty_draft(
        questions=[{"question": f"Co wiadomo o: {name}?", "field": field} for field, name in fields.items()]
    )
    result = check_draft(draft, about, about.assessment)
    effects = [question.effect for question in result.questions]
    known = [effect for effect in effects if effect is not None]
    assert len(effects) == 5
    assert known == sorted(known, reverse=True)
    assert effects[: len(known)] == known


def test_only_web_addresses_become_links() -> None:
    links = [
        "https://www.gov.pl/ksef",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://user@evil.example/",
        "https://e.example/\u202egpj.exe",
        "//e.example",
        "https://",
        "https://e.example/" + "a" * 3_000,
        "http://[broken",
    ]
    about = task()
    result = check_draft(empty_draft(), about, about.assessment, [SourceLink("KSeF\x00\u202e", link) for link in links])
    assert [(source.title, source.url) for source in result.sources] == [("KSeF", "https://www.gov.pl/ksef")]
    assert notices(result)["sources_refused"] == len(links) - 1


def test_effort_becomes_weeks_and_numbering_goes() -> None:
    draft = empty_draft(roadmap=[{"phase": "1. Pilotaż", "effort": "M", "actions": ["- Zmierz czas."]}])
    (item,) = finished(draft).roadmap
    assert (item.phase, item.weeks.min, item.weeks.max, item.actions) == ("Pilotaż", 3, 6, ["Zmierz czas."])


def test_what_goes_beyond_a_list_is_counted() -> None:
    result = finished(empty_draft(first_steps=[f"Zrób to {'a' * n}." for n in range(1, 12)]))
    assert len(result.first_steps) == 7
    assert notices(result) == {"items_dropped": 4}


def test_masked_words_come_back_before_they_are_verified() -> None:
    text = "Faktury wysyłamy na biuro@firma.example.pl, 20 minut dziennie."
    masked = mask(text)
    draft = empty_draft(problems=[{"problem": "Poczta.", "quote": "wysyłamy na ⟦EMAIL_1⟧, 20 minut"}])
    about = task(text)
    assert violations(draft, about) != []
    restored = unmask_draft(draft, masked.mapping)
    assert violations(restored, about) == []
    (problem,) = check_draft(restored, about, about.assessment).problems
    assert problem.evidence is not None
    assert problem.evidence.quote == "wysyłamy na biuro@firma.example.pl, 20 minut"


def test_figures_too_large_leave_the_tasks_own() -> None:
    about = task(given={"frequency": "daily", "people": 10_000, "hourly_cost": 100_000})
    assert assess_with(about, {"runs": "1000000", "minutes_per_run": "100000"}) == about.assessment


def test_every_placeholder_shows_its_own_figure() -> None:
    about = task(given={**GIVEN, "build_cost": 8_000, "monthly_licence": 200})
    shown = figures(about.assessment, "pl")
    expected = about.assessment.expected
    assert expected.net_savings_per_year is not None
    assert shown["net_annual"] == formats.money(expected.net_savings_per_year, "PLN", "pl")
    assert shown["minutes_per_run"] == "210\u00a0min"
    assert all(value for name, value in shown.items() if not name.startswith(("payback", "break_even")))
    assert estimate(about.inputs).cost_per_year == Decimal("45360.00")


# --- the promise itself: whatever a model writes, no numeral of its own reaches a reader ---

NUMBERS = ["50", "1 200 zł", "½", "٥", "⑤", "II", "9%", "2026", "5️⃣", "połowa", "half", "dwa razy", "tysiące", "twice"]
QUOTES = ["„około 120 faktur miesięcznie”", "„120”", "„999 faktur”", '"6–8 minut"', "„40 h tygodniowo” %"]
WORDS = [
    "oszczędność",
    "proces",
    "Microsoft 365",
    "n8n",
    "rocznie",
    ".",
    ". ",
    "\n",
    "miesięcznie",
    "zł",
    " ",
    "„",
    "”",
    "{",
    "}",
]
pieces = st.one_of(
    st.sampled_from(NUMBERS + QUOTES + WORDS + [f"{{{name}}}" for name in list(PLACEHOLDERS)[:8]] + ["{nope}"]),
    st.text(max_size=6),
)
hostile_prose = st.lists(pieces, min_size=1, max_size=14).map(" ".join).map(lambda text: text[:4_000])
FOUND_IN_TEXT = ("około 120 faktur miesięcznie", "6–8 minut")
FORBIDDEN_WORDS = re.compile(r"(?i)\b(?:połowa|half|dwa razy|tysiące|twice)\b")


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


@cache
def known_names() -> re.Pattern[str]:
    """Names with digits, the longest of those that begin alike first."""
    names = sorted(names_with_digits(), key=len, reverse=True)
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@settings(max_examples=300)
@given(hostile_prose, hostile_prose, hostile_prose)
def test_no_numeral_of_a_model_survives(first: str, second: str, third: str) -> None:
    draft = empty_draft(
        summary=first,
        verdict=second,
        problems=[{"problem": third, "quote": ""}],
        first_steps=[first, second],
        risks=[{"risk": second, "mitigation": third}],
        roadmap=[{"phase": first[:300], "effort": "S", "actions": [third]}],
        expected_results=[third],
        questions=[{"question": first, "field": "other"}],
        scenarios={"conservative": first, "expected": second, "optimistic": third},
    )
    about = task(given=GIVEN)
    result = check_draft(draft, about, about.assessment)
    shown = json.loads(result.model_dump_json(exclude={"notices", "language", "depth"}))
    for item in shown["roadmap"]:
        item.pop("weeks")
    # An independent reading: take away what may stand there, then look for anything numeric at all.
    allowed = [value for value in figures(about.assessment, "pl").values() if value]
    for text in strings(shown):
        rest = text
        for permitted in sorted([*allowed, *FOUND_IN_TEXT], key=len, reverse=True):
            rest = rest.replace(permitted, " ")
        rest = known_names().sub(" ", rest)
        numeric = [char for char in rest if unicodedata.numeric(char, None) is not None]
        assert numeric == [], text
        assert not FORBIDDEN_WORDS.search(rest), text
        assert not any(unicodedata.category(char) in {"Cc", "Cf"} and char not in "\n\t" for char in text)


@settings(deadline=None)
@given(hostile_prose)
def test_prose_without_violations_loses_no_sentence(text: str) -> None:
    about = task(given=GIVEN)
    draft = empty_draft(summary=text)
    if not violations(draft, about) and dict(prose(draft))["summary"].strip():
        assert "sentences_dropped" not in notices(check_draft(draft, about, about.assessment))


@pytest.mark.parametrize(
    "text", ["Dziś " + "a " * 1_990 + "koniec.", "x" * 4_000, "„" * 4_000, "{" * 4_000, "1. " * 1_300]
)
def test_long_prose_comes_through_or_goes_whole(text: str) -> None:
    result = finished(empty_draft(summary=text))
    assert result.summary
    assert len(result.summary) <= 4_000
