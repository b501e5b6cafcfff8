"""What an analysis and our own reader found in a description, as proposals for the process's facts."""

from smartflow.analyst import catalogue
from smartflow.analyst.reading.quotes import Quote as ReadQuote
from smartflow.analyst.reading.reader import Fact as ReadFact
from smartflow.analyst.reading.reader import Reading
from smartflow.analyst.schema import Result
from smartflow.engine.decisions import Proposal
from smartflow.engine.facts import Quote, reading_id


def proposals(result: Result, reading: Reading) -> list[Proposal]:
    """Return what was read from the text: readings that compete, amounts in other currencies, and single values.

    Competing are both sides of a contradiction of the analysis, and the candidates of what the reader would ask: where it is in
    doubt, no analyst's single value stands.
    """
    found: list[Proposal] = []
    for contradiction in result.contradictions:
        for side in (contradiction.a, contradiction.b):
            quote = Quote(quote=side.quote, start=side.start, end=side.end)
            name = reading_id(side.inputs)
            found += [
                Proposal(field=field, low=value, reading=name, quotes=(quote,)) for field, value in side.inputs.items()
            ]
    for question in reading.questions:
        taken = {proposal.field for proposal in found}
        if len(question.candidates) > 1 and not taken & set(question.fields):
            for candidate in question.candidates:
                name = reading_id({fact.field: fact.value for fact in candidate.facts})
                found += [_proposal(fact, name) for fact in candidate.facts]
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
