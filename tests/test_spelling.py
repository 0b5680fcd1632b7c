"""Spelling: misspelt names are put right, everything else is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import spelling, text
from index.search import Search


def corrected(search: Search, message: str) -> str:
    return search.speller.correct(text.compact(message), search.is_word, search.terms.segmenter.borders)[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("财正总收入", "财政总收入"),
        ("财政总收人", "财政总收入"),
        ("财政总守入", "财政总收入"),
        ("地方财正收入", "地方财政收入"),
        ("工业总产直", "工业总产值"),
        ("工业总产植", "工业总产值"),
        ("工业总产只", "工业总产值"),
        ("增加直", "增加值"),
        ("增加植", "增加值"),
        ("固定资产投姿", "固定资产投资"),
        ("固定资产头资", "固定资产投资"),
        ("固定自产投资", "固定资产投资"),
        ("出口拨交直", "出口拨交值"),
        ("出口波交值", "出口拨交值"),
        ("产值能号", "产值能耗"),
        ("城乡居民人均可支配收人", "城乡居民人均可支配收入"),
        ("口代公园", "口袋公园"),
        ("口带公园", "口袋公园"),
        ("口袋工园", "口袋公园"),
        ("体育培训中新", "体育培训中心"),
        ("体育陪训中心", "体育培训中心"),
        ("体育培训忠心", "体育培训中心"),
        ("体欲培训中心", "体育培训中心"),
        ("崇得幼儿园", "崇德幼儿园"),
        ("昆按幼儿园", "昆安幼儿园"),
        ("昆安幼儿圆", "昆安幼儿园"),
        ("平元小学", "平原小学"),
        ("平源小学", "平原小学"),
        ("平原小雪", "平原小学"),
        ("敬老原", "敬老院"),
        ("静老院", "敬老院"),
        ("敬老远", "敬老院"),
        ("翔坤大厦", "翔昆大厦"),
        ("翔昆大夏", "翔昆大厦"),
        ("祥昆大厦", "翔昆大厦"),
        ("安制房", "安置房"),
        ("安置防", "安置房"),
        ("按置房", "安置房"),
        ("第四期安置方", "第四期安置房"),
        ("四恒四纵", "四横四纵"),
        ("四横四总", "四横四纵"),
        ("四横三众", "四横三纵"),
        ("辰花公璐", "辰花公路"),
        ("辰华公路", "辰花公路"),
        ("晨花公路", "辰花公路"),
        ("广付林路", "广富林路"),
        ("广富林露", "广富林路"),
        ("思贤璐", "思贤路"),
        ("思闲路", "思贤路"),
        ("昆水接", "昆水街"),
        ("昆水节", "昆水街"),
        ("昆岗公路", "昆港公路"),
        ("昆港公露", "昆港公路"),
        ("老旧小曲", "老旧小区"),
        ("老久小区", "老旧小区"),
        ("老旧小区综和改造", "老旧小区综合改造"),
        ("国家卫声镇", "国家卫生镇"),
        ("国家卫生真", "国家卫生镇"),
        ("无为建示范镇街", "无违建示范镇街"),
        ("无违健示范镇街", "无违建示范镇街"),
        ("精品事范街", "精品示范街"),
        ("长者十堂", "长者食堂"),
        ("长者食唐", "长者食堂"),
        ("长者食坛", "长者食堂"),
        ("为老服物分中心", "为老服务分中心"),
        ("日间照聊中心", "日间照料中心"),
        ("综合为老服务中兴", "综合为老服务中心"),
        ("慈善基金慕捐", "慈善基金募捐"),
        ("智惠健康小屋", "智慧健康小屋"),
        ("智慧建康小屋", "智慧健康小屋"),
        ("公交书纽站", "公交枢纽站"),
        ("公交枢扭站", "公交枢纽站"),
        ("市民生活服务忠心", "市民生活服务中心"),
        ("智慧工厕", "智慧公厕"),
        ("公共租凭房", "公共租赁房"),
        ("公共租赁防", "公共租赁房"),
        ("高标准粮天", "高标准粮田"),
        ("城运中兴", "城运中心"),
        ("建筑垃圾分捡中转站", "建筑垃圾分拣中转站"),
        ("农帽市场", "农贸市场"),
        ("农贸市厂", "农贸市场"),
        ("郊野单元归划", "郊野单元规划"),
        ("天燃气", "天然气"),
        ("天然汽", "天然气"),
        ("八五普发", "八五普法"),
        ("七五谱法", "七五普法"),
        ("儿童有好社区", "儿童友好社区"),
        ("终南行意拳", "终南形意拳"),
        ("形意全", "形意拳"),
        ("家庭农厂", "家庭农场"),
        ("机农接合", "机农结合"),
        ("库卡机气人", "库卡机器人"),
        ("飞雕电起", "飞雕电器"),
        ("文晋院", "文晋苑"),
        ("平复院", "平复苑"),
        ("翔昆院", "翔昆苑"),
        ("文进苑", "文晋苑"),
        ("平付苑", "平复苑"),
        ("东华新存", "东华新村"),
        ("河长治", "河长制"),
        ("三高一抵", "三高一低"),
        ("四个一匹", "四个一批"),
        ("五个小昆三", "五个小昆山"),
        ("三张名偏", "三张名片"),
        ("一网通扳", "一网通办"),
        ("一网同办", "一网通办"),
        ("一网统官", "一网统管"),
        ("一往统管", "一网统管"),
        ("长护检", "长护险"),
        ("长户险", "长护险"),
        ("睦邻店", "睦邻点"),
        ("家庭医声", "家庭医生"),
        ("红十字慧", "红十字会"),
        ("退役军仁", "退役军人"),
        ("残疾任", "残疾人"),
        ("群租方", "群租房"),
        ("业主委原会", "业主委员会"),
        ("二路文化广场", "二陆文化广场"),
        ("二陆文化广厂", "二陆文化广场"),
        ("二陆草唐", "二陆草堂"),
        ("旅游六要苏", "旅游六要素"),
        ("约束姓指标", "约束性指标"),
        ("专精特心", "专精特新"),
        ("高新计术企业", "高新技术企业"),
        ("战略新兴起业", "战略新兴企业"),
        ("科创企业上是", "科创企业上市"),
        ("净曾高新技术企业", "净增高新技术企业"),
        ("规上现代服务叶", "规上现代服务业"),
        ("辰公花路", "辰花公路"),
        ("体育训培中心", "体育培训中心"),
        ("口公袋园", "口袋公园"),
        ("工业固资定产投资", "工业固定资产投资"),
        ("长食者堂", "长者食堂"),
        ("固定资投资", "固定资产投资"),
        ("工业总值", "工业总产值"),
        ("老年人日间照中心", "老年人日间照料中心"),
    ],
)
def test_misspelt_names(search: Search, typed: str, meant: str) -> None:
    assert corrected(search, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("请问口代公园有几个", "请问口袋公园有几个"),
        ("2018年财正总收入多少", "2018年财政总收入多少"),
        ("敬老原在哪里，公交书纽站呢", "敬老院在哪里,公交枢纽站呢"),
        ("平元小学什么时候建成", "平原小学什么时候建成"),
        ("四恒四纵造好了没", "四横四纵造好了没"),
        ("长护检怎么申请", "长护险怎么申请"),
    ],
)
def test_misspelt_names_in_a_message(search: Search, typed: str, meant: str) -> None:
    assert corrected(search, typed) == meant


@pytest.mark.parametrize(
    "message",
    [
        "体育培训中心什么时候建成",
        "地铁通到我们这吗",
        "财政收入",
        "2018年财政总收入",
        "约束性指标有哪些",
        "工业固投五年合计",
        "居民问电梯加装规划有没有提到",
        "原文怎么说出自第几章",
        "小区里能装充电桩吗",
        "老房子什么时候拆",
        "拆迁补偿多少钱",
        "孩子上学怎么办",
        "家门口有没有公园",
        "河水干净吗",
        "村里老人吃饭怎么办",
        "路灯坏了找谁",
        "停车难怎么解决",
        "幼儿园有几所",
        "新建了几条路",
        "污水处理厂在哪",
        "垃圾桶什么时候撤",
        "空气质量怎么样",
        "有没有图书馆",
        "工厂搬走了吗",
        "机场高速怎么走",
        "今年的目标是什么",
        "谁来负责",
        "钱从哪里来",
        "有多少党员",
        "镇长是谁",
        "你是机器人吗",
        "谢谢你",
        "再见",
        "天气怎么样",
        "明天会下雨吗",
        "松江区的规划",
        "上海市的生产总值",
        "青浦区和金山区",
        "换成地方财政收入",
        "那2019呢",
        "第一个",
        "还有吗",
        "画个图",
        "产业发展得怎么样",
        "发展目标有哪些",
        "以人民为中心是什么意思",
        "建设用地有多少亩",
        "公交车几分钟一班",
        "自己种的菜能卖吗",
        "医院排队太久",
        "老师工资多少",
        "房价会涨吗",
        "就业培训在哪里报名",
        "网上能办哪些事",
        "前五年和后五年",
        "同比增长多少",
        "单位是万元还是亿元",
        "一共多少家企业",
        "只有三家吗",
        "我想问一下",
        "经济开发区在哪里",
        "企业上市了几家",
        "新增就业岗位",
    ],
)
def test_right_messages_stay(search: Search, message: str) -> None:
    assert corrected(search, message) == text.compact(message)


def test_what_was_corrected_is_told(search: Search) -> None:
    _, corrections = search.speller.correct("口代公园和日间照中心", search.is_word, search.terms.segmenter.borders)
    assert corrections == (
        spelling.Correction("口代公园", "口袋公园", "sound"),
        spelling.Correction("日间照中心", "日间照料中心", "missing"),
    )


def test_the_plan_itself_stays(search: Search) -> None:
    changed = [s.text for s in search.plan.sentences if corrected(search, s.text) != text.compact(s.text)]
    assert changed == []


def test_the_bank_stays(search: Search) -> None:
    """Questions of the bank are spelt right; at most one in five hundred may be taken for misspelt."""
    questions = [q for entry in search.entries for q in entry.questions]
    changed = [q for q in questions if corrected(search, q) != text.compact(q)]
    assert len(changed) <= len(questions) / 500, changed


NAMES = ("口袋公园", "财政总收入", "崇德幼儿园", "四横四纵", "体育培训中心", "第四期安置房", "高新技术企业")


@given(st.text() | st.text(alphabet="口袋代公工园财正政总收入人在哪里的，1a"))
def test_any_text_can_be_corrected(search: Search, message: str) -> None:
    before = text.compact(message)
    after, corrections = search.speller.correct(before, search.is_word, search.terms.segmenter.borders)
    assert (after == before) is (corrections == ())
    for correction in corrections:
        assert correction.found in before
        assert correction.meant in search.speller.words


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.sampled_from(("，", "和", "？", "呢，")))
def test_right_names_are_kept(search: Search, names: list[str], between: str) -> None:
    message = text.compact(between.join(names))
    assert corrected(search, message) == message


@pytest.mark.parametrize(
    ("syllable", "sound"),
    [("zheng", "zen"), ("zen", "zen"), ("chang", "can"), ("shi", "si"), ("xing", "xin"), ("lan", "lan"), ("", "")],
)
def test_fuzzy_sounds(syllable: str, sound: str) -> None:
    assert spelling.fuzzy(syllable) == sound


def test_sounds_of_a_word() -> None:
    assert spelling.sounds_of("口袋公园") == ["kou", "dai", "gong", "yuan"]
    assert spelling.sounds_of("3a景区") == ["3", "a", "jin", "qu"]


def test_every_character_of_gb_2312_has_a_sound() -> None:
    rows = dict(spelling.character_rows())
    assert len(rows) == 6763
    assert rows["财"] == "cai"


def test_look_alikes_go_both_ways() -> None:
    alike = spelling.look_alikes()
    assert "入" in alike["人"]
    assert all(one in alike[other] and one != other for one in alike for other in alike[one])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("koudaigongyuan", "口袋公园"),
        ("kou dai gong yuan", "口袋公园"),
        ("2018 caizhengzongshouru", "2018财政总收入"),
        ("xqzv", ""),
        ("", ""),
    ],
)
def test_pinyin(search: Search, typed: str, words: str) -> None:
    assert search.speller.from_pinyin(typed) == words
