set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- One table of jobs and one outbox for everything that is done in the background. Analyses had them already; what was done for an
-- account (mails, exports, large reports) moves in.

-- In the order in which requests take them, so that none of those under way and this migration wait for each other. The lock on
-- `users` is what the new foreign key needs; requests that only read or refer to it go on.
lock table users in share row exclusive mode;
lock table analysis_jobs, analysis_outbox, account_jobs in access exclusive mode;

alter table analysis_jobs rename to jobs;
alter table analysis_outbox rename to job_outbox;
alter table account_jobs rename to moved_account_jobs;
alter index analysis_jobs_pkey rename to jobs_pkey;
alter index analysis_outbox_pkey rename to job_outbox_pkey;
alter index analysis_jobs_one_active rename to jobs_one_active_analysis;
alter index analysis_jobs_newest rename to jobs_newest_analysis;
alter index analysis_jobs_open rename to jobs_open;
alter index analysis_outbox_unsent rename to job_outbox_unsent;

-- A report's job has the report's id; `object_key` and `bytes` are of the file that came of an export. The default of `kind` is
-- for the previous release, which inserts analyses without it.
alter table jobs
    add column kind text not null default 'analysis' check (kind in ('analysis', 'report', 'export', 'password_reset')),
    add column object_key text,
    add column bytes bigint,
    alter column process_id drop not null,
    alter column depth drop not null,
    alter column language drop not null,
    alter column snapshot drop not null,
    alter column input_hash drop not null,
    add constraint jobs_analysis_whole check (
        case when kind = 'analysis'
            then num_nulls(process_id, depth, language, snapshot, input_hash) = 0
            else num_nonnulls(process_id, depth, language, snapshot, input_hash, stage) = 0 end),
    add constraint jobs_file_of_export check (kind = 'export' or object_key is null and bytes is null),
    add foreign key (user_id) references users on delete cascade;

-- The owner sees no rows while row-level security is forced on it.
alter table jobs no force row level security;
alter table job_outbox no force row level security;
alter table moved_account_jobs no force row level security;
insert into jobs (id, user_id, kind, status, attempt, lease_until, error, object_key, bytes, created_at, finished_at)
select id, user_id, kind,
    case when status = 'queued' and lease_until > now() then 'running' else status end, attempt,
    case when status = 'queued' and lease_until > now() then lease_until end,
    case when status = 'failed' then '{"code": "attempts_exhausted"}'::jsonb end,
    object_key, bytes, created_at, finished_at
from moved_account_jobs;
insert into job_outbox (job_id, version, user_id, due_at, sent_at)
select j.id, 1, j.user_id, now(), case when j.status = 'running' then m.rung_at end
from jobs j join moved_account_jobs m on m.id = j.id where j.status in ('queued', 'running');
delete from moved_account_jobs;
alter table jobs force row level security;
alter table job_outbox force row level security;
alter table moved_account_jobs force row level security;
revoke all on moved_account_jobs from smartflow_app, smartflow_definer;

-- The condition is written as the view `account_jobs` below writes it, for the `on conflict` of the previous release.
create unique index jobs_one_export on jobs (user_id)
    where kind = 'export' and case status when 'running' then 'queued' else status end = 'queued';
create index jobs_newest on jobs (user_id, kind, created_at desc) where kind <> 'analysis';
create index jobs_age on jobs (created_at) where kind <> 'analysis';

grant delete on jobs to smartflow_definer;

-- Takes a job for one attempt. Nothing comes back when it is done, cancelled, held by another worker, not yet due or out of
-- attempts. A job of a kind that the caller does not do comes back without an attempt, and is left as it is.
create function claim_job(wanted_id uuid, kinds text[], lease interval, max_attempts integer)
    returns table (user_id uuid, kind text, attempt integer)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with claimed as (
            update jobs j
            set status = 'running', attempt = j.attempt + 1, lease_until = now() + lease,
                started_at = coalesce(j.started_at, now()), not_before = null
            where j.id = wanted_id and j.kind = any (kinds) and j.attempt < max_attempts
                and (j.status = 'queued' and (j.not_before is null or j.not_before <= now())
                     or j.status = 'running' and j.lease_until < now())
            returning j.user_id, j.kind, j.attempt
        )
        select c.user_id, c.kind, c.attempt from claimed c
        union all
        select j.user_id, j.kind, null from jobs j
        where j.id = wanted_id and j.kind <> all (kinds) and j.status in ('queued', 'running');
    end;

