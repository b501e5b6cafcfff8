"""Reading reports back: what a person would see, without the running head and foot, white space aside."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from smartflow.reports.document.tree import Contents, Document

_NOT_PRINTED = {"tone", "style", "align", "link", "language", "quadrant", "value_labels", "x_label", "y_label"}
_HEAD, _FOOT = 780, 68  # points from the bottom of the page; the text of a report lies between them


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page between head and foot."""
    return [_body(reader_page) for reader_page in PdfReader(BytesIO(pdf), strict=True).pages]


def text(pdf: bytes) -> str:
    return "\n".join(pages(pdf))


def squeezed(words: str) -> str:
    """Return the text without white space, soft hyphens and composition, which are all that a report may change."""
    return "".join(words.split()).replace("\u00ad", "")


def _body(page: PageObject) -> str:
    kept: list[str] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        y = tm[5] * cm[3] + cm[5]
        if _FOOT < y < _HEAD or not text.strip():
            kept.append(text)

    page.extract_text(visitor_text=visit)
    return "".join(kept)


def entry(node: PdfObject, *path: str | int) -> PdfObject:
    """Return what stands at a path of names and places inside an object of a file."""
    for step in path:
        inner = node.get_object()
        assert isinstance(inner, DictionaryObject | ArrayObject)
        node = inner[step]  # type: ignore[index]
    found = node.get_object()
    assert found is not None
    return found


def strings(node: object) -> Iterator[str]:
    """Yield every text of a document's tree, runs of one paragraph apart."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple | list):
        for child in node:
            yield from strings(child)
    elif isinstance(node, Decimal | int | bytes | frozenset | None):
        return
    elif is_dataclass(node):
        for field in fields(node):
            if field.name not in _NOT_PRINTED:
                yield from strings(getattr(node, field.name))


def printed(document: Document) -> Iterator[str]:
    """Yield every text that must be found on paper."""
    yield from strings(document.cover)
    for block in document.blocks:
        if not isinstance(block, Contents):
            yield from strings(block)
