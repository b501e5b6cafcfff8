"""Every sentence the API answers with when something is wrong, in both languages; the one place that knows them."""

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
        Text("Żądanie zawiera wartość, której nie da się odczytać.", "The request holds a value that cannot be read."),
    ),
    "malformed_json": Entry(
        400,
        Text("Nieprawidłowy JSON", "Malformed JSON"),
        Text("Treść żądania nie jest poprawnym dokumentem JSON.", "The body is not a well-formed JSON document."),
    ),
    "invalid_cursor": Entry(
        400,
        Text("Nieprawidłowy kursor", "Invalid cursor"),
        Text(
            "Kursor strony jest uszkodzony lub pochodzi z innej listy.", "The page cursor is broken or of another list."
        ),
    ),
    "unauthorized": Entry(
        401,
        Text("Wymagane logowanie", "Sign-in required"),
        Text("Brak ważnej sesji. Zaloguj się ponownie.", "There is no valid session. Please sign in again."),
    ),
    "invalid_credentials": Entry(
        401,
        Text("Nie udało się zalogować", "Could not sign in"),
        Text("Adres e-mail lub hasło są nieprawidłowe.", "The e-mail address or the password is wrong."),
    ),
    "totp_required": Entry(
        401,
        Text("Potrzebny kod", "Code required"),
        Text(
            "To konto chroni logowanie dwuetapowe: podaj kod z aplikacji albo kod zapasowy.",
            "This account has a second factor: give the code of your app, or a recovery code.",
        ),
    ),
    "totp_invalid": Entry(
        401,
        Text("Nieprawidłowy kod", "Wrong code"),
        Text(
            "Ten kod jest nieprawidłowy albo został już użyty. Poczekaj na następny.",
            "This code is wrong or was used already. Wait for the next one.",
        ),
    ),
    "wrong_password": Entry(
        403,
        Text("Nieprawidłowe hasło", "Wrong password"),
        Text("Podane obecne hasło jest nieprawidłowe.", "The current password is not right."),
    ),
    "consent_required": Entry(
        403,
        Text("Potrzebna zgoda", "Consent required"),
        Text(
            "Zanim opis trafi do dostawcy modelu językowego, potrzebna jest Twoja zgoda. Wyrazisz ją, zlecając analizę, albo "
            "w ustawieniach konta.",
            "Before a description goes to the language model's provider you have to agree to that, when you ask for an "
            "analysis or in your account.",
        ),
    ),
    "sign_up_closed": Entry(
        403,
        Text("Rejestracja wyłączona", "Sign-up is closed"),
        Text("Zakładanie kont jest tu wyłączone.", "New accounts cannot be opened here."),
    ),
    "password_reset_closed": Entry(
        403,
        Text("Odzyskiwanie hasła wyłączone", "Password reset is off"),
        Text(
            "Ta instalacja nie wysyła poczty, więc hasła nie da się tu odzyskać. Napisz do administratora.",
            "This installation sends no mail, so a password cannot be reset here. Write to the operator.",
        ),
    ),
    "wrong_entrance": Entry(
        403,
        Text("Nie tędy", "Not this way"),
        Text("Interfejs API odpowiada tylko pod adresem strony.", "The API answers at the page's address only."),
    ),
    "not_found": Entry(
        404,
        Text("Nie znaleziono", "Not found"),
        Text("Nie ma takiego zasobu.", "There is no such resource."),
    ),
    "method_not_allowed": Entry(
        405,
        Text("Niedozwolona metoda", "Method not allowed"),
        Text("Ten adres nie obsługuje metody {method}.", "This address does not take {method}."),
    ),
    "reset_link_invalid": Entry(
        409,
        Text("Link nieważny", "Link no longer valid"),
        Text(
            "Ten link został już użyty, wygasł albo zastąpił go nowszy. Poproś o nowy.",
            "This link was used, has expired or was replaced by a newer one. Ask for a new one.",
        ),
    ),
    "email_taken": Entry(
        409,
        Text("Adres zajęty", "Address taken"),
        Text("Istnieje już konto z tym adresem e-mail.", "There is already an account with this e-mail address."),
    ),
    "totp_active": Entry(
        409,
        Text("Logowanie dwuetapowe już włączone", "Second factor already on"),
        Text("Najpierw wyłącz obecne.", "Turn the present one off first."),
    ),
    "analysis_active": Entry(
        409,
        Text("Analiza już trwa", "An analysis is under way"),
        Text(
            "Ten proces jest właśnie analizowany. Poczekaj na wynik lub anuluj analizę.",
            "This process is being analysed. Wait for the result or cancel it.",
        ),
    ),
    "analysis_finished": Entry(
        409,
        Text("Analiza już zakończona", "The analysis has ended"),
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
            "Jeden raport może objąć najwyżej {most} procesów. Wybierz część z nich.",
            "One report can hold at most {most} processes. Choose some of them.",
        ),
    ),
    "mixed_currencies": Entry(
        409,
        Text("Różne waluty", "Different currencies"),
        Text(
            "Część procesów ma analizy w innej walucie. Ponów te analizy albo wybierz procesy w jednej walucie.",
            "Some of the processes were analysed in another currency. Run those analyses again or choose processes in one "
            "currency.",
        ),
    ),
    "conflict": Entry(
        409,
        Text("Konflikt", "Conflict"),
        Text(
            "Zasób został w tej chwili zmieniony. Spróbuj ponownie.", "The resource has just been changed. Try again."
        ),
    ),
    "stale": Entry(
        412,
        Text("Nieaktualna wersja", "Stale version"),
        Text(
            "Zasób zmienił się od czasu odczytu. Wczytaj go ponownie.",
            "The resource has changed since it was read. Load it again.",
        ),
    ),
    "payload_too_large": Entry(
        413,
        Text("Zbyt duże żądanie", "Payload too large"),
        Text("Treść żądania może mieć najwyżej {limit} KB.", "The body may have at most {limit} KB."),
    ),
    "unsupported_media_type": Entry(
        415,
        Text("Nieobsługiwany typ treści", "Unsupported media type"),
        Text("Wyślij treść jako application/json.", "Send the body as application/json."),
    ),
    "validation_failed": Entry(
        422,
        Text("Nieprawidłowe dane", "Invalid input"),
        Text("Popraw wskazane pola.", "Please correct the fields named."),
    ),
    "budget_exhausted": Entry(
        429,
        Text("Wyczerpany budżet", "Budget used up"),
        Text(
            "Miesięczny budżet na model językowy jest wyczerpany. Poczekaj do nowego miesiąca albo wybierz analizę regułami.",
            "This month's budget for the language model is used up. Wait for the new month, or choose the rules.",
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
            "Porównać można dwie analizy tego samego procesu.", "Only two analyses of the same process can be compared."
        ),
    ),
    "idempotency_key_reused": Entry(
        422,
        Text("Klucz użyty ponownie", "Key reused"),
        Text(
            "Ten Idempotency-Key był już użyty z inną treścią.",
            "This Idempotency-Key was used before with another body.",
        ),
    ),
    "precondition_required": Entry(
        428,
        Text("Wymagany nagłówek If-Match", "If-Match required"),
        Text(
            "Podaj w nagłówku If-Match wersję (ETag), którą zmieniasz.",
            "Give the version (ETag) you are changing in an If-Match header.",
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
            "Coś poszło nie tak po naszej stronie. Podaj nam identyfikator żądania.",
            "Something went wrong on our side. Please tell us the request id.",
        ),
    ),
    "unavailable": Entry(
        503,
        Text("Chwilowo niedostępne", "Unavailable"),
        Text(
            "Usługa jest chwilowo niedostępna. Spróbuj za chwilę.", "The service is away just now. Try again shortly."
        ),
    ),
}

