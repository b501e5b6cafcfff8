"""How many tokens a model may write in one answer."""

from __future__ import annotations

from typing import Final

#: By the longest name that a model's own name begins with: the most tokens of one answer, reasoning included. The numbers
#: are those that other projects publish (LiteLLM's `model_prices_and_context_window.json` and similar tables); they were not
#: checked against the provider's own pages. `MODEL_OUTPUT_LIMIT` takes their place where it is set.
MAX_OUTPUT_TOKENS: Final = {
    "gpt-4o": 16_384,
    "gpt-4o-2024-05-13": 4_096,
    "gpt-4o-mini": 16_384,
    "gpt-4.1": 32_768,
    "gpt-4.1-mini": 32_768,
    "gpt-4.1-nano": 32_768,
    "gpt-5": 128_000,
    "o3": 100_000,
    "o4-mini": 100_000,
}
#: A request above a model's limit is refused by its provider, so an unknown model is asked for no more than most can write.
UNKNOWN_MODEL: Final = 8_192


def output_limit(model: str, configured: int = 0) -> int:
    """Return the most tokens of one answer of a model: as configured, where that is not zero, else as listed."""
    names = [name for name in MAX_OUTPUT_TOKENS if model.startswith(name)]
    return configured or (MAX_OUTPUT_TOKENS[max(names, key=len)] if names else UNKNOWN_MODEL)
