"""Figures of a process are a function of its facts, the account's settings and the formulas, and of nothing else."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartflow.engine.assessment import Context
from smartflow.engine.decisions import Settle, decide
from smartflow.engine.estimate import FiguresTooLarge
from smartflow.engine.facts import Fact, Origin, Quote, State, asked_id, ground
from smartflow.engine.inputs import FIELDS
from smartflow.engine.process_figures import ProcessFigures, process_figures
from smartflow.engine.verdict_text import reading_words
from smartflow.language.text import LANGUAGES
from tests.unit.engine.slow_figures import slow_figures

CONTEXT = Context(currency="PLN", working_days=250)


def fact(
    number: int,
    field: str,
    value: str,
    *,
    origin: Origin = "text",
    state: State = "proposed",
    reading: str | None = None,
    high: str | None = None,
    currency: str | None = None,
) -> Fact:
    quotes = (Quote(quote=value, start=number, end=number + len(value)),) if origin == "text" else ()
    return Fact(
        id=UUID(int=number), field=field, low=value, high=high, currency=currency, origin=origin, state=state,
        reading=reading, quotes=quotes,
    )  # fmt: skip


def said(number: int, field: str, value: str) -> Fact:
    return fact(number, field, value, origin="person", state="confirmed")


def measured(**values: str) -> list[Fact]:
    """Return what a person stated."""
    return [said(100 + number, field, value) for number, (field, value) in enumerate(values.items())]


INVOICES = measured(
    runs="80", frequency="daily", minutes_per_run="6", hourly_cost="60", build_cost="6000", monthly_licence="300"
)


def test_what_a_person_stated_outranks_a_file_and_a_file_outranks_the_text() -> None:
    facts = [fact(1, "runs", "10"), fact(2, "runs", "20", origin="file"), said(3, "runs", "30")]
    assert ground(facts).values["runs"].low == "30"
    assert ground(facts[:2]).values["runs"].low == "20"
    assert ground(facts[:1]).values["runs"].low == "10"


def test_a_rejected_value_counts_nowhere() -> None:
    rejected = fact(1, "error_rate_percent", "30", state="rejected")
    assert process_figures([*INVOICES, rejected], CONTEXT) == process_figures(INVOICES, CONTEXT)


def test_competing_readings_leave_the_field_open_and_the_result_full() -> None:
    low, season = fact(1, "runs", "800", high="1200"), fact(2, "runs", "2000")
    facts = [low, season, *measured(frequency="monthly", minutes_per_run="6", hourly_cost="60")]
    result = process_figures(facts, CONTEXT)
    [question] = result.open
    assert question.fields == ("runs",)
    assert {item.reading.values["runs"]: item.hours_per_year for item in question.readings} == {
        "800": Decimal("960.00"), "2000": Decimal("2400.00"),
    }  # fmt: skip
    # The figures in force are those of the less favourable reading, and not firm.
    assert result.assessment.hours_per_year == Decimal("960.00")
    assert result.range is not None
    assert result.range.low < result.range.high
    assert not result.firm


def test_settling_a_question_closes_it_with_the_chosen_figures() -> None:
    chosen = fact(2, "runs", "2000", state="confirmed")
    facts = [
        fact(1, "runs", "800", state="rejected"),
        chosen,
        *measured(frequency="monthly", minutes_per_run="6", hourly_cost="60"),
    ]
    result = process_figures(facts, CONTEXT)
    assert result.open == ()
    assert result.assessment.hours_per_year == Decimal("2400.00")


def test_a_reading_that_contradicts_what_a_person_stated_is_out() -> None:
    facts = [
        said(1, "runs", "80"),
        fact(2, "runs", "80", reading="a"), fact(3, "minutes_per_run", "6", reading="a"),
        fact(4, "runs", "20", reading="b"), fact(5, "minutes_per_run", "30", reading="b"),
    ]  # fmt: skip
    found = ground(facts)
    assert found.open == ()
    assert found.values["minutes_per_run"].low == "6"


def test_readiness_read_from_a_text_counts_only_once_confirmed() -> None:
    assert "readiness.stability" not in ground([fact(1, "readiness.stability", "2")]).values
    assert ground([fact(1, "readiness.stability", "2", state="confirmed")]).values["readiness.stability"].confirmed


def test_an_amount_in_another_currency_does_not_count() -> None:
    facts = [*measured(runs="80", frequency="daily", minutes_per_run="6"), fact(1, "hourly_cost", "32", currency="GBP")]
    result = process_figures(facts, CONTEXT)
    assert result.foreign_facts == (UUID(int=1),)
    assert result.assessment.inputs["hourly_cost"].provenance == "default"


def test_a_verdict_on_a_reading_nobody_confirmed_is_never_firm() -> None:
    facts = [
        fact(1, "runs", "80", reading="a"),
        fact(2, "frequency", "daily", reading="a"),
        fact(3, "minutes_per_run", "6", reading="a"),
    ]
    result = process_figures(facts, CONTEXT)
    assert not result.firm
    assert result.to_confirm[0].values == {"runs": "80", "frequency": "daily", "minutes_per_run": "6"}
    assert len(result.to_confirm) <= 3


def test_a_verdict_on_confirmed_ground_is_firm_where_nothing_assumed_could_turn_it() -> None:
    result = process_figures([*INVOICES, *(said(n, f"readiness.{name}", "5") for n, name in enumerate(
        ("rule_based", "digital_input", "structured_input", "stability", "documentation"), 200))], CONTEXT)  # fmt: skip
    assert result.verdict.code == "automate_now"
    assert result.firm


def test_a_return_too_good_to_be_true_asks_for_the_investment() -> None:
    facts = measured(runs="800", frequency="daily", minutes_per_run="30", hourly_cost="60")
    result = process_figures(facts, CONTEXT)
    assert result.implausible
    assert any("build_cost" in item.values for item in result.to_confirm)
    assert not result.firm


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"runs": "1", "frequency": "monthly", "minutes_per_run": "5"}, "leave_alone"),
        ({"runs": "9", "frequency": "monthly", "minutes_per_run": "9", "error_rate_percent": "20", "rework_minutes": "30"},
         "improve_by_hand"),
        ({"runs": "80", "frequency": "daily", "minutes_per_run": "6", "readiness.stability": "1"}, "fix_process_first"),
        ({"description_only": ""}, "not_enough_known"),
    ],
)  # fmt: skip
def test_the_verdict_follows_from_the_figures(values: dict[str, str], code: str) -> None:
    values = {field: value for field, value in values.items() if value}
    assert process_figures(measured(**values), CONTEXT).verdict.code == code


def test_confidence_tells_what_the_spread_rests_on() -> None:
    described = process_figures(
        [fact(1, "runs", "80"), fact(2, "frequency", "daily"), fact(3, "minutes_per_run", "6")], CONTEXT
    )
    assert described.confidence.rough
    assert described.confidence.level == "mostly_assumptions"
    shares = [getattr(described.confidence, f"{name}_percent") for name in ("confirmed", "measured", "read", "assumed")]
    assert sum(shares) == 100
    assert (
        described.confidence.inputs
        == described.confidence.confirmed + described.confidence.read + described.confidence.assumed
    )
    stated = process_figures(INVOICES, CONTEXT)
    assert stated.confidence.confirmed_percent is not None
    assert described.confidence.confirmed_percent is not None
    assert stated.confidence.confirmed_percent > described.confidence.confirmed_percent


VALUES = {
    "runs": ["10", "80", "800"],
    "frequency": ["daily", "monthly"],
    "minutes_per_run": ["5", "30"],
    "people": ["1", "4"],
    "hourly_cost": ["40", "60"],
    "error_rate_percent": ["5", "30"],
    "rework_minutes": ["10", "60"],
    "systems": ["1", "6"],
    "exceptions_percent": ["0", "40"],
    "build_cost": ["0", "20000"],
    "readiness.stability": ["1", "5"],
}


HIGHS = {"runs": "900", "minutes_per_run": "40", "people": "5", "systems": "12", "error_rate_percent": "95"}
STATES: list[State] = ["proposed", "rejected", "replaced", "confirmed"]


@st.composite
def some_facts(draw: st.DrawFn) -> list[Fact]:
    """Some facts: values that agree and compete, ranges, readings that share fields, all of it in every state."""
    facts = []
    confirmed: set[str] = set()
    for number in range(draw(st.integers(0, 12))):
        field = draw(st.sampled_from(sorted(VALUES)))
        state = draw(st.sampled_from(STATES[:3] if field in confirmed else STATES))
        if state == "confirmed":
            confirmed.add(field)
        facts.append(
            fact(
                number + 1, field, draw(st.sampled_from(VALUES[field])), origin=draw(st.sampled_from(["text", "model", "file"])),
                state=state, reading=draw(st.sampled_from([None, "a", "b", "c"])),
                high=HIGHS.get(field) if draw(st.booleans()) else None,
            )
        )  # fmt: skip
    return facts


def outcome(facts: list[Fact]) -> ProcessFigures:
    return process_figures(facts, CONTEXT)


@settings(max_examples=60)
@given(some_facts(), st.randoms())
def test_the_order_of_facts_changes_nothing(facts: list[Fact], random: object) -> None:
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome(shuffled) == outcome(facts)


@settings(max_examples=60)
@given(some_facts())
def test_facts_that_were_rejected_or_replaced_change_nothing(facts: list[Fact]) -> None:
    assert outcome([item for item in facts if item.state in ("confirmed", "proposed")]) == outcome(facts)


@settings(max_examples=60)
@given(some_facts())
def test_what_is_confirmed_is_in_force_whatever_else_is_proposed(facts: list[Fact]) -> None:
    inputs = outcome(facts).assessment.inputs
    for item in facts:
        if item.state == "confirmed":
            assert Decimal(inputs[item.field].value) == Decimal(item.low) if item.field != "frequency" else True


@settings(max_examples=150)
@given(
    some_facts(), st.sampled_from([CONTEXT, Context(currency="EUR", steps=9), Context(industry="accounting", steps=2)])
)
def test_the_short_way_gives_what_the_long_one_does(facts: list[Fact], context: Context) -> None:
    quick, slow = process_figures(facts, context), slow_figures(facts, context)
    assert quick.verdict.code == slow.verdict
    assert list(quick.other_verdicts) == slow.others
    assert (quick.range and (quick.range.low, quick.range.high)) == slow.range
    assert [tuple(item.values) for item in quick.to_confirm] == slow.to_confirm


@given(some_facts())
def test_net_savings_lie_within_the_range(facts: list[Fact]) -> None:
    result = outcome(facts)
    net = result.assessment.expected.net_savings_per_year
    if net is not None:
        assert result.range is not None
        assert result.range.low <= net <= result.range.high


@given(some_facts())
def test_competing_readings_never_leave_a_result_empty_that_one_of_them_could_give(facts: list[Fact]) -> None:
    """Whatever a text says of volume, period and time, each way to settle an open question leaves all three known."""
    result = outcome(facts)
    said = {item.field for item in facts if item.state in ("confirmed", "proposed")}
    if said >= {"runs", "frequency", "minutes_per_run"}:
        assert result.assessment.hours_per_year is not None
        assert all(reading.hours_per_year is not None for question in result.open for reading in question.readings)


@given(some_facts())
def test_each_reading_of_a_question_can_be_chosen_and_closes_it(facts: list[Fact]) -> None:
    found = ground(facts)
    for question in found.open:
        assert len({reading.id for reading in question.readings}) == len(question.readings) > 1
        for reading in question.readings:
            settled = decide(facts, [Settle(action="settle", reading=reading.id)], uuid4)
            confirmed = [item.field for item in settled if item.state == "confirmed"]
            assert len(confirmed) == len(set(confirmed))
            after = ground(settled)
            assert {field: after.values[field].low for field in reading.values} == reading.values
            assert not any(field in one.fields for one in after.open for field in reading.values)


def test_readings_that_agree_on_what_they_share_do_not_compete() -> None:
    facts = [
        fact(1, "runs", "80", reading="a"), fact(2, "minutes_per_run", "6", reading="a"),
        fact(3, "runs", "80", reading="b"), fact(4, "people", "3", reading="b"),
    ]  # fmt: skip
    found = ground(facts)
    assert found.open == ()
    assert {field: value.low for field, value in found.values.items()} == {
        "runs": "80", "minutes_per_run": "6", "people": "3",
    }  # fmt: skip


def test_sixty_and_sixty_point_zero_say_the_same() -> None:
    found = ground([fact(1, "hourly_cost", "60"), fact(2, "hourly_cost", "60.00"), fact(3, "runs", "8", reading="a"),
        fact(4, "minutes_per_run", "5", reading="a"), said(5, "runs", "8.0")])  # fmt: skip
    assert found.open == ()
    assert found.values["minutes_per_run"].low == "5"


def test_a_value_that_contradicts_both_readings_takes_only_its_own_field_from_them() -> None:
    facts = [
        said(1, "runs", "50"),
        fact(2, "runs", "80", reading="a"), fact(3, "minutes_per_run", "6", reading="a"),
        fact(4, "runs", "20", reading="b"), fact(5, "minutes_per_run", "30", reading="b"),
    ]  # fmt: skip
    [question] = ground(facts).open
    assert [reading.values for reading in question.readings] == [{"minutes_per_run": "30"}, {"minutes_per_run": "6"}]


def test_what_was_only_read_and_cannot_be_computed_does_not_stop_the_figures() -> None:
    huge = [fact(1, "runs", "1000000"), fact(2, "minutes_per_run", "100000"), fact(3, "frequency", "daily")]
    assert process_figures(huge, CONTEXT).verdict.code == "not_enough_known"
    with pytest.raises(FiguresTooLarge):
        process_figures(measured(runs="1000000", minutes_per_run="100000", frequency="daily"), CONTEXT)


def test_an_amount_that_a_person_replaced_no_longer_asks_for_a_rate() -> None:
    pounds = fact(1, "hourly_cost", "32", currency="GBP")
    assert ground([pounds]).foreign == (UUID(int=1),)
    assert ground([pounds, said(2, "hourly_cost", "150")]).foreign == ()


def test_systems_read_from_the_text_are_confirmed_where_the_verdict_hangs_on_them() -> None:
    facts = [*INVOICES, *(said(n, f"readiness.{name}", "5") for n, name in enumerate(
        ("rule_based", "digital_input", "structured_input", "stability", "documentation"), 200)),
        fact(1, "systems", "5"), said(2, "exceptions_percent", "45")]  # fmt: skip
    result = process_figures(facts, CONTEXT)
    assert result.verdict.code == "automate_now"
    assert ("systems",) in [tuple(item.values) for item in result.to_confirm]


def test_what_the_reader_is_in_doubt_about_stays_a_question_even_without_a_rival() -> None:
    doubtful = fact(1, "runs", "120", reading=asked_id(1, {"runs": "120"}))
    facts = [doubtful, fact(2, "frequency", "monthly"), fact(3, "minutes_per_run", "7")]
    result = process_figures(facts, CONTEXT)

    [question] = result.open
    assert [reading.reading.values for reading in question.readings] == [{"runs": "120"}]
    assert result.assessment.hours_per_year == Decimal("168.00")
    assert not result.firm
    confirmed = [doubtful.model_copy(update={"state": "confirmed"}), *facts[1:]]
    assert process_figures(confirmed, CONTEXT).open == ()


def test_every_field_has_its_words_in_a_sentence() -> None:
    for field in FIELDS:
        value = "monthly" if field == "frequency" else "3"
        for language in LANGUAGES:
            assert reading_words({field: value}, "PLN", language).strip(" :")
