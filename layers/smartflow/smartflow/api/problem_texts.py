"""The texts of problems, faults and failed analyses in each language."""

from dataclasses import dataclass

from smartflow.infra.problems import Fault, Problem
from smartflow.language.text import Language, Text


@dataclass(frozen=True)
class Entry:
    """Status, title and detail of a problem."""

    status: int
    title: Text
    detail: Text


PROBLEMS = {
    "bad_request": Entry(
        400,
        Text("Nieprawidłowe żądanie", "Bad request"),
        Text(
            "Żądanie zawiera wartość, której nie da się odczytać.", "The request contains a value that cannot be read."
        ),
    ),
    "malformed_json": Entry(
        400,
        Text("Nieprawidłowy JSON", "Malformed JSON"),
        Text("Treść żądania nie jest poprawnym dokumentem JSON.", "The request body is not valid JSON."),
    ),
    "invalid_cursor": Entry(
        400,
        Text("Nieprawidłowy kursor", "Invalid cursor"),
        Text(
            "Kursor strony jest uszkodzony lub pochodzi z innej listy.",
            "The page cursor is damaged or belongs to another list.",
        ),
    ),
    "unauthorized": Entry(
        401,
        Text("Wymagane logowanie", "Sign-in required"),
        Text("Brak ważnej sesji. Zaloguj się ponownie.", "Your session is no longer valid. Please sign in again."),
    ),
    "invalid_credentials": Entry(
        401,
        Text("Nie udało się zalogować", "Sign-in failed"),
        Text("Adres e-mail lub hasło są nieprawidłowe.", "The e-mail address or password is incorrect."),
    ),
    "totp_required": Entry(
        401,
        Text("Potrzebny kod", "Code required"),
        Text(
            "To konto chroni logowanie dwuetapowe: podaj kod z aplikacji albo kod zapasowy.",
            "This account uses two-factor authentication. Enter the code from your authenticator app or a recovery code.",
        ),
    ),
    "totp_invalid": Entry(
        401,
        Text("Nieprawidłowy kod", "Incorrect code"),
        Text(
            "Ten kod jest nieprawidłowy albo został już użyty. Poczekaj na następny.",
            "This code is incorrect or has already been used. Wait for the next one.",
        ),
    ),
    "wrong_password": Entry(
        403,
        Text("Nieprawidłowe hasło", "Incorrect password"),
        Text("Obecne hasło jest nieprawidłowe.", "The current password is incorrect."),
    ),
    "confirmation_required": Entry(
        403,
        Text("Potrzebne hasło", "Password required"),
        Text(
            "Podaj jeszcze raz hasło: bez niego nie można usunąć konta ani pobrać jego danych.",
            "Enter your password again. Deleting the account or downloading its data requires it.",
        ),
    ),
    "consent_required": Entry(
        403,
        Text("Potrzebna zgoda", "Consent required"),
        Text(
            "Zanim opis trafi do dostawcy modelu językowego, potrzebna jest Twoja zgoda. Wyrazisz ją, zlecając analizę, albo "
            "w ustawieniach konta.",
            "Your consent is needed before a description can be sent to the language model's provider. You can give it "
            "when you request an analysis or in your account settings.",
        ),
    ),
    "sign_up_closed": Entry(
        403,
        Text("Rejestracja wyłączona", "Sign-up is closed"),
        Text("Zakładanie kont jest tu wyłączone.", "New accounts cannot be created here."),
    ),
    "password_reset_closed": Entry(
        403,
        Text("Odzyskiwanie hasła wyłączone", "Password reset unavailable"),
        Text(
            "Ta instalacja nie wysyła poczty, więc hasła nie da się tu odzyskać. Napisz do administratora.",
            "This installation does not send e-mail, so passwords cannot be reset here. Please contact the administrator.",
        ),
    ),
    "wrong_entrance": Entry(
        403,
        Text("Niewłaściwy adres", "Wrong address"),
        Text(
            "Interfejs API jest dostępny tylko pod adresem strony.", "The API is available only at the page's address."
        ),
    ),
    "not_found": Entry(
        404,
        Text("Nie znaleziono", "Not found"),
        Text("Nie ma takiego zasobu.", "The resource does not exist."),
    ),
    "method_not_allowed": Entry(
        405,
        Text("Niedozwolona metoda", "Method not allowed"),
        Text("Ten adres nie obsługuje metody {method}.", "This address does not support {method}."),
    ),
    "reset_link_invalid": Entry(
        409,
        Text("Link nieważny", "Link no longer valid"),
        Text(
            "Ten link został już użyty, wygasł albo zastąpił go nowszy. Poproś o nowy.",
            "This link has been used, has expired or was replaced by a newer one. Please request a new one.",
        ),
    ),
    "email_taken": Entry(
        409,
        Text("Adres zajęty", "Address already in use"),
        Text("Istnieje już konto z tym adresem e-mail.", "An account with this e-mail address already exists."),
    ),
    "totp_active": Entry(
        409,
        Text("Logowanie dwuetapowe już włączone", "Two-factor authentication already on"),
        Text("Aby skonfigurować je od nowa, najpierw je wyłącz.", "To set it up again, turn it off first."),
    ),
    "analysis_active": Entry(
        409,
        Text("Analiza już trwa", "Analysis in progress"),
        Text(
            "Ten proces jest właśnie analizowany. Poczekaj na wynik lub anuluj analizę.",
            "This process is being analysed. Wait for the result or cancel the analysis.",
        ),
    ),
    "analysis_finished": Entry(
        409,
        Text("Analiza już zakończona", "Analysis already finished"),
        Text("Tej analizy nie można już zmienić w ten sposób.", "This analysis can no longer be changed in this way."),
    ),
    "no_processes": Entry(
        409,
        Text("Brak danych do raportu", "Nothing to report"),
        Text("Nie masz jeszcze żadnego procesu.", "You have no processes yet."),
    ),
    "too_many_processes": Entry(
        409,
        Text("Za dużo procesów", "Too many processes"),
        Text(
            "Jeden raport może objąć najwyżej {most:proces|procesy|procesów}. Wybierz mniej procesów.",
            "A report can cover at most {most:process|processes}. Select fewer processes.",
        ),
    ),
    "stale": Entry(
        412,
        Text("Nieaktualna wersja", "Outdated version"),
        Text(
            "Zasób zmienił się od czasu odczytu. Wczytaj go ponownie.",
            "The resource has changed since it was loaded. Load it again.",
        ),
    ),
    "payload_too_large": Entry(
        413,
        Text("Zbyt duże żądanie", "Request too large"),
        Text("Treść żądania może mieć najwyżej {limit} KB.", "The request body may be at most {limit} KB."),
    ),
    "unsupported_media_type": Entry(
        415,
        Text("Nieobsługiwany typ treści", "Unsupported content type"),
        Text("Wyślij treść jako application/json.", "Send the request body as application/json."),
    ),
    "validation_failed": Entry(
        422,
        Text("Nieprawidłowe dane", "Invalid input"),
        Text("Popraw wskazane pola.", "Please correct the fields indicated."),
    ),
    "budget_exhausted": Entry(
        429,
        Text("Wyczerpany budżet", "Budget used up"),
        Text(
            "Miesięczny budżet na model językowy został wykorzystany. Poczekaj do przyszłego miesiąca albo wybierz analizę "
            "opartą na regułach.",
            "This month's budget for the language model has been used up. Wait until next month or choose the rule-based "
            "analysis.",
        ),
    ),
    "no_result": Entry(
        409,
        Text("Brak wyniku", "No result"),
        Text("Ta analiza nie ma wyniku.", "This analysis has no result."),
    ),
    "different_processes": Entry(
        422,
        Text("Różne procesy", "Different processes"),
        Text(
            "Porównać można dwie analizy tego samego procesu.",
            "Two analyses can be compared only if they are of the same process.",
        ),
    ),
    "idempotency_key_reused": Entry(
        422,
        Text("Klucz użyty ponownie", "Key reused"),
        Text(
            "Ten Idempotency-Key był już użyty z inną treścią.",
            "This Idempotency-Key has already been used with a different request.",
        ),
    ),
    "precondition_required": Entry(
        428,
        Text("Wymagany nagłówek If-Match", "If-Match required"),
        Text(
            "Podaj w nagłówku If-Match wersję (ETag), którą zmieniasz.",
            "Send the version (ETag) you are changing in the If-Match header.",
        ),
    ),
    "passcode_required": Entry(
        403,
        Text("Potrzebny kod dostępu", "Passcode required"),
        Text(
            "Ten raport chroni kod dostępu. Poda go osoba, która przysłała link.",
            "This report is protected by a passcode. Ask the person who sent you the link.",
        ),
    ),
    "passcode_wrong": Entry(
        403,
        Text("Nieprawidłowy kod dostępu", "Incorrect passcode"),
        Text("Ten kod dostępu jest nieprawidłowy.", "This passcode is incorrect."),
    ),
    "share_withdrawn": Entry(
        410,
        Text("Link wycofano", "Link withdrawn"),
        Text(
            "Osoba, która udostępniła ten raport, wycofała link.",
            "The person who shared this report has withdrawn the link.",
        ),
    ),
    "share_expired": Entry(
        410,
        Text("Link wygasł", "Link expired"),
        Text(
            "Ten link był ważny przez ograniczony czas. O nowy można poprosić osobę, która go przysłała.",
            "This link was valid for a limited time. Ask the person who sent it for a new one.",
        ),
    ),
    "too_many_answers": Entry(
        429,
        Text("Zbyt wiele odpowiedzi", "Too many answers"),
        Text(
            "Na ten link odpowiedziano już wiele razy. Spróbuj ponownie później.",
            "This link has been answered many times already. Try again later.",
        ),
    ),
    "too_many_attempts": Entry(
        429,
        Text("Zbyt wiele prób", "Too many attempts"),
        Text("Spróbuj ponownie za {seconds} s.", "Try again in {seconds} s."),
    ),
    "internal_error": Entry(
        500,
        Text("Błąd serwera", "Server error"),
        Text(
            "Wystąpił błąd po naszej stronie. Zgłaszając go, podaj identyfikator żądania.",
            "Something went wrong on our side. If you report it, please include the request ID.",
        ),
    ),
    "unavailable": Entry(
        503,
        Text("Chwilowo niedostępne", "Temporarily unavailable"),
        Text(
            "Usługa jest chwilowo niedostępna. Spróbuj za chwilę.",
            "The service is temporarily unavailable. Please try again shortly.",
        ),
    ),
}

