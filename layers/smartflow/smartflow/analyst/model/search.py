"""The web search: asked from structured fields alone, and what it found, each claim tied to the page that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from smartflow.analyst import catalogue
from smartflow.analyst.model import prompts
from smartflow.analyst.model.answers import Request, Turn
from smartflow.analyst.task import SourceLink
from smartflow.analyst.text import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from smartflow.analyst.model.answers import Answer
    from smartflow.analyst.task import AnalysisTask

_TOKENS: Final = 3_000
_MOST_CLAIMS: Final = 12
_LONGEST_CLAIM: Final = 500
_DATE: Final = re.compile(r"(?<!\d)(20\d\d)-([01]\d)-([0-3]\d)(?!\d)")
_DATED: Final = re.compile(r"\(\s*[\d-]{4,10}\s*\)")
# A citation is written as a Markdown link, in brackets of its own or not; a bare address may stand there too.
_LINK: Final = re.compile(r"\(?\[([^\]\n]{0,200})\]\([^)\s]{1,2000}\)\)?|https?://\S+")
# The words of the page behind a claim; a title in quotation marks that a claim names stands before its end.
_PAGE_WORDS: Final = re.compile(r"[„“\"]([^„“”\"\n]{8,300})[”“\"][\s.]*$")
_MARK: Final = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Found:
    """What a search found: pages that may be shown, and for the writer one line for each claim with its page and day."""

    sources: Sequence[SourceLink] = ()
    notes: str = ""


def search_request(task: AnalysisTask, output_limit: int) -> Request:
    """Return the request for a web search, which never holds the person's own words."""
    named = catalogue.mentioned(task.description)
    query = prompts.search_query(task.industry, task.category, named, task.country, task.language)
    turns = [Turn("user", query)]
    return Request("search", prompts.search_instructions(task.language), turns, min(output_limit, _TOKENS))


def claims_of(answer: Answer) -> Found:
    """Return the claims that cite a page, one a line; a claim without a page is left out, and so is a page without a claim."""
    today = datetime.now(UTC).date().isoformat()
    sources: dict[str, SourceLink] = {}
    notes: list[str] = []
    start = 0
    for line in answer.text.splitlines(keepends=True):
        end = start + len(line)
        cited = next((one for one in answer.citations if start <= one.start < end), None)
        claim, words = _claim(line)
        start = end
        if cited is None or not claim or len(claim) > _LONGEST_CLAIM or len(notes) == _MOST_CLAIMS:
            continue
        published = _day(line, today)
        sources.setdefault(cited.url, SourceLink(cited.title, cited.url, today, claim, published))
        notes.append(f"- {claim} | {words or '?'} | {clean(cited.title)} | {published or '?'}")
    return Found(list(sources.values()), "\n".join(notes))


def _claim(line: str) -> tuple[str, str]:
    """Return what a line claims, without its mark, its links and the day in brackets at its end, and the words of its page."""
    bare = _tidy(_MARK.sub("", _DATED.sub("", _LINK.sub("", line))))
    quoted = _PAGE_WORDS.search(bare)
    if quoted is None or quoted.start() == 0:
        return bare, ""
    return _tidy(bare[: quoted.start()]).rstrip(" ,:–-"), quoted[1].strip()


def _tidy(text: str) -> str:
    return re.sub(r"\s+([.,;:!?])", r"\1", clean(text)).strip()


def _day(line: str, today: str) -> str | None:
    """Return the day that a line gives its page, if it is one and not in the future."""
    found = _DATE.search(line)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return None
    return day if day <= today else None
