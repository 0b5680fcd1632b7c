"""Claims: what stands in the place of the plan's own word is told apart from it, and a true claim is left alone."""

import re

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

# A claim that puts another of its kind in a place of the plan, and how the reply must begin.
OTHERWISE = [
    ("110出警数上升了吧", "^不是上升，规划写的是下降"),
    ("盗窃案上升了吗", "^不是上升，规划写的是下降"),
    ("终南形意拳是国家级非遗对吧", "^不是国家级，规划写的是市级"),
    ("河道水质稳定在Ⅱ类以上对伐", "^不是Ⅱ类，规划写的是Ⅲ类"),
    ("劣Ⅳ类水体全面消除了对吧", "^不是Ⅳ类，规划写的是Ⅴ类"),
    ("一屏统观2.0上线了吧", "^不是2\\.0，规划写的是1\\.0版"),
    ("社会治理是深化期吧", "^不是深化期，规划写的是创新期"),
    ("产业转型是创新期吧", "^不是创新期，规划写的是突破期"),
    ("先进制造业还在成长期吧", "^不是成长期，规划写的是孕育期"),
    ("先进制造业已经成熟了吧", "^不是成熟，规划写的是孕育"),
    ("田园健康跑连办了五年对吧", "规划写的是连续四年"),
    ("向第三个百年奋斗目标进军，对吧", "规划写的是第二个百年"),
    ("运动会办的是第五届吧", "^不是第五届，规划写的是第四届"),
    ("城市精细化管理第三轮计划要完成吧", "^不是第三轮，规划写的是第二轮"),
    ("四横五纵道路网基本建成了吧", "^不是四横五纵，规划写的是四横三纵"),
    ("高标准创建4A级景区对吗", "^不是4A级，规划写的是3A级"),
    ("家庭医生是1+1+2签约吗", "^不是1\\+1\\+2，规划写的是1\\+1\\+1"),
    ("公共设施增量化对吧", "^不是增量化，规划写的是减量化"),
    ("围墙建设个性化对吗", "^不是个性化，规划写的是生态化"),
    ("西泾港路东面1300亩田是要改造吗", "^不是东面，规划写的是以西"),
    ("商务中心在文翔路北侧对吗", "^不是北侧，规划写的是南侧"),
    ("业务从好办向能办转变对吧", "规划写的是从能办向好办转变"),
    ("敬老院是民建公营对吗", "^不是民建公营，规划写的是公建民营"),
    ("居民自治以业委会为主导对吧", "规划写的是居委会为主导"),
    ("逐步扩大重化工业对吗", "^不是扩大，规划写的是压缩"),
    ("G60高速大港入口改了形态对吧", "^不是入口，规划写的是出口"),
    ("公交站点要取消吧", "^规划没有写取消"),
    ("体育培训中心在大港对吧", "^规划没有写体育培训中心在大港"),
    ("腾讯超算中心是阿里的吧", "^规划没有说腾讯超算中心是阿里"),
    ("崇德小学要建成对吧", "^规划里没有“崇德小学”的说法"),
    # a figure of another thing: the name tells which is meant
    ("镇级整治区域2个对吧", "^不是2个"),
    ("分房3464套对吧", "^不是3464套"),
    ("扶持创业6411户吗", "^不是6411户.*343户"),
    ("群租房539户吧", "^不是539户.*288户"),
    ("募款1.83亿是吗", "不是1\\.83亿.*1268万元"),
    ("拆违228万平方对吧", "^不是228万平方米.*100\\.88"),
    ("联合社净收入3.36亿吧", "^不是3\\.36亿.*1\\.86亿元"),
    ("高新成果转化企业11家吧", "^不是11家.*18家"),
    ("精准受理11个部门189项业务对不对", "^不是11个"),
    ("稿件称现代农业园区“核心区域24300亩”，请核", "不是24300亩.*16800亩"),
    ("《人文松江建设三年行动计划》是2021－2023年那个，对伐", "^不是2021—2023年，规划写的是2020—2022年"),
    # a name that begins with another number
    ("五个意识，规划提了吧", "^不是五个意识，规划写的是四个意识"),
    ("听人说规划要做强“四型经济”，对不对", "^不是四型经济，规划写的是五型经济"),
    ("两驾马车并驾齐驱对吧", "^不是两驾马车，规划写的是三驾马车"),
    ("是不是三张网", "^不是三张网，规划写的是两张网"),
]
# True claims: nothing in the reply denies them.
SO = [
    "全镇家庭农场74户、机农结合7户，和规划对得上不？",
    "区域规划总面积24300亩、核心区域16800亩，对吧",
    "110出警数下降了吧",
    "社会治理是创新期吧",
    "城乡一体化处于深化期对吧",
    "终南形意拳是非遗吧",
    "终南形意拳是市级非遗对吧",
    "平安示范社区是市里评的吧",
    "公交枢纽站是新建的吧",
    "物业以后会智能化吧",
    "老旧小区改造还继续吗",
    "大港有没有专门的改造办公室",
    "四横三纵建好了，后面变成四横四纵伐",
    "不是第四届筹到1268万吧",
    "智慧健康小屋是全区首家对吧",
    "区级整治区域2个、镇级38个，对不对",
    "违法建筑总共拆了一百万平方吗",
    "昆港公路东侧有140亩地吧",
    "清河街北侧列入重点开发没",
    "43条是全镇的路吗",
]
DENIED = re.compile("^(不是(?!第四届)|规划没有|规划里没有)")
# Either-or: the one that the plan has comes first.
EITHER = [
    ("匝道是在G1503还是G60上", "^是G1503"),
    ("第二批试点还是第一批试点，小城镇那个", "^是第二批"),
    ("小城镇发展改革试点是市级的还是国家级的", "^是国家级"),
    ("水质是Ⅱ类还是Ⅲ类以上", "^是Ⅲ类"),
    ("生态建设是巩固期还是提升期", "^是巩固期"),
    ("昆港公路东侧还是西侧有140亩", "^是东侧"),
    ("口袋公园3座还是4座", "^是3座"),
    ("文化生活圈15分钟还是30分钟", "^是15分钟"),
    ("翔昆苑是第七批还是第八批民主法治示范社区", "^是第八批"),
    ("敬老院是公建民营还是民建公营", "^是公建民营"),
]
# Two figures of the plan, of which it does not say whether they count the same things.
SAME = [
    ("关停的61家和清拆的47家是不是同一批", ["61家", "47家"]),
    ("群租房288户和信访539件是不是一回事", ["288户", "539件"]),
]
# When, what for and what follows: what the plan has of it, and what it lacks.
LACKING = [
    ("国家卫生镇是哪一年评上的", "“十三五”期间（2016—2020年）的成果"),
    ("崇德幼儿园什么时候开工的", "的成果：崇德幼儿园启动建设"),
    ("三区联动是啥时候定下来的", "没有写具体日期.*规划写到：.*三区联动"),
    ("140亩是用来造商场吗", "没有写"),
    ("驾校地块以后造住宅吗", "没有写"),
    ("人大监督要是发现没完成罚谁", "没有写处罚或追责"),
]


