"""Long messages: a story, then a question; what is told by the way is neither searched for nor asked for."""

import pytest

from bot.answer import ANSWERED
from bot.conversation import Conversation
from index.search import Search
from tests.talks import PN, A, P, holds

# The turns parted by |, the statuses, what the text must match, what it must not ("" for nothing).
STORIES = [
    (
        "昨日我去菜场买了点小菜，贵得来，回来路上想起来，阿拉外公以前打牌看报的老年活动室翻新过了，"
        "听讲全镇一起弄的，一共弄了几家老年活动室啊？",
        A,
        "^13家",
        "",
    ),
    (
        "我女婿开出租车的，天天抱怨停车要钱，免费的位子抢不到。算了不说这个，规划里社员前五年一共分到多少钱呀，我想晓得",
        A,
        "1\\.55亿元",
        "没有写分年",
    ),
    (
        "我老公天天加班，小孩没人管，气得要死。听人家讲这五年要建成几所幼儿园，名字叫啥，帮我看看",
        A,
        "崇德幼儿园",
        "12356",
    ),
    (
        "电瓶车刚被偷，心情差，打这行字手都抖。问一句正经的，镇里监控以前一共接了多少路？",
        A,
        "1432路",
        "没有提到电瓶车",
    ),
    (
        "外头落雨我躲在公交站里给你发消息，手机快没电了。小昆山那个公交枢纽站，到底是前五年已经建成了，还是以后再造？",
        A,
        "建成小昆山公交枢纽站",
        "没有写",
    ),
]
# However short the part that asks, what the plan does not tell is not told.
STILL_LACKING = [
    (
        "我儿子明年要结婚，丈母娘催得紧，房子还没着落。第四期安置房到底多少钱一个平方啊，有数伐？",
        P,
        "没有写",
        "第四期安置房.*元",
    ),
    ("隔壁邻居养了三只狗，天天叫，觉也困不着。我就问镇里以后会不会造个宠物公园给伊拉去叫？", PN, "没有", ""),
    (
        "阿姨八十岁了，腿脚不便，女儿在外地。她想问小昆山敬老院一个月收多少钱，护理费另外算伐？",
        P,
        "没有写",
        "6737|1\\.83",
    ),
]


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), [*STORIES, *STILL_LACKING])
def test_what_a_story_asks(search: Search, turns: str, status: str, must: str, must_not: str) -> None:
    holds(search, turns, status, must, must_not)


def test_what_was_asked_is_remembered_not_the_story(search: Search) -> None:
    talk = Conversation(search)
    story = (
        "现在扔垃圾要跑老远还要看时间，不过讲句良心话比以前清爽多了，没臭味了。那个扔垃圾的小房子全镇重新弄过多少座啊？"
    )
    answer = talk.ask(story)
    assert answer.status == ANSWERED
    assert "17座" in answer.text
    assert talk.last is not None
    assert "没臭味" not in talk.last.question.message
    assert talk.last.question.text == story
