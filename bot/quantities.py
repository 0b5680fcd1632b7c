"""Quantities that a message asks for (几座, 多少亩, 多大面积) and the figures that can be meant."""

from dataclasses import dataclass

from bot import cues
from bot.question import Question
from index.search import Hit, Search
from knowledge.patterns import regex
from knowledge.records import Figure

UNIT_CLASSES = {
    "area": ("亩", "平方米", "万平方米", "平方", "平米", "平", "方", "公顷"),
    "length": ("公里", "里", "千米", "米"),
    "money": ("钱", "钿", "元", "万元", "亿元", "亿", "万", "钞票", "铜钿", "洋钿", "块", "块钱"),
    "percent": ("%", "点", "百分点", "成"),
    "time": ("年", "分钟", "天", "小时", "个月"),
    "other": ("吨", "斤", "度", "升", "层"),
    "people": ("人", "名", "位", "人次", "万人次"),
    "thing": tuple(
        "站班趟桌个家户座条所套张台处幅件项路届批期份次间栋幢辆部类块片样村轮桩宗种股招道门遍盏只枚支步级段句顶爿根客顿席"
    ),
}
CLASS_OF = {unit: name for name, units in UNIT_CLASSES.items() for unit in units}
HOW_MANY = regex(
    r"(?:几多|几[十百千]*|多少)(?P<big>万|个亿|亿)?(?P<unit>平方米|平方|平米|方(?![面案式法向便])|公里|千米|公顷|人次|人家(?!里)|分钟|百分点|块钱|钞票|铜钿|洋钿|钿|小时|个月|[吨斤升天个家户座条所套张台处幅件项路届批期份次间栋幢辆类块片样村轮站班趟桌桩宗种股招道门遍盏只枚支步爿根客顿席亩平里米钱元点年名人位成]|部(?!分|门|署|委|级|队))?(?P<noun>[^\W\d_a-z几多]{0,6})"
)
NOUN_END = regex(
    r"叫|点名|名字|就(?!业)|好(?=[去来用办吃玩坐])|[别才够合符的了吗呢吧伐啊呀在是要有能可会没不和跟与及各都还也来去给让建造拆]|以上|左右|规划|^小昆山|今后|以后|现在|十[三四]五"
)
MEASURED = {
    "总额": "money",
    "募款额": "money",
    "里程": "length",
    "总长": "length",
    "全长": "length",
    "幅数": "thing",
    "条数": "thing",
    "家数": "thing",
    "件数": "thing",
    "路数": "thing",
    "台数": "thing",
    "处数": "thing",
    "企业数": "thing",
    "座数": "thing",
    "面积": "area",
    "多大": "area",
    "多少地": "area",
    "多长": "length",
    "平米": "area",
    "亩数": "area",
    "户数": "thing",
    "套数": "thing",
    "人数": "people",
    **dict.fromkeys(("金额", "募捐额", "募集额", "发放额", "补助额", "兑现额", "救助额"), "money"),
    "公里": "length",
    "长度": "length",
}
NO_QUANTITY = regex("几几|几个?工作日|几(月|号|[a-z]级|级)")  # 几月份 asks for a date, 几A级 for a grade
ANYTHING = (
    "地方",
    "去处",
    "场所",
    "事情",
    "事体",
    "东西",
    "物事",
    "事",
)  # 多少桩事情 counts whatever the passage counts
FEE = regex("(费|价|薪|租金|押金|奖金|补贴|收费标准|净?赚到?了?|挣到?了?)(是|要|大概|一般|到底)?$")
NO_COUNT = frozenset("哪第好前这近那十没廿卅")  # before 几: 第几, 好几, 前几 … count nothing
DONE_WELL = regex("[造改建修弄办搞装做]好$")
# 退下来的人一共有多少个 counts heads.
HEADS_BEFORE = regex(
    "(的人|人员|工人|职工|员工|教师|老师|医生|护士|学生|村民|农民|居民|市民|社员|军人|老兵|党员|残疾人|老人|困难群众|志愿者)(里面|里头|一共|总共|共|大概|大约|有|是|到底)*$"
)
FAMILIES = regex("人家(?!里)")
ANY_SUCH = regex("^(这|那)(种|样|类|些).*|^此类.*")  # 多少户这种房子: what was spoken of before
# Units that no other may stand for: households are no housing estates, beds no rooms.
STRICT = {
    "户": ("户", "家"),
    "套": ("套",),
    "张": ("张", "个"),
    "台": ("台", "路"),
    "辆": ("辆",),
    "部": ("部", "辆", "台"),
    "趟": ("次", "万人次", "人次"),
    "班": (),
}
PEOPLE = regex("(人|员|生|师|兵|民|党|工)$")
ORDINALS = ("届", "批", "期", "轮")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity asked for: its unit ("" for any), the unit's class and the noun counted."""

    unit: str
    kind: str
    noun: str


