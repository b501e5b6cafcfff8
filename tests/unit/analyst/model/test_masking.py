"""What identifies people is never sent, and comes back exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smartflow.analyst.model.masking import mask, unmask
from tests.unit.analyst.model.masking_cases import KEPT, MASKED

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


@pytest.mark.parametrize(("kind", "marked"), [(kind, marked) for kind, all_ in MASKED.items() for marked in all_])
def test_what_identifies_is_replaced_and_the_words_around_it_stay(kind: str, marked: str) -> None:
    text = marked.replace("‹", "").replace("›", "")
    masked = mask(text)
    assert masked.text == re.sub("‹.*›", f"⟦{kind}_1⟧", marked)
    assert unmask(masked.text, masked.mapping) == text


@pytest.mark.parametrize(
    "text", [*KEPT, "PESEL 44051401358 ma złą cyfrę kontrolną", "konto PL61 1090 1014 0000 0712 1981 2875 jest błędne"]
)
def test_what_identifies_nobody_is_sent_as_it_is(text: str) -> None:
    assert mask(text).text == text


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
    [value for _, value in PIECES]
    + [marked.replace("‹", "").replace("›", "") for all_ in MASKED.values() for marked in all_]
    + ["\u200b", "\0", "２", "٣", " at ", " dot ", "ul. ", "Street", "\n"]
    + ["⟦EMAIL_1⟧", "⟦", "⟧", "⟦NIP_", "_1⟧", "PL", "do ", "+", " ", ".", "@", "1", "48"]
)


@settings(deadline=None)
@given(st.lists(st.one_of(fragments, st.text(max_size=8)), max_size=12).map("".join))
def test_unmasking_gives_back_every_text(text: str) -> None:
    masked = mask(text)
    assert unmask(masked.text, masked.mapping) == text


@settings(deadline=None)
@given(st.lists(st.one_of(fragments, st.text(max_size=8)), max_size=6).map("".join))
def test_a_second_text_with_the_first_mapping_comes_back_too(text: str) -> None:
    first = mask("Kontakt: a@b.pl, 600 700 800")
    second = mask(text, first.mapping)
    assert unmask(second.text, second.mapping) == text
    assert first.mapping.items() <= second.mapping.items()


# Check digits by the published rules, written here a second time.


def weighted(number: str, weights: str) -> int:
    return sum(int(digit) * int(weight) for digit, weight in zip(number, weights, strict=True))


def a_pesel(year: int, month: int, day: int, serial: int) -> str:
    body = f"{year:02}{month:02}{day:02}{serial:04}"
    return f"{body}{-weighted(body, '1379137913') % 10}"


def a_nip(body: int) -> str:
    check = weighted(f"{body:09}", "657234567") % 11
    assume(check != 10)
    return f"{body:09}{check}"


def a_regon(body: int, unit: int) -> str:
    nine = f"{body:08}{weighted(f'{body:08}', '89234567') % 11 % 10}"
    return f"{nine}{unit:04}{weighted(f'{nine}{unit:04}', '2485097361248') % 11 % 10}"


def an_account(body: int) -> str:
    """A Polish account: P is 25, L is 21, and the check digits leave a remainder of one."""
    return f"{98 - int(f'{body:024}252100') % 97:02}{body:024}"


def a_card(body: int) -> str:
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(str(body))]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


NUMBERS = st.one_of(
    st.tuples(
        st.just("PESEL"),
        st.builds(a_pesel, st.integers(0, 99), st.integers(1, 12), st.integers(1, 28), st.integers(0, 9999)),
    ),
    st.tuples(st.just("NIP"), st.builds(a_nip, st.integers(1_000_000, 999_999_999))),
    st.tuples(st.just("REGON"), st.builds(a_regon, st.integers(0, 99_999_999), st.integers(0, 9999))),
    st.tuples(st.just("IBAN"), st.builds(an_account, st.integers(0, 10**24 - 1))),
    st.tuples(st.just("CARD"), st.builds(a_card, st.integers(2 * 10**14, 7 * 10**14 - 1))),
)


@settings(deadline=None)
@given(NUMBERS, st.lists(st.integers(1, 25), max_size=6), st.sampled_from(" -\u00a0"))
def test_every_number_with_right_check_digits_is_masked_however_it_is_grouped(
    number: tuple[str, str], cuts: list[int], separator: str
) -> None:
    kind, digits = number
    assume(not digits.startswith("00"))  # that is how an international telephone number begins
    written = "".join(separator + digit if index in cuts else digit for index, digit in enumerate(digits))
    masked = mask(f"Dane: {written}.")
    assert masked.counts == {kind: 1}
    assert unmask(masked.text, masked.mapping) == f"Dane: {written}."


@settings(deadline=None)
@given(NUMBERS, st.integers(0, 25), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_that_kind_of_number(number: tuple[str, str], place: int, more: int) -> None:
    kind, digits = number
    assume(kind != "REGON")  # its remainder of ten counts as zero, so one wrong digit may pass
    place %= len(digits)
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert kind not in mask(f"Dane: {wrong}.").counts


@settings(deadline=None)
@given(st.integers(0, 10**24 - 1), st.sampled_from(["proszę", "do", "12", "i 5 faktur"]))
def test_words_behind_an_account_with_its_country_stay(body: int, behind: str) -> None:
    masked = mask(f"konto PL{an_account(body)} {behind}")
    assert masked.text == f"konto ⟦IBAN_1⟧ {behind}"