-- Puts jobs whose worker died back into the queue, ends those without attempts left, with the report that such a job was for, and
-- has messages sent again that brought no claim, or that were never written. Returns what it did.
create function recover_jobs(resend_after interval, max_attempts integer)
    returns table (requeued bigint, failed bigint, resent bigint)
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    with stuck as (
        select j.id from jobs j
        where j.status = 'running' and j.lease_until < now() or j.status = 'queued' and j.attempt >= max_attempts
        order by j.id limit 500 for update skip locked
    ), ended as (
        update jobs j set status = 'failed', stage = null, lease_until = null, finished_at = now(),
            error = '{"code": "attempts_exhausted"}'
        from stuck where j.id = stuck.id and j.attempt >= max_attempts
        returning j.id, j.kind
    ), ended_reports as (
        update reports r set status = 'failed' from ended
        where ended.kind = 'report' and r.id = ended.id and r.status = 'queued'
    ), again as (
        update jobs j set status = 'queued', stage = null, lease_until = null
        from stuck where j.id = stuck.id and j.attempt < max_attempts
        returning j.id, j.user_id
    ), messages as (
        insert into job_outbox (job_id, version, user_id, due_at)
        select again.id, (select coalesce(max(o.version), 0) + 1 from job_outbox o where o.job_id = again.id), again.user_id, now()
        from again
        returning job_id
    )
    select (select count(*) from messages), (select count(*) from ended) into requeued, failed;

    with lost as (
        select j.id, j.user_id, coalesce(max(o.version), 0) as version
        from jobs j left join job_outbox o on o.job_id = j.id
        where j.status = 'queued' and (j.not_before is null or j.not_before <= now())
        group by j.id, j.user_id
        having not bool_or(o.job_id is not null and o.sent_at is null)
            and coalesce(max(o.sent_at), j.created_at) < now() - resend_after
        limit 500
    ), messages as (
        insert into job_outbox (job_id, version, user_id, due_at)
        select id, lost.version + 1, lost.user_id, now() from lost
        on conflict do nothing
        returning job_id
    )
    select count(*) from messages into resent;
    return next;
end
$$;

