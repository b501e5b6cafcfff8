"""Pages as people see them: drawn by poppler and compared with kept pictures, read by poppler, checked by qpdf."""

import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from PIL import Image

from rendering.pdf import render_pdf
from rendering.pdf.charts import place_chart
from rendering.pdf.draw import new_pdf
from rendering.pdf.faces import Faces
from rendering.pdf.pages import Dot, Flow, Stroke
from smartflow.language.text import Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.tree import Document, MatrixChart, MatrixPoint, Paragraph, Tick, plain
from tests.support.programs import program
from tests.unit.rendering.printing import difference, drawn, kept, read_by_poppler
from tests.unit.rendering.reading import printed, squeezed
from tests.unit.rendering.test_pdf_text import HARD_TEXTS, HOSTILE
from tests.unit.reports import samples


def logo() -> bytes:
    """Return a picture that is dark on the left and light on the right."""
    picture = Image.new("RGB", (300, 96), "white")
    picture.paste((20, 110, 90), (0, 0, 150, 96))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def one(language: Language) -> Document:
    own = samples.options(language, header="Biuro Żółw", footer="Poufne – dla zarządu", author="Łąka sp. z o.o.")
    return process_report(samples.process(language), replace(own, logo=logo()))


def brief(language: Language) -> Document:
    """A decision on a process that pays, with what a person set by hand."""
    return process_report(samples.process(language), replace(samples.options(language), detail="brief", logo=logo()))


def many(language: Language) -> Document:
    """Three processes: one with figures set by hand, one of which nothing was confirmed, one that does not pay."""
    first = samples.process(language)
    processes = [
        first,
        replace(first, title="Proces B", figures=samples.read_from_text(), overrides=()),
        replace(first, title="Proces C", figures=samples.losing(), overrides=()),
    ]
    return portfolio_report(processes, replace(samples.options(language), detail="figures"))


def undecided(language: Language) -> Document:
    """A process with an open question, and with a verdict set by hand."""
    own = (samples.by_hand("verdict", "Decyzja po sezonie."),)
    process = replace(samples.process(language), figures=samples.in_season(), overrides=own)
    return process_report(process, replace(samples.options(language), detail="figures"))


REPORTS: Final[dict[str, Callable[[], bytes]]] = {
    "process-pl": lambda: render_pdf(one("pl")),
    "brief-en": lambda: render_pdf(brief("en")),
    "portfolio-en": lambda: render_pdf(many("en")),
    "undecided-en": lambda: render_pdf(undecided("en")),
}
_TOLERATED: Final = 0.008


@pytest.mark.parametrize("name", REPORTS)
def test_pages_look_as_they_are_kept(name: str) -> None:
    pages, expected = drawn(REPORTS[name]()), kept(name)

    assert len(pages) == len(expected)
    differing = {
        number: round(apart, 3)
        for number, (page, wanted) in enumerate(zip(pages, expected, strict=True), start=1)
        if (apart := difference(page, wanted)) > _TOLERATED
    }
    assert not differing, "if this is meant: python -m tests.unit.rendering.printing"


