"""A report as slides: the decision on one slide, and native charts that are edited where they are shown.

Of a portfolio each process that is worth doing has a slide of its own, the first ones first. Texts are written as text alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Cm, Length, Pt

from rendering.office.packages import as_property, dated
from smartflow.engine.assessment import inputs_of
from smartflow.engine.by_hand import counted
from smartflow.engine.figures import figures as engine_figures
from smartflow.engine.rounding import rounded
from smartflow.engine.symbols import HORIZON_MONTHS, SCENARIOS
from smartflow.language.text import Text
from smartflow.reports.document.clean import clean
from smartflow.reports.document.decision import Decision, Point, portfolio_decision, process_decision
from smartflow.reports.document.sentences import SENTENCES
from smartflow.reports.document.source import ReportProcess
from smartflow.reports.document.totals import Whole
from smartflow.reports.document.tree import Document
from smartflow.reports.document.wording import Wording
from smartflow.reports.store import Scope

#: A deck has slides of so many processes; the other forms have all.
MOST_PROCESSES: Final = 30
_MOST_POINTS: Final = 20
_TITLE_ONLY: Final = 5  # of python-pptx's own template
_WIDTH, _HEIGHT, _EDGE = Cm(33.867), Cm(19.05), Cm(1.6)
_INK, _ACCENT, _MUTED = RGBColor(0x1C, 0x24, 0x2B), RGBColor(0x0F, 0x5C, 0x5C), RGBColor(0x5B, 0x66, 0x70)
_LINES: Final = RGBColor(0xD9, 0xDE, 0xE2)
_SHADES: Final = (RGBColor(0x8A, 0x94, 0xA6), _ACCENT, RGBColor(0x5A, 0xA8, 0x97))
_TOP: Final = Cm(3.4)
_FOOT: Final = Cm(1.0)
_TITLE_TOP: Final = Cm(1.0)
_TITLE_HEIGHT: Final = Cm(2.2)
_BOLD: Final = 1.35  # how much room bold letters need, with what titles leave at their ends
_MONTHS_A_LABEL: Final = 6

_REASONS: Final = SENTENCES["decision_reasons"]
_ASKED: Final = SENTENCES["decision_asks"]
_STEPS: Final = SENTENCES["decision_steps"]
_OWNER: Final = SENTENCES["decision_owner"]
_DATE: Final = SENTENCES["decision_date"]
_SETTLES: Final = SENTENCES["decision_settles"]
_FIGURES: Final = SENTENCES["figures"]
_CASH: Final = Text(
    "Skumulowane przepływy pieniężne przez 36 miesięcy, {currency}", "Cumulative cash flow over 36 months, {currency}"
)
_COST: Final = Text(
    "Koszt roczny dziś i po automatyzacji, {currency}", "Cost a year today and after automation, {currency}"
)
_TODAY: Final = Text("dziś", "today")
_NETS: Final = Text("Oszczędność netto rocznie, {currency}", "Net savings a year, {currency}")
_MATRIX: Final = Text(
    "Łatwość wdrożenia (punkty) i oszczędność netto rocznie", "Ease of automation (points) and net savings a year"
)
_OTHERS: Final = Text(
    "Na slajdach są pierwsze procesy z listy: {shown} z {all}.",
    "Slides show the first processes of the list: {shown} of {all}.",
)


@dataclass(frozen=True)
class _Box:
    left: Length
    top: Length
    width: Length
    height: Length


def render_pptx(document: Document, processes: Sequence[ReportProcess], scope: Scope) -> bytes:
    """Return the slides as a file for PowerPoint, the same bytes for the same report."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    properties = deck.core_properties
    properties.title, properties.author = as_property(document.title), as_property(document.author)
    properties.subject, properties.language = as_property(document.subject), document.language
    wording = Wording(document.language, processes[0].assessment.currency)
    slides = _Slides(deck, document, wording)
    slides.cover()
    if scope == "process":
        slides.process(processes[0])
    else:
        slides.portfolio(processes)
    out = BytesIO()
    deck.save(out)
    return dated(out.getvalue(), document.created_at)


