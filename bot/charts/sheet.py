"""Sheet: a whole table as a picture, as printed, for a chat that can show no table."""

from collections.abc import Sequence

from bot.answer import Grid
from bot.charts import canvas, words
from bot.charts.canvas import Attributes, Style, balanced, element, label, width, wrapped
from bot.charts.records import YEAR
from knowledge.patterns import regex
from knowledge.records import Plan

LEAST, MARGIN, PAD = 720, 14, 7  # width of the picture, its margins and those of a cell
TITLE, TEXT, SMALL = 28, 19, 19  # sizes of letters; one and a half times as many pixels in a PNG
HEIGHT = 1.4  # of a line, in sizes of its letters
TALLEST = 5700  # in units of the picture: 8550 pixels of a PNG; a chat takes width and height of 10,000 together
MOST_LINES = 20  # of a cell
FIGURE = regex(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
NARROWEST = 5  # letters in a line of the narrowest column of words


def table_svg(grid: Grid, plan: Plan, theme: str = "page") -> str:
    """Return a table as SVG, the names in as many lines as they need; `theme` as for charts."""
    return Sheet(grid, plan, canvas.THEMES[theme]).drawn()


class Sheet:
    """A table on its way to a picture: `parts` are drawn, `y` is where the next thing begins."""

    def __init__(self, grid: Grid, plan: Plan, theme: canvas.Theme) -> None:
        """Take the table, the plan that it stands in and the colours."""
        self.grid = grid
        self.plan = plan
        self.theme = theme
        self.widths = widths(grid, LEAST - 2 * MARGIN)
        self.inner = sum(self.widths)
        self.figures = [_is_figures(grid, at) for at in range(len(grid.columns))]
        self.parts: list[str] = []
        self.y: float = MARGIN

    def drawn(self) -> str:
        """Return the picture."""
        ink, muted = Style(TITLE, self.theme.ink), Style(SMALL, self.theme.muted, name="muted")
        self._told(self.grid.caption, ink)
        if self.grid.unit:
            self._told(f"单位：{self.grid.unit}", muted)
        self.y += PAD
        self._row(self.grid.columns, self.theme.muted)
        self._rule(2)
        for number, row in enumerate(self.grid.rows):
            if not self._row(row, self.theme.ink, striped=number % 2 == 1):
                self._told(words.not_listed(len(self.grid.rows), len(self.grid.rows) - number), muted)
                break
        self._rule(1)
        self.y += PAD
        self._told(words.source(self.plan), muted)
        size = (self.inner + 2 * MARGIN, self.y + MARGIN)
        told = (self.grid.caption, words.of_table(self.grid))
        return canvas.document(size, told, self.theme, "".join(self.parts))

    def _told(self, value: str, style: Style) -> None:
        for line in wrapped(value, style.size, self.inner):
            self.y += round(style.size * HEIGHT)
            self.parts.append(label(MARGIN, self.y - style.size * 0.3, line, style))

    def _row(self, row: Sequence[str], colour: str, *, striped: bool = False) -> bool:
        """Draw a row, unless the picture would become too tall; return whether it was drawn."""
        cells = [balanced(cell, TEXT, w - 2 * PAD)[:MOST_LINES] for cell, w in zip(row, self.widths, strict=True)]
        step = round(TEXT * HEIGHT)
        height = max(len(lines) for lines in cells) * step + 2 * PAD
        if self.y + height > TALLEST:
            return False
        if striped:
            place: Attributes = {"x": MARGIN, "y": self.y, "width": self.inner, "height": height}
            paint: Attributes = {"fill": self.theme.stripe, "fill-opacity": self.theme.faint}
            self.parts.append(element("rect", {"class": "stripe", **place, **paint}))
        x: float = MARGIN
        for lines, w, figures in zip(cells, self.widths, self.figures, strict=True):
            style = Style(TEXT, colour, "end" if figures else "start")
            at = x + w - PAD if figures else x + PAD
            y = self.y + (height - len(lines) * step) / 2 + TEXT * 1.05
            self.parts += [label(at, y + n * step, line, style) for n, line in enumerate(lines)]
            x += w
        self.y += height
        return True

    def _rule(self, thick: float) -> None:
        ends: Attributes = {"x1": MARGIN, "x2": MARGIN + self.inner, "y1": self.y, "y2": self.y}
        self.parts.append(element("line", {"class": "rule", **ends, "stroke": self.theme.ink, "stroke-width": thick}))


def _is_figures(grid: Grid, at: int) -> bool:
    cells = [row[at] for row in grid.rows if row[at]]
    return bool(cells) and all(FIGURE.fullmatch(cell) for cell in cells)


def widths(grid: Grid, room: float) -> list[float]:
    """Return the columns' widths: figures as they need, words share the rest; wider than the room where they must be."""
    least, wanted = [], []
    for at, column in enumerate(grid.columns):
        cells = [row[at] for row in grid.rows]
        figures = [width(cell, TEXT) for cell in cells if FIGURE.fullmatch(cell)]
        pieces = [width(line, TEXT) for cell in (column, *cells) for line in wrapped(cell, TEXT, NARROWEST * TEXT)]
        least.append(max([*figures, *pieces]) + 2 * PAD)
        wanted.append(max([least[-1], *(width(cell, TEXT) + 2 * PAD for cell in cells)]))
    years = [bool(YEAR.fullmatch(column)) for column in grid.columns]
    widest = max((w for w, year in zip(least, years, strict=True) if year), default=0.0)
    least = [widest if year else w for w, year in zip(least, years, strict=True)]
    missing = [max(w - n, 0.0) for w, n in zip(wanted, least, strict=True)]
    spare = max(room - sum(least), 0.0)
    if sum(missing) <= spare:
        # What nobody needs goes to the columns of words, so that the picture keeps its width.
        of_words = [not _is_figures(grid, at) for at in range(len(wanted))]
        takers = of_words if any(of_words) else [True] * len(wanted)
        share = (spare - sum(missing)) / max(sum(takers), 1)
        return [n + m + share * taker for n, m, taker in zip(least, missing, takers, strict=True)]
    return [n + spare * m / sum(missing) for n, m in zip(least, missing, strict=True)]
