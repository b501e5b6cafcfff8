"""The structure of a report in its file: what makes it PDF/UA.

fpdf2 asks for the objects of its structure tree; here it is given the root alone. The elements are many, so they are no objects
of fpdf2: the file's writer numbers them after all others and writes their text as it goes (`packing`).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from fpdf import FPDF
from fpdf.actions import Action
from fpdf.annotations import PDFAnnotation
from fpdf.output import PDFPage
from fpdf.structure_tree import StructureTreeBuilder
from fpdf.syntax import Destination, Name, PDFObject, PDFString

from .structure import Content, Element

#: Begins what screen readers skip.
ARTIFACT: Final = "/Artifact BMC"


class _Root(PDFObject):
    """The root of the tree; its text is asked for once the other objects have their numbers."""

    def __init__(self, tags: "Tags") -> None:
        super().__init__()
        self._tags = tags

    def serialize(self, *_args: object, **_kwargs: object) -> str:
        first = self._tags.first
        return (
            f"{self.id} 0 obj\n<</Type/StructTreeRoot/K {first} 0 R/ParentTree {first + self._tags.count} 0 R>>\nendobj"
        )


class Tags(StructureTreeBuilder):
    """The elements of a file. Contents and links are numbered while pages are drawn, in the order in which they are read.

    Their objects follow those of fpdf2, of which the writer of the file knows the count: first the document and its `count`
    elements in all, then the tree that leads from the contents of pages and from links back to elements.
    """

    def __init__(self, pdf: FPDF, parts: Sequence[Element | Content], pages: int) -> None:
        super().__init__()
        self._pdf = pdf
        self._root = _Root(self)
        self._pages = pages
        self._on_page: list[list[Element]] = []
        self._links: dict[Element, PDFAnnotation] = {}
        self._document = Element("Document", parts=list(parts))
        self.count = _number(self._document, 0)
        self.count_objects: Callable[[], int] = lambda: 0

    @property
    def first(self) -> int:
        """The number of the document's object."""
        return self.count_objects() + 1

    def begin_page(self, page: PDFPage) -> None:
        """Give a page its place in the tree, and let the tab key follow the structure."""
        page.struct_parents = len(self._on_page)
        vars(page)["tabs"] = Name("S")  # written like every other entry of the page
        self._on_page.append([])

    def number(self, content: Content) -> str:
        """Return the operator that begins a content of the page that was begun last."""
        elements = self._on_page[-1]
        content.page, content.number = self._pdf.page, len(elements)
        elements.append(content.element)
        return f"/{content.element.kind} <</MCID {content.number}>> BDC"

    def link(
        self,
        element: Element,
        place: tuple[float, float, float, float],
        *,
        action: Action | None = None,
        dest: Destination | None = None,
    ) -> None:
        """Put a link on the page: left, top (from the bottom of the page), width and height."""
        annotation = PDFAnnotation("Link", *place, action=action, dest=dest, contents=element.alt)
        vars(annotation)["struct_parent"] = self._pages + len(self._links)
        self._links[element] = annotation
        self._pdf.pages[self._pdf.page].add_annotation(annotation)

    def empty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[PDFObject]:
        yield self._root

    def texts(self) -> Iterator[str]:
        """Yield the dictionaries of the elements, and of the tree that leads back to them, in the order of their numbers."""
        yield from self._texts(self._document, self._root.ref)
        pages = (f"{key} [{' '.join(map(self._ref, elements))}]" for key, elements in enumerate(self._on_page))
        links = (f"{key} {self._ref(element)}" for key, element in enumerate(self._links, start=self._pages))
        yield f"<</Nums [{' '.join((*pages, *links))}]>>"

    def _ref(self, element: Element) -> str:
        return f"{self.first + element.number} 0 R"

    def _texts(self, element: Element, parent: str) -> Iterator[str]:
        page = next((part.page for part in element.parts if isinstance(part, Content)), None)
        entries = [f"<</S/{element.kind}/P {parent}"]
        if page is not None:
            entries.append(f"/Pg {self._pdf.pages[page].ref}")
        if element.alt:
            entries.append("/Alt " + PDFString(element.alt).serialize())
        if element.language:
            entries.append(f"/Lang ({element.language})")
        if element.attributes:
            entries.append(f"/A {element.attributes}")
        parts = [self._part(part, page) for part in element.parts]
        if element in self._links:
            parts.append(f"<</Type/OBJR/Obj {self._links[element].ref}>>")
        if parts:
            entries.append(f"/K [{' '.join(parts)}]")
        yield "".join((*entries, ">>"))
        for part in element.parts:
            if isinstance(part, Element):
                yield from self._texts(part, self._ref(element))

    def _part(self, part: Element | Content, page: int | None) -> str:
        if isinstance(part, Element):
            return self._ref(part)
        if part.page == page:
            return str(part.number)
        return f"<</Type/MCR/Pg {self._pdf.pages[part.page].ref}/MCID {part.number}>>"


def _number(element: Element, at: int) -> int:
    """Number an element and its parts in the order in which they are written; return the next number."""
    element.number = at
    at += 1
    for part in element.parts:
        if isinstance(part, Element):
            at = _number(part, at)
    return at
