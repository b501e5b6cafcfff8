"""A model that claims everything: of all it says about the labelled texts, what becomes a value without a question is right."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from smartflow.analyses.proposals import proposals
from smartflow.analyst.checking.claims import taken
from smartflow.analyst.checking.evidence import SourceText, values
from smartflow.analyst.checking.result import check_template
from smartflow.analyst.reading.cut import cut
from smartflow.analyst.reading.field_values import normal_value
from smartflow.analyst.reading.quantities import quantities
from smartflow.analyst.reading.reader import read
from smartflow.analyst.schema import MAX_QUOTE, DraftFact, DraftPart, DraftReading, InputField
from tests.unit.analyst.builders import empty_draft, task

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS: Final = [field for field in get_args(InputField) if not field.startswith("readiness.")]
TEXTS: Final = Path(__file__).parent / "descriptions"
OF_EACH_WRITER: Final = 6


def test_of_what_a_model_that_claims_everything_says_at_least_97_percent_of_the_values_taken_are_right() -> None:
    chance = random.Random(7)
    right, wrong = 0, []
    for text in _texts():
        stated = {
            (field, normal_value(field, str(value)))
            for field in FIELDS
            for value in [text["facts"].get(field), *text["accept"].get(field, [])]
            if value is not None
        }
        claims = list(_claims(text["description"], text["language"]))
        chance.shuffle(claims)
        for field, value in _taken(text, claims):
            if (field, value) in stated:
                right += 1
            else:
                wrong.append((text["id"], field, value))
    assert right >= 100
    assert right / (right + len(wrong)) >= 0.97, wrong


def _texts() -> Iterator[dict[str, Any]]:
    for path in sorted(TEXTS.glob("*.jsonl")):
        if not path.name.startswith("sealed-"):
            for line in path.read_text("utf-8").splitlines()[:OF_EACH_WRITER]:
                yield json.loads(line)


def _claims(description: str, language: Any) -> Iterator[DraftFact]:
    """Each value of each field that the words of a quantity, or of its sentence, can be read as, and sums and products of any."""
    made = cut("", description, language)
    found = [one for one in quantities(made) if one.kind not in {"date", "name"}]
    for one in found:
        words = [token for token in made.tokens if token.sentence == made.tokens[one.first].sentence]
        for start, end in {(one.start, one.end), (words[0].start, words[-1].end)}:
            quote = description[start:end]
            if len(quote) <= MAX_QUOTE:
                for field in FIELDS:
                    for value in values(field, quote, language=language):
                        yield _fact(field, "stated", [(value, quote)])
    named = {
        kind: [(f"{one.low:g}", description[one.start : one.end]) for one in found if one.kind == kind][:8]
        for kind in ("duration", "count")
    }
    for count in (2, 3):
        for parts in combinations(named["duration"], count):
            yield _fact("minutes_per_run", "sum", parts)
    for parts in combinations(named["count"], 2):
        yield _fact("runs", "product", parts)


def _fact(field: InputField, operation: Any, parts: Any) -> DraftFact:
    return DraftFact(
        field=field, operation=operation, parts=[DraftPart(value=value, quote=quote) for value, quote in parts]
    )


def _taken(text: dict[str, Any], claims: list[DraftFact]) -> Iterator[tuple[str, str]]:
    """Yield what would count without a question, as the worker decides it."""
    about = replace(task(text["description"], text["language"]), title=text["title"], currency=text["currency"])
    reading = DraftReading.model_construct(facts=claims, competing=[], steps=[], contradictions=[], questions=[])
    said = taken(reading, about, SourceText(about.description))
    draft = empty_draft().model_copy(
        update={"suggested_inputs": said.suggestions, "contradictions": said.contradictions}
    )
    result = check_template(draft, about, about.assessment)
    ours = read(text["title"], text["description"], text["currency"], text["language"])
    for one in proposals(result, ours):
        if one.reading is None and one.currency is None:
            yield one.field, one.low
