"""Reports: the data they are made from, and what is stored of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from smartflow.analyses import store as analyses
from smartflow.infra import cursors, deletions
from smartflow.infra.db import Pending, Transaction
from smartflow.infra.pagination import Page, PageQuery, page_of
from smartflow.jobs import leases
from smartflow.language.search_keys import fold
from smartflow.language.text import ByLanguage, Language
from smartflow.language.typed_text import one_line
from smartflow.processes import figures as stored_figures
from smartflow.processes import overrides as stored_overrides
from smartflow.processes.facts import AS_JSON as FACTS
from smartflow.processes.overrides import AS_JSON as OVERRIDES
from smartflow.reports.document.source import Analysis, ReportProcess
from smartflow.reports.document.tree import Document
from smartflow.reports.shared_page import CoverFigure, SharedPages

Format = Literal["pdf", "txt", "md", "csv", "xlsx", "json", "docx", "pptx"]
Scope = Literal["process", "portfolio"]
Include = Literal["brief", "full", "figures"]
MAX_PROCESSES = 2000
#: A report up to these limits is made while its caller waits; a larger one is made in the background. The second limit is on
#: the characters of all descriptions: a few long ones fill as many pages as many processes.
IN_REQUEST_PROCESSES = 100
IN_REQUEST_CHARACTERS = 500_000

CONTENT_TYPES: Mapping[Format, str] = {
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
#: Forms that are always made in the background: the packages that write them are not those of the API's function.
IN_BACKGROUND: frozenset[Format] = frozenset({"docx", "pptx"})
#: Forms that show the account's logo.
WITH_LOGO: frozenset[Format] = frozenset({"pdf", "docx", "pptx"})

Line = Annotated[str, AfterValidator(one_line), Field(max_length=300)]
Accent = Annotated[str, StringConstraints(to_lower=True, pattern="^(#[0-9a-fA-F]{6})?$")]


class ReportBody(BaseModel):
    """The report that is requested. For a portfolio, no `process_ids` means all processes. `title` replaces the report's own;
    `header` and `footer` are printed on every page. `include` "brief" has what a decision needs, "full" also the working, all
    data with their origin, the description and, of a portfolio, a part on each process; "figures" leaves out the analyst's
    text and the working. Forms for programs and spreadsheets are the same in "brief" and "full". `accent`, such as "#0b6b4f",
    is the colour of a PDF; one too light to be read on white is darkened.
    """

    model_config = ConfigDict(extra="forbid")

    scope: Scope
    process_ids: Annotated[list[UUID], Field(max_length=MAX_PROCESSES)] = []
    format: Format = "pdf"
    include: Include = "brief"
    language: Language | None = None
    title: Annotated[str, AfterValidator(one_line), Field(max_length=200)] = ""
    header: Line = ""
    footer: Line = ""
    accent: Accent = ""


class ReportCover(BaseModel):
    """The texts of a report's cover; `verdict_note` says what was computed where a person set the verdict by hand. `pages` is what
    a shared link shows; reports that were made before there was one have none.
    """

    kind: str
    subtitle: str
    verdict: str
    verdict_note: str = ""
    figures: list[CoverFigure]
    remark: str
    pages: SharedPages | None = None


class ProcessText(BaseModel):
    """The text report of one process."""

    text: str


class SampleReport(BaseModel):
    """A link to the report of a sample process, valid until `expires_at`."""

    file_name: str
    url: str
    expires_at: datetime


class ReportSummary(BaseModel):
    """A report that was requested; while a large one is being made, `processes_done` of its processes are laid out."""

    id: UUID
    status: Literal["queued", "ready", "failed"]
    scope: Scope
    format: Format
    include: Include
    language: Language
    title: str
    process_count: int
    processes_done: int
    file_name: str
    bytes: int | None
    created_at: datetime


class Report(ReportSummary):
    """A report, with a link to its file once it is ready; each answer has a new link, valid until `expires_at`."""

    process_ids: list[UUID]
    url: str | None
    expires_at: datetime | None


class ReportList(PageQuery):
    """Filters and order of the list of reports; `search` is looked for in their titles."""

    search: Annotated[str, Field(max_length=200)] = ""
    scope: Scope | None = None
    format: Format | None = None
    sort: Literal["-created_at", "created_at", "title"] = "-created_at"


class ReportPage(Page[ReportSummary]):
    """One page of the reports; `total` is how many match, on all pages."""

    total: int


_FROM = """
from business_processes p
    join users u on u.id = p.user_id
    left join process_categories c on c.id = p.category_id
    left join analyses a on a.user_id = p.user_id and a.id = p.current_analysis_id
