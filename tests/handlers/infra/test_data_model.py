"""The page on the data model shows the database that the migrations make."""

import psycopg

from tests.support import postgres
from tools import data_model


def test_the_page_shows_the_database_as_it_is(database: postgres.Database) -> None:
    kept = data_model.TARGET.read_text()
    with psycopg.connect(database.owner_dsn) as connection:
        assert kept == data_model.page(kept, connection), "run: python -m tools.data_model"


def test_a_table_that_is_new_is_drawn_with_its_keys_and_its_tenant(server: postgres.Server) -> None:
    with postgres.database(server) as own, psycopg.connect(own.owner_dsn) as connection:
        connection.execute(
            "create table smartflow.notes (id uuid primary key, text text not null, "
            "user_id uuid not null references smartflow.users on delete cascade, unique (user_id, id))"
        )
        connection.execute("call smartflow.tenant_table('notes')")
        connection.execute("grant select on smartflow.notes to smartflow_app")
        written = data_model.block(connection)
    other = written.partition("### Other tables")[2]
    assert "        uuid id PK\n        text text\n        uuid user_id FK\n" in other
    assert 'users ||--o{ notes : "user_id"' in other
    assert "| `user_id` | select |" in other


def test_what_a_person_wrote_around_the_diagrams_stays(database: postgres.Database) -> None:
    page = f"Before.\n\n{data_model.BEGIN}\nold\n{data_model.END}\n\nAfter.\n"
    with psycopg.connect(database.owner_dsn) as connection:
        written = data_model.page(page, connection)
    assert written.startswith(f"Before.\n\n{data_model.BEGIN}\n\n### ")
    assert written.endswith(f"{data_model.END}\n\nAfter.\n")
    assert "\nold\n" not in written
