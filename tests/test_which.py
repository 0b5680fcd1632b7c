"""Which ones, what kind and how many: answered by a passage of that shape, else said to be missing."""

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.quantities import quantities
from bot.terminal import answer_talk
from index.search import Search
from knowledge import clauses

# Asked with a noun, a classifier or a verb that the plan does not use; what stands in the passage must come.
TOLD: list[tuple[str, str]] = [
    ("哪类产业打头、哪类当支撑", "战略性新兴产业为引领"),
    ("多开什么单少开什么单", "整改单"),
    ("整合镇上哪些家底", "山水、生态、文化、城市风貌"),
    ("养老机构往什么方向升级", "智能化养老机构"),
    ("镇里搞科创是拿什么工程当龙头的", "G60科创走廊建设为引领"),
    ("对外联系要打通哪两条", "昆港公路南延伸"),
    ("增强几个意识坚定几个自信做到几个维护", "四个意识"),
    ("农林水那个行动计划几年的", "三年行动计划"),
    ("哪家企业的科普基地", "飞雕"),
    ("幼儿园哪家动工了", "崇德幼儿园"),
    ("儿童友好社区那个项目叫什么名字", "萌童乐园"),
    ("违建拆了多少万方", "100.88万平方米"),
    ("出让了几块地皮", "7幅"),
    ("养老融合发展分几块", "居家"),
    ("办完事能打分的那个叫什么，覆盖到多少", "好差评"),
    ("非遗宣传放在哪里搞", "二陆草堂"),
    ("昆水街那里要造什么", "休闲绿地广场"),
    ("遗址一共点了几处名", "汤庙村"),
    ("自治靠几股力量", "业委会"),
    ("哪几类矛盾被处置了", "劳资纠纷"),
    ("硬约束有哪三样", "土地"),
    ("派单有哪几步", "协调"),
    ("新学校是哪三所", "平原小学"),
    ("百亿级项目是哪几家", "恒大新能源"),
]
# The subject is in the plan, what is asked of it is not; never the row in which the subject itself stands.
LACKING: list[str] = [
    "社区卫生服务中心有哪些科室",
    "敬老院有哪些医生",
    "社区食堂有哪些菜",
    "平原小学有哪几个年级",
    "T2线设哪些站",
    "智慧公厕有哪些黑科技",
    "12个睦邻点是哪12个",
    "10个小区改造是哪十个",
    "61家企业关停了哪61家",
    "总部经济4家是哪四家",
    "搬迁的村叫什么名",
    "上市的8家公司叫啥名字",
    "昆港公路东侧140亩招了哪家企业",
    "垃圾房几吨",
    "油菜花节有几天",
    "体育培训中心几个馆",
    "法律顾问有几位",
    "ETCP改造了几个车位",
]
NO_NOUNS = ("股力", "盏灯", "只啦", "种经", "月份数量", "老房子遗")


@pytest.mark.parametrize(("message", "told"), TOLD)
def test_a_passage_of_the_shape_answers(search: Search, message: str, told: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert told in reply["text"], reply["text"]


@pytest.mark.parametrize("message", LACKING)
def test_what_has_no_such_shape_is_lacking(search: Search, message: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == PARTIAL, reply["text"]
    assert reply["text"].startswith("规划没有"), reply["text"]


@pytest.mark.parametrize("message", ["灯光美化归谁管，装几盏灯", "天然气通了几只小区啦", "亲子路跑跑几公里，几月份"])
def test_no_piece_of_a_word_is_named_as_lacking(search: Search, message: str) -> None:
    reply = answer_talk(search, message, [message])
    assert not any(noun in reply["text"] for noun in NO_NOUNS), reply["text"]


@pytest.mark.parametrize(
    ("message", "unit", "kind", "noun"),
    [
        ("招商有几种模式", "种", "thing", "模式"),
        ("自治靠几股力量", "股", "thing", "力量"),
        ("拆了多少万方", "方", "area", ""),
        ("垃圾房几吨", "吨", "other", ""),
        ("有几个叫啥", "个", "thing", ""),
    ],
)
def test_a_classifier_is_no_part_of_the_noun(message: str, unit: str, kind: str, noun: str) -> None:
    (found,) = quantities(message)
    assert (found.unit, found.kind, found.noun) == (unit, kind, noun)


def test_a_letter_after_how_many_asks_for_a_rank() -> None:
    assert quantities("是几a级赛事") == []


@pytest.mark.parametrize(
    ("quote", "longest"),
    [
        ("保护和开发“汤庙村”“姚家圈”“夏林”“陈氏老宅”等历史文化遗址", 4),
        ("做实河长制、纳管制、网格制", 3),
        ("推动城市道路平整化、公共设施减量化、建筑立面协调化，围墙建设生态化、店招店牌个性化、绿化街景品质化", 6),
        ("智慧精准预警预判预防风险隐患", 3),
        ("提升“吃、住、行、游、购、娱”旅游六要素质量", 6),
        ("募集款项1268万元", 0),
    ],
)
def test_rows_of_parallel_things(quote: str, longest: int) -> None:
    assert max((len(row) for row in clauses.runs(quote)), default=0) == longest
