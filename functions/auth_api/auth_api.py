"""Accounts: sign-up, sign-in, refresh, sign-out, password reset, and the caller's account with its sessions and second factor."""

from datetime import timedelta
from uuid import UUID

from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from psycopg import errors
from psycopg.rows import DictRow

import passwords
import totp
from bodies import (
    AccountChange,
    Credentials,
    PasswordChange,
    PasswordCheck,
    PasswordReset,
    PasswordResetRequest,
    RecoveryCodes,
    Registration,
    Session,
    TotpCode,
    TotpSetup,
)
from checks import begin_sign_in, check_password, check_second_factor, present, take_turn
from smartflow.accounts import activity, attempts, notices, password_resets, second_factor, sessions, users
from smartflow.accounts.attempts import SignIn
from smartflow.accounts.sessions import ActiveSession
from smartflow.accounts.users import User
from smartflow.api.http import DEVICE_COOKIE, REFRESH_COOKIE, Answer, Api, Request
from smartflow.infra import config, db, encryption, ids, tokens
from smartflow.infra.observability import logger, metrics
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.jobs import outbox
from smartflow.jobs.kinds import Queues

api = Api()

_DEVICE_LIFETIME = timedelta(days=400)  # the longest that browsers keep a cookie


class Settings(Queues):
    """Environment of this function."""

    cookie_secure: bool = True
    allow_sign_up: bool = True
    background_queue_url: str
    mail_domain: str = ""


@api.route(
    "POST",
    "/v1/auth/register",
    answers={201: ("Set-Cookie",)},
    problems=("sign_up_closed", "email_taken", "too_many_attempts"),
    public=True,
)
def register(request: Request, body: Registration, device_token: tokens.TokenHash | None) -> Answer[Session]:
    """Create an account and sign in to it."""
    if not config.load(Settings).allow_sign_up:
        raise Problem("sign_up_closed")
    if faults := passwords.faults(body.password, body.email, "/password"):
        raise invalid(*faults)
    take_turn("sign-up", request.source_ip)
    user_id, fresh, device = ids.new(), _fresh(), _Device(device_token)
    language = body.language or request.language
    password_hash = passwords.hash_password(body.password)

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        users.insert(
            tx,
            user_id,
            email=body.email,
            password_hash=password_hash,
            full_name=body.full_name,
            language=language,
            currency=body.currency or users.CURRENCY,
            accepts_terms=body.accept_terms,
        )
        sessions.begin(tx, fresh, request.user_agent)
        attempts.remember(tx, device.hash)
        activity.record(tx, "account.registered", "user", user_id)
        if body.accept_terms:
            _record_terms(tx)
        return users.me(tx)

    try:
        row = db.write(user_id, work).value
    except errors.UniqueViolation:
        raise Problem("email_taken") from None
    metrics.add_metric(name="Registrations", unit="Count", value=1)
    return _signed_in(row, fresh, device, status=201)


@api.route(
    "POST",
    "/v1/auth/login",
    answers={200: ("Set-Cookie",)},
    problems=("invalid_credentials", "totp_required", "totp_invalid", "too_many_attempts"),
    public=True,
)
def login(request: Request, body: Credentials, device_token: tokens.TokenHash | None) -> Answer[Session]:
    """Sign in. The answer and its time are the same for an unknown address and for a wrong password."""
    sign_in = SignIn(body.email, request.source_ip, device_token)
    found = begin_sign_in(sign_in)
    if not passwords.verify(found["password_hash"] if found else None, body.password) or found is None:
        metrics.add_metric(name="SignInsRefused", unit="Count", value=1)
        raise Problem("invalid_credentials")
    second = check_second_factor(found["user_id"], body.totp)
    fresh, device = _fresh(), _Device(device_token)
    rehashed = passwords.hash_password(body.password) if passwords.is_outdated(found["password_hash"]) else None

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        second(tx)
        attempts.sign_in_succeeded(tx, sign_in)
        attempts.remember(tx, device.hash)
        sessions.begin(tx, fresh, request.user_agent)
        if rehashed:
            users.set_password(tx, rehashed)
        activity.record(tx, "account.signed_in", "user", found["user_id"])
        return users.me(tx)

    row = db.write(found["user_id"], work).value
    metrics.add_metric(name="SignIns", unit="Count", value=1)
    return _signed_in(row, fresh, device)


@api.route(
    "POST",
    "/v1/auth/refresh",
    answers={200: ("Set-Cookie",), 401: ("Set-Cookie",)},
    problems=("unauthorized",),
    public=True,
)
def refresh(_request: Request, refresh_token: tokens.TokenHash | None) -> Answer[Session]:
    """Exchange the refresh token in the cookie for a new pair of tokens."""
    fresh = _fresh()
    row = db.write(None, lambda tx: sessions.rotate(tx, refresh_token, fresh)).value if refresh_token else None
    if row is None:
        raise Problem("unauthorized", headers={"Set-Cookie": str(_cookie("", 0))})
    return _signed_in(row, fresh)


