"""What a person or the text has said is not asked again, whoever writes the questions."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.checking.result import check_draft
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.schema import DraftQuestion, InputField
from tests.unit.analyst.builders import empty_draft, task
from tools.train.texts import DESCRIPTIONS, SEALED, Labelled, read_file

TEXT = "Co miesiąc wprowadzamy 120 faktur, każda zajmuje 6 minut. Godzina kosztuje nas 58 zł z ZUS-em."
EVERYTHING = [DraftQuestion(question=f"Ile? ({field})", field=field) for field in get_args(InputField)]


def some_texts() -> list[Labelled]:
    paths = sorted(path for path in DESCRIPTIONS.glob("*.jsonl") if not path.name.startswith(SEALED))
    return [text for path in paths for text in read_file(path)[:2]]


def test_what_the_text_says_is_not_asked() -> None:
    said = [
        {"field": "runs", "value": "120", "quote": "Co miesiąc wprowadzamy 120 faktur"},
        {"field": "minutes_per_run", "value": "6", "quote": "każda zajmuje 6 minut"},
    ]
    about = task(TEXT, given={"people": "2"})
    drafted = empty_draft(suggested_inputs=said, questions=EVERYTHING)
    asked = {question.field for question in check_draft(drafted, about, reassess(drafted, about)).questions}
    assert asked
    assert not asked & {"runs", "minutes_per_run", "people"}


@pytest.mark.parametrize("text", some_texts(), ids=lambda text: text.id)
def test_no_labelled_text_is_asked_for_a_value_that_was_read_from_it(text: Labelled) -> None:
    about = replace(task(text.description), title=text.title, language=text.language)  # type: ignore[arg-type]
    written = draft(about)
    figures = reassess(written, about)
    read = {name for name, value in figures.inputs.items() if value.provenance != "default"}
    for drafted in (written, written.model_copy(update={"questions": EVERYTHING})):
        assert not {question.field for question in check_draft(drafted, about, figures).questions} & read
