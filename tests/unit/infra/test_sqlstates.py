"""What each error of the database means for the caller: wait, ask again, correct the input; or it is an error of ours."""

import psycopg
import pytest
from psycopg import errors

from smartflow.infra import db


@pytest.mark.parametrize(
    ("sqlstate", "meaning"),
    [
        ("SF401", "no session"),
        ("40001", "again"),
        ("40P01", "again"),
        ("55P03", "slow"),
        ("57014", "slow"),
        ("57P01", "lost"),
        ("57P03", "lost"),
        ("57P05", "lost"),
        ("08006", "lost"),
        ("53300", "lost"),
        ("53100", "lost"),
        ("25P03", "lost"),
        ("25006", "lost"),
        ("22003", "input"),
        ("22021", "input"),
        ("22P05", "input"),
        ("23505", "bug"),
        ("23514", "bug"),
        ("42501", "bug"),
        ("42P01", "bug"),
        ("25P02", "bug"),
        ("XX000", "bug"),
        ("P0001", "bug"),
    ],
)
def test_each_sqlstate_has_one_meaning(sqlstate: str, meaning: str) -> None:
    error = psycopg.DatabaseError()
    error.sqlstate = sqlstate
    assert db.meaning(error) == meaning


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (psycopg.OperationalError("the connection is lost"), "lost"),
        (psycopg.InterfaceError("connection already closed"), "lost"),
        (errors.PipelineAborted(), "lost"),
        (psycopg.DataError("PostgreSQL text fields cannot contain NUL"), "input"),
        (psycopg.ProgrammingError("the query has 2 placeholders but 1 parameters were passed"), "bug"),
    ],
)
def test_what_the_client_itself_raises_has_a_meaning_too(error: psycopg.Error, meaning: str) -> None:
    assert db.meaning(error) == meaning