@pytest.mark.parametrize(("message", "first"), OTHERWISE)
def test_what_the_plan_says_otherwise_is_said_first(search: Search, message: str, first: str) -> None:
    reply = answer_talk(search, "0", [message])
    assert reply["status"] == ANSWERED
    assert re.search(first, reply["text"]), reply["text"]


@pytest.mark.parametrize("message", SO)
def test_a_true_claim_is_not_denied(search: Search, message: str) -> None:
    reply = answer_talk(search, "0", [message])
    assert not DENIED.search(reply["text"]), reply["text"]


@pytest.mark.parametrize(("message", "first"), EITHER)
def test_the_one_of_two_that_is_written_comes_first(search: Search, message: str, first: str) -> None:
    reply = answer_talk(search, "0", [message])
    assert reply["status"] == ANSWERED
    assert re.search(first, reply["text"]), reply["text"]


@pytest.mark.parametrize(("message", "figures"), SAME)
def test_two_figures_are_told_side_by_side(search: Search, message: str, figures: list[str]) -> None:
    reply = answer_talk(search, "0", [message])
    assert reply["status"] == PARTIAL
    assert all(figure in reply["text"] for figure in figures)
    assert not reply["text"].startswith("不是")


@pytest.mark.parametrize(("message", "told"), LACKING)
def test_what_is_lacking_is_said_with_what_was_done(search: Search, message: str, told: str) -> None:
    reply = answer_talk(search, "0", [message])
    assert reply["status"] == PARTIAL
    assert re.search(told, reply["text"]), reply["text"]
