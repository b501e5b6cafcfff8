"""Breaking lines: within the width, by the rules of Polish typography, without losing a letter."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from fpdf import FPDF
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rendering.pdf.faces import Faces
from rendering.pdf.lines import Line, break_lines, one_line, text_width
from smartflow.reports.document.clean import clean
from smartflow.reports.document.tree import Run, plain


@pytest.fixture(scope="module")
def faces() -> Iterator[Faces]:
    with closing(Faces(FPDF(unit="pt"))) as opened:
        yield opened


def shown(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def test_no_line_ends_with_a_word_of_one_letter(faces: Faces) -> None:
    text = "Idę do sklepu i z powrotem, a w domu u siebie o tym piszę, " * 40

    for width in range(90, 400, 10):
        ends = [shown(line).split()[-1] for line in break_lines(faces, plain(text), 10, width)[:-1]]
        assert [end for end in ends if len(end) == 1] == []


def test_no_line_ends_with_a_hyphen_unless_a_soft_one_divides_the_word(faces: Faces) -> None:
    text = "biznesowo-techniczny proces - lista - e-mail-owy " * 40

    for width in range(120, 300, 10):
        assert [line for line in break_lines(faces, plain(text), 10, width) if shown(line).endswith("-")] == []


def test_a_non_breaking_space_keeps_number_and_unit_together(faces: Faces) -> None:
    text = "kwota 45\u00a0684,00\u00a0zł " * 40

    for width in range(110, 300, 10):
        for line in break_lines(faces, plain(text), 10, width):
            assert shown(line).count("45\u00a0684,00\u00a0zł") == shown(line).count("45")


def test_a_soft_hyphen_divides_where_it_stands_and_is_invisible_elsewhere(faces: Faces) -> None:
    narrow = break_lines(faces, plain("auto\u00admaty\u00adzacja"), 10, 50)
    wide = break_lines(faces, plain("auto\u00admaty\u00adzacja"), 10, 500)

    assert [shown(line) for line in narrow] == ["automaty\u00ad", "zacja"]
    assert [shown(line) for line in wide] == ["automatyzacja"]


def test_a_line_says_whether_another_word_follows_on_the_next(faces: Faces) -> None:
    lines = break_lines(faces, plain("auto\u00admaty\u00adzacja procesu\nkoniec"), 10, 50)

    assert [(shown(line), line.goes_on) for line in lines] == [
        ("automaty\u00ad", False), ("zacja", True), ("procesu", True), ("koniec", False),
    ]  # fmt: skip


def test_line_breaks_of_the_author_stay(faces: Faces) -> None:
    assert [shown(line) for line in break_lines(faces, plain("raz\r\ndwa\n\ntrzy"), 10, 500)] == [
        "raz",
        "dwa",
        "",
        "trzy",
    ]


def test_a_shortened_line_ends_with_an_ellipsis_and_fits(faces: Faces) -> None:
    line = one_line(faces, "bardzo długi tytuł procesu " * 10, 10, 120)

    assert shown(line).endswith("…")
    assert line.width <= 120


@settings(max_examples=150)
@example(texts=[("000000000@\u00ad", False)], width=60)
@given(
    texts=st.lists(st.tuples(st.text(st.characters(codec="utf-8"), max_size=60), st.booleans()), max_size=6),
    width=st.integers(60, 400),
)
def test_lines_fit_their_width_and_keep_every_visible_character(
    faces: Faces, texts: list[tuple[str, bool]], width: int
) -> None:
    runs = [Run(text, bold=bold) for text, bold in texts]

    lines = break_lines(faces, runs, 10, width)

    # a character written by itself may be wider than the narrowest line, never a line of more than one
    assert all(line.width <= width + 0.01 or len(shown(line)) == 1 for line in lines)
    kept = "".join("".join(shown(line).split()) for line in lines).replace("\u00ad", "")
    given_ = "".join("".join(clean(text).split()) for text, _ in texts).replace("\u00ad", "")
    assert len(kept) == len(given_)
    assert all(a in (b, "\ufffd") for a, b in zip(kept, given_, strict=True))


def test_the_width_of_a_line_is_that_of_its_letters(faces: Faces) -> None:
    line = break_lines(faces, plain("Zażółć gęślą jaźń"), 12, 500)[0]

    assert line.width == pytest.approx(text_width(faces, "Zażółć gęślą jaźń", 12))