FAULTS = {
    "missing": Text("To pole jest wymagane.", "This field is required."),
    "unknown_field": Text("Nieznane pole.", "Unknown field."),
    "too_short": Text("Za krótkie: co najmniej {min} znaków.", "Too short: at least {min} characters."),
    "too_long": Text("Za długie: najwyżej {max} znaków.", "Too long: at most {max} characters."),
    "too_few": Text("Za mało pozycji: co najmniej {min}.", "Too few items: at least {min}."),
    "too_many": Text("Za dużo pozycji: najwyżej {max}.", "Too many items: at most {max}."),
    "too_small": Text("Za mała wartość: co najmniej {min}.", "Too small: at least {min}."),
    "too_big": Text("Za duża wartość: najwyżej {max}.", "Too big: at most {max}."),
    "not_a_number": Text("To nie jest liczba.", "This is not a number."),
    "not_an_integer": Text("To nie jest liczba całkowita.", "This is not a whole number."),
    "too_precise": Text("Za dużo cyfr lub miejsc po przecinku.", "Too many digits or decimal places."),
    "not_a_text": Text("To nie jest tekst.", "This is not a text."),
    "not_a_list": Text("To nie jest lista.", "This is not a list."),
    "not_an_object": Text("To nie jest obiekt JSON.", "This is not a JSON object."),
    "not_a_boolean": Text("Dozwolone wartości: true, false.", "Allowed values: true, false."),
    "not_allowed": Text("Dozwolone wartości: {expected}.", "Allowed values: {expected}."),
    "not_an_id": Text("To nie jest identyfikator (UUID).", "This is not an identifier (UUID)."),
    "not_an_email": Text("To nie jest adres e-mail.", "This is not an e-mail address."),
    "bad_character": Text(
        "Tekst zawiera niedozwolony znak (NUL lub niepełny znak Unicode).",
        "The text holds a character that is not allowed (NUL or an incomplete Unicode character).",
    ),
    "too_deep": Text("Dane są zbyt głęboko zagnieżdżone.", "The data is nested too deeply."),
    "duplicate_key": Text("Pole „{name}” występuje dwa razy.", "The field “{name}” appears twice."),
    "duplicate": Text("Ta wartość występuje dwa razy.", "This value appears twice."),
    "password_too_common": Text(
        "To hasło jest na liście najczęściej używanych.", "This password is on the list of the most common ones."
    ),
    "password_like_email": Text(
        "Hasło jest zbyt podobne do adresu e-mail.", "The password is too much like the e-mail address."
    ),
    "wrong_code": Text(
        "Ten kod nie pasuje. Sprawdź godzinę w telefonie i wpisz bieżący kod.",
        "This code does not match. Check the clock of your phone and type the present code.",
    ),
    "unknown_suggestion": Text("Nie ma takiej sugestii w tej analizie.", "This analysis holds no such suggestion."),
    "field_filled": Text(
        "To pole ma już wartość podaną przez Ciebie. Sugestia jej nie zastąpi.",
        "You have filled this field yourself. A suggestion does not replace your value.",
    ),
    "unknown_category": Text("Nie ma takiej kategorii.", "There is no such category."),
    "exactly_one": Text("Wskaż dokładnie jeden proces.", "Name exactly one process."),
    "unknown_process": Text("Nie ma takiego procesu.", "There is no such process."),
    "not_base64": Text("To nie są dane zapisane w base64.", "This is not data in base64."),
    "not_a_picture": Text(
        "Tego pliku nie da się odczytać jako obrazu PNG ani JPEG.", "This cannot be read as a PNG or JPEG picture."
    ),
    "wrong_picture_type": Text("To obraz innego typu: {actual}.", "This is a picture of another type: {actual}."),
    "picture_too_heavy": Text("Obraz może mieć najwyżej {max} KB.", "The picture may have at most {max} KB."),
    "picture_dimensions": Text(
        "Każdy bok obrazu musi mieć od {min} do {max} pikseli.",
        "Each side of the picture must have from {min} to {max} pixels.",
    ),
    "figures_too_large": Text(
        "Przy tej wartości wynik przekracza zakres, który liczymy.",
        "With this value the result leaves the range that we compute.",
    ),
    "invalid": Text("Nieprawidłowa wartość.", "Invalid value."),
}

