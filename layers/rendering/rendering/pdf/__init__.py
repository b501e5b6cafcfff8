"""Reports as PDF. The public function is `render_pdf`: from a document to the bytes of a PDF/A-2U file."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

from smartflow.reports.document.tree import Block, Contents, Document

from .blocks import place_all
from .cover import Edges, contents, cover, draw_edges, edges, number_contents
from .draw import Drawing, new_pdf
from .faces import Faces
from .pages import Flow, Sheet

__all__ = ["render_pdf"]


def render_pdf(document: Document) -> bytes:
    """Return the document as a PDF: the same bytes for the same document, on any day.

    Texts are printed literally, whole, and extractable; no markup is interpreted, no file or address is opened. The
    logo must be a PNG or JPEG that was checked before.
    """
    pdf = new_pdf(document)
    with closing(Faces(pdf)) as faces:
        Drawing(pdf).draw(_sheets(faces, document))
        return bytes(pdf.output())


def _sheets(faces: Faces, document: Document) -> list[Sheet]:
    """Place everything: the cover, what comes before the contents, the contents, and the rest."""
    margins = edges(faces, document)
    first = cover(faces, document, _logo_size(document.logo))

    blocks = document.blocks
    at = next((index for index, block in enumerate(blocks) if isinstance(block, Contents)), 0)
    table = blocks[at] if blocks else None
    front = _flow(faces, blocks[:at], margins) if at else []
    body = _flow(faces, blocks[at + 1 :] if isinstance(table, Contents) else blocks, margins)

    sections = [section for sheet in (*front, *body) for section in sheet.sections]
    sheets = [*first, *front, *body]
    if isinstance(table, Contents):
        index = contents(faces, table.title, table.depth, sections, margins.top, margins.bottom)
        sheets = [*first, *front, *index.sheets, *body]
        number_contents(index, {sheet: number for number, sheet in enumerate(sheets, start=1)})
    for number, sheet in enumerate(sheets, start=1):
        draw_edges(faces, document, margins, sheet, number, len(sheets))
    return sheets


def _flow(faces: Faces, blocks: Sequence[Block], margins: Edges) -> list[Sheet]:
    flow = Flow(faces, top=margins.top, bottom=margins.bottom)
    place_all(flow, blocks)
    return flow.sheets


def _logo_size(logo: bytes | None) -> tuple[float, float] | None:
    if logo is None:
        return None
    from PIL import Image  # only a report with a logo needs it

    with Image.open(BytesIO(logo)) as picture:
        return float(picture.width), float(picture.height)
