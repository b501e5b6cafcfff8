"""How cells and sheets of the workbook look, on the screen and printed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rendering.workbook import texts
from smartflow.reports.document.clean import clean
from smartflow.reports.document.spreadsheet import Cell
from smartflow.reports.document.wording import Wording

_WIDEST = 420  # pixels
_LETTERS_IN_WIDEST = 62
_LINE = 15  # points
_A4 = 9
_COLUMN = 18  # letters
_HEADING_LINES = 4


_LOOKS: Mapping[str, Mapping[str, object]] = {
    "computed": {},
    "input": {"bg_color": "#FFF7D6", "border": 1, "border_color": "#D9C97A"},
    "by_hand": {"bg_color": "#FCE4D0", "bold": True},
    "total": {"bold": True, "top": 1},
}


class Styles:
    """The formats of cells. Yellow cells are for the reader to change; orange ones were set by hand."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[tuple[str, str], Format] = {}
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "quote_prefix": True, "bottom": 1}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.line = book.add_format({"valign": "top", "quote_prefix": True})
        self.note = book.add_format({"italic": True, "valign": "top", "quote_prefix": True})
        self.choice = book.add_format(
            {"valign": "top", "bg_color": "#FFF7D6", "border": 1, "border_color": "#D9C97A", "quote_prefix": True}
        )

    def number(self, pattern: str, kind: str = "computed") -> Format:
        """Return the format of a number: `computed`, `input`, `by_hand` or a `total`."""
        if (pattern, kind) not in self._numbers:
            look = _LOOKS[kind]
            self._numbers[pattern, kind] = self._book.add_format({"valign": "top", "num_format": pattern, **look})
        return self._numbers[pattern, kind]


def pattern(places: int) -> str:
    """Return Excel's pattern for a number with so many decimals."""
    return "#,##0" + ("." + "0" * places if places else "")


def write(sheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    """Write a number as a number and a text as nothing but text; None leaves the cell empty."""
    if isinstance(cell, Decimal):
        sheet.write_number(row, column, float(cell), style)
    elif cell:
        sheet.write_string(row, column, clean(cell), style)


def fit_height(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    """Make a row high enough for its wrapped texts, since not every program does."""
    lines = max(-(-len(cell) // _LETTERS_IN_WIDEST) for cell in cells if isinstance(cell, str))
    if lines > 1:
        sheet.set_row(row, _LINE * lines)


def laid_out(sheet: Worksheet, wording: Wording, *, heading: bool = False, table: int = 0, wide: bool = False) -> None:
    """Set widths, and the page for printing: landscape, as wide as the paper, headings on each page. A `table` of
    so many columns has narrow ones, whose headings wrap. A `wide` sheet would be too
    small to read: it is printed on several pages beside each other, each with the first column.
    """
    sheet.autofit(_WIDEST)
    if table:
        sheet.set_column(1, table - 1, _COLUMN)
        sheet.set_row(0, _LINE * _HEADING_LINES)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    if wide:
        sheet.repeat_columns(0)
    else:
        sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{texts.PAGE.of(wording.language)}")
    if heading:
        sheet.repeat_rows(0)
