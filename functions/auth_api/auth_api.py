"""Accounts: register, login, refresh, logout, a forgotten password, and one's own account with its sessions."""

from collections.abc import Callable
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
from smartflow.accounts import activity, password_resets, second_factor, sessions, users
from smartflow.accounts.sessions import ActiveSession
from smartflow.accounts.users import User
from smartflow.api.http import Answer, Api, Request
from smartflow.infra import config, db, ids, tokens
from smartflow.infra.observability import logger, metrics
from smartflow.infra.pagination import Page, PageQuery
from smartflow.infra.problems import Fault, Problem, invalid
from smartflow.jobs import outbox
from smartflow.jobs.kinds import Queues

api = Api()

REFRESH_COOKIE = "smartflow_refresh"


class Settings(Queues):
    """Environment of this function."""

    cookie_secure: bool = True
    allow_sign_up: bool = True
    background_queue_url: str
    mail_domain: str = ""


@api.route("POST", "/v1/auth/register", status=201, public=True)
def register(request: Request, body: Registration) -> Answer[Session]:
    """Open an account and sign in to it."""
    if not config.load(Settings).allow_sign_up:
        raise Problem("sign_up_closed")
    if faults := passwords.faults(body.password, body.email, "/password"):
        raise invalid(*faults)
    user_id, fresh = ids.new(), _fresh()
    password_hash = passwords.hash_password(body.password)

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        users.insert(
            tx,
            user_id,
            email=body.email,
            password_hash=password_hash,
            full_name=body.full_name,
            language=body.language or request.language,
            accepts_terms=body.accept_terms,
        )
        sessions.begin(tx, fresh, request.headers.get("user-agent", ""))
        activity.record(tx, "account.registered", "user", user_id)
        if body.accept_terms:
            _record_terms(tx)
        return users.me(tx)

    try:
        row = db.write(user_id, work).value
    except errors.UniqueViolation:
        _take_attempts(None, request.source_ip)
        raise Problem("email_taken") from None
    metrics.add_metric(name="Registrations", unit="Count", value=1)
    return _signed_in(row, fresh, status=201)


@api.route("POST", "/v1/auth/login", public=True)
def login(request: Request, body: Credentials) -> Answer[Session]:
    """Sign in. An unknown address and a wrong password are answered alike, in the same time."""
    found = _take_attempts(body.email, request.source_ip)
    if not passwords.verify(found["password_hash"] if found else None, body.password) or found is None:
        metrics.add_metric(name="SignInsRefused", unit="Count", value=1)
        raise Problem("invalid_credentials")
    second = _second_factor(found["user_id"], body.totp)
    fresh = _fresh()
    rehashed = passwords.hash_password(body.password) if passwords.is_outdated(found["password_hash"]) else None

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        second(tx)
        users.attempt_succeeded(tx, body.email, request.source_ip)
        sessions.begin(tx, fresh, request.headers.get("user-agent", ""))
        if rehashed:
            users.set_password(tx, rehashed)
        activity.record(tx, "account.signed_in", "user", found["user_id"])
        return users.me(tx)

    row = db.write(found["user_id"], work).value
    metrics.add_metric(name="SignIns", unit="Count", value=1)
    return _signed_in(row, fresh)


@api.route("POST", "/v1/auth/refresh", public=True)
def refresh(request: Request) -> Answer[Session]:
    """Exchange the refresh token of the cookie for a new pair."""
    old = tokens.digest(request.cookies.get(REFRESH_COOKIE, ""))
    fresh = _fresh()
    row = db.write(None, lambda tx: sessions.rotate(tx, old, fresh)).value if old else None
    if row is None:
        raise Problem("unauthorized", headers={"Set-Cookie": str(_cookie("", 0))})
    return _signed_in(row, fresh)