where p.user_id = tenant() and p.deleted_at is null and (%(ids)s::uuid[] is null or p.id = any (%(ids)s))
"""
_EXTENT = f"""
select coalesce(array_agg(p.id), '{{}}') as ids, coalesce(sum(length(p.description)), 0) as characters,
    case when cardinality(%(ids)s::uuid[]) = 1 then min(p.title) end as title
{_FROM}
"""
_MATERIAL = f"""
select p.id, p.title, p.description, p.industry, p.company_size, p.budget_range, p.steps, p.status, p.tags, p.figures,
    p.figures_version, {FACTS} as facts, {OVERRIDES} as overrides,
    u.currency, u.working_days, u.full_name, c.name as category_pl, c.name_en as category_en,
    p.analysed_hash is distinct from p.input_hash as stale,
    a.result, a.template, a.assessment, a.analyst, a.model, a.prompt_version, a.formula_version, a.language as analysis_language,
    a.depth, a.created_at as analysed_at,
    (select j.usage ->> 'cost_usd' from jobs j where j.user_id = a.user_id and j.id = a.id) as cost_usd,
    (select jsonb_object_agg(d.suggestion_id, d.status) from analysis_suggestions d
        where d.user_id = a.user_id and d.analysis_id = a.id) as decisions
{_FROM}
order by p.net_savings_per_year desc nulls last, p.created_at, p.id
"""  # noqa: S608
_SUMMARY = """
id, status, scope, format, include, language, title, cardinality(process_ids) as process_count,
case status when 'ready' then cardinality(process_ids) else processes_done end as processes_done, file_name, bytes, created_at
"""
_INSERT = """
insert into reports (id, user_id, scope, format, include, language, title, header, footer, accent, process_ids, status, object_key,
    file_name, created_at)
values (%(id)s, tenant(), %(scope)s, %(format)s, %(include)s, %(language)s, %(title)s, %(header)s, %(footer)s, %(accent)s,
    %(process_ids)s, %(status)s, %(object_key)s, %(file_name)s, %(created_at)s)
"""
_GET = f"select {_SUMMARY}, process_ids, object_key from reports where user_id = tenant() and id = %(id)s"  # noqa: S608
# The file's name has the beginning of the title without capitals and diacritics, see `file_name`.
_MATCHING = r"""user_id = tenant() and (%(scope)s::text is null or scope = %(scope)s) and (%(format)s::text is null or format = %(format)s)
    and (%(search)s = '' or position(lower(%(search)s) in lower(title)) > 0
        or position(%(slug)s::text in regexp_replace(file_name, '^smartflow-(.*)-\d\d\d\d-\d\d-\d\d\.\w+$', '\1')) > 0)"""
_COUNT = f"select count(*) as total from reports where {_MATCHING}"  # noqa: S608
_LIST = f"""
select {_SUMMARY} from reports where {_MATCHING} {{after}} order by {{column}} {{direction}}, id {{direction}} limit %(limit)s
"""  # noqa: S608
_ORDERS: Mapping[str, tuple[str, cursors.Kind]] = {
    "created_at": ("created_at", "timestamptz"),
    "title": ("file_name", "text"),
}
_ORDER = """
select id, scope, format, include, language, title, header, footer, accent, process_ids, object_key, created_at
from reports where user_id = tenant() and id = %(id)s and status = 'queued'
"""
_READY = """
update reports set status = 'ready', process_ids = %(process_ids)s, cover = %(cover)s, bytes = %(bytes)s
where user_id = tenant() and id = %(id)s and status = 'queued'
"""
_PROGRESS = (
    "update reports set processes_done = %(done)s where user_id = tenant() and id = %(id)s and status = 'queued'"
)
_FAILED = "update reports set status = 'failed' where user_id = tenant() and id = %(id)s and status = 'queued'"
_DELETE = "delete from reports where user_id = tenant() and id = %(id)s returning object_key"


@dataclass(frozen=True)
class Extent:
    """The size of a report before it is made, and the title of its process if it was asked for one only."""

    ids: list[UUID]
    characters: int
    title: str | None

    @property
    def fits_in_request(self) -> bool:
        """Whether it is small enough to be made while its caller waits."""
        return len(self.ids) <= IN_REQUEST_PROCESSES and self.characters <= IN_REQUEST_CHARACTERS


def extent(tx: Transaction, process_ids: list[UUID]) -> Pending[Extent]:
    """Return how large a report on these processes would be; no ids mean all processes."""
    row = tx.row(_EXTENT, {"ids": process_ids or None})
    return row.then(lambda found: Extent(**found) if found else Extent([], 0, None))


def material(tx: Transaction, process_ids: list[UUID]) -> Pending[list[DictRow]]:
    """Return processes with their current analyses, largest savings first; no ids mean all processes."""
    return tx.rows(_MATERIAL, {"ids": process_ids or None})


def report_process(row: Mapping[str, Any], language: Language) -> ReportProcess:
    """Return one row of `material` as the process of a report.

    Its figures are those in force, and the text of its analysis is filled with them; if the description has changed since,
    the report says so.
    """
    figures = stored_figures.of_row(row)
    analysis = None
    if row["result"] is not None:
        analysis = Analysis(
            result=analyses.current_result(row, figures),
            analyst=row["analyst"],
            model=row["model"],
            prompt_version=row["prompt_version"],
            formula_version=row["formula_version"],
            language=row["analysis_language"],
            depth=row["depth"],
            created_at=row["analysed_at"],
            stale=row["stale"],
            cost=row["cost_usd"] and Decimal(row["cost_usd"]),
        )
    return ReportProcess(
        id=row["id"],
        title=row["title"],
        description=row["description"],
        figures=figures,
        industry=row["industry"],
        category=ByLanguage[str | None](pl=row["category_pl"], en=row["category_en"]).of(language),
        company_size=row["company_size"],
        budget_range=row["budget_range"],
        status=row["status"],
        tags=tuple(row["tags"]),
        analysis=analysis,
        overrides=tuple(stored_overrides.from_rows(row["overrides"])),
    )


def file_name(title: str, created_at: datetime, extension: Format) -> str:
    """Return a file name of letters, digits and hyphens only."""
    return f"smartflow-{_slug(title) or 'raport'}-{created_at:%Y-%m-%d}.{extension}"


def _slug(text: str) -> str:
    return fold(text).replace(" ", "-")[:60].strip("-")


def cover(document: Document, pages: SharedPages) -> ReportCover:
    """Return what is stored of a report's cover, to be read by those who open a shared link to it."""
    page = document.cover
    figures = [CoverFigure(label=figure.label, value=figure.value, note=figure.note) for figure in page.figures]
    return ReportCover(
        kind=page.kind,
        subtitle=page.subtitle,
        verdict=page.verdict,
        verdict_note=page.verdict_note,
        figures=figures,
        remark=page.remark,
        pages=pages,
    )


