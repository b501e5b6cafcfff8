"""What an analysis and our own reader found, put together: where the reader is in doubt, a person decides."""

from __future__ import annotations

from decimal import Decimal

from smartflow.analyses.proposals import proposals
from smartflow.analyst.checking.result import check_template
from smartflow.analyst.reading.quotes import Quote
from smartflow.analyst.reading.reader import Candidate, Fact, Question, Reading
from smartflow.analyst.schema import DraftSuggestion
from tests.unit.analyst.builders import empty_draft, task

TEXT = "Mamy 120 faktur miesięcznie, w innym dziale 300 faktur miesięcznie."


def candidate(value: str, probability: float) -> Candidate:
    start = TEXT.index(value)
    quote = Quote(start, start + len(value), value)
    number = Decimal(value)
    return Candidate((Fact("runs", value, number, number, (quote,), probability),), probability, None)


def test_what_the_analyst_has_read_is_offered_first_and_stays_a_question() -> None:
    doubt = Reading(
        facts=(),
        questions=(Question(("runs",), (candidate("300", 0.5), candidate("120", 0.4))),),
        contradictions=(),
        other_currency=(),
        unused=(),
    )
    about = task(TEXT)
    said = DraftSuggestion(field="runs", value="120", quote="120 faktur miesięcznie")
    for suggested, order in (([], ["300", "120"]), ([said], ["120", "300"])):
        result = check_template(empty_draft(suggested_inputs=suggested), about, about.assessment)
        found = [one for one in proposals(result, doubt) if one.field == "runs"]
        assert [one.low for one in found] == order
        assert all(one.reading for one in found), "nothing is taken without a question"
