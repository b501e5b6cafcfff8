"""A report can be read without being seen: each rule of PDF/UA-1 and PDF/A-2U that the writer keeps by itself.

veraPDF judges the same files where it can be run (`test_pdf_archive`).
"""

import subprocess
from dataclasses import replace
from functools import cache
from typing import Final

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from rendering.pdf import render_pdf
from smartflow.reports.document.tree import (
    Bullets,
    Column,
    Contents,
    Document,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Run,
    Table,
    plain,
)  # fmt: skip
from tests.support.programs import program
from tests.unit.rendering.printing import read_by_poppler
from tests.unit.rendering.structure import Structure, dictionary, packet
from tests.unit.rendering.test_pdf_pages import every_kind, one
from tests.unit.rendering.test_pdf_text import report

KINDS: Final = tuple(every_kind())


@cache
def structure(name: str) -> Structure:
    return Structure(render_pdf(every_kind()[name]))


def of(*blocks: object, language: str = "pl") -> Structure:
    whole: Document = replace(report(*blocks), language=language)  # type: ignore[arg-type]
    return Structure(render_pdf(whole))


@pytest.mark.parametrize("name", KINDS)
def test_all_that_is_drawn_is_content_or_decoration(name: str) -> None:
    found = structure(name)

    for page in found.reader.pages:
        _, decoration, loose = found.drawn(page)
        assert loose == 0
        assert decoration > 0, "the foot of the page"


@pytest.mark.parametrize("name", KINDS)
def test_every_content_belongs_to_one_element_and_the_parent_tree_leads_to_it(name: str) -> None:
    found = structure(name)
    named = [place for part in found.document.walk() for place in part.contents]
    parents = found.parent_tree()
    drawn = {(number, content) for number, page in enumerate(found.reader.pages) for content in found.drawn(page)[0]}

    assert sorted(named) == sorted(drawn)
    for part in found.document.walk():
        for page, content in part.contents:
            key = found.reader.pages[page]["/StructParents"]
            row = parents[int(key)].get_object()  # type: ignore[call-overload]
            assert isinstance(row, ArrayObject)
            assert row[content].get_object() == part.entries


@pytest.mark.parametrize("name", KINDS)
def test_every_link_of_a_page_is_in_the_tree_and_says_where_it_leads(name: str) -> None:
    found = structure(name)
    parents = found.parent_tree()
    links = [(part, link) for part in found.document.walk() for link in part.links]
    placed = [
        dictionary(annotation)
        for page in found.reader.pages
        for annotation in page.get("/Annots", ArrayObject()).get_object()
    ]

    assert [link for _, link in links] == placed
    for part, link in links:
        assert part.kind == "/Link"
        assert part.contents
        assert link["/Contents"]
        assert parents[int(link["/StructParent"])].get_object() == part.entries  # type: ignore[call-overload]