class _Slides:
    """Adds slides to a deck."""

    def __init__(self, deck: Deck, document: Document, wording: Wording) -> None:
        self._deck = deck
        self._document = document
        self._wording = wording

    def cover(self) -> None:
        cover = self._document.cover
        slide = self._slide(cover.title, size=40, top=Cm(6.2), height=Cm(4.5))
        if self._document.logo is not None:
            slide.shapes.add_picture(BytesIO(self._document.logo), _EDGE, _EDGE, height=Cm(2))
        lines = [cover.kind, cover.subtitle, cover.verdict, *(f"{label}: {value}" for label, value in cover.facts)]
        self._text(slide, _Box(_EDGE, Cm(11), _across(), Cm(5)), [line for line in lines if line], size=20)
        self._text(slide, _Box(_EDGE, Cm(16.6), _across(), Cm(1.6)), [cover.remark], size=11, colour=_MUTED)

    def process(self, process: ReportProcess) -> None:
        """Add the decision, the figures behind it, and what comes next."""
        decision = process_decision(process, self._wording)
        self._decision(decision)
        self._figures(process)
        self._next(decision)

    def portfolio(self, processes: Sequence[ReportProcess]) -> None:
        """Add the decision on all, the list as charts, and the decision on each process worth doing."""
        whole = Whole(processes)
        self._decision(portfolio_decision(whole, self._wording))
        self._overview(whole)
        matrix = whole.portfolio.matrix
        first = [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins]
        for item in first[:MOST_PROCESSES]:
            process = whole.processes[int(item.id) - 1]
            self._one(process, process_decision(process, self._wording))

    def _decision(self, decision: Decision) -> None:
        slide = self._slide(decision.answer)
        half = Length((_across() - Cm(1)) // 2)
        right = Length(_EDGE + half + Cm(1))
        notes = [decision.answer_note] if decision.answer_note else []
        self._titled(slide, _Box(_EDGE, _TOP, half, Cm(12.6)), _REASONS, [*notes, *decision.reasons])
        points = [*decision.asks, *filter(None, (decision.payback, decision.risk, decision.confidence))]
        self._titled(slide, _Box(right, _TOP, half, Cm(12.6)), _ASKED if decision.asks else None, points)
        self._foot(slide)

    def _next(self, decision: Decision) -> None:
        """Add a table in which owner and date are filled in."""
        if not decision.steps:
            return
        slide = self._slide(_STEPS.of(self._wording.language))
        rows = len(decision.steps) + 1
        table = slide.shapes.add_table(rows, 3, _EDGE, _TOP, _across(), Cm(1.2 * rows)).table
        widths = (0.62, 0.2, 0.18)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = Length(int(_across() * share))
        heads = (_STEPS, _OWNER, _DATE)
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text_frame.text = head.of(self._wording.language)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _ACCENT
        for number, step in enumerate(decision.steps, start=1):
            frame = table.cell(number, 0).text_frame
            frame.text = clean(step)
            frame.paragraphs[0].font.size = Pt(16)
        if decision.settles:
            below = Length(_TOP + Cm(1.2 * rows) + Cm(0.8))
            room = Length(_HEIGHT - below - Cm(1.4))
            self._titled(slide, _Box(_EDGE, below, _across(), max(room, Cm(1.5))), _SETTLES, decision.settles)
        self._foot(slide)

    def _figures(self, process: ReportProcess) -> None:
        half = Length((_across() - Cm(1)) // 2)
        charts = [chart for chart in (self._costs(process), self._cash(process)) if chart is not None]
        if not charts:
            return
        slide = self._slide(_FIGURES.of(self._wording.language))
        for number, (title, kind, data) in enumerate(charts):
            left = Length(_EDGE + number * (half + Cm(1)))
            self._chart(slide, _Box(left, _TOP, half, Cm(13)), title, kind, data)
        self._foot(slide)

    def _one(self, process: ReportProcess, decision: Decision) -> None:
        """Add the slide of one process of a portfolio: answer, reasons and its cash flow."""
        slide = self._slide(process.title)
        half = Length((_across() - Cm(1)) // 2)
        points = [*decision.asks, *filter(None, (decision.payback, decision.risk))]
        self._titled(slide, _Box(_EDGE, _TOP, half, Cm(13)), None, [decision.answer, *decision.reasons, *points])
        drawn = self._cash(process)
        if drawn is not None:
            title, kind, data = drawn
            self._chart(slide, _Box(Length(_EDGE + half + Cm(1)), _TOP, half, Cm(13)), title, kind, data)
        self._foot(slide)

    def _overview(self, whole: Whole) -> None:
        """Add the net savings of the first processes as bars, and all of them by ease and net savings."""
        matrix, currency = whole.portfolio.matrix, self._wording.currency
        placed = [*matrix.quick_wins, *matrix.strategic, *matrix.fill_ins, *matrix.leave_alone]
        if not placed:
            return
        half = Length((_across() - Cm(1)) // 2)
        slide = self._slide(self._wording.text("priorities"))
        bars = CategoryChartData(number_format="#,##0")
        bars.categories = [
            f"{number}. {clean(it.title)[:40]}" for number, it in enumerate(placed[:_MOST_POINTS], start=1)
        ]
        bars.add_series(
            _NETS.fill(self._wording.language, currency=currency), [float(it.net) for it in placed[:_MOST_POINTS]]
        )
        points = XyChartData(number_format="#,##0")
        for quadrant in ("quick_wins", "strategic", "fill_ins", "leave_alone"):
            items = getattr(matrix, quadrant)
            if items:
                series = points.add_series(self._wording.text(quadrant))
                for item in items:
                    series.add_data_point(float(item.ease), float(item.net))
        title = _NETS.fill(self._wording.language, currency=currency)
        drawn = self._chart(slide, _Box(_EDGE, _TOP, half, Cm(13)), title, XL_CHART_TYPE.BAR_CLUSTERED, bars)
        drawn.category_axis.reverse_order = True
        box = _Box(Length(_EDGE + half + Cm(1)), _TOP, half, Cm(13))
        drawn = self._chart(slide, box, _MATRIX.of(self._wording.language), XL_CHART_TYPE.XY_SCATTER, points)
        drawn.category_axis.minimum_scale, drawn.category_axis.maximum_scale = 0, 100
        shown = min(MOST_PROCESSES, len(whole.worth))
        if shown < len(whole.processes):
            counts = {"shown": self._wording.number(shown), "all": self._wording.number(len(whole.processes))}
            note = _OTHERS.fill(self._wording.language, **counts)
            self._text(slide, _Box(_EDGE, Cm(16.6), _across(), Cm(1)), [note], size=12, colour=_MUTED)
        self._foot(slide)

    def _costs(self, process: ReportProcess) -> tuple[str, XL_CHART_TYPE, CategoryChartData] | None:
        """Return what the process costs today and in each scenario, running cost included; None where that is not known."""
        assessment = process.assessment
        today = counted(process.figures, process.overrides).cost_per_year
        nets = [getattr(assessment, scenario).net_savings_per_year for scenario in SCENARIOS]
        if today is None or None in nets:
            return None
        data = CategoryChartData(number_format="#,##0")
        language = self._wording.language
        data.categories = [_TODAY.of(language), *map(self._wording.text, SCENARIOS)]
        title = _COST.fill(language, currency=self._wording.currency)
        data.add_series(title, [float(today), *(float(today - net) for net in nets)])
        return title, XL_CHART_TYPE.COLUMN_CLUSTERED, data

    def _cash(self, process: ReportProcess) -> tuple[str, XL_CHART_TYPE, CategoryChartData] | None:
        """Return the cash flow of each scenario by month; None where it is not known."""
        found = engine_figures(inputs_of(process.assessment))
        flows = {scenario: found.cash_flow(scenario) for scenario in SCENARIOS}
        data = CategoryChartData(number_format="#,##0")
        data.categories = [str(month) for month in range(HORIZON_MONTHS + 1)]
        for scenario, flow in flows.items():
            if flow is None:
                return None
            values = [float(rounded(flow.balance(month))) for month in range(HORIZON_MONTHS + 1)]
            data.add_series(self._wording.text(scenario), values)
        return _CASH.fill(self._wording.language, currency=self._wording.currency), XL_CHART_TYPE.LINE, data

    def _chart(
        self, slide: Slide, box: _Box, title: str, kind: XL_CHART_TYPE, data: CategoryChartData | XyChartData
    ) -> Chart:
        frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", title)
        chart: Chart = frame.chart
        chart.has_title = True
        chart.chart_title.text_frame.text = title
        chart.chart_title.text_frame.paragraphs[0].font.size = Pt(14)
        chart.font.size, chart.font.color.rgb = Pt(11), _INK
        series = list(chart.plots[0].series)
        chart.has_legend = len(series) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = (
            "#,##0",
            False,
        )
        chart.value_axis.major_gridlines.format.line.color.rgb = _LINES
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        if kind == XL_CHART_TYPE.LINE:
            _label_some(chart)
        for number, one in enumerate(series):
            colour = _SHADES[number % len(_SHADES)] if len(series) > 1 else _ACCENT
            if kind == XL_CHART_TYPE.LINE:
                one.smooth, one.format.line.color.rgb = False, colour
                one.format.line.width = Pt(2.5 if number == 1 else 1.5)
            elif kind == XL_CHART_TYPE.XY_SCATTER:
                one.marker.style, one.marker.size = XL_MARKER_STYLE.CIRCLE, 9
                one.marker.format.fill.solid()
                one.marker.format.fill.fore_color.rgb = _SHADES[number % len(_SHADES)]
            else:
                one.format.fill.solid()
                one.format.fill.fore_color.rgb = colour
        return chart

    def _slide(self, title: str, *, size: int = 28, top: Length = _TITLE_TOP, height: Length = _TITLE_HEIGHT) -> Slide:
        """Add a slide with its title, which programs list and read aloud."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        place = slide.shapes.title
        assert place is not None, "the layout has a title"
        place.left, place.top, place.width, place.height = _EDGE, top, _across(), height
        frame = place.text_frame
        frame.text = clean(title)
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM if height > Cm(3) else MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size = Pt(_fitting(int(_BOLD * len(title)), size, _across(), height))
        paragraph.font.bold, paragraph.font.color.rgb = True, _ACCENT
        return slide

    def _titled(self, slide: Slide, box: _Box, title: Text | None, lines: Sequence[str | Point]) -> None:
        heads = [title.of(self._wording.language)] if title else []
        words = [line if isinstance(line, str) else f"{line.label}: {line.text}" for line in lines]
        frame = self._frame(slide, box)
        size = _fitting(sum(map(len, words)) + 40 * len(words), 18, box.width, box.height)
        for number, head in enumerate(heads):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text = head
            paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(size + 2), True, _ACCENT
        for number, line in enumerate(lines):
            paragraph = frame.add_paragraph() if heads or number else frame.paragraphs[0]
            if isinstance(line, Point):
                label = paragraph.add_run()
                label.text, label.font.bold = f"{clean(line.label)}: ", True
                paragraph.add_run().text = clean(line.text)
            else:
                paragraph.add_run().text = clean(line)
            paragraph.font.size, paragraph.font.color.rgb, paragraph.space_before = Pt(size), _INK, Pt(8)

    def _text(self, slide: Slide, box: _Box, lines: Sequence[str], *, size: int, colour: RGBColor = _INK) -> None:
        frame = self._frame(slide, box)
        size = _fitting(sum(map(len, lines)), size, box.width, box.height)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text = clean(line)
            paragraph.font.size, paragraph.font.color.rgb = Pt(size), colour

    def _frame(self, slide: Slide, box: _Box) -> TextFrame:
        frame = slide.shapes.add_textbox(box.left, box.top, box.width, box.height).text_frame
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        return frame

    def _foot(self, slide: Slide) -> None:
        """Add the user's own line, or the report's title, below everything."""
        words = self._document.footer or self._document.title
        box = _Box(_EDGE, Length(_HEIGHT - _FOOT - Cm(0.2)), _across(), _FOOT)
        self._text(slide, box, [words], size=11, colour=_MUTED)


def _label_some(chart: Chart) -> None:
    """Label every sixth month of an axis: python-pptx has no property for it."""
    axis = chart.category_axis._element
    skip = axis.makeelement(qn("c:tickLblSkip"), {"val": str(_MONTHS_A_LABEL)})
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _across() -> Length:
    return Length(_WIDTH - 2 * _EDGE)


def _fitting(letters: int, largest: int, width: Length, height: Length) -> int:
    """Return the largest size, in points, in which so many letters fit a box: a letter is half as wide as high, lines stand 1.25
    sizes apart.
    """
    for size in range(largest, 9, -1):
        in_line = width.pt / (0.52 * size)
        if letters / in_line <= height.pt / (1.25 * size):
            return size
    return 9
