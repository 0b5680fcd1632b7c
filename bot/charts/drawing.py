"""Drawing: a chart becomes an SVG made for a phone: big letters, each value written at its place.

A picture of 720 units in width fills a phone's screen; where it has less room, a narrower one keeps its letters big.

Columns and bars stand on a zero line that is always shown, and no scale is cut off.
"""

from itertools import pairwise

from bot.charts import canvas
from bot.charts.axis import Axis, axis
from bot.charts.canvas import Attributes, Style, Theme, element, label, width
from bot.charts.records import BARS, LINE, Chart, number, shown

WIDTH, MARGIN = 720, 28
TITLE, TEXT, SMALL = 30, 24, 20  # sizes of letters; one and a half times as many pixels in a PNG
LEADING = 1.4  # height of a line in sizes of its letters
PLOT = 340  # height of the field of columns and lines, with the values above and the names below
COLUMN, BAR, GAP, KEY = 84, 34, 18, 22  # thickness of a column and of a bar, between groups of bars, of a colour's key


def svg(chart: Chart, theme: str = "page", across: int = WIDTH) -> str:
    """Return a chart as SVG, `across` units wide.

    `theme` is light, dark or page (for a page: its own colour of text, no background).
    """
    drawing = _Drawing(chart, canvas.THEMES[theme], across)
    drawing.head()
    {BARS: drawing.bars, LINE: drawing.line}.get(chart.kind, drawing.columns)()
    drawing.foot()
    size = (across, drawing.y + MARGIN - 8)
    return canvas.document(size, (chart.title, chart.alt), drawing.theme, "".join(drawing.parts))


