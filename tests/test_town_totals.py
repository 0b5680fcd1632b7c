"""What a town has in all (全镇几条路) is not in the plan, whatever it counts of them; what it counts is told."""

import pytest

from index.search import Search
from tests.talks import PN, A, Case, P, holds

TOTALS: list[Case] = [
    ("全镇几条路", P, "没有写全镇一共有多少路", "^43条"),
    ("全镇一共几个小区", P, "没有写全镇一共有多少小区", "^10个"),
    ("镇上多少家企业呀", P, "没有写全镇一共有多少企业", "^新增"),
    ("全镇多少户人家", P, "没有写全镇一共有多少人家", "^3464"),
    ("镇里耕地多少亩", P, "没有写全镇一共有多少耕地", "^4101"),
    ("全镇田多少亩", P, "没有写全镇一共有多少田", "^12482"),
    ("镇里医院床位多少", P, "没有写全镇一共有多少医院床位", "100张"),
    ("请问全镇几所学校？", P, "没有写全镇一共有多少学校", "^2所"),
    ("小区全镇有几个", P, "没有写全镇一共有多少小区", "^10个"),
    ("镇上工人多少", PN, "没有", "228"),
    ("全镇几个养老院", P, "没有写全镇一共有多少养老院", "^护理型"),
]
COUNTED: list[Case] = [
    ("全镇退役军人多少", A, "^968名", ""),
    ("全镇家庭农场有几家", A, "^74户", ""),
    ("镇里改造了几个小区", A, "^10个", "没有写"),
    ("镇里修了几条路", A, "43条", "没有写"),
    ("镇上一共多少路监控", A, "^1432路", "没有写"),
    ("镇里新建学校几所", A, "2所", "没有写"),
    ("退伍兵的服务站管多少个老兵", A, "^968名", "^11个"),
    ("退伍兵的服务站开了几只呀|那总共管多少个老兵", A, "^968名", "没有直接写"),
]


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), TOTALS + COUNTED)
def test_a_total_is_told_only_where_the_plan_has_it(
    search: Search, turns: str, status: str, must: str, must_not: str
) -> None:
    holds(search, turns, status, must, must_not)
