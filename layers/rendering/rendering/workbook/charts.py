"""Charts of the workbook: Excel draws them from the cells, so they follow the inputs."""

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from rendering.workbook import texts
from rendering.workbook.cells import absolute
from rendering.workbook.figure_sheet import Shown
from rendering.workbook.model import Model
from smartflow.engine.symbols import HORIZON_MONTHS, SCENARIOS
from smartflow.reports.document.clean import clean

_COLOURS = {"conservative": "#8A94A6", "expected": "#0F5C5C", "optimistic": "#5AA897"}
_ACCENT = "#0F5C5C"
_SIZE = {"width": 860, "height": 320}
#: A chart with more bars cannot be read; the table has all of them.
_MOST_BARS = 20
_MOST_LABELS = 12
_LONGEST_LABEL = 32


def insert(book: Workbook, sheet: Worksheet, row: int, model: Model, shown: Shown) -> None:
    """Put the charts below the texts of a sheet."""
    charts = [_cash_flow(book, model)] if model.upright else [_nets(book, model, shown), _matrix(book, model, shown)]
    for chart in charts:
        chart.set_size(_SIZE)
        sheet.insert_chart(row, 0, chart)
        row += _SIZE["height"] // 20 + 1


def _cash_flow(book: Workbook, model: Model) -> Chart:
    chart = book.add_chart({"type": "line"})
    name = model.sheets["cash"].get_name()
    for column, scenario in enumerate(SCENARIOS, start=2):
        chart.add_series(
            {
                "name": model.wording.text(scenario),
                "categories": f"={absolute(name, 1, 0, HORIZON_MONTHS + 1, 0)}",
                "values": f"={absolute(name, 1, column, HORIZON_MONTHS + 1, column)}",
                "line": {
                    "color": _COLOURS[scenario],
                    "width": 2.5 if scenario == "expected" else 1.5,
                    "dash_type": "solid" if scenario == "expected" else "dash",
                },
            }
        )
    chart.set_title({"name": texts.CHART_CASH.fill(model.wording.language, currency=model.wording.currency)})
    chart.set_x_axis({"name": model.wording.text("months_axis"), "interval_unit": 6, "label_position": "low"})
    chart.set_y_axis({"num_format": "#,##0"})
    chart.set_legend({"position": "bottom"})
    return chart


def _nets(book: Workbook, model: Model, shown: Shown) -> Chart:
    bars = min(shown.processes, _MOST_BARS)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": f"={shown.place.column(('process', None), bars)}",
            "values": f"={shown.place.column(('net_savings_per_year', 'expected'), bars)}",
            "fill": {"color": _ACCENT},
            "gap": 60,
        }
    )
    chart.set_title({"name": texts.CHART_NET.fill(model.wording.language, currency=model.wording.currency)})
    chart.set_x_axis({"num_format": "#,##0"})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    chart.set_legend({"none": True})
    return chart


def _matrix(book: Workbook, model: Model, shown: Shown) -> Chart:
    """Draw ease against net savings; a few points have the titles of their processes."""
    titles = [clean(process.title)[:_LONGEST_LABEL] for process in model.processes]
    # With a space in front a title is a text, whatever it begins with.
    labels = [{"value": f" {title}"} for title in titles] if len(titles) <= _MOST_LABELS else None
    chart = book.add_chart({"type": "scatter"})
    chart.add_series(
        {
            "categories": f"={shown.place.column(('ease', None), shown.processes)}",
            "values": f"={shown.place.column(('net_savings_per_year', 'expected'), shown.processes)}",
            "marker": {"type": "circle", "size": 7, "fill": {"color": _ACCENT}, "border": {"color": _ACCENT}},
            **({"data_labels": {"value": True, "position": "above", "custom": labels}} if labels else {}),
        }
    )
    chart.set_title({"name": texts.CHART_MATRIX.of(model.wording.language)})
    chart.set_x_axis({"name": model.wording.text("ease_axis"), "min": 0, "max": 100})
    chart.set_y_axis({"name": f"{model.wording.text('net_axis')} [{model.wording.currency}]", "num_format": "#,##0"})
    chart.set_legend({"none": True})
    return chart
