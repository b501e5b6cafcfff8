"""Word documents and slides: whole, the same on any day, opened by an office program, and with nothing in them but text."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pypdf import PdfReader

from rendering.office.deck import MOST_PROCESSES, render_pptx
from rendering.office.word import render_docx
from smartflow.language.text import LANGUAGES, Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.decision import process_decision
from smartflow.reports.document.plain_text import render_text
from smartflow.reports.document.wording import Wording
from tests.support.office import converted
from tests.unit.reports import samples

HOSTILE = '<w:p/> & <script>alert(1)</script> {{ }} "] ]]> =1+1 \u0001\u202e'


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_document_has_all_that_the_text_form_has(language: Language) -> None:
    document = process_report(samples.process(language), samples.options(language, header="Biuro Żółw"))
    word = docx.Document(io.BytesIO(render_docx(document)))

    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    found = _squeezed(" ".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))
    for heading in document.headings():
        assert _squeezed(heading.text) in found
    for process in (samples.process(language),):
        for line in process.description.splitlines():
            assert _squeezed(line.lstrip("- ")) in found
    assert word.sections[0].header.paragraphs[0].text == "Biuro Żółw"
    assert word.core_properties.language == {"pl": "pl-PL", "en": "en-GB"}[language]
    assert len(found) > len(_squeezed(render_text(document))) * 0.8


def test_slides_have_the_decision_a_title_each_and_charts_that_can_be_edited() -> None:
    process = samples.process("en")
    decision = process_decision(process, Wording("en"))
    deck = Presentation(io.BytesIO(render_pptx(process_report(process, samples.options("en")), [process], "process")))

    titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title]
    charts = [
        shape.chart for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.CHART
    ]
    words = " ".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)

    assert len(titles) == len(deck.slides) == 4
    assert titles[1] == decision.answer
    assert all(reason in words for reason in decision.reasons)
    assert [len(chart.plots[0].series) for chart in charts] == [1, 3]
    costs, cash = (list(chart.plots[0].series)[-1].values for chart in charts)
    net = process.assessment.optimistic.net_savings_per_year
    cost = process.assessment.cost_per_year
    assert net is not None
    assert cost is not None
    assert costs[-1] == pytest.approx(float(cost - net))
    assert len(cash) == 37
    assert all(chart.part.chart_workbook.xlsx_part is not None for chart in charts)


def test_a_deck_of_a_portfolio_has_a_slide_for_each_process_worth_doing_up_to_a_limit() -> None:
    base = replace(samples.process("en"), overrides=())
    few = [base, replace(base, title="Loses", figures=samples.losing()), replace(base, title="Other")]
    many = [replace(base, title=f"Process {number}") for number in range(MOST_PROCESSES + 5)]

    decks = [
        Presentation(io.BytesIO(render_pptx(portfolio_report(some, samples.options("en")), some, "portfolio")))
        for some in (few, many)
    ]

    assert [len(deck.slides) for deck in decks] == [3 + 2, 3 + MOST_PROCESSES]
    assert "30 of 35" in " ".join(
        shape.text_frame.text for slide in decks[1].slides for shape in slide.shapes if shape.has_text_frame
    )


def test_hostile_text_stays_text_and_what_is_unknown_has_no_chart() -> None:
    process = replace(
        samples.process("en"), title=HOSTILE, description=HOSTILE, figures=samples.figures(), overrides=()
    )
    document = process_report(process, samples.options("en", header=HOSTILE, footer=HOSTILE))

    word = docx.Document(io.BytesIO(render_docx(document)))
    deck = Presentation(io.BytesIO(render_pptx(document, [process], "process")))

    assert any("<script>alert(1)</script>" in paragraph.text for paragraph in word.paragraphs)
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.CHART]
    for content in (render_docx(document), render_pptx(document, [process], "process")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
        assert b'TargetMode="External"' not in relations or b"ksef.podatki.gov.pl" in relations


def test_libreoffice_opens_document_and_slides(tmp_path: Path) -> None:
    process = samples.process()
    document = process_report(process, samples.options())

    opened = converted(
        {"word.docx": render_docx(document), "slides.pptx": render_pptx(document, [process], "process")},
        "pdf",
        tmp_path,
    )

    word, slides = (PdfReader(io.BytesIO(opened[name])).pages for name in ("word", "slides"))
    assert len(slides) == 4
    assert _squeezed("Dlaczego") in _squeezed(slides[1].extract_text())
    assert _squeezed(process.title) in _squeezed(word[0].extract_text())
    assert len(word) > 4


def _squeezed(text: str) -> str:
    return "".join(text.split())
