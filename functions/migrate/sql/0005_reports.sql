set local search_path = smartflow;

create table reports (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    scope text not null check (scope in ('process', 'portfolio')),
    format text not null,
    language text not null check (language in ('pl', 'en')),
    title text not null,
    footer text not null default '',
    process_ids uuid[] not null,
    status text not null check (status in ('queued', 'ready', 'failed')),
    object_key text not null,
    file_name text not null,
    bytes bigint,
    created_at timestamptz not null default now(),
    unique (user_id, id)
);
create index reports_newest on reports (user_id, created_at desc, id desc);
create index reports_age on reports (created_at);

-- Objects to be removed from the bucket; written in the transaction that forgets them, so that deleted means deleted even
-- when the bucket cannot be reached just then.
create table object_deletions (
    object_key text primary key,
    created_at timestamptz not null default now()
);

call tenant_table('reports');
create policy definer on reports to smartflow_definer using (true);
create policy definer on business_processes to smartflow_definer using (true);
grant select, insert, update, delete on reports to smartflow_app;
grant insert on object_deletions to smartflow_app;
grant select, insert, delete on object_deletions to smartflow_definer;
grant select, delete on reports, business_processes to smartflow_definer;

create function due_object_deletions(most integer) returns table (object_key text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select d.object_key from object_deletions d order by d.created_at limit most;
    end;

create function object_deleted(deleted_key text) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        delete from object_deletions where object_key = deleted_key;
    end;

-- Forgets what has outlived its time: the trash, old reports, tokens, idempotency keys and failed logins.
create function forget_old(trash interval, reports_kept interval)
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
    with gone as (
        delete from idempotency_keys where created_at < now() - interval '7 days' returning key
    ) select count(*) from gone into keys;
    return next;
end
$$;

alter function due_object_deletions(integer) owner to smartflow_definer;
alter function object_deleted(text) owner to smartflow_definer;
alter function forget_old(interval, interval) owner to smartflow_definer;

revoke create on schema smartflow from smartflow_definer;
revoke execute on all functions in schema smartflow from public;
grant execute on all functions in schema smartflow to smartflow_app;
grant execute on function tenant() to smartflow_definer;
