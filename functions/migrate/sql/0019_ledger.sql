set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- What the calls of all accounts have cost in a month, deleted accounts included.
create table service_months (
    month date primary key,
    micro_usd bigint not null default 0
);
-- The owner sees no rows while row-level security is forced on it.
alter table model_spending no force row level security;
insert into service_months (month, micro_usd) select month, sum(micro_usd) from model_spending group by month;
alter table model_spending force row level security;

-- Calls of the model that were made and have not been settled. Without foreign keys: a call that was made costs money also after
-- its job or its account was deleted. What it is expected to cost is booked if its worker dies.
create table open_calls (
    id uuid primary key,
    user_id uuid not null,
    job_id uuid not null,
    micro_usd bigint not null,
    made_at timestamptz not null default now()
);
create index open_calls_made on open_calls (made_at);
call tenant_table('open_calls');
create policy definer on open_calls to smartflow_definer using (true);
grant select, insert, update on open_calls to smartflow_app;

-- What an analysis that has not ended may still cost.
alter table jobs add column reserved_micro_usd bigint not null default 0;
alter table jobs no force row level security;
update jobs set reserved_micro_usd = case depth when 'basic' then 150000 when 'deep' then 300000 else 400000 end
where kind = 'analysis' and status in ('queued', 'running') and snapshot ->> 'analyst' is distinct from 'rules';
alter table jobs force row level security;

grant select, delete on open_calls to smartflow_definer;
grant select, insert, update on service_months to smartflow_definer;
grant insert, update on model_spending to smartflow_definer;

-- The month's total follows the accounts', whoever writes them; it keeps what deleted accounts have spent.
create function add_to_service_month() returns trigger
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    insert into service_months as s (month, micro_usd)
    values (new.month, new.micro_usd - case tg_op when 'UPDATE' then old.micro_usd else 0 end)
    on conflict (month) do update set micro_usd = s.micro_usd + excluded.micro_usd;
    return null;
end
$$;

create or replace function service_spending() returns bigint
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select coalesce(sum(micro_usd), 0)::bigint from service_months
        where month = date_trunc('month', now() at time zone 'utc')::date;
    end;

-- Adds a cost to the month of an account and of the service; that of a deleted account only to the service's.
create function book(spender uuid, cost bigint) returns void
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    this_month date := date_trunc('month', now() at time zone 'utc')::date;
begin
    if cost = 0 then
        return;
    end if;
    insert into model_spending as s (user_id, month, micro_usd) values (spender, this_month, cost)
    on conflict (user_id, month) do update set micro_usd = s.micro_usd + excluded.micro_usd;
exception when foreign_key_violation then
    insert into service_months as s (month, micro_usd) values (this_month, cost)
    on conflict (month) do update set micro_usd = s.micro_usd + excluded.micro_usd;
end
$$;

-- Books what a call has cost, once: a second settlement finds no open call.
create function settle_call(call_id uuid, cost bigint) returns void
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    settled open_calls;
begin
    delete from open_calls where id = call_id returning * into settled;
    if found then
        perform book(settled.user_id, cost);
        update jobs set reserved_micro_usd = greatest(0, reserved_micro_usd - cost)
        where id = settled.job_id and status in ('queued', 'running');
    end if;
end
$$;

-- Books calls at their expected cost that nobody has settled in time: their worker died. Returns how many.
create function book_abandoned_calls(after interval) returns bigint
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    abandoned record;
    booked bigint := 0;
begin
    for abandoned in select id, micro_usd from open_calls where made_at < now() - after order by made_at limit 500 loop
        perform settle_call(abandoned.id, abandoned.micro_usd);
        booked := booked + 1;
    end loop;
    return booked;
end
$$;

-- Whether an analysis fits into this month's budgets with what is spent and what open analyses have reserved. Requests ask one
-- after the other, until each has written its own reservation or given up.
create function fits_budgets(wanted bigint, own_budget bigint, service_budget bigint) returns boolean
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    own bigint;
    total bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('smartflow.budgets', 0));
    select coalesce(sum(reserved_micro_usd) filter (where user_id = tenant()), 0), coalesce(sum(reserved_micro_usd), 0)
    into own, total from jobs where status in ('queued', 'running');
    own := own + coalesce((select micro_usd from model_spending
        where user_id = tenant() and month = date_trunc('month', now() at time zone 'utc')::date), 0);
    total := total + service_spending();
    return own + wanted <= own_budget and total + wanted <= service_budget;
end
$$;

alter function add_to_service_month() owner to smartflow_definer;
alter function book(uuid, bigint) owner to smartflow_definer;
alter function settle_call(uuid, bigint) owner to smartflow_definer;
alter function book_abandoned_calls(interval) owner to smartflow_definer;
alter function fits_budgets(bigint, bigint, bigint) owner to smartflow_definer;
revoke execute on function add_to_service_month(), book(uuid, bigint), settle_call(uuid, bigint), book_abandoned_calls(interval),
    fits_budgets(bigint, bigint, bigint) from public;
grant execute on function settle_call(uuid, bigint), book_abandoned_calls(interval), fits_budgets(bigint, bigint, bigint)
    to smartflow_app;
create trigger add_to_service_month after insert or update of micro_usd on model_spending for each row
    execute function add_to_service_month();
revoke create on schema smartflow from smartflow_definer;
