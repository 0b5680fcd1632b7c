"""Lists that the plan names, overviews of themes and chapters, projects, and where a thing stands."""

import re

import pytest

from bot import replies
from bot.answer import ANSWERED, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

# Message, how many the reply must count (as written; "" where none is told), every item that it must hold.
LISTS: list[tuple[str, str, list[str]]] = [
    ("三张城市名片都有啥", "共3个", ["全国小城镇发展改革试点镇", "国家级松江经济技术开发区小昆山分区", "小昆山现代农业示范区"]),
    ("要擦亮哪三张名片呀", "3", ["全国小城镇发展改革试点镇", "国家级松江经济技术开发区小昆山分区", "小昆山现代农业示范区"]),
    ("城市名片有几张", "3", ["全国小城镇发展改革试点镇", "国家级松江经济技术开发区小昆山分区", "小昆山现代农业示范区"]),
    ("三区联动是哪三区", "3", ["集镇区", "工业区", "农业区"]),
    ("四个一批计划包含什么", "4", ["未来产业布局一批", "优质企业升级一批", "产业联盟培育一批", "落后产能淘汰一批"]),
    ("四个一批各说的啥", "4", ["未来产业布局一批", "优质企业升级一批", "产业联盟培育一批", "落后产能淘汰一批"]),
    ("五个小昆山分别叫什么", "5", ["实力小昆山", "人文小昆山", "美丽小昆山", "数字小昆山", "幸福小昆山"]),
    ("旅游六要素列一下", "6", ["吃", "住", "行", "游", "购", "娱"]),
    ("两张网说全了", "2", ["一网通办", "一网统管"]),
    ("五大新机遇列出来", "5", ["新发展格局", "综合性节点城市", "G60科创走廊辐射带动", "数字化转型", "品牌"]),
    ("新挑战有几个", "3", ["外部环境变化", "新老产业交替", "资源环境约束"]),
    ("十四五面临哪些挑战，列一列", "3", ["外部环境变化", "新老产业交替", "资源环境约束"]),
    ("五条基本要求是哪些", "5", ["坚持党的全面领导", "坚持以人民为中心", "加快创新转型", "深化产城融合", "加强依法治镇"]),
    ("五年的发展经验归结成几条", "5", ["坚持深化改革", "坚持创新转型", "坚持产城融合", "坚持城乡融合", "坚持以人民为中心"]),
    ("十三五拿了哪些荣誉", "8", ["国家卫生镇", "上海市文明镇", "上海市平安示范社区", "上海市诚信计量示范镇", "上海市市容环境示范镇", "上海市无违建先进镇", "上海市科普示范镇", "博爱家园"]),
    ("荣誉称号一共几个", "8", ["国家卫生镇", "上海市文明镇", "上海市科普示范镇"]),
    ("落户的知名企业都报一遍", "", ["库卡机器人", "飞雕电器", "福尔欣", "先惠自动化", "思客琦自动化"]),
    ("历史文化遗址列一下", "", ["汤庙村", "姚家圈", "夏林", "陈氏老宅"]),
    ("往西延伸的区级道路有哪几条", "5", ["辰花公路", "广富林路", "文翔路", "思贤路", "乐都西路"]),
    ("市民生活服务中心是哪三个", "", ["文晋苑", "平复苑", "翔昆苑"]),
    ("整体改造的农贸市场有哪些", "", ["小昆山", "大港", "玉昆"]),
    ("招商有哪四种模式", "", ["全员招商", "自主招商", "合作招商", "委托招商"]),
    ("准入机制的三个方面", "", ["空间", "行业", "项目"]),
    ("宜居宜业还有宜什么", "", ["宜游"]),
    ("新建居委会有哪几个", "", ["文晋苑", "翔昆苑", "平复苑"]),
    ("三维度示范镇定位的三个词", "", ["科创", "人文", "生态"]),
    ("重点开发的几个区域都有哪些", "", ["文翔路南侧商务中心", "秦安广场", "玉昆商圈", "清河街北侧", "小昆山山体周边"]),
    ("要建的学校和幼儿园列出来", "", ["崇德幼儿园", "昆安幼儿园", "平原小学"]),
    ("老旧小区改造总体情况", "", ["62.5万平方米", "三年行动计划"]),
    ("近期的重大民生实事项目有哪几个", "", ["体育培训中心"]),
    ("要动迁攻坚的区域有哪些", "", ["小城镇增减挂钩区域", "小昆山山体周边", "教工大楼"]),
    ("百亿级项目列得出哪几个", "", ["恒大新能源", "腾讯长三角人工智能超算中心"]),
    ("要配套的公共设施项目有哪几样", "", ["体育培训中心", "文化广场", "昆水街休闲绿地广场", "地下停车库", "2所"]),
    ("规划总共分几章，都叫啥", "9", ["新基础和新形势", "新起点和新征程", "科创赋能", "人文涵养", "生态厚植", "三区联动", "人民至上", "两张网", "规划实施机制"]),
    ("农业旅游景区集哪些东西为一体", "", ["游客集散中心", "蔬果采摘基地", "亲子农业乐园", "农业大地景观艺术", "水上娱乐", "小昆山文化园"]),
]  # fmt: skip
# Named in the plan, its parts never given.
UNSPELT: list[tuple[str, str]] = [
    ("五型经济指哪五型", "五型经济"),
    ("三高一低具体是哪几样", "三高一低"),
    ("四微治理是哪四微", "四微"),
    ("六大工程都是啥工程", "六大工程"),
    ("五乱分别是什么", "五乱"),
    ("六清行动哪六清", "六清"),
    ("清四乱说的哪四乱", "清四乱"),
    ("三驾马车是哪三驾", "三驾马车"),
    ("四横四纵是哪几条路", "四横四纵"),
    ("四横三纵分别哪几条", "四横三纵"),
    ("1+1+1里三个一各是什么", "1+1+1"),
]
# A theme as a whole: what its overview must hold, of what was done and what is to be done.
THEMES: list[tuple[str, list[str]]] = [
    ("养老", ["护理型床位", "长护险"]),
    ("老年人这块有哪些安排", ["睦邻点", "长护险"]),
    ("教育方面总体讲了啥", ["崇德幼儿园", "2所"]),
    ("交通上有什么规划", ["广富林路"]),
    ("医疗卫生都有哪些内容", ["社区卫生服务中心", "远程医疗"]),
    ("垃圾分类工作有哪些", ["精品示范小区", "生活垃圾分类"]),
    ("环保方面做了什么", ["198区域污染企业", "环保管家"]),
    ("乡村振兴有哪些举措", ["1300亩高标准粮田", "家庭农场"]),
    ("旅游方面有什么打算", ["文旅融合示范区", "旅游六要素"]),
    ("就业情况", ["6411个", "就业"]),
    ("安置房有哪些内容", ["3464户5726套", "第四期安置房"]),
    ("招商方面有哪些措施", ["委托招商"]),
    ("体育健身有什么安排", ["健身步道", "体育培训中心"]),
    ("智慧城市有哪些工作", ["社区云"]),
    ("社会救助有哪些工作", ["1268万元", "第四届慈善基金募捐"]),
    ("停车方面有什么内容", ["ETCP停车系统", "地下停车库"]),
    ("绿化方面有哪些工作", ["228万平方米", "新建3座口袋公园"]),
    ("河道治理做了哪些又要做哪些", ["河长制"]),
    ("治安方面都有哪些内容", ["扫黑除恶"]),
    ("园区改造有哪些措施", ["园中园"]),
    ("退役军人工作有哪些", ["11个退役军人服务站点", "退役军人服务保障体系"]),
]
# Turns parted by |: what is left of a theme comes when asked for.
REST: list[tuple[str, list[str]]] = [
    ("养老|还有吗", ["社区长者食堂", "居家养老", "养老数据库"]),
    ("养老和医疗讲了啥|还有吗", ["远程医疗", "社区长者食堂"]),
    ("旅游方面有什么打算|还有吗", ["第9条起", "旅游纪念品"]),
]
# A theme named in passing talk (我想问下, 这块, 的事) or asked for its 福利, 政策, 动作 is asked for as a whole.
WHOLE_THEMES: list[tuple[str, list[str]]] = [
    ("我想问下动迁", ["关于动迁安置的内容", "4375户"]),
    ("打听一下动迁的事", ["关于动迁安置的内容"]),
    ("老年人有啥福利", ["关于养老服务的内容有13条", "小昆山敬老院实现公建民营"]),
    ("老年人有什么政策", ["关于养老服务的内容"]),
    ("娃娃上学有啥新动作", ["教育", "平原小学"]),
    ("看病方面有啥改善", ["关于医疗卫生的内容"]),
    ("帮我查查垃圾分类", ["关于垃圾分类的内容"]),
]
# A chapter as a whole: its title and its parts.
CHAPTERS: list[tuple[str, str, list[str]]] = [
    ("第一章讲什么", "发展的新基础和新形势", ["“十三五”发展成就", "“十四五”发展环境"]),
    ("第三章讲什么", "以科创赋能发展活力", ["孕育产业发展强劲动能", "彰显区域经济特色优势", "打造新兴产业载体平台"]),
    (
        "第四章主要内容",
        "以人文涵养城市精神",
        ["完善现代公共文体服务体系", "推进历史文化传承与发掘", "促进文化产业融合提升"],
    ),
    ("第五章说的是啥", "以生态厚植发展优势", ["加大生态系统保护", "深入推进乡村振兴", "打造更优人居环境"]),
    ("概括下第六章", "以“三区联动”布局建设新型城镇", ["规划助推", "功能助推", "文化助推"]),
    ("第七章有哪几块", "以“人民至上”情怀提升城市温度", ["加大社会保障力度", "全面发展社会事业", "完善共治自治体系"]),
    ("第8章讲的什么", "以“两张网”建设推进高效能治理", ["一网通办", "一网统管", "智慧生活"]),
    ("第九章小标题有哪些", "完善规划实施机制", ["加强党的全面领导", "动员全社会力量共同奋斗", "完善规划实施保障"]),
]
# Where a thing stands: the heading that the reply and a citation must name, the words that stand there.
SOURCES: list[tuple[str, str, str]] = [
    ("口袋公园新建3座写在哪一章", "五、以生态厚植发展优势", "新建3座口袋公园"),
    ("T2线在规划第几章提的", "六、以“三区联动”布局建设新型城镇", "协调落实轨交T2线规划建设"),
    ("长者食堂的出处", "七、以“人民至上”情怀提升城市温度", "社区长者食堂"),
    ("社区云平台出自哪里", "八、以“两张网”建设推进高效能治理", "“社区云”平台建设"),
    ("镇人大监督这句出处是哪", "九、完善规划实施机制", "接受镇人大对执行情况的监督"),
    ("平复帖是在哪一章讲的", "六、以“三区联动”布局建设新型城镇", "平复帖"),
    ("夏完淳出现在第几章", "四、以人文涵养城市精神", "夏完淳"),
    ("无违建示范镇街在哪个章节", "五、以生态厚植发展优势", "无违建示范镇街"),
    ("新增就业岗位6411个的原文在哪", "一、发展的新基础和新形势", "新增就业岗位6411个"),
    ("三张名片是哪一章的话", "二、发展的新起点和新征程", "三张城市名片"),
    ("15分钟文化生活圈写在哪章哪节", "七、以“人民至上”情怀提升城市温度", "15分钟文化生活圈"),
    ("140亩土地的出处给一下", "三、以科创赋能发展活力", "140亩土地资源"),
    ("亲子健康跑是哪章写的", "一、发展的新基础和新形势", "田园亲子健康跑"),
    ("同济机器人研究中心的出处", "三、以科创赋能发展活力", "同济大学松江机器人研究中心"),
    ("1300亩粮田是第几章的内容", "五、以生态厚植发展优势", "1300亩高标准粮田"),
    ("中惠棠里写在哪一章", "四、以人文涵养城市精神", "中惠棠里"),
    ("沪苏湖铁路在哪一节提到", "六、以“三区联动”布局建设新型城镇", "沪苏湖铁路"),
    ("12345满意率出自第几章", "八、以“两张网”建设推进高效能治理", "12345服务热线满意率"),
    ("终南形意拳在哪章", "一、发展的新基础和新形势", "终南形意拳"),
    ("昆港公路南延伸出处", "六、以“三区联动”布局建设新型城镇", "昆港公路南延伸"),
]


