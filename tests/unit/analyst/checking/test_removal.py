"""What is removed from prose leaves no stump: whole sentences go, with the list they introduce."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.number_lock import AllowedSources, drop_sentences
from smartflow.analyst.checking.removal import without
from smartflow.analyst.text import sentences

NOTHING = AllowedSources(SourceText(""))


@pytest.mark.parametrize(
    "text",
    [
        "Zgodnie z art. 106e ustawy o VAT oszczędzicie 40 godzin.",
        "Podstawą jest ust. 2 pkt 4 i kara 500 zł.",
        "Dane, np. faktury, m.in. 30 sztuk, tj. połowa, znikną.",
        "Por. poz. 1570, czyli 40 godzin.",
        "Koszt wg nr 5 to ok. 300 zł.",
        "Under Sec. 4 of the policy you save approx. 40 hours.",
        "File No. 12, e.g. 30 invoices, i.e. half of them.",
        "See Fig. 3 and Art. 5 GDPR, cf. Ch. 2, for 40 hours.",
    ],
)
def test_a_sentence_with_abbreviations_goes_whole(text: str) -> None:
    assert drop_sentences(f"Zostaje. {text} Stays.", NOTHING) == ("Zostaje. Stays.", 1)


def test_the_line_that_introduces_a_list_goes_with_its_last_item() -> None:
    text = "Opis.\nKorzyści:\nOszczędzacie 40 godzin.\nZyskujecie 300 zł.\n\nDalej."
    assert drop_sentences(text, NOTHING) == ("Opis.\nDalej.", 3)


def test_the_items_of_a_line_that_was_removed_go_too() -> None:
    text = "W 40 godzin zrobicie:\nprzegląd poczty\nprzegląd faktur\n\nDalej."
    assert drop_sentences(text, NOTHING) == ("Dalej.", 3)


def test_a_list_keeps_its_introduction_as_long_as_an_item_stays() -> None:
    text = "Korzyści:\nOszczędzacie 40 godzin.\nMniej pomyłek."
    assert drop_sentences(text, NOTHING) == ("Korzyści:\nMniej pomyłek.", 1)


@given(
    st.lists(
        st.sampled_from(
            ["Tak. ", "Nie ma:\n", "art. 5 ", "40 godzin. ", "np. ", "\n\n", "a: ", "„x. Y” ", "e.g. ", "!"]
        )
        | st.text(max_size=5),
        max_size=12,
    ).map("".join)
)
def test_what_remains_is_made_of_whole_sentences_in_their_order(text: str) -> None:
    parts = [text[start:end] for start, end in sentences(text)]
    assert "".join(parts) == text
    kept, removed = without(text, lambda part: any(char.isdigit() for char in part))
    good = [part for part in parts if not any(char.isdigit() for char in part)]
    assert removed >= len(parts) - len(good)
    assert _is_subsequence(kept, good)


def _is_subsequence(kept: str, parts: list[str]) -> bool:
    """Tell whether a text is made of some of the parts, in their order; white space at its ends was removed."""
    rests = {kept}
    for part in parts:
        rests |= {
            rest.removeprefix(cut)
            for rest in rests
            for cut in (part, part.strip(), part.lstrip())
            if rest.startswith(cut)
        }
    return "" in rests or any(not rest.strip() for rest in rests)
