"""Tables: both tables of the plan, cell by cell, and what each column means."""

import pytest

from knowledge import plan, tables
from knowledge.errors import PlanError
from knowledge.records import Block, Cell, Plan

YEARS = (2016, 2017, 2018, 2019, 2020)
AMOUNTS = ("amount",) * 5

# Row, its values for 2016–2020, the closing column; what the years and the closing column mean.
ACHIEVED = [
    ("增加值年均增长率", "370182 434225 476437 464400 486600", "6", AMOUNTS, "rate"),
    ("财政总收入年均增长率", "116403 140921 168504 177323 142000", "6.6", AMOUNTS, "rate"),
    ("地方财政收入年均增长率", "34946 44508 51958 55671 48665", "13", AMOUNTS, "rate"),
    ("工业总产值年均增长率", "778022 985890 1164200 1244385 1140000", "10", AMOUNTS, "rate"),
    ("产值能耗年均下降率", "3 3 3 3 3", "3", ("rate",) * 5, "rate"),
    ("出口拨交值年均增长率", "167608 267561 303869 299217 235000", "8", AMOUNTS, "rate"),
    ("固定资产投资", "120125 147166 393105 360616 290000", "1311012", AMOUNTS, "total"),
    ("工业固定资产投资", "15119 18870 28546 40121 30100", "132656", AMOUNTS, "total"),
]

TARGETS = [
    ("增加值年均增长率", "预期性", "%", "6"),
    ("财政总收入年均增长率", "预期性", "%", "6"),
    ("地方财政收入年均增长率", "预期性", "%", "6"),
    ("工业总产值年均增长率", "预期性", "%", "6"),
    ("产值能耗年均下降率", "约束性", "%", "3"),
    ("出口拨交值年均增长率", "预期性", "%", "6"),
    ("全社会固定资产投资", "预期性", "亿元", "150"),
    ("工业固定资产投资", "预期性", "亿元", "17"),
    ("城乡居民人均可支配收入增长率", "预期性", "%", "8"),
    ("科创企业上市", "预期性", "家", "6"),
    ("净增高新技术企业", "预期性", "家", "50"),
    ("新增战略新兴企业", "预期性", "家", "10"),
    ("新增专精特新企业", "预期性", "家", "10"),
    ("新增规上现代服务业", "预期性", "家", "8"),
]


@pytest.fixture(scope="module")
def record() -> Plan:
    return plan.load()


def test_two_tables(record: Plan) -> None:
    one, two = record.tables
    assert (one.caption, one.unit, one.period, len(one.rows)) == ("“十三五”期间完成重要任务指标", "万元", "135", 8)
    assert one.columns == ("指标名称", "2016年", "2017年", "2018年", "2019年", "2020年", "“十三五”期末完成情况")
    assert (two.caption, two.unit, two.period, len(two.rows)) == ("小昆山镇“十四五”规划主要发展指标", "", "145", 14)
    assert two.columns == ("序号", "指标名称", "属性", "单位", "“十四五”目标值")
    assert [(t.first_line, t.last_line) for t in record.tables] == [(53, 126), (191, 280)]


def test_achieved_cell_by_cell(record: Plan) -> None:
    told = []
    for indicator in (i for i in record.indicators if i.table == 0):
        *years, closing = indicator.cells
        assert tuple(c.year for c in years) == YEARS
        assert closing.year is None
        values = " ".join(c.value for c in years)
        told.append((indicator.name, values, closing.value, tuple(c.meaning for c in years), closing.meaning))
    assert told == ACHIEVED


def test_units_follow_the_meaning(record: Plan) -> None:
    for cell in (c for i in record.indicators if i.table == 0 for c in i.cells):
        assert cell.unit == {"rate": "%", "amount": "万元", "total": "万元"}[cell.meaning]


def test_targets_cell_by_cell(record: Plan) -> None:
    found = [i for i in record.indicators if i.table == 1]
    assert [(i.name, i.attribute, i.unit, i.cells[0].value) for i in found] == TARGETS
    assert all(len(i.cells) == 1 and i.cells[0].meaning == "target" and i.cells[0].unit == i.unit for i in found)
    assert [i.row.split("　")[0] for i in found] == [str(n) for n in range(1, 15)]


def test_every_cell_stands_on_its_line(record: Plan) -> None:
    lines = (plan.folder() / "plan.txt").read_text(encoding="utf-8").split("\n")
    for indicator in record.indicators:
        for cell in indicator.cells:
            assert lines[cell.line - 1].strip().removesuffix("%") == cell.value
        assert all(piece in [line.strip() for line in lines] for piece in indicator.row.split("　"))


def test_printed_total_and_sum_of_the_years(record: Plan) -> None:
    """The plan prints 132656 for industry where its years sum up to 132756; both figures are kept."""
    sums = {i.name: sum(int(c.value) for c in i.cells[:5]) for i in record.indicators if i.cells[-1].meaning == "total"}
    assert sums == {"固定资产投资": 1311012, "工业固定资产投资": 132756}


def block(*lines: str) -> Block:
    return Block("table", lines, 11)


def test_a_table_of_any_plan() -> None:
    source = block("表一 上年情况", "单位：亩", "\t名称", "\t2030年", "\t合计", "", "\t甲地", "\t5", "\t7%")
    table = tables.read_table(source, 3, {"表一": "x"})
    assert (table.id, table.caption, table.unit, table.period) == (3, "表一 上年情况", "亩", "x")
    (indicator,) = tables.read_indicators(table, source, 40)
    assert indicator.cells == (
        Cell("2030年", 2030, "amount", "5", "亩", 18),
        Cell("合计", None, "rate", "7", "%", 19),
    )


def test_a_short_row_is_refused() -> None:
    source = block("表一", "\t名称", "\t2030年", "", "\t甲地")
    with pytest.raises(
        PlanError, match=r"table '表一' \(line 11\): row '甲地' has 1 cells, the header 2; separate rows"
    ):
        tables.read_table(source, 0, {})


def test_a_row_that_is_not_in_the_source() -> None:
    source = block("表一", "\t名称", "\t值", "", "\t甲", "\t1")
    table = tables.read_table(source, 0, {})
    with pytest.raises(PlanError, match="row '甲' not found again"):
        list(tables.read_indicators(table, block("表一", "\t名称"), 0))
