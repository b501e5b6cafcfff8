"""What goes into a PDF comes out of it: the same words, whole, in both languages, and nothing is taken for a command."""

import sys
import threading
from dataclasses import replace
from typing import Final

import docx
import pptx
import pytest

from rendering.forms import render
from rendering.pdf import render_pdf
from smartflow.language.text import Language
from smartflow.reports.document.content import portfolio_report, process_report
from smartflow.reports.document.tree import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Run,
    Table,
    plain,
)
from smartflow.reports.store import CONTENT_TYPES, Format
from tests.unit.rendering.reading import pages, printed, squeezed, text
from tests.unit.reports import samples

LANGUAGES: Final[tuple[Language, ...]] = ("pl", "en")

HARD_TEXTS: Final = {
    "polish": "Zażółć gęślą jaźń; PCHNĄĆ W TĘ ŁÓDŹ JEŻA LUB OŚM SKRZYŃ FIG.",
    "hyphens": "biznesowo-techniczny e-mail, 2–3 dni – nie dłużej — i półdzień‑dzień",
    "quotes": "„cudzysłów «zagnieżdżony» polski” i “English ‘single’ quotes” oraz \"proste\" i 'apostrof'",
    "money": "45\u00a0684,00\u00a0zł; 1\u202f234,56 zł; €1,234.50; £9; $5; 12₴",
    "mathematics": "8 × 2 ÷ 4 − 1 ≥ 0, 65,25 % ≈ 65 %, ½, ±5, √2, → dalej",
    "cyrillic": "Рахунки приходять поштою. Счета-фактуры, Їжак, Ґанок, объём.",
    "greek": "Τα τιμολόγια φτάνουν με το ταχυδρομείο — Ωμέγα.",
    "other latin": "Čeština, slovenčina, magyar őű, română șț, türkçe ğı, français œ, deutsch ß",
    "symbols": "✓ zrobione, ✗ nie, ★ ważne, ☎ telefon, ■ kwadrat",
    "decomposed": "Zaz\u0307o\u0301\u0142c\u0301 ge\u0328s\u0301la\u0328",
    "long word": "Pneumono" + "ultramicroscopic" * 30 + "koniec",
    "long address": "https://example.com/" + "bardzo-długa/ścieżka?zapytanie=wartość&" * 12,
    "one letter words": "w z i a o u " * 60,
    "brackets": "(nawias) \\ukośnik\\ [kwadrat] {klamra} %procent <kąt> /Nazwa (niedomknięty",
}

HOSTILE: Final = (
    '<img src="file:///etc/passwd"> <a href="http://127.0.0.1:9/x">link</a> <font color="red">x</font>',
    "**pogrubienie** __kursywa__ --podkreślenie-- ~~skreślenie~~ [x](http://127.0.0.1:9/) ![y](file:///etc/passwd)",
    "{nb} {page} {pages} %(nb)s ${HOME} {{7*7}} %s %d",
    "BT /F1 12 Tf (x) Tj ET) Tj ET Q endstream endobj << /JS (app.alert(1)) >>",
    "\\u0000 \\x00 \\(\\) \\n ]]> --> </x:xmpmeta> &amp; &lt;",
    '=HYPERLINK("http://127.0.0.1") +1 -1 @SUM(A1)',
)


