"""A description as its author meant it: headings and lists that are written in Markdown are shown as such.

Only what cannot be mistaken is read: "#" headings, lists of "-", "*" or numbers from 1, and "**" around words, which become
bold. Everything else is printed as it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from smartflow.reports.document.figures import heading
from smartflow.reports.document.tree import Block, Bullets, Paragraph, Run, Runs

_HEADING: Final = re.compile(r"#{1,6} +(\S.*?) *#*")
_ITEM: Final = re.compile(r" {0,3}(?:[-*•]|(\d{1,2})[.)]) +(\S.*)")
_STRONG: Final = re.compile(r"(?<![\w*])\*\*(?=\S)([^*\n]+)(?<=\S)\*\*(?![\w*])")


def description(text: str, level: int) -> Iterator[Block]:
    """Yield the blocks of a description; its headings are of `level`, at most 4."""
    lines: list[str] = []
    items: list[Runs] = []
    numbered = False

    def waiting() -> Iterator[Block]:
        if lines:
            yield Paragraph(emphasised("\n".join(lines)))
        if items:
            yield Bullets(tuple(items), ordered=numbered)
        lines.clear()
        items.clear()

    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        title, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if title:
            yield from waiting()
            yield heading(level, title[1])
        elif item and (item[1] is None or int(item[1]) == (len(items) + 1 if numbered or not items else 1)):
            if lines or (items and numbered != bool(item[1])):
                yield from waiting()
            numbered = bool(item[1])
            items.append(emphasised(item[2]))
        elif not line.strip():
            yield from waiting()
        else:
            if items:
                yield from waiting()
            lines.append(line)
    yield from waiting()


def emphasised(text: str) -> Runs:
    """Return a text with what stands between ** in bold, and without the marks."""
    runs: list[Run] = []
    at = 0
    for found in _STRONG.finditer(text):
        if text[at : found.start()]:
            runs.append(Run(text[at : found.start()]))
        runs.append(Run(found[1], bold=True))
        at = found.end()
    if text[at:] or not runs:
        runs.append(Run(text[at:]))
    return tuple(runs)
