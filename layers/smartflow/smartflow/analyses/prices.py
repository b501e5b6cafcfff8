"""What calls of a language model cost, by a dated price list."""

import functools
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from importlib import resources
from typing import Final

from pydantic import BaseModel, ConfigDict

from smartflow.analyst.schema import Depth
from smartflow.analyst.task import Usage

_MILLION: Final = Decimal(1_000_000)

#: What is reserved for an analysis when it is accepted, in US dollars: all its calls (two questions, a repair, from deep on a
#: search) with a long text and `gpt-4o`, rounded up.
EXPECTED_COST: Final[dict[Depth, Decimal]] = {
    "basic": Decimal("0.15"),
    "deep": Decimal("0.30"),
    "expert": Decimal("0.40"),
}
_CALLS: Final[Mapping[Depth, int]] = {"basic": 3, "deep": 4, "expert": 4}


class Price(BaseModel):
    """US dollars for a million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Decimal
    cached_input: Decimal
    output: Decimal


class PriceList(BaseModel):
    """Prices as of a day; `thousand_searches` in US dollars."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: str
    about: str
    models: dict[str, Price]
    thousand_searches: Decimal


@functools.cache
def prices() -> PriceList:
    """Return the price list, validated."""
    return PriceList.model_validate_json(
        (resources.files(__package__) / "data" / "model_prices.json").read_text("utf-8")
    )


def micro_usd(model: str, usage: Usage) -> int:
    """Return the cost of `usage` in millionths of a US dollar, rounded up; an unlisted model costs as the most expensive."""
    listed = prices()
    names = [name for name in listed.models if model.startswith(name)]
    most_expensive = max(listed.models.values(), key=lambda candidate: candidate.output)
    price = listed.models[max(names, key=len)] if names else most_expensive
    fresh = usage.input_tokens - usage.cached_tokens
    dollars = (
        fresh * price.input + usage.cached_tokens * price.cached_input + usage.output_tokens * price.output
    ) / _MILLION
    dollars += usage.searches * listed.thousand_searches / 1000
    return int((dollars * _MILLION).to_integral_value(ROUND_CEILING))


def expected_call(depth: Depth) -> Decimal:
    """Return what one call of an analysis is expected to cost, in US dollars."""
    return EXPECTED_COST[depth] / _CALLS[depth]


def usage_record(model: str, usage: Usage) -> dict[str, object]:
    """Return what is stored of an analysis's usage: calls, tokens, searches, and their cost in US dollars."""
    cost = Decimal(micro_usd(model, usage)) / _MILLION
    return {**vars(usage), "cost_usd": f"{cost:.4f}", "prices_as_of": prices().as_of, "price_known": is_listed(model)}


def is_listed(model: str) -> bool:
    """Return whether a model is in the price list."""
    return any(model.startswith(name) for name in prices().models)
