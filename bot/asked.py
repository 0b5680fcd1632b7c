"""What a question wants to know of a thing (a count, a date, a place …) and whether a passage gives it."""

import re

from bot import cues
from bot.quantities import CLASS_OF, HOW_MANY, Quantity, fits, quantities, wanted_of
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
    "goal": "具体的目标值",
    "yearly": "分年的数",
    "each": "更细的分项数",
    "purpose": "具体用途和建设内容",
    "who": "责任单位或责任人",
    "which": "具体清单",
    "use": "具体功能和使用规定",
    "period": "这一时期的数",
    "detail": "这方面的内容",
}
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,6}?(?:路|公路|街(?![心区道])|苑|新村|以西|以东|南侧|北侧|东侧|西侧|周边|沿线|商圈|大厦|小区|地块)"
)
WHICH_ONES = re.compile(
    r"名单|点名|哪(?P<count>[2-9]|[二两三四五六七八九])(个(?!字|词)|家|条|所|处|座|种|项|幢|块)|哪[几一]?(家|个小区|个村|所|条路|条街|座|个企业|家企业|个学校)|哪些(小区|企业|公司|学校|村|单位|厂)"
)
PEOPLE = re.compile("(人|员|生|师|兵|民|党|工)$")
POINTS = re.compile("个点(?!位|缀)")  # 几个点 may count places
WATER_CLASS = re.compile("[ⅠⅡⅢⅣⅤ]类")
TARGET = re.compile("(?<!什么)(?<!啥)目标(是|为|定)?(多少|几|值|$)|指标(是|定)?多少")
CLOSE = 0.5
SUBJECT_COVER = 0.22
WHICH_NOUN = re.compile(r"(?:哪些|什么|有啥|哪几[个条家处种项所]|哪种|哪类)(?P<noun>[\u4e00-\u9fff]{2,4})")
PLAIN_NOUN = re.compile(
    "^(时候|时间|地方|意思|样|办法|措施|内容|安排|工作|打算|计划|举措|方面|要求|目标|任务|政策|保障|动静|想法|动作|变化|成绩|成果|成就|用|好处|说法|关系|东西|名字|名堂|规划|情况|进展|特色|特点|问题|区别|叫|是|讲|写|说|做|搞|弄|事|改|新|好|人|可|能|要|会|在|有|没|原因|困难|机遇|挑战|经验|荣誉|称号|牌子|称呼|地段|指标|模式|方式|形式|途径|渠道|活动|项目|设施|位置|路|处|区域|时期|阶段|水平|程度|标准|作用|意义|思路|原则|重点|亮点|优势|机制|制度|体系|平台|功能|服务|产业|行业|企业|单位|部门|公司|品牌|节|景点|好玩|辰光|物事|花头)"
)
FUTURE = re.compile("十四五|今后|以后|将来|未来|接下来|还要|往后|后五年|下一步|下个五年|再(建|造|开|弄)")
PAST = re.compile("十三五|前五年|过去五年|过去的五年|上个五年|上一个五年")
# A question of the bank that the plan does not answer is clearly nearer than any that it does.
KNOWN_MISSING, MISSING_MARGIN = 0.52, 0.17


def figures_of(search: Search, hit: Hit) -> list[Figure]:
    """Return the figures that stand in a hit's quote; the numbers of a name (三年行动计划) measure nothing."""
    sentence = search.sentence(hit.entry.sentence)
    start = sentence.text.find(hit.entry.quote)
    end = start + len(hit.entry.quote)
    inside = [f for f in search.plan.figures if f.sentence == sentence.id and start <= f.start < end]
    return [f for f in inside if f.kind != "name"]


