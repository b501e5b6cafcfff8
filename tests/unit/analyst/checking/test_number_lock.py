"""No numeral reaches a reader that neither the engine computed nor the user's own words hold."""

from __future__ import annotations

import pytest

from smartflow.analyst.checking.evidence import SourceText
from smartflow.analyst.checking.filling import fill
from smartflow.analyst.checking.number_lock import AllowedSources, check, drop_sentences, prepare

ALLOWED = AllowedSources(
    SourceText("Tracimy na to 50 godzin miesięcznie, płacimy 1 200 zł, razem 150 szt. Zespół to trzy osoby."),
    titles=frozenset({"KSeF in 2026: what changes for small firms"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "Oszczędność netto to {net_annual} rocznie.",
        "Od {net_annual_conservative} do {net_annual_optimistic} rocznie, zwrot: {payback}.",
        "W opisie czytamy: „50 godzin miesięcznie”.",
        "Zespół („trzy osoby”) jest mały.",
        "Źródło: “KSeF in 2026: what changes for small firms”.",
        "Microsoft 365, n8n i KSeF 2.0 wystarczą w modelu B2B.",
        "Pierwszy krok, drugi krok, the first step and the third one.",
        "Kilka pól formularza, several systems, one of the steps, jedno miejsce.",
        "Raz w miesiącu, once a month, co tydzień, w piątki i w czwartek.",
        "Podwójne wprowadzanie danych i two-factor authentication.",
        "W ten sposób proces jest prostszy.",
    ],
)
def test_prose_without_numbers_of_its_own_passes(text: str) -> None:
    assert check(text, ALLOWED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Oszczędzasz 50 %.",
        "Oszczędzasz „50” %.",
        "Oszczędzasz „50 godzin” %.",
        "Zapłacisz „200 zł”.",
        "Zapłacisz „50 godzin” „000 zł”.",
        "Zysk 9„50 godzin miesięcznie”.",
        "Połowa czasu znika.",
        "Half the time goes.",
        "Dwa razy szybciej.",
        "Three times faster.",
        "Tysiące złotych.",
        "Kilkadziesiąt godzin.",
        "Kilka procent mniej.",
        "One hour a day.",
        "Jedna godzina dziennie.",
        "A third of the cost.",
        "Jedna trzecia kosztu.",
        "Co dziesiąta faktura.",
        "Zero błędów.",
        "Double the output, twice the profit.",
        "Stuprocentowa skuteczność i dwutygodniowy termin.",
        "Pół etatu mniej.",
        "Pol etatu mniej.",
        "W 2027 roku.",
        "Do 31.12.",
        "Etap II i kwartał IV.",
        "Oszczędność ½ etatu, ² razy, ⑤ osób, ٥٠ godzin, 五 days.",
        "Ten hours a week.",
        "Zwanzig Prozent weniger.",
        "Вдвічі менше: двадцять годин.",
        "Microsoft 365 zł.",
        "n8n 40.",
        "5️⃣ kroków.",
        "Dozens of invoices, hundreds of mails.",
        "twenty\u00adfive",
    ],
)
def test_a_numeral_of_its_own_is_a_violation(text: str) -> None:
    assert check(text, ALLOWED) != []


@pytest.mark.parametrize(
    "text",
    [
        "{unknown_name} rocznie.",
        "{net_annual}000 zł",
        "-{net_annual}",
        "{net_annual} zł",
        "{net_annual} tys.",
        "{net_annual} miesięcznie",
        "{hours_saved_annual} per employee",
        "PLN {net_annual}",
        "{net_annual}{gross_annual}",
        "{potential} %",
        "{net annual}",
        "{{net_annual}}",
        "9 {net_annual}",
    ],
)
def test_a_placeholder_cannot_be_changed_by_what_stands_around_it(text: str) -> None:
    assert check(text, ALLOWED) != []


def test_only_the_offending_sentence_goes() -> None:
    text = "Dane są przepisywane, np. do Optimy. Oszczędzasz 50 %. Zwrot: {payback}."
    assert drop_sentences(text, ALLOWED) == ("Dane są przepisywane, np. do Optimy. Zwrot: {payback}.", 1)


def test_a_sentence_whose_figure_is_unknown_goes() -> None:
    figures = {"net_annual": "1 200,00 zł", "payback": None}
    assert fill("Netto {net_annual}. Zwrot: {payback}. Koniec.", figures) == ("Netto 1 200,00 zł. Koniec.", 1)


def test_an_abbreviated_unit_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    assert fill("Zwrot: {payback}. Zwrot w {payback} od startu.", {"payback": "14 mies."}) == (
        "Zwrot: 14 mies. Zwrot w 14 mies. od startu.",
        0,
    )


@pytest.mark.parametrize(
    "text", ["I’d start with SMSami i PDFami.", "Don’t retype what’s already there.", "The team’s inbox"]
)
def test_typographic_apostrophes_and_declined_abbreviations_are_no_names(text: str) -> None:
    assert check(text, ALLOWED) == []


def test_list_numbering_is_taken_off_and_not_the_sentence() -> None:
    assert prepare("1. Zmierz czas.\n2) Ustal zasady.") == "Zmierz czas.\nUstal zasady."


def test_invisible_characters_do_not_hide_a_number_word() -> None:
    assert check(prepare("Oszczędzasz po\u200błowę czasu."), ALLOWED) != []


@pytest.mark.parametrize(
    "sentence",
    [
        "Przenieś to z Worda do Excela.", "Plik leży w SharePoincie i na OneDrivie.", "Skrypt w Pythonie działa na Windowsie.",
        "Zgłoszenia przychodzą przez Facebooka i WhatsAppa.", "Wniosek składa się przez ePUAP.",
        "Open the file in Excel or in Google Sheets.", "Data from Gmail go to Power Query.",
    ],
)  # fmt: skip
def test_known_products_may_be_named_and_declined(sentence: str) -> None:
    assert check(sentence, AllowedSources(SourceText(""))) == []


@pytest.mark.parametrize(
    ("description", "sentence"),
    [
        ("Fakturami zajmuje się Dorota.", "Wyjątki zostają przy Dorocie."),
        ("Zamówienia przyjmuje Jadwiga.", "Duże kwoty ogląda się przy Jadwidze."),
        ("Listę prowadzi Monika.", "Pytania zadaje się Monice."),
    ],
)
def test_a_name_of_the_description_is_known_in_other_cases(description: str, sentence: str) -> None:
    assert check(sentence, AllowedSources(SourceText(description))) == []
    assert check(sentence, AllowedSources(SourceText(""))) != []