@api.route("POST", "/v1/auth/logout", answers={204: ("Set-Cookie",)}, public=True)
def logout(
    _request: Request, access_token: tokens.TokenHash | None, refresh_token: tokens.TokenHash | None
) -> Answer[None]:
    """End the session; it is no error if it has already ended."""

    def work(tx: db.Transaction) -> None:
        for token in (refresh_token, access_token):
            if token:
                sessions.end_by_token(tx, token)

    db.write(None, work, repeatable=True)
    return Answer(None, 204, cookies=[_cookie("", 0)])


@api.route(
    "POST",
    "/v1/auth/password-reset",
    answers={202: ()},
    problems=("password_reset_closed", "too_many_attempts"),
    public=True,
)
def request_password_reset(request: Request, body: PasswordResetRequest) -> Answer[None]:
    """Request a mail with a link. The answer and its time are the same whether or not an account has this address: only the
    worker looks it up.
    """
    settings = config.load(Settings)
    if not settings.mail_domain:
        raise Problem("password_reset_closed")
    take_turn("password-reset", request.source_ip)
    job_id = ids.new()
    db.write(None, lambda tx: password_resets.request(tx, body.email, job_id))
    outbox.dispatch(settings, "password_reset", job_id)
    return Answer(None, 202)


@api.route(
    "POST",
    "/v1/auth/password-reset/confirm",
    answers={204: ("Set-Cookie",)},
    problems=("reset_link_invalid",),
    public=True,
)
def reset_password(request: Request, body: PasswordReset) -> Answer[None]:
    """Set a new password. The token is used up and every session ends; this does not sign in, but the account knows the browser."""
    token = tokens.digest(body.token)
    found = db.read(None, lambda tx: password_resets.find(tx, token)).value if token else None
    if token is None or found is None:
        raise Problem("reset_link_invalid")
    if faults := passwords.faults(body.password, found["email"], "/password"):
        raise invalid(*faults)
    new_hash, device = passwords.hash_password(body.password), _Device(None)

    def work(tx: db.Transaction) -> None:
        if not password_resets.use(tx, token):
            raise Problem("reset_link_invalid")
        users.set_password(tx, new_hash)
        attempts.sign_in_succeeded(tx, SignIn(found["email"], request.source_ip, None))
        attempts.remember(tx, device.hash)
        sessions.end_all(tx)
        activity.record(tx, "account.password_reset", "user", found["user_id"])
        notice.write(tx, found["email"], "password")

    notice = _Notice()
    db.write(found["user_id"], work)
    notice.send()
    return Answer(None, 204, cookies=device.cookies())


@api.route("GET", "/v1/me", answers={200: ("ETag",)})
def read_me(request: Request) -> Answer[User]:
    """The caller's account."""
    return _account(db.read(request.token, users.me).value)


@api.route(
    "PATCH",
    "/v1/me",
    answers={200: ("ETag",)},
    problems=("email_taken", "wrong_password", "too_many_attempts"),
)
def change_me(request: Request, body: AccountChange, if_match: int | None) -> Answer[User]:
    """Change the caller's account."""
    if body.email is not None:
        account = check_password(request, body.current_password or "")
        # The answer says whether an address is taken: nobody may try many.
        take_turn("address-change", account["id"])
    given = body.model_dump(exclude={"current_password", "currency_rate", "currency_relabel"})

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        before = present(users.me(tx).value)
        activity.record(
            tx, "account.changed", "user", None, {"fields": sorted(body.model_fields_set - {"current_password"})}
        )
        changed = users.update(tx, version=if_match, **given)
        if changed.value is None:
            raise Problem("stale")
        if body.email is not None:
            _distrust(tx, request)
            notice.write(tx, before["email"], "email")
        if body.working_days is not None or body.currency is not None:
            _recompute(tx, before, body)
        return changed

    notice = _Notice()
    try:
        changed = db.write(request.token, work)
    except errors.UniqueViolation:
        raise Problem("email_taken") from None
    notice.send()
    return _account(changed.value)


@api.route("POST", "/v1/me/confirm", answers={204: ()}, problems=("wrong_password", "too_many_attempts"))
def confirm_session(request: Request, body: PasswordCheck) -> Answer[None]:
    """Give the password again. For five minutes this session may then delete the account and export its data, as it may after
    signing in.
    """
    check_password(request, body.current_password)
    db.write(request.token, lambda tx: sessions.confirm(tx, request.token), repeatable=True)
    return Answer(None, 204)