def insert(tx: Transaction, report: Report, body: ReportBody, object_key: str) -> None:
    """Store a report that is still to be made."""
    values = {
        **report.model_dump(exclude={"url", "expires_at", "bytes", "process_count", "processes_done"}),
        "header": body.header,
        "footer": body.footer,
        "accent": body.accent,
        "object_key": object_key,
    }
    tx.run(_INSERT, values)


def read(tx: Transaction, report_id: UUID) -> Pending[DictRow | None]:
    """Return one report with the key of its file."""
    return tx.row(_GET, {"id": report_id})


def page(tx: Transaction, query: ReportList) -> Pending[ReportPage]:
    """List one page of the reports."""
    name = query.sort.removeprefix("-")
    column, kind = _ORDERS[name]
    descending = query.sort.startswith("-")
    params: dict[str, object] = query.model_dump(include={"scope", "format", "search"})
    params["slug"] = _slug(query.search) or None
    after = ""
    if query.cursor:
        params["after"], params["after_id"] = cursors.decode(query.cursor, f"reports {query.sort}", kind)
        after = f"and ({column}, id) {'<' if descending else '>'} (%(after)s::{kind}, %(after_id)s::uuid)"
    count = tx.row(_COUNT, params)
    statement = _LIST.format(after=after, column=column, direction="desc" if descending else "asc")

    def cursor(row: Mapping[str, Any]) -> str:
        value = row["created_at"].isoformat() if name == "created_at" else row["file_name"]
        return cursors.encode(f"reports {query.sort}", value, row["id"])

    found = page_of(tx, statement, params, query.limit, ReportSummary, cursor)
    return found.then(lambda page: ReportPage(**dict(page), total=count.value["total"] if count.value else 0))


def order(tx: Transaction, report_id: UUID) -> Pending[DictRow | None]:
    """Return the request for a report that is still to be made."""
    return tx.row(_ORDER, {"id": report_id})


def ready(tx: Transaction, report_id: UUID, process_ids: list[UUID], cover: ReportCover, size: int) -> bool:
    """Mark a report as ready: its file is in the bucket. Return False if the report was deleted meanwhile."""
    values = {"id": report_id, "process_ids": process_ids, "cover": cover.model_dump_json(), "bytes": size}
    return tx.run(_READY, values).value > 0


def progress(tx: Transaction, report_id: UUID, done: int) -> None:
    """Store how many processes of a report that is being made are laid out."""
    tx.run(_PROGRESS, {"id": report_id, "done": done})


def failed(tx: Transaction, report_id: UUID) -> None:
    """Mark a report as failed: it cannot be made."""
    tx.run(_FAILED, {"id": report_id})


def delete(tx: Transaction, report_id: UUID) -> bool:
    """Delete a report, cancel its job and mark its file for removal; tells whether there was one."""
    row = tx.row(_DELETE, {"id": report_id}).value
    if row is not None:
        leases.cancel(tx, "report", report_id)
        deletions.mark_for_deletion(tx, row["object_key"])
    return row is not None