@api.route("POST", "/v1/auth/logout", status=204, public=True)
def logout(request: Request) -> Answer[None]:
    """End the session at once; a session that is gone already is no error."""
    known = [tokens.digest(request.cookies.get(REFRESH_COOKIE, ""))]
    known.append(tokens.digest(request.headers.get("authorization", "").partition(" ")[2]))

    def work(tx: db.Transaction) -> None:
        for token in known:
            if token:
                sessions.end_by_token(tx, token)

    db.write(None, work, repeatable=True)
    return Answer(None, 204, cookies=[_cookie("", 0)])


@api.route("POST", "/v1/auth/password-reset", status=202, public=True)
def request_password_reset(request: Request, body: PasswordResetRequest) -> Answer[None]:
    """Have a link sent to the address. The answer is the same, and as quick, whether or not somebody has an account with it:
    who that is, only the worker finds out.
    """
    settings = config.load(Settings)
    if not settings.mail_domain:
        raise Problem("password_reset_closed")
    _take_attempts(None, request.source_ip)
    job_id = ids.new()
    db.write(None, lambda tx: password_resets.request(tx, body.email, job_id))
    outbox.dispatch(settings, "password_reset", job_id)
    return Answer(None, 202)


@api.route("POST", "/v1/auth/password-reset/confirm", status=204, public=True)
def reset_password(request: Request, body: PasswordReset) -> Answer[None]:
    """Set a new password. The token is used up, every session ends, and nobody is signed in by this."""
    token = tokens.digest(body.token)
    found = db.read(None, lambda tx: password_resets.find(tx, token)).value if token else None
    if token is None or found is None:
        raise Problem("reset_link_invalid")
    if faults := passwords.faults(body.password, found["email"], "/password"):
        raise invalid(*faults)
    new_hash = passwords.hash_password(body.password)

    def work(tx: db.Transaction) -> None:
        if not password_resets.use(tx, token):
            raise Problem("reset_link_invalid")
        users.set_password(tx, new_hash)
        users.attempt_succeeded(tx, found["email"], request.source_ip)
        sessions.end_all(tx)
        activity.record(tx, "account.password_reset", "user", found["user_id"])

    db.write(found["user_id"], work)
    return Answer(None, 204)


@api.route("GET", "/v1/me")
def read_me(request: Request) -> Answer[User]:
    """One's own account."""
    return _account(db.read(request.token, users.me).value)


@api.route("PATCH", "/v1/me")
def change_me(request: Request, body: AccountChange) -> Answer[User]:
    """Change one's own account."""
    if body.email is not None:
        _check_password(request, body.current_password or "")
    given = body.model_dump(exclude={"current_password"})

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        activity.record(
            tx, "account.changed", "user", None, {"fields": sorted(body.model_fields_set - {"current_password"})}
        )
        changed = users.update(tx, version=request.if_match(), **given)
        if changed.value is None:
            raise Problem("stale")
        if body.working_days is not None or body.currency is not None:
            _recompute_all(tx)
        return changed

    try:
        return _account(db.write(request.token, work).value)
    except errors.UniqueViolation:
        raise Problem("email_taken") from None


@api.route("DELETE", "/v1/me", status=204)
def delete_me(request: Request) -> Answer[None]:
    """Remove the account and everything it holds, files included. There is no way back."""
    db.write(request.token, users.delete)
    logger.info("account deleted")
    return Answer(None, 204, cookies=[_cookie("", 0)])


@api.route("POST", "/v1/me/password", status=204)
def change_password(request: Request, body: PasswordChange) -> Answer[None]:
    """Change the password; every other session ends."""
    row = _check_password(request, body.current_password)
    if faults := passwords.faults(body.new_password, row["email"], "/new_password"):
        raise invalid(*faults)
    new_hash = passwords.hash_password(body.new_password)

    def work(tx: db.Transaction) -> None:
        users.set_password(tx, new_hash)
        sessions.end_others(tx, request.token)
        activity.record(tx, "account.password_changed", "user", row["id"])

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("PUT", "/v1/me/model-consent")
def give_model_consent(request: Request) -> Answer[User]:
    """Agree that descriptions go to the language model's provider, by the privacy notice as it is now."""
    return _set_model_consent(request, given=True)


