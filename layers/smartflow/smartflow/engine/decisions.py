"""What becomes of facts: proposed by a reading of the text, and decided by a person. Pure: facts in, facts out.

What a person rejected (this field, this value) is not proposed again while the rejected words stand in the description.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation, localcontext
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from smartflow.engine.facts import Fact, Origin, Quote, State, canonical, ground, inputs_from
from smartflow.engine.inputs import FIELDS
from smartflow.engine.rounding import EXACT, rounded

_MOST_RATE: Final = Decimal(1_000_000)
_MOST_DIGITS: Final = 20


class Proposal(BaseModel):
    """A value that a reading of the text found. Proposals with the same `reading` were read together."""

    model_config = ConfigDict(frozen=True)

    field: str
    low: str
    high: str | None = None
    currency: str | None = None
    reading: str | None = None
    quotes: tuple[Quote, ...] = ()


class _Decision(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_Value = Annotated[str, Field(min_length=1, max_length=40)]
_Reason = Annotated[str, Field(max_length=500)]


class StateValue(_Decision):
    """A person states a value; it replaces what was confirmed of the field before."""

    action: Literal["state"]
    field: Annotated[str, Field(max_length=40)]
    value: _Value
    reason: _Reason | None = None


class Confirm(_Decision):
    """A person confirms a proposed value. One in another currency needs a `rate`: account's currency for one unit of its own."""

    action: Literal["confirm"]
    id: UUID
    rate: _Value | None = None
    reason: _Reason | None = None


class Reject(_Decision):
    """A person says that a value read from the text is not so."""

    action: Literal["reject"]
    id: UUID
    reason: _Reason | None = None


class Settle(_Decision):
    """A person chooses one reading of an open question: its values are confirmed, those of the other readings rejected."""

    action: Literal["settle"]
    reading: Annotated[str, Field(max_length=80)]
    reason: _Reason | None = None


class Withdraw(_Decision):
    """A person takes a decision back: what was read is proposed again, what was stated is gone."""

    action: Literal["withdraw"]
    id: UUID
    reason: _Reason | None = None


Decision = Annotated[StateValue | Confirm | Reject | Settle | Withdraw, Field(discriminator="action")]

FaultCode = Literal[
    "unknown_fact", "unknown_field", "unknown_reading", "invalid_value", "rate_required", "rate_not_allowed", "not_proposed",
    "nothing_to_withdraw",
]  # fmt: skip


class DecisionRefused(ValueError):
    """A decision that cannot be taken: which of them, the member at fault, and a stable code."""

    def __init__(self, index: int, member: str, code: FaultCode) -> None:
        super().__init__(f"decision {index}, {member}: {code}")
        self.index = index
        self.member = member
        self.code = code


def propose(
    facts: Sequence[Fact], proposals: Sequence[Proposal], origin: Origin, description: str, new_id: Callable[[], UUID]
) -> list[Fact]:
    """Return the facts after the text was read again.

    Earlier proposals of the text that were not found again are replaced; what was rejected stays rejected, and is not
    proposed again while its words stand in the description.
    """
    blocked = {
        _claim(fact)
        for fact in facts
        if fact.state == "rejected" and any(quote.quote in description for quote in fact.quotes)
    }
    # What a person confirmed is not asked again under the name of another reading.
    known = {_claim(fact) for fact in facts if fact.state == "confirmed"}
    wanted = {_key(item): item for item in proposals if _claim(item) not in blocked | known and _fits_field(item)}
    result: list[Fact] = []
    for fact in facts:
        again = wanted.pop(_key(fact), None) if fact.state == "proposed" else None
        if fact.state == "proposed" and fact.origin in ("text", "model"):
            if again is None:
                fact = fact.model_copy(update={"state": "replaced"})
            else:
                fact = fact.model_copy(update={"quotes": again.quotes, "high": again.high, "origin": origin})
        result.append(fact)
    result += [
        Fact(
            id=new_id(),
            field=item.field,
            low=item.low,
            high=item.high,
            currency=item.currency,
            origin=origin,
            state="proposed",
            reading=item.reading,
            quotes=item.quotes,
        )
        for item in wanted.values()
    ]
    return result


