set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- What a person said of an analysis, kept beside what was computed and never in its place.
create table analysis_overrides (
    user_id uuid not null,
    analysis_id uuid not null,
    field text not null,
    computed text,
    value text not null,
    reason text not null,
    created_at timestamptz not null default now(),
    primary key (user_id, analysis_id, field),
    foreign key (user_id, analysis_id) references analyses (user_id, id) on delete cascade
);

create table analysis_suggestions (
    user_id uuid not null,
    analysis_id uuid not null,
    suggestion_id text not null,
    status text not null check (status in ('accepted', 'rejected')),
    decided_at timestamptz not null default now(),
    primary key (user_id, analysis_id, suggestion_id),
    foreign key (user_id, analysis_id) references analyses (user_id, id) on delete cascade
);

call tenant_table('analysis_overrides');
call tenant_table('analysis_suggestions');
grant select, insert, update, delete on analysis_overrides to smartflow_app;
grant select, insert, update on analysis_suggestions to smartflow_app;

-- An identical analysis is not bought again: found by what was asked for, told apart from who in the end answered.
alter table analyses
    add column input_hash bytea,
    add column requested_model text,
    add column reused_from uuid;
create index analyses_same on analyses (user_id, input_hash) where reused_from is null;

-- What calls of the model cost, in millionths of a US dollar, by the month they were made in.
create table model_spending (
    user_id uuid not null references users on delete cascade,
    month date not null,
    micro_usd bigint not null default 0,
    primary key (user_id, month)
);
call tenant_table('model_spending');
create policy definer on model_spending to smartflow_definer using (true);
grant select, insert, update on model_spending to smartflow_app;
grant select on model_spending to smartflow_definer;

create function service_spending() returns bigint
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select coalesce(sum(micro_usd), 0)::bigint from model_spending
        where month = date_trunc('month', now() at time zone 'utc')::date;
    end;

alter function service_spending() owner to smartflow_definer;
revoke execute on function service_spending() from public;
grant execute on function service_spending() to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
