"""Reports as PDF. `render_pdf` is all that others need: a document in, the bytes of a PDF/A-2U file out."""

from io import BytesIO

from smartflow.report.document import Contents, Document

from .blocks import place
from .cover import contents, cover, draw_edges, edges, number_contents
from .draw import Pen, new_pdf
from .faces import Faces
from .pages import Flow

__all__ = ["render_pdf"]


def render_pdf(document: Document) -> bytes:
    """Return the document as a PDF: the same bytes for the same document, whatever the day.

    Texts are printed literally, whole, and extractable; no markup is interpreted, no file or address is opened. The logo must be a PNG or
    JPEG that was checked before.
    """
    pdf = new_pdf(document)
    faces = Faces(pdf)
    margins = edges(faces, document)
    first = cover(faces, document, _logo_size(document.logo))

    before = Flow(faces, top=margins.top, bottom=margins.bottom)
    body = before
    table = next((block for block in document.blocks if isinstance(block, Contents)), None)
    for block in document.blocks:
        if block is table:
            body = Flow(faces, top=margins.top, bottom=margins.bottom)
        else:
            place(body, block)

    front = [sheet for sheet in before.sheets if sheet.marks] if table else []
    sections = [section for sheet in (*front, *body.sheets) for section in sheet.sections]
    sheets = [*first, *front, *body.sheets]
    if table:
        index = contents(faces, table.title, table.depth, sections, margins.top, margins.bottom)
        sheets = [*first, *front, *index.sheets, *body.sheets]
        number_contents(index, {sheet: number for number, sheet in enumerate(sheets, start=1)})
    for number, sheet in enumerate(sheets, start=1):
        draw_edges(faces, document, margins, sheet, number, len(sheets))
    Pen(pdf).draw(sheets)
    return bytes(pdf.output())


def _logo_size(logo: bytes | None) -> tuple[float, float] | None:
    if logo is None:
        return None
    from PIL import Image  # only a report with a logo pays for it

    with Image.open(BytesIO(logo)) as picture:
        return float(picture.width), float(picture.height)
