"""Picture: SVG becomes PNG with the font that planbot ships, the same on every machine."""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.answer import Grid
from bot.charts.canvas import REPLACEMENT
from bot.charts.drawing import svg
from bot.charts.records import Chart
from bot.charts.sheet import table_svg
from knowledge.errors import InputError
from knowledge.records import Plan

FONT = Path(__file__).parent.parent / "data" / "fonts" / "NotoSansSC-subset.otf"
# The font holds ASCII, all of GB 2312 and these.
MORE = frozenset("—·–•−≈×÷±≤≥¥€£©®™№‰℃°²³㎡›‹→←↑↓▲▼□✓〇啰")
SPACE = "\t\n\r"  # not drawn, but no strangers in XML
PIXELS = 1080  # width of every PNG
KEPT = 64  # pictures, of about 100 KB; the plan has not many more


def png(chart: Chart) -> bytes:
    """Return a chart as PNG, 1080 pixels wide; raises InputError where resvg-py is not installed."""
    return rendered(svg(chart, "light"))


def table_png(grid: Grid, plan: Plan) -> bytes:
    """Return a table as PNG, 1080 pixels wide; raises InputError where resvg-py is not installed."""
    return rendered(table_svg(grid, plan, "light"))


@lru_cache(maxsize=KEPT)
def rendered(picture: str) -> bytes:
    """Return an SVG as PNG; a character that the font lacks becomes a box.

    It takes 60–120 ms, during which no other thread runs, so the last pictures are kept.
    """
    if find_spec("resvg_py") is None:
        raise InputError("no PNG without resvg-py; pip install 'planbot[pictures]', or ask for an SVG")
    import resvg_py

    known = "".join(c if covered(c) or c in SPACE else REPLACEMENT for c in picture)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=known, width=PIXELS, skip_system_fonts=True, font_files=[str(FONT)], languages=["zh"]
        )
    )


@cache
def covered(character: str) -> bool:
    """Return whether the shipped font has a character."""
    if character.isascii():
        return character.isprintable()
    if character in MORE:
        return True
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
