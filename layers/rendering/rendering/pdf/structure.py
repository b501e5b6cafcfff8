"""What a report consists of for readers who do not see it: elements such as headings, tables and figures, in reading order.

An element is made when its block is placed. Its content is then known as runs of marks on sheets; `draw` gives each of them its
number, and `tags` writes the elements into the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from smartflow.reports.document.tree import Runs

#: Types of elements by their names in PDF (ISO 32000-1, 14.8.4).
Kind = Literal[
    "BlockQuote", "Caption", "Div", "Document", "Figure", "H1", "H2", "H3", "H4", "H5", "L", "LBody", "LI", "Lbl", "Link", "P",
    "Reference", "Span", "TBody", "TD", "TH", "THead", "TOC", "TOCI", "TR", "Table",
]  # fmt: skip

COLUMN_HEAD: Final = "<</O/Table/Scope/Column>>"
NUMBERED: Final = "<</O/List/ListNumbering/Decimal>>"
BULLETED: Final = "<</O/List/ListNumbering/Disc>>"


@dataclass(slots=True, eq=False)
class Content:
    """Marks that follow one another on one page and belong to the same element; `page` and `number` are known once drawn."""

    element: Element
    page: int = 0
    number: int = 0


@dataclass(slots=True, eq=False)
class Element:
    """An element with its parts in reading order.

    `alt` says in words what a figure or link is; `language` is set where it is not the document's; `attributes` is a PDF
    dictionary. `number` counts the elements of a file.
    """

    kind: Kind
    alt: str = ""
    language: str | None = None
    attributes: str = ""
    parts: list[Element | Content] = field(default_factory=list)
    number: int = 0

    def add(self, kind: Kind, *, alt: str = "", language: str | None = None, attributes: str = "") -> Element:
        """Append and return a part of this element."""
        part = Element(kind, alt, language, attributes)
        self.parts.append(part)
        return part


def spoken(runs: Runs) -> str | None:
    """Return the language of a text where all of it is in one that is not the document's."""
    languages = {run.language for run in runs if run.text.strip()}
    return languages.pop() if len(languages) == 1 else None
