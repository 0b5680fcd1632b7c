"""Arithmetic over figures in prose: what is computed, what it rests on, and what must not be computed."""

import re

import pytest

from bot.answer import ANSWERED, CLARIFY, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

# The turns parted by |, the status, what the reply's first two lines must match, the clause that must be cited.
COMPUTED: list[tuple[str, str, str, str]] = [
    (
        "新增就业岗位十三五平均一年多少个",
        ANSWERED,
        r"^规划没有写分年的数，平均每年约1282个.*6411个 ÷ 5年",
        "新增就业岗位6411个",
    ),
    ("每年新增多少商贸型企业", PARTIAL, r"平均每年约1669家.*8344家 ÷ 5年", "商贸型企业8344家"),
    ("养老补助金平均每年发多少", ANSWERED, r"3660万元.*1\.83亿元 ÷ 5年", "补助金发放1.83亿元"),
    ("经济联合社平均每年分红多少", ANSWERED, r"3100万元.*1\.55亿元 ÷ 5年", "收益分配兑现1.55亿元"),
    ("口袋公园平均每年建几座", ANSWERED, "只是演算，不是规划定的数", "新建3座口袋公园"),
    ("十三五救助帮困的钱平均每人次合多少", ANSWERED, r"713\.67元.*6737万元 ÷ 9\.44万人次", "救助困难群众9.44万人次"),
    ("分到新房子的一共几户几套啊|那平均一家摊到几套", ANSWERED, r"1\.65套.*5726套 ÷ 3464户", "3464户5726套"),
    ("每个部门平均受理几项业务", ANSWERED, r"每个部门约15\.75项.*189项 ÷ 12个", "12个部门189项业务"),
    ("每个退役军人服务站平均服务多少人", ANSWERED, r"88名.*968名 ÷ 11个", "968名退役军人"),
    ("退役军人968人分到11个站，一个站几个人", ANSWERED, "88名", "11个退役军人服务站点"),
    ("每个小区平均改造面积多大", ANSWERED, r"6\.25万平方米", "10个小区62.5万平方米"),
    ("家庭农场平均经营多少亩", ANSWERED, r"168\.68亩", "家庭农场74户"),
    ("集体经济五年总的进账和净落袋差多少", ANSWERED, r"1\.5亿元.*3\.36 − 1\.86", "实现净收入1.86亿元"),
    ("新建道路和中修道路里程差多少", ANSWERED, r"28\.1公里", "道路中修35公里"),
    ("农业园核心区占总面积多少", ANSWERED, r"69\.14%.*16800 ÷ 24300", "核心区域16800亩"),
    ("集体经济净收入占总收入的几成", ANSWERED, r"55\.36%", "累计总收入3.36亿元"),
    ("商贸型企业是实体型的几倍", ANSWERED, r"45\.6倍", "实体型企业183家"),
    ("护理床位和认知症床位一共多少张", ANSWERED, "合计200张", "100张认知症床位"),
    ("G60堆场两级整治区域合计多少个", ANSWERED, "合计40个", "38个镇级整治区域"),
    ("实体型企业和商贸型企业加起来新增多少家", ANSWERED, "合计8527家", "商贸型企业8344家"),
    ("两网融合回收点和垃圾房一共改造了多少个", ANSWERED, "分别写了.*17座.*2个.*单位不同", "17座垃圾房"),
]
# Nothing fits, or it must not be put together.
REFUSED: list[tuple[str, str, str]] = [
    ("关停61家再加污染企业47家，一共关了几家", ANSWERED, "不宜直接相加"),
    ("十三五关停搬迁了多少三高一低企业|198区域清掉的呢|那一共就是108家，对吧？", ANSWERED, "不宜直接相加"),
    ("每家高新企业平均补贴多少钱", PARTIAL, "没有写"),
    ("就业岗位平均每天新增多少个", PARTIAL, "没有写"),
]
# 一共 beside a change asks for the change, not for a sum.
CHANGES = [
    ("工业总产值20年比16年一共涨了百分之几", "46.53%"),
    ("16到20年工业总产值总共增加了多少", "361978"),
    ("增加值2016到2020累计增长多少", "31.45%"),
]


@pytest.mark.parametrize(("talk", "status", "first", "cited"), COMPUTED)
def test_it_is_computed_with_its_formula(search: Search, talk: str, status: str, first: str, cited: str) -> None:
    reply = answer_talk(search, "0", talk.split("|"))
    assert reply["status"] == status
    assert re.search(first, reply["text"].replace("\n", " "))
    assert any(cited in citation["quote"] for citation in reply["citations"])


@pytest.mark.parametrize(("talk", "status", "first"), REFUSED)
def test_what_does_not_fit_is_not_computed(search: Search, talk: str, status: str, first: str) -> None:
    reply = answer_talk(search, "0", talk.split("|"))
    assert reply["status"] == status
    assert re.search(first, reply["text"].split("\n")[0])


@pytest.mark.parametrize(("message", "told"), CHANGES)
def test_a_change_is_no_sum(search: Search, message: str, told: str) -> None:
    reply = answer_talk(search, "0", [message])
    assert told in reply["text"]
    assert "合计" not in reply["text"]


@pytest.mark.parametrize("message", ["多少钱", "那个啥时候弄好啊", "在哪", "谁负责", "怎么申请", "有几个"])
def test_a_question_without_a_subject_asks_back(search: Search, message: str) -> None:
    assert answer_talk(search, "0", [message])["status"] == CLARIFY


@pytest.mark.parametrize("message", ["你个猪脑子，问啥都不会", "废物机器人", "你这智商欠费了吧", "真是个饭桶"])
def test_abuse_in_any_words_is_met_kindly(search: Search, message: str) -> None:
    assert answer_talk(search, "0", [message])["text"].startswith("没帮上忙，抱歉")


def test_a_word_of_abuse_in_a_question_is_none(search: Search) -> None:
    assert answer_talk(search, "0", ["垃圾房有几座"])["status"] == ANSWERED
    assert answer_talk(search, "0", ["骗子怎么治"])["status"] == NOT_FOUND
