set local search_path = smartflow;

-- A process cannot name an analysis that is not there, or is another tenant's. The owner sees no rows while row-level security is
-- forced on it.
alter table business_processes no force row level security;
alter table analyses no force row level security;
update business_processes p set current_analysis_id = null
where p.current_analysis_id is not null
    and not exists (select from analyses a where a.user_id = p.user_id and a.id = p.current_analysis_id);
alter table business_processes add constraint business_processes_current_analysis
    foreign key (user_id, current_analysis_id) references analyses (user_id, id) on delete set null (current_analysis_id);
alter table business_processes force row level security;
alter table analyses force row level security;
create index business_processes_current_analysis on business_processes (user_id, current_analysis_id)
    where current_analysis_id is not null;

-- No function makes temporary tables, and one could stand in front of a table of the schema.
do $$
begin
    execute format('revoke temporary on database %I from public', current_database());
end
$$;
