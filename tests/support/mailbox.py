"""What SES was asked to send, as moto keeps it."""

from dataclasses import dataclass

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends


@dataclass(frozen=True)
class Letter:
    """One mail."""

    sender: str
    to: list[str]
    subject: str
    text: str


def letters(to: str) -> list[Letter]:
    """Return the mail to an address, oldest first."""
    sent = [
        Letter(
            message.source,
            [address for kind in message.destinations.values() for address in kind],
            message.subject,
            message.body,
        )
        for message in ses_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].sent_messages
    ]
    return [letter for letter in sent if to in letter.to]