@api.route("DELETE", "/v1/me/model-consent")
def withdraw_model_consent(request: Request) -> Answer[User]:
    """Take the consent back: nothing is sent from now on, analyses that wait included."""
    return _set_model_consent(request, given=False)


@api.route("PUT", "/v1/me/terms")
def accept_terms(request: Request) -> Answer[User]:
    """Accept the terms of use as they are now."""

    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        _record_terms(tx)
        return users.accept_terms(tx)

    return _account(db.write(request.token, work).value)


@api.route("GET", "/v1/me/sessions")
def list_sessions(request: Request, query: PageQuery) -> Answer[Page[ActiveSession]]:
    """Where one is signed in, the newest first."""
    return Answer(db.read(request.token, lambda tx: sessions.page(tx, request.token, query)).value)


@api.route("DELETE", "/v1/me/sessions", status=204)
def end_other_sessions(request: Request) -> Answer[None]:
    """Sign out everywhere else."""

    def work(tx: db.Transaction) -> None:
        sessions.end_others(tx, request.token)
        activity.record(tx, "account.sessions_ended", "user", None)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("DELETE", "/v1/me/sessions/{id}", status=204)
def end_session(request: Request, id: UUID) -> Answer[None]:  # noqa: A002 - the path's own name
    """Sign out one session, be it one's own."""

    def work(tx: db.Transaction) -> None:
        if not sessions.end(tx, id):
            raise Problem("not_found")
        activity.record(tx, "account.session_ended", "session", id)

    db.write(request.token, work)
    return Answer(None, 204)


@api.route("POST", "/v1/me/totp", status=201)
def begin_totp(request: Request, body: PasswordCheck) -> Answer[TotpSetup]:
    """Begin to set up a second factor. It is on once a first code has shown that the app has the secret."""
    row = _check_password(request, body.current_password)
    secret = totp.new_secret()

    def work(tx: db.Transaction) -> None:
        if not second_factor.begin(tx, secret):
            raise Problem("totp_active")

    db.write(request.token, work)
    address = totp.uri(secret, row["email"])
    return Answer(TotpSetup(secret=secret, uri=address, qr=totp.qr(address)), 201)


@api.route("POST", "/v1/me/totp/confirm")
def confirm_totp(request: Request, body: TotpCode) -> Answer[RecoveryCodes]:
    """Turn the second factor on by a first code; every other session ends."""
    kept = db.read(request.token, second_factor.read).value
    if kept is None or kept["confirmed_at"] is not None:
        raise Problem("not_found")
    step = totp.step_of(kept["secret"], body.code)
    if step is None:
        raise invalid(Fault("/code", "wrong_code"))
    codes = totp.new_recovery_codes()

    def work(tx: db.Transaction) -> None:
        if not second_factor.confirm(tx, kept["secret"], step, [totp.recovery_hash(code) for code in codes]):
            raise Problem("not_found")
        sessions.end_others(tx, request.token)
        activity.record(tx, "account.totp_on", "user", None)

    db.write(request.token, work)
    return Answer(RecoveryCodes(recovery_codes=codes))


@api.route("DELETE", "/v1/me/totp", status=204)
def remove_totp(request: Request, body: PasswordCheck) -> Answer[None]:
    """Turn the second factor off."""
    _check_password(request, body.current_password)

    def work(tx: db.Transaction) -> None:
        if not second_factor.remove(tx):
            raise Problem("not_found")
        activity.record(tx, "account.totp_off", "user", None)

    db.write(request.token, work)
    return Answer(None, 204)


