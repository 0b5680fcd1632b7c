"""Pictures: whole and safe SVG with nothing cut off or cut short, and PNG of the shipped font that no machine changes.

The golden pictures of tests/golden are looked at by a person. After a change that is meant:
`python tests/test_pictures.py` writes them anew; look at each.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from bot import charts, replies
from bot.answer import Grid
from bot.charts import canvas, picture
from bot.charts.axis import axis
from bot.charts.records import number
from bot.measures import table_grid
from index.search import Search
from knowledge import plan as plans
from knowledge.errors import InputError

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parent.parent
YEARS = ("2016年", "2017年", "2018年", "2019年", "2020年")
LONG = "城乡居民人均可支配收入与新增规模以上现代服务业企业营业收入以及其他各项名称很长的指标的年均增长率"
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "text", "rect", "line", "circle"}
THEMES = ("light", "dark", "page")
PLAN = plans.load()


def chart(kind: str, values: tuple[str | None, ...], *more: tuple[str | None, ...], unit: str = "万元") -> charts.Chart:
    """Return a chart of invented values, a category for each value of a series."""
    named = tuple(charts.Series(name, v) for name, v in zip(("甲", "乙", "丙", "丁"), (values, *more), strict=False))
    return charts.Chart(kind, "示例", unit, YEARS[: len(values)], named, ("说明。",), "出处：示例规划")


EXAMPLES = {
    "columns": chart("columns", ("116403", "140921", "168504", "177323", "142000")),
    "decline": chart("columns", ("-15119", "18870", "-28546", "0", None)),
    "line": chart("line", ("1.5", "-3", None, "2.2", "6.6"), unit="%"),
    "bars": chart("bars", ("150", None, "-17"), ("99", "0", "-100")),
    "one": chart("columns", ("6",), unit="家"),
    "empty": chart("columns", (None, "无")),
    "long": replace(
        chart("bars", ("1244385", "8"), ("99999999999", "1")),
        title=LONG,
        categories=(LONG, "短"),
        series=(charts.Series(LONG, ("1244385", "8")), charts.Series("短", ("99999999999", "1"))),
        notes=(LONG * 3,),
    ),
}
TABLE = Grid("示例表", "家", ("序号", "指标名称", "2016年"), (("1", "净增高新技术企业", "81"), ("2", "科创", "6%")))


def parsed(svg: str) -> ElementTree.Element:
    """Return a picture's root element."""
    return ElementTree.fromstring(svg)  # noqa: S314  (our own)


def drawn(theme: str = "page") -> Iterator[str]:
    """Yield the pictures of all examples, of the plan's own rows and of its tables."""
    own = [charts.of_indicators([row], PLAN) for row in PLAN.indicators]
    both = charts.compared(PLAN.measures, PLAN)
    yield from (charts.svg(c, theme) for c in [*EXAMPLES.values(), *own, both] if c is not None)
    yield from (charts.table_svg(grid, PLAN, theme) for grid in (TABLE, *map(table_grid, PLAN.tables)))


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_can_hold_every_picture(theme: str) -> None:
    for svg in drawn(theme):
        root = parsed(svg)
        assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
        assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
            "svg",
            "title",
            "desc",
            "text",
            "rect",
            "line",
            "circle",
        }
        names = {name for e in root.iter() for name in e.attrib}
        assert not {n for n in names if n.startswith("on") or "href" in n or n in ("style", "id")}
        assert "url(" not in svg
        assert ("currentColor" in svg) == (theme == "page")


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_paper(theme: str) -> None:
    colours = canvas.THEMES[theme]
    for needed, names in ((4.5, (colours.ink, colours.muted)), (3, colours.series)):
        for colour in names:
            for paper in (colours.paper, colours.stripe):
                dark, light = sorted((luminance(colour), luminance(paper)))
                assert (light + 0.05) / (dark + 0.05) >= needed, (colour, paper)


def test_nothing_is_cut_off() -> None:
    for svg in drawn():
        root = parsed(svg)
        across, down = float(root.attrib["width"]), float(root.attrib["height"])
        for text in root.iter(f"{SVG}text"):
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            wide = canvas.width(text.text or "", float(text.attrib["font-size"]))
            start = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
            assert start >= 0, text.text
            assert start + wide <= across, text.text
            assert 0 < y < down, text.text
        for rect in root.iter(f"{SVG}rect"):
            assert 0 <= float(rect.attrib["x"]) <= float(rect.attrib["x"]) + float(rect.attrib["width"]) <= across
            assert 0 <= float(rect.attrib["y"]) <= float(rect.attrib["y"]) + float(rect.attrib["height"]) <= down