CAN = re.compile(
    r"(?:可以|能不能|可不可以|能否|能够|让不让|准不准|好不好|能)(?!引用|转发|回复|发|抄|贴|说|用)([\u4e00-\u9fff]{2,8})"
)
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
    if "count" in asked and "yesno" in question.attributes and not HOW_MANY.search(question.message):
        asked.remove("count")
    if "where" in asked and "source" in question.attributes:
        asked.remove("where")
    if "count" in asked and any(a in asked for a in ("cost", "scale", "percent")):
        asked.remove("percent" if "percent" in asked and POINTS.search(question.message) else "count")
    if WHICH_ONES.search(question.message):
        asked.append("names")
    if unmentioned_use(question, search, hit):
        asked.append("use")
    if "purpose" in asked and not (question.projects or named_places(question, search)):
        asked.remove("purpose")
    if unknown_noun(question, search, hit):
        asked.append("which")
    if other_period(question, search, hit):
        asked.append("period")
    if TARGET.search(question.message) and not figures and "percent" not in asked:
        asked.append("goal")
    if hit.missing >= KNOWN_MISSING and hit.missing - hit.likeness >= MISSING_MARGIN and not asked:
        asked.append("detail")
    asked = _not_twice(asked)
    if "each" in asked and {"135", "145"} <= question.periods:
        asked.remove("each")
    return [a for a in asked if not _given(a, question, search, hit, figures)]


def _not_twice(asked: list[str]) -> list[str]:
    """Return the attributes without those that a narrower one says better."""
    narrower = {"who": ("person", "cost"), "count": ("yearly", "each"), "each": ("yearly",), "yearly": ("when",)}
    return [a for a in asked if not any(n in asked for n in narrower.get(a, ()))]


def named_places(question: Question, search: Search) -> list[str]:
    """Return the plan's proper names in a message."""
    return [n.text for n in search.plan.names if n.proper and text.compact(n.text) in question.message]


def unknown_noun(question: Question, search: Search, hit: Hit) -> str:
    """Return the noun that a message asks to be listed (哪些设备) where the passage knows no such thing, else ""."""
    for match in WHICH_NOUN.finditer(question.message):
        noun = match["noun"]
        if PLAIN_NOUN.search(noun) or cues.found("attribute", noun):
            continue
        sentence = search.sentence(hit.entry.sentence).text
        known = text.compact("".join((sentence, *hit.entry.lay_terms, *hit.entry.questions)))
        if noun[:2] not in known:
            return noun
    return ""


def other_period(question: Question, search: Search, hit: Hit) -> str:
    """Return the period that a figure is asked of where the passage tells of the other one, else ""."""
    future, past = bool(FUTURE.search(question.message)), bool(PAST.search(question.message))
    claimed = question.confirms and bool(question.claims)
    if future == past or question.asks("status", "source") or not (question.asks("count", "cost", "scale") or claimed):
        return ""
    period = search.sentence(hit.entry.sentence).period
    wanted = "145" if future else "135"
    return wanted if period and period != wanted else ""