def _second_factor(user_id: UUID, code: str | None) -> Callable[[db.Transaction], None]:
    """Check the code of an account that has a second factor; what is returned uses it up, in the transaction that signs in."""
    kept = db.read(user_id, second_factor.read).value
    if kept is None or kept["confirmed_at"] is None:
        return lambda _tx: None
    if not code:
        raise Problem("totp_required")
    step = totp.step_of(kept["secret"], code, kept["last_step"])

    def use(tx: db.Transaction) -> None:
        taken = (
            second_factor.use_step(tx, step) if step else second_factor.use_recovery_code(tx, totp.recovery_hash(code))
        )
        if not taken:
            raise Problem("totp_invalid")

    return use


def _recompute_all(tx: db.Transaction) -> None:
    from smartflow.engine.estimate import FiguresTooLarge
    from smartflow.processes import store as processes

    try:
        processes.recompute_all(tx)
    except FiguresTooLarge:
        raise invalid(Fault("/working_days", "figures_too_large")) from None


def _record_terms(tx: db.Transaction) -> None:
    activity.record(tx, "account.terms_accepted", "user", None, {"terms": users.TERMS})


def _set_model_consent(request: Request, *, given: bool) -> Answer[User]:
    def work(tx: db.Transaction) -> db.Pending[DictRow | None]:
        action = "account.model_consent_given" if given else "account.model_consent_withdrawn"
        activity.record(tx, action, "user", None, {"notice": users.PRIVACY_NOTICE})
        return users.set_model_consent(tx, given=given)

    return _account(db.write(request.token, work).value)


def _take_attempts(email: str | None, source_ip: str) -> DictRow | None:
    """Count the try, refuse it where there were too many, and return the account's login row."""

    def work(tx: db.Transaction) -> tuple[list[db.Pending[DictRow | None]], db.Pending[DictRow | None] | None]:
        return [*users.take_attempts(tx, email, source_ip)], None if email is None else users.find_login(tx, email)

    tries, found = db.write(None, work)
    wait = max(taken.value["wait"] for taken in tries if taken.value)
    if wait:
        raise Problem("too_many_attempts", headers={"Retry-After": str(wait)}, seconds=str(wait))
    return found.value if found else None


def _check_password(request: Request, current: str) -> DictRow:
    """Return the account's row where `current` is its password; guesses are counted like those at sign-in."""
    account, stored = db.read(request.token, lambda tx: (users.me(tx), users.password_hash(tx)))
    row = _present(account.value)
    _take_attempts(row["email"], request.source_ip)
    if not passwords.verify(_present(stored.value)["password_hash"], current):
        raise Problem("wrong_password")
    db.write(None, lambda tx: users.attempt_succeeded(tx, row["email"], request.source_ip), repeatable=True)
    return row


def _present(row: DictRow | None) -> DictRow:
    """An account that was deleted in this very moment has no session either."""
    if row is None:
        raise Problem("unauthorized")
    return row


def _fresh() -> sessions.Tokens:
    return sessions.Tokens(access=tokens.new(), refresh=tokens.new())


def _account(row: DictRow | None) -> Answer[User]:
    row = _present(row)
    return Answer(User.model_validate(row), version=row["version"])


def _signed_in(row: DictRow | None, fresh: sessions.Tokens, status: int = 200) -> Answer[Session]:
    user = User.model_validate(_present(row))
    session = Session(access_token=fresh.access, expires_in=int(sessions.ACCESS_LIFETIME.total_seconds()), user=user)
    return Answer(session, status, cookies=[_cookie(fresh.refresh, int(sessions.REFRESH_IDLE.total_seconds()))])


def _cookie(value: str, max_age: int) -> Cookie:
    return Cookie(
        REFRESH_COOKIE,
        value,
        path="/v1/auth",
        max_age=max_age,
        http_only=True,
        secure=config.load(Settings).cookie_secure,
        same_site=SameSite.STRICT_MODE,
    )


handler = api.handler
