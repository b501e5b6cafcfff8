set local search_path = smartflow;

-- Mails that tell an account's owner of a change: sent to the address that the account had before it.
alter table jobs drop constraint jobs_kind_check;
alter table jobs add constraint jobs_kind_check
    check (kind in ('analysis', 'report', 'export', 'password_reset', 'share_answer', 'notice'));
create table notices (
    job_id uuid primary key,
    user_id uuid not null,
    email text not null,
    what text not null check (what in ('email', 'password', 'totp_on', 'totp_off')),
    foreign key (user_id, job_id) references jobs (user_id, id) on delete cascade
);
call tenant_table('notices');
grant select, insert on notices to smartflow_app;
