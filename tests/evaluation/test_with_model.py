"""The evaluation of a model measures what the model says, not what the rules would have said."""

import asyncio

from smartflow.analyst.rules.drafting import draft
from tests.evaluation.cases import CASES
from tests.evaluation.measure import task_for
from tests.evaluation.with_model import scores
from tests.support import model_server


def test_a_models_facts_are_counted_and_its_inventions_are_not() -> None:
    [case] = [case for case in CASES if case.name == "pl_oferty"]
    known = next(item for item in draft(task_for(case)).suggested_inputs if (item.field, item.value) in case.facts)
    with model_server.running() as server:
        server.behaviour = model_server.answering(
            suggested_inputs=[
                known.model_dump(),
                {"field": "error_rate_percent", "value": "99", "quote": "tego nie ma w opisie"},
            ]
        )
        environment = {"OPENAI_API_KEY": "test-key", "OPENAI_BASE_URL": server.url, "OPENAI_MODEL": "any"}
        [found] = asyncio.run(scores(environment, [case]))

    assert {asked["model"] for asked in server.requests} == {"any"}
    assert found.facts == 1
    assert found.wrong == []
    assert found.violations == 1
