"""Figures put into the prose of an analysis: its template keeps the placeholders, so that the text follows the figures in force."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel

from smartflow.analyst.checking.drafts import PROSE
from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.schema import Result
from smartflow.analyst.text import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.engine.assessment import Assessment

Model = TypeVar("Model", bound=BaseModel)

_PLACEHOLDER_AND_STOP: Final = re.compile(rf"{PLACEHOLDER.pattern}(\.?)")


def fill_result(template: Result, assessment: Assessment) -> Result:
    """Return a result whose prose shows the figures of `assessment`; sentences that need an unknown one are left out."""
    return _filled(template, figures(assessment, template.language))


def fill(text: str, figures: Mapping[str, str | None]) -> tuple[str, int]:
    """Fill placeholders with `figures` (`placeholders.figures`) and drop sentences that need an unknown one.

    Returns the text and how many sentences were dropped.
    """
    kept, dropped = [], 0
    for start, end in sentences(text):
        sentence = text[start:end]
        if any(figures.get(name) is None for name in PLACEHOLDER.findall(sentence)):
            dropped += 1
            continue
        kept.append(_PLACEHOLDER_AND_STOP.sub(lambda match: _with_stop(figures[match[1]] or "", match[2]), sentence))
    return "".join(kept).strip(), dropped


def _with_stop(figure: str, stop: str) -> str:
    """An abbreviation ("14 mies.") brings its own full stop, which ends the sentence too."""
    return figure if figure.endswith(".") else figure + stop


def _filled(model: Model, values: Mapping[str, str | None]) -> Model:
    changed = {name: _value(name, getattr(model, name), values) for name in type(model).model_fields}
    return model.model_copy(update=changed)


def _value(name: str, value: object, values: Mapping[str, str | None]) -> object:
    if isinstance(value, BaseModel):
        return _filled(value, values)
    if isinstance(value, list):
        return [item for item in (_value(name, one, values) for one in value) if item != ""]
    if isinstance(value, str) and name in PROSE:
        return fill(value, values)[0]
    return value
