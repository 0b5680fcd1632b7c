"""What a question wants to know of a thing, and what of it the passage lacks."""

from bot import cues, given, given_things, naming, town_totals, untold, uses
from bot.given_things import WHICH_ONES
from bot.quantities import HOW_MANY, quantities
from bot.question import Question
from bot.untold import A_NOT_A, ASKING_WORD, CLAUSE, TELLS, THINGS
from index import text
from index.search import Hit, Search
from knowledge.patterns import regex
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
    "total": "全镇总共的数",
    "names": "具体名单",
    "goal": "具体的目标值",
    "yearly": "分年的数",
    "each": "更细的分项数",
    "purpose": "具体用途和建设内容",
    "who": "责任单位或责任人",
    "fate": "后来的进展",
    "penalty": "处罚或追责的规定",
    "which": "具体清单",
    "use": "具体功能和使用规定",
    "period": "这一时期的数",
    "detail": "这方面的内容",
    "reason": "原因",
    "kin": "人物的生平和关系",
    "score": "具体分数",
    "method": "具体的算法和评定办法",
    "rank": "在区里或市里的排名",
    "elsewhere": "其他街镇的情况",
}
MEASURES = {"area": "面积", "length": "长度", "money": "金额", "people": "人数"}
POINTS = regex("个点(?!位|缀)")  # 几个点 may count places
TARGET = regex("(?<!什么)(?<!啥)目标(是|为|定)?(多少|几(?!个|条)|值|额(?!外))|指标(是|定)?多少")
WHICH_NOUN = regex(
    r"(?:哪些|(?<!为)什么|有啥|哪几[个条家处种项所]|哪种|哪类)(?P<noun>[\u4e00-\u9fff]{2,4}|(?![呀啊呢嘛吧的了伐])[\u4e00-\u9fff](?=[?？]*$))"
)
PLAIN_NOUN = regex(
    "^(的|了|呢|吗|来着|专门|专为|特地|特为|提|名号|招牌|不一样|不同|差别|区别|两样|态度|力量|立场|看法|讲法|口径|打法|路数|规矩|当|打头|级别|更|为|最|先|领头|牵头|时候|时间|[老旧好]?地方|意思|样|办法|措施|内容|安排|工作|打算|计划|举措|方面|要求|目标|任务|政策|保障|动静|想法|动作|变化|成绩|成果|成就|用|好处|说法|关系|东西|名字|名堂|规划|情况|进展|特色|特点|问题|区别|叫|是|讲|写|说|做|搞|弄|事|改|新|好|人|可|能|要|会|在|有|没|原因|困难|机遇|挑战|经验|荣誉|称号|牌子|称呼|地段|指标|模式|方式|形式|途径|渠道|活动|项目|设施|位置|路|处|区域|时期|阶段|水平|程度|标准|作用|意义|思路|原则|重点|亮点|优势|机制|制度|体系|平台|功能|服务|产业|行业|企业|单位|部门|公司|品牌|节|景点|好玩|辰光|物事|花头|帮衬|照应|好处|讲究|门路|讲头)"
)
NEXT_WORD = regex("[什哪啥几]|一起|一道|共同")
AT_END = regex("[呀啊呢吗?？]*$")
# 关掉以后, 2016年以后 tell what came before, not when.
FUTURE = regex(
    "十四五|今后|(?<![走掉了完好过年])以后|将来|未来|接下来|还要|往后|后五年|下一步|下一批|下批|下个五年|下一个五年|下一轮|再(建|造|开|弄)"
)
PAST = regex("十三五|前五年|过去五年|过去的五年|上个五年|上一个五年")
# A question of the bank that the plan does not answer is clearly nearer than any that it does.
KNOWN_MISSING, MISSING_MARGIN = 0.52, 0.17
ALIKE = 0.5  # likeness from which a question of the bank asks the very same
ASKS_OF_FIGURE = regex(
    "(?P<which>是?哪([几些]|[一两二三四]个))|(?<!为)(什么|啥)(?!时候|辰光|意思|方位|位置|地方|路|(钱|数字?|款|费|概念|东西)?[呀啊的]*[?？]*$)|给谁|怎么来"
)
KNOWN_NOUN = 0.29  # as near as this to a question of the bank its noun is known by another word
NARROWER = {
    "count": ("yearly", "each", "total"),
    "scale": ("total",),
    "who": ("person", "cost"),
    "each": ("yearly",),
    "yearly": ("when",),
}
# 几家联合起来, 少跑几趟, 列几个 ask for no number.
INDEFINITE = regex(
    "的几[条个家][^,，。?？]{0,10}(是|有)哪(些|几)|几[个家条块户处幢趟件样方][^，,。?？几多]{0,4}(一起|联合|合起来|合伙|合作|坐下来)|多[^，,。?？]{0,2}几[个家所]|少[^，,。?？]{0,2}几[趟次]|按几年|几年一轮"
    "|(搞|拖|办|弄|等|拖欠)了(几|多少)年|(列|点|报|举|说|讲)出?几[个条样点块处家项]|几个人吧|熬多少"
)
GOES = regex(
    "有(啥|什么|哪些)(地方|去处|场所)[^,，。?？]{0,6}(吃|玩|看|听|歇|活动|锻炼)|有(啥|什么|哪些)(地方|去处|场所)(好|可以|能|能够)?(去|来|坐|玩|白相|办|学|打|跳|锻炼|活动)|(去|到|往|送)哪(里|儿|块)?[^，,。?？]{0,3}(玩|白相|透气|健身|锻炼|吃|照看|照顾|采摘|体验|散步|跑步|讲|反映|提意见)|哪里有得?|去哪(里|儿)?(玩|健身|锻炼)"
)
WALK = regex("(走|骑|跑|开车|坐车)多久|多少(分钟|小时)|几(分钟|小时)")
ONLY_WHETHER = regex(
    "^(这份|这个|镇里的?)?(规划|纲要|文件)?(里|上|里面|里头|里厢|里向)?(到底|究竟|倒底)?(能|可以|有没有|有)?(查到|查得到|写到?|提到?|讲到?|说到?|找到)?(了|过)?(这一?块|这方面|这个|这桩事体?|这件事|相关)?(内容)?(吗|伐|没|没有|么)?[?？]?$"
)


