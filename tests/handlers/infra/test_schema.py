"""The schema: tenants see only their rows, whatever a query selects; a migration is applied completely or not at all."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

import migrations
from smartflow.infra import ids
from tests.support import postgres
from tests.support.api import Client
from tests.support.work import PROCESS, ask, run_worker

TENANT_TABLES = [
    "users", "business_processes", "activity_logs", "analyses", "jobs", "job_outbox", "analysis_overrides",
    "analysis_suggestions", "model_spending", "reports", "report_shares", "share_views", "share_answers", "logos",
    "sessions", "session_tokens", "password_resets", "idempotency_keys", "totp", "recovery_codes", "job_answers",
    "open_calls", "devices", "account_deletions", "notices",
]  # fmt: skip


@pytest.fixture
def app(database: postgres.Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.app_dsn) as connection:
        yield connection


def test_every_table_with_a_tenant_is_closed_to_whoever_names_none(database: postgres.Database) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        rows = connection.execute(
            "select relname, relrowsecurity, relforcerowsecurity from pg_class c join pg_namespace n on n.oid = relnamespace "
            "where nspname = 'smartflow' and relkind = 'r'"
        ).fetchall()
    closed = {name for name, enabled, forced in rows if enabled and forced}
    assert closed >= set(TENANT_TABLES)
    assert {name for name, *_ in rows} - closed == {
        "migrations",
        "process_categories",
        "login_attempts",
        "object_deletions",
        "service_months",
        "circuits",
        "client_turns",
    }


def test_the_roles_are_as_powerless_as_on_a_managed_database(database: postgres.Database) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        rows = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname like 'smartflow_%' order by 1"
        ).fetchall()
        owned = connection.execute(
            "select count(*) from pg_class c join pg_roles r on r.oid = relowner where rolname = 'smartflow_app'"
        ).fetchone()
    assert rows == [
        ("smartflow_app", False, False, True),
        ("smartflow_definer", False, False, False),
        ("smartflow_owner", False, False, True),
    ]
    assert owned == (0,)


def test_a_tenant_sees_own_rows_only_even_where_a_query_asks_for_all(app: psycopg.Connection) -> None:
    first, second = ids.new(), ids.new()
    for user in (first, second):
        with app.transaction():
            app.execute("select set_config('app.user_id', %s, true)", [str(user)])
            app.execute(
                "insert into users (id, email, email_key, password_hash) values (%s, %s, %s, '')",
                [user, str(user), str(user)],
            )
    with app.transaction():
        app.execute("select set_config('app.user_id', %s, true)", [str(first)])
        assert app.execute("select id from users").fetchall() == [(first,)]
        assert app.execute("update users set full_name = 'x'").rowcount == 1
        assert app.execute("delete from users where id = %s", [second]).rowcount == 0
    with app.transaction():
        assert app.execute("select id from users").fetchall() == []


def test_nothing_can_be_written_in_anothers_name(app: psycopg.Connection) -> None:
    app.execute("select set_config('app.user_id', %s, true)", [str(ids.new())])
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(
            "insert into activity_logs (id, user_id, action, resource_type) values (%s, %s, 'x', 'y')", [ids.new()] * 2
        )


def test_the_tenant_does_not_outlive_its_transaction(app: psycopg.Connection) -> None:
    with app.transaction():
        app.execute("select set_config('app.user_id', %s, true)", [str(ids.new())])
    assert app.execute("select smartflow.tenant()").fetchone() == (None,)


def test_the_application_cannot_rewrite_what_happened(app: psycopg.Connection) -> None:
    for statement in (
        "delete from activity_logs",
        "update activity_logs set action = 'x'",
        "update analyses set result = '{}'",
        "delete from analyses",
        "select * from login_attempts",
        "drop table users",
        "alter table users disable row level security",
    ):
        with pytest.raises(errors.InsufficientPrivilege), app.transaction():
            app.execute(statement.encode())


def test_functions_that_look_across_tenants_belong_to_the_definer_and_have_a_fixed_path(
    database: postgres.Database,
) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        rows = connection.execute(
            "select proname, rolname, proconfig from pg_proc p join pg_roles r on r.oid = proowner "
            "join pg_namespace n on n.oid = pronamespace where nspname = 'smartflow' and prosecdef"
        ).fetchall()
    assert len(rows) >= 10
    assert {(owner, tuple(config)) for _, owner, config in rows} == {
        ("smartflow_definer", ("search_path=smartflow, pg_temp",))
    }


def test_foreign_keys_between_tenants_tables_carry_the_tenant(database: postgres.Database) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        rows = connection.execute(
            "select c.conname, o.relname, t.relname, array(select attname::text from pg_attribute where attrelid = conrelid "
            "and attnum = any (conkey)), array(select attname::text from pg_attribute where attrelid = confrelid "
            "and attnum = any (confkey)) from pg_constraint c join pg_class o on o.oid = conrelid "
            "join pg_class t on t.oid = confrelid join pg_namespace n on n.oid = o.relnamespace "
            "where contype = 'f' and nspname = 'smartflow'"
        ).fetchall()
    between = [row for row in rows if row[1] in TENANT_TABLES and row[2] in TENANT_TABLES]
    assert len(between) > 10
    for name, _, target, own, theirs in between:
        assert "user_id" in own, name
        assert ("user_id" in theirs) != (target == "users"), name


def test_another_tenants_row_cannot_be_referred_to(app: psycopg.Connection, user: Client, client: Client) -> None:
    text = {"title": "Cudzy", "description": "Opis procesu w firmie."}
    theirs = client.register().post("/v1/processes", text).body["id"]
    app.execute("select set_config('app.user_id', %s, true)", [user.get("/v1/me").body["id"]])
    with pytest.raises(errors.ForeignKeyViolation):
        app.execute(
            "insert into jobs (id, user_id, kind, process_id, depth, language, snapshot, input_hash) "
            "values (%s, tenant(), 'analysis', %s, 'basic', 'pl', '{}', '')",
            [ids.new(), theirs],
        )


def test_migrating_again_changes_nothing(database: postgres.Database) -> None:
    with psycopg.connect(database.owner_dsn) as connection:
        assert migrations.apply(connection) == []


def test_two_migrations_at_once_apply_everything_once(server: postgres.Server) -> None:
    applied: list[str] = []

    def migrate(dsn: str) -> None:
        with psycopg.connect(dsn) as connection:
            applied.extend(migrations.apply(connection))

    with postgres.database(server, migrate=False) as empty:
        threads = [threading.Thread(target=migrate, args=[empty.owner_dsn]) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    names = sorted(path.name for path in (Path(migrations.__file__).parent / "sql").glob("*.sql"))
    assert applied == names


def test_a_migration_that_fails_leaves_nothing_behind(server: postgres.Server, tmp_path: Path) -> None:
    (tmp_path / "0001_good.sql").write_text("create table smartflow.good (id int);")
    (tmp_path / "0002_bad.sql").write_text("create table smartflow.bad (id int); select 1/0;")
    with postgres.database(server, migrate=False) as empty, psycopg.connect(empty.owner_dsn) as connection:
        with pytest.raises(errors.DivisionByZero):
            migrations.apply(connection, tmp_path)
        assert connection.execute("select to_regclass('smartflow.good')").fetchone() == (None,)


def test_a_migration_changed_afterwards_is_noticed(server: postgres.Server, tmp_path: Path) -> None:
    file = tmp_path / "0002_table.sql"
    file.write_text("create table smartflow.one (id int);")
    with postgres.database(server, migrate=False) as empty, psycopg.connect(empty.owner_dsn) as connection:
        assert migrations.apply(connection, tmp_path) == ["0002_table.sql"]
        file.write_text("create table smartflow.two (id int);")
        with pytest.raises(migrations.ChangedMigration, match="changed"):
            migrations.apply(connection, tmp_path)
        file.write_text("create table smartflow.one (id int);")
        (tmp_path / "0003_more.sql").write_text("create table smartflow.three (id int);")
        assert migrations.apply(connection, tmp_path) == ["0003_more.sql"]
        file.unlink()
        with pytest.raises(migrations.ChangedMigration, match="no longer"):
            migrations.apply(connection, tmp_path)
        file.write_text("create table smartflow.one (id int);")
        (tmp_path / "0001_late.sql").write_text("select 1")
        with pytest.raises(migrations.ChangedMigration, match="before"):
            migrations.apply(connection, tmp_path)


def test_older_code_runs_under_the_schema_of_a_newer_release_that_was_rolled_back(
    server: postgres.Server, tmp_path: Path
) -> None:
    (tmp_path / "0001_one.sql").write_text("create table smartflow.one (id int);")
    newer = tmp_path / "0002_two.sql"
    newer.write_text("create table smartflow.two (id int);")
    with postgres.database(server, migrate=False) as empty, psycopg.connect(empty.owner_dsn) as connection:
        migrations.apply(connection, tmp_path)
        newer.unlink()
        assert migrations.apply(connection, tmp_path) == []
        assert connection.execute("select to_regclass('smartflow.two') is not null").fetchone() == (True,)


def test_figures_of_analyses_made_before_come_into_the_lists(server: postgres.Server, tmp_path: Path) -> None:
    for path in sorted((Path(migrations.__file__).parent / "sql").glob("*.sql")):
        if path.name < "0011":
            (tmp_path / path.name).write_text(path.read_text())
    user, process, analysis = ids.new(), ids.new(), ids.new()
    assessment = {
        "ease": "71", "hours_per_year": "500.00", "cost_per_year": "30000.00", "defaults_share": "40",
        "inputs": {"build_cost": {"value": "9000.00"}, "ramp_months": {"value": "3"}},
        "expected": {
            "hours_saved_per_year": "250.00", "gross_savings_per_year": "15000.00", "running_cost_per_year": "2000.00",
            "net_savings_per_year": "13000.00", "payback_months": 9,
        },
    }  # fmt: skip
    with postgres.database(server, migrate=False) as old:
        with psycopg.connect(old.owner_dsn) as connection:
            migrations.apply(connection, tmp_path)
            migrations.set_password(connection, "smartflow_app", server.app_password)
        with psycopg.connect(old.app_dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [str(user)])
            connection.execute(
                "insert into users (id, email, email_key, password_hash) values (%s, 'a', 'a', '')", [user]
            )
            connection.execute(
                "insert into business_processes (id, user_id, title, description, industry, language, status, search_text, "
                "title_key, input_hash, analysed_hash, current_analysis_id) "
                "values (%s, tenant(), 't', 'd', 'other', 'pl', 'analysed', '', '', 'x', 'x', %s)",
                [process, analysis],
            )
            connection.execute(
                "insert into analysis_jobs (id, user_id, process_id, status, depth, language, snapshot, input_hash) "
                "values (%s, tenant(), %s, 'succeeded', 'basic', 'pl', '{}', 'x')",
                [analysis, process],
            )
            connection.execute(
                "insert into analyses (id, user_id, process_id, version, depth, language, analyst, prompt_version, "
                "formula_version, result, assessment) values (%s, tenant(), %s, 1, 'basic', 'pl', 'rules', '1', '1.0', '{}', %s)",
                [analysis, process, json.dumps(assessment)],
            )
        with psycopg.connect(old.owner_dsn) as connection:
            assert "0011_figures_of_analyses.sql" in migrations.apply(connection)
        with psycopg.connect(old.app_dsn) as connection:
            connection.execute("select set_config('app.user_id', %s, true)", [str(user)])
            row = connection.execute(
                "select ease, net_savings_per_year, investment, ramp_months, defaults_share, payback_months "
                "from business_processes"
            ).fetchone()
            assert row == (71, 13000, 9000, 3, 40, 9)
            connection.rollback()
            assert connection.execute("select count(*) from business_processes").fetchone() == (0,)


def test_a_process_cannot_name_another_tenants_analysis(app: psycopg.Connection, user: Client, client: Client) -> None:
    theirs = ask(client.register())["id"]
    run_worker(theirs)
    mine = user.post("/v1/processes", PROCESS).body["id"]
    app.execute("select set_config('app.user_id', %s, true)", [user.get("/v1/me").body["id"]])

    for analysis in (theirs, ids.new()):
        with pytest.raises(errors.ForeignKeyViolation), app.transaction():
            app.execute("update business_processes set current_analysis_id = %s where id = %s", [analysis, mine])


def test_the_application_makes_no_temporary_tables(app: psycopg.Connection) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute("create temporary table users (id uuid)")
