set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- `uncounted` is how many attempts were in vain because what the job needs was unavailable; they do not count against the most
-- attempts. `waits_for` is the circuit that keeps a queued job waiting.
alter table jobs
    add column uncounted integer not null default 0,
    add column waits_for text;
create index jobs_waiting on jobs (waits_for) where waits_for is not null;

-- Why the rules wrote an analysis for which the model was wanted.
alter table analyses add column fallback_reason text;

-- A service that has failed. Before `retry_at` nobody calls it; then one caller tries, and the others wait for the outcome.
create table circuits (
    name text primary key,
    failures integer not null,
    retry_at timestamptz not null,
    trying boolean not null default false
);
grant select, insert, update, delete on circuits to smartflow_definer;

-- The seconds to wait before a call, 0 to go on. The caller that goes on while others wait has so long to tell the outcome.
create function pass_circuit(circuit text, trial interval) returns integer
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    seen circuits;
begin
    select * into seen from circuits where name = circuit for update;
    if not found then
        return 0;
    end if;
    if seen.retry_at > now() then
        return ceil(extract(epoch from seen.retry_at - now()));
    end if;
    update circuits set retry_at = now() + trial, trying = true where name = circuit;
    return 0;
end
$$;

-- A call has failed: returns the seconds to wait before the next one, twice as long after each trial that failed, at least as long
-- as the service wants. Failures of calls that were made before the circuit opened do not prolong it further.
create function open_circuit(circuit text, wanted interval, first interval, longest interval) returns integer
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    seen circuits;
begin
    insert into circuits as c (name, failures, retry_at)
    values (circuit, 1, now() + least(longest, greatest(wanted, first)))
    on conflict (name) do update set
        failures = c.failures + (c.trying or c.retry_at <= now())::integer,
        trying = false,
        retry_at = greatest(
            now() + least(longest, wanted),
            case when c.trying or c.retry_at <= now()
                then now() + least(longest, first * power(2, least(c.failures, 20))) else c.retry_at end)
    returning c.* into seen;
    return ceil(extract(epoch from seen.retry_at - now()));
end
$$;

-- The service has answered: what waits for it goes on, within ten seconds and not all at once.
create function close_circuit(circuit text) returns void
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    delete from circuits where name = circuit;
    if found then
        with woken as (
            update jobs set not_before = now(), waits_for = null
            where waits_for = circuit and status = 'queued' and not_before > now()
            returning id
        )
        update job_outbox o set due_at = now() + random() * interval '10 seconds'
        from woken where o.job_id = woken.id and o.sent_at is null;
    end if;
end
$$;

-- Takes a job for one attempt, like `claim_job`, and says whether it is the last one. Of an account's jobs of these kinds so many are
-- done at once; further ones wait until one of them has ended.
create function take_job(wanted_id uuid, kinds text[], lease interval, max_attempts integer, most_of_account integer)
    returns table (user_id uuid, kind text, attempt integer, is_last boolean)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with claimed as (
            update jobs j
            set status = 'running', attempt = j.attempt + 1, lease_until = now() + lease,
                started_at = coalesce(j.started_at, now()), not_before = null, waits_for = null
            where j.id = wanted_id and j.kind = any (kinds) and j.attempt - j.uncounted < max_attempts
                and (j.status = 'queued' and (j.not_before is null or j.not_before <= now())
                     or j.status = 'running' and j.lease_until < now())
                and (select count(*) from jobs r where r.user_id = j.user_id and r.kind = any (kinds)
                         and r.status = 'running' and r.lease_until >= now()) < most_of_account
            returning j.user_id, j.kind, j.attempt, j.attempt - j.uncounted >= max_attempts as is_last
        )
        select c.user_id, c.kind, c.attempt, c.is_last from claimed c
        union all
        select j.user_id, j.kind, null, null from jobs j
        where j.id = wanted_id and j.kind <> all (kinds) and j.status in ('queued', 'running');
    end;

-- For the previous release, which must claim the same jobs.
create or replace function claim_job(wanted_id uuid, kinds text[], lease interval, max_attempts integer)
    returns table (user_id uuid, kind text, attempt integer)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        select t.user_id, t.kind, t.attempt from take_job(wanted_id, kinds, lease, max_attempts, 1000000) t;
    end;

create or replace function recover_jobs(resend_after interval, max_attempts integer)
    returns table (requeued bigint, failed bigint, resent bigint)
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    with stuck as (
        select j.id from jobs j
        where j.status = 'running' and j.lease_until < now() or j.status = 'queued' and j.attempt - j.uncounted >= max_attempts
        order by j.id limit 500 for update skip locked
    ), ended as (
        update jobs j set status = 'failed', stage = null, lease_until = null, finished_at = now(),
            error = '{"code": "attempts_exhausted"}'
        from stuck where j.id = stuck.id and j.attempt - j.uncounted >= max_attempts
        returning j.id, j.kind
    ), ended_reports as (
        update reports r set status = 'failed' from ended
        where ended.kind = 'report' and r.id = ended.id and r.status = 'queued'
    ), again as (
        update jobs j set status = 'queued', stage = null, lease_until = null
        from stuck where j.id = stuck.id and j.attempt - j.uncounted < max_attempts
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

alter function pass_circuit(text, interval) owner to smartflow_definer;
alter function open_circuit(text, interval, interval, interval) owner to smartflow_definer;
alter function close_circuit(text) owner to smartflow_definer;
alter function take_job(uuid, text[], interval, integer, integer) owner to smartflow_definer;
revoke execute on function pass_circuit(text, interval), open_circuit(text, interval, interval, interval), close_circuit(text),
    take_job(uuid, text[], interval, integer, integer) from public;
grant execute on function pass_circuit(text, interval), open_circuit(text, interval, interval, interval), close_circuit(text),
    take_job(uuid, text[], interval, integer, integer) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
