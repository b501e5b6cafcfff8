set local search_path = smartflow;

-- Since when an account agrees that its texts go to the language model's provider, and by which privacy notice. Both are
-- empty before, and again once the consent is withdrawn; the activity log keeps when it was given and taken back.
alter table users
    add column model_consent_at timestamptz,
    add column model_consent_notice text,
    add constraint users_model_consent_whole check ((model_consent_at is null) = (model_consent_notice is null));
