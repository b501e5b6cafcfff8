"""A brand's colour replaces the product's and stays readable, whatever it is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendering.pdf import render_pdf
from rendering.pdf.colours import LEAST_CONTRAST, contrast, palette, readable
from rendering.pdf.style import ACCENT, INK, MUTED, PAPER, TINTS, TONES, WARNING, Colour
from tests.unit.rendering.printing import drawn
from tests.unit.rendering.test_pdf_pages import one

PART = st.integers(0, 255)


def test_contrast_is_that_of_the_published_examples() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@given(st.tuples(PART, PART, PART))
def test_any_colour_becomes_one_that_can_be_read_and_a_dark_one_stays(colour: Colour) -> None:
    found = readable(colour)

    assert contrast(found, PAPER) >= LEAST_CONTRAST
    assert found == colour or contrast(colour, PAPER) < LEAST_CONTRAST


def test_every_colour_of_text_of_the_product_can_be_read_on_its_grounds() -> None:
    for ground in (PAPER, *TINTS.values()):
        assert all(contrast(ink, ground) >= LEAST_CONTRAST for ink in (INK, MUTED, ACCENT, WARNING, TONES["good"]))


def test_without_a_colour_nothing_is_replaced() -> None:
    assert palette("") == {}


def test_the_cover_has_the_colour_of_the_brand() -> None:
    whole = replace(one("pl"), logo=None)
    light, dark = (drawn(render_pdf(replace(whole, accent=accent)))[0] for accent in ("#ffee00", "#200020"))

    assert 80 < light.getpixel((10, 10)) < 140, "darkened until white text can be read on it"  # type: ignore[operator]
    assert dark.getpixel((10, 10)) < 30  # type: ignore[operator]
