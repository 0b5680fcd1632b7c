"""Asked in the abstract: 好在哪, 哪个园区, 给谁, 叫什么名字, 几件事 are answered by a passage of that shape, not called lacking."""

import pytest

from bot.answer import ANSWERED, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

TOLD: list[tuple[str, str]] = [
    ("小昆山的区位好在哪", "区位优势"),
    ("腾讯的超算中心落在哪个园区", "西部园区"),
    ("河边的休闲绿地弄在哪条河边上", "新建河"),
    ("智能制造发展到哪个阶段了", "孕育期"),
    ("周末带小孩去哪白相", "周末休闲"),
    ("环保管家制度是用在哪类单位身上", "工业"),
    ("救助金都发给谁了", "困难群众"),
    ("公共服务往后向谁倾斜", "居民"),
    ("大港那边的改造办叫什么名字", "大港社区改造办"),
    ("扫黑行动名称", "六清"),
    ("特色文化走廊名称", "祖帖故里"),
    ("前几年开工的是哪所幼儿园", "崇德幼儿园"),
    ("十四五养老要做几件事", "综合为老服务中心"),
    ("科技型企业净增了几十家", "81家"),
    ("动迁腾出来几百亩地", "871亩"),
    ("几家企业联合起来做新产业支持伐", "产业联盟"),
    ("秦安广场的停车收费系统改了没", "ETCP"),
    ("执法部门以后会少罚款吗", "少开处罚单"),
]
LACKING = [
    "平原小学建在哪个小区边上",
    "昆港公路东侧140亩拟引进项目名称",
    "淘汰的落后产能企业点名是哪几家",
    "第四期安置房卖给谁",
    "体育培训中心谁运营",
    "社区医院夜里谁值班",
    "口袋公园造在哪条路上",
    "廉租房咋个申请嘛，要带啥子材料",
]


@pytest.mark.parametrize(("message", "piece"), TOLD)
def test_the_passage_of_that_shape_answers(search: Search, message: str, piece: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert piece in reply["text"]


@pytest.mark.parametrize("message", LACKING)
def test_a_passage_of_another_shape_does_not(search: Search, message: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] in (PARTIAL, NOT_FOUND), reply["text"]
    assert "没有" in reply["text"].split("\n")[0]
