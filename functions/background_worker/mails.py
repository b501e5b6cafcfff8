"""The mails of this function, in plain text: it looks the same everywhere and loads nothing."""

from dataclasses import dataclass

from smartflow.infra import aws
from smartflow.language.text import Language, Text


@dataclass(frozen=True)
class Mail:
    """A mail to one person."""

    subject: str
    text: str


def password_reset(language: Language, link: str, minutes: int) -> Mail:
    """Return the mail with a link that sets a new password."""
    return Mail(_RESET_SUBJECT.of(language), _RESET.fill(language, link=link, minutes=minutes))


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
