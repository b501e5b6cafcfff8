"""The mail that this function sends, in both languages. Plain text: it reads the same everywhere and loads nothing."""

from dataclasses import dataclass

from smartflow.infra import aws
from smartflow.language.text import Language


@dataclass(frozen=True)
class Mail:
    """What is written to somebody."""

    subject: str
    text: str


def password_reset(language: Language, link: str, minutes: int) -> Mail:
    """Return the mail with a link that sets a new password."""
    if language == "pl":
        return Mail(
            "Nowe hasło do SmartFlowAI",
            "Dzień dobry,\n\n"
            "ktoś – mamy nadzieję, że Ty – poprosił o nowe hasło do konta z tym adresem. Ustawisz je tutaj:\n\n"
            f"{link}\n\n"
            f"Link działa raz i tylko przez {minutes} minut. Jeśli to nie Ty, nic nie rób: hasło pozostaje bez zmian.\n\n"
            "SmartFlowAI\n",
        )
    return Mail(
        "A new password for SmartFlowAI",
        "Hello,\n\n"
        "somebody, we hope you, asked for a new password for the account with this address. You can set it here:\n\n"
        f"{link}\n\n"
        f"The link works once and for {minutes} minutes only. If it was not you, do nothing: your password stays as it is.\n\n"
        "SmartFlowAI\n",
    )


def send(sender: str, recipient: str, mail: Mail) -> None:
    """Hand a mail to SES.

    Raises
    ------
    botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError
        It was not taken.
    """
    aws.ses().send_email(
        Source=f"SmartFlowAI <{sender}>",
        Destination={"ToAddresses": [recipient]},
        Message={
            "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
            "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
        },
    )