FAULTS = {
    "missing": Text("To pole jest wymagane.", "This field is required."),
    "unknown_field": Text("Nieznane pole.", "Unknown field."),
    "too_short": Text(
        "Za krótkie: co najmniej {min:znak|znaki|znaków}.", "Too short: at least {min:character|characters}."
    ),
    "too_long": Text("Za długie: najwyżej {max:znak|znaki|znaków}.", "Too long: at most {max:character|characters}."),
    "too_few": Text("Za mało pozycji: co najmniej {min}.", "Too few items: at least {min}."),
    "too_many": Text("Za dużo pozycji: najwyżej {max}.", "Too many items: at most {max}."),
    "too_small": Text("Za mała wartość: co najmniej {min}.", "Too small: at least {min}."),
    "too_big": Text("Za duża wartość: najwyżej {max}.", "Too big: at most {max}."),
    "not_a_number": Text("To nie jest liczba.", "This is not a number."),
    "not_an_integer": Text("To nie jest liczba całkowita.", "This is not a whole number."),
    "too_precise": Text("Za dużo cyfr lub miejsc po przecinku.", "Too many digits or decimal places."),
    "not_a_text": Text("To nie jest tekst.", "This is not text."),
    "not_a_list": Text("To nie jest lista.", "This is not a list."),
    "not_an_object": Text("To nie jest obiekt JSON.", "This is not a JSON object."),
    "not_a_boolean": Text("Dozwolone wartości: true, false.", "Allowed values: true, false."),
    "not_allowed": Text("Dozwolone wartości: {expected}.", "Allowed values: {expected}."),
    "not_an_id": Text("To nie jest identyfikator (UUID).", "This is not an identifier (UUID)."),
    "not_an_email": Text("To nie jest adres e-mail.", "This is not an e-mail address."),
    "bad_character": Text(
        "Tekst zawiera niedozwolony znak (NUL lub niepełny znak Unicode).",
        "The text contains a character that is not allowed (NUL or an incomplete Unicode character).",
    ),
    "too_deep": Text("Dane są zbyt głęboko zagnieżdżone.", "The data is nested too deeply."),
    "duplicate_key": Text("Pole „{name}” występuje dwa razy.", "The field “{name}” appears twice."),
    "duplicate": Text("Ta wartość występuje dwa razy.", "This value appears twice."),
    "password_too_common": Text(
        "To hasło jest na liście najczęściej używanych.", "This password is on the list of the most common ones."
    ),
    "password_like_email": Text(
        "Hasło jest zbyt podobne do adresu e-mail.", "The password is too similar to the e-mail address."
    ),
    "wrong_code": Text(
        "Ten kod nie pasuje. Sprawdź godzinę w telefonie i wpisz bieżący kod.",
        "This code does not match. Check the clock on your phone and enter the current code.",
    ),
    "unknown_suggestion": Text("Nie ma takiej propozycji w tej analizie.", "This analysis has no such suggestion."),
    "field_filled": Text(
        "To pole ma już wartość podaną przez Ciebie. Propozycja jej nie zastąpi.",
        "You have already filled in this field. A suggestion does not replace your value.",
    ),
    "unknown_category": Text("Nie ma takiej kategorii.", "There is no such category."),
    "exactly_one": Text("Wskaż dokładnie jeden proces.", "Select exactly one process."),
    "unknown_process": Text("Nie ma takiego procesu.", "There is no such process."),
    "not_base64": Text("To nie są dane w formacie base64.", "This is not base64 data."),
    "not_a_picture": Text(
        "Tego pliku nie da się odczytać jako obrazu PNG ani JPEG.", "This file cannot be read as a PNG or JPEG image."
    ),
    "wrong_picture_type": Text("To obraz innego typu: {actual}.", "This is a different type of image: {actual}."),
    "picture_too_heavy": Text("Obraz może mieć najwyżej {max} KB.", "The image may be at most {max} KB."),
    "picture_dimensions": Text(
        "Każdy bok obrazu musi mieć od {min} do {max} pikseli.",
        "Each side of the image must be between {min} and {max} pixels.",
    ),
    "figures_too_large": Text(
        "Przy tej wartości wynik wykracza poza obsługiwany zakres.",
        "With this value the result is outside the supported range.",
    ),
    "rate_required": Text(
        "Podaj kurs, aby przeliczyć kwoty, albo zaznacz, że kwoty były podane w nowej walucie.",
        "Give a rate to convert the amounts, or say that they were meant in the new currency.",
    ),
    "rate_not_allowed": Text(
        "Ta kwota jest w walucie konta: kurs nie jest potrzebny.",
        "This amount is in the account's currency: no rate is needed.",
    ),
    "unknown_fact": Text("Tej wartości już nie ma.", "This value is no longer there."),
    "unknown_reading": Text("To pytanie zostało już rozstrzygnięte.", "This question is already settled."),
    "invalid_value": Text("To pole nie może mieć takiej wartości.", "This field cannot have such a value."),
    "not_proposed": Text("O tej wartości nie można teraz zdecydować.", "This value cannot be decided on now."),
    "nothing_to_withdraw": Text("Nie ma tu decyzji do cofnięcia.", "There is no decision here to take back."),
    "invalid": Text("Nieprawidłowa wartość.", "Invalid value."),
}

