"""Charts: pictures of the plan's figures, as SVG for a page and as PNG for a chat.

`chart` and `of_answer` decide what can honestly be drawn, `svg` and `png` draw it; `table_svg` and `table_png` show
any table as printed, also one of which no chart can be made. Nothing heavy is imported before a PNG is made.
"""

from bot.charts.choice import chart, compared, of_answer, of_indicators
from bot.charts.drawing import svg
from bot.charts.picture import png, table_png
from bot.charts.records import Chart, Series
from bot.charts.sheet import table_svg

__all__ = ["Chart", "Series", "chart", "compared", "of_answer", "of_indicators", "png", "svg", "table_png", "table_svg"]