CHANGES: Final[dict[str, Callable[[Document], Document]]] = {
    "no logo": lambda whole: replace(whole, logo=None),
    "another title": lambda whole: replace(whole, cover=replace(whole.cover, title="Reklamacje")),
    "a figure less": lambda whole: replace(whole, cover=replace(whole.cover, figures=whole.cover.figures[:2])),
    "no verdict": lambda whole: replace(whole, cover=replace(whole.cover, verdict="")),
    "a paragraph more": lambda whole: replace(
        whole, blocks=(whole.blocks[0], Paragraph(plain("Więcej. ")), *whole.blocks[1:])
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_page_that_has_changed_is_noticed(change: Callable[[Document], Document]) -> None:
    whole = brief("pl")
    before, after = drawn(render_pdf(whole)), drawn(render_pdf(change(whole)))

    assert max(difference(page, other) for page, other in zip(before, after, strict=False)) > _TOLERATED


def every_kind() -> dict[str, Document]:
    """Return reports with everything that a file can be made of."""
    strange = replace(one("pl"), title=HOSTILE[0], author=HOSTILE[4], header=HOSTILE[1], footer=HOSTILE[3])
    texts = (*HARD_TEXTS.values(), *HOSTILE, "😀 漢 \U0010fffd", "\x00\x07\ud800")
    return {
        "process-pl": one("pl"),
        "process-en": one("en"),
        "portfolio-en": many("en"),
        "undecided-en": undecided("en"),
        "brief-en": brief("en"),
        "empty": replace(one("pl"), blocks=()),
        "strange": replace(strange, blocks=tuple(Paragraph(plain(text)) for text in texts)),
    }


@pytest.mark.parametrize("name", every_kind())
def test_qpdf_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(every_kind()[name]))

    checked = subprocess.run([program("qpdf"), "--check", str(file)], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stdout + checked.stderr


@pytest.mark.parametrize("language", ["pl", "en"])
def test_another_reader_finds_every_text_too(language: Language) -> None:
    document = one(language)

    found = squeezed(read_by_poppler(render_pdf(document)))

    assert [words for words in printed(document) if squeezed(words) not in found] == []


@pytest.mark.parametrize("words", HARD_TEXTS.values(), ids=HARD_TEXTS.keys())
def test_another_reader_finds_hard_texts_as_they_were(words: str) -> None:
    document = replace(one("pl"), blocks=(Paragraph(plain(words)),))

    found = squeezed(read_by_poppler(render_pdf(document)))

    assert squeezed(composed(words)) in found


def composed(words: str) -> str:
    """Return the text with each letter and its marks as one character, which is how a report prints them."""
    pairs = {"z\u0307": "ż", "o\u0301": "ó", "c\u0301": "ć", "e\u0328": "ę", "s\u0301": "ś", "a\u0328": "ą"}
    for pair, letter in pairs.items():
        words = words.replace(pair, letter)
    return words


def point(number: int, x: int, y: int, quadrant: str) -> MatrixPoint:
    return MatrixPoint(number, f"P{number}", Decimal(x), Decimal(y), str(x), str(y), quadrant)


def test_each_process_is_drawn_wholly_in_its_corner_of_the_matrix() -> None:
    corners = ("strategic", "quick wins", "leave alone", "fill-ins")
    points = (
        point(1, 60, 500, "quick wins"),  # on both lines
        point(2, 59, 500, "strategic"),
        point(3, 60, 499, "fill-ins"),
        point(4, 100, -1, "leave alone"),  # easy, and still at a loss
        point(5, 10, 0, "leave alone"),
    )
    ticks = tuple(Tick(Decimal(value), str(value)) for value in (-500, 0, 500, 1000))
    across = tuple(Tick(Decimal(value), str(value)) for value in (0, 100))
    chart = MatrixChart("", "", "", "", across, ticks, Decimal(60), Decimal(500), Decimal(0), corners, points)
    with closing(Faces(new_pdf(one("en")))) as faces:
        flow = Flow(faces, top=100, bottom=700)
        place_chart(flow, chart)
    dots = [mark for mark, _ in flow.sheet.marks if isinstance(mark, Dot)]
    lines = [mark.points for mark, _ in flow.sheet.marks if isinstance(mark, Stroke)]
    cut, floor = (line[0][1] for line in lines if line[0][1] == line[1][1])
    middle = next(line[0][0] for line in lines if line[0][0] == line[1][0])

    corner = {
        number: (
            dot.x > middle,
            "top" if dot.y + dot.radius <= cut else "below" if dot.y - dot.radius >= floor else "middle",
        )
        for number, dot in enumerate(dots, start=1)
    }
    assert corner == {
        1: (True, "top"), 2: (False, "top"), 3: (True, "middle"), 4: (True, "below"), 5: (False, "middle"),
    }  # fmt: skip
    assert all(abs(dot.x - middle) >= dot.radius for dot in dots)
