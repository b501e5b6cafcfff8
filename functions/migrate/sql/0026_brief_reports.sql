set local search_path = smartflow;

-- A report may be brief: the decision and what it rests on, without working, data and description. It may have a colour of its own,
-- as "#rrggbb"; an empty text is the product's.
alter table reports drop constraint reports_include_check;
alter table reports add constraint reports_include_check check (include in ('brief', 'full', 'figures'));
alter table reports add column accent text not null default '' check (accent ~ '^(#[0-9a-f]{6})?$');

-- How many processes of a report that is being made are laid out.
alter table reports add column processes_done integer not null default 0 check (processes_done >= 0);
