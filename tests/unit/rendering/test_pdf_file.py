"""The file around the words: pages, bookmarks, links, metadata, fonts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, Destination, DictionaryObject, PdfObject, StreamObject

from rendering.pdf import render_pdf
from smartflow.language.text import Language
from smartflow.reports.document.content import process_report
from smartflow.reports.document.tree import Contents, Document, Heading, Paragraph, Run, plain
from tests.unit.rendering.reading import entry, pages, squeezed
from tests.unit.reports import samples


def document(language: Language = "pl", *, title: str = "", header: str = "", footer: str = "") -> Document:
    return process_report(
        samples.process(language), samples.options(language, title=title, header=header, footer=footer)
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def test_each_page_but_the_cover_says_its_number_and_how_many_there_are() -> None:
    reader = read(render_pdf(document()))

    count = len(reader.pages)
    for number, page in enumerate(reader.pages[1:], start=2):
        assert f"{number} / {count}" in page.extract_text()


@pytest.mark.parametrize(("language", "day"), [("pl", "22 listopada 2026"), ("en", "22 November 2026")])
def test_each_page_but_the_cover_carries_title_and_date(language: Language, day: str) -> None:
    whole = document(language)

    for page in read(render_pdf(whole)).pages[1:]:
        words = page.extract_text().replace("\u00a0", " ")
        assert whole.title in words
        assert day in words


def test_a_long_footer_of_the_user_is_printed_whole_on_each_page() -> None:
    footer = "Poufne – tylko dla zarządu spółki Łąka. " * 12

    for page in read(render_pdf(document(footer=footer))).pages:
        assert squeezed(footer) in squeezed(page.extract_text())


def test_a_long_header_of_the_user_is_printed_whole_on_each_page_but_the_cover() -> None:
    header = "Biuro Rachunkowe Żółw, ul. Świętojańska 3, Gdynia. " * 8

    for page in read(render_pdf(document(header=header))).pages[1:]:
        assert squeezed(header) in squeezed(page.extract_text())


def test_bookmarks_name_every_heading_on_the_page_where_it_stands() -> None:
    whole = document()
    pdf = render_pdf(whole)
    reader, texts = read(pdf), pages(pdf)

    marks = list(bookmarks(reader.outline))

    assert [str(mark.title).replace("\xa0", " ") for mark in marks] == [
        heading.text.replace("\xa0", " ") for heading in whole.headings()
    ]
    for mark in marks:
        page = reader.get_destination_page_number(mark)
        assert page is not None
        assert squeezed(str(mark.title)) in squeezed(texts[page])


def bookmarks(outline: Iterable[object]) -> Iterator[Destination]:
    for item in outline:
        if isinstance(item, list):
            yield from bookmarks(item)
        else:
            assert isinstance(item, Destination)
            yield item


def test_the_contents_list_chapters_and_sections_with_their_pages_and_link_to_them() -> None:
    whole = document()
    pdf = render_pdf(whole)
    reader, texts = read(pdf), pages(pdf)
    listed = [heading for heading in whole.headings() if heading.level <= 2]
    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages)}

    links = annotations(reader.pages[2])

    assert len(links) == len(listed)
    for heading, link in zip(listed, links, strict=True):
        destination = entry(link, "/Dest")
        assert isinstance(destination, ArrayObject)
        page = numbers[destination[0]]
        assert squeezed(heading.text) in squeezed(texts[page])
        assert f"{squeezed(heading.text)}{page + 1}" in squeezed(texts[2])


def annotations(page: PageObject) -> list[PdfObject]:
    found = entry(page, "/Annots") if "/Annots" in page else ArrayObject()
    assert isinstance(found, ArrayObject)
    return [entry(found, index) for index in range(len(found))]


def metadata(reader: PdfReader) -> str:
    packet = entry(reader.root_object, "/Metadata")
    assert isinstance(packet, StreamObject)
    return packet.get_data().decode()


def test_web_addresses_become_links_and_nothing_else_does() -> None:
    addresses = (
        "https://ksef.podatki.gov.pl/ścieżka?a=(1)",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[broken",
        "https://",
        "ftp://example.com/",
    )
    runs = tuple(Run(f"{address} ", link=address) for address in addresses)

    reader = read(render_pdf(replace(document(), blocks=(Paragraph(runs),))))

    links = [link for page in reader.pages for link in annotations(page)]
    assert {str(entry(link, "/A", "/URI")) for link in links} == {
        "https://ksef.podatki.gov.pl/%C5%9Bcie%C5%BCka?a=%281%29",
    }


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_file_says_its_title_language_and_that_it_is_pdf_a(language: Language) -> None:
    whole = document(language)
    reader = read(render_pdf(whole))

    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": whole.title}
    assert str(entry(reader.root_object, "/Lang")) == language
    packet = metadata(reader)
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in packet
    assert str(entry(reader.root_object, "/OutputIntents", 0, "/S")) == "/GTS_PDFA1"


def test_prose_of_a_language_model_is_marked_in_the_metadata_and_prose_of_rules_is_not() -> None:
    process = samples.process("pl")
    assert process.analysis is not None
    by_rules = replace(process, analysis=replace(process.analysis, analyst="rules", model=None))

    marks = [
        "compositeWithTrainedAlgorithmicMedia" in metadata(read(render_pdf(process_report(case, samples.options()))))
        for case in (process, by_rules)
    ]

    assert marks == [True, False]


def test_titles_with_markup_keep_the_metadata_well_formed() -> None:
    reader = read(render_pdf(document(title='</rdf:li> & "x" <script>')))

    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": '</rdf:li> & "x" <script>'}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_pdf(document()) == render_pdf(document())


def test_every_font_is_embedded_and_maps_back_to_unicode() -> None:
    cyrillic = replace(document(), blocks=(Paragraph(plain("Ж ✓ ąę")), Heading(2, "Нагłówek")))

    reader = read(render_pdf(cyrillic))
    fonts = [
        entry(page, "/Resources", "/Font", name)
        for page in reader.pages
        for name in keys(entry(page, "/Resources", "/Font"))
    ]

    assert len({str(entry(font, "/BaseFont")) for font in fonts}) >= 4
    for font in fonts:
        assert "/ToUnicode" in keys(font)
        assert "/FontFile2" in keys(entry(font, "/DescendantFonts", 0, "/FontDescriptor"))


def keys(node: PdfObject) -> list[str]:
    assert isinstance(node, DictionaryObject)
    return list(node)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_logo_stands_on_the_cover(kind: str) -> None:
    picture = BytesIO()
    Image.new("RGB", (600, 120), (200, 30, 30)).save(picture, kind)

    reader = read(render_pdf(replace(document(), logo=picture.getvalue())))

    assert [image.image.size for image in reader.pages[0].images if image.image] == [(600, 120)]


def test_a_document_without_contents_or_with_something_before_them_is_rendered_in_order() -> None:
    blocks = (Paragraph(plain("najpierw")), Contents("Spis"), Heading(1, "Rozdział"), Paragraph(plain("potem")))

    texts = pages(render_pdf(replace(document(), blocks=blocks)))
    bare = pages(render_pdf(replace(document(), blocks=())))

    assert [any(word in page for page in texts) for word in ("najpierw", "Spis", "potem")] == [True] * 3
    assert [index for index, page in enumerate(texts) if "najpierw" in page] < [
        index for index, page in enumerate(texts) if "Spis" in page
    ]
    assert len(bare) >= 1


@pytest.mark.parametrize("length", [3, 61, 180, 500])
def test_titles_of_any_length_fit_the_cover_whole(length: int) -> None:
    title = ("Obsługa zamówień i faktur w oddziale " * 20)[:length].strip()
    whole = document(title=title)

    assert squeezed(title) in squeezed("".join(pages(render_pdf(whole))[:2]))
