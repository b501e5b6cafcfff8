set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

create policy definer on logos to smartflow_definer using (true);
grant select on logos to smartflow_definer;
grant insert on jobs to smartflow_definer;

-- Marks those of the objects for deletion that no row names. Returns how many.
create function mark_unnamed_objects(found text[]) returns bigint
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with marked as (
            insert into object_deletions (object_key)
            select f.object_key from unnest(found) f (object_key)
            where not exists (select from reports r where r.object_key = f.object_key)
                and not exists (select from logos l where l.object_key = f.object_key)
                and not exists (select from jobs j where j.object_key = f.object_key)
            on conflict do nothing
            returning object_key
        ) select count(*) from marked;
    end;

-- Has the reports made again whose objects should be among those found between two keys, but are not; `last` is null at the end
-- of the bucket. Their jobs have no message: `recover_jobs` writes one. Returns how many.
create function remake_reports(found text[], after text, last text, made_before timestamptz) returns bigint
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with missing as (
            update reports r set status = 'queued'
            where r.status = 'ready' and r.created_at < made_before and r.object_key <> all (found)
                and r.object_key collate "C" > after and (last is null or r.object_key collate "C" <= last)
            returning r.id, r.user_id
        ), again as (
            insert into jobs (id, user_id, kind) select id, user_id, 'report' from missing
            on conflict (id) do update set status = 'queued', attempt = 0, error = null, finished_at = null, not_before = null
            returning id
        ) select count(*) from again;
    end;

alter function mark_unnamed_objects(text[]) owner to smartflow_definer;
alter function remake_reports(text[], text, text, timestamptz) owner to smartflow_definer;
revoke execute on function mark_unnamed_objects(text[]), remake_reports(text[], text, text, timestamptz) from public;
grant execute on function mark_unnamed_objects(text[]), remake_reports(text[], text, text, timestamptz) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