FAILURES = {
    "attempts_exhausted": Text(
        "Analiza nie powiodła się mimo kilku prób. Spróbuj ponownie.",
        "The analysis failed after several attempts. Please try again.",
    ),
    "model_unavailable": Text(
        "Model językowy nie odpowiada. Spróbuj ponownie za kilka minut.",
        "The language model is not responding. Please try again in a few minutes.",
    ),
    "model_quota": Text(
        "Wyczerpano limit u dostawcy modelu językowego. Skontaktuj się z administratorem.",
        "The quota with the language model's provider has been used up. Please contact the administrator.",
    ),
    "model_rejected": Text(
        "Dostawca modelu językowego odrzucił zapytanie. Skontaktuj się z administratorem.",
        "The language model's provider rejected the request. Please contact the administrator.",
    ),
    "model_refused": Text(
        "Model językowy odmówił analizy tego opisu. Zmień opis i spróbuj ponownie.",
        "The language model declined to analyse this description. Change it and try again.",
    ),
    "model_truncated": Text(
        "Odpowiedź modelu językowego została ucięta. Spróbuj ponownie lub wybierz krótszą analizę.",
        "The language model's answer was cut off. Try again or choose a shorter analysis.",
    ),
    "model_language": Text(
        "Model językowy odpowiedział w innym języku, niż prosiliśmy. Spróbuj ponownie.",
        "The language model answered in a different language from the one requested. Please try again.",
    ),
    "model_invalid": Text(
        "Odpowiedzi modelu językowego nie udało się wykorzystać. Spróbuj ponownie.",
        "The language model's answer could not be used. Please try again.",
    ),
    "consent_withdrawn": Text(
        "Nie ma zgody na wysłanie opisu do dostawcy modelu językowego, więc nic nie zostało wysłane.",
        "There is no consent to send the description to the language model's provider, so nothing was sent.",
    ),
    "internal": Text(
        "Analiza nie powiodła się z powodu błędu po naszej stronie. Spróbuj ponownie.",
        "The analysis failed because of an error on our side. Please try again.",
    ),
}


