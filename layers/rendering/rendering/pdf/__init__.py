"""Reports as PDF. The public function is `render_pdf`: from a document to the bytes of a PDF/A-2U and PDF/UA-1 file."""

from collections.abc import Callable, Sequence
from contextlib import closing
from io import BytesIO

from smartflow.reports.document.tree import Block, Contents, Document

from .blocks import place_all
from .cover import Edges, contents, cover, draw_edges, edges, number_contents
from .draw import Drawing, new_pdf
from .faces import Faces
from .packing import Packed
from .pages import Flow, Sheet
from .structure import Content, Element
from .tags import Tags

__all__ = ["render_pdf"]


def render_pdf(document: Document, progress: Callable[[float], None] | None = None) -> bytes:
    """Return the document as a PDF: the same bytes for the same document, on any day.

    `progress` is told the share of the document that is laid out, from 0 to 1, now and then.
    Texts are printed literally, whole, and extractable; no markup is interpreted, no file or address is opened. The
    logo must be a PNG or JPEG that was checked before.
    """
    pdf = new_pdf(document)
    with closing(Faces(pdf)) as faces:
        sheets, elements = _placed(faces, document, progress or (lambda _: None))
        tags = Tags(pdf, elements, len(sheets))
        pdf.struct_builder = tags
        Drawing(pdf, tags, document.accent).draw(sheets)
        return bytes(pdf.output(output_producer_class=Packed))


def _placed(
    faces: Faces, document: Document, progress: Callable[[float], None]
) -> tuple[list[Sheet], list[Element | Content]]:
    """Place everything, the cover, what comes before the contents, the contents, and the rest; return also its structure."""
    margins = edges(faces, document)
    first = cover(faces, document, _logo_size(document.logo))

    blocks = document.blocks
    at = next((index for index, block in enumerate(blocks) if isinstance(block, Contents)), 0)
    table = blocks[at] if blocks else None
    flows = [first]
    if at:
        flows.append(_flow(faces, blocks[:at], margins))
    flows.append(_flow(faces, blocks[at + 1 :] if isinstance(table, Contents) else blocks, margins, progress))

    if isinstance(table, Contents):
        sections = [section for flow in flows for sheet in flow.sheets for section in sheet.sections]
        index = contents(faces, table.title, table.depth, sections, margins.top, margins.bottom)
        flows.insert(-1, index)
        numbers = {sheet: number for number, sheet in enumerate((s for f in flows for s in f.sheets), start=1)}
        number_contents(index, numbers)
    sheets = [sheet for flow in flows for sheet in flow.sheets]
    for number, sheet in enumerate(sheets, start=1):
        draw_edges(faces, document, margins, sheet, number, len(sheets))
    return sheets, [part for flow in flows for part in flow.root.parts]


def _flow(
    faces: Faces, blocks: Sequence[Block], margins: Edges, progress: Callable[[float], None] = lambda _: None
) -> Flow:
    flow = Flow(faces, top=margins.top, bottom=margins.bottom)
    for placed in place_all(flow, blocks):
        progress(placed / max(len(blocks), 1))
    return flow


def _logo_size(logo: bytes | None) -> tuple[float, float] | None:
    if logo is None:
        return None
    from PIL import Image  # only a report with a logo needs it

    with Image.open(BytesIO(logo)) as picture:
        return float(picture.width), float(picture.height)
