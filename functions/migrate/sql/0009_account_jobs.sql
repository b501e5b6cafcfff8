set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- When an account accepted the terms of use, and which wording of them.
alter table users
    add column terms_accepted_at timestamptz,
    add column terms_version text,
    add constraint users_terms_whole check ((terms_accepted_at is null) = (terms_version is null));

-- What is done for an account in the background: a mail that resets its password, a file with all that is held on it, a report
-- too large to wait for (which has the job's id). The row is the truth; the queue only rings the bell. `attempt` is the fencing
-- token, as it is for analyses.
create table account_jobs (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    kind text not null check (kind in ('password_reset', 'export', 'report')),
    status text not null default 'queued' check (status in ('queued', 'succeeded', 'failed')),
    attempt integer not null default 0,
    lease_until timestamptz,
    rung_at timestamptz not null default now(),
    object_key text,
    bytes bigint,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    unique (user_id, id)
);
create unique index account_jobs_one_export on account_jobs (user_id) where kind = 'export' and status = 'queued';
create index account_jobs_newest on account_jobs (user_id, kind, created_at desc);
create index account_jobs_open on account_jobs (rung_at) where status = 'queued';
create index account_jobs_age on account_jobs (created_at);

call tenant_table('account_jobs');
create policy definer on account_jobs to smartflow_definer using (true) with check (true);
grant select, insert, update on account_jobs to smartflow_app;
grant select, insert, update, delete on account_jobs to smartflow_definer;
grant update on reports to smartflow_definer;
grant select, insert, update, delete on password_resets to smartflow_app;

-- Asks for a mail to whoever has this address; nobody is told whether there is such an account. An account gets so many an hour.
create function request_password_reset(wanted_email_key text, job_id uuid, most integer) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        insert into account_jobs (id, user_id, kind)
        select job_id, u.id, 'password_reset' from users u
        where u.email_key = wanted_email_key
            and (select count(*) from account_jobs j where j.user_id = u.id and j.kind = 'password_reset'
                    and j.created_at > now() - interval '1 hour') < most;
    end;

-- Whose a token that resets a password is, for as long as it is good.
create function find_password_reset(reset_token_hash bytea) returns table (user_id uuid, email text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select u.id, u.email from password_resets r join users u on u.id = r.user_id
        where r.token_hash = reset_token_hash and r.used_at is null and r.expires_at > now();
    end;

-- Takes a job for one attempt; nothing comes back when it is done, held by somebody else or out of attempts.
create function claim_account_job(wanted_id uuid, lease interval, max_attempts integer)
    returns table (user_id uuid, kind text, attempt integer)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update account_jobs j set attempt = j.attempt + 1, lease_until = now() + lease
        where j.id = wanted_id and j.status = 'queued' and j.attempt < max_attempts
            and (j.lease_until is null or j.lease_until < now())
        returning j.user_id, j.kind, j.attempt;
    end;

-- Ends jobs that used up their attempts, and the reports they were for, and returns those whose bell is to be rung again: nobody holds them, and the last time
-- was a while ago.
create function due_account_jobs(patience interval, max_attempts integer, most integer) returns table (job_id uuid)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with ended as (
            update account_jobs j set status = 'failed', finished_at = now(), lease_until = null
            where j.status = 'queued' and j.attempt >= max_attempts and (j.lease_until is null or j.lease_until < now())
            returning j.id
        )
        update reports r set status = 'failed' from ended where r.id = ended.id and r.status = 'queued';
        update account_jobs j set rung_at = now()
        where j.id in (
            select d.id from account_jobs d
            where d.status = 'queued' and d.attempt < max_attempts and d.rung_at < now() - patience
                and (d.lease_until is null or d.lease_until < now())
            order by d.rung_at limit most for update skip locked)
        returning j.id;
    end;

-- Forgets jobs, and with them the files of exports, some time after they were asked for.
create function forget_old_account_jobs(kept interval) returns bigint
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with gone as (
            delete from account_jobs where created_at < now() - kept returning object_key
        ), marked as (
            insert into object_deletions (object_key) select object_key from gone where object_key is not null
            on conflict do nothing
        ) select count(*) from gone;
    end;

alter function request_password_reset(text, uuid, integer) owner to smartflow_definer;
alter function find_password_reset(bytea) owner to smartflow_definer;
alter function claim_account_job(uuid, interval, integer) owner to smartflow_definer;
alter function due_account_jobs(interval, integer, integer) owner to smartflow_definer;
alter function forget_old_account_jobs(interval) owner to smartflow_definer;
revoke execute on function request_password_reset(text, uuid, integer), find_password_reset(bytea),
    claim_account_job(uuid, interval, integer), due_account_jobs(interval, integer, integer),
    forget_old_account_jobs(interval) from public;
grant execute on function request_password_reset(text, uuid, integer), find_password_reset(bytea),
    claim_account_job(uuid, interval, integer), due_account_jobs(interval, integer, integer),
    forget_old_account_jobs(interval) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
