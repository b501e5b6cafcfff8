"""The categories of processes; part of the schema, the same for every account."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel

from smartflow.engine.assessment import Industry
from smartflow.infra.db import Pending, Transaction
from smartflow.language.text import Language, Text

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
    """All categories, in their order."""

    items: list[Category]
    next_cursor: None = None


def rows(tx: Transaction) -> Pending[list[DictRow]]:
    """Return all categories."""
    return tx.rows(_LIST, {})


def listing(found: list[DictRow], language: Language) -> Categories:
    """Return rows of categories with name and description in the reader's language."""
    return Categories(items=[_category(row, language) for row in found])


def name(row: Mapping[str, Any]) -> Text:
    """Return the name of a category from its row."""
    return Text(pl=row["name_pl"], en=row["name_en"])


def _category(row: DictRow, language: Language) -> Category:
    description = Text(pl=row["description_pl"], en=row["description_en"])
    return Category.model_validate({**row, "name": name(row).of(language), "description": description.of(language)})
