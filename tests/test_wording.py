"""Turns of speech: money in dialect, is-it-right, who goes on to ask, both five years; each a table over the plan."""

import pytest

from bot.wording import reworded
from index.search import Search
from tests.talks import AP, PN, A, Case, P, holds

MONEY: list[Case] = [
    ("头一趟五年里救助困难人家，统共发脱几钿", A, "6737万元", "没有写"),
    ("前五年集体总收入几钿", A, "3\\.36亿元", "没有写"),
    ("种家庭农场一年好净赚多少", P, "没有写", "^74户"),
    ("民宿老板一个月挣到多少", PN, "没有", "^\\d"),
    ("长者食堂一客饭几块洋钿", PN, "没有", "^\\d"),
    ("要擦亮哪几块牌子", A, "全国小城镇发展改革试点镇", "没有写金额"),
    ("上一届评上过几块奖牌，列几块听听", A, "国家卫生镇", "没有写金额"),
]
RIGHT: list[Case] = [
    ("宣传栏里写终南形意拳是国家级非遗，能这么写吗", AP, "不是国家级.*市级", "^对"),
    ("智慧健康小屋是全国首个，我能这样跟居民说吗？", AP, "不是全国首个，规划写的是全市率先、全区首家", ""),
    ("拆违一百万零八千八百平方米，这样回复准不准", AP, "100\\.88万平方米", "功能和使用"),
    ("无违建示范镇街已是囊中之物，可以这么汇报吗", AP, "没有写已经做成|计划", "^对"),
    ("彭丰路是市级绿化特色道路，照这样写没问题吧", AP, "光华路", "^对"),
]
GOES_ON: list[Case] = [
    ("有没有社区医院的打算|居民追问放在哪个小区、什么时候挂牌", P, "没有写.*具体", "东华新村"),
    ("体育培训中心造不造|他又问造在哪条路上，我怎么回", P, "没有写", ""),
    ("支持开展社区医院试点吗|那试点放在哪一家医院", P, "没有写", "2022年"),
    ("健身步道造了几条|都在哪几个地方呀", P, "没有写具体地点", "^4条"),
    ("新增战略新兴企业目标几家|十三五这项完成了多少家", P, "没有写“十三五”", "47家"),
]
BOTH_PLANS: list[Case] = [
    ("地方财政收入两个五年的年均增速", A, "13%.*6%", ""),
    ("产值能耗两个五年各降多少|财政总收入呢", A, "6\\.6%.*6%", "2016年："),
    ("十四五科创企业上市目标几家|那比十三五少了几家", AP, "8家", ""),
    ("十三五净增高新技术企业几家|十四五目标呢|那少了几家", A, "少31家", ""),
]
ELSEWHERE: list[Case] = [
    ("评上绿化特色道路的不是彭丰路吗", AP, "不是彭丰路.*光华路", "没有写彭丰路"),
    ("首个业主委员会是翔昆苑成立的，要不要纠正", AP, "不是翔昆苑.*文晋苑", "没有写翔昆苑"),
    ("飞雕电器是这五年打算去引的吧", A, "十三五.*飞雕电器", ""),
    ("第四批动迁房造到哪一步了", A, "第四期安置房", "四个一批"),
    ("第四批有几个产业", f"{A} {PN}", ".", "四个一批"),
    ("3A级农业景区的牌子挂上了吧", AP, "农业景区", "国家卫生镇"),
    ("我是经济联合社的，2020年一份分多少钱", P, "没有写", "142000"),
    ("2020年经济数据报一报", A, "142000万元", ""),
    ("申请廉租房，身份证以外还要哪些材料", P, "没有写申请条件", "没有提到身份证"),
]
OF_THE_WORDING: list[Case] = [
    ("把G60龙尾摆起来这句话真在规划里吗，在哪块", A, "第二章", "没有写具体地点"),
    ("居民要求多装探头，我想引用规划里的话，第几章、原话怎么写", A, "第八章", "第二章"),
    ("儿童之家那句抄给我", A, "萌童乐园", "没有写"),
    ("观管防是个啥", A, "全景", ""),
]
OTHER_LETTERS: list[Case] = [
    ("zhongkunlu de zhihui gongce gaijian le ma？拼音打的", A, "智慧公厕", ""),
    ("How many tech IPOs are targeted for 2021-2025", A, "6家", ""),
    ("你是真人还是机器人在回复", "chat", "规划通", ""),
]
TABLES = (MONEY, RIGHT, GOES_ON, BOTH_PLANS, ELSEWHERE, OF_THE_WORDING, OTHER_LETTERS)


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), [case for table in TABLES for case in table])
def test_it_is_understood(search: Search, turns: str, status: str, must: str, must_not: str) -> None:
    holds(search, turns, status, must, must_not)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("格么口袋公园呢", "那么口袋公园呢"),
        ("他接着问造在哪条路上", "造在哪条路上"),
        ("财政收入每年涨6%吧", "财政收入年均增长6%吧"),
        ("花了财政多少钱", "花了多少钱"),
        ("有七个公园,能这么回他吗", "有七个公园,对吗?"),
        ("能这么快建好吗", "能这么快建好吗"),
    ],
)
def test_turns_of_speech_are_reworded(message: str, expected: str) -> None:
    assert reworded(message) == expected