def quantities(message: str) -> list[Quantity]:
    """Return the quantities that a compact message asks for.

    >>> [(q.unit, q.kind, q.noun) for q in quantities("昆水街地库有多少个车位")]
    [('个', 'thing', '车位')]
    """
    found = []
    message = cues.table("follow_up")["relative"].sub("", message)
    for match in HOW_MANY.finditer(message):
        ready = DONE_WELL.search(message[: match.start()])  # 改造好几张: how many are ready
        if not ready and message[max(0, match.start() - 1) : match.start()] in NO_COUNT:
            continue
        if message[match.start() + 1 : match.start() + 2].isascii() and message[match.start() + 1 :][:1].isalpha():
            continue  # 几a级 asks for a rank
        unit = match["unit"] or ("元" if match["big"] else "")
        noun = NOUN_END.split(match["noun"], maxsplit=1)[0]
        if not (unit or noun) and message[: match.start()].endswith(tuple(MEASURED)):
            continue  # 兑现额多少: the measure's own name says what is asked
        if HOW_MANY.match(message, match.end()):
            noun = ""  # 多少户腾出多少亩: a verb of the next quantity
        if NO_QUANTITY.match(message, match.start()):
            continue
        if (unit == "点" and noun) or match["noun"].startswith(("岁", "月")):
            continue  # 几点开饭 asks for the hour, 满几岁 for a condition, 几月份 for a date
        unit, noun = _plainly(unit, ANY_SUCH.sub("", noun), message[: match.start()])
        if noun in ANYTHING or unit == "人":  # 多少人开成了店: what follows the people is what they do
            noun = ""
        if noun in MEASURED:
            unit, noun = unit or "", ""
            found.append(Quantity("", MEASURED[match["noun"][:2]], ""))
            continue
        kind = "people" if unit in ("", "个") and PEOPLE.search(noun) else CLASS_OF.get(unit, "")  # 多少个老兵
        found.append(Quantity(unit, kind, noun if len(noun) > 1 else ""))
    found += [Quantity("", kind, "") for word, kind in MEASURED.items() if word in message]
    return found


def _plainly(unit: str, noun: str, before: str) -> tuple[str, str]:
    """Return unit and noun: families as households (多少人家), 几个人 as people, 初装费多少 as money."""
    if not unit and FEE.search(before):
        return "钱", noun
    if unit in ("", "个", "名", "位") and not noun and HEADS_BEFORE.search(before):
        return "人", ""
    if not unit and noun in ("辰光", "时间"):
        return "分钟", ""
    if FAMILIES.match(noun) or unit == "人家":
        return "户", ""
    return ("人" if noun == "人" else unit), noun


def wanted_of(question: Question) -> list[Quantity]:
    """Return the quantities a question asks for; a follow-up (那创业的呢) asks for those of the turn before."""
    found = quantities(question.own) or quantities(question.message)
    if not found and question.follows and question.previous:
        found = [Quantity(q.unit, q.kind, "") for q in quantities(question.previous.question.message)]
    return found


def counts(message: str, figure: Figure) -> bool:
    """Return whether the noun in front of 多少 or 几 is the very noun that a figure counts (退役军人多少个)."""
    match = HOW_MANY.search(message)
    if match is None:
        return False
    before = NOUN_END.split(message[: match.start()])[-1]
    noun = next((before[-n:] for n in range(6, 1, -1) if len(before) >= n and before[-n:] in figure.subject), "")
    return bool(noun) and figure.subject.endswith(noun)


def fits(quantity: Quantity, figure: Figure) -> bool:
    """Return whether a figure can be what is asked: 几个 fits any countable thing, 多少 anything."""
    kind = CLASS_OF.get(figure.unit, "thing")
    if figure.unit in ORDINALS and not figure.value.isdigit() and quantity.unit != figure.unit:
        return False
    if not quantity.kind:
        return not (quantity.noun and kind in ("time", "percent"))
    if quantity.unit == "类" or (figure.unit == "方面" and quantity.unit not in ("个", "方面")):
        return False
    if quantity.unit in STRICT and figure.unit not in STRICT[quantity.unit]:
        return False
    if quantity.kind == kind:
        return not (kind == "time" and quantity.unit != figure.unit)
    if quantity.kind == "people" and kind == "thing":
        return (
            figure.unit == "户" or figure.subject.endswith("岗位") or bool(PEOPLE.search(figure.subject))
        )  # 11个站点 are no people
    return {quantity.kind, kind} <= {"thing", "people"} and quantity.unit in ("个", "位", "人", "次", "趟", "")


def figures_of(search: Search, hit: Hit) -> list[Figure]:
    """Return the figures that stand in a hit's quote; the numbers of a name (三年行动计划) measure nothing."""
    sentence = search.sentence(hit.entry.sentence)
    start = sentence.text.find(hit.entry.quote)
    end = start + len(hit.entry.quote)
    inside = [f for f in search.figures(sentence.id) if start <= f.start < end]
    return [f for f in inside if f.kind != "name"]
