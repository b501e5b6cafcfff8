set local search_path = smartflow;

-- A report may be brief: the decision and what it rests on, without working, data and description.
alter table reports drop constraint reports_include_check;
alter table reports add constraint reports_include_check check (include in ('brief', 'full', 'figures'));
