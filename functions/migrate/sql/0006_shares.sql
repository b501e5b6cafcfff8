set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- What the cover said when the report was made, for whoever opens a shared link; null for reports older than this column.
alter table reports
    add column header text not null default '',
    add column include text not null default 'full' check (include in ('full', 'figures')),
    add column cover jsonb;

-- Links to one report for people without an account. The token is kept as SHA-256 only.
create table report_shares (
    id uuid primary key,
    user_id uuid not null,
    report_id uuid not null,
    token_hash bytea not null unique,
    views bigint not null default 0,
    last_viewed_at timestamptz,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    unique (user_id, id),
    foreign key (user_id, report_id) references reports (user_id, id) on delete cascade
);
create index report_shares_newest on report_shares (user_id, report_id, created_at desc, id desc);

-- One picture for each account, printed on the covers of its reports.
create table logos (
    user_id uuid primary key references users on delete cascade,
    object_key text not null,
    content_type text not null check (content_type in ('image/png', 'image/jpeg')),
    width integer not null,
    height integer not null,
    bytes integer not null,
    version integer not null default 1,
    updated_at timestamptz not null default now()
);

call tenant_table('report_shares');
call tenant_table('logos');
create policy definer on report_shares to smartflow_definer using (true) with check (true);

grant select, insert, update, delete on report_shares, logos to smartflow_app;
grant select, update on report_shares to smartflow_definer;

-- The report behind a shared link, for as long as the link lasts; each look is counted.
create function open_share(share_token_hash bytea)
    returns table (title text, scope text, format text, language text, file_name text, bytes bigint, object_key text,
        created_at timestamptz, shared_until timestamptz, cover jsonb)
    language sql security definer set search_path = smartflow, pg_temp
    begin atomic
        update report_shares s set views = s.views + 1, last_viewed_at = now()
        from reports r
        where s.token_hash = share_token_hash and s.expires_at > now()
            and r.user_id = s.user_id and r.id = s.report_id and r.status = 'ready'
        returning r.title, r.scope, r.format, r.language, r.file_name, r.bytes, r.object_key, r.created_at, s.expires_at,
            r.cover;
    end;

alter function open_share(bytea) owner to smartflow_definer;
revoke execute on function open_share(bytea) from public;
grant execute on function open_share(bytea) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
