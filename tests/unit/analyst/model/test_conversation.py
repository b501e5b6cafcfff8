"""The requests to a language model and the handling of its answers, with a replacement for the client."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from smartflow.analyst.model.answers import Answer, Citation, ModelError, Request
from smartflow.analyst.model.conversation import ModelAnalyst
from smartflow.analyst.schema import DRAFTS, Depth
from smartflow.analyst.task import Usage
from tests.unit.analyst.builders import empty_draft, task

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.analyst.task import AnalysisTask, Outcome

TEXT = "Faktury przychodzą na biuro@firma.example.pl, co miesiąc 120 faktur, każda zajmuje 6 minut."
SPENT = Usage(0, 100, 10, 20)


def drafted(depth: Depth = "basic", **changes: object) -> Answer:
    draft = empty_draft(**{"summary": "Opis jest krótki.", "verdict": "Warto zacząć od faktur.", **changes})
    text = draft.model_dump_json(include=set(DRAFTS[depth].model_fields))
    return Answer(text, "model-2026", SPENT)


@dataclass
class Model:
    """Gives these answers in turn, and keeps what it was asked."""

    answers: list[Answer | ModelError]
    asked: list[Request] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)

    async def ask(self, request: Request, seconds: float) -> Answer:
        assert seconds > 0
        self.asked.append(request)
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, ModelError):
            raise answer
        return answer

    def analyse(self, about: AnalysisTask, seconds: float = 60, permit: Callable[[], None] = lambda: None) -> Outcome:
        analyst = ModelAnalyst(
            self.ask, time.monotonic() + seconds, permit, lambda stage, _usage: self.stages.append(stage)
        )
        return asyncio.run(analyst.analyse(about))


def basic(text: str = TEXT) -> AnalysisTask:
    return task(text, depth="basic")


def test_personal_data_is_not_sent_and_comes_back_in_quotations() -> None:
    model = Model([drafted(problems=[{"problem": "Poczta.", "quote": "Faktury przychodzą na ⟦EMAIL_1⟧"}])])

    outcome = model.analyse(basic())

    [request] = model.asked
    assert "firma.example.pl" not in request.instructions + "".join(turn.content for turn in request.turns)
    assert outcome.draft.problems[0].quote == "Faktury przychodzą na biuro@firma.example.pl"
    assert (outcome.model, outcome.usage, model.stages) == (
        "model-2026",
        Usage(1, 100, 10, 20),
        ["writing", "checking"],
    )


def test_a_draft_that_breaks_a_rule_is_repaired_once_with_the_place_named() -> None:
    model = Model([drafted(summary="Oszczędzasz 90 % czasu."), drafted(summary="Praca ręczna zajmuje czas.")])

    outcome = model.analyse(basic())

    assert outcome.draft.summary == "Praca ręczna zajmuje czas."
    first, second = model.asked
    assert [turn.role for turn in second.turns] == ["user", "assistant", "user"]
    assert "summary: numeral “90”" in second.turns[-1].content
    assert second.max_output_tokens == 2 * first.max_output_tokens
    assert outcome.usage.calls == 2


@pytest.mark.parametrize(
    "second", [ModelError("model_unavailable", transient=True), Answer("", "model-2026", SPENT, refused=True)]
)
def test_a_repair_that_fails_leaves_the_first_draft(second: Answer | ModelError) -> None:
    outcome = Model([drafted(summary="Oszczędzasz 90 % czasu."), second]).analyse(basic())
    assert outcome.draft.summary == "Oszczędzasz 90 % czasu."


def test_the_repair_of_a_draft_that_repeats_personal_data_does_not_send_it() -> None:
    model = Model([drafted(summary="Piszą 40 razy na ⟦EMAIL_1⟧."), drafted()])

    model.analyse(basic())

    assert "⟦EMAIL_1⟧" in model.asked[1].turns[-1].content
    assert "firma.example.pl" not in model.asked[1].turns[-1].content


def test_two_answers_without_a_draft_are_an_error_that_says_why_and_what_was_spent() -> None:
    cut = replace(drafted(), complete=False)
    with pytest.raises(ModelError) as caught:
        Model([cut, cut]).analyse(basic())
    assert caught.value.code == "model_truncated"
    assert caught.value.usage == Usage(2, 200, 20, 40)


def test_tokens_of_a_call_that_failed_are_counted() -> None:
    with pytest.raises(ModelError) as caught:
        Model([ModelError("model_unavailable", transient=True, usage=SPENT)]).analyse(basic())
    assert caught.value.transient
    assert caught.value.usage == Usage(1, 100, 10, 20)


def test_without_permission_nothing_is_sent() -> None:
    def refuse() -> None:
        raise ModelError("consent_withdrawn")

    model = Model([])
    with pytest.raises(ModelError, match="consent_withdrawn") as caught:
        model.analyse(task(TEXT, depth="deep"), permit=refuse)
    assert (model.asked, caught.value.usage) == ([], Usage())


def test_without_time_nothing_is_sent() -> None:
    model = Model([])
    with pytest.raises(ModelError, match="model_unavailable"):
        model.analyse(basic(), seconds=0.5)
    assert model.asked == []


def test_sources_come_from_a_search_that_never_sees_the_text() -> None:
    found = Answer("Notatki.", "model-2026", SPENT, citations=[Citation("KSeF", "https://www.gov.pl/ksef")])
    model = Model([found, drafted("deep")])

    outcome = model.analyse(task(TEXT, depth="deep"))

    search, write = model.asked
    assert search.schema is None
    assert "120 faktur" not in search.turns[0].content
    assert "Notatki." in write.turns[0].content
    assert [(source.title, source.url) for source in outcome.sources] == [("KSeF", "https://www.gov.pl/ksef")]
    assert outcome.usage.searches == 1


def test_an_analysis_goes_on_where_the_search_fails() -> None:
    outcome = Model([ModelError("model_rejected"), drafted("deep")]).analyse(task(TEXT, depth="deep"))
    assert outcome.sources == []
    assert outcome.usage.calls == 2
