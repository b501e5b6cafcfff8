-- Three roles: the owner, who runs this; smartflow_definer, who owns the few functions that look across tenants; and
-- smartflow_app, whom every function logs in as. Under forced row-level security a function owned by the plain owner would
-- see nothing and one owned by a superuser everything, so the definer is a role of its own with policies of its own.

do $$
begin
    if not exists (select from pg_roles where rolname = 'smartflow_definer') then
        create role smartflow_definer nologin nosuperuser nobypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'smartflow_app') then
        create role smartflow_app login nosuperuser nobypassrls noinherit;
    end if;
    -- Making it the owner of a function needs membership, which PostgreSQL 16 and newer no longer give with CREATEROLE.
    if not pg_has_role(current_user, 'smartflow_definer', 'usage') then
        execute format('grant smartflow_definer to %I', current_user);
    end if;
end
$$;

-- On the role, because poolers refuse start-up options.
alter role smartflow_app set search_path = smartflow;
alter role smartflow_app set statement_timeout = '10s';
alter role smartflow_app set lock_timeout = '5s';
alter role smartflow_app set idle_in_transaction_session_timeout = '15s';

grant usage on schema smartflow to smartflow_app;
grant usage, create on schema smartflow to smartflow_definer;

-- The tenant of this transaction. Empty, not null, once a transaction that set it has ended.
create function smartflow.tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.user_id', true), '')::uuid;

-- Closes a table with a user_id to everybody but the tenant of the transaction, the table's owner included.
create procedure smartflow.tenant_table(name text)
    language plpgsql as $$
begin
    execute format('alter table smartflow.%I enable row level security', name);
    execute format('alter table smartflow.%I force row level security', name);
    execute format('create policy own on smartflow.%I to smartflow_app using (user_id = (select smartflow.tenant())) '
                   'with check (user_id = (select smartflow.tenant()))', name);
end
$$;