FAILURES = {
    "attempts_exhausted": Text(
        "Analiza nie powiodła się mimo kilku prób. Spróbuj ponownie.",
        "The analysis failed although it was tried several times. Please try again.",
    ),
    "model_unavailable": Text(
        "Model językowy nie odpowiada. Spróbuj ponownie za kilka minut.",
        "The language model does not answer. Please try again in a few minutes.",
    ),
    "model_quota": Text(
        "Wyczerpano limit u dostawcy modelu językowego. Skontaktuj się z administratorem.",
        "The quota at the provider of the language model is used up. Please contact the operator.",
    ),
    "model_rejected": Text(
        "Dostawca modelu językowego odrzucił zapytanie. Skontaktuj się z administratorem.",
        "The provider of the language model refused the request. Please contact the operator.",
    ),
    "model_refused": Text(
        "Model językowy odmówił analizy tego opisu. Zmień opis i spróbuj ponownie.",
        "The language model declined to analyse this description. Change it and try again.",
    ),
    "model_truncated": Text(
        "Odpowiedź modelu językowego urwała się. Spróbuj ponownie lub wybierz krótszą analizę.",
        "The answer of the language model broke off. Try again or choose a shorter analysis.",
    ),
    "model_language": Text(
        "Model językowy odpowiedział w innym języku, niż prosiliśmy. Spróbuj ponownie.",
        "The language model answered in another language than it was asked for. Please try again.",
    ),
    "model_invalid": Text(
        "Model językowy odpowiedział w niezrozumiałej postaci. Spróbuj ponownie.",
        "The language model answered in a form that cannot be used. Please try again.",
    ),
    "consent_withdrawn": Text(
        "Nie ma zgody na wysłanie opisu do dostawcy modelu językowego, więc nic nie zostało wysłane.",
        "There is no consent to sending the description to the language model's provider, so nothing was sent.",
    ),
    "internal": Text(
        "Analiza nie powiodła się po naszej stronie. Spróbuj ponownie.",
        "The analysis failed on our side. Please try again.",
    ),
}


def failure(code: str, language: Language) -> str:
    """Return the sentence that tells a person why their analysis failed."""
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
