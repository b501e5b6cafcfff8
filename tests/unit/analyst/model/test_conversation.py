"""The requests to a language model and the handling of its answers, with a replacement for the client."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from smartflow.analyst.checking.reassessment import computed
from smartflow.analyst.model.answers import Answer, Citation, ModelError, Request, Step
from smartflow.analyst.model.conversation import ModelAnalyst
from smartflow.analyst.model.limits import output_limit
from smartflow.analyst.model.strict_schema import written_fields
from smartflow.analyst.schema import Depth, DraftReading
from smartflow.analyst.task import Usage
from tests.unit.analyst.builders import empty_draft, task

if TYPE_CHECKING:
    from collections.abc import Callable

    from smartflow.analyst.task import AnalysisTask, Outcome

TEXT = "Faktury przychodzą na biuro@firma.example.pl, co miesiąc 120 faktur, każda zajmuje 6 minut."
SPENT = Usage(0, 100, 10, 20)
LIMIT = 16_384


def said(text: str) -> Answer:
    return Answer(text, "model-2026", SPENT)


def read(**changes: object) -> Answer:
    blank: dict[str, object] = {name: [] for name in DraftReading.model_fields}
    return said(DraftReading.model_validate(blank | changes).model_dump_json())


def drafted(depth: Depth = "basic", **changes: object) -> Answer:
    draft = empty_draft(**{"summary": "Opis jest krótki.", "verdict": "Warto zacząć od faktur.", **changes})
    return said(draft.model_dump_json(include=set(written_fields(depth))))


def fixes(**texts: str) -> Answer:
    return said(json.dumps({"fixes": [{"path": path, "text": text} for path, text in texts.items()]}))


@dataclass
class Model:
    """Gives these answers in turn, and keeps what it was asked; `kept` are answers of an earlier attempt."""

    answers: list[Answer | ModelError]
    kept: dict[Step, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    async def ask(self, request: Request, seconds: float) -> Answer:
        assert seconds > 0
        self.asked.append(request)
        self.events.append(f"asked {request.step}")
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, ModelError):
            raise answer
        return answer

    def find(self, step: Step) -> Answer | None:
        return self.kept.get(step)

    async def keep(self, step: Step, answer: Answer | None, usage: Usage) -> None:
        self.events.append(f"kept {step} {usage.output_tokens}")
        if answer is not None:
            self.kept[step] = answer

    def analyse(
        self,
        about: AnalysisTask,
        seconds: float = 60,
        permit: Callable[[], None] = lambda: None,
        limit: int = LIMIT,
    ) -> Outcome:
        analyst = ModelAnalyst(
            self.ask,
            time.monotonic() + seconds,
            permit,
            lambda stage, _usage: self.stages.append(stage),
            self,
            partial(computed, task=about),
            limit,
        )
        return asyncio.run(analyst.analyse(about))


def basic(text: str = TEXT) -> AnalysisTask:
    return task(text, depth="basic")


def test_the_model_reads_and_then_writes_knowing_what_was_taken_and_what_follows() -> None:
    fact = {"field": "runs", "operation": "stated", "parts": [{"value": "120", "quote": "co miesiąc 120 faktur"}]}
    model = Model([read(facts=[fact]), drafted()])

    outcome = model.analyse(basic())

    reading, writing = model.asked
    assert (reading.instructions, reading.turns[0]) == (writing.instructions, writing.turns[0]), (
        "read once by a provider"
    )
    assert reading.turns[1] != writing.turns[1]
    assert "runs = 120" in writing.turns[1].content
    assert "not_enough_known" in writing.turns[1].content
    assert [(one.field, one.value) for one in outcome.draft.suggested_inputs] == [("runs", "120")]
    assert model.stages == ["reading", "writing", "checking"]


def test_what_the_text_says_already_is_not_asked() -> None:
    fact = {"field": "runs", "operation": "stated", "parts": [{"value": "120", "quote": "co miesiąc 120 faktur"}]}
    questions = [{"question": f"Pytanie o {field}?", "field": field} for field in ("runs", "people", "other")]
    outcome = Model([read(facts=[fact], questions=questions), drafted()]).analyse(basic())
    assert [one.field for one in outcome.draft.questions] == ["people", "other"]


def test_questions_in_another_language_are_left_out_and_cost_no_repair() -> None:
    asked = "How long does it take, and what is the cost of an hour of the work that is done for this?"
    model = Model([read(questions=[{"question": asked, "field": "people"}]), drafted()])
    assert model.analyse(basic()).draft.questions == []
    assert len(model.asked) == 2


def test_personal_data_is_not_sent_and_comes_back_in_quotations() -> None:
    quote = {"problem": "Poczta.", "quote": "Faktury przychodzą na ⟦EMAIL_1⟧"}
    step = dict.fromkeys(["who", "what", "system", "minutes", "hand_off", "cause"], "")
    steps = [{**step, "name": "Odbiór", "quote": "Faktury przychodzą na ⟦EMAIL_1⟧"}]
    model = Model([read(steps=steps), drafted(problems=[quote])])

    outcome = model.analyse(basic())

    sent = "".join(request.instructions + "".join(turn.content for turn in request.turns) for request in model.asked)
    assert "firma.example.pl" not in sent
    assert "- Odbiór: - | - | - | - | - | - | „Faktury przychodzą na ⟦EMAIL_1⟧”" in model.asked[1].turns[1].content
    assert outcome.draft.problems[0].quote == "Faktury przychodzą na biuro@firma.example.pl"
    assert (outcome.model, outcome.usage) == ("model-2026", Usage(2, 200, 20, 40))


def test_only_the_fields_at_fault_are_asked_for_again() -> None:
    bad = drafted(summary="Oszczędzasz 90 % czasu.", first_steps=["Spisać wyjątki.", "Policzyć 300 faktur."])
    repaired = fixes(
        **{"summary": "Praca ręczna zajmuje czas.", "first_steps.1": "Policzyć faktury.", "verdict": "Źle."}
    )
    model = Model([read(), bad, repaired])

    outcome = model.analyse(basic())

    assert outcome.draft.summary == "Praca ręczna zajmuje czas."
    assert outcome.draft.first_steps == ["Spisać wyjątki.", "Policzyć faktury."]
    assert outcome.draft.verdict == "Warto zacząć od faktur.", "nobody asked for it"
    _, write, repair = model.asked
    assert [turn.role for turn in repair.turns] == ["user", "user", "assistant", "user"]
    assert "summary: numeral “90”" in repair.turns[-1].content
    assert repair.schema is not None
    assert (repair.schema["name"], repair.max_output_tokens <= write.max_output_tokens) == ("fixes", True)
    assert outcome.usage.calls == 3


def test_advice_against_the_computed_verdict_is_asked_for_again() -> None:
    losing: dict[str, object] = {
        "runs": 2, "frequency": "yearly", "minutes_per_run": 5, "hourly_cost": 30, "monthly_licence": 500,
    }  # fmt: skip
    model = Model(
        [
            read(),
            drafted(first_steps=["Spisać wyjątki.", "Warto wdrożyć automatyzację."]),
            fixes(**{"first_steps.1": "Uprościć formularz."}),
        ]
    )

    outcome = model.analyse(task(TEXT, depth="basic", given=losing))

    assert "first_steps.1: verdict" in model.asked[-1].turns[-1].content
    assert outcome.draft.first_steps == ["Spisać wyjątki.", "Uprościć formularz."]


@pytest.mark.parametrize(
    "second",
    [
        ModelError("model_unavailable", transient=True),
        Answer("", "model-2026", SPENT, refused=True),
        fixes(summary="x" * 4_001),
        said("Nie umiem."),
    ],
)
def test_a_repair_that_fails_leaves_the_first_draft(second: Answer | ModelError) -> None:
    outcome = Model([read(), drafted(summary="Oszczędzasz 90 % czasu."), second]).analyse(basic())
    assert outcome.draft.summary == "Oszczędzasz 90 % czasu."


def test_the_repair_of_a_draft_that_repeats_personal_data_does_not_send_it() -> None:
    model = Model([read(), drafted(summary="Piszą 40 razy na ⟦EMAIL_1⟧."), fixes(summary="Piszą na ⟦EMAIL_1⟧.")])

    outcome = model.analyse(basic())

    assert "⟦EMAIL_1⟧" in model.asked[2].turns[-1].content
    assert "firma.example.pl" not in model.asked[2].turns[-1].content
    assert outcome.draft.summary == "Piszą na biuro@firma.example.pl."


def test_of_an_answer_in_another_shape_only_the_fields_at_fault_are_asked_for_again() -> None:
    plain = json.loads(drafted().text)
    broken = said(json.dumps({**plain, "risks": [{"risk": "Opór."}]}))
    model = Model([read(), broken, said(json.dumps({"risks": [{"risk": "Opór.", "mitigation": "Szkolenie."}]}))])

    outcome = model.analyse(basic())

    schema = model.asked[2].schema
    assert schema is not None
    assert list(schema["schema"]["properties"]) == ["risks"]  # type: ignore[call-overload, index, arg-type]
    assert outcome.draft.risks[0].mitigation == "Szkolenie."
    assert outcome.draft.summary == "Opis jest krótki."


@pytest.mark.parametrize("depth", ["basic", "deep", "expert"])
@pytest.mark.parametrize("limit", [16_384, 4_096])
def test_no_call_asks_for_more_than_the_model_can_write(depth: Depth, limit: int) -> None:
    cut = replace(drafted(depth), complete=False)
    answers: list[Answer | ModelError] = [read(), cut, drafted(depth)]
    model = Model(answers if depth == "basic" else [answers[0], said("Nic."), *answers[1:]])

    model.analyse(task(TEXT, depth=depth), limit=limit)

    assert max(request.max_output_tokens for request in model.asked) <= limit
    assert model.asked[-1].max_output_tokens == limit, "what was cut off may be longer the second time"


@pytest.mark.parametrize(
    ("model", "configured", "limit"),
    [
        ("gpt-4o", 0, 16_384),
        ("gpt-4o-2024-11-20", 0, 16_384),
        ("gpt-4o-2024-05-13", 0, 4_096),
        ("gpt-4.1-mini", 0, 32_768),
        ("our-own-model", 0, 8_192),
        ("our-own-model", 30_000, 30_000),
    ],
)
def test_the_limit_is_the_models_own_or_as_configured(model: str, configured: int, limit: int) -> None:
    assert output_limit(model, configured) == limit


def test_two_answers_without_a_draft_are_an_error_that_says_why_and_what_was_spent() -> None:
    cut = replace(drafted(), complete=False)
    with pytest.raises(ModelError) as caught:
        Model([read(), cut, cut]).analyse(basic())
    assert caught.value.code == "model_truncated"
    assert caught.value.usage == Usage(3, 300, 30, 60)


def test_a_reading_that_cannot_be_used_is_asked_for_once_more() -> None:
    model = Model([said("Nie wiem."), read(), drafted()])
    model.analyse(basic())
    assert [request.step for request in model.asked] == ["read", "read_again", "write"]

    with pytest.raises(ModelError) as caught:
        Model([said("Nie wiem."), replace(read(), refused=True)]).analyse(basic())
    assert (caught.value.code, caught.value.usage.calls) == ("model_refused", 2)


def test_tokens_of_a_call_that_failed_are_counted() -> None:
    with pytest.raises(ModelError) as caught:
        Model([ModelError("model_unavailable", transient=True, usage=SPENT)]).analyse(basic())
    assert caught.value.transient
    assert caught.value.usage == Usage(1, 100, 10, 20)


def test_each_answer_is_kept_before_the_next_call_and_not_bought_again() -> None:
    first = Model([read(), ModelError("model_unavailable", transient=True)])
    with pytest.raises(ModelError):
        first.analyse(basic())
    assert first.events == ["asked read", "kept read 20", "asked write", "kept write 0"]

    second = Model([drafted(summary="Oszczędzasz 90 % czasu."), ModelError("model_unavailable")], kept=first.kept)
    second.analyse(basic())
    assert [request.step for request in second.asked] == ["write", "repair"]

    third = Model([fixes(summary="Praca zajmuje czas.")], kept=second.kept)
    outcome = third.analyse(basic())
    assert [request.step for request in third.asked] == ["repair"]
    assert (outcome.draft.summary, outcome.usage) == ("Praca zajmuje czas.", Usage(1, 100, 10, 20))


def test_a_draft_that_was_paid_for_without_sources_is_not_bought_again_with_them() -> None:
    model = Model([], kept={"read": read(), "write": drafted("deep")})
    assert model.analyse(task(TEXT, depth="deep")).sources == ()
    assert model.asked == []


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


FOUND = (
    "- Faktury dla firm wystawia się w KSeF. „Podatnicy wystawiają faktury przy użyciu KSeF” "
    "([Ministerstwo](https://www.gov.pl/ksef?utm=x)). (2026-02-01)\n"
    "- Optima ma łącznik do KSeF ([Comarch](https://www.comarch.pl/ksef)) (2027-13-40)\n"
    "- Tego nie mówi żadna strona.\n"
)


def found() -> Answer:
    pages = [("Ministerstwo", "https://www.gov.pl/ksef", "[Min"), ("Comarch", "https://www.comarch.pl/ksef", "[Com")]
    citations = [Citation(title, url, FOUND.index(at), FOUND.index(at) + 9) for title, url, at in pages]
    return Answer(FOUND, "model-2026", SPENT, citations=citations)


def test_sources_come_from_a_search_that_never_sees_the_text() -> None:
    model = Model([read(), found(), drafted("deep")])

    outcome = model.analyse(task(TEXT, depth="deep"))

    _, search, write = model.asked
    assert search.schema is None
    assert "120 faktur" not in search.turns[0].content
    assert "Odpowiedz po polsku" in search.instructions
    assert outcome.usage.searches == 1
    assert [(one.title, one.url, one.claim, one.published) for one in outcome.sources] == [
        ("Ministerstwo", "https://www.gov.pl/ksef", "Faktury dla firm wystawia się w KSeF.", "2026-02-01"),
        ("Comarch", "https://www.comarch.pl/ksef", "Optima ma łącznik do KSeF", None),
    ]
    notes = write.turns[1].content
    assert "KSeF. | Podatnicy wystawiają faktury przy użyciu KSeF | Ministerstwo | 2026-02-01" in notes
    assert "Optima ma łącznik do KSeF | ? | Comarch | ?" in notes
    assert "Tego nie mówi" not in write.turns[1].content


def test_an_analysis_goes_on_where_the_search_fails_and_is_not_charged_for_it() -> None:
    outcome = Model([read(), ModelError("model_rejected"), drafted("deep")]).analyse(task(TEXT, depth="deep"))
    assert outcome.sources == ()
    assert (outcome.usage.calls, outcome.usage.searches) == (3, 0)
