"""Figures in force as the API shows them: the verdict, the headline, how sure it is, and what to confirm, in the reader's words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel

from smartflow.engine.confidence import Basis, Confidence
from smartflow.engine.facts import Quote
from smartflow.engine.process_figures import NetRange, ProcessFigures
from smartflow.engine.verdict import AGAINST, Reason, VerdictCode
from smartflow.engine.verdict_text import condition, confidence_sentence, reading_words, verdict_name, verdict_sentence
from smartflow.language import formats
from smartflow.language.text import Language, Text
from smartflow.processes import overrides as stored_overrides
from smartflow.processes.overrides import Override, OverrideField

HeadlineField = Literal[
    "net_savings_per_year", "hours_saved_per_year", "hours_per_year", "cost_per_year", "payback_months"
]


class ShownVerdict(BaseModel):
    """What to do: a code, its name, and one or two sentences that begin with what it depends on while it is not firm.

    `against` is true after verdicts that speak against automating: no tools and no plan follow. `set_by_hand` is a
    person's own words in its place.
    """

    code: VerdictCode
    name: str
    sentence: str
    firm: bool
    against: bool
    reasons: list[Reason]
    other_verdicts: list[str]
    set_by_hand: str | None


class Headline(BaseModel):
    """One figure for people: `text` is rounded to two significant digits where less than half of it is confirmed.

    `value` is the one that counts; `computed` differs from it where a person set it by hand, for `reason`.
    """

    field: HeadlineField
    value: Decimal | None
    computed: Decimal | None
    text: str
    set_by_hand: bool
    reason: str | None


class ShownReading(BaseModel):
    """One way to read the description, with what it would come to a year."""

    id: str
    words: str
    values: dict[str, str]
    quotes: list[Quote]
    hours_per_year: Decimal | None
    cost_per_year: Decimal | None
    net_savings_per_year: Decimal | None
    verdict: VerdictCode
    verdict_name: str


class ShownQuestion(BaseModel):
    """Fields on which readings compete; `POST …/facts` with `settle` and a reading's id closes it."""

    fields: list[str]
    readings: list[ShownReading]


class ShownToConfirm(BaseModel):
    """Values that the verdict hangs on and nobody has confirmed, in words; `fact_ids` are confirmed together."""

    words: str
    values: dict[str, str]
    basis: Basis
    fact_ids: list[UUID]
    effect: Decimal | None


class ShownConfidence(Confidence):
    """How sure the figures are, with a few words to stand beside a number."""

    text: str


class ShownFigures(BaseModel):
    """The figures in force of a process, which every surface shows."""

    verdict: ShownVerdict
    headline: list[Headline]
    range: NetRange | None
    range_text: str | None
    confidence: ShownConfidence
    to_confirm: list[ShownToConfirm]
    open: list[ShownQuestion]
    implausible: bool
    foreign_facts: list[UUID]
    overrides: list[Override]


_HEADLINES: Final[tuple[HeadlineField, ...]] = (
    "net_savings_per_year", "hours_saved_per_year", "hours_per_year", "cost_per_year", "payback_months",
)  # fmt: skip
_ABOUT: Final = Text("ok. {figure}", "about {figure}")
_RANGE: Final = Text("od {low} do {high} rocznie", "{low} to {high} a year")
_UNKNOWN: Final = Text("nie wiadomo", "not known")
_NOT_WITHIN: Final = Text("dłużej niż 36 miesięcy", "more than 36 months")


def shown(figures: ProcessFigures, overrides: Sequence[Override], language: Language) -> ShownFigures:
    """Put figures into the reader's words."""
    currency = figures.assessment.currency
    return ShownFigures(
        verdict=ShownVerdict(
            code=figures.verdict.code,
            name=verdict_name(figures.verdict.code, language),
            sentence=verdict_sentence(figures, language),
            firm=figures.firm,
            against=figures.verdict.code in AGAINST,
            reasons=list(figures.verdict.reasons),
            other_verdicts=[verdict_name(code, language) for code in figures.other_verdicts],
            set_by_hand=stored_overrides.text(overrides, "verdict"),
        ),
        headline=[_headline(field, figures, overrides, language) for field in _HEADLINES],
        range=figures.range,
        range_text=figures.range and _range_text(figures.range, currency, language),
        confidence=ShownConfidence(**dict(figures.confidence), text=confidence_sentence(figures.confidence, language)),
        to_confirm=[
            ShownToConfirm(
                words=condition(item, figures, language),
                values=item.values,
                basis=item.basis,
                fact_ids=list(item.fact_ids),
                effect=item.effect,
            )
            for item in figures.to_confirm
        ],
        open=[
            ShownQuestion(
                fields=list(question.fields),
                readings=[
                    ShownReading(
                        id=item.reading.id,
                        words=reading_words(item.reading.values, currency, language),
                        values=item.reading.values,
                        quotes=list(item.reading.quotes),
                        hours_per_year=item.hours_per_year,
                        cost_per_year=item.cost_per_year,
                        net_savings_per_year=item.net_savings_per_year,
                        verdict=item.verdict,
                        verdict_name=verdict_name(item.verdict, language),
                    )
                    for item in question.readings
                ],
            )
            for question in figures.open
        ],
        implausible=figures.implausible,
        foreign_facts=list(figures.foreign_facts),
        overrides=list(overrides),
    )


def headline_text(field: OverrideField, value: Decimal, currency: str, *, rough: bool, language: Language) -> str:
    """Return a headline figure: whole units, rounded to two significant digits and marked so where it is rough."""
    figure = formats.rough(value) if rough else value
    if field == "payback_months":
        return formats.months(int(value), language)
    if field in ("hours_per_year", "hours_saved_per_year"):
        text = formats.hours(figure, language, 0 if abs(figure) >= 10 else None)
    else:
        text = formats.whole_money(figure, currency, language)
    return _ABOUT.fill(language, figure=text) if rough and value else text


def _headline(
    field: HeadlineField, figures: ProcessFigures, overrides: Sequence[Override], language: Language
) -> Headline:
    computed = _computed(figures, field)
    by_hand = next((override for override in overrides if override.field == field), None)
    value = stored_overrides.amount(overrides, field, computed)
    rough = figures.confidence.rough and by_hand is None
    if value is None:
        known = figures.assessment.expected.net_savings_per_year is not None
        text = (_NOT_WITHIN if field == "payback_months" and known else _UNKNOWN).of(language)
    else:
        text = headline_text(field, value, figures.assessment.currency, rough=rough, language=language)
    return Headline(
        field=field,
        value=value,
        computed=computed,
        text=text,
        set_by_hand=by_hand is not None,
        reason=by_hand and by_hand.reason,
    )


def _computed(figures: ProcessFigures, field: HeadlineField) -> Decimal | None:
    assessment = figures.assessment
    values: Mapping[HeadlineField, Decimal | int | None] = {
        "net_savings_per_year": assessment.expected.net_savings_per_year,
        "hours_saved_per_year": assessment.expected.hours_saved_per_year,
        "hours_per_year": assessment.hours_per_year,
        "cost_per_year": assessment.cost_per_year,
        "payback_months": assessment.expected.payback_months,
    }
    value = values[field]
    return None if value is None else Decimal(value)


def _range_text(found: NetRange, currency: str, language: Language) -> str:
    low, high = (formats.whole_money(formats.rough(value), currency, language) for value in (found.low, found.high))
    return _RANGE.fill(language, low=low, high=high)
