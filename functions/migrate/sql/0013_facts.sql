set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- What is known of a process, field by field, with where it came from and what a person decided of it. Figures are computed
-- from the facts in force. `low` and `high` are text as the money engine takes it; `currency` is set where an amount is not
-- in the account's own.
create table process_facts (
    id uuid primary key,
    user_id uuid not null,
    process_id uuid not null,
    field text not null,
    low text not null,
    high text,
    currency text,
    origin text not null check (origin in ('person', 'file', 'text', 'model')),
    state text not null check (state in ('confirmed', 'proposed', 'rejected', 'replaced')),
    reading text,
    -- [{"quote", "start", "end"}]: words of the description
    quotes jsonb not null default '[]',
    file jsonb,
    reason text,
    created_at timestamptz not null default now(),
    decided_at timestamptz,
    unique (user_id, id),
    foreign key (user_id, process_id) references business_processes (user_id, id) on delete cascade
);
create unique index process_facts_one_confirmed on process_facts (user_id, process_id, field) where state = 'confirmed';
create index process_facts_known on process_facts (user_id, process_id, field, created_at);

-- A person's value in place of a computed figure or of the verdict; the computed one stays beside it.
create table process_overrides (
    user_id uuid not null,
    process_id uuid not null,
    field text not null,
    computed text,
    value text not null,
    reason text not null,
    created_at timestamptz not null default now(),
    primary key (user_id, process_id, field),
    foreign key (user_id, process_id) references business_processes (user_id, id) on delete cascade
);

call tenant_table('process_facts');
call tenant_table('process_overrides');
grant select, insert, update on process_facts to smartflow_app;
grant select, insert, update, delete on process_overrides to smartflow_app;

-- The figures in force, as the engine gave them; null until they are computed. `figures_version` names the formulas and the
-- defaults they come from: others are computed again in the background.
alter table business_processes
    add column figures json, -- the order of numbers in the working is part of it
    add column figures_version text;
create index business_processes_uncomputed on business_processes (figures_version);

-- What an analyst wrote before figures were filled in; null for analyses that were stored with their figures only.
alter table analyses add column template jsonb;

-- The owner sees no rows while row-level security is forced on it.
alter table business_processes no force row level security;
alter table analyses no force row level security;
alter table analysis_suggestions no force row level security;
alter table analysis_overrides no force row level security;
alter table process_facts no force row level security;
alter table process_overrides no force row level security;

create function pg_temp.flat(inputs jsonb) returns table (field text, value text) language sql as $$
    select key, value #>> '{}' from jsonb_each(inputs) where key <> 'readiness' and jsonb_typeof(value) <> 'null'
    union all
    select 'readiness.' || key, value #>> '{}' from jsonb_each(coalesce(inputs -> 'readiness', '{}')) where jsonb_typeof(value) <> 'null'
$$;
create function pg_temp.quotes(words jsonb) returns jsonb language sql as $$
    select jsonb_build_array(jsonb_build_object('quote', words -> 'quote', 'start', words -> 'start', 'end', words -> 'end'))
$$;

-- What a person gave, and what they accepted, with the words it was read from.
insert into process_facts (id, user_id, process_id, field, low, origin, state, quotes, decided_at)
select gen_random_uuid(), p.user_id, p.id, f.field, f.value,
    case when f.field = any (p.suggested) then 'text' else 'person' end, 'confirmed',
    coalesce(accepted.quotes, '[]'), p.updated_at
from business_processes p cross join lateral pg_temp.flat(p.inputs) f
left join lateral (
    select pg_temp.quotes(s.item) as quotes
    from analyses a cross join lateral jsonb_array_elements(a.result -> 'suggested_inputs') as s (item)
    where a.user_id = p.user_id and a.process_id = p.id and f.field = any (p.suggested)
        and s.item ->> 'field' = f.field and s.item ->> 'value' = f.value
    order by a.created_at desc limit 1
) accepted on true;

-- What was rejected, in whichever analysis: once each.
insert into process_facts (id, user_id, process_id, field, low, origin, state, quotes, decided_at)
select distinct on (a.user_id, a.process_id, s.item ->> 'field', s.item ->> 'value')
    gen_random_uuid(), a.user_id, a.process_id, s.item ->> 'field', s.item ->> 'value',
    case a.analyst when 'model' then 'model' else 'text' end, 'rejected', pg_temp.quotes(s.item), d.decided_at
from analysis_suggestions d
join analyses a on a.user_id = d.user_id and a.id = d.analysis_id
cross join lateral jsonb_array_elements(a.result -> 'suggested_inputs') as s (item)
where d.status = 'rejected' and s.item ->> 'id' = d.suggestion_id
    and not exists (select from process_facts f where f.user_id = a.user_id and f.process_id = a.process_id
        and f.field = s.item ->> 'field' and f.low = s.item ->> 'value' and f.state = 'confirmed')
order by a.user_id, a.process_id, s.item ->> 'field', s.item ->> 'value', d.decided_at desc;

-- What the current analysis read and nobody has decided, and both sides of what it found contradictory.
insert into process_facts (id, user_id, process_id, field, low, origin, state, quotes)
select gen_random_uuid(), p.user_id, p.id, s.item ->> 'field', s.item ->> 'value',
    case a.analyst when 'model' then 'model' else 'text' end, 'proposed', pg_temp.quotes(s.item)
from business_processes p
join analyses a on a.user_id = p.user_id and a.id = p.current_analysis_id
cross join lateral jsonb_array_elements(a.result -> 'suggested_inputs') as s (item)
where not exists (select from process_facts f where f.user_id = p.user_id and f.process_id = p.id
    and f.field = s.item ->> 'field' and f.low = s.item ->> 'value');
insert into process_facts (id, user_id, process_id, field, low, origin, state, reading, quotes)
select gen_random_uuid(), p.user_id, p.id, value.key, value.value,
    case a.analyst when 'model' then 'model' else 'text' end, 'proposed',
    c.number || side.name, pg_temp.quotes(c.item -> side.name)
from business_processes p
join analyses a on a.user_id = p.user_id and a.id = p.current_analysis_id
cross join lateral jsonb_array_elements(a.result -> 'contradictions') with ordinality as c (item, number)
cross join (values ('a'), ('b')) as side (name)
cross join lateral jsonb_each_text(c.item -> side.name -> 'inputs') as value
where not exists (select from process_facts f where f.user_id = p.user_id and f.process_id = p.id
    and f.field = value.key and f.state = 'confirmed');

insert into process_overrides (user_id, process_id, field, computed, value, reason, created_at)
select o.user_id, a.process_id, o.field, o.computed, o.value, o.reason, o.created_at
from analysis_overrides o
join analyses a on a.user_id = o.user_id and a.id = o.analysis_id
join business_processes p on p.user_id = a.user_id and p.current_analysis_id = a.id;

alter table business_processes force row level security;
alter table analyses force row level security;
alter table analysis_suggestions force row level security;
alter table analysis_overrides force row level security;
alter table process_facts force row level security;
alter table process_overrides force row level security;

-- Processes whose figures are to be computed again, across accounts: housekeeping computes them in each owner's name.
create function processes_to_compute(wanted_version text, most integer) returns table (user_id uuid, process_id uuid)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select p.user_id, p.id from business_processes p
        where p.figures_version is distinct from wanted_version order by p.figures_version nulls first limit most;
    end;
alter function processes_to_compute(text, integer) owner to smartflow_definer;
revoke execute on function processes_to_compute(text, integer) from public;
grant execute on function processes_to_compute(text, integer) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
