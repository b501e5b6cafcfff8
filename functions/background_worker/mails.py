"""The mails of this function, in plain text: it looks the same everywhere and loads nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from smartflow.accounts import notices
from smartflow.infra import aws
from smartflow.language.text import Language, Text
from smartflow.reports.shares import GivenAnswer


@dataclass(frozen=True)
class Mail:
    """A mail to one person."""

    subject: str
    text: str


def password_reset(language: Language, link: str, minutes: int) -> Mail:
    """Return the mail with a link that sets a new password."""
    return Mail(_RESET_SUBJECT.of(language), _RESET.fill(language, link=link, minutes=minutes))


def notice(language: Language, what: notices.What, page: str) -> Mail:
    """Return the mail that tells of a change of the account; `page` is the page's address."""
    advice = _BY_OPERATOR.of(language) if what == "email" else _BY_RESET.fill(language, link=f"{page}/#/forgot")
    return Mail(_NOTICE_SUBJECT.of(language), _NOTICE.fill(language, change=_CHANGES[what].of(language), advice=advice))


_NOTICE_SUBJECT = Text("Zmiana na Twoim koncie SmartFlowAI", "A change to your SmartFlowAI account")
_NOTICE = Text(
    "Dzień dobry,\n\n{change}\n\nJeśli to Ty, nie musisz nic robić. {advice}\n\nSmartFlowAI\n",
    "Hello,\n\n{change}\n\nIf it was you, there is nothing to do. {advice}\n\nSmartFlowAI\n",
)
_CHANGES = {
    "email": Text(
        "adres e-mail Twojego konta został zmieniony. Kolejne wiadomości wyślemy na nowy adres.",
        "The e-mail address of your account has been changed. Further messages will go to the new address.",
    ),
    "password": Text("hasło do Twojego konta zostało zmienione.", "The password of your account has been changed."),
    "totp_on": Text(
        "na Twoim koncie włączono drugi składnik logowania.",
        "A second factor has been turned on for your account.",
    ),
    "totp_off": Text(
        "na Twoim koncie wyłączono drugi składnik logowania.",
        "The second factor of your account has been turned off.",
    ),
}
_BY_RESET = Text(
    "Jeśli nie, ustaw nowe hasło – to zakończy wszystkie sesje: {link}",
    "If it was not you, set a new password, which ends all sessions: {link}",
)
_BY_OPERATOR = Text(
    "Jeśli nie, jak najszybciej skontaktuj się z administratorem serwisu.",
    "If it was not you, contact the operator of this service as soon as possible.",
)
_RESET_SUBJECT = Text("Nowe hasło do SmartFlowAI", "A new password for SmartFlowAI")
_RESET = Text(
    "Dzień dobry,\n\n"
    "otrzymaliśmy prośbę o nowe hasło do konta z tym adresem e-mail. Ustawisz je tutaj:\n\n"
    "{link}\n\n"
    "Link działa tylko raz i wygasa po {minutes:minucie|minutach|minutach}. Jeśli to nie Ty prosisz o nowe "
    "hasło, zignoruj tę wiadomość: obecne hasło pozostanie bez zmian.\n\n"
    "SmartFlowAI\n",
    "Hello,\n\n"
    "We received a request to reset the password of the account with this e-mail address. Set a new one here:\n\n"
    "{link}\n\n"
    "The link works once and expires in {minutes:minute|minutes}. If you did not request it, ignore this message: your "
    "password stays the same.\n\n"
    "SmartFlowAI\n",
)


def share_answer(language: Language, answer: GivenAnswer, title: str, name: str, note: str, link: str) -> Mail:
    """Return the mail that tells the owner of a shared report what somebody answered. Texts of strangers are quoted, and never in
    the subject.
    """
    quoted = "\n".join(f"> {line}" for line in note.splitlines()) or _NO_NOTE.of(language)
    words = _ANSWERED[answer].of(language)
    return Mail(
        _ANSWER_SUBJECT.fill(language, answer=words, title=title),
        _ANSWER.fill(language, answer=words, title=title, name=name, note=quoted, link=link),
    )


_ANSWERED: Mapping[GivenAnswer, Text] = {
    "approved": Text("zgoda", "approved"),
    "declined": Text("odmowa", "declined"),
    "asked": Text("pytanie", "a question"),
}
_NO_NOTE = Text("(bez wiadomości)", "(no message)")
_ANSWER_SUBJECT = Text("Odpowiedź na raport „{title}”: {answer}", "Answer to your report “{title}”: {answer}")
_ANSWER = Text(
    "Dzień dobry,\n\n"
    "ktoś, kto ma link do raportu „{title}”, odpowiedział: {answer}.\n\n"
    "Podpis: {name}\n"
    "Wiadomość:\n{note}\n\n"
    "Podpisu nie sprawdzamy: odpowiedzieć może każdy, kto ma link. Wszystkie odpowiedzi są na liście raportów:\n\n"
    "{link}\n\n"
    "SmartFlowAI\n",
    "Hello,\n\n"
    "Somebody who has the link to your report “{title}” answered: {answer}.\n\n"
    "Signed: {name}\n"
    "Message:\n{note}\n\n"
    "We do not verify names: anybody who has the link can answer. All answers are in your list of reports:\n\n"
    "{link}\n\n"
    "SmartFlowAI\n",
)


def send(sender: str, recipient: str, mail: Mail) -> None:
    """Send a mail through SES.

    Raises
    ------
    botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError
        SES did not accept it.
    """
    aws.ses().send_email(
        Source=f"SmartFlowAI <{sender}>",
        Destination={"ToAddresses": [recipient]},
        Message={
            "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
        },
    )
