set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- Browsers that have signed in to an account. Each has its own allowance of wrong passwords, which nobody else can use up.
create table devices (
    user_id uuid not null references users on delete cascade,
    token_hash bytea not null,
    created_at timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    primary key (user_id, token_hash)
);
call tenant_table('devices');
create policy definer on devices to smartflow_definer using (true);
grant select, insert, update, delete on devices to smartflow_app;
grant select, delete on devices to smartflow_definer;

-- Takes a ticket for one sign-in (`take_attempt`): a browser that the account knows takes its own only. Another one takes that of
-- its address, then that of the account at this address, then that of the account; one that is refused takes no further ticket.
create function take_sign_in(
    wanted_email_key text, device_hash bytea, device bytea, address bytea, account_at_address bytea, account bytea
) returns integer
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    wait integer;
begin
    if exists (select from devices d join users u on u.id = d.user_id
               where u.email_key = wanted_email_key and d.token_hash = device_hash) then
        return take_attempt(device, 5);
    end if;
    wait := take_attempt(address, 100);
    if wait = 0 then
        wait := take_attempt(account_at_address, 5);
    end if;
    if wait = 0 then
        wait := take_attempt(account, 20);
    end if;
    return wait;
end
$$;

-- The password was right: these failures are deleted, and the others get their ticket back.
create function sign_in_succeeded(deleted bytea[], returned bytea[]) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        delete from login_attempts where subject = any (deleted);
        update login_attempts set failures = greatest(0, failures - 1), blocked_until = null where subject = any (returned);
    end;

-- How often a client has done something since `began_at`; the subject is a hash.
create table client_turns (
    subject bytea primary key,
    began_at timestamptz not null default now(),
    taken integer not null default 1
);
create index client_turns_age on client_turns (began_at);
grant select, insert, update, delete on client_turns to smartflow_definer;

-- Takes one of `most` turns that a client has in a time. Returns the seconds to wait, 0 for go ahead.
create function take_turn(taken_subject bytea, most integer, every interval) returns integer
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        insert into client_turns as t (subject) values (taken_subject)
        on conflict (subject) do update set
            taken = case when t.began_at + every <= now() then 1 else least(t.taken, most) + 1 end,
            began_at = case when t.began_at + every <= now() then now() else t.began_at end
        returning case when taken > most then ceil(extract(epoch from began_at + every - now()))::integer else 0 end;
    end;

create or replace function forget_old(trash interval, reports_kept interval)
    returns table (processes bigint, reports bigint, sessions bigint, keys bigint)
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    with gone as (
        delete from business_processes where deleted_at < now() - trash returning id
    ) select count(*) from gone into processes;
    with gone as (
        delete from smartflow.reports r where r.created_at < now() - reports_kept returning r.object_key
    ), marked as (
        insert into object_deletions (object_key) select object_key from gone on conflict do nothing
    ) select count(*) from gone into reports;
    delete from session_tokens where kind = 'access' and expires_at < now() - interval '1 day';
    with gone as (
        delete from smartflow.sessions s where s.expires_at < now() - interval '1 day' or s.ended_at < now() - interval '30 days'
        returning s.id
    ) select count(*) from gone into sessions;
    delete from password_resets where expires_at < now() - interval '1 day';
    delete from login_attempts where last_failed_at < now() - interval '30 days';
    delete from client_turns where began_at < now() - interval '1 day';
    delete from devices where last_used_at < now() - interval '400 days';
    with gone as (
        delete from idempotency_keys where created_at < now() - interval '7 days' returning key
    ) select count(*) from gone into keys;
    return next;
end
$$;

alter function take_sign_in(text, bytea, bytea, bytea, bytea, bytea) owner to smartflow_definer;
alter function sign_in_succeeded(bytea[], bytea[]) owner to smartflow_definer;
alter function take_turn(bytea, integer, interval) owner to smartflow_definer;
revoke execute on function take_sign_in(text, bytea, bytea, bytea, bytea, bytea), sign_in_succeeded(bytea[], bytea[]),
    take_turn(bytea, integer, interval) from public;
grant execute on function take_sign_in(text, bytea, bytea, bytea, bytea, bytea), sign_in_succeeded(bytea[], bytea[]),
    take_turn(bytea, integer, interval) to smartflow_app;
grant execute on function take_attempt(bytea, integer) to smartflow_definer;
revoke create on schema smartflow from smartflow_definer;
