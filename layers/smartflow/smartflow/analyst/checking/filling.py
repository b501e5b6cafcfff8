"""Figures put into the prose of an analysis: its template keeps the placeholders, so that the text follows the figures in force."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel

from smartflow.analyst.checking.drafts import PROSE
from smartflow.analyst.checking.placeholders import PLACEHOLDER, figures
from smartflow.analyst.checking.removal import without
from smartflow.analyst.checking.verdicts import drop_opposing
from smartflow.analyst.schema import Notice, Result
from smartflow.engine.assessment import inputs_of
from smartflow.engine.figures import figures as computed
from smartflow.engine.verdict import verdict
from smartflow.language.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from smartflow.engine.assessment import Assessment
    from smartflow.engine.verdict import VerdictCode

_OPPOSING_SUMMARY: Final = Text(
    pl="Podsumowanie było sprzeczne z obliczonym wynikiem, dlatego go nie pokazujemy.",
    en="The written summary contradicted the calculated result, so it is not shown.",
)
_OPPOSING_VERDICT: Final = Text(
    pl="Opinia była sprzeczna z obliczonym wynikiem, dlatego jej nie pokazujemy. Oceń proces na podstawie liczb.",
    en="The written verdict contradicted the calculated result, so it is not shown. Please rely on the figures.",
)

Model = TypeVar("Model", bound=BaseModel)

_PLACEHOLDER_AND_STOP: Final = re.compile(rf"{PLACEHOLDER.pattern}(\.?)")


def fill_result(template: Result, assessment: Assessment) -> Result:
    """Return a result whose prose shows the figures of `assessment`.

    Sentences that need an unknown figure are left out, and those of advice that oppose the verdict on these figures, which
    are counted in the notices: an analysis may be older than the figures, and an analyst may be wrong.
    """
    shown = figures(assessment, template.language)
    agreeing, wrong = _agreeing(template, verdict(computed(inputs_of(assessment))).code)
    if not wrong:
        return _filled(template, shown)
    texts = {
        "summary": agreeing.summary or _OPPOSING_SUMMARY.of(template.language),
        "verdict": agreeing.verdict or _OPPOSING_VERDICT.of(template.language),
        "notices": _with_dropped(template.notices, wrong),
    }
    return _filled(agreeing.model_copy(update=texts), shown)


def fill(text: str, figures: Mapping[str, str | None]) -> tuple[str, int]:
    """Fill placeholders with `figures` (`placeholders.figures`) and drop sentences that need an unknown one.

    Returns the text and how many sentences were dropped.
    """
    known, dropped = without(text, lambda part: any(figures.get(name) is None for name in PLACEHOLDER.findall(part)))
    return _PLACEHOLDER_AND_STOP.sub(lambda match: _with_stop(figures[match[1]] or "", match[2]), known), dropped


def _agreeing(model: Model, code: VerdictCode, path: str = "") -> tuple[Model, int]:
    """Return a result, or a part of it at `path`, without the sentences that oppose a verdict, and how many those were."""
    changed: dict[str, object] = {}
    dropped = 0
    for name in type(model).model_fields:
        changed[name], count = _agreeing_value(getattr(model, name), code, f"{path}.{name}" if path else name)
        dropped += count
    return (model.model_copy(update=changed), dropped) if dropped else (model, 0)


def _agreeing_value(value: object, code: VerdictCode, path: str) -> tuple[object, int]:
    if isinstance(value, BaseModel):
        return _agreeing(value, code, path)
    if isinstance(value, list):
        made = [_agreeing_value(one, code, path) for one in value]
        return [one for one, _ in made if one != ""], sum(count for _, count in made)
    return drop_opposing(value, code, path) if isinstance(value, str) else (value, 0)


def _with_dropped(notices: list[Notice], count: int) -> list[Notice]:
    before = sum(notice.count for notice in notices if notice.code == "sentences_dropped")
    others = [notice for notice in notices if notice.code != "sentences_dropped"]
    return sorted([*others, Notice(code="sentences_dropped", count=before + count)], key=lambda notice: notice.code)


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
