"""From placed sheets to the bytes of a PDF, through fpdf2's public interface.

Marks of content, and text in the font of the text before it, are written into the public contents of the page: `text()`
looks up every letter each time.
"""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from fpdf import FPDF
from fpdf.actions import URIAction
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences
from fpdf.syntax import DestinationXYZ

from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import Document

from .colours import palette
from .pages import Dot, Mark, PageLink, Picture, Rect, Shape, Sheet, Stroke, TextMark, WebLink
from .style import PAPER, Colour
from .tags import ARTIFACT, Tags

PRODUCER = "SmartFlowAI"


def new_pdf(document: Document) -> FPDF:
    """Return an empty PDF/A-2U and PDF/UA-1 file with its metadata: title, author, language and time."""
    pdf = FPDF(unit="pt", format="A4", enforce_compliance="PDF/A-2U")
    pdf.alias_nb_pages("")  # otherwise fpdf2 replaces a placeholder in texts
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_lang(document.language)
    pdf.set_title(_line(document.title))
    pdf.set_creation_date(document.created_at.astimezone(UTC))
    pdf.set_xmp_metadata(_xmp(document))
    pdf.set_display_mode("default", "single")
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    return pdf


class _Codes(dict[int, str]):
    """The codes of one font's characters in strings of the file, each looked up once; for `str.translate`."""

    def __init__(self, font: TTFFont) -> None:
        self._font = font

    def __missing__(self, character: int) -> str:
        code = self._font.subset.pick(character)
        written = self[character] = "" if code is None else self._font.escape_text(chr(code))
        return written


class Drawing:
    """Draws marks, changing colour, font and line width only where the next mark differs, and numbers what belongs to an element."""

    def __init__(self, pdf: FPDF, tags: Tags, accent: str = "") -> None:
        self.pdf = pdf
        self._palette = palette(accent)
        self._tags = tags
        self._ink: Colour | None = None
        self._font: tuple[str, float] | None = None
        self._codes = {name: _Codes(font) for name, font in pdf.fonts.items() if isinstance(font, TTFFont)}

    def draw(self, sheets: Sequence[Sheet]) -> None:
        numbers = {sheet: number for number, sheet in enumerate(sheets, start=1)}
        for sheet in sheets:
            self.pdf.add_page()
            self._tags.begin_page(self.pdf.pages[self.pdf.page])
            self._ink = self._font = None
            for section in sheet.sections:
                self.pdf.set_y(section.y)
                self.pdf.start_section(section.title, section.depth - 1, strict=False)
            for content, run in groupby(sheet.marks, key=itemgetter(1)):
                self._write(ARTIFACT if content is None else self._tags.number(content))
                for mark, _ in run:
                    if isinstance(mark, TextMark):
                        self._text(mark)
                    else:
                        self._other(mark, numbers)
                self._write("EMC")
            sheet.marks = []  # a large report has many

    def _write(self, operator: str) -> None:
        contents = self.pdf.pages[self.pdf.page].contents
        assert isinstance(contents, bytearray), "the page is still being drawn"
        contents += operator.encode("latin-1") + b"\n"

    def _text(self, mark: TextMark) -> None:
        if self._font != (mark.font, mark.size):
            self._font = (mark.font, mark.size)
            self.pdf.set_font(mark.font, size=mark.size)
        self._colour(mark.colour)
        if not self.pdf.current_font_is_set_on_page:
            self.pdf.text(mark.x, mark.y, mark.text)  # names the font on the page, too
            return
        shown = mark.text.translate(self._codes[mark.font])
        self._write(f"BT {mark.x:.2f} {self.pdf.h_pt - mark.y:.2f} Td ({shown}) Tj ET")

    def _colour(self, colour: Colour) -> None:
        # text() writes its colour each time it differs from the fill colour, so both are kept the same
        if colour != self._ink:
            self._ink = colour
            shown = self._palette.get(colour, colour)
            self.pdf.set_fill_color(*shown)
            self.pdf.set_text_color(*shown)

    def _other(self, mark: Mark, numbers: dict[Sheet, int]) -> None:
        pdf = self.pdf
        match mark:
            case Rect(x, y, width, height, colour):
                self._colour(colour)
                pdf.rect(x, y, width, height, style="F")
            case Shape(points, colour):
                self._colour(colour)
                pdf.polygon(points, style="F")
            case Dot(x, y, radius, colour):
                self._colour(PAPER)
                pdf.circle(x, y, radius + 1.2, style="F")
                self._colour(colour)
                pdf.circle(x, y, radius, style="F")
            case Stroke(points, colour, width, dash):
                pdf.set_draw_color(*self._palette.get(colour, colour))
                pdf.set_line_width(width)
                if dash:
                    pdf.set_dash_pattern(dash, dash)
                pdf.polyline(points)
                if dash:
                    pdf.set_dash_pattern()
            case WebLink(x, y, width, height, address, element):
                self._tags.link(element, (x, pdf.h_pt - y, width, height), action=URIAction(address))
            case PageLink(x, y, width, height, target, element):
                place = DestinationXYZ(numbers[target.sheet], top=pdf.h_pt - target.y)
                self._tags.link(element, (x, pdf.h_pt - y, width, height), dest=place)
            case Picture(x, y, width, height, data):
                pdf.image(BytesIO(data), x, y, width, height)
                self._ink = self._font = None


def _line(text: str) -> str:
    return clean(text).replace("\n", " ").strip()


def _xmp(document: Document) -> str:
    """Return the metadata packet, the one place where fpdf2 lets a PDF/A file have them, with who wrote the text.

    The kind of source is IPTC's DigitalSourceType. It and the mark of PDF/UA are described by extension schemas, as PDF/A
    requires for properties outside its own.
    """
    date = document.created_at.astimezone(UTC).isoformat(timespec="seconds")
    author = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(_line(document.author))}</rdf:li></rdf:Seq></dc:creator>"
        if document.author
        else ""
    )
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(_line(document.subject))}</rdf:li></rdf:Alt>'
        "</dc:description>"
        if document.subject
        else ""
    )
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(_line(document.title))}</rdf:li></rdf:Alt></dc:title>
{author}{subject}
<dc:language><rdf:Bag><rdf:li>{document.language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
{_MACHINE_WRITTEN if document.machine_written else ""}
<pdfaExtension:schemas><rdf:Bag>{_ACCESSIBILITY_SCHEMA}{_SOURCE_SCHEMA if document.machine_written else ""}</rdf:Bag>
</pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>"""


_MACHINE_WRITTEN = (
    "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
    "</Iptc4xmpExt:DigitalSourceType>"
)


def _schema(name: str, namespace: str, prefix: str, property_: str, type_: str, category: str, description: str) -> str:
    """Return the description of a property outside PDF/A's own schemas."""
    return f"""<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{property_}</pdfaProperty:name><pdfaProperty:valueType>{type_}</pdfaProperty:valueType>
<pdfaProperty:category>{category}</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""


_ACCESSIBILITY_SCHEMA = _schema(
    "PDF/UA identification",
    "http://www.aiim.org/pdfua/ns/id/",
    "pdfuaid",
    "part",
    "Integer",
    "internal",
    "Part of ISO 14289",
)
_SOURCE_SCHEMA = _schema(
    "IPTC Extension",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "Iptc4xmpExt",
    "DigitalSourceType",
    "URI",
    "external",
    "Kind of source of the text",
)
