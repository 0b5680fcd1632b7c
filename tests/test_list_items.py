"""Single items of the plan's lists: by their place, by another number than the plan's, and whether a thing is in one."""

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

# Turns parted by |, the item that must be told first.
PLACES: list[tuple[str, str]] = [
    ("新机遇有哪些|第三条是什么", "长三角G60科创走廊辐射带动服务能力提升"),
    ("新机遇有哪些|第二个机遇讲的什么", "松江着力打造具有独立功能"),
    ("面临的挑战|最后一条呢", "区域性资源环境约束"),
    ("难处里头第一条讲的啥", "外部环境变化"),
    ("经验第二条是啥", "坚持创新转型"),
    ("发展经验有哪些|第四条", "坚持城乡融合"),
    ("第四个必须是啥", "必须深化产城融合"),
    ("必须坚持的五条里第二条写了什么", "必须坚持以人民为中心"),
    ("三张名片有哪些|第二张叫什么", "国家级松江经济技术开发区小昆山分区"),
    ("四个一批里第三个一批是什么", "产业联盟培育一批"),
    ("四个一批第二批是啥|第四批呢", "落后产能淘汰一批"),
    ("四个一批的最后一批是啥", "落后产能淘汰一批"),
    ("旅游六要素第四个要素是哪个", "游"),
    ("五个期里的第三个期是什么期", "社会治理的创新期"),
    ("历史文化遗址有哪些|倒数第二个呢", "夏林"),
    ("三个数字化头一个是什么", "经济数字化"),
    ("派单最后一步是什么", "监督"),
    ("第9项是啥指标", "城乡居民人均可支配收入增长率"),
    ("指标表里第12个指标是什么", "新增战略新兴企业"),
    ("十三五完成指标表第2项是什么", "财政总收入年均增长率"),
]
# The place of a thing in a list.
WHERE_IN_LIST: list[tuple[str, str]] = [
    ("依法治镇是第几个必须", "是第5个"),
    ("深化改革是经验第几条", "是第1条"),
    ("文翔路是区级道路里第几条", "是第3条"),
]
BEYOND: list[tuple[str, str]] = [
    ("新机遇|第六条", "没有第六条"),
    ("三张名片|第四张呢", "没有第四张"),
    ("招商模式有哪些|第五种呢", "没有第五种"),
    ("指标体系里第20项", "没有第20项"),
]
# What the first line must say of the number or the thing that the message gives.
CLAIMS: list[tuple[str, str]] = [
    ("机遇一共六条？", "不是六条，是5条"),
    ("挑战有五个对吧", "不是五个，是3个"),
    ("必须有六条是吗", "不是六条，是5条"),
    ("名片有四张吗", "不是四张，是3张"),
    ("新机遇是六个还是五个", "是5个，不是六个"),
    ("经验是五条没错吧", "对，是5条"),
    ("招商模式有五种吧", "规划点名的不是五种，是4种"),
    ("四张城市名片是哪四张", "不是四张，是3张"),
    ("五大名片都是啥", "不是五大名片，规划写的是三张城市名片"),
    ("三个小昆山是哪三个", "不是三个小昆山，规划写的是五个小昆山"),
    ("旅游五要素是哪五个", "不是旅游五要素，规划写的是旅游六要素"),
    ("三张网里有没有一网协同", "不是三张网，规划写的是两张网"),
    ("五个小昆山里有没有平安小昆山", "没有“平安小昆山”"),
    ("荣誉称号里有没有国家卫生镇", "有，“国家卫生镇”列在里面"),
    ("落户的企业里有没有飞利浦", "没有“飞利浦”"),
    ("经验里头有“坚持依法治镇”这条吗", "没有“坚持依法治镇”"),
    ("经验里有坚持产城融合吗", "有，“坚持产城融合”列在里面"),
    ("六要素里有没有购", "有，“购”列在里面"),
    ("老龄化算不算挑战", "没有“老龄化”这个说法"),
    ("数字化转型算不算机遇", "有，“数字化转型”列在里面"),
    ("西延伸的路包括文翔路吗", "有，“文翔路”列在里面"),
    ("教工大楼在拔点净地名单里吗", "有，“教工大楼”列在里面"),
    ("治水三制里有林长制吗", "没有“林长制”"),
    ("特色产业里有没有房地产", "没有列“房地产”"),
    ("指标表里有没有PM2.5", "没有叫“pm2.5”的一项"),
]
# Neither a list's item nor a claim on it: what must come instead.
OTHERS: list[tuple[str, str, str]] = [
    ("第四批动迁房开工了没", ANSWERED, "第四期安置房"),
    ("农业景区里有水上乐园吗", ANSWERED, "水上娱乐"),
    ("治水三制是什么|谁管", PARTIAL, "没有"),
    ("荣誉称号有哪些|谁发的", PARTIAL, "没有"),
    ("招商模式有哪些|招了多少家", PARTIAL, "没有"),
    ("关停的企业叫什么", PARTIAL, "没有"),
    ("名人故居有哪些", ANSWERED, "名人轶事"),
    ("五型经济包括平台经济吗", PARTIAL, "没有写具体是哪几项"),
    ("两个维护具体讲的什么", PARTIAL, "没有写具体是哪几项"),
]


@pytest.mark.parametrize(("turns", "item"), PLACES)
def test_an_item_is_told_by_its_place(search: Search, turns: str, item: str) -> None:
    reply = answer_talk(search, turns, turns.split("|"))
    assert reply["status"] == ANSWERED, reply["text"]
    first = reply["text"].splitlines()[0]
    assert first.startswith("第")
    assert f"是：{item}" in first
    assert reply["citations"]


@pytest.mark.parametrize(("message", "told"), WHERE_IN_LIST)
def test_the_place_of_an_item_is_told(search: Search, message: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED
    assert reply["text"].startswith(told), reply["text"]


@pytest.mark.parametrize(("turns", "told"), BEYOND)
def test_a_place_beyond_the_list_is_said_to_be_none(search: Search, turns: str, told: str) -> None:
    reply = answer_talk(search, turns, turns.split("|"))
    assert reply["status"] == PARTIAL
    assert reply["text"].startswith(told), reply["text"]
    assert reply["citations"]


@pytest.mark.parametrize(("message", "told"), CLAIMS)
def test_a_claim_on_a_list_is_judged_first(search: Search, message: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert told in reply["text"].splitlines()[0], reply["text"]
    assert reply["citations"]


@pytest.mark.parametrize(("turns", "status", "told"), OTHERS)
def test_what_is_no_item_is_not_told_as_one(search: Search, turns: str, status: str, told: str) -> None:
    reply = answer_talk(search, turns, turns.split("|"))
    assert reply["status"] == status, reply["text"]
    assert told in reply["text"], reply["text"]
