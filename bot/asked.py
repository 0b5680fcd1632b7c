"""What a question wants to know of a thing (a count, a date, a place …) and whether a passage gives it."""

import re
from dataclasses import dataclass

from bot import cues
from bot.question import Question
from index import text
from index.search import Hit, Search
from knowledge import clauses
from knowledge.records import Figure

# What a passage may lack, in the order in which a reply names it.
NAMES = {
    "when": "具体时间",
    "where": "具体地点",
    "cost": "金额或价格",
    "person": "具体负责的单位或人",
    "contact": "联系方式",
    "hours": "开放时间",
    "apply": "申请条件和办理手续",
    "scale": "规模大小",
    "percent": "具体比例",
    "count": "具体数量",
    "names": "具体名单",
    "use": "具体功能和使用规定",
}
UNIT_CLASSES = {
    "area": ("亩", "平方米", "万平方米", "平方", "平米", "平", "公顷"),
    "length": ("公里", "里", "千米", "米"),
    "money": ("钱", "元", "万元", "亿元", "亿", "万", "钞票", "块", "块钱"),
    "percent": ("%", "点", "百分点", "成"),
    "time": ("年", "分钟"),
    "people": ("人", "名", "位", "人次", "万人次"),
    "thing": tuple("个家户座条所套张台处幅件项路届批期份次间栋幢辆类块片样村轮"),
}
CLASS_OF = {unit: name for name, units in UNIT_CLASSES.items() for unit in units}
HOW_MANY = re.compile(
    r"(?:几|多少|几多)(?P<big>万|个亿|亿)?(?P<unit>平方米|平方|平米|公里|千米|公顷|人次|分钟|百分点|块钱|钞票|[个家户座条所套张台处幅件项路届批期份次间栋幢辆类块片样村轮亩平里米钱元点年名人位成])?(?P<noun>[^\W\d_a-z几多]{0,4})"
)
NOUN_END = re.compile(r"[的了吗呢吧伐啊呀在是要有能可会没不和跟与及各都还也来去就]|以上|左右|规划|今后|以后|现在|十[三四]五")
MEASURED = {"面积": "area", "多大": "area", "多长": "length", "平米": "area", "亩数": "area", "户数": "thing", "套数": "thing", "人数": "people", "金额": "money", "公里": "length", "长度": "length", "里程": "length"}
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:路|公路|街|苑|新村|以西|以东|南侧|北侧|东侧|西侧|周边|沿线|商圈|大厦|小区|地块)")
WHICH_ONES = re.compile(
    r"名单|点名|哪(?P<count>[2-9]|[二两三四五六七八九])(个|家|条|所|处|座|种|项|幢|块)|哪几?(家|个小区|个村|所|条路|个企业|家企业|个学校|几家|几个小区)|哪些(小区|企业|公司|学校|村|单位|厂)"
)
CLOSE = 0.5
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
        if message[max(0, match.start() - 1) : match.start()] in ("哪", "第", "好", "前", "这", "近", "那"):
            continue
        unit = match["unit"] or ("元" if match["big"] else "")
        noun = NOUN_END.split(match["noun"], maxsplit=1)[0]
        found.append(Quantity(unit, CLASS_OF.get(unit, ""), noun if len(noun) > 1 else ""))
    found += [Quantity("", kind, "") for word, kind in MEASURED.items() if word in message]
    return found


def wanted_of(question: Question) -> list[Quantity]:
    """Return the quantities a question asks for; a follow-up (那创业的呢) asks for those of the turn before."""
    found = quantities(question.message)
    if not found and question.follows and question.previous:
        found = [Quantity(q.unit, q.kind, "") for q in quantities(question.previous.question.message)]
    return found


def fits(quantity: Quantity, figure: Figure) -> bool:
    """Return whether a figure can be what is asked: 几个 fits any countable thing, 多少 anything."""
    kind = CLASS_OF.get(figure.unit, "thing")
    if figure.unit in ORDINALS and not figure.value.isdigit() and quantity.unit != figure.unit:
        return False
    if not quantity.kind:
        return not (quantity.noun and kind in ("time", "percent"))
    if quantity.kind == kind:
        return not (kind == "time" and quantity.unit != figure.unit)
    return {quantity.kind, kind} <= {"thing", "people"} and quantity.unit in ("个", "位", "人", "")


def figures_of(search: Search, hit: Hit) -> list[Figure]:
    """Return the figures that stand in a hit's quote; the numbers of a name (三年行动计划) measure nothing."""
    sentence = search.sentence(hit.entry.sentence)
    start = sentence.text.find(hit.entry.quote)
    end = start + len(hit.entry.quote)
    inside = [f for f in search.plan.figures if f.sentence == sentence.id and start <= f.start < end]
    return [f for f in inside if f.kind != "name"]


CAN = re.compile(r"(?:可以|能不能|可不可以|能否|能够|让不让|准不准|好不好|能)([\u4e00-\u9fff]{2,8})")
DONE_WORDS = re.compile("建|造|完|用上|住|开|通|落实|实现|解决|看到|有|成")