def _given(attribute: str, question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if attribute in ("count", "cost") and not sure_of_figure(question, search, hit):
        return False
    if attribute in ("which", "period", "detail", "use", "goal"):
        return False
    answered, unanswered = nearest_with(attribute, question, search, hit)
    if answered >= CLOSE and answered > unanswered + 0.05:
        return True
    if unanswered >= CLOSE and unanswered > answered + 0.15 and attribute not in ("count",):
        return False
    return GIVEN[attribute](question, search, hit, figures)


def sure_of_figure(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether the message is near enough to the passage for its figure to be the one asked for."""
    subject = frozenset(search.terms.of(cues.without_cues(question.message)))
    if subject and not question.follows and search.cover(subject, hit.entry) < SUBJECT_COVER:
        return False
    likeness = max(hit.likeness, hit.missing)
    if likeness >= 0.28 or hit.cover >= 0.4 or question.follows or search.rare_words(question.message, hit.entry):
        return True
    units = {q.unit for q in quantities(question.message)} - {"", "个", "家"}
    return likeness >= 0.15 and any(f.unit in units for f in figures_of(search, hit))


def nearest_with(attribute: str, question: Question, search: Search, hit: Hit) -> tuple[float, float]:
    """Return the likeness to the nearest answered and unanswered bank question that asks for the attribute."""
    wanted = search.term_set(question.message)
    pattern = cues.table("attribute").get("list" if attribute == "names" else attribute)
    kinds = {q.kind for q in wanted_of(question)}
    best = []
    bank = search.asked(hit.entry)
    for questions in (bank.questions, bank.missing):
        alike = [
            search.likeness(wanted, q)
            for q in questions
            if pattern and pattern.search(q.text) and _same_kind(attribute, kinds, q.text)
        ]
        best.append(max(alike, default=0.0))
    return best[0], best[1]


def _same_kind(attribute: str, kinds: set[str], question: str) -> bool:
    """Return whether a bank question asks for the same kind of quantity (a count is no area)."""
    if attribute != "count" or not kinds:
        return True
    return not kinds.isdisjoint({q.kind for q in quantities(question)} | {""})


def _gives_yearly(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if "cost" in question.attributes:
        return "每年" in hit.entry.quote
    return bool(re.search("年均|每年|逐年|连续", hit.entry.quote)) and "各" not in question.message


def _gives_each(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if re.search("各|分别", question.message):
        return len(figures) >= 2
    return bool(re.search("每|人均", hit.entry.quote)) and "cost" not in question.attributes


def _gives_purpose(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if "meaning" in question.attributes or "为一体" in hit.entry.quote:
        return True
    return len(clauses.items(hit.entry.quote)) >= 3 and not question.projects


def _gives_who(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    sentence = search.sentence(hit.entry.sentence).text
    if re.search("为主导|人大|参与|党委|领导下|名人|工作力量|职能部门", sentence):
        return True
    return any(
        n.proper and n.text in hit.entry.quote and text.compact(n.text) not in question.message
        for n in search.plan.names
    )


def _gives_date(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return bool(YEAR.search(hit.entry.quote))


def _gives_place(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """A place in the item that is asked about, which the question did not name itself."""
    pieces = [piece for _, piece in clauses.split(hit.entry.quote, clauses.ITEM_MARKS)]
    own = [alias for n in question.projects for alias in search.plan.projects[int(n.target)].aliases]
    near = [p for p in pieces if any(word in text.compact(p) for word in own)]
    near = near or ([] if own and len(pieces) > 1 else pieces)
    return any(
        place not in question.message and text.compact(place) not in question.message
        for piece in near
        for place in PLACE.findall(piece)
    )


def _gives_money(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    if any(
        w in question.message
        for w in (
            "补偿",
            "价格",
            "收费",
            "票价",
            "租金",
            "一顿",
            "房租",
            "造价",
            "总投资",
            "补贴标准",
            "每股",
            "一股",
            "工资",
            "标准是",
        )
    ):
        return False
    return any(CLASS_OF.get(f.unit) == "money" for f in figures)


def _gives_count(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    wanted = wanted_of(question)
    if not wanted:
        return True
    if "几类" in question.message and WATER_CLASS.search(hit.entry.quote):
        return True
    # A figure that the message names itself (那140亩) is not what it asks for.
    named = set() if question.confirms else {value for value, _ in question.claims}
    figures = [f for f in figures if f.value not in named]
    return all(
        any(fits(q, f) and _same_noun(q, f, search, hit) for f in figures) or _counted_list(q, hit) for q in wanted
    )


def _same_noun(quantity: Quantity, figure: Figure, search: Search, hit: Hit) -> bool:
    """A named noun (车位, 社员) must be what the figure counts, in the plan's words or the bank's."""
    if not quantity.noun:
        return True
    if PEOPLE.search(quantity.noun) and CLASS_OF.get(figure.unit) != "people" and figure.unit != "户":
        return False
    counted = (q.noun for question in hit.entry.questions for q in quantities(text.compact(question)))
    known = [text.compact(figure.clause), *counted, *hit.entry.lay_terms]
    return any(quantity.noun[:2] in piece for piece in known)


def _counted_list(quantity: Quantity, hit: Hit) -> bool:
    items = clauses.items(hit.entry.quote)
    return quantity.kind in ("thing", "people") and len(items) >= 2 and quantity.noun[:2] in items[-1]


def _gives_percent(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(f.unit == "%" for f in figures)


def _gives_scale(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    return any(CLASS_OF.get(f.unit) in ("area", "length") for f in figures)


def _gives_names(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> bool:
    """Two or more parallel names in the sentence, or a proper name that the message does not use itself."""
    match = WHICH_ONES.search(question.message)
    if match is None or "名单" in question.message or "点名" in question.message:
        return False
    items = len(clauses.items(hit.entry.quote))
    if match["count"]:
        return items == int(text.arabic(match["count"]))
    if items >= 3:
        return True
    return any(
        n.proper and n.text in hit.entry.quote and text.compact(n.text) not in question.message
        for n in search.plan.names
    )


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
    "yearly": _gives_yearly,
    "each": _gives_each,
    "who": _gives_who,
    "purpose": _gives_purpose,
}
