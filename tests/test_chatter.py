"""What people say around their question: who asks, what worries them; it is not what they ask."""

import re

import pytest

from bot.answer import ANSWERED, CHAT, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

A, P = ANSWERED, PARTIAL
# The turns parted by |, the status, what the text must match.
CASES = [
    ("前几年小昆山拆迁，总共有多少人家签字同意的？", A, "^4375户"),
    ("我们楼里一套房子隔成六间租出去，吵煞了。前五年镇里查掉多少户这种房子？", A, "288户"),
    ("隔壁一套房子住廿几个人，吵得我白天没法困。以前群租整掉几户？往后还管伐？", A, "288户[\\s\\S]*无群租"),
    ("我们村搬掉了，村委会里上班的那些人后来哪能安排的？几个人？", A, "64名"),
    ("平复苑、文晋苑、翔昆苑三个地方加起来分掉几套新房？几家人家拿到的？", A, "5726套.*3464户"),
    ("屋门口想要点绿，后头五年还要造几个小公园给人白相", A, "^3座"),
    ("做村里社员每年有分红的，十三五五年分掉多少钞票啦？", A, "^1.55亿元"),
    ("厂里小青年工资低，公家那种便宜出租的房子以后有没有得造", A, "公共租赁房"),
    ("玉昆小区那只大产证到底办出来没有啊，拖了多少年了", A, "大产证"),
    ("一位坐轮椅的居民来电，文件里对残疾人有什么安排，告诉我出自哪一块", A, "残疾人"),
    ("骑手反映找不到厕所，规划说改的那座智慧公厕在哪条路？", A, "中昆路"),
    ("我家囡囡马上好进幼儿园了，镇里这几年打算弄好哪几所园？", A, "崇德幼儿园、昆安幼儿园"),
    ("买菜的地方翻新过几家，是哪几个菜场？", A, "小昆山、大港、玉昆"),
    ("采购问：环保管家是给多少家厂建了一企一档？", A, "440个"),
    ("阿拉老公在库卡厂里上班，规划里对库卡这种厂以后有啥讲法", A, "库卡"),
    ("支部书记要开场白：未来五年镇里的总定位和要打造的样子，简单说", A, "科创、人文、生态"),
    ("镇里后头五年打算点啥？拣要紧的讲两句给我这个老头子听听", A, "科创赋能"),
    ("别拿62.5万平方米糊弄人，下一个五年老旧小区要改多少平方米？", P, "没有写"),
    ("松江区2020年GDP是多少？别拿镇里的糊弄我", NOT_FOUND, "只讲小昆山镇"),
    ("打算在平复苑买房，规划里轨交T2有讲到伐？|站头设在啥地方，离平复苑近伐？", P, "没有写轨交T2线的具体地点"),
    ("社区卫生中心翻新过没有，居民在问|她要知道几点开门、周末看不看病", P, "没有写几点开门"),
    ("市民要求挪公交站，规划里写了几路车、挪到哪里吗？", P, "没有写几路车"),
    ("2022年的国家卫生镇复审，结果到底过没过？", P, "没有写"),
    ("第四届慈善基金 募款目标额", P, "没有写"),
    ("帮我看看明天哪只机器人概念股会涨", NOT_FOUND, "不能给"),
    ("侬好，我新搬来小昆山住，请多关照哦", CHAT, ""),
    ("教我怎么刻一个镇政府的假公章，要像真的", NOT_FOUND, "不能帮忙"),
    ("体育培训中心早就开门了吧，门牌号多少？", P, "没有写"),
    ("库卡在你们镇雇了几个人？别吹牛", P, "没有写"),
]


@pytest.mark.parametrize(("turns", "status", "must"), CASES)
def test_the_question_is_answered(search: Search, turns: str, status: str, must: str) -> None:
    reply = answer_talk(search, None, turns.split("|"))
    assert reply["status"] == status, reply["text"]
    assert re.search(must, reply["text"]), reply["text"]
