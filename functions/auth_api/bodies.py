"""The bodies of requests and answers of the routes of accounts."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from smartflow.accounts.users import User
from smartflow.engine.inputs import a_number
from smartflow.language.text import Language
from smartflow.language.typed_text import email_address, one_line

Email = Annotated[str, Field(max_length=254), AfterValidator(email_address)]
Name = Annotated[str, Field(max_length=200), AfterValidator(one_line)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Flag = Annotated[bool, Field(strict=True)]
Password = Annotated[str, Field(min_length=1, max_length=1024)]


class _Given(BaseModel):
    """The body of a request; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Registration(_Given):
    """A new account. `accept_terms` says that its owner has accepted the current version of the terms of use.

    Without a `currency` it is PLN.
    """

    email: Email
    password: Password
    full_name: Name = ""
    language: Language | None = None
    currency: Currency | None = None
    accept_terms: Flag = False


class Credentials(_Given):
    """What a user signs in with; `totp` is the code of an app or a recovery code, if the account has a second factor."""

    email: Annotated[str, Field(max_length=254)]
    password: Annotated[str, Field(max_length=1024)]
    totp: Annotated[str, Field(max_length=40)] | None = None


class AccountChange(_Given):
    """Changes to an account; what is left out stays. Another e-mail address needs the current password.

    Another currency, where there are amounts, needs `currency_rate`, the new currency for one unit of the old one, by which
    confirmed amounts are converted; or `currency_relabel`, where the amounts were meant in the new one all along.
    """

    full_name: Name | None = None
    language: Language | None = None
    currency: Currency | None = None
    currency_rate: (
        Annotated[Decimal, Field(gt=0, lt=1_000_000, max_digits=12, decimal_places=6), BeforeValidator(a_number)] | None
    ) = None
    currency_relabel: Flag = False
    working_days: Annotated[int, Field(ge=1, le=366, strict=True)] | None = None
    email: Email | None = None
    current_password: Annotated[str, Field(max_length=1024)] | None = None


class PasswordChange(_Given):
    """A new password for the account of a user who is signed in."""

    current_password: Annotated[str, Field(max_length=1024)]
    new_password: Password


class PasswordCheck(_Given):
    """The current password, asked for again before a change that matters."""

    current_password: Annotated[str, Field(max_length=1024)]


class TotpCode(_Given):
    """A code from the authenticator app."""

    code: Annotated[str, Field(max_length=40)]


class TotpSetup(BaseModel):
    """What an authenticator app needs: the secret, the `otpauth:` URI, and the URI as a QR code, whose lines are rows of 0 and 1."""

    secret: str
    uri: str
    qr: list[str]


class RecoveryCodes(BaseModel):
    """Codes for a user who has lost the app. They are shown only once; each works once, instead of a code from the app."""

    recovery_codes: list[str]


class PasswordResetRequest(_Given):
    """The address of the account whose password is to be reset."""

    email: Annotated[str, Field(max_length=254)]


class PasswordReset(_Given):
    """A new password, with the token of the link that was mailed."""

    token: Annotated[str, Field(max_length=200)]
    password: Password


class Session(BaseModel):
    """A session that has just begun or been refreshed; the refresh token is only in the cookie."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a scheme, not a secret
    expires_in: int
    user: User