def decide(facts: Sequence[Fact], decisions: Sequence[Decision], new_id: Callable[[], UUID]) -> list[Fact]:
    """Return the facts after a person's decisions.

    Raises
    ------
    DecisionRefused
        When one of them names what there is not, or a value that its field cannot hold. Nothing is then decided.
    """
    left = list(facts)
    for index, decision in enumerate(decisions):
        match decision:
            case StateValue():
                left = _state(left, index, decision, new_id)
            case Confirm():
                left = _confirm(left, index, decision, new_id)
            case Reject():
                fact = _find(left, index, decision.id)
                if fact.origin == "person":
                    raise DecisionRefused(index, "id", "not_proposed")
                left = _with_state(left, {fact.id}, "rejected")
            case Settle():
                left = _settle(left, index, decision)
            case Withdraw():
                left = _withdraw(left, index, decision)
    return left


def stated(facts: Sequence[Fact], values: Mapping[str, str | None], new_id: Callable[[], UUID]) -> list[Fact]:
    """Return the facts after a person sent all values of a form: null empties a field, what is unchanged stays as it is."""
    left = list(facts)
    confirmed = {fact.field: fact for fact in facts if fact.state == "confirmed"}
    for field, value in values.items():
        before = confirmed.get(field)
        if value is None:
            if before is not None:
                left = _with_state(left, {before.id}, "replaced" if before.origin == "person" else "rejected")
        elif before is None or canonical(before.low) != canonical(value):
            left = _replace_confirmed(left, field)
            left.append(Fact(id=new_id(), field=field, low=value, origin="person", state="confirmed"))
    return left


def relocated(facts: Sequence[Fact], description: str) -> list[Fact]:
    """Return the facts after the description was edited: quotations where they stand now; a value that was only read, and whose
    words are gone, is gone with them.
    """
    left = []
    for fact in facts:
        quotes = tuple(
            Quote(quote=quote.quote, start=start, end=start + len(quote.quote))
            for quote in fact.quotes
            if (start := _place(quote, description)) >= 0
        )
        gone = fact.state == "proposed" and fact.origin in ("text", "model") and not quotes
        # Rejected words are remembered: they may come back with the next edit.
        kept = fact.quotes if fact.state == "rejected" and not quotes else quotes
        left.append(fact.model_copy(update={"quotes": kept} | ({"state": "replaced"} if gone else {})))
    return left


def _place(quote: Quote, description: str) -> int:
    if description[quote.start : quote.end] == quote.quote:
        return quote.start
    return description.find(quote.quote)


def _state(facts: list[Fact], index: int, decision: StateValue, new_id: Callable[[], UUID]) -> list[Fact]:
    if decision.field not in FIELDS:
        raise DecisionRefused(index, "field", "unknown_field")
    value = _checked(decision.field, decision.value, index, "value")
    left = _replace_confirmed(facts, decision.field)
    return [*left, Fact(id=new_id(), field=decision.field, low=value, origin="person", state="confirmed")]


def _confirm(facts: list[Fact], index: int, decision: Confirm, new_id: Callable[[], UUID]) -> list[Fact]:
    fact = _find(facts, index, decision.id)
    if fact.state not in ("proposed", "rejected"):
        raise DecisionRefused(index, "id", "not_proposed")
    if (fact.currency is None) != (decision.rate is None):
        raise DecisionRefused(index, "rate", "rate_required" if fact.currency else "rate_not_allowed")
    left = _replace_confirmed(facts, fact.field)
    if decision.rate is None:
        _checked(fact.field, fact.low, index, "id")
        return _with_state(left, {fact.id}, "confirmed")
    converted = fact.model_copy(
        update={
            "id": new_id(),
            "low": _checked(fact.field, _converted(fact.low, decision.rate, index), index, "rate"),
            "high": None if fact.high is None else _converted(fact.high, decision.rate, index),
            "currency": None,
            "state": "confirmed",
        }
    )
    return [*_with_state(left, {fact.id}, "replaced"), converted]


