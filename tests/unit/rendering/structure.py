"""The structure of a PDF as a screen reader walks through it, read with pypdf."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, PdfObject, StreamObject

#: Operators that show something: text, paths that are painted, images and shadings.
_SHOWS = {
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"f",
    b"F",
    b"f*",
    b"B",
    b"B*",
    b"b",
    b"b*",
    b"S",
    b"s",
    b"Do",
    b"sh",
    b"INLINE IMAGE",
}


@dataclass
class Part:
    """An element with its parts; `contents` are pairs of a page, from 0, and the number of a content on it."""

    kind: str
    entries: DictionaryObject
    parts: list["Part"] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    links: list[DictionaryObject] = field(default_factory=list)

    def walk(self) -> Iterator["Part"]:
        yield self
        for part in self.parts:
            yield from part.walk()

    def of(self, kind: str) -> list["Part"]:
        return [part for part in self.walk() if part.kind == kind]


class Structure:
    """What a file says of its structure, and what its pages draw."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf), strict=True)
        self.catalog = self.reader.root_object
        self._numbers = {
            page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference
        }
        root = dictionary(self.catalog["/StructTreeRoot"])
        self.tree = root
        self.document = self._part(dictionary(root["/K"]))

    def _part(self, entries: DictionaryObject) -> Part:
        part = Part(str(entries["/S"]), entries)
        page = self._page(entries)
        kids = entries.get("/K", ArrayObject())
        assert isinstance(kids, ArrayObject)
        for kid in kids:
            found = kid.get_object()
            if isinstance(found, int):
                assert page is not None
                part.contents.append((page, found))
            elif dictionary(found).get("/Type") == "/OBJR":
                part.links.append(dictionary(dictionary(found)["/Obj"]))
            elif dictionary(found).get("/Type") == "/MCR":
                own = self._page(dictionary(found))
                assert own is not None
                part.contents.append((own, int(dictionary(found)["/MCID"])))  # type: ignore[call-overload]
            else:
                inner = dictionary(found)
                assert dictionary(inner["/P"]) == entries, "a part names its parent"
                part.parts.append(self._part(inner))
        return part

    def _page(self, entries: DictionaryObject) -> int | None:
        reference = entries.raw_get("/Pg") if "/Pg" in entries else None
        return self._numbers[reference.idnum] if isinstance(reference, IndirectObject) else None

    def parent_tree(self) -> dict[int, PdfObject]:
        """Return what the parent tree holds by key."""
        nums = dictionary(self.tree["/ParentTree"])["/Nums"]
        assert isinstance(nums, ArrayObject)
        return {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}

    def drawn(self, page: PageObject) -> tuple[set[int], int, int]:
        """Return the numbers of the contents of a page, and how much it draws as decoration and outside of both."""
        numbers: set[int] = set()
        inside: list[bool] = []
        decoration = loose = 0
        content = page.get_contents()
        assert content is not None
        for operands, operator in ContentStream(content, self.reader).operations:
            if operator == b"BDC":
                number = int(dictionary(operands[1])["/MCID"])  # type: ignore[call-overload]
                assert number not in numbers, "a number is used once on a page"
                numbers.add(number)
                inside.append(True)
            elif operator == b"BMC":
                assert operands[0] == "/Artifact"
                inside.append(False)
            elif operator == b"EMC":
                inside.pop()
            elif operator in _SHOWS:
                assert len(inside) <= 1, "contents do not hold one another"
                decoration += inside == [False]
                loose += not inside
        assert not inside
        return numbers, decoration, loose


def dictionary(node: object) -> DictionaryObject:
    found = node.get_object() if isinstance(node, PdfObject) else node
    assert isinstance(found, DictionaryObject)
    return found


def packet(structure: Structure) -> str:
    """Return the metadata of a file."""
    metadata = structure.catalog["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    return re.sub(r"\s+", " ", metadata.get_data().decode())
