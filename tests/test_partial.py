"""What the plan does not give: said first, with what it does give, and no figure of its own making."""

import re

import pytest

from bot.answer import ANSWERED, NOT_FOUND, PARTIAL
from bot.terminal import answer_talk
from index.search import Search

SAYS_NONE = re.compile("没有|未")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Numbers of planbot's own fixed words: the periods' years and the town's hotline.
FIXED = frozenset({"2016", "2020", "2021", "2025", "12345"})

# On a subject of the plan, what it does not give of it; the reply's text must hold the second.
LACKING: list[tuple[str, str]] = [
    ("工业园区拆下来多少地", "工业园区"),
    ("体育培训中心造价几个亿", "体育培训中心"),
    ("社区长者食堂有没有清真菜", "清真菜"),
    ("长者食堂有早饭吗", "早饭"),
    ("平原小学有没有操场", "操场"),
    ("四期安置房有电梯吗", "电梯"),
    ("二陆文化广场有没有停车场", "停车场"),
    ("口袋公园里有没有滑梯", "滑梯"),
    ("社区医院夜里有没有急诊", "急诊"),
    ("昆水街地下停车库能不能充电", "昆水街"),
    ("体育培训中心哪年哪月开门", "体育培训中心"),
    ("体育培训中心归哪个领导管", "体育培训中心"),
    ("体育培训中心的联系电话给一个", "体育培训中心"),
    ("体育培训中心里头有几片羽毛球场", "体育培训中心"),
    ("平原小学招生要啥条件", "平原小学"),
    ("平原小学建在哪条路上", "平原小学"),
    ("平原小学能收多少学生", "平原小学"),
    ("平原小学哪年开学", "平原小学"),
    ("昆安幼儿园一个月学费多少", "昆安幼儿园"),
    ("昆安幼儿园校长是谁", "昆安幼儿园"),
    ("昆安幼儿园占地几亩", "昆安幼儿园"),
    ("崇德幼儿园哪天开园", "崇德幼儿园"),
    ("崇德幼儿园有几个班", "崇德幼儿园"),
    ("社区长者食堂一份饭几块钱", "长者食堂"),
    ("长者食堂打算开几家", "长者食堂"),
    ("敬老院一个月收多少钱", "敬老院"),
    ("敬老院院长叫什么", "敬老院"),
    ("长护险申请要带哪些材料", "长护险"),
    ("廉租房收入多少才能申请", "廉租房"),
    ("经适房一平方卖多少", "经适房"),
    ("公共租赁房月租多少", "租赁房"),
    ("公共租赁房有几套", "租赁房"),
    ("第四期安置房几号摇号", "第四期安置房"),
    ("第四期安置房总共多少套", "第四期安置房"),
    ("第四期安置房盖在什么位置", "第四期安置房"),
    ("第四期安置房哪家公司承建", "第四期安置房"),
    ("口袋公园要花多少钱", "口袋公园"),
    ("口袋公园具体造在哪里", "口袋公园"),
    ("口袋公园哪年完工", "口袋公园"),
    ("T2线票价几块", "T2"),
    ("T2线设几个站", "T2"),
    ("T2线哪年通车", "T2"),
    ("昆港公路南延伸要投多少资金", "昆港公路"),
    ("昆港公路往南延几公里", "昆港公路"),
    ("昆港公路南延伸哪天动工", "昆港公路"),
    ("二陆文化广场面积多大", "文化广场"),
    ("地下停车库有多少个车位", "停车库"),
    ("昆水街地下车库一小时几块", "昆水街"),
    ("大港老城改造补偿标准多少一平", "大港老城"),
    ("老旧小区改造下一批轮到哪几个小区", "老旧小区"),
    ("老旧小区改造每户要掏多少", "老旧小区"),
    ("智慧健康小屋在几号楼", "健康小屋"),
    ("智慧健康小屋周末开不开", "健康小屋"),
    ("3A景区门票多少钱", "3A级农业景区"),
    ("亲子健康跑报名费多少", "亲子"),
    ("亲子健康跑今年哪天跑", "亲子"),
    ("第四届慈善募捐目标募多少万", "慈善"),
    ("慈善救助怎么申请要什么证明", "慈善"),
    ("2018年新增了多少就业岗位", "6411个"),
    ("2017年拆了多少违建", "100.88万平方米"),
    ("2019年发了多少救助金", "6737万元"),
    ("2020年新增实体企业几家", "183家"),
    ("2016年签了多少户动迁", "4375户"),
    ("2019年新修了几公里路", "6.9公里"),
    ("东华新村那次改造花了多少钱", "东华新村"),
    ("机器人研究中心投资多少", "机器人研究中心"),
    ("机器人研究中心主任是谁", "机器人研究中心"),
    ("小昆山书法协会会费多少", "书法协会"),
    ("文晋苑业委会电话号码", "文晋苑"),
    ("公交枢纽站有几路车", "公交枢纽站"),
    ("公交枢纽站建在哪条路口", "公交枢纽站"),
    ("家庭医生签约一年收多少", "家庭医生"),
    ("1300亩粮田哪年改完", "1300亩"),
    ("综合为老服务中心开在哪条弄堂", "综合为老服务中心"),
    ("商务中心投资额多少", "商务中心"),
    ("文化艺术节第二届哪天办", "文化艺术节"),
]
# Subjects that the plan never speaks of.
ABSENT: list[str] = [
    "镇上开不开宜家", "有没有海底捞要来", "哪里能打新冠疫苗加强针", "宠物狗怎么上牌", "彩票店在哪", "镇里有电影院吗",
    "迪士尼班车停哪", "想学潜水去哪里", "镇上有没有滑雪场", "游泳馆门票打折吗", "公积金贷款怎么办", "身份证丢了去哪补",
    "护照在哪办", "生二胎有奖励吗", "结婚登记在哪", "离婚要带什么证件", "殡葬费用多少", "墓地多少钱一块",
    "核电站建不建", "风力发电机装在哪", "镇里有飞机场吗", "码头有几个泊位", "会不会开通高铁站到北京", "5G基站有几座",
    "比特币能交税吗", "镇上房价多少一平", "二手房税怎么算", "高考分数线多少", "有没有国际学校",
    "大熊猫能看到吗", "动物园几点开", "啤酒节哪天", "马拉松全程多少公里", "足球队叫什么名字", "镇长工资多少",
    "公务员怎么考", "天气预报说明天下雨吗", "台风来了停课吗", "外卖骑手有补贴吗", "快递柜怎么收费",
    "小区养鸡罚多少", "广场舞几点结束", "牙科医院哪家好", "试管婴儿能报销吗", "医保卡余额怎么查", "养老金每月发多少",
    "水费涨不涨", "电费一度多少", "无人驾驶出租车来不来", "镇里有几座教堂", "火锅店哪家最火",
    "奶茶店开业扶持", "粮票还能用吗", "股票哪只会涨", "民宿一晚多少钱", "露营地能过夜吗", "钓鱼哪里不要钱",
]  # fmt: skip


def figures(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@pytest.mark.parametrize(("message", "subject"), LACKING)
def test_what_is_not_given_is_said_first(search: Search, message: str, subject: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] in (PARTIAL, NOT_FOUND), reply["text"]
    assert SAYS_NONE.search(reply["text"].splitlines()[0]), reply["text"]
    assert subject in reply["text"]
    plan = {n for s in search.plan.sentences for n in figures(s.text)}
    assert figures(reply["text"]) <= plan | FIXED | figures(message)


@pytest.mark.parametrize("message", ["体育培训中心有没有进展", "四期安置房有消息吗", "3A级农业景区有没有儿童乐园"])
def test_news_and_told_parts_are_not_lacking(search: Search, message: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == ANSWERED, reply["text"]


@pytest.mark.parametrize("message", ABSENT)
def test_an_absent_subject_is_not_found(search: Search, message: str) -> None:
    reply = answer_talk(search, message, [message])
    assert reply["status"] == NOT_FOUND, reply["text"]
    assert SAYS_NONE.search(reply["text"].splitlines()[0]), reply["text"]