def missing(question: Question, search: Search, hit: Hit, figures: list[Figure]) -> list[str]:
    """Return the asked attributes (keys of NAMES) that the hit's passage does not give."""
    asked = _without_by_the_way(question, search, [a for a in NAMES if a in question.attributes])
    noun = unknown_noun(question, search, hit)
    told = {
        "names": bool(WHICH_ONES.search(question.own or question.message)) or naming.asks_names(question),
        "use": bool(uses.unmentioned(question, search, hit)),
        "which": bool(noun) and not given_things.which(question, search, hit, noun),
        "reason": untold.asks_reason(question, search, hit),
        "period": bool(other_period(question, search, hit)),
        "total": bool(town_totals.counted(question)) and not any(town_totals.is_total(f) for f in figures),
        "goal": bool(TARGET.search(question.message)) and not _amounts(figures) and "percent" not in asked,
    }
    asked += [attribute for attribute, wanted in told.items() if wanted]
    if not asked and (untold.asked_of_it(question, search, hit) or _of_the_figure(question, search, hit)):
        asked.append("detail")
    if hit.missing >= KNOWN_MISSING and hit.missing - hit.likeness >= MISSING_MARGIN and not asked:
        asked += ["detail"] if goes_beyond(question, search, hit) else []
    return [a for a in _not_twice(question, asked) if not given.gives(a, question, search, hit, figures)]


