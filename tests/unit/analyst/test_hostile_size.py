"""Twenty thousand hostile characters take no longer than ordinary ones: no pattern backtracks without bound."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PATTERNS = {
    "digits": "1" * 20_000,
    "spaced digits": "1 " * 10_000,
    "grouped": "1 000 " * 3_334,
    "dots": "." * 20_000,
    "spaces": " " * 20_000,
    "newlines": "\n" * 20_000,
    "quotes": "„" * 20_000,
    "half quotes": '"a' * 10_000,
    "braces": "{a" * 10_000,
    "at signs": "a@" * 10_000,
    "mail": "a." * 10_000 + "@",
    "iban": "PL61" + "1 " * 9_990,
    "plus": "+4" * 10_000,
    "letters": "a" * 20_000,
    "each": "każda po " * 2_000,
    "people": "4 osoby po 5 minut dziennie, " * 650,
    "half": "pół " * 5_000,
    "no number words": "dwadzieścia " * 1_600,
    "co": "co dwa " * 2_800,
    "combining": "a" + "\u0301" * 19_999,
    "tokens": "⟦EMAIL_1⟧" * 2_000,
    "dashes": "5-" * 10_000,
    "streets": "12 High Hill " * 1_600,
    "ulice": "ul. długa stara 5 " * 1_200,
    "accounts": "aa 11 " * 3_400,
    "full width": "１ " * 10_000,
    "documents": "passport number " * 1_300,
    "mail in words": "a at b dot " * 1_900,
}
SECONDS = 20  # of computing, not of the clock: a busy machine changes nothing
#: Each text in a process of its own, which ends when its seconds are used up; what all need is imported once.
CODE = """
import json, os, resource, sys
from smartflow.analyst.model.masking import mask, unmask
from smartflow.analyst.rules.drafting import draft
from smartflow.analyst.checking.reassessment import reassess
from smartflow.analyst.checking.result import check_draft
from smartflow.analyst.checking.claims import taken
from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.suggested import suggestions
from smartflow.analyst.checking.violations import violations
from smartflow.analyst.schema import DraftReading
from tests.unit.analyst.builders import empty_draft, task

def work(text):
    about = task(text)
    written = draft(about)
    check_draft(written, about, reassess(written, about))
    violations(empty_draft(summary=text[:4000], problems=[{"problem": text[:4000], "quote": text[:1000]}] * 10), about)
    quotes = [text[at : at + 900] for at in range(0, len(text), 500)]
    part = lambda quote, at: {"value": str(at), "quote": quote}
    parts = [part(quote, at) for at, quote in enumerate(quotes)]
    facts = [
        {"field": field, "operation": operation, "parts": parts[at : at + count]}
        for field in ("runs", "minutes_per_run", "people", "hourly_cost")
        for operation, count in (("stated", 1), ("sum", 6), ("product", 2), ("sum", 40))
        for at in range(0, 30, 10)
    ]
    said = {"facts": facts, "competing": [{"field": "runs", "readings": parts}], "steps": [], "contradictions": [], "questions": []}
    source = SourceText(text)
    suggestions(taken(DraftReading.model_validate(said), about, source).suggestions, about, source)
    masked = mask(text)
    assert unmask(masked.text, masked.mapping) == text

def is_done(text):
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        work(text[:20000])
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0

SECONDS = int(sys.argv[1])
print(json.dumps([name for name, text in json.load(sys.stdin).items() if not is_done(text)]))
"""
QUARTERS = [dict(list(PATTERNS.items())[at::4]) for at in range(4)]


@pytest.mark.parametrize("texts", QUARTERS, ids=" ".join)
def test_all_end_in_time(texts: dict[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CODE, str(SECONDS)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": ":".join(entry for entry in sys.path if entry), "PYTHONUTF8": "1"},
    )
    assert run.stdout.strip() == "[]", run.stderr[-2_000:]
