set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- Answers of a language model that were paid for, until the job that needs them has ended: another attempt uses them and does not
-- buy them again. `version` names the prompts and the model they belong to. The answer is text, because a model may write what
-- jsonb refuses.
create table job_answers (
    user_id uuid not null,
    job_id uuid not null,
    step text not null check (step in ('read', 'read_again', 'search', 'write', 'repair')),
    version text not null,
    answer text not null,
    created_at timestamptz not null default now(),
    primary key (user_id, job_id, step, version),
    foreign key (user_id, job_id) references jobs (user_id, id) on delete cascade
);
call tenant_table('job_answers');
create policy definer on job_answers to smartflow_definer using (true);
grant select, insert on job_answers to smartflow_app;
grant select, delete on job_answers to smartflow_definer;

-- Whatever ends a job (its worker, a person, housekeeping, a deleted process), its answers go with it.
create function delete_answers_of_ended_job() returns trigger
    language plpgsql security definer set search_path = smartflow, pg_temp as $$
begin
    delete from job_answers where user_id = new.user_id and job_id = new.id;
    return null;
end
$$;
alter function delete_answers_of_ended_job() owner to smartflow_definer;
revoke execute on function delete_answers_of_ended_job() from public;
create trigger delete_answers_of_ended_job after update of status on jobs for each row
    when (new.kind = 'analysis' and new.status in ('succeeded', 'failed', 'cancelled'))
    execute function delete_answers_of_ended_job();

revoke create on schema smartflow from smartflow_definer;