#: Why the rules wrote an analysis for which the language model was wanted. For other codes of `FAILURES`, its answer was of no use.
FALLBACKS = {
    "budget_exhausted": Text(
        "Analizę napisały reguły, bo wyczerpano miesięczny budżet na model językowy.",
        "The rules wrote this analysis because this month's budget for the language model has been used up.",
    ),
    "model_unavailable": Text(
        "Analizę napisały reguły, bo model językowy nie odpowiadał.",
        "The rules wrote this analysis because the language model did not respond.",
    ),
    "model_quota": Text(
        "Analizę napisały reguły, bo wyczerpano limit u dostawcy modelu językowego.",
        "The rules wrote this analysis because the quota with the language model's provider has been used up.",
    ),
    "model_rejected": Text(
        "Analizę napisały reguły, bo dostawca modelu językowego odrzucił zapytanie.",
        "The rules wrote this analysis because the language model's provider rejected the request.",
    ),
    "model_refused": Text(
        "Analizę napisały reguły, bo model językowy odmówił analizy tego opisu.",
        "The rules wrote this analysis because the language model declined to analyse this description.",
    ),
    "consent_withdrawn": Text(
        "Analizę napisały reguły, bo nie ma zgody na wysłanie opisu do dostawcy modelu językowego.",
        "The rules wrote this analysis because there is no consent to send the description to the language model's provider.",
    ),
}
_UNUSABLE = Text(
    "Analizę napisały reguły, bo odpowiedzi modelu językowego nie udało się wykorzystać.",
    "The rules wrote this analysis because the language model's answer could not be used.",
)


def fallback(code: str, language: Language) -> str:
    """Return the reason why the rules wrote an analysis, in the reader's language."""
    return FALLBACKS.get(code, _UNUSABLE).of(language)


def failure(code: str, language: Language) -> str:
    """Return the reason why an analysis failed, in the reader's language."""
    return FAILURES[code].of(language)


def document(problem: Problem, language: Language, request_id: str) -> tuple[int, dict[str, object]]:
    """Return status and RFC 9457 document of a problem, in the reader's language."""
    entry = PROBLEMS[problem.code]
    body: dict[str, object] = {
        "type": f"/problems/{problem.code}",
        "title": entry.title.fill(language, **problem.values),
        "status": entry.status,
        "detail": entry.detail.fill(language, **problem.values),
        "code": problem.code,
        "request_id": request_id,
        **problem.extra,
    }
    if problem.faults:
        body["errors"] = [_fault(fault, language) for fault in problem.faults]
    return entry.status, body


def _fault(fault: Fault, language: Language) -> dict[str, str]:
    message = FAULTS[fault.code].fill(language, **fault.values)
    return {"pointer": fault.pointer, "code": fault.code, "message": message}
