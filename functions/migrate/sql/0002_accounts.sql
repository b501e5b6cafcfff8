set local search_path = smartflow;

create table users (
    id uuid primary key,
    email text not null,
    email_key text not null,
    password_hash text not null,
    full_name text not null default '',
    language text not null default 'pl' check (language in ('pl', 'en')),
    currency text not null default 'PLN' check (currency ~ '^[A-Z]{3}$'),
    working_days integer not null default 250 check (working_days between 1 and 366),
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_email_taken unique (email_key)
);

create table sessions (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    user_agent text not null default '',
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    unique (user_id, id)
);

-- Tokens are kept as SHA-256 only. A refresh token that was used stays until its session goes, so that a second use is seen.
create table session_tokens (
    token_hash bytea primary key,
    user_id uuid not null,
    session_id uuid not null,
    kind text not null check (kind in ('access', 'refresh')),
    expires_at timestamptz not null,
    used_at timestamptz,
    foreign key (user_id, session_id) references sessions (user_id, id) on delete cascade
);
create index session_tokens_session on session_tokens (user_id, session_id);
create index session_tokens_expiry on session_tokens (expires_at);

create table password_resets (
    token_hash bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
);
create index password_resets_user on password_resets (user_id);

-- Failures by account and by address; the subject is a hash, so that the table names nobody.
create table login_attempts (
    subject bytea primary key,
    failures integer not null,
    last_failed_at timestamptz not null default now(),
    blocked_until timestamptz
);

create table activity_logs (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    action text not null,
    resource_type text not null,
    resource_id uuid,
    details jsonb not null default '{}',
    created_at timestamptz not null default now()
);
create index activity_logs_newest on activity_logs (user_id, created_at desc, id desc);

create table idempotency_keys (
    user_id uuid not null references users on delete cascade,
    key text not null,
    request_hash bytea not null,
    status integer,
    headers jsonb,
    body text,
    created_at timestamptz not null default now(),
    primary key (user_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

alter table users enable row level security;
alter table users force row level security;
create policy own on users to smartflow_app
    using (id = (select tenant())) with check (id = (select tenant()));
create policy definer on users to smartflow_definer using (true);

call tenant_table('sessions');
call tenant_table('session_tokens');
call tenant_table('password_resets');
call tenant_table('activity_logs');
call tenant_table('idempotency_keys');
create policy definer on sessions to smartflow_definer using (true) with check (true);
create policy definer on session_tokens to smartflow_definer using (true) with check (true);
create policy definer on password_resets to smartflow_definer using (true) with check (true);
create policy definer on idempotency_keys to smartflow_definer using (true) with check (true);

grant select, insert, update, delete on users, sessions, session_tokens, idempotency_keys to smartflow_app;
grant select, insert on activity_logs to smartflow_app;
grant select on users to smartflow_definer;
grant select, insert, update, delete on sessions, session_tokens, password_resets, login_attempts to smartflow_definer;
grant select, delete on idempotency_keys to smartflow_definer;

-- The user whose access token this is, for as long as token and session last. SF401 is a SQLSTATE of our own: those of
-- class 28 would look like a lost connection.
create function open_session(access_token_hash bytea) returns uuid
    language plpgsql stable security definer set search_path = smartflow, pg_temp as $$
declare
    owner uuid;
begin
    select t.user_id into owner
    from session_tokens t join sessions s on s.user_id = t.user_id and s.id = t.session_id
    where t.token_hash = access_token_hash and t.kind = 'access' and t.expires_at > now()
        and s.ended_at is null and s.expires_at > now();
    if owner is null then
        raise exception 'no such session' using errcode = 'SF401';
    end if;
    return owner;
end
$$;

create function find_login(wanted_email_key text) returns table (user_id uuid, password_hash text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select id, users.password_hash from users where email_key = wanted_email_key;
    end;

-- Exchanges a refresh token for a new pair. A token that was used already is taken once more within ten seconds (two tabs
-- that woke together); after that somebody else holds a copy, and the whole session ends.
create function rotate_session(
    old_refresh_hash bytea, new_refresh_hash bytea, new_access_hash bytea, idle interval, access_lifetime interval
) returns uuid
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    token session_tokens;
    session sessions;
begin
    select * into token from session_tokens where token_hash = old_refresh_hash and kind = 'refresh';
    if token is null then
        return null;
    end if;
    select * into session from sessions where id = token.session_id for update;
    select * into token from session_tokens where token_hash = old_refresh_hash;
    if session is null or token is null or session.ended_at is not null or session.expires_at <= now()
        or token.expires_at <= now() then
        return null;
    end if;
    if token.used_at < now() - interval '10 seconds' then
        update sessions set ended_at = now() where id = session.id;
        return null;
    end if;
    update session_tokens set used_at = coalesce(used_at, now()) where token_hash = old_refresh_hash;
    insert into session_tokens (token_hash, user_id, session_id, kind, expires_at) values
        (new_refresh_hash, session.user_id, session.id, 'refresh', least(now() + idle, session.expires_at)),
        (new_access_hash, session.user_id, session.id, 'access', least(now() + access_lifetime, session.expires_at));
    update sessions set last_used_at = now() where id = session.id;
    return session.user_id;
end
$$;

create function end_session(any_token_hash bytea) returns uuid
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update sessions s set ended_at = coalesce(s.ended_at, now())
        from session_tokens t
        where t.token_hash = any_token_hash and s.id = t.session_id
        returning s.user_id;
    end;

-- Takes a ticket for one sign-in, before the password is looked at, so that guesses sent at once are counted too. Returns the
-- seconds to wait, 0 for go ahead. So many tickets are free; each one more brings a pause of a second that doubles up to
-- fifteen minutes. Half an hour after the last try the count starts anew: nobody stays locked out.
create function take_attempt(taken_subject bytea, free integer) returns integer
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    seen login_attempts;
begin
    insert into login_attempts as a (subject, failures, last_failed_at) values (taken_subject, 0, now())
    on conflict (subject) do update set subject = excluded.subject
    returning a.* into seen;
    if seen.blocked_until > now() then
        return ceil(extract(epoch from seen.blocked_until - now()));
    end if;
    if seen.last_failed_at < now() - interval '30 minutes' then
        seen.failures := 0;
    end if;
    update login_attempts set failures = seen.failures + 1, last_failed_at = now(),
        blocked_until = case when seen.failures + 1 >= free
            then now() + least(interval '15 minutes', interval '1 second' * power(2, least(seen.failures + 1 - free, 20))) end
    where subject = taken_subject;
    return 0;
end
$$;

-- The password was right: the account's failures are forgotten, the address gets its ticket back.
create function attempt_succeeded(account_subject bytea, address_subject bytea) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        delete from login_attempts where subject = account_subject;
        update login_attempts set failures = greatest(0, failures - 1), blocked_until = null where subject = address_subject;
    end;

alter function open_session(bytea) owner to smartflow_definer;
alter function find_login(text) owner to smartflow_definer;
alter function rotate_session(bytea, bytea, bytea, interval, interval) owner to smartflow_definer;
alter function end_session(bytea) owner to smartflow_definer;
alter function take_attempt(bytea, integer) owner to smartflow_definer;
alter function attempt_succeeded(bytea, bytea) owner to smartflow_definer;