-- Messages that should have been sent by now, of the kinds that the caller can send.
create function due_messages(kinds text[], most integer) returns table (job_id uuid, version integer, kind text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select o.job_id, o.version, j.kind
        from job_outbox o join jobs j on j.user_id = o.user_id and j.id = o.job_id
        where o.sent_at is null and o.due_at <= now() and j.status = 'queued' and j.kind = any (kinds)
        order by o.due_at limit most;
    end;

create function mark_sent(sent_job_id uuid, sent_version integer) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update job_outbox set sent_at = now() where job_id = sent_job_id and version = sent_version and sent_at is null;
    end;

-- Deletes what was done for accounts some time ago, and with it the files of exports. Analyses go with their processes.
create function delete_old_jobs(kept interval) returns bigint
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with gone as (
            delete from jobs
            where kind <> 'analysis' and created_at < now() - kept and status not in ('queued', 'running')
            returning object_key
        ), marked as (
            insert into object_deletions (object_key) select object_key from gone where object_key is not null
            on conflict do nothing
        ) select count(*) from gone;
    end;

-- Asks for a mail to the owner of this address; the answer never tells whether there is such an account. An account gets so many
-- an hour.
create or replace function request_password_reset(wanted_email_key text, job_id uuid, most integer) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with job as (
            insert into jobs (id, user_id, kind)
            select job_id, u.id, 'password_reset' from users u
            where u.email_key = wanted_email_key
                and (select count(*) from jobs j where j.user_id = u.id and j.kind = 'password_reset'
                        and j.created_at > now() - interval '1 hour') < most
            returning id, user_id
        )
        insert into job_outbox (job_id, version, user_id, due_at)
        select id, 1, user_id, now() + interval '30 seconds' from job;
    end;

alter function claim_job(uuid, text[], interval, integer) owner to smartflow_definer;
alter function recover_jobs(interval, integer) owner to smartflow_definer;
alter function due_messages(text[], integer) owner to smartflow_definer;
alter function mark_sent(uuid, integer) owner to smartflow_definer;
alter function delete_old_jobs(interval) owner to smartflow_definer;
revoke execute on function claim_job(uuid, text[], interval, integer), recover_jobs(interval, integer),
    due_messages(text[], integer), mark_sent(uuid, integer), delete_old_jobs(interval) from public;
grant execute on function claim_job(uuid, text[], interval, integer), recover_jobs(interval, integer),
    due_messages(text[], integer), mark_sent(uuid, integer), delete_old_jobs(interval) to smartflow_app;

-- From here on: what the previous release still calls, while a deployment replaces it or after one that was rolled back. A later
-- release drops these views, the trigger's function, `claim_job(uuid, interval, integer)`, `reclaim_jobs`, `due_bells`,
-- `bell_rung`, `claim_account_job`, `due_account_jobs`, `forget_old_account_jobs`, the default of `kind`, and the empty table
-- `moved_account_jobs`, whose removal would lock `users` here. `claim_job(uuid, interval, integer)` and `bell_rung` need no
-- change: they follow the renamed tables.

create view analysis_jobs with (security_invoker = true) as
    select id, user_id, process_id, status, stage, depth, language, fallback, snapshot, input_hash, attempt, lease_until,
        not_before, error, usage, created_at, started_at, finished_at
    from jobs where kind = 'analysis';

create view analysis_outbox with (security_invoker = true) as
    select job_id, version, user_id, due_at, sent_at from job_outbox;

-- The previous release knows no running job here: it is a queued one with a lease. What it inserts has no outbox row until
-- `recover_jobs` writes one.
create view account_jobs with (security_invoker = true) as
    select id, user_id, kind, case status when 'running' then 'queued' else status end as status, attempt, lease_until,
        object_key, bytes, created_at, finished_at
    from jobs where kind <> 'analysis';

create function update_account_job() returns trigger
    language plpgsql set search_path = smartflow, pg_temp as $$
begin
    update jobs
    set status = case when new.status = 'queued' and new.lease_until is not null then 'running' else new.status end,
        lease_until = new.lease_until, object_key = new.object_key, bytes = new.bytes, finished_at = new.finished_at
    where user_id = old.user_id and id = old.id and attempt = old.attempt and status in ('queued', 'running');
    if not found then
        return null;
    end if;
    return new;
end
$$;
create trigger update_account_job instead of update on account_jobs for each row execute function update_account_job();
revoke execute on function update_account_job() from public;
grant select, insert, update on analysis_jobs, analysis_outbox, account_jobs to smartflow_app;

create or replace function reclaim_jobs(visibility interval, max_attempts integer)
    returns table (requeued bigint, failed bigint, rung bigint)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        select r.requeued, r.failed, r.resent from recover_jobs(visibility, max_attempts) r;
    end;

create or replace function due_bells(most integer) returns table (job_id uuid, version integer)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select d.job_id, d.version from due_messages('{analysis}', most) d;
    end;

create or replace function claim_account_job(wanted_id uuid, lease interval, max_attempts integer)
    returns table (user_id uuid, kind text, attempt integer)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        select c.user_id, c.kind, c.attempt
        from claim_job(wanted_id, '{report,export,password_reset}', lease, max_attempts) c where c.attempt is not null;
    end;

create or replace function due_account_jobs(patience interval, max_attempts integer, most integer) returns table (job_id uuid)
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    due record;
begin
    perform recover_jobs(patience, max_attempts);
    for due in select * from due_messages('{report,export,password_reset}', most) loop
        perform mark_sent(due.job_id, due.version);
        job_id := due.job_id;
        return next;
    end loop;
end
$$;

create or replace function forget_old_account_jobs(kept interval) returns bigint
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        select delete_old_jobs(kept);
    end;

revoke create on schema smartflow from smartflow_definer;
