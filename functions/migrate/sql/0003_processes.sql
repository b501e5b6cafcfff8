set local search_path = smartflow;

create table process_categories (
    id uuid primary key,
    slug text not null unique,
    name text not null,
    name_en text not null,
    description text not null,
    description_en text not null,
    industry text[] not null default '{}',
    typical_tools text[] not null default '{}',
    position integer not null
);
grant select on process_categories to smartflow_app;

insert into process_categories (id, slug, name, name_en, description, description_en, industry, typical_tools, position) values
('01930000-0000-7000-8000-000000000001', 'finance', 'Finanse', 'Finance',
 'Faktury, rozliczenia, płatności, uzgodnienia, raporty finansowe i podatki.',
 'Invoices, settlements, payments, reconciliations, financial reports and taxes.',
 '{accounting,financial_services,ecommerce_retail}', '{ksef,comarch_optima,wfirma,ifirma,infakt,fakturownia}', 1),
('01930000-0000-7000-8000-000000000002', 'hr', 'HR', 'HR',
 'Rekrutacja, wdrażanie pracowników, czas pracy, urlopy, kadry i płace.',
 'Hiring, onboarding, working time, leave, personnel and payroll.',
 '{it_software,manufacturing,education,health}', '{symfonia,enova,microsoft_365,google_workspace}', 2),
('01930000-0000-7000-8000-000000000003', 'sales', 'Sprzedaż', 'Sales',
 'Zapytania, oferty, zamówienia, obsługa klientów i sprzedaż w sklepie internetowym.',
 'Enquiries, offers, orders, customer service and online sales.',
 '{ecommerce_retail,marketing,it_software}', '{hubspot,pipedrive,bitrix24,baselinker,allegro}', 3),
('01930000-0000-7000-8000-000000000004', 'production', 'Produkcja', 'Production',
 'Planowanie, zlecenia, magazyn, jakość, zakupy i logistyka.',
 'Planning, work orders, warehouse, quality, purchasing and logistics.',
 '{manufacturing,logistics}', '{comarch_optima,subiekt,power_automate,inpost}', 4),
('01930000-0000-7000-8000-000000000005', 'it', 'IT', 'IT',
 'Zgłoszenia, dostępy, wdrożenia, kopie zapasowe, utrzymanie i dane.',
 'Tickets, access rights, releases, backups, maintenance and data.',
 '{it_software,other}', '{make,zapier,n8n,power_automate,slack}', 5);

create table business_processes (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    title text not null,
    description text not null,
    category_id uuid references process_categories,
    industry text not null,
    company_size text,
    budget_range text,
    language text not null check (language in ('pl', 'en')),
    tags text[] not null default '{}',
    status text not null check (status in ('idea', 'analysed', 'planned', 'implemented', 'rejected')),
    -- what the person gave, by the names of the money engine, and which of it came from an accepted suggestion
    inputs jsonb not null default '{}',
    suggested text[] not null default '{}',
    -- lower case, Polish letters translated, one blank between words: searched and sorted by
    search_text text not null,
    title_key text not null,
    -- figures of the current inputs, kept for lists, totals and the matrix (expected scenario, per year)
    ease numeric(5, 2),
    hours_per_year numeric(10, 2),
    cost_per_year numeric(12, 2),
    hours_saved_per_year numeric(10, 2),
    gross_savings_per_year numeric(12, 2),
    running_cost_per_year numeric(12, 2),
    net_savings_per_year numeric(12, 2),
    investment numeric(12, 2),
    ramp_months numeric(6, 4),
    defaults_share integer,
    payback_months integer,
    formula_version text,
    -- figures of the current analysis: hours and money per year, expected scenario
    current_analysis_id uuid,
    ai_analysis text,
    analysis_depth text,
    automation_potential integer,
    time_savings_hours numeric(10, 2),
    cost_savings_annual numeric(12, 2),
    implementation_difficulty text check (implementation_difficulty in ('easy', 'medium', 'hard')),
    analysed_hash bytea,
    input_hash bytea not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz,
    unique (user_id, id)
);
create index business_processes_newest on business_processes (user_id, created_at desc, id desc) where deleted_at is null;
create index business_processes_changed on business_processes (user_id, updated_at desc, id desc) where deleted_at is null;
create index business_processes_title on business_processes (user_id, title_key, id) where deleted_at is null;
create index business_processes_net on business_processes (user_id, (coalesce(net_savings_per_year, -9999999999.99)) desc, id desc)
    where deleted_at is null;
create index business_processes_trash on business_processes (user_id, deleted_at desc, id desc) where deleted_at is not null;
create index business_processes_forget on business_processes (deleted_at) where deleted_at is not null;

call tenant_table('business_processes');
grant select, insert, update, delete on business_processes to smartflow_app;
