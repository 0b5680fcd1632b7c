"""Charts: what is drawn of an answer, that it is the plan's own figures, and what the picture says in words."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bot import charts
from bot.answer import Answer, Grid
from bot.charts.records import shown
from bot.conversation import Conversation
from bot.measures import table_grid
from index.search import Search
from knowledge.records import Plan

REVENUE = ("116403", "140921", "168504", "177323", "142000")
LOCAL = ("34946", "44508", "51958", "55671", "48665")
YEARS = ("2016年", "2017年", "2018年", "2019年", "2020年")
FIRMS = ("科创企业上市", "净增高新技术企业", "新增战略新兴企业", "新增专精特新企业", "新增规上现代服务业")
REACHED, PLANNED = "“十三五”完成", "“十四五”目标"

Expected = tuple[str, str, tuple[str, ...], dict[str, tuple[str, ...]]]
# Messages of a talk -> kind, unit, categories, and the values of each series by its name.
DRAWN: list[tuple[list[str], Expected]] = [
    (["财政总收入历年数据"], ("columns", "万元", YEARS, {"财政总收入": REVENUE})),
    (["2018 财政总收入"], ("columns", "万元", YEARS, {"财政总收入": REVENUE})),
    (["2018 财政总收入", "画个图"], ("columns", "万元", YEARS, {"财政总收入": REVENUE})),
    (["2021年财政总收入"], ("columns", "万元", YEARS, {"财政总收入": REVENUE})),
    (["产值能耗历年"], ("line", "%", YEARS, {"产值能耗年均下降率": ("3",) * 5})),
    (["财政总收入和地方财政收入历年数据"], ("bars", "万元", YEARS, {"财政总收入": REVENUE, "地方财政收入": LOCAL})),
    (["十四五指标里单位为“家”的 列全"], ("bars", "家", FIRMS, {PLANNED: ("6", "50", "10", "10", "8")})),
    (
        ["十四五表里按亿元计的是哪几项 各多少"],
        ("bars", "亿元", ("全社会固定资产投资", "工业固定资产投资"), {PLANNED: ("150", "17")}),
    ),
    (
        ["2020年完成数 全部指标拉一列"],
        (
            "bars",
            "万元",
            (
                "增加值（全镇生产总值）",
                "财政总收入",
                "地方财政收入",
                "工业总产值",
                "出口拨交值",
                "固定资产投资",
                "工业固定资产投资",
            ),
            {"2020年": ("486600", "142000", "48665", "1140000", "235000", "290000", "30100")},
        ),
    ),
    (
        ["地方财政收入 十三五实绩跟十四五目标各多少"],
        ("bars", "%", ("地方财政收入",), {REACHED: ("13",), PLANNED: ("6",)}),
    ),
    (
        ["产值能耗 十三五实绩跟十四五目标各多少"],
        ("bars", "%", ("产值能耗年均下降率",), {REACHED: ("3",), PLANNED: ("3",)}),
    ),
]


def asked(search: Search, turns: list[str]) -> Answer:
    """Return the answer to the last message of a talk."""
    talk = Conversation(search)
    return [talk.ask(turn) for turn in turns][-1]


@pytest.mark.parametrize(("turns", "expected"), DRAWN, ids=lambda value: str(value)[:40])
def test_what_is_drawn(search: Search, turns: list[str], expected: Expected) -> None:
    chart = charts.of_answer(asked(search, turns), search.plan)
    assert chart is not None
    assert (chart.kind, chart.unit, chart.categories, {s.name: s.values for s in chart.series}) == expected
    assert chart.source.startswith(f"出处：{search.plan.title} › ")


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("十四五目标有哪些", "targets of different units"),
        ("十三五任务指标那张表整张发我", "more series than one tells apart"),
        ("约束性指标有哪些", "a single value"),
        ("十四五目标里哪个增速定得最高", "a single value"),
        ("财政总收入目标", "a single value"),
        ("体育培训中心什么时候建成", "no table"),
        ("财政收入2020是多少给个准数", "not yet clear which"),
        ("列出2015年各指标", "no such column; the row cited is not the subject"),
        ("你好", "chatter"),
    ],
)
def test_what_is_not_drawn(search: Search, message: str, why: str) -> None:
    assert charts.of_answer(asked(search, [message]), search.plan) is None, why


def test_a_rate_of_the_whole_period_is_never_a_years_value(search: Search) -> None:
    plan = search.plan
    for row in plan.indicators:
        chart = charts.of_indicators([row], plan)
        years = [cell for cell in row.cells if cell.year is not None]
        if not years:
            assert chart is None
            continue
        assert chart is not None
        assert [s.values for s in chart.series] == [tuple(cell.value for cell in years)]
        assert chart.categories == tuple(cell.column for cell in years)
        assert {cell.unit for cell in years} == {chart.unit}
        closing = next(cell for cell in row.cells if cell.year is None)
        assert closing.value in chart.notes[0]
        assert "目标" in chart.notes[0]


def test_a_row_of_amounts_is_not_called_a_rate(search: Search) -> None:
    row = next(r for r in search.plan.indicators if r.name == "财政总收入年均增长率" and not r.attribute)
    chart = charts.of_indicators([row], search.plan)
    assert chart is not None
    assert chart.title == "财政总收入，2016—2020年"


def test_a_printed_total_that_is_not_the_sum_is_told(search: Search) -> None:
    notes = {}
    for row in (row for row in search.plan.indicators if not row.attribute):
        chart = charts.of_indicators([row], search.plan)
        notes[row.name] = chart.notes if chart else ()
    assert notes["工业固定资产投资"] == (
        "“十三五”五年合计132656万元（约13.27亿元），与各年相加的132756万元不符，“十四五”目标五年累计17亿元。",
    )
    assert "相加" not in notes["固定资产投资"][0]


def test_rates_of_both_periods(search: Search) -> None:
    chart = charts.compared(search.plan.measures, search.plan)
    assert chart is not None
    assert chart.series == (
        charts.Series(REACHED, ("6", "6.6", "13", "10", "8")),
        charts.Series(PLANNED, ("6", "6", "6", "6", "6")),
    )
    assert chart.notes == (
        "2021年起为目标，不是结果。",
        "产值能耗年均下降率是下降率，未画入：完成3%，目标3%。",
    )
    assert charts.compared([], search.plan) is None


def test_growth_and_decline_do_not_stand_side_by_side(search: Search) -> None:
    grid = table_grid(search.plan.tables[1])
    percent = replace(grid, rows=tuple(row for row in grid.rows if row[3] == "%"))
    chart = charts.chart(percent, search.plan)
    assert chart is not None
    assert len(percent.rows) == 7
    assert "产值能耗年均下降率" not in chart.categories
    assert chart.notes[1] == "产值能耗年均下降率是下降率，未画入：3%。"


def test_another_unit_is_named_where_it_is_left_out(search: Search) -> None:
    chart = charts.of_answer(asked(search, ["2020年完成数 全部指标拉一列"]), search.plan)
    assert chart is not None
    assert chart.notes == ("产值能耗年均下降率的单位不同，未画入：3%。",)


def changed(plan: Plan) -> list[Grid]:
    """Return tables that are not the plan's."""
    grid = table_grid(plan.tables[0])
    one = replace(grid, rows=grid.rows[1:2])
    return [
        replace(one, rows=(("财政总收入年均增长率", "1", *grid.rows[1][2:]),)),
        replace(one, caption="另一张表"),
        replace(one, columns=("指标名称", "2031年", *grid.columns[2:])),
        replace(one, rows=()),
    ]