@api.route("DELETE", "/v1/me", answers={204: ("Set-Cookie",)}, problems=("confirmation_required",))
def delete_me(request: Request) -> Answer[None]:
    """Delete the account with all its data and files. This cannot be undone."""

    def work(tx: db.Transaction) -> None:
        sessions.require_confirmed(tx, request.token)
        users.delete(tx)

    db.write(request.token, work)
    logger.info("account deleted")
    return Answer(None, 204, cookies=[_cookie("", 0)])


@api.route("POST", "/v1/me/password", answers={204: ()}, problems=("wrong_password", "too_many_attempts"))
def change_password(request: Request, body: PasswordChange) -> Answer[None]:
    """Change the password; every other session ends."""
    row = check_password(request, body.current_password)
    if faults := passwords.faults(body.new_password, row["email"], "/new_password"):
        raise invalid(*faults)
    new_hash = passwords.hash_password(body.new_password)

    def work(tx: db.Transaction) -> None:
        users.set_password(tx, new_hash)
        _distrust(tx, request)
        activity.record(tx, "account.password_changed", "user", row["id"])
        notice.write(tx, row["email"], "password")

    notice = _Notice()
    db.write(request.token, work)
    notice.send()
    return Answer(None, 204)


@api.route("PUT", "/v1/me/model-consent", answers={200: ("ETag",)})
def give_model_consent(request: Request) -> Answer[User]:
    """Agree, under the current privacy notice, that descriptions are sent to the language model's provider."""
    return _set_model_consent(request, given=True)


@api.route("DELETE", "/v1/me/model-consent", answers={200: ("ETag",)})
def withdraw_model_consent(request: Request) -> Answer[User]:
    """Withdraw the consent: nothing is sent any more, not even for analyses that are waiting."""
    return _set_model_consent(request, given=False)


@api.route("PUT", "/v1/me/terms", answers={200: ("ETag",)})
def accept_terms(request: Request) -> Answer[User]:
    """Accept the current terms of use."""

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        _record_terms(tx)
        return users.accept_terms(tx)

    return _account(db.write(request.token, work).value)


@api.route("GET", "/v1/me/sessions", answers={200: ()})
def list_sessions(request: Request, query: PageQuery) -> Answer[Page[ActiveSession]]:
    """The caller's sessions, newest first."""
    return Answer(db.read(request.token, lambda tx: sessions.page(tx, request.token, query)).value)


@api.route("DELETE", "/v1/me/sessions", answers={204: ()})
def end_other_sessions(request: Request) -> Answer[None]:
    """End every other session of the caller."""

    def work(tx: db.Transaction) -> None:
        sessions.end_others(tx, request.token)
        activity.record(tx, "account.sessions_ended", "user", None)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("DELETE", "/v1/me/sessions/{id}", answers={204: ()})