def has_number(text: str, number: str) -> bool:
    return re.search(rf"(?<!\d){number}(?!\d)", text) is not None


@pytest.mark.parametrize(("message", "count", "items"), LISTS)
def test_a_list_is_whole(search: Search, message: str, count: str, items: list[str]) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert [item for item in items if item not in reply["text"]] == []
    assert not count or has_number(reply["text"], count.strip("共个")), reply["text"]
    assert reply["citations"]


@pytest.mark.parametrize(("message", "name"), UNSPELT)
def test_a_list_never_spelt_out_is_not_made_up(search: Search, message: str, name: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == PARTIAL, reply["text"]
    assert "没有" in reply["text"].splitlines()[0]
    assert any(name in citation["quote"] for citation in reply["citations"]), reply["text"]


@pytest.mark.parametrize(("message", "pieces"), THEMES)
def test_a_theme_is_told_as_a_whole(search: Search, message: str, pieces: list[str]) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert [piece for piece in pieces if piece not in reply["text"]] == []
    assert reply["text"].count("\n· ") >= 2


@pytest.mark.parametrize(("message", "pieces"), WHOLE_THEMES)
def test_padding_hides_no_theme(search: Search, message: str, pieces: list[str]) -> None:
    reply = answer_talk(search, message, [message])
    assert [piece for piece in pieces if piece not in reply["text"]] == []
    assert replies.NOT_DIRECTLY not in reply["text"]


def test_an_overview_keeps_the_order_of_the_plan(search: Search) -> None:
    lines = answer_talk(search, "", ["老年人有啥福利"])["text"].splitlines()
    clauses = [line.removeprefix("· ") for line in lines if line.startswith("· ")]
    whole = "".join(paragraph.text for paragraph in search.plan.paragraphs)
    places = [whole.find(clause) for clause in clauses]
    assert places == sorted(places)


@pytest.mark.parametrize(("turns", "pieces"), REST)
def test_the_rest_of_a_theme_comes_when_asked_for(search: Search, turns: str, pieces: list[str]) -> None:
    reply = answer_talk(search, turns, turns.split("|"))
    assert reply["status"] == ANSWERED, reply["text"]
    assert [piece for piece in pieces if piece not in reply["text"]] == []


@pytest.mark.parametrize(("message", "title", "parts"), CHAPTERS)
def test_a_chapter_is_told_as_a_whole(search: Search, message: str, title: str, parts: list[str]) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert [part for part in [title, *parts] if part not in reply["text"]] == []


@pytest.mark.parametrize(("message", "heading", "words"), SOURCES)
def test_where_a_thing_stands(search: Search, message: str, heading: str, words: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]
    assert heading in reply["text"]
    assert any(c["path"][0].startswith(heading) and words in c["quote"] for c in reply["citations"]), reply["text"]
