set local search_path = smartflow;

-- The figures of lists, totals and matrix are those of the current analysis, which also reckons with what it read from the text,
-- as long as the process has not changed since, or does not give them by itself. Here for what was analysed before this rule;
-- the owner sees no rows while row-level security is forced on it.
alter table business_processes no force row level security;
alter table analyses no force row level security;
update business_processes p set
    ease = (a.assessment ->> 'ease')::numeric,
    hours_per_year = (a.assessment ->> 'hours_per_year')::numeric,
    cost_per_year = (a.assessment ->> 'cost_per_year')::numeric,
    hours_saved_per_year = (a.assessment -> 'expected' ->> 'hours_saved_per_year')::numeric,
    gross_savings_per_year = (a.assessment -> 'expected' ->> 'gross_savings_per_year')::numeric,
    running_cost_per_year = (a.assessment -> 'expected' ->> 'running_cost_per_year')::numeric,
    net_savings_per_year = (a.assessment -> 'expected' ->> 'net_savings_per_year')::numeric,
    investment = (a.assessment -> 'inputs' -> 'build_cost' ->> 'value')::numeric,
    ramp_months = (a.assessment -> 'inputs' -> 'ramp_months' ->> 'value')::numeric,
    defaults_share = (a.assessment ->> 'defaults_share')::numeric,
    payback_months = (a.assessment -> 'expected' ->> 'payback_months')::integer,
    formula_version = a.formula_version
from analyses a
where a.user_id = p.user_id and a.id = p.current_analysis_id
    and (p.analysed_hash is not distinct from p.input_hash or p.net_savings_per_year is null);
alter table business_processes force row level security;
alter table analyses force row level security;