def end_session(request: Request, id: UUID) -> Answer[None]:  # noqa: A002 - the name in the path
    """End one session; it may be the current one."""

    def work(tx: db.Transaction) -> None:
        if not sessions.end(tx, id):
            raise Problem("not_found")
        activity.record(tx, "account.session_ended", "session", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route(
    "POST",
    "/v1/me/totp",
    answers={201: ()},
    problems=("wrong_password", "too_many_attempts", "totp_active"),
)
def begin_totp(request: Request, body: PasswordCheck) -> Answer[TotpSetup]:
    """Begin to set up a second factor. It is on after a first code has proved that the app has the secret; until then a
    repeated request replaces the secret.
    """
    row = check_password(request, body.current_password)
    secret = totp.new_secret()
    encrypted = encryption.encrypt(row["id"], secret)

    def work(tx: db.Transaction) -> None:
        if not second_factor.begin(tx, encrypted):
            raise Problem("totp_active")

    db.write(request.token, work)
    address = totp.uri(secret, row["email"])
    return Answer(TotpSetup(secret=secret, uri=address, qr=totp.qr(address)), 201)


@api.route("POST", "/v1/me/totp/confirm", answers={200: ()}, problems=("not_found",))
def confirm_totp(request: Request, body: TotpCode) -> Answer[RecoveryCodes]:
    """Turn the second factor on with a first code; every other session ends."""
    account, pending = db.read(request.token, lambda tx: (users.me(tx), second_factor.read(tx)))
    stored = pending.value
    if stored is None or stored["confirmed_at"] is not None:
        raise Problem("not_found")
    owner = present(account.value)
    step = totp.step_of(encryption.decrypt(owner["id"], stored["secret"]), body.code)
    if step is None:
        raise invalid(Fault("/code", "wrong_code"))
    codes = totp.new_recovery_codes()

    def work(tx: db.Transaction) -> None:
        if not second_factor.confirm(tx, stored["secret"], step, [totp.recovery_hash(code) for code in codes]):
            raise Problem("not_found")
        _distrust(tx, request)
        activity.record(tx, "account.totp_on", "user", None)
        notice.write(tx, owner["email"], "totp_on")

    notice = _Notice()
    db.write(request.token, work)
    notice.send()
    return Answer(RecoveryCodes(recovery_codes=codes))


@api.route(
    "DELETE",
    "/v1/me/totp",
    answers={204: ()},
    problems=("wrong_password", "too_many_attempts", "not_found"),
)
def remove_totp(request: Request, body: PasswordCheck) -> Answer[None]:
    """Turn the second factor off; every other session ends."""
    row = check_password(request, body.current_password)

    def work(tx: db.Transaction) -> None:
        if not second_factor.remove(tx):
            raise Problem("not_found")
        _distrust(tx, request)
        activity.record(tx, "account.totp_off", "user", None)
        notice.write(tx, row["email"], "totp_off")

    notice = _Notice()
    db.write(request.token, work)
    notice.send()
    return Answer(None, 204)


def _distrust(tx: db.Transaction, request: Request) -> None:
    """End what was given out under an earlier password, address or second factor: other sessions, and links of resets."""
    sessions.end_others(tx, request.token)
    password_resets.void(tx)


def _recompute(tx: db.Transaction, before: DictRow, body: AccountChange) -> None:
    """Let every process follow the account's working days and currency, in the same transaction."""
    from smartflow.processes import store as processes

    if body.currency is not None and body.currency != before["currency"]:
        if body.currency_rate is not None:
            processes.convert_money(tx, before["currency"], body.currency, body.currency_rate)
        elif not body.currency_relabel and processes.has_money(tx).value:
            raise invalid(Fault("/currency_rate", "rate_required"))
    try:
        processes.recompute(tx)
    except Problem as problem:
        if problem.code != "validation_failed":
            raise
        pointer = "/working_days" if body.working_days is not None else "/currency_rate"
        raise invalid(Fault(pointer, "figures_too_large")) from None


def _record_terms(tx: db.Transaction) -> None:
    activity.record(tx, "account.terms_accepted", "user", None, {"terms": users.TERMS})


def _set_model_consent(request: Request, *, given: bool) -> Answer[User]:
    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        action = "account.model_consent_given" if given else "account.model_consent_withdrawn"
        activity.record(tx, action, "user", None, {"notice": users.PRIVACY_NOTICE})
        return users.set_model_consent(tx, given=given)

    return _account(db.write(request.token, work).value)


def _fresh() -> sessions.Tokens:
    return sessions.Tokens(access=tokens.new(), refresh=tokens.new())


def _account(row: DictRow | None) -> Answer[User]:
    row = present(row)
    return Answer(User.model_validate(row), version=row["version"])


class _Notice:
    """A mail about a change of the account: written in the transaction of the change, sent afterwards. Without mail there is none."""

    def __init__(self) -> None:
        self._settings = config.load(Settings)
        self._job_id = ids.new()
        self._written = False

    def write(self, tx: db.Transaction, email: str, what: notices.What) -> None:
        """Write it, to the address that the account had before the change."""
        if self._settings.mail_domain:
            notices.request(tx, self._job_id, email, what)
            self._written = True

    def send(self) -> None:
        """Have it sent, if it was written."""
        if self._written:
            outbox.dispatch(self._settings, "notice", self._job_id)


class _Device:
    """The browser of a request: the one that its device token names, or a new one."""

    def __init__(self, token: tokens.TokenHash | None) -> None:
        self._new = "" if token else tokens.new()
        known = token or tokens.digest(self._new)
        assert known is not None  # a new token is well-formed
        self.hash = known

    def cookies(self) -> list[Cookie]:
        """Return the cookie that a new browser gets."""
        return [_cookie(self._new, int(_DEVICE_LIFETIME.total_seconds()), DEVICE_COOKIE)] if self._new else []


def _signed_in(
    row: DictRow | None, fresh: sessions.Tokens, device: _Device | None = None, status: int = 200
) -> Answer[Session]:
    user = User.model_validate(present(row))
    session = Session(access_token=fresh.access, expires_in=int(sessions.ACCESS_LIFETIME.total_seconds()), user=user)
    cookie = _cookie(fresh.refresh, int(sessions.REFRESH_IDLE.total_seconds()))
    return Answer(session, status, cookies=[cookie, *(device.cookies() if device else [])])


def _cookie(value: str, max_age: int, name: str = REFRESH_COOKIE) -> Cookie:
    return Cookie(
        name,
        value,
        path="/v1/auth",
        max_age=max_age,
        http_only=True,
        secure=config.load(Settings).cookie_secure,
        same_site=SameSite.STRICT_MODE,
    )


handler = api.handler
