set local search_path = smartflow;
grant create on schema smartflow to smartflow_definer;

-- Secrets of second factors are encrypted by KMS from now on and begin with "kms:". Those stored before are encrypted when they are
-- used, and by housekeeping in their owners' names.
create policy definer on totp to smartflow_definer using (true);
grant select on totp to smartflow_definer;
create function plain_totp_secrets(most integer) returns table (user_id uuid, secret text)
    language sql stable security definer set search_path = smartflow, pg_temp
    begin atomic
        select t.user_id, t.secret from totp t where t.secret not like 'kms:%' limit most;
    end;
alter function plain_totp_secrets(integer) owner to smartflow_definer;
revoke execute on function plain_totp_secrets(integer) from public;
grant execute on function plain_totp_secrets(integer) to smartflow_app;
revoke create on schema smartflow from smartflow_definer;