def _of_the_figure(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether it is asked what becomes of a figure's things, or which they are (871亩地准备做什么), and nothing tells.

    The message names the figure itself, so that the figure is no answer.
    """
    own = [f for f in search.figures(hit.entry.sentence) if f.kind == "amount" and f.unit not in ("分钟", "年")]
    told = any(f.value == value and f.unit.startswith(unit) for f in own for value, unit in question.claims)
    if not told or question.confirms or quantities(question.message):
        return False
    asks = ASKS_OF_FIGURE.search(question.message)
    alike = hit.likeness >= ALIKE and asks_for_things(hit.nearest)
    if asks is None or alike or question.asks("source", "status", "when", "why"):
        return False
    if asks["which"]:
        names = [n.text for n in search.plan.names if n.proper and n.text in hit.entry.quote]
        return not any(text.compact(name) not in question.message for name in names)
    return True


def _amounts(figures: list[Figure]) -> list[Figure]:
    return [f for f in figures if f.kind == "amount"]


def goes_beyond(question: Question, search: Search, hit: Hit) -> bool:
    """Return whether a message has a word beyond what the passage says (昆港公路 南延伸 协调 has none)."""
    told = text.compact("".join((search.sentence(hit.entry.sentence).text, *hit.entry.lay_terms)))
    told += "".join(n.found for n in question.projects)
    words = search.terms.content(cues.without_cues(A_NOT_A.sub(r"\1", question.message)))
    return any(word.rstrip("了过着没掉") not in told for word in words)


def missing_near(question: Question, search: Search, hit: Hit) -> float:
    """Return the likeness to the nearest bank question that the plan does not answer and that asks the same.

    The year of a collection (第三届是哪一年办的) tells nothing of a question for its sum, however alike the words.
    """
    wanted = question.attributes & NAMES.keys()
    if hit.missing < KNOWN_MISSING or not wanted:
        return hit.missing

    def asks_the_same(other: str) -> bool:
        asks = cues.found("attribute", other) & NAMES.keys()
        return not asks or bool(asks & wanted)

    return search.likeness(search.term_set(question.message), hit.entry, asks_the_same, answered=False)


def _without_by_the_way(question: Question, search: Search, asked: list[str]) -> list[str]:
    """Return the attributes without those that the message only seems to ask for."""
    dropped = _told_before_asking(question) | _told_of_things(question)
    if "yesno" in question.attributes and not HOW_MANY.search(question.message):
        dropped.add("count")
    if INDEFINITE.search(question.message):
        dropped.add("count")
    if GOES.search(question.message) and not (question.projects or named_places(question, search) or question.follows):
        dropped.add("where")  # 双休日去哪透气: what is there for it is the answer
    if "source" in question.attributes:
        dropped.add("where")
        if not HOW_MANY.search(question.message):
            dropped.add("count")  # 安置房套数的原文 asks for the wording
    kinds = {q.kind for q in quantities(question.own or question.message)}
    if WALK.search(question.message):
        dropped.add("when")  # 走多久能到, 要多少分钟: how far, not when
    if {"count", "cost"} <= set(asked) and kinds == {"people"}:
        dropped.add("cost")  # 发给多少人
    elif "count" in asked and {"cost", "scale", "percent"} & set(asked):
        dropped.add("percent" if "percent" in asked and POINTS.search(question.message) else "count")
    if not (question.projects or named_places(question, search)):
        dropped.add("purpose")
    return [a for a in asked if a not in dropped]


def _told_before_asking(question: Question) -> set[str]:
    """Return the attributes of which only a clause speaks that tells something before the question (工资低，…有没有房)."""
    *before, last = [p for p in CLAUSE.split(question.own or question.message) if p] or [""]
    told = [p for p in before if TELLS.search(p) and not ASKING_WORD.search(p)]
    if not told or not ASKING_WORD.search(last) or ONLY_WHETHER.search(last):
        return set()
    rest = "".join(p for p in (*before, last) if p not in told)
    return set().union(*(cues.found("attribute", p) for p in told)) - cues.found("attribute", rest)


def _told_of_things(question: Question) -> set[str]:
    """Return the attributes of figures that a message asks of no figure (每年有啥好看)."""
    things = {"list", "yearly"} <= question.attributes and not HOW_MANY.search(question.message)
    return {"yearly"} if things else set()


def _not_twice(question: Question, asked: list[str]) -> list[str]:
    """Return the attributes without those that a narrower one says better."""
    both = {"135", "145"} <= question.periods
    kept = [a for a in asked if not (both and a == "each")]
    return [a for a in kept if not any(n in asked for n in NARROWER.get(a, ()))]


def named_places(question: Question, search: Search) -> list[str]:
    """Return the plan's proper names in a message."""
    return [n.text for n in search.plan.names if n.proper and text.compact(n.text) in question.message]


def unknown_noun(question: Question, search: Search, hit: Hit) -> str:
    """Return the noun that a message asks to be listed (哪些设备) where the passage knows no such thing, else ""."""
    for match in WHICH_NOUN.finditer(question.message):
        noun = NEXT_WORD.split(match["noun"])[0]  # 从什么向什么转变
        if len(noun) < len(match["noun"]) and len(noun) < len("能办"):
            continue
        if asks_for_things(hit.nearest) and hit.likeness >= max(KNOWN_NOUN, hit.missing + MISSING_MARGIN):
            continue
        if PLAIN_NOUN.search(noun) or cues.found("attribute", noun):
            continue
        known = [search.sentence(hit.entry.sentence).text]
        if hit.missing <= hit.likeness:  # else the bank's words are those of what the plan does not tell
            known += [*hit.entry.lay_terms, *hit.entry.questions]
        words = search.terms.content(noun) if AT_END.match(question.message[match.end() :]) else []
        head = words[-1] if len(words) > 1 else noun[:2]  # 健身器材 are 器材
        if head not in text.compact("".join(known)):
            return noun
    return ""


def asks_for_things(question: str) -> bool:
    """Return whether a bank question asks which or what things there are."""
    return bool(THINGS.search(question))


def other_period(question: Question, search: Search, hit: Hit) -> str:
    """Return the period that a figure is asked of where the passage tells of the other one, else ""."""
    future, past = bool(FUTURE.search(question.message)), bool(PAST.search(question.message))
    if question.follows and not (future or past):
        future, past = question.periods == {"145"}, question.periods == {"135"}  # 十四五还改吗, 改几个
    claimed = question.confirms and bool(question.claims)
    if future == past or question.asks("status", "source") or not (question.asks("count", "cost", "scale") or claimed):
        return ""
    if question.confirms and set(question.claims) & {(f.number, f.unit) for f in search.figures(hit.entry.sentence)}:
        return ""  # the very figure is there: it is said of which period it is
    period = search.sentence(hit.entry.sentence).period
    wanted = "145" if future else "135"
    return wanted if period and period != wanted else ""
