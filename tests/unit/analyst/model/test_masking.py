"""What identifies people never leaves, and comes back exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.model.masking import mask, unmask

# The numbers are made up; their check digits are right.
PIECES = [
    ("EMAIL", "jan.kowalski+test@firma.example.pl"),
    ("PHONE", "+48 600 700 800"),
    ("PHONE", "600-700-800"),
    ("PHONE", "22 123 45 67"),
    ("PHONE", "0048600700800"),
    ("PESEL", "44051401359"),
    ("NIP", "526-025-02-74"),
    ("NIP", "5260250274"),
    ("REGON", "regon 012100784"),
    ("REGON", "12345678512347"),
    ("IBAN", "PL61 1090 1014 0000 0712 1981 2874"),
    ("IBAN", "61109010140000071219812874"),
    ("IBAN", "DE89370400440532013000"),
    ("CARD", "4111 1111 1111 1111"),
]


@pytest.mark.parametrize(("kind", "value"), PIECES)
def test_each_kind_is_replaced(kind: str, value: str) -> None:
    masked = mask(f"Dane: {value}, proszę.")
    assert masked.counts == {kind: 1}
    digits = re.sub(r"\D", "", value)
    assert not digits or digits not in re.sub(r"\D", "", masked.text)
    assert unmask(masked.text, masked.mapping) == f"Dane: {value}, proszę."


@pytest.mark.parametrize(
    "text",
    [
        "około 50-60 godzin miesięcznie, 1 200 000 zł",
        "PESEL 44051401358 ma złą cyfrę kontrolną",
        "konto PL61 1090 1014 0000 0712 1981 2875 jest błędne",
        "3 razy w tygodniu po 45 minut, 12 000 - 15 000 zł",
        "wersja 2.0, 2026-11-22, 8:30-16:30",
    ],
)
def test_ordinary_numbers_and_wrong_check_digits_stay(text: str) -> None:
    masked = mask(text)
    assert masked.text == text or set(masked.counts) == {"PHONE"}
    assert unmask(masked.text, masked.mapping) == text


def test_the_same_value_gets_the_same_token_across_texts() -> None:
    title = mask("Poczta a@b.pl")
    description = mask("Piszemy na a@b.pl i c@d.pl.", title.mapping)
    assert title.text == "Poczta ⟦EMAIL_1⟧"
    assert description.text == "Piszemy na ⟦EMAIL_1⟧ i ⟦EMAIL_2⟧."


def test_text_that_looks_like_a_token_is_not_taken_for_one() -> None:
    text = "⟦EMAIL_1⟧ to nie adres, a@b.pl tak"
    masked = mask(text)
    assert unmask(masked.text, masked.mapping) == text
    assert masked.mapping["⟦EMAIL_1⟧"] == "a@b.pl"


def test_an_invented_token_stays_as_it_is() -> None:
    assert unmask("⟦EMAIL_9⟧", mask("a@b.pl").mapping) == "⟦EMAIL_9⟧"


fragments = st.sampled_from(
    [value for _, value in PIECES] + ["⟦EMAIL_1⟧", "⟦", "⟧", "⟦NIP_", "_1⟧", "PL", "do ", "+", " ", ".", "@", "1", "48"]
)


@given(st.lists(st.one_of(fragments, st.text(max_size=8)), max_size=12).map("".join))
def test_unmasking_gives_back_every_text(text: str) -> None:
    masked = mask(text)
    assert unmask(masked.text, masked.mapping) == text


@given(st.lists(st.one_of(fragments, st.text(max_size=8)), max_size=6).map("".join))
def test_a_second_text_with_the_first_mapping_comes_back_too(text: str) -> None:
    first = mask("Kontakt: a@b.pl, 600 700 800")
    second = mask(text, first.mapping)
    assert unmask(second.text, second.mapping) == text
    assert first.mapping.items() <= second.mapping.items()
