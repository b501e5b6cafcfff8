"""The structure of a report in its file: what makes it PDF/UA.

fpdf2 writes the objects of its structure tree where it is asked for them; here it is given elements that may hold others,
table heads with their scope, languages, and links. Only its public interface is used.
"""

from collections.abc import Iterator, Sequence
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


class _Written(PDFObject):
    """An object whose text is known once all objects have their numbers."""

    def text(self) -> str:
        raise NotImplementedError

    def serialize(self, *_args: object, **_kwargs: object) -> str:
        return f"{self.id} 0 obj\n<<{self.text()}>>\nendobj"


class _Node(_Written):
    """An element in the file; `parts` are nodes, contents by page and number, and links."""

    def __init__(self, element: Element, parent: PDFObject) -> None:
        super().__init__()
        self.element = element
        self.parent = parent
        self.parts: list[_Node | tuple[PDFPage, int] | PDFAnnotation] = []

    def text(self) -> str:
        element = self.element
        page = next((part[0] for part in self.parts if isinstance(part, tuple)), None)
        entries = [f"/S/{element.kind}/P {self.parent.ref}"]
        if page is not None:
            entries.append(f"/Pg {page.ref}")
        if element.alt:
            entries.append("/Alt " + PDFString(element.alt).serialize())
        if element.language:
            entries.append(f"/Lang ({element.language})")
        if element.attributes:
            entries.append(f"/A {element.attributes}")
        if self.parts:
            entries.append(f"/K [{' '.join(_part(part, page) for part in self.parts)}]")
        return "".join(entries)


def _part(part: "_Node | tuple[PDFPage, int] | PDFAnnotation", page: PDFPage | None) -> str:
    if isinstance(part, _Node):
        return part.ref
    if isinstance(part, tuple):
        return str(part[1]) if part[0] is page else f"<</Type/MCR/Pg {part[0].ref}/MCID {part[1]}>>"
    return f"<</Type/OBJR/Obj {part.ref}>>"


class _Root(_Written):
    def __init__(self, tree: _Written) -> None:
        super().__init__()
        self.tree = tree
        self.document: _Node | None = None

    def text(self) -> str:
        assert self.document is not None
        return f"/Type/StructTreeRoot/K {self.document.ref}/ParentTree {self.tree.ref}"


class _ParentTree(_Written):
    """Leads from the contents of each page, and from each link, to their elements."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[_Node]] = []
        self.links: list[_Node] = []

    def text(self) -> str:
        pages = [f"{key} [{' '.join(node.ref for node in nodes)}]" for key, nodes in enumerate(self.pages)]
        links = [f"{key} {node.ref}" for key, node in enumerate(self.links, start=len(self.pages))]
        return f"/Nums [{' '.join((*pages, *links))}]"


class Tags(StructureTreeBuilder):
    """The elements of a file. Contents and links are numbered while pages are drawn, in the order in which they are read."""

    def __init__(self, pdf: FPDF, parts: Sequence[Element | Content], pages: int) -> None:
        super().__init__()
        self._pdf = pdf
        self._tree = _ParentTree()
        self._root = _Root(self._tree)
        self._pages = pages
        self._places: dict[Content, tuple[PDFPage, int]] = {}
        self._annotations: dict[Element, PDFAnnotation] = {}
        self._nodes: dict[Element, _Node] = {}
        self._written: list[PDFObject] = [self._root]
        document = Element("Document", parts=list(parts))
        self._root.document = self._node(document, self._root)
        self._written.append(self._tree)

    def _node(self, element: Element, parent: PDFObject) -> _Node:
        node = self._nodes[element] = _Node(element, parent)
        self._written.append(node)
        for part in element.parts:
            if isinstance(part, Element):
                self._node(part, node)
        return node

    def begin_page(self, page: PDFPage) -> None:
        """Give a page its place in the tree, and let the tab key follow the structure."""
        page.struct_parents = len(self._tree.pages)
        vars(page)["tabs"] = Name("S")  # written like every other entry of the page
        self._tree.pages.append([])

    def number(self, content: Content) -> str:
        """Return the operator that begins a content of the page that was begun last."""
        nodes = self._tree.pages[-1]
        self._places[content] = (self._pdf.pages[self._pdf.page], len(nodes))
        nodes.append(self._nodes[content.element])
        return f"/{content.element.kind} <</MCID {len(nodes) - 1}>> BDC"

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
        vars(annotation)["struct_parent"] = self._pages + len(self._tree.links)
        self._tree.links.append(self._nodes[element])
        self._annotations[element] = annotation
        self._pdf.pages[self._pdf.page].add_annotation(annotation)

    def empty(self) -> bool:
        return False

    def __iter__(self) -> Iterator[PDFObject]:
        for element, node in self._nodes.items():
            node.parts = [self._nodes[p] if isinstance(p, Element) else self._places[p] for p in element.parts]
            if element in self._annotations:
                node.parts.append(self._annotations[element])
        yield from self._written
