set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

create index jobs_running on jobs (kind, user_id) where status = 'running';

-- Takes the next job that is due: of the account with the fewest under way the one that was accepted first.
create function take_next_job(kinds text[], lease interval, max_attempts integer, most_of_account integer)
    returns table (id uuid, user_id uuid, kind text, attempt integer, is_last boolean)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with under_way as (
            select r.user_id, count(*) as jobs from jobs r
            where r.status = 'running' and r.kind = any (kinds) and r.lease_until >= now() group by r.user_id
        ), next as (
            select j.id from jobs j left join under_way u on u.user_id = j.user_id
            where j.status = 'queued' and j.kind = any (kinds) and j.attempt - j.uncounted < max_attempts
                and (j.not_before is null or j.not_before <= now()) and coalesce(u.jobs, 0) < most_of_account
            order by coalesce(u.jobs, 0), j.created_at limit 1 for update of j skip locked
        )
        select next.id, t.user_id, t.kind, t.attempt, t.is_last
        from next cross join lateral take_job(next.id, kinds, lease, max_attempts, most_of_account) t;
    end;

-- Whether an analysis fits into this month's budgets, as before; and accounts younger than a week may together use up a quarter of
-- the service's. What deleted accounts have spent counts among theirs.
create or replace function fits_budgets(wanted bigint, own_budget bigint, service_budget bigint) returns boolean
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    this_month date := date_trunc('month', now() at time zone 'utc')::date;
    new_since timestamptz := now() - interval '7 days';
    own bigint;
    of_known bigint;
    total bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('smartflow.budgets', 0));
    select coalesce(sum(amount) filter (where a.user_id = tenant()), 0),
        coalesce(sum(amount) filter (where u.created_at <= new_since), 0)
    into own, of_known
    from (
        select user_id, reserved_micro_usd as amount from jobs where status in ('queued', 'running') and reserved_micro_usd > 0
        union all
        select user_id, micro_usd from model_spending where month = this_month
    ) a join users u on u.id = a.user_id;
    select service_spending() + coalesce(sum(reserved_micro_usd), 0) into total from jobs where status in ('queued', 'running');
    return own + wanted <= own_budget and total + wanted <= service_budget
        and (exists (select from users where id = tenant() and created_at <= new_since)
             or total - of_known + wanted <= service_budget / 4);
end
$$;

alter function take_next_job(text[], interval, integer, integer) owner to smartflow_definer;
revoke execute on function take_next_job(text[], interval, integer, integer) from public;
grant execute on function take_next_job(text[], interval, integer, integer) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