def test_texts_do_not_lie_on_each_other() -> None:
    for svg in drawn():
        boxes = []
        for text in parsed(svg).iter(f"{SVG}text"):
            size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
            wide = canvas.width(text.text or "", size)
            start = x - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", "start"), 0)
            boxes.append((start, start + wide, y - size * 0.8, y + size * 0.1, text.text))
        for index, (left, right, top, bottom, told) in enumerate(boxes):
            for other in boxes[:index]:
                apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
                assert apart, (told, other[4])


def test_letters_are_big_enough_for_a_phone() -> None:
    for svg in drawn():
        root = parsed(svg)
        scale = picture.PIXELS / float(root.attrib["width"])
        sizes = {float(text.attrib["font-size"]) * scale for text in root.iter(f"{SVG}text")}
        assert min(sizes) >= 28, root[0].text


@pytest.mark.parametrize(("name", "side"), [("columns", "height"), ("decline", "height"), ("bars", "width")])
def test_twice_the_value_is_twice_the_length(name: str, side: str) -> None:
    root = parsed(charts.svg(EXAMPLES[name]))
    values = [abs(n) for s in EXAMPLES[name].series for v in s.values if (n := number(v))]
    lengths = [float(r.attrib[side]) for r in root.iter(f"{SVG}rect") if r.get(side) not in ("0", "22")]
    shares = sorted(float(v / max(values)) for v in values)
    assert [length / max(lengths) for length in sorted(lengths)] == pytest.approx(shares, abs=0.002)


@pytest.mark.parametrize("values", [[], [0], [5, 1], [-5, -1], [-5, 3]])
def test_zero_is_on_every_scale(values: list[int]) -> None:
    numbers = [n for v in values if (n := number(str(v))) is not None]
    scale = axis(numbers, 100, 0)
    assert all(0 <= scale.at(n) <= 100 for n in numbers)
    assert 0 <= scale.zero <= 100
    assert scale.zero == (100 if min(values, default=0) >= 0 else 0 if max(values) < 0 else pytest.approx(37.5))


@pytest.mark.parametrize("name", ["columns", "decline", "line", "bars"])
def test_the_picture_is_the_golden_one(name: str) -> None:
    assert golden(name) == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


def test_the_table_is_the_golden_one() -> None:
    assert golden("table") == (GOLDEN / "table.svg").read_text(encoding="utf-8")


def golden(name: str) -> str:
    """Return a picture as its golden file holds it, an element a line."""
    svg = charts.table_svg(TABLE, PLAN, "dark") if name == "table" else charts.svg(EXAMPLES[name], "light")
    return svg.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五六", ["一二三四五", "六"]),
        ("一二三四五。", ["一二三四", "五。"]),
        ("一二三四（五）", ["一二三四", "（五）"]),
        ("一二1244385", ["一二", "1244385"]),
        ("一二三“十三五”", ["一二三", "“十三五”"]),
        ("AAAAAAAAAA", ["AAAAAAAA", "AA"]),
    ],
)
def test_where_lines_end(text: str, lines: list[str]) -> None:
    assert canvas.wrapped(text, 10, 50) == lines


def test_no_character_is_left_alone() -> None:
    assert canvas.wrapped("工业固定资产投资", 10, 70) == ["工业固定资产投", "资"]
    assert canvas.balanced("工业固定资产投资", 10, 70) == ["工业固定", "资产投资"]


def opened(png: bytes) -> Image.Image:
    """Return a PNG as pixels, having read all of it."""
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


@pytest.mark.parametrize("name", EXAMPLES)
def test_png(name: str) -> None:
    image = opened(charts.png(EXAMPLES[name]))
    assert image.width == 1080
    assert 400 < image.height < 3000
    colours = {colour for _, colour in image.getcolors(1 << 24) or ()}
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert (0x1C, 0x27, 0x33) in colours, "no letters"
    if name != "empty":
        assert (0x2A, 0x78, 0xC2) in colours, "no bars"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(InputError, match=r"planbot\[pictures\]"):
        charts.png(replace(EXAMPLES["one"], title="没有画过"))


def test_the_same_chart_gives_the_same_png() -> None:
    first = charts.png(EXAMPLES["columns"])
    picture.rendered.cache_clear()
    assert charts.png(EXAMPLES["columns"]) == first


def test_the_plans_tables_as_png(search: Search) -> None:
    for table in search.plan.tables:
        image = opened(charts.table_png(table_grid(table), search.plan))
        assert image.width == 1080
        assert image.width + image.height <= 10_000
        assert len(image.getcolors(1 << 24) or ()) > 20


