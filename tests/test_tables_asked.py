"""Tables asked in everyday words: rows by number, claims, years without figures, clipped follow-ups."""

import re

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

ASKED = [
    ("目标值等于8的指标有哪几项", ANSWERED, "共2项"),
    ("企业上市 完成数 / 下期目标数", ANSWERED, "8家.*目标6家"),
    ("增加值 2016|2020|差额", ANSWERED, "116418"),
    ("工业总产值2016年|那2019年呢|两者差多少", ANSWERED, "466363"),
    ("规上现代服务业新增几家", ANSWERED, "目标8家"),
    ("能耗每年降6%吧", ANSWERED, "^不是6%"),
    ("能耗每年下降3%对吧", ANSWERED, "^对，"),
    ("地方财政那五年年均涨了13%对吧", ANSWERED, "^对，.*13%"),
    ("出口拨交值以美元计吗", ANSWERED, "^不是美元.*万元"),
    ("净增高企十四五每年几家", PARTIAL, "没有列出.*每年的数.*50家"),
    ("战新专精特新加起来多少家", ANSWERED, "20家（10 \\+ 10 = 20）.*可能有重叠"),
    ("gdp和财政收入目标一样吗", ANSWERED, "财政总收入.*\\n地方财政收入"),
    ("gdp有没有跌过", ANSWERED, "2019年下降"),
    ("工业总产值过千亿了吗", ANSWERED, "没有哪一年.*超过1000亿元"),
    ("十三五表一共几项", ANSWERED, "共8项"),
    ("十四五表有的十三五没有的", ANSWERED, "多6项"),
    ("第9项是啥指标", ANSWERED, "^第9项是：?城乡居民人均可支配收入增长率"),
    ("指标表第5行", ANSWERED, "^第5项是：?产值能耗年均下降率"),
    ("第20项是什么指标", PARTIAL, "^没有第20项.*共14项"),
    ("出口2018年303,869万元吗", ANSWERED, "^对，303869万元"),
    ("硬约束有哪三样", ANSWERED, "土地、能源、生态硬性约束"),
    ("硬约束是哪项", ANSWERED, "产值能耗年均下降率"),
    ("违建拆了多少万方", ANSWERED, "^100\\.88万平方米"),
    ("财政总收入年均增长13%吧", ANSWERED, "^不是13%.*6\\.6%"),
    ("固投十四五目标131亿吧", ANSWERED, "^不是131亿.*150亿元"),
    ("固投2018年|工业的呢", ANSWERED, "^28546万元"),
    ("产值能耗目标|是硬指标吗|还有别的硬指标吗", ANSWERED, "只有1项"),
    ("上市的8家公司叫啥名字", PARTIAL, "^规划没有.*8家"),
    ("科创企业上市哪6家", PARTIAL, "^规划没有.*6家"),
    ("老年活动室13家、睦邻点12个，加起来几个", ANSWERED, "^规划分别写了.*13家.*12个"),
    ("工业总产值2019|换成亿", ANSWERED, "124\\.44亿元"),
    ("财政总收入2017年|那地方的呢", ANSWERED, "^44508万元"),
]


@pytest.mark.parametrize(("talk", "status", "told"), ASKED)
def test_a_table_is_asked_in_everyday_words(search: Search, talk: str, status: str, told: str) -> None:
    reply = answer_talk(search, "0", talk.split("|"))
    assert reply["status"] == status, reply["text"]
    assert re.search(told, reply["text"], re.S), reply["text"]
