"""The categories that processes are sorted under; seeded, the same for everybody."""

from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.engine.assessment import Industry
from smartflow.infra.db import Pending, Transaction
from smartflow.language.text import Language

_LIST = """
select id, slug, name as name_pl, name_en, description as description_pl, description_en, industry, typical_tools
from process_categories order by position
"""


class Category(BaseModel):
    """A category; `name` and `description` in the reader's language."""

    id: UUID
    slug: str
    name: str
    name_pl: str
    name_en: str
    description: str
    industry: list[Industry]
    typical_tools: list[str]


class Categories(BaseModel):
    """All of them, in their order."""

    items: list[Category]
    next_cursor: None = None


def rows(tx: Transaction) -> Pending[list[DictRow]]:
    """Return all categories."""
    return tx.rows(_LIST, {})


def listing(found: list[DictRow], language: Language) -> Categories:
    """Return rows of categories as the reader sees them."""
    shown = [{**row, "name": row[f"name_{language}"], "description": row[f"description_{language}"]} for row in found]
    return Categories(items=[Category.model_validate(row) for row in shown])
