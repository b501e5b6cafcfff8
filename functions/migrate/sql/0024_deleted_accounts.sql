set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- Accounts that were deleted and are still to be listed in the bucket, from where they are deleted again if a backup brings them back.
create table account_deletions (
    user_id uuid primary key,
    deleted_at timestamptz not null default now()
);
call tenant_table('account_deletions');
create policy definer on account_deletions to smartflow_definer using (true);
grant insert on account_deletions to smartflow_app;
grant select, delete on account_deletions to smartflow_definer;

create function due_account_deletions(most integer) returns table (user_id uuid)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select d.user_id from account_deletions d order by d.deleted_at limit most;
    end;

create function account_deletion_listed(listed_id uuid) returns void
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        delete from account_deletions where user_id = listed_id;
    end;

-- Those of the deleted accounts that are here again.
create function returned_accounts(deleted uuid[]) returns table (user_id uuid)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select u.id from users u where u.id = any (deleted);
    end;

alter function due_account_deletions(integer) owner to smartflow_definer;
alter function account_deletion_listed(uuid) owner to smartflow_definer;
alter function returned_accounts(uuid[]) owner to smartflow_definer;
revoke execute on function due_account_deletions(integer), account_deletion_listed(uuid), returned_accounts(uuid[]) from public;
grant execute on function due_account_deletions(integer), account_deletion_listed(uuid), returned_accounts(uuid[])
    to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
