set local search_path = smartflow;

-- When the password of a session was last given. Sessions that are there already count as not confirmed.
alter table sessions add column confirmed_at timestamptz not null default '-infinity';
alter table sessions alter column confirmed_at set default now();
