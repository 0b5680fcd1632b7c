"""Claims of several figures, of the wrong period, of another thing, of none; figures compared over the turns of a talk."""

import pytest

from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search
from tests.talks import holds

A, P = ANSWERED, PARTIAL
# The turns parted by |, the status, what the text must match, what it must not ("" for nothing).
CASES = [
    ("目标写的是新增战略新兴企业50家、净增高新技术企业10家，是吗？", A, "不是50家.*10家[\\s\\S]*不是10家.*50家", "^对"),
    ("十三五财政总收入年均增长6.6%、地方财政收入年均增长8%，对吗", A, "^不是8%.*13%[\\s\\S]*对，财政总收入", ""),
    ("2018年增加值45亿、财政总收入15亿对不对", A, "不是45亿.*476437[\\s\\S]*不是15亿.*168504", ""),
    ("固投十四五150亿元，工业固投13亿，核一下", A, "不是13亿.*17亿元[\\s\\S]*对，.*150亿元", ""),
    ("4处口袋公园、街心花园，是十四五才要新造的吧？", A, "不是“十四五”期间的，是“十三五”期间的。[\\s\\S]*4处", "3座"),
    ("968名退役军人是十四五要服务的吧", A, "是“十三五”期间的", ""),
    ("4375户就是拿到新房的户数，对吗", A, "不是4375户.*3464户.*4375户写的是.*签约", ""),
    ("12345满意率说要提到98%，规划里写的是这个数吗", A, "没有写98%这个数", ""),
    ("三高一低和198区域加起来一共关了108家，是吧？", A, "61家[\\s\\S]*47家", "不是108家"),
    ("规划里昆港公路东边那块地派啥用场？|那块地240亩，对不对？", A, "不是240亩.*140亩", ""),
    ("终南形意拳申上非遗了吧|国家级的，对伐？", A, "不是国家级，规划写的是市级", ""),
    ("翔昆苑入围的是第七批全国民主法治示范社区？", A, "不是第七批，规划写的是第八批", ""),
    ("第六期安置房的选址定在哪里？", P, "没有写第六期，写的是第四期", ""),
    (
        "口袋公园、街心花园前五年做掉几处？|那后五年要新做的跟它比，是多了还是少了，几个？",
        A,
        "比前面的4处少1座[\\s\\S]*3座",
        "",
    ),
    ("口袋公园之前造过几个啦|那以后还要造几座", A, "3座", "^4处"),
    ("库卡机器人在小昆山的年产值和员工人数，规划写了多少？", P, "没有写", "778022"),
    ("先惠自动化产值多少", P, "没有写", "778022"),
    ("退役军人服务站有几个？|一共管多少老兵？", A, "^968名", "合计"),
    ("十三五全镇生产总值每年涨6.6%，我没记错吧", A, "^不是6\\.6%.*6%", "各年比上年"),
    ("“店小二”是说扶持饭店旅馆的伙计吧", P, "没有提到旅馆，写的是[\\s\\S]*服务企业", ""),
    ("高企十三五净增数|十四五的目标比这个数少几家", A, "少31家", ""),
    ("十三五高新技术企业净增几家|十四五目标呢，多了还是少了", A, "81家.*50家.*少31家", ""),
    ("十四五地方财政收入增速目标|比十三五高还是低", A, "低7个百分点", ""),
    ("规上现代服务业新增目标几家|专精特新呢|两项合计", A, "^相加是18家", ""),
    ("全社会固投目标150亿，平均每年？", A, "^平均每年30亿元", "不是150"),
    ("现代农业园区规划总面积比核心区域大多少亩", A, "^相差7500亩", ""),
    ("救助资金6737万元÷9.44万人次，人次均多少元", A, "713\\.67元", ""),
    ("十四五主要发展指标共几项，其中约束性几项", A, "^“十四五”主要发展指标共14项，其中约束性指标只有1项", ""),
    ("“二陆”就是陆机和陆游，有什么好挖的？", A, "陆云|“二陆”", ""),
]


@pytest.mark.parametrize(("turns", "status", "must", "must_not"), CASES)
def test_the_claim_is_held_against_its_own(search: Search, turns: str, status: str, must: str, must_not: str) -> None:
    holds(search, turns, status, must, must_not)


@pytest.mark.parametrize("mark", list("()[]{}*+?.\\|^$"))
@pytest.mark.parametrize("before", ["第五届", "第六期", "第九批", "1432路", "陆机", "库卡", "昆港公路"])
def test_no_mark_that_is_typed_is_a_pattern(search: Search, before: str, mark: str) -> None:
    """What a person types never becomes part of a regular expression."""
    assert answer_talk(search, None, [f"{before}{mark}慈善基金{mark}募捐是{before}吧"])["text"]
    assert answer_talk(search, None, ["慈善基金募捐是第几届", f"那{before}{mark}呢{mark}"])["text"]
