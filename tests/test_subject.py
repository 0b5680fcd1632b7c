"""The subject of a message: kept by a follow-up without one, changed by a clipped one, never a neighbour's."""

import re

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

A, P = ANSWERED, PARTIAL
ATTRIBUTES = ["花了多少钱", "谁负责", "电话多少", "怎么申请", "多大面积啊", "哪天"]
SUBJECTS = [
    "听说镇上有个高科技厕所 在哪条路",
    "口袋公园要造几座",
    "体育培训中心进展到哪步",
    "板凳课堂在哪个小区搞的",
    "退役军人服务站几个",
]
# The turns parted by |, the status, what the text must match, what it must not.
CLIPPED: list[tuple[str, str, str, str]] = [
    ("实体型企业新增几家|商贸型呢", A, "^8344家", "^183家"),
    ("实体型企业新增几家|那规上企业呢", A, "^98家", "^183家"),
    ("睦邻点有几个|活动室呢", A, "^13家", "^12个"),
    ("中修道路多长|新建的呢", A, r"^6\.9公里", "^35公里"),
    ("家庭农场几户|机农结合呢", A, "^7户", "^74户"),
    ("退役军人服务站几个|服务多少人", A, "^968名", "^11个"),
    ("垃圾房改了几座|生化机呢", A, "^7台", "^17座"),
    ("口袋公园要造几座|健身步道呢", A, "^4条", "口袋公园"),
    ("敬老院有多少张床|活动室呢", A, "^13家", "100张"),
    ("财政总收入2019|口袋公园呢", A, "口袋公园", "177323"),
    ("小昆山GDP前五年每年涨多少|花了多少钱", P, "没有写", "6737"),
    ("经适房能申请伐|廉租房呢|家里收入不超过多少才行", P, "申请条件", "1.86亿"),
]
SINGLE: list[tuple[str, str, str, str]] = [
    ("口袋公园多大面积", P, "^规划没有写口袋公园的面积", "228"),
    ("文晋苑多少户", P, "^规划没有单独写文晋苑的数", "^3464"),
    ("天然气通了几户", P, "没有写", "^11个"),
    ("潮圣厂在哪", P, "没有写具体地点", "翔昆大厦交付"),
    ("国家卫生镇是哪年评的", P, "^规划没有写具体日期", "^2022年"),
    ("大港老城改造什么时候动工", P, "^[^\n]*高标准实施大港老城改造", "^[^\n]*高水平谋划"),
    ("空着的厂房租出去多少平方了", A, "32.36万平方米", "房租"),
    ("油菜花节门票多少钱一张", P, "没有写门票", "不在规划"),
    ("我开民宿的，想看看文旅、农旅、商旅三种融合分别怎么弄", A, "文旅：(.|\n)*农旅：(.|\n)*商旅：", "民宿"),
    ("志愿着队五规划里准备咋陪养", A, "志愿者队伍", "没有提到"),
    ("这份东西到底讲点啥，两句话说说", A, "十四五", "没有提到"),
    ("这规划管到哪一年为止", A, "2021—2025年", "没有提到"),
    ("重点项目有哪些", A, "体育培训中心.*崇德幼儿园", "没有提到"),
    ("除了崇德幼儿园还要建哪些学校", A, "昆安幼儿园（暂名）、平原小学（暂名）", "没有写"),
    ("崇德幼儿园以后会建好伐|除了它还要造哪几个学校", A, "昆安幼儿园（暂名）、平原小学（暂名）", "没有写"),
    ("除了库卡机器人还引进了什么企业", A, "飞雕电器、福尔欣、先惠自动化、思客琦自动化", "没有写"),
    ("垃圾房17座对吗", A, "^对，17座", "不是"),
    ("形意拳是国家级非遗吗", A, "^不是国家级，规划写的是市级", "^对"),
    ("二陆是陆游和陆机吧", A, "^不是陆游，规划写的是陆机、陆云", "^对"),
    ("陆机是二夏之一吗", A, "^不是陆机", "^对"),
    ("平复帖是王羲之写的吧", A, "^规划里没有“王羲之”的说法", "^对"),
    ("第九批民主法治示范社区是翔昆苑吧", A, "^不是第九批，规划写的是第八批", "^对"),
    ("西泾港路以东的粮田改造吗", P, "^规划没有写以东，写的是以西", "^对"),
    ("往北边发展是拓展啥功能，往东呢", A, "休闲文旅(.|\n)*商贸商务", "没有写"),
]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_a_follow_up_without_a_subject_stays_with_the_last(search: Search, subject: str, attribute: str) -> None:
    before = answer_talk(search, "0", [subject])
    reply = answer_talk(search, "0", [subject, attribute])
    assert reply["status"] in (A, P)
    assert {c["paragraph"] for c in reply["citations"]} & {c["paragraph"] for c in before["citations"]}
    assert "6737" not in reply["text"]


@pytest.mark.parametrize(("talk", "status", "told", "never"), [*CLIPPED, *SINGLE])
def test_the_subject_is_the_one_meant(search: Search, talk: str, status: str, told: str, never: str) -> None:
    reply = answer_talk(search, "0", talk.split("|"))
    assert reply["status"] == status
    assert re.search(told, reply["text"])
    assert not re.search(never, reply["text"])
