"""Decisions of a person last: what was rejected does not come back, what was confirmed stays, whatever is read again."""

import itertools
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartflow.engine.assessment import Context
from smartflow.engine.decisions import (
    Confirm,
    Decision,
    DecisionRefused,
    Proposal,
    Reject,
    Settle,
    StateValue,
    Withdraw,
    decide,
    propose,
    reading_id,
    stated,
)
from smartflow.engine.facts import Fact, Quote, ground
from smartflow.engine.process_figures import process_figures

CONTEXT = Context(currency="PLN", working_days=250)
TEXT = "80 faktur dziennie po 6 minut, w sezonie 200, błędy 30 %, płacimy 32 funty za godzinę."


def ids() -> Callable[[], UUID]:
    counter = itertools.count(1)
    return lambda: UUID(int=next(counter))


def proposal(field: str, low: str, words: str, *, reading: str | None = None, currency: str | None = None) -> Proposal:
    start = TEXT.index(words)
    quotes = (Quote(quote=words, start=start, end=start + len(words)),)
    return Proposal(field=field, low=low, reading=reading, currency=currency, quotes=quotes)


ERRORS = proposal("error_rate_percent", "30", "błędy 30 %")
USUAL = proposal("runs", "80", "80 faktur dziennie", reading=reading_id({"runs": "80"}))
SEASON = proposal("runs", "200", "w sezonie 200", reading=reading_id({"runs": "200"}))
DAILY = proposal("frequency", "daily", "dziennie")
MINUTES = proposal("minutes_per_run", "6", "po 6 minut")
POUNDS = proposal("hourly_cost", "32", "32 funty za godzinę", currency="GBP")
ALL = [ERRORS, USUAL, SEASON, DAILY, MINUTES]


def the(facts: list[Fact], field: str, low: str) -> Fact:
    [found] = [fact for fact in facts if fact.field == field and fact.low == low and fact.state != "replaced"]
    return found


def test_what_was_rejected_is_not_proposed_again_while_its_words_stand() -> None:
    new = ids()
    facts = propose([], ALL, "text", TEXT, new)
    facts = decide(facts, [Reject(action="reject", id=the(facts, "error_rate_percent", "30").id)], new)
    again = propose(facts, ALL, "model", TEXT, new)
    assert "error_rate_percent" not in ground(again).values
    # Once the words are gone from the description, the text is another one.
    edited = propose(facts, [ERRORS], "text", "Inny opis.", new)
    assert ground(edited).values["error_rate_percent"].low == "30"


def test_a_settled_question_stays_settled_when_the_text_is_read_again() -> None:
    new = ids()
    facts = propose([], ALL, "text", TEXT, new)
    [question] = ground(facts).open
    assert question.fields == ("runs",)
    facts = decide(facts, [Settle(action="settle", reading=reading_id({"runs": "200"}))], new)
    facts = propose(facts, ALL, "model", TEXT, new)
    assert ground(facts).open == ()
    assert ground(facts).values["runs"].low == "200"
    assert ground(facts).values["runs"].confirmed


def test_stating_a_value_closes_the_question_on_it() -> None:
    new = ids()
    facts = propose([], ALL, "text", TEXT, new)
    facts = decide(facts, [StateValue(action="state", field="runs", value="95")], new)
    assert ground(facts).open == ()
    assert ground(facts).values["runs"].low == "95"


def test_a_decision_that_is_withdrawn_leaves_what_was_read() -> None:
    new = ids()
    before = propose([], ALL, "text", TEXT, new)
    fact = the(before, "error_rate_percent", "30")
    for decision in (Reject(action="reject", id=fact.id), Confirm(action="confirm", id=fact.id)):
        after = decide(decide(before, [decision], new), [Withdraw(action="withdraw", id=fact.id)], new)
        assert after == before


def test_an_amount_in_another_currency_counts_once_a_rate_is_given() -> None:
    new = ids()
    facts = propose([], [POUNDS], "text", TEXT, new)
    assert "hourly_cost" not in ground(facts).values
    pounds = the(facts, "hourly_cost", "32")
    with pytest.raises(DecisionRefused, match="rate_required"):
        decide(facts, [Confirm(action="confirm", id=pounds.id)], new)
    facts = decide(facts, [Confirm(action="confirm", id=pounds.id, rate="5.05")], new)
    assert ground(facts).values["hourly_cost"].low == "161.60"
    assert ground(facts).foreign == ()


