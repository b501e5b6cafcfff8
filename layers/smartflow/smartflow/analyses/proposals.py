"""What an analysis and our own reader found in a description, as proposals for the process's facts."""

from collections.abc import Mapping, Set
from typing import Any, Final

from smartflow.analyst import catalogue
from smartflow.analyst.reading import extent
from smartflow.analyst.reading.quotes import Quote as ReadQuote
from smartflow.analyst.reading.reader import Fact as ReadFact
from smartflow.analyst.reading.reader import Question, Reading, read
from smartflow.analyst.schema import Result
from smartflow.engine.decisions import Proposal
from smartflow.engine.defaults import default_systems
from smartflow.engine.facts import Quote, asked_id, reading_id
from smartflow.language.text import Language

#: A reading less likely than this, or than this share of the likeliest one, is not worth a question.
_LEAST: Final = 0.1
_LEAST_SHARE: Final = 0.3


def proposals(result: Result, reading: Reading) -> list[Proposal]:
    """Return what was read from the text: readings that compete, amounts in other currencies, and single values.

    Competing are both sides of a contradiction of the analysis, and the candidates of what the reader would ask: where it is in
    doubt, no analyst's single value stands.
    """
    found: list[Proposal] = []
    said = {(item.field, item.value) for item in result.suggested_inputs}
    for contradiction in result.contradictions:
        for side in (contradiction.a, contradiction.b):
            quote = Quote(quote=side.quote, start=side.start, end=side.end)
            name = reading_id(side.inputs)
            found += [
                Proposal(field=field, low=value, reading=name, quotes=(quote,)) for field, value in side.inputs.items()
            ]
    for question in reading.questions:
        if not {proposal.field for proposal in found} & set(question.fields):
            found += _asked(question, said)
    contested = {proposal.field for proposal in found}
    highs = {(fact.field, fact.value): str(fact.high) for fact in reading.facts if fact.high != fact.low}
    single = [
        Proposal(
            field=item.field,
            low=item.value,
            high=highs.get((item.field, item.value)),
            quotes=(Quote(quote=item.quote, start=item.start, end=item.end),),
        )
        for item in result.suggested_inputs
        if item.field not in contested
    ]
    foreign = [
        Proposal(field=amount.field, low=str(amount.value), currency=amount.currency, quotes=(_quote(amount.quote),))
        for amount in reading.other_currency
    ]
    return [*found, *single, *foreign]


def all_proposals(result: Result, process: Mapping[str, Any], language: Language, steps: int | None) -> list[Proposal]:
    """Return what an analysis and our own reader found, with the systems that the description of a process names."""
    description = process["description"]
    found = proposals(result, read(process["title"], description, process["currency"], language))
    if all(proposal.field != "systems" for proposal in found):
        found += named_systems(description, default_systems(steps))
    return found


def steps_of(result: Result, description: str) -> int | None:
    """Return how many steps a description has, as our reader or else the analysis counts them."""
    return extent.steps(description) or len(result.steps) or None


def _asked(question: Question, said: Set[tuple[str, str]]) -> list[Proposal]:
    """Return the likely readings of what the reader is in doubt about; each stays a question until a person settles it.

    Those that agree most with what an analyst has read (`said`) come first, of the others the likeliest.
    """
    best = max((candidate.probability for candidate in question.candidates), default=0.0)
    likely = [one for one in question.candidates if one.probability >= max(_LEAST, best * _LEAST_SHARE)]
    likely.sort(key=lambda one: -len({(fact.field, fact.value) for fact in one.facts} & said))
    found: list[Proposal] = []
    for rank, candidate in enumerate(likely, start=1):
        facts = [fact for fact in candidate.facts if fact.field in question.fields]
        name = asked_id(rank, {fact.field: fact.value for fact in facts})
        found += [_proposal(fact, name) for fact in facts]
    return found


def _proposal(fact: ReadFact, reading: str) -> Proposal:
    high = str(fact.high) if fact.high != fact.low else None
    return Proposal(
        field=fact.field, low=fact.value, high=high, reading=reading, quotes=tuple(map(_quote, fact.quotes))
    )


def _quote(quote: ReadQuote) -> Quote:
    return Quote(quote=quote.text, start=quote.start, end=quote.end)


def named_systems(description: str, least: int) -> list[Proposal]:
    """Return how many systems a description names, where they are at least as many as would be assumed without them."""
    places = catalogue.mentions(description).values()
    if len(places) < max(least, 1):
        return []
    quotes = tuple(Quote(quote=description[start:end], start=start, end=end) for start, end in places)
    return [Proposal(field="systems", low=str(len(places)), quotes=quotes)]