def test_only_the_plans_own_cells_are_drawn(search: Search) -> None:
    assert [charts.chart(grid, search.plan) for grid in changed(search.plan)] == [None] * 4


def a_chart(
    kind: str, categories: tuple[str, ...], *series: tuple[str | None, ...], unit: str = "万元"
) -> charts.Chart:
    """Return a chart of invented values."""
    named = tuple(charts.Series(f"系列{n}", values) for n, values in enumerate(series, 1))
    return charts.Chart(kind, "标题", unit, categories, named, (), "出处：规划")


@pytest.mark.parametrize(
    ("chart", "alt"),
    [
        (
            a_chart("columns", YEARS, REVENUE),
            "标题，单位万元：2016年116,403，2020年142,000，最高2019年177,323，最低2016年116,403。",
        ),
        (a_chart("line", YEARS, ("3",) * 5, unit="%"), "标题：2016年到2020年都是3%。"),
        (a_chart("bars", ("甲", "乙"), ("3", "3"), unit="家"), "标题，单位家：2项都是3。"),
        (a_chart("columns", YEARS[:1], ("6",), unit=""), "标题：2016年6。"),
        (a_chart("columns", YEARS[:2], (None, "6"), unit=""), "标题：2017年6。"),
        (a_chart("columns", YEARS[:2], (None, "无"), unit=""), "标题：没有数。"),
        (
            a_chart("bars", ("甲", "乙", "丙"), ("6", "50", "6"), unit="家"),
            "标题，单位家：共3项，最高乙50，最低6（甲、丙）。",
        ),
        (
            a_chart("bars", YEARS[:2], ("1", "-2.5"), ("4000", "3")),
            "标题，单位万元：系列12016年1，2017年−2.5，最高2016年1，最低2017年−2.5；"
            "系列22016年4,000，2017年3，最高2016年4,000，最低2017年3。",
        ),
    ],
)
def test_the_picture_in_words(chart: charts.Chart, alt: str) -> None:
    assert chart.alt == alt


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1244385", "万元", "1,244,385"),
        ("6.6", "%", "6.6%"),
        ("-28546", "", "−28,546"),
        ("0", "", "0"),
        ("0.50", "", "0.50"),
        ("+3", "%", "3%"),
    ],
)
def test_values_as_shown(value: str, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_what_is_heavy_is_imported_late() -> None:
    probe = "import sys; from bot import charts, exports; print({'resvg_py', 'xlsxwriter', 'PIL', 'numpy'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