@pytest.mark.parametrize(
    ("decision", "member", "code"),
    [
        (StateValue(action="state", field="wallet", value="1"), "field", "unknown_field"),
        (StateValue(action="state", field="runs", value="a lot"), "value", "invalid_value"),
        (StateValue(action="state", field="runs", value="1e999999999"), "value", "invalid_value"),
        (StateValue(action="state", field="readiness.stability", value="9"), "value", "invalid_value"),
        (Confirm(action="confirm", id=UUID(int=999)), "id", "unknown_fact"),
        (Settle(action="settle", reading="nobody"), "reading", "unknown_reading"),
    ],
)
def test_a_decision_that_cannot_be_taken_names_what_is_wrong(decision: Decision, member: str, code: str) -> None:
    with pytest.raises(DecisionRefused) as raised:
        decide(propose([], ALL, "text", TEXT, ids()), [decision], ids())
    assert (raised.value.member, raised.value.code) == (member, code)


def test_a_form_that_sends_what_it_was_given_changes_nothing() -> None:
    new = ids()
    facts = decide(propose([], ALL, "text", TEXT, new), [StateValue(action="state", field="runs", value="95")], new)
    assert stated(facts, {"runs": "95.00", "minutes_per_run": None}, new) == facts
    emptied = stated(facts, {"runs": None}, new)
    assert "runs" not in {field for field, value in ground(emptied).values.items() if value.confirmed}


DECIDED = ["error_rate_percent", "minutes_per_run", "frequency"]
STEPS = ("read", "reject", "confirm", "withdraw", "state")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20)), max_size=12))
def test_no_sequence_of_reading_and_deciding_brings_a_rejected_value_back(steps: list[tuple[str, int]]) -> None:
    """A value counts only as long as its last decision is not a rejection, however often the text is read."""
    new = ids()
    facts = propose([], ALL, "text", TEXT, new)
    for step, number in steps:
        known = [fact for fact in facts if fact.state != "replaced"]
        try:
            match step:
                case "read":
                    facts = propose(facts, ALL, "model" if number % 2 else "text", TEXT, new)
                case "state":
                    facts = decide(
                        facts, [StateValue(action="state", field="error_rate_percent", value=str(number))], new
                    )
                case "reject":
                    facts = decide(facts, [Reject(action="reject", id=known[number % len(known)].id)], new)
                case "confirm":
                    facts = decide(facts, [Confirm(action="confirm", id=known[number % len(known)].id)], new)
                case _:
                    facts = decide(facts, [Withdraw(action="withdraw", id=known[number % len(known)].id)], new)
        except DecisionRefused:
            continue
        confirmed = [fact.field for fact in facts if fact.state == "confirmed"]
        assert len(confirmed) == len(set(confirmed))
        rejected = {(fact.field, fact.low) for fact in facts if fact.state == "rejected"}
        stated_by_person = {(fact.field, fact.low) for fact in facts if fact.state == "confirmed"}
        again = ground(propose(facts, ALL, "text", TEXT, new))
        for field, value in again.values.items():
            assert (field, value.low) not in rejected - stated_by_person


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(["error_rate_percent", "minutes_per_run", "frequency"]),
    st.permutations(["error_rate_percent", "minutes_per_run", "frequency"]),
)
def test_the_order_of_decisions_does_not_matter(first: list[str], second: list[str]) -> None:
    facts = propose([], ALL, "text", TEXT, ids())

    def decided(order: list[str]) -> object:
        left = facts
        for field in order:
            [fact] = [item for item in left if item.field == field]
            decision: Decision = (
                Reject(action="reject", id=fact.id)
                if field == "error_rate_percent"
                else Confirm(action="confirm", id=fact.id)
            )
            left = decide(left, [decision], ids())
        return process_figures(left, CONTEXT)

    assert decided(first) == decided(second)