@pytest.mark.parametrize("name", KINDS)
def test_the_file_says_that_it_is_tagged_in_which_language_and_by_which_standards(name: str) -> None:
    found = structure(name)
    catalog, metadata = found.catalog, packet(found)

    assert dictionary(catalog["/MarkInfo"])["/Marked"]
    assert str(catalog["/Lang"]) == every_kind()[name].language
    assert dictionary(catalog["/ViewerPreferences"])["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>" in metadata
    assert "<dc:title>" in metadata
    assert all(str(page["/Tabs"]) == "/S" for page in found.reader.pages)


def test_the_title_stands_in_the_metadata_and_for_older_programs_in_the_information_too() -> None:
    found = structure("process-pl")

    assert found.reader.metadata is not None
    assert found.reader.metadata.title == every_kind()["process-pl"].title
    assert f">{every_kind()['process-pl'].title}</rdf:li></rdf:Alt></dc:title>" in packet(found)


@pytest.mark.parametrize("name", KINDS)
def test_the_file_has_its_fonts_and_colours_with_it_and_nothing_that_acts(name: str) -> None:
    found = structure(name)
    objects = [
        node
        for number in range(1, len(found.reader.xref_objStm) + sum(map(len, found.reader.xref.values())) + 1)
        if isinstance(node := found.reader.get_object(IndirectObject(number, 0, found.reader)), DictionaryObject)
    ]
    kinds = {str(node.get("/S")) for node in objects}

    assert not found.reader.is_encrypted
    assert kinds.isdisjoint({"/JavaScript", "/Launch", "/SubmitForm", "/Transparency"})
    assert not any(float(node[key]) < 1 for node in objects for key in ("/ca", "/CA") if key in node)  # type: ignore[arg-type]
    intents = found.catalog["/OutputIntents"].get_object()
    assert isinstance(intents, ArrayObject)
    assert str(dictionary(intents[0])["/S"]) == "/GTS_PDFA1"
    fonts = [node for node in objects if node.get("/Type") == "/Font" and node.get("/Subtype") == "/Type0"]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        inner = dictionary(font["/DescendantFonts"][0])  # type: ignore[index]
        assert "/FontFile2" in dictionary(inner["/FontDescriptor"])


def test_headings_follow_the_title_and_skip_no_level() -> None:
    kinds = [
        part.kind
        for part in of(Heading(1, "a"), Heading(4, "b"), Heading(2, "c"), Heading(3, "d")).document.walk()
        if part.kind[:2] == "/H"
    ]

    assert kinds == ["/H1", "/H2", "/H3", "/H3", "/H4"]


def test_headings_of_one_level_stay_side_by_side_where_a_level_is_skipped() -> None:
    kinds = [
        part.kind
        for part in of(Heading(1, "a"), Heading(3, "b"), Heading(3, "c")).document.walk()
        if part.kind[:2] == "/H"
    ]

    assert kinds == ["/H1", "/H2", "/H3", "/H3"]


def test_words_on_two_lines_of_a_paragraph_stay_two_words() -> None:
    words = "raz dwa trzy cztery pięć sześć " * 40
    found = read_by_poppler(render_pdf(report(Paragraph(plain(words)))))
    structured = subprocess.run(
        [program("pdfinfo"), "-struct-text", "-"],
        input=render_pdf(report(Paragraph(plain(words)))),
        capture_output=True,
    ).stdout.decode()

    assert found.split().count("raz") == 40
    assert "sześćraz" not in structured
    assert words.strip() in structured


def test_a_table_has_heads_with_their_scope_and_a_cell_for_each_value() -> None:
    rows = tuple((plain(f"wiersz {number}"), plain("")) for number in range(80))
    found = of(Table((Column("A"), Column("B")), rows))
    [table] = found.document.of("/Table")

    assert [part.kind for part in table.parts] == ["/THead", "/TBody"]
    assert [str(dictionary(head.entries["/A"])["/Scope"]) for head in table.of("/TH")] == ["/Column"] * 2
    assert len(found.reader.pages) > 2, "the head is drawn again on each page, and read once"
    assert [len(row.parts) for row in table.parts[1].parts] == [2] * 80
    assert all(not row.parts[1].contents for row in table.parts[1].parts)


def test_lists_facts_and_quotations_are_told_apart() -> None:
    found = of(
        Bullets((plain("raz"), plain("dwa")), ordered=True), Facts((("Kto", plain("Ola")),)), Quote("słowa", "z opisu")
    )
    numbered, facts = found.document.of("/L")
    [quote] = found.document.of("/BlockQuote")

    assert str(dictionary(numbered.entries["/A"])["/ListNumbering"]) == "/Decimal"
    assert [[part.kind for part in item.parts] for item in (*numbered.parts, *facts.parts)] == [["/Lbl", "/LBody"]] * 3
    assert [part.kind for part in quote.parts] == ["/P", "/P"]


def test_a_chart_is_a_figure_whose_alternative_text_has_its_numbers() -> None:
    figures = [
        str(part.entries["/Alt"]).replace("\u00a0", " ") for part in structure("process-en").document.of("/Figure")
    ]

    assert figures[0].startswith("Logo")
    assert any("Today: PLN 45,684; After automation: conservative: PLN 36,838" in alt for alt in figures)
    assert len(figures) == 5
    assert all("/BBox" in dictionary(part.entries["/A"]) for part in structure("process-en").document.of("/Figure"))


def test_a_text_in_another_language_says_so() -> None:
    found = of(
        Paragraph((Run("Retyping takes most of the time.", language="en"),)),
        Paragraph((Run("Zalecenie: "), Run("simplify", language="en"))),
    )

    assert [part.entries.get("/Lang") for part in found.document.of("/P")][-2:] == ["en", None]


def test_the_contents_are_references_with_their_page_numbers_inside() -> None:
    found = of(Contents("Spis"), Heading(1, "Raz"), Heading(2, "Dwa"))
    [contents] = found.document.of("/TOC")

    assert [part.kind for part in contents.parts] == ["/TOCI", "/TOCI"]
    assert [part.parts[0].kind for part in contents.parts] == ["/Reference", "/Reference"]
    assert [len(link.contents) for link in contents.of("/Link")] == [1, 1]


def test_what_is_read_stands_in_the_order_in_which_it_is_printed() -> None:
    found = Structure(render_pdf(one("pl")))
    pages = [page for part in found.document.walk() for page, _ in part.contents]

    assert pages == sorted(pages)


def test_the_kinds_of_elements_are_those_of_the_standard() -> None:
    kinds = {part.kind for name in KINDS for part in structure(name).document.walk()}

    assert kinds <= {
        "/Document", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody",
        "/TR", "/TH", "/TD", "/Figure", "/Link", "/TOC", "/TOCI", "/Reference", "/BlockQuote",
    }  # fmt: skip
    assert isinstance(structure("process-pl").tree["/ParentTree"], DictionaryObject)
    assert NameObject("/Document") == structure("process-pl").document.entries["/S"]