class _Drawing:
    """A chart on its way to a picture: `parts` are drawn, `y` is where the next thing begins."""

    def __init__(self, chart: Chart, theme: Theme, across: int) -> None:
        self.chart = chart
        self.theme = theme
        self.right = across - MARGIN
        self.room = across - 2 * MARGIN
        self.parts: list[str] = []
        self.y: float = MARGIN - 8
        self.slot = self.room / max(len(chart.categories), 1)
        texts = [shown(v, chart.unit) for s in chart.series for v in s.values if v and number(v) is not None]
        # The size of letters at which every value and every name fits above and below its column.
        longest = max((width(told, 1) for told in (*texts, *chart.categories)), default=1)
        self.letters = min(TEXT, (self.slot - 6) / max(longest, 1))

    def head(self) -> None:
        """Title, unit and, for several series, what each colour means."""
        self._paragraph(self.chart.title, TITLE)
        if self.chart.unit:
            self._paragraph(f"单位：{self.chart.unit}", SMALL, lesser=True)
        if len(self.chart.series) > 1:
            self._keys()
        self.y += 10

    def _keys(self) -> None:
        """Name the colours, side by side where there is room."""
        self.y += 6
        x: float = MARGIN
        for order, series in enumerate(self.chart.series):
            lines = canvas.wrapped(series.name, TEXT, self.room - KEY - 10)
            needed = KEY + 10 + max(width(line, TEXT) for line in lines)
            if x > MARGIN and x + needed > self.right:
                x, self.y = MARGIN, self.y + KEY + 14
            self._rect(order, (x, self.y + 4), (KEY, KEY))
            for below, line in enumerate(lines):
                self.y += round(TEXT * LEADING) if below else 0
                self.parts.append(label(x + KEY + 10, self.y + 24, line, self._style(TEXT)))
            x += needed + 30
        self.y += KEY + 14

    def foot(self) -> None:
        """Notes and source."""
        self.y += 12
        for line in (*self.chart.notes, self.chart.source):
            self._paragraph(line, SMALL, lesser=True)

    def columns(self) -> None:
        """The first series as standing columns."""
        scale = self._field()
        for index, value in enumerate(self.chart.series[0].values):
            size, x, thick = number(value), self._middle(index), min(self.slot * 0.56, COLUMN)
            if size is None or value is None:
                self.parts.append(label(x, scale.zero - 10, "—", self._style(TEXT, lesser=True, anchor="middle")))
                continue
            top, bottom = sorted((scale.zero, scale.at(size)))
            self._rect(0, (x - thick / 2, top), (thick, bottom - top))
            self._value(x, (top, bottom), value)
        self._zero((MARGIN, self.right), (scale.zero, scale.zero))

    def line(self) -> None:
        """The first series as a line with a dot and its value at each year; a missing value breaks it."""
        scale, colour = self._field(), self._colour(0)
        self._zero((MARGIN, self.right), (scale.zero, scale.zero))
        self.parts.append(label(MARGIN, scale.zero - 8, "0", self._style(SMALL, lesser=True)))
        values = self.chart.series[0].values
        sizes = [number(value) for value in values]
        points = [None if n is None else (self._middle(i), scale.at(n)) for i, n in enumerate(sizes)]
        for before, after in pairwise(points):
            if before and after:
                ends: Attributes = dict(zip(("x1", "y1", "x2", "y2"), (*before, *after), strict=True))
                self.parts.append(element("line", {"class": "series-1", **ends, "stroke": colour, "stroke-width": 5}))
        for value, point in zip(values, points, strict=True):
            if point and value:
                x, y = point
                self.parts.append(element("circle", {"class": "series-1", "cx": x, "cy": y, "r": 8, "fill": colour}))
                self._value(x, (y - 8, y + 8), value)

    def _field(self) -> Axis:
        """Name the categories below a field for standing values; return its scale, which grows upwards."""
        sizes = [n for s in self.chart.series for v in s.values if (n := number(v)) is not None]
        below = TEXT + 12 if any(size < 0 for size in sizes) else 0
        scale = axis(sizes, self.y + PLOT - TEXT - 20 - below, self.y + TEXT + 20)
        for index, category in enumerate(self.chart.categories):
            style = self._style(self.letters, anchor="middle")
            self.parts.append(label(self._middle(index), self.y + PLOT, category, style))
        self.y += PLOT + 6
        return scale

    def bars(self) -> None:
        """Lying bars, a group for each category below its name; one scale for all."""
        told = [v for s in self.chart.series for v in s.values if v and number(v) is not None]
        needed = [(v.startswith("-"), width(shown(v, self.chart.unit), TEXT) + 12) for v in told]
        left, right = (max((w for below, w in needed if below == wanted), default=0) for wanted in (True, False))
        scale = axis([n for v in told if (n := number(v)) is not None], MARGIN + left, self.right - right)
        for index, category in enumerate(self.chart.categories):
            self._paragraph(category, TEXT)
            top = self.y
            for order, series in enumerate(self.chart.series):
                self._bar(order, series.values[index], scale)
            self._zero((scale.zero, scale.zero), (top, self.y + 2))
            self.y += GAP
        self.y -= GAP

    def _bar(self, order: int, value: str | None, scale: Axis) -> None:
        size = number(value)
        self.y += 4
        if value is not None and size is not None:
            start, end = sorted((scale.zero, scale.at(size)))
            self._rect(order, (start, self.y), (end - start, BAR))
            x, anchor = (start - 8, "end") if size < 0 else (end + 8, "start")
            self.parts.append(
                label(x, self.y + BAR * 0.76, shown(value, self.chart.unit), self._style(TEXT, anchor=anchor))
            )
        else:
            self.parts.append(label(scale.zero + 8, self.y + BAR * 0.76, "没有数", self._style(TEXT, lesser=True)))
        self.y += BAR

    def _paragraph(self, value: str, size: float, *, lesser: bool = False) -> None:
        """Add a text in as many lines as it needs."""
        for told in canvas.wrapped(value, size, self.room):
            self.y += round(size * LEADING)
            self.parts.append(label(MARGIN, self.y - round(size * 0.3), told, self._style(size, lesser=lesser)))

    def _value(self, x: float, ends: tuple[float, float], value: str) -> None:
        """Write a value above what stands from top to bottom, or below it where the value is negative."""
        y = ends[1] + self.letters + 4 if value.startswith("-") else ends[0] - 10
        self.parts.append(label(x, y, shown(value, self.chart.unit), self._style(self.letters, anchor="middle")))

    def _style(self, size: float, *, lesser: bool = False, anchor: str = "start") -> Style:
        if lesser:
            return Style(size, self.theme.muted, anchor, "muted")
        return Style(size, self.theme.ink, anchor)

    def _middle(self, index: int) -> float:
        return MARGIN + self.slot * (index + 0.5)

    def _colour(self, order: int) -> str:
        return self.theme.series[order % len(self.theme.series)]

    def _rect(self, order: int, corner: tuple[float, float], size: tuple[float, float]) -> None:
        self.parts.append(canvas.rectangle(f"series-{order + 1}", corner, size, self._colour(order)))

    def _zero(self, across: tuple[float, float], down: tuple[float, float]) -> None:
        ends: Attributes = {"x1": across[0], "x2": across[1], "y1": down[0], "y2": down[1]}
        self.parts.append(element("line", {"class": "zero", **ends, "stroke": self.theme.ink, "stroke-width": 2}))