def test_a_table_too_tall_for_a_chat_says_what_it_leaves_out() -> None:
    rows = tuple((str(n), LONG, "7.5") for n in range(500))
    svg = charts.table_svg(replace(TABLE, rows=rows), PLAN)
    shown = svg.count(">7.5<")
    assert f"共500行，其余{500 - shown}行未列出。" in svg
    image = opened(charts.table_png(replace(TABLE, rows=(("1", "字" * 9000, "1"), *rows)), PLAN))
    assert image.width + image.height <= 10_000


def test_every_cell_of_the_plans_tables_is_shown(search: Search) -> None:
    for table in search.plan.tables:
        svg = charts.table_svg(table_grid(table), search.plan)
        told = "".join(text.text or "" for text in parsed(svg).iter(f"{SVG}text"))
        assert [cell for row in table.rows for cell in row if cell not in told] == []


FONT = ImageFont.truetype(str(picture.FONT), 20)


def glyph(character: str) -> bytes:
    """Return a character as the shipped font draws it."""
    return bytes(FONT.getmask(character))


def test_the_font_has_what_it_is_said_to_have() -> None:
    lacking = glyph("\u0c85")
    pairs = (bytes([a, b]).decode("gb2312", "ignore") for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    expected = {*map(chr, range(0x20, 0x7F)), *picture.MORE, *"".join(pairs)}
    assert len(expected) > 7500
    assert all(map(picture.covered, expected))
    assert any(lacking)
    assert [c for c in expected if glyph(c) == lacking] == []
    assert {c for c in expected if not any(glyph(c))} == {" ", "\u3000"}
    assert not any(map(picture.covered, "😀녕總\x00\x7f"))


def test_the_font_has_every_character_that_we_print() -> None:
    # Redaction looks for characters that it never prints; a channel's own signs (👍) stand in no picture.
    core = [*(ROOT / "bot").glob("*.py"), *(ROOT / "bot" / "charts").rglob("*.py")]
    ours = [path for path in core if not path.name.startswith("redact")]
    written = [*plans.folder().glob("*.*"), *ours]
    assert len(written) > 60
    for path in written:
        assert {c for c in path.read_text(encoding="utf-8") if not picture.covered(c)} <= {"\n", "\t"}, path
    fixed = [v for v in vars(replies).values() if isinstance(v, str)] + list(replies.SMALL_TALK.values())
    assert all(map(picture.covered, "".join(fixed).replace("\n", "")))


def test_a_character_that_the_font_lacks_becomes_a_box() -> None:
    strange, box = (replace(EXAMPLES["one"], title=f"龘{c}") for c in ("😀", "□"))
    assert charts.png(strange) == charts.png(replace(box, title="□□"))
    assert charts.png(box) != charts.png(replace(box, title=" "))


def test_the_font_comes_with_its_licence() -> None:
    licence = (picture.FONT.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert picture.FONT.stat().st_size < 1_600_000


ANY = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "</svg>",
        "<script>alert(1)</script>",
        "&amp;",
        "]]>",
        '" onload="x',
        "\x00",
        "\ud800",
        "\ufffe",
        "-1",
        "6.6",
        "1e9",
        "٣",
    ]
)
VALUES = st.lists(
    st.none() | ANY | st.decimals(allow_nan=False, allow_infinity=False).map(lambda d: f"{d:f}"), max_size=3
)


@settings(max_examples=60)
@given(st.sampled_from(["columns", "line", "bars"]), ANY, ANY, st.lists(VALUES, min_size=1, max_size=5))
@example("bars", "\x00", "<b>", [["1"], [None]])
def test_any_text_gives_a_chart(kind: str, text: str, unit: str, values: list[list[str | None]]) -> None:
    longest = max(map(len, values))
    series = tuple(charts.Series(text, tuple((v + [None] * longest)[:longest])) for v in values)
    made = charts.Chart(kind, text, unit, (text,) * longest, series, (text,), text)
    root = parsed(charts.svg(made))
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ELEMENTS
    assert root[1].text == canvas.legal(made.alt).replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=60)
@given(ANY, ANY, st.lists(st.tuples(ANY, ANY, ANY), max_size=4))
def test_any_text_gives_a_table(caption: str, unit: str, rows: list[tuple[str, str, str]]) -> None:
    grid = Grid(caption, unit, (caption, unit, "2016年"), tuple(rows))
    root = parsed(charts.table_svg(grid, PLAN))
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ELEMENTS


@settings(max_examples=10)
@given(ANY, ANY)
def test_any_text_gives_a_png(text: str, value: str) -> None:
    made = charts.Chart("bars", text, text, (text,), (charts.Series(text, (value,)),), (text,), text)
    assert opened(charts.png(made)).width == 1080


def main() -> None:
    """Write the golden pictures from those of now."""
    for name in ("columns", "decline", "line", "bars", "table"):
        (GOLDEN / f"{name}.svg").write_text(golden(name), encoding="utf-8")


if __name__ == "__main__":
    main()
