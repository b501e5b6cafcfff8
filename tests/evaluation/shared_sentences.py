"""How much of the rules' analyses of two different processes is the same: sentences that stand in both.

Compared are all fields of prose, with placeholders in place of figures. The share of a pair is that of the shorter analysis.
`masked` also replaces every quotation, so that it shows how often the same thing is said of different words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from smartflow.analyst.checking.drafts import prose
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.schema import Depth, Draft
from smartflow.analyst.task import AnalysisTask
from smartflow.analyst.text import sentences
from smartflow.engine.assessment import Context, assess
from smartflow.engine.inputs import Inputs
from smartflow.language.text import LANGUAGES, Language
from tools.train.texts import Labelled

DEPTHS: tuple[Depth, ...] = get_args(Depth)
_QUOTATION = re.compile("[„“][^”“]*[”“]")
_QUARTER = 0.25


@dataclass(frozen=True)
class Shared:
    """Shares of sentences of pairs, 0 to 1: the median, the 95th percentile, and the share of pairs of at most a quarter."""

    texts: int
    median: float
    high: float
    within: float


def shared(texts: Sequence[Labelled], language: Language, depth: Depth, *, masked: bool = False) -> Shared:
    """Measure every pair of texts, analysed in `language` at `depth`."""
    said = [_said(draft(task_of(text, language, depth)), text.title, masked=masked) for text in texts]
    shares = sorted(len(a & b) / min(len(a), len(b)) for a, b in combinations(said, 2))
    within = sum(share <= _QUARTER for share in shares) / len(shares)
    return Shared(len(texts), shares[len(shares) // 2], shares[int(0.95 * (len(shares) - 1))], within)


def sample(texts: Sequence[Labelled], language: str, size: int) -> list[Labelled]:
    """Return a fixed sample of the texts in a language."""
    return random.Random(size).sample([text for text in texts if text.language == language], size)


def table(texts: Sequence[Labelled], size: int) -> str:
    """Return the measurement in Markdown: of analyses in the text's own language, at each depth, with the words and without."""
    lines = [
        "| language | depth | texts | median | 95th percentile | pairs of at most a quarter | the same, quotations masked |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for language in LANGUAGES:
        chosen = sample(texts, language, size)
        for depth in DEPTHS:
            one, masked = shared(chosen, language, depth), shared(chosen, language, depth, masked=True)
            lines.append(
                f"| {language} | {depth} | {one.texts} | {one.median:.2f} | {one.high:.2f} | {one.within:.3f} "
                f"| {masked.median:.2f} / {masked.high:.2f} / {masked.within:.3f} |"
            )
    return "\n".join(lines)


def _said(written: Draft, title: str, *, masked: bool) -> frozenset[str]:
    """Return the sentences of a draft; a title that stands in them makes no difference."""
    found = set()
    for _, field in prose(written):
        text = field.replace(title, "")
        text = _QUOTATION.sub("…", text) if masked else text
        found |= {" ".join(text[start:end].split()) for start, end in sentences(text)}
    return frozenset(found)


def task_of(text: Labelled, language: Language, depth: Depth) -> AnalysisTask:
    """Return the task to analyse a labelled text of which nothing else is known."""
    inputs, context = Inputs(), Context(company_size="11-50", currency=text.currency)
    return AnalysisTask(
        title=text.title,
        description=text.description,
        industry="other",
        category=None,
        company_size="11-50",
        budget_range=None,
        language=language,
        depth=depth,
        inputs=inputs,
        provenance={},
        assessment=assess(inputs, context),
        currency=text.currency,
    )
