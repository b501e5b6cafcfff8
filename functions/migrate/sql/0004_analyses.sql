set local search_path = smartflow;

-- What was asked for. The row is the truth about a job; the queue only rings the bell.
create table analysis_jobs (
    id uuid primary key,
    user_id uuid not null,
    process_id uuid not null,
    status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    stage text check (stage in ('reading', 'searching', 'writing', 'checking', 'calculating')),
    depth text not null check (depth in ('basic', 'deep', 'expert')),
    language text not null check (language in ('pl', 'en')),
    fallback text not null default 'none' check (fallback in ('none', 'rules')),
    -- the process as it was when the analysis was asked for
    snapshot jsonb not null,
    input_hash bytea not null,
    -- the fencing token: a result is written only by the attempt that still holds the lease
    attempt integer not null default 0,
    lease_until timestamptz,
    not_before timestamptz,
    error jsonb,
    usage jsonb not null default '{}',
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    unique (user_id, id),
    foreign key (user_id, process_id) references business_processes (user_id, id) on delete cascade
);
create unique index analysis_jobs_one_active on analysis_jobs (user_id, process_id) where status in ('queued', 'running');
create index analysis_jobs_newest on analysis_jobs (user_id, process_id, created_at desc, id desc);
create index analysis_jobs_open on analysis_jobs (status, lease_until) where status in ('queued', 'running');

create table analysis_outbox (
    job_id uuid not null,
    version integer not null,
    user_id uuid not null,
    due_at timestamptz not null,
    sent_at timestamptz,
    primary key (job_id, version),
    foreign key (user_id, job_id) references analysis_jobs (user_id, id) on delete cascade
);
create index analysis_outbox_unsent on analysis_outbox (due_at) where sent_at is null;

-- What came of it: written once, never changed.
create table analyses (
    id uuid primary key,
    user_id uuid not null,
    process_id uuid not null,
    version integer not null,
    depth text not null,
    language text not null,
    analyst text not null check (analyst in ('model', 'rules')),
    model text,
    prompt_version text not null,
    formula_version text not null,
    result jsonb not null,
    assessment jsonb not null,
    created_at timestamptz not null default now(),
    unique (user_id, id),
    unique (user_id, process_id, version),
    foreign key (user_id, id) references analysis_jobs (user_id, id) on delete cascade,
    foreign key (user_id, process_id) references business_processes (user_id, id) on delete cascade
);

call tenant_table('analysis_jobs');
call tenant_table('analysis_outbox');
call tenant_table('analyses');
create policy definer on analysis_jobs to smartflow_definer using (true) with check (true);
create policy definer on analysis_outbox to smartflow_definer using (true) with check (true);

grant select, insert, update on analysis_jobs, analysis_outbox to smartflow_app;
grant select, insert on analyses to smartflow_app;
grant select, insert, update on analysis_jobs, analysis_outbox to smartflow_definer;

-- Takes a job for one attempt. Nothing comes back when it is done, cancelled, held by somebody else, not yet due or out of
-- attempts: the message that asked can then be forgotten.
create function claim_job(wanted_id uuid, lease interval, max_attempts integer)
    returns table (user_id uuid, process_id uuid, attempt integer, depth text, language text, fallback text, snapshot jsonb,
        usage jsonb)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update analysis_jobs j
        set status = 'running', stage = 'reading', attempt = j.attempt + 1, lease_until = now() + lease,
            started_at = coalesce(j.started_at, now()), not_before = null
        where j.id = wanted_id and j.attempt < max_attempts
            and (j.status = 'queued' and (j.not_before is null or j.not_before <= now())
                 or j.status = 'running' and j.lease_until < now())
        returning j.user_id, j.process_id, j.attempt, j.depth, j.language, j.fallback, j.snapshot, j.usage;
    end;

-- Puts jobs whose worker died back into the queue, ends those that used up their attempts, and rings again for those whose
-- message seems to be lost. Returns what it did.
create function reclaim_jobs(visibility interval, max_attempts integer)
    returns table (requeued bigint, failed bigint, rung bigint)
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    with dead as (
        select j.id from analysis_jobs j where j.status = 'running' and j.lease_until < now()
        order by j.id limit 500 for update skip locked
    ), ended as (
        update analysis_jobs j set status = 'failed', stage = null, lease_until = null, finished_at = now(),
            error = '{"code": "attempts_exhausted"}'
        from dead where j.id = dead.id and j.attempt >= max_attempts
        returning j.id
    ), again as (
        update analysis_jobs j set status = 'queued', stage = null, lease_until = null
        from dead where j.id = dead.id and j.attempt < max_attempts
        returning j.id, j.user_id
    ), bells as (
        insert into analysis_outbox (job_id, version, user_id, due_at)
        select again.id, (select max(o.version) + 1 from analysis_outbox o where o.job_id = again.id), again.user_id, now()
        from again
        returning job_id
    )
    select (select count(*) from bells), (select count(*) from ended) into requeued, failed;

    with lost as (
        select j.id, j.user_id, max(o.version) as version
        from analysis_jobs j join analysis_outbox o on o.job_id = j.id
        where j.status = 'queued' and (j.not_before is null or j.not_before <= now())
        group by j.id, j.user_id
        having bool_and(o.sent_at is not null) and max(o.sent_at) < now() - visibility
        limit 500
    ), bells as (
        insert into analysis_outbox (job_id, version, user_id, due_at)
        select id, lost.version + 1, lost.user_id, now() from lost
        on conflict do nothing
        returning job_id
    )
    select count(*) from bells into rung;
    return next;
end
$$;

create function due_bells(most integer) returns table (job_id uuid, version integer)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select o.job_id, o.version from analysis_outbox o join analysis_jobs j on j.user_id = o.user_id and j.id = o.job_id
        where o.sent_at is null and o.due_at <= now() and j.status = 'queued' order by o.due_at limit most;
    end;

create function bell_rung(rung_job_id uuid, rung_version integer) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update analysis_outbox set sent_at = now() where job_id = rung_job_id and version = rung_version and sent_at is null;
    end;

alter function claim_job(uuid, interval, integer) owner to smartflow_definer;
alter function reclaim_jobs(interval, integer) owner to smartflow_definer;
alter function due_bells(integer) owner to smartflow_definer;
alter function bell_rung(uuid, integer) owner to smartflow_definer;
