set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- A link that its owner takes back says so to those who have it, and may ask for a passcode.
alter table report_shares
    add column withdrawn_at timestamptz,
    add column passcode_hash text;

-- How often a link was opened on each day, in UTC.
create table share_views (
    user_id uuid not null,
    share_id uuid not null,
    day date not null,
    views bigint not null default 0,
    primary key (share_id, day),
    foreign key (user_id, share_id) references report_shares (user_id, id) on delete cascade
);
create index share_views_share on share_views (user_id, share_id, day);

-- What somebody with the link answers to its owner. The job that mails it has the same id.
create table share_answers (
    id uuid primary key,
    user_id uuid not null,
    share_id uuid not null,
    answer text not null check (answer in ('approved', 'declined', 'asked')),
    name text not null check (length(name) between 1 and 100),
    note text not null default '' check (length(note) <= 2000),
    created_at timestamptz not null default now(),
    unique (user_id, id),
    foreign key (user_id, share_id) references report_shares (user_id, id) on delete cascade
);
create index share_answers_newest on share_answers (user_id, share_id, created_at desc, id desc);

call tenant_table('share_views');
call tenant_table('share_answers');
create policy definer on share_views to smartflow_definer using (true) with check (true);
create policy definer on share_answers to smartflow_definer using (true) with check (true);
create policy definer_adds on activity_logs for insert to smartflow_definer with check (true);

grant select on share_views, share_answers to smartflow_app;
grant select, insert, update on share_views to smartflow_definer;
grant select, insert on share_answers to smartflow_definer;
grant select on logos to smartflow_definer;
grant insert on activity_logs to smartflow_definer;

alter table jobs drop constraint jobs_kind_check;
alter table jobs add constraint jobs_kind_check
    check (kind in ('analysis', 'report', 'export', 'password_reset', 'share_answer'));

-- The previous release opens links by this function: neither withdrawn ones nor those with a passcode.
create or replace function open_share(share_token_hash bytea)
    returns table (title text, scope text, format text, language text, file_name text, bytes bigint, object_key text,
        created_at timestamptz, shared_until timestamptz, cover jsonb)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update report_shares s set views = s.views + 1, last_viewed_at = now()
        from reports r
        where s.token_hash = share_token_hash and s.expires_at > now()
            and s.withdrawn_at is null and s.passcode_hash is null
            and r.user_id = s.user_id and r.id = s.report_id and r.status = 'ready'
        returning r.title, r.scope, r.format, r.language, r.file_name, r.bytes, r.object_key, r.created_at, s.expires_at,
            r.cover;
    end;

-- Whether a link can be opened, and the passcode that it asks for. No row: there is no such link, or its report is not ready.
create function find_share(share_token_hash bytea) returns table (state text, passcode_hash text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select case when s.withdrawn_at is not null then 'withdrawn' when s.expires_at <= now() then 'expired' else 'open' end,
            s.passcode_hash
        from report_shares s join reports r on r.user_id = s.user_id and r.id = s.report_id
        where s.token_hash = share_token_hash and r.status = 'ready';
    end;

-- The report behind a link that can be opened, with the name and the logo of who shares it; each look is counted.
create function read_share(share_token_hash bytea)
    returns table (title text, scope text, format text, language text, file_name text, bytes bigint, object_key text,
        created_at timestamptz, shared_until timestamptz, cover jsonb, shared_by text, logo_key text, logo_type text,
        logo_width integer, logo_height integer)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        with seen as (
            update report_shares s set views = s.views + 1, last_viewed_at = now()
            where s.token_hash = share_token_hash and s.expires_at > now() and s.withdrawn_at is null
            returning s.user_id, s.id, s.report_id, s.expires_at
        ), counted as (
            insert into share_views as v (user_id, share_id, day, views)
            select seen.user_id, seen.id, (now() at time zone 'utc')::date, 1 from seen
            on conflict (share_id, day) do update set views = v.views + 1
        )
        select r.title, r.scope, r.format, r.language, r.file_name, r.bytes, r.object_key, r.created_at, seen.expires_at,
            r.cover, u.full_name, l.object_key, l.content_type, l.width, l.height
        from seen
            join reports r on r.user_id = seen.user_id and r.id = seen.report_id and r.status = 'ready'
            join users u on u.id = seen.user_id
            left join logos l on l.user_id = seen.user_id;
    end;

-- Stores an answer for the owner of a link, in the activity log too, with the job that mails it. Returns whether it did; null
-- if the link cannot be opened. A link takes so many answers an hour, and so many in all.
create function answer_share(
    share_token_hash bytea, answer_id uuid, given_answer text, given_name text, given_note text, most_an_hour integer,
    most_in_all integer
) returns boolean
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
declare
    share report_shares;
    report_title text;
begin
    select * into share from report_shares s
    where s.token_hash = share_token_hash and s.expires_at > now() and s.withdrawn_at is null for update;
    if share.id is null then
        return null;
    end if;
    if (select count(*) from share_answers a where a.share_id = share.id) >= most_in_all
        or (select count(*) from share_answers a
            where a.share_id = share.id and a.created_at > now() - interval '1 hour') >= most_an_hour then
        return false;
    end if;
    select r.title into report_title from reports r where r.user_id = share.user_id and r.id = share.report_id;
    insert into share_answers (id, user_id, share_id, answer, name, note)
    values (answer_id, share.user_id, share.id, given_answer, given_name, given_note);
    insert into activity_logs (id, user_id, action, resource_type, resource_id, details)
    values (answer_id, share.user_id, 'share.' || given_answer, 'report', share.report_id,
        jsonb_build_object('title', report_title, 'share', share.id, 'name', given_name));
    insert into jobs (id, user_id, kind) values (answer_id, share.user_id, 'share_answer');
    insert into job_outbox (job_id, version, user_id, due_at)
    values (answer_id, 1, share.user_id, now() + interval '30 seconds');
    return true;
end
$$;

alter function open_share(bytea) owner to smartflow_definer;
alter function find_share(bytea) owner to smartflow_definer;
alter function read_share(bytea) owner to smartflow_definer;
alter function answer_share(bytea, uuid, text, text, text, integer, integer) owner to smartflow_definer;
revoke execute on function find_share(bytea), read_share(bytea),
    answer_share(bytea, uuid, text, text, text, integer, integer) from public;
grant execute on function find_share(bytea), read_share(bytea),
    answer_share(bytea, uuid, text, text, text, integer, integer) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
