set local search_path = smartflow;

-- A second factor: codes of an app (RFC 6238). The secret has to be known to check them. Each code counts once: `last_step` is
-- the half minute of the last one that was taken.
create table totp (
    user_id uuid primary key references users on delete cascade,
    secret text not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    created_at timestamptz not null default now()
);

-- Codes for whoever has lost the app; each works once. Kept as SHA-256 only.
create table recovery_codes (
    user_id uuid not null references totp on delete cascade,
    code_hash bytea not null,
    primary key (user_id, code_hash)
);

call tenant_table('totp');
call tenant_table('recovery_codes');
grant select, insert, update, delete on totp, recovery_codes to smartflow_app;
