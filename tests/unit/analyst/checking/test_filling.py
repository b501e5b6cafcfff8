"""Figures in prose: whatever stands behind a figure, no sentence ends twice and none loses its end."""

from __future__ import annotations

import re

import pytest

from smartflow.analyst.checking.filling import fill
from smartflow.analyst.checking.placeholders import PLACEHOLDERS

FRAMES = [
    "Czas zwrotu: {%s}.", "Czas zwrotu: {%s}. Potem zostaje zysk.", "Zwrot („{%s}”). Potem zysk.", "Zwrot ({%s}.) Potem.",
    "Zwrot po {%s}, potem zysk.", "Zwrot po {%s}… i tyle.", "Czy zwrot po {%s}? Tak.", "Payback: {%s}.\nNext: {%s}.",
    "Payback “{%s}.” Then profit.", "{%s}", "{%s}.",
]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("figure", ["14 mies.", "14 months", "1 200,00 zł", "approx."])
def test_no_sentence_ends_twice(frame: str, figure: str) -> None:
    for name in PLACEHOLDERS:
        text = frame.replace("%s", name)
        filled, dropped = fill(text, {name: figure})
        assert dropped == 0
        assert not re.search(r"(?<!\.)\.\.(?!\.)", filled), filled
        assert filled.endswith((".", "?")) == (
            text.endswith((".", "?")) or (text.endswith("}") and figure.endswith("."))
        )