def report(*blocks: Block) -> Document:
    """A short document around the blocks under test."""
    whole = process_report(samples.process("pl"), samples.options("pl"))
    return replace(whole, blocks=blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_process_report_is_found_in_the_pdf(language: Language) -> None:
    document = process_report(samples.process(language), samples.options(language))

    found = squeezed(text(render_pdf(document)))

    assert [words for words in printed(document) if squeezed(words) not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_portfolio_report_is_found_in_the_pdf(language: Language) -> None:
    processes = [replace(samples.process(language), title=f"Proces {letter}") for letter in "ABC"]
    document = portfolio_report(processes, samples.options(language))

    found = squeezed(text(render_pdf(document)))

    assert [words for words in printed(document) if squeezed(words) not in found] == []


@pytest.mark.parametrize("words", HARD_TEXTS.values(), ids=HARD_TEXTS.keys())
def test_hard_texts_come_back_as_they_were_in_every_kind_of_block(words: str) -> None:
    composed = words.replace("z\u0307", "ż").replace("o\u0301", "ó").replace("c\u0301", "ć").replace("e\u0328", "ę")
    composed = composed.replace("s\u0301", "ś").replace("a\u0328", "ą")
    blocks = (
        Paragraph(plain(words)),
        Heading(2, words),
        Quote(words),
        Note("", plain(words)),
        Bullets((plain(words),)),
        Facts((("Opis", plain(words)),)),
        Table((Column("A"), Column("B", "right")), ((plain("x"), plain(words)),)),
    )

    found = squeezed(text(render_pdf(report(*blocks))))

    assert found.count(squeezed(composed)) == len(blocks)


def test_twenty_thousand_characters_are_printed_to_the_last_word() -> None:
    sentences = [f"Zdanie numer {number} o fakturach, które przychodzą z różnych źródeł." for number in range(330)]
    description = " ".join(sentences)[:20_000]
    process = replace(samples.process("pl"), description=description, analysis=None)

    found = squeezed(text(render_pdf(process_report(process, samples.options("pl")))))

    assert squeezed(description) in found


def test_a_text_without_any_space_is_printed_whole() -> None:
    process = replace(samples.process("pl"), description="ą" * 20_000, analysis=None)

    found = squeezed(text(render_pdf(process_report(process, samples.options("pl")))))

    assert "ą" * 20_000 in found


@pytest.mark.parametrize("emoji", ["😀", "👨‍👩‍👧", "🇵🇱", "漢", "\U0010fffd"])
def test_a_character_that_no_font_has_is_shown_as_a_replacement_and_costs_no_neighbour(emoji: str) -> None:
    found = text(render_pdf(report(Paragraph(plain(f"przed {emoji} po")))))

    assert "\ufffd" in found
    assert squeezed(found).replace("\ufffd", "").endswith("przedpo")


def test_control_and_invisible_characters_are_left_out() -> None:
    found = text(render_pdf(report(Paragraph(plain("a\x00b\x07c\x1bd\u202ee\u200bf\ufeffg\x7fh")))))

    assert "abcdefgh" in found


def test_a_lone_surrogate_does_not_break_a_report() -> None:
    assert "ab" in text(render_pdf(report(Paragraph(plain("a\ud800b")))))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_printed_literally_everywhere(words: str) -> None:
    process = replace(
        samples.process("pl"), title=words, description=words, category=words, tags=(words,), analysis=None
    )
    options = samples.options("pl", title=words, header=words, footer=words, author=words)
    document = process_report(process, options)

    found = squeezed(text(render_pdf(document)))

    assert [shown for shown in printed(document) if squeezed(shown) not in found] == []
    assert found.count(squeezed(words)) >= 4


_WATCHED: list[tuple[str, object]] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    # Threads of other tests go about their own business meanwhile.
    if (
        _WATCHED is not None
        and threading.current_thread() is threading.main_thread()
        and event
        in (
            "open",
            "socket.connect",
            "socket.getaddrinfo",
            "subprocess.Popen",
            "os.system",
        )
    ):
        _WATCHED.append((event, arguments[0]))


@pytest.mark.parametrize("form", CONTENT_TYPES)
def test_hostile_text_opens_no_file_and_no_connection(form: Format) -> None:
    global _WATCHED
    words = " ".join(HOSTILE)
    process = replace(samples.process("pl"), title=words[:500], description=words, analysis=None)
    document = process_report(process, samples.options("pl", header=words, footer=words))
    render(form, document, [process], "process", full=True)  # whatever is imported on first use is imported here
    sys.addaudithook(_watch)

    _WATCHED = []
    render(form, document, [process], "process", full=True)
    opened, _WATCHED = _WATCHED, None

    assert {event for event, _ in opened} <= {"open"}
    # Fonts and colours of the PDF, and the templates that the writers of office files come with.
    own = (".ttf", ".icc"), tuple(package.__path__[0] for package in (docx, pptx))
    assert [path for _, path in opened if not (str(path).endswith(own[0]) or str(path).startswith(own[1]))] == []


def test_the_head_of_a_table_is_repeated_on_each_of_its_pages() -> None:
    rows = tuple((plain(f"wiersz {number}"), plain("opis " * 30)) for number in range(60))
    document = report(Table((Column("Kolumna pierwsza"), Column("Kolumna druga")), rows))

    with_rows = [page for page in pages(render_pdf(document)) if "wiersz" in page]

    assert len(with_rows) > 2
    assert all("Kolumna pierwsza" in page and "Kolumna druga" in page for page in with_rows)


def test_a_row_longer_than_a_page_goes_on_overleaf() -> None:
    words = " ".join(f"słowo{number}" for number in range(3000))
    document = report(Table((Column("A"), Column("B")), ((plain("x"), plain(words)), (plain("y"), plain("koniec")))))

    found = squeezed(text(render_pdf(document))).replace("AB", "")

    assert squeezed(words) in found
    assert found.endswith("ykoniec")


def test_runs_in_different_faces_stay_one_word() -> None:
    document = report(Paragraph((Run("auto", bold=True), Run("matyzacja", italic=True), Run(". Dalej"))))

    assert "automatyzacja. Dalej" in text(render_pdf(document))
