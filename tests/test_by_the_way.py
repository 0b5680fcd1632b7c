"""What a message tells by the way: its asker's minutes, what is declined, what denies, what is done with cleared ground."""

import pytest

from index.search import Search
from tests.talks import AP, PN, A, Case, P, holds

TOLD: list[Case] = [
    ("等公交要走二十分钟，站头布置规划里管不管的？", A, "公交站点", "生活圈"),
    ("老爸不肯去养老院，想蹲在屋里养老，镇里打算哪能支持", A, "居家养老", "没有写"),
    ("车子没地方停，哪几个地方换过停车收费的那种电子系统", A, "秦安广场", "没有写金额"),
    ("儿子大学毕业了工作没着落，镇里讲过要帮帮这种小青年伐", A, "就业", ""),
    ("体育培训中心要建的吧|总投资几个亿，别糊弄我", P, "没有写体育培训中心的金额", "131"),
    ("村子搬走以后村里的工作人员分流了几个人", A, "^64名", "没有写"),
    ("把这五年规划全部落实，财政总共要掏多少预算", PN, "没有", "哪一项"),
]
OF_IT: list[Case] = [
    ("周青园艺场别墅拆掉后那块地现在派啥用场", P, "没有写.*用途", ""),
    ("2022年卫生镇复审最后打了几分", P, "没有写.*分数", ""),
    ("我姆妈住东华新村，前两年说弄好了，那外墙保温层做没做进去", P, "没有", ""),
    ("2022年有个什么复审|那通过了没有", P, "没有写后来的进展.*2022年国家卫生镇复审", "无违建"),
    ("学车那块场地以后派啥用场", A, "驾校地块", "没有写"),
]
DENIED: list[Case] = [
    ("听人说精品示范街镇里一条都没搞成过，是吗", A, "^不是.*平原街", ""),
    ("体育培训中心还没造好，是不是", A, "没有写已经做成", "^不是"),
]
LISTED: list[Case] = [
    ("要保护开发哪几处老地方，列一下", A, "汤庙村.*姚家圈.*夏林.*陈氏老宅", "没有写"),
    ("十三五完成分房的安置小区名单", A, "平复苑.*文晋苑.*翔昆苑", "没有写"),
    ("“四个一批”四批各叫什么", A, "未来产业.*优质企业.*产业联盟.*落后产能", ""),
    ("讲生态环境的第五章，大致分哪三块工作", A, "乡村振兴.*人居环境", ""),
    ("镇里要建的那些监管信息平台管哪几块", A, "危化品", "共9章"),
]
EACH: list[Case] = [
    ("三高一低关61家，198区域清拆47家，平均到五年，两类各自每年多少家", AP, "12\\.2家.*9\\.4家", ""),
    ("运动会办到第几届了？健身的步道新弄了几条？", A, "第四届.*4条", ""),
]


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), TOLD + OF_IT + DENIED + LISTED + EACH)
def test_what_is_told_by_the_way_asks_nothing(
    search: Search, turns: str, status: str, must: str, must_not: str
) -> None:
    holds(search, turns, status, f"(?s){must}", must_not)
