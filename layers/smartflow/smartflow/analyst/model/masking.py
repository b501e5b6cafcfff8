"""What is never sent out: what identifies people (`identifiers`) becomes tokens.

A token looks like `⟦EMAIL_1⟧`; the same value gets the same token, and `unmask` puts every value back exactly. Text
that looks like a token itself is masked as well, so that `unmask(mask(x).text, …) == x` for every text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from smartflow.analyst.model.identifiers import TOKEN, identifiers

if TYPE_CHECKING:
    from collections.abc import Mapping

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Masked:
    """`text` may be sent; `mapping` (token to value) must not. `counts` says how many places of each kind were masked."""

    text: str
    mapping: dict[str, str]
    counts: dict[str, int]


def mask(text: str, mapping: Mapping[str, str] | None = None) -> Masked:
    """Replace what identifies people by tokens.

    Pass the `mapping` of an earlier text to give the same value the same token in both (title and description).
    """
    known = dict(mapping or {})
    tokens = {value: token for token, value in known.items()}
    numbers = Counter(token[1:-1].rpartition("_")[0] for token in known)
    counts: Counter[str] = Counter()
    parts, at = list[str](), 0
    for found in identifiers(text):
        value = text[found.start : found.end]
        counts[found.kind] += 1
        if value not in tokens:
            numbers[found.kind] += 1
            tokens[value] = f"⟦{found.kind}_{numbers[found.kind]}⟧"
            known[tokens[value]] = value
        parts += [text[at : found.start], tokens[value]]
        at = found.end
    return Masked("".join([*parts, text[at:]]), known, dict(counts))


def unmask(text: str, mapping: Mapping[str, str]) -> str:
    """Put the values back; tokens that are not in `mapping` (the model made them up) stay as they are."""
    return TOKEN.sub(lambda match: mapping.get(match.group(), match.group()), text)


def unmask_draft(draft: Model, mapping: Mapping[str, str]) -> Model:
    """Put back, in what a model has answered, what was masked before the text was sent.

    Lengths are not checked again: a value may be longer than its token, and what is shown is checked afterwards.
    """

    def restored(value: object) -> object:
        if isinstance(value, str):
            return unmask(value, mapping)
        if isinstance(value, list):
            return [restored(item) for item in value]
        if isinstance(value, BaseModel):
            return value.model_copy(update={name: restored(getattr(value, name)) for name in type(value).model_fields})
        return value

    if not mapping:
        return draft
    return draft.model_copy(update={name: restored(getattr(draft, name)) for name in type(draft).model_fields})