def unmentioned_use(question: Question, search: Search, hit: Hit) -> str:
    """Return what a message asks whether one can do with a named project, where the plan has no word of it, else ""."""
    match = CAN.search(question.message)
    if match is None or not question.projects or hit.likeness >= 0.6 or DONE_WORDS.search(match[1]):
        return ""
    told = "".join(
        text.compact(search.sentence(m.sentence).text)
        for n in question.projects
        for m in search.plan.projects[int(n.target)].mentions
    )
    words = [w for w in search.terms.content(match[1]) if w not in question.projects[0].found]
    return match[1] if words and not any(w in told for w in words) else ""


def missing(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> list[str]:
    """Return the asked attributes (keys of NAMES) that the hit's passage does not give."""
    asked = [a for a in NAMES if a in question.attributes]
    if "where" in asked and "source" in question.attributes:
        asked.remove("where")
    if "count" in asked and any(a in asked for a in ("cost", "scale", "percent")):
        asked.remove("count" if not quantities(question.message) or "percent" not in asked else "percent")
    if WHICH_ONES.search(question.message):
        asked.append("names")
    if unmentioned_use(question, search, hit):
        asked.append("use")
    return [a for a in asked if not _given(a, question, search, hit, figures)]


def _given(attribute: str, question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if attribute in ("count", "cost") and not sure_of_figure(question, search, hit):
        return False
    answered, unanswered = nearest_with(attribute, question, search, hit)
    if answered >= CLOSE and answered > unanswered + 0.05:
        return True
    if unanswered >= CLOSE and unanswered > answered + 0.15 and attribute not in ("count",):
        return False
    return GIVEN[attribute](question, search, hit, figures)


def sure_of_figure(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the message is near enough to the passage for its figure to be the one asked for."""
    likeness = max(hit.likeness, hit.missing)
    if likeness >= 0.28 or hit.cover >= 0.4 or question.follows or search.rare_words(question.message, hit.entry):
        return True
    units = {q.unit for q in quantities(question.message)} - {"", "个", "家"}
    return likeness >= 0.15 and any(f.unit in units for f in figures_of(search, hit))


def nearest_with(attribute: str, question: Question, search: Search, hit: Hit) -> tuple[float, float]:
    """Return the likeness to the nearest answered and unanswered bank question that asks for the attribute."""
    wanted = search.term_set(question.message)
    pattern = cues.table("attribute").get("list" if attribute == "names" else attribute)
    best = []
    for questions in (hit.entry.questions, hit.entry.missing):
        alike = [
            search.likeness(wanted, search.term_set(q)) for q in questions if pattern and pattern.search(text.compact(q))
        ]
        best.append(max(alike, default=0.0))
    return best[0], best[1]


def _gives_date(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(YEAR.search(hit.entry.quote))


def _gives_place(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A place in the item that is asked about, which the question did not name itself."""
    pieces = [piece for _, piece in clauses.split(hit.entry.quote, clauses.ITEM_MARKS)]
    own = [n.found for n in question.projects]
    near = [p for p in pieces if any(word in text.compact(p) for word in own)] or pieces
    return any(
        place not in question.message and text.compact(place) not in question.message
        for piece in near
        for place in PLACE.findall(piece)
    )


def _gives_money(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if any(w in question.message for w in ("补偿", "价格", "收费", "票价", "租金", "一顿", "房租", "造价", "总投资", "补贴标准", "每股", "一股", "工资", "标准是")):
        return False
    return any(CLASS_OF.get(f.unit) == "money" for f in figures)


def _gives_count(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    wanted = wanted_of(question)
    if not wanted:
        return True
    return all(any(fits(q, f) and _same_noun(q, f, search, hit) for f in figures) or _counted_list(q, hit) for q in wanted)


def _same_noun(quantity: Quantity, figure: Figure, search: Search, hit: Hit) -> bool:
    """A named noun (车位, 社员) must be what the figure counts, in the plan's words or the bank's."""
    if not quantity.noun:
        return True
    known = [figure.clause, *hit.entry.lay_terms, *hit.entry.questions]
    return any(quantity.noun in text.compact(piece) or quantity.noun[:2] in text.compact(piece) for piece in known)


def _counted_list(quantity: Quantity, hit: Hit) -> bool:
    return quantity.kind in ("thing", "people") and len(clauses.items(hit.entry.quote)) >= 2


def _gives_percent(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(f.unit == "%" for f in figures)


def _gives_scale(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(CLASS_OF.get(f.unit) in ("area", "length") for f in figures)


def _gives_names(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Two or more parallel names in the sentence, or a proper name that the message does not use itself."""
    match = WHICH_ONES.search(question.message)
    if match is None or match.group() in ("名单", "点名"):
        return False
    items = len(clauses.items(hit.entry.quote))
    if match["count"]:
        return items == int(text.arabic(match["count"]))
    if items >= 3:
        return True
    return any(n.text in hit.entry.quote and text.compact(n.text) not in question.message for n in search.plan.names)


def _never(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return False


GIVEN = {
    "when": _gives_date,
    "where": _gives_place,
    "cost": _gives_money,
    "person": _never,
    "contact": _never,
    "hours": _never,
    "apply": _never,
    "scale": _gives_scale,
    "percent": _gives_percent,
    "count": _gives_count,
    "names": _gives_names,
    "use": _never,
}