def _settle(facts: list[Fact], index: int, decision: Settle) -> list[Fact]:
    for question in ground(facts).open:
        chosen = next((reading for reading in question.readings if reading.id == decision.reading), None)
        if chosen is None:
            continue
        others = {fact for reading in question.readings for fact in reading.fact_ids} - set(chosen.fact_ids)
        by_field = {fact.field: fact.id for fact in reversed(facts) if fact.id in chosen.fact_ids}
        # Several readings may say the same: one fact of each field is confirmed, its doubles are not needed.
        doubles = set(chosen.fact_ids) - set(by_field.values())
        left = _with_state(_with_state(facts, others, "rejected"), doubles, "replaced")
        return _with_state(left, set(by_field.values()), "confirmed")
    raise DecisionRefused(index, "reading", "unknown_reading")


def _withdraw(facts: list[Fact], index: int, decision: Withdraw) -> list[Fact]:
    fact = _find(facts, index, decision.id)
    if fact.state not in ("confirmed", "rejected"):
        raise DecisionRefused(index, "id", "nothing_to_withdraw")
    return _with_state(facts, {fact.id}, "replaced" if fact.origin == "person" else "proposed")


def _replace_confirmed(facts: list[Fact], field: str) -> list[Fact]:
    """What was confirmed of a field before is replaced; what the text says stays known."""
    return [
        fact.model_copy(update={"state": "replaced" if fact.origin == "person" else "proposed"})
        if fact.state == "confirmed" and fact.field == field
        else fact
        for fact in facts
    ]


def _find(facts: Iterable[Fact], index: int, fact_id: UUID) -> Fact:
    found = next((fact for fact in facts if fact.id == fact_id and fact.state != "replaced"), None)
    if found is None:
        raise DecisionRefused(index, "id", "unknown_fact")
    return found


def _with_state(facts: Iterable[Fact], ids: set[UUID], state: State) -> list[Fact]:
    return [fact.model_copy(update={"state": state}) if fact.id in ids else fact for fact in facts]


def _checked(field: str, value: str, index: int, member: str) -> str:
    try:
        found = inputs_from({field: value.strip()}).value(field)
    except (ValidationError, ValueError, InvalidOperation):
        raise DecisionRefused(index, member, "invalid_value") from None
    return str(found)


def _converted(amount: str, rate: str, index: int) -> str:
    try:
        factor = Decimal(rate)
    except InvalidOperation:
        raise DecisionRefused(index, "rate", "invalid_value") from None
    if not factor.is_finite() or not 0 < factor < _MOST_RATE or len(rate) > 20:
        raise DecisionRefused(index, "rate", "invalid_value")
    with localcontext(EXACT):
        return str(rounded(Decimal(amount) * factor))


def _fits_field(item: Proposal) -> bool:
    """Tell whether a proposed value is one for its field; what is not would leave the process without figures."""
    try:
        inputs_from({item.field: item.low})
        if item.high is not None:
            inputs_from({item.field: item.high})
    except (ValidationError, ValueError, InvalidOperation):
        return item.currency is not None and _is_amount(item)
    return True


def _is_amount(item: Proposal) -> bool:
    """An amount in another currency may be beyond the bounds that the account's currency has; the rate decides."""
    try:
        amounts = Decimal(item.low), Decimal(item.high or "0")
    except InvalidOperation:
        return False
    return all(amount.is_finite() and abs(amount.adjusted()) <= _MOST_DIGITS for amount in amounts)


def _claim(item: Fact | Proposal) -> tuple[str, str, str | None]:
    return item.field, canonical(item.low), item.currency


def _key(item: Fact | Proposal) -> tuple[str, str, str | None, str | None]:
    return *_claim(item), item.reading
